//! Packs the source of the library modules that appear in tracebacks of programs about threads.

use std::{fmt::Write as _, fs, io::Write as _, path::Path};

use flate2::{Compression, write::ZlibEncoder};

/// The modules whose source lines a traceback shows. For the others it shows the module and the line number.
const MODULES: [&str; 22] = [
    "asyncio.base_events",
    "asyncio.events",
    "asyncio.futures",
    "asyncio.locks",
    "asyncio.queues",
    "asyncio.runners",
    "asyncio.taskgroups",
    "asyncio.tasks",
    "asyncio.threads",
    "asyncio.timeouts",
    "concurrent.futures._base",
    "concurrent.futures.thread",
    "contextlib",
    "functools",
    "json",
    "json.decoder",
    "multiprocessing.pool",
    "queue",
    "random",
    "sched",
    "threading",
    "weakref",
];

fn read(module: &str) -> String {
    let path = Path::new(rustpython_pylib::LIB_PATH).join(module.replace('.', "/"));
    let file = if path.is_dir() {
        path.join("__init__.py")
    } else {
        path.with_extension("py")
    };
    fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// Writes `library_sources.rs`: a table of the modules' names and their sources, compressed with `zlib`.
pub fn write(out: &Path) {
    let mut table = String::from("&[\n");
    for module in MODULES {
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
        packed
            .write_all(read(module).as_bytes())
            .expect("memory takes it");
        let packed = packed.finish().expect("memory takes it");
        fs::write(out.join(module), packed).expect("cargo's folder can be written");
        writeln!(table, "    ({module:?}, include_bytes!({module:?})),").expect("memory takes it");
    }
    table.push(']');
    fs::write(out.join("library_sources.rs"), table).expect("cargo's folder can be written");
}
