//! Time tuples, the argument of `strftime`.

use rustpython_vm::{PyObjectRef, PyResult, VirtualMachine, builtins::PyTuple};

use super::format::Fields;

/// Returns the fields of a time tuple, after checking the range of each.
///
/// # Errors
/// As in CPython: TypeError if the argument is not a time tuple, ValueError with the name of a field out of range.
pub(super) fn fields_of(tuple: &PyObjectRef, vm: &VirtualMachine) -> PyResult<Fields> {
    let Some(items) = tuple.downcast_ref::<PyTuple>() else {
        return Err(vm.new_type_error("Tuple or struct_time argument required"));
    };
    let mut numbers = [0_i64; 9];
    // A struct_time has hidden items after the visible ones.
    if tuple.length(vm)? != numbers.len() {
        return Err(vm.new_type_error("strftime(): illegal time tuple argument"));
    }
    for (number, item) in numbers.iter_mut().zip(items.as_slice()) {
        *number = item.try_index(vm)?.try_to_primitive(vm)?;
    }
    let [
        year,
        month,
        day,
        hour,
        minute,
        second,
        weekday,
        day_of_year,
        is_dst,
    ] = numbers;
    // A field of 0 means "not given" and counts as the first.
    Ok(Fields {
        year,
        month: checked::<u8>(month.max(i64::from(month == 0)), 1..=12, "month", vm)? - 1,
        day: checked(day.max(i64::from(day == 0)), 1..=31, "day of month", vm)?,
        hour: checked(hour, 0..=23, "hour", vm)?,
        minute: checked(minute, 0..=59, "minute", vm)?,
        second: checked(second, 0..=61, "seconds", vm)?,
        weekday: checked((weekday + 1) % 7, 0..=6, "day of week", vm)?,
        day_of_year: checked::<u16>(
            day_of_year.max(i64::from(day_of_year == 0)),
            1..=366,
            "day of year",
            vm,
        )? - 1,
        zone: zone_of(tuple, is_dst > 0, vm)?,
    })
}

fn checked<T: TryFrom<i64>>(
    value: i64,
    range: std::ops::RangeInclusive<i64>,
    name: &str,
    vm: &VirtualMachine,
) -> PyResult<T> {
    range
        .contains(&value)
        .then(|| T::try_from(value).ok())
        .flatten()
        .ok_or_else(|| vm.new_value_error(format!("{name} out of range")))
}

/// Returns the zone's name and its seconds east of UTC: those of the tuple if it has them, otherwise those of `time.tzname`
/// and `time.timezone`.
fn zone_of(tuple: &PyObjectRef, is_dst: bool, vm: &VirtualMachine) -> PyResult<(String, i64)> {
    let own = |name: &'static str| -> PyResult<Option<PyObjectRef>> {
        let value = vm.get_attribute_opt(tuple, name)?;
        Ok(value.filter(|value| !vm.is_none(value)))
    };
    let time = vm.import("time", 0)?;
    let name = match own("tm_zone")? {
        Some(name) => name,
        None => time
            .get_attr("tzname", vm)?
            .get_item(&usize::from(is_dst), vm)?,
    };
    let east = match own("tm_gmtoff")? {
        Some(east) => east.try_index(vm)?.try_to_primitive::<i64>(vm)?,
        None => {
            let west = time.get_attr(if is_dst { "altzone" } else { "timezone" }, vm)?;
            -west.try_index(vm)?.try_to_primitive::<i64>(vm)?
        }
    };
    Ok((name.str(vm)?.to_string_lossy().into_owned(), east))
}
