//! Waiting for a thread's result.
use super::identity::Thread;
use crate::clock::Deadline;
use crate::ident::current_ident;
use crate::mutex::Mutex;
use crate::outcome::JoinOutcome;
use crate::until::Until;
use std::any::Any;
use std::sync::Arc;
use std::time::Duration;

/// The place where a thread leaves its result for the joiner.
pub(super) struct Packet<T>(Mutex<Option<std::thread::Result<T>>>);

impl<T> Packet<T> {
    pub(super) const fn new() -> Self {
        Self(Mutex::new(None))
    }

    pub(super) fn put(&self, result: std::thread::Result<T>) {
        self.0.with(|place| *place = Some(result));
    }

    fn take(&self) -> Option<std::thread::Result<T>> {
        self.0.with(Option::take)
    }
}

/// Why a join returns no result.
///
/// # Examples
/// ```
/// use web_threading::{spawn, thread::JoinError};
/// match spawn(|| 1)?.join() {
///     Ok(value) => assert_eq!(value, 1),
///     Err(JoinError::Panicked(payload)) => std::panic::resume_unwind(payload),
///     Err(error) => println!("{error}"),
/// }
/// # Ok::<(), web_threading::SpawnError>(())
/// ```
pub enum JoinError {
    /// The thread panicked with this payload (native targets; on the web a panic is a crash).
    Panicked(Box<dyn Any + Send>),
    /// The thread's worker ended abnormally; the host has reported why.
    Crashed,
    /// A thread cannot wait for itself.
    CurrentThread,
}

impl std::fmt::Debug for JoinError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "JoinError({self})")
    }
}

impl std::fmt::Display for JoinError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Panicked(_) => "the thread panicked",
            Self::Crashed => "the thread crashed",
            Self::CurrentThread => "cannot join current thread",
        })
    }
}

impl std::error::Error for JoinError {}

/// The result of a join with a time limit.
///
/// # Examples
/// ```
/// use std::time::Duration;
/// use web_threading::{spawn, thread::JoinTimeout};
/// match spawn(|| 1)?.join_timeout(Duration::from_secs(60)) {
///     JoinTimeout::Finished(value) => assert_eq!(value, 1),
///     JoinTimeout::Failed(error) => println!("{error}"),
///     JoinTimeout::TimedOut(handle) => println!("{} is still busy", handle.thread().name()),
/// }
/// # Ok::<(), web_threading::SpawnError>(())
/// ```
#[derive(Debug)]
#[must_use]
pub enum JoinTimeout<T> {
    /// The thread finished with this value.
    Finished(T),
    /// The thread ended without a value.
    Failed(JoinError),
    /// The time limit passed. Contains the handle.
    TimedOut(JoinHandle<T>),
}

/// A handle for a thread's result. If it is dropped, the thread continues.
///
/// # Examples
/// ```
/// let handle = web_threading::spawn(|| 6 * 7)?;
/// assert_eq!(handle.join().ok(), Some(42));
/// # Ok::<(), web_threading::SpawnError>(())
/// ```
///
/// Waiting with a time limit, repeatedly:
/// ```
/// use std::sync::Arc;
/// use std::time::Duration;
/// use web_threading::{Event, spawn, thread::JoinTimeout};
/// let go = Arc::new(Event::new());
/// let theirs = Arc::clone(&go);
/// let mut handle = spawn(move || theirs.wait())?;
/// assert!(handle.thread().is_alive() && !handle.is_finished());
/// loop {
///     match handle.join_timeout(Duration::from_millis(1)) {
///         JoinTimeout::TimedOut(again) => handle = again,
///         JoinTimeout::Finished(()) => break,
///         JoinTimeout::Failed(error) => panic!("{error}"),
///     }
///     go.set();
/// }
/// # Ok::<(), web_threading::SpawnError>(())
/// ```
#[derive(Debug)]
pub struct JoinHandle<T> {
    thread: Thread,
    packet: Arc<Packet<T>>,
}

impl<T> std::fmt::Debug for Packet<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Packet")
    }
}

impl<T> JoinHandle<T> {
    pub(super) fn new(thread: Thread, packet: Arc<Packet<T>>) -> Self {
        Self { thread, packet }
    }

    /// Returns the thread.
    #[must_use]
    pub fn thread(&self) -> &Thread {
        &self.thread
    }

    /// Returns whether a join would return at once.
    #[must_use]
    pub fn is_finished(&self) -> bool {
        !self.thread.is_alive()
    }

    /// Waits for the thread and returns its result.
    ///
    /// # Errors
    /// [`JoinError`] if the thread ended without a result, or is the calling thread.
    pub fn join(self) -> Result<T, JoinError> {
        self.check_other()?;
        match self.thread.join_until(Until::FOREVER) {
            Ok(outcome) => self.result(outcome),
            Err(reason) => {
                unreachable!("neither a deadline nor an interrupt ends this wait: {reason}")
            }
        }
    }

    /// Waits for the thread for at most `timeout`. Interrupts do not end the wait.
    pub fn join_timeout(self, timeout: Duration) -> JoinTimeout<T> {
        if let Err(error) = self.check_other() {
            return JoinTimeout::Failed(error);
        }
        match self.thread.join_until(Deadline::after(timeout)) {
            Err(_) => JoinTimeout::TimedOut(self),
            Ok(outcome) => self
                .result(outcome)
                .map_or_else(JoinTimeout::Failed, JoinTimeout::Finished),
        }
    }

    fn check_other(&self) -> Result<(), JoinError> {
        if self.thread.ident() == current_ident() {
            Err(JoinError::CurrentThread)
        } else {
            Ok(())
        }
    }

    fn result(self, outcome: JoinOutcome) -> Result<T, JoinError> {
        match (outcome, self.packet.take()) {
            (JoinOutcome::Finished, Some(Ok(value))) => Ok(value),
            (JoinOutcome::Panicked, Some(Err(payload))) => Err(JoinError::Panicked(payload)),
            (JoinOutcome::Crashed, _) => Err(JoinError::Crashed),
            (outcome, result) => unreachable!("{outcome:?}, and a result: {}", result.is_some()),
        }
    }
}
