//! Errors of the queues. An error of a put contains the item.
use crate::until::GaveUp;

/// Implements what all errors that contain an item have in common. `Debug` is for every type of item.
macro_rules! error_with_item {
    ($name:ident: $($variant:pat => $item:ident, $debug:literal, $display:expr;)+) => {
        impl<T> $name<T> {
            /// Returns the item.
            #[must_use]
            #[allow(unused_variables, reason = "a variant may have more than the item")]
            pub fn into_item(self) -> T {
                match self {
                    $($variant => $item,)+
                }
            }
        }

        #[allow(unused_variables, reason = "not every text has a part of the variant")]
        impl<T> std::fmt::Debug for $name<T> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match self {
                    $($variant => f.write_str($debug),)+
                }
            }
        }

        #[allow(unused_variables, reason = "not every text has a part of the variant")]
        impl<T> std::fmt::Display for $name<T> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match self {
                    $($variant => write!(f, "{}", $display),)+
                }
            }
        }

        impl<T> std::error::Error for $name<T> {}
    };
}

const SHUT_DOWN: &str = "the queue is shut down";
const FULL: &str = "the queue is full";
const EMPTY: &str = "the queue is empty";

/// The queue is shut down, so the item was not put. Python's `queue.ShutDown`.
///
/// # Examples
/// ```
/// use web_threading::queue::{PutError, Queue};
/// let queue = Queue::unbounded();
/// queue.shutdown(false);
/// assert_eq!(queue.put('a'), Err(PutError('a')));
/// assert_eq!(queue.put('a').map_err(PutError::into_item), Err('a'));
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PutError<T>(pub T);

error_with_item!(PutError: Self(item) => item, "PutError(..)", SHUT_DOWN;);

/// Why an item was not put at once, or before a time-out.
///
/// # Examples
/// ```
/// use web_threading::queue::{Queue, TryPutError};
/// let queue = Queue::new(1);
/// assert_eq!(queue.try_put('a'), Ok(()));
/// assert_eq!(queue.try_put('b'), Err(TryPutError::Full('b')));
/// queue.shutdown(false);
/// assert_eq!(queue.try_put('c').map_err(TryPutError::into_item), Err('c'));
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum TryPutError<T> {
    /// The queue was full all the time. Python's `queue.Full`.
    Full(T),
    /// The queue is shut down. Python's `queue.ShutDown`.
    ShutDown(T),
}

error_with_item!(TryPutError:
    Self::Full(item) => item, "Full(..)", FULL;
    Self::ShutDown(item) => item, "ShutDown(..)", SHUT_DOWN;
);

/// Why an item was not put in a wait that can end early.
///
/// # Examples
/// ```
/// use web_threading::queue::{PutUntilError, Queue};
/// use web_threading::{GaveUp, Until};
/// let queue = Queue::new(1);
/// let now = Until::timeout(std::time::Duration::ZERO);
/// assert_eq!(queue.put_until('a', now), Ok(()));
/// assert_eq!(queue.put_until('b', now), Err(PutUntilError::GaveUp('b', GaveUp::TimedOut)));
/// assert_eq!(queue.put_until('b', now).map_err(PutUntilError::into_item), Err('b'));
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum PutUntilError<T> {
    /// The queue was full until this ended the wait.
    GaveUp(T, GaveUp),
    /// The queue is shut down. Python's `queue.ShutDown`.
    ShutDown(T),
}

error_with_item!(PutUntilError:
    Self::GaveUp(item, reason) => item, "GaveUp(..)", format_args!("{FULL}: {reason}");
    Self::ShutDown(item) => item, "ShutDown(..)", SHUT_DOWN;
);

/// The queue is empty and shut down. Python's `queue.ShutDown`.
///
/// # Examples
/// ```
/// use web_threading::queue::{GetError, Queue};
/// let queue = Queue::<u8>::unbounded();
/// queue.shutdown(false);
/// assert_eq!(queue.get(), Err(GetError));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GetError;

/// Why there was no item at once, or before a time-out.
///
/// # Examples
/// ```
/// use web_threading::queue::{Queue, TryGetError};
/// let queue = Queue::<u8>::unbounded();
/// assert_eq!(queue.try_get(), Err(TryGetError::Empty));
/// queue.shutdown(false);
/// assert_eq!(queue.try_get(), Err(TryGetError::ShutDown));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TryGetError {
    /// The queue was empty all the time. Python's `queue.Empty`.
    Empty,
    /// The queue is empty and shut down. Python's `queue.ShutDown`.
    ShutDown,
}

/// Why there was no item in a wait that can end early.
///
/// # Examples
/// ```
/// use web_threading::queue::{GetUntilError, Queue};
/// use web_threading::{GaveUp, Until};
/// let queue = Queue::<u8>::unbounded();
/// let now = Until::timeout(std::time::Duration::ZERO);
/// assert_eq!(queue.get_until(now), Err(GetUntilError::GaveUp(GaveUp::TimedOut)));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GetUntilError {
    /// The queue was empty until this ended the wait.
    GaveUp(GaveUp),
    /// The queue is empty and shut down. Python's `queue.ShutDown`.
    ShutDown,
}

impl std::fmt::Display for GetError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(SHUT_DOWN)
    }
}

impl std::fmt::Display for TryGetError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Empty => EMPTY,
            Self::ShutDown => SHUT_DOWN,
        })
    }
}

impl std::fmt::Display for GetUntilError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::GaveUp(reason) => write!(f, "{EMPTY}: {reason}"),
            Self::ShutDown => f.write_str(SHUT_DOWN),
        }
    }
}

impl std::error::Error for GetError {}
impl std::error::Error for TryGetError {}
impl std::error::Error for GetUntilError {}

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
