//! [`SimpleQueue`]: Python's `queue.SimpleQueue`.
use super::error::GetError;
use super::fifo::{Fifo, Queue};
use crate::clock::Deadline;
use crate::interrupt::Interruptible;
use crate::primitive::const_constructor;
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
/// use web_threading::queue::{GetError, SimpleQueue};
/// use web_threading::{Deadline, Interruptible};
/// let queue = SimpleQueue::new();
/// assert_eq!(queue.get_timeout(Duration::from_millis(1)), Err(GetError::Empty));
/// queue.put(7);
/// assert_eq!(queue.len(), 1);
/// let soon = Deadline::after(Duration::from_secs(1));
/// assert_eq!(queue.get_until(Some(soon), Interruptible::Yes), Ok(7));
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
        loop {
            // Neither a deadline nor an interrupt can end this wait.
            if let Ok(item) = self.0.get() {
                return item;
            }
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
    /// [`GetError::Empty`] if the queue stayed empty.
    pub fn get_timeout(&self, timeout: Duration) -> Result<T, GetError> {
        self.0.get_timeout(timeout)
    }

    /// Gets the next item. While the queue is empty, waits until `deadline` passes or, with [`Interruptible::Yes`], the main
    /// thread is interrupted.
    ///
    /// # Errors
    /// [`GetError`], other than `ShutDown`, if the queue stayed empty.
    pub fn get_until(&self, deadline: Option<Deadline>, how: Interruptible) -> Result<T, GetError> {
        self.0.get_until(deadline, how)
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
