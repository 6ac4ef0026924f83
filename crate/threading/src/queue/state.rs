//! The state of a queue under its lock: the items and the waiters.
use super::base::Store;
use super::error::TryPutError;
use crate::primitive::const_constructor;
use crate::waiter::{WaitQueue, Waiter};
use std::sync::Arc;

pub(super) type Waiting<T> = Arc<Waiter<T>>;

/// A waiter, if there was one, which the caller must answer after releasing the lock.
pub(super) type MayAnswer<T> = Option<Waiting<T>>;

/// The state under the lock. Between two visits these invariants hold:
/// - getters wait only while the queue is empty;
/// - putters wait only while the queue is full, each with its item;
/// - no thread waits to put or get once the queue is shut down.
pub(super) struct State<S: Store> {
    pub(super) store: S,
    /// 0 for no limit.
    pub(super) maxsize: usize,
    pub(super) getters: WaitQueue<S::Item>,
    pub(super) putters: WaitQueue<S::Item>,
    pub(super) joiners: WaitQueue,
    /// The tasks that were put and are not done. 64 bits, because a program may put forever and never call `task_done`.
    pub(super) unfinished: u64,
    pub(super) is_shut_down: bool,
}

impl<S: Store> State<S> {
    const_constructor! {
        pub(super) fn new(store: S, maxsize: usize) -> Self {
            Self {
                store,
                maxsize,
                getters: WaitQueue::new(),
                putters: WaitQueue::new(),
                joiners: WaitQueue::new(),
                unfinished: 0,
                is_shut_down: false,
            }
        }
    }

    pub(super) fn is_full(&self) -> bool {
        self.maxsize != 0 && self.store.len() >= self.maxsize
    }

    /// Puts an item. If a getter waited, it receives the item, and the caller must answer it.
    pub(super) fn push(
        &mut self,
        item: S::Item,
    ) -> Result<MayAnswer<S::Item>, TryPutError<S::Item>> {
        if self.is_shut_down {
            return Err(TryPutError::ShutDown(item));
        }
        if self.is_full() {
            return Err(TryPutError::Full(item));
        }
        self.unfinished += 1;
        let getter = self.getters.next();
        match &getter {
            Some(getter) => getter.put(item),
            None => self.store.push(item),
        }
        Ok(getter)
    }

    /// Removes the next item. If a putter waited, its item is put in, and the caller must answer it.
    pub(super) fn pop(&mut self) -> Option<(S::Item, MayAnswer<S::Item>)> {
        let item = self.store.pop()?;
        let putter = self.putters.next();
        if let Some(brought) = putter.as_ref().and_then(|putter| putter.take()) {
            self.unfinished += 1;
            self.store.push(brought);
        }
        Some((item, putter))
    }

    /// Counts tasks as done. Returns the threads that waited for the last one; the caller must answer them.
    pub(super) fn finish(&mut self, tasks: u64) -> Vec<Waiting<()>> {
        self.unfinished = self.unfinished.saturating_sub(tasks);
        if self.unfinished == 0 {
            self.joiners.first(usize::MAX)
        } else {
            Vec::new()
        }
    }
}
