//! `Lock`, natively and in the browser.
#![allow(clippy::unwrap_used)]
mod common;

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::time::Duration;
use web_threading::{Acquire, Deadline, Event, Interruptible, Lock, NotLocked, clock, spawn};

scenarios! {
    fn excludes() {
        let shared = Arc::new((Lock::new(), AtomicU32::new(0)));
        let threads: Vec<_> = (0..4).map(|_| {
            let shared = Arc::clone(&shared);
            spawn(move || for _ in 0..2000 {
                let _guard = shared.0.guard();
                // Not one atomic step, so that a second holder would lose counts.
                let seen = shared.1.load(Relaxed);
                shared.1.store(seen + 1, Relaxed);
            }).unwrap()
        }).collect();
        for thread in threads {
            thread.join().unwrap();
        }
        assert_eq!(shared.1.load(Relaxed), 8000);
        assert!(!shared.0.is_locked());
    }

    fn release_reaches_a_waiter_and_may_come_from_another_thread() {
        let lock = Arc::new(Lock::new());
        lock.acquire();
        let theirs = Arc::clone(&lock);
        let releaser = spawn(move || theirs.release()).unwrap();
        assert_eq!(lock.acquire_until(None, Interruptible::No), Acquire::Acquired);
        assert_eq!(releaser.join().unwrap(), Ok(()));
        assert!(lock.is_locked());
    }

    fn a_timed_acquire_gives_up_in_time() {
        let lock = Lock::new();
        lock.acquire();
        let start = clock::now();
        assert_eq!(lock.acquire_timeout(Duration::from_millis(20)), Acquire::TimedOut);
        assert!(clock::now() - start >= Duration::from_millis(20));
        assert_eq!(lock.acquire_until(Some(Deadline::at(Duration::ZERO)), Interruptible::Yes), Acquire::TimedOut);
        assert!(!lock.try_acquire());
        assert_eq!(lock.release(), Ok(()));
        assert_eq!(lock.acquire_timeout(Duration::ZERO), Acquire::Acquired);
    }

    fn an_unlocked_lock_cannot_be_released() {
        let lock = Lock::new();
        assert_eq!(lock.release(), Err(NotLocked));
        assert!(lock.try_acquire());
        assert_eq!(lock.release(), Ok(()));
        assert_eq!(lock.release(), Err(NotLocked));
    }

    /// The greedy thread holds the lock for two milliseconds and takes it again at once. The bound on its rounds is that of the
    /// promise; without the handoff a waiter mostly keeps it too, by luck.
    fn a_waiter_does_not_starve() {
        let shared = Arc::new((Lock::new(), Event::new(), AtomicU32::new(0)));
        let theirs = Arc::clone(&shared);
        let greedy = spawn(move || {
            let (lock, stop, rounds) = &*theirs;
            while !stop.is_set() {
                let _guard = lock.guard();
                rounds.fetch_add(1, Relaxed);
                let end = Deadline::after(Duration::from_millis(2));
                while !end.has_passed() {}
            }
        }).unwrap();
        let (lock, stop, rounds) = &*shared;
        for _ in 0..10 {
            let before = rounds.load(Relaxed);
            // Not before the greedy thread has it again.
            while rounds.load(Relaxed) == before {
                std::hint::spin_loop();
            }
            assert_eq!(lock.acquire_timeout(Duration::from_secs(5)), Acquire::Acquired);
            lock.release().unwrap();
        }
        // Three rounds per wait are enough; the rest is for a machine that is busy with something else.
        let rounds = rounds.load(Relaxed);
        stop.set();
        greedy.join().unwrap();
        assert!(rounds <= 100, "{rounds} rounds");
        assert!(!lock.is_locked());
    }

    /// Waiters that give up while others wait must not take a wake-up with them.
    fn giving_up_loses_no_wake_up() {
        let lock = Arc::new(Lock::new());
        let threads: Vec<_> = (0..4).map(|number| {
            let lock = Arc::clone(&lock);
            spawn(move || {
                let mut taken = 0;
                while taken < 200 {
                    let outcome = if number % 2 == 0 {
                        lock.acquire_timeout(Duration::from_micros(50))
                    } else {
                        lock.acquire_until(None, Interruptible::No)
                    };
                    if outcome == Acquire::Acquired {
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
