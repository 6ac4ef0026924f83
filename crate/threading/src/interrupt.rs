//! Interrupts, the equivalent of Ctrl-C in a terminal. Only the main thread receives them, as in Python.
//!
//! An interrupt stays pending until the main thread takes it. While an interrupt is pending, an interruptible wait of the
//! main thread ends at once. The page can also interrupt, with JavaScript `Atomics` on the memory alone: see `interrupt` of
//! js/host.js.
//!
//! The protocol is the same on every target. The main thread publishes the address of the word that it waits on, checks for
//! an interrupt, and sleeps. A thread that interrupts sets the interrupt and wakes the waiters of the published address
//! until the main thread has continued.
use crate::blocking;
use crate::control::control;
use crate::futex::{self, Wake};
use crate::ident;
use crate::primitive::atomic::AtomicU32;
use crate::until::{GaveUp, Until};
use std::cell::Cell;
use std::sync::atomic::Ordering::SeqCst;

/// Makes an interrupt pending and ends the main thread's interruptible wait. Any thread may call it. Several interrupts
/// before the main thread takes one count as one.
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
    // If the main thread publishes an address after the store above, it sees the interrupt. If it published one before, it
    // may not be asleep yet, and a wake would miss it; so the wake is repeated until the main thread has continued.
    loop {
        let address = control().main_waiting_on.load(SeqCst);
        if address == 0 || !is_pending() || ident::is_main() {
            return;
        }
        futex::wake_at(address, u32::MAX);
        futex::yield_now();
    }
}

/// Takes the pending interrupt. Returns whether there was one. Only the main thread calls it.
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

/// Returns whether an interrupt is pending.
///
/// # Examples
/// ```
/// assert!(!web_threading::interrupt::is_pending());
/// ```
#[must_use]
pub fn is_pending() -> bool {
    control().interrupt.load(SeqCst) != 0
}

std::thread_local! {
    static OWN_END: Cell<bool> = const { Cell::new(false) };
}

/// Ends the wait that the calling thread is about to begin or has just woken up from, as an interrupt ends one of the main
/// thread's. For a listener of events, in any thread: see [`observe`](crate::observe). Only an interruptible wait ends.
///
/// # Examples
/// ```
/// use web_threading::observe::{self, Event, Interest};
/// use web_threading::{Event as Flag, GaveUp, Until, interrupt, spawn};
/// observe::listen(Interest::WAITS, |event| {
///     if matches!(event, Event::Blocked(_)) {
///         interrupt::end_own_wait();
///     }
/// });
/// let waiter = spawn(|| assert_eq!(Flag::new().wait_until(Until::INTERRUPT), Err(GaveUp::Interrupted)))?;
/// waiter.join().expect("it does not panic");
/// # Ok::<(), web_threading::SpawnError>(())
/// ```
pub fn end_own_wait() {
    OWN_END.set(true);
}

/// Returns whether the listener has ended the calling thread's wait, once.
pub(crate) fn take_own_end() -> bool {
    OWN_END.take()
}

/// Like [`futex::wait`]. An interrupt ends the wait in the main thread if `until` says so.
///
/// # Errors
/// [`GaveUp`] if `until` ended the wait.
///
/// # Examples
/// ```
/// use std::{sync::atomic::AtomicU32, time::Duration};
/// use web_threading::futex::Wake;
/// use web_threading::{GaveUp, Until, interrupt, interrupt_main, take_interrupt, thread};
/// let word = AtomicU32::new(0);
/// assert_eq!(interrupt::wait(&word, 1, Until::FOREVER), Ok(Wake::Mismatch));
/// let soon = Until::timeout(Duration::from_millis(1));
/// assert_eq!(interrupt::wait(&word, 0, soon), Err(GaveUp::TimedOut));
/// if thread::is_main() {
///     interrupt_main();
///     assert_eq!(interrupt::wait(&word, 0, Until::INTERRUPT), Err(GaveUp::Interrupted));
///     take_interrupt();
/// }
/// ```
pub fn wait(word: &AtomicU32, expected: u32, until: Until) -> Result<Wake, GaveUp> {
    if !until.interrupt || !ident::is_main() {
        return Ok(futex::wait(word, expected, until.deadline)?);
    }
    // This thread publishes the address and then reads the interrupt (both SeqCst). The interrupting thread writes the
    // interrupt and then reads the address. So at least one of the two sees the other's write. If this thread has read the
    // interrupt but is not asleep yet, a wake misses it; the interrupting thread therefore repeats the wake until the
    // interrupt has been taken or the address has changed. If blocking is refused, no address may stay published.
    blocking::insist_on_blocking();
    let published = &control().main_waiting_on;
    published.store(futex::address(word), SeqCst);
    let result = if is_pending() {
        Err(GaveUp::Interrupted)
    } else {
        futex::wait(word, expected, until.deadline).map_err(GaveUp::from)
    };
    published.store(0, SeqCst);
    result
}
