//! Starting a Python thread on a worker.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use rustpython_vm::{
    AsObject, FromArgs, PyRef, PyResult, VirtualMachine,
    function::{ArgCallable, FuncArgs},
    stdlib::_thread::get_ident,
    vm::thread::cleanup_current_thread_frames,
};

use super::{
    handle::{Shared, ThreadHandle},
    head_start::{self, HeadStart},
    local, shutdown,
};
use crate::{modules::clock::busy, observe::threads, stack, stdio};

/// Arguments of `start_joinable_thread(function, handle=None, daemon=True)`.
#[derive(FromArgs)]
pub(super) struct StartArgs {
    #[pyarg(any)]
    pub(super) function: ArgCallable,
    #[pyarg(any, default)]
    pub(super) handle: Option<PyRef<ThreadHandle>>,
    #[pyarg(any, default = true)]
    pub(super) daemon: bool,
}

/// Before the first thread of a process starts, stops counting references to what nearly every thread uses: two threads that
/// call one function would otherwise wait for each other's count. Other interpreters count as before, because what they have
/// made ends with them.
fn make_shared_immortal(vm: &VirtualMachine) {
    static DONE: AtomicBool = AtomicBool::new(false);
    if vm.state.is_main_interpreter() && !DONE.swap(true, Ordering::Relaxed) {
        vm.state.gc.make_shared_immortal();
    }
}

/// Runs `function(*args)` on a new thread.
///
/// # Errors
/// RuntimeError `thread already started` for a used handle. RuntimeError `can't start new thread` if there is no worker; the
/// handle is then done and nothing else remains of the attempt. PythonFinalizationError if the process is exiting.
pub(super) fn start(
    function: ArgCallable,
    args: FuncArgs,
    shared: Arc<Shared>,
    daemon: bool,
    vm: &VirtualMachine,
) -> PyResult<()> {
    if vm.state.finalizing.load(Ordering::Acquire) {
        return Err(vm.new_exception_msg(
            vm.ctx.exceptions.python_finalization_error.to_owned(),
            "can't create new thread at interpreter shutdown".into(),
        ));
    }
    if !shared.begin() {
        return Err(vm.new_runtime_error("thread already started"));
    }
    if !daemon {
        shutdown::remember(&shared, vm);
    }
    make_shared_immortal(vm);
    let entry = threads::start();
    shared.set_number(entry.number());
    let of_task = Arc::clone(&entry);
    let python = vm.new_thread();
    let stack_size = vm.state.stacksize.load();
    let of_thread = Arc::clone(&shared);
    let head_start = Arc::new(HeadStart::default());
    let of_starter = Arc::clone(&head_start);
    let task = move || {
        stack::allow_fresh(stack_size);
        head_start::begin(head_start);
        crate::allocator::begin_thread();
        busy::begin();
        crate::program::count_thread();
        threads::begin(of_task);
        of_thread.run(get_ident());
        python.run(|vm| body(function, args, vm));
        stdio::flush_thread();
        drop(python);
        busy::end();
        shutdown::forget(&of_thread);
        crate::allocator::end_thread();
        // After all other clean-up, because a thread that joins may end the process at once.
        of_thread.finish();
        head_start::pause();
        threads::end();
    };
    let builder = web_threading::Builder::new().daemon(daemon);
    let started = busy::wait(|| {
        vm.allow_threads(|| web_threading::thread::spawn_raw(Box::new(task), &builder))
    });
    if started.is_err() {
        threads::could_not_start(&entry);
        shutdown::forget(&shared);
        shared.finish();
        return Err(vm.new_runtime_error("can't start new thread"));
    }
    head_start::wait(&of_starter, vm);
    Ok(())
}

/// Runs the thread's function inside its VM.
fn body(function: ArgCallable, args: FuncArgs, vm: &VirtualMachine) {
    head_start::count();
    vm.state.thread_count.fetch_add(1);
    {
        // Dropped while the thread's frames still exist, because a destructor may run Python.
        let function = function;
        if let Err(error) = function.invoke(args, vm)
            && !error.fast_isinstance(vm.ctx.exceptions.system_exit)
        {
            let what = function
                .as_ref()
                .repr(vm)
                .map(|repr| format!("Exception ignored in thread started by {}", repr.as_wtf8()))
                .ok();
            vm.run_unraisable(error, what, vm.ctx.none());
        }
    }
    local::drop_thread();
    vm.state.thread_count.fetch_sub(1);
    cleanup_current_thread_frames(vm);
}
