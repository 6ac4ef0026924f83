//! [`Thread`], the current thread, the main thread, and the list of all live threads.
use crate::ident;
use crate::local;
use crate::mutex::Mutex;
use crate::observe::{Event, tell};
use crate::outcome::{End, JoinOutcome, Outcome};
use crate::until::{GaveUp, Until};
use std::cell::RefCell;
use std::sync::Arc;

#[derive(Debug)]
struct Inner {
    ident: u64,
    name: Box<str>,
    daemon: bool,
    outcome: Outcome,
}

/// A thread, like Python's `threading.Thread` after its start. Clones are the same thread.
///
/// # Examples
/// ```
/// use web_threading::thread;
/// let me = thread::current();
/// println!("{} ({})", me.name(), me.ident());
/// assert!(me.is_alive());
/// ```
///
/// Using a thread without the right to its result:
/// ```
/// use web_threading::{Builder, Until, spawn, thread::JoinOutcome};
/// let handle = Builder::new().daemon(true).spawn(|| ())?;
/// let observer = handle.thread().clone();
/// assert!(observer.is_daemon());
/// assert_eq!(observer.join_until(Until::INTERRUPT), Ok(JoinOutcome::Finished));
/// # Ok::<(), web_threading::SpawnError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Thread(Arc<Inner>);

/// All threads that were started and have not ended, the main thread first.
struct Registry {
    main: Option<Thread>,
    others: Vec<Thread>,
}

static REGISTRY: Mutex<Registry> = Mutex::new(Registry {
    main: None,
    others: Vec::new(),
});

thread_local! {
    /// The thread with the ident of `ident`; `None` until it is first used.
    static CURRENT: RefCell<Option<Thread>> = const { RefCell::new(None) };
}

impl Thread {
    fn new(ident: u64, name: String, daemon: bool) -> Self {
        Self(Arc::new(Inner {
            ident,
            name: name.into(),
            daemon,
            outcome: Outcome::new(),
        }))
    }

    /// Adds a new thread to the registry. It must be called before a worker receives the thread, because the thread may end
    /// at once.
    pub(crate) fn register(name: Option<String>, daemon: bool) -> Self {
        let ident = ident::fresh();
        let name = name.unwrap_or_else(|| format!("Thread-{ident}"));
        let thread = Self::new(ident, name, daemon);
        REGISTRY.with(|registry| registry.others.push(thread.clone()));
        thread
    }

    /// Removes a thread that has ended or could not start.
    pub(crate) fn unregister(&self) {
        REGISTRY.with(|registry| {
            registry
                .others
                .retain(|other| other.0.ident != self.0.ident)
        });
    }

    /// Returns the thread's number. It is never zero and is never used again in this process.
    #[must_use]
    pub fn ident(&self) -> u64 {
        self.0.ident
    }

    /// Returns the name given to the builder, or a generated one.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// Returns whether the process may end without waiting for this thread.
    #[must_use]
    pub fn is_daemon(&self) -> bool {
        self.0.daemon
    }

    /// Returns whether the thread has started and not ended.
    #[must_use]
    pub fn is_alive(&self) -> bool {
        self.0.outcome.is_running()
    }

    /// Waits until the thread has ended or `until` ends the wait.
    /// A thread that joins itself without a deadline waits forever.
    pub fn join_until(&self, until: impl Into<Until>) -> Result<JoinOutcome, GaveUp> {
        self.0.outcome.wait(until.into())
    }

    /// Returns the outcome, where the host marks a crash.
    #[cfg(target_arch = "wasm32")]
    pub(crate) fn outcome(&self) -> &Outcome {
        &self.0.outcome
    }
}

/// The calling thread's identity, from the first to the last step of its task.
pub(crate) struct Running(Thread);

impl Running {
    pub(crate) fn begin(thread: Thread) -> Self {
        enter(&thread);
        Self(thread)
    }

