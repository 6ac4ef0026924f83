//! Finds the tuples among the parameters of a function.

use ruff_python_ast::token::TokenKind;

use crate::token::{Code, Program};

/// A parameter in parentheses: the names to which it is unpacked, and its tokens including the parentheses.
pub(crate) struct Group<'src> {
    pub(crate) items: Vec<Item<'src>>,
    pub(crate) has_comma: bool,
    pub(crate) first: Code,
    pub(crate) last: Code,
}

pub(crate) enum Item<'src> {
    Name(&'src str),
    Group(Vec<Item<'src>>),
}

/// Returns the groups among the parameters of a `def` statement.
pub(crate) fn of_def<'src>(program: &Program<'src>, tokens: &[Code]) -> Vec<Group<'src>> {
    match tokens {
        [_, _, open, rest @ ..] if open.kind == TokenKind::Lpar => {
            groups(program, rest, open.depth + 1, false).0
        }
        _ => Vec::new(),
    }
}

/// Returns the groups among the parameters of the `lambda` at the start of `tokens`, and the position of its colon.
pub(crate) fn of_lambda<'src>(
    program: &Program<'src>,
    tokens: &[Code],
) -> (Vec<Group<'src>>, Option<usize>) {
    let [lambda, rest @ ..] = tokens else {
        return (Vec::new(), None);
    };
    let (groups, colon) = groups(program, rest, lambda.depth, true);
    (groups, colon.map(|colon| colon + 1))
}

/// Returns the groups at the start of parameters, and the position of the colon that ends the parameters of a `lambda`.
fn groups<'src>(
    program: &Program<'src>,
    tokens: &[Code],
    depth: usize,
    of_lambda: bool,
) -> (Vec<Group<'src>>, Option<usize>) {
    let mut found = Vec::new();
    let mut is_start = true;
    let mut lambdas = 0_usize;
    let mut index = 0;
    while let Some(token) = tokens.get(index) {
        if token.depth < depth {
            break;
        }
        if token.depth == depth {
            match token.kind {
                TokenKind::Lambda => lambdas += 1,
                TokenKind::Colon if of_lambda && lambdas == 0 => return (found, Some(index)),
                TokenKind::Colon => lambdas = lambdas.saturating_sub(1),
                _ => {}
            }
            if is_start
                && token.kind == TokenKind::Lpar
                && let Some((group, length)) = group(program, &tokens[index..])
            {
                found.push(group);
                index += length;
                is_start = false;
                continue;
            }
            is_start = token.kind == TokenKind::Comma && lambdas == 0;
        }
        index += 1;
    }
    (found, None)
}

/// Returns the group at the start of `tokens` and its number of tokens; `None` if it contains anything but names.
fn group<'src>(program: &Program<'src>, tokens: &[Code]) -> Option<(Group<'src>, usize)> {
    let first = *tokens.first()?;
    let mut open: Vec<Vec<Item<'src>>> = Vec::new();
    let mut has_comma = false;
    for (index, token) in tokens.iter().enumerate() {
        match token.kind {
            TokenKind::Lpar => open.push(Vec::new()),
            TokenKind::Rpar => {
                let items = open.pop()?;
                if items.is_empty() {
                    return None;
                }
                let Some(outer) = open.last_mut() else {
                    let group = Group {
                        items,
                        has_comma,
                        first,
                        last: *token,
                    };
                    return Some((group, index + 1));
                };
                outer.push(Item::Group(items));
            }
            TokenKind::Comma => has_comma = true,
            kind if kind == TokenKind::Name || kind.is_soft_keyword() => {
                open.last_mut()?.push(Item::Name(program.text(token)));
            }
            _ => return None,
        }
    }
    None
}

pub(crate) fn target(items: &[Item<'_>]) -> String {
    let items: Vec<_> = items
        .iter()
        .map(|item| match item {
            Item::Name(name) => (*name).to_owned(),
            Item::Group(items) => target(items),
        })
        .collect();
    match &items[..] {
        [only] => format!("({only},)"),
        _ => format!("({})", items.join(", ")),
    }
}

/// Returns the name of the parameter that receives the tuple: `_a_b` for `(a, b)`.
pub(crate) fn placeholder(items: &[Item<'_>]) -> String {
    items
        .iter()
        .map(|item| match item {
            Item::Name(name) => format!("_{name}"),
            Item::Group(items) => placeholder(items),
        })
        .collect()
}
