//! The notes about a Python 2 program in which some semantics stay Python 3's.

use python2_dialect::translate;

/// Asserts the lines of the notes on `source`, and the first words of each.
#[track_caller]
fn notes(source: &str, expected: &[(usize, &str)]) {
    let notes = translate(source).notes;
    assert_eq!(notes.len(), expected.len(), "{source:?}: {notes:?}");
    for (note, (line, start)) in notes.iter().zip(expected) {
        assert_eq!(note.line, *line, "{source:?}: {note:?}");
        assert!(note.text.starts_with(start), "{source:?}: {note:?}");
    }
}

#[test]
fn division() {
    notes(
        "print a / b\nx = 1\nx /= 2; x = y / 2 / z\n",
        &[(1, "`/` divides"), (3, "`/` divides")],
    );
    notes("print a / float(b), a // b, a / 2.0\n", &[(1, "A float")]);
    notes("from __future__ import division\nprint a / b\n", &[]);
    notes(
        "print 'a',\\\n  b\r\nprint c / d\r\n",
        &[(3, "`/` divides")],
    );
}

#[test]
fn text_and_files() {
    notes("print u'a', unicode(b)\n", &[(1, "Text is Unicode")]);
    notes(
        "x = 1\nprint s.encode('utf-8')\n",
        &[(2, "Text is Unicode")],
    );
    notes(
        "print open(f, 'rb'), open(g, 'w')\n",
        &[(1, "A file in binary mode")],
    );
}

#[test]
fn how_things_are_written() {
    notes("print 'a'\nprint 0.1\nprint 0.2\n", &[(2, "A float")]);
    notes("print type(x)\n", &[(1, "A type")]);
    notes("print set(x)\n", &[(1, "A set")]);
    notes(
        "print long(x), 10L\n",
        &[(1, "There is one type of integer")],
    );
    notes("x = 1\ny = 10L\n", &[(2, "There is one type of integer")]);
}

#[test]
fn dicts_hashes_and_exec() {
    notes(
        "print d.keys(), hash(d)\n",
        &[(1, "A dict"), (1, "The hash")],
    );
    notes("def f():\n    exec code\nexec code\n", &[(2, "`exec`")]);
}

#[test]
fn list_comprehensions() {
    notes("x = 1\nprint [x for x in y]\n", &[(2, "The variable")]);
    notes(
        "for a, b in c: print [b for a, b in d]\n",
        &[(1, "The variable")],
    );
    notes("print [x for x in y], [x for x in z]\n", &[]);
    notes("x = 1\nprint list(x for x in y)\n", &[]);
}

#[test]
fn nothing_to_say() {
    notes("print 'a %s' % b, a // b\n", &[]);
    notes("x = a / b\n", &[]);
    notes("print 'a\n x = = 1 / 2\n", &[]);
}
