//! The module `_thread`: locks, thread handles, thread start and thread-local data, on [`web_threading`].
//!
//! It mirrors CPython 3.14's `Modules/_threadmodule.c`; `threading.py` runs unchanged on top of it.
#![allow(
    clippy::unwrap_used,
    reason = "the pymodule macro writes one for each constant it puts into the module"
)]

mod handle;
mod head_start;
mod local;
mod lock;
mod rlock;
mod shutdown;
mod start;

pub(crate) use _thread::module_def;
pub(super) use head_start::pause;
pub(crate) use head_start::tell_at_safepoints;

use rustpython_vm::{FromArgs, PyObject, PyResult, VirtualMachine, function::ArgIntoBool};
use web_threading::{Deadline, GaveUp, Until};

use super::{Seconds, unless_interrupted};
use crate::observe::{Held, Wait, Waits};

/// The longest timeout in seconds, CPython's `PY_TIMEOUT_MAX` on a 64-bit system: whole seconds whose nanoseconds fit into
/// an i64.
const TIMEOUT_MAX: f64 = 9_223_372_036.0;

/// Arguments of `acquire(blocking=True, timeout=-1)`.
#[derive(FromArgs)]
struct AcquireArgs {
    #[pyarg(any, default = ArgIntoBool::TRUE)]
    blocking: ArgIntoBool,
    #[pyarg(any, default = Seconds::new(-1.0), py_default = "-1")]
    timeout: Seconds,
}

/// How long an acquire may wait.
pub(super) enum Patience {
    Try,
    Until(Option<Deadline>),
}

impl AcquireArgs {
    fn patience(self, vm: &VirtualMachine) -> PyResult<Patience> {
        let timeout = self.timeout.get();
        match (self.blocking.into_bool(), timeout) {
            (true, -1.0) => Ok(Patience::Until(None)),
            (false, -1.0) => Ok(Patience::Try),
            (false, _) => {
                Err(vm.new_value_error("can't specify a timeout for a non-blocking call"))
            }
            (true, _) if timeout < 0.0 => {
                Err(vm.new_value_error("timeout value must be a non-negative number"))
            }
            (true, _) if timeout > TIMEOUT_MAX => {
                Err(vm.new_overflow_error("timeout value is too large"))
            }
            (true, _) => Ok(Patience::Until(self.timeout.deadline())),
        }
    }
}

/// Acquires a lock. If it is not free, waits as `patience` allows and runs signal handlers meanwhile. Returns whether the
/// lock was acquired.
pub(super) fn acquire(
    kind: Waits,
    (object, held): (&PyObject, &Held),
    try_acquire: impl FnOnce() -> bool,
    wait: impl Fn(Until) -> Result<(), GaveUp>,
    patience: Patience,
    vm: &VirtualMachine,
) -> PyResult<bool> {
    if try_acquire() {
        return Ok(true);
    }
    let Patience::Until(deadline) = patience else {
        return Ok(false);
    };
    let what = Wait::new(kind, deadline).of(object, held);
    let until = Until::from(deadline).or_interrupt();
    let waited = super::interruptible_for(&what, vm, || unless_interrupted(wait(until)))?;
    Ok(waited.is_ok())
}

/// Primitive locks, joinable threads and thread-local data.
#[rustpython_vm::pymodule]
mod _thread {
    use rustpython_vm::{
        PyObjectRef, PyPayload, PyRef, PyResult, TryFromObject, VirtualMachine,
        builtins::{PyDictRef, PyStrRef, PyTupleRef, PyTypeRef},
        class::PyClassImpl,
        function::{ArgCallable, FuncArgs, KwArgs, OptionalArg},
    };

    use super::{
        handle::ThreadHandle, local::Local, lock::PyLock, rlock::PyRLock, shutdown, start,
    };

    #[pyattr]
    const TIMEOUT_MAX: f64 = super::TIMEOUT_MAX;

    #[pyattr]
    fn error(vm: &VirtualMachine) -> PyTypeRef {
        vm.ctx.exceptions.runtime_error.to_owned()
    }

    #[pyattr(once)]
    fn lock(_vm: &VirtualMachine) -> PyTypeRef {
        PyLock::make_static_type()
    }

    #[pyattr(name = "LockType", once)]
    fn lock_type(_vm: &VirtualMachine) -> PyTypeRef {
        PyLock::make_static_type()
    }

    #[pyattr(name = "RLock", once)]
    fn rlock(_vm: &VirtualMachine) -> PyTypeRef {
        PyRLock::make_static_type()
    }

    #[pyattr(name = "_ThreadHandle", once)]
    fn thread_handle(_vm: &VirtualMachine) -> PyTypeRef {
        ThreadHandle::make_static_type()
    }

    #[pyattr(name = "_local", once)]
    fn local(_vm: &VirtualMachine) -> PyTypeRef {
        Local::make_static_type()
    }

    #[pyfunction]
    #[pyfunction(name = "allocate")]
    fn allocate_lock(vm: &VirtualMachine) -> PyRef<PyLock> {
        PyLock::default().into_ref(&vm.ctx)
    }

