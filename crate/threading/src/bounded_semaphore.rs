//! [`BoundedSemaphore`]: Python's `threading.BoundedSemaphore`.
use crate::primitive::const_constructor;
use crate::semaphore::Semaphore;
use crate::until::{GaveUp, TimedOut, Until};
use std::time::Duration;

/// More permits were released than had been acquired. The semaphore is unchanged.
///
/// # Examples
/// ```
/// use web_threading::{BoundedSemaphore, ReleasedTooOften};
/// assert_eq!(BoundedSemaphore::new(1).release(1), Err(ReleasedTooOften));
/// assert_eq!(ReleasedTooOften.to_string(), "Semaphore released too many times");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReleasedTooOften;

impl std::fmt::Display for ReleasedTooOften {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Semaphore released too many times")
    }
}

impl std::error::Error for ReleasedTooOften {}

/// A [`Semaphore`] that never has more permits than initially, like Python's `threading.BoundedSemaphore`.
///
/// Fairness, and the behaviour where blocking is not allowed, are those of [`Semaphore`].
///
/// # Examples
/// ```
/// use web_threading::BoundedSemaphore;
/// let connections = BoundedSemaphore::new(5);
/// {
///     let _connection = connections.guard();
///     assert_eq!(connections.permits(), 4);
/// }
/// assert!(connections.release(1).is_err(), "all five are back");
/// ```
///
/// All ways to acquire a permit:
/// ```
/// use std::time::Duration;
/// use web_threading::{BoundedSemaphore, Deadline, ReleasedTooOften, TimedOut, Until};
/// let semaphore = BoundedSemaphore::new(1);
/// semaphore.acquire();
/// assert!(!semaphore.try_acquire() && semaphore.try_guard().is_none());
/// assert_eq!(semaphore.acquire_timeout(Duration::from_millis(1)), Err(TimedOut));
/// semaphore.release(1)?;
/// let soon = Deadline::after(Duration::from_secs(1));
/// assert_eq!(semaphore.acquire_until(Until::from(soon).or_interrupt()), Ok(()));
/// semaphore.release(1)?;
/// # Ok::<(), ReleasedTooOften>(())
/// ```
#[derive(Debug)]
pub struct BoundedSemaphore {
    semaphore: Semaphore,
    limit: u32,
}

impl Default for BoundedSemaphore {
    /// Creates a semaphore with one permit, as in Python.
    fn default() -> Self {
        Self::new(1)
    }
}

impl BoundedSemaphore {
    const_constructor! {
        /// Creates a semaphore with `permits` permits, which is also its limit.
        ///
        /// # Panics
        /// If `permits` is 2^31 or more.
        #[must_use]
        pub fn new(permits: u32) -> Self {
            Self::with_limit(permits, permits)
        }
    }

    const_constructor! {
        /// Creates a semaphore with `permits` permits and the limit `limit`.
        ///
        /// # Panics
        /// If `permits` is 2^31 or more, or greater than `limit`.
        ///
        /// # Examples
        /// ```
        /// use web_threading::BoundedSemaphore;
        /// let pages = BoundedSemaphore::with_limit(0, 2);
        /// assert!(pages.release(2).is_ok());
        /// assert!(pages.release(1).is_err());
        /// ```
        #[must_use]
        pub fn with_limit(permits: u32, limit: u32) -> Self {
            assert!(permits <= limit, "more permits than the limit");
            Self {
                semaphore: Semaphore::new(permits),
                limit,
            }
        }
    }

    /// Acquires a permit, waiting until there is one.
    pub fn acquire(&self) {
        self.semaphore.acquire();
    }

    /// Acquires a permit if one is available, without waiting. Returns whether it did.
    #[must_use]
    pub fn try_acquire(&self) -> bool {
        self.semaphore.try_acquire()
    }

    /// Acquires a permit, waiting for at most `timeout`. Interrupts do not end the wait.
    pub fn acquire_timeout(&self, timeout: Duration) -> Result<(), TimedOut> {
        self.semaphore.acquire_timeout(timeout)
    }

    /// Waits until a permit is acquired or `until` ends the wait.
    pub fn acquire_until(&self, until: impl Into<Until>) -> Result<(), GaveUp> {
        self.semaphore.acquire_until(until)
    }

    /// Releases `count` permits: first to waiting threads, then to any thread.
    ///
    /// # Errors
    /// [`ReleasedTooOften`] if the semaphore would exceed its limit.
    pub fn release(&self, count: u32) -> Result<(), ReleasedTooOften> {
        self.semaphore
            .release_up_to(self.limit, count)
            .map_err(|_| ReleasedTooOften)
    }

    /// Returns the number of available permits. The value may be out of date when the call returns.
    #[must_use]
    pub fn permits(&self) -> u32 {
        self.semaphore.permits()
    }

    /// Acquires a permit and returns a guard that releases it when dropped.
    pub fn guard(&self) -> BoundedSemaphoreGuard<'_> {
        self.acquire();
        BoundedSemaphoreGuard { semaphore: self }
    }

    /// Returns a guard if a permit is available, without waiting.
    #[must_use]
    pub fn try_guard(&self) -> Option<BoundedSemaphoreGuard<'_>> {
        self.try_acquire()
            .then(|| BoundedSemaphoreGuard { semaphore: self })
    }
}

/// A guard that releases its permit when dropped.
///
/// # Examples
/// ```
/// let semaphore = web_threading::BoundedSemaphore::new(1);
/// drop(semaphore.guard());
/// assert_eq!(semaphore.permits(), 1);
/// ```
#[derive(Debug)]
#[must_use]
pub struct BoundedSemaphoreGuard<'a> {
    semaphore: &'a BoundedSemaphore,
}

impl Drop for BoundedSemaphoreGuard<'_> {
    fn drop(&mut self) {
        // Fails only if the holder has already released the permit; then there is nothing to do.
        let _ = self.semaphore.release(1);
    }
}
