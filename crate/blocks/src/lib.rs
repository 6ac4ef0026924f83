//! Free blocks that each thread keeps for itself, in front of an allocator with one lock.
//!
//! The allocator of this target, dlmalloc, has one lock for the process. Python allocates and frees a small object in nearly
//! every instruction, so threads contended for that lock: two threads that created strings took longer than one. Here each
//! thread keeps some of the blocks that it frees, in two lists for each size, and allocates from these lists. When both are
//! full, one goes to the [`Depot`] of the process; when both are empty, one comes from there. Only where the depot cannot
//! help, the allocator is called. When a thread ends, it frees all its blocks. No thread uses another thread's lists.
//!
//! These are the magazines and the depot of Bonwick and Adams, "Magazines and Vmem" (2001).

mod depot;
#[cfg(test)]
mod tests;

use std::{
    alloc::{GlobalAlloc, Layout},
    cell::Cell,
    ptr::null_mut,
};

pub use depot::Depot;

/// The size of dlmalloc's header of a block in bytes; its chunks are multiples of 8. The blocks of a class fill a chunk, so
/// rounding a size up to its class uses no additional memory.
const HEADER: usize = 4;
const CHUNK: usize = 8;

/// The number of chunk sizes, one list for each; the largest block has 508 bytes.
const CLASSES: usize = 65;

/// The smallest chunk has two units, because a free block must hold a pointer.
const SMALLEST: usize = 2;

/// The greatest number of bytes in one list.
const MOST_BYTES: usize = 32 << 10;

/// The number of blocks in a full list of a class.
const fn full(class: usize) -> u32 {
    (MOST_BYTES / (class * CHUNK)) as u32
}

/// The alignment of all blocks of the allocator.
const ALIGN: usize = 8;

/// What the threads share: the allocator, and the lists that are no thread's.
#[derive(Default)]
pub struct Shared<A> {
    inner: A,
    depot: Depot,
}

impl<A> Shared<A> {
    /// Creates an empty depot in front of `inner`.
    pub const fn new(inner: A) -> Self {
        Self {
            inner,
            depot: Depot::new(),
        }
    }
}

impl<A: GlobalAlloc> Shared<A> {
    /// Frees the blocks of the depot.
    pub fn free(&self) {
        for class in SMALLEST..CLASSES {
            loop {
                let list = self.depot.take(class);
                if list.is_null() {
                    break;
                }
                // SAFETY: the blocks were allocated by the allocator with the layout of their class, and the list was taken out.
                unsafe { free_list(&self.inner, list, class) };
            }
        }
    }
}

/// The lists of one thread. Initially off; the zygote's main thread keeps no blocks, because they would be copied.
pub struct BlockCache {
    on: Cell<bool>,
    heads: [Cell<*mut Free>; CLASSES],
    counts: [Cell<u32>; CLASSES],
    /// The second list of a class, which is full or empty.
    spares: [Cell<*mut Free>; CLASSES],
}

/// A new thread allocates its stack and its thread-local storage before this cache exists. Both are larger than any class,
/// because the storage contains the cache, so those allocations do not use the cache.
const _: () = assert!(size_of::<BlockCache>() > (CLASSES - 1) * CHUNK - HEADER);

/// A free block. Its first word is the pointer to the next block of the list.
struct Free {
    next: *mut Self,
}

/// Returns the class of a layout; `None` if it is too large, has a greater alignment, or is empty.
#[inline]
const fn class_of(layout: Layout) -> Option<usize> {
    let class = (layout.size() + HEADER).div_ceil(CHUNK);
    let class = if class < SMALLEST { SMALLEST } else { class };
    if class < CLASSES && layout.align() <= ALIGN && layout.size() != 0 {
        Some(class)
    } else {
        None
    }
}

/// Returns the layout with which the blocks of a class are allocated.
#[inline]
const fn layout_of(class: usize) -> Layout {
    match Layout::from_size_align(class * CHUNK - HEADER, ALIGN) {
        Ok(layout) => layout,
        Err(_) => unreachable!(),
    }
}

impl Default for BlockCache {
    fn default() -> Self {
        Self::new()
    }
}

