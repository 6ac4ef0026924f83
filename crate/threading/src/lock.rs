//! [`Lock`]: Python's `threading.Lock`.
use crate::clock::Deadline;
use crate::futex;
use crate::interrupt::{Interruptible, Wait};
use crate::observe::{self, Event, Primitive, Subject, tell};
use crate::primitive::atomic::{AtomicU32, Ordering};
use crate::primitive::const_constructor;
use std::time::Duration;

// The states and who moves between them:
//   UNLOCKED -> LOCKED      acquire, nobody waits
//   UNLOCKED -> CONTENDED   acquire by a thread that has slept: others may still sleep
//   LOCKED -> CONTENDED     a thread is about to sleep
//   LOCKED -> UNLOCKED      release, nobody to wake
//   CONTENDED -> UNLOCKED   release, wakes one; whoever comes first gets the lock
//   CONTENDED -> HANDED     release while a waiter starves, wakes one; only a thread that has slept may take it
//   HANDED -> CONTENDED     the woken thread takes the lock
//   HANDED -> UNLOCKED      nobody was asleep after all
const UNLOCKED: u32 = 0;
const LOCKED: u32 = 1;
const CONTENDED: u32 = 2;
const HANDED: u32 = 3;

/// Whether a sleeper has to go on sleeping: nobody has freed the lock, or handed it over. What it fell asleep on does not matter.
fn while_locked(_slept_on: u32, now: u32) -> bool {
    matches!(now, LOCKED | CONTENDED)
}

/// After waiting this long a thread asks for the lock to be handed over. CPython's `PyMutex` has the same limit.
/// In a loom model there is no time, and who is woken for nothing starves at once.
const FAIR_AFTER: Duration = Duration::from_millis(if cfg!(loom) { 0 } else { 1 });

/// How an attempt to get a lock ended.
///
/// # Examples
/// ```
/// use web_threading::{Acquire, Lock};
/// let lock = Lock::new();
/// lock.acquire();
/// assert_eq!(lock.acquire_timeout(std::time::Duration::ZERO), Acquire::TimedOut);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Acquire {
    /// The caller holds the lock.
    Acquired,
    /// The deadline passed first.
    TimedOut,
    /// The main thread was interrupted first; the interrupt is still pending.
    Interrupted,
}

/// The lock to release was not locked.
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

/// Mutual exclusion as Python's `threading.Lock`: any thread may release it, and its holder cannot acquire it again.
///
/// Without contention, acquire and release are one atomic operation each.
///
/// # Fairness
/// A running thread may take a free lock before a thread that is being woken, since that is what makes locks fast. It cannot do
/// so for ever: a waiter that is woken after more than a millisecond and finds the lock taken again asks for a handoff, and
/// while such a waiter exists every release passes the lock to the thread that has slept longest. So no waiter starves as
/// long as holders release. The order of acquisition is otherwise not specified.
///
/// # Where blocking is not allowed
/// Acquiring a free lock works; a call that would have to wait throws, see the [crate].
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
/// use web_threading::{Acquire, Deadline, Interruptible, Lock, NotLocked};
/// let lock = Lock::new();
/// lock.acquire();
/// assert!(lock.try_lock().is_none());
/// assert_eq!(lock.acquire_timeout(Duration::from_millis(1)), Acquire::TimedOut);
/// lock.release()?;
/// let soon = Deadline::after(Duration::from_secs(1));
/// assert_eq!(lock.acquire_until(Some(soon), Interruptible::Yes), Acquire::Acquired);
/// lock.reset();
/// assert_eq!(lock.release(), Err(NotLocked));
/// # Ok::<(), NotLocked>(())
/// ```
#[derive(Debug, Default)]
pub struct Lock {
    state: AtomicU32,
    /// How many waiters have asked for a handoff.
    starving: AtomicU32,
}

