//! Rewrites tuple parameters, `def f(a, (b, c)):` and `lambda (k, v): k`, which Python 3 removed.

use ruff_python_ast::token::TokenKind;

use crate::edit::Edits;
use crate::group::{Group, Item, of_def, of_lambda, placeholder, target};
use crate::token::{Code, Program, commas};

/// Returns whether a function in `tokens` has a tuple parameter.
pub(crate) fn has_tuple_parameter(program: &Program<'_>, tokens: &[Code]) -> bool {
    matches!(tokens, [def, ..] if def.kind == TokenKind::Def) && !of_def(program, tokens).is_empty()
        || tokens.iter().enumerate().any(|(index, token)| {
            token.kind == TokenKind::Lambda && !of_lambda(program, &tokens[index..]).0.is_empty()
        })
}

/// Adds the edits for the statement at `index`.
pub(crate) fn rewrite(program: &Program<'_>, index: usize, edits: &mut Edits) {
    let Some(statement) = program.statements.get(index) else {
        return;
    };
    let tokens = program.tokens(statement);
    if tokens
        .first()
        .is_some_and(|first| first.kind == TokenKind::Def)
    {
        rewrite_def(program, index, tokens, edits);
    }
    // From the innermost outwards: where two bodies end at the same place, the inner brackets must close first.
    for (index, token) in tokens.iter().enumerate().rev() {
        if token.kind == TokenKind::Lambda {
            rewrite_lambda(program, &tokens[index..], edits);
        }
    }
}

