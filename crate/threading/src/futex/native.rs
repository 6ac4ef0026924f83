//! The futex on `std`: a table of buckets, each of which is a queue of waiters under a mutex.
//!
//! A word's address selects its bucket. A thread checks the word, joins the queue and leaves it only while it holds the
//! bucket's mutex, so no wake-up is lost between the check and the sleep.
use super::Wake;
use crate::clock::Deadline;
use crate::until::TimedOut;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

const BUCKETS: usize = 64;

/// One sleeping thread. It counts as woken when it is no longer in its bucket's queue. The thread removes itself only when
/// it times out.
struct Waiter {
    address: usize,
    condvar: Condvar,
}

type Queue = Vec<Arc<Waiter>>;
static TABLE: [Mutex<Queue>; BUCKETS] = [const { Mutex::new(Vec::new()) }; BUCKETS];

fn lock(bucket: &Mutex<Queue>) -> MutexGuard<'_, Queue> {
    // No code panics while a queue is inconsistent, so a poisoned queue is valid.
    bucket.lock().unwrap_or_else(PoisonError::into_inner)
}

fn bucket(address: usize) -> &'static Mutex<Queue> {
    &TABLE[(address / align_of::<AtomicU32>()) % BUCKETS]
}

pub(super) fn wait(
    word: &AtomicU32,
    expected: u32,
    deadline: Option<Deadline>,
) -> Result<Wake, TimedOut> {
    let address = super::address(word);
    let mut queue = lock(bucket(address));
    if word.load(Ordering::SeqCst) != expected {
        return Ok(Wake::Mismatch);
    }
    let waiter = Arc::new(Waiter {
        address,
        condvar: Condvar::new(),
    });
    queue.push(Arc::clone(&waiter));
    loop {
        queue = match deadline.and_then(Deadline::remaining) {
            None => waiter
                .condvar
                .wait(queue)
                .unwrap_or_else(PoisonError::into_inner),
            Some(left) => {
                waiter
                    .condvar
                    .wait_timeout(queue, left)
                    .unwrap_or_else(PoisonError::into_inner)
                    .0
            }
        };
        let Some(place) = queue.iter().position(|other| Arc::ptr_eq(other, &waiter)) else {
            return Ok(Wake::Woken);
        };
        if deadline.is_some_and(Deadline::has_passed) {
            queue.remove(place);
            return Err(TimedOut);
        }
    }
}

pub(super) fn wake(word: &AtomicU32, count: u32) -> u32 {
    wake_at(super::address(word), count)
}

pub(super) fn wake_at(address: usize, count: u32) -> u32 {
    let mut woken = 0;
    lock(bucket(address)).retain(|waiter| {
        let wakes = waiter.address == address && woken < count;
        if wakes {
            woken += 1;
            waiter.condvar.notify_one();
        }
        !wakes
    });
    woken
}

/// Lets other threads run.
pub(crate) fn yield_now() {
    std::thread::yield_now();
}

/// Returns how many threads wait on `word`. Tests use it to see that another thread is asleep.
#[cfg(test)]
pub(crate) fn waiters(word: &AtomicU32) -> usize {
    let address = super::address(word);
    lock(bucket(address))
        .iter()
        .filter(|waiter| waiter.address == address)
        .count()
}
