//! Measures a warm start and join of a thread: of this crate's in a browser, and of `std`'s natively for comparison.
//!
//! `npm run bench` builds and runs both.

/// Returns the mean time of a round in microseconds. The first rounds, which create the worker, do not count.
fn mean_micros(rounds: u32, round: impl Fn()) -> f64 {
    (0..rounds / 10 + 1).for_each(|_| round());
    let start = web_threading::clock::now();
    (0..rounds).for_each(|_| round());
    (web_threading::clock::now() - start).as_secs_f64() * 1e6 / f64::from(rounds)
}

/// Measures on a worker, which may wait.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub async fn start_join(rounds: u32) -> Result<f64, wasm_bindgen::JsError> {
    let round = || {
        let thread = web_threading::spawn(|| ()).expect("a worker can be had");
        thread.join().expect("nothing in it panics");
    };
    Ok(web_threading::run_on_worker(move || mean_micros(rounds, round)).await?)
}

/// On the web the page calls `start_join` instead.
#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    let round = || {
        let joined = std::thread::spawn(|| ()).join();
        joined.expect("nothing in it panics");
    };
    println!("rust_start+join {:.1} us", mean_micros(2000, round));
}
