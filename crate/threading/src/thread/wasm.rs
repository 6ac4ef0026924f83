//! Starting a thread on a worker.
use super::{SpawnError, Task, Thread};
use crate::worker;

pub(super) fn start(
    thread: &Thread,
    task: Task,
    _stack_size: Option<usize>,
) -> Result<(), SpawnError> {
    worker::start(thread.clone(), task)
}
