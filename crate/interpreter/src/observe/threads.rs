//! The program's threads: how many of them can run, and what each of the others waits for.
//!
//! A thread counts as running from its request until its end, except while it sleeps until another thread acts. A sleep with
//! a deadline, and a wait for the page, for the pool or for one of the interpreter's own locks, count as running. So the
//! count reaches zero only if all threads sleep, and it is never zero while one of them could wake another.

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering},
    },
};

use rustpython_vm::stdlib::_thread::get_ident;
use web_threading::{observe::Block, thread::sleep};

use super::{
    Named,
    record::{self, About, Kind},
};

/// A thread that has not ended.
pub(crate) struct Entry {
    /// Numbers follow the order of the starts; the main thread is 1.
    pub(super) number: u32,
    /// Its `threading.get_ident()`; 0 until it runs.
    pub(super) ident: AtomicU64,
    /// What it sleeps for. It is stored before the sleep and removed before the thread does anything after it.
    pub(super) sleeps: Mutex<Option<(Block, Named)>>,
    /// Whether it has to give up its wait: see [`escape`](super::escape).
    pub(super) gives_up: AtomicBool,
}

/// The number of threads that can run.
static RUNNABLE: AtomicU32 = AtomicU32::new(0);
/// The number of sleeps that have ended, wrapping around.
static RESUMED: AtomicU32 = AtomicU32::new(0);
static NEXT: AtomicU32 = AtomicU32::new(1);

/// The number of ended threads whose names are kept.
const REMEMBERED: usize = 1024;

pub(super) struct Threads {
    pub(super) alive: Vec<Arc<Entry>>,
    /// The numbers and names.
    pub(super) ended: VecDeque<(u32, String)>,
}

static THREADS: Mutex<Threads> = Mutex::new(Threads {
    alive: Vec::new(),
    ended: VecDeque::new(),
});

thread_local! {
    static OWN: RefCell<Option<Arc<Entry>>> = const { RefCell::new(None) };
    static NUMBER: Cell<u32> = const { Cell::new(0) };
}

pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(super) fn threads() -> MutexGuard<'static, Threads> {
    lock(&THREADS)
}

/// Returns the calling thread's number; 0 for a thread of the pool or outside of a program.
pub(crate) fn own_number() -> u32 {
    NUMBER.get()
}

/// Returns the number of the thread with this ident, 0 for none.
pub(crate) fn number_of(ident: u64) -> u32 {
    let threads = threads();
    let mut alive = threads.alive.iter();
    alive
        .find(|entry| entry.ident.load(Ordering::Relaxed) == ident)
        .map_or(0, |entry| entry.number)
}

/// Called at the start of a program, whose only thread is the calling one.
pub(super) fn begin_main() {
    let mut threads = threads();
    threads.alive.clear();
    threads.ended.clear();
    NEXT.store(1, Ordering::Relaxed);
    RUNNABLE.store(0, Ordering::SeqCst);
    drop(threads);
    begin(count());
}

fn count() -> Arc<Entry> {
    RUNNABLE.fetch_add(1, Ordering::SeqCst);
    let entry = Arc::new(Entry {
        number: NEXT.fetch_add(1, Ordering::Relaxed),
        ident: AtomicU64::new(0),
        sleeps: Mutex::new(None),
        gives_up: AtomicBool::new(false),
    });
    threads().alive.push(Arc::clone(&entry));
    entry
}

/// Called when the calling thread is about to start another.
pub(crate) fn start() -> Arc<Entry> {
    let entry = count();
    if record::is_on() {
        record::put(Kind::Started, About::subject(entry.number));
    }
    entry
}

impl Entry {
    pub(crate) const fn number(&self) -> u32 {
        self.number
    }
}

/// Called if the thread could not start.
pub(crate) fn could_not_start(entry: &Arc<Entry>) {
    forget(entry);
    RUNNABLE.fetch_sub(1, Ordering::SeqCst);
}

fn forget(entry: &Arc<Entry>) {
    threads().alive.retain(|other| !Arc::ptr_eq(other, entry));
}

