//! What threads do to each other, told to one listener as it happens: who starts, waits, goes on, acquires, releases, ends.
//!
//! For whoever shows or explains a program's threads. Without a listener each event costs one plain load. The primitives tell, so a
//! listener hears of every wait of this crate, in the thread that it is about:
//! - [`Event::Blocked`] comes before the thread sleeps, [`Event::Resumed`] when it wakes up, before it looks at the primitive again.
//!   A wait may be several of these pairs, since wake-ups may be spurious.
//! - What a `Blocked` tells of can be asked whether it still holds ([`Block::still_holds`]), on any thread, as long as its thread
//!   has not resumed. Where all threads are blocked without a deadline, and all of it still holds, none will ever go on by itself.
//!
//! The listener is called in the middle of a primitive: it must not use the same one, and what it waits for the thread waits for too.
use crate::clock::Deadline;
use crate::interrupt::{self, Interruptible, Wait};
use crate::primitive::atomic::AtomicU32;
use std::sync::atomic::{AtomicPtr, AtomicU32 as StdAtomicU32, Ordering};

/// What kind of thing a thread waits for, or acquires.
///
/// # Examples
/// ```
/// use web_threading::observe::Primitive;
/// assert_ne!(Primitive::Lock, Primitive::Time);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Primitive {
    /// A [`Lock`](crate::Lock), or what stands on one: [`RLock`](crate::RLock), [`Mutex`](crate::Mutex).
    Lock,
    /// A [`Semaphore`](crate::Semaphore) or [`BoundedSemaphore`](crate::BoundedSemaphore).
    Semaphore,
    /// An [`Event`](crate::Event).
    Event,
    /// A [`Condition`](crate::Condition)'s notification; its lock is a lock.
    Condition,
    /// A [`Barrier`](crate::Barrier).
    Barrier,
    /// One of the queues of [`queue`](crate::queue).
    Queue,
    /// Another thread's end.
    Thread,
    /// Nothing but time: a sleep, or a [`Timer`](crate::Timer).
    Time,
}

/// One primitive, told apart from others of its kind by its address.
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
    /// Where it lies; another one may lie there when it is gone.
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
/// use web_threading::observe::{Block, Event};
/// // Whether this event tells of a wait that nothing but another thread can end.
/// fn is_for_ever(event: &Event) -> bool {
///     matches!(event, Event::Blocked(Block { deadline: None, .. }))
/// }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Block {
    /// What it waits for.
    pub on: Subject,
    /// Until when at most; `None` waits for as long as it takes.
    pub deadline: Option<Deadline>,
    /// Whether an interrupt ends the wait, in the main thread.
    pub how: Interruptible,
    word: *const AtomicU32,
    expected: u32,
    /// Whether a thread that sleeps since the word was the first has to go on sleeping while it is the second.
    sleeps_on: fn(u32, u32) -> bool,
}

// SAFETY: the word is read only as `still_holds` allows, on whichever thread; nudges use its address alone.
unsafe impl Send for Block {}
// SAFETY: as for Send; nothing in it changes.
unsafe impl Sync for Block {}

impl Block {
    /// Whether the thread, were it woken now, would only fall asleep again.
    ///
    /// # Safety
    /// The thread must not have resumed since: what it waits for may be gone then.
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
        // SAFETY: the word lives as long as the thread that waits on it, which has not resumed, as the caller promises.
        let now = unsafe { &*self.word }.load(Ordering::SeqCst);
        (self.sleeps_on)(self.expected, now)
    }

    /// Wakes the thread for nothing: it looks at what it waits for, and falls asleep again. One that is about to sleep may miss it.
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

/// What the calling thread did, or what happened to it.
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
    /// It started the thread of this ident.
    Started {
        /// As of [`current_ident`](crate::thread::current_ident) there.
        thread: u64,
    } = 0,
    /// It has done its work.
    Ended {
        /// Natively; on the web a panic ends the worker, and the host tells.
        panicked: bool,
    } = 1,
    /// It is about to sleep.
    Blocked(Block) = 2,
    /// It woke up.
    Resumed {
        /// What it slept for.
        on: Subject,
        /// Possibly for nothing.
        why: Wait,
    } = 3,
    /// It has the lock, or a permit.
    Acquired(Subject) = 4,
    /// It gave up the lock, or a permit.
    Released(Subject) = 5,
    /// It set an event, or notified those who wait for a condition.
    Notified {
        /// The event or condition.
        on: Subject,
        /// How many waiters; `None` for all there are.
        count: Option<usize>,
    } = 6,
}

/// Which events a listener hears: a bit for each.
///
/// # Examples
/// ```
/// use web_threading::observe::Interest;
/// assert_ne!(Interest::WAITS, Interest::ALL);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interest(u32);

impl Interest {
    /// [`Event::Blocked`] and [`Event::Resumed`]: nothing on any way that does not sleep.
    pub const WAITS: Self = Self(1 << 2 | 1 << 3);
    /// Every event.
    pub const ALL: Self = Self(0b111_1111);
}

static INTEREST: StdAtomicU32 = StdAtomicU32::new(0);
static LISTENER: AtomicPtr<()> = AtomicPtr::new(std::ptr::null_mut());

/// Has `hear` called for each event of `interest`, on the thread that it is about, in place of any earlier listener.
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
    // Nobody hears with a listener that is about to be replaced: the interest comes last.
    INTEREST.store(0, Ordering::SeqCst);
    LISTENER.store(hear as *mut (), Ordering::SeqCst);
    INTEREST.store(interest.0, Ordering::SeqCst);
}

/// Tells `event`, made only if somebody listens. `bit` is its discriminant.
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
    // SAFETY: nothing but `listen` stores it, and it stores functions of this type.
    let hear = unsafe { std::mem::transmute::<*mut (), fn(&Event)>(hear) };
    hear(event);
}

/// A waiter goes on as soon as the word has changed.
pub(crate) fn while_unchanged(slept_on: u32, now: u32) -> bool {
    slept_on == now
}

/// [`interrupt::wait`], told. `sleeps_on` says, of the word's value on which a thread fell asleep and a later one, whether the thread
/// has to go on sleeping.
pub(crate) fn wait(
    on: Subject,
    (word, expected): (&AtomicU32, u32),
    deadline: Option<Deadline>,
    how: Interruptible,
    sleeps_on: fn(u32, u32) -> bool,
) -> Wait {
    tell!(
        2,
        Event::Blocked(Block {
            on,
            deadline,
            how,
            word,
            expected,
            sleeps_on,
        })
    );
    let why = interrupt::wait(word, expected, deadline, how);
    tell!(3, Event::Resumed { on, why });
    why
}