impl BlockCache {
    /// Creates a cache that is off.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            on: Cell::new(false),
            heads: [const { Cell::new(null_mut()) }; CLASSES],
            counts: [const { Cell::new(0) }; CLASSES],
            spares: [const { Cell::new(null_mut()) }; CLASSES],
        }
    }

    /// Turns the cache on: from now on the thread keeps blocks that it frees.
    pub fn begin(&self) {
        self.on.set(true);
    }

    /// Frees all blocks to the allocator and turns the cache off.
    pub fn end<A: GlobalAlloc>(&self, shared: &Shared<A>) {
        self.on.set(false);
        for class in SMALLEST..CLASSES {
            for list in [
                self.heads[class].replace(null_mut()),
                self.spares[class].replace(null_mut()),
            ] {
                // SAFETY: the blocks in the lists were allocated by the allocator with the layout of their class.
                unsafe { free_list(&shared.inner, list, class) };
            }
            self.counts[class].set(0);
        }
    }

    #[inline]
    fn take(&self, class: usize) -> Option<*mut u8> {
        let block = self.heads[class].get();
        if block.is_null() {
            return None;
        }
        // SAFETY: a block in the list is free, has at least one word, and begins with the pointer to the next one.
        self.heads[class].set(unsafe { (*block).next });
        Some(block.cast())
    }

    /// Allocates a block from the thread's list, or from `shared` if the list is empty.
    ///
    /// # Safety
    /// The contract of [`GlobalAlloc::alloc`]. Blocks must be freed by [`Self::dealloc`] or [`Self::realloc`] with the same
    /// `shared`.
    #[inline]
    pub unsafe fn alloc<A: GlobalAlloc>(&self, shared: &Shared<A>, layout: Layout) -> *mut u8 {
        let Some(class) = class_of(layout) else {
            // SAFETY: the caller upholds the contract. The same holds below.
            return unsafe { shared.inner.alloc(layout) };
        };
        if let Some(block) = self.take(class) {
            self.counts[class].update(|count| count - 1);
            return block;
        }
        self.alloc_elsewhere(shared, class)
    }

    /// Allocates a block of a class whose list is empty.
    #[cold]
    #[inline(never)]
    fn alloc_elsewhere<A: GlobalAlloc>(&self, shared: &Shared<A>, class: usize) -> *mut u8 {
        let mut list = self.spares[class].replace(null_mut());
        if list.is_null() && self.on.get() {
            list = shared.depot.take(class);
        }
        if list.is_null() {
            // SAFETY: the size is not 0. Every block of a class is allocated with the layout of the class, whichever thread
            // frees it.
            return unsafe { shared.inner.alloc(layout_of(class)) };
        }
        self.heads[class].set(list);
        self.counts[class].set(full(class) - 1);
        self.take(class).unwrap_or(null_mut())
    }

    /// Like [`Self::alloc`], filled with zeros.
    ///
    /// # Safety
    /// The contract of [`GlobalAlloc::alloc_zeroed`]; see [`Self::alloc`].
    #[inline]
    pub unsafe fn alloc_zeroed<A: GlobalAlloc>(
        &self,
        shared: &Shared<A>,
        layout: Layout,
    ) -> *mut u8 {
        if class_of(layout).is_none() {
            // SAFETY: the caller upholds the contract. The same holds below.
            return unsafe { shared.inner.alloc_zeroed(layout) };
        }
        // SAFETY: as above; the block has at least the layout's size.
        unsafe {
            let block = self.alloc(shared, layout);
            if !block.is_null() {
                block.write_bytes(0, layout.size());
            }
            block
        }
    }

    /// Keeps the block, or frees it to `shared`.
    ///
    /// # Safety
    /// The contract of [`GlobalAlloc::dealloc`]; see [`Self::alloc`].
    #[inline]
    pub unsafe fn dealloc<A: GlobalAlloc>(
        &self,
        shared: &Shared<A>,
        memory: *mut u8,
        layout: Layout,
    ) {
        let Some(class) = class_of(layout) else {
            // SAFETY: the caller upholds the contract. The same holds below.
            return unsafe { shared.inner.dealloc(memory, layout) };
        };
        if !self.on.get()
            || self.counts[class].get() == full(class) && !self.put_list_aside(shared, class)
        {
            // SAFETY: as above, with the layout of the allocation.
            return unsafe { shared.inner.dealloc(memory, layout_of(class)) };
        }
        let block: *mut Free = memory.cast();
        // SAFETY: the block is free and belongs to this thread; a class has at least one word, aligned to 8.
        unsafe { (*block).next = self.heads[class].get() };
        self.heads[class].set(block);
        self.counts[class].update(|count| count + 1);
    }

    /// Makes room in the full list of a class. Returns whether there is any.
    #[cold]
    #[inline(never)]
    fn put_list_aside<A>(&self, shared: &Shared<A>, class: usize) -> bool {
        let spare = self.spares[class].get();
        if !spare.is_null() && !shared.depot.put(class, spare) {
            return false;
        }
        self.spares[class].set(self.heads[class].replace(null_mut()));
        self.counts[class].set(0);
        true
    }

    /// Resizes a block. Returns the same block if the new size is of the same class, otherwise another one.
    ///
    /// # Safety
    /// The contract of [`GlobalAlloc::realloc`]; see [`Self::alloc`].
    #[inline]
    pub unsafe fn realloc<A: GlobalAlloc>(
        &self,
        shared: &Shared<A>,
        memory: *mut u8,
        layout: Layout,
        size: usize,
    ) -> *mut u8 {
        // SAFETY: the contract guarantees a valid layout.
        let wanted = unsafe { Layout::from_size_align_unchecked(size, layout.align()) };
        match (class_of(layout), class_of(wanted)) {
            (Some(old), Some(new)) if old == new => memory,
            // SAFETY: the caller upholds the contract.
            (None, None) => unsafe { shared.inner.realloc(memory, layout, size) },
            _ => {
                // SAFETY: the caller upholds the contract; the new block is another one, and is large enough for the copied
                // bytes.
                unsafe {
                    let moved = self.alloc(shared, wanted);
                    if !moved.is_null() {
                        moved.copy_from_nonoverlapping(memory, layout.size().min(size));
                        self.dealloc(shared, memory, layout);
                    }
                    moved
                }
            }
        }
    }
}

/// Frees the blocks of a list.
///
/// # Safety
/// `inner` has allocated them with the layout of the class, and nothing else refers to them.
unsafe fn free_list(inner: &impl GlobalAlloc, mut list: *mut Free, class: usize) {
    while !list.is_null() {
        // SAFETY: the caller's; a free block begins with the pointer to the next one.
        unsafe {
            let next = (*list).next;
            inner.dealloc(list.cast(), layout_of(class));
            list = next;
        }
    }
}
