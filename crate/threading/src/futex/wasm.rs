//! The futex on `memory.atomic.wait32` and `memory.atomic.notify`.
use super::{BlockingForbidden, Wait};
use crate::clock::Deadline;
use crate::interrupt;
use core::arch::wasm32::{memory_atomic_notify, memory_atomic_wait32};
use std::cell::Cell;
use std::sync::atomic::AtomicU32;
use std::time::Duration;
use wasm_bindgen::JsCast;

/// The answers of `memory.atomic.wait32`.
const WOKEN: i32 = 0;
const MISMATCH: i32 = 1;

pub(super) fn can_block() -> bool {
    thread_local! {
        static CAN_BLOCK: Cell<Option<bool>> = const { Cell::new(None) };
    }
    CAN_BLOCK.get().unwrap_or_else(|| {
        let global = js_sys::global();
        let answer = js_sys::Reflect::get(&global, &"WorkerGlobalScope".into())
            .ok()
            .and_then(|scope| scope.dyn_into::<js_sys::Function>().ok())
            .is_some_and(|scope| is_instance(&global, &scope));
        CAN_BLOCK.set(Some(answer));
        answer
    })
}

/// Throws what says that this thread must not block.
pub(super) fn refuse() -> ! {
    wasm_bindgen::throw_str(BlockingForbidden::SENTENCE)
}

fn is_instance(global: &js_sys::Object, class: &js_sys::Function) -> bool {
    js_sys::Reflect::get(class, &"prototype".into())
        .ok()
        .and_then(|prototype| prototype.dyn_into::<js_sys::Object>().ok())
        .is_some_and(|prototype| prototype.is_prototype_of(global))
}

pub(super) fn wait(
    word: &AtomicU32,
    expected: u32,
    deadline: Option<Deadline>,
    interruptible: bool,
) -> Wait {
    if !can_block() {
        refuse();
    }
    if !interruptible {
        return wait_plain(word, expected, deadline);
    }
    // The address is published first and the interrupt read after (both SeqCst), as the interrupter writes the interrupt first
    // and reads the address after: one of the two sees the other. The gap between this read and `wait32` is closed by the
    // interrupter, who repeats its notify until the interrupt has been taken or the address changes.
    interrupt::publish_wait(word.as_ptr() as u32);
    let result = if interrupt::is_pending() {
        Wait::Interrupted
    } else {
        wait_plain(word, expected, deadline)
    };
    interrupt::publish_wait(0);
    result
}

fn wait_plain(word: &AtomicU32, expected: u32, deadline: Option<Deadline>) -> Wait {
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
            WOKEN => return Wait::Woken,
            MISMATCH => return Wait::Mismatch,
            // A browser may round its timer down; never report a deadline that has not passed.
            _ if deadline.is_some_and(Deadline::has_passed) => return Wait::TimedOut,
            _ => {}
        }
    }
}

/// The timeout of `wait32`: nanoseconds, negative for ever.
fn nanoseconds(remaining: Option<Duration>) -> i64 {
    remaining
        .and_then(|left| i64::try_from(left.as_nanos()).ok())
        .unwrap_or(-1)
}

pub(super) fn wake(word: &AtomicU32, count: u32) -> u32 {
    // SAFETY: the pointer is that of a live, aligned AtomicU32; notify does not access the memory.
    unsafe { memory_atomic_notify(word.as_ptr().cast(), count) }
}

/// Lets other threads run: a short sleep where blocking is allowed, else a spin.
pub(crate) fn yield_now() {
    if can_block() {
        let _ = wait_plain(
            &AtomicU32::new(0),
            0,
            Some(Deadline::after(Duration::from_micros(200))),
        );
    } else {
        core::hint::spin_loop();
    }
}
