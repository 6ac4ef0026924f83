//! Rewrites the statements whose syntax changed: `print`, `exec`, `raise` and `except`.

use std::ops::Range;

use ruff_python_ast::token::TokenKind;

use crate::edit::Edits;
use crate::evidence::{Operand, operand};
use crate::token::{Code, Program, commas, is_one_group};

/// The variable that holds an exception which Python 2 unpacks in the `except` clause.
const CAUGHT: &str = "_caught";

/// Adds the edits for the statement at `index`; the edits of its literals exist already.
pub(crate) fn rewrite(program: &Program<'_>, index: usize, edits: &mut Edits) {
    let Some(statement) = program.statements.get(index) else {
        return;
    };
    let [first, rest @ ..] = program.tokens(statement) else {
        return;
    };
    match first.kind {
        TokenKind::Raise => rewrite_raise(program, rest, edits),
        TokenKind::Except => rewrite_except(program, index, rest, edits),
        TokenKind::Name if program.text(first) == "exec" => {
            rewrite_exec(program, first, rest, edits);
        }
        TokenKind::Name
            if program.text(first) == "print" && !program.imports_from_future("print_function") =>
        {
            rewrite_print(program, first, rest, edits);
        }
        _ => {}
    }
}

fn rewrite_print(program: &Program<'_>, print: &Code, rest: &[Code], edits: &mut Edits) {
    match operand(program, rest) {
        Operand::None => return,
        Operand::Nothing => return edits.insert(print.end, "()"),
        Operand::Chevron => return rewrite_print_to_file(program, print, rest, edits),
        Operand::Parenthesis if is_one_group(rest) && is_call(program, rest) => return,
        Operand::Parenthesis | Operand::Certain | Operand::Possible => {}
    }
    let Some((first, last)) = ends(rest) else {
        return;
    };
    open_call(program, print.end, first.start, edits);
    match end_argument(program, rest) {
        Some(end) => edits.replace(last.start..last.end, format!(", {end})")),
        None => edits.insert(last.end, ")"),
    }
}

/// `print >>f, a, b`: the file moves behind the operands, unless it spans several lines; then the operands stay in place.
fn rewrite_print_to_file(program: &Program<'_>, print: &Code, rest: &[Code], edits: &mut Edits) {
    let places = commas(program, rest, 0);
    let file = &rest[1..places.first().copied().unwrap_or(rest.len())];
    let (Some((file_first, file_last)), Some((_, last))) = (ends(file), ends(rest)) else {
        return;
    };
    let operands = places
        .first()
        .map_or(&rest[..0], |&comma| &rest[comma + 1..]);
    let Some(first) = operands.first() else {
        // `print >>f`; a comma without an operand is an error in both dialects.
        if places.is_empty() {
            open_call(program, print.end, rest[0].start, edits);
            // Also removes the blanks between `>>` and the file, unless the line continues there.
            let end = if program.spans_lines(rest[0].end..file_first.start) {
                rest[0].end
            } else {
                file_first.start
            };
            edits.replace(rest[0].start..end, "file=");
            edits.insert(file_last.end, ")");
        }
        return;
    };
    let end = end_argument(program, operands);
    let stop = if end.is_some() {
        last.start..last.end
    } else {
        last.end..last.end
    };
    let end = end.map(|end| format!(", {end}")).unwrap_or_default();
    let comma = &rest[places[0]];

    if program.spans_lines(print.end..comma.end) {
        open_call(program, print.end, rest[0].start, edits);
        edits.replace(rest[0].start..rest[0].end, "file=");
        edits.insert(first.start, "*(");
        edits.replace(stop, format!(",){end})"));
        return;
    }
    let file = edits.take(program.source, file_first.start..file_last.end);
    let from = if program.spans_lines(comma.end..first.start) {
        comma.end
    } else {
        first.start
    };
    edits.replace(print.end..from, "(");
    edits.replace(stop, format!("{end}, file={file})"));
}

