//! Full lists of free blocks that belong to no thread.

use std::{
    cell::UnsafeCell,
    ptr::null_mut,
    sync::atomic::{AtomicBool, Ordering::Acquire, Ordering::Relaxed, Ordering::Release},
};

use crate::{CLASSES, Free};

/// The greatest number of lists of a class.
pub(crate) const MOST_LISTS: usize = 16;

/// The lists, by class. No thread waits for another one here: who finds a class in use does without it.
pub struct Depot {
    shelves: [Shelf; CLASSES],
}

struct Shelf {
    in_use: AtomicBool,
    lists: UnsafeCell<Lists>,
}

struct Lists {
    count: usize,
    lists: [*mut Free; MOST_LISTS],
}

// SAFETY: who has set `in_use` alone touches the lists. The blocks belong to no thread.
unsafe impl Sync for Shelf {}
// SAFETY: as above.
unsafe impl Send for Shelf {}

impl Default for Depot {
    fn default() -> Self {
        Self::new()
    }
}

impl Depot {
    pub(crate) const fn new() -> Self {
        Self {
            shelves: [const { Shelf::new() }; CLASSES],
        }
    }

    /// Takes a full list of a class; null if there is none.
    pub(crate) fn take(&self, class: usize) -> *mut Free {
        self.shelves[class]
            .using(|lists| {
                lists.count = lists.count.checked_sub(1)?;
                Some(lists.lists[lists.count])
            })
            .unwrap_or(null_mut())
    }

    /// Puts a full list of a class in. Returns whether there was room; if not, the list remains the caller's.
    pub(crate) fn put(&self, class: usize, list: *mut Free) -> bool {
        self.shelves[class]
            .using(|lists| {
                *lists.lists.get_mut(lists.count)? = list;
                lists.count += 1;
                Some(())
            })
            .is_some()
    }
}

impl Shelf {
    const fn new() -> Self {
        Self {
            in_use: AtomicBool::new(false),
            lists: UnsafeCell::new(Lists {
                count: 0,
                lists: [null_mut(); MOST_LISTS],
            }),
        }
    }

    /// Calls `f` with the lists, unless another thread uses them.
    fn using<R>(&self, f: impl FnOnce(&mut Lists) -> Option<R>) -> Option<R> {
        if self.in_use.load(Relaxed) || self.in_use.swap(true, Acquire) {
            return None;
        }
        // SAFETY: `in_use` was false, so no other thread is here, and what the last one wrote can be seen.
        let result = f(unsafe { &mut *self.lists.get() });
        self.in_use.store(false, Release);
        result
    }
}
