//! Runs a Python file in the interpreter on this machine itself, without a browser: `native FILE [ARGS...]`.
//!
//! It is the same interpreter with the same modules and patches; only the futex and the threads are the system's. Tests,
//! sanitizers and debuggers use it, since a build takes a minute and a start a second.

use std::process::exit;

use threading_interpreter::{Program, boot, restore, run};

/// As much as a thread of a program may ask for with `threading.stack_size`, in bytes.
const STACK_SIZE: usize = 64 << 20;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let Some(main) = arguments.next() else {
        eprintln!("native FILE [ARGS...]");
        exit(2);
    };
    let source = match std::fs::read(&main) {
        Ok(source) => source,
        Err(error) => {
            eprintln!("{main}: {error}");
            exit(2);
        }
    };
    let program = Program {
        main: main.clone(),
        files: vec![(main, source)],
        argv: arguments.collect(),
        dialect: None,
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
    // It never returns; where it panicked, the message is out already.
    let _ = main_thread.map(std::thread::JoinHandle::join);
    exit(134);
}
