//! The module `posix` under `os`: what of an operating system a page has. There is no file tree yet, so every path is
//! missing, as errors that say so.
#![allow(
    clippy::unwrap_used,
    reason = "the pymodule macro writes one for each constant it puts into the module"
)]

pub(crate) use native::module_def;

/// A system without files, processes or users.
#[rustpython_vm::pymodule(name = "posix")]
mod native {
    use rustpython_vm::{
        AsObject, PyObjectRef, PyResult, VirtualMachine,
        builtins::{PyBaseExceptionRef, PyDictRef, PyListRef, PyStrRef, PyTypeRef},
        function::FuncArgs,
        pyclass, pystruct_sequence, pystruct_sequence_data,
        types::PyStructSequence,
    };

    const ENOENT: i32 = 2;
    const EBADF: i32 = 9;
    const ENOTTY: i32 = 25;
    const EROFS: i32 = 30;

    #[pyattr]
    const F_OK: i32 = 0;
    #[pyattr]
    const X_OK: i32 = 1;
    #[pyattr]
    const W_OK: i32 = 2;
    #[pyattr]
    const R_OK: i32 = 4;
    #[pyattr]
    const O_RDONLY: i32 = 0;
    #[pyattr]
    const O_WRONLY: i32 = 1;
    #[pyattr]
    const O_RDWR: i32 = 2;
    #[pyattr]
    const O_CREAT: i32 = 0o100;
    #[pyattr]
    const O_EXCL: i32 = 0o200;
    #[pyattr]
    const O_TRUNC: i32 = 0o1000;
    #[pyattr]
    const O_APPEND: i32 = 0o2000;
    #[pyattr]
    const O_NOFOLLOW: i32 = 0o400_000;
    #[pyattr]
    const O_CLOEXEC: i32 = 0o2_000_000;
    #[pyattr]
    const EX_OK: i32 = 0;

    #[pyattr]
    fn error(vm: &VirtualMachine) -> PyTypeRef {
        vm.ctx.exceptions.os_error.to_owned()
    }

    #[pyattr]
    fn environ(vm: &VirtualMachine) -> PyDictRef {
        let environ = vm.ctx.new_dict();
        for (name, value) in [
            ("HOME", "/home/web"),
            ("USER", "web"),
            ("TMPDIR", "/tmp"),
            ("LANG", "C.UTF-8"),
        ] {
            // Bytes keys of a new dict: nothing here can fail.
            let _ = environ.set_item(
                vm.ctx.new_bytes(name.into()).as_object(),
                vm.ctx.new_bytes(value.into()).into(),
                vm,
            );
        }
        environ
    }

    #[pyattr]
    fn _have_functions(vm: &VirtualMachine) -> PyListRef {
        vm.ctx.new_list(Vec::new())
    }

    /// `OSError(errno, strerror(errno), filename)`, which is the subclass that belongs to the number.
    fn os_error(errno: i32, path: Option<PyObjectRef>, vm: &VirtualMachine) -> PyBaseExceptionRef {
        let mut args: Vec<PyObjectRef> = vec![
            vm.ctx.new_int(errno).into(),
            vm.ctx.new_str(strerror(errno)).into(),
        ];
        args.extend(path);
        vm.invoke_exception(vm.ctx.exceptions.os_error, args)
            .unwrap_or_else(|error| error)
    }

    fn missing(mut args: FuncArgs, vm: &VirtualMachine) -> PyResult {
        Err(os_error(ENOENT, args.take_positional(), vm))
    }

    fn read_only(mut args: FuncArgs, vm: &VirtualMachine) -> PyResult {
        Err(os_error(EROFS, args.take_positional(), vm))
    }

    #[pyfunction]
    #[pyfunction(name = "lstat")]
    #[pyfunction(name = "open")]
    #[pyfunction(name = "listdir")]
    #[pyfunction(name = "scandir")]
    #[pyfunction(name = "chdir")]
    #[pyfunction(name = "readlink")]
    #[pyfunction(name = "unlink")]
    #[pyfunction(name = "remove")]
    #[pyfunction(name = "rmdir")]
    #[pyfunction(name = "rename")]
    #[pyfunction(name = "replace")]
    #[pyfunction(name = "chmod")]
    #[pyfunction(name = "utime")]
    #[pyfunction(name = "truncate")]
    fn stat(args: FuncArgs, vm: &VirtualMachine) -> PyResult {
        missing(args, vm)
    }

    #[pyfunction]
    #[pyfunction(name = "link")]
    #[pyfunction(name = "symlink")]
    fn mkdir(args: FuncArgs, vm: &VirtualMachine) -> PyResult {
        read_only(args, vm)
    }

