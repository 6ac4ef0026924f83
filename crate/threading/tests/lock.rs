//! `Lock`, natively and in the browser.
#![allow(clippy::unwrap_used)]
mod common;

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::time::Duration;
use web_threading::{Deadline, GaveUp, Lock, NotLocked, TimedOut, Until, clock, spawn};

scenarios! {
    fn excludes() {
        let shared = Arc::new((Lock::new(), AtomicU32::new(0)));
        let threads: Vec<_> = (0..4).map(|_| {
            let shared = Arc::clone(&shared);
            spawn(move || for _ in 0..common::rounds(2000) {
                let _guard = shared.0.lock();
                // Not one atomic step, so that a second holder would lose counts.
                let seen = shared.1.load(Relaxed);
                shared.1.store(seen + 1, Relaxed);
            }).unwrap()
        }).collect();
        for thread in threads {
            thread.join().unwrap();
        }
        assert_eq!(shared.1.load(Relaxed), 4 * common::rounds(2000));
        assert!(!shared.0.is_locked());
    }

    fn release_reaches_a_waiter_and_may_come_from_another_thread() {
        let lock = Arc::new(Lock::new());
        lock.acquire();
        let theirs = Arc::clone(&lock);
        let releaser = spawn(move || theirs.release()).unwrap();
        assert_eq!(lock.acquire_until(Until::FOREVER), Ok(()));
        assert_eq!(releaser.join().unwrap(), Ok(()));
        assert!(lock.is_locked());
    }

    fn a_guard_that_was_not_given_releases_nothing() {
        let lock = Lock::new();
        let guard = lock.try_lock();
        assert!(guard.is_some());
        assert!(lock.try_lock().is_none());
        assert!(lock.is_locked());
        drop(guard);
        assert!(!lock.is_locked());
    }

    fn a_timed_acquire_gives_up_in_time() {
        let lock = Lock::new();
        lock.acquire();
        let start = clock::now();
        assert_eq!(lock.acquire_timeout(Duration::from_millis(20)), Err(TimedOut));
        assert!(clock::now() - start >= Duration::from_millis(20));
        assert_eq!(lock.acquire_until(Until::from(Deadline::at(Duration::ZERO)).or_interrupt()), Err(GaveUp::TimedOut));
        assert!(!lock.try_acquire());
        assert_eq!(lock.release(), Ok(()));
        assert_eq!(lock.acquire_timeout(Duration::ZERO), Ok(()));
    }

    fn an_unlocked_lock_cannot_be_released() {
        let lock = Lock::new();
        assert_eq!(lock.release(), Err(NotLocked));
        assert!(lock.try_acquire());
        assert_eq!(lock.release(), Ok(()));
        assert_eq!(lock.release(), Err(NotLocked));
    }

    /// Waiters that give up while others wait must not consume a wake-up.
    fn giving_up_loses_no_wake_up() {
        let lock = Arc::new(Lock::new());
        let threads: Vec<_> = (0..4).map(|number| {
            let lock = Arc::clone(&lock);
            spawn(move || {
                let mut taken = 0;
                while taken < common::rounds(200) {
                    let outcome = if number % 2 == 0 {
                        lock.acquire_until(Until::timeout(Duration::from_micros(50)))
                    } else {
                        lock.acquire_until(Until::FOREVER)
                    };
                    if outcome == Ok(()) {
                        taken += 1;
                        lock.release().unwrap();
                    }
                }
            }).unwrap()
        }).collect();
        for thread in threads {
            thread.join().unwrap();
        }
        assert!(lock.try_acquire());
    }
}
