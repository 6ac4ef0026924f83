//! `_thread._ThreadHandle`, which `threading.Thread` joins.

use std::sync::{
    Arc,
    atomic::{AtomicU32, AtomicU64, Ordering},
};

use rustpython_vm::{
    AsObject, Py, PyObjectRef, PyPayload, PyResult, VirtualMachine,
    builtins::PyType,
    function::OptionalArg,
    stdlib::_thread::get_ident,
    types::{Constructor, Representable},
};
use web_threading::{Deadline, Event, Until};

use super::shutdown;
use crate::{
    modules::{Seconds, clock::busy, unless_interrupted},
    observe::{Wait, Waits, threads},
};

/// The initial state. `start` changes it to STARTING, `_make_thread_handle` to RUNNING.
const NOT_STARTED: u32 = 0;
/// The thread has been requested. The thread changes it to RUNNING; if it could not start, its starter changes it to DONE.
const STARTING: u32 = 1;
/// The thread runs, and its ident is known. The thread, or `_set_done`, changes it to DONE.
const RUNNING: u32 = 2;
/// The thread has ended completely. This is the last state.
const DONE: u32 = 3;

/// The state that a handle and its thread share.
#[derive(Debug, Default)]
pub(super) struct Shared {
    state: AtomicU32,
    ident: AtomicU64,
    /// The thread's number in the record; 0 while it is not known.
    number: AtomicU32,
    /// Set when the ident is known, or when it is certain that there will be none.
    known: Event,
    done: Event,
}

impl Shared {
    /// Changes NOT_STARTED to STARTING. Returns whether the state was NOT_STARTED.
    pub(super) fn begin(&self) -> bool {
        self.state
            .compare_exchange(NOT_STARTED, STARTING, Ordering::AcqRel, Ordering::Acquire)
            .is_ok()
    }

    /// Called before the thread is started.
    pub(super) fn set_number(&self, number: u32) {
        self.number.store(number, Ordering::Relaxed);
    }

    /// Returns the number. The main thread's handle is created before the thread has a number.
    fn number(&self) -> u32 {
        match self.number.load(Ordering::Relaxed) {
            0 => threads::number_of(self.ident.load(Ordering::Acquire)),
            number => number,
        }
    }

    /// Called by the thread at its start.
    pub(super) fn run(&self, ident: u64) {
        self.ident.store(ident, Ordering::Release);
        self.state.store(RUNNING, Ordering::Release);
        self.known.set();
    }

    /// Called by the thread at its end, or by its starter if it could not start.
    pub(super) fn finish(&self) {
        self.state.store(DONE, Ordering::Release);
        self.known.set();
        self.done.set();
    }

    pub(super) fn is_done(&self) -> bool {
        self.state.load(Ordering::Acquire) == DONE
    }

    /// Returns the thread's ident, waiting until it is known; 0 before `start`.
    pub(super) fn ident(&self, vm: &VirtualMachine) -> u64 {
        if self.state.load(Ordering::Acquire) == STARTING {
            busy::wait(|| vm.allow_threads(|| self.known.wait()));
        }
        self.ident.load(Ordering::Acquire)
    }

    /// Waits for the thread's end until `deadline` at most. Returns whether the thread has ended.
    pub(super) fn join(&self, deadline: Option<Deadline>, vm: &VirtualMachine) -> PyResult<bool> {
        match self.state.load(Ordering::Acquire) {
            NOT_STARTED => return Err(vm.new_runtime_error("thread not started")),
            DONE => return Ok(true),
            _ => {}
        }
        if self.ident(vm) == get_ident() && !self.is_done() {
            return Err(vm.new_runtime_error("Cannot join current thread"));
        }
        if vm.state.finalizing.load(Ordering::Acquire) {
            return Err(vm.new_exception_msg(
                vm.ctx.exceptions.python_finalization_error.to_owned(),
                "cannot join thread at interpreter shutdown".into(),
            ));
        }
        let what = Wait {
            other: self.number(),
            ..Wait::new(Waits::Thread, deadline)
        };
        let until = Until::from(deadline).or_interrupt();
        let waited = crate::modules::interruptible_for(&what, vm, || {
            unless_interrupted(self.done.wait_until(until))
        })?;
        Ok(waited.is_ok())
    }
}

/// A joinable thread.
#[rustpython_vm::pyclass(module = "_thread", name = "_ThreadHandle")]
#[derive(Debug, Default, PyPayload)]
pub(super) struct ThreadHandle {
    shared: Arc<Shared>,
}

impl ThreadHandle {
    /// Creates the handle of a thread that runs already, such as the main thread.
    pub(super) fn running(ident: u64) -> Self {
        let handle = Self::default();
        handle.shared.run(ident);
        handle
    }

    pub(super) fn shared(&self) -> Arc<Shared> {
        Arc::clone(&self.shared)
    }
}

#[rustpython_vm::pyclass(with(Constructor, Representable))]
impl ThreadHandle {
    #[pygetset]
    fn ident(zelf: &Py<Self>, vm: &VirtualMachine) -> u64 {
        zelf.shared.ident(vm)
    }

    #[pymethod]
    fn is_done(zelf: &Py<Self>) -> bool {
        zelf.shared.is_done()
    }

    #[pymethod]
    fn _set_done(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<()> {
        if zelf.shared.state.load(Ordering::Acquire) < RUNNING {
            return Err(vm.new_runtime_error("thread not started"));
        }
        shutdown::forget(&zelf.shared);
        zelf.shared.finish();
        Ok(())
    }

    #[pymethod]
    fn join(
        zelf: &Py<Self>,
        timeout: OptionalArg<PyObjectRef>,
        vm: &VirtualMachine,
    ) -> PyResult<()> {
        let seconds = timeout
            .into_option()
            .filter(|timeout| !vm.is_none(timeout))
            .map(|timeout| timeout.try_into_value::<Seconds>(vm))
            .transpose()?;
        // A negative timeout means no limit.
        let deadline = seconds.and_then(Seconds::deadline);
        zelf.shared.join(deadline, vm)?;
        Ok(())
    }
}

impl Constructor for ThreadHandle {
    type Args = ();

    fn py_new(_cls: &Py<PyType>, _args: Self::Args, _vm: &VirtualMachine) -> PyResult<Self> {
        Ok(Self::default())
    }
}

impl Representable for ThreadHandle {
    fn repr_str(zelf: &Py<Self>, _vm: &VirtualMachine) -> PyResult<String> {
        let ident = zelf.shared.ident.load(Ordering::Acquire);
        Ok(format!(
            "<{} object: ident={ident}>",
            zelf.class().slot_name()
        ))
    }
}