impl Lock {
    const_constructor! {
        /// An unlocked lock.
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

    /// Waits for the lock and takes it.
    pub fn acquire(&self) {
        // Neither a deadline nor an interrupt can end this wait.
        let _ = self.acquire_until(None, Interruptible::No);
    }

    /// Takes the lock if it is free now.
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

    /// Waits at most `timeout`; not interruptible.
    pub fn acquire_timeout(&self, timeout: Duration) -> Acquire {
        self.acquire_until(Some(Deadline::after(timeout)), Interruptible::No)
    }

    /// Waits until the lock is acquired, `deadline` passes, or (if so asked) the main thread is interrupted.
    pub fn acquire_until(&self, deadline: Option<Deadline>, how: Interruptible) -> Acquire {
        if self.try_acquire() {
            Acquire::Acquired
        } else {
            self.acquire_slow(deadline, how)
        }
    }

    #[cold]
    fn acquire_slow(&self, deadline: Option<Deadline>, how: Interruptible) -> Acquire {
        let fair_at = Deadline::after(FAIR_AFTER);
        let mut slept = false;
        let mut starves = false;
        let mut given_up = None;
        let outcome = loop {
            let Some(seen) = self.take_or_mark(slept) else {
                break Acquire::Acquired;
            };
            // Giving up comes after the attempt: a wake-up that this thread consumed has then either got it the lock or been
            // replaced by the CONTENDED mark, so that no other waiter is forgotten.
            if let Some(reason) = given_up {
                break reason;
            }
            if slept && !starves && fair_at.has_passed() {
                starves = true;
                self.starving.fetch_add(1, Ordering::Relaxed);
            }
            let word = (&self.state, seen);
            match observe::wait(self.subject(), word, deadline, how, while_locked) {
                Wait::Woken => slept = true,
                Wait::Mismatch => {}
                Wait::TimedOut => given_up = Some(Acquire::TimedOut),
                Wait::Interrupted => given_up = Some(Acquire::Interrupted),
            }
        };
        if outcome == Acquire::Acquired {
            tell!(4, Event::Acquired(self.subject()));
        }
        if starves {
            self.starving.fetch_sub(1, Ordering::Relaxed);
        }
        outcome
    }

    /// Takes the lock, or marks it contended and says which value to sleep on.
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

    /// Releases the lock, on whichever thread.
    ///
    /// # Errors
    /// [`NotLocked`] if nobody holds it.
    pub fn release(&self) -> Result<(), NotLocked> {
        // Told before another thread can tell that it has the lock.
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

    /// Gives the lock up. The answer says what is left to do: wake a waiter of the state that was stored, or nothing (`LOCKED`,
    /// the state before).
    fn pass_on(&self) -> Result<u32, NotLocked> {
        let mut seen = self.state.load(Ordering::Relaxed);
        loop {
            let next = match seen {
                // Handed over: the last holder has released and the next has not yet acquired.
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
        // Handed to nobody (the starving waiter timed out, or has not fallen asleep yet): free the lock, and wake a thread that
        // fell asleep on HANDED meanwhile.
        if nobody && state == HANDED {
            let freed =
                self.state
                    .compare_exchange(HANDED, UNLOCKED, Ordering::Release, Ordering::Relaxed);
            if freed.is_ok() {
                futex::wake(&self.state, 1);
            }
        }
    }

    /// Whether some thread holds the lock, or has just been handed it.
    #[must_use]
    pub fn is_locked(&self) -> bool {
        self.state.load(Ordering::Relaxed) != UNLOCKED
    }

    /// Acquires the lock until the guard is dropped.
    pub fn lock(&self) -> LockGuard<'_> {
        self.acquire();
        LockGuard { lock: self }
    }

    /// A guard, if the lock is free now.
    #[must_use]
    pub fn try_lock(&self) -> Option<LockGuard<'_>> {
        // Not `then_some`: a guard made for nothing would release the lock when dropped.
        self.try_acquire().then(|| LockGuard { lock: self })
    }

    /// Unlocks whatever the state; only for a memory in which no other thread runs (see `adopt_main`, or Python's
    /// `_at_fork_reinit`).
    pub fn reset(&self) {
        self.state.store(UNLOCKED, Ordering::Release);
        self.starving.store(0, Ordering::Release);
    }
}

/// Releases its lock when dropped.
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
        // Another thread may have released the lock meanwhile, as Python allows; then there is nothing left to do.
        let _ = self.lock.release();
    }
}

#[cfg(all(test, not(target_arch = "wasm32"), not(loom)))]
mod tests {
    use super::*;

    /// A waiter asks for the handoff when it is woken late and finds the lock taken. The release is taken apart here, so that
    /// the moment in which a greedy thread would take the lock again is a place in the test and not a matter of luck.
    #[test]
    fn a_starving_waiter_is_handed_the_lock() {
        let lock = Lock::new();
        lock.acquire();
        std::thread::scope(|scope| {
            let waiter = scope.spawn(|| lock.acquire_until(None, Interruptible::No));
            // Woken for nothing until it has seen that it starves.
            while lock.starving.load(Ordering::SeqCst) == 0 {
                futex::wake(&lock.state, 1);
                std::thread::yield_now();
            }
            // And asleep again: from here on nobody but this thread moves.
            while futex::waiters(&lock.state) == 0 {
                std::thread::yield_now();
            }
            assert_eq!(lock.pass_on(), Ok(HANDED));
            assert!(!lock.try_acquire(), "a running thread took the lock");
            assert_eq!(lock.acquire_timeout(Duration::ZERO), Acquire::TimedOut);
            assert_eq!(lock.release(), Err(NotLocked));
            lock.wake_next(HANDED);
            assert_eq!(waiter.join().unwrap(), Acquire::Acquired);
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
