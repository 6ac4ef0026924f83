//! The state of a [`Timer`](crate::Timer): pending, started or cancelled.
//!
//! It is separate from the timer's thread so that a loom model can check it.
use crate::clock::Deadline;
use crate::futex::{self, Wake};
use crate::observe::{self, Primitive, Subject, while_unchanged};
use crate::primitive::atomic::{AtomicU32, Ordering};
use crate::primitive::const_constructor;

// The state changes once; the timer's thread waits on it.
//   PENDING -> STARTED      the deadline has passed
//   PENDING -> CANCELLED    cancel
const PENDING: u32 = 0;
const STARTED: u32 = 1;
const CANCELLED: u32 = 2;

/// Whether a timer was cancelled in time.
///
/// # Examples
/// ```
/// use web_threading::{Cancel, Timer};
/// let timer = Timer::start(std::time::Duration::from_secs(3600), || ())?;
/// assert_eq!(timer.cancel(), Cancel::Cancelled);
/// # Ok::<(), web_threading::SpawnError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cancel {
    /// The work will not run.
    Cancelled,
    /// The work has started, and may have ended.
    TooLate,
}

#[derive(Debug)]
pub(crate) struct Due(AtomicU32);

impl Due {
    const_constructor! {
        pub(crate) fn new() -> Self {
            Self(AtomicU32::new(PENDING))
        }
    }

    /// Cancels the work if it has not started.
    pub(crate) fn cancel(&self) -> Cancel {
        // Relaxed: the state itself is the only data that is passed on.
        match self
            .0
            .compare_exchange(PENDING, CANCELLED, Ordering::Relaxed, Ordering::Relaxed)
        {
            Ok(_) => {
                futex::wake_all(&self.0);
                Cancel::Cancelled
            }
            Err(CANCELLED) => Cancel::Cancelled,
            Err(STARTED) => Cancel::TooLate,
            Err(other) => unreachable!("a timer is in state {other}"),
        }
    }

    /// Waits for the deadline. Returns false if the timer was cancelled before.
    pub(crate) fn wait(&self, deadline: Deadline) -> bool {
        loop {
            let on = Subject::of(Primitive::Time, self);
            let word = (&self.0, PENDING);
            match observe::wait(on, word, deadline.into(), while_unchanged) {
                Ok(Wake::Mismatch) => return false,
                Err(_) => {
                    let started = self.0.compare_exchange(
                        PENDING,
                        STARTED,
                        Ordering::Relaxed,
                        Ordering::Relaxed,
                    );
                    return started.is_ok();
                }
                Ok(Wake::Woken) => {}
            }
        }
    }
}

#[cfg(all(test, loom))]
mod models {
    use super::*;
    use crate::model::check;
    use loom::sync::Arc;
    use loom::thread;
    use std::time::Duration;

    fn waiting() -> (Arc<Due>, thread::JoinHandle<bool>) {
        let due = Arc::new(Due::new());
        let theirs = Arc::clone(&due);
        let soon = Deadline::after(Duration::from_secs(1));
        (due, thread::spawn(move || theirs.wait(soon)))
    }

    /// The deadline passes at about the time of a cancel: either the work runs or it is cancelled, never both or neither.
    #[test]
    fn either_done_or_cancelled() {
        check(|| {
            let (due, timer) = waiting();
            let cancelled = due.cancel() == Cancel::Cancelled;
            assert_eq!(timer.join().unwrap(), !cancelled);
            assert_eq!(due.cancel() == Cancel::Cancelled, cancelled, "for good");
        });
    }

    #[test]
    fn all_who_cancel_are_told_the_same() {
        check(|| {
            let (due, timer) = waiting();
            let theirs = Arc::clone(&due);
            let other = thread::spawn(move || theirs.cancel());
            let mine = due.cancel();
            assert_eq!(mine, other.join().unwrap());
            assert_eq!(timer.join().unwrap(), mine == Cancel::TooLate);
        });
    }
}
