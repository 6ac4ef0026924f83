//! Fresh stacks for deep recursion.
//!
//! A call that passes through Rust uses stack in two places: in linear memory, whose size we choose, and on the browser's
//! own stack, whose size is fixed (about 500 KiB in a worker of Chromium) and cannot be measured from inside. Without fresh
//! stacks, Python could nest only 55 to 135 such calls, while CPython's limit is 1000.
//!
//! When a stack runs low, the interpreter calls [`fresh_stack`]: it allocates another stack in linear memory and makes the
//! browser run the call on another stack of its own (JavaScript Promise Integration, in Chromium since 137). The stacks are
//! left in the reverse order, so everything that belongs to the thread stays valid. A switch there and back takes 1 to 2 µs.
//! Firefox (153) supports it too, but it writes an uncaught exception to the console for each worker that is ended
//! meanwhile, so it is not used there. Natively the stack in memory is the only one.
//!
//! The limits: the number of bytes given to `threading.stack_size`, but at least [`DEFAULT`], and [`MOST`] stacks per
//! thread, because the browser keeps a part of each on the worker's first stack (measured: Chromium allows 750).

use std::{
    alloc::{Layout, alloc, dealloc},
    cell::Cell,
};

use rustpython_vm::vm::FRESH_STACK;

/// The size of one fresh stack in bytes.
const SIZE: usize = 512 << 10;

/// The number of bytes that may be used before the next stack is started. The rest is for native code that does not check.
/// The browser's own stack of such a call has 984 KiB in Chromium, twice that of the worker itself.
const BUDGET: usize = 384 << 10;

/// The number of bytes of fresh stacks that every thread may use: 1,000 levels of the calls with the greatest need take half
/// of it.
const DEFAULT: usize = 24 << 20;

/// The greatest number of fresh stacks of a thread, whatever size it requested: 96 MiB.
const MOST: usize = 256;

thread_local! {
    /// How many more fresh stacks the calling thread may use; none before [`allow_fresh`].
    static LEFT: Cell<usize> = const { Cell::new(0) };
}

/// Lets the interpreter use fresh stacks. Called once, before the first thread runs Python.
pub(crate) fn install() {
    // Only the first call has an effect, and all calls are the same.
    let _ = FRESH_STACK.set(fresh_stack);
}

/// Called when the calling thread runs on a stack that can be suspended. Allows it `bytes` bytes of fresh stacks, or the
/// default if that is more.
pub(crate) fn allow_fresh(bytes: usize) {
    LEFT.set((bytes.max(DEFAULT) / BUDGET).min(MOST));
}

/// The call to run on the other stack.
struct Call<'a> {
    run: &'a mut dyn FnMut(usize),
    memory: *mut u8,
}

/// Calls `run` on a fresh stack, with the lowest address of the stack that it may use. Returns false, without a call, if
/// there is no fresh stack.
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
        // SAFETY: the memory has `SIZE` bytes, is aligned to 16, and is not used by other code until this has returned.
        unsafe { psm::on_stack(self.memory, SIZE, || (self.run)(base)) };
    }
}

#[cfg(target_arch = "wasm32")]
mod web {
    use std::ffi::c_void;

    use super::Call;

    #[link(wasm_import_module = "./stack.js")]
    unsafe extern "C" {
        /// Defined in js/stack.js: calls [`playground_on_fresh_stack`] on another stack, and suspends this one meanwhile.
        fn playground_call_on_fresh_stack(call: *mut c_void) -> u32;
    }

    pub(super) fn call_on_fresh_stack(call: &mut Call<'_>) -> bool {
        // SAFETY: the call is borrowed until this returns. `LEFT` is above 0 only for threads that were called on a stack
        // that can be suspended, and there is no JavaScript between that call and this one.
        unsafe { playground_call_on_fresh_stack(std::ptr::from_mut(call).cast()) == 1 }
    }

    /// Called by js/stack.js on another stack.
    ///
    /// # Safety
    /// `call` must be the argument that [`call_on_fresh_stack`] passed, and that function must not have returned yet.
    #[unsafe(no_mangle)]
    unsafe extern "C" fn playground_on_fresh_stack(call: *mut c_void) {
        // SAFETY: the caller upholds the contract; the thread that made the call is suspended meanwhile.
        unsafe { (*call.cast::<Call<'_>>()).run() }
    }
}

#[cfg(target_arch = "wasm32")]
use web::call_on_fresh_stack;

/// Natively there is only one stack, in memory.
#[cfg(not(target_arch = "wasm32"))]
fn call_on_fresh_stack(call: &mut Call<'_>) -> bool {
    call.run();
    true
}
