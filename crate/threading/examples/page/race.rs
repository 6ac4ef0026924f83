//! A page with threads and without Python: three runners wait for each other, and report to the page through a queue.
//!
//! index.html beside this file uses it; tests/rust-page builds and runs both.
#![cfg(target_arch = "wasm32")]
use wasm_bindgen::prelude::*;
use web_threading::queue::SimpleQueue;
use web_threading::{Barrier, Builder, SpawnError, run_on_worker, scope, thread};

static LINES: SimpleQueue<String> = SimpleQueue::new();

/// Runs on a worker, which may wait.
fn race() -> Result<(), SpawnError> {
    let gun = Barrier::with_action(3, || LINES.put("all are here: go!".to_owned()));
    scope(|scope| {
        for name in ["Ada", "Grace", "Edsger"] {
            let runner = || {
                LINES.put(format!("{} is here", thread::current().name()));
                if let Ok(lane) = gun.wait() {
                    LINES.put(format!("{} runs in lane {lane}", thread::current().name()));
                }
            };
            let started = scope.spawn_with(Builder::new().name(name), runner);
            // If a runner cannot start, the other runners must not wait for it.
            started.inspect_err(|_| gun.abort())?;
        }
        Ok(())
    })
}

/// The race, from the page's main thread.
#[wasm_bindgen]
pub async fn start() -> Result<(), JsError> {
    run_on_worker(race).await??;
    Ok(())
}

/// Returns the next line, if there is one. It never waits, so the page may call it.
#[wasm_bindgen]
pub fn next_line() -> Option<String> {
    LINES.try_get()
}
