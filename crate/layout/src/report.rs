//! What the page reads of a run when it is over.

use std::sync::atomic::AtomicU32;

/// The report.
#[repr(C)]
#[derive(Debug)]
pub struct Report {
    /// The number of threads that were started, without the main thread.
    pub threads: AtomicU32,
    /// The main file's dialect: 2 or 3, and 0 before it is known.
    pub dialect: AtomicU32,
}

impl Report {
    /// Creates the report of a run that has not begun.
    #[expect(clippy::new_without_default, reason = "it is for statics")]
    #[must_use]
    pub const fn new() -> Self {
        Self {
            threads: AtomicU32::new(0),
            dialect: AtomicU32::new(0),
        }
    }
}
