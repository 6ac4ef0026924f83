//! Answers the page's questions about source that a reader edits: its syntax error, and what its names stand for.
//!
//! A process that answers runs no program, so the answers delay no run, and what they import is in no program's `sys.modules`.
//! `python/questions.py` has the kinds of questions.

use std::sync::{Mutex, MutexGuard, PoisonError};

use rustpython_vm::{PyResult, VirtualMachine};

use crate::boot::{put_interpreter, questions_module, take_interpreter, traceback};

/// What is asked and answered.
struct Desk {
    question: Option<(String, String)>,
    answer: Result<String, String>,
}

static DESK: Mutex<Desk> = Mutex::new(Desk {
    question: None,
    answer: Err(String::new()),
});

fn desk() -> MutexGuard<'static, Desk> {
    DESK.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Stores a question for [`answer`].
pub(crate) fn ask(kind: String, data: String) {
    desk().question = Some((kind, data));
}

/// Answers the question that was asked last; [`take_answer`] returns the answer.
pub(crate) fn answer() {
    let Some((kind, data)) = desk().question.take() else {
        return;
    };
    let interpreter = take_interpreter();
    let answer =
        interpreter.enter(|vm| answer_in(vm, kind, data).map_err(|error| traceback(vm, error)));
    put_interpreter(interpreter);
    desk().answer = answer;
}

fn answer_in(vm: &VirtualMachine, kind: String, data: String) -> PyResult<String> {
    questions_module(vm)?
        .get_attr("answer", vm)?
        .call((kind, data), vm)?
        .try_into_value(vm)
}

/// Returns the answer as JSON, or the traceback of the exception.
pub(crate) fn take_answer() -> Result<String, String> {
    std::mem::replace(&mut desk().answer, Err("nothing was asked".to_owned()))
}
