//! Starting threads.
use super::identity::{Thread, current};
use super::join::{JoinHandle, Packet};
use super::start;
use crate::observe::{Event, tell};
use crate::outcome::End;
use crate::spawn_error::SpawnError;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// The settings of a new thread: name, daemon, stack size.
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
    /// Creates settings for a thread with a generated name that is a daemon if its parent is.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the thread's name.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Sets whether the process may end without waiting for the thread. The default is the parent's value.
    #[must_use]
    pub fn daemon(mut self, daemon: bool) -> Self {
        self.daemon = Some(daemon);
        self
    }

    /// Sets the size of the stack in bytes, on native targets. On the web the value is ignored: a worker runs many threads
    /// on one stack, whose size is the host's `stackSize`.
    #[must_use]
    pub fn stack_size(mut self, bytes: usize) -> Self {
        self.stack_size = Some(bytes);
        self
    }

    /// Starts a thread that runs `work`.
    ///
    /// # Errors
    /// [`SpawnError`] if the thread could not start; `work` is dropped and nothing else has changed.
    pub fn spawn<F, T>(self, work: F) -> Result<JoinHandle<T>, SpawnError>
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send + 'static,
    {
        // SAFETY: `work` is `'static` and borrows nothing.
        unsafe { self.spawn_unchecked(work) }
    }

    /// Like [`spawn`](Self::spawn), for `work` that borrows.
    ///
    /// # Safety
    /// Everything that `work` and its result borrow must live until the thread has been joined, or its outcome has been read
    /// otherwise.
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
        // SAFETY: only the lifetime changes. The thread runs the task and drops it before its outcome is visible, and the
        // caller keeps the borrowed values until then.
        let task = unsafe {
            std::mem::transmute::<Box<dyn FnOnce() -> End + Send + 'a>, super::Task>(task)
        };
        Ok(JoinHandle::new(self.start(task)?, packet))
    }

    fn start(self, task: super::Task) -> Result<Thread, SpawnError> {
        let daemon = self.daemon.unwrap_or_else(|| current().is_daemon());
        let thread = Thread::register(self.name, daemon);
        // Reported before the thread's own events. A thread that could not start ends at once.
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
/// [`SpawnError`] if the thread could not start.
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

/// Starts a detached thread, for callers with their own join handles; see [`Thread::join_until`].
///
/// # Errors
/// [`SpawnError`] if the thread could not start; `work` is dropped.
///
/// # Examples
/// ```
/// use web_threading::{Builder, Until, thread};
/// let thread = thread::spawn_raw(Box::new(|| ()), &Builder::new())?;
/// let _ = thread.join_until(Until::FOREVER);
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
