//! Fresh stacks for deep recursion.
//!
//! A call that passes through Rust takes stack, in two places: the part in linear memory, which is ours to size, and the
//! browser's own, which is not (in a worker of Chromium about 500 KiB) and which cannot be measured from inside. So Python
//! stopped between 55 and 135 levels of such calls, where CPython's limit is 1000.
//!
//! When a stack runs low, the interpreter calls [`fresh_stack`]: it allocates another part in linear memory, and has the
//! browser run the call on another stack of its own (JavaScript Promise Integration, in Chromium since 137). The stacks are
//! left in the reverse order, so all that belongs to the thread stays as it is. A switch there and back takes 1 to 2 µs.
//! Firefox (153) can do it too, and writes an uncaught exception to the console for each worker that is ended meanwhile, so it
//! is not used there. Natively the stack in memory is the only one.
//!
//! The bounds: as many bytes as `threading.stack_size` asked for, [`DEFAULT`] at least, and [`MOST`] stacks for each thread,
//! since the browser keeps a part of each on the worker's first stack (measured: Chromium can have 750).

use std::{
    alloc::{Layout, alloc, dealloc},
    cell::Cell,
};

use rustpython_vm::vm::FRESH_STACK;

/// Bytes of one fresh stack.
const SIZE: usize = 512 << 10;

/// How much of it may be used before the next one is begun, in bytes. The rest is for native code that does not look. The
/// browser's own stack of such a call is 984 KiB in Chromium, twice that of the worker itself.
const BUDGET: usize = 384 << 10;

/// Bytes of fresh stacks that every thread may use: 1,000 levels of the calls that take most need half of it.
const DEFAULT: usize = 24 << 20;

/// Most fresh stacks that a thread has at once, whatever size it asked for: 96 MiB.
const MOST: usize = 256;

thread_local! {
    /// How many fresh stacks the calling thread may still have; none before [`allow_fresh`].
    static LEFT: Cell<usize> = const { Cell::new(0) };
}

/// Lets the interpreter use fresh stacks. Called once, before the first thread runs Python.
pub(crate) fn install() {
    // Only the first call counts, and they are all the same.
    let _ = FRESH_STACK.set(fresh_stack);
}

/// Says that the calling thread was called on a stack that can be suspended, and may use so many bytes of fresh ones; the
/// default where that is more.
pub(crate) fn allow_fresh(bytes: usize) {
    LEFT.set((bytes.max(DEFAULT) / BUDGET).min(MOST));
}

/// What the other stack is to do.
struct Call<'a> {
    run: &'a mut dyn FnMut(usize),
    memory: *mut u8,
}

/// Calls `run` on a fresh stack with the lowest address that may be used of it; answers false, without a call, where there is
/// none to be had.
fn fresh_stack(run: &mut dyn FnMut(usize)) -> bool {
    let Some(left) = LEFT.get().checked_sub(1) else {
        return false;
    };
    let Ok(layout) = Layout::from_size_align(SIZE, 16) else {
        return false;
    };
    // SAFETY: the size is not 0.
    let memory = unsafe { alloc(layout) };
    if memory.is_null() {
        return false;
    }
    LEFT.set(left);
    let called = call_on_fresh_stack(&mut Call { run, memory });
    LEFT.set(left + 1);
    // SAFETY: it was allocated above with this layout, and the call that ran on it has returned.
    unsafe { dealloc(memory, layout) };
    called
}

impl Call<'_> {
    /// Runs the call with the memory as its stack.
    fn run(&mut self) {
        let base = self.memory as usize + (SIZE - BUDGET);
        // SAFETY: the memory is `SIZE` bytes, aligned to 16, and nobody else's until this has returned.
        unsafe { psm::on_stack(self.memory, SIZE, || (self.run)(base)) };
    }
}

#[cfg(target_arch = "wasm32")]
mod web {
    use std::ffi::c_void;

    use super::Call;

    #[link(wasm_import_module = "./stack.js")]
    unsafe extern "C" {
        /// js/stack.js: calls [`playground_on_fresh_stack`] on a stack of its own, and suspends this one meanwhile.
        fn playground_call_on_fresh_stack(call: *mut c_void) -> u32;
    }

    pub(super) fn call_on_fresh_stack(call: &mut Call<'_>) -> bool {
        // SAFETY: the call is borrowed until this returns. `LEFT` is only above 0 for threads that were called on a stack that
        // can be suspended, and there is no JavaScript between that call and this one.
        unsafe { playground_call_on_fresh_stack(std::ptr::from_mut(call).cast()) == 1 }
    }

    /// Called by js/stack.js on a stack of its own.
    ///
    /// # Safety
    /// `call` is what [`call_on_fresh_stack`] passed, which has not returned yet.
    #[unsafe(no_mangle)]
    unsafe extern "C" fn playground_on_fresh_stack(call: *mut c_void) {
        // SAFETY: the caller's promise; the thread that made the call is suspended meanwhile.
        unsafe { (*call.cast::<Call<'_>>()).run() }
    }
}

#[cfg(target_arch = "wasm32")]
use web::call_on_fresh_stack;

/// Natively there is one stack, in memory.
#[cfg(not(target_arch = "wasm32"))]
fn call_on_fresh_stack(call: &mut Call<'_>) -> bool {
    call.run();
    true
}
