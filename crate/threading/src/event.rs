//! [`Event`]: Python's `threading.Event`.
use crate::clock::Deadline;
use crate::futex;
use crate::interrupt::{Interruptible, Wait};
use crate::observe::{self, Primitive, Subject, tell, while_unchanged};
use crate::primitive::atomic::{AtomicU32, Ordering};
use crate::primitive::const_constructor;
use std::time::Duration;

/// The lowest bit of the state is 1 while the event is set. The bits above count how often the event was set, so that a
/// waiter notices a `set` that was followed by a `clear` before it woke up.
const SET: u32 = 1;
const ONE_TIME: u32 = 2;

/// How a wait for an event ended.
///
/// # Examples
/// ```
/// use web_threading::{Event, EventWait};
/// let waited = Event::new().wait_timeout(std::time::Duration::ZERO);
/// assert_eq!(waited, EventWait::TimedOut);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum EventWait {
    /// The event was set.
    Set,
    /// The deadline passed first.
    TimedOut,
    /// The main thread was interrupted first; the interrupt is still pending.
    Interrupted,
}

/// A flag that threads can wait for, like Python's `threading.Event`.
///
/// What a thread did before [`set`](Self::set) is visible to the threads whose wait it ends. A wait also ends if the event
/// was cleared directly after it was set, as in Python. Where blocking is not allowed, waiting for an event that is not set
/// throws, see the [crate].
///
/// # Examples
/// ```
/// use web_threading::{Event, EventWait};
/// let event = Event::new();
/// event.set();
/// assert_eq!(event.wait_timeout(std::time::Duration::ZERO), EventWait::Set);
/// ```
///
/// Waiting, with and without a limit:
/// ```
/// use std::sync::Arc;
/// use std::time::Duration;
/// use web_threading::{Deadline, Event, EventWait, Interruptible, spawn};
/// let event = Arc::new(Event::new());
/// let theirs = Arc::clone(&event);
/// let waiter = spawn(move || theirs.wait())?;
/// event.set();
/// assert!(waiter.join().is_ok() && event.is_set());
/// event.clear();
/// let deadline = Some(Deadline::after(Duration::from_millis(1)));
/// assert_eq!(event.wait_until(deadline, Interruptible::Yes), EventWait::TimedOut);
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
        let _ = self.wait_until(None, Interruptible::No);
    }

    /// Waits for at most `timeout`. Interrupts do not end the wait.
    pub fn wait_timeout(&self, timeout: Duration) -> EventWait {
        self.wait_until(Some(Deadline::after(timeout)), Interruptible::No)
    }

    /// Waits until the event is set, `deadline` passes or, with [`Interruptible::Yes`], the main thread is interrupted.
    pub fn wait_until(&self, deadline: Option<Deadline>, how: Interruptible) -> EventWait {
        self.wait_since(self.state.load(Ordering::Acquire), deadline, how)
    }

    /// Waits for a `set` after the state was `first`.
    fn wait_since(&self, first: u32, deadline: Option<Deadline>, how: Interruptible) -> EventWait {
        let mut state = first;
        let mut given_up = None;
        loop {
            if state & SET != 0 || state / ONE_TIME != first / ONE_TIME {
                return EventWait::Set;
            }
            if let Some(reason) = given_up {
                return reason;
            }
            match observe::wait(
                self.subject(),
                (&self.state, state),
                deadline,
                how,
                while_unchanged,
            ) {
                Wait::Woken | Wait::Mismatch => {}
                Wait::TimedOut => given_up = Some(EventWait::TimedOut),
                Wait::Interrupted => given_up = Some(EventWait::Interrupted),
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
            let waiter =
                loom::thread::spawn(move || theirs.wait_since(first, None, Interruptible::No));
            event.set();
            event.clear();
            assert_eq!(waiter.join().unwrap(), EventWait::Set);
            assert!(!event.is_set());
        });
    }
}
