//! The workers that threads run on: asked of the page, reused, and told apart by slot number.
//!
//! A worker cannot create another one while it blocks, so the page creates them all. A thread that needs one puts the task into a
//! slot of a static table, posts `{wt: 'spawn', slot}` and waits on the slot's state. The worker that comes runs the task and then
//! parks on the same word, so that the next start is one notify. Only the slot's number crosses to JavaScript.
use crate::blocking;
use crate::clock::Deadline;
use crate::outcome::Outcome;
use crate::slot::NoWorker;
use crate::spawn_error::SpawnError;
use slots::{Claim, Slot, Work};
use std::time::Duration;

mod exports;
mod post;
mod room;
mod slots;

pub(crate) use exports::report_panics;
pub(crate) use post::post;
pub(crate) use room::has_room;
pub(crate) use slots::reset;

/// The host gives up on a worker before this (its `startTimeoutMs`); this limit is for a host that says nothing at all.
const START_LIMIT: Duration = Duration::from_secs(30);

/// Runs `work` on a worker: a parked one if there is any, else a new one. Should the worker crash, the host marks that in `outcome`,
/// which `work` must keep in its place until it has ended.
pub(crate) fn start(work: Work, outcome: &Outcome) -> Result<(), SpawnError> {
    let outcome = slots::address(outcome);
    match slots::claim().ok_or(SpawnError::TooManyThreads)? {
        Claim::Parked(slot) => {
            slot.hand(work, outcome);
            Ok(())
        }
        Claim::Empty(slot, number) => {
            if !has_room() {
                slot.free();
                return Err(SpawnError::OutOfMemory);
            }
            // The page's main thread cannot wait. If its worker fails, the host marks the thread as crashed.
            let waits = blocking::check_can_block().is_ok();
            slot.leave(work, outcome, waits);
            if !post("spawn", Some(number)) {
                slot.free();
                return Err(SpawnError::NoHost);
            }
            if waits {
                await_worker(slot, outcome)
            } else {
                Ok(())
            }
        }
    }
}

fn await_worker(slot: &Slot, outcome: u32) -> Result<(), SpawnError> {
    let work = match slot.await_worker(Deadline::after(START_LIMIT)) {
        Ok(()) => return Ok(()),
        Err(NoWorker::TimedOut) => return Err(SpawnError::TimedOut),
        Err(NoWorker::Failed(work)) => work,
    };
    // Meanwhile a thread may have ended and left its worker, such as one that the caller has joined.
    if let Some(work) = work
        && let Some(parked) = slots::claim_parked()
    {
        parked.hand(work, outcome);
        return Ok(());
    }
    Err(SpawnError::WorkerFailed)
}

/// What a worker does until its process ends.
fn park_and_run(slot: &'static Slot) {
    while let Some(work) = slot.next_job() {
        work(&|| slot.park());
    }
}
