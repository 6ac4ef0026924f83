//! The second pass, over the syntax tree of source that is already Python 3. It rewrites what depends on types.
//!
//! Renamed methods are renamed, `it.next()` to `it.__next__()`, unless the program defines a method of that name. No token
//! shows whether `d` in `d.keys()` is a dict. So the text stays and the value is wrapped, `_py2(d).keys()`: at run time
//! `_py2` adds the old attributes to a value, unless it has them itself.

use std::collections::HashSet;

use ruff_python_ast::token::{TokenKind, Tokens};
use ruff_python_ast::visitor::{Visitor, walk_comprehension, walk_expr, walk_stmt};
use ruff_python_ast::{CmpOp, Comprehension, Expr, ExprAttribute, ExprCall, ExprContext, Stmt};
use ruff_python_parser::parse_module;
use ruff_text_size::{Ranged, TextRange, TextSize};

use crate::Note;
use crate::edit::Edits;
use crate::names::{DEEPEST, Names};
use crate::notes::Notes;
use crate::order;

/// Attributes that exist only in Python 2, in any use.
const OLD_ATTRIBUTES: &[&str] = &[
    "func_closure",
    "func_code",
    "func_defaults",
    "func_dict",
    "func_doc",
    "func_globals",
    "func_name",
    "has_key",
    "im_class",
    "im_func",
    "im_self",
    "iteritems",
    "iterkeys",
    "itervalues",
    "softspace",
    "viewitems",
    "viewkeys",
    "viewvalues",
    "xreadlines",
];

/// Methods without arguments that were renamed.
const RENAMED: &[(&str, &str)] = &[
    ("next", "__next__"),
    ("viewitems", "items"),
    ("viewkeys", "keys"),
    ("viewvalues", "values"),
];

/// Methods that return an iterator; in a loop, a view is equivalent.
const ITERATORS: &[(&str, &str)] = &[
    ("iteritems", "items"),
    ("iterkeys", "keys"),
    ("itervalues", "values"),
];

/// Codecs that were called as methods of a string and that do not produce text.
const BYTE_CODECS: &[&str] = &[
    "base64",
    "base64_codec",
    "bz2",
    "hex",
    "hex_codec",
    "rot13",
    "rot_13",
    "zip",
    "zlib",
];

/// Functions that accept a view as well as a list.
const TAKE_VIEWS: &[&str] = &[
    "all",
    "any",
    "dict",
    "frozenset",
    "len",
    "list",
    "max",
    "min",
    "set",
    "sorted",
    "sum",
    "tuple",
];

/// Rewrites `source`, the result of the first pass, and notes the semantics that stay Python 3's; `None` if it does not
/// parse.
pub(crate) fn rewrite(source: &str, notes: Notes<'_>) -> Option<(String, Vec<Note>)> {
    let parsed = parse_module(source).ok()?;
    let mut rewriter = Rewriter {
        source,
        tokens: parsed.tokens(),
        edits: Edits::default(),
        names: Names::of(parsed.suite()),
        views: HashSet::new(),
        loops: HashSet::new(),
        renamed: HashSet::new(),
        notes,
        depth: 0,
        functions: 0,
        tries: 0,
    };
    rewriter.visit_body(parsed.suite());
    Some((rewriter.edits.apply(source), rewriter.notes.done()))
}

struct Rewriter<'a> {
    source: &'a str,
    tokens: &'a Tokens,
    edits: Edits,
    names: Names<'a>,
    /// Expressions that may be a list or a view.
    views: HashSet<TextRange>,
    /// Expressions that are only iterated over.
    loops: HashSet<TextRange>,
    /// Attributes that have been rewritten.
    renamed: HashSet<TextRange>,
    notes: Notes<'a>,
    depth: usize,
    /// The number of enclosing functions.
    functions: usize,
    /// The number of enclosing `try` statements.
    tries: usize,
}

impl<'a> Visitor<'a> for Rewriter<'a> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        self.notes.stmt(stmt);
        if let Stmt::For(statement) = stmt {
            self.loops.insert(statement.iter.range());
        }
        if let Stmt::Expr(statement) = stmt
            && let Expr::Call(call) = &*statement.value
        {
            let in_try = self.tries > 0;
            order::split(
                self.source,
                self.tokens,
                call,
                &self.names,
                in_try,
                &mut self.edits,
            );
        }
        let is_try = matches!(stmt, Stmt::Try(_));
        self.tries += usize::from(is_try);
        let is_function = matches!(stmt, Stmt::FunctionDef(_));
        self.functions += usize::from(is_function);
        walk_stmt(self, stmt);
        self.functions -= usize::from(is_function);
        self.tries -= usize::from(is_try);
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        self.notes
            .expr(expr, self.functions > 0, &self.names.assigned);
        match expr {
            Expr::Call(call) => self.call(call),
            Expr::Attribute(attribute) => {
                let is_message =
                    attribute.attr.as_str() == "message" && self.is_caught(&attribute.value);
                let is_old = OLD_ATTRIBUTES.contains(&attribute.attr.as_str())
                    && !self.renamed.contains(&attribute.range());
                let is_of_dict = matches!(attribute.attr.as_str(), "items" | "keys" | "values")
                    && is_dict(&attribute.value)
                    && !self.renamed.contains(&attribute.range());
                if is_message || is_old || is_of_dict {
                    self.wrap(attribute);
                }
            }
            Expr::Subscript(subscript)
                if subscript.ctx == ExprContext::Load && self.is_caught(&subscript.value) =>
            {
                // In Python 2 an exception was a sequence of its arguments.
                self.edits
                    .insert(usize::from(subscript.value.start()), "_py2(");
                self.edits.insert(usize::from(subscript.value.end()), ")");
            }
            Expr::Compare(compare) => {
                for (op, right) in compare.ops.iter().zip(&*compare.comparators) {
                    if matches!(op, CmpOp::In | CmpOp::NotIn) {
                        self.views.insert(right.range());
                    }
                }
            }
            _ => {}
        }
        if self.depth < DEEPEST {
            self.depth += 1;
            walk_expr(self, expr);
            self.depth -= 1;
        }
    }

    fn visit_comprehension(&mut self, comprehension: &'a Comprehension) {
        self.loops.insert(comprehension.iter.range());
        walk_comprehension(self, comprehension);
    }
}

