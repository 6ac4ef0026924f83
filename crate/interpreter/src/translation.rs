//! Python 2 source as Python 3, where it can be parsed at all.

use python2_dialect::Translation;
use rustpython_vm::compiler::{core::SourceFileBuilder, pre_parse_source_error};

/// Translates `source`: as Python 2 where that is known, and otherwise if it shows to be. `None` for what is nested so deeply that
/// the parser must not see it; to compile it is an error in Python.
pub(crate) fn translate(source: &str, is_python2: bool) -> Option<Translation> {
    let file = SourceFileBuilder::new("", source).finish();
    pre_parse_source_error(&file).ok()?;
    Some(if is_python2 {
        python2_dialect::translate_python2(source)
    } else {
        python2_dialect::translate(source)
    })
}
