//! [`Semaphore`]: Python's `threading.Semaphore`.
use crate::blocking;
use crate::clock::Deadline;
use crate::mutex::Mutex;
use crate::observe::{Event, Primitive, Subject, tell};
use crate::primitive::atomic::{AtomicU32, Ordering};
use crate::primitive::const_constructor;
use crate::until::{GaveUp, TimedOut, Until};
use crate::waiter::{WaitQueue, answer_all};
use std::time::Duration;

// The state is the number of permits times ONE; it is WAITERS while the queue is not empty. With WAITERS there are no
// permits:
//   n -> n - 1              acquire; no waiters
//   n -> n + m              release; no waiters
//   0 -> WAITERS            acquire joins the queue
//   WAITERS                 release answers the first in the queue; the state changes only under the queue's lock:
//   WAITERS -> n            release answers the last in the queue, n permits are left over
//   WAITERS -> 0            the last in the queue gives up
const WAITERS: u32 = 1;
const ONE: u32 = 2;

/// The greatest number of permits that the state can hold.
pub(crate) const MOST: u32 = u32::MAX / ONE;

/// The release would exceed the greatest number of permits.
pub(crate) struct TooMany;

/// A number of permits, like Python's `threading.Semaphore`. Acquire takes one permit and waits while there is none; release
/// gives permits back. Any thread may release.
///
/// Without waiters, acquire and release are one atomic read-modify-write each.
///
/// # Fairness
/// Waiters are served in the order in which they began to wait: a released permit goes to the thread that has waited
/// longest, and a running thread cannot take it while another waits. So no waiter starves as long as permits are released.
///
/// # Where blocking is not allowed
/// Acquiring an available permit works. A call that would have to wait throws, see the [crate].
///
/// # Examples
/// ```
/// use web_threading::Semaphore;
/// static DOWNLOADS: Semaphore = Semaphore::new(2);
/// let first = DOWNLOADS.guard();
/// let second = DOWNLOADS.guard();
/// assert!(!DOWNLOADS.try_acquire());
/// drop(first);
/// assert_eq!(DOWNLOADS.permits(), 1);
/// # drop(second);
/// ```
///
/// Without a guard, and with a time limit:
/// ```
/// use std::time::Duration;
/// use web_threading::{Deadline, Semaphore, TimedOut, Until};
/// let semaphore = Semaphore::new(0);
/// assert!(semaphore.try_guard().is_none());
/// assert_eq!(semaphore.acquire_timeout(Duration::from_millis(1)), Err(TimedOut));
/// semaphore.release(2);
/// semaphore.acquire();
/// let soon = Deadline::after(Duration::from_secs(1));
/// assert_eq!(semaphore.acquire_until(Until::from(soon).or_interrupt()), Ok(()));
/// assert_eq!(semaphore.permits(), 0);
/// ```
#[derive(Debug)]
pub struct Semaphore {
    state: AtomicU32,
    queue: Mutex<WaitQueue>,
}

impl Default for Semaphore {
    /// Creates a semaphore with one permit, as in Python.
    fn default() -> Self {
        Self::new(1)
    }
}

impl Semaphore {
    const_constructor! {
        /// Creates a semaphore with `permits` permits.
        ///
        /// # Panics
        /// If `permits` is 2^31 or more.
        #[must_use]
        pub fn new(permits: u32) -> Self {
            assert!(permits <= MOST, "a semaphore cannot have so many permits");
            Self {
                state: AtomicU32::new(permits * ONE),
                queue: Mutex::new(WaitQueue::new()),
            }
        }
    }

    /// Acquires a permit, waiting until there is one.
    pub fn acquire(&self) {
        // Neither a deadline nor an interrupt can end this wait.
        let _ = self.acquire_until(Until::FOREVER);
    }

    /// Acquires a permit if one is available, without waiting. Returns whether it did.
    #[must_use]
    pub fn try_acquire(&self) -> bool {
        // Acquire pairs with the Release of the release that added the permit.
        let taken = self
            .state
            .fetch_update(Ordering::Acquire, Ordering::Relaxed, |state| {
                state.checked_sub(ONE)
            })
            .is_ok();
        if taken {
            tell!(4, Event::Acquired(self.subject()));
        }
        taken
    }

    fn subject(&self) -> Subject {
        Subject::of(Primitive::Semaphore, self)
    }

    /// Acquires a permit, waiting for at most `timeout`. Interrupts do not end the wait.
    pub fn acquire_timeout(&self, timeout: Duration) -> Result<(), TimedOut> {
        self.acquire_until(Deadline::after(timeout))
            .map_err(GaveUp::timed_out)
    }

    /// Waits until a permit is acquired or `until` ends the wait.
    pub fn acquire_until(&self, until: impl Into<Until>) -> Result<(), GaveUp> {
        if self.try_acquire() {
            return Ok(());
        }
        let outcome = self.acquire_slow(until.into());
        if outcome.is_ok() {
            tell!(4, Event::Acquired(self.subject()));
        }
        outcome
    }

    #[cold]
    fn acquire_slow(&self, until: Until) -> Result<(), GaveUp> {
        blocking::insist_on_blocking();
        let joined = self.queue.with(|queue| {
            // A second attempt under the queue's lock: take a permit, or set the mark that sends every release to the queue.
            let next = |state: u32| Some(state.checked_sub(ONE).unwrap_or(WAITERS));
            let seen = self
                .state
                .fetch_update(Ordering::Acquire, Ordering::Relaxed, next);
            seen.is_ok_and(|seen| seen < ONE).then(|| queue.join(None))
        });
        let Some(waiter) = joined else {
            return Ok(());
        };
        let Err(reason) = waiter.sleep(self.subject(), until) else {
            return Ok(());
        };
        let left = self.queue.with(|queue| {
            let left = queue.leave(&waiter);
            if left && queue.is_empty() {
                self.state.fetch_and(!WAITERS, Ordering::Relaxed);
            }
            left
        });
        // Otherwise a permit was assigned to the waiter before it left the queue.
        if left { Err(reason) } else { Ok(()) }
    }

