//! Queues between threads: Python's `queue`.
//!
//! - [`Queue`]: first in, first out; [`LifoQueue`]: last in, first out; [`PriorityQueue`]: the least first. They may be bounded, count
//!   unfinished tasks, and can be shut down.
//! - [`SimpleQueue`]: first in, first out, unbounded, and nothing more
//! - [`BaseQueue`] and [`Store`]: the same with an order of one's own
//!
//! # Fairness
//! First come, first served, on both sides: an item that is put goes to the thread that has waited longest for one, and a place that
//! gets free to the thread that has waited longest for that. Nobody who comes later can take either away, so no waiter
//! starves as long as the other side goes on.
//!
//! # Where blocking is not allowed
//! A put that finds a place and a get that finds an item work; one that would have to wait throws, see the [crate].
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
pub use error::{GetError, PutError, TaskDoneError, TasksWait};
pub use fifo::{Fifo, Queue};
pub use lifo::{Lifo, LifoQueue};
pub use priority::{Priority, PriorityQueue};
pub use simple::SimpleQueue;

#[cfg(all(test, not(target_arch = "wasm32"), not(loom)))]
mod tests {
    use super::*;
    use std::sync::Mutex;
    use std::thread::{scope, yield_now};

    /// An item is the waiter's from the moment of the put, not from when it wakes: a thread that runs on finds the queue empty.
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
                Err(GetError::Empty),
                "a running thread took the item"
            );
            assert_eq!(getter.join().unwrap(), Ok(7));
        });
    }

    /// And a place is the waiter's from the moment of the get.
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
                Err(PutError::Full(2)),
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
