//! What a program's threads do, wait for and hold: recorded for the page, and explained if no thread can continue.
//!
//! - [`threads`] counts the threads that can still run, and stores what the others wait for.
//! - [`deadlock`] checks for a deadlock when that count reaches zero, and reports it.
//! - [`escape`] raises it in the threads that wait, for a program that requests this.
//! - [`held`] stores the holder of a lock.
//! - [`place`] finds the current line of a thread in the program's own code.
//! - [`record`] writes events to a ring for each thread, which the page reads; it is on only if the program requests it.
//!
//! A wait in Python goes through [`waiting`], which stores what the wait is for. The futex reports when the thread really
//! sleeps ([`web_threading::observe`]); only this distinguishes a thread that is about to be woken from one that never will
//! be.

mod deadlock;
mod escape;
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
pub(crate) use escape::{deadlock_error, gave_up, raises, set_raises};
pub(crate) use held::Held;
pub(crate) use process_layout::record::Waits;
use record::Kind;

/// One wait: its object and its deadline.
#[derive(Clone, Copy)]
pub(crate) struct Wait<'a> {
    pub(crate) kind: Waits,
    /// The object that is waited for, if there is one.
    pub(crate) object: Option<&'a PyObject>,
    /// The data of its holder, if it can have one.
    pub(crate) held: Option<&'a Held>,
    /// The number of the joined thread.
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

/// What the calling thread is about to sleep for. It consists of addresses, because another thread explains it.
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

/// Called at the start of the process's program, on its main thread. With `record`, its threads are recorded.
pub(crate) fn begin(main: &str, record: bool) {
    place::begin(main);
    record::begin(record);
    threads::begin_main();
    escape::set_raises(false);
    listen(Interest::WAITS, hear);
}

/// Runs `sleep`, the detached part of a wait, after storing that it is for `wait`.
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

/// Runs `call` and records it as a wait from its start to its end.
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
    /// Whether an interrupt arrived while this thread ran code that is not the program's.
    static HELD_BACK: Cell<bool> = const { Cell::new(false) };
}

/// Runs Python code that is not the program's: without the program's tracing, and without its signal handler. The handler of
/// an interrupt may raise, and the exception must come out of the program's own call, so it runs at the next wait.
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

/// The listener. It handles waits that this thread has named and that have no deadline.
fn hear(event: &Event) {
    match event {
        Event::Blocked(block) if block.until.deadline.is_none() => {
            if let Some(named) = NAMED.get()
                && threads::block(block, named)
            {
                // The code below may wait, which is not this wait.
                NAMED.set(None);
                deadlock::look();
                NAMED.set(Some(named));
                escape::end_wait();
            }
        }
        Event::Resumed { .. } if NAMED.get().is_some() && threads::resume() => {
            deadlock::let_finish();
            escape::end_wait();
        }
        _ => {}
    }
}
