//! Generates the part of Python's library that the interpreter contains.

mod library;
mod sources;

use std::{env, path::PathBuf};

fn main() {
    println!("cargo:rerun-if-changed=build");
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo says where"));
    library::write(&out);
    sources::write(&out);
}
