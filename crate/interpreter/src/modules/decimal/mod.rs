//! The module `_decimal`: `_pydecimal`, whose Decimal does the arithmetic of finite numbers in native code.
#![allow(
    clippy::unwrap_used,
    reason = "the pymodule macro writes one for what is put into the module once"
)]

mod digits;

pub(crate) use _decimal::module_def;

/// What `python/decimal.py` needs of native code.
#[rustpython_vm::pymodule]
mod _decimal {
    use std::cmp::Ordering;

    use rustpython_vm::{
        AsObject, Py, PyObject, PyObjectRef, PyPayload, PyResult, VirtualMachine,
        builtins::{PyDict, PyDictRef, PyInt, PyModule, PyStr, PyStrInterned, PyType, PyTypeRef},
        compiler::Mode,
        function::OptionalArg,
        pyclass,
        scope::Scope,
        types::Constructor,
    };

    use super::digits::{self, Rounding};

    const SOURCE: &str = include_str!("../../python/decimal.py");

    pub(crate) fn module_exec(vm: &VirtualMachine, module: &Py<PyModule>) -> PyResult<()> {
        __module_exec(vm, module);
        let scope = Scope::with_builtins(None, module.dict(), vm);
        let code = vm
            .compile(SOURCE, Mode::Exec, "<_decimal>".to_owned())
            .map_err(|error| error.into_pyexception(vm, Some(SOURCE)))?;
        vm.run_code_obj(code, scope)?;
        Ok(())
    }

    /// The arithmetic of a Decimal class. Each operation returns None, with nothing changed, where it is left to the class's own
    /// methods: for infinities and NaN, for what a context traps, and at the ends of the range.
    #[pyattr]
    #[pyclass(module = "_decimal", name = "_Arithmetic")]
    #[derive(Debug, PyPayload)]
    struct Arithmetic {
        decimal: PyTypeRef,
        context: PyTypeRef,
        inexact: PyTypeRef,
        rounded: PyTypeRef,
        current: PyObjectRef,
        names: Names,
    }

    /// The attributes that are read and written for each operation.
    #[derive(Debug)]
    struct Names {
        sign: &'static PyStrInterned,
        digits: &'static PyStrInterned,
        exponent: &'static PyStrInterned,
        is_special: &'static PyStrInterned,
        precision: &'static PyStrInterned,
        least: &'static PyStrInterned,
        most: &'static PyStrInterned,
        clamp: &'static PyStrInterned,
        rounding: &'static PyStrInterned,
        flags: &'static PyStrInterned,
        traps: &'static PyStrInterned,
        ignored: &'static PyStrInterned,
    }

    impl Names {
        fn new(vm: &VirtualMachine) -> Self {
            let name = |text: &'static str| vm.ctx.intern_str(text);
            Self {
                sign: name("_sign"),
                digits: name("_int"),
                exponent: name("_exp"),
                is_special: name("_is_special"),
                precision: name("prec"),
                least: name("Emin"),
                most: name("Emax"),
                clamp: name("clamp"),
                rounding: name("rounding"),
                flags: name("flags"),
                traps: name("traps"),
                ignored: name("_ignored_flags"),
            }
        }
    }

    /// A finite number: its digits as an integer, times a power of ten.
    struct Number {
        is_negative: bool,
        digits: String,
        exponent: i64,
    }

    impl Number {
        fn is_zero(&self) -> bool {
            digits::is_zero(&self.digits)
        }

        /// The exponent of the first digit.
        fn adjusted(&self) -> i64 {
            self.exponent + self.digits.len() as i64 - 1
        }

        /// The digits of the number with a smaller exponent; `None` if there are too many.
        fn digits_at(&self, exponent: i64) -> Option<String> {
            const MOST: i64 = 100_000;
            let count = self.exponent - exponent;
            (count <= MOST).then(|| digits::padded(&self.digits, count as usize))
        }
    }

