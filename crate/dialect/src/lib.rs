//! Rewrites Python 2 source to Python 3, from tokens and line for line.
//!
//! The documented examples of `threading` are Python 2. They are to run as they stand, so source whose statements show
//! it to be Python 2 is rewritten before it is compiled. Every line keeps its number, which keeps tracebacks right;
//! columns may move. Source that parses as Python 3 is never touched.
//!
//! - [`detect`] tells the two dialects apart, [`translate`] rewrites.
//! - [`COMPAT`] is Python source that restores the names Python 3 dropped.
//!
//! Inside: `token` splits source into statements, `evidence` judges them, `statement` and `literal` rewrite, `edit`
//! collects the changes.
//!
//! ```
//! use python2_dialect::{Dialect, translate};
//!
//! let translation = translate("if ready:\n    print 'go', n\n");
//! assert_eq!(translation.dialect, Dialect::Python2);
//! assert_eq!(translation.source, "if ready:\n    print('go', n)\n");
//! ```
//!
//! What stays as Python 3 has it: `/` between integers, the methods of `str` and `bytes`, tuple parameters, indentation
//! that mixes tabs and spaces, and code in strings given to `exec`.

mod edit;
mod evidence;
mod literal;
mod statement;
mod token;

use edit::Edits;
use token::Program;

/// Python source of a module whose `install(namespace)` restores, for a Python 2 program, what Python 3 dropped.
pub const COMPAT: &str = include_str!("compat.py");

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
}

/// Tells which dialect `source` is written in. Source that parses as Python 3 is always [`Dialect::Python3`].
pub fn detect(source: &str) -> Dialect {
    judge(source).1
}

/// Rewrites `source` to Python 3 if it is Python 2. What is wrong in both dialects is left for the compiler to report.
pub fn translate(source: &str) -> Translation {
    let (program, dialect) = judge(source);
    let source = match (&program, dialect) {
        (Some(program), Dialect::Python2) => rewrite(program),
        _ => source.to_owned(),
    };
    Translation { dialect, source }
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

fn rewrite(program: &Program<'_>) -> String {
    let mut edits = Edits::default();
    literal::rewrite(program, &mut edits);
    for index in 0..program.statements.len() {
        statement::rewrite(program, index, &mut edits);
    }
    edits.apply(program.source)
}
