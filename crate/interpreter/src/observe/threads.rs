//! The program's threads: how many may still run, and what each of the others waits for.
//!
//! A thread may run from when it is asked for to when it has ended, apart from the time in which it sleeps for something that only
//! another thread can bring. A sleep with a deadline, a wait for the page, for the pool or for one of the interpreter's own locks
//! counts as running. So the count comes to zero only where all of them sleep, and is never zero while any of them could wake another.

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU32, AtomicU64, Ordering},
    },
};

use rustpython_vm::stdlib::_thread::get_ident;
use web_threading::{observe::Block, thread::sleep};

use super::{
    Named,
    record::{self, About, Kind},
};

/// One thread, until it has ended.
pub(crate) struct Entry {
    /// In the order of starting; the main thread is 1.
    pub(super) number: u32,
    /// `threading.get_ident()` of it; 0 until it runs.
    pub(super) ident: AtomicU64,
    /// What it sleeps for. It is there from before the sleep to before the thread does anything after.
    pub(super) sleeps: Mutex<Option<(Block, Named)>>,
}

/// How many threads may still run.
static RUNNABLE: AtomicU32 = AtomicU32::new(0);
/// How often a sleep has ended, wrapping around.
static RESUMED: AtomicU32 = AtomicU32::new(0);
static NEXT: AtomicU32 = AtomicU32::new(1);

/// Names are kept of so many threads that have ended.
const REMEMBERED: usize = 1024;

pub(super) struct Threads {
    pub(super) alive: Vec<Arc<Entry>>,
    /// Numbers and names.
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

/// The calling thread's number; 0 for a thread of the pool, or one of no program.
pub(crate) fn own_number() -> u32 {
    NUMBER.get()
}

/// The number of the thread of this ident, 0 for none.
pub(crate) fn number_of(ident: u64) -> u32 {
    let threads = threads();
    let mut alive = threads.alive.iter();
    alive
        .find(|entry| entry.ident.load(Ordering::Relaxed) == ident)
        .map_or(0, |entry| entry.number)
}

/// A program begins, with the calling thread as its only one.
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
    });
    threads().alive.push(Arc::clone(&entry));
    entry
}

/// The calling thread is about to start another.
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

/// It could not be started.
pub(crate) fn could_not_start(entry: &Arc<Entry>) {
    forget(entry);
    RUNNABLE.fetch_sub(1, Ordering::SeqCst);
}

fn forget(entry: &Arc<Entry>) {
    threads().alive.retain(|other| !Arc::ptr_eq(other, entry));
}

/// The calling thread begins.
pub(crate) fn begin(entry: Arc<Entry>) {
    entry.ident.store(get_ident(), Ordering::Relaxed);
    NUMBER.set(entry.number);
    OWN.set(Some(entry));
    record::begin_thread();
}

/// The calling thread has ended, and whoever joins it may know.
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

/// Something that is no thread of the program's, and may wake one: a piece of the pool's work.
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

/// Counts down what can never wake anyone again. Where nobody is left who may run, one of those who sleep has to find that out: it can
/// look at the others' frames, and the caller cannot.
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
    // It may not be asleep yet, and miss the nudge: until it has woken up.
    while let Some((block, _)) = &block
        && RUNNABLE.load(Ordering::SeqCst) == 0
        && RESUMED.load(Ordering::SeqCst) == resumed
    {
        block.nudge();
        sleep(std::time::Duration::from_millis(1));
    }
}

/// The calling thread is about to sleep. Says whether it was the last that could run.
pub(super) fn block(block: &Block, named: Named) -> bool {
    OWN.with_borrow(|own| {
        let Some(entry) = own else { return false };
        *lock(&entry.sleeps) = Some((*block, named));
        RUNNABLE.fetch_sub(1, Ordering::SeqCst) == 1
    })
}

/// The calling thread has woken up. Says whether it had been counted as one that cannot run.
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

/// Whether every thread sleeps, and would go on sleeping were it woken.
///
/// Nothing but a running thread changes what they sleep on. If none ran from the first look to the last, then all that was seen was
/// so at one time, and stays so.
pub(super) fn all_sleep_on() -> bool {
    let resumed = RESUMED.load(Ordering::SeqCst);
    if RUNNABLE.load(Ordering::SeqCst) != 0 || web_threading::interrupt::is_pending() {
        return false;
    }
    let threads = threads();
    let all = threads.alive.iter().all(|entry| {
        let sleeps = lock(&entry.sleeps);
        sleeps.as_ref().is_some_and(|(block, _)| {
            // SAFETY: to resume, the thread needs this mutex.
            unsafe { block.still_holds() }
        })
    });
    all && RUNNABLE.load(Ordering::SeqCst) == 0 && RESUMED.load(Ordering::SeqCst) == resumed
}
