//! A list of threads to wait for, which may start more threads meanwhile: the threads of a [`scope`](crate::scope()).
//!
//! It is separate from the thread type so that a loom model can check it.
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

    /// Adds a thread. Its starter must call this before it continues: when the starter has ended, all threads that it
    /// started are in the list.
    pub(crate) fn add(&self, member: J) {
        self.0.with(|members| members.push(member));
    }

    /// Removes the threads for which `keep` returns false.
    pub(crate) fn retain(&self, keep: impl FnMut(&J) -> bool) {
        self.0.with(|members| members.retain(keep));
    }

    /// Calls `join` for each thread, including threads that are added meanwhile, without holding the lock. Returns false if
    /// any call did.
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
    use crate::model::check;
    use crate::outcome::{End, JoinOutcome, Outcome};
    use crate::until::Until;
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

    /// A thread that is waited for starts another thread: `join_all` returns after both have ended.
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
                .join_all(|member| member.wait(Until::FOREVER) == Ok(JoinOutcome::Finished));
            assert!(all_well);
            assert_eq!(done.with(|count| *count), 2);
            for handle in shop.handles.with(std::mem::take) {
                handle.join().unwrap();
            }
        });
    }
}
