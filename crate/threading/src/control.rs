//! The control block: the words that the page reads and writes.
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering::SeqCst};

/// The control block at [`control_offset`].
///
/// # Examples
/// ```
/// use std::sync::atomic::Ordering::SeqCst;
/// use web_threading::interrupt;
/// assert_eq!(interrupt::control().interrupt.load(SeqCst), 0);
/// ```
#[doc(hidden)]
#[repr(C)]
#[derive(Debug)]
pub struct Control {
    /// 1 while an interrupt is pending.
    pub interrupt: AtomicU32,
    /// The byte address of the word on which the main thread waits interruptibly, 0 for none.
    pub main_waiting_on: AtomicUsize,
    /// The state of the pool: 0 not requested, 1 requested, 2 ready, 3 failed.
    pub pool: AtomicU32,
}

static CONTROL: Control = Control {
    interrupt: AtomicU32::new(0),
    main_waiting_on: AtomicUsize::new(0),
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
#[doc(hidden)]
#[must_use]
pub fn control() -> &'static Control {
    &CONTROL
}

/// Returns the byte offset in memory of the words that the page shares with the process. On targets with wider addresses the
/// offset is truncated and has no use.
///
/// Each word has 32 bits. The first is 1 while an interrupt is pending. The second is the byte address of the word on which
/// the main thread waits interruptibly, 0 for none. To interrupt, the page sets the first word to 1 and then notifies all
/// waiters of the word at the address in the second. It repeats the notification every few milliseconds until the first word
/// is 0 again, because the main thread may publish the address shortly before it sleeps. Other threads that the notification
/// wakes go back to sleep.
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

/// Clears the interrupt, and the address of the main thread's wait, that an earlier process left in this memory.
#[cfg_attr(loom, allow(dead_code))]
pub(crate) fn reset_interrupt() {
    CONTROL.interrupt.store(0, SeqCst);
    CONTROL.main_waiting_on.store(0, SeqCst);
}
