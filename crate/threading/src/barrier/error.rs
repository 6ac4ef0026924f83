//! Errors of a barrier's waits.
use crate::until::GaveUp;

/// Why a wait at a barrier failed.
///
/// # Examples
/// ```
/// use web_threading::{Barrier, BarrierError, GaveUp};
/// let barrier = Barrier::new(2);
/// let alone = barrier.wait_timeout(std::time::Duration::ZERO);
/// assert_eq!(alone, Err(BarrierError::GaveUp(GaveUp::TimedOut)));
/// assert_eq!(barrier.wait(), Err(BarrierError::Broken), "for everyone who comes later");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BarrierError {
    /// The barrier is broken, or was broken or reset during the wait.
    Broken,
    /// This thread did not wait any longer. If its deadline passed, that broke the barrier. If it was interrupted, it no longer
    /// counts as waiting.
    GaveUp(GaveUp),
}

impl std::fmt::Display for BarrierError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Broken => "the barrier is broken",
            Self::GaveUp(GaveUp::TimedOut) => "not all parties came to the barrier in time",
            Self::GaveUp(GaveUp::Interrupted) => "interrupted at the barrier",
        })
    }
}

impl std::error::Error for BarrierError {}
