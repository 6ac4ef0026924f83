//! The module `_dialect`: Python 2 source as Python 3, for the importer.

pub(crate) use _dialect::module_def;

/// The documented dialect.
#[rustpython_vm::pymodule]
mod _dialect {
    use python2_dialect::Dialect;
    use rustpython_vm::{VirtualMachine, builtins::PyStrRef, function::OptionalArg};

    use crate::translation;

    /// The source as Python 3; what is Python 3 already stays as it is, and so does what is not text at all.
    ///
    /// `is_python2`: it is known to be Python 2, and is that also where it could be either.
    #[pyfunction]
    fn translate(source: PyStrRef, is_python2: OptionalArg<bool>, vm: &VirtualMachine) -> PyStrRef {
        let known = is_python2.unwrap_or(false);
        let made = source
            .to_str()
            .and_then(|text| translation::translate(text, known));
        match made {
            Some(made) if made.dialect == Dialect::Python2 => vm.ctx.new_str(made.source),
            _ => source,
        }
    }
}
