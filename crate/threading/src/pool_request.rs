//! The request for the pool, which only the host can start. The first thread sends the request; all threads wait for the
//! result.
//!
//! It is separate from the pool so that a loom model can check it.
use crate::clock::Deadline;
use crate::futex;
use crate::primitive::atomic::{AtomicU32, Ordering};
use crate::until::TimedOut;

// The states of `Control::pool`; layout.rs writes those that the host needs into js/host.js. IDLE -> REQUESTED -> READY, FAILED or, without a host, IDLE again;
// FAILED -> REQUESTED.
pub(crate) const IDLE: u32 = 0;
const REQUESTED: u32 = 1;
pub(crate) const READY: u32 = 2;
pub(crate) const FAILED: u32 = 3;

/// Why there is no pool.
///
/// # Examples
/// ```
/// use std::time::Duration;
/// use web_threading::pool;
/// match pool::request_and_wait(Duration::from_secs(30)) {
///     Ok(()) => println!("{} threads", pool::rayon::current_num_threads()),
///     Err(error) => println!("one thread, since {error}"),
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PoolError {
    /// The pool was not ready in time. It may still become ready later.
    TimedOut,
    /// It could not be started.
    Failed,
    /// There is no host; see the `host` module.
    NoHost,
}

impl std::fmt::Display for PoolError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::TimedOut => "the thread pool did not come up in time",
            Self::Failed => "the thread pool could not be started",
            Self::NoHost => "the page has no thread host to start a pool",
        })
    }
}

impl std::error::Error for PoolError {}

/// Waits until the pool is ready. If no thread has requested it, calls `start`, which sends the request and returns whether
/// there is a host.
pub(crate) fn obtain(
    pool: &AtomicU32,
    deadline: Deadline,
    start: impl FnOnce() -> bool,
) -> Result<(), PoolError> {
    let request = |state| (state == IDLE || state == FAILED).then_some(REQUESTED);
    let requested = pool.fetch_update(Ordering::AcqRel, Ordering::Acquire, request);
    if requested.is_ok() && !start() {
        settle(pool, IDLE);
        return Err(PoolError::NoHost);
    }
    loop {
        match pool.load(Ordering::Acquire) {
            READY => return Ok(()),
            FAILED => return Err(PoolError::Failed),
            IDLE => return Err(PoolError::NoHost),
            _ => {}
        }
        if futex::wait(pool, REQUESTED, Some(deadline)) == Err(TimedOut) {
            return Err(PoolError::TimedOut);
        }
    }
}

/// Stores the result and wakes all waiting threads.
pub(crate) fn settle(pool: &AtomicU32, state: u32) {
    // Release pairs with the Acquire of a thread that reads that the pool is ready.
    pool.store(state, Ordering::Release);
    futex::wake_all(pool);
}

#[cfg(all(test, loom))]
mod models {
    use super::*;
    use crate::model::check;
    use crate::primitive::UnsafeCell;
    use loom::sync::Arc;
    use loom::thread;

    struct Process {
        pool: AtomicU32,
        /// Data that the host writes before it reports that the pool is ready.
        built: UnsafeCell<u32>,
    }

    // SAFETY: the models check that accesses to `built` never overlap.
    unsafe impl Sync for Process {}

    impl Process {
        fn new() -> Arc<Self> {
            Arc::new(Self {
                pool: AtomicU32::new(IDLE),
                built: UnsafeCell::new(0),
            })
        }

        /// Acts as the host: on its own thread, some time later.
        fn answer(this: &Arc<Self>, state: u32) {
            let host = Arc::clone(this);
            thread::spawn(move || {
                // SAFETY: no thread reads before the host has settled, and no other start is in progress; otherwise loom
                // fails.
                host.built.with_mut(|built| unsafe { *built += 1 });
                settle(&host.pool, state);
            });
        }

        fn obtain(this: &Arc<Self>, state: u32) -> Result<u32, PoolError> {
            let start = || {
                Self::answer(this, state);
                true
            };
            obtain(&this.pool, Deadline::NEVER, start)?;
            // SAFETY: the host has settled and writes no more; otherwise loom fails.
            Ok(this.built.with(|built| unsafe { *built }))
        }
    }

    /// Two threads request the pool at about the same time, and every start ends with `state`. Returns the result of each.
    fn two_ask(process: &Arc<Process>, state: u32) -> [Result<u32, PoolError>; 2] {
        let theirs = Arc::clone(process);
        let other = thread::spawn(move || Process::obtain(&theirs, state));
        [Process::obtain(process, state), other.join().unwrap()]
    }

    #[test]
    fn two_who_ask_share_one_pool() {
        check(|| assert_eq!(two_ask(&Process::new(), READY), [Ok(1); 2]));
    }

    /// A thread that comes after a failure requests the pool again. A thread that received the failure does not keep
    /// waiting.
    #[test]
    fn all_are_told_of_a_failure() {
        check(|| {
            let process = Process::new();
            assert_eq!(two_ask(&process, FAILED), [Err(PoolError::Failed); 2]);
            assert_eq!(process.pool.load(Ordering::Relaxed), FAILED);
        });
    }

    #[test]
    fn nobody_waits_for_a_host_that_is_not_there() {
        check(|| {
            let process = Process::new();
            let theirs = Arc::clone(&process);
            let ask = |process: &Process| obtain(&process.pool, Deadline::NEVER, || false);
            let other = thread::spawn(move || ask(&theirs));
            assert_eq!(ask(&process), Err(PoolError::NoHost));
            assert_eq!(other.join().unwrap(), Err(PoolError::NoHost));
            assert_eq!(process.pool.load(Ordering::Relaxed), IDLE);
        });
    }
}
