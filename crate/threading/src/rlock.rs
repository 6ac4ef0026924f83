//! [`RLock`]: Python's `threading.RLock`.
use crate::clock::Deadline;
use crate::ident;
use crate::lock::Lock;
use crate::primitive::atomic::{AtomicU32, AtomicU64, Ordering::Relaxed};
use crate::primitive::const_constructor;
use crate::until::{GaveUp, TimedOut, Until};
use std::time::Duration;

/// The lock to release is not held by the calling thread.
///
/// # Examples
/// ```
/// use web_threading::{NotOwner, RLock};
/// assert_eq!(RLock::new().release(), Err(NotOwner));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotOwner;

impl std::fmt::Display for NotOwner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("cannot release un-acquired lock")
    }
}

impl std::error::Error for NotOwner {}

/// A lock as Python's `threading.RLock`: its owner may acquire it again, and it is free after as many releases.
///
/// Fairness and what happens where blocking is not allowed are as for [`Lock`].
///
/// # Examples
/// ```
/// use web_threading::RLock;
/// let lock = RLock::new();
/// let _outer = lock.lock();
/// let _inner = lock.lock();
/// assert_eq!(lock.recursion_count(), 2);
/// ```
///
/// Without a guard; and freed as a whole, as a wait for a condition does:
/// ```
/// use std::time::Duration;
/// use web_threading::{Deadline, NotOwner, RLock, Until, thread};
/// let lock = RLock::new();
/// lock.acquire();
/// assert!(lock.try_acquire() && lock.is_owned());
/// assert_eq!(lock.acquire_timeout(Duration::ZERO), Ok(()));
/// let soon = Deadline::after(Duration::from_secs(1));
/// assert_eq!(lock.acquire_until(Until::from(soon).or_interrupt()), Ok(()));
/// lock.release()?;
/// let again = lock.try_lock();
/// drop(again);
/// assert_eq!((lock.owner(), lock.recursion_count()), (Some(thread::current_ident()), 3));
/// assert_eq!(std::thread::scope(|scope| scope.spawn(|| (lock.recursion_count(), lock.owner_count())).join().unwrap()), (0, 3));
/// let count = lock.release_save()?;
/// assert!(!lock.is_locked());
/// lock.acquire_restore(count);
/// assert_eq!(lock.recursion_count(), 3);
/// lock.reset();
/// assert_eq!(lock.release(), Err(NotOwner));
/// # Ok::<(), NotOwner>(())
/// ```
#[derive(Debug, Default)]
pub struct RLock {
    lock: Lock,
    /// The ident of the holder, 0 for none. Only a thread's own ident has a meaning to it: it alone writes that value, so what
    /// it reads here is either its own last write or not its ident. Hence Relaxed.
    owner: AtomicU64,
    /// How often the owner holds the lock. Written by the owner only, so the lock orders it; others read it to show it.
    count: AtomicU32,
}

impl RLock {
    const_constructor! {
        /// An unlocked lock.
        #[must_use]
        pub fn new() -> Self {
            Self {
                lock: Lock::new(),
                owner: AtomicU64::new(0),
                count: AtomicU32::new(0),
            }
        }
    }

    /// Waits for the lock and takes it, once more if this thread has it.
    pub fn acquire(&self) {
        // Neither a deadline nor an interrupt can end this wait.
        let _ = self.acquire_until(Until::FOREVER);
    }

    /// Takes the lock if that needs no waiting.
    #[must_use]
    pub fn try_acquire(&self) -> bool {
        self.acquire_again() || (self.lock.try_acquire() && self.own(1))
    }

    /// Waits at most `timeout`; not interruptible.
    pub fn acquire_timeout(&self, timeout: Duration) -> Result<(), TimedOut> {
        self.acquire_until(Deadline::after(timeout))
            .map_err(GaveUp::timed_out)
    }

    /// Waits until the lock is acquired, `deadline` passes, or (if so asked) the main thread is interrupted.
    pub fn acquire_until(&self, until: impl Into<Until>) -> Result<(), GaveUp> {
        if self.acquire_again() {
            return Ok(());
        }
        self.lock.acquire_until(until)?;
        self.own(1);
        Ok(())
    }

