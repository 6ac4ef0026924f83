//! Why a thread could not start, as workers and threads say it.

/// Why a thread could not start. The process goes on; what the closure held has been dropped.
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
    /// As many threads as fit are running or parked.
    TooManyThreads,
    /// The memory has no room for a worker's stack (on the web).
    OutOfMemory,
    /// The host could not make a worker: the script did not load, or the instance did not come up.
    WorkerFailed,
    /// No worker came in time.
    TimedOut,
    /// No host listens; see the `host` module.
    NoHost,
    /// The operating system refused (native targets).
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
