//! Places in the program's own source.

use std::cell::Cell;
use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicBool, Ordering::Relaxed},
};

use rustpython_vm::{builtins::PyStrInterned, frame::current_thread_iframe};

/// A line of a file. Either both are known or neither is; a line is never 0.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Place {
    pub(crate) path: Option<&'static PyStrInterned>,
    pub(crate) line: u32,
}

/// Whether the main file's name has an unusual form, so that it must be compared to recognise the program's own code.
static IS_ODD: AtomicBool = AtomicBool::new(false);
/// The main file, which may have any name.
static MAIN: Mutex<String> = Mutex::new(String::new());

pub(super) fn begin(main: &str) {
    IS_ODD.store(!is_own(main), Relaxed);
    *MAIN.lock().unwrap_or_else(PoisonError::into_inner) = main.to_owned();
}

/// Returns whether a file belongs to the program. Library files are frozen in the interpreter and are named after their
/// modules, without `.py`.
pub(super) fn is_own(path: &str) -> bool {
    path.ends_with(".py")
        || (path.starts_with('<') && !path.starts_with("<_"))
        || (IS_ODD.load(Relaxed) && *MAIN.lock().unwrap_or_else(PoisonError::into_inner) == path)
}

thread_local! {
    /// The last file that was recognised as the program's own. Paths are interned permanently, so the same address is the
    /// same path.
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

/// Returns the place of the calling thread: the innermost line of the program's own code.
pub(crate) fn here() -> Place {
    let mut frame = current_thread_iframe();
    // SAFETY: the calling thread's own frames do not change during this call.
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

/// Returns a number for the library function that the program's innermost line has called; 0 if it called none.
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
