//! Errors of a barrier's waits.

/// Why a wait at a barrier failed.
///
/// # Examples
/// ```
/// use web_threading::{Barrier, BarrierError};
/// let barrier = Barrier::new(2);
/// let alone = barrier.wait_timeout(std::time::Duration::ZERO);
/// assert_eq!(alone, Err(BarrierError::TimedOut));
/// assert_eq!(barrier.wait(), Err(BarrierError::Broken), "for everyone who comes later");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BarrierError {
    /// The barrier is broken, or was broken or reset during the wait.
    Broken,
    /// The deadline of this thread passed first, which broke the barrier.
    TimedOut,
    /// The main thread was interrupted first. It no longer counts as waiting; the interrupt is still pending.
    Interrupted,
}

impl std::fmt::Display for BarrierError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Broken => "the barrier is broken",
            Self::TimedOut => "not all parties came to the barrier in time",
            Self::Interrupted => "interrupted at the barrier",
        })
    }
}

impl std::error::Error for BarrierError {}
