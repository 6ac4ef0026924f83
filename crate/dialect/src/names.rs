//! The meaning of a program's names, as far as its syntax tree shows.

use std::collections::HashSet;

use ruff_python_ast::visitor::{
    Visitor, walk_comprehension, walk_except_handler, walk_expr, walk_stmt,
};
use ruff_python_ast::{Comprehension, ExceptHandler, Expr, ExprContext, Parameter, Stmt};

/// The greatest depth of a nested expression that is analysed. Programs do not exceed it, and the stack is small.
pub(crate) const DEEPEST: usize = 100;

/// The names that the program binds itself, and those that hold exceptions.
#[derive(Default)]
pub(crate) struct Names<'a> {
    pub(crate) bound: HashSet<&'a str>,
    /// Names that are assigned outside of comprehensions.
    pub(crate) assigned: HashSet<&'a str>,
    pub(crate) caught: HashSet<&'a str>,
    depth: usize,
    in_comprehension: bool,
}

impl<'a> Visitor<'a> for Names<'a> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::FunctionDef(def) => drop(self.bound.insert(def.name.as_str())),
            Stmt::ClassDef(class) => drop(self.bound.insert(class.name.as_str())),
            Stmt::Import(import) => self.import(&import.names),
            Stmt::ImportFrom(import) => self.import(&import.names),
            _ => {}
        }
        walk_stmt(self, stmt);
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        if let Expr::Name(name) = expr
            && name.ctx == ExprContext::Store
        {
            self.bound.insert(name.id.as_str());
            if !self.in_comprehension {
                self.assigned.insert(name.id.as_str());
            }
        }
        if self.depth < DEEPEST {
            self.depth += 1;
            walk_expr(self, expr);
            self.depth -= 1;
        }
    }

    fn visit_comprehension(&mut self, comprehension: &'a Comprehension) {
        let was_in = std::mem::replace(&mut self.in_comprehension, true);
        walk_comprehension(self, comprehension);
        self.in_comprehension = was_in;
    }

    fn visit_parameter(&mut self, parameter: &'a Parameter) {
        self.bound.insert(parameter.name.as_str());
    }

    fn visit_except_handler(&mut self, handler: &'a ExceptHandler) {
        let ExceptHandler::ExceptHandler(caught) = handler;
        if let Some(name) = &caught.name {
            self.caught.insert(name.as_str());
        }
        walk_except_handler(self, handler);
    }
}

impl<'a> Names<'a> {
    pub(crate) fn of(body: &'a [Stmt]) -> Self {
        let mut names = Self::default();
        names.visit_body(body);
        names
    }

    fn import(&mut self, names: &'a [ruff_python_ast::Alias]) {
        for alias in names {
            let name = alias.asname.as_ref().unwrap_or(&alias.name);
            self.bound.insert(name.as_str());
        }
    }
}
