//! Rewrites that depend on the type of a value: tuple parameters, old methods and attributes, before and after.

#[expect(dead_code, reason = "this file leaves no source alone")]
mod common;

use common::{becomes, beside};
use python2_dialect::{Dialect, translate, translate_python2};

#[test]
fn tuple_parameters_of_def() {
    becomes(
        "def f(a, (b, c)): return a",
        "def f(a, _b_c): (b, c) = _b_c; return a",
    );
    becomes(
        "def f((a, (b, c))=d, *e):\n    'doc'\n    x",
        "def f(_a_b_c=d, *e):\n    'doc'; (a, (b, c)) = _a_b_c\n    x",
    );
    becomes(
        "def f((a,), (b, c)):\n    x",
        "def f(_a, _b_c):\n    (a,) = _a; (b, c) = _b_c; x",
    );
    becomes(
        "def f(a, (b,\n  c)):\n    x",
        "def f(a, _b_c\n):\n    (b, c) = _b_c; x",
    );
    becomes("def f(a, (b)): x", "def f(a, b): x");
    beside("def f(a=(1, 2), b=(c)): x", "def f(a=(1, 2), b=(c)): x");
}

#[test]
fn tuple_parameters_before_a_block() {
    const UNPACK: &str = "_a_b := _py2.unpack(_a_b, 2), a := _a_b[0], b := _a_b[1]";
    becomes(
        "def f((a, b)):\n  if x, y: z\n",
        &format!("def f(_a_b):\n  if ({UNPACK}) and (x, y): z\n"),
    );
    becomes(
        "def f((a, b)):\n  while a: z\n",
        &format!("def f(_a_b):\n  while (_a_b is None or ({UNPACK}, _a_b := None)) and (a): z\n"),
    );
    becomes(
        "def f((a, b)):\n  for i in a, b: z\n",
        &format!("def f(_a_b):\n  for i in ({UNPACK}, (a, b))[-1]: z\n"),
    );
    becomes(
        "def f((a, b)):\n  with a as c, b: z\n",
        &format!("def f(_a_b):\n  with ({UNPACK}, (a))[-1] as c, b: z\n"),
    );
    becomes(
        "def f((a, b)):\n  try: z\n  finally: w\n",
        "def f(_a_b):\n  try: (a, b) = _a_b; z\n  finally: w\n",
    );
    // Unpacking is impossible there; the compiler reports it.
    let nested = "def f((a, b)):\n  def g(): z\n";
    assert_eq!(translate(nested).source, nested);
}

#[test]
fn tuple_parameters_of_lambda() {
    becomes(
        "f = lambda (k, v): k",
        "f = lambda _k_v: (lambda k, v: k)(*_k_v)",
    );
    becomes(
        "g(lambda a, (b, (c, d)), e=1: b or c, 2)",
        "g(lambda a, _b_c_d, e=1: (lambda b, _c_d: (lambda c, d: b or c)(*_c_d))(*_b_c_d), 2)",
    );
    becomes(
        "f = lambda (a, b): lambda (c, d): a",
        "f = lambda _a_b: (lambda a, b: lambda _c_d: (lambda c, d: a)(*_c_d))(*_a_b)",
    );
    becomes(
        "print lambda (a, b): a",
        "print(lambda _a_b: (lambda a, b: a)(*_a_b))",
    );
    beside("f = lambda a=(1, 2): (a)", "f = lambda a=(1, 2): (a)");
}

#[test]
fn views_that_were_lists() {
    beside("x = d.keys()", "x = _py2(d).keys()");
    beside("x = (a or b).values()[0]", "x = _py2((a or b)).values()[0]");
    beside("x = d.items().sort()", "x = _py2(d).items().sort()");
    beside("for k in d.keys(): x", "for k in _py2(d).keys(): x");
    beside("x = d \\\n  .keys()", "x = _py2(d) \\\n  .keys()");
    beside(
        "x = (d # .keys(\n .keys())",
        "x = (_py2(d) # .keys(\n .keys())",
    );
    // Ambiguous.
    beside("x = sorted(d.keys())", "x = sorted(d.keys())");
    beside("x = k in d.keys()", "x = k in d.keys()");
    beside("d.keys(1); d.keys; keys()", "d.keys(1); d.keys; keys()");
    beside("x = map(dict.keys, y)", "x = map(_py2(dict).keys, y)");
    beside("x = it = d.iteritems()", "x = it = _py2(d).iteritems()");
    beside("x = [k for k in d.iterkeys()]", "x = [k for k in d.keys()]");
}

