//! Paths and descriptors as Python arguments, and the exceptions about them.

use process_files::Errno;
use rustpython_vm::{
    AsObject, FromArgs, PyObjectRef, PyResult, TryFromObject, VirtualMachine,
    builtins::{PyBaseExceptionRef, PyInt, PyStr},
    function::FsPath,
};

/// A path, and the object that the caller passed.
#[derive(Clone)]
pub(super) struct Path {
    pub(super) bytes: Vec<u8>,
    /// Whether the caller passed bytes; names derived from this path are then bytes too.
    pub(super) is_bytes: bool,
    pub(super) origin: PyObjectRef,
}

impl TryFromObject for Path {
    fn try_from_object(vm: &VirtualMachine, origin: PyObjectRef) -> PyResult<Self> {
        let path = FsPath::try_from(
            origin.clone(),
            true,
            "path should be string, bytes or os.PathLike",
            vm,
        )?;
        let (bytes, is_bytes) = match &path {
            FsPath::Str(text) => (encode(text, vm)?, false),
            FsPath::Bytes(bytes) => (bytes.as_bytes().to_vec(), true),
        };
        Ok(Self {
            bytes,
            is_bytes,
            origin,
        })
    }
}

impl Path {
    /// Returns `bytes` in the type of this path.
    pub(super) fn like(&self, bytes: Vec<u8>, vm: &VirtualMachine) -> PyResult {
        if self.is_bytes {
            Ok(vm.ctx.new_bytes(bytes).into())
        } else {
            decode(bytes, vm)
        }
    }

    /// Converts an error into the exception about this path.
    pub(super) fn raise<R>(&self, answer: Result<R, Errno>, vm: &VirtualMachine) -> PyResult<R> {
        answer.map_err(|errno| os_error(errno, [Some(&self.origin), None], vm))
    }

    /// Converts an error into the exception about this path and `other`.
    pub(super) fn raise_with<R>(
        &self,
        other: &Self,
        answer: Result<R, Errno>,
        vm: &VirtualMachine,
    ) -> PyResult<R> {
        answer.map_err(|errno| os_error(errno, [Some(&self.origin), Some(&other.origin)], vm))
    }
}

/// The argument of a call that accepts a path or a descriptor.
pub(super) enum PathOrFd {
    Path(Path),
    Fd(i32),
}

impl TryFromObject for PathOrFd {
    fn try_from_object(vm: &VirtualMachine, object: PyObjectRef) -> PyResult<Self> {
        if object.downcast_ref::<PyInt>().is_some() {
            return object.try_into_value(vm).map(Self::Fd);
        }
        Path::try_from_object(vm, object).map(Self::Path)
    }
}

/// Decodes a name; bytes that are not UTF-8 become lone surrogates.
pub(super) fn decode(bytes: Vec<u8>, vm: &VirtualMachine) -> PyResult {
    match String::from_utf8(bytes) {
        Ok(text) => Ok(vm.ctx.new_str(text).into()),
        Err(error) => vm.call_method(
            vm.ctx.new_bytes(error.into_bytes()).as_object(),
            "decode",
            ("utf-8", "surrogateescape"),
        ),
    }
}

fn encode(text: &rustpython_vm::Py<PyStr>, vm: &VirtualMachine) -> PyResult<Vec<u8>> {
    if let Some(utf8) = text.to_str() {
        return Ok(utf8.as_bytes().to_vec());
    }
    let encoded = vm.call_method(text.as_object(), "encode", ("utf-8", "surrogateescape"))?;
    encoded.try_to_value(vm)
}

/// Creates `OSError(errno, strerror(errno), filename, None, filename2)`, in the subclass for the number.
pub(super) fn os_error(
    errno: Errno,
    [filename, other]: [Option<&PyObjectRef>; 2],
    vm: &VirtualMachine,
) -> PyBaseExceptionRef {
    let mut args: Vec<PyObjectRef> = vec![
        vm.ctx.new_int(errno.number()).into(),
        vm.ctx.new_str(errno.message()).into(),
    ];
    args.extend(filename.cloned());
    if let Some(other) = other {
        args.extend([vm.ctx.none(), other.clone()]);
    }
    vm.invoke_exception(vm.ctx.exceptions.os_error, args)
        .unwrap_or_else(|error| error)
}

/// Converts an error into an exception without a file name.
pub(super) fn raise<R>(answer: Result<R, Errno>, vm: &VirtualMachine) -> PyResult<R> {
    answer.map_err(|errno| os_error(errno, [None, None], vm))
}

/// The argument `dir_fd`, which no function here supports.
#[derive(FromArgs)]
pub(super) struct DirFd {
    #[pyarg(named, default)]
    dir_fd: Option<PyObjectRef>,
}

impl DirFd {
    pub(super) fn check(&self, vm: &VirtualMachine) -> PyResult<()> {
        match self.dir_fd {
            None => Ok(()),
            Some(_) => Err(vm.new_not_implemented_error("dir_fd unavailable on this platform")),
        }
    }
}

#[derive(FromArgs)]
pub(super) struct PathArgs {
    #[pyarg(any)]
    pub(super) path: Path,
    #[pyarg(flatten)]
    pub(super) dir_fd: DirFd,
}
