//! On the page's own main thread, which must not block, every call that would have to wait fails with a clear message.
//!
//! web_failure.rs checks that such a call changes nothing.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used)]
mod common;

use std::sync::Arc;
use std::sync::atomic::AtomicU32;
use std::time::Duration;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use web_threading::futex::{self, BlockingForbidden};
use web_threading::queue::{LifoQueue, PriorityQueue, Queue, SimpleQueue};
use web_threading::{
    Barrier, BoundedSemaphore, Condition, Deadline, Event, Lock, RLock, Semaphore, Timer, Until,
    interrupt, run_on_worker, scope, spawn, thread,
};

#[wasm_bindgen(inline_js = "
    export function thrownBy(call) {
        try { call(); return undefined; } catch (error) { return error.message; }
    }")]
extern "C" {
    #[wasm_bindgen(js_name = thrownBy)]
    fn thrown_by(call: &mut dyn FnMut()) -> Option<String>;
}

const LIMIT: Duration = Duration::from_secs(1);

fn until() -> Until {
    Until::timeout(LIMIT)
}

/// Each of the calls throws the message, with a time limit and without.
macro_rules! refused {
    ($($call:expr;)*) => {$(
        let thrown = thrown_by(&mut || _ = $call);
        assert_eq!(thrown.as_deref(), Some(BlockingForbidden::SENTENCE), "{}", stringify!($call));
    )*};
}

#[wasm_bindgen_test]
async fn every_way_to_a_lock_or_a_permit() {
    let lock = Lock::new();
    lock.acquire();
    refused! {
        lock.acquire();
        lock.acquire_timeout(LIMIT);
        lock.acquire_until(until());
        lock.acquire_until(Until::INTERRUPT);
        lock.lock();
    }
    // An RLock of the page's own thread would not wait, so another thread holds this one.
    let rlock = Arc::new(RLock::new());
    let (theirs, over) = (Arc::clone(&rlock), Arc::new(Event::new()));
    let ends = Arc::clone(&over);
    let held = Arc::new(Event::new());
    let tell = Arc::clone(&held);
    run_on_worker(|| ()).await.unwrap();
    let holder = spawn(move || {
        theirs.acquire();
        tell.set();
        ends.wait();
        theirs.release().unwrap();
    })
    .unwrap();
    run_on_worker(move || held.wait()).await.unwrap();
    refused! {
        rlock.acquire();
        rlock.acquire_timeout(LIMIT);
        rlock.acquire_until(until());
        rlock.acquire_restore(1);
        rlock.lock();
        holder.thread().join_until(until());
        holder.thread().join_until(Until::FOREVER);
    }
    over.set();
    run_on_worker(move || holder.join().unwrap()).await.unwrap();

    let semaphore = Semaphore::new(0);
    let bounded = BoundedSemaphore::new(0);
    refused! {
        semaphore.acquire();
        semaphore.acquire_timeout(LIMIT);
        semaphore.acquire_until(until());
        semaphore.guard();
        bounded.acquire();
        bounded.acquire_timeout(LIMIT);
        bounded.acquire_until(until());
        bounded.guard();
    }
}

#[wasm_bindgen_test]
fn every_wait_for_others() {
    let event = Event::new();
    let barrier = Barrier::new(2);
    let plain = Condition::new(Lock::new());
    let _held = plain.guard();
    refused! {
        event.wait();
        event.wait_timeout(LIMIT);
        event.wait_until(until());
        barrier.wait();
        barrier.wait_timeout(LIMIT);
        barrier.wait_until(until());
        plain.guard();
        plain.wait();
        plain.wait_timeout(LIMIT);
        plain.wait_until(until());
        plain.wait_for(|| false);
        plain.wait_for_timeout(LIMIT, || false);
        plain.wait_for_until(until(), || false);
    }
}

#[wasm_bindgen_test]
fn every_queue() {
    let queue = Queue::new(1);
    let simple = SimpleQueue::<u8>::new();
    refused! {
        queue.get();
        queue.get_timeout(LIMIT);
        queue.get_until(until());
        LifoQueue::<u8>::new(1).get();
        PriorityQueue::<u8>::new(1).get();
        simple.get();
        simple.get_timeout(LIMIT);
        simple.get_until(until());
    }
    queue.put(1).unwrap();
    refused! {
        queue.put(2);
        queue.put_timeout(2, LIMIT);
        queue.put_until(2, until());
        queue.join();
        queue.join_timeout(LIMIT);
        queue.join_until(until());
    }
}

#[wasm_bindgen_test]
async fn every_wait_for_a_thread_and_for_time() {
    run_on_worker(|| ()).await.unwrap();
    let over = Arc::new(Event::new());
    let waits = || {
        let over = Arc::clone(&over);
        move || over.wait()
    };
    let mut threads = [spawn(waits()).ok(), spawn(waits()).ok()];
    let observers = threads
        .each_ref()
        .map(|thread| thread.as_ref().unwrap().thread().clone());
    let mut timer = Timer::start(Duration::ZERO, waits()).ok();
    let timers = timer.as_ref().unwrap().thread().clone();
    let word = AtomicU32::new(0);
    refused! {
        threads[0].take().unwrap().join();
        threads[1].take().unwrap().join_timeout(LIMIT);
        timer.take().unwrap().join();
        scope(|_| ());
        thread::sleep(LIMIT);
        thread::sleep_until(Deadline::after(LIMIT));
        futex::wait(&word, 0, until().deadline);
        interrupt::wait(&word, 0, Until::INTERRUPT);
        interrupt::wait(&word, 0, until());
    }
    #[cfg(feature = "pool")]
    refused! {
        web_threading::pool::request_and_wait(LIMIT);
    }
    over.set();
    let [first, second] = observers;
    run_on_worker(move || {
        for thread in [first, second, timers] {
            _ = thread.join_until(Until::FOREVER);
        }
    })
    .await
    .unwrap();
}