    /// What an operation needs of a context. Integers that are larger than these have none.
    struct Limits {
        precision: i64,
        least: i64,
        most: i64,
        rounding: Rounding,
        flags: PyDictRef,
        traps: PyDictRef,
    }

    impl Limits {
        /// The least exponent.
        fn tiny(&self) -> i64 {
            self.least - self.precision + 1
        }
    }

    type Found<T> = PyResult<Option<T>>;

    /// Goes on with a value, or returns None.
    macro_rules! some {
        ($value:expr) => {
            match $value {
                Some(value) => value,
                None => return Ok(None),
            }
        };
    }

    fn integer(object: &PyObject, vm: &VirtualMachine) -> Option<i64> {
        object
            .downcast_ref_if_exact::<PyInt>(vm)?
            .try_to_primitive(vm)
            .ok()
    }

    impl Arithmetic {
        fn number(&self, object: &PyObject, vm: &VirtualMachine) -> Found<Number> {
            if let Some(int) = object.downcast_ref::<PyInt>() {
                let digits = int.as_bigint().to_string();
                let (is_negative, digits) = match digits.strip_prefix('-') {
                    Some(digits) => (true, digits.to_owned()),
                    None => (false, digits),
                };
                return Ok(Some(Number {
                    is_negative,
                    digits,
                    exponent: 0,
                }));
            }
            if !object.fast_isinstance(&self.decimal) {
                return Ok(None);
            }
            let is_special = object.get_attr(self.names.is_special, vm)?;
            if !is_special.is(&vm.ctx.false_value) {
                return Ok(None);
            }
            let exponent = some!(integer(&*object.get_attr(self.names.exponent, vm)?, vm));
            // Sums and differences of two such are far from the ends of an i64.
            if exponent.unsigned_abs() > 1 << 60 {
                return Ok(None);
            }
            let is_negative = some!(integer(&*object.get_attr(self.names.sign, vm)?, vm)) != 0;
            let digits = object.get_attr(self.names.digits, vm)?;
            let digits = some!(
                digits
                    .downcast_ref_if_exact::<PyStr>(vm)
                    .and_then(|digits| digits.to_str())
            );
            Ok(Some(Number {
                is_negative,
                digits: digits.to_owned(),
                exponent,
            }))
        }

        fn limits(&self, context: OptionalArg<PyObjectRef>, vm: &VirtualMachine) -> Found<Limits> {
            let context = match context.into_option().filter(|context| !vm.is_none(context)) {
                Some(context) => context,
                None => vm.call_method(&self.current, "get", (vm.ctx.none(),))?,
            };
            if !context.class().is(&self.context) {
                return Ok(None);
            }
            let (attributes, names) = (some!(context.dict()), &self.names);
            let of = |name: &'static PyStrInterned| attributes.get_item_opt(name, vm);
            let number =
                |name| -> Found<i64> { Ok(of(name)?.and_then(|value| integer(&value, vm))) };
            if number(names.clamp)? != Some(0) {
                return Ok(None);
            }
            let ignored = some!(of(names.ignored)?);
            if !ignored
                .downcast_ref::<rustpython_vm::builtins::PyList>()
                .is_some_and(|list| list.borrow_vec().is_empty())
            {
                return Ok(None);
            }
            let rounding = some!(of(names.rounding)?);
            let rounding = some!(
                rounding
                    .downcast_ref::<PyStr>()
                    .and_then(|name| Rounding::named(name.to_str()?))
            );
            let dict = |name| -> Found<PyDictRef> {
                Ok(of(name)?
                    .and_then(|value| value.downcast_exact::<PyDict>(vm).ok())
                    .map(|dict| dict.into_pyref()))
            };
            Ok(Some(Limits {
                precision: some!(number(names.precision)?),
                least: some!(number(names.least)?),
                most: some!(number(names.most)?),
                rounding,
                flags: some!(dict(names.flags)?),
                traps: some!(dict(names.traps)?),
            }))
        }

