//! One program, from its source to its exit status.

use std::sync::atomic::{AtomicU32, Ordering};

use python2_dialect::Dialect;
use rustpython_vm::{
    AsObject, PyResult, VirtualMachine, builtins::PyBaseExceptionRef, compiler::Mode,
    signal::SignalNum,
};

use crate::{
    boot::{put_interpreter, take_interpreter, traceback},
    stdio,
};

/// What is run, and how it is started.
pub struct Program {
    /// The file that runs as `__main__`, and its name in tracebacks.
    pub main: String,
    /// Every file's name and text, `main` among them.
    pub files: Vec<(String, String)>,
    /// `sys.argv[1:]`.
    pub argv: Vec<String>,
    /// The dialect of all files; `None` to tell it from each source.
    pub dialect: Option<Dialect>,
}

/// What the page reads of a run when it is over: words at a known place.
#[repr(C)]
struct Report {
    /// Threads started, the main thread aside.
    threads: AtomicU32,
    /// The main file's dialect: 2 or 3, and 0 before it is known.
    dialect: AtomicU32,
}

static REPORT: Report = Report {
    threads: AtomicU32::new(0),
    dialect: AtomicU32::new(0),
};

/// Byte offset of the report's words.
pub(crate) fn report_offset() -> u32 {
    std::ptr::from_ref(&REPORT) as usize as u32
}

/// Counts a thread for the report.
pub(crate) fn count_thread() {
    REPORT.threads.fetch_add(1, Ordering::Relaxed);
}

/// Signal number of an interrupt, as on every system CPython runs on.
pub(crate) const SIGINT: i32 = 2;

/// Status of a process that ended by KeyboardInterrupt, as a shell reports it (128 + SIGINT).
const STATUS_INTERRUPTED: i32 = 128 + SIGINT;

/// Makes the calling worker the main thread of a process whose memory was copied from the zygote's.
///
/// # Errors
/// The traceback of what the restoring code raised.
pub fn restore() -> Result<(), String> {
    web_threading::adopt_main();
    stdio::set_thread_name("MainThread");
    let interpreter = take_interpreter();
    let restored = interpreter.enter(|vm| {
        vm.adopt_current_thread();
        restore_python(vm).map_err(|error| traceback(vm, error))
    });
    put_interpreter(interpreter);
    restored
}

fn restore_python(vm: &VirtualMachine) -> PyResult<()> {
    let handler = vm
        .import("_playground", 0)?
        .get_attr("restore", vm)?
        .call((), vm)?;
    vm.set_signal_handler(sigint(), Some(handler));
    Ok(())
}

/// [`SIGINT`] as RustPython's type.
pub(crate) fn sigint() -> SignalNum {
    // SAFETY: 2 is in the valid range, 1 to 63.
    unsafe { SignalNum::new_unchecked(SIGINT) }
}

/// Runs `program` to its end, waits for its non-daemon threads, and returns its exit status, as CPython would.
pub fn run(program: &Program) -> i32 {
    let interpreter = take_interpreter();
    let status = interpreter.enter(|vm| match execute(vm, program) {
        Ok(()) => 0,
        Err(error) => status_of(vm, error),
    });
    let finalized = interpreter.finalize(None);
    stdio::flush_thread();
    if status == 0 {
        finalized.cast_signed()
    } else {
        status
    }
}

fn execute(vm: &VirtualMachine, program: &Program) -> PyResult<()> {
    let files = vm.ctx.new_dict();
    let (mut main_source, mut main_text) = ("", "");
    let mut main_dialect = Dialect::Python3;
    let mut translated = Vec::new();
    for (name, text) in &program.files {
        let translation = match program.dialect {
            Some(Dialect::Python3) => None,
            Some(Dialect::Python2) | None => Some(python2_dialect::translate(text)),
        };
        translated.push((name, text, translation));
    }
    for (name, text, translation) in &translated {
        let (dialect, source) = translation
            .as_ref()
            .map_or((Dialect::Python3, text.as_str()), |t| {
                (t.dialect, t.source.as_str())
            });
        if *name == &program.main {
            (main_dialect, main_source, main_text) = (dialect, source, text);
        }
        // Python code gets what it compiles and, for tracebacks, what the person wrote.
        let pair = vm.ctx.new_tuple(vec![
            vm.ctx.new_str(source).into(),
            vm.ctx.new_str(text.as_str()).into(),
        ]);
        files.set_item(name.as_str(), pair.into(), vm)?;
    }
    let main_dialect = program.dialect.unwrap_or(main_dialect);
    let number = if main_dialect == Dialect::Python2 {
        2
    } else {
        3
    };
    REPORT.dialect.store(number, Ordering::Relaxed);
    let scope = vm.new_scope_with_main()?;
    vm.import("_playground", 0)?.get_attr("prepare", vm)?.call(
        (
            scope.globals.clone(),
            program.main.as_str().to_owned(),
            files,
            vm.ctx.new_list(
                program
                    .argv
                    .iter()
                    .map(|arg| vm.ctx.new_str(arg.as_str()).into())
                    .collect(),
            ),
            matches!(main_dialect, Dialect::Python2),
        ),
        vm,
    )?;
    let code = vm
        .compile(main_source, Mode::Exec, program.main.as_str())
        .map_err(|error| error.into_pyexception(vm, Some(main_text)))?;
    vm.run_code_obj(code, scope)?;
    Ok(())
}

/// Reports what left `__main__` and gives the status for it.
fn status_of(vm: &VirtualMachine, error: PyBaseExceptionRef) -> i32 {
    let interrupted = error.fast_isinstance(vm.ctx.exceptions.keyboard_interrupt);
    let status = vm.handle_exit_exception(error).cast_signed();
    // Only eight bits of a status reach whoever waits for a process.
    if interrupted {
        STATUS_INTERRUPTED
    } else {
        status & 0xff
    }
}
