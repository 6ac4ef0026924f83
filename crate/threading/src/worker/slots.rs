//! The table of slots. The host accesses it with JavaScript `Atomics`.
use crate::outcome::Outcome;
use crate::slot;

/// The greatest number of workers of a process. Their stacks, a MiB each, leave a third of the largest memory (1 GiB) to the
/// program, so it can continue after an error that no thread can start.
pub(super) const COUNT: usize = 640;

/// The closure that a worker runs. It calls its argument when it has finished everything except waking its joiners.
pub(crate) type Work = Box<dyn FnOnce(&dyn Fn()) + Send>;

/// Returns the address of the outcome word, for the slot's field where the host marks a crash.
pub(super) fn address(outcome: &Outcome) -> u32 {
    outcome.word().as_ptr() as u32
}

pub(super) type Slot = slot::Slot<Work>;

pub(super) static SLOTS: [Slot; COUNT] = [const { Slot::new() }; COUNT];

/// A slot into which the caller may put a task.
pub(super) enum Claim {
    /// Its worker is parked.
    Parked(&'static Slot),
    /// It has no worker yet.
    Empty(&'static Slot, u32),
}

/// Claims a parked worker.
pub(super) fn claim_parked() -> Option<&'static Slot> {
    SLOTS.iter().find(|slot| slot.claim_parked())
}

/// Claims a parked worker, or an empty slot if there is none.
pub(super) fn claim() -> Option<Claim> {
    claim_parked().map(Claim::Parked).or_else(|| {
        let mut slots = SLOTS.iter().zip(0..);
        slots
            .find(|(slot, _)| slot.claim_free())
            .map(|(slot, number)| Claim::Empty(slot, number))
    })
}

/// Removes the workers of an earlier process.
pub(crate) fn reset() {
    for slot in &SLOTS {
        slot.reset();
    }
}