        /// Whether the context traps what is to be signalled.
        fn is_trapped(
            &self,
            limits: &Limits,
            is_inexact: bool,
            vm: &VirtualMachine,
        ) -> PyResult<bool> {
            let traps = |signal: &PyTypeRef| -> PyResult<bool> {
                match limits.traps.get_item_opt(signal.as_object(), vm)? {
                    Some(is_on) => is_on.try_to_bool(vm),
                    None => Ok(true),
                }
            };
            Ok(traps(&self.rounded)? || is_inexact && traps(&self.inexact)?)
        }

        fn signal(&self, limits: &Limits, is_inexact: bool, vm: &VirtualMachine) -> PyResult<()> {
            let on = vm.ctx.new_int(1);
            if is_inexact {
                limits
                    .flags
                    .set_item(self.inexact.as_object(), on.clone().into(), vm)?;
            }
            limits
                .flags
                .set_item(self.rounded.as_object(), on.into(), vm)
        }

        fn decimal(&self, number: Number, vm: &VirtualMachine) -> Found<PyObjectRef> {
            let decimal = vm.ctx.new_base_object(self.decimal.clone(), None);
            decimal.set_attr(
                self.names.sign,
                vm.ctx.new_int(u8::from(number.is_negative)),
                vm,
            )?;
            decimal.set_attr(self.names.digits, vm.ctx.new_str(number.digits), vm)?;
            decimal.set_attr(self.names.exponent, vm.ctx.new_int(number.exponent), vm)?;
            decimal.set_attr(self.names.is_special, vm.ctx.new_bool(false), vm)?;
            Ok(Some(decimal))
        }

        /// Rounds the result of an operation as the context says: `_fix`.
        fn fixed(
            &self,
            mut number: Number,
            limits: &Limits,
            vm: &VirtualMachine,
        ) -> Found<PyObjectRef> {
            if number.is_zero() {
                if number.exponent < limits.tiny() || number.exponent > limits.most {
                    return Ok(None);
                }
                return self.decimal(number, vm);
            }
            let least = number.digits.len() as i64 + number.exponent - limits.precision;
            let top = limits.most - limits.precision + 1;
            if least > top || least < limits.tiny() {
                return Ok(None);
            }
            if number.exponent < least {
                let keep = limits.precision as usize;
                let (digits, is_inexact) = some!(digits::round(
                    &number.digits,
                    keep,
                    limits.rounding,
                    number.is_negative
                ));
                number.exponent = least;
                number.digits = digits;
                if number.digits.len() > keep {
                    number.digits.pop();
                    number.exponent += 1;
                }
                if number.exponent > top || self.is_trapped(limits, is_inexact, vm)? {
                    return Ok(None);
                }
                self.signal(limits, is_inexact, vm)?;
            }
            self.decimal(number, vm)
        }

        fn sum(
            &self,
            a: Number,
            b: Number,
            limits: &Limits,
            vm: &VirtualMachine,
        ) -> Found<PyObjectRef> {
            if a.is_zero() || b.is_zero() {
                return Ok(None);
            }
            let exponent = a.exponent.min(b.exponent);
            let (a_digits, b_digits) = (some!(a.digits_at(exponent)), some!(b.digits_at(exponent)));
            let (is_negative, digits) = if a.is_negative == b.is_negative {
                (a.is_negative, some!(digits::sum(&a_digits, &b_digits)))
            } else {
                let (order, digits) = some!(digits::difference(&a_digits, &b_digits));
                let is_negative = match order {
                    Ordering::Equal => limits.rounding == Rounding::Floor,
                    Ordering::Greater => a.is_negative,
                    Ordering::Less => b.is_negative,
                };
                (is_negative, digits)
            };
            self.fixed(
                Number {
                    is_negative,
                    digits,
                    exponent,
                },
                limits,
                vm,
            )
        }

