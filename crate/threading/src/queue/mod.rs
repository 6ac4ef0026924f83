//! Queues between threads: Python's `queue`.
//!
//! - [`Queue`] is first in, first out; [`LifoQueue`] is last in, first out; [`PriorityQueue`] returns the smallest item
//!   first. They may be bounded, count unfinished tasks, and can be shut down.
//! - [`SimpleQueue`] is first in, first out and unbounded, without tasks and shutdown.
//! - [`BaseQueue`] and [`Store`] allow a custom order.
//!
//! # Fairness
//! Waiters are served in the order in which they began to wait, on both sides: an item that is put goes to the thread that
//! has waited longest to get one, and a place that becomes free goes to the thread that has waited longest to put. No later
//! thread can take either, so no waiter starves as long as the other side continues.
//!
//! # Where blocking is not allowed
//! A put into a queue that is not full and a get from a queue that is not empty work. A call that would have to wait throws,
//! see the [crate].
//!
//! # Examples
//! ```
//! use std::sync::Arc;
//! use web_threading::{queue::Queue, spawn};
//! let queue = Arc::new(Queue::new(2));
//! let theirs = Arc::clone(&queue);
//! let consumer = spawn(move || {
//!     let mut sum = 0;
//!     while let Ok(number) = theirs.get() {
//!         sum += number;
//!         theirs.task_done().expect("it was got just now");
//!     }
//!     sum
//! })?;
//! for number in 1..=10 {
//!     queue.put(number).expect("nobody has shut it down");
//! }
//! queue.join();
//! queue.shutdown(false);
//! assert_eq!(consumer.join().ok(), Some(55));
//! # Ok::<(), web_threading::SpawnError>(())
//! ```
mod base;
mod error;
mod fifo;
mod lifo;
mod priority;
mod simple;
mod state;
mod tasks;

pub use base::{BaseQueue, Store};
pub use error::{
    GetError, GetUntilError, PutError, PutUntilError, TaskDoneError, TryGetError, TryPutError,
};
pub use fifo::{Fifo, Queue};
pub use lifo::{Lifo, LifoQueue};
pub use priority::{Priority, PriorityQueue};
pub use simple::SimpleQueue;

#[cfg(all(test, not(target_arch = "wasm32"), not(loom)))]
mod tests {
    use super::*;
    use std::sync::Mutex;
    use std::thread::{scope, yield_now};

    /// An item belongs to the waiter from the moment of the put, not from when it wakes: a running thread finds the queue
    /// empty.
    #[test]
    fn what_is_put_is_the_waiting_getters() {
        let queue = Queue::new(1);
        scope(|scope| {
            let getter = scope.spawn(|| queue.get());
            while queue.state.with(|state| state.getters.is_empty()) {
                yield_now();
            }
            queue.put(7).unwrap();
            assert_eq!(
                queue.try_get(),
                Err(TryGetError::Empty),
                "a running thread took the item"
            );
            assert_eq!(getter.join().unwrap(), Ok(7));
        });
    }

    /// A free place belongs to the waiter from the moment of the get.
    #[test]
    fn a_place_is_the_waiting_putters() {
        let queue = Queue::new(1);
        queue.put(0).unwrap();
        scope(|scope| {
            let putter = scope.spawn(|| queue.put(1));
            while queue.state.with(|state| state.putters.is_empty()) {
                yield_now();
            }
            assert_eq!(queue.get(), Ok(0));
            assert_eq!(
                queue.try_put(2),
                Err(TryPutError::Full(2)),
                "a running thread took the place"
            );
            assert_eq!(putter.join().unwrap(), Ok(()));
        });
        assert_eq!(queue.get(), Ok(1));
    }

    #[test]
    fn getters_are_served_in_the_order_in_which_they_came() {
        let queue = Queue::unbounded();
        let order = Mutex::new(Vec::new());
        scope(|scope| {
            for number in 0..3 {
                let (queue, order) = (&queue, &order);
                scope.spawn(move || {
                    let item: usize = queue.get().unwrap();
                    order.lock().unwrap().push((number, item));
                });
                while queue.state.with(|state| state.getters.len()) <= number {
                    yield_now();
                }
            }
            for item in 0..3 {
                queue.put(item).unwrap();
            }
        });
        let mut order = order.into_inner().unwrap();
        order.sort_unstable();
        assert_eq!(order, [(0, 0), (1, 1), (2, 2)]);
    }
}
