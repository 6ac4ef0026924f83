//! A monotonic clock that all threads share, and deadlines on it.
//!
//! `std::time::Instant` panics on wasm32-unknown-unknown, and `performance.now()` starts from 0 in each worker. The sum of
//! `performance.timeOrigin` and `performance.now()` is comparable between workers.
use std::time::Duration;

/// Returns the time since the Unix epoch. It is monotonic within a thread and comparable between threads.
///
/// # Examples
/// ```
/// use web_threading::clock::now;
/// let start = now();
/// assert!(now() >= start);
/// ```
#[must_use]
pub fn now() -> Duration {
    backend::now()
}

/// A point in time, on the clock of [`now`], at which a wait ends.
///
/// # Examples
/// ```
/// use std::time::Duration;
/// use web_threading::{Deadline, Lock};
/// // One limit for several waits.
/// let deadline = Deadline::after(Duration::from_secs(5));
/// for lock in [Lock::new(), Lock::new()] {
///     assert_eq!(lock.acquire_until(deadline), Ok(()));
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Deadline(Duration);

impl Deadline {
    /// A deadline that never passes.
    ///
    /// # Examples
    /// ```
    /// assert!(!web_threading::Deadline::NEVER.has_passed());
    /// ```
    pub const NEVER: Self = Self(Duration::MAX);

    /// Creates the deadline `timeout` from now. A deadline too far away to represent is [`NEVER`](Self::NEVER).
    ///
    /// # Examples
    /// ```
    /// use std::time::Duration;
    /// use web_threading::Deadline;
    /// assert_eq!(Deadline::after(Duration::MAX), Deadline::NEVER);
    /// ```
    #[must_use]
    pub fn after(timeout: Duration) -> Self {
        Self(now().saturating_add(timeout))
    }

    /// Creates the deadline at `time` on the clock of [`now`].
    ///
    /// # Examples
    /// ```
    /// use web_threading::{Deadline, clock};
    /// assert!(Deadline::at(clock::now()).has_passed());
    /// ```
    #[must_use]
    pub const fn at(time: Duration) -> Self {
        Self(time)
    }

    /// Returns the time left: zero if the deadline has passed, `None` if it never passes.
    ///
    /// # Examples
    /// ```
    /// use std::time::Duration;
    /// use web_threading::Deadline;
    /// assert_eq!(Deadline::at(Duration::ZERO).remaining(), Some(Duration::ZERO));
    /// assert_eq!(Deadline::NEVER.remaining(), None);
    /// ```
    #[must_use]
    pub fn remaining(self) -> Option<Duration> {
        (self != Self::NEVER).then(|| self.0.saturating_sub(now()))
    }

    /// Returns whether the deadline has passed.
    ///
    /// # Examples
    /// ```
    /// use std::time::Duration;
    /// use web_threading::Deadline;
    /// assert!(Deadline::after(Duration::ZERO).has_passed());
    /// ```
    #[must_use]
    pub fn has_passed(self) -> bool {
        self.remaining() == Some(Duration::ZERO)
    }
}

#[cfg(target_arch = "wasm32")]
mod backend {
    use std::cell::Cell;
    use std::time::Duration;
    use wasm_bindgen::prelude::*;

    #[wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(js_namespace = performance, js_name = now)]
        fn performance_now() -> f64;
    }

    thread_local! {
        /// `performance.timeOrigin` in milliseconds. It is a plain number, so that no JavaScript value outlives the call.
        static ORIGIN: Cell<Option<f64>> = const { Cell::new(None) };
    }

    fn origin() -> f64 {
        ORIGIN.get().unwrap_or_else(|| {
            let get = |from: &JsValue, key: &str| {
                js_sys::Reflect::get(from, &key.into()).unwrap_or(JsValue::UNDEFINED)
            };
            let origin = get(&get(&js_sys::global(), "performance"), "timeOrigin")
                .as_f64()
                .unwrap_or(0.0);
            ORIGIN.set(Some(origin));
            origin
        })
    }

    pub(super) fn now() -> Duration {
        // The two are added as durations, because their sum in one f64 would have a resolution of 0.25 microseconds.
        Duration::from_secs_f64(origin() / 1e3) + Duration::from_secs_f64(performance_now() / 1e3)
    }
}

#[cfg(loom)]
mod backend {
    use std::time::Duration;

    /// A loom model has no time.
    pub(super) const fn now() -> Duration {
        Duration::from_secs(1)
    }
}

#[cfg(all(not(target_arch = "wasm32"), not(loom)))]
mod backend {
    use std::sync::LazyLock;
    use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

    static START: LazyLock<(Duration, Instant)> = LazyLock::new(|| {
        (
            SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .unwrap_or_default(),
            Instant::now(),
        )
    });

    pub(super) fn now() -> Duration {
        let (epoch, start) = *START;
        epoch + start.elapsed()
    }
}

#[cfg(all(test, not(loom)))]
mod tests {
    use super::*;

    #[test]
    fn never_decreases() {
        let times: Vec<Duration> = (0..1000).map(|_| now()).collect();
        assert!(times.is_sorted());
        assert!(
            times[0] > Duration::from_secs(1_600_000_000),
            "since the Unix epoch"
        );
    }

    #[test]
    fn a_huge_timeout_never_comes() {
        assert_eq!(Deadline::after(Duration::MAX), Deadline::NEVER);
        assert_eq!(Deadline::NEVER.remaining(), None);
        assert!(!Deadline::NEVER.has_passed());
    }

    #[test]
    fn a_deadline_passes() {
        assert!(Deadline::after(Duration::ZERO).has_passed());
        assert!(Deadline::at(Duration::ZERO).has_passed());
        assert!(!Deadline::after(Duration::from_secs(60)).has_passed());
    }
}