    #[pyfunction]
    fn get_ident() -> u64 {
        rustpython_vm::stdlib::_thread::get_ident()
    }

    /// The number of the thread within this process.
    #[pyfunction]
    fn get_native_id() -> u64 {
        web_threading::thread::current_ident()
    }

    /// Sets the calling thread's name, which is shown with its output.
    #[pyfunction]
    fn set_name(name: PyStrRef) {
        let name = name.to_string_lossy();
        // The name ends at a NUL, as on a system with C strings.
        let name = name.split('\0').next().unwrap_or_default();
        crate::stdio::set_thread_name(name);
        crate::observe::record::name_thread(name);
    }

    /// Returns the name that `set_name` set last.
    #[pyfunction]
    fn _get_name() -> String {
        crate::stdio::with_thread_name(str::to_owned)
    }

    #[pyfunction]
    fn start_joinable_thread(
        args: start::StartArgs,
        vm: &VirtualMachine,
    ) -> PyResult<PyRef<ThreadHandle>> {
        let handle = match args.handle {
            Some(handle) => handle,
            None => ThreadHandle::default().into_ref(&vm.ctx),
        };
        start::start(
            args.function,
            FuncArgs::default(),
            handle.shared(),
            args.daemon,
            vm,
        )?;
        Ok(handle)
    }

    #[pyfunction]
    #[pyfunction(name = "start_new")]
    fn start_new_thread(
        function: PyObjectRef,
        args: PyObjectRef,
        kwargs: OptionalArg,
        vm: &VirtualMachine,
    ) -> PyResult<u64> {
        let function = ArgCallable::try_from_object(vm, function)
            .map_err(|_| vm.new_type_error("first arg must be callable"))?;
        let args: PyTupleRef = args
            .downcast()
            .map_err(|_| vm.new_type_error("2nd arg must be a tuple"))?;
        let mut keywords = Vec::new();
        if let OptionalArg::Present(kwargs) = kwargs {
            let kwargs: PyDictRef = kwargs
                .downcast()
                .map_err(|_| vm.new_type_error("optional 3rd arg must be a dictionary"))?;
            for (key, value) in kwargs {
                let key: PyStrRef = key
                    .downcast()
                    .map_err(|_| vm.new_type_error("keywords must be strings"))?;
                keywords.push((key.to_string_lossy().into_owned(), value));
            }
        }
        let args = FuncArgs::new(
            args.as_slice().to_vec(),
            keywords.into_iter().collect::<KwArgs>(),
        );
        let handle = ThreadHandle::default();
        start::start(function, args, handle.shared(), true, vm)?;
        Ok(handle.shared().ident(vm))
    }

    #[pyfunction]
    #[pyfunction(name = "exit_thread")]
    fn exit(vm: &VirtualMachine) -> PyResult {
        Err(vm.new_exception_empty(vm.ctx.exceptions.system_exit.to_owned()))
    }

    /// Simulates a SIGINT in the main thread.
    #[pyfunction]
    fn interrupt_main(signum: OptionalArg<i32>, vm: &VirtualMachine) -> PyResult<()> {
        let number =
            rustpython_vm::signal::SignalNum::try_from(signum.unwrap_or(crate::program::SIGINT))
                .map_err(|_| vm.new_value_error("signal number out of range"))?;
        rustpython_vm::signal::raise(number);
        web_threading::interrupt_main();
        Ok(())
    }

    /// Sets the stack size of later threads in bytes, and returns the previous one; 0 is the default.
    ///
    /// The size of a worker's own stack is fixed when the worker starts. A thread gets this size in fresh stacks when its
    /// own runs low, if the browser supports them; see [`crate::stack`].
    #[pyfunction]
    fn stack_size(size: OptionalArg<i64>, vm: &VirtualMachine) -> PyResult<usize> {
        const SMALLEST: i64 = 32 * 1024;
        let size = size.unwrap_or(0);
        if size < 0 {
            return Err(vm.new_value_error("size must be 0 or a positive value"));
        }
        if size != 0 && size < SMALLEST {
            return Err(vm.new_value_error(format!("size not valid: {size} bytes")));
        }
        Ok(vm.state.stacksize.swap(size as usize))
    }

    /// Returns how many threads run Python, not counting the main thread.
    #[pyfunction]
    fn _count(vm: &VirtualMachine) -> usize {
        vm.state.thread_count.load()
    }

    #[pyfunction]
    const fn daemon_threads_allowed() -> bool {
        true
    }

    #[pyfunction]
    fn _shutdown(vm: &VirtualMachine) {
        shutdown::join_all(vm);
    }

    #[pyfunction]
    fn _make_thread_handle(ident: u64, vm: &VirtualMachine) -> PyRef<ThreadHandle> {
        ThreadHandle::running(ident).into_ref(&vm.ctx)
    }

    #[pyfunction]
    fn _get_main_thread_ident(vm: &VirtualMachine) -> u64 {
        vm.state.main_thread_ident.load()
    }

    #[pyfunction]
    fn _is_main_interpreter(vm: &VirtualMachine) -> bool {
        vm.state.is_main_interpreter()
    }
}
