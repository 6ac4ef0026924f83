//! [`Condition`]: Python's `threading.Condition`.
use crate::blocking;
use crate::clock::Deadline;
use crate::mutex::Mutex;
use crate::observe::{Event, Primitive, Subject, tell};
use crate::primitive::atomic::{AtomicUsize, Ordering};
use crate::primitive::const_constructor;
use crate::rlock::RLock;
use crate::until::{GaveUp, TimedOut, Until};
use crate::waiter::{WaitQueue, answer_all};
use std::sync::Arc;
use std::time::Duration;

mod error;
mod lock;

pub use error::NotAcquired;
pub use lock::ConditionLock;

/// A condition variable with its lock, like Python's `threading.Condition`. A thread that holds the lock can wait until
/// another thread notifies it that the protected state has changed.
///
/// A wait releases the lock, an [`RLock`] at all its levels, and acquires it again at the same level before it returns,
/// however the wait ended. Without waiters a notification is one atomic operation.
///
/// # Fairness
/// A notification goes to the thread that has waited longest, and is never lost: a waiter that was notified returns as
/// notified even if its deadline passes, or an interrupt arrives, before it has acquired the lock again. A thread that
/// begins to wait later does not consume an earlier notification. There are no spurious wake-ups. The lock decides which
/// woken thread acquires it first.
///
/// # Where blocking is not allowed
/// Notifying works. Waiting throws before the lock is released, see the [crate].
///
/// # Examples
/// ```
/// use std::sync::{Arc, atomic::{AtomicBool, Ordering::Relaxed}};
/// use web_threading::{Condition, Lock, spawn};
///
/// let shared = Arc::new((Condition::new(Lock::new()), AtomicBool::new(false)));
/// let theirs = Arc::clone(&shared);
/// let consumer = spawn(move || {
///     let (condition, ready) = &*theirs;
///     let _guard = condition.guard();
///     condition.wait_for(|| ready.load(Relaxed))
/// })?;
/// let (condition, ready) = &*shared;
/// {
///     let _guard = condition.guard();
///     ready.store(true, Relaxed);
///     condition.notify(1).expect("the guard holds the lock");
/// }
/// assert_eq!(consumer.join().ok(), Some(Ok(())));
/// # Ok::<(), web_threading::SpawnError>(())
/// ```
///
/// Waiting with a time limit, and notifying all. A wait without a predicate ends with the first notification:
/// ```
/// use std::sync::Arc;
/// use std::time::Duration;
/// use web_threading::{Condition, Deadline, Event, GaveUp, RLock, TimedOut, Until, spawn};
///
/// let condition = Arc::new(Condition::new(RLock::new()));
/// let (theirs, begun) = (Arc::clone(&condition), Arc::new(Event::new()));
/// let theirs_begun = Arc::clone(&begun);
/// let waiter = spawn(move || {
///     let _guard = theirs.guard();
///     theirs_begun.set();
///     theirs.wait()
/// })?;
/// begun.wait();
/// {
///     // The lock is free when the other thread waits.
///     let _guard = condition.guard();
///     assert!(condition.lock().is_owned());
///     condition.notify_all().expect("the guard holds the lock");
/// }
/// assert_eq!(waiter.join().ok(), Some(Ok(())));
///
/// let _guard = condition.guard();
/// let short = Duration::from_millis(1);
/// assert_eq!(condition.wait_timeout(short), Ok(Err(TimedOut)));
/// assert_eq!(condition.wait_for_timeout(short, || false), Ok(Err(TimedOut)));
/// let deadline = Some(Deadline::after(short));
/// assert_eq!(condition.wait_until(Until::from(deadline).or_interrupt()), Ok(Err(GaveUp::TimedOut)));
/// assert_eq!(condition.wait_for_until(Until::from(deadline).or_interrupt(), || true), Ok(Ok(())));
/// # Ok::<(), web_threading::SpawnError>(())
/// ```
#[derive(Debug)]
pub struct Condition<L = RLock> {
    lock: L,
    /// The length of the queue. A thread writes it while it holds both the queue's lock and the condition's lock, so a
    /// holder of the condition's lock reads the current value even with Relaxed.
    waiting: AtomicUsize,
    queue: Mutex<WaitQueue>,
}

impl<L: Default> Default for Condition<L> {
    fn default() -> Self {
        Self::new(L::default())
    }
}

