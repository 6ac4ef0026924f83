//! The module `_library_source`: the source of the library modules that the build script has packed.

pub(crate) use native::module_def;

/// Name and packed source.
const PACKED: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/library_sources.rs"));

#[rustpython_vm::pymodule(name = "_library_source")]
mod native {
    use rustpython_vm::builtins::PyUtf8StrRef;

    /// Returns the source of a module, compressed with `zlib`; `None` if it is not included.
    #[pyfunction]
    fn packed(module: PyUtf8StrRef) -> Option<Vec<u8>> {
        super::PACKED
            .iter()
            .find(|(name, _)| *name == module.as_str())
            .map(|(_, packed)| packed.to_vec())
    }
}
