//! Handles panics in native code and failed allocations: raises a Python exception if a frame can catch it (see
//! `rustpython_vm::panics`), and otherwise ends the process with a message.

use std::{alloc::Layout, panic, sync::Once};

use rustpython_vm::panics;

/// Called once, before the first thread runs Python.
pub(crate) fn install() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        std::alloc::set_alloc_error_hook(allocation_failed);
        let earlier = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if let Some(place) = info.location() {
                panics::note_place(place.file(), place.line());
            }
            earlier(info);
        }));
    });
}

/// Raises MemoryError if a frame can catch it; otherwise panics with a message.
fn allocation_failed(wanted: Layout) {
    if panics::is_caught() {
        panics::out_of_memory();
    }
    if !std::thread::panicking() {
        panic!(
            "out of memory: {} bytes could not be allocated",
            wanted.size()
        );
    }
}
