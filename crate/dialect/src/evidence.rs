//! Recognises source as Python 2 if it does not parse as Python 3.

use ruff_python_ast::token::TokenKind;

use crate::params::has_tuple_parameter;
use crate::token::{Code, Program, Statement, commas};

/// Returns whether `program` contains something that exists only in Python 2, and nothing that exists only in Python 3.
pub(crate) fn shows_python2(program: &Program<'_>) -> bool {
    let print_is_function = program.imports_from_future("print_function");
    let statement_shows = |statement: &Statement| {
        let tokens = program.tokens(statement);
        is_old_print(program, tokens) && !print_is_function
            || is_old_exec(program, tokens)
            || is_old_raise(program, tokens)
            || is_old_except(program, tokens)
            || has_backticks(program, tokens)
            || has_old_tokens(program, tokens)
            || has_tuple_parameter(program, tokens)
    };
    program.statements.iter().any(statement_shows) && !shows_python3(program)
}

/// Returns whether `program` contains something that exists only in Python 3. If it also contains a mistake, such as one
/// `print 'x'` among f-strings, the mistake is reported and the source is not rewritten.
pub(crate) fn shows_python3(program: &Program<'_>) -> bool {
    let print_is_function = program.imports_from_future("print_function");
    use TokenKind::{
        Async, ColonEqual, Def, Equal, FStringStart, For, From, Name, Nonlocal, Raise, Rarrow,
        TStringStart, With,
    };
    let token_shows = program.code.windows(2).any(|pair| {
        let (kind, next) = (pair[0].kind, pair[1].kind);
        matches!(kind, FStringStart | TStringStart | ColonEqual | Rarrow)
            || kind == Nonlocal && next == Name
            || kind == Async && matches!(next, Def | For | With)
    });
    let statement_shows = |statement: &Statement| match program.tokens(statement) {
        [first, rest @ ..] if first.kind == Raise => rest
            .iter()
            .any(|token| token.kind == From && token.depth == 0),
        [first, rest @ ..] if program.text(first) == "print" && !print_is_function => {
            rest.windows(2).any(|pair| {
                pair[0].depth == 1
                    && matches!(program.text(&pair[0]), "end" | "sep" | "file" | "flush")
                    && pair[1].kind == Equal
            })
        }
        _ => false,
    };
    token_shows || program.statements.iter().any(statement_shows)
}

/// Modules that had another name in Python 2. A program that imports both names is for both dialects.
const NEW_MODULES: &[(&str, &str)] = &[
    ("_thread", "thread"),
    ("builtins", "__builtin__"),
    ("configparser", "ConfigParser"),
    ("queue", "Queue"),
    ("socketserver", "SocketServer"),
    ("tkinter", "Tkinter"),
];

/// Returns whether source that both dialects accept is meant for Python 3, which a module of a Python 2 program may be.
pub(crate) fn prefers_python3(program: &Program<'_>) -> bool {
    use TokenKind::{Class, Comma, Def, Equal, From, Import, Lpar, Name, Rpar, Star, Yield};
    let imports = |module: &str| {
        program.statements.iter().any(|statement| {
            let tokens = program.tokens(statement);
            matches!(tokens, [first, ..] if matches!(first.kind, Import | From))
                && tokens.iter().any(|token| program.text(token) == module)
        })
    };
    let token_shows = program.code.windows(3).any(|three| {
        let kinds = (three[0].kind, three[1].kind, three[2].kind);
        kinds == (Name, Lpar, Rpar) && program.text(&three[0]) == "super"
            || matches!(kinds, (Yield, From, _))
    });
    let statement_shows = |statement: &Statement| {
        let tokens = program.tokens(statement);
        let header = tokens.first().map(|first| first.kind);
        tokens.windows(2).any(|pair| {
            let (kind, next) = (pair[0].kind, pair[1].kind);
            // `def f(*, key):` and `class A(metaclass=M):`
            header == Some(Def) && kind == Star && next == Comma
                || header == Some(Class) && next == Equal && program.text(&pair[0]) == "metaclass"
        })
    };
    token_shows
        || program.statements.iter().any(statement_shows)
        || NEW_MODULES
            .iter()
            .any(|(new, old)| imports(new) && !imports(old))
}

