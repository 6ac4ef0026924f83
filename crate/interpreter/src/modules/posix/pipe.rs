//! `os.pipe`: bytes from one thread to another, through descriptors.

use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
};

use process_files::{Errno, External};
use rustpython_vm::{PyResult, VirtualMachine};
use web_threading::{
    Deadline, Interruptible, futex,
    interrupt::{self, Wait},
};

use super::{FILES, path::raise};
use crate::modules::interruptible;

/// Most bytes that wait in a pipe, as on Linux.
const CAPACITY: usize = 64 * 1024;

/// Counts changes of any pipe; `select` sleeps on it.
static ACTIVITY: AtomicU32 = AtomicU32::new(0);

struct Pipe {
    state: Mutex<State>,
    /// Counts changes of the state; who waits for one sleeps on it.
    changes: AtomicU32,
}

struct State {
    bytes: VecDeque<u8>,
    has_reader: bool,
    has_writer: bool,
}

/// What a descriptor holds. Dropped with the last descriptor, which closes that side.
struct ReadEnd(Arc<Pipe>);
struct WriteEnd(Arc<Pipe>);

impl Pipe {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn changed(&self) {
        // Release pairs with the Acquire of `wait_for`: who sees the new count sees the new state.
        for count in [&self.changes, &ACTIVITY] {
            count.fetch_add(1, Ordering::Release);
            futex::wake_all(count);
        }
    }

    /// Calls `attempt` until it gives an answer; in between it sleeps until the state has changed.
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

/// Calls `attempt` until it gives an answer or `deadline` passes; in between it sleeps until `changes` has changed.
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
            match interrupt::wait(changes, seen, deadline, Interruptible::Yes) {
                Wait::Woken | Wait::Mismatch => {}
                Wait::TimedOut => return Some(None),
                Wait::Interrupted => return None,
            }
        }
    })
}

/// Those of `readers` that can be read and of `writers` that can be written without waiting, once there is one or `deadline`
/// passes. What is no pipe is always ready.
pub(super) fn select(
    readers: &[i32],
    writers: &[i32],
    deadline: Option<Deadline>,
    vm: &VirtualMachine,
) -> PyResult<(Vec<i32>, Vec<i32>)> {
    // A pipe is kept open while it is waited for.
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

/// A new pipe's two descriptors: to read, to write.
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
        // It has just been opened.
        let _ = FILES.close(reader);
    }
    Ok((reader, raise(writer, vm)?))
}

/// Reads at most `length` bytes, at least one; none once nobody can write any more.
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

/// Writes all bytes, waiting for room, and says how many. What is no longer than [`CAPACITY`] is never torn.
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
