//! Events of the threads, reported to one listener as they happen: start, wait, resume, acquire, release, end.
//!
//! A listener can show or explain what a program's threads do. Without a listener each event costs one plain load. The
//! primitives report the events, so a listener receives every wait of this crate, on the thread that waits:
//! - [`Event::Blocked`] comes before the thread sleeps, [`Event::Resumed`] when it wakes up, before it checks the primitive
//!   again. A wait may be several of these pairs, since wake-ups may be spurious.
//! - [`Block::still_holds`] returns whether a `Blocked` is still true. Any thread may call it until the blocked thread
//!   resumes. If all threads are blocked without a deadline, and all their blocks still hold, none of them will ever
//!   continue by itself.
//!
//! A primitive calls the listener in the middle of an operation. The listener must not use the same primitive, and the
//! thread waits while the listener runs.
use crate::futex::Wake;
use crate::interrupt;
use crate::primitive::atomic::AtomicU32;
use crate::until::{GaveUp, Until};
use std::sync::atomic::{AtomicPtr, AtomicU32 as StdAtomicU32, Ordering};

/// The kinds of things that a thread waits for or acquires.
///
/// # Examples
/// ```
/// use web_threading::observe::Primitive;
/// assert_ne!(Primitive::Lock, Primitive::Time);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Primitive {
    /// A [`Lock`](crate::Lock), or a type built on it: [`RLock`](crate::RLock), [`Mutex`](crate::Mutex).
    Lock,
    /// A [`Semaphore`](crate::Semaphore) or [`BoundedSemaphore`](crate::BoundedSemaphore).
    Semaphore,
    /// An [`Event`](crate::Event).
    Event,
    /// The notification of a [`Condition`](crate::Condition); the condition's lock is a `Lock`.
    Condition,
    /// A [`Barrier`](crate::Barrier).
    Barrier,
    /// One of the queues of [`queue`](crate::queue).
    Queue,
    /// The end of another thread.
    Thread,
    /// Time only: a sleep, or a [`Timer`](crate::Timer).
    Time,
}

/// One primitive, identified by its kind and address.
///
/// # Examples
/// ```
/// use web_threading::observe::{Primitive, Subject};
/// let subject = Subject { primitive: Primitive::Lock, address: 64 };
/// assert_eq!(subject, subject.clone());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject {
    /// Its kind.
    pub primitive: Primitive,
    /// Its address. When the primitive is dropped, another one may have the same address.
    pub address: usize,
}

impl Subject {
    pub(crate) fn of<T>(primitive: Primitive, value: &T) -> Self {
        let address = std::ptr::from_ref(value).addr();
        Self { primitive, address }
    }
}

/// A thread that is about to sleep.
///
/// # Examples
/// ```
/// use web_threading::observe::Event;
/// // Whether this event tells of a wait that nothing but another thread can end.
/// fn is_for_ever(event: &Event) -> bool {
///     matches!(event, Event::Blocked(block) if block.until.deadline.is_none())
/// }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Block {
    /// The primitive that it waits for.
    pub on: Subject,
    /// What ends the wait early.
    pub until: Until,
    word: *const AtomicU32,
    expected: u32,
    /// Called with the word's value at the start of the sleep and a later value. Returns whether the thread has to continue
    /// to sleep.
    sleeps_on: fn(u32, u32) -> bool,
}

// SAFETY: the word is read only under the conditions of `still_holds`, on any thread; nudges use only its address.
unsafe impl Send for Block {}
// SAFETY: as for Send; no field changes.
unsafe impl Sync for Block {}

impl Block {
    /// Returns whether the thread would fall asleep again if it were woken now.
    ///
    /// # Safety
    /// The thread must not have resumed since the event: the object that it waits for may not exist any more.
    ///
    /// # Examples
    /// ```
    /// # use web_threading::observe::Block;
    /// fn look(block: &Block) -> bool {
    ///     // SAFETY: the caller is the listener, in the thread that is about to sleep.
    ///     unsafe { block.still_holds() }
    /// }
    /// ```
    #[must_use]
    pub unsafe fn still_holds(&self) -> bool {
        // SAFETY: the word lives as long as the thread waits on it, and the caller promises that the thread has not resumed.
        let now = unsafe { &*self.word }.load(Ordering::SeqCst);
        (self.sleeps_on)(self.expected, now)
    }

    /// Wakes the thread without a change: it checks what it waits for and falls asleep again. A thread that is about to
    /// sleep may miss it.
    ///
    /// # Examples
    /// ```
    /// # use web_threading::observe::Block;
    /// fn have_it_look_again(block: &Block) {
    ///     block.nudge();
    /// }
    /// ```
    pub fn nudge(&self) {
        crate::futex::wake_at(self.word.addr(), u32::MAX);
    }
}

