//! Threads: Python's `threading.Thread` with the interface of `std::thread`.
//!
//! On the web each thread runs on a Web Worker that is used again when the thread ends. `thread_local!` values live as long
//! as the worker, so a later thread may see them.
use crate::clock::Deadline;
use crate::interrupt::{Interruptible, Wait};
use crate::observe::{self, Primitive, Subject, while_unchanged};
use crate::outcome::End;
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

/// How a sleep ended.
///
/// # Examples
/// ```
/// use std::time::Duration;
/// use web_threading::{Deadline, Interruptible, thread::{self, Sleep}};
/// let soon = Deadline::after(Duration::from_millis(1));
/// assert_eq!(thread::sleep_until(soon, Interruptible::No), Sleep::Elapsed);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Sleep {
    /// The time has passed.
    Elapsed,
    /// The main thread was interrupted first; the interrupt is still pending.
    Interrupted,
}

/// Sleeps for `duration`. Interrupts do not end the sleep.
///
/// # Examples
/// ```
/// web_threading::thread::sleep(std::time::Duration::from_millis(1));
/// ```
pub fn sleep(duration: Duration) {
    let _ = sleep_until(Deadline::after(duration), Interruptible::No);
}

/// Sleeps until `deadline` passes or, with [`Interruptible::Yes`], the main thread is interrupted.
///
/// # Examples
/// ```
/// use std::time::Duration;
/// use web_threading::{Deadline, Interruptible, interrupt_main, take_interrupt, thread::{self, Sleep}};
/// if thread::is_main() {
///     interrupt_main();
///     assert_eq!(thread::sleep_until(Deadline::NEVER, Interruptible::Yes), Sleep::Interrupted);
///     take_interrupt();
/// }
/// ```
pub fn sleep_until(deadline: Deadline, how: Interruptible) -> Sleep {
    // No other thread has this word, so only the deadline, an interrupt or a stray notify ends the wait.
    let word = AtomicU32::new(0);
    loop {
        let on = Subject::of(Primitive::Time, &word);
        match observe::wait(on, (&word, 0), Some(deadline), how, while_unchanged) {
            Wait::TimedOut => return Sleep::Elapsed,
            Wait::Interrupted => return Sleep::Interrupted,
            Wait::Woken | Wait::Mismatch => {}
        }
    }
}
