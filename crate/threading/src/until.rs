//! How long a wait may last, and how it ends if it ends early.
use crate::clock::Deadline;
use std::time::Duration;

/// What ends a wait early: a deadline, an interrupt of the main thread, both or neither.
///
/// Every call named `..._until` takes one, or a [`Deadline`], or an `Option<Deadline>` in which `None` is no limit.
///
/// # Examples
/// ```
/// use std::time::Duration;
/// use web_threading::{Deadline, Event, GaveUp, Until};
/// let event = Event::new();
/// let soon = Deadline::after(Duration::from_millis(1));
/// assert_eq!(event.wait_until(soon), Err(GaveUp::TimedOut));
/// assert_eq!(event.wait_until(Until::from(soon).or_interrupt()), Err(GaveUp::TimedOut));
/// event.set();
/// assert_eq!(event.wait_until(Until::INTERRUPT), Ok(()));
/// assert_eq!(event.wait_until(Until::FOREVER), Ok(()));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Until {
    /// The latest end of the wait, `None` if there is no limit.
    pub deadline: Option<Deadline>,
    /// Whether an interrupt ends the wait in the main thread. Otherwise the wait continues and the interrupt stays pending.
    pub interrupt: bool,
}

impl Until {
    /// Nothing ends the wait early.
    pub const FOREVER: Self = Self {
        deadline: None,
        interrupt: false,
    };

    /// Only an interrupt ends the wait early.
    pub const INTERRUPT: Self = Self::FOREVER.or_interrupt();

    /// Returns the end of a wait that begins now and may last `timeout`.
    ///
    /// # Examples
    /// ```
    /// use std::time::Duration;
    /// use web_threading::{GaveUp, Semaphore, Until};
    /// let until = Until::timeout(Duration::from_millis(1)).or_interrupt();
    /// assert_eq!(Semaphore::new(0).acquire_until(until), Err(GaveUp::TimedOut));
    /// ```
    #[must_use]
    pub fn timeout(timeout: Duration) -> Self {
        Deadline::after(timeout).into()
    }

    /// Lets an interrupt of the main thread end the wait too.
    #[must_use]
    pub const fn or_interrupt(self) -> Self {
        Self {
            interrupt: true,
            ..self
        }
    }
}

impl From<Deadline> for Until {
    fn from(deadline: Deadline) -> Self {
        Some(deadline).into()
    }
}

impl From<Option<Deadline>> for Until {
    fn from(deadline: Option<Deadline>) -> Self {
        Self {
            deadline,
            interrupt: false,
        }
    }
}

/// The deadline passed first.
///
/// # Examples
/// ```
/// use web_threading::{Event, TimedOut};
/// assert_eq!(Event::new().wait_timeout(std::time::Duration::ZERO), Err(TimedOut));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimedOut;

/// The main thread was interrupted first. The interrupt is still pending.
///
/// # Examples
/// ```
/// use web_threading::{Interrupted, Until, interrupt_main, take_interrupt, thread};
/// if thread::is_main() {
///     interrupt_main();
///     assert_eq!(thread::sleep_until(Until::INTERRUPT), Err(Interrupted));
///     assert!(take_interrupt());
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interrupted;

/// Why a wait that can end early in both ways did not succeed.
///
/// # Examples
/// ```
/// use web_threading::{Event, GaveUp, Until, interrupt_main, take_interrupt, thread};
/// if thread::is_main() {
///     interrupt_main();
///     assert_eq!(Event::new().wait_until(Until::INTERRUPT), Err(GaveUp::Interrupted));
///     assert!(take_interrupt());
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GaveUp {
    /// The deadline passed first.
    TimedOut,
    /// The main thread was interrupted first. The interrupt is still pending.
    Interrupted,
}

impl GaveUp {
    /// Converts the error of a wait that no interrupt ends.
    pub(crate) fn timed_out(self) -> TimedOut {
        match self {
            Self::TimedOut => TimedOut,
            Self::Interrupted => unreachable!("an interrupt does not end this wait"),
        }
    }
}

impl From<TimedOut> for GaveUp {
    fn from(_: TimedOut) -> Self {
        Self::TimedOut
    }
}

impl From<Interrupted> for GaveUp {
    fn from(_: Interrupted) -> Self {
        Self::Interrupted
    }
}

impl std::fmt::Display for TimedOut {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the wait timed out")
    }
}

impl std::fmt::Display for Interrupted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the wait was interrupted")
    }
}

impl std::fmt::Display for GaveUp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::TimedOut => TimedOut.fmt(f),
            Self::Interrupted => Interrupted.fmt(f),
        }
    }
}

impl std::error::Error for TimedOut {}
impl std::error::Error for Interrupted {}
impl std::error::Error for GaveUp {}
