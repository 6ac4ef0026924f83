//! `_thread.RLock`.

use rustpython_vm::{
    AsObject, Py, PyPayload, PyResult, VirtualMachine,
    builtins::{PyTupleRef, PyTypeRef},
    function::FuncArgs,
    types::Representable,
};
use web_threading::RLock;

use super::{AcquireArgs, Patience};
use crate::{
    modules::clock::busy,
    observe::{self, Held, Wait, Waits},
};

/// Python's re-entrant lock: only its owner may release it.
#[rustpython_vm::pyclass(module = "_thread", name = "RLock")]
#[derive(Debug, Default, PyPayload)]
pub(super) struct PyRLock {
    lock: RLock,
    held: Held,
}

impl PyRLock {
    fn acquire_with(zelf: &Py<Self>, patience: Patience, vm: &VirtualMachine) -> PyResult<bool> {
        let acquired = super::acquire(
            Waits::RLock,
            (zelf.as_object(), &zelf.held),
            || zelf.lock.try_acquire(),
            |until| zelf.lock.acquire_until(until),
            patience,
            vm,
        )?;
        if acquired && zelf.lock.recursion_count() == 1 {
            zelf.held.take();
        }
        Ok(acquired)
    }
}

#[rustpython_vm::pyclass(with(Representable), flags(BASETYPE, HAS_WEAKREF))]
impl PyRLock {
    #[pyslot]
    fn slot_new(cls: PyTypeRef, _args: FuncArgs, vm: &VirtualMachine) -> PyResult {
        PyRLock::default()
            .into_ref_with_type(vm, cls)
            .map(Into::into)
    }

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
        if zelf.lock.recursion_count() == 1 {
            zelf.held.give_up();
        }
        zelf.lock
            .release()
            .map_err(|_| vm.new_runtime_error("cannot release un-acquired lock"))
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
    fn locked(zelf: &Py<Self>) -> bool {
        zelf.lock.is_locked()
    }

    #[pymethod]
    fn _is_owned(zelf: &Py<Self>) -> bool {
        zelf.lock.is_owned()
    }

    #[pymethod]
    fn _recursion_count(zelf: &Py<Self>) -> u32 {
        zelf.lock.recursion_count()
    }

    /// Releases every level at once, for a condition's wait.
    #[pymethod]
    fn _release_save(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<(u32, u64)> {
        if zelf.lock.is_owned() {
            zelf.held.give_up();
        }
        zelf.lock
            .release_save()
            .map(|count| (count, rustpython_vm::stdlib::_thread::get_ident()))
            .map_err(|_| vm.new_runtime_error("cannot release un-acquired lock"))
    }

    /// Restores the state that `_release_save` released.
    #[pymethod]
    fn _acquire_restore(zelf: &Py<Self>, state: PyTupleRef, vm: &VirtualMachine) -> PyResult<()> {
        let [count, _owner] = state.as_slice() else {
            return Err(vm.new_type_error("_acquire_restore() argument 1 must be a 2-item tuple"));
        };
        let count: u32 = count.clone().try_into_value(vm)?;
        let what = Wait::new(Waits::RLock, None).of(zelf.as_object(), &zelf.held);
        let wait = || observe::sleeping(&what, || zelf.lock.acquire_restore(count));
        observe::waiting(&what, vm, || busy::wait(|| vm.allow_threads(wait)));
        zelf.held.take();
        Ok(())
    }
}

impl Representable for PyRLock {
    fn repr_str(zelf: &Py<Self>, _vm: &VirtualMachine) -> PyResult<String> {
        let state = if zelf.lock.is_locked() {
            "locked"
        } else {
            "unlocked"
        };
        Ok(format!(
            "<{state} {} object owner={} count={} at {:#x}>",
            zelf.class().slot_name(),
            zelf.lock.owner().unwrap_or(0),
            zelf.lock.owner_count(),
            zelf.get_id()
        ))
    }
}
