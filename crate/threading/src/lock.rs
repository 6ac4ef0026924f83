//! [`Lock`]: Python's `threading.Lock`.
use crate::clock::Deadline;
use crate::futex::{self, Wake};
use crate::observe::{self, Event, Primitive, Subject, tell};
use crate::primitive::atomic::{AtomicU32, Ordering};
use crate::primitive::const_constructor;
use crate::until::{GaveUp, TimedOut, Until};
use std::time::Duration;

// The states and their transitions:
//   UNLOCKED -> LOCKED      acquire, no waiters
//   UNLOCKED -> CONTENDED   acquire by a thread that has slept: others may still sleep
//   LOCKED -> CONTENDED     a thread is about to sleep
//   LOCKED -> UNLOCKED      release, no waiter to wake
//   CONTENDED -> UNLOCKED   release, wakes one waiter; the first thread to try gets the lock
//   CONTENDED -> HANDED     release while a waiter starves, wakes one; only a thread that has slept may take it
//   HANDED -> CONTENDED     the woken thread takes the lock
//   HANDED -> UNLOCKED      no thread was asleep
const UNLOCKED: u32 = 0;
const LOCKED: u32 = 1;
const CONTENDED: u32 = 2;
const HANDED: u32 = 3;

/// Returns whether a waiter must continue to sleep: the lock has been neither released nor handed over. The value on which
/// it fell asleep does not matter.
fn while_locked(_slept_on: u32, now: u32) -> bool {
    matches!(now, LOCKED | CONTENDED)
}

/// A thread that has waited this long requests a handoff. CPython's `PyMutex` has the same limit. A loom model has no time,
/// so there a thread starves as soon as it is woken without getting the lock.
const FAIR_AFTER: Duration = Duration::from_millis(if cfg!(loom) { 0 } else { 1 });

/// The released lock was not locked.
///
/// # Examples
/// ```
/// use web_threading::{Lock, NotLocked};
/// assert_eq!(Lock::new().release(), Err(NotLocked));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotLocked;

impl std::fmt::Display for NotLocked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("release unlocked lock")
    }
}

impl std::error::Error for NotLocked {}

/// A mutual exclusion lock like Python's `threading.Lock`: any thread may release it, and the holder cannot acquire it
/// again.
///
/// Without contention, acquire and release are one atomic operation each.
///
/// # Fairness
/// A running thread may take a free lock before a thread that is being woken; this makes locks fast. It cannot do so
/// forever: a waiter that wakes after more than a millisecond and finds the lock taken again requests a handoff. While such
/// a waiter exists, every release passes the lock to the thread that has slept longest. So no waiter starves as long as the
/// holders release the lock. The order of acquisition is otherwise unspecified.
///
/// # Where blocking is not allowed
/// Acquiring a free lock works. A call that would have to wait throws, see the [crate].
///
/// # Examples
/// ```
/// use web_threading::Lock;
/// static LOCK: Lock = Lock::new();
/// {
///     let _guard = LOCK.lock();
///     assert!(!LOCK.try_acquire());
/// }
/// assert!(!LOCK.is_locked());
/// ```
///
/// Without a guard, and with a limit:
/// ```
/// use std::time::Duration;
/// use web_threading::{Deadline, Lock, NotLocked, TimedOut, Until};
/// let lock = Lock::new();
/// lock.acquire();
/// assert!(lock.try_lock().is_none());
/// assert_eq!(lock.acquire_timeout(Duration::from_millis(1)), Err(TimedOut));
/// lock.release()?;
/// let soon = Deadline::after(Duration::from_secs(1));
/// assert_eq!(lock.acquire_until(Until::from(soon).or_interrupt()), Ok(()));
/// lock.reset();
/// assert_eq!(lock.release(), Err(NotLocked));
/// # Ok::<(), NotLocked>(())
/// ```
#[derive(Debug, Default)]
pub struct Lock {
    state: AtomicU32,
    /// The number of waiters that have requested a handoff.
    starving: AtomicU32,
}

impl Lock {
    const_constructor! {
        /// Creates an unlocked lock.
        #[must_use]
        pub fn new() -> Self {
            Self {
                state: AtomicU32::new(UNLOCKED),
                starving: AtomicU32::new(0),
            }
        }
    }

    fn subject(&self) -> Subject {
        Subject::of(Primitive::Lock, self)
    }

    /// Acquires the lock, waiting until it is free.
    pub fn acquire(&self) {
        // Neither a deadline nor an interrupt can end this wait.
        let _ = self.acquire_until(Until::FOREVER);
    }