    #[pyfunction]
    #[pyfunction(name = "fstat")]
    #[pyfunction(name = "read")]
    #[pyfunction(name = "write")]
    #[pyfunction(name = "lseek")]
    #[pyfunction(name = "dup")]
    fn close(_args: FuncArgs, vm: &VirtualMachine) -> PyResult {
        Err(os_error(EBADF, None, vm))
    }

    #[pyfunction]
    fn access(_args: FuncArgs) -> bool {
        false
    }

    #[pyfunction]
    fn isatty(_fd: i32) -> bool {
        false
    }

    #[pyfunction]
    fn getcwd() -> &'static str {
        "/home/web"
    }

    #[pyfunction]
    fn getcwdb(vm: &VirtualMachine) -> PyObjectRef {
        vm.ctx.new_bytes(getcwd().into()).into()
    }

    #[pyfunction]
    const fn getpid() -> i32 {
        1
    }

    #[pyfunction]
    #[pyfunction(name = "getuid")]
    #[pyfunction(name = "geteuid")]
    #[pyfunction(name = "getgid")]
    #[pyfunction(name = "getegid")]
    const fn getppid() -> i32 {
        0
    }

    #[pyfunction]
    const fn umask(_mask: i32) -> i32 {
        0o022
    }

    /// How many threads the browser says run at once.
    #[pyfunction]
    fn cpu_count() -> u32 {
        crate::host::cpu_count()
    }

    #[pyfunction]
    fn get_terminal_size(_args: FuncArgs, vm: &VirtualMachine) -> PyResult {
        Err(os_error(ENOTTY, None, vm))
    }

    #[pyfunction]
    fn urandom(size: usize, vm: &VirtualMachine) -> PyResult {
        let mut bytes = vec![0; size];
        getrandom_03::fill(&mut bytes).map_err(|error| vm.new_os_error(error.to_string()))?;
        Ok(vm.ctx.new_bytes(bytes).into())
    }

    #[pyfunction]
    fn strerror(errno: i32) -> String {
        match errno {
            1 => "Operation not permitted",
            ENOENT => "No such file or directory",
            EBADF => "Bad file descriptor",
            13 => "Permission denied",
            17 => "File exists",
            20 => "Not a directory",
            21 => "Is a directory",
            22 => "Invalid argument",
            ENOTTY => "Inappropriate ioctl for device",
            EROFS => "Read-only file system",
            38 => "Function not implemented",
            39 => "Directory not empty",
            other => return format!("Unknown error {other}"),
        }
        .to_owned()
    }

    /// Ends the process at once, without waiting for threads or flushing.
    #[pyfunction]
    fn _exit(status: i32, vm: &VirtualMachine) -> PyResult<()> {
        vm.allow_threads(|| crate::host::exit(status));
        Ok(())
    }

    #[pyfunction]
    fn putenv(_name: PyObjectRef, _value: PyObjectRef) {}

    #[pyfunction]
    fn unsetenv(_name: PyObjectRef) {}

    #[pyfunction]
    fn fspath(path: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        if path
            .downcast_ref::<rustpython_vm::builtins::PyStr>()
            .is_some()
            || path
                .downcast_ref::<rustpython_vm::builtins::PyBytes>()
                .is_some()
        {
            return Ok(path);
        }
        let class = path.class().to_owned();
        let method = class.as_object().get_attr("__fspath__", vm).map_err(|_| {
            vm.new_type_error(format!(
                "expected str, bytes or os.PathLike object, not {}",
                class.name()
            ))
        })?;
        method.call((path,), vm)
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

    /// What the system calls itself.
    #[pyattr]
    #[pystruct_sequence(name = "uname_result", module = "posix", data = "UnameData")]
    struct PyUname;

    #[pyclass(with(PyStructSequence))]
    impl PyUname {}

    #[pyfunction]
    fn uname(vm: &VirtualMachine) -> PyObjectRef {
        use rustpython_vm::convert::ToPyObject;
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
    struct StatData {
        st_mode: u32,
        st_ino: u64,
        st_dev: u64,
        st_nlink: u64,
        st_uid: u32,
        st_gid: u32,
        st_size: u64,
        st_atime: f64,
        st_mtime: f64,
        st_ctime: f64,
    }

    /// What `stat` would return.
    #[pyattr]
    #[pystruct_sequence(name = "stat_result", module = "os", data = "StatData")]
    struct PyStat;

    #[pyclass(with(PyStructSequence))]
    impl PyStat {}
}
