//! The module `_multiprocessing` with its `SemLock`, between threads. The locks and semaphores of `multiprocessing` are
//! built on it, and with them `multiprocessing.pool.ThreadPool`.
#![allow(
    clippy::unwrap_used,
    reason = "the pymodule macro writes one for what is put into the module once"
)]

pub(crate) use _multiprocessing::module_def;

/// Semaphores and recursive locks of `multiprocessing`. A page cannot create processes, so they are shared by threads.
#[rustpython_vm::pymodule]
mod _multiprocessing {
    use std::sync::atomic::{AtomicI32, AtomicU64, Ordering};

    use rustpython_vm::{
        AsObject, Context, FromArgs, Py, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine,
        builtins::{PyDictRef, PyInt, PyStrRef, PyType},
        function::{ArgIntoBool, FuncArgs},
        pyclass,
        stdlib::_thread::get_ident,
        types::Constructor,
    };
    use web_threading::BoundedSemaphore;

    use crate::modules::{
        Seconds,
        thread::{Patience, acquire},
    };
    use crate::observe::{Held, Waits};

    const RECURSIVE_MUTEX: i32 = 0;
    const SEMAPHORE: i32 = 1;

    #[pyattr]
    fn flags(vm: &VirtualMachine) -> PyDictRef {
        vm.ctx.new_dict()
    }

    /// Does nothing. A name is for other processes, and there are none.
    #[pyfunction]
    fn sem_unlink(_name: PyStrRef) {}

    /// Semaphore/Mutex type
    #[pyattr]
    #[pyclass(module = "_multiprocessing", name = "SemLock")]
    #[derive(Debug, PyPayload)]
    struct SemLock {
        semaphore: BoundedSemaphore,
        kind: i32,
        maxvalue: i32,
        /// The thread that acquired it last.
        owner: AtomicU64,
        /// The number of acquires minus the number of releases.
        count: AtomicI32,
        held: Held,
    }

    #[derive(FromArgs)]
    struct NewArgs {
        #[pyarg(any)]
        kind: i32,
        #[pyarg(any)]
        value: i32,
        #[pyarg(any)]
        maxvalue: i32,
        #[pyarg(any)]
        #[allow(dead_code, reason = "for the sake of the signature: see sem_unlink")]
        name: PyObjectRef,
        #[pyarg(any)]
        #[allow(dead_code, reason = "for the sake of the signature: see sem_unlink")]
        unlink: PyObjectRef,
    }

    #[derive(FromArgs)]
    struct AcquireArgs {
        #[pyarg(any, default = ArgIntoBool::TRUE)]
        block: ArgIntoBool,
        #[pyarg(any, default)]
        timeout: Option<PyObjectRef>,
    }

    impl Constructor for SemLock {
        type Args = NewArgs;

        fn py_new(_cls: &Py<PyType>, args: NewArgs, vm: &VirtualMachine) -> PyResult<Self> {
            if args.kind != RECURSIVE_MUTEX && args.kind != SEMAPHORE {
                return Err(vm.new_value_error("unrecognized kind"));
            }
            let (Ok(value), Ok(limit)) = (u32::try_from(args.value), u32::try_from(args.maxvalue))
            else {
                return Err(vm.new_value_error("invalid value"));
            };
            if value > limit {
                return Err(vm.new_value_error("invalid value"));
            }
            Ok(Self {
                semaphore: BoundedSemaphore::with_limit(value, limit),
                kind: args.kind,
                maxvalue: args.maxvalue,
                owner: AtomicU64::new(0),
                count: AtomicI32::new(0),
                held: Held::default(),
            })
        }
    }

    impl SemLock {
        fn is_mine(&self) -> bool {
            self.count.load(Ordering::Relaxed) > 0
                && self.owner.load(Ordering::Relaxed) == get_ident()
        }

