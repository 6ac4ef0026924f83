//! Errors of the queues. An error of a put contains the item.

/// Why an item was not put. It contains the item.
///
/// # Examples
/// ```
/// use web_threading::queue::{PutError, Queue};
/// let queue = Queue::new(1);
/// assert_eq!(queue.try_put('a'), Ok(()));
/// assert_eq!(queue.try_put('b'), Err(PutError::Full('b')));
/// queue.shutdown(false);
/// assert_eq!(queue.put('c').map_err(PutError::into_item), Err('c'));
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum PutError<T> {
    /// The queue was full, now or until the deadline. Python's `queue.Full`.
    Full(T),
    /// The queue is shut down. Python's `queue.ShutDown`.
    ShutDown(T),
    /// The main thread was interrupted first; the interrupt is still pending.
    Interrupted(T),
}

impl<T> PutError<T> {
    /// Returns the item.
    pub fn into_item(self) -> T {
        match self {
            Self::Full(item) | Self::ShutDown(item) | Self::Interrupted(item) => item,
        }
    }

    const fn reason(&self) -> &'static str {
        match self {
            Self::Full(_) => "the queue is full",
            Self::ShutDown(_) => "the queue is shut down",
            Self::Interrupted(_) => "interrupted while the queue was full",
        }
    }
}

// Implemented by hand, so that the error implements Debug for every type of item.
impl<T> std::fmt::Debug for PutError<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Full(_) => "Full(..)",
            Self::ShutDown(_) => "ShutDown(..)",
            Self::Interrupted(_) => "Interrupted(..)",
        })
    }
}

impl<T> std::fmt::Display for PutError<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.reason())
    }
}

impl<T> std::error::Error for PutError<T> {}

/// Why no item was returned.
///
/// # Examples
/// ```
/// use web_threading::queue::{GetError, Queue};
/// let queue = Queue::<u8>::unbounded();
/// assert_eq!(queue.try_get(), Err(GetError::Empty));
/// queue.shutdown(false);
/// assert_eq!(queue.try_get(), Err(GetError::ShutDown));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GetError {
    /// The queue was empty, now or until the deadline. Python's `queue.Empty`.
    Empty,
    /// The queue is shut down and empty. Python's `queue.ShutDown`.
    ShutDown,
    /// The main thread was interrupted first; the interrupt is still pending.
    Interrupted,
}

impl std::fmt::Display for GetError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Empty => "the queue is empty",
            Self::ShutDown => "the queue is shut down",
            Self::Interrupted => "interrupted while the queue was empty",
        })
    }
}

impl std::error::Error for GetError {}

/// `task_done` was called more often than items were put. Python's `ValueError`.
///
/// # Examples
/// ```
/// use web_threading::queue::{Queue, TaskDoneError};
/// let queue = Queue::<u8>::unbounded();
/// assert_eq!(queue.task_done(), Err(TaskDoneError));
/// assert_eq!(TaskDoneError.to_string(), "task_done() called too many times");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaskDoneError;

impl std::fmt::Display for TaskDoneError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("task_done() called too many times")
    }
}

impl std::error::Error for TaskDoneError {}

/// How a wait for all tasks ended.
///
/// # Examples
/// ```
/// use web_threading::queue::{Queue, TasksWait};
/// let queue = Queue::unbounded();
/// queue.put("work").expect("it is not shut down");
/// assert_eq!(queue.join_timeout(std::time::Duration::ZERO), TasksWait::TimedOut);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum TasksWait {
    /// All tasks were done.
    Done,
    /// The deadline passed first.
    TimedOut,
    /// The main thread was interrupted first; the interrupt is still pending.
    Interrupted,
}
