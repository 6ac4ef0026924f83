//! The functions of `posix` that create, remove and rename directory entries.

/// These are merged into `posix`.
#[rustpython_vm::pymodule(sub)]
pub(super) mod sub {
    use process_files::Errno;
    use rustpython_vm::{FromArgs, PyObjectRef, PyResult, VirtualMachine};

    use super::super::{
        FILES,
        path::{DirFd, Path, PathArgs},
    };

    #[derive(FromArgs)]
    struct ModeArgs {
        #[pyarg(any)]
        path: Path,
        #[pyarg(any, default = 0o777)]
        mode: u32,
        #[pyarg(flatten)]
        dir_fd: DirFd,
    }

    #[derive(FromArgs)]
    struct PairArgs {
        #[pyarg(any)]
        src: Path,
        #[pyarg(any)]
        dst: Path,
        #[pyarg(named, default)]
        src_dir_fd: Option<PyObjectRef>,
        #[pyarg(named, default)]
        dst_dir_fd: Option<PyObjectRef>,
        #[pyarg(named, default = true)]
        #[allow(dead_code, reason = "links are never followed, as on Linux")]
        follow_symlinks: bool,
    }

    /// Creates a directory.
    #[pyfunction]
    fn mkdir(args: ModeArgs, vm: &VirtualMachine) -> PyResult<()> {
        args.dir_fd.check(vm)?;
        let made = FILES.make_dir(&args.path.bytes, args.mode);
        args.path.raise(made, vm)
    }

    /// Removes an empty directory.
    #[pyfunction]
    fn rmdir(args: PathArgs, vm: &VirtualMachine) -> PyResult<()> {
        args.dir_fd.check(vm)?;
        args.path.raise(FILES.remove_dir(&args.path.bytes), vm)
    }

    /// Removes a name of a file.
    #[pyfunction]
    #[pyfunction(name = "remove")]
    fn unlink(args: PathArgs, vm: &VirtualMachine) -> PyResult<()> {
        args.dir_fd.check(vm)?;
        args.path.raise(FILES.unlink(&args.path.bytes), vm)
    }

    fn pair(
        args: &PairArgs,
        act: impl Fn(&[u8], &[u8]) -> Result<(), Errno>,
        vm: &VirtualMachine,
    ) -> PyResult<()> {
        if args.src_dir_fd.is_some() || args.dst_dir_fd.is_some() {
            return Err(vm.new_not_implemented_error("dir_fd unavailable on this platform"));
        }
        let done = act(&args.src.bytes, &args.dst.bytes);
        args.src.raise_with(&args.dst, done, vm)
    }

    /// Renames a file, replacing the file that has the new name.
    #[pyfunction]
    #[pyfunction(name = "replace")]
    fn rename(args: PairArgs, vm: &VirtualMachine) -> PyResult<()> {
        pair(&args, |src, dst| FILES.rename(src, dst), vm)
    }

    /// Adds another name to a file.
    #[pyfunction]
    fn link(args: PairArgs, vm: &VirtualMachine) -> PyResult<()> {
        pair(&args, |src, dst| FILES.link(src, dst), vm)
    }

    #[derive(FromArgs)]
    struct SymlinkArgs {
        #[pyarg(any)]
        src: Path,
        #[pyarg(any)]
        dst: Path,
        #[pyarg(any, default)]
        #[allow(dead_code, reason = "only Windows asks for it")]
        target_is_directory: bool,
        #[pyarg(flatten)]
        dir_fd: DirFd,
    }

    /// Creates a symbolic link at `dst` to `src`.
    #[pyfunction]
    fn symlink(args: SymlinkArgs, vm: &VirtualMachine) -> PyResult<()> {
        args.dir_fd.check(vm)?;
        let made = FILES.symlink(&args.src.bytes, &args.dst.bytes);
        args.src.raise_with(&args.dst, made, vm)
    }
}
