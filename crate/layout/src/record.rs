//! The record of what threads did: a ring of events for each thread, and labels for the texts.

use std::sync::atomic::AtomicU32;

use crate::numbered;

/// The number of words of an event: kind, wait and the upper 16 bits of the time; thread; lower 32 bits of the time, in
/// microseconds; order; subject; line; label of the file; label.
pub const WORDS: usize = 8;

/// The number of events in a ring. It is a power of two, so that positions may wrap around at 2^32.
pub const CAPACITY: usize = 4096;

/// The flag in an event's wait, beside the number of [`Waits`], of a wait that has a deadline.
pub const HAS_DEADLINE: u8 = 0x80;

/// The size of the labels in bytes. A label that does not fit is left out.
pub const LABEL_BYTES: usize = 1 << 17;

/// A ring of events as the page reads it.
#[repr(C, align(8))]
#[derive(Debug)]
pub struct Ring {
    /// The byte offset of the ring that was created before this one, 0 for none.
    pub next: AtomicU32,
    /// The number of events ever written, modulo 2^32. Stored after the event.
    pub head: AtomicU32,
    /// The words of each event.
    pub events: [[AtomicU32; WORDS]; CAPACITY],
}

/// The labels as the page reads them: two words, then the labels one after the other. Each label has its size in bytes and
/// its number, as words, and then its text, padded to whole words.
#[repr(C, align(8))]
#[derive(Debug)]
pub struct Labels {
    /// The number of bytes ever written. Stored after the label.
    pub head: AtomicU32,
    /// The byte offset of the ring that was created last, 0 for none.
    pub rings: AtomicU32,
    /// The labels.
    pub bytes: [AtomicU32; LABEL_BYTES / 4],
}

impl Labels {
    /// Creates labels without a text.
    #[expect(clippy::new_without_default, reason = "it is for statics")]
    #[must_use]
    pub const fn new() -> Self {
        Self {
            head: AtomicU32::new(0),
            rings: AtomicU32::new(0),
            bytes: [const { AtomicU32::new(0) }; LABEL_BYTES / 4],
        }
    }
}

numbered! {
    /// The kinds of events.
    pub enum Kind {
        /// The thread started another, `subject`.
        Started = 1,
        /// The thread began to run.
        Began = 2,
        /// The thread was named.
        Named = 3,
        /// The thread begins to wait.
        Blocked = 4,
        /// The thread's wait has ended.
        Resumed = 5,
        /// The thread acquired the lock or a permit.
        Acquired = 6,
        /// The thread released the lock or a permit.
        Released = 7,
        /// The thread ended.
        Ended = 8,
        /// The thread wrote output. `subject` is the number of its record, in print order from 1; the last one's, of several.
        Wrote = 9,
    }
}

numbered! {
    /// The kinds of things that a Python thread waits for.
    pub enum Waits {
        /// A lock.
        Lock = 1,
        /// A reentrant lock.
        RLock = 2,
        /// A semaphore.
        Semaphore = 3,
        /// A queue.
        Queue = 4,
        /// The end of a thread.
        Thread = 5,
        /// A time.
        Sleep = 6,
        /// Standard input.
        Input = 7,
    }
}
