//! Splits source into tokens and statements, even if it does not parse.
//!
//! ruff's lexer is public only as far as token kinds, so the tokens come from `parse_unchecked`, which also returns them for
//! invalid source. Its parser may *re-lex* line ends while it recovers from an error inside brackets. So this module counts
//! the nesting itself, and treats a line end inside brackets as none, whatever its kind.

use std::ops::Range;

use ruff_python_ast::token::{TokenKind, Tokens};
use ruff_python_parser::{Mode, ParseOptions, parse_unchecked};
use ruff_text_size::Ranged;

/// A token of code: not a comment, line end or indentation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Code {
    pub(crate) kind: TokenKind,
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// The number of open brackets around it. A bracket has the depth of the code around the pair.
    pub(crate) depth: usize,
}

/// A simple statement, or the header of a compound one up to its colon.
#[derive(Clone, Debug)]
pub(crate) struct Statement {
    /// Indices into [`Program::code`]; never empty, without `;`, `:` or line end.
    pub(crate) code: Range<usize>,
    /// Whether it is the header of a compound statement or a decorator, so that nothing can be inserted before it on its
    /// line.
    pub(crate) is_compound: bool,
}

/// Source split into statements.
#[derive(Debug)]
pub(crate) struct Program<'src> {
    pub(crate) source: &'src str,
    pub(crate) code: Vec<Code>,
    pub(crate) statements: Vec<Statement>,
}

impl<'src> Program<'src> {
    /// Returns `None` for source that parses as Python 3.
    pub(crate) fn unless_python3(source: &'src str) -> Option<Self> {
        let parsed = parse_unchecked(source, ParseOptions::from(Mode::Module));
        (!parsed.has_valid_syntax()).then(|| Self::of(source, parsed.tokens()))
    }

    /// For source that is Python 2 whether or not it parses as Python 3.
    pub(crate) fn of_any(source: &'src str) -> Self {
        let parsed = parse_unchecked(source, ParseOptions::from(Mode::Module));
        Self::of(source, parsed.tokens())
    }

    fn of(source: &'src str, tokens: &Tokens) -> Self {
        let mut splitter = Splitter::default();
        let mut seen = 0;
        for token in tokens {
            let range = usize::from(token.start())..usize::from(token.end());
            // An error token may overlap its neighbour, or be the blank before the end of the file.
            let is_blank = |text: &str| text.trim().is_empty();
            let is_code = match source.get(range.clone()) {
                Some(text) => token.kind() != TokenKind::Unknown || !is_blank(text),
                None => false,
            };
            if range.start < seen || !is_code {
                continue;
            }
            seen = range.end;
            splitter.push(token.kind(), range);
        }
        splitter.end_line();
        Self {
            source,
            code: splitter.code,
            statements: splitter.statements,
        }
    }

    /// Returns the tokens of a statement.
    pub(crate) fn tokens(&self, statement: &Statement) -> &[Code] {
        self.code.get(statement.code.clone()).unwrap_or_default()
    }

    /// Returns the text of one token.
    pub(crate) fn text(&self, token: &Code) -> &'src str {
        self.source.get(token.start..token.end).unwrap_or_default()
    }

    /// Returns whether the text between two offsets contains a line end.
    pub(crate) fn spans_lines(&self, range: Range<usize>) -> bool {
        self.source
            .get(range)
            .is_some_and(|text| text.contains(['\n', '\r']))
    }

    /// Returns whether there is a statement `from __future__ import ... feature`.
    pub(crate) fn imports_from_future(&self, feature: &str) -> bool {
        self.statements.iter().any(|statement| {
            let tokens = self.tokens(statement);
            matches!(tokens, [from, module, ..]
                if from.kind == TokenKind::From && self.text(module) == "__future__")
                && tokens.iter().any(|token| self.text(token) == feature)
        })
    }

    /// Returns whether `token` is a single backtick.
    pub(crate) fn is_backtick(&self, token: &Code) -> bool {
        token.kind == TokenKind::Unknown && self.text(token) == "`"
    }

    /// Returns whether `token` is an octal literal of Python 2, `0777`.
    pub(crate) fn is_old_octal(&self, token: &Code) -> bool {
        let text = self.text(token);
        token.kind == TokenKind::Unknown
            && text.len() > 1
            && text.starts_with('0')
            && text.bytes().all(|byte| matches!(byte, b'0'..=b'7'))
    }

    /// Returns whether `suffix` makes the number before it a long literal, `10L`.
    pub(crate) fn is_long_suffix(&self, number: &Code, suffix: &Code) -> bool {
        (number.kind == TokenKind::Int || self.is_old_octal(number))
            && number.end == suffix.start
            && matches!(self.text(suffix), "L" | "l")
    }

    /// Returns whether `prefix` makes the string after it a raw unicode literal, `ur''`.
    pub(crate) fn is_raw_unicode_prefix(&self, prefix: &Code, string: &Code) -> bool {
        string.kind == TokenKind::String
            && prefix.end == string.start
            && self.text(prefix).eq_ignore_ascii_case("ur")
    }
}

