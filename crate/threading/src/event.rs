//! [`Event`]: Python's `threading.Event`.
use crate::clock::Deadline;
use crate::futex;
use crate::observe::{self, Primitive, Subject, tell, while_unchanged};
use crate::primitive::atomic::{AtomicU32, Ordering};
use crate::primitive::const_constructor;
use crate::until::{GaveUp, TimedOut, Until};
use std::time::Duration;

/// The lowest bit of the state is 1 while the event is set. The bits above count how often the event was set, so that a
/// waiter notices a `set` that was followed by a `clear` before it woke up.
const SET: u32 = 1;
const ONE_TIME: u32 = 2;

/// A flag that threads can wait for, like Python's `threading.Event`.
///
/// What a thread did before [`set`](Self::set) is visible to the threads whose wait it ends. A wait also ends if the event
/// was cleared directly after it was set, as in Python. Where blocking is not allowed, waiting for an event that is not set
/// throws, see the [crate].
///
/// # Examples
/// ```
/// use web_threading::Event;
/// let event = Event::new();
/// event.set();
/// assert_eq!(event.wait_timeout(std::time::Duration::ZERO), Ok(()));
/// ```
///
/// Waiting, with and without a limit:
/// ```
/// use std::sync::Arc;
/// use std::time::Duration;
/// use web_threading::{Deadline, Event, GaveUp, Until, spawn};
/// let event = Arc::new(Event::new());
/// let theirs = Arc::clone(&event);
/// let waiter = spawn(move || theirs.wait())?;
/// event.set();
/// assert!(waiter.join().is_ok() && event.is_set());
/// event.clear();
/// let deadline = Some(Deadline::after(Duration::from_millis(1)));
/// assert_eq!(event.wait_until(Until::from(deadline).or_interrupt()), Err(GaveUp::TimedOut));
/// # Ok::<(), web_threading::SpawnError>(())
/// ```
#[derive(Debug, Default)]
pub struct Event {
    state: AtomicU32,
}

impl Event {
    const_constructor! {
        /// Creates an event that is not set.
        #[must_use]
        pub fn new() -> Self {
            Self {
                state: AtomicU32::new(0),
            }
        }
    }

    fn subject(&self) -> Subject {
        Subject::of(Primitive::Event, self)
    }

    /// Sets the event and wakes all waiting threads.
    pub fn set(&self) {
        // Release pairs with the Acquire in `wait_until`. If the update fails, the event is set already and the waiters have
        // been woken.
        let update = |state: u32| (state & SET == 0).then_some(state.wrapping_add(ONE_TIME) | SET);
        if self
            .state
            .fetch_update(Ordering::Release, Ordering::Relaxed, update)
            .is_ok()
        {
            tell!(
                6,
                observe::Event::Notified {
                    on: self.subject(),
                    count: None
                }
            );
            futex::wake_all(&self.state);
        }
    }

    /// Clears the event.
    pub fn clear(&self) {
        self.state.fetch_and(!SET, Ordering::Relaxed);
    }

    /// Returns whether the event is set.
    #[must_use]
    pub fn is_set(&self) -> bool {
        self.state.load(Ordering::Acquire) & SET != 0
    }

    /// Waits until the event is set.
    pub fn wait(&self) {
        // Neither a deadline nor an interrupt can end this wait.
        let _ = self.wait_until(Until::FOREVER);
    }

    /// Waits for at most `timeout`. Interrupts do not end the wait.
    pub fn wait_timeout(&self, timeout: Duration) -> Result<(), TimedOut> {
        self.wait_until(Deadline::after(timeout))
            .map_err(GaveUp::timed_out)
    }

    /// Waits until the event is set or `until` ends the wait.
    pub fn wait_until(&self, until: impl Into<Until>) -> Result<(), GaveUp> {
        self.wait_since(self.state.load(Ordering::Acquire), until.into())
    }

    /// Waits for a `set` after the state was `first`.
    fn wait_since(&self, first: u32, until: Until) -> Result<(), GaveUp> {
        let mut state = first;
        let mut given_up = None;
        loop {
            if state & SET != 0 || state / ONE_TIME != first / ONE_TIME {
                return Ok(());
            }
            if let Some(reason) = given_up {
                return Err(reason);
            }
            match observe::wait(self.subject(), (&self.state, state), until, while_unchanged) {
                Ok(_) => {}
                Err(reason) => given_up = Some(reason),
            }
            state = self.state.load(Ordering::Acquire);
        }
    }
}

#[cfg(all(test, loom))]
mod models {
    use super::*;
    use crate::model::check;
    use loom::sync::Arc;

    /// A `set` ends the waits that began before it, even if the event is clear again when the waiter reads the state.
    #[test]
    fn a_set_that_is_cleared_again_ends_the_waits_before_it() {
        check(|| {
            let event = Arc::new(Event::new());
            let theirs = Arc::clone(&event);
            let first = event.state.load(Ordering::Relaxed);
            let waiter = loom::thread::spawn(move || theirs.wait_since(first, Until::FOREVER));
            event.set();
            event.clear();
            assert_eq!(waiter.join().unwrap(), Ok(()));
            assert!(!event.is_set());
        });
    }
}
