//! Keeps the order of Python 2's `print`, which writes each item before it evaluates the next one, where the order is
//! visible.

use ruff_python_ast::token::{TokenKind, Tokens};
use ruff_python_ast::visitor::{Visitor, walk_expr};
use ruff_python_ast::{Expr, ExprCall, Identifier, Operator};
use ruff_text_size::{Ranged, TextRange};

use crate::edit::Edits;
use crate::names::{DEEPEST, Names};

/// Methods and functions that change previously printed values, or print themselves.
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

/// `print a, f()` writes `a` before it calls `f`. Where this is visible, the statement becomes one per item.
pub(crate) fn split(
    source: &str,
    tokens: &Tokens,
    call: &ExprCall,
    names: &Names<'_>,
    in_try: bool,
    edits: &mut Edits,
) {
    let is_old = |name: &str| {
        name == "print" && !names.bound.contains("print") && !names.bound.contains("print_function")
    };
    if !matches!(&*call.func, Expr::Name(name) if is_old(name.id.as_str())) {
        return;
    }
    let [first, later @ ..] = &*call.arguments.args else {
        return;
    };
    let is_starred = matches!(first, Expr::Starred(_));
    if is_starred || !later.iter().any(|item| shows(item, names, in_try)) {
        return;
    }
    let mut file = String::new();
    for keyword in &call.arguments.keywords {
        match (keyword.arg.as_ref().map(Identifier::as_str), &keyword.value) {
            (Some("end"), _) => {}
            (Some("file"), value) if is_reference(value) => {
                file = format!(", file={}", &source[value.range()]);
            }
            _ => return,
        }
    }
    for (item, next) in call.arguments.args.iter().zip(later) {
        let between = TextRange::new(item.end(), next.start());
        let mut tokens = tokens.in_range(between).iter();
        if let Some(comma) = tokens.find(|token| token.kind() == TokenKind::Comma) {
            let start = usize::from(comma.start());
            let mut end = usize::from(comma.end());
            // Removes a blank after the comma.
            end += usize::from(source.as_bytes().get(end) == Some(&b' '));
            edits.replace(start..end, format!(", end=' '{file}); print("));
        }
    }
}

/// Returns whether an expression is a name or an attribute of one, which can be written twice.
fn is_reference(expr: &Expr) -> bool {
    match expr {
        Expr::Name(_) => true,
        Expr::Attribute(attribute) => matches!(&*attribute.value, Expr::Name(_)),
        _ => false,
    }
}

/// Returns whether `later`, the second or a later item of a `print`, may print, change another item or, inside a `try`
/// statement, raise.
fn shows(later: &Expr, names: &Names<'_>, in_try: bool) -> bool {
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
