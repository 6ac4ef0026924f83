//! `RLock`, natively and in the browser.
#![allow(clippy::unwrap_used)]
mod common;

use std::sync::Arc;
use std::time::Duration;
use web_threading::{Event, NotOwner, RLock, TimedOut, spawn};

scenarios! {
    fn its_owner_may_acquire_it_again() {
        let lock = RLock::new();
        assert_eq!(lock.recursion_count(), 0);
        lock.acquire();
        assert!(lock.try_acquire());
        assert_eq!(lock.acquire_timeout(Duration::ZERO), Ok(()));
        assert_eq!(lock.recursion_count(), 3);
        for left in [2, 1, 0] {
            assert!(lock.is_locked());
            lock.release().unwrap();
            assert_eq!(lock.recursion_count(), left);
        }
        assert!(!lock.is_locked());
        assert_eq!(lock.release(), Err(NotOwner));
    }

    fn others_neither_own_nor_release_it() {
        let shared = Arc::new((RLock::new(), Event::new(), Event::new()));
        let theirs = Arc::clone(&shared);
        let owner = spawn(move || {
            let (lock, held, done) = &*theirs;
            let _guard = lock.lock();
            held.set();
            done.wait();
        }).unwrap();
        let (lock, held, done) = &*shared;
        held.wait();
        assert!(lock.is_locked());
        assert!(!lock.is_owned());
        assert_eq!(lock.owner(), Some(owner.thread().ident()));
        assert_eq!(lock.recursion_count(), 0);
        assert_eq!(lock.release(), Err(NotOwner));
        assert_eq!(lock.release_save(), Err(NotOwner));
        assert!(!lock.try_acquire());
        assert!(lock.try_lock().is_none());
        assert_eq!(lock.acquire_timeout(Duration::from_millis(5)), Err(TimedOut));
        done.set();
        lock.acquire();
        assert!(lock.is_owned());
        let again = lock.try_lock();
        assert_eq!(lock.recursion_count(), 2);
        drop(again);
        assert_eq!(lock.recursion_count(), 1);
        owner.join().unwrap();
    }

    fn saved_and_restored_whole() {
        let lock = Arc::new(RLock::new());
        lock.acquire();
        lock.acquire();
        let saved = lock.release_save().unwrap();
        assert_eq!(saved, 2);
        let theirs = Arc::clone(&lock);
        spawn(move || drop(theirs.lock())).unwrap().join().unwrap();
        lock.acquire_restore(saved);
        assert_eq!(lock.recursion_count(), 2);
        lock.release().unwrap();
        lock.release().unwrap();
        assert!(!lock.is_locked());
    }
}
