//! Interrupts, natively and in the browser.
#![allow(clippy::unwrap_used)]
mod common;

use std::sync::Arc;
use std::time::Duration;
use web_threading::thread;
use web_threading::{
    Builder, Deadline, Event, GaveUp, Interrupted, Lock, TimedOut, Until, interrupt,
    interrupt_main, spawn, take_interrupt,
};

/// Runs `wait` on this thread, the main one, and interrupts it from another at about the same time. It repeats this often
/// enough to hit the moments before, during and after it falls asleep.
fn interrupted<T: PartialEq + std::fmt::Debug>(wait: impl Fn() -> T, expected: T) {
    let (go, stop) = (Arc::new(Event::new()), Arc::new(Event::new()));
    let (their_go, their_stop) = (Arc::clone(&go), Arc::clone(&stop));
    let interrupter = spawn(move || {
        loop {
            their_go.wait();
            their_go.clear();
            if their_stop.is_set() {
                return;
            }
            interrupt_main();
        }
    })
    .unwrap();
    for _ in 0..common::rounds(50).max(5) {
        go.set();
        assert_eq!(wait(), expected);
        assert!(interrupt::is_pending(), "it is the caller who takes it");
        assert!(take_interrupt());
        assert!(!take_interrupt());
    }
    stop.set();
    go.set();
    interrupter.join().unwrap();
}

scenarios! {
    fn ends_acquire() {
        let lock = Lock::new();
        lock.acquire();
        interrupted(|| lock.acquire_until(Until::INTERRUPT), Err(GaveUp::Interrupted));
        lock.release().unwrap();
        assert!(lock.try_acquire());
    }

    fn ends_the_wait_for_an_event() {
        let event = Event::new();
        interrupted(|| event.wait_until(Until::INTERRUPT), Err(GaveUp::Interrupted));
    }

    fn ends_sleep() {
        interrupted(|| thread::sleep_until(Until::from(Deadline::NEVER).or_interrupt()), Err(Interrupted));
    }

    fn ends_join() {
        let go = Arc::new(Event::new());
        let theirs = Arc::clone(&go);
        let thread = spawn(move || theirs.wait()).unwrap();
        interrupted(|| thread.thread().join_until(Until::INTERRUPT), Err(GaveUp::Interrupted));
        go.set();
        thread.join().unwrap();
    }

    fn other_waits_and_other_threads_go_on() {
        interrupt_main();
        let event = Event::new();
        assert_eq!(event.wait_timeout(Duration::from_millis(5)), Err(TimedOut));
        let theirs = spawn(|| Event::new().wait_until(Until::from(Deadline::after(Duration::from_millis(5))).or_interrupt()));
        assert_eq!(theirs.unwrap().join().unwrap(), Err(GaveUp::TimedOut));
        event.set();
        assert_eq!(event.wait_until(Until::INTERRUPT), Ok(()), "what has happened comes first");
        assert!(take_interrupt());
    }

    /// The main thread is interrupted while others want the same lock: their wake-ups must not be lost.
    fn a_contended_lock_survives() {
        let lock = Arc::new(Lock::new());
        let workers: Vec<_> = (0..3).map(|_| {
            let lock = Arc::clone(&lock);
            spawn(move || for _ in 0..common::rounds(300) {
                drop(lock.lock());
            }).unwrap()
        }).collect();
        let stop = Arc::new(Event::new());
        let theirs = Arc::clone(&stop);
        let interrupter = Builder::new().daemon(true).spawn(move || while !theirs.is_set() {
            interrupt_main();
        }).unwrap();
        let mut taken = 0;
        while taken < common::rounds(100) {
            match lock.acquire_until(Until::INTERRUPT) {
                Ok(()) => {
                    taken += 1;
                    lock.release().unwrap();
                }
                Err(GaveUp::Interrupted) => drop(take_interrupt()),
                Err(GaveUp::TimedOut) => unreachable!("there was no deadline"),
            }
        }
        stop.set();
        interrupter.join().unwrap();
        for worker in workers {
            worker.join().unwrap();
        }
        take_interrupt();
        assert!(lock.try_acquire());
    }
}

#[cfg(target_arch = "wasm32")]
mod web {
    use super::*;
    use wasm_bindgen::prelude::*;
    use wasm_bindgen_test::wasm_bindgen_test;
    use web_threading::{host, run_on_worker};

    #[wasm_bindgen(inline_js = "
        export function interruptOnceAsleep(host) {
            return new Promise((resolve) => {
                const timer = setInterval(() => {
                    if (!host.isMainWaiting) return;
                    clearInterval(timer);
                    resolve(host.interrupt().done);
                }, 1);
            });
        }")]
    extern "C" {
        #[wasm_bindgen(js_name = interruptOnceAsleep)]
        fn interrupt_once_asleep(host: &host::ThreadHost) -> js_sys::Promise;
    }

    #[wasm_bindgen_test]
    async fn the_page_interrupts_a_sleeping_main_thread() {
        run_on_worker(|| ()).await.unwrap();
        let host = host::current().unwrap();
        for _ in 0..20 {
            let end = interrupt_once_asleep(&host);
            let outcome = run_on_worker(|| {
                let outcome = Event::new().wait_until(Until::INTERRUPT);
                (outcome, take_interrupt())
            });
            assert_eq!(outcome.await.unwrap(), (Err(GaveUp::Interrupted), true));
            assert_eq!(
                wasm_bindgen_futures::JsFuture::from(end).await.unwrap(),
                "taken"
            );
        }
    }
}
