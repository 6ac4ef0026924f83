//! The tasks of a queue, the wait for their end, and the queue's shutdown.
use super::base::{BaseQueue, Store};
use super::error::{TaskDoneError, TasksWait};
use crate::blocking;
use crate::clock::Deadline;
use crate::interrupt::Interruptible;
use crate::waiter::{GaveUp, answer_all};
use std::time::Duration;

impl<S: Store> BaseQueue<S> {
    /// Marks one task as done.
    ///
    /// # Errors
    /// [`TaskDoneError`] if every task that was put is done already.
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

    /// Waits until every task that was put is done, for at most `timeout`. Interrupts do not end the wait.
    pub fn join_timeout(&self, timeout: Duration) -> TasksWait {
        self.join_until(Some(Deadline::after(timeout)), Interruptible::No)
    }

    /// Waits until every task that was put is done, `deadline` passes or, with [`Interruptible::Yes`], the main thread is
    /// interrupted. The wait succeeds if all tasks were done at one moment; more may have been put since.
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

    /// Shuts the queue down. No more items can be put; items in the queue can still be got. Threads that wait to put get an
    /// error. Threads that wait to get also get an error, because the queue is empty.
    ///
    /// With `immediate`, the items in the queue are dropped and count as done.
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
        // Dropped without the lock, because an item's destructor may use the queue.
        drop(dropped);
    }
}
