//! The futex on `memory.atomic.wait32` and `memory.atomic.notify`.
use super::{Wake, check_can_block};
use crate::clock::Deadline;
use crate::until::TimedOut;
use core::arch::wasm32::{memory_atomic_notify, memory_atomic_wait32};
use std::sync::atomic::AtomicU32;
use std::time::Duration;

/// The results of `memory.atomic.wait32`.
const WOKEN: i32 = 0;
const MISMATCH: i32 = 1;

pub(super) fn wait(
    word: &AtomicU32,
    expected: u32,
    deadline: Option<Deadline>,
) -> Result<Wake, TimedOut> {
    loop {
        let remaining = deadline.and_then(Deadline::remaining);
        // SAFETY: the pointer is that of a live, aligned AtomicU32, which the borrow keeps alive during the wait.
        match unsafe {
            memory_atomic_wait32(
                word.as_ptr().cast(),
                expected.cast_signed(),
                nanoseconds(remaining),
            )
        } {
            WOKEN => return Ok(Wake::Woken),
            MISMATCH => return Ok(Wake::Mismatch),
            // A browser may round its timer down; never report a deadline that has not passed.
            _ if deadline.is_some_and(Deadline::has_passed) => return Err(TimedOut),
            _ => {}
        }
    }
}

/// Returns the timeout for `wait32` in nanoseconds; negative means no limit.
fn nanoseconds(remaining: Option<Duration>) -> i64 {
    remaining
        .and_then(|left| i64::try_from(left.as_nanos()).ok())
        .unwrap_or(-1)
}

pub(super) fn wake(word: &AtomicU32, count: u32) -> u32 {
    wake_at(super::address(word), count)
}

pub(super) fn wake_at(address: usize, count: u32) -> u32 {
    // SAFETY: notify uses only the address and does not access the memory there.
    unsafe { memory_atomic_notify(address as *mut i32, count) }
}

/// Lets other threads run: sleeps briefly where blocking is allowed, otherwise spins.
pub(crate) fn yield_now() {
    if check_can_block().is_ok() {
        let _ = wait(
            &AtomicU32::new(0),
            0,
            Some(Deadline::after(Duration::from_micros(200))),
        );
    } else {
        core::hint::spin_loop();
    }
}
