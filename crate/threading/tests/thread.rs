//! Threads, natively and in the browser.
#![allow(clippy::unwrap_used)]
mod common;

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::time::Duration;
use web_threading::thread::{self, JoinError, JoinOutcome, JoinTimeout};
use web_threading::{Builder, Deadline, Event, Until, clock, spawn};

scenarios! {
    fn join_brings_the_result() {
        let thread = spawn(|| "a value".to_owned()).unwrap();
        assert_eq!(thread.join().unwrap(), "a value");
    }

    fn join_with_a_limit_gives_the_handle_back() {
        let go = Arc::new(Event::new());
        let theirs = Arc::clone(&go);
        let thread = spawn(move || {
            theirs.wait();
            7
        }).unwrap();
        assert!(!thread.is_finished());
        let JoinTimeout::TimedOut(thread) = thread.join_timeout(Duration::from_millis(10)) else {
            panic!("the thread cannot have finished");
        };
        go.set();
        assert!(matches!(thread.join_timeout(Duration::from_secs(20)), JoinTimeout::Finished(7)));
    }

    fn name_ident_daemon() {
        let probe = || (thread::current().ident(), thread::current().name().to_owned(), thread::current().is_daemon());
        let named = Builder::new().name("worker bee").daemon(true).spawn(move || {
            let child = spawn(|| thread::current().is_daemon()).unwrap();
            (probe(), child.join().unwrap(), thread::is_main())
        }).unwrap();
        let ident = named.thread().ident();
        let (seen, child_is_daemon, is_main) = named.join().unwrap();
        assert_eq!(seen, (ident, "worker bee".to_owned(), true));
        assert!(child_is_daemon, "inherited");
        assert!(!is_main);
        assert_ne!(ident, 0);
        assert_ne!(ident, thread::current().ident());
        assert!(!spawn(|| thread::current().is_daemon()).unwrap().join().unwrap());
    }

    fn enumerate_sees_those_alive() {
        assert_eq!(thread::main_thread().ident(), thread::current().ident());
        assert!(thread::is_main());
        let before = thread::active_count();
        let (up, go) = (Arc::new(Event::new()), Arc::new(Event::new()));
        let (their_up, their_go) = (Arc::clone(&up), Arc::clone(&go));
        let thread = spawn(move || {
            their_up.set();
            their_go.wait();
        }).unwrap();
        up.wait();
        let ident = thread.thread().ident();
        let listed = || thread::enumerate().iter().any(|other| other.ident() == ident);
        assert!(listed());
        assert!(thread.thread().is_alive());
        assert_eq!(thread::active_count(), before + 1);
        assert_eq!(thread::enumerate()[0].ident(), thread::main_thread().ident());
        go.set();
        thread.join().unwrap();
        assert!(!listed());
        assert_eq!(thread::active_count(), before);
    }

    fn a_raw_thread_is_joined_by_its_thread() {
        let ran = Arc::new(AtomicU32::new(0));
        let theirs = Arc::clone(&ran);
        let work = Box::new(move || theirs.store(1, SeqCst));
        let thread = thread::spawn_raw(work, &Builder::new().name("raw")).unwrap();
        assert_eq!(thread.join_until(Until::INTERRUPT), Ok(JoinOutcome::Finished));
        assert_eq!((ran.load(SeqCst), thread.name(), thread.is_alive()), (1, "raw", false));
    }

    fn a_thread_cannot_join_itself() {
        let handle = Arc::new(std::sync::Mutex::new(None));
        let (placed, theirs) = (Arc::new(Event::new()), Arc::clone(&handle));
        let their_placed = Arc::clone(&placed);
        let thread = spawn(move || {
            their_placed.wait();
            let own: thread::JoinHandle<()> = theirs.lock().unwrap().take().unwrap();
            assert!(matches!(own.join(), Err(JoinError::CurrentThread)));
        }).unwrap();
        let observer = thread.thread().clone();
        *handle.lock().unwrap() = Some(thread);
        placed.set();
        assert_eq!(observer.join_until(Until::FOREVER), Ok(JoinOutcome::Finished));
    }

    fn a_hundred_threads_at_once() {
        let (go, up) = (Arc::new(Event::new()), Arc::new(AtomicU32::new(0)));
        let threads: Vec<_> = (0..100).map(|number| {
            let (go, up) = (Arc::clone(&go), Arc::clone(&up));
            spawn(move || {
                up.fetch_add(1, SeqCst);
                go.wait();
                number
            }).unwrap()
        }).collect();
        assert_eq!(thread::active_count(), 101);
        go.set();
        assert_eq!(threads.into_iter().map(|thread| thread.join().unwrap()).sum::<u32>(), 4950);
        assert_eq!(up.load(SeqCst), 100);
        assert_eq!(thread::active_count(), 1);
    }

    fn a_sleep_lasts_as_long_as_asked() {
        let start = clock::now();
        thread::sleep(Duration::from_millis(15));
        assert!(clock::now() - start >= Duration::from_millis(15));
        assert_eq!(thread::sleep_until(Until::from(Deadline::at(Duration::ZERO)).or_interrupt()), Ok(()));
    }
}

#[cfg(not(target_arch = "wasm32"))]
#[test]
fn a_panic_is_reported_by_join() {
    let _alone = common::alone();
    let thread = spawn(|| panic!("boom")).unwrap();
    let Err(JoinError::Panicked(payload)) = thread.join() else {
        panic!("the panic was lost");
    };
    assert_eq!(payload.downcast_ref::<&str>(), Some(&"boom"));
    let raw = thread::spawn_raw(Box::new(|| panic!("boom")), &Builder::new()).unwrap();
    assert_eq!(raw.join_until(Until::FOREVER), Ok(JoinOutcome::Panicked));
    assert_eq!(thread::active_count(), 1);
}

#[cfg(not(target_arch = "wasm32"))]
#[cfg_attr(
    miri,
    ignore = "there a thread's stack takes no room, and none is refused"
)]
#[test]
fn a_refused_thread_leaves_nothing_behind() {
    let _alone = common::alone();
    let held = Arc::new(());
    let theirs = Arc::clone(&held);
    let refused = Builder::new()
        .stack_size(usize::MAX / 2)
        .spawn(move || drop(theirs));
    let error = refused.unwrap_err();
    assert!(
        error.to_string().starts_with("can't start new thread: "),
        "{error}"
    );
    assert_eq!(Arc::strong_count(&held), 1);
    assert_eq!(thread::active_count(), 1);
}
