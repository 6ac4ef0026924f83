//! Writes the source on standard input as Python 3 to standard output, and the notes about semantics that stay Python 3's to
//! standard error: `cargo run -p python2-dialect --example translate < x.py`.

use std::io::{Read, Write};

fn main() -> std::io::Result<()> {
    let mut source = String::new();
    std::io::stdin().read_to_string(&mut source)?;
    let translation = python2_dialect::translate(&source);
    eprintln!("{:?}", translation.dialect);
    for note in &translation.notes {
        eprintln!("line {}: {}", note.line, note.text);
    }
    std::io::stdout().write_all(translation.source.as_bytes())
}
