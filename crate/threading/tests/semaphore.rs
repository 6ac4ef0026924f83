//! `Semaphore`, natively and in the browser.
#![allow(clippy::unwrap_used)]
mod common;

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::time::Duration;
use web_threading::{
    GaveUp, Semaphore, TimedOut, Until, clock, interrupt_main, spawn, take_interrupt,
};

scenarios! {
    fn counts() {
        let semaphore = Semaphore::new(2);
        assert!(semaphore.try_acquire());
        semaphore.acquire();
        assert!(!semaphore.try_acquire());
        assert_eq!(semaphore.permits(), 0);
        semaphore.release(3);
        assert_eq!(semaphore.permits(), 3, "a semaphore may grow");
        drop(semaphore.guard());
        assert_eq!(semaphore.permits(), 3);
        let guards: Vec<_> = (0..4).map(|_| semaphore.try_guard()).collect();
        assert!(guards[2].is_some() && guards[3].is_none());
        assert_eq!(semaphore.permits(), 0, "a guard that was not given releases nothing");
        drop(guards);
        assert_eq!(Semaphore::default().permits(), 1);
    }

    fn admits_as_many_as_there_are_permits() {
        let shared = Arc::new((Semaphore::new(2), AtomicU32::new(0), AtomicU32::new(0)));
        let threads: Vec<_> = (0..5).map(|_| {
            let shared = Arc::clone(&shared);
            spawn(move || for _ in 0..common::rounds(200) {
                let (semaphore, inside, most) = &*shared;
                let _guard = semaphore.guard();
                most.fetch_max(inside.fetch_add(1, SeqCst) + 1, SeqCst);
                inside.fetch_sub(1, SeqCst);
            }).unwrap()
        }).collect();
        for thread in threads {
            thread.join().unwrap();
        }
        assert!(shared.2.load(SeqCst) <= 2);
        assert_eq!(shared.0.permits(), 2);
    }

    fn one_release_serves_several() {
        let semaphore = Arc::new(Semaphore::new(0));
        let threads: Vec<_> = (0..3).map(|_| {
            let semaphore = Arc::clone(&semaphore);
            spawn(move || semaphore.acquire_timeout(Duration::from_secs(20))).unwrap()
        }).collect();
        semaphore.release(4);
        for thread in threads {
            assert_eq!(thread.join().unwrap(), Ok(()));
        }
        assert_eq!(semaphore.permits(), 1);
    }

    fn a_timed_acquire_gives_up_in_time() {
        let semaphore = Semaphore::new(0);
        let start = clock::now();
        assert_eq!(semaphore.acquire_timeout(Duration::from_millis(20)), Err(TimedOut));
        assert!(clock::now() - start >= Duration::from_millis(20));
        semaphore.release(1);
        assert_eq!(semaphore.acquire_timeout(Duration::ZERO), Ok(()));
    }

    fn an_interrupt_ends_the_wait() {
        let semaphore = Semaphore::new(0);
        interrupt_main();
        assert_eq!(semaphore.acquire_until(Until::INTERRUPT), Err(GaveUp::Interrupted));
        assert!(take_interrupt());
        semaphore.release(1);
        assert!(semaphore.try_acquire());
    }

    /// Waiters that give up while others wait must not consume a permit.
    fn giving_up_loses_no_permit() {
        let semaphore = Arc::new(Semaphore::new(1));
        let threads: Vec<_> = (0..4).map(|number| {
            let semaphore = Arc::clone(&semaphore);
            spawn(move || {
                let mut taken = 0;
                while taken < common::rounds(200) {
                    let outcome = if number % 2 == 0 {
                        semaphore.acquire_until(Until::timeout(Duration::from_micros(50)))
                    } else {
                        semaphore.acquire_until(Until::FOREVER)
                    };
                    if outcome == Ok(()) {
                        taken += 1;
                        semaphore.release(1);
                    }
                }
            }).unwrap()
        }).collect();
        for thread in threads {
            thread.join().unwrap();
        }
        assert_eq!(semaphore.permits(), 1);
    }
}

#[cfg(not(target_arch = "wasm32"))]
#[test]
#[should_panic(expected = "a semaphore cannot have so many permits")]
fn too_many_permits() {
    let semaphore = Semaphore::new(u32::MAX / 2);
    semaphore.release(1);
}
