//! [`LifoQueue`]: Python's `queue.LifoQueue`.
use super::base::{BaseQueue, Store};

/// Last in, first out.
///
/// # Examples
/// ```
/// use web_threading::queue::{Lifo, Store};
/// let mut store = Lifo::default();
/// store.push(1);
/// store.push(2);
/// assert_eq!(store.pop(), Some(2));
/// ```
#[derive(Debug)]
pub struct Lifo<T>(Vec<T>);

impl<T> Default for Lifo<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Store for Lifo<T> {
    type Item = T;

    fn push(&mut self, item: T) {
        self.0.push(item);
    }

    fn pop(&mut self) -> Option<T> {
        self.0.pop()
    }

    fn len(&self) -> usize {
        self.0.len()
    }
}

/// A last-in, first-out queue, like Python's `queue.LifoQueue`.
///
/// # Examples
/// ```
/// use web_threading::queue::LifoQueue;
/// let queue = LifoQueue::new(2);
/// queue.put('a')?;
/// queue.put('b')?;
/// assert_eq!([queue.get(), queue.get()], [Ok('b'), Ok('a')]);
/// # Ok::<(), web_threading::queue::PutError<char>>(())
/// ```
pub type LifoQueue<T> = BaseQueue<Lifo<T>>;
