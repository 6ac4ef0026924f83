//! Interrupts: what Ctrl-C is to a terminal. Only the main thread gets them, as in Python.
//!
//! An interrupt stays pending until the main thread takes it. While one is pending, an interruptible wait of the main thread
//! ends at once. The page can interrupt too, with nothing but JavaScript `Atomics` on the memory; see [`control_offset`].
//!
//! The protocol is the same on every target. The main thread publishes the address of the word that it waits on, looks for an
//! interrupt, and sleeps. An interrupter sets the interrupt and wakes the waiters of the published address, until the main
//! thread has moved on.
use crate::blocking;
use crate::clock::Deadline;
use crate::futex;
use crate::ident;
use crate::primitive::atomic::AtomicU32;
use std::sync::atomic::Ordering::SeqCst;

pub use crate::control::control_offset;
#[doc(hidden)]
pub use crate::control::{Control, control};

/// Whether a wait ends when the main thread is interrupted.
///
/// # Examples
/// ```
/// use web_threading::{Event, EventWait, Interruptible, interrupt_main, take_interrupt, thread};
/// if thread::is_main() {
///     interrupt_main();
///     assert_eq!(Event::new().wait_until(None, Interruptible::Yes), EventWait::Interrupted);
///     assert!(take_interrupt());
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interruptible {
    /// In the main thread, a pending interrupt ends the wait.
    Yes,
    /// The wait goes on; the interrupt stays pending.
    No,
}

/// Makes an interrupt pending and ends the main thread's interruptible wait. Callable on any thread; interrupts do not add up.
///
/// # Examples
/// ```
/// use web_threading::{interrupt, interrupt_main, take_interrupt};
/// interrupt_main();
/// assert!(interrupt::is_pending());
/// assert!(take_interrupt());
/// assert!(!interrupt::is_pending());
/// ```
pub fn interrupt_main() {
    control().interrupt.store(1, SeqCst);
    wake_main();
}

fn wake_main() {
    // A main thread that publishes an address from now on sees the interrupt first. One that has published may not be asleep
    // yet, so a wake can miss it: repeat until it has moved on.
    loop {
        let address = control().main_waiting_on.load(SeqCst);
        if address == 0 || !is_pending() || ident::is_main() {
            return;
        }
        futex::wake_at(address, u32::MAX);
        futex::yield_now();
    }
}

/// Takes the pending interrupt, if any. Called by the main thread.
///
/// # Examples
/// ```
/// use web_threading::{interrupt, interrupt_main, take_interrupt};
/// interrupt_main();
/// assert!(interrupt::is_pending());
/// assert!(take_interrupt());
/// assert!(!interrupt::is_pending());
/// ```
pub fn take_interrupt() -> bool {
    control().interrupt.swap(0, SeqCst) != 0
}

/// Whether an interrupt is pending.
///
/// # Examples
/// ```
/// assert!(!web_threading::interrupt::is_pending());
/// ```
#[must_use]
pub fn is_pending() -> bool {
    control().interrupt.load(SeqCst) != 0
}

/// Why a wait ended that an interrupt may end.
///
/// # Examples
/// ```
/// use std::sync::atomic::AtomicU32;
/// use web_threading::interrupt::{self, Interruptible, Wait};
/// assert_eq!(interrupt::wait(&AtomicU32::new(1), 0, None, Interruptible::Yes), Wait::Mismatch);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Wait {
    /// Another thread woke this one; possibly meant for something else.
    Woken,
    /// The word did not hold the expected value, so there was no wait.
    Mismatch,
    /// The deadline passed.
    TimedOut,
    /// An interrupt is pending for the main thread.
    Interrupted,
}

impl From<futex::Wait> for Wait {
    fn from(wait: futex::Wait) -> Self {
        match wait {
            futex::Wait::Woken => Self::Woken,
            futex::Wait::Mismatch => Self::Mismatch,
            futex::Wait::TimedOut => Self::TimedOut,
        }
    }
}

/// As [`futex::wait`], but in the main thread it ends when an interrupt is or becomes pending, if `how` says so.
///
/// # Examples
/// ```
/// use std::sync::atomic::AtomicU32;
/// use web_threading::interrupt::{self, Interruptible, Wait};
/// use web_threading::{interrupt_main, take_interrupt, thread};
/// if thread::is_main() {
///     interrupt_main();
///     assert_eq!(interrupt::wait(&AtomicU32::new(0), 0, None, Interruptible::Yes), Wait::Interrupted);
///     take_interrupt();
/// }
/// ```
///
/// With a time limit:
/// ```
/// use std::{sync::atomic::AtomicU32, time::Duration};
/// use web_threading::{Deadline, interrupt::{self, Interruptible, Wait}};
/// let soon = Some(Deadline::after(Duration::from_millis(1)));
/// assert_eq!(interrupt::wait(&AtomicU32::new(0), 0, soon, Interruptible::No), Wait::TimedOut);
/// ```
pub fn wait(
    word: &AtomicU32,
    expected: u32,
    deadline: Option<Deadline>,
    how: Interruptible,
) -> Wait {
    if how == Interruptible::No || !ident::is_main() {
        return futex::wait(word, expected, deadline).into();
    }
    // The address is published first and the interrupt read after (both SeqCst), as the interrupter writes the interrupt first
    // and reads the address after: one of the two sees the other. The gap between this read and the sleep is closed by the
    // interrupter, who repeats its wake until the interrupt has been taken or the address changes.
    // A refusal must leave no address behind.
    blocking::insist_on_blocking();
    let published = &control().main_waiting_on;
    published.store(futex::address(word), SeqCst);
    let result = if is_pending() {
        Wait::Interrupted
    } else {
        futex::wait(word, expected, deadline).into()
    };
    published.store(0, SeqCst);
    result
}