        /// How `a` compares to `b`.
        fn order(&self, a: &PyObject, b: &PyObject, vm: &VirtualMachine) -> Found<Ordering> {
            let (a, b) = (some!(self.number(a, vm)?), some!(self.number(b, vm)?));
            let order = match (a.is_zero(), b.is_zero()) {
                (true, true) => return Ok(Some(Ordering::Equal)),
                (true, false) => Ordering::Less,
                (false, true) => Ordering::Greater,
                (false, false) if a.is_negative != b.is_negative => Ordering::Greater,
                (false, false) => match a.adjusted().cmp(&b.adjusted()) {
                    Ordering::Equal => {
                        let exponent = a.exponent.min(b.exponent);
                        some!(a.digits_at(exponent)).cmp(&some!(b.digits_at(exponent)))
                    }
                    order => order,
                },
            };
            // So it is where the one that counts is positive.
            let is_negative = if a.is_zero() {
                b.is_negative
            } else {
                a.is_negative
            };
            Ok(Some(if is_negative { order.reverse() } else { order }))
        }
    }

    impl Constructor for Arithmetic {
        type Args = (PyTypeRef, PyTypeRef, PyTypeRef, PyTypeRef, PyObjectRef);

        fn py_new(_cls: &Py<PyType>, args: Self::Args, vm: &VirtualMachine) -> PyResult<Self> {
            let (decimal, context, inexact, rounded, current) = args;
            Ok(Self {
                decimal,
                context,
                inexact,
                rounded,
                current,
                names: Names::new(vm),
            })
        }
    }

    type Context = OptionalArg<PyObjectRef>;

    #[pyclass(with(Constructor))]
    impl Arithmetic {
        #[pymethod]
        fn add(
            zelf: &Py<Self>,
            a: PyObjectRef,
            b: PyObjectRef,
            context: Context,
            vm: &VirtualMachine,
        ) -> Found<PyObjectRef> {
            let (a, b) = (some!(zelf.number(&a, vm)?), some!(zelf.number(&b, vm)?));
            zelf.sum(a, b, &some!(zelf.limits(context, vm)?), vm)
        }

        #[pymethod]
        fn subtract(
            zelf: &Py<Self>,
            a: PyObjectRef,
            b: PyObjectRef,
            context: Context,
            vm: &VirtualMachine,
        ) -> Found<PyObjectRef> {
            let (a, mut b) = (some!(zelf.number(&a, vm)?), some!(zelf.number(&b, vm)?));
            b.is_negative = !b.is_negative;
            zelf.sum(a, b, &some!(zelf.limits(context, vm)?), vm)
        }

        #[pymethod]
        fn multiply(
            zelf: &Py<Self>,
            a: PyObjectRef,
            b: PyObjectRef,
            context: Context,
            vm: &VirtualMachine,
        ) -> Found<PyObjectRef> {
            let (a, b) = (some!(zelf.number(&a, vm)?), some!(zelf.number(&b, vm)?));
            let limits = some!(zelf.limits(context, vm)?);
            let digits = if a.is_zero() || b.is_zero() {
                "0".to_owned()
            } else {
                some!(digits::product(&a.digits, &b.digits))
            };
            let is_negative = a.is_negative != b.is_negative;
            zelf.fixed(
                Number {
                    is_negative,
                    digits,
                    exponent: a.exponent + b.exponent,
                },
                &limits,
                vm,
            )
        }

        #[pymethod]
        fn divide(
            zelf: &Py<Self>,
            a: PyObjectRef,
            b: PyObjectRef,
            context: Context,
            vm: &VirtualMachine,
        ) -> Found<PyObjectRef> {
            let (a, b) = (some!(zelf.number(&a, vm)?), some!(zelf.number(&b, vm)?));
            let limits = some!(zelf.limits(context, vm)?);
            if a.is_zero() || b.is_zero() {
                return Ok(None);
            }
            let shift = b.digits.len() as i64 - a.digits.len() as i64 + limits.precision + 1;
            if shift.unsigned_abs() > 100_000 {
                return Ok(None);
            }
            let count = shift.unsigned_abs() as usize;
            let (mut digits, is_inexact) = some!(if shift >= 0 {
                digits::quotient(&digits::padded(&a.digits, count), &b.digits)
            } else {
                digits::quotient(&a.digits, &digits::padded(&b.digits, count))
            });
            let ideal = a.exponent - b.exponent;
            let mut exponent = ideal - shift;
            if is_inexact {
                // Not to be taken for a half, or for an exact result, when it is rounded.
                if digits.ends_with(['0', '5']) {
                    digits = some!(digits::sum(&digits, "1"));
                }
            } else {
                while exponent < ideal && digits.len() > 1 && digits.ends_with('0') {
                    digits.pop();
                    exponent += 1;
                }
            }
            let is_negative = a.is_negative != b.is_negative;
            zelf.fixed(
                Number {
                    is_negative,
                    digits,
                    exponent,
                },
                &limits,
                vm,
            )
        }

