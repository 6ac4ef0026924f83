//! The tasks of a queue, the wait for their end, and the queue's shutdown.
use super::base::{BaseQueue, Store};
use super::error::TaskDoneError;
use crate::blocking;
use crate::clock::Deadline;
use crate::until::{GaveUp, TimedOut, Until};
use crate::waiter::answer_all;
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
        let _ = self.join_until(Until::FOREVER);
    }

    /// Waits until every task that was put is done, for at most `timeout`. Interrupts do not end the wait.
    pub fn join_timeout(&self, timeout: Duration) -> Result<(), TimedOut> {
        self.join_until(Deadline::after(timeout))
            .map_err(GaveUp::timed_out)
    }

    /// Waits until every task that was put is done or `until` ends the wait. The wait succeeds if all tasks were done at one moment; more may have been put since.
    pub fn join_until(&self, until: impl Into<Until>) -> Result<(), GaveUp> {
        let waits = blocking::check_can_block().is_ok();
        let (done, waiter) = self.state.with(|state| {
            let done = state.unfinished == 0;
            (done, (!done && waits).then(|| state.joiners.join(None)))
        });
        if done {
            return Ok(());
        }
        let Some(waiter) = waiter else {
            blocking::insist_on_blocking();
            return Err(GaveUp::TimedOut);
        };
        let given_up = waiter
            .sleep(self.subject(), until.into())
            .err()
            .filter(|_| self.state.with(|state| state.joiners.leave(&waiter)));
        given_up.map_or(Ok(()), Err)
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
