//! The futex in a loom model. Each operation is one step on the word, and the table of waiters needs no lock.
//!
//! Loom runs the threads of a model one at a time on one system thread, and switches only at operations on loom's objects. A
//! change of the table directly after a step on the word therefore happens in the same step. The step always reads the
//! newest value, as a real futex does, and loom treats it as a write, so loom tries every order of waits, wakes and stores.
//!
//! A model has no time. A wait with any deadline may time out at every step after the thread fell asleep.
use super::Wake;
use crate::clock::Deadline;
use crate::until::TimedOut;
use loom::sync::atomic::{AtomicU32, Ordering};
use loom::thread::{self, Thread};
use std::cell::{Cell, RefCell};

struct Waiter {
    number: u64,
    word: *const AtomicU32,
    /// `None` for a thread that does not sleep but polls for its time-out.
    parked: Option<Thread>,
}

std::thread_local! {
    /// The waiters of the model on this system thread, those that have waited longest first.
    static TABLE: RefCell<Vec<Waiter>> = const { RefCell::new(Vec::new()) };
    static NEXT: Cell<u64> = const { Cell::new(0) };
}

pub(super) fn wait(
    word: &AtomicU32,
    expected: u32,
    deadline: Option<Deadline>,
) -> Result<Wake, TimedOut> {
    if newest(word) != expected {
        return Ok(Wake::Mismatch);
    }
    let number = NEXT.replace(NEXT.get() + 1);
    let timed = deadline.is_some_and(|deadline| deadline != Deadline::NEVER);
    let parked = (!timed).then(thread::current);
    TABLE.with_borrow_mut(|table| {
        table.push(Waiter {
            number,
            word,
            parked,
        })
    });
    if timed {
        // The threads that run before this step decide whether the time-out is too late.
        newest(word);
        return if leave(number) {
            Err(TimedOut)
        } else {
            Ok(Wake::Woken)
        };
    }
    while is_waiting(number) {
        thread::park();
    }
    Ok(Wake::Woken)
}

pub(super) fn wake(word: &AtomicU32, count: u32) -> u32 {
    newest(word);
    let mut woken = Vec::new();
    TABLE.with_borrow_mut(|table| {
        table.retain_mut(|waiter| {
            let wakes = std::ptr::eq(waiter.word, word) && woken.len() < count as usize;
            if wakes {
                woken.push(waiter.parked.take());
            }
            !wakes
        });
    });
    woken.iter().flatten().for_each(Thread::unpark);
    woken.len() as u32
}

/// Only an interrupt wakes by address, and the main thread of a model is not interrupted; time-outs stand for interrupts.
pub(super) const fn wake_at(_address: usize, _count: u32) -> u32 {
    0
}

/// Reads the value that a read-modify-write would find. A load could return an older one.
fn newest(word: &AtomicU32) -> u32 {
    let guess = u32::MAX;
    match word.compare_exchange(guess, guess, Ordering::Relaxed, Ordering::Relaxed) {
        Ok(value) | Err(value) => value,
    }
}

fn is_waiting(number: u64) -> bool {
    TABLE.with_borrow(|table| table.iter().any(|waiter| waiter.number == number))
}

fn leave(number: u64) -> bool {
    TABLE.with_borrow_mut(|table| {
        let place = table.iter().position(|waiter| waiter.number == number);
        place.map(|place| table.remove(place)).is_some()
    })
}

pub(crate) fn yield_now() {
    thread::yield_now();
}
