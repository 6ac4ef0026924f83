//! For any source, the translation does not panic, keeps the lines, and does not change Python 3.

use proptest::prelude::*;
use python2_dialect::{Dialect, translate};
use ruff_python_parser::parse_module;

const PIECES: &[&str] = &[
    "print",
    "print ",
    "print >>",
    "exec ",
    "raise ",
    "except ",
    "try:",
    "if ",
    "else:",
    "def f(",
    "lambda ",
    "lambda (a, b)",
    "def f((a, (b, c)), d):",
    "def f((a,\n b)=1):\n    ",
    "while ",
    "for i in ",
    "with ",
    ".keys()",
    ".next()",
    ".sort(f)",
    ".func_name",
    "unicode(",
    "d.iteritems()",
    " / ",
    "class ",
    "import ",
    "from __future__ import print_function\n",
    "in ",
    " as ",
    "not ",
    "None",
    "yield ",
    "async ",
    "return ",
    "x",
    "é",
    "☃",
    "ur",
    "L",
    "10",
    "0777",
    "09",
    "10L",
    "1.5",
    "'a'",
    "\"b\"",
    "'",
    "\"",
    "'''",
    "\"\"\"",
    "f'{",
    "}",
    "u'\\u00e9'",
    "'\\users'",
    "`",
    "`x`",
    "<>",
    "<",
    ">",
    ">>",
    ",",
    ", ",
    ";",
    ":",
    "=",
    ".",
    "*",
    "(",
    ")",
    "[",
    "]",
    "{",
    "%",
    "+",
    "-",
    "@",
    "!",
    "$",
    "?",
    "#",
    "# print 'a'",
    "\\",
    "\\\n",
    "\n",
    "\n",
    "\n    ",
    "\r\n",
    "\r",
    "\t",
    " ",
    "    ",
    "\0",
    "\x0c",
    "\u{feff}",
];

fn line_ends(text: &str) -> usize {
    let crlf = text.matches("\r\n").count();
    text.matches('\n').count() + text.matches('\r').count() - crlf
}

fn check(source: &str) -> Result<(), TestCaseError> {
    let translation = translate(source);
    prop_assert_eq!(line_ends(source), line_ends(&translation.source));
    if translation.dialect == Dialect::Python3 {
        prop_assert_eq!(source, &translation.source);
    } else {
        prop_assert!(parse_module(source).is_err());
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn token_soup(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
        check(&pieces.concat())?;
    }

    #[test]
    fn token_soup_in_python2(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..25)) {
        check(&format!("print 'a'\n{}", pieces.concat()))?;
    }

    #[test]
    fn any_text(source in any::<String>()) {
        check(&source)?;
    }
}
