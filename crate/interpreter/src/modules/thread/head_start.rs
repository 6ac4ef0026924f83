//! A new thread's head start.
//!
//! With a global lock, the thread that was just started holds it until it blocks or a switch interval has passed, so a short
//! thread has printed its line before `start()` returns. Programs, and the documents that show their output, rely on it.
//! Without the lock the starter keeps the same order by waiting: until the new thread ends, blocks for the first time, or
//! has run for `sys.getswitchinterval()` (5 ms unless set; 0 gives no head start).

use std::{
    cell::RefCell,
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use rustpython_vm::VirtualMachine;
use web_threading::{Deadline, Event, Interruptible};

thread_local! {
    /// What the calling thread's starter waits for, until the first pause.
    static STARTER: RefCell<Option<Arc<Event>>> = const { RefCell::new(None) };
}

/// A new thread's first act: it has `starter` wait for its first pause.
pub(super) fn begin(starter: Arc<Event>) {
    STARTER.set(Some(starter));
}

/// The calling thread is about to block, or has ended: its starter goes on.
pub(crate) fn pause() {
    if let Some(starter) = STARTER.take() {
        starter.set();
    }
}

/// Waits for a new thread's first pause, at most for the switch interval.
pub(super) fn wait(first_pause: &Event, vm: &VirtualMachine) {
    let interval = Duration::try_from_secs_f64(vm.state.switch_interval.load()).unwrap_or_default();
    if interval.is_zero() || vm.state.finalizing.load(Ordering::Acquire) {
        return;
    }
    let deadline = Deadline::after(interval);
    // However it ended, the starter goes on; an interrupt stays pending for whatever it does next.
    let _ = vm.allow_threads(|| first_pause.wait_until(Some(deadline), Interruptible::Yes));
}
