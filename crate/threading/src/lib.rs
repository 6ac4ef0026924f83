//! Python's thread API for Rust on the web: real threads, each a Web Worker on one shared WebAssembly memory.
//!
//! Names and meaning are those of Python's `threading`, shapes are those of Rust's `std`. The same API runs natively on
//! `std` threads, for tests and docs.
//!
//! - [`thread`]: [`spawn`], [`Builder`], [`JoinHandle`],
//!   [`current`](thread::current), [`enumerate`](thread::enumerate), [`sleep`](thread::sleep)
//! - [`Lock`], [`RLock`], [`Event`]: the primitives that everything else in Python's `threading` is built from
//! - [`interrupt`]: what Ctrl-C is to a terminal; reaches the main thread in any interruptible wait
//! - [`clock`]: one monotonic time line for all workers, and [`Deadline`] on it
//! - [`futex`]: the only module that waits; every blocking call above ends there
//! - [`pool`]: rayon on the same memory (feature `pool`)
//! - `host` (wasm32 only): starts workers from a page without any JavaScript of your own
//!
//! # Where blocking is not allowed
//!
//! A browser forbids a page's own main thread to block. There, a call that would have to wait throws at once a
//! JavaScript `Error` saying [`futex::BlockingForbidden`]'s sentence. Calls that need not wait (an uncontended
//! [`Lock::acquire`], [`Event::set`], ...) work everywhere. Use `host::run_on_worker` to get to a thread that may block.
#![cfg_attr(target_arch = "wasm32", feature(stdarch_wasm_atomic_wait))]

#[cfg(all(target_arch = "wasm32", not(target_feature = "atomics"), not(doc)))]
compile_error!(
    "web-threading needs -Ctarget-feature=+atomics,+bulk-memory and -Zbuild-std=std,panic_abort; copy the rustflags of \
     this repository's .cargo/config.toml"
);

#[cfg(all(feature = "bench", target_arch = "wasm32"))]
mod bench;
pub mod clock;
mod event;
pub mod futex;
#[cfg(target_arch = "wasm32")]
pub mod host;
pub mod interrupt;
mod lock;
#[cfg(feature = "pool")]
pub mod pool;
mod rlock;
mod shared;
pub mod thread;
#[cfg(target_arch = "wasm32")]
mod worker;

pub use clock::Deadline;
pub use event::{Event, EventWait};
#[cfg(target_arch = "wasm32")]
pub use host::{RunError, run_on_worker};
pub use interrupt::{Interruptible, control_offset, interrupt_main, take_interrupt};
pub use lock::{Acquire, Lock, LockGuard, NotLocked};
pub use rlock::{NotOwner, RLock, RLockGuard};
pub use thread::{Builder, JoinHandle, SpawnError, Thread, adopt_main, spawn};
