//! The module `_dialect`: Python 2 source as Python 3, for the importer.

pub(crate) use _dialect::module_def;

/// The documented dialect.
#[rustpython_vm::pymodule]
mod _dialect {
    use rustpython_vm::{VirtualMachine, builtins::PyStrRef};

    /// The source as Python 3; what is Python 3 already stays as it is, and so does what is not text at all.
    #[pyfunction]
    fn translate(source: PyStrRef, vm: &VirtualMachine) -> PyStrRef {
        match source.to_str() {
            Some(text) => vm.ctx.new_str(python2_dialect::translate(text).source),
            None => source,
        }
    }
}
