//! [`Timer`]: Python's `threading.Timer`.
use crate::clock::Deadline;
use crate::futex::{self, Wait};
use crate::primitive::atomic::{AtomicU32, Ordering};
use crate::thread::{Builder, JoinError, JoinHandle, SpawnError, Thread};
use std::sync::Arc;
use std::time::Duration;

// The state moves once; the timer's thread waits on it.
//   PENDING -> STARTED      the time has come
//   PENDING -> CANCELLED    cancel
const PENDING: u32 = 0;
const STARTED: u32 = 1;
const CANCELLED: u32 = 2;

/// Whether a timer's work could be prevented.
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
    /// The work has begun, and may have ended.
    TooLate,
}

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
#[derive(Debug)]
pub struct Timer<T = ()> {
    state: Arc<AtomicU32>,
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
        let state = Arc::new(AtomicU32::new(PENDING));
        let theirs = Arc::clone(&state);
        let handle = builder.spawn(move || is_due(&theirs, deadline).then(work))?;
        Ok(Self { state, handle })
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
        // Relaxed: nothing but the state itself is passed on.
        match self
            .state
            .compare_exchange(PENDING, CANCELLED, Ordering::Relaxed, Ordering::Relaxed)
        {
            Ok(_) => {
                futex::wake_all(&self.state);
                Cancel::Cancelled
            }
            Err(CANCELLED) => Cancel::Cancelled,
            Err(STARTED) => Cancel::TooLate,
            Err(other) => unreachable!("a timer is in state {other}"),
        }
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

/// Waits for the deadline; false if it was cancelled before.
fn is_due(state: &AtomicU32, deadline: Deadline) -> bool {
    loop {
        match futex::wait(state, PENDING, Some(deadline)) {
            Wait::Mismatch => return false,
            Wait::TimedOut => {
                let started =
                    state.compare_exchange(PENDING, STARTED, Ordering::Relaxed, Ordering::Relaxed);
                return started.is_ok();
            }
            Wait::Woken | Wait::Interrupted => {}
        }
    }
}
