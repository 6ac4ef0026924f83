//! What the lists and the depot keep and give back.

use std::{alloc::System, sync::atomic::AtomicUsize, sync::atomic::Ordering::Relaxed};

use super::*;

type Source = Shared<Counting>;

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
    let (shared, cache) = (Source::default(), BlockCache::new());
    cache.begin();
    // SAFETY: each block is freed once, with its layout.
    unsafe {
        let first = cache.alloc(&shared, layout(20));
        cache.dealloc(&shared, first, layout(20));
        // 13 to 20 bytes are one class.
        let second = cache.alloc(&shared, layout(13));
        assert_eq!(first, second);
        let third = cache.alloc(&shared, layout(21));
        assert_ne!(second, third);
        cache.dealloc(&shared, second, layout(13));
        cache.dealloc(&shared, third, layout(21));
    }
    assert_eq!(shared.inner.calls.load(Relaxed), 2);
    cache.end(&shared);
    assert_eq!(shared.inner.out(), (0, 0));
}

#[test]
fn it_keeps_nothing_before_it_begins_and_after_it_ends() {
    let (shared, cache) = (Source::default(), BlockCache::new());
    let turn = || {
        // SAFETY: freed once, with its layout.
        unsafe {
            let block = cache.alloc(&shared, layout(40));
            cache.dealloc(&shared, block, layout(40));
        }
        shared.inner.out()
    };
    assert_eq!(turn(), (0, 0));
    cache.begin();
    assert_eq!(turn(), (1, 44));
    cache.end(&shared);
    assert_eq!(turn(), (0, 0));
}

#[test]
fn a_block_that_another_thread_allocated_is_kept_where_it_is_freed() {
    let shared = Source::default();
    let (maker, user) = (BlockCache::new(), BlockCache::new());
    user.begin();
    // SAFETY: freed once, with its layout.
    unsafe {
        let block = maker.alloc(&shared, layout(5));
        user.dealloc(&shared, block, layout(5));
        assert_eq!(user.alloc(&shared, layout(12)), block);
        user.dealloc(&shared, block, layout(12));
    }
    user.end(&shared);
    assert_eq!(shared.inner.out(), (0, 0));
}

#[test]
fn the_lists_have_a_bound() {
    let (shared, cache) = (Source::default(), BlockCache::new());
    cache.begin();
    for (size, count) in [(300, 2_500), (400, 2_000), (508, 1_500)] {
        turn(&shared, &cache, size, count);
    }
    let most = (2 + depot::MOST_LISTS) * MOST_BYTES;
    assert!(shared.inner.out().1 <= 3 * most);
    assert!(shared.inner.out().1 > 2 * most);
    cache.end(&shared);
    shared.free();
    assert_eq!(shared.inner.out(), (0, 0));
}

#[test]
fn a_block_keeps_its_content_when_it_grows_and_shrinks() {
    let (shared, cache) = (Source::default(), BlockCache::new());
    cache.begin();
    // SAFETY: each block is used within its size, and freed once with its layout.
    unsafe {
        let mut size = 1;
        let mut block = cache.alloc(&shared, layout(size));
        block.write(7);
        for next in [4, 12, 13, 508, 509, 100_000, 509, 508, 3] {
            block = cache.realloc(&shared, block, layout(size), next);
            for at in size.min(next)..next {
                block.add(at).write(at as u8);
            }
            size = next;
            assert_eq!(block.read(), 7);
            for at in 1..size {
                assert_eq!(block.add(at).read(), at as u8, "{at} of {size}");
            }
        }
        cache.dealloc(&shared, block, layout(size));
    }
    cache.end(&shared);
    assert_eq!(shared.inner.out(), (0, 0));
}

#[test]
fn what_is_large_or_aligned_is_the_allocators() {
    let (shared, cache) = (Source::default(), BlockCache::new());
    cache.begin();
    for layout in [
        Layout::from_size_align(509, 1).unwrap(),
        Layout::from_size_align(16, 16).unwrap(),
    ] {
        // SAFETY: freed once, with its layout.
        unsafe {
            let block = cache.alloc(&shared, layout);
            cache.dealloc(&shared, block, layout);
        }
        assert_eq!(shared.inner.out(), (0, 0));
    }
}

/// Frees and allocates `count` blocks of a size.
fn turn(shared: &Source, cache: &BlockCache, size: usize, count: usize) {
    // SAFETY: each block is freed once, with its layout.
    unsafe {
        let blocks: Vec<_> = (0..count)
            .map(|_| cache.alloc(shared, layout(size)))
            .collect();
        for block in blocks {
            block.write(1);
            cache.dealloc(shared, block, layout(size));
        }
    }
}

#[test]
fn more_blocks_than_a_thread_keeps_come_back_from_the_depot() {
    let (shared, cache) = (Source::default(), BlockCache::new());
    cache.begin();
    turn(&shared, &cache, 400, 500);
    assert_eq!(shared.inner.calls.load(Relaxed), 500);
    turn(&shared, &cache, 400, 500);
    assert_eq!(shared.inner.calls.load(Relaxed), 500);
    cache.end(&shared);
    // Another thread has use for them.
    let other = BlockCache::new();
    other.begin();
    turn(&shared, &other, 400, 300);
    assert_eq!(shared.inner.calls.load(Relaxed), 500);
    other.end(&shared);
    assert!(shared.inner.out().1 <= depot::MOST_LISTS * MOST_BYTES);
    shared.free();
    assert_eq!(shared.inner.out(), (0, 0));
}

#[test]
fn threads_use_the_depot_at_a_time() {
    let shared = Source::default();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let cache = BlockCache::new();
                cache.begin();
                for _ in 0..if cfg!(miri) { 1 } else { 50 } {
                    turn(&shared, &cache, 500, 300);
                }
                cache.end(&shared);
            });
        }
    });
    shared.free();
    assert_eq!(shared.inner.out(), (0, 0));
}
