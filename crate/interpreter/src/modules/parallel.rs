//! The module `parallel`: data-parallel work on the rayon pool.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use parking_lot::Mutex;
use rustpython_vm::{
    PyObjectRef, PyResult, VirtualMachine, function::ArgCallable,
    vm::thread::ThreadedVirtualMachine,
};
use web_threading::{Event, Until};

use crate::observe::threads::Busy;
pub(crate) use native::module_def;

/// One call of `map`, shared by its caller and the pool's threads.
struct Job {
    function: ArgCallable,
    /// One result for each item, in order.
    results: Mutex<Vec<Option<PyResult>>>,
    /// The number of chunks that are not done.
    chunks_left: AtomicUsize,
    /// Items from this index on are not started. It is lowered to the index of an item that raised, or to 0 if the caller was
    /// interrupted. Items before it are still started, so that the first item in order that raises is always the same.
    limit: AtomicUsize,
    done: Event,
}

/// A part of the items, with a VM for the thread of the pool that takes it.
struct Chunk {
    first: usize,
    items: Vec<PyObjectRef>,
    python: ThreadedVirtualMachine,
    /// Counts the chunk as running in the search for deadlocks, because it may wake a thread of the program even if no
    /// thread waits for it any more.
    _busy: Busy,
}

impl Chunk {
    fn run(self, job: &Job) {
        let Self {
            first,
            items,
            python,
            _busy,
        } = self;
        python.run(|vm| {
            for (offset, item) in items.into_iter().enumerate() {
                let at = first + offset;
                if at >= job.limit.load(Ordering::Acquire) {
                    break;
                }
                let result = job.function.invoke((item,), vm);
                if result.is_err() {
                    job.limit.fetch_min(at, Ordering::AcqRel);
                }
                job.results.lock()[at] = Some(result);
            }
            rustpython_vm::vm::thread::cleanup_current_thread_frames(vm);
        });
        drop(python);
        crate::stdio::flush_thread();
        if job.chunks_left.fetch_sub(1, Ordering::AcqRel) == 1 {
            job.done.set();
        }
    }
}

/// How long the pool's workers may take to start.
const START_TIMEOUT: std::time::Duration = std::time::Duration::from_secs(30);

/// Chunks for each thread of the pool: enough to steal when the chunks take different times.
const CHUNKS_PER_THREAD: usize = 4;

fn map(
    function: ArgCallable,
    items: Vec<PyObjectRef>,
    vm: &VirtualMachine,
) -> PyResult<Vec<PyObjectRef>> {
    if web_threading::pool::rayon::current_thread_index().is_some() {
        // A thread of the pool must not wait for other threads of the pool: if all of them waited, none could run the calls.
        return items
            .into_iter()
            .map(|item| function.invoke((item,), vm))
            .collect();
    }
    if items.is_empty() {
        return Ok(Vec::new());
    }
    vm.allow_threads(|| web_threading::pool::request_and_wait(START_TIMEOUT))
        .map_err(|error| vm.new_runtime_error(format!("can't start the pool: {error}")))?;
    let threads = web_threading::pool::rayon::current_num_threads();
    let total = items.len();
    let size = total.div_ceil(threads * CHUNKS_PER_THREAD);
    let job = Arc::new(Job {
        function,
        results: Mutex::new((0..total).map(|_| None).collect()),
        chunks_left: AtomicUsize::new(total.div_ceil(size)),
        limit: AtomicUsize::new(usize::MAX),
        done: Event::new(),
    });
    let mut items = items.into_iter();
    for first in (0..total).step_by(size) {
        let chunk = Chunk {
            first,
            items: items.by_ref().take(size).collect(),
            python: vm.new_thread(),
            _busy: Busy::new(),
        };
        let job = Arc::clone(&job);
        web_threading::pool::rayon::spawn(move || chunk.run(&job));
    }
    let waited = super::interruptible(vm, |_| job.done.wait_until(Until::INTERRUPT).ok());
    if let Err(error) = waited {
        job.limit.store(0, Ordering::Release);
        return Err(error);
    }
    let results = std::mem::take(&mut *job.results.lock());
    let mut values = Vec::with_capacity(total);
    let mut left_out = false;
    for result in results {
        match result {
            Some(result) => values.push(result?),
            None => left_out = true,
        }
    }
    debug_assert!(!left_out, "an item is left out only after another raised");
    Ok(values)
}

/// Python calls on all cores: `parallel.map(func, iterable)`.
#[rustpython_vm::pymodule(name = "parallel")]
mod native {
    use rustpython_vm::{
        PyObjectRef, PyResult, VirtualMachine,
        function::{ArgCallable, ArgIterable},
    };

    /// Calls `func` with each item, on as many threads as the browser has cores, and returns the results in order.
    ///
    /// The exception of the first item that raised, in order, is raised here; calls for later items that have not started
    /// are skipped. Inside `func`, `map` runs its calls one after the other, because all cores are busy already.
    #[pyfunction]
    fn map(
        func: ArgCallable,
        iterable: ArgIterable,
        vm: &VirtualMachine,
    ) -> PyResult<Vec<PyObjectRef>> {
        let items = iterable.iter(vm)?.collect::<PyResult<Vec<_>>>()?;
        super::map(func, items, vm)
    }

    /// Returns the number of threads that `map` uses.
    #[pyfunction]
    fn cores() -> u32 {
        crate::host::cpu_count()
    }
}
