//! [`BaseQueue`]: the common part of all queues. A [`Store`] determines the order of the items.
use super::error::{GetError, GetUntilError, PutError, PutUntilError, TryGetError, TryPutError};
use super::state::{MayAnswer, State, Waiting};
use crate::blocking;
use crate::clock::Deadline;
use crate::mutex::Mutex;
use crate::observe::{Primitive, Subject};
use crate::primitive::const_constructor;
use crate::until::{GaveUp, Until};
use std::time::Duration;

/// The container of a queue's items, which determines their order: Python's `_put`, `_get` and `_qsize`.
///
/// # Examples
/// ```
/// use web_threading::queue::{BaseQueue, Store};
/// /// Keeps one of each.
/// #[derive(Default)]
/// struct Distinct(std::collections::BTreeSet<u32>);
///
/// impl Store for Distinct {
///     type Item = u32;
///     fn push(&mut self, item: u32) {
///         self.0.insert(item);
///     }
///     fn pop(&mut self) -> Option<u32> {
///         self.0.pop_first()
///     }
///     fn len(&self) -> usize {
///         self.0.len()
///     }
/// }
///
/// assert!(Distinct::default().is_empty());
/// let queue = BaseQueue::<Distinct>::unbounded();
/// for number in [3, 1, 3] {
///     queue.put(number)?;
/// }
/// assert_eq!(queue.len(), 2);
/// # Ok::<(), web_threading::queue::PutError<u32>>(())
/// ```
pub trait Store {
    /// The type of the items.
    type Item;

    /// Adds an item. It must not panic, because it is called while the queue's lock is held.
    fn push(&mut self, item: Self::Item);

    /// Removes and returns the next item, if there is one. It must not panic, because it is called while the queue's lock is
    /// held.
    fn pop(&mut self) -> Option<Self::Item>;

    /// Returns the number of items.
    fn len(&self) -> usize;

    /// Returns whether there are no items.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// The result of one visit under the lock: the operation is done and perhaps a waiter must be answered, or the caller has to
/// wait.
enum Visit<T, D> {
    Done(D, MayAnswer<T>),
    Queued(Waiting<T>),
}

/// A queue whose items are returned in the order of a [`Store`]. Its instances are [`Queue`](super::Queue),
/// [`LifoQueue`](super::LifoQueue) and [`PriorityQueue`](super::PriorityQueue).
///
/// Fairness, and the behaviour where blocking is not allowed, are those of all [queues](super). An operation acquires and
/// releases one [`Lock`](crate::Lock); it does nothing else if there is no waiter to wake.
///
/// # Examples
/// ```
/// use web_threading::queue::{BaseQueue, Lifo};
/// let stack = BaseQueue::<Lifo<u8>>::new(10);
/// assert_eq!((stack.capacity(), stack.len()), (Some(10), 0));
/// ```
///
/// All ways to put and get, tasks, and shutdown:
/// ```
/// use std::time::Duration;
/// use web_threading::queue::{GetUntilError, PutError, PutUntilError, Queue, TryGetError, TryPutError};
/// use web_threading::{GaveUp, TimedOut, Until};
/// let queue = Queue::new(1);
/// let short = Duration::from_millis(1);
/// let soon = || Until::timeout(Duration::from_millis(1)).or_interrupt();
/// assert_eq!(queue.try_put('a'), Ok(()));
/// assert_eq!(queue.put_timeout('b', short), Err(TryPutError::Full('b')));
/// assert_eq!(queue.put_until('b', soon()), Err(PutUntilError::GaveUp('b', GaveUp::TimedOut)));
/// assert_eq!((queue.is_empty(), queue.unfinished_tasks()), (false, 1));
/// assert_eq!(queue.try_get(), Ok('a'));
/// assert_eq!(queue.get_timeout(short), Err(TryGetError::Empty));
/// assert_eq!(queue.get_until(soon()), Err(GetUntilError::GaveUp(GaveUp::TimedOut)));
/// assert_eq!(queue.join_timeout(short), Err(TimedOut));
/// queue.task_done().expect("one was put");
/// assert_eq!(queue.join_until(Until::INTERRUPT), Ok(()));
/// queue.join();
/// queue.shutdown(false);
/// assert!(queue.is_shut_down());
/// assert_eq!(queue.put('c'), Err(PutError('c')));
/// ```
pub struct BaseQueue<S: Store> {
    pub(super) state: Mutex<State<S>>,
    /// A copy of the value in the state, which can be read without the lock.
    maxsize: usize,
}

impl<S: Store> std::fmt::Debug for BaseQueue<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BaseQueue")
            .field("len", &self.len())
            .field("maxsize", &self.maxsize)
            .finish_non_exhaustive()
    }
}

