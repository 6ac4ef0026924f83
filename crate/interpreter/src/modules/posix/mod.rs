//! The module `posix` below `os`, for a process with a file tree in memory and no other processes.
#![allow(
    clippy::unwrap_used,
    reason = "the pymodule macro writes one for each constant it puts into the module"
)]

mod constants;
mod descriptors;
mod names;
mod path;
mod pipe;
mod process;
mod scandir;
mod stat;
mod tree;

use std::sync::LazyLock;

use process_files::{Errno, Files, flags};
use rustpython_vm::{PyObjectRef, PyResult, VirtualMachine, builtins::PyBaseExceptionRef};
use web_threading::clock;

pub(crate) use native::module_def;

/// The number of the only user, and of the user's group.
const USER: u32 = 1000;

/// The directory in which a program starts and which contains its files.
pub(crate) const HOME: &str = "/home/web";

/// The files of the process. The zygote creates the directories that exist for every program.
pub(crate) static FILES: LazyLock<Files> = LazyLock::new(|| {
    let files = Files::new(|| clock::now().as_nanos() as u64);
    for folder in [HOME, "/tmp", "/dev"] {
        files
            .make_dirs(folder.as_bytes())
            .expect("nothing is in the way in an empty tree");
    }
    files
        .make_null(b"/dev/null")
        .expect("the directory has just been made");
    files
        .change_dir(HOME.as_bytes())
        .expect("it has just been made");
    files
});

/// Writes a file and creates the directories above it.
///
/// # Errors
/// OSError, as if the program had written the file.
pub(crate) fn put_file(path: &str, bytes: &[u8], vm: &VirtualMachine) -> PyResult<()> {
    let put = || {
        if let Some((folder @ [_, ..], _)) = split(path.as_bytes()) {
            FILES.make_dirs(folder)?;
        }
        let how = flags::WRITE_ONLY | flags::CREATE | flags::TRUNCATE;
        let fd = FILES.open(path.as_bytes(), how, 0o666)?;
        FILES.write(fd, bytes)?;
        FILES.close(fd)
    };
    put().map_err(|errno| path::os_error(errno, [Some(&name(path, vm)), None], vm))
}

/// Returns FileNotFoundError for `path`.
pub(crate) fn not_found(path: &str, vm: &VirtualMachine) -> PyBaseExceptionRef {
    path::os_error(Errno::NotFound, [Some(&name(path, vm)), None], vm)
}

fn name(path: &str, vm: &VirtualMachine) -> PyObjectRef {
    vm.ctx.new_str(path).into()
}

/// Splits a path into the directory and the name in it.
fn split(path: &[u8]) -> Option<(&[u8], &[u8])> {
    let at = path.iter().rposition(|&byte| byte == b'/')?;
    Some((&path[..at], &path[at + 1..]))
}

/// The system interface.
#[rustpython_vm::pymodule(
    name = "posix",
    with(
        constants::sub,
        descriptors::sub,
        names::sub,
        process::sub,
        scandir::sub,
        stat::sub,
        tree::sub,
    )
)]
mod native {}