/// An action of the calling thread, or something that happened to it.
///
/// # Examples
/// ```
/// use web_threading::observe::Event;
/// fn describe(event: &Event) -> String {
///     match event {
///         Event::Started { thread } => format!("started thread {thread}"),
///         Event::Ended { panicked } => format!("ended, panicking: {panicked}"),
///         Event::Blocked(block) => format!("waits for {:?}", block.on),
///         Event::Resumed { on, why } => format!("woke up from {on:?}: {why:?}"),
///         Event::Acquired(on) => format!("has {on:?}"),
///         Event::Released(on) => format!("has given up {on:?}"),
///         Event::Notified { on, count: Some(count) } => format!("woke {count} of {on:?}"),
///         Event::Notified { on, count: None } => format!("woke all of {on:?}"),
///     }
/// }
/// ```
#[derive(Clone, Copy, Debug)]
#[repr(u8)]
pub enum Event {
    /// It started a thread.
    Started {
        /// The ident of the started thread, as returned by [`current_ident`](crate::thread::current_ident).
        thread: u64,
    } = 0,
    /// It has finished its work.
    Ended {
        /// Whether it panicked. Only natively: on the web a panic ends the worker, and the host reports it.
        panicked: bool,
    } = 1,
    /// It is about to sleep.
    Blocked(Block) = 2,
    /// It woke up.
    Resumed {
        /// The primitive that it waited for.
        on: Subject,
        /// Why it woke up; the wake-up may be spurious.
        why: Result<Wake, GaveUp>,
    } = 3,
    /// It acquired the lock or a permit.
    Acquired(Subject) = 4,
    /// It released the lock or a permit.
    Released(Subject) = 5,
    /// It set an event, or notified waiters of a condition.
    Notified {
        /// The event or condition.
        on: Subject,
        /// The number of waiters; `None` for all.
        count: Option<usize>,
    } = 6,
}

/// A set of events, one bit for each.
///
/// # Examples
/// ```
/// use web_threading::observe::Interest;
/// assert_ne!(Interest::WAITS, Interest::ALL);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interest(u32);

impl Interest {
    /// [`Event::Blocked`] and [`Event::Resumed`]: a call that does not sleep costs nothing.
    pub const WAITS: Self = Self(1 << 2 | 1 << 3);
    /// Every event.
    pub const ALL: Self = Self(0b111_1111);
}

static INTEREST: StdAtomicU32 = StdAtomicU32::new(0);
static LISTENER: AtomicPtr<()> = AtomicPtr::new(std::ptr::null_mut());

/// Registers `hear`, which is then called for each event of `interest` on the event's thread. It replaces any earlier
/// listener.
///
/// # Examples
/// ```
/// use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
/// use web_threading::observe::{self, Event, Interest};
/// static HELD: AtomicU32 = AtomicU32::new(0);
/// observe::listen(Interest::ALL, |event| {
///     if matches!(event, Event::Acquired(_)) {
///         HELD.fetch_add(1, Relaxed);
///     }
/// });
/// web_threading::Lock::new().acquire();
/// assert_eq!(HELD.load(Relaxed), 1);
/// ```
pub fn listen(interest: Interest, hear: fn(&Event)) {
    // The interest is stored last, so that no event reaches a listener that is being replaced.
    INTEREST.store(0, Ordering::SeqCst);
    LISTENER.store(hear as *mut (), Ordering::SeqCst);
    INTEREST.store(interest.0, Ordering::SeqCst);
}

/// Reports `event`, which is evaluated only if there is a listener for it. `bit` is its discriminant.
macro_rules! tell {
    ($bit:literal $(if $also:expr)?, $event:expr) => {
        if cfg!(not(loom)) && $crate::observe::is_heard($bit) $(&& $also)? {
            $crate::observe::call(&$event);
        }
    };
}
pub(crate) use tell;

pub(crate) fn is_heard(bit: u32) -> bool {
    INTEREST.load(Ordering::Relaxed) & 1 << bit != 0
}

#[cold]
pub(crate) fn call(event: &Event) {
    let hear = LISTENER.load(Ordering::Acquire);
    if hear.is_null() {
        return;
    }
    // SAFETY: only `listen` stores this pointer, and it stores functions of this type.
    let hear = unsafe { std::mem::transmute::<*mut (), fn(&Event)>(hear) };
    hear(event);
}

/// For waiters that continue as soon as the word has changed.
pub(crate) fn while_unchanged(slept_on: u32, now: u32) -> bool {
    slept_on == now
}

/// Like [`interrupt::wait`], with events. `sleeps_on` receives the value on which the thread fell asleep and a later value;
/// it returns whether the thread has to continue to sleep.
pub(crate) fn wait(
    on: Subject,
    (word, expected): (&AtomicU32, u32),
    until: Until,
    sleeps_on: fn(u32, u32) -> bool,
) -> Result<Wake, GaveUp> {
    tell!(
        2,
        Event::Blocked(Block {
            on,
            until,
            word,
            expected,
            sleeps_on,
        })
    );
    // The listener of either event may have ended the wait.
    let is_ended = || until.interrupt && interrupt::take_own_end();
    let why = if is_ended() {
        Err(GaveUp::Interrupted)
    } else {
        interrupt::wait(word, expected, until)
    };
    tell!(3, Event::Resumed { on, why });
    if is_ended() {
        Err(GaveUp::Interrupted)
    } else {
        why
    }
}
