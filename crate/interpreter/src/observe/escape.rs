//! Raises a deadlock as an exception in the threads that wait, for a program that requests this.
//!
//! The thread that finds the deadlock marks the threads that have to give up, and wakes them. Each leaves its wait as it would
//! after an interrupt, and then waits until all of them have left theirs. Only then do they raise: an exception releases locks,
//! and a thread that still waited for one of them would get it or not by chance.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, AtomicU32, Ordering},
};

use rustpython_vm::{VirtualMachine, builtins::PyBaseExceptionRef};
use web_threading::{futex, interrupt, thread::sleep};

use super::{
    deadlock::Explanation,
    threads::{self, Entry, lock, threads},
};

/// Whether the program requests it.
static RAISES: AtomicBool = AtomicBool::new(false);
/// How many threads have yet to leave their waits.
static LEAVING: AtomicU32 = AtomicU32::new(0);
/// What is raised.
static EXPLANATION: Mutex<Option<Explanation>> = Mutex::new(None);

pub(crate) fn raises() -> bool {
    RAISES.load(Ordering::SeqCst)
}

pub(crate) fn set_raises(raises: bool) {
    RAISES.store(raises, Ordering::SeqCst);
}

/// Makes every thread that can give up do so, except idle workers of pools. Returns whether there is one. Called by the thread
/// that has found the deadlock, while threads that wake up are held back.
pub(super) fn begin(explanation: &Explanation) -> bool {
    let leaving: Vec<Arc<Entry>> = threads()
        .alive
        .iter()
        .filter(|entry| !explanation.idle.contains(&entry.number()))
        .filter(|entry| {
            let sleeps = lock(&entry.sleeps);
            sleeps
                .as_ref()
                .is_some_and(|(block, _)| block.until.interrupt)
        })
        .map(Arc::clone)
        .collect();
    if leaving.is_empty() {
        return false;
    }
    *lock(&EXPLANATION) = Some(explanation.clone());
    LEAVING.store(leaving.len() as u32, Ordering::SeqCst);
    for entry in &leaving {
        entry.gives_up.store(true, Ordering::SeqCst);
    }
    let own = threads::own_number();
    for entry in leaving.iter().filter(|entry| entry.number() != own) {
        loop {
            let sleeps = *lock(&entry.sleeps);
            let Some((block, _)) = sleeps else { break };
            // The thread may not be asleep yet and miss the nudge, so the nudge is repeated until it has woken up.
            block.nudge();
            sleep(std::time::Duration::from_millis(1));
        }
    }
    true
}

/// Ends the wait of a thread that has to give up. Called by its listener, before the wait and after it.
pub(super) fn end_wait() {
    if threads::with_own(|own| own.gives_up.load(Ordering::SeqCst)) == Some(true) {
        interrupt::end_own_wait();
    }
}

/// Called by every thread after a wait. Returns whether it had to give up; then all others that had to have left their waits.
pub(crate) fn gave_up() -> bool {
    if threads::with_own(|own| own.gives_up.swap(false, Ordering::SeqCst)) != Some(true) {
        return false;
    }
    if LEAVING.fetch_sub(1, Ordering::SeqCst) == 1 {
        futex::wake_all(&LEAVING);
    }
    loop {
        let left = LEAVING.load(Ordering::SeqCst);
        if left == 0 {
            return true;
        }
        let _ = futex::wait(&LEAVING, left, None);
    }
}

/// Returns the program's DeadlockError.
pub(crate) fn deadlock_error(vm: &VirtualMachine) -> PyBaseExceptionRef {
    let Explanation { report, text, .. } = lock(&EXPLANATION).clone().unwrap_or_default();
    let made = vm
        .import("_playground.explain", 0)
        .and_then(|module| {
            module
                .get_attr("explain", vm)?
                .get_attr("error", vm)?
                .call((report, text), vm)
        })
        .and_then(|error| error.try_into_value::<PyBaseExceptionRef>(vm));
    made.unwrap_or_else(|error| error)
}
