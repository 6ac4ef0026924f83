//! `Timer`, natively and in the browser.
#![allow(clippy::unwrap_used)]
mod common;

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::time::Duration;
use web_threading::{Builder, Cancel, Event, Timer, clock, thread};

scenarios! {
    fn does_its_work_after_the_time() {
        let start = clock::now();
        let timer = Timer::start(Duration::from_millis(20), clock::now).unwrap();
        assert!(!timer.is_finished());
        let worked_at = timer.join().unwrap().unwrap();
        assert!(worked_at - start >= Duration::from_millis(20));
    }

    fn cancelled_it_does_nothing() {
        let held = Arc::new(AtomicU32::new(0));
        let theirs = Arc::clone(&held);
        let timer = Timer::start(Duration::from_secs(3600), move || { theirs.fetch_add(1, SeqCst); }).unwrap();
        assert_eq!(timer.cancel(), Cancel::Cancelled);
        assert_eq!(timer.cancel(), Cancel::Cancelled);
        assert!(timer.join().is_none());
        assert_eq!((held.load(SeqCst), Arc::strong_count(&held)), (0, 1), "the work was dropped");
        assert_eq!(thread::active_count(), 1);
    }

    fn once_it_works_it_cannot_be_cancelled() {
        let (working, go) = (Arc::new(Event::new()), Arc::new(Event::new()));
        let (theirs, their_go) = (Arc::clone(&working), Arc::clone(&go));
        let timer = Timer::start(Duration::ZERO, move || {
            theirs.set();
            their_go.wait();
            7
        }).unwrap();
        working.wait();
        assert_eq!(timer.cancel(), Cancel::TooLate);
        go.set();
        assert_eq!(timer.join().unwrap().unwrap(), 7);
    }

    /// The timer is cancelled at about the time of its deadline: the first of the two wins, and both results agree.
    fn cancel_and_work_exclude_each_other() {
        let ran = Arc::new(AtomicU32::new(0));
        let mut cancelled = 0;
        let rounds = common::rounds(50).max(3);
        for _ in 0..rounds {
            let theirs = Arc::clone(&ran);
            let timer = Timer::start(Duration::from_micros(300), move || { theirs.fetch_add(1, SeqCst); }).unwrap();
            thread::sleep(Duration::from_micros(300));
            cancelled += u32::from(timer.cancel() == Cancel::Cancelled);
            let _ = timer.join();
        }
        assert_eq!(ran.load(SeqCst) + cancelled, rounds);
    }

    fn its_thread_has_the_name_asked_for() {
        let builder = Builder::new().name("alarm").daemon(true);
        let timer = Timer::start_with(builder, Duration::ZERO, || thread::current().name().to_owned()).unwrap();
        assert!(timer.thread().is_daemon());
        assert_eq!(timer.join().unwrap().unwrap(), "alarm");
    }
}