impl Rewriter<'_> {
    fn call(&mut self, call: &ExprCall) {
        match &*call.func {
            Expr::Attribute(attribute) => {
                if let Some(new) = self.new_name(call, attribute) {
                    let name = attribute.attr.range();
                    self.edits
                        .replace(usize::from(name.start())..usize::from(name.end()), new);
                    self.renamed.insert(attribute.range());
                } else if self.is_old_method(call, attribute) {
                    self.wrap(attribute);
                }
            }
            Expr::Name(name) if !self.names.bound.contains(name.id.as_str()) => {
                let first = call.arguments.args.first();
                match (name.id.as_str(), first) {
                    ("unicode", Some(_)) => {
                        self.edits.insert(usize::from(name.start()), "_py2.");
                    }
                    ("exec", Some(code)) if self.functions > 0 && call.arguments.len() == 1 => {
                        let start = usize::from(name.start());
                        let end = usize::from(name.end());
                        self.edits.replace(start..end, "_py2.exec_in_function");
                        self.edits
                            .insert(usize::from(code.end()), ", globals(), locals()");
                    }
                    ("exec", Some(code)) if !matches!(code, Expr::Starred(_)) => {
                        self.edits.insert(usize::from(code.start()), "_py2.code(");
                        self.edits.insert(usize::from(code.end()), ")");
                    }
                    ("iter", Some(argument)) => drop(self.loops.insert(argument.range())),
                    (name, Some(argument)) if TAKE_VIEWS.contains(&name) => {
                        self.views.insert(argument.range());
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }

    /// Returns whether it is a variable that an `except` clause sets.
    fn is_caught(&self, expr: &Expr) -> bool {
        matches!(expr, Expr::Name(name) if self.names.caught.contains(name.id.as_str()))
    }

    /// Returns the new name of the method, if the new name alone has the same effect.
    fn new_name(&self, call: &ExprCall, attribute: &ExprAttribute) -> Option<&'static str> {
        let arguments = &call.arguments;
        let old = attribute.attr.as_str();
        if self.names.bound.contains(old) || !arguments.is_empty() {
            return None;
        }
        let is_iterated = self.loops.contains(&call.range()) || self.views.contains(&call.range());
        let iterators = if is_iterated { ITERATORS } else { &[] };
        RENAMED
            .iter()
            .chain(iterators)
            .find(|(name, _)| *name == old)
            .map(|(_, new)| *new)
    }

    /// Returns whether a call of this method has another meaning in Python 3, or none.
    fn is_old_method(&self, call: &ExprCall, attribute: &ExprAttribute) -> bool {
        let arguments = &call.arguments;
        let positional = arguments.args.len();
        let is_plain = arguments.keywords.is_empty();
        match attribute.attr.as_str() {
            "keys" | "values" | "items" => {
                // `dict.keys(d)` is wrapped like any other use of `dict.keys`.
                is_plain
                    && positional == 0
                    && !is_dict(&attribute.value)
                    && !self.views.contains(&call.range())
            }
            "next" => is_plain && positional == 0,
            "sort" => {
                positional > 0
                    || arguments
                        .keywords
                        .iter()
                        .any(|keyword| keyword.arg.as_ref().is_some_and(|name| name == "cmp"))
            }
            "decode" => true,
            "encode" => arguments.args.first().is_some_and(
                |codec| matches!(codec, Expr::StringLiteral(codec) if BYTE_CODECS.contains(&codec.value.to_str())),
            ),
            "translate" => positional == 2,
            _ => false,
        }
    }

    /// Rewrites `value.name` to `_py2(value).name`, with any brackets and line ends in between.
    fn wrap(&mut self, attribute: &ExprAttribute) {
        let between = TextRange::new(attribute.value.end(), attribute.attr.start());
        let tokens = self.tokens.in_range(between);
        let end = tokens
            .iter()
            .take_while(|token| token.kind() != TokenKind::Dot)
            .filter(|token| token.kind() == TokenKind::Rpar)
            .map(Ranged::end)
            .fold(attribute.value.end(), TextSize::max);
        self.edits.insert(usize::from(attribute.start()), "_py2(");
        self.edits.insert(usize::from(end), ")");
    }
}

fn is_dict(expr: &Expr) -> bool {
    matches!(expr, Expr::Name(name) if name.id.as_str() == "dict")
}