impl<S: Store + Default> BaseQueue<S> {
    /// Creates a queue for at most `maxsize` items; 0 means no limit, as in Python.
    #[must_use]
    pub fn new(maxsize: usize) -> Self {
        Self::with_empty(S::default(), maxsize)
    }

    /// Creates a queue without a limit.
    #[must_use]
    pub fn unbounded() -> Self {
        Self::new(0)
    }
}

impl<S: Store + Default> Default for BaseQueue<S> {
    fn default() -> Self {
        Self::unbounded()
    }
}

impl<S: Store> BaseQueue<S> {
    pub(super) fn subject(&self) -> Subject {
        Subject::of(Primitive::Queue, self)
    }

    const_constructor! {
        pub(super) fn with_empty(store: S, maxsize: usize) -> Self {
            Self {
                state: Mutex::new(State::new(store, maxsize)),
                maxsize,
            }
        }
    }

    /// Puts an item, waiting while the queue is full.
    ///
    /// # Errors
    /// [`PutError`] with the item if the queue is shut down before or during the wait.
    pub fn put(&self, item: S::Item) -> Result<(), PutError<S::Item>> {
        self.put_until(item, Until::FOREVER)
            .map_err(|error| PutError(error.into_item()))
    }

    /// Puts an item without waiting.
    ///
    /// # Errors
    /// [`TryPutError`] with the item if the queue is full or shut down.
    pub fn try_put(&self, item: S::Item) -> Result<(), TryPutError<S::Item>> {
        let getter = self.state.with(|state| state.push(item))?;
        if let Some(getter) = getter {
            getter.answer();
        }
        Ok(())
    }

    /// Puts an item, waiting for at most `timeout` while the queue is full. Interrupts do not end the wait.
    ///
    /// # Errors
    /// [`TryPutError`] with the item if the queue stayed full or is shut down.
    pub fn put_timeout(
        &self,
        item: S::Item,
        timeout: Duration,
    ) -> Result<(), TryPutError<S::Item>> {
        self.put_until(item, Deadline::after(timeout))
            .map_err(|error| match error {
                PutUntilError::GaveUp(item, _) => TryPutError::Full(item),
                PutUntilError::ShutDown(item) => TryPutError::ShutDown(item),
            })
    }

    /// Puts an item. While the queue is full, waits until `until` ends the wait.
    ///
    /// # Errors
    /// [`PutUntilError`] with the item if the item was not put.
    pub fn put_until(
        &self,
        item: S::Item,
        until: impl Into<Until>,
    ) -> Result<(), PutUntilError<S::Item>> {
        let waits = blocking::check_can_block().is_ok();
        let visit = self.state.with(|state| match state.push(item) {
            Ok(getter) => Ok(Visit::Done((), getter)),
            Err(TryPutError::Full(item)) if waits => {
                Ok(Visit::Queued(state.putters.join(Some(item))))
            }
            Err(error) => Err(error),
        });
        let waiter = match visit {
            Ok(Visit::Done((), getter)) => {
                if let Some(getter) = getter {
                    getter.answer();
                }
                return Ok(());
            }
            Ok(Visit::Queued(waiter)) => waiter,
            Err(TryPutError::ShutDown(item)) => return Err(PutUntilError::ShutDown(item)),
            Err(TryPutError::Full(item)) => {
                blocking::insist_on_blocking();
                return Err(PutUntilError::GaveUp(item, GaveUp::TimedOut));
            }
        };
        let given_up = waiter
            .sleep(self.subject(), until.into())
            .err()
            .filter(|_| self.state.with(|state| state.putters.leave(&waiter)));
        match (waiter.take(), given_up) {
            (None, _) => Ok(()),
            // The waiter was answered without its item being taken: the queue was shut down.
            (Some(item), None) => Err(PutUntilError::ShutDown(item)),
            (Some(item), Some(reason)) => Err(PutUntilError::GaveUp(item, reason)),
        }
    }

