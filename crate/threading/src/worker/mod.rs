//! The workers that threads run on: asked of the page, reused, and told apart by slot number.
//!
//! A worker cannot create another one while it blocks, so the page creates them all. A thread that needs one puts the task into a
//! slot of a static table, posts `{wt: 'spawn', slot}` and waits on the slot's state. The worker that comes runs the task and then
//! parks on the same word, so that the next start is one notify. Only the slot's number crosses to JavaScript.
use crate::clock::Deadline;
use crate::futex::{self, Wait};
use crate::thread::{Running, SpawnError, Task, Thread};
use slots::{Claim, Job, Slot, state};
use std::sync::atomic::Ordering;
use std::time::Duration;

mod exports;
mod post;
mod slots;

pub(crate) use exports::report_panics;
pub(crate) use post::post;
pub(crate) use slots::reset;

/// The host gives up on a worker before this (its `startTimeoutMs`); this limit is for a host that says nothing at all.
const START_LIMIT: Duration = Duration::from_secs(30);

/// Runs `task` on a worker: a parked one if there is any, else a new one.
pub(crate) fn start(thread: Thread, task: Task) -> Result<(), SpawnError> {
    let job = Job { thread, task };
    match slots::claim().ok_or(SpawnError::TooManyThreads)? {
        Claim::Parked(slot) => {
            slot.put(job);
            // Release pairs with the Acquire of the worker in `park_and_run`: it sees the job.
            slot.state.store(state::HANDED, Ordering::Release);
            futex::wake_all(&slot.state);
            Ok(())
        }
        Claim::Empty(slot, number) => start_cold(slot, number, job),
    }
}

fn start_cold(slot: &Slot, number: u32, job: Job) -> Result<(), SpawnError> {
    slot.put(job);
    let waits = futex::check_can_block().is_ok();
    slot.state.store(
        if waits {
            state::REQUESTED
        } else {
            state::UNATTENDED
        },
        Ordering::Release,
    );
    if !post("spawn", Some(number)) {
        slot.cancel();
        slot.state.store(state::FREE, Ordering::Release);
        return Err(SpawnError::NoHost);
    }
    // The page's main thread cannot wait. If its worker fails, the host marks the thread as crashed.
    if waits { await_worker(slot) } else { Ok(()) }
}

fn await_worker(slot: &Slot) -> Result<(), SpawnError> {
    let deadline = Deadline::after(START_LIMIT);
    loop {
        match slot.state.load(Ordering::Acquire) {
            state::REQUESTED => {}
            state::FAILED => {
                slot.cancel();
                slot.state.store(state::FREE, Ordering::Release);
                return Err(SpawnError::WorkerFailed);
            }
            // The worker has taken the task, and may be any number of steps further by now.
            _ => return Ok(()),
        }
        if futex::wait(&slot.state, state::REQUESTED, Some(deadline)) == Wait::TimedOut
            && slot.move_state(state::REQUESTED, state::ABANDONED)
        {
            // From here on a worker that comes finds no task and parks.
            slot.cancel();
            return Err(SpawnError::TimedOut);
        }
    }
}

/// What a worker does until its process ends.
fn park_and_run(slot: &'static Slot) {
    loop {
        match slot.state.load(Ordering::Acquire) {
            taken @ (state::REQUESTED | state::UNATTENDED | state::HANDED) => {
                if slot.move_state(taken, state::RUNNING) {
                    futex::wake_all(&slot.state);
                    run(slot);
                }
            }
            unused @ (state::SPARE | state::ABANDONED) => {
                slot.move_state(unused, state::PARKED);
            }
            parked @ (state::PARKED | state::CLAIMED) => {
                let _ = futex::wait(&slot.state, parked, None);
            }
            // The host has ended this process; the worker is about to be terminated.
            state::FREE => return,
            other => unreachable!("a worker came to a slot in state {other}"),
        }
    }
}

fn run(slot: &Slot) {
    let Some(Job { thread, task }) = slot.take() else {
        unreachable!("a worker was started without a task");
    };
    let running = Running::begin(thread);
    let end = task();
    // Parked before the joiners wake: one that starts another thread at once finds this worker.
    running.finish(end, || {
        slot.outcome.store(0, Ordering::Release);
        slot.state.store(state::PARKED, Ordering::Release);
    });
}
