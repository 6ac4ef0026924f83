//! [`Timer`]: Python's `threading.Timer`.
use crate::clock::Deadline;
use crate::due::{Cancel, Due};
use crate::thread::{Builder, JoinError, JoinHandle, SpawnError, Thread};
use std::sync::Arc;
use std::time::Duration;

/// A thread that runs a function after a time, unless it is cancelled before, like Python's `threading.Timer`.
///
/// Dropping the timer does not cancel the work.
///
/// # Where blocking is not allowed
/// Starting and cancelling a timer work. Joining a timer whose thread has not ended throws, see the [crate].
///
/// # Examples
/// ```
/// use std::time::Duration;
/// use web_threading::{Cancel, Timer};
/// let soon = Timer::start(Duration::from_millis(1), || println!("hello, world"))?;
/// soon.join().expect("it was not cancelled").expect("it did not panic");
/// let never = Timer::start(Duration::from_secs(3600), || println!("too late"))?;
/// assert_eq!(never.cancel(), Cancel::Cancelled);
/// assert!(never.join().is_none());
/// # Ok::<(), web_threading::SpawnError>(())
/// ```
///
/// With a builder:
/// ```
/// use std::time::Duration;
/// use web_threading::{Builder, Timer};
/// let builder = Builder::new().name("alarm").daemon(true);
/// let timer = Timer::start_with(builder, Duration::from_millis(1), || 42)?;
/// assert_eq!(timer.thread().name(), "alarm");
/// while !timer.is_finished() {
///     std::thread::yield_now();
/// }
/// assert_eq!(timer.join().and_then(Result::ok), Some(42));
/// # Ok::<(), web_threading::SpawnError>(())
/// ```
#[derive(Debug)]
pub struct Timer<T = ()> {
    due: Arc<Due>,
    handle: JoinHandle<Option<T>>,
}

impl<T: Send + 'static> Timer<T> {
    /// Starts a timer that runs `work` after `interval`, counted from now.
    ///
    /// # Errors
    /// [`SpawnError`] if the thread could not start; `work` is dropped.
    pub fn start(
        interval: Duration,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<Self, SpawnError> {
        Self::start_with(Builder::new(), interval, work)
    }

    /// Like [`start`](Self::start), on a thread with a name or other settings.
    ///
    /// # Errors
    /// [`SpawnError`] if the thread could not start; `work` is dropped.
    pub fn start_with(
        builder: Builder,
        interval: Duration,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<Self, SpawnError> {
        let deadline = Deadline::after(interval);
        let due = Arc::new(Due::new());
        let theirs = Arc::clone(&due);
        let handle = builder.spawn(move || theirs.wait(deadline).then(work))?;
        Ok(Self { due, handle })
    }

    /// Waits until the work is done and returns its result, `None` if it was cancelled.
    ///
    /// # Errors
    /// [`JoinError`] if the work panicked, or if the caller is the timer's thread.
    pub fn join(self) -> Option<Result<T, JoinError>> {
        self.handle.join().transpose()
    }
}

impl<T> Timer<T> {
    /// Cancels the work if it has not started.
    pub fn cancel(&self) -> Cancel {
        self.due.cancel()
    }

    /// Returns the timer's thread.
    #[must_use]
    pub fn thread(&self) -> &Thread {
        self.handle.thread()
    }

    /// Returns whether the timer's thread has ended, after the work was done, failed or was cancelled.
    #[must_use]
    pub fn is_finished(&self) -> bool {
        self.handle.is_finished()
    }
}
