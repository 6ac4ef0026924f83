//! Converts Python 2 source to Python 3.

use python2_dialect::{Dialect, Translation};
use rustpython_vm::compiler::{core::SourceFileBuilder, pre_parse_source_error};

/// Returns the dialect with this name; `None` for `auto`, which means that each source shows it.
pub(crate) fn dialect_named(name: &str) -> Option<Dialect> {
    match name {
        "python2" => Some(Dialect::Python2),
        "python3" => Some(Dialect::Python3),
        _ => None,
    }
}

/// Translates `source` as Python 2 if `is_python2` is true, or if the source is recognised as Python 2. Returns `None` if
/// the source is nested too deeply for the parser; compiling it is an error in Python.
pub(crate) fn translate(source: &str, is_python2: bool) -> Option<Translation> {
    let file = SourceFileBuilder::new("", source).finish();
    pre_parse_source_error(&file).ok()?;
    Some(if is_python2 {
        python2_dialect::translate_python2(source)
    } else {
        python2_dialect::translate(source)
    })
}
