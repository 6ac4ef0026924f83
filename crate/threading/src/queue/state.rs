//! What a queue holds under its lock: the items, and who waits for what.
use super::base::Store;
use super::error::PutError;
use crate::primitive::const_constructor;
use crate::waiter::{WaitQueue, Waiter};
use std::sync::Arc;

pub(super) type Waiting<T> = Arc<Waiter<T>>;

/// A waiter who is to be answered without the lock, if there was one.
pub(super) type MayAnswer<T> = Option<Waiting<T>>;

/// All under one lock. What holds between two visits:
/// - getters wait only while there is no item;
/// - putters wait only while there is no place, each with its item;
/// - nobody waits to put or get once the queue is shut down.
pub(super) struct State<S: Store> {
    pub(super) store: S,
    /// 0 for no limit.
    pub(super) maxsize: usize,
    pub(super) getters: WaitQueue<S::Item>,
    pub(super) putters: WaitQueue<S::Item>,
    pub(super) joiners: WaitQueue,
    /// Tasks put and not done. 64 bits, since a program may put for ever and never say that a task is done.
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

    /// Puts an item in. The getter that got it, if one waited, is to be answered.
    pub(super) fn push(&mut self, item: S::Item) -> Result<MayAnswer<S::Item>, PutError<S::Item>> {
        if self.is_shut_down {
            return Err(PutError::ShutDown(item));
        }
        if self.is_full() {
            return Err(PutError::Full(item));
        }
        self.unfinished += 1;
        let getter = self.getters.next();
        match &getter {
            Some(getter) => getter.put(item),
            None => self.store.push(item),
        }
        Ok(getter)
    }

    /// Takes an item out, and puts the first putter's in. That putter, if one waited, is to be answered.
    pub(super) fn pop(&mut self) -> Option<(S::Item, MayAnswer<S::Item>)> {
        let item = self.store.pop()?;
        let putter = self.putters.next();
        if let Some(brought) = putter.as_ref().and_then(|putter| putter.take()) {
            self.unfinished += 1;
            self.store.push(brought);
        }
        Some((item, putter))
    }

    /// Counts tasks as done. Those who wait for the last one are to be answered.
    pub(super) fn finish(&mut self, tasks: u64) -> Vec<Waiting<()>> {
        self.unfinished = self.unfinished.saturating_sub(tasks);
        if self.unfinished == 0 {
            self.joiners.first(usize::MAX)
        } else {
            Vec::new()
        }
    }
}
