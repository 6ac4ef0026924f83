//! Starting a thread on `std`.
use super::{Running, SpawnError, Task, Thread};

pub(super) fn start(
    thread: &Thread,
    task: Task,
    stack_size: Option<usize>,
) -> Result<(), SpawnError> {
    let running = thread.clone();
    let mut builder = std::thread::Builder::new();
    // The operating system does not allow a NUL in a thread's name.
    if !thread.name().contains('\0') {
        builder = builder.name(thread.name().to_owned());
    }
    if let Some(bytes) = stack_size {
        builder = builder.stack_size(bytes);
    }
    let work = move || {
        let running = Running::begin(running);
        let end = task();
        running.finish(end, || {});
    };
    builder
        .spawn(work)
        .map(drop)
        .map_err(|error| SpawnError::System(error.to_string()))
}
