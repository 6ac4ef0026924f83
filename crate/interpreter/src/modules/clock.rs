//! The module `_clock`: the clocks and the sleep that Python's `time` gets in place of the ones this target lacks.

pub(crate) use _clock::module_def;

/// Clocks on one time line for all threads, and a sleep that an interrupt wakes.
#[rustpython_vm::pymodule]
mod _clock {
    use std::time::Duration;

    use rustpython_vm::{
        AsObject, PyObjectRef, PyResult, VirtualMachine, function::TimeoutSeconds,
    };
    use web_threading::{
        Deadline, Interruptible, clock,
        thread::{Sleep, sleep_until},
    };

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

    /// Suspends the calling thread for at least so many seconds.
    #[pyfunction]
    fn sleep(seconds: PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
        let kind = seconds.class().name().to_owned();
        let seconds = seconds
            .try_into_value::<TimeoutSeconds>(vm)
            .map_err(|error| {
                if error.fast_isinstance(vm.ctx.exceptions.type_error) {
                    vm.new_type_error(format!(
                        "'{kind}' object cannot be interpreted as an integer or float"
                    ))
                } else {
                    error
                }
            })?
            .to_secs_f64();
        if seconds < 0.0 {
            return Err(vm.new_value_error("sleep length must be non-negative"));
        }
        let duration = Duration::try_from_secs_f64(seconds)
            .map_err(|_| vm.new_overflow_error("timestamp out of range for platform time_t"))?;
        let deadline = Deadline::after(duration);
        crate::modules::interruptible(vm, |_| match sleep_until(deadline, Interruptible::Yes) {
            Sleep::Elapsed => Some(()),
            Sleep::Interrupted => None,
        })
    }
}