/// The first statement of the body unpacks the tuple. If the body begins with a statement in which this is impossible, a
/// `def` or a `class`, the compiler reports an error.
fn rewrite_def(program: &Program<'_>, index: usize, tokens: &[Code], edits: &mut Edits) {
    let groups = of_def(program, tokens);
    let tuples: Vec<&[Item<'_>]> = groups
        .iter()
        .filter(|group| group.has_comma)
        .map(|group| group.items.as_slice())
        .collect();
    if tuples.is_empty() || unpack(program, index + 1, &tuples, edits) {
        for group in &groups {
            replace(program, group, edits);
        }
    }
}

/// Unpacks parameters in the statement at `index`. Returns false if this is impossible there.
fn unpack(program: &Program<'_>, index: usize, tuples: &[&[Item<'_>]], edits: &mut Edits) -> bool {
    let Some(statement) = program.statements.get(index) else {
        return false;
    };
    let tokens = program.tokens(statement);
    let [first, rest @ ..] = tokens else {
        return false;
    };
    let last = rest.last().unwrap_or(first);
    if !statement.is_compound {
        let assigned = |items: &&[Item<'_>]| format!("{} = {}", target(items), placeholder(items));
        let assigned: Vec<_> = tuples.iter().map(assigned).collect();
        let assigned = assigned.join("; ");
        if tokens.iter().all(|token| token.kind == TokenKind::String) {
            // A docstring must stay the first statement.
            edits.insert(last.end, format!("; {assigned}"));
        } else {
            edits.insert(first.start, format!("{assigned}; "));
        }
        return true;
    }
    let bound: Vec<_> = tuples.iter().map(|items| bound(items)).collect();
    let bound = bound.join(", ");
    let at_depth_0 = |kind: TokenKind| {
        rest.iter()
            .position(|token| token.depth == 0 && token.kind == kind)
    };
    let (before, expression, after) = match first.kind {
        // The first statement of the block unpacks the parameters.
        TokenKind::Try => return unpack(program, index + 1, tuples, edits),
        TokenKind::If => (format!("({bound}) and ("), rest, ")"),
        TokenKind::While => {
            // Only once: a parameter that is None has been unpacked already.
            let parameters: Vec<_> = tuples.iter().map(|items| placeholder(items)).collect();
            let done: Vec<_> = parameters
                .iter()
                .map(|name| format!("{name} := None"))
                .collect();
            let condition = format!(
                "({} is None or ({bound}, {})) and (",
                parameters[0],
                done.join(", ")
            );
            (condition, rest, ")")
        }
        TokenKind::For => {
            let Some(place) = at_depth_0(TokenKind::In) else {
                return false;
            };
            (format!("({bound}, ("), &rest[place + 1..], "))[-1]")
        }
        TokenKind::With => {
            let end = at_depth_0(TokenKind::As)
                .or_else(|| commas(program, rest, 0).first().copied())
                .unwrap_or(rest.len());
            (format!("({bound}, ("), &rest[..end], "))[-1]")
        }
        _ => return false,
    };
    let ([start, ..], [.., end]) = (expression, expression) else {
        return false;
    };
    edits.insert(start.start, before);
    edits.insert(end.end, after);
    true
}

/// Expressions that unpack a parameter, for places where no statement is allowed.
fn bound(items: &[Item<'_>]) -> String {
    let tuple = placeholder(items);
    let mut parts = vec![format!("{tuple} := _py2.unpack({tuple}, {})", items.len())];
    for (index, item) in items.iter().enumerate() {
        match item {
            Item::Name(name) => parts.push(format!("{name} := {tuple}[{index}]")),
            Item::Group(items) => {
                parts.push(format!("{} := {tuple}[{index}]", placeholder(items)));
                parts.push(bound(items));
            }
        }
    }
    parts.join(", ")
}

/// A `lambda` cannot contain statements, so another one, called with the items, unpacks the tuple.
fn rewrite_lambda(program: &Program<'_>, tokens: &[Code], edits: &mut Edits) {
    let (groups, colon) = of_lambda(program, tokens);
    if groups.is_empty() {
        return;
    }
    let Some(colon) = colon else { return };
    let body = &tokens[colon + 1..];
    let length = body_length(&tokens[0], body);
    let (Some(first), Some(last)) = (body.first(), body[..length].last()) else {
        return;
    };
    for group in &groups {
        replace(program, group, edits);
    }
    let tuples: Vec<&[Item<'_>]> = groups
        .iter()
        .filter(|group| group.has_comma)
        .map(|group| group.items.as_slice())
        .collect();
    let (before, after) = around(&tuples);
    edits.insert(first.start, before);
    edits.insert(last.end, after);
}

/// Returns the calls around a body that bind the items of `tuples`: `(lambda a, b: ` and `)(*_a_b)`.
fn around(tuples: &[&[Item<'_>]]) -> (String, String) {
    if tuples.is_empty() {
        return (String::new(), String::new());
    }
    let mut names = Vec::new();
    let mut nested: Vec<&[Item<'_>]> = Vec::new();
    for item in tuples.iter().copied().flatten() {
        match item {
            Item::Name(name) => names.push((*name).to_owned()),
            Item::Group(items) => {
                names.push(placeholder(items));
                nested.push(items);
            }
        }
    }
    let (before, after) = around(&nested);
    let starred: Vec<_> = tuples
        .iter()
        .map(|items| format!("*{}", placeholder(items)))
        .collect();
    (
        format!("(lambda {}: {before}", names.join(", ")),
        format!("{after})({})", starred.join(", ")),
    )
}

/// Replaces the group by the name of a plain parameter; line ends inside the group stay.
fn replace(program: &Program<'_>, group: &Group<'_>, edits: &mut Edits) {
    let range = group.first.start..group.last.end;
    if !group.has_comma {
        // `(a)` is the same as `a`.
        edits.delete(group.first.start..group.first.end);
        return edits.delete(group.last.start..group.last.end);
    }
    let text = program.source.get(range.clone()).unwrap_or_default();
    let line_ends: String = text
        .chars()
        .filter(|char| matches!(char, '\n' | '\r'))
        .collect();
    edits.replace(range, format!("{}{line_ends}", placeholder(&group.items)));
}

/// Returns how many of `tokens` belong to the body of `lambda`.
fn body_length(lambda: &Code, tokens: &[Code]) -> usize {
    let mut lambdas = 0_usize;
    for (index, token) in tokens.iter().enumerate() {
        if token.depth < lambda.depth {
            return index;
        }
        if token.depth > lambda.depth {
            continue;
        }
        match token.kind {
            TokenKind::Lambda => lambdas += 1,
            TokenKind::Colon if lambdas > 0 => lambdas -= 1,
            TokenKind::Colon | TokenKind::For | TokenKind::Equal => return index,
            TokenKind::Comma if lambdas == 0 => return index,
            _ => {}
        }
    }
    tokens.len()
}
