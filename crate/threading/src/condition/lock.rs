//! The trait of locks that a condition can use.
use crate::lock::{Lock, LockGuard};
use crate::rlock::{RLock, RLockGuard};
use std::sync::Arc;

pub(super) mod sealed {
    pub trait Sealed {}
}

/// The locks that a [`Condition`](crate::Condition) can use: [`Lock`], [`RLock`], and references to them, so that conditions
/// can share a lock.
///
/// # Examples
/// ```
/// use web_threading::{Condition, Lock};
/// let mutex = Lock::new();
/// let (not_empty, not_full) = (Condition::new(&mutex), Condition::new(&mutex));
/// let _guard = mutex.lock();
/// not_empty.notify(1)?;
/// not_full.notify(1)?;
/// # Ok::<(), web_threading::NotAcquired>(())
/// ```
///
/// Code that accepts either kind:
/// ```
/// use web_threading::{Condition, ConditionLock, Lock, RLock};
/// fn is_free<L: ConditionLock>(condition: &Condition<L>) -> bool {
///     !condition.lock().is_acquired()
/// }
/// let (plain, recursive) = (Condition::new(Lock::new()), Condition::new(RLock::new()));
/// let _guard = recursive.guard();
/// assert!(is_free(&plain) && !is_free(&recursive));
/// ```
pub trait ConditionLock: sealed::Sealed {
    /// A guard that releases the lock when dropped.
    type Guard<'a>
    where
        Self: 'a;

    /// The state in which the caller held the lock.
    #[doc(hidden)]
    type Saved;

    /// Acquires the lock and returns a guard that releases it when dropped.
    fn guard(&self) -> Self::Guard<'_>;

    /// Returns whether the lock is acquired: an [`RLock`] by the caller, a [`Lock`] by any thread.
    fn is_acquired(&self) -> bool;

    #[doc(hidden)]
    fn release_save(&self) -> Option<Self::Saved>;

    #[doc(hidden)]
    fn acquire_restore(&self, saved: Self::Saved);
}

impl sealed::Sealed for Lock {}

impl ConditionLock for Lock {
    type Guard<'a> = LockGuard<'a>;
    type Saved = ();

    fn guard(&self) -> LockGuard<'_> {
        self.lock()
    }

    fn is_acquired(&self) -> bool {
        self.is_locked()
    }

    fn release_save(&self) -> Option<()> {
        self.release().ok()
    }

    fn acquire_restore(&self, (): ()) {
        self.acquire();
    }
}

impl sealed::Sealed for RLock {}

impl ConditionLock for RLock {
    type Guard<'a> = RLockGuard<'a>;
    type Saved = u32;

    fn guard(&self) -> RLockGuard<'_> {
        self.lock()
    }

    fn is_acquired(&self) -> bool {
        self.is_owned()
    }

    fn release_save(&self) -> Option<u32> {
        self.release_save().ok()
    }

    fn acquire_restore(&self, saved: u32) {
        self.acquire_restore(saved);
    }
}

/// Implements the trait for references to a lock.
macro_rules! condition_lock_by_reference {
    ($($reference:ty),*) => {$(
        impl<L: ConditionLock> sealed::Sealed for $reference {}

        impl<L: ConditionLock> ConditionLock for $reference {
            type Guard<'a> = L::Guard<'a> where Self: 'a;
            type Saved = L::Saved;

            fn guard(&self) -> L::Guard<'_> {
                L::guard(self)
            }

            fn is_acquired(&self) -> bool {
                L::is_acquired(self)
            }

            fn release_save(&self) -> Option<L::Saved> {
                L::release_save(self)
            }

            fn acquire_restore(&self, saved: L::Saved) {
                L::acquire_restore(self, saved);
            }
        }
    )*};
}

condition_lock_by_reference!(&L, Arc<L>);