        fn acquire_with(
            zelf: &Py<Self>,
            patience: Patience,
            vm: &VirtualMachine,
        ) -> PyResult<bool> {
            if zelf.kind == RECURSIVE_MUTEX && zelf.is_mine() {
                zelf.count.fetch_add(1, Ordering::Relaxed);
                return Ok(true);
            }
            let acquired = acquire(
                Waits::Semaphore,
                (zelf.as_object(), &zelf.held),
                || zelf.semaphore.try_acquire(),
                |until| zelf.semaphore.acquire_until(until),
                patience,
                vm,
            )?;
            if acquired {
                zelf.held.take();
                zelf.owner.store(get_ident(), Ordering::Relaxed);
                zelf.count.fetch_add(1, Ordering::Relaxed);
            }
            Ok(acquired)
        }
    }

    #[pyclass(with(Constructor), flags(BASETYPE))]
    impl SemLock {
        #[pyattr(name = "SEM_VALUE_MAX")]
        fn sem_value_max(ctx: &Context) -> PyRef<PyInt> {
            ctx.new_int(i32::MAX)
        }

        /// Acquire the semaphore/lock.
        #[pymethod]
        fn acquire(zelf: &Py<Self>, args: AcquireArgs, vm: &VirtualMachine) -> PyResult<bool> {
            let patience = if !args.block.into_bool() {
                Patience::Try
            } else if let Some(timeout) = args.timeout.filter(|timeout| !vm.is_none(timeout)) {
                let seconds: Seconds = timeout.try_into_value(vm)?;
                if seconds.get() <= 0.0 {
                    Patience::Try
                } else {
                    Patience::Until(seconds.deadline())
                }
            } else {
                Patience::Until(None)
            };
            Self::acquire_with(zelf, patience, vm)
        }

        /// Release the semaphore/lock.
        #[pymethod]
        fn release(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<()> {
            if zelf.kind == RECURSIVE_MUTEX {
                if !zelf.is_mine() {
                    return Err(vm.new_exception_msg(
                        vm.ctx.exceptions.assertion_error.to_owned(),
                        "attempt to release recursive lock not owned by thread".into(),
                    ));
                }
                if zelf.count.load(Ordering::Relaxed) > 1 {
                    zelf.count.fetch_sub(1, Ordering::Relaxed);
                    return Ok(());
                }
            }
            zelf.held.give_up();
            // Before the permit is available to other threads, which increase the count.
            zelf.count.fetch_sub(1, Ordering::Relaxed);
            zelf.semaphore.release(1).map_err(|_| {
                zelf.count.fetch_add(1, Ordering::Relaxed);
                vm.new_value_error("semaphore or lock released too many times")
            })
        }

        #[pymethod]
        fn __enter__(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<bool> {
            Self::acquire_with(zelf, Patience::Until(None), vm)
        }

        #[pymethod]
        fn __exit__(zelf: &Py<Self>, _args: FuncArgs, vm: &VirtualMachine) -> PyResult<()> {
            Self::release(zelf, vm)
        }

        #[pygetset]
        fn kind(zelf: &Py<Self>) -> i32 {
            zelf.kind
        }

        #[pygetset]
        fn maxvalue(zelf: &Py<Self>) -> i32 {
            zelf.maxvalue
        }

        #[pygetset]
        fn name(_zelf: &Py<Self>) -> Option<String> {
            None
        }

        #[pygetset]
        fn handle(zelf: &Py<Self>) -> usize {
            zelf.as_object().get_id()
        }

        /// The number of releases that are still due, by the calling thread or by the thread that acquired it.
        #[pymethod]
        fn _count(zelf: &Py<Self>) -> i32 {
            zelf.count.load(Ordering::Relaxed)
        }

        #[pymethod]
        fn _is_mine(zelf: &Py<Self>) -> bool {
            zelf.is_mine()
        }

        #[pymethod]
        fn _get_value(zelf: &Py<Self>) -> u32 {
            zelf.semaphore.permits()
        }

        #[pymethod]
        fn _is_zero(zelf: &Py<Self>) -> bool {
            zelf.semaphore.permits() == 0
        }

        #[pymethod]
        fn _after_fork(zelf: &Py<Self>) {
            zelf.count.store(0, Ordering::Relaxed);
        }
    }
}
