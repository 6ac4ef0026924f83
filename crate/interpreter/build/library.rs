//! Writes the frozen library without the modules that can never run in a page, and without compression. RustPython's crate
//! compresses each module with LZ4, and a browser's compression (brotli, gzip) cannot compress that again.

use std::{fs, path::Path};

use rustpython_compiler_core::frozen::{FrozenCodeObject, FrozenLib, FrozenModule};

/// Packages and modules that can never run in a page: they draw windows, start processes, install packages or are specific
/// to one system. `pydoc_data` contains the help on topics such as `help("for")`; `pydoc` works without it.
const LEFT_OUT: [&str; 18] = [
    "_aix_support",
    "_android_support",
    "_apple_support",
    "_ios_support",
    "_osx_support",
    "asyncio.__main__",
    "asyncio.proactor_events",
    "asyncio.unix_events",
    "asyncio.windows_events",
    "asyncio.windows_utils",
    "ensurepip",
    "idlelib",
    "pydoc_data",
    "sqlite3",
    "tkinter",
    "turtle",
    "turtledemo",
    "venv",
];

fn is_wanted(module: &str) -> bool {
    let is_in = |package: &&str| {
        module
            .strip_prefix(*package)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    !LEFT_OUT.iter().any(|package| is_in(package))
}

/// Returns an LZ4 block, preceded by its size, that stores `data` uncompressed.
fn stored(data: &[u8]) -> Vec<u8> {
    let length = u32::try_from(data.len()).expect("a module is smaller");
    let mut block = length.to_le_bytes().to_vec();
    // One sequence that has only literals. The upper half of the token is their number; 15 means that more bytes follow,
    // which are added to it.
    if data.len() < 15 {
        block.push((data.len() as u8) << 4);
    } else {
        let rest = data.len() - 15;
        block.push(15 << 4);
        block.resize(block.len() + rest / 255, 255);
        block.push((rest % 255) as u8);
    }
    block.extend_from_slice(data);
    block
}

/// Writes `library`: a [`FrozenLib`].
pub fn write(out: &Path) {
    let modules: Vec<_> = rustpython_pylib::FROZEN_STDLIB
        .into_iter()
        .filter(|(name, _)| is_wanted(name))
        .map(|(name, module)| {
            let code = lz4_flex::decompress_size_prepended(module.code.bytes)
                .unwrap_or_else(|error| panic!("{name}: {error}"));
            let bytes = stored(&code);
            let package = module.package;
            let code = FrozenCodeObject { bytes };
            (name, FrozenModule { code, package })
        })
        .collect();
    let modules = modules.iter().map(|(name, module)| {
        let bytes = module.code.bytes.as_slice();
        let package = module.package;
        let code = FrozenCodeObject { bytes };
        (*name, FrozenModule { code, package })
    });
    let library = FrozenLib::encode(modules);
    fs::write(out.join("library"), library.bytes).expect("cargo's folder can be written");
}
