//! [`Barrier`]: Python's `threading.Barrier`.
use crate::blocking;
use crate::clock::Deadline;
use crate::mutex::Mutex;
use crate::until::{GaveUp, Until};
use std::sync::Arc;
use std::time::Duration;

mod error;
mod round;

pub use error::BarrierError;
use round::{BROKEN, PASSED, Round, State};

/// The state in which a thread finds the barrier when it arrives.
enum Arrival {
    /// The thread waits for others.
    Early(Arc<Round>, u32),
    /// The thread is the last one; it runs the action and ends the round.
    Last(Arc<Round>, u32),
    /// The action of this round is running.
    BetweenRounds(Arc<Round>),
    Broken,
    /// The thread would have to wait but must not block.
    Forbidden,
}

type Action = Box<dyn Fn() + Send + Sync>;

/// A place where a fixed number of threads wait for each other, like Python's `threading.Barrier`.
///
/// The last thread to arrive runs the action, if there is one, and then all threads continue. The barrier can then be used
/// again. If one of the threads gives up, or the barrier is aborted, the barrier is broken: all waiting threads, and all
/// threads that arrive before a reset, get an error.
///
/// Everything that a thread did before it arrived is visible to all threads after they have passed.
///
/// # Fairness
/// All waiting threads continue together, so no thread can be overtaken. Threads that arrive while the action runs belong to
/// the next round.
///
/// # Where blocking is not allowed
/// The last thread to arrive does not wait and passes. For any other thread the call throws before the thread counts as
/// arrived, see the [crate].
///
/// # Examples
/// ```
/// use std::sync::Arc;
/// use web_threading::{Barrier, spawn};
/// let barrier = Arc::new(Barrier::with_action(2, || println!("both are here")));
/// let theirs = Arc::clone(&barrier);
/// let other = spawn(move || theirs.wait())?;
/// let mut indices = [barrier.wait().ok(), other.join().ok().and_then(Result::ok)];
/// indices.sort();
/// assert_eq!(indices, [Some(0), Some(1)]);
/// # Ok::<(), web_threading::SpawnError>(())
/// ```
///
/// Time-outs, abort and reset:
/// ```
/// use std::time::Duration;
/// use web_threading::{Barrier, BarrierError, Deadline, GaveUp, Until};
/// let barrier = Barrier::new(2).timeout(Duration::from_millis(1));
/// assert_eq!((barrier.parties(), barrier.waiting()), (2, 0));
/// assert_eq!(barrier.wait(), Err(BarrierError::GaveUp(GaveUp::TimedOut)));
/// assert!(barrier.is_broken());
/// assert_eq!(barrier.wait_timeout(Duration::from_secs(1)), Err(BarrierError::Broken));
/// barrier.reset();
/// assert!(!barrier.is_broken());
/// let now = Deadline::after(Duration::ZERO);
/// assert_eq!(barrier.wait_until(Until::from(now).or_interrupt()), Err(BarrierError::GaveUp(GaveUp::TimedOut)));
/// barrier.reset();
/// barrier.abort();
/// assert_eq!(barrier.wait(), Err(BarrierError::Broken));
/// ```
pub struct Barrier {
    parties: u32,
    action: Option<Action>,
    timeout: Option<Duration>,
    state: Mutex<State>,
}

impl std::fmt::Debug for Barrier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Barrier")
            .field("parties", &self.parties)
            .field("waiting", &self.waiting())
            .field("broken", &self.is_broken())
            .finish_non_exhaustive()
    }
}

impl Barrier {
    /// Creates a barrier for `parties` threads.
    ///
    /// # Panics
    /// If `parties` is 0.
    #[must_use]
    pub fn new(parties: u32) -> Self {
        assert!(parties > 0, "a barrier needs at least one party");
        Self {
            parties,
            action: None,
            timeout: None,
            state: Mutex::new(State::new()),
        }
    }

