//! The table of slots, shared with the host by JavaScript `Atomics`.
use super::slot;
use crate::thread::{Task, Thread};

/// How many workers a process can have. Their stacks, of a MiB each, leave a third of the largest memory (1 GiB) to the program:
/// it can go on when it has been told that it cannot start another thread.
pub(super) const COUNT: usize = 640;

/// A task on its way to a worker.
pub(super) struct Job {
    pub(super) thread: Thread,
    pub(super) task: Task,
}

impl Job {
    /// What the slot says of it to the host.
    pub(super) fn outcome_address(&self) -> u32 {
        self.thread.outcome_word().as_ptr() as u32
    }
}

pub(super) type Slot = slot::Slot<Job>;

pub(super) static SLOTS: [Slot; COUNT] = [const { Slot::new() }; COUNT];

/// A slot that the caller may put a task into.
pub(super) enum Claim {
    /// Its worker waits for it.
    Parked(&'static Slot),
    /// It has no worker yet.
    Empty(&'static Slot, u32),
}

/// Finds a parked worker, else an empty slot.
pub(super) fn claim() -> Option<Claim> {
    let parked = SLOTS.iter().find(|slot| slot.claim_parked());
    parked.map(Claim::Parked).or_else(|| {
        let mut slots = SLOTS.iter().zip(0..);
        slots
            .find(|(slot, _)| slot.claim_free())
            .map(|(slot, number)| Claim::Empty(slot, number))
    })
}

/// Forgets the workers of an earlier process.
pub(crate) fn reset() {
    for slot in &SLOTS {
        slot.reset();
    }
}
