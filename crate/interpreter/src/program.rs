//! One program, from its source to its exit status.

use std::sync::{Mutex, PoisonError, atomic::Ordering};

pub(crate) use process_layout::status::SIGINT;
use process_layout::{report::Report, status};
use python2_dialect::Dialect;
use rustpython_vm::{
    AsObject, PyRef, PyResult, VirtualMachine,
    builtins::{PyBaseExceptionRef, PyCode},
    compiler::Mode,
    signal::SignalNum,
};

use crate::{
    allocator,
    boot::{put_interpreter, take_interpreter, traceback},
    gil,
    modules::posix,
    observe, reserve, stdio,
    translation::translate,
};

/// What is run, and how it is started.
pub struct Program {
    /// The file that runs as `__main__`, and its name in tracebacks.
    pub main: String,
    /// Every file's path and bytes, `main` among them. Relative paths start from [`HOME`](crate::HOME).
    pub files: Vec<(String, Vec<u8>)>,
    /// `sys.argv[1:]`.
    pub argv: Vec<String>,
    /// The dialect of all files; `None` to tell it from each source.
    pub dialect: Option<Dialect>,
    /// Whether threads take turns under a global lock, as CPython's do unless it was built without one.
    pub gil: bool,
    /// Whether what its threads do is recorded, for the page to read.
    pub record: bool,
}

static REPORT: Report = Report::new();

/// Where the program's own modules are: `sys.path[0]` of each of its interpreters, as in CPython since 3.13.
static FOLDER: Mutex<String> = Mutex::new(String::new());

/// Makes a new subinterpreter find the modules beside the program.
pub(crate) fn add_folder(vm: &VirtualMachine) -> PyResult<()> {
    let folder = FOLDER
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .clone();
    vm.insert_sys_path(vm.ctx.new_str(folder).into())
}

/// Returns the address of the report.
#[cfg_attr(not(target_arch = "wasm32"), expect(dead_code))]
pub(crate) fn report_address() -> u32 {
    (&raw const REPORT).addr() as u32
}

/// Counts a thread for the report.
pub(crate) fn count_thread() {
    REPORT.threads.fetch_add(1, Ordering::Relaxed);
}

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
        .import("_playground.boot", 0)?
        .get_attr("boot", vm)?
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
    gil::set_enabled(program.gil);
    observe::begin(&program.main, program.record);
    reserve::begin();
    allocator::begin_thread();
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
    for (path, bytes) in &program.files {
        posix::put_file(path, bytes, vm)?;
    }
    let text = main_text(vm, program)?;
    let (dialect, code) = compile(vm, &text, &program.main, program.dialect);
    REPORT.dialect.store(number_of(dialect), Ordering::Relaxed);
    let scope = vm.new_scope_with_main()?;
    let argv = program
        .argv
        .iter()
        .map(|arg| vm.ctx.new_str(arg.as_str()).into());
    let folder = vm
        .import("_playground.boot", 0)?
        .get_attr("boot", vm)?
        .get_attr("prepare", vm)?
        .call(
            (
                scope.globals.clone(),
                program.main.as_str().to_owned(),
                text.as_str().to_owned(),
                vm.ctx.new_list(argv.collect()),
                match program.dialect {
                    None => "auto",
                    Some(Dialect::Python2) => "python2",
                    Some(Dialect::Python3) => "python3",
                },
                matches!(dialect, Dialect::Python2),
            ),
            vm,
        )?
        .try_into_value::<String>(vm)?;
    *FOLDER.lock().unwrap_or_else(PoisonError::into_inner) = folder;
    let result = vm.run_code_obj(code?, scope);
    if matches!(dialect, Dialect::Python2) {
        let ended = vm
            .import("_python2", 0)
            .and_then(|module| module.get_attr("end_line", vm)?.call((), vm));
        // What the program raised is told first.
        result.and(ended)?;
    } else {
        result?;
    }
    Ok(())
}

/// Compiles a file in `dialect`, or in the one that its text shows, which is returned too. Errors show its own lines.
pub(crate) fn compile(
    vm: &VirtualMachine,
    text: &str,
    file: &str,
    dialect: Option<Dialect>,
) -> (Dialect, PyResult<PyRef<PyCode>>) {
    let translation = match dialect {
        Some(Dialect::Python3) => None,
        Some(Dialect::Python2) => translate(text, true),
        None => translate(text, false),
    };
    let (found, source) = translation
        .as_ref()
        .map_or((Dialect::Python3, text), |translation| {
            (translation.dialect, translation.source.as_str())
        });
    let code = vm
        .compile(source, Mode::Exec, file)
        .map_err(|error| error.into_pyexception(vm, Some(text)));
    (dialect.unwrap_or(found), code)
}

/// The text of the main file.
///
/// # Errors
/// SyntaxError if it is not UTF-8, FileNotFoundError if it is not among the files.
fn main_text(vm: &VirtualMachine, program: &Program) -> PyResult<String> {
    let main = program.files.iter().find(|(path, _)| *path == program.main);
    let Some((_, bytes)) = main else {
        return Err(posix::not_found(&program.main, vm));
    };
    // As CPython, which takes a mark of UTF-8 for no part of the text.
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    String::from_utf8(bytes.to_vec()).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = bytes[..at].iter().filter(|&&byte| byte == b'\n').count() + 1;
        let message = format!(
            "Non-UTF-8 code starting with '\\x{:02x}' in file {} on line {line}, but no encoding declared",
            bytes[at], program.main,
        );
        vm.new_exception_msg(vm.ctx.exceptions.syntax_error.to_owned(), message.into())
    })
}

fn number_of(dialect: Dialect) -> u32 {
    match dialect {
        Dialect::Python2 => 2,
        Dialect::Python3 => 3,
    }
}

/// Reports what left `__main__` and gives the status for it.
fn status_of(vm: &VirtualMachine, error: PyBaseExceptionRef) -> i32 {
    let interrupted = error.fast_isinstance(vm.ctx.exceptions.keyboard_interrupt);
    let status = vm.handle_exit_exception(error).cast_signed();
    // Only eight bits of a status reach whoever waits for a process.
    if interrupted {
        status::INTERRUPTED
    } else {
        status & 0xff
    }
}
