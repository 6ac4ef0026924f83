//! The native modules below Python's `threading`, on [`web_threading`].

pub(crate) mod clock;
mod deadlocks;
mod decimal;
mod dialect;
mod errno;
mod library_source;
mod parallel;
pub(crate) mod posix;
mod queue;
mod seconds;
mod semlock;
mod signal;
mod thread;

use rustpython_vm::{Context, PyResult, VirtualMachine, builtins::PyModuleDef};
use web_threading::{GaveUp, TimedOut};

use crate::observe::{self, Wait};
use seconds::Seconds;
pub(crate) use thread::tell_at_safepoints;

/// Definitions of all modules of this crate, for the interpreter's table.
pub(crate) fn defs(ctx: &Context) -> Vec<&'static PyModuleDef> {
    vec![
        clock::module_def(ctx),
        deadlocks::module_def(ctx),
        decimal::module_def(ctx),
        dialect::module_def(ctx),
        errno::module_def(ctx),
        library_source::module_def(ctx),
        crate::stdio::module_def(ctx),
        parallel::module_def(ctx),
        posix::module_def(ctx),
        queue::module_def(ctx),
        semlock::module_def(ctx),
        signal::module_def(ctx),
        thread::module_def(ctx),
    ]
}

/// Runs a blocking call detached from the VM, repeatedly until it returns a result.
///
/// `wait` returns `None` if the main thread was interrupted. Then signal handlers run. If one raises, the exception ends the
/// call; otherwise `wait` is called again, as Python does after EINTR (PEP 475).
///
/// # Errors
/// The exception of a signal handler, KeyboardInterrupt by default.
pub(crate) fn interruptible<R>(
    vm: &VirtualMachine,
    mut wait: impl FnMut(&VirtualMachine) -> Option<R>,
) -> PyResult<R> {
    thread::pause();
    loop {
        if let Some(answer) = clock::busy::wait(|| vm.allow_threads(|| wait(vm))) {
            return Ok(answer);
        }
        web_threading::take_interrupt();
        vm.check_signals()?;
    }
}

/// Returns what [`interruptible`] needs from a wait: `None` if it was interrupted.
pub(crate) fn unless_interrupted<T>(waited: Result<T, GaveUp>) -> Option<Result<T, TimedOut>> {
    match waited {
        Ok(value) => Some(Ok(value)),
        Err(GaveUp::TimedOut) => Some(Err(TimedOut)),
        Err(GaveUp::Interrupted) => None,
    }
}

/// Like [`interruptible`], for a wait that can be recorded and explained.
///
/// # Errors
/// Those of [`interruptible`], and the program's DeadlockError if it requested one and no thread can continue.
pub(crate) fn interruptible_for<R>(
    what: &Wait,
    vm: &VirtualMachine,
    mut wait: impl FnMut() -> Option<R>,
) -> PyResult<R> {
    observe::waiting(what, vm, || {
        interruptible(vm, |_| {
            let answer = observe::sleeping(what, &mut wait);
            let gave_up = observe::gave_up();
            match answer {
                None if gave_up => Some(Err(())),
                answer => answer.map(Ok),
            }
        })?
        .map_err(|()| observe::deadlock_error(vm))
    })
}
