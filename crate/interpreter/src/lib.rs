//! RustPython on [`web_threading`]: one Python process on one shared WebAssembly memory.
//!
//! - [`boot`] builds the interpreter once, in a zygote process whose memory is then copied for every run.
//! - [`program`] runs one program in such a copy, from `__main__` to exit status.
//! - [`stdio`] transfers output to the page and input from it, through rings in the shared memory.
//! - [`stack`] gives a thread a fresh stack when its own runs low, so that Python's recursion limit decides the depth.
//! - [`panics`] turns panics and failed allocations into exceptions where panics unwind, which is only natively so far.
//! - [`gil`] is the global lock, for programs that request one.
//! - [`observe`] records what threads do, and explains why no thread of a program can continue.
//! - [`questions`] answers what the page asks about source that a reader edits.
//! - [`modules`] are the native modules below Python's `threading`: `_thread`, `time`'s clocks, `_signal`, `posix`.
//!
//! [`exports`] contains the functions that JavaScript calls.

#![feature(alloc_error_hook)]

mod allocator;
mod boot;
#[cfg(target_arch = "wasm32")]
mod exports;
mod gil;
mod host;
mod modules;
mod observe;
mod panics;
mod program;
#[cfg(target_arch = "wasm32")]
mod questions;
mod reserve;
mod stack;
mod stdio;
mod translation;

pub use boot::boot;
pub use program::{Program, restore, run};
