//! The beginning of a process, which resets every layer of a memory that may be a copy.
use crate::{control, thread};
use std::cell::Cell;

thread_local! {
    static ADOPTED: Cell<bool> = const { Cell::new(false) };
}

/// Makes the caller the main thread of a new process, and forgets every thread, worker and interrupt of an earlier one.
///
/// A process may start from a byte copy of another's memory, in which this crate's tables are filled but the workers do not exist.
/// It must be called before any other thread runs in the copy, and the original must have been idle when copied: no thread
/// inside the allocator or this crate, no pool. Only a thread's first call does anything: js/worker.js makes it for the main
/// worker of a new or copied memory, so a later one from Rust does no harm.
///
/// # Examples
/// ```
/// web_threading::adopt_main();
/// assert!(web_threading::thread::is_main());
/// ```
pub fn adopt_main() {
    if ADOPTED.replace(true) {
        return;
    }
    control::reset_interrupt();
    #[cfg(feature = "pool")]
    crate::pool::reset();
    #[cfg(target_arch = "wasm32")]
    crate::worker::reset();
    thread::reset();
}

/// For js/worker.js, see [`adopt_main`].
#[cfg(target_arch = "wasm32")]
#[doc(hidden)]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn web_threading_adopt_main() {
    adopt_main();
}