/// The kinds of tokens after `print` or `exec`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operand {
    /// The statement ends.
    Nothing,
    /// `(`: also a call in Python 3.
    Parenthesis,
    /// An operand that cannot follow a name in Python 3.
    Certain,
    /// `[`, `+` or `-`: an operand in Python 2, but `print[0]` and `print - 1` are also Python 3.
    Possible,
    /// `>>`, the file of a `print`.
    Chevron,
    /// No operand: `print = 1`, `print.x`, `print if a else b`.
    None,
}

/// Classifies the tokens that follow a leading `print` or `exec`.
pub(crate) fn operand(program: &Program<'_>, rest: &[Code]) -> Operand {
    use TokenKind::{
        Complex, FStringStart, False, Float, In, Int, Lambda, Lbrace, Lpar, Lsqb, Minus, Name,
        None as NoneKeyword, Not, Plus, RightShift, String, TStringStart, Tilde, True, Unknown,
    };
    let Some(first) = rest.first() else {
        return Operand::Nothing;
    };
    match first.kind {
        Lpar => Operand::Parenthesis,
        RightShift => Operand::Chevron,
        Lsqb | Plus | Minus => Operand::Possible,
        Not if rest.get(1).is_none_or(|next| next.kind == In) => Operand::None,
        Name | Int | Float | Complex | String | FStringStart | TStringStart | True | False
        | NoneKeyword | Lambda | Lbrace | Not | Tilde => Operand::Certain,
        kind if kind.is_soft_keyword() => Operand::Certain,
        Unknown if program.is_backtick(first) || program.is_old_octal(first) => Operand::Certain,
        _ => Operand::None,
    }
}

fn is_old_print(program: &Program<'_>, tokens: &[Code]) -> bool {
    let [first, rest @ ..] = tokens else {
        return false;
    };
    // `print[x for x in y]` is not a subscript.
    let is_comprehension = || {
        rest.iter()
            .any(|token| token.kind == TokenKind::For && token.depth == first.depth + 1)
    };
    program.text(first) == "print"
        && match operand(program, rest) {
            Operand::Certain | Operand::Chevron => true,
            Operand::Possible => {
                rest.first()
                    .is_some_and(|open| open.kind == TokenKind::Lsqb)
                    && is_comprehension()
            }
            _ => false,
        }
}

fn is_old_exec(program: &Program<'_>, tokens: &[Code]) -> bool {
    matches!(tokens, [first, rest @ ..] if program.text(first) == "exec"
        && operand(program, rest) == Operand::Certain)
}

fn is_old_raise(program: &Program<'_>, tokens: &[Code]) -> bool {
    matches!(tokens, [first, rest @ ..] if first.kind == TokenKind::Raise
        && !commas(program, rest, 0).is_empty())
}

/// `except A, B:` catches both in Python 3.14. It counts as Python 2 only if the second name is in lower case, like a
/// variable.
fn is_old_except(program: &Program<'_>, tokens: &[Code]) -> bool {
    match tokens {
        [first, .., comma, target] => {
            first.kind == TokenKind::Except
                && comma.kind == TokenKind::Comma
                && commas(program, tokens, 0).len() == 1
                && target.kind == TokenKind::Name
                && !program.text(target).starts_with(char::is_uppercase)
        }
        _ => false,
    }
}

/// Returns whether there is a pair of backticks; three in a row are a Markdown fence.
fn has_backticks(program: &Program<'_>, tokens: &[Code]) -> bool {
    let mut places = tokens
        .iter()
        .enumerate()
        .filter(|(_, token)| program.is_backtick(token))
        .map(|(index, _)| index);
    matches!((places.next(), places.next()), (Some(open), Some(close)) if close > open + 1)
}

fn has_old_tokens(program: &Program<'_>, tokens: &[Code]) -> bool {
    tokens.iter().any(|token| program.is_old_octal(token))
        || tokens.windows(2).any(|pair| {
            is_old_unequal(&pair[0], &pair[1])
                || program.is_long_suffix(&pair[0], &pair[1])
                || program.is_raw_unicode_prefix(&pair[0], &pair[1])
        })
}

/// Returns whether the two tokens form `<>`.
pub(crate) fn is_old_unequal(less: &Code, greater: &Code) -> bool {
    less.kind == TokenKind::Less && greater.kind == TokenKind::Greater && less.end == greater.start
}
