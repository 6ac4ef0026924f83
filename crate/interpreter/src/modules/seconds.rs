//! Seconds given by a program: timeouts, and the length of a sleep.

use std::time::Duration;

use rustpython_vm::{
    AsObject, PyObjectRef, PyResult, TryFromObject, VirtualMachine, builtins::PyFloat,
};
use web_threading::Deadline;

/// The greatest number of seconds whose nanoseconds fit into an i64, CPython's `PyTime_MAX`.
const MOST: f64 = i64::MAX as f64 / 1e9;

/// A number of seconds within the range of CPython's `PyTime_t`: a float, or an object with `__index__`.
///
/// It mirrors `_PyTime_FromSecondsObject` of CPython 3.14. The errors are TypeError for other types, ValueError for NaN, and
/// OverflowError for values out of range.
#[derive(Clone, Copy)]
pub(crate) struct Seconds(f64);

impl Seconds {
    pub(crate) const fn new(seconds: f64) -> Self {
        Self(seconds)
    }

    pub(crate) const fn get(self) -> f64 {
        self.0
    }

    /// Returns the deadline this many seconds from now; `None` for a negative number.
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
