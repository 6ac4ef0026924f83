//! The holder of a lock, for explanations only: Python lets any thread release a Lock.

use std::sync::atomic::{AtomicPtr, AtomicU32, Ordering::Relaxed};

use rustpython_vm::builtins::PyStrInterned;

use super::{
    place::{self, Place},
    record::{self, About, Kind},
    threads,
};

/// The last thread that acquired a lock, and where; and where the lock was created.
#[derive(Debug)]
pub(crate) struct Held {
    /// The holder's number, 0 for none.
    thread: AtomicU32,
    since: AtomicPlace,
    made: Place,
    /// The lock's number in the record, 0 while it has none.
    subject: AtomicU32,
}

impl Default for Held {
    /// Creates the data of a lock that is created at the current place.
    fn default() -> Self {
        Self {
            thread: AtomicU32::new(0),
            since: AtomicPlace::default(),
            made: place::here(),
            subject: AtomicU32::new(0),
        }
    }
}

impl Held {
    /// Called when the calling thread has acquired the lock.
    pub(crate) fn take(&self) {
        let here = place::here();
        self.since.store(here);
        self.thread.store(threads::own_number(), Relaxed);
        if record::is_on() {
            record::put_at(Kind::Acquired, self.about(), here);
        }
    }

    /// Called when the calling thread is about to release the lock, before another thread can acquire it.
    pub(crate) fn give_up(&self) {
        self.thread.store(0, Relaxed);
        if record::is_on() {
            record::put(Kind::Released, self.about());
        }
    }

    /// Returns the holder's number, 0 for none.
    pub(super) fn thread(&self) -> u32 {
        self.thread.load(Relaxed)
    }

    pub(super) fn since(&self) -> Place {
        self.since.load()
    }

    pub(super) fn made(&self) -> Place {
        self.made
    }

    /// Returns the lock's number in the record.
    pub(super) fn subject(&self) -> u32 {
        record::number(&self.subject)
    }

    fn about(&self) -> About {
        About::subject(self.subject())
    }
}

/// A place that one thread writes while others may read it. Without other synchronisation they may read half of it.
#[derive(Debug, Default)]
struct AtomicPlace {
    path: AtomicPtr<PyStrInterned>,
    line: AtomicU32,
}

impl AtomicPlace {
    fn store(&self, place: Place) {
        let path = place.path.map_or(std::ptr::null(), std::ptr::from_ref);
        self.path.store(path.cast_mut(), Relaxed);
        self.line.store(place.line, Relaxed);
    }

    fn load(&self) -> Place {
        // SAFETY: `store` writes only references that live forever, or null.
        let path = unsafe { self.path.load(Relaxed).as_ref() };
        Place {
            path,
            line: self.line.load(Relaxed),
        }
    }
}
