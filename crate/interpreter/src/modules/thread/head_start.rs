//! A new thread's head start.
//!
//! With a global lock, the thread that was just started holds it until it blocks or a switch interval has passed, so a short
//! thread has printed its line before `start()` returns. Programs, and the documents that show their output, rely on it.
//! Without the lock the starter keeps the same order by waiting: until the new thread ends, blocks for the first time, or
//! has run for `sys.getswitchinterval()` (5 ms unless set). The time counts from when the thread really runs, and when it is
//! over the thread must still come to a safepoint, as whoever holds the global lock does before it lets go: a busy machine may
//! have taken its core away in between.

use std::{
    cell::RefCell,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use rustpython_vm::{
    VirtualMachine,
    vm::thread::{CurrentFrameSlot, current_thread_slot},
};
use web_threading::{Deadline, Event, EventWait, Interruptible, clock};

use crate::modules::clock::busy;

/// A thread that does not begin to run in this time does not hold its starter up any longer.
const LONGEST: Duration = Duration::from_secs(1);
/// A thread that comes to no safepoint in this time is inside one long call, and does not hold its starter up any longer.
const LONGEST_CALL: Duration = Duration::from_millis(100);
/// How often is looked whether it did.
const LOOK: Duration = Duration::from_millis(1);

thread_local! {
    /// What the calling thread's starter waits for, until the first pause.
    static STARTER: RefCell<Option<Arc<HeadStart>>> = const { RefCell::new(None) };
}

/// What a new thread and its starter share.
#[derive(Default)]
pub(super) struct HeadStart {
    /// When the thread began to run Python, in microseconds on [`clock`]; 0 before.
    began: AtomicU64,
    /// Through which it is asked for its next safepoint.
    slot: OnceLock<CurrentFrameSlot>,
    first_pause: Event,
}

fn micros(time: Duration) -> u64 {
    time.as_micros() as u64
}

/// A new thread's first act: it has its starter wait for its first pause.
pub(super) fn begin(head_start: Arc<HeadStart>) {
    STARTER.set(Some(head_start));
}

/// The calling thread is inside its VM: its time counts from now on.
pub(super) fn count() {
    STARTER.with_borrow(|starter| {
        let Some(head_start) = starter else { return };
        if let Some(slot) = current_thread_slot() {
            let _ = head_start.slot.set(slot);
        }
        head_start
            .began
            .store(micros(clock::now()), Ordering::Release);
    });
}

/// The calling thread is about to block, or has ended: its starter goes on.
pub(crate) fn pause() {
    if let Some(head_start) = STARTER.take() {
        head_start.first_pause.set();
    }
}

/// Waits for a new thread's first pause, at most until it has run for the switch interval.
pub(super) fn wait(head_start: &HeadStart, vm: &VirtualMachine) {
    let interval = Duration::try_from_secs_f64(vm.state.switch_interval.load()).unwrap_or_default();
    let give_up = clock::now() + LONGEST.max(interval);
    let wait = || {
        loop {
            let began = head_start.began.load(Ordering::Acquire);
            // A thread that has not begun is looked at again after an interval.
            let until = if began == 0 {
                clock::now() + interval
            } else {
                Duration::from_micros(began) + interval
            };
            let now = clock::now();
            if now >= until.min(give_up) && (began != 0 || now >= give_up) {
                // Below that somebody has all but switched the head start off.
                if interval >= LOOK {
                    wait_for_safepoint(head_start);
                }
                return;
            }
            let deadline = Some(Deadline::at(until.min(give_up)));
            // An interrupt stays pending for whatever the starter does next.
            match head_start
                .first_pause
                .wait_until(deadline, Interruptible::Yes)
            {
                EventWait::TimedOut => {}
                EventWait::Set | EventWait::Interrupted => return,
            }
        }
    };
    busy::wait(|| vm.allow_threads(wait));
}

/// Waits until the thread comes to a safepoint, or pauses.
fn wait_for_safepoint(head_start: &HeadStart) {
    let Some(slot) = head_start.slot.get() else {
        return;
    };
    slot.stop_requested.ask_to_yield();
    let give_up = clock::now() + LONGEST_CALL;
    while slot.stop_requested.is_yield_pending() {
        let now = clock::now();
        if now >= give_up {
            return;
        }
        let deadline = Some(Deadline::at(now + LOOK));
        match head_start
            .first_pause
            .wait_until(deadline, Interruptible::Yes)
        {
            EventWait::TimedOut => {}
            EventWait::Set | EventWait::Interrupted => return,
        }
    }
}
