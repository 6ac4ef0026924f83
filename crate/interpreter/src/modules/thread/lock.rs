//! `_thread.lock`.

use rustpython_vm::{
    AsObject, Py, PyPayload, PyResult, VirtualMachine,
    builtins::PyType,
    function::FuncArgs,
    types::{Constructor, Representable},
};
use web_threading::Lock;

use super::{AcquireArgs, Patience};
use crate::observe::{Held, Waits};

/// Python's primitive lock: any thread may release it.
#[rustpython_vm::pyclass(module = "_thread", name = "lock")]
#[derive(Debug, Default, PyPayload)]
pub(super) struct PyLock {
    lock: Lock,
    held: Held,
}

impl PyLock {
    fn acquire_with(zelf: &Py<Self>, patience: Patience, vm: &VirtualMachine) -> PyResult<bool> {
        let acquired = super::acquire(
            Waits::Lock,
            (zelf.as_object(), &zelf.held),
            || zelf.lock.try_acquire(),
            |until| zelf.lock.acquire_until(until),
            patience,
            vm,
        )?;
        if acquired {
            zelf.held.take();
        }
        Ok(acquired)
    }
}

#[rustpython_vm::pyclass(with(Constructor, Representable), flags(HAS_WEAKREF))]
impl PyLock {
    #[pymethod]
    #[pymethod(name = "acquire_lock")]
    fn acquire(zelf: &Py<Self>, args: AcquireArgs, vm: &VirtualMachine) -> PyResult<bool> {
        let patience = args.patience(vm)?;
        Self::acquire_with(zelf, patience, vm)
    }

    #[pymethod]
    fn __enter__(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<bool> {
        Self::acquire_with(zelf, Patience::Until(None), vm)
    }

    #[pymethod]
    #[pymethod(name = "release_lock")]
    fn release(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<()> {
        zelf.held.give_up();
        zelf.lock
            .release()
            .map_err(|_| vm.new_runtime_error("release unlocked lock"))
    }

    /// Unlocks the lock in any state. A process never forks here, but library code expects the method.
    #[pymethod]
    fn _at_fork_reinit(zelf: &Py<Self>) {
        zelf.lock.reset();
    }

    #[pymethod]
    fn __exit__(zelf: &Py<Self>, _args: FuncArgs, vm: &VirtualMachine) -> PyResult<()> {
        Self::release(zelf, vm)
    }

    #[pymethod]
    #[pymethod(name = "locked_lock")]
    fn locked(zelf: &Py<Self>) -> bool {
        zelf.lock.is_locked()
    }
}

impl Constructor for PyLock {
    type Args = ();

    fn py_new(_cls: &Py<PyType>, _args: Self::Args, _vm: &VirtualMachine) -> PyResult<Self> {
        Ok(Self::default())
    }
}

impl Representable for PyLock {
    fn repr_str(zelf: &Py<Self>, _vm: &VirtualMachine) -> PyResult<String> {
        let state = if zelf.lock.is_locked() {
            "locked"
        } else {
            "unlocked"
        };
        Ok(format!(
            "<{state} {} object at {:#x}>",
            zelf.class().slot_name(),
            zelf.get_id()
        ))
    }
}
