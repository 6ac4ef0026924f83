//! `os.pipe`: transfers bytes between threads through descriptors.

use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
};

use process_files::{Errno, External};
use rustpython_vm::{PyResult, VirtualMachine};
use web_threading::{Deadline, GaveUp, Until, futex, interrupt};

use super::{FILES, path::raise};
use crate::modules::interruptible;

/// The greatest number of bytes in a pipe, as on Linux.
const CAPACITY: usize = 64 * 1024;

/// Counts the changes of all pipes; `select` waits on it.
static ACTIVITY: AtomicU32 = AtomicU32::new(0);

struct Pipe {
    state: Mutex<State>,
    /// Counts the changes of the state; readers and writers wait on it.
    changes: AtomicU32,
}

struct State {
    bytes: VecDeque<u8>,
    has_reader: bool,
    has_writer: bool,
}

/// The object behind a descriptor. It is dropped with the last descriptor, which closes this side.
struct ReadEnd(Arc<Pipe>);
struct WriteEnd(Arc<Pipe>);

impl Pipe {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn changed(&self) {
        // Release pairs with the Acquire of `wait_for`: a thread that sees the new count also sees the new state.
        for count in [&self.changes, &ACTIVITY] {
            count.fetch_add(1, Ordering::Release);
            futex::wake_all(count);
        }
    }

    /// Calls `attempt` until it returns a result; in between, waits until the state has changed.
    fn wait_for<R>(
        &self,
        mut attempt: impl FnMut(&mut State) -> Option<R>,
        vm: &VirtualMachine,
    ) -> PyResult<R> {
        let attempt = || attempt(&mut self.state());
        Ok(wait_for_change(&self.changes, None, attempt, vm)?
            .expect("without a deadline there is an answer"))
    }
}

/// Calls `attempt` until it returns a result or `deadline` passes; in between, waits until `changes` has changed.
fn wait_for_change<R>(
    changes: &AtomicU32,
    deadline: Option<Deadline>,
    mut attempt: impl FnMut() -> Option<R>,
    vm: &VirtualMachine,
) -> PyResult<Option<R>> {
    interruptible(vm, |_| {
        loop {
            let seen = changes.load(Ordering::Acquire);
            if let Some(answer) = attempt() {
                return Some(Some(answer));
            }
            match interrupt::wait(changes, seen, Until::from(deadline).or_interrupt()) {
                Ok(_) => {}
                Err(GaveUp::TimedOut) => return Some(None),
                Err(GaveUp::Interrupted) => return None,
            }
        }
    })
}

/// Waits until at least one of the descriptors is ready or `deadline` passes. Returns the `readers` that can be read, and
/// the `writers` that can be written, without waiting. A descriptor that is not a pipe is always ready.
pub(super) fn select(
    readers: &[i32],
    writers: &[i32],
    deadline: Option<Deadline>,
    vm: &VirtualMachine,
) -> PyResult<(Vec<i32>, Vec<i32>)> {
    // A pipe stays open while `select` waits for it.
    let open = |fds: &[i32]| -> PyResult<Vec<(i32, Option<External>)>> {
        fds.iter()
            .map(|&fd| Ok((fd, raise(FILES.external(fd), vm)?)))
            .collect()
    };
    let (readers, writers) = (open(readers)?, open(writers)?);
    let ready = |all: &[(i32, Option<External>)]| -> Vec<i32> {
        let ready = all
            .iter()
            .filter(|(_, end)| end.as_ref().is_none_or(is_ready));
        ready.map(|(fd, _)| *fd).collect()
    };
    let attempt = || {
        let found = (ready(&readers), ready(&writers));
        (!found.0.is_empty() || !found.1.is_empty()).then_some(found)
    };
    Ok(wait_for_change(&ACTIVITY, deadline, attempt, vm)?.unwrap_or_default())
}

fn is_ready(end: &External) -> bool {
    if let Some(ReadEnd(pipe)) = end.downcast_ref() {
        let state = pipe.state();
        !state.bytes.is_empty() || !state.has_writer
    } else if let Some(WriteEnd(pipe)) = end.downcast_ref() {
        let state = pipe.state();
        state.bytes.len() < CAPACITY || !state.has_reader
    } else {
        true
    }
}

impl Drop for ReadEnd {
    fn drop(&mut self) {
        self.0.state().has_reader = false;
        self.0.changed();
    }
}

impl Drop for WriteEnd {
    fn drop(&mut self) {
        self.0.state().has_writer = false;
        self.0.changed();
    }
}

/// Creates a pipe. Returns its descriptors for reading and for writing.
pub(super) fn open(vm: &VirtualMachine) -> PyResult<(i32, i32)> {
    let pipe = Arc::new(Pipe {
        state: Mutex::new(State {
            bytes: VecDeque::new(),
            has_reader: true,
            has_writer: true,
        }),
        changes: AtomicU32::new(0),
    });
    let reader = raise(FILES.add_external(Arc::new(ReadEnd(Arc::clone(&pipe)))), vm)?;
    let writer = FILES.add_external(Arc::new(WriteEnd(pipe)));
    if writer.is_err() {
        // Closing cannot fail, because the descriptor was just opened.
        let _ = FILES.close(reader);
    }
    Ok((reader, raise(writer, vm)?))
}

/// Reads at least one and at most `length` bytes; returns none if all writers have closed the pipe.
pub(super) fn read(end: &External, length: usize, vm: &VirtualMachine) -> PyResult<Vec<u8>> {
    let Some(ReadEnd(pipe)) = end.downcast_ref() else {
        return raise(Err(Errno::BadDescriptor), vm);
    };
    let bytes = pipe.wait_for(
        |state| {
            if state.bytes.is_empty() && state.has_writer && length > 0 {
                return None;
            }
            let count = length.min(state.bytes.len());
            Some(state.bytes.drain(..count).collect::<Vec<u8>>())
        },
        vm,
    )?;
    if !bytes.is_empty() {
        pipe.changed();
    }
    Ok(bytes)
}

/// Writes all bytes, waiting for space, and returns how many. Writes of at most [`CAPACITY`] bytes are atomic.
pub(super) fn write(end: &External, bytes: &[u8], vm: &VirtualMachine) -> PyResult<usize> {
    let Some(WriteEnd(pipe)) = end.downcast_ref() else {
        return raise(Err(Errno::BadDescriptor), vm);
    };
    for chunk in bytes.chunks(CAPACITY) {
        let written = pipe.wait_for(
            |state| {
                if !state.has_reader {
                    return Some(Err(Errno::BrokenPipe));
                }
                if state.bytes.len() + chunk.len() > CAPACITY {
                    return None;
                }
                state.bytes.extend(chunk);
                Some(Ok(()))
            },
            vm,
        )?;
        raise(written, vm)?;
        pipe.changed();
    }
    Ok(bytes.len())
}
