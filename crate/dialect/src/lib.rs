//! Rewrites Python 2 source to Python 3, line for line, from its tokens.
//!
//! The documented examples of `threading` are Python 2 and run verbatim. Source whose statements show that it is Python 2 is
//! rewritten before it is compiled. Every line keeps its number, so tracebacks are correct; columns may change. Source that
//! parses as Python 3 is not changed, unless it is known to belong to a Python 2 program.
//!
//! - [`detect`] recognises the dialect, [`translate`] rewrites, and [`translate_python2`] also rewrites ambiguous source.
//! - [`COMPAT`] is Python source that restores the names that Python 3 removed.
//!
//! Modules: `token` splits source into statements, `evidence` recognises the dialect, `statement`, `params` and `literal`
//! rewrite, `edit` collects the changes.
//!
//! ```
//! use python2_dialect::{Dialect, translate};
//!
//! let translation = translate("if ready:\n    print 'go', n\n");
//! assert_eq!(translation.dialect, Dialect::Python2);
//! assert_eq!(translation.source, "if ready:\n    print('go', n)\n");
//! ```
//!
//! The second pass, `tree`, works on the syntax tree of the first pass's result. Where a value's type decides, it wraps the
//! value in `_py2(...)`, which [`COMPAT`] defines. A `print` whose items have side effects becomes one `print` per item
//! (`order`).
//!
//! [`Translation::notes`] lists the semantics that stay Python 3's: `/` between integers, `str` and `bytes`, the format of
//! floats and types. Errors are: indentation that mixes tabs and spaces, and a tuple parameter of a function whose body
//! begins with a `def` or a `class`.

mod edit;
mod evidence;
mod group;
mod literal;
mod names;
mod notes;
mod order;
mod params;
mod statement;
mod token;
mod tree;

use edit::Edits;
use notes::Notes;
use token::Program;

/// The modules that restore, for a Python 2 program, what Python 3 removed: name and Python source. Each follows the modules
/// that it imports. `install(namespace, source)` of the last one, `_python2`, prepares a program.
pub const COMPAT: [(&str, &str); 7] = [
    (
        "_python2_printing",
        include_str!("compat/_python2_printing.py"),
    ),
    (
        "_python2_attributes",
        include_str!("compat/_python2_attributes.py"),
    ),
    (
        "_python2_classes",
        include_str!("compat/_python2_classes.py"),
    ),
    (
        "_python2_library",
        include_str!("compat/_python2_library.py"),
    ),
    ("_python2_names", include_str!("compat/_python2_names.py")),
    (
        "_python2_modules",
        include_str!("compat/_python2_modules.py"),
    ),
    ("_python2", include_str!("compat/_python2.py")),
];

/// The version of the language in which a source is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// At least one statement or literal exists only in Python 2.
    Python2,
    /// Everything else, including source that neither version accepts.
    Python3,
}

/// The result of [`translate`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Translation {
    /// The recognised dialect of the source.
    pub dialect: Dialect,
    /// Python 3 source to compile, with the same line numbers; the identical text if the source was Python 3.
    pub source: String,
    /// The semantics of the Python 2 program that stay Python 3's, by line; empty for Python 3.
    pub notes: Vec<Note>,
}

/// A difference between the translated program and Python 2.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The line, counted from 1.
    pub line: usize,
    /// The difference, as a sentence. Code in it is in backticks.
    pub text: &'static str,
}

/// Returns the dialect of `source`. Source that parses as Python 3 is always [`Dialect::Python3`].
pub fn detect(source: &str) -> Dialect {
    judge(source).1
}

/// Rewrites `source` to Python 3 if it is Python 2. Errors in both dialects are left for the compiler to report.
pub fn translate(source: &str) -> Translation {
    match judge(source) {
        (Some(program), Dialect::Python2) => rewrite(&program),
        _ => unchanged(source),
    }
}

/// Rewrites `source` that belongs to a Python 2 program, including ambiguous source. Source that is recognisably Python 3
/// stays unchanged; a module that is meant for both dialects may be.
pub fn translate_python2(source: &str) -> Translation {
    if nests_too_deeply(source) {
        return unchanged(source);
    }
    let program = Program::of_any(source);
    let is_python2 = evidence::shows_python2(&program)
        || !evidence::shows_python3(&program) && !evidence::prefers_python3(&program);
    if is_python2 {
        rewrite(&program)
    } else {
        unchanged(source)
    }
}

fn unchanged(source: &str) -> Translation {
    Translation {
        dialect: Dialect::Python3,
        source: source.to_owned(),
        notes: Vec::new(),
    }
}

/// The greatest number of open brackets that CPython accepts. Deeper source is an error in both dialects, and could overflow
/// the parser's stack.
const MOST_OPEN_BRACKETS: usize = 200;

/// Also counts brackets inside strings and comments: source with so many is left unchanged.
fn nests_too_deeply(source: &str) -> bool {
    let mut open = 0_usize;
    source.bytes().any(|byte| {
        match byte {
            b'(' | b'[' | b'{' => open += 1,
            b')' | b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        open > MOST_OPEN_BRACKETS
    })
}

/// The tokens are returned only for source that does not parse.
fn judge(source: &str) -> (Option<Program<'_>>, Dialect) {
    if nests_too_deeply(source) {
        return (None, Dialect::Python3);
    }
    match Program::unless_python3(source) {
        Some(program) if evidence::shows_python2(&program) => (Some(program), Dialect::Python2),
        program => (program, Dialect::Python3),
    }
}

fn rewrite(program: &Program<'_>) -> Translation {
    let mut edits = Edits::default();
    literal::rewrite(program, &mut edits);
    for index in 0..program.statements.len() {
        params::rewrite(program, index, &mut edits);
        statement::rewrite(program, index, &mut edits);
    }
    let source = edits.apply(program.source);
    let mut notes = Notes::new(&source, program.imports_from_future("division"));
    let mut pairs = program.code.windows(2);
    if let Some(pair) = pairs.find(|pair| program.is_long_suffix(&pair[0], &pair[1])) {
        notes.long_literal(notes::line_at(program.source, pair[0].start));
    }
    let rewritten = tree::rewrite(&source, notes);
    let (source, notes) = rewritten.unwrap_or((source, Vec::new()));
    Translation {
        dialect: Dialect::Python2,
        source,
        notes,
    }
}
