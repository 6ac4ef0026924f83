//! Runs `COMPAT` with this machine's Python 3: a translated program prints what Python 2.7 printed.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use python2_dialect::{COMPAT, Dialect, translate};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/compat")
}

/// Runs translated `source`, with deprecation warnings as errors. Returns standard output.
fn run(source: &str) -> String {
    let translation = translate(source);
    assert_eq!(translation.dialect, Dialect::Python2);
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let mut child = Command::new(&python)
        .args(["-X", "utf8", "-W", "error::DeprecationWarning"])
        .arg(folder().join("run.py"))
        .arg(folder().join("../../src/compat"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{python}: {error}"));
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin
        .write_all(translation.source.as_bytes())
        .expect("the program is read");
    drop(stdin);
    let output = child.wait_with_output().expect("the program ends");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    String::from_utf8(output.stdout)
        .expect("UTF-8")
        .replace("\r\n", "\n")
}

#[test]
fn what_python3_dropped_is_back() {
    let program = include_str!("compat/dropped.py");
    assert_eq!(run(program), include_str!("compat/dropped.out"));
}

/// Runs the Python 2 programs in `tests/faults`, which the interpreter runs too.
#[test]
fn programs_print_what_they_printed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/faults");
    let mut seen = 0;
    for entry in std::fs::read_dir(&folder).expect("the folder of the programs") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        // A module of the interpreter translates code in strings.
        let is_for_the_interpreter = name == "python2_exec.py";
        if !name.starts_with("python2_") || !name.ends_with(".py") || is_for_the_interpreter {
            continue;
        }
        let read = |path: &Path| std::fs::read_to_string(path).expect("a text file");
        assert_eq!(
            run(&read(&path)),
            read(&path.with_extension("out")),
            "{name}"
        );
        seen += 1;
    }
    assert!(seen >= 5, "{seen} programs");
}

#[test]
fn map_runs_at_once() {
    assert_eq!(
        run("seen = []\nmap(seen.append, 'ab')\nprint seen\n"),
        "['a', 'b']\n"
    );
}

/// Where the dialects differ and the meaning is ambiguous, there is an exception, as for comparisons without an order.
#[test]
fn what_cannot_be_told_apart_raises() {
    for (statement, error) in [
        ("'é'.decode('utf-8')", "TypeError"),
        ("'\\xe9'.encode('hex')", "TypeError"),
        ("unicode('é', 'utf-8')", "TypeError"),
        ("sys.setdefaultencoding('latin-1')", "LookupError"),
        ("cmp(1, 'a')", "TypeError"),
        ("cmp({}, {1: 2})", "TypeError"),
        ("[1, 'a'].sort()", "TypeError"),
        ("sorted([None, 1])", "TypeError"),
        ("isinstance(1, file)", "TypeError"),
        ("'abc'.encode('no such codec')", "LookupError"),
        ("raise 'text'", "TypeError"),
        ("print b'\\xff'", "UnicodeDecodeError"),
        ("class A(object): __coerce__ = 1", "TypeError"),
        ("(lambda (a, b): a)((1, 2, 3))", "TypeError"),
        ("len.func_name", "AttributeError"),
        ("(lambda x: change(x))(1)", "TypeError"),
        ("[].has_key(1)", "AttributeError"),
        ("int('0777', 0)", "ValueError"),
        ("import operator; operator.div", "AttributeError"),
    ] {
        let program = format!(
            "import sys\ndef change(x): exec 'x = 2'\ntry:\n    {statement}\n    print 'nothing'\nexcept Exception, e: print e.__class__.__name__\n"
        );
        assert_eq!(run(&program), format!("{error}\n"), "{statement}");
    }
}

#[test]
fn a_name_the_program_defines_is_its_own() {
    assert_eq!(
        run("def cmp(a, b): return 'mine'\nprint cmp(1, 2)\n"),
        "mine\n"
    );
}

#[test]
fn the_last_module_installs() {
    let (name, source) = COMPAT[COMPAT.len() - 1];
    assert_eq!(name, "_python2");
    assert!(source.contains("def install(namespace, source=\"\"):"));
}