        /// `a` with the exponent of `b`.
        #[pymethod]
        fn quantize(
            zelf: &Py<Self>,
            a: PyObjectRef,
            b: PyObjectRef,
            rounding: PyObjectRef,
            context: Context,
            vm: &VirtualMachine,
        ) -> Found<PyObjectRef> {
            let (mut a, exponent) = (
                some!(zelf.number(&a, vm)?),
                some!(zelf.number(&b, vm)?).exponent,
            );
            let limits = some!(zelf.limits(context, vm)?);
            let rounding = if vm.is_none(&rounding) {
                limits.rounding
            } else {
                some!(
                    rounding
                        .downcast_ref::<PyStr>()
                        .and_then(|name| Rounding::named(name.to_str()?))
                )
            };
            if a.is_zero()
                || exponent < limits.tiny()
                || exponent > limits.most
                || a.adjusted() > limits.most
                || a.adjusted() - exponent + 1 > limits.precision
            {
                return Ok(None);
            }
            let is_rounded = exponent > a.exponent;
            let mut is_inexact = false;
            if is_rounded {
                let keep = a.digits.len() as i64 + a.exponent - exponent;
                if keep < 0 {
                    return Ok(None);
                }
                (a.digits, is_inexact) = some!(digits::round(
                    &a.digits,
                    keep as usize,
                    rounding,
                    a.is_negative
                ));
            } else {
                a.digits = some!(a.digits_at(exponent));
            }
            a.exponent = exponent;
            if a.is_zero()
                || a.adjusted() > limits.most
                || a.adjusted() < limits.least
                || a.digits.len() as i64 > limits.precision
                || is_rounded && zelf.is_trapped(&limits, is_inexact, vm)?
            {
                return Ok(None);
            }
            if is_rounded {
                zelf.signal(&limits, is_inexact, vm)?;
            }
            zelf.decimal(a, vm)
        }

        /// -1, 0 or 1, as `a` is less than, equal to or greater than `b`.
        #[pymethod]
        fn compare(
            zelf: &Py<Self>,
            a: PyObjectRef,
            b: PyObjectRef,
            vm: &VirtualMachine,
        ) -> Found<i32> {
            Ok(zelf.order(&a, &b, vm)?.map(|order| order as i32))
        }

        /// The number as text, if it needs no exponent.
        #[pymethod]
        fn text(zelf: &Py<Self>, a: PyObjectRef, vm: &VirtualMachine) -> Found<String> {
            let a = some!(zelf.number(&a, vm)?);
            // Of the digits, how many are left of the point.
            let left = a.exponent + a.digits.len() as i64;
            if a.exponent > 0 || left <= -6 {
                return Ok(None);
            }
            let mut text = String::with_capacity(a.digits.len() + 10);
            if a.is_negative {
                text.push('-');
            }
            if left <= 0 {
                text.push_str("0.");
                text.extend(std::iter::repeat_n('0', -left as usize));
                text.push_str(&a.digits);
            } else {
                let (whole, fraction) = a.digits.split_at(left as usize);
                text.push_str(whole);
                if !fraction.is_empty() {
                    text.push('.');
                    text.push_str(fraction);
                }
            }
            Ok(Some(text))
        }
    }
}
