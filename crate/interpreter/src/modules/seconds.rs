//! Seconds that a program gives: timeouts, and how long to sleep.

use std::time::Duration;

use rustpython_vm::{
    AsObject, PyObjectRef, PyResult, TryFromObject, VirtualMachine, builtins::PyFloat,
};
use web_threading::Deadline;

/// The most that nanoseconds in an i64 hold, CPython's `PyTime_MAX`.
const MOST: f64 = i64::MAX as f64 / 1e9;

/// A number of seconds that CPython's `PyTime_t` holds: a float, or what has an `__index__`.
///
/// It mirrors `_PyTime_FromSecondsObject` of CPython 3.14. Of what it cannot convert it says why: TypeError for no number,
/// ValueError for NaN, OverflowError for too many.
#[derive(Clone, Copy)]
pub(crate) struct Seconds(f64);

impl Seconds {
    pub(crate) const fn new(seconds: f64) -> Self {
        Self(seconds)
    }

    pub(crate) const fn get(self) -> f64 {
        self.0
    }

    /// So much later than now; nothing for a negative number.
    pub(crate) fn deadline(self) -> Option<Deadline> {
        let duration = Duration::try_from_secs_f64(self.0).ok()?;
        Some(Deadline::after(duration))
    }
}

impl TryFromObject for Seconds {
    fn try_from_object(vm: &VirtualMachine, object: PyObjectRef) -> PyResult<Self> {
        if let Some(float) = object.downcast_ref::<PyFloat>() {
            let seconds = float.to_f64();
            if seconds.is_nan() {
                return Err(vm.new_value_error("Invalid value NaN (not a number)"));
            }
            if !(-MOST..MOST).contains(&seconds) {
                return Err(vm.new_overflow_error("timestamp out of range for platform time_t"));
            }
            return Ok(Self(seconds));
        }
        let Some(index) = object.try_index_opt(vm) else {
            return Err(vm.new_type_error(format!(
                "'{}' object cannot be interpreted as an integer or float",
                object.class().slot_name()
            )));
        };
        match index?.try_to_primitive::<i64>(vm) {
            Ok(seconds) if (-MOST..MOST).contains(&(seconds as f64)) => Ok(Self(seconds as f64)),
            _ => Err(vm.new_overflow_error("timestamp too large to convert to C PyTime_t")),
        }
    }
}
