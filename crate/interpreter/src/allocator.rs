//! The allocator of the process. In a browser, each thread first uses the blocks that it keeps, then those that no thread keeps
//! ([`thread_blocks`]), then the system's allocator, then the reserve ([`crate::reserve`]). Natively the system's allocator has its own caches per thread.

#[cfg(not(target_arch = "wasm32"))]
#[global_allocator]
static ALLOCATOR: crate::reserve::Reserved = crate::reserve::Reserved;

/// Called when the calling thread starts to run Python: it keeps blocks from now on.
pub(crate) fn begin_thread() {
    #[cfg(target_arch = "wasm32")]
    web::CACHE.with(thread_blocks::BlockCache::begin);
}

/// Called when the calling thread has finished running Python: it gives back its blocks and raises no more MemoryError.
pub(crate) fn end_thread() {
    rustpython_vm::memory::take_low();
    #[cfg(target_arch = "wasm32")]
    web::CACHE.with(|cache| cache.end(&web::SHARED));
}

#[cfg(target_arch = "wasm32")]
mod web {
    use std::alloc::{GlobalAlloc, Layout};

    use thread_blocks::{BlockCache, Shared};

    use crate::reserve::Reserved;

    thread_local! {
        pub(super) static CACHE: BlockCache = const { BlockCache::new() };
    }

    pub(super) static SHARED: Shared<Reserved> = Shared::new(Reserved);

    struct Caching;

    #[global_allocator]
    static ALLOCATOR: Caching = Caching;

    // SAFETY: each call goes to the calling thread's cache, which has the same contract and forwards to the same allocator.
    unsafe impl GlobalAlloc for Caching {
        #[inline]
        unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
            // SAFETY: the caller upholds the contract of GlobalAlloc. The same holds for the calls below.
            CACHE.with(|cache| unsafe { cache.alloc(&SHARED, layout) })
        }

        #[inline]
        unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
            // SAFETY: as above.
            CACHE.with(|cache| unsafe { cache.alloc_zeroed(&SHARED, layout) })
        }

        #[inline]
        unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
            // SAFETY: as above.
            CACHE.with(|cache| unsafe { cache.dealloc(&SHARED, memory, layout) });
        }

        #[inline]
        unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
            // SAFETY: as above.
            CACHE.with(|cache| unsafe { cache.realloc(&SHARED, memory, layout, size) })
        }
    }
}