    fn acquire_again(&self) -> bool {
        let mine = self.is_owned();
        if mine {
            let count = self.count.load(Relaxed);
            assert!(count < u32::MAX, "an RLock was acquired too often");
            self.count.store(count + 1, Relaxed);
        }
        mine
    }

    fn own(&self, count: u32) -> bool {
        self.owner.store(ident::current_ident(), Relaxed);
        self.count.store(count, Relaxed);
        true
    }

    /// Undoes one acquire; the last one frees the lock.
    ///
    /// # Errors
    /// [`NotOwner`] if this thread does not hold the lock.
    pub fn release(&self) -> Result<(), NotOwner> {
        if !self.is_owned() {
            return Err(NotOwner);
        }
        let count = self.count.load(Relaxed) - 1;
        self.count.store(count, Relaxed);
        if count == 0 {
            self.owner.store(0, Relaxed);
            self.lock.release().map_err(|_| NotOwner)?;
        }
        Ok(())
    }

    /// Whether any thread holds the lock.
    #[must_use]
    pub fn is_locked(&self) -> bool {
        self.lock.is_locked()
    }

    /// Whether the calling thread holds the lock.
    #[must_use]
    pub fn is_owned(&self) -> bool {
        self.owner.load(Relaxed) == ident::current_ident()
    }

    /// The ident of the holder, if any; may be out of date when it arrives.
    #[must_use]
    pub fn owner(&self) -> Option<u64> {
        Some(self.owner.load(Relaxed)).filter(|&ident| ident != 0)
    }

    /// How often the calling thread holds the lock.
    #[must_use]
    pub fn recursion_count(&self) -> u32 {
        if self.is_owned() {
            self.count.load(Relaxed)
        } else {
            0
        }
    }

    /// How often the holder holds the lock, whichever thread it is; 0 for none, and may be out of date when it arrives.
    #[must_use]
    pub fn owner_count(&self) -> u32 {
        if self.is_locked() {
            self.count.load(Relaxed)
        } else {
            0
        }
    }

    /// Frees the lock however often it is held, and says how often; for condition variables.
    ///
    /// # Errors
    /// [`NotOwner`] if this thread does not hold the lock.
    pub fn release_save(&self) -> Result<u32, NotOwner> {
        let count = self.recursion_count();
        if count == 0 {
            return Err(NotOwner);
        }
        self.count.store(1, Relaxed);
        self.release().map(|()| count)
    }

    /// Waits for the lock and takes it `count` times at once, after [`release_save`](Self::release_save).
    pub fn acquire_restore(&self, count: u32) {
        self.lock.acquire();
        self.own(count);
    }

    /// Acquires the lock until the guard is dropped.
    pub fn lock(&self) -> RLockGuard<'_> {
        self.acquire();
        self.acquired()
    }

    /// A guard, if no other thread holds the lock now.
    #[must_use]
    pub fn try_lock(&self) -> Option<RLockGuard<'_>> {
        self.try_acquire().then(|| self.acquired())
    }

    fn acquired(&self) -> RLockGuard<'_> {
        RLockGuard {
            lock: self,
            _not_send: std::marker::PhantomData,
        }
    }

    /// Unlocks whatever the state; only for a memory in which no other thread runs.
    pub fn reset(&self) {
        self.owner.store(0, Relaxed);
        self.count.store(0, Relaxed);
        self.lock.reset();
    }
}

/// Undoes its acquire when dropped. It stays on its thread, since only the owner may release.
///
/// # Examples
/// ```
/// let lock = web_threading::RLock::new();
/// drop((lock.lock(), lock.lock()));
/// assert!(!lock.is_locked());
/// ```
#[derive(Debug)]
#[must_use]
pub struct RLockGuard<'a> {
    lock: &'a RLock,
    _not_send: std::marker::PhantomData<*const ()>,
}

impl Drop for RLockGuard<'_> {
    fn drop(&mut self) {
        // Fails only if the owner has released more often than it acquired; then there is nothing left to do.
        let _ = self.lock.release();
    }
}
