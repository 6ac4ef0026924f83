//! [`Mutex`]: a value guarded by a [`Lock`].
use crate::blocking;
use crate::futex;
use crate::lock::{Lock, LockGuard};
use crate::primitive::{UnsafeCell, const_constructor};
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};

/// A value that one thread at a time can access, like `std::sync::Mutex`.
///
/// `std`'s mutex has three differences on the web: if contended, it traps on the page's main thread; it waits outside of
/// [`futex`](crate::futex); and it cannot be reset in a copied memory. This mutex is never poisoned: after a panic the next
/// thread finds the value as it was left. (On the web a panic ends the worker, which then never releases its locks.)
///
/// Fairness is that of [`Lock`].
///
/// # Where blocking is not allowed
/// Locking a free mutex works. A call that would have to wait throws, see the [crate].
///
/// # Examples
/// ```
/// use web_threading::{Mutex, scope};
/// let words = Mutex::new(Vec::new());
/// scope(|scope| {
///     scope.spawn(|| words.lock().push("one"))?;
///     scope.spawn(|| words.lock().push("two"))?;
///     Ok::<(), web_threading::SpawnError>(())
/// })?;
/// assert!(words.try_lock().is_some(), "nobody holds it any more");
/// assert_eq!(words.into_inner().len(), 2);
/// # Ok::<(), web_threading::SpawnError>(())
/// ```
#[derive(Debug)]
pub struct Mutex<T> {
    lock: Lock,
    value: UnsafeCell<T>,
}

// SAFETY: the value is accessed only through `with`, `with_mut` of a guard, or an exclusive borrow: by one thread at a time.
unsafe impl<T: Send> Sync for Mutex<T> {}

impl<T> Mutex<T> {
    const_constructor! {
        /// Creates an unlocked mutex.
        #[must_use]
        pub fn new(value: T) -> Self {
            Self {
                lock: Lock::new(),
                value: UnsafeCell::new(value),
            }
        }
    }

    /// Locks the mutex, waiting until it is free, and returns a guard for the value.
    pub fn lock(&self) -> MutexGuard<'_, T> {
        self.guard(self.lock.lock())
    }

    /// Returns a guard if the mutex is free, without waiting.
    #[must_use]
    pub fn try_lock(&self) -> Option<MutexGuard<'_, T>> {
        self.lock.try_lock().map(|held| self.guard(held))
    }

    fn guard<'a>(&'a self, held: LockGuard<'a>) -> MutexGuard<'a, T> {
        MutexGuard {
            value: &self.value,
            _held: held,
            _borrows: PhantomData,
        }
    }

    /// Consumes the mutex and returns the value.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.value.into_inner()
    }

    /// Runs `visit` on the value. `visit` must be short and must not use this mutex again. On the page's main thread the
    /// call spins.
    pub(crate) fn with<R>(&self, visit: impl FnOnce(&mut T) -> R) -> R {
        let _guard = if blocking::check_can_block().is_ok() {
            self.lock.lock()
        } else {
            loop {
                if let Some(guard) = self.lock.try_lock() {
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

    /// Unlocks a mutex that a thread of an earlier process held. Use it only in a memory in which no other thread runs.
    #[cfg(not(loom))]
    pub(crate) fn reset_lock(&self) {
        self.lock.reset();
    }
}

impl<T: Default> Default for Mutex<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

/// A guard that gives access to a [`Mutex`]'s value and unlocks the mutex when dropped.
///
/// # Examples
/// ```
/// let count = web_threading::Mutex::new(0);
/// let mut guard = count.lock();
/// *guard += 1;
/// assert!(count.try_lock().is_none());
/// drop(guard);
/// assert_eq!(count.try_lock().as_deref(), Some(&1));
/// ```
#[must_use]
pub struct MutexGuard<'a, T> {
    value: &'a UnsafeCell<T>,
    _held: LockGuard<'a>,
    /// Makes the guard `Send` and `Sync` under the conditions of `&mut T`.
    _borrows: PhantomData<&'a mut T>,
}

// SAFETY: sharing a guard shares `&T`, which `T: Sync` allows.
unsafe impl<T: Sync> Sync for MutexGuard<'_, T> {}
// SAFETY: sending a guard sends `&mut T`, which `T: Send` allows; the lock may be released by any thread.
unsafe impl<T: Send> Send for MutexGuard<'_, T> {}

impl<T: std::fmt::Debug> std::fmt::Debug for MutexGuard<'_, T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        (**self).fmt(f)
    }
}

impl<T> Deref for MutexGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: this guard holds the lock as long as the reference lives, and only an exclusive borrow of it gives `&mut T`.
        self.value.with_mut(|value| unsafe { &*value })
    }
}

impl<T> DerefMut for MutexGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: this guard holds the lock and is borrowed exclusively as long as the reference lives.
        self.value.with_mut(|value| unsafe { &mut *value })
    }
}
