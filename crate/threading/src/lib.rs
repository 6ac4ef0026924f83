//! Python's thread API for Rust on the web. Every thread is a Web Worker, and all threads share one WebAssembly memory.
//!
//! Names and semantics follow Python's `threading`; types follow Rust's `std`. The same API runs natively on `std` threads,
//! for tests and docs.
//!
//! # Python names and their equivalents
//!
//! | Python | here |
//! |---|---|
//! | `threading.Thread(target=f).start()` | [`spawn`]; with a name or as a daemon [`Builder`] |
//! | `Thread.join`, `is_alive`, `name`, `ident`, `daemon` | [`JoinHandle`], [`Thread`] |
//! | `threading.current_thread`, `main_thread`, `get_ident` | [`thread::current`], [`thread::main_thread`], [`thread::current_ident`] |
//! | `threading.enumerate`, `active_count` | [`thread::enumerate`], [`thread::active_count`] |
//! | `threading.Lock` | [`Lock`] |
//! | `threading.RLock` | [`RLock`] |
//! | `threading.Condition` | [`Condition`] |
//! | `Condition.wait`, `wait_for`, `notify`, `notify_all` | [`wait`](Condition::wait), [`wait_for`](Condition::wait_for), [`notify`](Condition::notify), [`notify_all`](Condition::notify_all) |
//! | `threading.Semaphore`, `BoundedSemaphore` | [`Semaphore`], [`BoundedSemaphore`] |
//! | `threading.Event` | [`Event`] |
//! | `threading.Barrier`, `BrokenBarrierError` | [`Barrier`], [`BarrierError`] |
//! | `threading.Timer` | [`Timer`] |
//! | `threading.local` | [`Local`] |
//! | `threading.excepthook` | none: [`JoinHandle::join`] returns the panic |
//! | `threading.stack_size` | [`Builder::stack_size`] |
//! | `threading.settrace`, `setprofile`, `get_native_id` | none: Rust has no such hooks, and a worker has no such number |
//! | `threading.TIMEOUT_MAX` | none: a [`Duration`](std::time::Duration) too long to represent means no limit |
//! | `queue.Queue`, `LifoQueue`, `PriorityQueue` | [`Queue`](queue::Queue), [`LifoQueue`](queue::LifoQueue), [`PriorityQueue`](queue::PriorityQueue) |
//! | `queue.SimpleQueue` | [`SimpleQueue`](queue::SimpleQueue) |
//! | `Queue.put`, `get`, `task_done`, `join`, `shutdown` | methods of the same names |
//! | `Queue.put_nowait`, `get_nowait` | [`try_put`](queue::BaseQueue::try_put), [`try_get`](queue::BaseQueue::try_get) |
//! | `Queue.qsize`, `empty`, `full`, `maxsize` | [`len`](queue::BaseQueue::len), [`is_empty`](queue::BaseQueue::is_empty), [`is_full`](queue::BaseQueue::is_full), [`capacity`](queue::BaseQueue::capacity) |
//! | `queue.Full`, `queue.Empty`, `queue.ShutDown` | [`TryPutError`](queue::TryPutError), [`TryGetError`](queue::TryGetError) |
//! | `time.sleep` | [`thread::sleep`] |
//! | `time.monotonic` | [`clock::now`] |
//! | `signal`'s `KeyboardInterrupt` | [`interrupt`] |
//!
//! Calls and their equivalents:
//!
//! | Python | here |
//! |---|---|
//! | `with lock:` | `let _guard = lock.lock();` |
//! | a value that a lock guards | [`Mutex`], which holds the value: `*mutex.lock() += 1` |
//! | `lock.acquire(blocking=False)` | `lock.try_acquire()`; every call that never waits is named `try_...` |
//! | `lock.acquire(timeout=1.5)` | `lock.acquire_timeout(Duration::from_millis(1500))`; every call that waits has a form
//! `..._timeout` |
//! | Ctrl-C during a wait | `lock.acquire_until(Until::INTERRUPT)`; every call that waits has a form `..._until` |
//! | `True` or `False`, an exception | a [`Result`]: [`TimedOut`], or [`GaveUp`] if an interrupt can end the wait too |
//!
//! # Additions to Python
//!
//! - [`scope`]: threads that borrow
//! - [`pool`]: rayon on the same memory (feature `pool`)
//! - `host` (wasm32 only): starts workers from a page without any JavaScript of your own
//! - [`observe`]: a listener for the threads' events, to show and explain them
//! - [`futex`]: the only module that waits; every blocking call above uses it
//!
//! # Examples
//! ```
//! use std::sync::Arc;
//! use web_threading::{Lock, spawn};
//! let lock = Arc::new(Lock::new());
//! let threads: Result<Vec<_>, _> = (0..3)
//!     .map(|number| {
//!         let lock = Arc::clone(&lock);
//!         spawn(move || {
//!             let _guard = lock.lock();
//!             println!("thread {number} has the lock");
//!         })
//!     })
//!     .collect();
//! for thread in threads? {
//!     thread.join().expect("it does not panic");
//! }
//! # Ok::<(), web_threading::SpawnError>(())
//! ```
//!
//! # Where blocking is not allowed
//!
//! Browsers do not allow a page's own main thread to block. On that thread, a call that would have to wait throws a
//! JavaScript `Error` at once, with the message of [`futex::BlockingForbidden`]. Calls that do not wait (an uncontended
//! [`Lock::acquire`], [`Event::set`], ...) work on every thread. `host::run_on_worker` runs a closure on a thread that may
//! block.
//!
//! # Testing in a browser
//!
//! `wasm-pack test --headless --chrome` (or `--firefox`) runs tests whose bodies are in `host::run_on_worker`. If a browser
//! opens several connections at once, the test server may answer one of them only after another has closed. Workers that
//! load at the same time open several connections, so such a test can end after 20 s with "the worker was not ready". In
//! Firefox, `"prefs": {"network.http.max-persistent-connections-per-server": 1}` in `webdriver.json` limits the browser to
//! one connection.
#![cfg_attr(target_arch = "wasm32", feature(stdarch_wasm_atomic_wait))]

