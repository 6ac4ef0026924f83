//! [`Local`]: Python's `threading.local`.
use crate::ident::current_ident;
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Weak};
use thread_local::ThreadLocal;

/// A thread's value, and whose it is: the crate below gives the place of an ended thread to a later one.
type Place<T> = RefCell<Option<(u64, T)>>;

/// A value of its own for each thread, as Python's `threading.local`.
///
/// A thread's value is made by `init` when the thread first asks for it. It is dropped when the thread ends, before its joiners go
/// on, or with the `Local`. A later thread never sees it, also on the web, where threads follow each other on one worker and
/// `thread_local!` values stay. (The values of a thread that this crate did not start, and of the main thread, stay as long as the
/// `Local`, or until another thread takes the ended thread's place.)
///
/// Nothing here waits, so it works everywhere.
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
/// As a variable:
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
    /// Each thread's value begins as the type's default.
    fn default() -> Self {
        Self::new(T::default)
    }
}

impl<T: Send + 'static, F: Fn() -> T> Local<T, F> {
    /// A value per thread, which `init` makes on that thread.
    #[must_use]
    pub fn new(init: F) -> Self {
        Self {
            places: Arc::new(ThreadLocal::new()),
            init,
        }
    }

    /// Runs `visit` on the calling thread's value, which `init` makes first if need be (without using this `Local` itself).
    pub fn with<R>(&self, visit: impl FnOnce(&T) -> R) -> R {
        let ident = current_ident();
        let place = self.places.get_or_default();
        let is_there = matches!(&*place.borrow(), Some((owner, _)) if *owner == ident);
        if !is_there {
            let left = place.replace(Some((ident, (self.init)())));
            self.forget_at_the_end();
            // What an ended thread left in this place.
            drop(left);
        }
        match &*place.borrow() {
            Some((_, value)) => visit(value),
            None => unreachable!("a place was emptied while its thread was using it"),
        }
    }

    /// Puts another value in the place of the calling thread's, and hands that one back, if there was one.
    ///
    /// # Panics
    /// Inside [`with`](Self::with).
    pub fn set(&self, value: T) -> Option<T> {
        let ident = current_ident();
        let left = self.places.get_or_default().replace(Some((ident, value)));
        self.forget_at_the_end();
        left.and_then(|(owner, value)| (owner == ident).then_some(value))
    }

    /// Takes the calling thread's value, if there is one. The next [`with`](Self::with) makes a new one.
    ///
    /// # Panics
    /// Inside [`with`](Self::with).
    pub fn take(&self) -> Option<T> {
        let (owner, value) = self.places.get()?.take()?;
        (owner == current_ident()).then_some(value)
    }

    fn forget_at_the_end(&self) {
        let places: Weak<ThreadLocal<Place<T>>> = Arc::downgrade(&self.places);
        // At the very end of a thread the list may be gone; then the value stays as long as the Local.
        let _ = USED.try_with(|used| {
            let mut used = used.borrow_mut();
            if !used
                .iter()
                .any(|other| std::ptr::addr_eq(other.as_ptr(), places.as_ptr()))
            {
                // Those of dropped Locals make room, so that the list is no longer than there are Locals.
                used.retain(|other| other.strong_count() > 0);
                used.push(places);
            }
        });
    }
}

/// A [`Local`] of whatever type.
trait Forget {
    /// Takes the calling thread's value out.
    fn forget(&self);
}

impl<T: Send> Forget for ThreadLocal<Place<T>> {
    fn forget(&self) {
        let left = self.get().and_then(RefCell::take);
        drop(left);
    }
}

thread_local! {
    /// The Locals in which the running thread has left a value.
    static USED: RefCell<Vec<Weak<dyn Forget>>> = const { RefCell::new(Vec::new()) };
}

/// Drops the ending thread's values. Their destructors may use Locals again, which then end too; what a destructor makes anew every
/// time stays behind, as with POSIX threads.
pub(crate) fn end_of_thread() {
    for _ in 0..4 {
        let used = USED.take();
        if used.is_empty() {
            return;
        }
        for places in used.iter().filter_map(Weak::upgrade) {
            // A destructor that panics has said so; the others have a right to run, and the joiners to hear of the end.
            let _ = catch_unwind(AssertUnwindSafe(|| places.forget()));
        }
    }
}
