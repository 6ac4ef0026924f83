//! Standard streams between a process and its page.
//!
//! Both directions are rings in the shared memory ([`output`], [`input`]): the page never calls into the interpreter, and a
//! thread that waits for the page waits on a futex. [`stream`] contains the Python objects.

pub(crate) mod input;
pub(crate) mod output;
pub(crate) mod stream;

use std::cell::RefCell;

pub(crate) use output::StreamKind;
pub(crate) use stream::{flush_thread, module_def, read_input, write_output};

thread_local! {
    static THREAD_NAME: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Sets the calling thread's name in its output records.
pub(crate) fn set_thread_name(name: &str) {
    THREAD_NAME.with_borrow_mut(|own| {
        own.clear();
        own.push_str(name);
    });
}

/// Calls `f` with the calling thread's name.
pub(crate) fn with_thread_name<R>(f: impl FnOnce(&str) -> R) -> R {
    THREAD_NAME.with_borrow(|name| f(name))
}
