//! Each module of src uses only modules of the layers below its own; the order of the layers is in src/lib.rs.
#![cfg(not(any(target_arch = "wasm32", loom, miri)))]
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The source of each module, without its comments. The files of a folder are one module.
type Sources = BTreeMap<String, String>;

fn read(folder: &Path, module: Option<&str>, sources: &mut Sources) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let module = module.unwrap_or(&stem);
        if path.is_dir() {
            read(&path, Some(module), sources);
        } else {
            let text = std::fs::read_to_string(&path).unwrap();
            sources
                .entry(module.to_owned())
                .or_default()
                .push_str(&text);
        }
    }
}

fn without_comments(text: &str) -> String {
    let is_code = |line: &&str| !line.trim_start().starts_with("//");
    text.lines().filter(is_code).collect::<Vec<_>>().join("\n")
}

/// Returns the modules in the order of their layers, the lowest first.
fn layers(lib: &str) -> Vec<String> {
    lib.lines()
        .filter_map(|line| line.strip_prefix("// layers: "))
        .flat_map(str::split_whitespace)
        .map(str::to_owned)
        .collect()
}

/// Returns the modules that lib.rs declares.
fn declared(lib: &str) -> Vec<&str> {
    lib.lines()
        .filter_map(|line| {
            let line = line.strip_prefix("pub ").unwrap_or(line);
            line.strip_prefix("mod ")?.strip_suffix(';')
        })
        .collect()
}

/// Returns what follows each `crate::` in `code`: one name, or those at the top level of a group in braces.
fn used(code: &str) -> BTreeSet<String> {
    let name = |text: &str| -> String {
        let end = text.find(|c: char| !c.is_alphanumeric() && c != '_');
        text[..end.unwrap_or(text.len())].to_owned()
    };
    let mut names = BTreeSet::new();
    for (at, found) in code.match_indices("crate::") {
        let rest = &code[at + found.len()..];
        let Some(group) = rest.strip_prefix('{') else {
            names.insert(name(rest));
            continue;
        };
        let mut depth = 0;
        let mut begins = true;
        for (at, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => begins = true,
                c if begins && !c.is_whitespace() => {
                    names.insert(name(&group[at..]));
                    begins = false;
                }
                _ => {}
            }
        }
    }
    names
}

/// Returns the violations in `sources`, one line for each.
fn faults(order: &[String], sources: &Sources) -> Vec<String> {
    let place = |module: &str| order.iter().position(|other| other == module);
    let mut faults = Vec::new();
    for (module, text) in sources {
        let Some(own) = place(module) else {
            faults.push(format!("{module} is in no layer"));
            continue;
        };
        for other in used(&without_comments(text)) {
            match place(&other) {
                Some(theirs) if theirs > own => {
                    faults.push(format!("{module} uses {other}, which is above it"))
                }
                Some(_) => {}
                None => faults.push(format!(
                    "{module} uses {other} of the crate's root, not of its module"
                )),
            }
        }
    }
    faults
}

#[test]
fn each_module_uses_only_what_is_below_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut sources = Sources::new();
    read(&folder, None, &mut sources);
    let lib = sources.remove("lib").unwrap();
    let order = layers(&lib);

    let mut sorted = order.clone();
    sorted.sort();
    assert_eq!(sorted, declared(&lib), "the layers have each module once");
    assert!(sources.keys().eq(&sorted), "each file is in one module");
    assert_eq!(faults(&order, &sources), Vec::<String>::new());
    // A folder may select among its own files by target; a file mounted from another folder would exist twice.
    assert!(!lib.contains("#[path"), "lib.rs mounts no file by its path");
    for (module, text) in &sources {
        let outside = text
            .lines()
            .find(|line| line.starts_with("#[path") && line.contains('/'));
        assert_eq!(outside, None, "{module} mounts a file of another folder");
    }
}

/// A violation of each kind is found, in each form in which it can be written.
#[test]
fn an_upward_use_is_found() {
    let order = layers("// layers: low middle\n// layers: high\n");
    let found = |module: &str, code: &str| {
        faults(
            &order,
            &Sources::from([(module.to_owned(), code.to_owned())]),
        )
    };
    let upward = ["low uses high, which is above it"];
    assert_eq!(found("low", "use crate::high::Thing;"), upward);
    assert_eq!(
        found("low", "fn f() {\n    crate::high::call();\n}"),
        upward
    );
    assert_eq!(
        found("low", "use crate::{\n    low::{a, b},\n    high,\n};"),
        upward
    );
    assert_eq!(found("low", "pub(crate) use crate::high;"), upward);
    assert_eq!(
        found("low", "use crate::middle;"),
        ["low uses middle, which is above it"],
        "also on one line"
    );
    assert_eq!(found("other", ""), ["other is in no layer"]);
    assert_eq!(
        found("high", "use crate::Thing;"),
        ["high uses Thing of the crate's root, not of its module"]
    );
    assert!(found("low", "/// See [`high`](crate::high).\nfn f() {}").is_empty());
    assert!(found("high", "use crate::{low, middle::Thing};").is_empty());
}