    /// Releases `count` permits: first to waiting threads, then to any thread.
    ///
    /// # Panics
    /// If the semaphore would have 2^31 permits or more.
    pub fn release(&self, count: u32) {
        let released = self.release_up_to(MOST, count);
        assert!(released.is_ok(), "a semaphore cannot have so many permits");
    }

    /// Releases `count` permits, unless there would then be more than `limit`.
    pub(crate) fn release_up_to(&self, limit: u32, count: u32) -> Result<(), TooMany> {
        tell!(5, Event::Released(self.subject()));
        match self.add(limit, count) {
            Ok(()) => Ok(()),
            Err(state) if state & WAITERS == 0 => Err(TooMany),
            Err(_) => self.release_slow(limit, count),
        }
    }

    /// Adds permits while there are no waiters. The error is the state that prevented it.
    fn add(&self, limit: u32, count: u32) -> Result<(), u32> {
        let next = |state: u32| {
            let room = limit.checked_sub(state / ONE)?;
            (state & WAITERS == 0 && count <= room).then(|| state + count * ONE)
        };
        // Release pairs with the Acquire in `try_acquire` and `acquire_slow`.
        self.state
            .fetch_update(Ordering::Release, Ordering::Relaxed, next)
            .map(drop)
    }

    #[cold]
    fn release_slow(&self, limit: u32, count: u32) -> Result<(), TooMany> {
        let answered = self.queue.with(|queue| {
            if queue.is_empty() {
                // All waiters have given up meanwhile.
                return self.add(limit, count).map(|()| Vec::new());
            }
            if count > limit {
                return Err(WAITERS);
            }
            let answered = queue.first(count as usize);
            if queue.is_empty() {
                let left = count - answered.len() as u32;
                // Release as in `add`. A state with WAITERS changes only under the queue's lock.
                self.state.store(left * ONE, Ordering::Release);
            }
            Ok(answered)
        });
        answer_all(&answered.map_err(|_| TooMany)?);
        Ok(())
    }

    /// Returns the number of available permits. The value may be out of date when the call returns.
    #[must_use]
    pub fn permits(&self) -> u32 {
        self.state.load(Ordering::Relaxed) / ONE
    }

    /// Acquires a permit and returns a guard that releases it when dropped.
    pub fn guard(&self) -> SemaphoreGuard<'_> {
        self.acquire();
        SemaphoreGuard { semaphore: self }
    }

    /// Returns a guard if a permit is available, without waiting.
    #[must_use]
    pub fn try_guard(&self) -> Option<SemaphoreGuard<'_>> {
        self.try_acquire()
            .then(|| SemaphoreGuard { semaphore: self })
    }
}

/// A guard that releases its permit when dropped.
///
/// # Examples
/// ```
/// let semaphore = web_threading::Semaphore::new(1);
/// let guard = semaphore.guard();
/// assert!(semaphore.try_guard().is_none());
/// drop(guard);
/// assert!(semaphore.try_guard().is_some());
/// ```
#[derive(Debug)]
#[must_use]
pub struct SemaphoreGuard<'a> {
    semaphore: &'a Semaphore,
}

impl Drop for SemaphoreGuard<'_> {
    fn drop(&mut self) {
        self.semaphore.release(1);
    }
}

#[cfg(all(test, not(target_arch = "wasm32"), not(loom)))]
mod tests {
    use super::*;

    /// A permit belongs to the waiter from the moment of the release, not from when it wakes. What a running thread finds is
    /// decided before either of them can run.
    #[test]
    fn a_released_permit_is_the_waiters() {
        let semaphore = Semaphore::new(0);
        std::thread::scope(|scope| {
            let waiter = scope.spawn(|| semaphore.acquire_until(Until::FOREVER));
            while semaphore.state.load(Ordering::SeqCst) != WAITERS {
                std::thread::yield_now();
            }
            semaphore.release(1);
            assert!(!semaphore.try_acquire(), "a running thread took the permit");
            assert_eq!(waiter.join().unwrap(), Ok(()));
        });
        assert_eq!(semaphore.permits(), 0);
    }

    #[test]
    fn waiters_are_served_in_the_order_in_which_they_came() {
        let semaphore = Semaphore::new(0);
        let order = std::sync::Mutex::new(Vec::new());
        let waiting = || semaphore.queue.with(|queue| queue.len());
        std::thread::scope(|scope| {
            for number in 0..3 {
                let (semaphore, order) = (&semaphore, &order);
                scope.spawn(move || {
                    semaphore.acquire();
                    order.lock().unwrap().push(number);
                });
                while waiting() <= number {
                    std::thread::yield_now();
                }
            }
            for number in 0..3 {
                semaphore.release(1);
                while order.lock().unwrap().len() <= number {
                    std::thread::yield_now();
                }
            }
        });
        assert_eq!(*order.lock().unwrap(), [0, 1, 2]);
        assert_eq!(semaphore.state.load(Ordering::SeqCst), 0);
    }

    #[test]
    fn the_last_to_give_up_leaves_the_fast_path_open() {
        let semaphore = Semaphore::new(0);
        assert_eq!(semaphore.acquire_timeout(Duration::ZERO), Err(TimedOut));
        assert_eq!(semaphore.state.load(Ordering::SeqCst), 0);
    }
}
