//! Rewrites single tokens: numbers, strings, `<>` and backticks.

use ruff_python_ast::token::TokenKind;

use crate::edit::Edits;
use crate::evidence::is_old_unequal;
use crate::token::{Code, Program, Statement, commas};

/// Adds the edits for every literal of `program`.
pub(crate) fn rewrite(program: &Program<'_>, edits: &mut Edits) {
    let strings_are_unicode = program.imports_from_future("unicode_literals");
    for token in &program.code {
        if program.is_old_octal(token) {
            edits.insert(token.start + 1, "o");
        }
        if token.kind == TokenKind::String && !strings_are_unicode {
            escape_unicode_escapes(program, token, edits);
        }
    }
    for pair in program.code.windows(2) {
        let (token, next) = (&pair[0], &pair[1]);
        if program.is_long_suffix(token, next) {
            edits.delete(next.start..next.end);
        } else if program.is_raw_unicode_prefix(token, next) {
            edits.delete(token.start..token.start + 1);
        } else if is_old_unequal(token, next) {
            edits.replace(token.start..next.end, "!=");
        }
    }
    for statement in &program.statements {
        rewrite_backticks(program, statement, edits);
    }
}

/// In a byte string `\u`, `\U` and `\N` are not escapes: `'C:\users'` is valid in Python 2 and an error in Python 3.
fn escape_unicode_escapes(program: &Program<'_>, token: &Code, edits: &mut Edits) {
    let text = program.text(token);
    if !text.starts_with(['\'', '"']) || is_after_raw_prefix(program, token) {
        return;
    }
    let mut bytes = text.bytes().enumerate();
    while let Some((index, byte)) = bytes.next() {
        if byte == b'\\'
            && let Some((_, b'u' | b'U' | b'N')) = bytes.next()
        {
            edits.insert(token.start + index, "\\");
        }
    }
}

/// The string of `ur''` is a separate token without a prefix.
fn is_after_raw_prefix(program: &Program<'_>, token: &Code) -> bool {
    program
        .source
        .get(..token.start)
        .and_then(|before| before.chars().next_back())
        .is_some_and(char::is_alphabetic)
}

/// `` `x` `` is `repr(x)`. Backticks form pairs within a bracket, so the partner is the next backtick at the same depth.
fn rewrite_backticks(program: &Program<'_>, statement: &Statement, edits: &mut Edits) {
    let tokens = program.tokens(statement);
    let mut open: Vec<usize> = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        if !program.is_backtick(token) {
            continue;
        }
        // A backtick in a bracket that has been closed since has no partner.
        open.retain(|&other| tokens[other].depth <= token.depth);
        match open.last() {
            Some(&start) if tokens[start].depth == token.depth => {
                open.pop();
                let inside = &tokens[start + 1..index];
                if inside.is_empty() {
                    continue;
                }
                let is_tuple = !commas(program, inside, token.depth).is_empty();
                let (before, after) = if is_tuple {
                    ("repr((", "))")
                } else {
                    ("repr(", ")")
                };
                edits.replace(tokens[start].start..tokens[start].end, before);
                edits.replace(token.start..token.end, after);
            }
            _ => open.push(index),
        }
    }
}
