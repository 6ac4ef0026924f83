//! `_thread._ThreadHandle`: what `threading.Thread` joins.

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
use web_threading::{Deadline, Event, EventWait, Interruptible};

use super::shutdown;
use crate::{
    modules::{Seconds, clock::busy},
    observe::{Wait, Waits, threads},
};

/// A handle begins here. To STARTING by `start`, to RUNNING by `_make_thread_handle`.
const NOT_STARTED: u32 = 0;
/// The thread was asked for. To RUNNING by the thread itself, to DONE if it could not start.
const STARTING: u32 = 1;
/// The thread runs, and its ident is known. To DONE by the thread itself, or by `_set_done`.
const RUNNING: u32 = 2;
/// Nothing of the thread is left. The last state.
const DONE: u32 = 3;

/// What a handle and its thread share.
#[derive(Debug, Default)]
pub(super) struct Shared {
    state: AtomicU32,
    ident: AtomicU64,
    /// Of the thread, for whoever shows its joins; 0 while it is not known.
    number: AtomicU32,
    /// Set once the ident is known, or never will be.
    known: Event,
    done: Event,
}

impl Shared {
    /// From NOT_STARTED to STARTING; says whether it was so.
    pub(super) fn begin(&self) -> bool {
        self.state
            .compare_exchange(NOT_STARTED, STARTING, Ordering::AcqRel, Ordering::Acquire)
            .is_ok()
    }

    /// The thread is about to be started.
    pub(super) fn set_number(&self, number: u32) {
        self.number.store(number, Ordering::Relaxed);
    }

    /// The number; the main thread's handle is older than its number.
    fn number(&self) -> u32 {
        match self.number.load(Ordering::Relaxed) {
            0 => threads::number_of(self.ident.load(Ordering::Acquire)),
            number => number,
        }
    }

    /// The thread's first act.
    pub(super) fn run(&self, ident: u64) {
        self.ident.store(ident, Ordering::Release);
        self.state.store(RUNNING, Ordering::Release);
        self.known.set();
    }

    /// The thread's last act, or the caller's when it could not start.
    pub(super) fn finish(&self) {
        self.state.store(DONE, Ordering::Release);
        self.known.set();
        self.done.set();
    }

    pub(super) fn is_done(&self) -> bool {
        self.state.load(Ordering::Acquire) == DONE
    }

    /// The thread's ident, once it has begun to run; 0 before `start`.
    pub(super) fn ident(&self, vm: &VirtualMachine) -> u64 {
        if self.state.load(Ordering::Acquire) == STARTING {
            busy::wait(|| vm.allow_threads(|| self.known.wait()));
        }
        self.ident.load(Ordering::Acquire)
    }

    /// Waits for the thread's end, at most until `deadline`. Says whether it came.
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
        crate::modules::interruptible_for(&what, vm, || {
            match self.done.wait_until(deadline, Interruptible::Yes) {
                EventWait::Set => Some(true),
                EventWait::TimedOut => Some(false),
                EventWait::Interrupted => None,
            }
        })
    }
}

/// A joinable thread.
#[rustpython_vm::pyclass(module = "_thread", name = "_ThreadHandle")]
#[derive(Debug, Default, PyPayload)]
pub(super) struct ThreadHandle {
    shared: Arc<Shared>,
}

impl ThreadHandle {
    /// The handle of a thread that runs already, such as the main thread.
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
        // A negative one waits for as long as it takes.
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