    /// Creates a barrier whose last thread to arrive runs `action` before all threads continue. If the action panics, the
    /// barrier is broken. On the web a panic ends the worker without unwinding, so the waiting threads continue only when
    /// their time limit passes.
    ///
    /// # Panics
    /// If `parties` is 0.
    #[must_use]
    pub fn with_action(parties: u32, action: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            action: Some(Box::new(action)),
            ..Self::new(parties)
        }
    }

    /// Sets a time limit for each [`wait`](Self::wait) at this barrier.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Waits until all threads have arrived. Returns an index from 0 to `parties - 1`, different for each thread, which can
    /// be used to select one thread for a task.
    ///
    /// # Errors
    /// [`BarrierError`], but not for an interrupt.
    pub fn wait(&self) -> Result<u32, BarrierError> {
        self.wait_until(self.timeout.map(Deadline::after))
    }

    /// Waits for at most `timeout`, whatever the barrier's own limit. Interrupts do not end the wait.
    ///
    /// # Errors
    /// [`BarrierError`], but not for an interrupt.
    pub fn wait_timeout(&self, timeout: Duration) -> Result<u32, BarrierError> {
        self.wait_until(Deadline::after(timeout))
    }

    /// Waits until all threads have arrived or `until` ends the wait. Once all threads have arrived, neither the deadline nor an interrupt has any effect.
    ///
    /// # Errors
    /// Any [`BarrierError`].
    pub fn wait_until(&self, until: impl Into<Until>) -> Result<u32, BarrierError> {
        let until = until.into();
        loop {
            match self.arrive() {
                Arrival::Early(round, index) => {
                    return self.await_others(&round, until).map(|()| index);
                }
                Arrival::Last(round, index) => return self.let_all_pass(&round).map(|()| index),
                // This wait ends with the action, and the deadline does not limit the action.
                Arrival::BetweenRounds(round) => drop(round.wait_for_ever()),
                Arrival::Broken => return Err(BarrierError::Broken),
                Arrival::Forbidden => blocking::insist_on_blocking(),
            }
        }
    }

    fn arrive(&self) -> Arrival {
        self.state.with(|state| {
            if state.broken {
                return Arrival::Broken;
            }
            let is_last = !state.acting && state.arrived + 1 == self.parties;
            if !is_last && blocking::check_can_block().is_err() {
                return Arrival::Forbidden;
            }
            let (round, index) = (Arc::clone(&state.round), state.arrived);
            if state.acting {
                return Arrival::BetweenRounds(round);
            }
            state.arrived += 1;
            state.acting = is_last;
            if is_last {
                Arrival::Last(round, index)
            } else {
                Arrival::Early(round, index)
            }
        })
    }

    fn await_others(&self, round: &Arc<Round>, until: Until) -> Result<(), BarrierError> {
        let ended = match round.wait(until) {
            Ok(ended) => ended,
            Err(reason) if self.give_up(round, reason) => return Err(BarrierError::GaveUp(reason)),
            // All threads have arrived meanwhile, or the barrier is broken already.
            Err(_) => round.wait_for_ever(),
        };
        match ended {
            PASSED => Ok(()),
            BROKEN => Err(BarrierError::Broken),
            other => unreachable!("a barrier's round ended as {other}"),
        }
    }

    /// Leaves a round that is still filling. A time-out breaks the barrier; an interrupt only makes the place free again.
    fn give_up(&self, round: &Arc<Round>, reason: GaveUp) -> bool {
        let broken = self.state.with(|state| {
            if !state.is_filling(round) {
                return Err(());
            }
            if reason == GaveUp::Interrupted {
                state.arrived -= 1;
                return Ok(None);
            }
            state.broken = true;
            Ok(Some(state.next_round()))
        });
        if let Ok(Some(round)) = &broken {
            round.end(BROKEN);
        }
        broken.is_ok()
    }

    fn let_all_pass(&self, round: &Arc<Round>) -> Result<(), BarrierError> {
        if let Some(action) = &self.action {
            let breaker = BreakOnPanic(self);
            action();
            std::mem::forget(breaker);
        }
        // The action may have aborted or reset the barrier.
        let passes = self.state.with(|state| {
            let passes = Arc::ptr_eq(&state.round, round);
            if passes {
                state.next_round();
            }
            passes
        });
        if passes {
            round.end(PASSED);
            Ok(())
        } else {
            Err(BarrierError::Broken)
        }
    }

    /// Breaks the barrier: all waiting threads, and all threads that arrive before a [`reset`](Self::reset), get an error.
    pub fn abort(&self) {
        self.break_round(true);
    }

    /// Resets the barrier to its initial state. Waiting threads get an error.
    pub fn reset(&self) {
        self.break_round(false);
    }

    fn break_round(&self, for_good: bool) {
        let round = self.state.with(|state| {
            state.broken = for_good;
            state.next_round()
        });
        round.end(BROKEN);
    }

    /// Returns the number of threads that have to arrive.
    #[must_use]
    pub const fn parties(&self) -> u32 {
        self.parties
    }

    /// Returns the number of waiting threads. The value may be out of date when the call returns.
    #[must_use]
    pub fn waiting(&self) -> u32 {
        self.state.with(|state| state.arrived)
    }

    /// Returns whether the barrier is broken.
    #[must_use]
    pub fn is_broken(&self) -> bool {
        self.state.with(|state| state.broken)
    }
}

/// Breaks the barrier when the action unwinds.
struct BreakOnPanic<'a>(&'a Barrier);

impl Drop for BreakOnPanic<'_> {
    fn drop(&mut self) {
        self.0.abort();
    }
}
