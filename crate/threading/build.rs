//! Reports missing target features before any dependency is compiled, whose own messages do not say what to do.
use std::env;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let is_wasm = env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32");
    // docs.rs only checks types, without the flags of a page.
    if !is_wasm || env::var_os("DOCS_RS").is_some() {
        return;
    }
    let features = env::var("CARGO_CFG_TARGET_FEATURE").unwrap_or_default();
    let has = |wanted: &str| features.split(',').any(|feature| feature == wanted);
    if !has("atomics") || !has("bulk-memory") {
        println!(
            "cargo::error=web-threading needs the target features atomics and bulk-memory: copy .cargo/config.toml and \
             rust-toolchain.toml of its README"
        );
    }
}
