//! The module `_queue`: `queue.SimpleQueue` on the futex.
#![allow(
    clippy::unwrap_used,
    reason = "the pymodule macro writes one for what is put into the module once"
)]

pub(crate) use _queue::module_def;

/// A queue whose `put` never waits.
#[rustpython_vm::pymodule]
mod _queue {
    use rustpython_vm::{
        AsObject, FromArgs, Py, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine,
        builtins::{PyBaseExceptionRef, PyGenericAlias, PyTypeRef},
        function::FuncArgs,
        pyclass,
    };
    use web_threading::{Deadline, Until, queue::SimpleQueue};

    use crate::{
        modules::{Seconds, unless_interrupted},
        observe::{Held, Wait, Waits},
    };

    /// Raised if there is no item.
    #[pyattr(name = "Empty", once)]
    fn empty(vm: &VirtualMachine) -> PyTypeRef {
        let base = vm.ctx.exceptions.exception_type.to_owned();
        vm.ctx
            .new_exception_type("_queue", "Empty", Some(vec![base]))
    }

    fn empty_error(vm: &VirtualMachine) -> PyResult<PyBaseExceptionRef> {
        let class = vm.import("_queue", 0)?.get_attr("Empty", vm)?;
        let class: PyTypeRef = class
            .downcast()
            .map_err(|_| vm.new_type_error("_queue.Empty is no exception"))?;
        Ok(vm.new_exception_empty(class))
    }

    /// Simple, unbounded, reentrant FIFO queue.
    #[pyattr]
    #[pyclass(module = "_queue", name = "SimpleQueue")]
    #[derive(Debug, PyPayload)]
    struct PySimpleQueue {
        items: SimpleQueue<PyObjectRef>,
        held: Held,
    }

    #[derive(FromArgs)]
    struct PutArgs {
        #[pyarg(any)]
        item: PyObjectRef,
        #[pyarg(any, default = true)]
        #[allow(dead_code, reason = "for the sake of queue.Queue's signature")]
        block: bool,
        #[pyarg(any, default)]
        #[allow(dead_code, reason = "for the sake of queue.Queue's signature")]
        timeout: Option<PyObjectRef>,
    }

    #[derive(FromArgs)]
    struct GetArgs {
        #[pyarg(any, default = true)]
        block: bool,
        #[pyarg(any, default)]
        timeout: Option<PyObjectRef>,
    }

    #[pyclass(flags(BASETYPE, HAS_WEAKREF))]
    impl PySimpleQueue {
        #[pyslot]
        fn slot_new(cls: PyTypeRef, _args: FuncArgs, vm: &VirtualMachine) -> PyResult {
            PySimpleQueue {
                items: SimpleQueue::new(),
                held: Held::default(),
            }
            .into_ref_with_type(vm, cls)
            .map(Into::into)
        }

        /// Put the item on the queue; it never blocks.
        #[pymethod]
        fn put(zelf: &Py<Self>, args: PutArgs) {
            zelf.items.put(args.item);
        }

        /// Put the item on the queue; it never blocks.
        #[pymethod]
        fn put_nowait(zelf: &Py<Self>, item: PyObjectRef) {
            zelf.items.put(item);
        }

        /// Remove and return an item, waiting for one if `block` is true.
        #[pymethod]
        fn get(zelf: &Py<Self>, args: GetArgs, vm: &VirtualMachine) -> PyResult {
            if !args.block {
                return Self::get_nowait(zelf, vm);
            }
            let deadline = args
                .timeout
                .map(|timeout| deadline(timeout, vm))
                .transpose()?;
            if let Some(item) = zelf.items.try_get() {
                return Ok(item);
            }
            let what = Wait::new(Waits::Queue, deadline).of(zelf.as_object(), &zelf.held);
            let got = crate::modules::interruptible_for(&what, vm, || {
                unless_interrupted(zelf.items.get_until(Until::from(deadline).or_interrupt()))
            })?;
            match got {
                Ok(item) => Ok(item),
                Err(_) => Err(empty_error(vm)?),
            }
        }

        /// Remove and return an item, or raise Empty.
        #[pymethod]
        fn get_nowait(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult {
            match zelf.items.try_get() {
                Some(item) => Ok(item),
                None => Err(empty_error(vm)?),
            }
        }

        /// Return the approximate size of the queue (not reliable!).
        #[pymethod]
        fn qsize(zelf: &Py<Self>) -> usize {
            zelf.items.len()
        }

        /// Return True if the queue is empty, False otherwise (not reliable!).
        #[pymethod]
        fn empty(zelf: &Py<Self>) -> bool {
            zelf.items.is_empty()
        }

        /// See PEP 585.
        #[pyclassmethod]
        fn __class_getitem__(
            cls: PyTypeRef,
            args: PyObjectRef,
            vm: &VirtualMachine,
        ) -> PyResult<PyRef<PyGenericAlias>> {
            Ok(PyGenericAlias::from_args(cls, args, vm)?.into_ref(&vm.ctx))
        }
    }

    fn deadline(timeout: PyObjectRef, vm: &VirtualMachine) -> PyResult<Deadline> {
        timeout
            .try_into_value::<Seconds>(vm)?
            .deadline()
            .ok_or_else(|| vm.new_value_error("'timeout' must be a non-negative number"))
    }
}
