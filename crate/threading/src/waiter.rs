//! Threads that wait in a queue, each on a word of its own, until they are answered in the order in which they came.
//!
//! For primitives that promise this order. The queue is part of the primitive's state and under its lock, so that joining,
//! answering and giving up are told apart there: out of the queue is answered, whatever the clock says.
use crate::clock::Deadline;
use crate::futex;
use crate::interrupt::{Interruptible, Wait};
use crate::mutex::Mutex;
use crate::observe::{self, Subject, while_unchanged};
use crate::primitive::atomic::{AtomicU32, Ordering};
use std::collections::VecDeque;
use std::sync::Arc;

// WAITING -> ANSWERED, by the thread that took the waiter out of its queue.
const WAITING: u32 = 0;
const ANSWERED: u32 = 1;

/// Why a waiter stopped sleeping unanswered. It may have been answered since; its queue knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum GaveUp {
    TimedOut,
    Interrupted,
}

/// One waiting thread, with what it brings (an item to put) or is brought (an item to get).
#[derive(Debug)]
pub(crate) struct Waiter<T = ()> {
    state: AtomicU32,
    value: Mutex<Option<T>>,
}

impl<T> Waiter<T> {
    /// Sleeps until answered, waiting for `on`.
    pub(crate) fn sleep(
        &self,
        on: Subject,
        deadline: Option<Deadline>,
        how: Interruptible,
    ) -> Result<(), GaveUp> {
        loop {
            // Acquire pairs with the Release in `answer`: what the answering thread did is visible to the answered one.
            match self.state.load(Ordering::Acquire) {
                WAITING => {}
                ANSWERED => return Ok(()),
                other => unreachable!("a waiter is in state {other}"),
            }
            match observe::wait(on, (&self.state, WAITING), deadline, how, while_unchanged) {
                Wait::Woken | Wait::Mismatch => {}
                Wait::TimedOut => return Err(GaveUp::TimedOut),
                Wait::Interrupted => return Err(GaveUp::Interrupted),
            }
        }
    }

    /// Ends the wait of a waiter that has been taken out of its queue. Best without the queue's lock, which the woken thread may
    /// want.
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

/// Waiters in the order in which they came.
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

    /// Adds the caller, with what it brings.
    pub(crate) fn join(&mut self, value: Option<T>) -> Arc<Waiter<T>> {
        let waiter = Arc::new(Waiter {
            state: AtomicU32::new(WAITING),
            value: Mutex::new(value),
        });
        self.0.push_back(Arc::clone(&waiter));
        waiter
    }

    /// Takes the one out who has waited longest, to be answered.
    pub(crate) fn next(&mut self) -> Option<Arc<Waiter<T>>> {
        self.0.pop_front()
    }

    /// Takes the first `count` out, to be answered.
    pub(crate) fn first(&mut self, count: usize) -> Vec<Arc<Waiter<T>>> {
        self.0.drain(..count.min(self.0.len())).collect()
    }

    /// Takes the caller out; false if it has been taken out to be answered.
    pub(crate) fn leave(&mut self, waiter: &Arc<Waiter<T>>) -> bool {
        let place = self.0.iter().position(|other| Arc::ptr_eq(other, waiter));
        place.map(|place| self.0.remove(place)).is_some()
    }
}

/// Answers all of these.
pub(crate) fn answer_all<T>(waiters: &[Arc<Waiter<T>>]) {
    waiters.iter().for_each(|waiter| waiter.answer());
}
