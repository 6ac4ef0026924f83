//! Free blocks that each thread keeps for itself, in front of an allocator with one lock.
//!
//! The allocator of this target, dlmalloc, has one lock for the process. Python allocates and frees a small object in nearly
//! every instruction, so threads contended for that lock: two threads that created strings took longer than one. Here each
//! thread keeps some of the blocks that it frees, in a list for each size, and allocates from these lists. When a list is
//! full, further blocks are freed to the allocator. When a thread ends, it frees all its blocks. No thread uses another
//! thread's list.

use std::{
    alloc::{GlobalAlloc, Layout},
    cell::Cell,
    ptr::null_mut,
};

/// The size of dlmalloc's header of a block in bytes; its chunks are multiples of 8. The blocks of a class fill a chunk, so
/// rounding a size up to its class uses no additional memory.
const HEADER: usize = 4;
const CHUNK: usize = 8;

/// The number of chunk sizes, one list for each; the largest block has 508 bytes.
const CLASSES: usize = 65;

/// The smallest chunk has two units, because a free block must hold a pointer.
const SMALLEST: usize = 2;

/// The greatest number of bytes in one list.
const MOST_BYTES: usize = 64 << 10;

/// The alignment of all blocks of the allocator.
const ALIGN: usize = 8;

/// The lists of one thread. Initially off; the zygote's main thread keeps no blocks, because they would be copied.
pub struct BlockCache {
    on: Cell<bool>,
    heads: [Cell<*mut Free>; CLASSES],
    counts: [Cell<u32>; CLASSES],
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
        }
    }

    /// Turns the cache on: from now on the thread keeps blocks that it frees.
    pub fn begin(&self) {
        self.on.set(true);
    }

    /// Frees all blocks to `inner` and turns the cache off.
    pub fn end(&self, inner: &impl GlobalAlloc) {
        self.on.set(false);
        for class in SMALLEST..CLASSES {
            while let Some(block) = self.take(class) {
                // SAFETY: each block in the list was allocated by `inner` with the layout of its class.
                unsafe { inner.dealloc(block, layout_of(class)) };
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

    /// Allocates a block from the thread's list, or from `inner` if the list is empty.
    ///
    /// # Safety
    /// The contract of [`GlobalAlloc::alloc`]. Blocks must be freed by [`Self::dealloc`] or [`Self::realloc`] with the same
    /// `inner`.
    #[inline]
    pub unsafe fn alloc(&self, inner: &impl GlobalAlloc, layout: Layout) -> *mut u8 {
        let Some(class) = class_of(layout) else {
            // SAFETY: the caller upholds the contract. The same holds below.
            return unsafe { inner.alloc(layout) };
        };
        if let Some(block) = self.take(class) {
            self.counts[class].update(|count| count - 1);
            return block;
        }
        // SAFETY: as above. Every block of a class is allocated with the layout of the class, whichever thread frees it.
        unsafe { inner.alloc(layout_of(class)) }
    }

    /// Like [`Self::alloc`], filled with zeros.
    ///
    /// # Safety
    /// The contract of [`GlobalAlloc::alloc_zeroed`]; see [`Self::alloc`].
    #[inline]
    pub unsafe fn alloc_zeroed(&self, inner: &impl GlobalAlloc, layout: Layout) -> *mut u8 {
        if class_of(layout).is_none() {
            // SAFETY: the caller upholds the contract. The same holds below.
            return unsafe { inner.alloc_zeroed(layout) };
        }
        // SAFETY: as above; the block has at least the layout's size.
        unsafe {
            let block = self.alloc(inner, layout);
            if !block.is_null() {
                block.write_bytes(0, layout.size());
            }
            block
        }
    }

    /// Keeps the block, or frees it to `inner`.
    ///
    /// # Safety
    /// The contract of [`GlobalAlloc::dealloc`]; see [`Self::alloc`].
    #[inline]
    pub unsafe fn dealloc(&self, inner: &impl GlobalAlloc, memory: *mut u8, layout: Layout) {
        let Some(class) = class_of(layout) else {
            // SAFETY: the caller upholds the contract. The same holds below.
            return unsafe { inner.dealloc(memory, layout) };
        };
        let count = self.counts[class].get();
        if !self.on.get() || count as usize >= MOST_BYTES / (class * CHUNK) {
            // SAFETY: as above, with the layout of the allocation.
            return unsafe { inner.dealloc(memory, layout_of(class)) };
        }
        let block: *mut Free = memory.cast();
        // SAFETY: the block is free and belongs to this thread; a class has at least one word, aligned to 8.
        unsafe { (*block).next = self.heads[class].get() };
        self.heads[class].set(block);
        self.counts[class].set(count + 1);
    }

    /// Resizes a block. Returns the same block if the new size is of the same class, otherwise another one.
    ///
    /// # Safety
    /// The contract of [`GlobalAlloc::realloc`]; see [`Self::alloc`].
    #[inline]
    pub unsafe fn realloc(
        &self,
        inner: &impl GlobalAlloc,
        memory: *mut u8,
        layout: Layout,
        size: usize,
    ) -> *mut u8 {
        // SAFETY: the contract guarantees a valid layout.
        let wanted = unsafe { Layout::from_size_align_unchecked(size, layout.align()) };
        match (class_of(layout), class_of(wanted)) {
            (Some(old), Some(new)) if old == new => memory,
            // SAFETY: the caller upholds the contract.
            (None, None) => unsafe { inner.realloc(memory, layout, size) },
            _ => {
                // SAFETY: the caller upholds the contract; the new block is another one, and is large enough for the copied
                // bytes.
                unsafe {
                    let moved = self.alloc(inner, wanted);
                    if !moved.is_null() {
                        moved.copy_from_nonoverlapping(memory, layout.size().min(size));
                        self.dealloc(inner, memory, layout);
                    }
                    moved
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{alloc::System, sync::atomic::AtomicUsize, sync::atomic::Ordering::Relaxed};

    use super::*;

    /// Counts the blocks and bytes that are allocated.
    #[derive(Default)]
    struct Counting {
        blocks: AtomicUsize,
        bytes: AtomicUsize,
        calls: AtomicUsize,
    }

    // SAFETY: every call goes to the system's allocator.
    unsafe impl GlobalAlloc for Counting {
        unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
            self.calls.fetch_add(1, Relaxed);
            self.blocks.fetch_add(1, Relaxed);
            self.bytes.fetch_add(layout.size(), Relaxed);
            // SAFETY: the caller upholds the contract.
            unsafe { System.alloc(layout) }
        }

        unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
            self.blocks.fetch_sub(1, Relaxed);
            // Wraps below 0 if a block is freed with another size than it was allocated with.
            self.bytes.fetch_sub(layout.size(), Relaxed);
            // SAFETY: the caller upholds the contract.
            unsafe { System.dealloc(memory, layout) }
        }
    }

    impl Counting {
        fn out(&self) -> (usize, usize) {
            (self.blocks.load(Relaxed), self.bytes.load(Relaxed))
        }
    }

    fn layout(size: usize) -> Layout {
        Layout::from_size_align(size, 4).unwrap()
    }

    #[test]
    fn a_freed_block_serves_the_next_of_its_class() {
        let (inner, cache) = (Counting::default(), BlockCache::new());
        cache.begin();
        // SAFETY: each block is freed once, with its layout.
        unsafe {
            let first = cache.alloc(&inner, layout(20));
            cache.dealloc(&inner, first, layout(20));
            // 13 to 20 bytes are one class.
            let second = cache.alloc(&inner, layout(13));
            assert_eq!(first, second);
            let third = cache.alloc(&inner, layout(21));
            assert_ne!(second, third);
            cache.dealloc(&inner, second, layout(13));
            cache.dealloc(&inner, third, layout(21));
        }
        assert_eq!(inner.calls.load(Relaxed), 2);
        cache.end(&inner);
        assert_eq!(inner.out(), (0, 0));
    }

    #[test]
    fn it_keeps_nothing_before_it_begins_and_after_it_ends() {
        let (inner, cache) = (Counting::default(), BlockCache::new());
        let turn = || {
            // SAFETY: freed once, with its layout.
            unsafe {
                let block = cache.alloc(&inner, layout(40));
                cache.dealloc(&inner, block, layout(40));
            }
            inner.out()
        };
        assert_eq!(turn(), (0, 0));
        cache.begin();
        assert_eq!(turn(), (1, 44));
        cache.end(&inner);
        assert_eq!(turn(), (0, 0));
    }

    #[test]
    fn a_block_that_another_thread_allocated_is_kept_where_it_is_freed() {
        let inner = Counting::default();
        let (maker, user) = (BlockCache::new(), BlockCache::new());
        user.begin();
        // SAFETY: freed once, with its layout.
        unsafe {
            let block = maker.alloc(&inner, layout(5));
            user.dealloc(&inner, block, layout(5));
            assert_eq!(user.alloc(&inner, layout(12)), block);
            user.dealloc(&inner, block, layout(12));
        }
        user.end(&inner);
        assert_eq!(inner.out(), (0, 0));
    }

    #[test]
    fn a_list_has_a_bound() {
        let (inner, cache) = (Counting::default(), BlockCache::new());
        cache.begin();
        for (size, count) in [(1, 4_500), (100, 1_000), (508, 300)] {
            // SAFETY: each block is freed once, with its layout.
            unsafe {
                let blocks: Vec<_> = (0..count)
                    .map(|_| cache.alloc(&inner, layout(size)))
                    .collect();
                for block in blocks {
                    cache.dealloc(&inner, block, layout(size));
                }
            }
        }
        assert!(inner.out().1 <= 3 * MOST_BYTES);
        cache.end(&inner);
        assert_eq!(inner.out(), (0, 0));
    }

    #[test]
    fn a_block_keeps_its_content_when_it_grows_and_shrinks() {
        let (inner, cache) = (Counting::default(), BlockCache::new());
        cache.begin();
        // SAFETY: each block is used within its size, and freed once with its layout.
        unsafe {
            let mut size = 1;
            let mut block = cache.alloc(&inner, layout(size));
            block.write(7);
            for next in [4, 12, 13, 508, 509, 100_000, 509, 508, 3] {
                block = cache.realloc(&inner, block, layout(size), next);
                for at in size.min(next)..next {
                    block.add(at).write(at as u8);
                }
                size = next;
                assert_eq!(block.read(), 7);
                for at in 1..size {
                    assert_eq!(block.add(at).read(), at as u8, "{at} of {size}");
                }
            }
            cache.dealloc(&inner, block, layout(size));
        }
        cache.end(&inner);
        assert_eq!(inner.out(), (0, 0));
    }

    #[test]
    fn what_is_large_or_aligned_is_the_allocators() {
        let (inner, cache) = (Counting::default(), BlockCache::new());
        cache.begin();
        for layout in [
            Layout::from_size_align(509, 1).unwrap(),
            Layout::from_size_align(16, 16).unwrap(),
        ] {
            // SAFETY: freed once, with its layout.
            unsafe {
                let block = cache.alloc(&inner, layout);
                cache.dealloc(&inner, block, layout);
            }
            assert_eq!(inner.out(), (0, 0));
        }
    }
}
