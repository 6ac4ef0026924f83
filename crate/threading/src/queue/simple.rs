//! [`SimpleQueue`]: Python's `queue.SimpleQueue`.
use super::error::{GetError, GetUntilError};
use super::fifo::{Fifo, Queue};
use crate::clock::Deadline;
use crate::primitive::const_constructor;
use crate::until::{GaveUp, TimedOut, Until};
use std::time::Duration;

/// An unbounded queue without tasks or shutdown, like Python's `queue.SimpleQueue`. Putting never waits and never fails.
///
/// Fairness, and the behaviour where blocking is not allowed, are those of all [queues](super).
///
/// # Examples
/// ```
/// use web_threading::queue::SimpleQueue;
/// static LINES: SimpleQueue<&str> = SimpleQueue::new();
/// LINES.put("first");
/// LINES.put("second");
/// assert_eq!(LINES.get(), "first");
/// assert_eq!(LINES.try_get(), Some("second"));
/// assert!(LINES.is_empty());
/// ```
///
/// With a time limit:
/// ```
/// use std::time::Duration;
/// use web_threading::queue::SimpleQueue;
/// use web_threading::{TimedOut, Until};
/// let queue = SimpleQueue::new();
/// assert_eq!(queue.get_timeout(Duration::from_millis(1)), Err(TimedOut));
/// queue.put(7);
/// assert_eq!(queue.len(), 1);
/// assert_eq!(queue.get_until(Until::INTERRUPT), Ok(7));
/// ```
#[derive(Debug, Default)]
pub struct SimpleQueue<T>(Queue<T>);

impl<T> SimpleQueue<T> {
    const_constructor! {
        /// Creates an empty queue.
        #[must_use]
        pub fn new() -> Self {
            Self(Queue::with_empty(Fifo::new(), 0))
        }
    }

    /// Puts an item.
    pub fn put(&self, item: T) {
        let put = self.0.try_put(item);
        debug_assert!(put.is_ok(), "neither full nor shut down");
    }

    /// Gets the next item, waiting while the queue is empty.
    pub fn get(&self) -> T {
        match self.0.get() {
            Ok(item) => item,
            Err(GetError) => unreachable!("this queue cannot be shut down"),
        }
    }

    /// Gets the next item, if there is one, without waiting.
    #[must_use]
    pub fn try_get(&self) -> Option<T> {
        self.0.try_get().ok()
    }

    /// Gets the next item, waiting for at most `timeout` while the queue is empty. Interrupts do not end the wait.
    ///
    /// # Errors
    /// [`TimedOut`] if the queue stayed empty.
    pub fn get_timeout(&self, timeout: Duration) -> Result<T, TimedOut> {
        self.get_until(Deadline::after(timeout))
            .map_err(GaveUp::timed_out)
    }

    /// Gets the next item. While the queue is empty, waits until `until` ends the wait.
    ///
    /// # Errors
    /// [`GaveUp`] if the queue stayed empty.
    pub fn get_until(&self, until: impl Into<Until>) -> Result<T, GaveUp> {
        self.0.get_until(until).map_err(|error| match error {
            GetUntilError::GaveUp(reason) => reason,
            GetUntilError::ShutDown => unreachable!("this queue cannot be shut down"),
        })
    }

    /// Returns the number of items, like Python's `qsize`. The value may be out of date when the call returns.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns whether the queue is empty. The value may be out of date when the call returns.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
