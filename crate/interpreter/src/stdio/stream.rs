//! The module `_stdio`: the types of `sys.stdout`, `sys.stderr` and `sys.stdin`.

use std::cell::RefCell;

use rustpython_vm::{PyResult, VirtualMachine};

use super::{StreamKind, input, output, with_thread_name};
use crate::{
    gil,
    observe::{self, Wait, Waits},
};

pub(crate) use _stdio::module_def;

/// A thread's unfinished line is written when it reaches this size, in bytes.
const LONGEST_LINE: usize = 32 * 1024;

thread_local! {
    /// The text that this thread has written since its last end of line, for standard output and standard error.
    static PENDING: RefCell<[String; 2]> = const { RefCell::new([String::new(), String::new()]) };
}

fn slot(kind: StreamKind) -> usize {
    kind as usize - 1
}

/// Appends to this thread's line and writes all complete lines.
///
/// Lines are assembled separately for each thread, so that no other thread's output can come between the text of a `print`
/// and its end of line.
fn write(kind: StreamKind, text: &str, vm: &VirtualMachine) {
    let ready = PENDING.with_borrow_mut(|pending| {
        let line = &mut pending[slot(kind)];
        line.push_str(text);
        let whole = match text.rfind('\n') {
            Some(at) => line.len() - text.len() + at + 1,
            None if line.len() > LONGEST_LINE => line.len(),
            None => return None,
        };
        let after = line.split_off(whole);
        Some(std::mem::replace(line, after))
    });
    if let Some(ready) = ready {
        emit(kind, &ready, vm);
    }
}

fn flush(kind: StreamKind, vm: &VirtualMachine) {
    let rest = PENDING.with_borrow_mut(|pending| std::mem::take(&mut pending[slot(kind)]));
    if !rest.is_empty() {
        emit(kind, &rest, vm);
    }
}

fn emit(kind: StreamKind, text: &str, vm: &VirtualMachine) {
    // With a global lock, a line is written before another thread runs, like the short writes of an operating system.
    if gil::is_enabled() {
        let ident = rustpython_vm::stdlib::_thread::get_ident();
        if let Some(number) = with_thread_name(|name| output::try_write(kind, ident, name, text)) {
            observe::record::wrote(number);
            return;
        }
    }
    let number = vm.allow_threads(|| emit_detached(kind, text));
    observe::record::wrote(number);
}

fn emit_detached(kind: StreamKind, text: &str) -> u32 {
    let ident = rustpython_vm::stdlib::_thread::get_ident();
    with_thread_name(|name| output::write(kind, ident, name, text))
}

/// Writes the unfinished line of the calling thread. Called when the thread ends, outside of any VM.
pub(crate) fn flush_thread() {
    let [out, err] = PENDING.take();
    for (kind, text) in [(StreamKind::Stdout, out), (StreamKind::Stderr, err)] {
        if !text.is_empty() {
            observe::record::wrote(emit_detached(kind, &text));
        }
    }
}

/// Writes bytes, which are decoded as UTF-8.
pub(crate) fn write_output(kind: StreamKind, bytes: &[u8], vm: &VirtualMachine) {
    write(kind, &String::from_utf8_lossy(bytes), vm);
}

/// Reads at most `length` bytes of standard input; returns none at its end. Blocks only the calling thread.
///
/// # Errors
/// The exception of a signal handler.
pub(crate) fn read_input(length: usize, vm: &VirtualMachine) -> PyResult<Vec<u8>> {
    let mut bytes = vec![0; length];
    let what = Wait::new(Waits::Input, None);
    // Recorded as a wait for the page: no thread of the program has to provide the input.
    let count = observe::waiting(&what, vm, || {
        crate::modules::interruptible(vm, |_| {
            let _reader = input::READER.lock();
            match input::read(&mut bytes) {
                input::Read::Bytes(count) => Some(count),
                input::Read::Interrupted => None,
            }
        })
    })?;
    bytes.truncate(count);
    Ok(bytes)
}

/// Text streams to the page.
#[rustpython_vm::pymodule]
mod _stdio {
    use rustpython_vm::{
        AsObject, Py, PyObjectRef, PyPayload, PyResult, VirtualMachine,
        builtins::{PyBytesRef, PyStrRef},
        function::{ArgBytesLike, FuncArgs, OptionalArg},
        pyclass,
        types::Constructor,
    };

    use super::super::StreamKind;

    /// A line-buffered text stream to the page, with the attributes of an `io.TextIOWrapper`.
    #[pyattr]
    #[pyclass(name = "TextStream")]
    #[derive(Debug, PyPayload)]
    struct TextStream {
        kind: StreamKind,
    }

    impl Constructor for TextStream {
        type Args = (i32,);

