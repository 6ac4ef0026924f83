//! [`Timer`]: Python's `threading.Timer`.
use crate::clock::Deadline;
use crate::due::{Cancel, Due};
use crate::thread::{Builder, JoinError, JoinHandle, SpawnError, Thread};
use std::sync::Arc;
use std::time::Duration;

/// A thread that does something after a time, unless it is cancelled before; as Python's `threading.Timer`.
///
/// Dropping it changes nothing: the work will be done.
///
/// # Where blocking is not allowed
/// Starting and cancelling work; joining a timer whose thread has not ended throws, see the [crate].
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
/// On a thread of one's own choosing:
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
    /// Starts a timer that does `work` after `interval`, which counts from now.
    ///
    /// # Errors
    /// [`SpawnError`] if no thread can be had; `work` is dropped.
    pub fn start(
        interval: Duration,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<Self, SpawnError> {
        Self::start_with(Builder::new(), interval, work)
    }

    /// As [`start`](Self::start), on a thread with a name or other settings.
    ///
    /// # Errors
    /// [`SpawnError`] if no thread can be had; `work` is dropped.
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

    /// Waits until the work is done and brings its result; `None` if it was cancelled.
    ///
    /// # Errors
    /// [`JoinError`] if the work panicked, or if the caller is the timer.
    pub fn join(self) -> Option<Result<T, JoinError>> {
        self.handle.join().transpose()
    }
}

impl<T> Timer<T> {
    /// Prevents the work, if it has not begun.
    pub fn cancel(&self) -> Cancel {
        self.due.cancel()
    }

    /// The timer's thread.
    #[must_use]
    pub fn thread(&self) -> &Thread {
        self.handle.thread()
    }

    /// Whether the work is done, has failed or was cancelled, and the thread has ended.
    #[must_use]
    pub fn is_finished(&self) -> bool {
        self.handle.is_finished()
    }
}
