//! `Event`, natively and in the browser.
#![allow(clippy::unwrap_used)]
mod common;

use std::sync::Arc;
use std::time::Duration;
use web_threading::{Event, TimedOut, clock, spawn};

scenarios! {
    fn set_and_clear() {
        let event = Event::new();
        assert!(!event.is_set());
        event.set();
        event.set();
        assert!(event.is_set());
        event.wait();
        event.clear();
        assert!(!event.is_set());
        assert_eq!(event.wait_timeout(Duration::ZERO), Err(TimedOut));
    }

    fn a_timed_wait_gives_up_in_time() {
        let start = clock::now();
        assert_eq!(Event::new().wait_timeout(Duration::from_millis(20)), Err(TimedOut));
        assert!(clock::now() - start >= Duration::from_millis(20));
    }

    fn set_ends_every_wait() {
        let event = Arc::new(Event::new());
        let waiters: Vec<_> = (0..5).map(|_| {
            let event = Arc::clone(&event);
            spawn(move || event.wait_timeout(Duration::from_secs(10))).unwrap()
        }).collect();
        event.set();
        for waiter in waiters {
            assert_eq!(waiter.join().unwrap(), Ok(()));
        }
    }

    /// Two threads take turns, and each clears its event only after it woke: a lost wake-up would hang.
    fn two_threads_take_turns() {
        let turns = Arc::new((Event::new(), Event::new()));
        let theirs = Arc::clone(&turns);
        let other = spawn(move || for _ in 0..common::rounds(300) {
            theirs.0.wait();
            theirs.0.clear();
            theirs.1.set();
        }).unwrap();
        for _ in 0..common::rounds(300) {
            turns.0.set();
            turns.1.wait();
            turns.1.clear();
        }
        other.join().unwrap();
    }
}
