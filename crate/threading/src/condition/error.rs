//! Errors of a condition.

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
