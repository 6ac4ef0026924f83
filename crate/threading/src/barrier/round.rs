//! The rounds of a barrier. A round begins when the previous one has ended.
use crate::futex::{self, Wake};
use crate::observe::{self, Primitive, Subject, while_unchanged};
use crate::primitive::atomic::{AtomicU32, Ordering};
use crate::until::{GaveUp, Until};
use std::sync::Arc;

// The outcome of a round changes once. The threads of the round wait on this word.
//   OPEN -> PASSED      by the last thread to arrive, after the action
//   OPEN -> BROKEN      by abort, reset, a time-out, or an action that panics
pub(super) const OPEN: u32 = 0;
pub(super) const PASSED: u32 = 1;
pub(super) const BROKEN: u32 = 2;

/// One round of the barrier. A thread that wakes late reads from its round how that round ended, whatever the state of the
/// barrier is by then.
#[derive(Debug)]
pub(super) struct Round {
    outcome: AtomicU32,
}

impl Round {
    pub(super) fn new() -> Arc<Self> {
        Arc::new(Self {
            outcome: AtomicU32::new(OPEN),
        })
    }

    /// Ends the round. Only the thread that removed the round from the barrier may call it.
    pub(super) fn end(&self, outcome: u32) {
        // Release pairs with the Acquire in `wait`: what each thread did before it arrived is visible to all after they have
        // passed.
        self.outcome.store(outcome, Ordering::Release);
        futex::wake_all(&self.outcome);
    }

    pub(super) fn wait(&self, until: Until) -> Result<u32, GaveUp> {
        loop {
            match self.outcome.load(Ordering::Acquire) {
                OPEN => {}
                ended => return Ok(ended),
            }
            let on = Subject::of(Primitive::Barrier, self);
            let _: Wake = observe::wait(on, (&self.outcome, OPEN), until, while_unchanged)?;
        }
    }

    pub(super) fn wait_for_ever(&self) -> u32 {
        // Neither a deadline nor an interrupt can end this wait.
        self.wait(Until::FOREVER).unwrap_or(BROKEN)
    }
}

#[derive(Debug)]
pub(super) struct State {
    pub(super) round: Arc<Round>,
    /// The number of threads that have arrived in this round.
    pub(super) arrived: u32,
    /// All threads have arrived and the last one runs the action. Other threads wait until the round has ended.
    pub(super) acting: bool,
    /// No thread may enter until a reset.
    pub(super) broken: bool,
}

impl State {
    pub(super) fn new() -> Self {
        Self {
            round: Round::new(),
            arrived: 0,
            acting: false,
            broken: false,
        }
    }

    /// Begins a new round and returns the old one, which the caller must end without holding the lock.
    pub(super) fn next_round(&mut self) -> Arc<Round> {
        self.arrived = 0;
        self.acting = false;
        std::mem::replace(&mut self.round, Round::new())
    }

    pub(super) fn is_filling(&self, round: &Arc<Round>) -> bool {
        Arc::ptr_eq(&self.round, round) && !self.acting
    }
}
