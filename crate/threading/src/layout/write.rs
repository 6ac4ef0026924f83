//! Writes numbers of Rust as JavaScript. A test compares the result with the committed file.
//!
//! `crate/layout/tests/written.rs` includes this file too.
#![allow(clippy::unwrap_used, reason = "only tests use it")]
use std::path::Path;

/// Returns a field's name as JavaScript writes it.
pub(crate) fn camel_case(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_lowercase();
    words.fold(first, |text, word| {
        let (initial, rest) = word.split_at(1);
        text + &initial.to_uppercase() + &rest.to_lowercase()
    })
}

/// Returns the lines of an object of numbers, in Biome's format.
pub(crate) fn object(doc: &str, name: &str, entries: &[(&str, usize)], end: &str) -> String {
    let lines: String = entries
        .iter()
        .map(|(name, number)| format!("  {}: {number},\n", camel_case(name)))
        .collect();
    format!("/** {doc} */\nexport const {name} = {{\n{lines}}}{end};\n")
}

/// Compares a file with `text`. If they differ, writes the file and fails.
pub(crate) fn update(path: &Path, text: &str) {
    let found = std::fs::read_to_string(path).unwrap_or_default();
    if found.replace("\r\n", "\n") != text {
        std::fs::write(path, text).unwrap();
        panic!(
            "{} was stale and has been written: commit it",
            path.display()
        );
    }
}

/// Like [`update`], for the lines of a file between one that contains `layout: begin` and one that contains `layout: end`.
pub(crate) fn update_region(path: &Path, text: &str) {
    let whole = std::fs::read_to_string(path).unwrap();
    let line_end = |mark: &str| {
        let at = whole.find(mark).unwrap_or_else(|| {
            panic!("{} has no line with `{mark}`", path.display());
        });
        (whole[..at].rfind('\n').map_or(0, |end| end + 1), at)
    };
    let (_, begin) = line_end("layout: begin");
    let begin = begin + whole[begin..].find('\n').unwrap() + 1;
    let (end, _) = line_end("layout: end");
    update(path, &format!("{}{text}{}", &whole[..begin], &whole[end..]));
}

/// Returns the names of a struct's fields, each with its position in words of 32 bits.
macro_rules! words {
    ($type:ty: $($field:ident),+ $(,)?) => {
        [$((stringify!($field), std::mem::offset_of!($type, $field) / 4)),+]
    };
}
pub(crate) use words;
