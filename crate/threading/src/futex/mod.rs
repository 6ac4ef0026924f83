//! Waiting on a word of memory: the one place where this crate blocks.
//!
//! A waiter sleeps while the word holds the value it saw; whoever changes the word wakes it. Nothing else in the project may use
//! `memory.atomic.wait32` or `memory.atomic.notify`, so that every wait can be timed and interrupted in one place.
//!
//! Wake-ups may be spurious (an interrupt from the page notifies every waiter of the main thread's word): callers check their
//! condition again after [`Wait::Woken`].
use crate::clock::Deadline;
use crate::interrupt::{self, Interruptible};
use crate::primitive::atomic::AtomicU32;

#[cfg(target_arch = "wasm32")]
#[path = "wasm.rs"]
mod backend;
#[cfg(loom)]
#[path = "loom.rs"]
mod backend;
#[cfg(all(not(target_arch = "wasm32"), not(loom)))]
#[path = "native.rs"]
mod backend;

#[cfg(all(test, not(target_arch = "wasm32"), not(loom)))]
pub(crate) use backend::waiters;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use backend::wake_interruptible;
pub(crate) use backend::yield_now;

/// Why a wait ended.
///
/// # Examples
/// ```
/// use std::sync::atomic::AtomicU32;
/// use web_threading::futex::{self, Wait};
/// assert_eq!(futex::wait(&AtomicU32::new(1), 0, None), Wait::Mismatch);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Wait {
    /// Another thread called [`wake`]; possibly meant for something else.
    Woken,
    /// The word did not hold the expected value, so there was no wait.
    Mismatch,
    /// The deadline passed. Such a waiter was not counted by any [`wake`].
    TimedOut,
    /// An interrupt is pending for the main thread; only from [`wait_interruptible`], and not counted by any [`wake`].
    Interrupted,
}

/// Blocking was asked for on a thread that must not block.
///
/// # Examples
/// ```
/// use web_threading::futex::check_can_block;
/// // On a page's main thread this would say why.
/// if let Err(reason) = check_can_block() {
///     println!("{reason}");
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BlockingForbidden;

impl BlockingForbidden {
    /// The sentence that the thrown error carries.
    pub const SENTENCE: &str = "the page's main thread must not block: start the work with run_on_worker, or use a call \
                                that does not wait";
}

impl std::fmt::Display for BlockingForbidden {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(Self::SENTENCE)
    }
}

impl std::error::Error for BlockingForbidden {}

/// Whether this thread may block; asked of the browser once per thread.
///
/// # Errors
/// [`BlockingForbidden`] on a page's main thread.
///
/// # Examples
/// ```
/// assert!(web_threading::futex::check_can_block().is_ok(), "natively every thread may block");
/// ```
pub fn check_can_block() -> Result<(), BlockingForbidden> {
    if backend::can_block() {
        Ok(())
    } else {
        Err(BlockingForbidden)
    }
}

/// Throws where blocking is forbidden. For a primitive that is about to queue the caller, who could not be waited for there.
pub(crate) fn insist_on_blocking() {
    if !backend::can_block() {
        backend::refuse();
    }
}

/// Sleeps while `word` holds `expected`, until woken or until `deadline`.
///
/// Where blocking is forbidden it throws at once, see [`BlockingForbidden`].
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
pub fn wait(word: &AtomicU32, expected: u32, deadline: Option<Deadline>) -> Wait {
    backend::wait(word, expected, deadline, false)
}

/// As [`wait`], but in the main thread it ends when an interrupt is or becomes pending. In other threads it is [`wait`].
///
/// # Examples
/// ```
/// use std::sync::atomic::AtomicU32;
/// use web_threading::{futex::{self, Wait}, interrupt_main, take_interrupt, thread};
/// if thread::is_main() {
///     interrupt_main();
///     assert_eq!(futex::wait_interruptible(&AtomicU32::new(0), 0, None), Wait::Interrupted);
///     take_interrupt();
/// }
/// ```
pub fn wait_interruptible(word: &AtomicU32, expected: u32, deadline: Option<Deadline>) -> Wait {
    backend::wait(word, expected, deadline, interrupt::is_main_thread())
}

/// [`wait`] or [`wait_interruptible`], as the caller's caller chose.
///
/// # Examples
/// ```
/// use std::{sync::atomic::AtomicU32, time::Duration};
/// use web_threading::{Deadline, Interruptible, futex::{self, Wait}};
/// let soon = Some(Deadline::after(Duration::from_millis(1)));
/// let ended = futex::wait_with(&AtomicU32::new(0), 0, soon, Interruptible::No);
/// assert_eq!(ended, Wait::TimedOut);
/// ```
pub fn wait_with(
    word: &AtomicU32,
    expected: u32,
    deadline: Option<Deadline>,
    how: Interruptible,
) -> Wait {
    match how {
        Interruptible::Yes => wait_interruptible(word, expected, deadline),
        Interruptible::No => wait(word, expected, deadline),
    }
}

/// Wakes up to `count` waiters of `word`, those who have waited longest first, and says how many.
///
/// # Examples
/// ```
/// use std::sync::atomic::AtomicU32;
/// assert_eq!(web_threading::futex::wake(&AtomicU32::new(0), 1), 0, "nobody waited");
/// ```
pub fn wake(word: &AtomicU32, count: u32) -> u32 {
    backend::wake(word, count)
}

/// Wakes all waiters of `word` and says how many.
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
        assert_eq!(wait(&AtomicU32::new(1), 0, None), Wait::Mismatch);
    }

    #[test]
    fn a_deadline_ends_the_wait() {
        let deadline = Deadline::after(Duration::from_millis(5));
        assert_eq!(wait(&AtomicU32::new(0), 0, Some(deadline)), Wait::TimedOut);
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
                    assert_eq!(wait(word, 0, None), Wait::Woken);
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
            assert_eq!(waiter.join().unwrap(), Wait::Woken);
        });
    }
}
