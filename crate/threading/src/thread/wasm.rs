//! Starting a thread on a worker.
use super::{Running, SpawnError, Task, Thread};
use crate::worker;

pub(super) fn start(
    thread: &Thread,
    task: Task,
    _stack_size: Option<usize>,
) -> Result<(), SpawnError> {
    let running = thread.clone();
    let work = move |park: &dyn Fn()| {
        let running = Running::begin(running);
        let end = task();
        // Parked before the joiners wake, so that a joiner that starts another thread at once finds this worker.
        running.finish(end, park);
    };
    worker::start(Box::new(work), thread.outcome())
}
