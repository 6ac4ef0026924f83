//! The functions that the page's workers call, and the addresses of the shared memory that the page reads and writes.

use std::sync::Mutex;

use js_sys::Uint8Array;
use process_layout::Addresses;
use python2_dialect::Dialect;
use rustpython_vm::signal::{SIGNAL_PENDING, trigger_bytes};
use wasm_bindgen::prelude::*;

use crate::{
    Program,
    observe::record,
    program::sigint,
    questions, stack, stdio,
    translation::{dialect_named, translate},
};

/// Builds the interpreter. The zygote calls it once. `stack_budget` is in bytes, see [`crate::boot`].
///
/// # Errors
/// The traceback of the exception.
#[wasm_bindgen]
pub fn playground_boot(stack_budget: usize) -> Result<(), JsError> {
    console_error_panic_hook::set_once();
    crate::boot(stack_budget).map_err(|traceback| JsError::new(&traceback))
}

/// Makes the calling worker the main thread of a process that was copied from the zygote. Returns the addresses that the page
/// needs.
///
/// # Errors
/// The traceback of the exception.
#[wasm_bindgen]
pub fn playground_restore() -> Result<Addresses, JsError> {
    console_error_panic_hook::set_once();
    crate::restore().map_err(|traceback| JsError::new(&traceback))?;
    let (trigger, breaker) = trigger_bytes(sigint());
    Ok(Addresses {
        output: stdio::output::address(),
        input: stdio::input::address(),
        labels: record::address(),
        report: crate::program::report_address(),
        trigger: trigger as usize as u32,
        breaker: breaker as usize as u32,
    })
}

const _: () = assert!(process_layout::SIGNAL_PENDING == SIGNAL_PENDING);

/// The program that [`playground_load`] received, until [`playground_execute`] takes it.
static LOADED: Mutex<Option<Program>> = Mutex::new(None);

/// Stores the program of this process, which [`playground_execute`] runs.
///
/// `names` and `contents` are the names and contents of its files, in the same order. `dialect` is `auto`, `python2` or
/// `python3`. With `gil`, threads take turns under a global lock; with `record`, the actions of the threads are recorded.
///
/// # Panics
/// If another call panicked.
#[wasm_bindgen]
pub fn playground_load(
    main: String,
    names: Vec<String>,
    contents: Vec<Uint8Array>,
    argv: Vec<String>,
    dialect: &str,
    gil: bool,
    record: bool,
) {
    let program = Program {
        main,
        files: names
            .into_iter()
            .zip(contents.iter().map(Uint8Array::to_vec))
            .collect(),
        argv,
        dialect: dialect_named(dialect),
        gil,
        record,
    };
    *LOADED.lock().expect("nobody panics while holding it") = Some(program);
}

/// Runs the program to its end and returns its exit status.
///
/// It takes and returns only numbers, so that the worker can call it on a stack that may be suspended; see [`crate::stack`].
///
/// # Panics
/// If no program is loaded.
#[wasm_bindgen]
pub fn playground_execute() -> i32 {
    let program = LOADED
        .lock()
        .expect("nobody panics while holding it")
        .take();
    stack::allow_fresh(0);
    crate::run(&program.expect("a program was loaded"))
}

/// Returns the dialect of `source` (`python2` or `python3`) and the source as Python 3, followed by the line and the text of
/// each note about semantics that stay Python 3's.
#[wasm_bindgen]
pub fn playground_translate(source: &str) -> Vec<String> {
    let Some(translation) = translate(source, false) else {
        return vec!["python3".to_owned(), source.to_owned()];
    };
    let dialect = match translation.dialect {
        Dialect::Python2 => "python2",
        Dialect::Python3 => "python3",
    };
    let notes = translation
        .notes
        .into_iter()
        .flat_map(|note| [note.line.to_string(), note.text.to_owned()]);
    [dialect.to_owned(), translation.source]
        .into_iter()
        .chain(notes)
        .collect()
}

/// Stores a question about source for [`playground_answer`]: its kind, and its data as JSON. `python/questions.py` has the kinds.
#[wasm_bindgen]
pub fn playground_ask(kind: String, data: String) {
    questions::ask(kind, data);
}

/// Answers the question. Like [`playground_execute`], it can be called on a stack that may be suspended.
#[wasm_bindgen]
pub fn playground_answer() {
    stack::allow_fresh(0);
    questions::answer();
}

/// Returns the answer as JSON.
///
/// # Errors
/// The traceback of the exception.
#[wasm_bindgen]
pub fn playground_take_answer() -> Result<String, JsError> {
    questions::take_answer().map_err(|traceback| JsError::new(&traceback))
}
