//! One worker's place, and the protocol between the spawner that needs a worker, the worker, and the host that makes it.
//!
//! Kept apart from what only a browser has, so that a loom model can check it; its host is in JavaScript, in js/host.js.
use crate::clock::Deadline;
use crate::futex::{self, Wait};
use crate::mutex::Mutex;
use crate::primitive::atomic::{AtomicU32, Ordering};
use crate::primitive::const_constructor;

/// The states of a slot. js/host.js has the same numbers.
///
/// Who moves a slot on: `spawner` is a thread that starts another, `worker` the slot's worker, `host` the page.
pub(crate) mod state {
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

/// Why no worker came.
#[derive(Debug)]
pub(crate) enum NoWorker<J> {
    /// It could not be made; here is what it was to do.
    Failed(Option<J>),
    TimedOut,
}

/// One worker's place. The host knows the offsets of the first two fields.
#[repr(C, align(64))]
pub(crate) struct Slot<J> {
    state: AtomicU32,
    /// The byte address of the outcome word of the thread in this slot, 0 for none: where the host marks a crash. It stays
    /// valid while it is here, since the job in the slot, and later the worker's stack, hold the thread.
    outcome: AtomicU32,
    job: Mutex<Option<J>>,
}

impl<J> Slot<J> {
    const_constructor! {
        /// A slot without a worker.
        pub(crate) fn new() -> Self {
            Self {
                state: AtomicU32::new(state::FREE),
                outcome: AtomicU32::new(0),
                job: Mutex::new(None),
            }
        }
    }

    /// For a spawner: makes a parked worker its own.
    pub(crate) fn claim_parked(&self) -> bool {
        self.claim(state::PARKED, state::CLAIMED)
    }

    /// For a spawner: makes a slot without a worker its own.
    pub(crate) fn claim_free(&self) -> bool {
        self.claim(state::FREE, state::RESERVED)
    }

    fn claim(&self, from: u32, to: u32) -> bool {
        // Looked at first, since most slots are in another state.
        self.state.load(Ordering::Relaxed) == from && self.move_state(from, to)
    }

    fn move_state(&self, from: u32, to: u32) -> bool {
        self.state
            .compare_exchange(from, to, Ordering::AcqRel, Ordering::Relaxed)
            .is_ok()
    }

    fn put(&self, job: J, outcome: u32) {
        self.outcome.store(outcome, Ordering::Release);
        // A job that an earlier, failed worker left behind is dropped outside the lock.
        let left = self.job.with(|place| place.replace(job));
        drop(left);
    }

    /// Gives a job to the worker that was claimed.
    pub(crate) fn hand(&self, job: J, outcome: u32) {
        self.put(job, outcome);
        // Release pairs with the Acquire of the worker in `next_job`: it sees the job.
        self.state.store(state::HANDED, Ordering::Release);
        futex::wake_all(&self.state);
    }

    /// Leaves a job for a worker that is about to be asked for. If nobody will wait, the host marks the thread as crashed
    /// should the worker fail.
    pub(crate) fn leave(&self, job: J, outcome: u32, waits: bool) {
        self.put(job, outcome);
        let next = if waits {
            state::REQUESTED
        } else {
            state::UNATTENDED
        };
        self.state.store(next, Ordering::Release);
    }

    /// Takes the job of a worker back that could not be asked for, or did not come.
    pub(crate) fn free(&self) {
        self.cancel();
        self.state.store(state::FREE, Ordering::Release);
    }

    /// Takes a job back that no worker will run, and drops it.
    fn cancel(&self) {
        self.outcome.store(0, Ordering::Release);
        drop(self.take());
    }

    fn take(&self) -> Option<J> {
        self.job.with(Option::take)
    }

    /// Waits until the worker has taken the job that was left for it. If none comes in time, the job is dropped.
    pub(crate) fn await_worker(&self, deadline: Deadline) -> Result<(), NoWorker<J>> {
        loop {
            match self.state.load(Ordering::Acquire) {
                state::REQUESTED => {}
                state::FAILED => {
                    let job = self.take();
                    self.free();
                    return Err(NoWorker::Failed(job));
                }
                // The worker has taken the job, and may be any number of steps further by now.
                _ => return Ok(()),
            }
            if futex::wait(&self.state, state::REQUESTED, Some(deadline)) == Wait::TimedOut
                && self.move_state(state::REQUESTED, state::ABANDONED)
            {
                // From here on a worker that comes finds no job and parks.
                self.cancel();
                return Err(NoWorker::TimedOut);
            }
        }
    }

    /// For the worker: waits for a job; `None` when its process has ended.
    pub(crate) fn next_job(&self) -> Option<J> {
        loop {
            match self.state.load(Ordering::Acquire) {
                taken @ (state::REQUESTED | state::UNATTENDED | state::HANDED) => {
                    if self.move_state(taken, state::RUNNING) {
                        futex::wake_all(&self.state);
                        let job = self.take();
                        assert!(job.is_some(), "a worker was started without a task");
                        return job;
                    }
                }
                unused @ (state::SPARE | state::ABANDONED) => {
                    self.move_state(unused, state::PARKED);
                }
                parked @ (state::PARKED | state::CLAIMED) => {
                    let _ = futex::wait(&self.state, parked, None);
                }
                // The host has ended this process; the worker is about to be terminated.
                state::FREE => return None,
                other => unreachable!("a worker came to a slot in state {other}"),
            }
        }
    }

