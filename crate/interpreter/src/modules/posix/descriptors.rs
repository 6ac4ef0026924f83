//! The functions of `posix` that take a descriptor.

pub(super) use sub::stat_fd;

/// These are merged into `posix`.
#[rustpython_vm::pymodule(sub)]
pub(super) mod sub {
    use std::time::Duration;

    use process_files::{Errno, Whence};
    use rustpython_vm::{
        PyObjectRef, PyResult, VirtualMachine,
        function::{ArgBytesLike, ArgMemoryBuffer, OptionalArg},
    };

    use super::super::{
        FILES,
        path::{os_error, raise},
        pipe, stat,
    };
    use crate::stdio::{self, StreamKind};
    use web_threading::Deadline;

    /// Status of an open file.
    #[pyfunction(name = "fstat")]
    pub(in super::super) fn stat_fd(fd: i32, vm: &VirtualMachine) -> PyResult {
        let is_standard = raise(FILES.standard(fd), vm)?.is_some();
        if is_standard || raise(FILES.external(fd), vm)?.is_some() {
            return Ok(stat::standard_stream(vm));
        }
        Ok(stat::to_python(&raise(FILES.stat_open(fd), vm)?, vm))
    }

    #[pyfunction]
    fn close(fd: i32, vm: &VirtualMachine) -> PyResult<()> {
        raise(FILES.close(fd), vm)
    }

    /// Closes all descriptors from `low` up to, but not including, `high`.
    #[pyfunction]
    fn closerange(low: i32, high: i32) {
        for fd in low.max(0)..high.min(1024) {
            // Descriptors that are not open are ignored.
            let _ = FILES.close(fd);
        }
    }

    fn read_fd(fd: i32, length: usize, vm: &VirtualMachine) -> PyResult<Vec<u8>> {
        if let Some(end) = raise(FILES.external(fd), vm)? {
            return pipe::read(&end, length, vm);
        }
        match raise(FILES.standard(fd), vm)? {
            None => raise(FILES.read(fd, length), vm),
            Some(0) => stdio::read_input(length, vm),
            Some(_) => Err(os_error(Errno::BadDescriptor, [None, None], vm)),
        }
    }

    /// Reads at most `length` bytes; returns none at the end of the file.
    #[pyfunction]
    fn read(fd: i32, length: isize, vm: &VirtualMachine) -> PyResult {
        let length =
            usize::try_from(length).map_err(|_| os_error(Errno::Invalid, [None, None], vm))?;
        Ok(vm.ctx.new_bytes(read_fd(fd, length, vm)?).into())
    }

    /// Reads into `buffer` and returns the number of bytes.
    #[pyfunction]
    fn readinto(fd: i32, buffer: ArgMemoryBuffer, vm: &VirtualMachine) -> PyResult<usize> {
        let bytes = read_fd(fd, buffer.len(), vm)?;
        buffer.with_ref(|into| into[..bytes.len()].copy_from_slice(&bytes));
        Ok(bytes.len())
    }

    /// Reads at most `length` bytes at `offset`.
    #[pyfunction]
    fn pread(fd: i32, length: usize, offset: u64, vm: &VirtualMachine) -> PyResult {
        let bytes = raise(FILES.read_at(fd, length, offset), vm)?;
        Ok(vm.ctx.new_bytes(bytes).into())
    }

    /// Writes bytes and returns how many.
    #[pyfunction]
    fn write(fd: i32, data: ArgBytesLike, vm: &VirtualMachine) -> PyResult<usize> {
        if let Some(end) = raise(FILES.external(fd), vm)? {
            return pipe::write(&end, &data.with_ref(<[u8]>::to_vec), vm);
        }
        let kind = match raise(FILES.standard(fd), vm)? {
            None => return raise(data.with_ref(|bytes| FILES.write(fd, bytes)), vm),
            Some(1) => StreamKind::Stdout,
            Some(2) => StreamKind::Stderr,
            Some(_) => return Err(os_error(Errno::BadDescriptor, [None, None], vm)),
        };
        let bytes = data.with_ref(<[u8]>::to_vec);
        stdio::write_output(kind, &bytes, vm);
        Ok(bytes.len())
    }

