//! The module `_library_source`: the text of the library's modules that `build.rs` has packed.

pub(crate) use native::module_def;

/// Name and packed source.
const PACKED: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/library_sources.rs"));

#[rustpython_vm::pymodule(name = "_library_source")]
mod native {
    use rustpython_vm::builtins::PyUtf8StrRef;

    /// The source of a module as `zlib` packs it; `None` where it is not here.
    #[pyfunction]
    fn packed(module: PyUtf8StrRef) -> Option<Vec<u8>> {
        super::PACKED
            .iter()
            .find(|(name, _)| *name == module.as_str())
            .map(|(_, packed)| packed.to_vec())
    }
}
