//! [`scope`]: threads that borrow, as in `std::thread::scope`.
use crate::blocking;
use crate::crew::Crew;
use crate::interrupt::Interruptible;
use crate::thread::{Builder, JoinError, JoinHandle, JoinOutcome, SpawnError, Thread};
use std::marker::PhantomData;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

/// Where threads can be started that borrow from outside; see [`scope`].
///
/// # Examples
/// ```
/// use web_threading::{Scope, SpawnError, scope};
/// fn count<'scope>(scope: &'scope Scope<'scope, '_>, words: &'scope [&str]) -> Result<usize, SpawnError> {
///     let half = scope.spawn(|| words[1..].iter().map(|word| word.len()).sum::<usize>())?;
///     Ok(words[0].len() + half.join().expect("it does not panic"))
/// }
/// assert_eq!(scope(|scope| count(scope, &["one", "three"])), Ok(8));
/// ```
///
/// With a name for the thread:
/// ```
/// use web_threading::{Builder, scope, thread};
/// let prefix = String::from("worker of ");
/// let said = scope(|scope| {
///     let builder = Builder::new().name("counter");
///     let named = scope.spawn_with(builder, || format!("{prefix}{}", thread::current().name()))?;
///     Ok::<_, web_threading::SpawnError>(named.join().expect("it does not panic"))
/// })?;
/// assert_eq!(said, "worker of counter");
/// # Ok::<(), web_threading::SpawnError>(())
/// ```
#[derive(Debug)]
pub struct Scope<'scope, 'env: 'scope> {
    threads: Crew<Thread>,
    // Invariant in both, as in std: neither may be made shorter or longer.
    scope: PhantomData<&'scope mut &'scope ()>,
    env: PhantomData<&'env mut &'env ()>,
}

/// Runs `work`, which may start threads that borrow from outside of it, and waits until they have all ended.
///
/// Python has no such thing, nor a need: there nothing goes away that a thread still uses.
///
/// # Where blocking is not allowed
/// It throws before `work` begins, see the [crate]: nobody could wait for the threads.
///
/// # Panics
/// If `work` panics, or a thread did that was not joined by its handle; after all have ended. On the web, where a panic ends the
/// worker, the other threads run on to their end, and what they borrow stays in the memory; it never returns here. (For the same
/// reason no JavaScript exception may pass through `work`: nothing in Rust can stop one, nor wait for the threads then.)
///
/// # Examples
/// ```
/// let mut numbers = [1, 2, 3, 4];
/// let (left, right) = numbers.split_at_mut(2);
/// web_threading::scope(|scope| {
///     scope.spawn(|| left.iter_mut().for_each(|number| *number *= 10))?;
///     scope.spawn(|| right.iter_mut().for_each(|number| *number *= 100))?;
///     Ok::<(), web_threading::SpawnError>(())
/// })?;
/// assert_eq!(numbers, [10, 20, 300, 400]);
/// # Ok::<(), web_threading::SpawnError>(())
/// ```
pub fn scope<'env, F, T>(work: F) -> T
where
    F: for<'scope> FnOnce(&'scope Scope<'scope, 'env>) -> T,
{
    blocking::insist_on_blocking();
    let scope = Scope {
        threads: Crew::new(),
        scope: PhantomData,
        env: PhantomData,
    };
    // Whatever happens in `work`, its threads end before this function does.
    let result = catch_unwind(AssertUnwindSafe(|| work(&scope)));
    let all_well = scope.join_all();
    match result {
        Err(payload) => resume_unwind(payload),
        Ok(_) if !all_well => panic!("a scoped thread panicked"),
        Ok(value) => value,
    }
}

impl<'scope> Scope<'scope, '_> {
    /// Starts a thread that the scope waits for.
    ///
    /// # Errors
    /// [`SpawnError`] if no thread can be had; `work` is dropped.
    pub fn spawn<F, T>(&'scope self, work: F) -> Result<ScopedJoinHandle<'scope, T>, SpawnError>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        self.spawn_with(Builder::new(), work)
    }

    /// As [`spawn`](Self::spawn), with a name or other settings.
    ///
    /// # Errors
    /// [`SpawnError`] if no thread can be had; `work` is dropped.
    pub fn spawn_with<F, T>(
        &'scope self,
        builder: Builder,
        work: F,
    ) -> Result<ScopedJoinHandle<'scope, T>, SpawnError>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        // SAFETY: `work` and its result are used by the thread, and by the handle that `'scope` bounds.
        // - The thread is in the list as soon as it is started, before anything else can happen here, and `scope` does not return
        //   before `join_all` has found each thread's outcome, which is written after the thread has dropped all of its work.
        // - A crashed thread (on the web) drops nothing, and never runs again: its worker reports the crash from outside of Rust.
        // - `work` that could not start was dropped by then.
        let handle = unsafe { builder.spawn_unchecked(work) }?;
        self.threads.add(handle.thread().clone());
        Ok(ScopedJoinHandle {
            handle,
            threads: &self.threads,
        })
    }

    /// Waits for all threads, also those that they start meanwhile; false if any has failed that nobody has joined.
    fn join_all(&self) -> bool {
        self.threads
            .join_all(|thread| thread.join_until(None, Interruptible::No) == JoinOutcome::Finished)
    }
}

/// The right to a scoped thread's result. Dropping it leaves the thread to the scope.
///
/// # Examples
/// ```
/// let word = String::from("borrowed");
/// let length = web_threading::scope(|scope| scope.spawn(|| word.len()).map(|thread| thread.join()));
/// assert!(matches!(length, Ok(Ok(8))));
/// ```
///
/// Looking after it before it is joined:
/// ```
/// web_threading::scope(|scope| {
///     let handle = scope.spawn(|| 1)?;
///     let thread = handle.thread().clone();
///     while !handle.is_finished() {
///         std::thread::yield_now();
///     }
///     assert!(!thread.is_alive());
///     Ok::<(), web_threading::SpawnError>(())
/// })?;
/// # Ok::<(), web_threading::SpawnError>(())
/// ```
#[derive(Debug)]
pub struct ScopedJoinHandle<'scope, T> {
    handle: JoinHandle<T>,
    threads: &'scope Crew<Thread>,
}

impl<T> ScopedJoinHandle<'_, T> {
    /// The thread.
    #[must_use]
    pub fn thread(&self) -> &Thread {
        self.handle.thread()
    }

    /// Whether a join would return at once.
    #[must_use]
    pub fn is_finished(&self) -> bool {
        self.handle.is_finished()
    }

    /// Waits for the thread and takes its result.
    ///
    /// # Errors
    /// [`JoinError`] if the thread ended without one, or is the caller.
    pub fn join(self) -> Result<T, JoinError> {
        let ident = self.thread().ident();
        let result = self.handle.join();
        if !matches!(result, Err(JoinError::CurrentThread)) {
            self.threads.retain(|thread| thread.ident() != ident);
        }
        result
    }
}
