//! What happens where native code panics or memory runs out: an exception in Python where a frame can catch it (see
//! `rustpython_vm::panics`), and otherwise the end of the process with a message.

use std::{
    alloc::{Layout, alloc, dealloc},
    panic,
    ptr::null_mut,
    sync::{
        Once,
        atomic::{AtomicPtr, Ordering},
    },
};

use rustpython_vm::panics;

/// Bytes kept aside, to be given back when memory has run out: unwinding allocates, and so does the handler of a MemoryError.
const RESERVE: Layout = match Layout::from_size_align(1 << 20, 16) {
    Ok(layout) => layout,
    Err(_) => unreachable!(),
};

static KEPT: AtomicPtr<u8> = AtomicPtr::new(null_mut());

/// Called once, before the first thread runs Python.
pub(crate) fn install() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        keep_reserve();
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

/// Takes the reserve again, where it was given back and there is memory now.
pub(crate) fn keep_reserve() {
    if !KEPT.load(Ordering::Relaxed).is_null() {
        return;
    }
    // SAFETY: the size is not 0.
    let memory = unsafe { alloc(RESERVE) };
    if memory.is_null() {
        return;
    }
    let kept = KEPT.compare_exchange(null_mut(), memory, Ordering::AcqRel, Ordering::Relaxed);
    if kept.is_err() {
        // SAFETY: allocated above with this layout, and nobody else has it.
        unsafe { dealloc(memory, RESERVE) };
    }
}

/// Gives the reserve back to the allocator.
fn release_reserve() {
    let memory = KEPT.swap(null_mut(), Ordering::AcqRel);
    if !memory.is_null() {
        // SAFETY: `keep_reserve` allocated it with this layout; the swap made it ours alone.
        unsafe { dealloc(memory, RESERVE) };
    }
}

/// Raises MemoryError where a frame can catch it; elsewhere a panic says what has happened.
fn allocation_failed(wanted: Layout) {
    release_reserve();
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
