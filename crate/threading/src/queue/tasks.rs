//! The tasks of a queue, what waits for their end, and the queue's own end.
use super::base::{BaseQueue, Store};
use super::error::{TaskDoneError, TasksWait};
use crate::blocking;
use crate::clock::Deadline;
use crate::interrupt::Interruptible;
use crate::waiter::{GaveUp, answer_all};
use std::time::Duration;

impl<S: Store> BaseQueue<S> {
    /// Says that a task which was got is done.
    ///
    /// # Errors
    /// [`TaskDoneError`] if that was said of every task that was put.
    pub fn task_done(&self) -> Result<(), TaskDoneError> {
        let joiners = self.state.with(|state| {
            let any = state.unfinished > 0;
            any.then(|| state.finish(1)).ok_or(TaskDoneError)
        })?;
        answer_all(&joiners);
        Ok(())
    }

    /// Waits until every task that was put is done.
    pub fn join(&self) {
        // Neither a deadline nor an interrupt can end this wait.
        let _ = self.join_until(None, Interruptible::No);
    }

    /// Waits at most `timeout`; not interruptible.
    pub fn join_timeout(&self, timeout: Duration) -> TasksWait {
        self.join_until(Some(Deadline::after(timeout)), Interruptible::No)
    }

    /// Waits until every task that was put is done, `deadline` passes, or (if so asked) the main thread is interrupted. It is enough
    /// that all were done at one moment; others may have been put since.
    pub fn join_until(&self, deadline: Option<Deadline>, how: Interruptible) -> TasksWait {
        let waits = blocking::check_can_block().is_ok();
        let (done, waiter) = self.state.with(|state| {
            let done = state.unfinished == 0;
            (done, (!done && waits).then(|| state.joiners.join(None)))
        });
        if done {
            return TasksWait::Done;
        }
        let Some(waiter) = waiter else {
            blocking::insist_on_blocking();
            return TasksWait::TimedOut;
        };
        let given_up = waiter
            .sleep(self.subject(), deadline, how)
            .err()
            .filter(|_| self.state.with(|state| state.joiners.leave(&waiter)));
        match given_up {
            None => TasksWait::Done,
            Some(GaveUp::TimedOut) => TasksWait::TimedOut,
            Some(GaveUp::Interrupted) => TasksWait::Interrupted,
        }
    }

    /// Shuts the queue down: from now on nothing is put, and what is in it can be got. Those who wait to put get an error, and so do
    /// those who wait to get, since then there is nothing in it.
    ///
    /// With `immediate`, what is in the queue is dropped and counts as done.
    pub fn shutdown(&self, immediate: bool) {
        let (waiters, joiners, dropped) = self.state.with(|state| {
            state.is_shut_down = true;
            let mut dropped = Vec::new();
            if immediate {
                dropped.extend(std::iter::from_fn(|| state.store.pop()));
            }
            let mut waiters = state.getters.first(usize::MAX);
            waiters.append(&mut state.putters.first(usize::MAX));
            (waiters, state.finish(dropped.len() as u64), dropped)
        });
        answer_all(&waiters);
        answer_all(&joiners);
        // Without the lock: an item's destructor may use the queue.
        drop(dropped);
    }
}
