//! The start of a process. It resets every layer, because the memory may be a copy.
use crate::{control, thread};
use std::cell::Cell;

thread_local! {
    static ADOPTED: Cell<bool> = const { Cell::new(false) };
}

/// Makes the caller the main thread of a new process, and removes every thread, worker and interrupt of an earlier process.
///
/// The memory of a process may be a byte copy of another process's memory: this crate's tables are filled in, but the
/// workers do not exist. Call this function before any other thread runs in the copy. The original must have been idle when
/// it was copied: no thread inside the allocator or this crate, and no pool. Only a thread's first call has an effect.
/// js/worker.js makes that call for the main worker of a new or copied memory, so a later call from Rust is harmless.
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

/// js/worker.js calls it, see [`adopt_main`].
#[cfg(target_arch = "wasm32")]
#[doc(hidden)]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn web_threading_adopt_main() {
    adopt_main();
}
