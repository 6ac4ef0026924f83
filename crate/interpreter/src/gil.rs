//! An optional global lock.
//!
//! Without the lock, any number of threads run Python at once. With it, as in most readers' Python, a thread holds the lock
//! while it is attached to the interpreter. The thread releases the lock when it detaches to wait. It also releases the lock
//! at a safepoint if another thread has waited for `sys.getswitchinterval()` and the lock did not change hands in that time,
//! as in CPython (`ceval_gil.c`). The lock is handed over directly: a thread that releases it while others wait queues
//! behind them. [`next`] selects the next holder.

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
use web_threading::Event;

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
    /// The number of times that the lock has changed hands.
    switches: u64,
    /// The waiting threads, in the order of their arrival.
    waiters: VecDeque<Arc<Turn>>,
}

/// One thread's wait for the lock, and the time in which it holds the lock.
struct Turn {
    /// Set when this thread receives the lock.
    has_come: Event,
    /// Used to request a safepoint of the thread.
    slot: Option<CurrentFrameSlot>,
}

/// Registers the lock with the interpreter. The lock is off until [`set_enabled`].
pub(crate) fn install() {
    GLOBAL_LOCK.get_or_init(|| GlobalLock {
        is_enabled,
        acquire,
        release,
    });
}

/// Turns the lock on or off. Call it only while no thread is attached, before the program's first thread.
pub(crate) fn set_enabled(enabled: bool) {
    ENABLED.store(enabled, Ordering::Relaxed);
}

/// Returns whether the lock is on.
pub(crate) fn is_enabled() -> bool {
    ENABLED.load(Ordering::Relaxed)
}

/// Removes and returns the waiting thread that receives the lock next.
fn next(waiters: &mut VecDeque<Arc<Turn>>) -> Option<Arc<Turn>> {
    waiters.pop_front()
}

fn state() -> MutexGuard<'static, State> {
    // No code below panics while the state is locked.
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

/// Waits until the thread receives the lock. Each time the lock has not changed hands for a switch interval, requests a
/// safepoint of the holder.
fn wait_for(turn: &Turn, mut switches: u64, vm: &VirtualMachine) {
    loop {
        let seconds = vm.state.switch_interval.load();
        let interval = Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX);
        if turn.has_come.wait_timeout(interval).is_ok() {
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

/// Called at the safepoint that a waiter requested: the first waiter continues, and the calling thread queues behind the
/// others.
pub(crate) fn hand_over() {
    if !state().waiters.is_empty() {
        with_current_vm(|vm| vm.allow_threads(|| ()));
    }
}
