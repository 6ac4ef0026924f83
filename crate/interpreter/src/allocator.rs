//! The allocator of the process: in a browser the blocks that a thread keeps ([`thread_blocks`]); then the system's; then the
//! reserve ([`crate::reserve`]). Natively the system's has caches of its own.

#[cfg(not(target_arch = "wasm32"))]
#[global_allocator]
static ALLOCATOR: crate::reserve::Reserved = crate::reserve::Reserved;

/// The calling thread's Python begins: it keeps blocks from now on.
pub(crate) fn begin_thread() {
    #[cfg(target_arch = "wasm32")]
    web::CACHE.with(thread_blocks::BlockCache::begin);
}

/// The calling thread's Python has ended: it gives back what it keeps, and raises no MemoryError any more.
pub(crate) fn end_thread() {
    rustpython_vm::memory::take_low();
    #[cfg(target_arch = "wasm32")]
    web::CACHE.with(|cache| cache.end(&crate::reserve::Reserved));
}

#[cfg(target_arch = "wasm32")]
mod web {
    use std::alloc::{GlobalAlloc, Layout};

    use thread_blocks::BlockCache;

    use crate::reserve::Reserved;

    thread_local! {
        pub(super) static CACHE: BlockCache = const { BlockCache::new() };
    }

    struct Caching;

    #[global_allocator]
    static ALLOCATOR: Caching = Caching;

    // SAFETY: each call is the cache's of the calling thread, which has the same contract with the same allocator behind it.
    unsafe impl GlobalAlloc for Caching {
        #[inline]
        unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
            // SAFETY: the caller's promise; so below.
            CACHE.with(|cache| unsafe { cache.alloc(&Reserved, layout) })
        }

        #[inline]
        unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
            // SAFETY: as above.
            CACHE.with(|cache| unsafe { cache.alloc_zeroed(&Reserved, layout) })
        }

        #[inline]
        unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
            // SAFETY: as above.
            CACHE.with(|cache| unsafe { cache.dealloc(&Reserved, memory, layout) });
        }

        #[inline]
        unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
            // SAFETY: as above.
            CACHE.with(|cache| unsafe { cache.realloc(&Reserved, memory, layout, size) })
        }
    }
}
