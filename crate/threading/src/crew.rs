//! The threads that somebody waits for, and that may start more of them meanwhile: what a [`scope`](crate::scope()) ends with.
//!
//! Kept apart from what a thread is, so that a loom model can check it.
use crate::mutex::Mutex;
use crate::primitive::const_constructor;

#[derive(Debug)]
pub(crate) struct Crew<J>(Mutex<Vec<J>>);

impl<J> Crew<J> {
    const_constructor! {
        pub(crate) fn new() -> Self {
            Self(Mutex::new(Vec::new()))
        }
    }

    /// To be called by the starter before it goes on: when it has ended itself, those that it started are here.
    pub(crate) fn add(&self, member: J) {
        self.0.with(|members| members.push(member));
    }

    /// Takes out those who need not be waited for.
    pub(crate) fn retain(&self, keep: impl FnMut(&J) -> bool) {
        self.0.with(|members| members.retain(keep));
    }

    /// Calls `join` for each, also for those that come meanwhile, outside of the lock; false if any of the calls said so.
    pub(crate) fn join_all(&self, mut join: impl FnMut(J) -> bool) -> bool {
        let mut all_well = true;
        while let Some(member) = self.0.with(Vec::pop) {
            all_well &= join(member);
        }
        all_well
    }
}

#[cfg(all(test, loom))]
mod models {
    use super::*;
    use crate::interrupt::Interruptible;
    use crate::model::check;
    use crate::outcome::{End, JoinOutcome, Outcome};
    use loom::sync::Arc;
    use loom::thread;

    struct Shop {
        crew: Crew<Arc<Outcome>>,
        handles: Mutex<Vec<thread::JoinHandle<()>>>,
    }

    fn start(shop: &Arc<Shop>, work: impl FnOnce(&Arc<Shop>) + 'static) {
        let outcome = Arc::new(Outcome::new());
        let (theirs, its_shop) = (Arc::clone(&outcome), Arc::clone(shop));
        let handle = thread::spawn(move || {
            work(&its_shop);
            theirs.end(End::Finished);
        });
        shop.crew.add(outcome);
        shop.handles.with(|handles| handles.push(handle));
    }

    /// A thread starts another one while it is waited for: both have ended when the wait has.
    #[test]
    fn who_is_started_meanwhile_is_waited_for_too() {
        check(|| {
            let shop = Arc::new(Shop {
                crew: Crew::new(),
                handles: Mutex::new(Vec::new()),
            });
            let done = Arc::new(Mutex::new(0));
            let theirs = Arc::clone(&done);
            start(&shop, move |shop| {
                let inner = Arc::clone(&theirs);
                start(shop, move |_| inner.with(|count| *count += 1));
                theirs.with(|count| *count += 1);
            });
            let all_well = shop
                .crew
                .join_all(|member| member.wait(None, Interruptible::No) == JoinOutcome::Finished);
            assert!(all_well);
            assert_eq!(done.with(|count| *count), 2);
            for handle in shop.handles.with(std::mem::take) {
                handle.join().unwrap();
            }
        });
    }
}
