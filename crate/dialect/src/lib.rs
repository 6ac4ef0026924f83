//! Rewrites Python 2 source to Python 3, from tokens and line for line.
//!
//! The documented examples of `threading` are Python 2. They are to run as they stand, so source whose statements show
//! it to be Python 2 is rewritten before it is compiled. Every line keeps its number, which keeps tracebacks right;
//! columns may move. Source that parses as Python 3 is not touched, unless it is known to belong to a Python 2 program.
//!
//! - [`detect`] tells the two dialects apart, [`translate`] rewrites, and so does [`translate_python2`] what could be either.
//! - [`COMPAT`] is Python source that restores the names Python 3 dropped.
//!
//! Inside: `token` splits source into statements, `evidence` judges them, `statement`, `params` and `literal` rewrite,
//! `edit` collects the changes.
//!
//! ```
//! use python2_dialect::{Dialect, translate};
//!
//! let translation = translate("if ready:\n    print 'go', n\n");
//! assert_eq!(translation.dialect, Dialect::Python2);
//! assert_eq!(translation.source, "if ready:\n    print('go', n)\n");
//! ```
//!
//! The second pass, `tree`, looks at the tree of what the first has made: where a value's type decides, it is wrapped in
//! `_py2(...)`, which [`COMPAT`] defines; a `print` whose items have effects becomes one for each item (`order`).
//!
//! What stays as Python 3 has it is told in [`Translation::notes`]: `/` between integers, `str` and `bytes`, how floats and
//! types are written. Indentation that mixes tabs and spaces, and a tuple parameter of a function whose body begins with a
//! `def` or a `class`, are errors.

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

/// The modules that restore, for a Python 2 program, what Python 3 dropped: name and Python source, each after those that
/// it imports. `install(namespace, source)` of the last one, `_python2`, prepares a program.
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

/// The version of the language a source is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// At least one statement or literal exists in Python 2 only.
    Python2,
    /// Everything else, also source that neither version accepts.
    Python3,
}

/// What [`translate`] made of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Translation {
    /// The dialect the source was found to be in.
    pub dialect: Dialect,
    /// Python 3 source to compile, with the same line numbers; the identical text if it was Python 3 already.
    pub source: String,
    /// What stays Python 3 in it although it is Python 2, by line; nothing for Python 3.
    pub notes: Vec<Note>,
}

/// Something in a Python 2 program that does not do what Python 2 does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The line, from 1.
    pub line: usize,
    /// What is different, in a sentence. Code in it is between backticks.
    pub text: &'static str,
}

/// Tells which dialect `source` is written in. Source that parses as Python 3 is always [`Dialect::Python3`].
pub fn detect(source: &str) -> Dialect {
    judge(source).1
}

/// Rewrites `source` to Python 3 if it is Python 2. What is wrong in both dialects is left for the compiler to report.
pub fn translate(source: &str) -> Translation {
    match judge(source) {
        (Some(program), Dialect::Python2) => rewrite(&program),
        _ => unchanged(source),
    }
}

/// Rewrites `source` that belongs to Python 2, also where it could be either. What shows itself as Python 3 stays, as a
/// module of a program in both may.
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

/// How many brackets CPython lets a source have open at once. Deeper source is an error in both dialects, and could
/// overflow the stack of the parser here.
const MOST_OPEN_BRACKETS: usize = 200;

/// Counts brackets inside of strings and comments too: source with so many there is left alone.
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

/// The tokens are worth keeping only for source that does not parse.
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
