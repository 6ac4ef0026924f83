//! The exit statuses that a run has without an exit of its own, as a shell reports them: 128 and the number of a signal.

/// The signal number of an interrupt, as on every system that CPython runs on.
pub const SIGINT: i32 = 2;

/// Ended by KeyboardInterrupt.
pub const INTERRUPTED: i32 = 128 + SIGINT;

/// The interpreter or a worker crashed: SIGABRT.
pub const CRASHED: i32 = 128 + 6;

/// The page ended the workers: SIGKILL.
pub const KILLED: i32 = 128 + 9;