/// Returns the positions of the commas of a list of expressions, without those in brackets, backticks and the parameters of
/// a `lambda`. They are indices into `tokens`, which are all at `depth` or deeper.
pub(crate) fn commas(program: &Program<'_>, tokens: &[Code], depth: usize) -> Vec<usize> {
    let mut found = Vec::new();
    let mut lambdas = 0_usize;
    let mut in_backticks = false;
    for (index, token) in tokens.iter().enumerate() {
        if token.depth != depth {
            continue;
        }
        match token.kind {
            TokenKind::Lambda => lambdas += 1,
            TokenKind::Colon => lambdas = lambdas.saturating_sub(1),
            TokenKind::Comma if lambdas == 0 && !in_backticks => found.push(index),
            _ if program.is_backtick(token) => in_backticks = !in_backticks,
            _ => {}
        }
    }
    found
}

/// Returns whether `tokens` are exactly one bracketed group: `(a, b)` but not `(a)(b)`.
pub(crate) fn is_one_group(tokens: &[Code]) -> bool {
    match tokens {
        [open, inside @ .., close] => {
            open.kind == TokenKind::Lpar
                && close.kind == TokenKind::Rpar
                && open.depth == close.depth
                && inside.iter().all(|token| token.depth > open.depth)
        }
        _ => false,
    }
}

#[derive(Default)]
struct Splitter {
    code: Vec<Code>,
    statements: Vec<Statement>,
    depth: usize,
    /// The start of the current statement.
    start: usize,
    /// The statement is a compound header whose colon has not been read yet.
    awaits_colon: bool,
    /// The number of `lambda`s at depth 0 whose colon has not been read yet.
    lambdas: usize,
    at_line_start: bool,
}

impl Splitter {
    fn push(&mut self, kind: TokenKind, range: Range<usize>) {
        match kind {
            TokenKind::Newline | TokenKind::NonLogicalNewline => {
                if self.depth == 0 {
                    self.end_line();
                }
                self.at_line_start = true;
                return;
            }
            TokenKind::Comment | TokenKind::Indent | TokenKind::Dedent | TokenKind::EndOfFile => {
                return;
            }
            _ => {}
        }
        if self.at_line_start && self.depth > 0 && never_in_brackets(kind) {
            // A bracket was left open on an earlier line. The compiler will report it; continue with the next statement.
            self.end_line();
        }
        self.at_line_start = false;

        if matches!(kind, TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace) {
            self.depth = self.depth.saturating_sub(1);
        }
        let is_first = self.start == self.code.len();
        self.code.push(Code {
            kind,
            start: range.start,
            end: range.end,
            depth: self.depth,
        });
        match kind {
            TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace => self.depth += 1,
            _ if self.depth > 0 => {}
            TokenKind::Lambda => self.lambdas += 1,
            TokenKind::Colon if self.lambdas > 0 => self.lambdas -= 1,
            TokenKind::Colon if self.awaits_colon => self.end_statement_before_last(),
            TokenKind::Semi => self.end_statement_before_last(),
            _ if is_first && opens_block(kind) => self.awaits_colon = true,
            _ => {}
        }
    }

    /// Ends the statement whose terminator was the last token pushed.
    fn end_statement_before_last(&mut self) {
        self.end_statement(self.code.len() - 1);
        self.start = self.code.len();
    }

    fn end_statement(&mut self, end: usize) {
        if self.start < end {
            let is_decorator = self
                .code
                .get(self.start)
                .is_some_and(|token| token.kind == TokenKind::At);
            self.statements.push(Statement {
                code: self.start..end,
                is_compound: self.awaits_colon || is_decorator,
            });
        }
        self.awaits_colon = false;
        self.lambdas = 0;
    }

    fn end_line(&mut self) {
        self.end_statement(self.code.len());
        self.start = self.code.len();
        self.depth = 0;
    }
}

/// Keywords that start a compound statement.
fn opens_block(kind: TokenKind) -> bool {
    use TokenKind::{Async, Class, Def, Elif, Else, Except, Finally, For, If, Try, While, With};
    matches!(
        kind,
        Async | Class | Def | Elif | Else | Except | Finally | For | If | Try | While | With
    )
}

/// Keywords that cannot start a line inside brackets, in either dialect.
fn never_in_brackets(kind: TokenKind) -> bool {
    use TokenKind::{
        Assert, Break, Class, Continue, Def, Del, Except, Finally, Global, Import, Pass, Raise,
        Return, Try, While, With,
    };
    matches!(
        kind,
        Assert
            | Break
            | Class
            | Continue
            | Def
            | Del
            | Except
            | Finally
            | Global
            | Import
            | Pass
            | Raise
            | Return
            | Try
            | While
            | With
    )
}
