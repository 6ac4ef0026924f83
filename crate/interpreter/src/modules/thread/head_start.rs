//! The head start of a new thread.
//!
//! With a global lock, a new thread holds the lock until it blocks or a switch interval has passed, so a short thread has
//! printed its line before `start()` returns. Programs, and documents that show their output, rely on this order. Without
//! the lock, the starter keeps the same order by waiting. It waits until the new thread ends, blocks for the first time, or
//! has run for `sys.getswitchinterval()` (5 ms unless set). The time starts when the thread really runs. But a busy machine
//! may take the thread's core away for all of this time, so the starter also counts the thread's steps. When the time has
//! passed, the thread must still reach a safepoint, as the holder of a global lock does before it releases the lock, and
//! then several thousand more.

use std::{
    cell::RefCell,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use rustpython_vm::{
    VirtualMachine,
    vm::thread::{CurrentFrameSlot, ON_YIELD, current_thread_slot},
};
use web_threading::{Deadline, Event, GaveUp, Until, clock};

use crate::{gil, modules::clock::busy};

/// The starter stops waiting for a thread that has not begun to run in this time.
const LONGEST: Duration = Duration::from_secs(1);
/// The number of safepoints that a thread passes after the switch interval before its starter continues: backward jumps, calls
/// and the instructions that the VM's hot loop does not have. They take one to three milliseconds, several times as long as a
/// first line through `logging`.
const LAST_STEPS: u32 = 10_000;
/// A thread that takes longer than this for its last steps is in a long native call, and its starter stops waiting.
const LONGEST_CALL: Duration = Duration::from_millis(100);
/// A switch interval below this one disables the head start.
const SHORTEST: Duration = Duration::from_millis(1);

thread_local! {
    /// The head start of the calling thread, until its first pause.
    static STARTER: RefCell<Option<Arc<HeadStart>>> = const { RefCell::new(None) };
}

/// The state that a new thread and its starter share.
#[derive(Default)]
pub(super) struct HeadStart {
    /// Data of the thread, once it runs Python.
    running: OnceLock<Running>,
    /// Set together with `running`.
    began: Event,
    /// The number of its last steps that the thread has made.
    steps: AtomicU32,
    first_pause: Event,
}

struct Running {
    /// The time at which it began to run, on the clock of [`clock`].
    since: Duration,
    /// Used to request the thread's next safepoint.
    slot: Option<CurrentFrameSlot>,
}

impl Running {
    fn ask_for_safepoint(&self) {
        if let Some(slot) = &self.slot {
            slot.stop_requested.ask_to_yield();
        }
    }
}

/// Registers [`step`] as the handler of requested safepoints, for all processes that are copied from this one.
pub(crate) fn tell_at_safepoints() {
    ON_YIELD.get_or_init(|| step);
}

/// Called at a requested safepoint of the calling thread. It requests the next one until the thread has made its last steps.
fn step() {
    if gil::is_enabled() {
        return gil::hand_over();
    }
    let last = STARTER.with_borrow(|starter| {
        let head_start = starter.as_deref()?;
        if head_start.steps.fetch_add(1, Ordering::Relaxed) + 1 >= LAST_STEPS {
            return Some(());
        }
        head_start.running.get()?.ask_for_safepoint();
        None
    });
    if last.is_some() {
        pause();
    }
}

/// The first call of a new thread: from now on its starter waits for its first pause.
pub(super) fn begin(head_start: Arc<HeadStart>) {
    STARTER.set(Some(head_start));
}

/// Called when the calling thread is inside its VM: its time starts now.
pub(super) fn count() {
    STARTER.with_borrow(|starter| {
        let Some(head_start) = starter else { return };
        head_start.running.get_or_init(|| Running {
            since: clock::now(),
            slot: current_thread_slot(),
        });
        head_start.began.set();
    });
}

/// Called when the calling thread is about to block, has ended, or has made its last steps: its starter continues.
pub(crate) fn pause() {
    if let Some(head_start) = STARTER.take() {
        head_start.first_pause.set();
    }
}

/// Waits until a new thread's first pause, or until it has run for the switch interval and made its last steps.
///
/// With the global lock there is nothing to wait for, because the new thread gets its time from the lock.
pub(super) fn wait(head_start: &HeadStart, vm: &VirtualMachine) {
    if gil::is_enabled() {
        return;
    }
    let interval = Duration::try_from_secs_f64(vm.state.switch_interval.load()).unwrap_or_default();
    busy::wait(|| vm.allow_threads(|| wait_for_pause(head_start, interval)));
}

fn wait_for_pause(head_start: &HeadStart, interval: Duration) {
    let start = clock::now();
    // Each of these waits also ends with an interrupt, which stays pending for the starter's next operation.
    let came = |event: &Event, until| {
        let until = Until::from(Deadline::at(until)).or_interrupt();
        event.wait_until(until) != Err(GaveUp::TimedOut)
    };
    // Most threads pause within this time, so one wait is enough for them.
    if came(&head_start.first_pause, start + interval) {
        return;
    }
    came(&head_start.began, start + LONGEST.max(interval));
    let Some(running) = head_start.running.get() else {
        return;
    };
    if came(&head_start.first_pause, running.since + interval) || interval < SHORTEST {
        return;
    }
    if running.slot.is_some() {
        running.ask_for_safepoint();
        came(&head_start.first_pause, clock::now() + LONGEST_CALL);
    }
}
