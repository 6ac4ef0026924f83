//! Places in the program's own source.

use std::cell::Cell;
use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicBool, Ordering::Relaxed},
};

use rustpython_vm::{builtins::PyStrInterned, frame::current_thread_iframe};

/// A line of a file. Both are known, or neither is: a line is never 0.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Place {
    pub(crate) path: Option<&'static PyStrInterned>,
    pub(crate) line: u32,
}

/// Whether the main file's name does not show that it is the program's own.
static IS_ODD: AtomicBool = AtomicBool::new(false);
/// The main file, which may have any name.
static MAIN: Mutex<String> = Mutex::new(String::new());

pub(super) fn begin(main: &str) {
    IS_ODD.store(!is_own(main), Relaxed);
    *MAIN.lock().unwrap_or_else(PoisonError::into_inner) = main.to_owned();
}

/// Whether a file is the program's own. The library lies in the interpreter: its files are named as its modules, without `.py`.
pub(super) fn is_own(path: &str) -> bool {
    path.ends_with(".py")
        || (path.starts_with('<') && !path.starts_with("<_"))
        || (IS_ODD.load(Relaxed) && *MAIN.lock().unwrap_or_else(PoisonError::into_inner) == path)
}

thread_local! {
    /// The file of the program's own that was looked at last. Paths are interned for good: the same address is the same path.
    static LAST_OWN: Cell<*const PyStrInterned> = const { Cell::new(std::ptr::null()) };
}

fn is_own_path(path: &'static PyStrInterned) -> bool {
    if std::ptr::eq(LAST_OWN.get(), path) {
        return true;
    }
    let own = is_own(path.as_str());
    if own {
        LAST_OWN.set(path);
    }
    own
}

/// Where the calling thread is: the innermost line of the program's own.
pub(crate) fn here() -> Place {
    let mut frame = current_thread_iframe();
    // SAFETY: the calling thread's own frames stay as they are while it is in here.
    while let Some(current) = unsafe { frame.as_ref() } {
        let code = current.code();
        let path = code.source_path();
        if is_own_path(path) {
            let at = (current.get_lasti() as usize).saturating_sub(1);
            let line = code
                .locations
                .get(at)
                .map_or(0, |(start, _)| start.line.get());
            return Place {
                path: (line > 0).then_some(path),
                line: line as u32,
            };
        }
        frame = current.previous();
    }
    Place::default()
}

/// The code of the library's function that the program's innermost line has called, as a number; 0 where it called none.
pub(super) fn library_call() -> usize {
    let mut frame = current_thread_iframe();
    let mut outermost = 0;
    // SAFETY: as in `here`.
    while let Some(current) = unsafe { frame.as_ref() } {
        let code = current.code();
        if is_own_path(code.source_path()) {
            break;
        }
        outermost = std::ptr::from_ref(code).addr();
        frame = current.previous();
    }
    outermost
}
