//! The programs of the documented threading page, as they are in `www/examples`.

use std::fs;
use std::path::{Path, PathBuf};

use python2_dialect::{Dialect, translate};
use ruff_python_parser::parse_module;

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../www/examples")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[track_caller]
fn only_changes(name: &str, changes: &[(&str, &str)]) {
    let before = read(&examples().join(name));
    let mut expected = before.clone();
    for (from, to) in changes {
        assert!(expected.contains(from), "{name} has {from:?}");
        expected = expected.replacen(from, to, 1);
    }
    let translation = translate(&before);
    assert_eq!(translation.source, expected);
    let dialect = if changes.is_empty() {
        Dialect::Python3
    } else {
        Dialect::Python2
    };
    assert_eq!(translation.dialect, dialect);
    assert!(parse_module(&expected).is_ok());
}

#[test]
fn simple() {
    only_changes(
        "threading_simple.py",
        &[("print 'Worker'", "print('Worker')")],
    );
}

#[test]
fn simpleargs() {
    only_changes(
        "threading_simpleargs.py",
        &[("print 'Worker: %s' % num", "print('Worker: %s' % num)")],
    );
}

/// Both dialects read it in the same way, except for `setDaemon`, which Python 3 deprecates.
#[test]
fn daemon() {
    only_changes("threading_daemon.py", &[]);
    only_changes("threading_daemon_join.py", &[]);
}

#[test]
fn daemon_join_timeout() {
    only_changes(
        "threading_daemon_join_timeout.py",
        &[(
            "print 'd.isAlive()', d.isAlive()",
            "print('d.isAlive()', d.isAlive())",
        )],
    );
}

/// Every example is valid in its dialect, and the translated examples are valid Python 3.
#[test]
fn every_example_compiles() {
    let mut seen = 0;
    for folder in [examples(), examples().join("python3")] {
        for entry in fs::read_dir(&folder).expect("the folder of the examples") {
            let path = entry.expect("an entry").path();
            if path.extension().is_none_or(|extension| extension != "py") {
                continue;
            }
            let translation = translate(&read(&path));
            if let Err(error) = parse_module(&translation.source) {
                panic!("{}: {error}", path.display());
            }
            if folder.ends_with("python3") {
                assert_eq!(translation.dialect, Dialect::Python3, "{}", path.display());
            }
            seen += 1;
        }
    }
    assert!(seen >= 5, "{seen} examples");
}
