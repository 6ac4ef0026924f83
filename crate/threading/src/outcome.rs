//! The outcome of a thread: the word that its joiners wait on.
//!
//! It is separate from the thread type so that a loom model can check it.
use crate::futex;
use crate::observe::{self, Primitive, Subject, while_unchanged};
use crate::primitive::atomic::{AtomicU32, Ordering};
use crate::primitive::const_constructor;
use crate::until::{GaveUp, Until};

// The word changes once, from RUNNING to one of the other values. Joiners wait on it.
const RUNNING: u32 = 0;
const FINISHED: u32 = 1;
const PANICKED: u32 = 2;
/// The worker ended abnormally. On the web the host writes this value with JavaScript `Atomics`; layout.rs writes it
/// there.
pub(crate) const CRASHED: u32 = 3;

/// How a task ended whose worker is still alive.
#[derive(Clone, Copy)]
pub(crate) enum End {
    Finished,
    Panicked,
}

/// How a thread ended.
///
/// # Examples
/// ```
/// use web_threading::{Until, spawn, thread::JoinOutcome};
/// let thread = spawn(|| ())?.thread().clone();
/// assert_eq!(thread.join_until(Until::FOREVER), Ok(JoinOutcome::Finished));
/// # Ok::<(), web_threading::SpawnError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum JoinOutcome {
    /// The thread has finished.
    Finished,
    /// The thread has panicked (native targets; on the web a panic is a crash).
    Panicked,
    /// The thread's worker ended abnormally.
    Crashed,
}

/// A thread's outcome, unknown while it runs.
#[derive(Debug)]
pub(crate) struct Outcome(AtomicU32);

impl Outcome {
    const_constructor! {
        /// Creates the outcome of a thread that is about to run.
        pub(crate) fn new() -> Self {
            Self(AtomicU32::new(RUNNING))
        }
    }

    pub(crate) fn is_running(&self) -> bool {
        self.0.load(Ordering::Acquire) == RUNNING
    }

    /// Stores the outcome. It is the last step of the thread.
    pub(crate) fn end(&self, end: End) {
        let outcome = match end {
            End::Finished => FINISHED,
            End::Panicked => PANICKED,
        };
        self.0.store(outcome, Ordering::Release);
        futex::wake_all(&self.0);
    }

    /// Waits until the thread has ended or `until` ends the wait.
    /// An end that has already happened takes precedence over both.
    pub(crate) fn wait(&self, until: Until) -> Result<JoinOutcome, GaveUp> {
        let mut given_up = None;
        loop {
            // Acquire pairs with the Release in `end`: what the thread did is visible to its joiner.
            match self.0.load(Ordering::Acquire) {
                RUNNING => {}
                FINISHED => return Ok(JoinOutcome::Finished),
                PANICKED => return Ok(JoinOutcome::Panicked),
                CRASHED => return Ok(JoinOutcome::Crashed),
                other => unreachable!("a thread's outcome is {other}"),
            }
            if let Some(reason) = given_up {
                return Err(reason);
            }
            let on = Subject::of(Primitive::Thread, self);
            match observe::wait(on, (&self.0, RUNNING), until, while_unchanged) {
                Ok(_) => {}
                Err(reason) => given_up = Some(reason),
            }
        }
    }

    /// Returns the word in which the host marks a crash.
    #[cfg(target_arch = "wasm32")]
    pub(crate) fn word(&self) -> &AtomicU32 {
        &self.0
    }
}

#[cfg(all(test, loom))]
mod models {
    use super::*;
    use crate::clock::Deadline;
    use crate::model::check;
    use crate::mutex::Mutex;
    use loom::sync::Arc;
    use loom::thread;
    use std::time::Duration;

    /// A thread's result for its joiners, and its outcome.
    type Running = Arc<(Mutex<Option<u32>>, Outcome)>;

    fn running() -> Running {
        Arc::new((Mutex::new(None), Outcome::new()))
    }

    fn finish(thread: &Running) -> thread::JoinHandle<()> {
        let thread = Arc::clone(thread);
        thread::spawn(move || {
            thread.0.with(|place| *place = Some(7));
            thread.1.end(End::Finished);
        })
    }

    fn join(
        thread: &Running,
        deadline: Option<Deadline>,
    ) -> (Result<JoinOutcome, GaveUp>, Option<u32>) {
        let outcome = thread.1.wait(deadline.into());
        (outcome, thread.0.with(|place| *place))
    }

    /// Both joiners are woken and see what the thread did.
    #[test]
    fn every_joiner_sees_the_end_and_the_result() {
        check(|| {
            let thread = running();
            let worker = finish(&thread);
            let theirs = Arc::clone(&thread);
            let other = thread::spawn(move || join(&theirs, None));
            assert_eq!(join(&thread, None), (Ok(JoinOutcome::Finished), Some(7)));
            assert_eq!(other.join().unwrap(), (Ok(JoinOutcome::Finished), Some(7)));
            worker.join().unwrap();
        });
    }

    /// A joiner with a time limit either gives up or sees the end and the result; it never sees an end without a result.
    #[test]
    fn a_joiner_that_gives_up_can_come_again() {
        check(|| {
            let thread = running();
            let worker = finish(&thread);
            match join(&thread, Some(Deadline::after(Duration::from_secs(1)))) {
                (Err(GaveUp::TimedOut), _) => {}
                (outcome, result) => {
                    assert_eq!((outcome, result), (Ok(JoinOutcome::Finished), Some(7)))
                }
            }
            assert_eq!(join(&thread, None), (Ok(JoinOutcome::Finished), Some(7)));
            worker.join().unwrap();
        });
    }

    /// The steps of js/host.js when a worker ends abnormally.
    #[test]
    fn a_crash_ends_the_wait() {
        check(|| {
            let thread = running();
            let theirs = Arc::clone(&thread);
            let host = thread::spawn(move || {
                theirs.1.0.store(CRASHED, Ordering::SeqCst);
                futex::wake_all(&theirs.1.0);
            });
            assert_eq!(join(&thread, None), (Ok(JoinOutcome::Crashed), None));
            host.join().unwrap();
        });
    }
}
