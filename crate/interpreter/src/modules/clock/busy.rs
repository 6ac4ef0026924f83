//! How long threads have been busy. A browser offers no better approximation of CPU time.
//!
//! A thread is busy from its start to its end, except during its waits. All waits go through [`wait`], so the rest is the
//! time in which a thread ran, or could have run if a core had been free.

use std::{
    cell::RefCell,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use web_threading::clock;

/// The times of one thread, on the clock of [`clock`].
#[derive(Debug)]
struct Times {
    began: Duration,
    /// The total length of its finished waits.
    waited: Duration,
    /// The start of its current wait.
    waits_since: Option<Duration>,
}

impl Times {
    fn busy(&self, now: Duration) -> Duration {
        self.waits_since
            .unwrap_or(now)
            .saturating_sub(self.began)
            .saturating_sub(self.waited)
    }
}

type Account = Arc<Mutex<Times>>;

/// The threads of the process.
#[derive(Debug)]
struct Threads {
    alive: Vec<Account>,
    /// The total busy time of the threads that have ended.
    ended: Duration,
}

static THREADS: Mutex<Threads> = Mutex::new(Threads {
    alive: Vec::new(),
    ended: Duration::ZERO,
});

thread_local! {
    static OWN: RefCell<Option<Account>> = const { RefCell::new(None) };
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Called at the start of a process, whose only thread is the calling one.
pub(crate) fn restart() {
    let mut threads = lock(&THREADS);
    threads.alive.clear();
    threads.ended = Duration::ZERO;
    drop(threads);
    begin();
}

/// Called at the start of the calling thread.
pub(crate) fn begin() {
    open();
}

fn open() -> Account {
    let account = Arc::new(Mutex::new(Times {
        began: clock::now(),
        waited: Duration::ZERO,
        waits_since: None,
    }));
    lock(&THREADS).alive.push(Arc::clone(&account));
    OWN.set(Some(Arc::clone(&account)));
    account
}

/// Called at the end of the calling thread.
pub(crate) fn end() {
    let Some(account) = OWN.take() else { return };
    let mut threads = lock(&THREADS);
    threads.alive.retain(|other| !Arc::ptr_eq(other, &account));
    threads.ended += lock(&account).busy(clock::now());
}

/// Returns the calling thread's account. For a thread that did not call [`begin`], such as one of the pool, the account
/// starts at the first use.
fn own() -> Account {
    OWN.with_borrow(Clone::clone).unwrap_or_else(open)
}

/// Runs `wait`. The calling thread is not busy meanwhile.
pub(crate) fn wait<R>(wait: impl FnOnce() -> R) -> R {
    let account = own();
    lock(&account).waits_since = Some(clock::now());
    let answer = wait();
    let mut times = lock(&account);
    if let Some(since) = times.waits_since.take() {
        times.waited += clock::now().saturating_sub(since);
    }
    answer
}

/// Returns how long the calling thread has been busy.
pub(super) fn of_thread() -> Duration {
    lock(&own()).busy(clock::now())
}

/// Returns the sum of the busy times of all threads of the process.
pub(super) fn of_process() -> Duration {
    // Opens the calling thread's account if it has none yet.
    own();
    let threads = lock(&THREADS);
    let now = clock::now();
    let alive = threads.alive.iter().map(|account| lock(account).busy(now));
    threads.ended + alive.sum::<Duration>()
}
