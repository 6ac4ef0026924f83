//! The constants of `posix`.

/// These are merged into `posix`.
#[rustpython_vm::pymodule(sub)]
pub(super) mod sub {
    use process_files::flags;
    use rustpython_vm::{
        AsObject, VirtualMachine,
        builtins::{PyDictRef, PyListRef, PyTypeRef},
    };

    #[pyattr]
    const F_OK: i32 = 0;
    #[pyattr]
    const X_OK: i32 = 1;
    #[pyattr]
    const W_OK: i32 = 2;
    #[pyattr]
    const R_OK: i32 = 4;
    #[pyattr]
    const O_RDONLY: u32 = flags::READ_ONLY;
    #[pyattr]
    const O_WRONLY: u32 = flags::WRITE_ONLY;
    #[pyattr]
    const O_RDWR: u32 = flags::READ_WRITE;
    #[pyattr]
    const O_CREAT: u32 = flags::CREATE;
    #[pyattr]
    const O_EXCL: u32 = flags::EXCLUSIVE;
    #[pyattr]
    const O_TRUNC: u32 = flags::TRUNCATE;
    #[pyattr]
    const O_APPEND: u32 = flags::APPEND;
    #[pyattr]
    const O_DIRECTORY: u32 = flags::DIRECTORY;
    #[pyattr]
    const O_NOFOLLOW: u32 = flags::NO_FOLLOW;
    #[pyattr]
    const O_CLOEXEC: u32 = flags::CLOSE_ON_EXEC;
    #[pyattr]
    const EX_OK: i32 = 0;
    #[pyattr]
    const SEEK_SET: i32 = 0;
    #[pyattr]
    const SEEK_CUR: i32 = 1;
    #[pyattr]
    const SEEK_END: i32 = 2;

    #[pyattr]
    fn error(vm: &VirtualMachine) -> PyTypeRef {
        vm.ctx.exceptions.os_error.to_owned()
    }

    #[pyattr]
    fn environ(vm: &VirtualMachine) -> PyDictRef {
        let environ = vm.ctx.new_dict();
        for (name, value) in [
            ("HOME", super::super::HOME),
            ("USER", "web"),
            ("PATH", ""),
            ("TMPDIR", "/tmp"),
            ("LANG", "C.UTF-8"),
        ] {
            // A new dict accepts keys of bytes without an error.
            let _ = environ.set_item(
                vm.ctx.new_bytes(name.into()).as_object(),
                vm.ctx.new_bytes(value.into()).into(),
                vm,
            );
        }
        environ
    }

    /// The list from which `os` builds `supports_fd` and `supports_follow_symlinks`.
    #[pyattr]
    fn _have_functions(vm: &VirtualMachine) -> PyListRef {
        let names = [
            "HAVE_FCHMOD",
            "HAVE_FDOPENDIR",
            "HAVE_FTRUNCATE",
            "HAVE_LSTAT",
        ];
        vm.ctx.new_list(
            names
                .map(|name| vm.ctx.new_str(name).into())
                .into_iter()
                .collect(),
        )
    }
}
