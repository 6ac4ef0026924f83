//! `Local`, natively and in the browser.
#![allow(clippy::unwrap_used)]
mod common;

use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use web_threading::{Event, Local, spawn};

static MADE: AtomicU32 = AtomicU32::new(0);
static DROPPED: AtomicU32 = AtomicU32::new(0);

/// Counts how many instances were created and dropped.
struct Counted(Cell<u32>);

impl Counted {
    fn new() -> Self {
        MADE.fetch_add(1, SeqCst);
        Self(Cell::new(0))
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        DROPPED.fetch_add(1, SeqCst);
    }
}

fn counts() -> (u32, u32) {
    (MADE.swap(0, SeqCst), DROPPED.swap(0, SeqCst))
}

scenarios! {
    fn each_thread_has_its_own() {
        let local = Arc::new(Local::new(|| Cell::new(7)));
        local.with(|value| value.set(1));
        let theirs = Arc::clone(&local);
        let other = spawn(move || {
            theirs.with(|value| value.set(value.get() + 1));
            theirs.with(Cell::get)
        });
        assert_eq!(other.unwrap().join().unwrap(), 8);
        assert_eq!(local.with(Cell::get), 1);
        let another = Local::new(|| Cell::new(0));
        assert_eq!(another.with(Cell::get), 0, "each instance has its own");
    }

    /// Consecutive threads run on the same worker, and natively in the same place of the table.
    fn a_later_thread_does_not_see_an_earlier_ones_value() {
        counts();
        let local = Arc::new(Local::new(Counted::new));
        for _ in 0..10 {
            let theirs = Arc::clone(&local);
            let seen = spawn(move || theirs.with(|value| value.0.replace(5))).unwrap().join().unwrap();
            assert_eq!(seen, 0);
        }
        // Dropped before the join returned, not with the Local.
        assert_eq!(counts(), (10, 10));
        drop(local);
        assert_eq!(counts(), (0, 0));
    }

    fn dropping_the_local_drops_the_values_of_all() {
        counts();
        let local = Arc::new(Local::new(Counted::new));
        let (made, go) = (Arc::new(Event::new()), Arc::new(Event::new()));
        let (theirs, their_made, their_go) = (Arc::clone(&local), Arc::clone(&made), Arc::clone(&go));
        let thread = spawn(move || {
            theirs.with(|_| ());
            drop(theirs);
            their_made.set();
            their_go.wait();
        }).unwrap();
        made.wait();
        local.with(|_| ());
        assert_eq!(counts(), (2, 0));
        drop(local);
        assert_eq!(counts(), (0, 2), "also of a thread that lives on");
        go.set();
        thread.join().unwrap();
        assert_eq!(counts(), (0, 0), "and not twice");
    }

    fn set_and_take() {
        let local = Local::<u32>::default();
        assert_eq!(local.take(), None);
        assert_eq!(local.set(3), None);
        assert_eq!(local.set(4), Some(3));
        assert_eq!(local.with(|value| *value), 4);
        assert_eq!(local.take(), Some(4));
        assert_eq!(local.with(|value| *value), 0);
    }

    /// The destructor of one value uses another Local: that value is created again at the end, and dropped too.
    fn a_destructor_may_use_locals() {
        struct UsesOther(Arc<Local<Counted, fn() -> Counted>>);
        impl Drop for UsesOther {
            fn drop(&mut self) {
                self.0.with(|value| value.0.set(1));
            }
        }
        counts();
        let other = Arc::new(Local::new(Counted::new as fn() -> Counted));
        let theirs = Arc::clone(&other);
        let local = Arc::new(Local::new(move || UsesOther(Arc::clone(&theirs))));
        spawn(move || local.with(|_| ())).unwrap().join().unwrap();
        assert_eq!(counts(), (1, 1));
    }
}

#[cfg(not(target_arch = "wasm32"))]
#[test]
fn a_destructor_that_panics_does_not_stop_the_end_of_the_thread() {
    struct Panics;
    impl Drop for Panics {
        fn drop(&mut self) {
            panic!("boom");
        }
    }
    let _alone = common::alone();
    counts();
    let bad = Arc::new(Local::new(|| Panics));
    let good = Arc::new(Local::new(Counted::new));
    let (their_bad, their_good) = (Arc::clone(&bad), Arc::clone(&good));
    let thread = spawn(move || {
        their_bad.with(|_| ());
        their_good.with(|_| ());
    });
    thread.unwrap().join().unwrap();
    assert_eq!(counts(), (1, 1));
}
