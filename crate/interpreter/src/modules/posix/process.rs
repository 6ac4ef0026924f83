//! The functions of `posix` about the process and its system.

/// These are merged into `posix`.
#[rustpython_vm::pymodule(sub)]
pub(super) mod sub {
    use process_files::Errno;
    use rustpython_vm::{
        AsObject, PyObjectRef, PyResult, VirtualMachine,
        builtins::{PyBytes, PyStr, PyStrRef},
        convert::ToPyObject,
        function::FuncArgs,
        pyclass, pystruct_sequence, pystruct_sequence_data,
        types::PyStructSequence,
    };

    use super::super::{USER, path::os_error};

    #[pyfunction]
    const fn getpid() -> i32 {
        1
    }

    #[pyfunction]
    const fn getppid() -> i32 {
        0
    }

    #[pyfunction]
    #[pyfunction(name = "geteuid")]
    #[pyfunction(name = "getgid")]
    #[pyfunction(name = "getegid")]
    const fn getuid() -> u32 {
        USER
    }

    /// The number of threads that run in parallel, according to the browser.
    #[pyfunction]
    fn cpu_count() -> u32 {
        crate::host::cpu_count()
    }

    #[pyfunction]
    fn get_terminal_size(_args: FuncArgs, vm: &VirtualMachine) -> PyResult {
        Err(os_error(Errno::NotATerminal, [None, None], vm))
    }

    #[pyfunction]
    fn urandom(size: isize, vm: &VirtualMachine) -> PyResult {
        let size = usize::try_from(size)
            .map_err(|_| vm.new_value_error("negative argument not allowed"))?;
        let mut bytes = vec![0; size];
        getrandom_03::fill(&mut bytes).map_err(|error| vm.new_os_error(error.to_string()))?;
        Ok(vm.ctx.new_bytes(bytes).into())
    }

    #[pyfunction]
    fn strerror(errno: i32) -> String {
        super::super::super::errno::message(errno)
    }

    /// Ends the process at once, without waiting for threads or flushing.
    #[pyfunction]
    fn _exit(status: i32, vm: &VirtualMachine) -> PyResult<()> {
        vm.allow_threads(|| crate::host::exit(status));
        Ok(())
    }

    /// Ends the process with the status of a failed assertion in C.
    #[pyfunction]
    fn abort(vm: &VirtualMachine) -> PyResult<()> {
        const STATUS_ABORTED: i32 = 134;
        _exit(STATUS_ABORTED, vm)
    }

    #[pyfunction]
    fn putenv(_name: PyObjectRef, _value: PyObjectRef) {}

    #[pyfunction]
    fn unsetenv(_name: PyObjectRef) {}

    #[pyfunction]
    fn fspath(path: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        let is_path = |object: &PyObjectRef| {
            object.downcast_ref::<PyStr>().is_some() || object.downcast_ref::<PyBytes>().is_some()
        };
        if is_path(&path) {
            return Ok(path);
        }
        let class = path.class().to_owned();
        let method = class.as_object().get_attr("__fspath__", vm).map_err(|_| {
            vm.new_type_error(format!(
                "expected str, bytes or os.PathLike object, not {}",
                class.name()
            ))
        })?;
        let result = method.call((path,), vm)?;
        if is_path(&result) {
            return Ok(result);
        }
        Err(vm.new_type_error(format!(
            "expected {}.__fspath__() to return str or bytes, not {}",
            class.name(),
            result.class().name()
        )))
    }

    #[pystruct_sequence_data]
    struct TerminalSizeData {
        columns: usize,
        lines: usize,
    }

    /// Columns and lines of a terminal.
    #[pyattr]
    #[pystruct_sequence(name = "terminal_size", module = "os", data = "TerminalSizeData")]
    struct PyTerminalSize;

    #[pyclass(with(PyStructSequence))]
    impl PyTerminalSize {}

    #[pystruct_sequence_data]
    struct UnameData {
        sysname: PyStrRef,
        nodename: PyStrRef,
        release: PyStrRef,
        version: PyStrRef,
        machine: PyStrRef,
    }

    /// The names of the system.
    #[pyattr]
    #[pystruct_sequence(name = "uname_result", module = "posix", data = "UnameData")]
    struct PyUname;

    #[pyclass(with(PyStructSequence))]
    impl PyUname {}

    #[pyfunction]
    fn uname(vm: &VirtualMachine) -> PyObjectRef {
        let text = |text: &str| vm.ctx.new_str(text);
        UnameData {
            sysname: text("Web"),
            nodename: text("browser"),
            release: text("1"),
            version: text("1"),
            machine: text("wasm32"),
        }
        .to_pyobject(vm)
    }

    #[pystruct_sequence_data]
    struct TimesData {
        user: f64,
        system: f64,
        children_user: f64,
        children_system: f64,
        elapsed: f64,
    }

    /// Times in seconds.
    #[pyattr]
    #[pystruct_sequence(name = "times_result", module = "posix", data = "TimesData")]
    struct PyTimes;

    #[pyclass(with(PyStructSequence))]
    impl PyTimes {}

    /// A browser provides the time of day but not the CPU time of the process.
    #[pyfunction]
    fn times(vm: &VirtualMachine) -> PyObjectRef {
        TimesData {
            user: 0.0,
            system: 0.0,
            children_user: 0.0,
            children_system: 0.0,
            elapsed: web_threading::clock::now().as_secs_f64(),
        }
        .to_pyobject(vm)
    }

    /// Does nothing. It is for the log of another runtime; `_pyrepl` imports it by name.
    #[pyfunction]
    fn _emscripten_log(_text: PyObjectRef) {}
}
