//! Starting threads.
use super::identity::{Thread, current};
use super::join::{JoinHandle, Packet};
use super::start;
use crate::observe::{Event, tell};
use crate::outcome::End;
use crate::spawn_error::SpawnError;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// How to start a thread: name, daemon, stack size.
///
/// # Examples
/// ```
/// use web_threading::Builder;
/// let logger = Builder::new().name("logger").daemon(true).spawn(|| ())?;
/// assert!(logger.thread().is_daemon());
/// # Ok::<(), web_threading::SpawnError>(())
/// ```
///
/// With a larger stack:
/// ```
/// use web_threading::Builder;
/// let deep = Builder::new().stack_size(8 << 20).spawn(|| [0_u8; 4 << 20].len())?;
/// assert_eq!(deep.join().ok(), Some(4 << 20));
/// # Ok::<(), web_threading::SpawnError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Builder {
    name: Option<String>,
    daemon: Option<bool>,
    stack_size: Option<usize>,
}

impl Builder {
    /// A thread with a name made up, daemon like its parent.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Names the thread.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Whether the process may end without waiting for the thread; inherited from the parent unless set.
    #[must_use]
    pub fn daemon(mut self, daemon: bool) -> Self {
        self.daemon = Some(daemon);
        self
    }

    /// The stack in bytes. Honoured natively. On the web a worker's stack is made with the worker, which serves many threads: there
    /// the host's `stackSize` decides and this is ignored.
    #[must_use]
    pub fn stack_size(mut self, bytes: usize) -> Self {
        self.stack_size = Some(bytes);
        self
    }

    /// Starts a thread that runs `work`.
    ///
    /// # Errors
    /// [`SpawnError`] if no thread can be had; `work` is dropped and nothing else has changed.
    pub fn spawn<F, T>(self, work: F) -> Result<JoinHandle<T>, SpawnError>
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send + 'static,
    {
        // SAFETY: nothing is borrowed.
        unsafe { self.spawn_unchecked(work) }
    }

    /// As [`spawn`](Self::spawn), for `work` that borrows.
    ///
    /// # Safety
    /// What `work` and its result borrow must stay until the thread has been joined, or its outcome has been seen otherwise.
    pub(crate) unsafe fn spawn_unchecked<'a, F, T>(
        self,
        work: F,
    ) -> Result<JoinHandle<T>, SpawnError>
    where
        F: FnOnce() -> T + Send + 'a,
        T: Send + 'a,
    {
        let packet = Arc::new(Packet::new());
        let theirs = Arc::clone(&packet);
        let task: Box<dyn FnOnce() -> End + Send + 'a> = Box::new(move || {
            let result = catch_unwind(AssertUnwindSafe(work));
            let end = if result.is_ok() {
                End::Finished
            } else {
                End::Panicked
            };
            theirs.put(result);
            end
        });
        // SAFETY: only the lifetime changes. The thread runs the task and drops it before its outcome can be seen, until when the
        // caller keeps what it borrows.
        let task = unsafe {
            std::mem::transmute::<Box<dyn FnOnce() -> End + Send + 'a>, super::Task>(task)
        };
        Ok(JoinHandle::new(self.start(task)?, packet))
    }

    fn start(self, task: super::Task) -> Result<Thread, SpawnError> {
        let daemon = self.daemon.unwrap_or_else(|| current().is_daemon());
        let thread = Thread::register(self.name, daemon);
        // Before the thread can tell anything itself; one that could not start ends at once.
        let ident = thread.ident();
        tell!(0, Event::Started { thread: ident });
        match start::start(&thread, task, self.stack_size) {
            Ok(()) => Ok(thread),
            Err(error) => {
                thread.unregister();
                Err(error)
            }
        }
    }
}

/// Starts a thread with the default [`Builder`].
///
/// # Errors
/// [`SpawnError`] if no thread can be had.
///
/// # Examples
/// ```
/// let answer = web_threading::spawn(|| 6 * 7)?;
/// assert_eq!(answer.join().ok(), Some(42));
/// # Ok::<(), web_threading::SpawnError>(())
/// ```
pub fn spawn<F, T>(work: F) -> Result<JoinHandle<T>, SpawnError>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    Builder::new().spawn(work)
}

/// Starts a detached thread, for callers with join handles of their own; see [`Thread::join_until`].
///
/// # Errors
/// [`SpawnError`] if no thread can be had; `work` is dropped.
///
/// # Examples
/// ```
/// use web_threading::{Builder, Interruptible, thread};
/// let thread = thread::spawn_raw(Box::new(|| ()), &Builder::new())?;
/// let _ = thread.join_until(None, Interruptible::No);
/// assert!(!thread.is_alive());
/// # Ok::<(), web_threading::SpawnError>(())
/// ```
pub fn spawn_raw(work: Box<dyn FnOnce() + Send>, builder: &Builder) -> Result<Thread, SpawnError> {
    builder.clone().start(Box::new(move || {
        match catch_unwind(AssertUnwindSafe(work)) {
            Ok(()) => End::Finished,
            Err(_) => End::Panicked,
        }
    }))
}