/// Returns the argument that replaces a trailing comma. Python 2 writes no space after a string that ended the line itself.
fn end_argument(program: &Program<'_>, operands: &[Code]) -> Option<&'static str> {
    let [.., comma] = operands else { return None };
    if comma.kind != TokenKind::Comma {
        return None;
    }
    let ended_line = operands
        .iter()
        .rev()
        .nth(1)
        .filter(|token| token.kind == TokenKind::String)
        .is_some_and(|token| {
            let text = program.text(token);
            let text = text.trim_end_matches(['\'', '"']);
            (text.ends_with("\\n") || text.ends_with("\\t")) && !text.contains("\\\\")
        });
    Some(if ended_line { "end=''" } else { "end=' '" })
}

/// Returns whether a group after `print` is the same as a call: `(x)`, but not a tuple, which Python 2 prints as a tuple.
fn is_call(program: &Program<'_>, group: &[Code]) -> bool {
    match group {
        [_, inside @ .., _] => {
            let is_yield = inside
                .first()
                .is_some_and(|token| token.kind == TokenKind::Yield);
            let has_keyword = inside
                .iter()
                .any(|token| token.kind == TokenKind::Equal && token.depth == 1);
            let is_tuple = inside.is_empty() || !commas(program, inside, 1).is_empty();
            has_keyword || !is_tuple && !is_yield
        }
        _ => false,
    }
}

/// `exec code in globals, locals`.
fn rewrite_exec(program: &Program<'_>, exec: &Code, rest: &[Code], edits: &mut Edits) {
    let is_statement = matches!(
        operand(program, rest),
        Operand::Certain | Operand::Parenthesis
    );
    if !is_statement || is_one_group(rest) {
        return;
    }
    let Some((first, last)) = ends(rest) else {
        return;
    };
    open_call(program, exec.end, first.start, edits);
    let separator = rest
        .iter()
        .position(|token| token.kind == TokenKind::In && token.depth == 0);
    if let Some(index) = separator
        && let Some(before) = index.checked_sub(1).and_then(|index| rest.get(index))
    {
        let separator = &rest[index];
        let from = if program.spans_lines(before.end..separator.start) {
            separator.start
        } else {
            before.end
        };
        edits.replace(from..separator.end, ",");
    }
    edits.insert(last.end, ")");
}

/// `raise E, value` and `raise E, value, traceback`.
fn rewrite_raise(program: &Program<'_>, rest: &[Code], edits: &mut Edits) {
    let places = commas(program, rest, 0);
    let (class, value, traceback) = match places[..] {
        [one] => (&rest[..one], &rest[one + 1..], None),
        [one, two] => (&rest[..one], &rest[one + 1..two], Some(&rest[two + 1..])),
        _ => return,
    };
    let (Some((class_first, class_last)), Some((value_first, value_last))) =
        (ends(class), ends(value))
    else {
        return;
    };
    let is_none = matches!(value, [only] if only.kind == TokenKind::None);
    let on_one_line = !program.spans_lines(class_first.start..value_last.end);

    if let Some(traceback) = traceback {
        let Some((first, last)) = ends(traceback) else {
            return;
        };
        // A value that is raised again is usually an instance already, for which Python 2 ignores the class.
        if on_one_line && (is_none || is_reference(value)) {
            let class = edits.take(program.source, class_first.start..class_last.end);
            let value = edits.take(program.source, value_first.start..value_last.end);
            let raised = if is_none {
                format!("({class}() if isinstance({class}, type) else {class})")
            } else {
                format!("({value} if isinstance({value}, BaseException) else {class}({value}))")
            };
            edits.replace(class_first.start..value_last.end, raised);
        } else {
            call_class(program, class, value, edits);
        }
        edits.replace(
            separator(program, value_last.end, first),
            ".with_traceback(",
        );
        return edits.insert(last.end, ")");
    }
    if is_none && on_one_line {
        return edits.delete(class_last.end..value_last.end);
    }
    call_class(program, class, value, edits);
}

/// Rewrites `class, value` to `class(value)`; a tuple becomes the list of arguments.
fn call_class(program: &Program<'_>, class: &[Code], value: &[Code], edits: &mut Edits) {
    let (Some((class_first, class_last)), Some((value_first, value_last))) =
        (ends(class), ends(value))
    else {
        return;
    };
    if !is_primary(class) {
        edits.insert(class_first.start, "(");
        edits.insert(class_last.end, ")");
    }
    let gap = separator(program, class_last.end, value_first);
    if is_one_group(value) {
        return edits.delete(gap);
    }
    edits.replace(gap, "(");
    edits.insert(value_last.end, ")");
}

/// `except E, e:`; a tuple of names is unpacked at the start of the block.
fn rewrite_except(program: &Program<'_>, index: usize, rest: &[Code], edits: &mut Edits) {
    let (&[comma], false) = (
        &commas(program, rest, 0)[..],
        rest.iter()
            .any(|token| token.kind == TokenKind::As && token.depth == 0),
    ) else {
        return;
    };
    let (class, target) = (&rest[..comma], &rest[comma + 1..]);
    let ([.., class_last], [target_first, ..], [.., target_last]) = (class, target, target) else {
        return;
    };
    if let [name] = target {
        if name.kind == TokenKind::Name || name.kind.is_soft_keyword() {
            edits.replace(separator(program, class_last.end, target_first), " as ");
        }
        return;
    }
    let Some(body) = program.statements.get(index + 1) else {
        return;
    };
    let ([first, ..], false, false) = (
        program.tokens(body),
        body.is_compound,
        program.spans_lines(class_last.end..target_last.end),
    ) else {
        return;
    };
    let is_unpacked = matches!(target_first.kind, TokenKind::Lpar | TokenKind::Lsqb);
    let value = if is_unpacked {
        format!("{CAUGHT}.args")
    } else {
        CAUGHT.to_owned()
    };
    let target = edits.take(program.source, target_first.start..target_last.end);
    edits.replace(class_last.end..target_last.end, format!(" as {CAUGHT}"));
    edits.insert(first.start, format!("{target} = {value}; "));
}

/// Opens a call after the name that ends at `end`. A blank before the first operand is removed; a continued line stays.
fn open_call(program: &Program<'_>, end: usize, operand: usize, edits: &mut Edits) {
    if program.spans_lines(end..operand) {
        edits.insert(end, "(");
    } else {
        edits.replace(end..operand, "(");
    }
}

/// Returns the range of the comma before `next` and the blanks around it; on a continued line, only the comma, so that the
/// line stays.
fn separator(program: &Program<'_>, from: usize, next: &Code) -> Range<usize> {
    let gap = program.source.get(from..next.start).unwrap_or_default();
    match gap.find(',') {
        Some(comma) if program.spans_lines(from..next.start) => from + comma..from + comma + 1,
        _ => from..next.start,
    }
}

/// Returns whether the tokens are a name with attributes and subscripts, which is cheap and safe to write twice.
fn is_reference(tokens: &[Code]) -> bool {
    use TokenKind::{Dot, Int, Lsqb, Minus, Name, Rsqb, String};
    tokens.first().is_some_and(|token| token.kind == Name)
        && tokens
            .iter()
            .all(|token| matches!(token.kind, Name | Dot | Lsqb | Rsqb | Int | Minus | String))
        && tokens
            .iter()
            .all(|token| token.kind != Minus || token.depth > 0)
}

/// Returns whether the tokens are an expression that can be called without parentheses.
fn is_primary(tokens: &[Code]) -> bool {
    use TokenKind::{Dot, Lpar, Lsqb, Name, Rpar, Rsqb};
    tokens.iter().all(|token| {
        token.depth > 0 || matches!(token.kind, Name | Dot | Lpar | Rpar | Lsqb | Rsqb)
    })
}

/// Returns the first and the last of some tokens.
fn ends(tokens: &[Code]) -> Option<(&Code, &Code)> {
    tokens.first().zip(tokens.last())
}
