//! `BoundedSemaphore`, natively and in the browser.
#![allow(clippy::unwrap_used)]
mod common;

use std::sync::Arc;
use std::time::Duration;
use web_threading::{BoundedSemaphore, ReleasedTooOften, TimedOut, spawn};

scenarios! {
    fn never_has_more_permits_than_at_first() {
        let semaphore = BoundedSemaphore::new(2);
        assert_eq!(semaphore.release(1), Err(ReleasedTooOften));
        semaphore.acquire();
        assert_eq!(semaphore.release(2), Err(ReleasedTooOften));
        assert_eq!(semaphore.permits(), 1, "a failed release changes nothing");
        assert_eq!(semaphore.release(1), Ok(()));
        assert!(semaphore.try_acquire() && semaphore.try_acquire() && !semaphore.try_acquire());
        assert_eq!(semaphore.acquire_timeout(Duration::from_millis(2)), Err(TimedOut));
        assert_eq!(semaphore.release(2), Ok(()));
        assert_eq!(BoundedSemaphore::default().permits(), 1);
    }

    fn the_bound_holds_while_others_wait() {
        let semaphore = Arc::new(BoundedSemaphore::new(1));
        let guard = semaphore.guard();
        let theirs = Arc::clone(&semaphore);
        let waiter = spawn(move || theirs.acquire()).unwrap();
        assert_eq!(semaphore.release(2), Err(ReleasedTooOften));
        drop(guard);
        waiter.join().unwrap();
        assert!(semaphore.try_guard().is_none());
        assert_eq!(semaphore.release(1), Ok(()));
        assert!(semaphore.try_guard().is_some());
    }

    fn a_guard_whose_permit_is_back_does_nothing() {
        let semaphore = BoundedSemaphore::new(1);
        let guard = semaphore.guard();
        semaphore.release(1).unwrap();
        drop(guard);
        assert_eq!(semaphore.permits(), 1);
    }
}