// build.rs checks the target features. A standard library without threads has a mutex of two bytes, a flag and whether it is
// poisoned; with atomics it has a word instead of the flag.
#[cfg(all(target_arch = "wasm32", not(doc)))]
const _: () = assert!(
    size_of::<std::sync::Mutex<()>>() > 2,
    "the standard library was built without atomics: web-threading needs `build-std`, as in the .cargo/config.toml of its README"
);

// The layers: each module uses only modules that are listed before it. tests/layers.rs reads this list.
//
// layers: primitive clock until
// layers: blocking ident control futex interrupt
// layers: observe
// layers: model
// layers: lock mutex waiter rlock semaphore bounded_semaphore event condition barrier queue
// layers: outcome crew due local
// layers: spawn_error slot addresses worker
// layers: thread scope timer pool_request pool host
// layers: process layout

#[cfg(any(target_arch = "wasm32", all(test, not(loom))))]
mod addresses;
mod barrier;
mod blocking;
mod bounded_semaphore;
pub mod clock;
mod condition;
mod control;
#[cfg_attr(loom, allow(dead_code))]
mod crew;
#[cfg_attr(loom, allow(dead_code))]
mod due;
mod event;
pub mod futex;
#[cfg(target_arch = "wasm32")]
pub mod host;
mod ident;
#[cfg_attr(loom, allow(dead_code))]
pub mod interrupt;
#[cfg(all(test, not(any(target_arch = "wasm32", loom))))]
mod layout;
#[cfg(not(loom))]
mod local;
mod lock;
#[cfg(all(test, loom))]
mod model;
mod mutex;
pub mod observe;
#[cfg_attr(loom, allow(dead_code))]
mod outcome;
#[cfg(all(feature = "pool", not(loom)))]
pub mod pool;
#[cfg(any(all(feature = "pool", not(loom)), test))]
#[cfg_attr(not(feature = "pool"), allow(dead_code))]
mod pool_request;
mod primitive;
#[cfg(not(loom))]
mod process;
pub mod queue;
mod rlock;
#[cfg(not(loom))]
mod scope;
mod semaphore;
#[cfg(any(target_arch = "wasm32", test))]
#[cfg_attr(not(any(target_arch = "wasm32", loom)), allow(dead_code))]
mod slot;
#[cfg(not(loom))]
mod spawn_error;
#[cfg(not(loom))]
pub mod thread;
#[cfg(not(loom))]
mod timer;
mod until;
mod waiter;
#[cfg(target_arch = "wasm32")]
mod worker;

pub use barrier::{Barrier, BarrierError};
pub use bounded_semaphore::{BoundedSemaphore, BoundedSemaphoreGuard, ReleasedTooOften};
pub use clock::Deadline;
pub use condition::{Condition, ConditionLock, NotAcquired};
#[cfg(not(loom))]
pub use due::Cancel;
pub use event::Event;
#[cfg(target_arch = "wasm32")]
pub use host::{RunError, run_on_worker};
pub use interrupt::{interrupt_main, take_interrupt};
#[cfg(not(loom))]
pub use local::Local;
pub use lock::{Lock, LockGuard, NotLocked};
pub use mutex::{Mutex, MutexGuard};
#[cfg(not(loom))]
pub use process::adopt_main;
pub use rlock::{NotOwner, RLock, RLockGuard};
#[cfg(not(loom))]
pub use scope::{Scope, ScopedJoinHandle, scope};
pub use semaphore::{Semaphore, SemaphoreGuard};
#[cfg(not(loom))]
pub use thread::{Builder, JoinHandle, SpawnError, Thread, spawn};
#[cfg(not(loom))]
pub use timer::Timer;
pub use until::{GaveUp, Interrupted, TimedOut, Until};