impl<L> Condition<L> {
    const_constructor! {
        /// Creates a condition with the given lock.
        #[must_use]
        pub fn new(lock: L) -> Self {
            Self {
                lock,
                waiting: AtomicUsize::new(0),
                queue: Mutex::new(WaitQueue::new()),
            }
        }
    }

    /// Returns the lock.
    pub const fn lock(&self) -> &L {
        &self.lock
    }
}

impl<L: ConditionLock> Condition<L> {
    /// Acquires the lock and returns a guard that releases it when dropped.
    pub fn guard(&self) -> L::Guard<'_> {
        self.lock.guard()
    }

    /// Releases the lock, waits for a notification, and acquires the lock again.
    ///
    /// # Errors
    /// [`NotAcquired`] if the lock is not acquired.
    pub fn wait(&self) -> Result<(), NotAcquired> {
        // Neither a deadline nor an interrupt can end this wait.
        self.wait_until(Until::FOREVER).map(|_| ())
    }

    /// Waits for a notification for at most `timeout`, and then acquires the lock again. Interrupts do not end the wait.
    ///
    /// # Errors
    /// [`NotAcquired`] if the lock is not acquired.
    pub fn wait_timeout(&self, timeout: Duration) -> Result<Result<(), TimedOut>, NotAcquired> {
        let waited = self.wait_until(Deadline::after(timeout))?;
        Ok(waited.map_err(GaveUp::timed_out))
    }

    /// Waits until notified or `until` ends the wait; then
    /// acquires the lock again.
    ///
    /// # Errors
    /// [`NotAcquired`] if the lock is not acquired.
    pub fn wait_until(&self, until: impl Into<Until>) -> Result<Result<(), GaveUp>, NotAcquired> {
        blocking::insist_on_blocking();
        if !self.lock.is_acquired() {
            return Err(NotAcquired::Wait);
        }
        // The waiter joins the queue before the lock is released, so the next holder of the lock finds it there.
        let waiter = self.queue.with(|queue| {
            self.waiting.store(queue.len() + 1, Ordering::Relaxed);
            queue.join(None)
        });
        let Some(saved) = self.lock.release_save() else {
            // A `Lock` that another thread held has been released meanwhile.
            self.leave(&waiter);
            return Err(NotAcquired::Wait);
        };
        let slept = waiter.sleep(self.subject(), until.into());
        self.lock.acquire_restore(saved);
        Ok(match slept {
            // The waiter was notified after it gave up. The notification counts as received, because no other thread will
            // react to it.
            Err(_) if !self.leave(&waiter) => Ok(()),
            notified_or_not => notified_or_not,
        })
    }

    fn subject(&self) -> Subject {
        Subject::of(Primitive::Condition, &self.waiting)
    }

    fn leave(&self, waiter: &Arc<crate::waiter::Waiter>) -> bool {
        self.queue.with(|queue| {
            let left = queue.leave(waiter);
            self.waiting.store(queue.len(), Ordering::Relaxed);
            left
        })
    }

    /// Waits until `predicate` returns true. It is called with the lock held: first at once, then after every notification.
    ///
    /// # Errors
    /// [`NotAcquired`] if the lock is not acquired.
    pub fn wait_for(&self, predicate: impl FnMut() -> bool) -> Result<(), NotAcquired> {
        // Neither a deadline nor an interrupt can end this wait.
        self.wait_for_until(Until::FOREVER, predicate).map(|_| ())
    }

    /// Waits for at most `timeout`, and then acquires the lock again. Interrupts do not end the wait.
    ///
    /// # Errors
    /// [`NotAcquired`] if the lock is not acquired.
    pub fn wait_for_timeout(
        &self,
        timeout: Duration,
        predicate: impl FnMut() -> bool,
    ) -> Result<Result<(), TimedOut>, NotAcquired> {
        let waited = self.wait_for_until(Deadline::after(timeout), predicate)?;
        Ok(waited.map_err(GaveUp::timed_out))
    }

    /// Waits until `predicate` returns true or `until` ends the wait; then acquires the lock again. If the wait ended without success, the predicate is called once more.
    ///
    /// # Errors
    /// [`NotAcquired`] if the lock is not acquired.
    pub fn wait_for_until(
        &self,
        until: impl Into<Until>,
        mut predicate: impl FnMut() -> bool,
    ) -> Result<Result<(), GaveUp>, NotAcquired> {
        if !self.lock.is_acquired() {
            return Err(NotAcquired::Wait);
        }
        let until = until.into();
        let mut given_up = None;
        loop {
            if predicate() {
                return Ok(Ok(()));
            }
            if let Some(reason) = given_up {
                return Ok(Err(reason));
            }
            given_up = self.wait_until(until)?.err();
        }
    }

    /// Wakes up to `count` waiters, those that have waited longest first. They continue when they have acquired the lock.
    ///
    /// # Errors
    /// [`NotAcquired`] if the lock is not acquired.
    pub fn notify(&self, count: usize) -> Result<(), NotAcquired> {
        if !self.lock.is_acquired() {
            return Err(NotAcquired::Notify);
        }
        if self.waiting.load(Ordering::Relaxed) > 0 {
            let notified = self.queue.with(|queue| {
                let notified = queue.first(count);
                self.waiting.store(queue.len(), Ordering::Relaxed);
                notified
            });
            let count = Some(notified.len());
            tell!(
                6,
                Event::Notified {
                    on: self.subject(),
                    count
                }
            );
            answer_all(&notified);
        }
        Ok(())
    }

    /// Wakes all waiters.
    ///
    /// # Errors
    /// [`NotAcquired`] if the lock is not acquired.
    pub fn notify_all(&self) -> Result<(), NotAcquired> {
        self.notify(usize::MAX)
    }
}

