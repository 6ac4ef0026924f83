//! Building the interpreter, once, in the zygote process.

use std::sync::Mutex;

use rustpython_compiler_core::frozen::FrozenLib;
use rustpython_vm::{
    Interpreter, PyResult, Settings, VirtualMachine,
    compiler::Mode,
    vm::{ASSUMED_STACK_SIZE, SUBINTERPRETER_BEGINS},
};

/// Native modules of the standard library that this project does without: `_queue` and `_datetime` read clocks that do
/// not exist on this target, and `queue.py` and `datetime.py` have Python forms of what they hold.
const LEFT_OUT: [&str; 2] = ["_queue", "_datetime"];

/// Python's part of the library, as `build/library.rs` has frozen it.
const LIBRARY: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/library"));

static INTERPRETER: Mutex<Option<Zygote>> = Mutex::new(None);

struct Zygote(Interpreter);

// SAFETY: the interpreter is entered by one thread at a time: the zygote's main thread while it boots, and in each copy
// of its memory that copy's main thread. Other threads get VMs of their own from `VirtualMachine::new_thread`.
unsafe impl Send for Zygote {}

/// Takes the interpreter of this process: whoever runs the one program has it to itself, and finalizes it.
///
/// # Panics
/// If [`boot`] has not run in this memory or the one it was copied from, or a program has run already.
pub(crate) fn take_interpreter() -> Interpreter {
    let mut slot = INTERPRETER.lock().expect("no thread panics while booting");
    slot.take()
        .expect("the zygote has booted, and no program has run")
        .0
}

/// Gives back what [`take_interpreter`] took.
pub(crate) fn put_interpreter(interpreter: Interpreter) {
    let mut slot = INTERPRETER.lock().expect("no thread panics while booting");
    *slot = Some(Zygote(interpreter));
}

/// Builds the interpreter and imports what programs about threads import, so that a run finds it done.
///
/// `stack_budget` is how much of its stack in linear memory a Python thread may use, in bytes, before native recursion
/// raises RecursionError. The browser keeps the other part of each frame on a stack of its own, which cannot be measured
/// from inside: the budget has to be low enough that this one is never the first to run out.
///
/// # Errors
/// The traceback, as text, of whatever the boot code raised.
pub fn boot(stack_budget: usize) -> Result<(), String> {
    ASSUMED_STACK_SIZE.store(stack_budget, std::sync::atomic::Ordering::Relaxed);
    crate::modules::tell_at_safepoints();
    crate::stack::install();
    crate::panics::install();
    crate::gil::install();
    // Only the first call counts, and they are all the same.
    let _ = SUBINTERPRETER_BEGINS.set(begin_subinterpreter);
    let mut settings = Settings::default();
    settings.install_signal_handlers = false;
    settings.write_bytecode = false;
    let builder = Interpreter::builder(settings);
    let stdlib: Vec<_> = rustpython_stdlib::stdlib_module_defs(&builder.ctx)
        .into_iter()
        .filter(|def| !LEFT_OUT.contains(&def.name.as_str()))
        .collect();
    let ours = crate::modules::defs(&builder.ctx);
    let interpreter = builder
        .add_native_modules(&stdlib)
        .add_native_modules(&ours)
        .add_frozen_modules(FrozenLib::from_ref(LIBRARY))
        .build();
    let booted = interpreter.enter(|vm| {
        let result = prelude(vm).map_err(|error| traceback(vm, error));
        // The copies' main threads are others: leave nothing of this one behind.
        rustpython_vm::vm::thread::cleanup_current_thread_frames(vm);
        result
    });
    put_interpreter(interpreter);
    booted
}

/// What is run in each interpreter of a process, in this order, and in the zygote before the modules for Python 2: the module's name
/// and source.
const PRELUDE: [(&str, &str); 7] = [
    ("_playground.platform", include_str!("python/platform.py")),
    ("_playground.clocks", include_str!("python/clocks.py")),
    ("_playground.fileio", include_str!("python/fileio.py")),
    ("_playground.importing", include_str!("python/importing.py")),
    ("_playground.site", include_str!("python/site.py")),
    ("_playground.sockets", include_str!("python/sockets.py")),
    ("_playground.streams", include_str!("python/streams.py")),
];

/// What is run after them.
const START: [(&str, &str); 5] = [
    ("_playground.boot", include_str!("python/boot.py")),
    ("playground", include_str!("python/playground.py")),
    (
        "_playground.event_loop",
        include_str!("python/event_loop.py"),
    ),
    ("_playground.explain", include_str!("python/explain.py")),
    ("faulthandler", include_str!("python/faulthandler.py")),
];

/// Runs the [`PRELUDE`], the modules for Python 2 and the [`START`], and all that they import.
fn prelude(vm: &VirtualMachine) -> PyResult<()> {
    let modules_of_python2 = python2_dialect::COMPAT;
    add_modules(
        PRELUDE.into_iter().chain(modules_of_python2).chain(START),
        vm,
    )?;
    vm.state.gc.collect_force(2);
    Ok(())
}

/// Makes a new subinterpreter one of this process: its clocks, files and streams, and the modules beside its program.
fn begin_subinterpreter(vm: &VirtualMachine) {
    let begun = add_modules(PRELUDE, vm).and_then(|()| crate::program::add_folder(vm));
    if let Err(error) = begun {
        // Whoever made it hears of it when something is missing.
        vm.print_exception(&error);
    }
}

/// Runs modules of `_playground`, and others, in their order.
fn add_modules(
    sources: impl IntoIterator<Item = (&'static str, &'static str)>,
    vm: &VirtualMachine,
) -> PyResult<()> {
    let package = vm.new_module("_playground", vm.ctx.new_dict(), None);
    package.set_attr("__path__", vm.ctx.new_list(Vec::new()), vm)?;
    modules(vm)?.set_item("_playground", package.clone().into(), vm)?;
    for (name, source) in sources {
        let module = add_module(name, source, vm)?;
        if let Some(short) = name.strip_prefix("_playground.") {
            package.set_attr(short, module, vm)?;
        }
    }
    Ok(())
}

/// Returns the module that answers the page's questions. It is run at the first question, because a run does not need it.
#[cfg(target_arch = "wasm32")]
pub(crate) fn questions_module(vm: &VirtualMachine) -> PyResult {
    const NAME: &str = "_playground.questions";
    match modules(vm)?.get_item(NAME, vm) {
        Ok(module) => Ok(module),
        Err(_) => add_module(NAME, include_str!("python/questions.py"), vm),
    }
}

fn modules(vm: &VirtualMachine) -> PyResult {
    vm.sys_module.get_attr("modules", vm)
}

/// Runs `source` as the module `name`.
fn add_module(name: &'static str, source: &str, vm: &VirtualMachine) -> PyResult {
    let scope = vm.new_scope_with_builtins();
    let module = vm.new_module(name, scope.globals.clone(), None);
    modules(vm)?.set_item(name, module.clone().into(), vm)?;
    let code = vm
        .compile(source, Mode::Exec, format!("<{name}>"))
        .map_err(|error| error.into_pyexception(vm, Some(source)))?;
    vm.run_code_obj(code, scope)?;
    Ok(module.into())
}

/// The traceback of `error` as text, written without the help of Python code.
pub(crate) fn traceback(
    vm: &VirtualMachine,
    error: rustpython_vm::builtins::PyBaseExceptionRef,
) -> String {
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _ = vm.write_exception(&mut text, &error);
    text
}
