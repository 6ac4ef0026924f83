//! The workers that threads run on. The page creates them; they are used again and are identified by slot number.
//!
//! A blocked worker cannot create another one, so the page creates them all. A thread that needs a worker puts the task into
//! a slot of a static table, posts `{wt: 'spawn', slot}` and waits on the slot's state. The new worker runs the task and
//! then parks on the same word, so that the next start is one notify. Only the slot's number is passed to JavaScript.
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

/// The host gives up on a worker earlier than this (its `startTimeoutMs`). This limit is for a host that does not answer at
/// all.
const START_LIMIT: Duration = Duration::from_secs(30);

/// Runs `work` on a parked worker, or on a new one if there is none. If the worker crashes, the host marks the crash in
/// `outcome`, which `work` must keep alive, at the same address, until it has ended.
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
    // A thread may have ended meanwhile and parked its worker, for example a thread that the caller has joined.
    if let Some(work) = work
        && let Some(parked) = slots::claim_parked()
    {
        parked.hand(work, outcome);
        return Ok(());
    }
    Err(SpawnError::WorkerFailed)
}

/// The loop of a worker until its process ends.
fn park_and_run(slot: &'static Slot) {
    while let Some(work) = slot.next_job() {
        work(&|| slot.park());
    }
}
