//! A new thread's head start.
//!
//! With a global lock, the thread that was just started holds it until it blocks or a switch interval has passed, so a short
//! thread has printed its line before `start()` returns. Programs, and the documents that show their output, rely on it.
//! Without the lock the starter keeps the same order by waiting: until the new thread ends, blocks for the first time, or
//! has run for `sys.getswitchinterval()` (5 ms unless set). The time counts from when the thread really runs. But a busy
//! machine may have taken its core away for all of it, and only the thread's own steps tell: when the time is over it must
//! still come to a safepoint, as whoever holds the global lock does before it lets go, and then to some thousands more.

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
use web_threading::{Deadline, Event, EventWait, Interruptible, clock};

use crate::{gil, modules::clock::busy};

/// A thread that does not begin to run in this time does not hold its starter up any longer.
const LONGEST: Duration = Duration::from_secs(1);
/// Safepoints, one for each instruction of the VM, that a thread passes after the switch interval before its starter goes on:
/// about a millisecond of running, several times what a first line through `logging` takes.
const LAST_STEPS: u32 = 10_000;
/// A thread that takes longer than this for its last steps is inside of long calls, and does not hold its starter up any more.
const LONGEST_CALL: Duration = Duration::from_millis(100);
/// Whoever sets the switch interval below that has all but switched the head start off.
const SHORTEST: Duration = Duration::from_millis(1);

thread_local! {
    /// What the calling thread's starter waits for, until the first pause.
    static STARTER: RefCell<Option<Arc<HeadStart>>> = const { RefCell::new(None) };
}

/// What a new thread and its starter share.
#[derive(Default)]
pub(super) struct HeadStart {
    /// Of the thread once it runs Python.
    running: OnceLock<Running>,
    /// Set together with `running`.
    began: Event,
    /// How many of the last steps it has made.
    steps: AtomicU32,
    first_pause: Event,
}

struct Running {
    /// On [`clock`].
    since: Duration,
    /// Through which the thread is asked for its next safepoint.
    slot: Option<CurrentFrameSlot>,
}

impl Running {
    fn ask_for_safepoint(&self) {
        if let Some(slot) = &self.slot {
            slot.stop_requested.ask_to_yield();
        }
    }
}

/// Has threads that are asked for a safepoint tell their starter; for all processes copied from this one.
pub(crate) fn tell_at_safepoints() {
    ON_YIELD.get_or_init(|| step);
}

/// The calling thread is at the safepoint that it was asked for: it asks itself for the next one, until those were its last.
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

/// A new thread's first act: it has its starter wait for its first pause.
pub(super) fn begin(head_start: Arc<HeadStart>) {
    STARTER.set(Some(head_start));
}

/// The calling thread is inside its VM: its time counts from now on.
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

/// The calling thread is about to block, has ended, or has made its last steps: its starter goes on.
pub(crate) fn pause() {
    if let Some(head_start) = STARTER.take() {
        head_start.first_pause.set();
    }
}

/// Waits for a new thread's first pause, at most until it has run for the switch interval and made its last steps.
///
/// With the global lock there is nothing to wait for: the new thread gets its time from the lock.
pub(super) fn wait(head_start: &HeadStart, vm: &VirtualMachine) {
    if gil::is_enabled() {
        return;
    }
    let interval = Duration::try_from_secs_f64(vm.state.switch_interval.load()).unwrap_or_default();
    busy::wait(|| vm.allow_threads(|| wait_for_pause(head_start, interval)));
}

fn wait_for_pause(head_start: &HeadStart, interval: Duration) {
    let start = clock::now();
    // Whichever of these events is set, or an interrupt, which stays pending for whatever the starter does next: it goes on.
    let came = |event: &Event, until| {
        let deadline = Some(Deadline::at(until));
        !matches!(
            event.wait_until(deadline, Interruptible::Yes),
            EventWait::TimedOut
        )
    };
    // Most threads pause in that time: one wait is all that they cost.
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