/// Called at the start of the calling thread.
pub(crate) fn begin(entry: Arc<Entry>) {
    entry.ident.store(get_ident(), Ordering::Relaxed);
    NUMBER.set(entry.number);
    OWN.set(Some(entry));
    record::begin_thread();
}

/// Called when the calling thread has ended. Its joiners may have continued already.
pub(crate) fn end() {
    let Some(entry) = OWN.take() else { return };
    record::end_thread();
    NUMBER.set(0);
    forget(&entry);
    let name = crate::stdio::with_thread_name(str::to_owned);
    let mut threads = threads();
    if threads.ended.len() == REMEMBERED {
        threads.ended.pop_front();
    }
    threads.ended.push_back((entry.number, name));
    drop(threads);
    stop_running();
}

/// Something that may wake a thread but is not a thread of the program: a chunk of the pool's work.
pub(crate) struct Busy(());

impl Busy {
    pub(crate) fn new() -> Self {
        RUNNABLE.fetch_add(1, Ordering::SeqCst);
        Self(())
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        stop_running();
    }
}

/// Decreases the count when a thread or a chunk can wake no other thread any more. If the count reaches zero, one of the
/// sleeping threads must check for a deadlock, because it can read the frames of the others and the caller cannot.
fn stop_running() {
    if RUNNABLE.fetch_sub(1, Ordering::SeqCst) != 1 {
        return;
    }
    let resumed = RESUMED.load(Ordering::SeqCst);
    let block = {
        let threads = threads();
        let first = threads.alive.first();
        first.and_then(|entry| *lock(&entry.sleeps))
    };
    // The thread may not be asleep yet and miss the nudge, so the nudge is repeated until it has woken up.
    while let Some((block, _)) = &block
        && RUNNABLE.load(Ordering::SeqCst) == 0
        && RESUMED.load(Ordering::SeqCst) == resumed
    {
        block.nudge();
        sleep(std::time::Duration::from_millis(1));
    }
}

/// Called when the calling thread is about to sleep. Returns whether it was the last that could run.
pub(super) fn block(block: &Block, named: Named) -> bool {
    OWN.with_borrow(|own| {
        let Some(entry) = own else { return false };
        *lock(&entry.sleeps) = Some((*block, named));
        RUNNABLE.fetch_sub(1, Ordering::SeqCst) == 1
    })
}

/// Called when the calling thread has woken up. Returns whether it had been counted as one that cannot run.
pub(super) fn resume() -> bool {
    OWN.with_borrow(|own| {
        let Some(entry) = own else { return false };
        if lock(&entry.sleeps).is_none() {
            return false;
        }
        RESUMED.fetch_add(1, Ordering::SeqCst);
        RUNNABLE.fetch_add(1, Ordering::SeqCst);
        *lock(&entry.sleeps) = None;
        true
    })
}

/// Calls `act` with the calling thread's entry, if it has one.
pub(super) fn with_own<R>(act: impl FnOnce(&Arc<Entry>) -> R) -> Option<R> {
    OWN.with_borrow(|own| own.as_ref().map(act))
}

/// Returns whether every thread sleeps and would fall asleep again if it were woken.
///
/// Only a running thread can change what the others sleep on. If no thread ran between the first check and the last, all the
/// results were true at the same time, and they stay true.
pub(super) fn all_sleep_on() -> bool {
    let resumed = RESUMED.load(Ordering::SeqCst);
    if RUNNABLE.load(Ordering::SeqCst) != 0 || web_threading::interrupt::is_pending() {
        return false;
    }
    let threads = threads();
    let all = threads.alive.iter().all(|entry| {
        let sleeps = lock(&entry.sleeps);
        sleeps.as_ref().is_some_and(|(block, _)| {
            // SAFETY: the thread needs this mutex to resume.
            unsafe { block.still_holds() }
        })
    });
    all && RUNNABLE.load(Ordering::SeqCst) == 0 && RESUMED.load(Ordering::SeqCst) == resumed
}
