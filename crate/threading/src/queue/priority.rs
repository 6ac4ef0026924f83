//! [`PriorityQueue`]: Python's `queue.PriorityQueue`.
use super::base::{BaseQueue, Store};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Returns the smallest item first; the order of equal items is unspecified.
///
/// # Examples
/// ```
/// use web_threading::queue::{Priority, Store};
/// let mut store = Priority::default();
/// store.push(2);
/// store.push(1);
/// assert_eq!(store.pop(), Some(1));
/// ```
#[derive(Debug)]
pub struct Priority<T>(BinaryHeap<Reverse<T>>);

impl<T: Ord> Default for Priority<T> {
    fn default() -> Self {
        Self(BinaryHeap::new())
    }
}

impl<T: Ord> Store for Priority<T> {
    type Item = T;

    fn push(&mut self, item: T) {
        self.0.push(Reverse(item));
    }

    fn pop(&mut self) -> Option<T> {
        self.0.pop().map(|Reverse(item)| item)
    }

    fn len(&self) -> usize {
        self.0.len()
    }
}

/// A priority queue, like Python's `queue.PriorityQueue`: the smallest item is returned first.
///
/// The items' comparison must not panic, because it runs while the queue's lock is held.
///
/// # Examples
/// ```
/// use web_threading::queue::PriorityQueue;
/// let queue = PriorityQueue::unbounded();
/// queue.put((2, "later"))?;
/// queue.put((1, "now"))?;
/// assert_eq!(queue.get(), Ok((1, "now")));
/// # Ok::<(), web_threading::queue::PutError<(i32, &str)>>(())
/// ```
pub type PriorityQueue<T> = BaseQueue<Priority<T>>;
