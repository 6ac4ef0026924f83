//! Who is who: [`Thread`], the current one, the main one, and all that are alive.
use crate::clock::Deadline;
use crate::futex;
use crate::interrupt::{self, Interruptible};
use crate::local;
use crate::outcome::{End, JoinOutcome, Outcome};
use crate::shared::Shared;
use std::cell::{Cell, RefCell};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

#[derive(Debug)]
struct Inner {
    ident: u64,
    name: Box<str>,
    daemon: bool,
    outcome: Outcome,
}

/// A thread, as Python's `threading.Thread` once started. Clones are the same thread.
///
/// # Examples
/// ```
/// use web_threading::thread;
/// let me = thread::current();
/// println!("{} ({})", me.name(), me.ident());
/// assert!(me.is_alive());
/// ```
///
/// Another one, without the right to its result:
/// ```
/// use web_threading::{Builder, Interruptible, spawn, thread::JoinOutcome};
/// let handle = Builder::new().daemon(true).spawn(|| ())?;
/// let observer = handle.thread().clone();
/// assert!(observer.is_daemon());
/// assert_eq!(observer.join_until(None, Interruptible::Yes), JoinOutcome::Finished);
/// # Ok::<(), web_threading::SpawnError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Thread(Arc<Inner>);

/// All threads that were started and have not ended, the main thread first.
struct Registry {
    main: Option<Thread>,
    others: Vec<Thread>,
}

static REGISTRY: Shared<Registry> = Shared::new(Registry {
    main: None,
    others: Vec::new(),
});
static NEXT_IDENT: AtomicU64 = AtomicU64::new(1);
static MAIN_IDENT: AtomicU64 = AtomicU64::new(0);

thread_local! {
    static CURRENT: RefCell<Option<Thread>> = const { RefCell::new(None) };
    /// The ident of CURRENT, 0 for none: read on every RLock operation.
    static IDENT: Cell<u64> = const { Cell::new(0) };
    static ADOPTED: Cell<bool> = const { Cell::new(false) };
}

impl Thread {
    fn new(name: impl FnOnce(u64) -> String, daemon: bool) -> Self {
        let ident = NEXT_IDENT.fetch_add(1, Ordering::Relaxed);
        Self(Arc::new(Inner {
            ident,
            name: name(ident).into(),
            daemon,
            outcome: Outcome::new(),
        }))
    }

    /// Counts a new thread, before it is handed to a worker: a thread that ends at once must not be counted after.
    pub(crate) fn register(name: Option<String>, daemon: bool) -> Self {
        let thread = Self::new(
            |ident| name.unwrap_or_else(|| format!("Thread-{ident}")),
            daemon,
        );
        REGISTRY.with(|registry| registry.others.push(thread.clone()));
        thread
    }

    /// Forgets a thread that has ended or could not start.
    pub(crate) fn unregister(&self) {
        REGISTRY.with(|registry| {
            registry
                .others
                .retain(|other| other.0.ident != self.0.ident)
        });
    }

    /// Never zero, never used again in this process.
    #[must_use]
    pub fn ident(&self) -> u64 {
        self.0.ident
    }

    /// The name given to the builder, or one made up.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// Whether the process may end without waiting for this thread.
    #[must_use]
    pub fn is_daemon(&self) -> bool {
        self.0.daemon
    }

    /// Whether the thread has started and not ended.
    #[must_use]
    pub fn is_alive(&self) -> bool {
        self.0.outcome.is_running()
    }

    /// Waits until the thread has ended, `deadline` passes, or (if so asked) the main thread is interrupted. Joining the current
    /// thread waits for ever.
    pub fn join_until(&self, deadline: Option<Deadline>, how: Interruptible) -> JoinOutcome {
        self.0.outcome.wait(deadline, how)
    }

    /// The word of the outcome, for the host to mark a crash.
    #[cfg(target_arch = "wasm32")]
    pub(crate) fn outcome_word(&self) -> &std::sync::atomic::AtomicU32 {
        self.0.outcome.word()
    }
}

/// The calling thread's time as a [`Thread`], from the first to the last step of its task.
pub(crate) struct Running(Thread);

impl Running {
    pub(crate) fn begin(thread: Thread) -> Self {
        enter(&thread);
        Self(thread)
    }

