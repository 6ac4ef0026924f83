//! Writes the Python 3 form of the source on standard input: `cargo run -p python2-dialect --example translate < x.py`.

use std::io::{Read, Write};

fn main() -> std::io::Result<()> {
    let mut source = String::new();
    std::io::stdin().read_to_string(&mut source)?;
    let translation = python2_dialect::translate(&source);
    eprintln!("{:?}", translation.dialect);
    std::io::stdout().write_all(translation.source.as_bytes())
}
