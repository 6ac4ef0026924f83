//! The workers: their reuse, and processes that start from a copy of another's memory.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used)]
mod common;

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::{console_log, wasm_bindgen_test};
use web_threading::{adopt_main, clock, host, run_on_worker, spawn, thread};

#[wasm_bindgen(inline_js = "
    // Starts a process on a copy of the memory, with two spare workers. Returns the export's result, and the number of
    // workers.
    export async function callInCopy(host, memory, name) {
        const copy = new host.constructor({ ...host.options, spareWorkers: 2 });
        const main = await copy.start({ copyFrom: memory });
        const live = copy.liveWorkers;
        const answer = await main.call(name);
        const fails = await main.call('there_is_no_such_export').then(() => 'returned', (error) => error.constructor.name);
        copy.terminate();
        const after = await main.call(name).then(() => 'returned', (error) => error.message);
        return [answer, live, copy.liveWorkers, main.memory === memory, fails, after].join();
    }")]
extern "C" {
    #[wasm_bindgen(js_name = callInCopy)]
    fn call_in_copy(host: &host::ThreadHost, memory: &JsValue, name: &str) -> js_sys::Promise;
}

static RUNS: AtomicU32 = AtomicU32::new(0);

/// Runs on the main thread of a copy.
#[wasm_bindgen]
pub fn run_in_copy() -> String {
    adopt_main();
    let started_with = thread::active_count();
    let threads: Vec<_> = (0..2)
        .map(|_| spawn(|| RUNS.fetch_add(1, SeqCst)).unwrap())
        .collect();
    threads
        .into_iter()
        .for_each(|thread| assert!(thread.join().is_ok()));
    format!("{started_with} {} {}", thread::is_main(), RUNS.load(SeqCst))
}

#[wasm_bindgen_test]
async fn workers_are_reused() {
    let cold = run_on_worker(|| {
        let start = clock::now();
        spawn(|| ()).unwrap().join().unwrap();
        clock::now() - start
    });
    let cold = cold.await.unwrap();
    let before = host::current().unwrap().live_workers();
    let warm = run_on_worker(|| {
        let start = clock::now();
        for number in 0..200 {
            assert_eq!(spawn(move || number).unwrap().join().unwrap(), number);
        }
        (clock::now() - start) / 200
    });
    let warm = warm.await.unwrap();
    assert_eq!(host::current().unwrap().live_workers(), before);
    console_log!(
        "start + join: {} us cold, {} us warm",
        cold.as_micros(),
        warm.as_micros()
    );
}

#[wasm_bindgen_test]
async fn a_copy_is_a_process_of_its_own() {
    run_on_worker(|| {
        RUNS.store(10, SeqCst);
        // Leaves a worker in the table, which the copy does not have.
        spawn(|| ()).unwrap().join().unwrap();
    })
    .await
    .unwrap();
    let host = host::current().unwrap();
    for _ in 0..2 {
        let answer = call_in_copy(&host, &wasm_bindgen::memory(), "run_in_copy");
        let answer = wasm_bindgen_futures::JsFuture::from(answer).await.unwrap();
        assert_eq!(answer, "1 true 12,3,0,false,Error,the worker has ended");
    }
    assert_eq!(RUNS.load(SeqCst), 10, "the original has not changed");
}
