//! The functions of `posix` that take a path, except those that create, remove and rename directory entries.

/// These are merged into `posix`.
#[rustpython_vm::pymodule(sub)]
pub(super) mod sub {
    use process_files::{Errno, flags};
    use rustpython_vm::{
        FromArgs, PyObjectRef, PyResult, VirtualMachine,
        builtins::{PyListRef, PyTuple},
        function::OptionalArg,
    };

    use super::super::{
        FILES,
        path::{DirFd, Path, PathArgs, PathOrFd, decode, os_error, raise},
        stat,
    };

    #[derive(FromArgs)]
    struct StatArgs {
        #[pyarg(any)]
        path: PathOrFd,
        #[pyarg(flatten)]
        dir_fd: DirFd,
        #[pyarg(named, default = true)]
        follow_symlinks: bool,
    }

    /// Status of a file, given its path or descriptor.
    #[pyfunction]
    fn stat(args: StatArgs, vm: &VirtualMachine) -> PyResult {
        args.dir_fd.check(vm)?;
        let path = match args.path {
            PathOrFd::Fd(fd) => return super::super::descriptors::stat_fd(fd, vm),
            PathOrFd::Path(path) => path,
        };
        let found = if args.follow_symlinks {
            FILES.stat(&path.bytes)
        } else {
            FILES.stat_link(&path.bytes)
        };
        Ok(stat::to_python(&path.raise(found, vm)?, vm))
    }

    /// Status of a file, without following a symbolic link.
    #[pyfunction]
    fn lstat(args: PathArgs, vm: &VirtualMachine) -> PyResult {
        args.dir_fd.check(vm)?;
        let found = FILES.stat_link(&args.path.bytes);
        Ok(stat::to_python(&args.path.raise(found, vm)?, vm))
    }

    #[derive(FromArgs)]
    struct AccessArgs {
        #[pyarg(any)]
        path: Path,
        #[pyarg(any)]
        mode: u32,
        #[pyarg(flatten)]
        dir_fd: DirFd,
        #[pyarg(named, default)]
        #[allow(dead_code, reason = "there is one user only")]
        effective_ids: bool,
        #[pyarg(named, default = true)]
        follow_symlinks: bool,
    }

    /// Returns whether the user has the permissions of `mode`.
    #[pyfunction]
    fn access(args: AccessArgs, vm: &VirtualMachine) -> PyResult<bool> {
        args.dir_fd.check(vm)?;
        Ok(if args.follow_symlinks {
            FILES.access(&args.path.bytes, args.mode).is_ok()
        } else {
            FILES.stat_link(&args.path.bytes).is_ok()
        })
    }

    #[derive(FromArgs)]
    struct OpenArgs {
        #[pyarg(any)]
        path: Path,
        #[pyarg(any)]
        flags: u32,
        #[pyarg(any, default = 0o777)]
        mode: u32,
        #[pyarg(flatten)]
        dir_fd: DirFd,
    }

    /// Opens a file and returns its descriptor.
    #[pyfunction]
    fn open(args: OpenArgs, vm: &VirtualMachine) -> PyResult<i32> {
        args.dir_fd.check(vm)?;
        let opened = FILES.open(&args.path.bytes, args.flags, args.mode);
        args.path.raise(opened, vm)
    }

    #[derive(FromArgs)]
    struct ListArgs {
        #[pyarg(any, default)]
        path: Option<PathOrFd>,
    }

    /// Returns the names in a directory.
    #[pyfunction]
    fn listdir(args: ListArgs, vm: &VirtualMachine) -> PyResult<PyListRef> {
        let names = match args.path {
            None => list(
                FILES.list(b"."),
                |name| decode(name, vm),
                vm,
                |errno| os_error(errno, [None, None], vm),
            )?,
            Some(PathOrFd::Fd(fd)) => list(
                FILES.list_open(fd),
                |name| decode(name, vm),
                vm,
                |errno| os_error(errno, [Some(&vm.ctx.new_int(fd).into()), None], vm),
            )?,
            Some(PathOrFd::Path(path)) => list(
                FILES.list(&path.bytes),
                |name| path.like(name, vm),
                vm,
                |errno| os_error(errno, [Some(&path.origin), None], vm),
            )?,
        };
        Ok(names)
    }

    fn list(
        found: Result<Vec<process_files::Entry>, Errno>,
        name: impl Fn(Vec<u8>) -> PyResult,
        vm: &VirtualMachine,
        error: impl Fn(Errno) -> rustpython_vm::builtins::PyBaseExceptionRef,
    ) -> PyResult<PyListRef> {
        let names: PyResult<Vec<_>> = found
            .map_err(error)?
            .into_iter()
            .map(|entry| name(entry.name))
            .collect();
        Ok(vm.ctx.new_list(names?))
    }

