//! A rayon pool on the same memory, for work that is parallel rather than concurrent.
//!
//! On the web the pool must be started by a worker that can still take messages, not by a thread that waits in a futex. A thread
//! calls [`request_and_wait`]; the host starts an extra worker for the pool, and the thread wakes when it is up.
use crate::clock::Deadline;
use crate::control::control;
use crate::pool_request::{self, FAILED, IDLE, READY, settle};
use std::sync::atomic::Ordering;
use std::time::Duration;

pub use crate::pool_request::PoolError;
pub use rayon;
#[cfg(target_arch = "wasm32")]
pub use wasm_bindgen_rayon::init_thread_pool;

/// Whether the pool is up. Until then do not use rayon: it would try to start threads in its own way, and fail.
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

/// Asks the host for the pool, if nobody has, and waits until it is up.
///
/// # Errors
/// [`PoolError`] if it cannot be started or is not up after `timeout`.
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

/// Rayon's workers are not in a copied memory, and rayon cannot start twice: a pool that was up has failed for good.
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

/// Starts the pool with `threads` threads, and lets those go on who wait for it. A second start fails and changes nothing.
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

/// Starts the pool with `threads` threads, and lets those go on who wait for it. To be called on a worker that does not block.
///
/// # Errors
/// What JavaScript threw, for instance because a worker's script did not load.
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
