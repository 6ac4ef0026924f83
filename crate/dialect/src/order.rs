//! Tells whether it shows that the `print` of Python 2 writes each item before it looks at the next one.

use ruff_python_ast::visitor::{Visitor, walk_expr};
use ruff_python_ast::{Expr, Operator};

use crate::names::{DEEPEST, Names};

/// Methods and functions that change what has been printed before them on the line, or print themselves.
const CHANGING: &[&str] = &[
    "add",
    "append",
    "clear",
    "discard",
    "eval",
    "execfile",
    "extend",
    "input",
    "insert",
    "pop",
    "popitem",
    "popleft",
    "raw_input",
    "remove",
    "reverse",
    "setdefault",
    "sort",
    "update",
    "write",
];

/// Whether `later`, the second item of a `print` or one after it, may print, change another item or, inside of a `try`
/// statement, raise.
pub(crate) fn shows(later: &Expr, names: &Names<'_>, in_try: bool) -> bool {
    let mut search = Search {
        names,
        in_try,
        depth: 0,
        found: false,
    };
    search.visit_expr(later);
    search.found
}

struct Search<'a> {
    names: &'a Names<'a>,
    in_try: bool,
    depth: usize,
    found: bool,
}

impl<'a> Visitor<'a> for Search<'_> {
    fn visit_expr(&mut self, expr: &'a Expr) {
        self.found |= match expr {
            Expr::Call(call) => {
                let name = match &*call.func {
                    Expr::Name(name) => name.id.as_str(),
                    Expr::Attribute(attribute) => attribute.attr.as_str(),
                    _ => "",
                };
                self.in_try || CHANGING.contains(&name) || self.names.bound.contains(name)
            }
            Expr::Subscript(_) => self.in_try,
            Expr::BinOp(binary) => {
                self.in_try
                    && matches!(
                        binary.op,
                        Operator::Div | Operator::FloorDiv | Operator::Mod
                    )
            }
            _ => false,
        };
        if self.depth < DEEPEST && !self.found {
            self.depth += 1;
            walk_expr(self, expr);
            self.depth -= 1;
        }
    }
}
