//! The error of a thread that could not start, shared by workers and threads.

/// Why a thread could not start. The process continues; the closure and its captured values have been dropped.
///
/// # Examples
/// ```
/// use web_threading::{SpawnError, spawn};
/// match spawn(|| ()) {
///     Ok(thread) => drop(thread.join()),
///     Err(SpawnError::TooManyThreads) => println!("later, then"),
///     Err(error) => println!("{error}"),
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SpawnError {
    /// The greatest number of threads exists already, running or parked.
    TooManyThreads,
    /// The memory has no space for a worker's stack (on the web).
    OutOfMemory,
    /// The host could not create a worker: its script did not load, or the module could not be instantiated.
    WorkerFailed,
    /// No worker started in time.
    TimedOut,
    /// There is no host; see the `host` module.
    NoHost,
    /// The operating system's error (native targets).
    System(String),
}

impl std::fmt::Display for SpawnError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("can't start new thread: ")?;
        match self {
            Self::TooManyThreads => f.write_str("too many threads"),
            Self::OutOfMemory => f.write_str("there is no memory for its stack"),
            Self::WorkerFailed => f.write_str("the browser could not start a worker"),
            Self::TimedOut => f.write_str("no worker came up in time"),
            Self::NoHost => f.write_str("the page has no thread host"),
            Self::System(reason) => f.write_str(reason),
        }
    }
}

impl std::error::Error for SpawnError {}
