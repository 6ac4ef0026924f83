//! The table of slots, shared with the host by JavaScript `Atomics`.
use crate::shared::Shared;
use crate::thread::{Task, Thread};
use std::sync::atomic::{AtomicU32, Ordering};

/// The states of a slot. js/host.js has the same numbers.
///
/// Who moves a slot on: `spawner` is a thread that starts another, `worker` the slot's worker, `host` the page.
pub(super) mod state {
    /// No worker. `spawner -> RESERVED`, `host -> SPARE`
    pub(crate) const FREE: u32 = 0;
    /// A spawner puts a task in. `spawner -> REQUESTED, UNATTENDED`
    pub(crate) const RESERVED: u32 = 1;
    /// A worker is asked for and the spawner waits. `worker -> RUNNING`, `host -> FAILED`, `spawner -> ABANDONED`
    pub(crate) const REQUESTED: u32 = 2;
    /// The worker runs a task. `worker -> PARKED`, `host -> FREE` after a crash
    pub(crate) const RUNNING: u32 = 3;
    /// The worker waits for a task. `spawner -> CLAIMED`
    pub(crate) const PARKED: u32 = 4;
    /// A spawner puts a task in. `spawner -> HANDED`
    pub(crate) const CLAIMED: u32 = 5;
    /// A task is in. `worker -> RUNNING`
    pub(crate) const HANDED: u32 = 6;
    /// The worker could not be made. `spawner -> FREE`
    pub(crate) const FAILED: u32 = 7;
    /// The spawner has given up. `worker -> PARKED`, `host -> FREE`
    pub(crate) const ABANDONED: u32 = 8;
    /// The host makes a worker in advance. `worker -> PARKED`, `host -> FREE`
    pub(crate) const SPARE: u32 = 9;
    /// A worker is asked for and nobody waits. `worker -> RUNNING`, `host -> FREE`
    pub(crate) const UNATTENDED: u32 = 10;
}

/// How many workers a process can have. Browsers give up earlier.
pub(super) const COUNT: usize = 1024;

/// One worker's place. The host knows the offsets of the first two fields.
#[repr(C, align(64))]
pub(super) struct Slot {
    pub(super) state: AtomicU32,
    /// The byte address of the outcome word of the thread in this slot, 0 for none: where the host marks a crash. It stays
    /// valid while it is here, since the job in the slot, and later the worker's stack, hold the thread.
    pub(super) outcome: AtomicU32,
    job: Shared<Option<Job>>,
}

/// A task on its way to a worker.
pub(super) struct Job {
    pub(super) thread: Thread,
    pub(super) task: Task,
}

pub(super) static SLOTS: [Slot; COUNT] = [const {
    Slot {
        state: AtomicU32::new(state::FREE),
        outcome: AtomicU32::new(0),
        job: Shared::new(None),
    }
}; COUNT];

impl Slot {
    pub(super) fn put(&self, job: Job) {
        self.outcome
            .store(job.thread.outcome_word().as_ptr() as u32, Ordering::Release);
        // A job that an earlier, failed worker left behind is dropped outside the lock.
        let left = self.job.with(|place| place.replace(job));
        drop(left);
    }

    pub(super) fn take(&self) -> Option<Job> {
        self.job.with(Option::take)
    }

    /// Takes a task back that no worker will run, and drops it.
    pub(super) fn cancel(&self) {
        self.outcome.store(0, Ordering::Release);
        drop(self.take());
    }

    pub(super) fn move_state(&self, from: u32, to: u32) -> bool {
        self.state
            .compare_exchange(from, to, Ordering::AcqRel, Ordering::Relaxed)
            .is_ok()
    }
}

/// A slot that the caller may put a task into.
pub(super) enum Claim {
    /// Its worker waits for it.
    Parked(&'static Slot),
    /// It has no worker yet.
    Empty(&'static Slot, u32),
}

/// Finds a parked worker, else an empty slot.
pub(super) fn claim() -> Option<Claim> {
    let is = |slot: &Slot, wanted: u32| slot.state.load(Ordering::Relaxed) == wanted;
    let parked = SLOTS
        .iter()
        .find(|slot| is(slot, state::PARKED) && slot.move_state(state::PARKED, state::CLAIMED));
    parked.map(Claim::Parked).or_else(|| {
        let mut slots = SLOTS.iter().zip(0..);
        let free =
            |slot: &Slot| is(slot, state::FREE) && slot.move_state(state::FREE, state::RESERVED);
        slots
            .find(|(slot, _)| free(slot))
            .map(|(slot, number)| Claim::Empty(slot, number))
    })
}

/// Forgets the workers of an earlier process. Their tasks are leaked, since dropping one could run any code.
pub(crate) fn reset() {
    for slot in &SLOTS {
        slot.job.reset_lock();
        std::mem::forget(slot.take());
        slot.outcome.store(0, Ordering::Relaxed);
        slot.state.store(state::FREE, Ordering::Release);
    }
}
