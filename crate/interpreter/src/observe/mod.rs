//! What a program's threads do, wait for and hold: recorded for whoever draws it, and explained where none of them can go on.
//!
//! - [`threads`] counts the threads that may still run, and knows what the others wait for.
//! - [`deadlock`] looks when that count comes to zero, and has it told in words.
//! - [`held`] is what a lock knows of its holder.
//! - [`place`] finds the line of the program's own code that a thread is at.
//! - [`record`] keeps events in a ring for each thread, which the page reads; off unless the program's record is asked for.
//!
//! A wait of Python's goes through [`waiting`], which names what it is for. The futex below says when the thread really sleeps
//! ([`web_threading::observe`]): only this can tell a thread that is about to be woken from one that never will be.

mod deadlock;
mod held;
mod place;
pub(crate) mod record;
pub(crate) mod threads;

use std::cell::Cell;

use rustpython_vm::{PyObject, PyObjectRef, VirtualMachine};
use web_threading::{
    Deadline,
    observe::{Event, Interest, listen},
};

use crate::program::sigint;
pub(crate) use held::Held;
use record::Kind;

/// What kind of thing a thread of Python waits for. The numbers are those of `python/explain.py`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Waits {
    Lock = 1,
    RLock = 2,
    Semaphore = 3,
    Queue = 4,
    Thread = 5,
    Sleep = 6,
    Input = 7,
}

/// One wait: what for, and for how long.
#[derive(Clone, Copy)]
pub(crate) struct Wait<'a> {
    pub(crate) kind: Waits,
    /// What is waited for, where it is an object.
    pub(crate) object: Option<&'a PyObject>,
    /// What is known of its holder, where it has one.
    pub(crate) held: Option<&'a Held>,
    /// The number of the thread that is joined.
    pub(crate) other: u32,
    pub(crate) deadline: Option<Deadline>,
}

impl<'a> Wait<'a> {
    pub(crate) const fn new(kind: Waits, deadline: Option<Deadline>) -> Self {
        Self {
            kind,
            object: None,
            held: None,
            other: 0,
            deadline,
        }
    }

    pub(crate) const fn of(self, object: &'a PyObject, held: &'a Held) -> Self {
        Self {
            object: Some(object),
            held: Some(held),
            ..self
        }
    }
}

/// What the calling thread is about to sleep for; as addresses, since whoever explains it is another thread.
#[derive(Clone, Copy)]
struct Named {
    kind: Waits,
    object: usize,
    held: usize,
    other: u32,
}

thread_local! {
    static NAMED: Cell<Option<Named>> = const { Cell::new(None) };
}

/// The process's one program begins, in the calling thread. Its threads are recorded if `record` says so.
pub(crate) fn begin(main: &str, record: bool) {
    place::begin(main);
    record::begin(record);
    threads::begin_main();
    listen(Interest::WAITS, hear);
}

/// Has `sleep`, the detached part of a wait, known as one for `wait`.
pub(crate) fn sleeping<R>(wait: &Wait, sleep: impl FnOnce() -> R) -> R {
    let named = Named {
        kind: wait.kind,
        object: wait
            .object
            .map_or(0, |object| std::ptr::from_ref(object).expose_provenance()),
        held: wait
            .held
            .map_or(0, |held| std::ptr::from_ref(held).expose_provenance()),
        other: wait.other,
    };
    let outer = NAMED.replace(Some(named));
    let answer = sleep();
    NAMED.set(outer);
    answer
}

/// Has `call` recorded as a wait, from its beginning to its end.
pub(crate) fn waiting<R>(wait: &Wait, vm: &VirtualMachine, call: impl FnOnce() -> R) -> R {
    if !record::is_on() {
        return call();
    }
    record::blocked(wait, vm);
    let answer = call();
    record::put(Kind::Resumed, record::About::of(wait));
    answer
}

thread_local! {
    /// Whether Stop has come while this thread was not to be disturbed.
    static HELD_BACK: Cell<bool> = const { Cell::new(false) };
}

/// Calls Python code that is not the program's: without its tracing, and with Stop kept for the wait that comes next. Its handler may
/// raise, and that has to come out of the program's own call.
fn undisturbed<R>(vm: &VirtualMachine, call: impl FnOnce() -> R) -> R {
    let traces = vm.use_tracing.replace(false);
    let hold_back = vm.new_function("hold_back", |_signum: PyObjectRef, _frame: PyObjectRef| {
        HELD_BACK.set(true);
    });
    // Only the main thread's VM has handlers.
    let is_main = web_threading::thread::is_main();
    let handler = is_main.then(|| vm.set_signal_handler(sigint(), Some(hold_back.into())));
    let answer = call();
    if let Some(handler) = handler {
        vm.set_signal_handler(sigint(), handler);
        if HELD_BACK.take() {
            rustpython_vm::signal::raise(sigint());
            web_threading::interrupt_main();
        }
    }
    vm.use_tracing.set(traces);
    answer
}

/// The listener: of waits that this thread has named, and that have no end of their own.
fn hear(event: &Event) {
    match event {
        Event::Blocked(block) if block.deadline.is_none() => {
            if let Some(named) = NAMED.get()
                && threads::block(block, named)
            {
                // What follows may wait, and that is not this wait.
                NAMED.set(None);
                deadlock::look();
                NAMED.set(Some(named));
            }
        }
        Event::Resumed { .. } if NAMED.get().is_some() && threads::resume() => {
            deadlock::let_finish();
        }
        _ => {}
    }
}
