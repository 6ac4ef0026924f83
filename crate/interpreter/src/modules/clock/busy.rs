//! For how long threads have been busy, which is as near to CPU time as a browser lets anyone come.
//!
//! A thread is busy from its beginning to its end, apart from its waits. All of them go through [`wait`], so what is left is
//! the time in which a thread ran, or could have run had there been a core for it.

use std::{
    cell::RefCell,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use web_threading::clock;

/// One thread's times, each on [`clock`].
#[derive(Debug)]
struct Times {
    began: Duration,
    /// All of its waits that are over.
    waited: Duration,
    /// When the wait began that it is in.
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

/// The process's threads.
#[derive(Debug)]
struct Threads {
    alive: Vec<Account>,
    /// What those that have ended were busy for.
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

/// A process begins, with the calling thread as its only one.
pub(crate) fn restart() {
    let mut threads = lock(&THREADS);
    threads.alive.clear();
    threads.ended = Duration::ZERO;
    drop(threads);
    begin();
}

/// The calling thread begins.
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

/// The calling thread ends.
pub(crate) fn end() {
    let Some(account) = OWN.take() else { return };
    let mut threads = lock(&THREADS);
    threads.alive.retain(|other| !Arc::ptr_eq(other, &account));
    threads.ended += lock(&account).busy(clock::now());
}

/// The calling thread's account. One that nobody told of, such as the pool's, begins when it is first asked for.
fn own() -> Account {
    OWN.with_borrow(Clone::clone).unwrap_or_else(open)
}

/// Waits; the calling thread is not busy meanwhile.
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

/// For how long the calling thread has been busy.
pub(super) fn of_thread() -> Duration {
    lock(&own()).busy(clock::now())
}

/// For how long all threads of the process have been busy, together.
pub(super) fn of_process() -> Duration {
    // A thread that has not begun its account yet is about to.
    own();
    let threads = lock(&THREADS);
    let now = clock::now();
    let alive = threads.alive.iter().map(|account| lock(account).busy(now));
    threads.ended + alive.sum::<Duration>()
}