        fn py_new(
            _cls: &Py<rustpython_vm::builtins::PyType>,
            (fd,): Self::Args,
            vm: &VirtualMachine,
        ) -> PyResult<Self> {
            let kind = match fd {
                1 => StreamKind::Stdout,
                2 => StreamKind::Stderr,
                _ => return Err(vm.new_value_error("standard output is 1, standard error 2")),
            };
            Ok(Self { kind })
        }
    }

    #[pyclass(with(Constructor), flags(BASETYPE, HAS_DICT))]
    impl TextStream {
        #[pymethod]
        fn write(zelf: &Py<Self>, text: PyStrRef, vm: &VirtualMachine) -> PyResult<usize> {
            match text.to_str() {
                Some(utf8) => super::write(zelf.kind, utf8, vm),
                None => {
                    // Lone surrogates: the stream's error handler raises an error or escapes them.
                    let encoded: PyBytesRef = vm
                        .call_method(text.as_object(), "encode", ("utf-8", Self::errors(zelf)))?
                        .downcast()
                        .map_err(|_| vm.new_type_error("encode() gave no bytes"))?;
                    super::write(zelf.kind, &String::from_utf8_lossy(encoded.as_bytes()), vm);
                }
            }
            Ok(text.char_len())
        }

        /// Writes the bytes of the stream `buffer`, which are decoded as UTF-8.
        #[pymethod]
        fn _write_bytes(zelf: &Py<Self>, bytes: ArgBytesLike, vm: &VirtualMachine) -> usize {
            let copied = bytes.with_ref(<[u8]>::to_vec);
            super::write_output(zelf.kind, &copied, vm);
            copied.len()
        }

        #[pymethod]
        fn writelines(zelf: &Py<Self>, lines: PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
            for line in lines.try_to_value::<Vec<PyStrRef>>(vm)? {
                Self::write(zelf, line, vm)?;
            }
            Ok(())
        }

        #[pymethod]
        fn flush(zelf: &Py<Self>, vm: &VirtualMachine) {
            super::flush(zelf.kind, vm);
        }

        #[pymethod]
        fn fileno(zelf: &Py<Self>) -> i32 {
            zelf.kind as i32
        }

        #[pymethod]
        fn isatty(_zelf: &Py<Self>) -> bool {
            false
        }

        #[pymethod]
        fn readable(_zelf: &Py<Self>) -> bool {
            false
        }

        #[pymethod]
        fn writable(_zelf: &Py<Self>) -> bool {
            true
        }

        #[pymethod]
        fn seekable(_zelf: &Py<Self>) -> bool {
            false
        }

        /// Only flushes: standard streams stay open as long as their process.
        #[pymethod]
        fn close(zelf: &Py<Self>, vm: &VirtualMachine) {
            Self::flush(zelf, vm);
        }

        /// Accepts the options of `io.TextIOWrapper.reconfigure`; encoding and buffering cannot be changed.
        #[pymethod]
        fn reconfigure(zelf: &Py<Self>, _options: FuncArgs, vm: &VirtualMachine) {
            Self::flush(zelf, vm);
        }

        #[pygetset]
        fn name(zelf: &Py<Self>) -> &'static str {
            match zelf.kind {
                StreamKind::Stdout => "<stdout>",
                StreamKind::Stderr => "<stderr>",
            }
        }

        #[pygetset]
        fn mode(_zelf: &Py<Self>) -> &'static str {
            "w"
        }

        #[pygetset]
        fn encoding(_zelf: &Py<Self>) -> &'static str {
            "utf-8"
        }

        #[pygetset]
        fn errors(zelf: &Py<Self>) -> &'static str {
            match zelf.kind {
                StreamKind::Stdout => "strict",
                StreamKind::Stderr => "backslashreplace",
            }
        }

        #[pygetset]
        fn newlines(_zelf: &Py<Self>, vm: &VirtualMachine) -> PyObjectRef {
            vm.ctx.none()
        }

        #[pygetset]
        fn line_buffering(_zelf: &Py<Self>) -> bool {
            true
        }

        #[pygetset]
        fn write_through(_zelf: &Py<Self>) -> bool {
            false
        }

        #[pygetset]
        fn closed(_zelf: &Py<Self>) -> bool {
            false
        }

        #[pymethod]
        fn __enter__(zelf: &Py<Self>) -> rustpython_vm::PyRef<TextStream> {
            zelf.to_owned()
        }

        #[pymethod]
        fn __exit__(zelf: &Py<Self>, _args: FuncArgs, vm: &VirtualMachine) {
            Self::flush(zelf, vm);
        }
    }

    /// Sets the calling thread's name in its output records.
    #[pyfunction]
    fn set_thread_name(name: PyStrRef, _extra: OptionalArg<PyObjectRef>) {
        super::super::set_thread_name(&name.to_string_lossy());
    }
}