    /// Ends the thread. Its locals are dropped first, while it still has its identity. It is then removed from the registry
    /// before its outcome is visible, so that a joiner does not find it there. `before_waking` runs after the removal and
    /// before the joiners wake.
    pub(crate) fn finish(self, end: End, before_waking: impl FnOnce()) {
        let panicked = matches!(end, End::Panicked);
        tell!(1, Event::Ended { panicked });
        local::end_of_thread();
        self.0.unregister();
        ident::set_current(0);
        CURRENT.set(None);
        before_waking();
        self.0.0.outcome.end(end);
    }
}

fn enter(thread: &Thread) {
    ident::set_current(thread.ident());
    CURRENT.set(Some(thread.clone()));
}

/// Returns the calling thread.
///
/// A thread that this crate did not start gets an identity at its first call. The first such thread that may block becomes
/// the main thread, unless [`adopt_main`](crate::adopt_main()) has set another; the other threads are not enumerated.
///
/// # Examples
/// ```
/// use web_threading::{Builder, thread};
/// let named = Builder::new().name("bee").spawn(|| thread::current().name().to_owned())?;
/// assert_eq!(named.join().ok().as_deref(), Some("bee"));
/// # Ok::<(), web_threading::SpawnError>(())
/// ```
#[must_use]
pub fn current() -> Thread {
    if let Some(thread) = CURRENT.with_borrow(Clone::clone) {
        return thread;
    }
    let ident = ident::current_ident();
    let thread = if ident == ident::main() {
        REGISTRY.with(|registry| registry.main().clone())
    } else {
        Thread::new(ident, format!("Dummy-{ident}"), true)
    };
    enter(&thread);
    thread
}

impl Registry {
    /// Returns the main thread. The first call creates the entry, because the thread itself may have used only its ident.
    fn main(&mut self) -> &Thread {
        let ident = ident::main();
        self.main = self.main.take().filter(|main| main.ident() == ident);
        self.main
            .get_or_insert_with(|| Thread::new(ident, "MainThread".to_owned(), false))
    }
}

/// Makes the caller the main thread of the running process, if it is not yet.
#[cfg(target_arch = "wasm32")]
pub(crate) fn become_main() {
    if !ident::is_main() {
        ident::become_main();
        enter(&REGISTRY.with(|registry| registry.main().clone()));
    }
}

/// Returns the process's main thread. If there is none yet, the caller becomes it if it may block, see [`current`].
///
/// # Examples
/// ```
/// use web_threading::thread;
/// assert!(thread::main_thread().is_alive());
/// ```
#[must_use]
pub fn main_thread() -> Thread {
    let caller = current();
    if ident::main() == 0 {
        return caller;
    }
    REGISTRY.with(|registry| registry.main().clone())
}

/// Returns all live threads, the main thread first.
///
/// # Examples
/// ```
/// for thread in web_threading::thread::enumerate() {
///     println!("{}", thread.name());
/// }
/// ```
#[must_use]
pub fn enumerate() -> Vec<Thread> {
    // Creates the caller's entry if this is the first call.
    let _ = current();
    REGISTRY.with(|registry| {
        // A crashed thread could not remove itself.
        registry.others.retain(Thread::is_alive);
        let main = (ident::main() != 0).then(|| registry.main().clone());
        main.into_iter()
            .chain(registry.others.iter().cloned())
            .collect()
    })
}

/// Returns the number of live threads.
///
/// # Examples
/// ```
/// assert!(web_threading::thread::active_count() > 0);
/// ```
#[must_use]
pub fn active_count() -> usize {
    enumerate().len()
}

/// Removes every thread of an earlier process, and makes the caller the main thread of a new one.
pub(crate) fn reset() {
    REGISTRY.reset_lock();
    ident::become_main();
    let main = REGISTRY.with(|registry| {
        registry.others.clear();
        registry.main().clone()
    });
    enter(&main);
}