    /// Writes bytes at `offset` and returns how many.
    #[pyfunction]
    fn pwrite(fd: i32, data: ArgBytesLike, offset: u64, vm: &VirtualMachine) -> PyResult<usize> {
        raise(data.with_ref(|bytes| FILES.write_at(fd, bytes, offset)), vm)
    }

    /// Moves the offset and returns the new offset.
    #[pyfunction]
    fn lseek(fd: i32, position: i64, whence: i32, vm: &VirtualMachine) -> PyResult<u64> {
        let whence = match whence {
            0 => Whence::Start,
            1 => Whence::Current,
            2 => Whence::End,
            _ => return Err(os_error(Errno::Invalid, [None, None], vm)),
        };
        raise(FILES.seek(fd, position, whence), vm)
    }

    #[pyfunction]
    fn ftruncate(fd: i32, length: u64, vm: &VirtualMachine) -> PyResult<()> {
        raise(FILES.set_len(fd, length), vm)
    }

    #[pyfunction]
    fn fchmod(fd: i32, mode: u32, vm: &VirtualMachine) -> PyResult<()> {
        raise(FILES.set_open_permissions(fd, mode), vm)
    }

    /// Does nothing: files exist only in memory.
    #[pyfunction]
    #[pyfunction(name = "fdatasync")]
    fn fsync(fd: PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
        let fd: i32 = if fd
            .downcast_ref::<rustpython_vm::builtins::PyInt>()
            .is_some()
        {
            fd.try_into_value(vm)?
        } else {
            vm.call_method(&fd, "fileno", ())?.try_into_value(vm)?
        };
        raise(FILES.standard(fd), vm).map(|_| ())
    }

    #[pyfunction]
    fn isatty(_fd: i32) -> bool {
        false
    }

    /// Creates a pipe. Returns the descriptor to read from and the one to write to.
    #[pyfunction(name = "pipe")]
    fn open_pipe(vm: &VirtualMachine) -> PyResult<(i32, i32)> {
        pipe::open(vm)
    }

    /// For the module `select`: waits until a descriptor is ready or the seconds have passed. Returns the descriptors that
    /// can be read and those that can be written.
    #[pyfunction]
    fn _select(
        readers: Vec<i32>,
        writers: Vec<i32>,
        timeout: Option<f64>,
        vm: &VirtualMachine,
    ) -> PyResult<(PyObjectRef, PyObjectRef)> {
        let duration = |seconds: f64| {
            Duration::try_from_secs_f64(seconds.max(0.0))
                .map_err(|_| vm.new_overflow_error("timeout is too large"))
        };
        let deadline = timeout.map(duration).transpose()?.map(Deadline::after);
        let (readers, writers) = pipe::select(&readers, &writers, deadline, vm)?;
        let list = |fds: Vec<i32>| -> PyObjectRef {
            let fds = fds.into_iter().map(|fd| vm.ctx.new_int(fd).into());
            vm.ctx.new_list(fds.collect()).into()
        };
        Ok((list(readers), list(writers)))
    }

    /// Returns another descriptor for the same open file.
    #[pyfunction]
    fn dup(fd: i32, vm: &VirtualMachine) -> PyResult<i32> {
        raise(FILES.duplicate(fd), vm)
    }

    /// Makes `fd2` a descriptor for the same open file as `fd`.
    #[pyfunction]
    fn dup2(
        fd: i32,
        fd2: i32,
        inheritable: OptionalArg<bool>,
        vm: &VirtualMachine,
    ) -> PyResult<i32> {
        raise(FILES.duplicate_to(fd, fd2, inheritable.unwrap_or(true)), vm)
    }

    #[pyfunction]
    fn get_inheritable(fd: i32, vm: &VirtualMachine) -> PyResult<bool> {
        raise(FILES.is_inheritable(fd), vm)
    }

    #[pyfunction]
    fn set_inheritable(fd: i32, inheritable: bool, vm: &VirtualMachine) -> PyResult<()> {
        raise(FILES.set_inheritable(fd, inheritable), vm)
    }

    /// Always true: reads and writes block.
    #[pyfunction]
    fn get_blocking(fd: i32, vm: &VirtualMachine) -> PyResult<bool> {
        raise(FILES.standard(fd), vm).map(|_| true)
    }

    #[pyfunction]
    fn set_blocking(fd: i32, _blocking: bool, vm: &VirtualMachine) -> PyResult<()> {
        raise(FILES.standard(fd), vm).map(|_| ())
    }
}
