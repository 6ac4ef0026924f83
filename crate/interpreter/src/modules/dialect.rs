//! The module `_dialect`: converts Python 2 source to Python 3 for the importer, and checks source in either dialect.

pub(crate) use _dialect::module_def;

/// The dialect of the documented programs.
#[rustpython_vm::pymodule]
mod _dialect {
    use python2_dialect::Dialect;
    use rustpython_vm::{
        PyResult, VirtualMachine,
        builtins::{PyStrRef, PyUtf8StrRef},
        function::OptionalArg,
    };

    use crate::{program, translation};

    /// Compiles a file as a run does, without running it. `dialect` is `auto`, `python2` or `python3`.
    ///
    /// # Errors
    /// What the run would raise, such as SyntaxError.
    #[pyfunction]
    fn check(
        source: PyUtf8StrRef,
        file: PyUtf8StrRef,
        dialect: PyUtf8StrRef,
        vm: &VirtualMachine,
    ) -> PyResult<()> {
        let dialect = translation::dialect_named(dialect.as_str());
        program::compile(vm, source.as_str(), file.as_str(), dialect)
            .1
            .map(drop)
    }

    /// Returns the source as Python 3. Python 3 source, and anything that is not text, is returned unchanged.
    ///
    /// With `is_python2`, ambiguous source is treated as Python 2.
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