    /// For the worker: the job is done.
    pub(crate) fn park(&self) {
        self.outcome.store(0, Ordering::Release);
        self.state.store(state::PARKED, Ordering::Release);
    }

    /// Forgets the worker of an earlier process, and its job, since dropping it could run any code.
    #[cfg(not(loom))]
    pub(crate) fn reset(&self) {
        self.job.reset_lock();
        std::mem::forget(self.take());
        self.outcome.store(0, Ordering::Relaxed);
        self.state.store(state::FREE, Ordering::Release);
    }
}

#[cfg(all(test, loom))]
mod models {
    use super::*;
    use crate::model::check;
    use loom::sync::Arc;
    use loom::thread;
    use std::time::Duration;

    type Job = Arc<()>;

    fn in_thread<T: 'static>(
        slot: &Arc<Slot<Job>>,
        work: impl FnOnce(&Slot<Job>) -> T + 'static,
    ) -> thread::JoinHandle<T> {
        let slot = Arc::clone(slot);
        thread::spawn(move || work(&slot))
    }

    /// Runs jobs until the process ends, and says how many.
    fn work(slot: &Slot<Job>) -> usize {
        std::iter::from_fn(|| {
            let job = slot.next_job()?;
            drop(job);
            slot.park();
            Some(())
        })
        .count()
    }

    /// What js/host.js does when a worker fails to start.
    fn fail(slot: &Slot<Job>) {
        let failed = slot.state.compare_exchange(
            state::REQUESTED,
            state::FAILED,
            Ordering::SeqCst,
            Ordering::SeqCst,
        );
        match failed {
            Ok(_) => drop(futex::wake_all(&slot.state)),
            Err(_) => slot.state.store(state::FREE, Ordering::SeqCst),
        }
    }

    /// Ends the process once the worker has parked.
    fn end(slot: &Slot<Job>) {
        while !slot.claim_parked() {
            thread::yield_now();
        }
        slot.state.store(state::FREE, Ordering::SeqCst);
        futex::wake_all(&slot.state);
    }

    fn soon() -> Deadline {
        Deadline::after(Duration::from_secs(1))
    }

    #[test]
    fn a_new_worker_takes_the_job_and_the_next_one() {
        check(|| {
            let slot = Arc::new(Slot::new());
            assert!(slot.claim_free());
            slot.leave(Arc::new(()), 0, true);
            let worker = in_thread(&slot, work);
            assert!(slot.await_worker(Deadline::NEVER).is_ok());
            while !slot.claim_parked() {
                thread::yield_now();
            }
            slot.hand(Arc::new(()), 0);
            end(&slot);
            assert_eq!(worker.join().unwrap(), 2);
        });
    }

    /// The spawner gives up at about the time at which the worker comes: the job is run, or dropped, and never both or neither.
    #[test]
    fn a_spawner_that_gives_up_has_its_job_back() {
        check(|| {
            let slot = Arc::new(Slot::new());
            let job = Arc::new(());
            assert!(slot.claim_free());
            slot.leave(Arc::clone(&job), 0, true);
            let worker = in_thread(&slot, work);
            let outcome = slot.await_worker(soon());
            if outcome.is_err() {
                assert_eq!(
                    Arc::strong_count(&job),
                    1,
                    "dropped before the spawner goes on"
                );
            }
            end(&slot);
            assert_eq!(worker.join().unwrap(), usize::from(outcome.is_ok()));
            assert_eq!(Arc::strong_count(&job), 1);
        });
    }

    /// The worker fails to start, while the spawner may give up: the slot can be used again, and who has not given up has its job
    /// back.
    #[test]
    fn a_worker_that_fails_leaves_a_free_slot() {
        check(|| {
            let slot = Arc::new(Slot::new());
            let job = Arc::new(());
            assert!(slot.claim_free());
            slot.leave(Arc::clone(&job), 0, true);
            let host = in_thread(&slot, fail);
            match slot.await_worker(soon()) {
                Ok(()) => panic!("no worker has come"),
                Err(NoWorker::Failed(left)) => assert!(Arc::ptr_eq(&left.unwrap(), &job)),
                Err(NoWorker::TimedOut) => {}
            }
            host.join().unwrap();
            assert_eq!(Arc::strong_count(&job), 1);
            assert!(slot.claim_free());
        });
    }

    #[test]
    fn a_parked_worker_is_claimed_by_one() {
        check(|| {
            let slot = Arc::new(Slot::new());
            slot.state.store(state::PARKED, Ordering::SeqCst);
            let other = in_thread(&slot, Slot::claim_parked);
            let mine = slot.claim_parked();
            assert!(mine != other.join().unwrap());
        });
    }

    #[test]
    fn two_spawners_share_a_worker() {
        check(|| {
            let slot = Arc::new(Slot::new());
            slot.state.store(state::SPARE, Ordering::SeqCst);
            let worker = in_thread(&slot, work);
            let other = in_thread(&slot, |slot| {
                let claimed = slot.claim_parked();
                if claimed {
                    slot.hand(Arc::new(()), 0);
                }
                usize::from(claimed)
            });
            let mine = usize::from(slot.claim_parked());
            if mine == 1 {
                slot.hand(Arc::new(()), 0);
            }
            let theirs = other.join().unwrap();
            end(&slot);
            assert_eq!(worker.join().unwrap(), mine + theirs);
        });
    }
}
