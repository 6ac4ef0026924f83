//! `scope`, natively and in the browser.
#![allow(clippy::unwrap_used)]
mod common;

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use web_threading::{Builder, Event, scope, thread};

scenarios! {
    fn threads_borrow() {
        let words = ["one", "two", "three"];
        let mut lengths = [0; 3];
        scope(|scope| for (word, length) in words.iter().zip(&mut lengths) {
            scope.spawn(move || *length = word.len()).unwrap();
        });
        assert_eq!(lengths, [3, 3, 5]);
        assert_eq!(thread::active_count(), 1, "all have ended");
    }

    fn join_brings_what_is_borrowed() {
        let text = "a b c".to_owned();
        let parts = scope(|scope| {
            let handle = scope.spawn_with(Builder::new().name("splitter"), || text.split(' ').collect::<Vec<_>>()).unwrap();
            assert_eq!(handle.thread().name(), "splitter");
            handle.join().unwrap()
        });
        assert_eq!(parts, ["a", "b", "c"]);
    }

    /// The threads are held until the closure has returned, so that only the scope can wait for them.
    fn it_waits_for_threads_that_nobody_joins() {
        let (go, ended) = (Event::new(), AtomicU32::new(0));
        let handles_finished = scope(|scope| {
            let handles: Vec<_> = (0..3).map(|_| scope.spawn(|| {
                go.wait();
                ended.fetch_add(1, Relaxed);
            }).unwrap()).collect();
            let finished = handles.iter().filter(|handle| handle.is_finished()).count();
            go.set();
            finished
        });
        // Relaxed is enough, because the joins order it.
        assert_eq!((handles_finished, ended.load(Relaxed)), (0, 3));
    }

    fn a_thread_may_start_others_in_its_scope() {
        let count = AtomicU32::new(0);
        scope(|scope| {
            scope.spawn(|| {
                for _ in 0..3 {
                    scope.spawn(|| count.fetch_add(1, Relaxed)).unwrap();
                }
            }).unwrap();
        });
        assert_eq!(count.load(Relaxed), 3);
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod panics {
    use super::*;
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use web_threading::thread::JoinError;

    #[test]
    fn a_panic_of_the_closure_waits_for_the_threads() {
        let _alone = common::alone();
        let (go, ended) = (Event::new(), AtomicU32::new(0));
        let result = catch_unwind(AssertUnwindSafe(|| {
            scope(|scope| {
                scope
                    .spawn(|| {
                        go.wait();
                        ended.fetch_add(1, Relaxed);
                    })
                    .unwrap();
                go.set();
                panic!("boom");
            })
        }));
        assert_eq!(result.unwrap_err().downcast_ref::<&str>(), Some(&"boom"));
        assert_eq!(ended.load(Relaxed), 1);
    }

    #[test]
    fn a_panic_of_a_thread_is_the_scopes_unless_it_was_joined() {
        let _alone = common::alone();
        let unjoined =
            catch_unwind(|| scope(|scope| drop(scope.spawn(|| panic!("boom")).unwrap())));
        assert_eq!(
            unjoined.unwrap_err().downcast_ref::<&str>(),
            Some(&"a scoped thread panicked")
        );
        scope(|scope| {
            let handle = scope.spawn(|| panic!("boom")).unwrap();
            assert!(matches!(handle.join(), Err(JoinError::Panicked(_))));
        });
    }
}
