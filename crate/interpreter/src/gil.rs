//! A global lock on request.
//!
//! Off, any number of threads run Python at once. On, as most readers' Python has it, a thread holds the lock while it is
//! attached to the interpreter. It gives the lock up where it detaches to wait; and at a safepoint, once a waiter has waited for
//! `sys.getswitchinterval()` in which the lock did not change hands, as in CPython (`ceval_gil.c`). The lock is handed over: a
//! thread that gives it up while others wait comes after them. Which of them is next is [`next`]'s to say.

use std::{
    cell::Cell,
    collections::VecDeque,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use rustpython_vm::{
    VirtualMachine,
    vm::thread::{CurrentFrameSlot, GLOBAL_LOCK, GlobalLock, current_thread_slot, with_current_vm},
};
use web_threading::{Deadline, Event, EventWait, Interruptible};

static ENABLED: AtomicBool = AtomicBool::new(false);

static STATE: Mutex<State> = Mutex::new(State {
    holder: None,
    switches: 0,
    waiters: VecDeque::new(),
});

thread_local! {
    /// Whether the calling thread holds the lock.
    static HOLDS: Cell<bool> = const { Cell::new(false) };
}

struct State {
    holder: Option<Arc<Turn>>,
    /// How often the lock has changed hands.
    switches: u64,
    /// Those who wait for it, in the order in which they came.
    waiters: VecDeque<Arc<Turn>>,
}

/// One thread's wait for the lock, and then its time with it.
struct Turn {
    /// Set when the lock is this thread's.
    has_come: Event,
    /// Through which the thread is asked for a safepoint.
    slot: Option<CurrentFrameSlot>,
}

/// Puts the lock in the interpreter's hands; it is off until [`set_enabled`].
pub(crate) fn install() {
    GLOBAL_LOCK.get_or_init(|| GlobalLock {
        is_enabled,
        acquire,
        release,
    });
}

/// Turns the lock on or off. Only while no thread is attached: before the program's first.
pub(crate) fn set_enabled(enabled: bool) {
    ENABLED.store(enabled, Ordering::Relaxed);
}

/// Whether the lock is on.
pub(crate) fn is_enabled() -> bool {
    ENABLED.load(Ordering::Relaxed)
}

/// Of those who wait, the one who gets the lock.
fn next(waiters: &mut VecDeque<Arc<Turn>>) -> Option<Arc<Turn>> {
    waiters.pop_front()
}

fn state() -> MutexGuard<'static, State> {
    // Nothing below panics while it is locked.
    STATE.lock().unwrap_or_else(PoisonError::into_inner)
}

fn acquire(vm: &VirtualMachine) {
    if !is_enabled() {
        return;
    }
    let turn = Arc::new(Turn {
        has_come: Event::new(),
        slot: current_thread_slot(),
    });
    let mut locked = state();
    if locked.holder.is_none() {
        locked.holder = Some(turn);
    } else {
        locked.waiters.push_back(Arc::clone(&turn));
        let switches = locked.switches;
        drop(locked);
        wait_for(&turn, switches, vm);
    }
    HOLDS.set(true);
}

/// Waits for the turn; asks whoever holds the lock to give it up each time that it was not handed on for a switch interval.
fn wait_for(turn: &Turn, mut switches: u64, vm: &VirtualMachine) {
    loop {
        let seconds = vm.state.switch_interval.load();
        let interval = Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX);
        let deadline = Some(Deadline::after(interval));
        if turn.has_come.wait_until(deadline, Interruptible::No) == EventWait::Set {
            return;
        }
        let locked = state();
        if locked.switches == switches
            && let Some(slot) = locked.holder.as_ref().and_then(|turn| turn.slot.as_ref())
        {
            slot.stop_requested.ask_to_yield();
        }
        switches = locked.switches;
    }
}

fn release() {
    if !HOLDS.replace(false) {
        return;
    }
    let mut locked = state();
    locked.switches += 1;
    locked.holder = next(&mut locked.waiters);
    let heir = locked.holder.clone();
    drop(locked);
    if let Some(turn) = heir {
        turn.has_come.set();
    }
}

/// The calling thread is at the safepoint that a waiter asked for: the waiter goes on, and this thread after those who wait.
pub(crate) fn hand_over() {
    if !state().waiters.is_empty() {
        with_current_vm(|vm| vm.allow_threads(|| ()));
    }
}