    /// Returns the target of a symbolic link.
    #[pyfunction]
    fn readlink(args: PathArgs, vm: &VirtualMachine) -> PyResult {
        args.dir_fd.check(vm)?;
        let target = args.path.raise(FILES.read_link(&args.path.bytes), vm)?;
        args.path.like(target, vm)
    }

    #[derive(FromArgs)]
    struct ChmodArgs {
        #[pyarg(any)]
        path: PathOrFd,
        #[pyarg(any)]
        mode: u32,
        #[pyarg(flatten)]
        dir_fd: DirFd,
        #[pyarg(named, default = true)]
        follow_symlinks: bool,
    }

    /// Sets the permission bits of a file.
    #[pyfunction]
    fn chmod(args: ChmodArgs, vm: &VirtualMachine) -> PyResult<()> {
        args.dir_fd.check(vm)?;
        if !args.follow_symlinks {
            return Err(
                vm.new_not_implemented_error("chmod: follow_symlinks unavailable on this platform")
            );
        }
        match args.path {
            PathOrFd::Fd(fd) => raise(FILES.set_open_permissions(fd, args.mode), vm),
            PathOrFd::Path(path) => path.raise(FILES.set_permissions(&path.bytes, args.mode), vm),
        }
    }

    #[derive(FromArgs)]
    struct UtimeArgs {
        #[pyarg(any)]
        path: Path,
        #[pyarg(any, default)]
        times: Option<PyObjectRef>,
        #[pyarg(named, default)]
        ns: Option<PyObjectRef>,
        #[pyarg(flatten)]
        dir_fd: DirFd,
        #[pyarg(named, default = true)]
        #[allow(dead_code, reason = "the times of a link itself are of no use")]
        follow_symlinks: bool,
    }

    /// Sets the times of access and modification.
    #[pyfunction]
    fn utime(args: UtimeArgs, vm: &VirtualMachine) -> PyResult<()> {
        args.dir_fd.check(vm)?;
        let two = |value: PyObjectRef, name: &str| {
            let tuple = value.downcast::<PyTuple>().ok();
            let pair = tuple
                .and_then(|tuple| <[PyObjectRef; 2]>::try_from(tuple.as_slice().to_vec()).ok());
            pair.ok_or_else(|| {
                vm.new_type_error(format!(
                    "utime: '{name}' must be either a tuple of two ints or None"
                ))
            })
        };
        let times = match (args.times, args.ns) {
            (None, None) => None,
            (Some(_), Some(_)) => {
                return Err(vm.new_value_error(
                    "utime: you may specify either 'times' or 'ns' but not both",
                ));
            }
            (Some(times), None) => {
                let [accessed, modified] = two(times, "times")?;
                let ns = |seconds: PyObjectRef| -> PyResult<u64> {
                    Ok((seconds.try_float(vm)?.to_f64() * 1e9).round() as u64)
                };
                Some((ns(accessed)?, ns(modified)?))
            }
            (None, Some(ns)) => {
                let [accessed, modified] = two(ns, "ns")?;
                Some((accessed.try_into_value(vm)?, modified.try_into_value(vm)?))
            }
        };
        args.path
            .raise(FILES.set_times(&args.path.bytes, times), vm)
    }

    /// Truncates a file, or extends it with zeros, given its path or descriptor.
    #[pyfunction]
    fn truncate(path: PathOrFd, length: u64, vm: &VirtualMachine) -> PyResult<()> {
        let path = match path {
            PathOrFd::Fd(fd) => return raise(FILES.set_len(fd, length), vm),
            PathOrFd::Path(path) => path,
        };
        let fd = path.raise(FILES.open(&path.bytes, flags::WRITE_ONLY, 0), vm)?;
        let cut = FILES.set_len(fd, length);
        raise(FILES.close(fd), vm)?;
        path.raise(cut, vm)
    }

    /// Changes the working directory.
    #[pyfunction]
    fn chdir(path: Path, vm: &VirtualMachine) -> PyResult<()> {
        path.raise(FILES.change_dir(&path.bytes), vm)
    }

    /// Returns the working directory.
    #[pyfunction]
    fn getcwd(vm: &VirtualMachine) -> PyResult {
        decode(raise(FILES.working_dir(), vm)?, vm)
    }

    /// Returns the working directory as bytes.
    #[pyfunction]
    fn getcwdb(vm: &VirtualMachine) -> PyResult {
        Ok(vm.ctx.new_bytes(raise(FILES.working_dir(), vm)?).into())
    }

    /// Sets the permissions that new files do not get, and returns the previous value.
    #[pyfunction]
    fn umask(mask: u32) -> u32 {
        FILES.set_umask(mask)
    }

    /// Does nothing: files exist only in memory.
    #[pyfunction]
    fn sync(_unused: OptionalArg<PyObjectRef>) {}
}
