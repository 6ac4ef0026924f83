//! RustPython on [`web_threading`]: one Python process on one shared WebAssembly memory.
//!
//! - [`boot`] builds the interpreter once, in a zygote process whose memory is then copied for every run.
//! - [`program`] runs one program in such a copy, from `__main__` to exit status.
//! - [`stdio`] carries output to the page and input back, through rings in the shared memory.
//! - [`stack`] gives a thread a fresh stack when its own runs low, so that deep recursion is Python's to limit.
//! - [`panics`] makes exceptions of panics and of failed allocations, where panics unwind: natively, for now.
//! - [`gil`] is the global lock, for a program that asks for one.
//! - [`observe`] records what threads do, and explains a program in which none can go on.
//! - [`modules`] are the native modules under Python's `threading`: `_thread`, `time`'s clocks, `_signal`, `posix`.
//!
//! What crosses to JavaScript is in [`exports`].

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
mod reserve;
mod stack;
mod stdio;
mod translation;

pub use boot::boot;
pub use program::{Program, restore, run};