    /// Acquires the lock if it is free, without waiting. Returns whether it did.
    #[must_use]
    pub fn try_acquire(&self) -> bool {
        // Acquire pairs with the Release of the last holder's release.
        let taken = self
            .state
            .compare_exchange(UNLOCKED, LOCKED, Ordering::Acquire, Ordering::Relaxed)
            .is_ok();
        if taken {
            tell!(4, Event::Acquired(self.subject()));
        }
        taken
    }

    /// Acquires the lock, waiting for at most `timeout`. Interrupts do not end the wait.
    pub fn acquire_timeout(&self, timeout: Duration) -> Result<(), TimedOut> {
        self.acquire_until(Deadline::after(timeout))
            .map_err(GaveUp::timed_out)
    }

    /// Waits until the lock is acquired or `until` ends the wait.
    pub fn acquire_until(&self, until: impl Into<Until>) -> Result<(), GaveUp> {
        if self.try_acquire() {
            Ok(())
        } else {
            self.acquire_slow(until.into())
        }
    }

    #[cold]
    fn acquire_slow(&self, until: Until) -> Result<(), GaveUp> {
        let fair_at = Deadline::after(FAIR_AFTER);
        let mut slept = false;
        let mut starves = false;
        let mut given_up = None;
        let outcome = loop {
            let Some(seen) = self.take_or_mark(slept) else {
                break Ok(());
            };
            // The thread gives up only after this attempt. If it consumed a wake-up, it has either acquired the lock or
            // stored CONTENDED again, so no other waiter is forgotten.
            if let Some(reason) = given_up {
                break Err(reason);
            }
            if slept && !starves && fair_at.has_passed() {
                starves = true;
                self.starving.fetch_add(1, Ordering::Relaxed);
            }
            let word = (&self.state, seen);
            match observe::wait(self.subject(), word, until, while_locked) {
                Ok(Wake::Woken) => slept = true,
                Ok(Wake::Mismatch) => {}
                Err(reason) => given_up = Some(reason),
            }
        };
        if outcome.is_ok() {
            tell!(4, Event::Acquired(self.subject()));
        }
        if starves {
            self.starving.fetch_sub(1, Ordering::Relaxed);
        }
        outcome
    }

    /// Takes the lock, or marks it contended and returns the value to sleep on.
    fn take_or_mark(&self, slept: bool) -> Option<u32> {
        let mut seen = self.state.load(Ordering::Relaxed);
        loop {
            let next = match seen {
                UNLOCKED if !slept => LOCKED,
                UNLOCKED | LOCKED => CONTENDED,
                HANDED if slept => CONTENDED,
                _ => return Some(seen),
            };
            match self
                .state
                .compare_exchange_weak(seen, next, Ordering::Acquire, Ordering::Relaxed)
            {
                Ok(LOCKED) => return Some(CONTENDED),
                Ok(_) => return None,
                Err(now) => seen = now,
            }
        }
    }

    /// Releases the lock. Any thread may call it.
    ///
    /// # Errors
    /// [`NotLocked`] if no thread holds it.
    pub fn release(&self) -> Result<(), NotLocked> {
        // Reported before another thread can report that it has acquired the lock.
        tell!(5 if self.is_locked(), Event::Released(self.subject()));
        // Release pairs with the Acquire of the next holder.
        match self
            .state
            .compare_exchange(LOCKED, UNLOCKED, Ordering::Release, Ordering::Relaxed)
        {
            Ok(_) => Ok(()),
            Err(_) => self.release_slow(),
        }
    }

    #[cold]
    fn release_slow(&self) -> Result<(), NotLocked> {
        self.pass_on().map(|state| {
            if state != LOCKED {
                self.wake_next(state);
            }
        })
    }

    /// Releases the state. The result is the remaining work: a state whose waiter must be woken, or `LOCKED`, the previous
    /// state, if there is nothing to do.
    fn pass_on(&self) -> Result<u32, NotLocked> {
        let mut seen = self.state.load(Ordering::Relaxed);
        loop {
            let next = match seen {
                // Handed over: the last holder has released the lock and the next has not acquired it yet.
                UNLOCKED | HANDED => return Err(NotLocked),
                CONTENDED if self.starving.load(Ordering::Relaxed) > 0 => HANDED,
                _ => UNLOCKED,
            };
            match self
                .state
                .compare_exchange_weak(seen, next, Ordering::Release, Ordering::Relaxed)
            {
                Ok(LOCKED) => return Ok(LOCKED),
                Ok(_) => return Ok(next),
                Err(now) => seen = now,
            }
        }
    }

