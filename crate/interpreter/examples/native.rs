//! Runs a Python file in the interpreter natively, without a browser: `native [--gil] FILE [ARGS...]`. The Python files in
//! the same folder can be imported. With `--gil`, the threads take turns under a global lock.
//!
//! It is the same interpreter with the same modules and patches; only the futex and the threads are the operating system's.
//! Tests, sanitizers and debuggers use it, because it builds in a minute and starts in a second.

use std::{ffi::OsStr, io, path::Path, process::exit};

use threading_interpreter::{Program, boot, restore, run};

/// The greatest size that a program may request with `threading.stack_size`, in bytes.
const STACK_SIZE: usize = 64 << 20;

fn main() {
    let mut arguments = std::env::args().skip(1).peekable();
    let gil = arguments.next_if(|argument| argument == "--gil").is_some();
    let Some(main) = arguments.next() else {
        eprintln!("native [--gil] FILE [ARGS...]");
        exit(2);
    };
    let files = match files_beside(&main) {
        Ok(files) => files,
        Err(error) => {
            eprintln!("{main}: {error}");
            exit(2);
        }
    };
    let program = Program {
        main: name_of(Path::new(&main)),
        files,
        argv: arguments.collect(),
        dialect: None,
        gil,
        record: false,
    };
    let main_thread = std::thread::Builder::new()
        .stack_size(STACK_SIZE)
        .spawn(move || {
            let ready = boot(STACK_SIZE).and_then(|()| restore());
            match ready {
                Ok(()) => exit(run(&program)),
                Err(traceback) => {
                    eprintln!("{traceback}");
                    exit(70);
                }
            }
        });
    // The main thread never returns. If it panicked, the message has been printed already.
    let _ = main_thread.map(std::thread::JoinHandle::join);
    exit(134);
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .unwrap_or(OsStr::new(""))
        .to_string_lossy()
        .into_owned()
}

/// Returns the file and the Python files of its folder, each with its name in the program.
fn files_beside(main: &str) -> io::Result<Vec<(String, Vec<u8>)>> {
    let main = Path::new(main);
    let mut files = vec![(name_of(main), std::fs::read(main)?)];
    let folder = main.parent().filter(|path| !path.as_os_str().is_empty());
    for entry in std::fs::read_dir(folder.unwrap_or(Path::new(".")))? {
        let path = entry?.path();
        if path.extension() == Some(OsStr::new("py")) && path.file_name() != main.file_name() {
            files.push((name_of(&path), std::fs::read(&path)?));
        }
    }
    Ok(files)
}