    /// Gets the next item, waiting while the queue is empty.
    ///
    /// # Errors
    /// [`GetError`] if the queue is empty, and is shut down before or during the wait.
    pub fn get(&self) -> Result<S::Item, GetError> {
        self.get_until(Until::FOREVER).map_err(|_| GetError)
    }

    /// Gets the next item without waiting.
    ///
    /// # Errors
    /// [`TryGetError`] if the queue is empty.
    pub fn try_get(&self) -> Result<S::Item, TryGetError> {
        let (item, putter) = self.state.with(|state| {
            let none = if state.is_shut_down {
                TryGetError::ShutDown
            } else {
                TryGetError::Empty
            };
            state.pop().ok_or(none)
        })?;
        if let Some(putter) = putter {
            putter.answer();
        }
        Ok(item)
    }

    /// Gets the next item, waiting for at most `timeout` while the queue is empty. Interrupts do not end the wait.
    ///
    /// # Errors
    /// [`TryGetError`] if the queue stayed empty.
    pub fn get_timeout(&self, timeout: Duration) -> Result<S::Item, TryGetError> {
        self.get_until(Deadline::after(timeout))
            .map_err(|error| match error {
                GetUntilError::GaveUp(_) => TryGetError::Empty,
                GetUntilError::ShutDown => TryGetError::ShutDown,
            })
    }

    /// Gets the next item. While the queue is empty, waits until `until` ends the wait.
    ///
    /// # Errors
    /// [`GetUntilError`] if the queue stayed empty.
    pub fn get_until(&self, until: impl Into<Until>) -> Result<S::Item, GetUntilError> {
        let waits = blocking::check_can_block().is_ok();
        let visit = self.state.with(|state| match state.pop() {
            Some((item, putter)) => Ok(Visit::Done(item, putter)),
            None if state.is_shut_down => Err(TryGetError::ShutDown),
            None if waits => Ok(Visit::Queued(state.getters.join(None))),
            None => Err(TryGetError::Empty),
        });
        let waiter = match visit {
            Ok(Visit::Done(item, putter)) => {
                if let Some(putter) = putter {
                    putter.answer();
                }
                return Ok(item);
            }
            Ok(Visit::Queued(waiter)) => waiter,
            Err(TryGetError::ShutDown) => return Err(GetUntilError::ShutDown),
            Err(TryGetError::Empty) => {
                blocking::insist_on_blocking();
                return Err(GetUntilError::GaveUp(GaveUp::TimedOut));
            }
        };
        let given_up = waiter
            .sleep(self.subject(), until.into())
            .err()
            .filter(|_| self.state.with(|state| state.getters.leave(&waiter)));
        match (waiter.take(), given_up) {
            (Some(item), _) => Ok(item),
            // The waiter was answered without an item: the queue was shut down.
            (None, None) => Err(GetUntilError::ShutDown),
            (None, Some(reason)) => Err(GetUntilError::GaveUp(reason)),
        }
    }

    /// Returns whether the queue is shut down.
    #[must_use]
    pub fn is_shut_down(&self) -> bool {
        self.state.with(|state| state.is_shut_down)
    }

    /// Returns the number of items, like Python's `qsize`. The value may be out of date when the call returns.
    #[must_use]
    pub fn len(&self) -> usize {
        self.state.with(|state| state.store.len())
    }

    /// Returns whether the queue is empty. The value may be out of date when the call returns.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns whether the queue is full. The value may be out of date when the call returns.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.state.with(|state| state.is_full())
    }

    /// Returns the greatest number of items, `None` if there is no limit.
    #[must_use]
    pub const fn capacity(&self) -> Option<usize> {
        match self.maxsize {
            0 => None,
            limit => Some(limit),
        }
    }

    /// Returns the number of tasks that were put and are not done. The value may be out of date when the call returns.
    #[must_use]
    pub fn unfinished_tasks(&self) -> u64 {
        self.state.with(|state| state.unfinished)
    }
}
