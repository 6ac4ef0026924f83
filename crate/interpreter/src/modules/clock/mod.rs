//! The module `_clock`: clocks and a sleep for Python's `time`, which this target lacks.

pub(crate) mod busy;
mod format;
mod tuple;

pub(crate) use _clock::module_def;

/// Clocks on one time line for all threads, and a sleep that an interrupt ends.
///
/// They are native functions, because a Python function that is stored in a class (`logging.Formatter.converter`) becomes a
/// method.
#[rustpython_vm::pymodule]
mod _clock {
    use std::{
        sync::atomic::{AtomicU64, Ordering},
        time::Duration,
    };

    use rustpython_vm::{
        PyObjectRef, PyResult, VirtualMachine, builtins::PyStrRef, function::OptionalArg,
    };
    use web_threading::{Until, clock, thread::sleep_until};

    use super::{busy, tuple::fields_of};
    use crate::{
        modules::Seconds,
        observe::{Wait, Waits},
    };

    /// The start of the process, in nanoseconds since the Unix epoch.
    static BEGUN_NS: AtomicU64 = AtomicU64::new(0);

    fn since_begun() -> Duration {
        let begun = Duration::from_nanos(BEGUN_NS.load(Ordering::Relaxed));
        clock::now().saturating_sub(begun)
    }

    /// Called at the start of a process: its monotonic clocks start at zero.
    #[pyfunction]
    fn restart() {
        BEGUN_NS.store(time_ns(), Ordering::Relaxed);
        busy::restart();
    }

    /// Seconds since the Unix epoch.
    #[pyfunction]
    fn time() -> f64 {
        clock::now().as_secs_f64()
    }

    /// Nanoseconds since the Unix epoch.
    #[pyfunction]
    fn time_ns() -> u64 {
        clock::now().as_nanos() as u64
    }

    /// Seconds on a clock that cannot go backwards.
    #[pyfunction]
    fn monotonic() -> f64 {
        since_begun().as_secs_f64()
    }

    /// Nanoseconds on a clock that cannot go backwards.
    #[pyfunction]
    fn monotonic_ns() -> u64 {
        since_begun().as_nanos() as u64
    }

    /// Seconds on the clock with the highest resolution.
    #[pyfunction]
    fn perf_counter() -> f64 {
        monotonic()
    }

    /// Nanoseconds on the clock with the highest resolution.
    #[pyfunction]
    fn perf_counter_ns() -> u64 {
        monotonic_ns()
    }

    /// Seconds for which the process's threads have been busy, in total, without their waits.
    #[pyfunction]
    fn process_time() -> f64 {
        busy::of_process().as_secs_f64()
    }

    /// Nanoseconds for which the process's threads have been busy, in total, without their waits.
    #[pyfunction]
    fn process_time_ns() -> u64 {
        busy::of_process().as_nanos() as u64
    }

    /// Seconds for which the calling thread has been busy, without its waits.
    #[pyfunction]
    fn thread_time() -> f64 {
        busy::of_thread().as_secs_f64()
    }

    /// Nanoseconds for which the calling thread has been busy, without its waits.
    #[pyfunction]
    fn thread_time_ns() -> u64 {
        busy::of_thread().as_nanos() as u64
    }

    /// Calls the function of RustPython's `time` with this name. It does not read a clock if it receives the time.
    fn original(name: &str, args: Vec<PyObjectRef>, vm: &VirtualMachine) -> PyResult {
        let originals = vm.import("_clock", 0)?.get_attr("originals", vm)?;
        originals.get_item(name, vm)?.call(args, vm)
    }

    fn or_now(seconds: OptionalArg<PyObjectRef>, vm: &VirtualMachine) -> PyObjectRef {
        let given = seconds.into_option().filter(|seconds| !vm.is_none(seconds));
        given.unwrap_or_else(|| vm.ctx.new_float(time()).into())
    }

    fn or_local(tuple: OptionalArg<PyObjectRef>, vm: &VirtualMachine) -> PyResult {
        match tuple {
            OptionalArg::Present(tuple) => Ok(tuple),
            OptionalArg::Missing => localtime(OptionalArg::Missing, vm),
        }
    }

    /// Convert seconds since the epoch, now by default, to a time tuple of the local time.
    #[pyfunction]
    fn localtime(seconds: OptionalArg<PyObjectRef>, vm: &VirtualMachine) -> PyResult {
        original("localtime", vec![or_now(seconds, vm)], vm)
    }

    /// Convert seconds since the epoch, now by default, to a time tuple of UTC.
    #[pyfunction]
    fn gmtime(seconds: OptionalArg<PyObjectRef>, vm: &VirtualMachine) -> PyResult {
        original("gmtime", vec![or_now(seconds, vm)], vm)
    }

    /// Convert seconds since the epoch, now by default, to a text of the local time.
    #[pyfunction]
    fn ctime(seconds: OptionalArg<PyObjectRef>, vm: &VirtualMachine) -> PyResult {
        original("ctime", vec![or_now(seconds, vm)], vm)
    }

    /// Convert a time tuple, the local time by default, to a text as the format says.
    #[pyfunction]
    fn strftime(
        format: PyStrRef,
        tuple: OptionalArg<PyObjectRef>,
        vm: &VirtualMachine,
    ) -> PyResult<String> {
        let fields = fields_of(&or_local(tuple, vm)?, vm)?;
        Ok(super::format::format(&format.to_string_lossy(), &fields))
    }

    /// Convert a time tuple, the local time by default, to a text such as 'Sat Jun 06 16:26:11 1998'.
    #[pyfunction]
    fn asctime(tuple: OptionalArg<PyObjectRef>, vm: &VirtualMachine) -> PyResult {
        original("asctime", vec![or_local(tuple, vm)?], vm)
    }

    /// Suspends the calling thread for at least this number of seconds.
    #[pyfunction]
    fn sleep(seconds: Seconds, vm: &VirtualMachine) -> PyResult<()> {
        let deadline = seconds
            .deadline()
            .ok_or_else(|| vm.new_value_error("sleep length must be non-negative"))?;
        let what = Wait::new(Waits::Sleep, Some(deadline));
        crate::modules::interruptible_for(&what, vm, || {
            sleep_until(Until::from(deadline).or_interrupt()).ok()
        })
    }
}
