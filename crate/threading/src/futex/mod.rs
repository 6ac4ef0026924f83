//! Waiting on a word of memory: the only place where this crate blocks.
//!
//! A waiter sleeps while the word holds the expected value; a thread that changes the word wakes it. No other module of the
//! project may use `memory.atomic.wait32` or `memory.atomic.notify`, so that every wait can be timed in one place. Waits
//! that an interrupt can end are built on this module, in [`interrupt`](crate::interrupt).
//!
//! Wake-ups may be spurious, because an interrupt from the page notifies every waiter of the main thread's word. Callers
//! must check their condition again after [`Wake::Woken`].
use crate::blocking::insist_on_blocking;
use crate::clock::Deadline;
use crate::primitive::atomic::AtomicU32;
use crate::until::TimedOut;

#[cfg(target_arch = "wasm32")]
#[path = "wasm.rs"]
mod backend;
#[cfg(loom)]
#[path = "loom.rs"]
mod backend;
#[cfg(all(not(target_arch = "wasm32"), not(loom)))]
#[path = "native.rs"]
mod backend;

pub use crate::blocking::{BlockingForbidden, check_can_block};
#[cfg(all(test, not(target_arch = "wasm32"), not(loom)))]
pub(crate) use backend::waiters;
pub(crate) use backend::yield_now;

/// Why a wait ended before its deadline.
///
/// # Examples
/// ```
/// use std::sync::atomic::AtomicU32;
/// use web_threading::futex::{self, Wake};
/// assert_eq!(futex::wait(&AtomicU32::new(1), 0, None), Ok(Wake::Mismatch));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wake {
    /// Another thread called [`wake`], possibly for another reason.
    Woken,
    /// The word did not hold the expected value, so the thread did not sleep.
    Mismatch,
}

/// Sleeps while `word` holds `expected`, until woken or until `deadline`.
///
/// # Errors
/// [`TimedOut`] if the deadline passed first. Then no [`wake`] has counted this waiter.
///
/// # Panics
/// Throws at once where blocking is forbidden, see [`BlockingForbidden`].
///
/// # Examples
/// ```
/// use std::sync::{Arc, atomic::{AtomicU32, Ordering::SeqCst}};
/// use web_threading::{futex, spawn};
/// let word = Arc::new(AtomicU32::new(0));
/// let theirs = Arc::clone(&word);
/// let waker = spawn(move || {
///     theirs.store(1, SeqCst);
///     futex::wake_all(&theirs);
/// })?;
/// while word.load(SeqCst) == 0 {
///     let _ = futex::wait(&word, 0, None);
/// }
/// # waker.join().expect("it does not panic");
/// # Ok::<(), web_threading::SpawnError>(())
/// ```
pub fn wait(word: &AtomicU32, expected: u32, deadline: Option<Deadline>) -> Result<Wake, TimedOut> {
    insist_on_blocking();
    backend::wait(word, expected, deadline)
}

/// Wakes up to `count` waiters of `word`, those that have waited longest first. Returns how many were woken.
///
/// # Examples
/// ```
/// use std::sync::atomic::AtomicU32;
/// assert_eq!(web_threading::futex::wake(&AtomicU32::new(0), 1), 0, "nobody waited");
/// ```
pub fn wake(word: &AtomicU32, count: u32) -> u32 {
    backend::wake(word, count)
}

/// Returns the address of `word`, the argument of [`wake_at`].
pub(crate) fn address(word: &AtomicU32) -> usize {
    std::ptr::from_ref(word).addr()
}

/// Like [`wake`], for a word that may no longer exist. If it does not, the call wakes no thread, or wakes waiters of the
/// object that is now at this address; they check their condition again.
pub(crate) fn wake_at(address: usize, count: u32) -> u32 {
    backend::wake_at(address, count)
}

/// Wakes all waiters of `word`. Returns how many were woken.
///
/// # Examples
/// ```
/// use std::sync::atomic::AtomicU32;
/// assert_eq!(web_threading::futex::wake_all(&AtomicU32::new(0)), 0, "nobody waited");
/// ```
pub fn wake_all(word: &AtomicU32) -> u32 {
    wake(word, u32::MAX)
}

#[cfg(all(test, not(target_arch = "wasm32"), not(loom)))]
mod tests {
    use super::*;
    use std::sync::atomic::Ordering::SeqCst;
    use std::time::Duration;

    #[test]
    fn another_value_does_not_wait() {
        assert_eq!(wait(&AtomicU32::new(1), 0, None), Ok(Wake::Mismatch));
    }

    #[test]
    fn a_deadline_ends_the_wait() {
        let deadline = Deadline::after(Duration::from_millis(5));
        assert_eq!(wait(&AtomicU32::new(0), 0, Some(deadline)), Err(TimedOut));
        assert!(deadline.has_passed());
    }

    #[test]
    fn a_wake_is_counted_once_and_reaches_the_first_waiter() {
        let word = AtomicU32::new(0);
        let order = std::sync::Mutex::new(Vec::new());
        std::thread::scope(|scope| {
            for number in 0..3 {
                let (word, order) = (&word, &order);
                scope.spawn(move || {
                    assert_eq!(wait(word, 0, None), Ok(Wake::Woken));
                    order.lock().unwrap().push(number);
                });
                while waiters(word) <= number {
                    std::thread::yield_now();
                }
            }
            assert_eq!(wake(&word, 1), 1);
            while order.lock().unwrap().is_empty() {
                std::thread::yield_now();
            }
            assert_eq!(wake_all(&word), 2);
        });
        assert_eq!(order.lock().unwrap()[0], 0);
        assert_eq!(wake_all(&word), 0);
    }

    #[test]
    fn waiters_of_other_words_stay_asleep() {
        let words: Vec<AtomicU32> = (0..512).map(|_| AtomicU32::new(0)).collect();
        std::thread::scope(|scope| {
            let waiter = scope.spawn(|| wait(&words[0], 0, None));
            while waiters(&words[0]) == 0 {
                std::thread::yield_now();
            }
            for word in &words[1..] {
                assert_eq!(wake_all(word), 0);
            }
            words[0].store(1, SeqCst);
            assert_eq!(wake_all(&words[0]), 1);
            assert_eq!(waiter.join().unwrap(), Ok(Wake::Woken));
        });
    }
}
