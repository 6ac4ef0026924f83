//! Results of waits for a condition.

/// How a wait for a notification ended. The lock is held again in every case.
///
/// # Examples
/// ```
/// use web_threading::{Condition, ConditionWait, Lock};
/// let condition = Condition::new(Lock::new());
/// let _guard = condition.guard();
/// assert_eq!(condition.wait_timeout(std::time::Duration::ZERO), Ok(ConditionWait::TimedOut));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum ConditionWait {
    /// This thread was notified.
    Notified,
    /// The deadline passed first.
    TimedOut,
    /// The main thread was interrupted first; the interrupt is still pending.
    Interrupted,
}

/// How a wait for a predicate ended. The lock is held again in every case.
///
/// # Examples
/// ```
/// use web_threading::{Condition, Lock, WaitFor};
/// let condition = Condition::new(Lock::new());
/// let _guard = condition.guard();
/// assert_eq!(condition.wait_for_timeout(std::time::Duration::ZERO, || false), Ok(WaitFor::TimedOut));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum WaitFor {
    /// The predicate returned true, and stays true while the lock is held.
    Held,
    /// The deadline passed first.
    TimedOut,
    /// The main thread was interrupted first; the interrupt is still pending.
    Interrupted,
}

/// The condition's lock was not acquired. The condition is unchanged.
///
/// # Examples
/// ```
/// use web_threading::{Condition, NotAcquired};
/// let condition = Condition::<web_threading::RLock>::default();
/// assert_eq!(condition.notify(1), Err(NotAcquired::Notify));
/// assert_eq!(NotAcquired::Wait.to_string(), "cannot wait on un-acquired lock");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAcquired {
    /// Waiting requires the lock.
    Wait,
    /// Notifying requires the lock.
    Notify,
}

impl std::fmt::Display for NotAcquired {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Wait => "cannot wait on un-acquired lock",
            Self::Notify => "cannot notify on un-acquired lock",
        })
    }
}

impl std::error::Error for NotAcquired {}
