//! [`Local`]: Python's `threading.local`.
use crate::ident::current_ident;
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Weak};
use thread_local::ThreadLocal;

/// A thread's value with the thread's ident. The `thread_local` crate reuses the place of an ended thread for a later one.
type Place<T> = RefCell<Option<(u64, T)>>;

/// A separate value for each thread, like Python's `threading.local`.
///
/// `init` creates a thread's value when the thread first uses it. The value is dropped when the thread ends, before its
/// joiners continue, or together with the `Local`. A later thread never sees it, not even on the web, where one worker runs
/// several threads and keeps its `thread_local!` values. (The values of the main thread, and of threads that this crate did
/// not start, live as long as the `Local`, or until another thread reuses the ended thread's place.)
///
/// No call waits, so it can be used on every thread.
///
/// # Examples
/// ```
/// use std::cell::Cell;
/// use std::sync::Arc;
/// use web_threading::{Local, spawn};
/// let visits = Arc::new(Local::new(|| Cell::new(0)));
/// visits.with(|count| count.set(5));
/// let theirs = Arc::clone(&visits);
/// let other = spawn(move || theirs.with(Cell::get))?;
/// assert_eq!(other.join().ok(), Some(0));
/// assert_eq!(visits.with(Cell::get), 5);
/// # Ok::<(), web_threading::SpawnError>(())
/// ```
///
/// Replacing the value:
/// ```
/// use web_threading::Local;
/// let name = Local::new(String::new);
/// assert_eq!(name.set("first".to_owned()), None);
/// assert_eq!(name.set("second".to_owned()).as_deref(), Some("first"));
/// assert_eq!(name.take().as_deref(), Some("second"));
/// assert_eq!(name.with(String::len), 0, "made anew");
/// ```
pub struct Local<T: Send, F = fn() -> T> {
    places: Arc<ThreadLocal<Place<T>>>,
    init: F,
}

impl<T: Send, F> std::fmt::Debug for Local<T, F> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Local")
    }
}

impl<T: Send + Default + 'static> Default for Local<T> {
    /// Creates a `Local` whose values start as the type's default.
    fn default() -> Self {
        Self::new(T::default)
    }
}

impl<T: Send + 'static, F: Fn() -> T> Local<T, F> {
    /// Creates a `Local` whose values are created by `init`, each on its own thread.
    #[must_use]
    pub fn new(init: F) -> Self {
        Self {
            places: Arc::new(ThreadLocal::new()),
            init,
        }
    }

    /// Runs `visit` on the calling thread's value. If there is none, `init` creates it first; `init` must not use this
    /// `Local`.
    pub fn with<R>(&self, visit: impl FnOnce(&T) -> R) -> R {
        let ident = current_ident();
        let place = self.places.get_or_default();
        let is_there = matches!(&*place.borrow(), Some((owner, _)) if *owner == ident);
        if !is_there {
            let left = place.replace(Some((ident, (self.init)())));
            self.forget_at_the_end();
            // The value that an ended thread left in this place.
            drop(left);
        }
        match &*place.borrow() {
            Some((_, value)) => visit(value),
            None => unreachable!("a place was emptied while its thread was using it"),
        }
    }

    /// Sets the calling thread's value. Returns the previous value, if there was one.
    ///
    /// # Panics
    /// If called inside [`with`](Self::with).
    pub fn set(&self, value: T) -> Option<T> {
        let ident = current_ident();
        let left = self.places.get_or_default().replace(Some((ident, value)));
        self.forget_at_the_end();
        left.and_then(|(owner, value)| (owner == ident).then_some(value))
    }

    /// Takes the calling thread's value, if there is one. The next [`with`](Self::with) creates a new one.
    ///
    /// # Panics
    /// If called inside [`with`](Self::with).
    pub fn take(&self) -> Option<T> {
        let (owner, value) = self.places.get()?.take()?;
        (owner == current_ident()).then_some(value)
    }

    fn forget_at_the_end(&self) {
        let places: Weak<ThreadLocal<Place<T>>> = Arc::downgrade(&self.places);
        // While a thread's own destructors run, the list may not exist any more; then the value lives as long as the Local.
        let _ = USED.try_with(|used| {
            let mut used = used.borrow_mut();
            if !used
                .iter()
                .any(|other| std::ptr::addr_eq(other.as_ptr(), places.as_ptr()))
            {
                // Removes the entries of dropped Locals, so that the list is never longer than the number of Locals.
                used.retain(|other| other.strong_count() > 0);
                used.push(places);
            }
        });
    }
}

/// A [`Local`] of any type.
trait Forget {
    /// Drops the calling thread's value.
    fn forget(&self);
}

impl<T: Send> Forget for ThreadLocal<Place<T>> {
    fn forget(&self) {
        let left = self.get().and_then(RefCell::take);
        drop(left);
    }
}

thread_local! {
    /// The Locals that hold a value of the running thread.
    static USED: RefCell<Vec<Weak<dyn Forget>>> = const { RefCell::new(Vec::new()) };
}

/// Drops the values of the ending thread. Their destructors may create new values, which are dropped too, up to a limit of
/// rounds; values beyond it are leaked, as with POSIX threads.
pub(crate) fn end_of_thread() {
    for _ in 0..4 {
        let used = USED.take();
        if used.is_empty() {
            return;
        }
        for places in used.iter().filter_map(Weak::upgrade) {
            // The panic of a destructor has been reported. The other destructors must still run, and the joiners must still
            // be woken.
            let _ = catch_unwind(AssertUnwindSafe(|| places.forget()));
        }
    }
}