#[test]
fn sorting_with_a_comparison() {
    beside("x.sort(f)", "_py2(x).sort(f)");
    beside("x.y[0].sort(cmp=f)", "_py2(x.y[0]).sort(cmp=f)");
    beside("x.sort(); x.sort(key=f)", "x.sort(); x.sort(key=f)");
}

#[test]
fn old_attributes() {
    beside("x = f.func_name", "x = _py2(f).func_name");
    beside(
        "f.func_doc = x.im_self",
        "_py2(f).func_doc = _py2(x).im_self",
    );
    beside("f.softspace = 0", "_py2(f).softspace = 0");
    beside("x = filter(d.has_key, y)", "x = filter(_py2(d).has_key, y)");
    beside(
        "try: x\nexcept E, e: y = e.message, z.message",
        "try: x\nexcept E as e: y = _py2(e).message, z.message",
    );
    beside(
        "try: x\nexcept E, e: y = e[0], z[0]",
        "try: x\nexcept E as e: y = _py2(e)[0], z[0]",
    );
    beside(
        "func_name = 1; f(func_name=2)",
        "func_name = 1; f(func_name=2)",
    );
}

#[test]
fn methods_of_text() {
    beside("x = s.encode('hex')", "x = _py2(s).encode('hex')");
    beside("x = s.encode('utf-8')", "x = s.encode('utf-8')");
    beside("x = s.decode('utf-8')", "x = _py2(s).decode('utf-8')");
    beside("x = s.translate(t, 'ab')", "x = _py2(s).translate(t, 'ab')");
    beside("x = unicode(y), unicode", "x = _py2.unicode(y), unicode");
    beside("unicode = f; unicode(x)", "unicode = f; unicode(x)");
}

#[test]
fn source_known_to_be_python2() {
    let source = "print ('a', 'b')\nx = d.keys()\n";
    assert_eq!(translate(source).source, source);
    let translation = translate_python2(source);
    assert_eq!(translation.dialect, Dialect::Python2);
    assert_eq!(
        translation.source,
        "print(('a', 'b'))\nx = _py2(d).keys()\n"
    );
    for python3 in [
        "print(x, end='')\n",
        "x = f'{y}'\n",
        "class A(B):\n    def f(self): super().f()\n",
        "class A(metaclass=M): pass\n",
        "def f(a, *, b): pass\n",
        "def f(): yield from x\n",
        "import os, queue\nd.keys()\n",
        "from tkinter import Tk\nd.keys()\n",
    ] {
        let translation = translate_python2(python3);
        assert_eq!(translation.dialect, Dialect::Python3);
        assert_eq!(translation.source, python3);
    }
    // For both dialects; it runs in the dialect of the program.
    for either in [
        "try: import Queue\nexcept ImportError: import queue as Queue\nd.keys()\n",
        "super(A, self).f(); f(a, *b); x = queue = 1; d.keys()\n",
    ] {
        let translation = translate_python2(either);
        assert_eq!(translation.dialect, Dialect::Python2);
        assert!(translation.source.ends_with("_py2(d).keys()\n"));
    }
}

#[test]
fn deep_expressions_are_left_alone() {
    let deep = format!(
        "print 'a'\nx = {}d.keys(){}",
        "-".repeat(300),
        " + 1".repeat(300)
    );
    assert!(translate(&deep).source.starts_with("print('a')\n"));
}

#[test]
fn items_are_printed_one_by_one_where_it_shows() {
    beside(
        "def f(): x\nprint 'a', f(), b",
        "def f(): x\nprint('a', end=' '); print(f(), end=' '); print(b)",
    );
    beside(
        "print x, x.pop(),",
        "print(x, end=' '); print(x.pop(), end=' ')",
    );
    beside(
        "print >>f, x, x.pop()",
        "print(x, end=' ', file=f); print(x.pop(), file=f)",
    );
    beside(
        "if x: print (x), (x.pop(), # why\n  1), \\\n  x",
        "if x: print((x), end=' '); print((x.pop(), # why\n  1), end=' '); print(\\\n  x)",
    );
    beside(
        "try: print a, int(b)\nexcept: x",
        "try: print(a, end=' '); print(int(b))\nexcept: x",
    );
    beside("print a, int(b)", "print(a, int(b))");
    beside("print x.pop(), a", "print(x.pop(), a)");
    beside("print 'a %s' % x.pop()", "print('a %s' % x.pop())");
    becomes(
        "from __future__ import print_function\nprint(x, x.pop()); 1L",
        "from __future__ import print_function\nprint(x, x.pop()); 1",
    );
}
