//! A rayon pool on the same memory, for parallel computations.
//!
//! On the web a worker that can still receive messages must start the pool; a thread that waits on a futex cannot. A thread
//! calls [`request_and_wait`]; the host starts an extra worker for the pool, and the thread wakes when the pool is ready.
use crate::clock::Deadline;
use crate::control::control;
use crate::pool_request::{self, FAILED, IDLE, READY, settle};
use std::sync::atomic::Ordering;
use std::time::Duration;

pub use crate::pool_request::PoolError;
pub use rayon;
#[cfg(target_arch = "wasm32")]
pub use wasm_bindgen_rayon::init_thread_pool;

/// Returns whether the pool is ready. Do not use rayon before: it would try to start threads itself, and fail.
///
/// # Examples
/// ```
/// if web_threading::pool::ready() {
///     println!("{} threads", web_threading::pool::rayon::current_num_threads());
/// }
/// ```
#[must_use]
pub fn ready() -> bool {
    control().pool.load(Ordering::Acquire) == READY
}

/// Requests the pool from the host, if no thread has done so yet, and waits until it is ready.
///
/// # Errors
/// [`PoolError`] if the pool cannot be started or is not ready after `timeout`.
///
/// # Examples
/// ```
/// use std::time::Duration;
/// use web_threading::pool::{self, rayon::prelude::*};
/// pool::request_and_wait(Duration::from_secs(30))?;
/// assert_eq!((1..=100).into_par_iter().sum::<i32>(), 5050);
/// # Ok::<(), pool::PoolError>(())
/// ```
pub fn request_and_wait(timeout: Duration) -> Result<(), PoolError> {
    pool_request::obtain(&control().pool, Deadline::after(timeout), start)
}

/// Rayon's workers do not exist in a copied memory, and rayon cannot start twice. So a pool that was ready is marked as
/// failed, and later requests fail too.
pub(crate) fn reset() {
    let left = control().pool.load(Ordering::Relaxed);
    control()
        .pool
        .store(if left == READY { FAILED } else { IDLE }, Ordering::Relaxed);
}

#[cfg(target_arch = "wasm32")]
fn start() -> bool {
    if !crate::worker::has_room() {
        settle(&control().pool, FAILED);
        return true;
    }
    crate::worker::post("pool", None)
}

#[cfg(not(target_arch = "wasm32"))]
fn start() -> bool {
    init(std::thread::available_parallelism().map_or(1, std::num::NonZero::get));
    true
}

/// Starts the pool with `threads` threads and wakes the threads that wait for it. A second start fails and has no effect.
///
/// # Examples
/// ```
/// web_threading::pool::init(2);
/// assert!(web_threading::pool::ready());
/// ```
#[cfg(not(target_arch = "wasm32"))]
pub fn init(threads: usize) {
    let built = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build_global();
    if !ready() {
        settle(&control().pool, if built.is_ok() { READY } else { FAILED });
    }
}

/// Starts the pool with `threads` threads and wakes the threads that wait for it. Call it on a worker that does not block.
///
/// # Errors
/// The JavaScript exception, for instance because a worker's script did not load.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen(js_name = web_threading_init_pool)]
pub async fn init(threads: usize) -> Result<(), wasm_bindgen::JsValue> {
    if ready() {
        return Ok(());
    }
    let result = wasm_bindgen_futures::JsFuture::from(init_thread_pool(threads)).await;
    settle(&control().pool, if result.is_ok() { READY } else { FAILED });
    result.map(drop)
}
