//! Python's thread API for Rust on the web: real threads, each a Web Worker on one shared WebAssembly memory.
//!
//! Names and meaning are those of Python's `threading`, shapes are those of Rust's `std`. The same API runs natively on
//! `std` threads, for tests and docs.
//!
//! # What Python calls what
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
//! | `threading.excepthook` | none: a panic comes out of [`JoinHandle::join`] |
//! | `threading.stack_size` | [`Builder::stack_size`] |
//! | `threading.settrace`, `setprofile`, `get_native_id` | none: Rust has no such hooks, a worker no such number |
//! | `threading.TIMEOUT_MAX` | none: a [`Duration`](std::time::Duration) too long to express never passes |
//! | `queue.Queue`, `LifoQueue`, `PriorityQueue` | [`Queue`](queue::Queue), [`LifoQueue`](queue::LifoQueue), [`PriorityQueue`](queue::PriorityQueue) |
//! | `queue.SimpleQueue` | [`SimpleQueue`](queue::SimpleQueue) |
//! | `Queue.put`, `get`, `task_done`, `join`, `shutdown` | methods of the same names |
//! | `Queue.put_nowait`, `get_nowait` | [`try_put`](queue::BaseQueue::try_put), [`try_get`](queue::BaseQueue::try_get) |
//! | `Queue.qsize`, `empty`, `full`, `maxsize` | [`len`](queue::BaseQueue::len), [`is_empty`](queue::BaseQueue::is_empty), [`is_full`](queue::BaseQueue::is_full), [`capacity`](queue::BaseQueue::capacity) |
//! | `queue.Full`, `queue.Empty`, `queue.ShutDown` | [`PutError`](queue::PutError), [`GetError`](queue::GetError) |
//! | `time.sleep` | [`thread::sleep`] |
//! | `time.monotonic` | [`clock::now`] |
//! | `signal`'s `KeyboardInterrupt` | [`interrupt`] |
//!
//! And how:
//!
//! | Python | here |
//! |---|---|
//! | `with lock:` | `let _guard = lock.lock();` |
//! | a value that a lock guards | [`Mutex`], which carries it: `*mutex.lock() += 1` |
//! | `lock.acquire(blocking=False)` | `lock.try_acquire()`; all that need not wait is `try_...` |
//! | `lock.acquire(timeout=1.5)` | `lock.acquire_timeout(Duration::from_millis(1500))`; all that waits has `..._timeout` |
//! | Ctrl-C during a wait | `lock.acquire_until(deadline, Interruptible::Yes)`; all that waits has `..._until` |
//! | `True` or `False`, an exception | an enum of the ways in which it can end, such as [`Acquire`] |
//!
//! # What Python has not
//!
//! - [`scope`]: threads that borrow
//! - [`pool`]: rayon on the same memory (feature `pool`)
//! - `host` (wasm32 only): starts workers from a page without any JavaScript of your own
//! - [`observe`]: hears what threads do to each other, to show and explain it
//! - [`futex`]: the only module that waits; every blocking call above ends there
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
//! A browser forbids a page's own main thread to block. There, a call that would have to wait throws at once a
//! JavaScript `Error` saying [`futex::BlockingForbidden`]'s sentence. Calls that need not wait (an uncontended
//! [`Lock::acquire`], [`Event::set`], ...) work everywhere. Use `host::run_on_worker` to get to a thread that may block.
//!
//! # Testing in a browser
//!
//! `wasm-pack test --headless --chrome` (or `--firefox`) runs tests whose bodies are in `host::run_on_worker`. Its test server
//! can leave one of several connections that a browser opens at once without an answer until another one closes, and
//! workers that load at the same time open several: such a test ends after 20 s with "the worker was not ready". With
//! `"prefs": {"network.http.max-persistent-connections-per-server": 1}` for Firefox in `webdriver.json` there is only one.
#![cfg_attr(target_arch = "wasm32", feature(stdarch_wasm_atomic_wait))]

#[cfg(all(target_arch = "wasm32", not(target_feature = "atomics"), not(doc)))]
compile_error!(
    "web-threading needs -Ctarget-feature=+atomics,+bulk-memory and -Zbuild-std=std,panic_abort; copy the rustflags of \
     this repository's .cargo/config.toml"
);

// The layers: each module uses only those that stand before it here. tests/layers.rs reads this list.
//
// layers: primitive clock
// layers: blocking ident control futex interrupt
// layers: observe
// layers: model
// layers: lock mutex waiter rlock semaphore bounded_semaphore event condition barrier queue
// layers: outcome crew due local
// layers: spawn_error slot worker
// layers: thread scope timer pool_request pool host
// layers: process

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
#[cfg(any(all(feature = "pool", not(loom)), all(test, loom)))]
mod pool_request;
mod primitive;
#[cfg(not(loom))]
mod process;
pub mod queue;
mod rlock;
#[cfg(not(loom))]
mod scope;
mod semaphore;
#[cfg(any(target_arch = "wasm32", all(test, loom)))]
mod slot;
#[cfg(not(loom))]
mod spawn_error;
#[cfg(not(loom))]
pub mod thread;
#[cfg(not(loom))]
mod timer;
mod waiter;
#[cfg(target_arch = "wasm32")]
mod worker;

pub use barrier::{Barrier, BarrierError};
pub use bounded_semaphore::{BoundedSemaphore, BoundedSemaphoreGuard, ReleasedTooOften};
pub use clock::Deadline;
pub use condition::{Condition, ConditionLock, ConditionWait, NotAcquired, WaitFor};
#[cfg(not(loom))]
pub use due::Cancel;
pub use event::{Event, EventWait};
#[cfg(target_arch = "wasm32")]
pub use host::{RunError, run_on_worker};
pub use interrupt::{Interruptible, control_offset, interrupt_main, take_interrupt};
#[cfg(not(loom))]
pub use local::Local;
pub use lock::{Acquire, Lock, LockGuard, NotLocked};
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
