//! A slot for one worker, and the protocol between the spawner that needs a worker, the worker, and the host that creates
//! it.
//!
//! It is separate from browser APIs so that a loom model can check it. The host's side is in js/host.js.
use crate::clock::Deadline;
use crate::futex;
use crate::mutex::Mutex;
use crate::primitive::atomic::{AtomicU32, Ordering};
use crate::primitive::const_constructor;
use crate::until::TimedOut;

/// The states of a slot. layout.rs writes those that the host changes into js/host.js.
///
/// Three parties change the state: `spawner` is a thread that starts another, `worker` is the slot's worker, `host` is the
/// page.
pub(crate) mod state {
    /// No worker. `spawner -> RESERVED`, `host -> SPARE`
    pub(crate) const FREE: u32 = 0;
    /// A spawner puts a job in. `spawner -> REQUESTED, UNATTENDED`
    pub(crate) const RESERVED: u32 = 1;
    /// A worker has been requested and the spawner waits. `worker -> RUNNING`, `host -> FAILED`, `spawner -> ABANDONED`
    pub(crate) const REQUESTED: u32 = 2;
    /// The worker runs a job. `worker -> PARKED`, `host -> FREE` after a crash
    pub(crate) const RUNNING: u32 = 3;
    /// The worker waits for a job. `spawner -> CLAIMED`
    pub(crate) const PARKED: u32 = 4;
    /// A spawner puts a job in. `spawner -> HANDED`
    pub(crate) const CLAIMED: u32 = 5;
    /// The slot contains a job. `worker -> RUNNING`
    pub(crate) const HANDED: u32 = 6;
    /// The worker could not be created. `spawner -> FREE`
    pub(crate) const FAILED: u32 = 7;
    /// The spawner has given up. `worker -> PARKED`, `host -> FREE`
    pub(crate) const ABANDONED: u32 = 8;
    /// The host creates a worker in advance. `worker -> PARKED`, `host -> FREE`
    pub(crate) const SPARE: u32 = 9;
    /// A worker has been requested and no thread waits. `worker -> RUNNING`, `host -> FREE`
    pub(crate) const UNATTENDED: u32 = 10;
}

/// Why there is no worker.
#[derive(Debug)]
pub(crate) enum NoWorker<J> {
    /// It could not be created. Contains the job.
    Failed(Option<J>),
    TimedOut,
}

/// A slot for one worker. The host knows the offsets of the first two fields.
#[repr(C, align(64))]
pub(crate) struct Slot<J> {
    state: AtomicU32,
    /// The byte address of the outcome word of the thread in this slot, where the host marks a crash; 0 for none. The
    /// address stays valid while it is stored here, because the job in the slot, and later the worker's stack, own the
    /// thread.
    outcome: AtomicU32,
    job: Mutex<Option<J>>,
}

impl<J> Slot<J> {
    /// The positions of the words that the host reads and writes.
    #[cfg(all(test, not(any(target_arch = "wasm32", loom))))]
    pub(crate) const STATE_WORD: usize = std::mem::offset_of!(Self, state) / 4;
    #[cfg(all(test, not(any(target_arch = "wasm32", loom))))]
    pub(crate) const OUTCOME_WORD: usize = std::mem::offset_of!(Self, outcome) / 4;

    const_constructor! {
        /// Creates a slot without a worker.
        pub(crate) fn new() -> Self {
            Self {
                state: AtomicU32::new(state::FREE),
                outcome: AtomicU32::new(0),
                job: Mutex::new(None),
            }
        }
    }

    /// Called by a spawner: claims a parked worker.
    pub(crate) fn claim_parked(&self) -> bool {
        self.claim(state::PARKED, state::CLAIMED)
    }

    /// Called by a spawner: claims a slot without a worker.
    pub(crate) fn claim_free(&self) -> bool {
        self.claim(state::FREE, state::RESERVED)
    }

    fn claim(&self, from: u32, to: u32) -> bool {
        // Loaded first, because most slots are in another state.
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

    /// Gives a job to the claimed worker.
    pub(crate) fn hand(&self, job: J, outcome: u32) {
        self.put(job, outcome);
        // Release pairs with the Acquire of the worker in `next_job`, which makes the job visible.
        self.state.store(state::HANDED, Ordering::Release);
        futex::wake_all(&self.state);
    }

    /// Puts a job in for a worker that is about to be requested. If no thread will wait and the worker fails, the host marks
    /// the thread as crashed.
    pub(crate) fn leave(&self, job: J, outcome: u32, waits: bool) {
        self.put(job, outcome);
        let next = if waits {
            state::REQUESTED
        } else {
            state::UNATTENDED
        };
        self.state.store(next, Ordering::Release);
    }

    /// Frees the slot, and removes its job, if the worker could not be requested or did not start.
    pub(crate) fn free(&self) {
        self.cancel();
        self.state.store(state::FREE, Ordering::Release);
    }

    /// Removes a job that no worker will run, and drops it.
    fn cancel(&self) {
        self.outcome.store(0, Ordering::Release);
        drop(self.take());
    }

    fn take(&self) -> Option<J> {
        self.job.with(Option::take)
    }

    /// Waits until the worker has taken its job. If it does not do so in time, the job is dropped.
    pub(crate) fn await_worker(&self, deadline: Deadline) -> Result<(), NoWorker<J>> {
        loop {
            match self.state.load(Ordering::Acquire) {
                state::REQUESTED => {}
                state::FAILED => {
                    let job = self.take();
                    self.free();
                    return Err(NoWorker::Failed(job));
                }
                // The worker has taken the job, and may have gone any number of steps further.
                _ => return Ok(()),
            }
            if futex::wait(&self.state, state::REQUESTED, Some(deadline)) == Err(TimedOut)
                && self.move_state(state::REQUESTED, state::ABANDONED)
            {
                // From here on a worker that starts finds no job and parks.
                self.cancel();
                return Err(NoWorker::TimedOut);
            }
        }
    }

    /// Called by the worker: waits for a job. Returns `None` when the process has ended.
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

    /// Called by the worker: the job is done.
    pub(crate) fn park(&self) {
        self.outcome.store(0, Ordering::Release);
        self.state.store(state::PARKED, Ordering::Release);
    }

    /// Removes the worker of an earlier process. Its job is leaked, because dropping it could run any code.
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

    /// Runs jobs until the process ends. Returns how many.
    fn work(slot: &Slot<Job>) -> usize {
        std::iter::from_fn(|| {
            let job = slot.next_job()?;
            drop(job);
            slot.park();
            Some(())
        })
        .count()
    }

    /// The steps of js/host.js when a worker fails to start.
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

    /// Ends the process when the worker has parked.
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

    /// The spawner gives up at about the time at which the worker starts: the job is either run or dropped, never both or
    /// neither.
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

    /// The worker fails to start while the spawner may give up: the slot can be used again, and a spawner that has not given
    /// up gets its job back.
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
