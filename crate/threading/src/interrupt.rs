//! Interrupts: what Ctrl-C is to a terminal. Only the main thread gets them, as in Python.
//!
//! An interrupt stays pending until the main thread takes it. While one is pending, an interruptible wait of the main thread
//! ends at once. The page can interrupt too, with nothing but JavaScript `Atomics` on the memory; see [`Control`].
use crate::thread;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};

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

/// What the page reads and writes from outside, at [`control_offset`].
///
/// To interrupt, the page sets `interrupt` to 1 and then notifies all waiters of the word at `main_waiting_on`, every few
/// milliseconds until `interrupt` is 0 again. The repetition closes the gap between the publication of the address and the
/// sleep. The others it wakes go back to sleep.
///
/// # Examples
/// ```
/// use std::sync::atomic::Ordering::SeqCst;
/// use web_threading::interrupt;
/// assert_eq!(interrupt::control().interrupt.load(SeqCst), 0);
/// ```
#[repr(C)]
#[derive(Debug)]
pub struct Control {
    /// 1 while an interrupt is pending.
    pub interrupt: AtomicU32,
    /// The byte address of the word on which the main thread waits interruptibly, 0 for none. Used on wasm only.
    pub main_waiting_on: AtomicU32,
    /// The state of the pool: 0 not asked for, 1 asked for, 2 ready, 3 failed.
    pub pool: AtomicU32,
}

static CONTROL: Control = Control {
    interrupt: AtomicU32::new(0),
    main_waiting_on: AtomicU32::new(0),
    pool: AtomicU32::new(0),
};

/// The process's control block.
///
/// # Examples
/// ```
/// use std::sync::atomic::Ordering::SeqCst;
/// use web_threading::{interrupt, interrupt_main};
/// interrupt_main();
/// assert_eq!(interrupt::control().interrupt.load(SeqCst), 1);
/// # web_threading::take_interrupt();
/// ```
#[must_use]
pub fn control() -> &'static Control {
    &CONTROL
}

/// The byte offset of the [`Control`] block in the memory. On targets with wider addresses it is truncated and of no use.
///
/// # Examples
/// ```
/// // What a page adds to the address of the memory to get at the control block.
/// println!("{}", web_threading::control_offset());
/// ```
#[must_use]
pub fn control_offset() -> u32 {
    (&raw const CONTROL).addr() as u32
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
    CONTROL.interrupt.store(1, SeqCst);
    wake_main();
}

#[cfg(not(target_arch = "wasm32"))]
fn wake_main() {
    crate::futex::wake_interruptible();
}

#[cfg(target_arch = "wasm32")]
fn wake_main() {
    // A main thread that publishes an address from now on sees the interrupt first. One that has published may not be asleep
    // yet, so a notify can miss it: repeat until it has moved on.
    loop {
        let address = CONTROL.main_waiting_on.load(SeqCst);
        if address == 0 || !is_pending() || is_main_thread() {
            return;
        }
        // SAFETY: notify uses the number of the address only. The word may be gone by now: then this wakes nobody, or a waiter
        // of whatever lives there now, who checks its condition again.
        unsafe { core::arch::wasm32::memory_atomic_notify(address as *mut i32, u32::MAX) };
        crate::futex::yield_now();
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
    CONTROL.interrupt.swap(0, SeqCst) != 0
}

/// Whether an interrupt is pending.
///
/// # Examples
/// ```
/// assert!(!web_threading::interrupt::is_pending());
/// ```
#[must_use]
pub fn is_pending() -> bool {
    CONTROL.interrupt.load(SeqCst) != 0
}

pub(crate) fn is_main_thread() -> bool {
    thread::is_main()
}

#[cfg(target_arch = "wasm32")]
pub(crate) fn publish_wait(address: u32) {
    CONTROL.main_waiting_on.store(address, SeqCst);
}

/// Forgets what an earlier process left in this memory.
pub(crate) fn reset() {
    CONTROL.interrupt.store(0, SeqCst);
    CONTROL.main_waiting_on.store(0, SeqCst);
    #[cfg(feature = "pool")]
    crate::pool::reset();
}
