//! The table of slots, shared with the host by JavaScript `Atomics`.
use crate::outcome::Outcome;
use crate::slot;

/// How many workers a process can have. Their stacks, of a MiB each, leave a third of the largest memory (1 GiB) to the program:
/// it can go on when it has been told that it cannot start another thread.
pub(super) const COUNT: usize = 640;

/// What a worker runs. It calls what it is given when it is done but for waking its joiners.
pub(crate) type Work = Box<dyn FnOnce(&dyn Fn()) + Send>;

/// What the slot says to the host of where a crash is marked.
pub(super) fn address(outcome: &Outcome) -> u32 {
    outcome.word().as_ptr() as u32
}

pub(super) type Slot = slot::Slot<Work>;

pub(super) static SLOTS: [Slot; COUNT] = [const { Slot::new() }; COUNT];

/// A slot that the caller may put a task into.
pub(super) enum Claim {
    /// Its worker waits for it.
    Parked(&'static Slot),
    /// It has no worker yet.
    Empty(&'static Slot, u32),
}

/// Finds a parked worker.
pub(super) fn claim_parked() -> Option<&'static Slot> {
    SLOTS.iter().find(|slot| slot.claim_parked())
}

/// Finds a parked worker, else an empty slot.
pub(super) fn claim() -> Option<Claim> {
    claim_parked().map(Claim::Parked).or_else(|| {
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
