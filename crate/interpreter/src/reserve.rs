//! The system's allocator, and memory kept aside for when that has none left.
//!
//! CPython raises MemoryError where an allocation fails, since each of its operations looks. Rust's containers end the process
//! instead. So the last [`SLICES`] parts of the memory are kept aside. A small allocation that fails gets one of them back, and
//! the thread raises MemoryError at its next safepoint: whatever grows bit by bit ends like this. What is large is looked at
//! before it is allocated, by the operation itself (see `rustpython_vm::memory`).

use std::{
    alloc::{GlobalAlloc, Layout, System},
    ptr::null_mut,
    sync::atomic::{AtomicBool, AtomicPtr, Ordering},
};

use rustpython_vm::memory;

/// How often memory may run out before some is free again.
const SLICES: usize = 4;

/// One part: what a thread may allocate between the failure and its next safepoint, and the handler of the MemoryError then.
const SLICE: Layout = match Layout::from_size_align(6 << 20, 16) {
    Ok(layout) => layout,
    Err(_) => unreachable!(),
};

/// A failed allocation above this size is not for a slice to serve.
const SMALL: usize = SLICE.size() / 2;

static KEPT: [AtomicPtr<u8>; SLICES] = [const { AtomicPtr::new(null_mut()) }; SLICES];

/// Whether a slice is missing.
static SPENT: AtomicBool = AtomicBool::new(false);

/// The system's allocator with the reserve behind it.
pub(crate) struct Reserved;

// SAFETY: every call is the system allocator's; one that failed is repeated there after a part of the reserve went back to it.
unsafe impl GlobalAlloc for Reserved {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's promise is what the system's wants; so below.
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
            // SAFETY: as above; where it failed, the memory is as it was.
            return unsafe { System.realloc(memory, layout, size) };
        }
        moved
    }
}

/// Gives a slice back to the allocator, for an allocation of `size` bytes that failed; answers whether it did.
#[cold]
fn spend(size: usize) -> bool {
    if size > SMALL {
        return false;
    }
    for kept in &KEPT {
        let slice = kept.swap(null_mut(), Ordering::AcqRel);
        if !slice.is_null() {
            SPENT.store(true, Ordering::Relaxed);
            // SAFETY: `refill` allocated it with this layout; the swap made it ours alone.
            unsafe { System.dealloc(slice, SLICE) };
            memory::note_low();
            return true;
        }
    }
    false
}

/// Keeps aside what is missing, where there is memory now.
pub(crate) fn refill() {
    // A load first: this is called after each exception that was handled.
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
            // SAFETY: allocated above with this layout, and nobody else has it.
            unsafe { System.dealloc(slice, SLICE) };
        }
    }
}

/// Keeps memory aside from now on. Called when a process begins: the zygote, whose memory is copied, keeps none.
pub(crate) fn begin() {
    memory::install_refill(refill);
    SPENT.store(true, Ordering::Relaxed);
    refill();
}
