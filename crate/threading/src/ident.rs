//! Thread numbers: that of the calling thread and that of the main thread. They are atomics only; all other data of a thread
//! is in [`thread`](crate::thread).
#[cfg(not(loom))]
use crate::blocking;
#[cfg(not(loom))]
use std::cell::Cell;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

static NEXT: AtomicU64 = AtomicU64::new(1);
/// The main thread's ident, 0 if there is none.
#[cfg(not(loom))]
static MAIN: AtomicU64 = AtomicU64::new(0);

#[cfg(not(loom))]
thread_local! {
    /// The calling thread's ident, 0 if it has none. Every RLock operation reads it.
    static CURRENT: Cell<u64> = const { Cell::new(0) };
}
#[cfg(loom)]
loom::thread_local! {
    static CURRENT: u64 = fresh();
}

/// Returns an ident that no thread of this process has had. It is never zero.
pub(crate) fn fresh() -> u64 {
    NEXT.fetch_add(1, Relaxed)
}

/// Returns the ident of the calling thread.
///
/// A thread that this crate did not start gets an ident at its first call. The first such thread that may block becomes the
/// main thread.
///
/// # Examples
/// ```
/// use web_threading::thread;
/// assert_eq!(thread::current_ident(), thread::current().ident());
/// ```
#[cfg(not(loom))]
#[must_use]
pub fn current_ident() -> u64 {
    match CURRENT.get() {
        0 => introduce(),
        ident => ident,
    }
}

#[cfg(loom)]
pub(crate) fn current_ident() -> u64 {
    CURRENT.with(|ident| *ident)
}

#[cfg(not(loom))]
fn introduce() -> u64 {
    let ident = fresh();
    if blocking::check_can_block().is_ok() {
        // Fails if there is a main thread already.
        let _ = MAIN.compare_exchange(0, ident, Relaxed, Relaxed);
    }
    CURRENT.set(ident);
    ident
}

/// Sets the ident of the calling thread; 0 removes it.
#[cfg(not(loom))]
pub(crate) fn set_current(ident: u64) {
    CURRENT.set(ident);
}

/// Makes the calling thread the main thread, with a fresh ident.
#[cfg(not(loom))]
pub(crate) fn become_main() {
    let ident = fresh();
    MAIN.store(ident, Relaxed);
    CURRENT.set(ident);
}

/// Returns the main thread's ident, 0 if there is none.
#[cfg(not(loom))]
pub(crate) fn main() -> u64 {
    MAIN.load(Relaxed)
}

/// Returns whether the calling thread is the main thread, which receives interrupts.
///
/// # Examples
/// ```
/// use web_threading::{spawn, thread};
/// assert_eq!(spawn(thread::is_main)?.join().ok(), Some(false));
/// # Ok::<(), web_threading::SpawnError>(())
/// ```
#[cfg(not(loom))]
#[must_use]
pub fn is_main() -> bool {
    // Only the main thread itself compares equal, and it has seen its own store.
    current_ident() == main()
}

/// The main thread of a model is not interrupted.
#[cfg(loom)]
pub(crate) const fn is_main() -> bool {
    false
}