    fn wake_next(&self, state: u32) {
        let nobody = futex::wake(&self.state, 1) == 0;
        // No thread took the handoff (the starving waiter timed out, or has not fallen asleep yet). Free the lock, and wake
        // a thread that fell asleep on HANDED meanwhile.
        if nobody && state == HANDED {
            let freed =
                self.state
                    .compare_exchange(HANDED, UNLOCKED, Ordering::Release, Ordering::Relaxed);
            if freed.is_ok() {
                futex::wake(&self.state, 1);
            }
        }
    }

    /// Returns whether a thread holds the lock or is about to receive it by a handoff.
    #[must_use]
    pub fn is_locked(&self) -> bool {
        self.state.load(Ordering::Relaxed) != UNLOCKED
    }

    /// Acquires the lock and returns a guard that releases it when dropped.
    pub fn lock(&self) -> LockGuard<'_> {
        self.acquire();
        LockGuard { lock: self }
    }

    /// Returns a guard if the lock is free, without waiting.
    #[must_use]
    pub fn try_lock(&self) -> Option<LockGuard<'_>> {
        // Not `then_some`: its argument would be created, and dropped, even if the lock is not acquired, and so release the
        // lock.
        self.try_acquire().then(|| LockGuard { lock: self })
    }

    /// Unlocks the lock in any state. Use it only in a memory in which no other thread runs (see `adopt_main`, or Python's
    /// `_at_fork_reinit`).
    pub fn reset(&self) {
        self.state.store(UNLOCKED, Ordering::Release);
        self.starving.store(0, Ordering::Release);
    }
}

/// A guard that releases its lock when dropped.
///
/// # Examples
/// ```
/// let lock = web_threading::Lock::new();
/// let guard = lock.lock();
/// drop(guard);
/// assert!(lock.try_lock().is_some());
/// ```
#[derive(Debug)]
#[must_use]
pub struct LockGuard<'a> {
    lock: &'a Lock,
}

impl Drop for LockGuard<'_> {
    fn drop(&mut self) {
        // Another thread may have released the lock already, as Python allows; then there is nothing to do.
        let _ = self.lock.release();
    }
}

#[cfg(all(test, not(target_arch = "wasm32"), not(loom)))]
mod tests {
    use super::*;

    /// A waiter requests the handoff if it wakes late and finds the lock taken. The test performs the steps of a release
    /// separately, so that it, and not chance, determines when another thread takes the lock again.
    #[test]
    fn a_starving_waiter_is_handed_the_lock() {
        let lock = Lock::new();
        lock.acquire();
        std::thread::scope(|scope| {
            let waiter = scope.spawn(|| lock.acquire_until(Until::FOREVER));
            // Wake the waiter without freeing the lock until it has noticed that it starves.
            while lock.starving.load(Ordering::SeqCst) == 0 {
                futex::wake(&lock.state, 1);
                std::thread::yield_now();
            }
            // The waiter is asleep again. From here on only this thread changes the lock.
            while futex::waiters(&lock.state) == 0 {
                std::thread::yield_now();
            }
            assert_eq!(lock.pass_on(), Ok(HANDED));
            assert!(!lock.try_acquire(), "a running thread took the lock");
            assert_eq!(lock.acquire_timeout(Duration::ZERO), Err(TimedOut));
            assert_eq!(lock.release(), Err(NotLocked));
            lock.wake_next(HANDED);
            assert_eq!(waiter.join().unwrap(), Ok(()));
        });
        assert_eq!(lock.starving.load(Ordering::SeqCst), 0);
        assert_eq!(lock.release(), Ok(()));
        assert!(lock.try_acquire());
    }

    #[test]
    fn without_a_starving_waiter_a_running_thread_may_take_the_lock() {
        let lock = Lock::new();
        lock.acquire();
        lock.state.store(CONTENDED, Ordering::SeqCst);
        assert_eq!(lock.pass_on(), Ok(UNLOCKED));
        assert!(lock.try_acquire());
    }

    #[test]
    fn a_handoff_that_nobody_waits_for_frees_the_lock() {
        let lock = Lock::new();
        lock.acquire();
        lock.state.store(CONTENDED, Ordering::SeqCst);
        lock.starving.store(1, Ordering::SeqCst);
        assert_eq!(lock.release(), Ok(()));
        assert!(lock.try_acquire());
    }
}
