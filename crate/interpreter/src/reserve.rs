//! The system's allocator with a reserve of memory for failed allocations.
//!
//! CPython raises MemoryError where an allocation fails, because each of its operations checks the result. Rust's containers
//! end the process instead. So [`SLICES`] blocks of memory are reserved. When a small allocation fails, one block is freed
//! to serve it, and the thread raises MemoryError at its next safepoint. This ends everything that grows in small steps. An
//! operation that needs much memory checks for it before it allocates (see `rustpython_vm::memory`).

use std::{
    alloc::{GlobalAlloc, Layout, System},
    ptr::null_mut,
    sync::atomic::{AtomicBool, AtomicPtr, Ordering},
};

use rustpython_vm::memory;

/// How often an allocation may fail before memory must become free again.
const SLICES: usize = 4;

/// One block: enough for what a thread allocates between the failure and its next safepoint, and for the handler of the
/// MemoryError.
const SLICE: Layout = match Layout::from_size_align(6 << 20, 16) {
    Ok(layout) => layout,
    Err(_) => unreachable!(),
};

/// A block does not serve a failed allocation larger than this.
const SMALL: usize = SLICE.size() / 2;

static KEPT: [AtomicPtr<u8>; SLICES] = [const { AtomicPtr::new(null_mut()) }; SLICES];

/// Whether a block is missing.
static SPENT: AtomicBool = AtomicBool::new(false);

/// The system's allocator with the reserve.
pub(crate) struct Reserved;

// SAFETY: every call goes to the system's allocator; a failed one is repeated there after a block of the reserve was freed.
unsafe impl GlobalAlloc for Reserved {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller upholds the contract of GlobalAlloc, which is also the system allocator's. The same holds
        // below.
        let memory = unsafe { System.alloc(layout) };
        if memory.is_null() && spend(layout.size()) {
            // SAFETY: as above.
            return unsafe { System.alloc(layout) };
        }
        memory
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as above.
        let memory = unsafe { System.alloc_zeroed(layout) };
        if memory.is_null() && spend(layout.size()) {
            // SAFETY: as above.
            return unsafe { System.alloc_zeroed(layout) };
        }
        memory
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        // SAFETY: as above.
        unsafe { System.dealloc(memory, layout) };
    }

    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: as above.
        let moved = unsafe { System.realloc(memory, layout, size) };
        if moved.is_null() && spend(size) {
            // SAFETY: as above; if it failed, the memory is unchanged.
            return unsafe { System.realloc(memory, layout, size) };
        }
        moved
    }
}

/// Frees a block for an allocation of `size` bytes that failed. Returns whether it did.
#[cold]
fn spend(size: usize) -> bool {
    if size > SMALL {
        return false;
    }
    for kept in &KEPT {
        let slice = kept.swap(null_mut(), Ordering::AcqRel);
        if !slice.is_null() {
            SPENT.store(true, Ordering::Relaxed);
            // SAFETY: `refill` allocated it with this layout, and after the swap only this thread has the pointer.
            unsafe { System.dealloc(slice, SLICE) };
            memory::note_low();
            return true;
        }
    }
    false
}

/// Allocates the missing blocks again, if there is memory.
pub(crate) fn refill() {
    // A load first, because this function is called after each handled exception.
    if !SPENT.load(Ordering::Relaxed) || !SPENT.swap(false, Ordering::Relaxed) {
        return;
    }
    for kept in &KEPT {
        if !kept.load(Ordering::Relaxed).is_null() {
            continue;
        }
        // SAFETY: the size is not 0.
        let slice = unsafe { System.alloc(SLICE) };
        if slice.is_null() {
            SPENT.store(true, Ordering::Relaxed);
            return;
        }
        let stored = kept.compare_exchange(null_mut(), slice, Ordering::AcqRel, Ordering::Relaxed);
        if stored.is_err() {
            // SAFETY: it was allocated above with this layout, and no other thread has the pointer.
            unsafe { System.dealloc(slice, SLICE) };
        }
    }
}

/// Allocates the reserve. Called when a process begins; the zygote has none, because its memory is copied.
pub(crate) fn begin() {
    memory::install_refill(refill);
    SPENT.store(true, Ordering::Relaxed);
    refill();
}
