//! Helpers of the tests of the translation.

use python2_dialect::{Dialect, translate};
use ruff_python_parser::parse_module;

/// Asserts that `before` is Python 2, that it becomes `after`, and that `after` is Python 3.
#[track_caller]
pub fn becomes(before: &str, after: &str) {
    let translation = translate(before);
    assert_eq!(
        translation.dialect,
        Dialect::Python2,
        "dialect of {before:?}"
    );
    assert_eq!(translation.source, after);
    if let Err(error) = parse_module(after) {
        panic!("{after:?} is not Python 3: {error}");
    }
    assert_eq!(before.lines().count(), after.lines().count());
    assert_eq!(
        translate(after).dialect,
        Dialect::Python3,
        "{after:?} is done"
    );
}

/// Asserts that `source` is unchanged.
#[track_caller]
pub fn stays(source: &str) {
    let translation = translate(source);
    assert_eq!(
        translation.dialect,
        Dialect::Python3,
        "dialect of {source:?}"
    );
    assert_eq!(translation.source, source);
}

/// Tests a statement in a file that is Python 2 for another reason.
#[track_caller]
pub fn beside(before: &str, after: &str) {
    becomes(
        &format!("{before}\nprint 'two'\n"),
        &format!("{after}\nprint('two')\n"),
    );
}
