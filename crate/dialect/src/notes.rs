//! Notes about the semantics of a Python 2 program that stay Python 3's, which the page shows beside the code.

use std::collections::HashSet;

use ruff_python_ast::{Expr, Number, Operator, Stmt};
use ruff_text_size::{Ranged, TextSize};

use crate::Note;

const DIVISION: &str =
    "`/` divides as in Python 3: 7 / 2 is 3.5. `//` divides as Python 2 divides integers.";
const FLOATS: &str = "A float is written with all its digits, as in Python 3: 0.1 + 0.2 is 0.30000000000000004, where Python 2 prints 0.3.";
const TEXT: &str = "Text is Unicode, as in Python 3: `str` and `unicode` are the same type, and `encode` makes bytes, which are another.";
const BYTES: &str =
    "A file in binary mode reads and writes bytes, as in Python 3, and they are not text.";
const ORDER: &str = "A dict keeps the order in which its keys came, as in Python 3.";
const LONG: &str =
    "There is one type of integer, as in Python 3: `long` is `int`, and `repr` writes no `L`.";
const TYPES: &str = "A type is written as in Python 3: `<class 'int'>`, not `<type 'int'>`.";
const SETS: &str = "A set is written as in Python 3: `{1, 2}`, not `set([1, 2])`.";
const HASH: &str = "The hash of a text is another in each process, as in Python 3.";
const LEAK: &str = "The variable of a list comprehension is its own, as in Python 3: one of that name outside keeps its value.";
const EXEC: &str = "`exec` cannot set the variables of the function around it, as in Python 3.";

/// Collects notes. Each appears once per program; notes about division appear once per line.
pub(crate) struct Notes<'a> {
    source: &'a str,
    divides_as_python3: bool,
    said: HashSet<(&'static str, usize)>,
    notes: Vec<Note>,
}

impl<'a> Notes<'a> {
    /// With `divides_as_python3`, the program itself has requested Python 3's division.
    pub(crate) fn new(source: &'a str, divides_as_python3: bool) -> Self {
        Self {
            source,
            divides_as_python3,
            said: HashSet::new(),
            notes: Vec::new(),
        }
    }

    /// Adds the note about long literals, `10L`, for the first one. The literal is no longer in the source; `line` is its
    /// line.
    pub(crate) fn long_literal(&mut self, line: usize) {
        self.say(LONG, 0, line);
    }

    pub(crate) fn done(mut self) -> Vec<Note> {
        self.notes.sort_by_key(|note| note.line);
        self.notes
    }

    pub(crate) fn stmt(&mut self, stmt: &Stmt) {
        if let Stmt::AugAssign(assign) = stmt
            && assign.op == Operator::Div
            && !is_float(&assign.value)
        {
            self.division(assign.start());
        }
    }

    pub(crate) fn expr(&mut self, expr: &Expr, in_function: bool, assigned: &HashSet<&str>) {
        match expr {
            Expr::ListComp(list) => {
                let hides = |target: &Expr| {
                    match target {
                    Expr::Name(name) => assigned.contains(name.id.as_str()),
                    Expr::Tuple(tuple) => tuple.iter().any(|item| {
                        matches!(item, Expr::Name(name) if assigned.contains(name.id.as_str()))
                    }),
                    _ => false,
                }
                };
                if list.generators.iter().any(|part| hides(&part.target)) {
                    self.once(LEAK, list.start());
                }
            }
            Expr::BinOp(binary)
                if binary.op == Operator::Div
                    && !is_float(&binary.left)
                    && !is_float(&binary.right) =>
            {
                self.division(binary.left.end());
            }
            Expr::NumberLiteral(number) if matches!(number.value, Number::Float(_)) => {
                self.once(FLOATS, number.start());
            }
            Expr::StringLiteral(literal) if literal.value.is_unicode() => {
                self.once(TEXT, literal.start());
            }
            Expr::Name(name) => match name.id.as_str() {
                "unicode" => self.once(TEXT, name.start()),
                "long" => self.once(LONG, name.start()),
                _ => {}
            },
            Expr::Call(call) => match &*call.func {
                Expr::Name(name) => self.call(name.id.as_str(), call, in_function),
                Expr::Attribute(attribute) => match attribute.attr.as_str() {
                    "encode" | "decode" => self.once(TEXT, attribute.attr.start()),
                    "keys" | "values" | "items" | "iterkeys" | "itervalues" | "iteritems"
                        if call.arguments.is_empty() =>
                    {
                        self.once(ORDER, attribute.attr.start());
                    }
                    _ => {}
                },
                _ => {}
            },
            _ => {}
        }
    }

    fn call(&mut self, name: &str, call: &ruff_python_ast::ExprCall, in_function: bool) {
        let arguments = &call.arguments;
        match name {
            "float" => self.once(FLOATS, call.start()),
            "frozenset" | "set" => self.once(SETS, call.start()),
            "hash" => self.once(HASH, call.start()),
            "exec" if in_function && arguments.len() == 1 => self.once(EXEC, call.start()),
            "open" | "file" => {
                if let Some(Expr::StringLiteral(mode)) = arguments.args.get(1)
                    && mode.value.to_str().contains('b')
                {
                    self.once(BYTES, call.start());
                }
            }
            "print" | "repr" | "str" => {
                let is_type = |argument: &&Expr| {
                    matches!(argument, Expr::Call(inner)
                        if matches!(&*inner.func, Expr::Name(name) if name.id.as_str() == "type"))
                };
                if let Some(argument) = arguments.args.iter().find(is_type) {
                    self.once(TYPES, argument.start());
                }
            }
            _ => {}
        }
    }

    fn division(&mut self, offset: TextSize) {
        if !self.divides_as_python3 {
            let line = self.line(offset);
            self.say(DIVISION, line, line);
        }
    }

    fn once(&mut self, text: &'static str, offset: TextSize) {
        if !self.said.contains(&(text, 0)) {
            let line = self.line(offset);
            self.say(text, 0, line);
        }
    }

    fn say(&mut self, text: &'static str, place: usize, line: usize) {
        if self.said.insert((text, place)) {
            self.notes.push(Note { line, text });
        }
    }

    fn line(&self, offset: TextSize) -> usize {
        line_at(self.source, usize::from(offset))
    }
}

/// Returns the line of an offset, counted from 1.
pub(crate) fn line_at(source: &str, offset: usize) -> usize {
    let before = source.get(..offset).unwrap_or_default().as_bytes();
    let crlf = before.windows(2).filter(|pair| pair == b"\r\n").count();
    let ends = before
        .iter()
        .filter(|&&byte| matches!(byte, b'\n' | b'\r'))
        .count();
    ends - crlf + 1
}

/// Returns whether an expression is a float or not a number; dividing it is the same in both dialects.
fn is_float(expr: &Expr) -> bool {
    match expr {
        Expr::NumberLiteral(number) => !matches!(number.value, Number::Int(_)),
        Expr::Call(call) => {
            matches!(&*call.func, Expr::Name(name) if name.id.as_str() == "float")
        }
        Expr::UnaryOp(unary) => is_float(&unary.operand),
        _ => false,
    }
}
