//! Queues of waiting threads. Each thread waits on its own word until it is answered, in the order of arrival.
//!
//! For primitives that guarantee this order. The queue is part of the primitive's state and under its lock, so joining,
//! answering and giving up are ordered there: a waiter that is no longer in the queue has been answered, even if its
//! deadline has passed.
use crate::futex::{self, Wake};
use crate::mutex::Mutex;
use crate::observe::{self, Subject, while_unchanged};
use crate::primitive::atomic::{AtomicU32, Ordering};
use crate::until::{GaveUp, Until};
use std::collections::VecDeque;
use std::sync::Arc;

// WAITING -> ANSWERED, by the thread that removed the waiter from its queue.
const WAITING: u32 = 0;
const ANSWERED: u32 = 1;

/// One waiting thread, with a value: the item of a putter, or the item that a getter receives.
#[derive(Debug)]
pub(crate) struct Waiter<T = ()> {
    state: AtomicU32,
    value: Mutex<Option<T>>,
}

impl<T> Waiter<T> {
    /// Sleeps until answered. `on` is the primitive, for the listener of events. A waiter that gave up may have been answered
    /// since; its queue decides.
    pub(crate) fn sleep(&self, on: Subject, until: Until) -> Result<(), GaveUp> {
        loop {
            // Acquire pairs with the Release in `answer`: what the answering thread did is visible to the answered one.
            match self.state.load(Ordering::Acquire) {
                WAITING => {}
                ANSWERED => return Ok(()),
                other => unreachable!("a waiter is in state {other}"),
            }
            let _: Wake = observe::wait(on, (&self.state, WAITING), until, while_unchanged)?;
        }
    }

    /// Ends the wait of a waiter that has been removed from its queue. Call it preferably without the queue's lock, which
    /// the woken thread may need.
    pub(crate) fn answer(&self) {
        self.state.store(ANSWERED, Ordering::Release);
        futex::wake(&self.state, 1);
    }

    pub(crate) fn put(&self, value: T) {
        self.value.with(|place| *place = Some(value));
    }

    pub(crate) fn take(&self) -> Option<T> {
        self.value.with(Option::take)
    }
}

/// Waiters in the order of their arrival.
#[derive(Debug)]
pub(crate) struct WaitQueue<T = ()>(VecDeque<Arc<Waiter<T>>>);

impl<T> WaitQueue<T> {
    pub(crate) const fn new() -> Self {
        Self(VecDeque::new())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Adds the caller, with its value.
    pub(crate) fn join(&mut self, value: Option<T>) -> Arc<Waiter<T>> {
        let waiter = Arc::new(Waiter {
            state: AtomicU32::new(WAITING),
            value: Mutex::new(value),
        });
        self.0.push_back(Arc::clone(&waiter));
        waiter
    }

    /// Removes and returns the thread that has waited longest. The caller must answer it.
    pub(crate) fn next(&mut self) -> Option<Arc<Waiter<T>>> {
        self.0.pop_front()
    }

    /// Removes and returns the first `count` waiters. The caller must answer them.
    pub(crate) fn first(&mut self, count: usize) -> Vec<Arc<Waiter<T>>> {
        self.0.drain(..count.min(self.0.len())).collect()
    }

    /// Removes the caller. Returns false if it has already been removed to be answered.
    pub(crate) fn leave(&mut self, waiter: &Arc<Waiter<T>>) -> bool {
        let place = self.0.iter().position(|other| Arc::ptr_eq(other, waiter));
        place.map(|place| self.0.remove(place)).is_some()
    }
}

/// Answers all of the given waiters.
pub(crate) fn answer_all<T>(waiters: &[Arc<Waiter<T>>]) {
    waiters.iter().for_each(|waiter| waiter.answer());
}
