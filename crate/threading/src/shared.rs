//! A value under a [`Lock`], for this crate's own tables.
//!
//! Not `std::sync::Mutex`, for three reasons: its contended lock traps on the page's main thread (this one spins there, its
//! critical sections being short), it waits outside [`futex`](crate::futex), and it cannot be reset in a copied memory.
use crate::blocking;
use crate::futex;
use crate::lock::Lock;
use crate::primitive::{UnsafeCell, const_constructor};

#[derive(Debug)]
pub(crate) struct Shared<T> {
    lock: Lock,
    value: UnsafeCell<T>,
}

// SAFETY: the value is reached only through `with`, by one thread at a time, which holds the lock.
unsafe impl<T: Send> Sync for Shared<T> {}

impl<T> Shared<T> {
    const_constructor! {
        pub(crate) fn new(value: T) -> Self {
            Self {
                lock: Lock::new(),
                value: UnsafeCell::new(value),
            }
        }
    }

    /// Runs `visit` on the value. It must be short, and must not use this `Shared` again.
    pub(crate) fn with<R>(&self, visit: impl FnOnce(&mut T) -> R) -> R {
        let _guard = if blocking::check_can_block().is_ok() {
            self.lock.guard()
        } else {
            loop {
                if let Some(guard) = self.lock.try_guard() {
                    break guard;
                }
                futex::yield_now();
            }
        };
        self.value.with_mut(|value| {
            // SAFETY: the guard is held until the end of this function, so no other reference to the value exists.
            visit(unsafe { &mut *value })
        })
    }

    /// Unlocks what a thread of an earlier process held. Only for a memory in which no other thread runs.
    #[cfg(not(loom))]
    pub(crate) fn reset_lock(&self) {
        self.lock.reset();
    }
}