    /// Ends it: its locals go first, while it can still be asked who it is. Uncounted before its outcome is known, so that a
    /// joiner does not find the thread enumerated; `before_waking` runs in between.
    pub(crate) fn finish(self, end: End, before_waking: impl FnOnce()) {
        local::end_of_thread();
        self.0.unregister();
        IDENT.set(0);
        CURRENT.set(None);
        before_waking();
        self.0.0.outcome.end(end);
    }
}

fn enter(thread: &Thread) {
    IDENT.set(thread.ident());
    CURRENT.set(Some(thread.clone()));
}

/// The calling thread.
///
/// A thread that this crate did not start gets an identity the first time it asks. The first such thread that may block is the
/// main thread, unless [`adopt_main`] says otherwise; the others are not enumerated.
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
    let thread = REGISTRY.with(|registry| {
        if registry.main.is_none() && futex::check_can_block().is_ok() {
            registry.main.insert(new_main()).clone()
        } else {
            Thread::new(|ident| format!("Dummy-{ident}"), true)
        }
    });
    enter(&thread);
    thread
}

fn new_main() -> Thread {
    let main = Thread::new(|_| "MainThread".to_owned(), false);
    MAIN_IDENT.store(main.ident(), Ordering::Relaxed);
    main
}

/// Makes the caller the main thread of the running process, if it is not.
#[cfg(target_arch = "wasm32")]
pub(crate) fn become_main() {
    if !is_main() {
        let main = new_main();
        REGISTRY.with(|registry| registry.main = Some(main.clone()));
        enter(&main);
    }
}

/// The ident of the calling thread.
///
/// # Examples
/// ```
/// use web_threading::thread;
/// assert_eq!(thread::current_ident(), thread::current().ident());
/// ```
#[must_use]
pub fn current_ident() -> u64 {
    match IDENT.get() {
        0 => current().ident(),
        ident => ident,
    }
}

/// Whether the calling thread is the main thread: the one that gets interrupts.
///
/// # Examples
/// ```
/// use web_threading::{spawn, thread};
/// assert_eq!(spawn(thread::is_main)?.join().ok(), Some(false));
/// # Ok::<(), web_threading::SpawnError>(())
/// ```
#[must_use]
pub fn is_main() -> bool {
    // Only the main thread itself compares equal, and it has seen its own store.
    current_ident() == MAIN_IDENT.load(Ordering::Relaxed)
}

/// The process's main thread. If there is none yet, the caller becomes it where it may, see [`current`].
///
/// # Examples
/// ```
/// use web_threading::thread;
/// assert!(thread::main_thread().is_alive());
/// ```
#[must_use]
pub fn main_thread() -> Thread {
    let caller = current();
    REGISTRY
        .with(|registry| registry.main.clone())
        .unwrap_or(caller)
}

/// All threads that are alive, the main thread first.
///
/// # Examples
/// ```
/// for thread in web_threading::thread::enumerate() {
///     println!("{}", thread.name());
/// }
/// ```
#[must_use]
pub fn enumerate() -> Vec<Thread> {
    // So that the very first caller finds itself.
    let _ = current();
    REGISTRY.with(|registry| {
        // A crashed thread could not uncount itself.
        registry.others.retain(Thread::is_alive);
        registry
            .main
            .iter()
            .chain(&registry.others)
            .cloned()
            .collect()
    })
}

/// How many threads are alive.
///
/// # Examples
/// ```
/// assert!(web_threading::thread::active_count() > 0);
/// ```
#[must_use]
pub fn active_count() -> usize {
    enumerate().len()
}

/// Makes the caller the main thread of a new process, and forgets every thread, worker and interrupt of an earlier one.
///
/// A process may start from a byte copy of another's memory, in which this crate's tables are filled but the workers do not exist.
/// It must be called before any other thread runs in the copy, and the original must have been idle when copied: no thread
/// inside the allocator or this crate, no pool. Only a thread's first call does anything: js/worker.js makes it for the main
/// worker of a new or copied memory, so a later one from Rust does no harm.
///
/// # Examples
/// ```
/// web_threading::adopt_main();
/// assert!(web_threading::thread::is_main());
/// ```
pub fn adopt_main() {
    if ADOPTED.replace(true) {
        return;
    }
    REGISTRY.reset_lock();
    interrupt::reset();
    #[cfg(target_arch = "wasm32")]
    crate::worker::reset();
    let main = REGISTRY.with(|registry| {
        registry.others.clear();
        registry.main.insert(new_main()).clone()
    });
    enter(&main);
}
