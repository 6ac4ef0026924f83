//! Measures the crate from inside (feature `bench`).
use crate::{clock, spawn};
use wasm_bindgen::prelude::*;

/// The mean time of a warm start and join, in microseconds, over `rounds`. To be called on a worker.
#[wasm_bindgen]
#[must_use]
pub fn web_threading_bench_start_join(rounds: u32) -> f64 {
    let round = || spawn(|| ()).is_ok_and(|thread| thread.join().is_ok());
    // The first start makes the worker.
    assert!(round());
    let start = clock::now();
    assert!((0..rounds).all(|_| round()));
    (clock::now() - start).as_secs_f64() * 1e6 / f64::from(rounds)
}
