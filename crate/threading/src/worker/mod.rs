//! The workers that threads run on: asked of the page, reused, and told apart by slot number.
//!
//! A worker cannot create another one while it blocks, so the page creates them all. A thread that needs one puts the task into a
//! slot of a static table, posts `{wt: 'spawn', slot}` and waits on the slot's state. The worker that comes runs the task and then
//! parks on the same word, so that the next start is one notify. Only the slot's number crosses to JavaScript.
use crate::clock::Deadline;
use crate::futex;
use crate::thread::{Running, SpawnError, Task, Thread};
use slot::NoWorker;
use slots::{Claim, Job, Slot};
use std::time::Duration;

mod exports;
mod post;
mod room;
mod slot;
mod slots;

pub(crate) use exports::report_panics;
pub(crate) use post::post;
pub(crate) use room::has_room;
pub(crate) use slots::reset;

/// The host gives up on a worker before this (its `startTimeoutMs`); this limit is for a host that says nothing at all.
const START_LIMIT: Duration = Duration::from_secs(30);

/// Runs `task` on a worker: a parked one if there is any, else a new one.
pub(crate) fn start(thread: Thread, task: Task) -> Result<(), SpawnError> {
    let job = Job { thread, task };
    let outcome = job.outcome_address();
    match slots::claim().ok_or(SpawnError::TooManyThreads)? {
        Claim::Parked(slot) => {
            slot.hand(job, outcome);
            Ok(())
        }
        Claim::Empty(slot, number) => {
            if !has_room() {
                slot.free();
                return Err(SpawnError::OutOfMemory);
            }
            // The page's main thread cannot wait. If its worker fails, the host marks the thread as crashed.
            let waits = futex::check_can_block().is_ok();
            slot.leave(job, outcome, waits);
            if !post("spawn", Some(number)) {
                slot.free();
                return Err(SpawnError::NoHost);
            }
            if waits { await_worker(slot) } else { Ok(()) }
        }
    }
}

fn await_worker(slot: &Slot) -> Result<(), SpawnError> {
    slot.await_worker(Deadline::after(START_LIMIT))
        .map_err(|reason| match reason {
            NoWorker::Failed => SpawnError::WorkerFailed,
            NoWorker::TimedOut => SpawnError::TimedOut,
        })
}

/// What a worker does until its process ends.
fn park_and_run(slot: &'static Slot) {
    while let Some(Job { thread, task }) = slot.next_job() {
        let running = Running::begin(thread);
        let end = task();
        // Parked before the joiners wake: one that starts another thread at once finds this worker.
        running.finish(end, || slot.park());
    }
}
