//! [`Queue`]: Python's `queue.Queue`.
use super::base::{BaseQueue, Store};
use std::collections::VecDeque;

/// First in, first out.
///
/// # Examples
/// ```
/// use web_threading::queue::{Fifo, Store};
/// let mut store = Fifo::default();
/// store.push(1);
/// store.push(2);
/// assert_eq!(store.pop(), Some(1));
/// ```
#[derive(Debug)]
pub struct Fifo<T>(VecDeque<T>);

impl<T> Fifo<T> {
    pub(super) const fn new() -> Self {
        Self(VecDeque::new())
    }
}

impl<T> Default for Fifo<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Store for Fifo<T> {
    type Item = T;

    fn push(&mut self, item: T) {
        self.0.push_back(item);
    }

    fn pop(&mut self) -> Option<T> {
        self.0.pop_front()
    }

    fn len(&self) -> usize {
        self.0.len()
    }
}

/// A first-in, first-out queue, like Python's `queue.Queue`.
///
/// # Examples
/// ```
/// use web_threading::queue::Queue;
/// let queue = Queue::new(2);
/// queue.put('a')?;
/// queue.put('b')?;
/// assert!(queue.is_full());
/// assert_eq!([queue.get(), queue.get()], [Ok('a'), Ok('b')]);
/// # Ok::<(), web_threading::queue::PutError<char>>(())
/// ```
pub type Queue<T> = BaseQueue<Fifo<T>>;