#[cfg(all(test, not(target_arch = "wasm32"), not(loom)))]
mod tests {
    use super::lock::sealed;
    use super::*;
    use crate::lock::{Lock, LockGuard};
    use std::sync::Mutex;

    /// Each thread is asleep before the next one begins to wait, and each notification wakes one.
    #[test]
    fn the_longest_waiter_is_notified_first() {
        let condition = Condition::new(Lock::new());
        let order = Mutex::new(Vec::new());
        std::thread::scope(|scope| {
            for number in 0..3 {
                let (condition, order) = (&condition, &order);
                scope.spawn(move || {
                    let _guard = condition.guard();
                    condition.wait().unwrap();
                    order.lock().unwrap().push(number);
                });
                while condition.queue.with(|queue| queue.len()) <= number {
                    std::thread::yield_now();
                }
            }
            for number in 0..3 {
                let guard = condition.guard();
                condition.notify(1).unwrap();
                drop(guard);
                while order.lock().unwrap().len() <= number {
                    std::thread::yield_now();
                }
            }
        });
        assert_eq!(*order.lock().unwrap(), [0, 1, 2]);
    }

    /// A lock whose acquisition by a waking waiter can be observed and delayed.
    #[derive(Default)]
    struct Gated {
        lock: Lock,
        restoring: crate::event::Event,
        go_on: crate::event::Event,
    }

    impl sealed::Sealed for Gated {}

    impl ConditionLock for Gated {
        type Guard<'a> = LockGuard<'a>;
        type Saved = ();

        fn guard(&self) -> LockGuard<'_> {
            self.lock.lock()
        }

        fn is_acquired(&self) -> bool {
            self.lock.is_acquired()
        }

        fn release_save(&self) -> Option<()> {
            self.lock.release_save()
        }

        fn acquire_restore(&self, (): ()) {
            self.restoring.set();
            self.go_on.wait();
            self.lock.acquire();
        }
    }

    /// A waiter whose deadline has passed, but which has not acquired the lock yet, is still in the queue. A notification
    /// that finds it there belongs to it, and its wait returns `Notified`. A notification after it has left goes to the next
    /// waiter.
    #[test]
    fn a_notification_is_not_swallowed_by_a_time_out() {
        let expired = Some(Deadline::at(Duration::ZERO));
        for notified in [true, false] {
            let condition = Condition::new(Gated::default());
            let waiter = || {
                let _guard = condition.guard();
                condition.wait_until(expired).unwrap()
            };
            std::thread::scope(|scope| {
                let waiter = scope.spawn(waiter);
                condition.lock().restoring.wait();
                if notified {
                    let _guard = condition.guard();
                    condition.notify(1).unwrap();
                }
                condition.lock().go_on.set();
                let expected = if notified {
                    Ok(())
                } else {
                    Err(GaveUp::TimedOut)
                };
                assert_eq!(waiter.join().unwrap(), expected);
            });
            assert!(condition.queue.with(|queue| queue.is_empty()));
            assert_eq!(condition.waiting.load(Ordering::SeqCst), 0);
        }
    }
}
