//! Threads: Python's `threading.Thread` with the interface of `std::thread`.
//!
//! On the web each thread runs on a Web Worker that is used again when the thread ends. `thread_local!` values live as long
//! as the worker, so a later thread may see them.
use crate::clock::Deadline;
use crate::observe::{self, Primitive, Subject, while_unchanged};
use crate::outcome::End;
use crate::until::{GaveUp, Interrupted, Until};
use std::sync::atomic::AtomicU32;
use std::time::Duration;

mod builder;
mod identity;
mod join;
#[cfg(not(target_arch = "wasm32"))]
#[path = "native.rs"]
mod start;
#[cfg(target_arch = "wasm32")]
#[path = "wasm.rs"]
mod start;

pub use crate::ident::{current_ident, is_main};
pub use crate::outcome::JoinOutcome;
pub use crate::spawn_error::SpawnError;
pub use builder::{Builder, spawn, spawn_raw};
pub use identity::{Thread, active_count, current, enumerate, main_thread};
pub use join::{JoinError, JoinHandle, JoinTimeout};

use identity::Running;
#[cfg(target_arch = "wasm32")]
pub(crate) use identity::become_main;
pub(crate) use identity::reset;

/// The closure that a thread runs. It returns how the thread ended, so that the outcome is stored after the result.
type Task = Box<dyn FnOnce() -> End + Send>;

/// Sleeps for `duration`. Interrupts do not end the sleep.
///
/// # Examples
/// ```
/// web_threading::thread::sleep(std::time::Duration::from_millis(1));
/// ```
pub fn sleep(duration: Duration) {
    let _ = sleep_until(Deadline::after(duration));
}

/// Sleeps until `until` ends the sleep.
///
/// # Errors
/// [`Interrupted`] if an interrupt of the main thread ended it.
///
/// # Examples
/// ```
/// use std::time::Duration;
/// use web_threading::{Interrupted, Until, interrupt_main, take_interrupt, thread};
/// let soon = Until::timeout(Duration::from_millis(1));
/// assert_eq!(thread::sleep_until(soon.or_interrupt()), Ok(()));
/// if thread::is_main() {
///     interrupt_main();
///     assert_eq!(thread::sleep_until(Until::INTERRUPT), Err(Interrupted));
///     take_interrupt();
/// }
/// ```
pub fn sleep_until(until: impl Into<Until>) -> Result<(), Interrupted> {
    let until = until.into();
    // No other thread has this word, so only the deadline, an interrupt or a stray notify ends the wait.
    let word = AtomicU32::new(0);
    loop {
        let on = Subject::of(Primitive::Time, &word);
        match observe::wait(on, (&word, 0), until, while_unchanged) {
            Err(GaveUp::TimedOut) => return Ok(()),
            Err(GaveUp::Interrupted) => return Err(Interrupted),
            Ok(_) => {}
        }
    }
}
