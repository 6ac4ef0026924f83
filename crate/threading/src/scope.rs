//! [`scope`]: threads that borrow, as in `std::thread::scope`.
use crate::blocking;
use crate::crew::Crew;
use crate::thread::{Builder, JoinError, JoinHandle, JoinOutcome, SpawnError, Thread};
use crate::until::Until;
use std::marker::PhantomData;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

/// A scope in which threads can borrow data from outside; see [`scope`].
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
    // Invariant in both lifetimes, as in std: neither may be shortened or extended.
    scope: PhantomData<&'scope mut &'scope ()>,
    env: PhantomData<&'env mut &'env ()>,
}

/// Runs `work`, which may start threads that borrow data from outside, and waits until all of them have ended.
///
/// Python has no equivalent and does not need one, because its objects live as long as a thread uses them.
///
/// # Where blocking is not allowed
/// The call throws before `work` begins, see the [crate], because it could not wait for the threads.
///
/// # Panics
/// If `work` panics, or a thread panicked that was not joined through its handle. The panic starts after all threads have
/// ended. On the web a panic ends the worker: the other threads run to their end, the borrowed data stays in the memory, and
/// the call never returns. (No JavaScript exception may pass through `work` either, because Rust cannot catch one and so
/// could not wait for the threads.)
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
    // Whatever `work` does, its threads end before this function returns.
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
    /// [`SpawnError`] if the thread could not start; `work` is dropped.
    pub fn spawn<F, T>(&'scope self, work: F) -> Result<ScopedJoinHandle<'scope, T>, SpawnError>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        self.spawn_with(Builder::new(), work)
    }

    /// Like [`spawn`](Self::spawn), with a name or other settings.
    ///
    /// # Errors
    /// [`SpawnError`] if the thread could not start; `work` is dropped.
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
        // - The thread is in the list as soon as it is started, before any other code runs here, and `scope` does not return
        //   before `join_all` has read each thread's outcome, which is written after the thread has dropped all of its work.
        // - A crashed thread (on the web) drops nothing, and never runs again: its worker reports the crash outside of Rust.
        // - A `work` whose thread could not start has been dropped.
        let handle = unsafe { builder.spawn_unchecked(work) }?;
        self.threads.add(handle.thread().clone());
        Ok(ScopedJoinHandle {
            handle,
            threads: &self.threads,
        })
    }

    /// Waits for all threads, including threads that they start meanwhile. Returns false if a thread failed that was not
    /// joined.
    fn join_all(&self) -> bool {
        self.threads
            .join_all(|thread| thread.join_until(Until::FOREVER) == Ok(JoinOutcome::Finished))
    }
}

/// A handle for a scoped thread's result. If it is dropped, the scope still waits for the thread.
///
/// # Examples
/// ```
/// let word = String::from("borrowed");
/// let length = web_threading::scope(|scope| scope.spawn(|| word.len()).map(|thread| thread.join()));
/// assert!(matches!(length, Ok(Ok(8))));
/// ```
///
/// Checking for the end before joining:
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
    /// Returns the thread.
    #[must_use]
    pub fn thread(&self) -> &Thread {
        self.handle.thread()
    }

    /// Returns whether a join would return at once.
    #[must_use]
    pub fn is_finished(&self) -> bool {
        self.handle.is_finished()
    }

    /// Waits for the thread and returns its result.
    ///
    /// # Errors
    /// [`JoinError`] if the thread ended without a result, or is the calling thread.
    pub fn join(self) -> Result<T, JoinError> {
        let ident = self.thread().ident();
        let result = self.handle.join();
        if !matches!(result, Err(JoinError::CurrentThread)) {
            self.threads.retain(|thread| thread.ident() != ident);
        }
        result
    }
}
