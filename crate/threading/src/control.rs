//! The control block: the words that the page reads and writes.
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering::SeqCst};

/// The control block. js/host.js has the positions of its words, see layout.rs.
#[repr(C)]
#[derive(Debug)]
pub(crate) struct Control {
    /// 1 while an interrupt is pending.
    pub(crate) interrupt: AtomicU32,
    /// The state of the pool, see `pool_request.rs`.
    pub(crate) pool: AtomicU32,
    /// The byte address of the word on which the main thread waits interruptibly, 0 for none. It is the last field, so that the
    /// others have the same place whatever the size of an address.
    pub(crate) main_waiting_on: AtomicUsize,
}

static CONTROL: Control = Control {
    interrupt: AtomicU32::new(0),
    pool: AtomicU32::new(0),
    main_waiting_on: AtomicUsize::new(0),
};

/// Returns the process's control block.
pub(crate) fn control() -> &'static Control {
    &CONTROL
}

/// Returns the byte address of the control block.
#[cfg(target_arch = "wasm32")]
pub(crate) fn address() -> u32 {
    (&raw const CONTROL).addr() as u32
}

/// Clears the interrupt, and the address of the main thread's wait, that an earlier process left in this memory.
#[cfg_attr(loom, allow(dead_code))]
pub(crate) fn reset_interrupt() {
    CONTROL.interrupt.store(0, SeqCst);
    CONTROL.main_waiting_on.store(0, SeqCst);
}
