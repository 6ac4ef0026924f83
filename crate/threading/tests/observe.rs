//! The events that a listener receives from the primitives. This file has its own process, because there is only one
//! listener.
#![allow(clippy::unwrap_used)]
mod common;

use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use web_threading::observe::{self, Event, Interest, Primitive, Subject};
use web_threading::queue::Queue;
use web_threading::{Barrier, Condition, Deadline, Lock, Semaphore, spawn, thread};

/// The events of each thread, by its ident.
static HEARD: Mutex<Vec<(u64, Event)>> = Mutex::new(Vec::new());

fn hear(event: &Event) {
    HEARD
        .lock()
        .unwrap()
        .push((thread::current_ident(), *event));
}

fn listen() {
    HEARD.lock().unwrap().clear();
    observe::listen(Interest::ALL, hear);
}

/// Removes the listener and returns the events.
fn heard() -> Vec<(u64, Event)> {
    fn deaf(_: &Event) {}
    observe::listen(Interest::WAITS, deaf);
    std::mem::take(&mut HEARD.lock().unwrap())
}

fn address<T>(of: &T) -> usize {
    std::ptr::from_ref(of).addr()
}

/// Waits until a thread waits for `primitive`. Returns whether the wait has no deadline.
fn until_blocked(primitive: Primitive) -> bool {
    loop {
        let heard = HEARD.lock().unwrap();
        let found = heard.iter().find_map(|(_, event)| match event {
            Event::Blocked(block) if block.on.primitive == primitive => Some(block.until.deadline),
            _ => None,
        });
        if let Some(deadline) = found {
            return deadline.is_none();
        }
        drop(heard);
        thread::sleep(Duration::from_millis(1));
    }
}

scenarios! {
    /// Acquired, blocked, released, resumed, acquired: the order of the events and their threads.
    fn a_lock_that_is_handed_over() {
        let lock = Arc::new(Lock::new());
        let subject = Subject { primitive: Primitive::Lock, address: address(&*lock) };
        listen();
        lock.acquire();
        let theirs = Arc::clone(&lock);
        let waiter = spawn(move || theirs.acquire()).unwrap();
        let other = waiter.thread().ident();
        until_blocked(Primitive::Lock);
        lock.release().unwrap();
        waiter.join().unwrap();
        let own = thread::current_ident();
        let about = heard().into_iter().filter_map(|(who, event)| match event {
            Event::Acquired(on) if on == subject => Some((who, "acquired")),
            Event::Released(on) if on == subject => Some((who, "released")),
            Event::Blocked(block) if block.on == subject => Some((who, "blocked")),
            Event::Resumed { on, .. } if on == subject => Some((who, "resumed")),
            Event::Started { thread } if thread == other => Some((who, "started")),
            Event::Ended { panicked: false } if who == other => Some((who, "ended")),
            _ => None,
        });
        // After a spurious wake-up, a thread reports blocked and resumed once more.
        let mut blocked = false;
        let about: Vec<_> = about
            .filter(|(_, what)| match *what {
                "blocked" => !std::mem::replace(&mut blocked, true),
                what => what != "resumed",
            })
            .collect();
        assert_eq!(about, [
            (own, "acquired"), (own, "started"), (other, "blocked"), (own, "released"),
            (other, "acquired"), (other, "ended"),
        ]);
    }

    /// Each primitive reports its kind, and whether the wait has a deadline.
    fn each_kind_of_wait() {
        fn waits(primitive: Primitive, for_ever: bool, wait: impl FnOnce() + Send + 'static, end: impl FnOnce()) {
            listen();
            let waiter = spawn(wait).unwrap();
            assert_eq!(until_blocked(primitive), for_ever, "{primitive:?}");
            end();
            waiter.join().unwrap();
            let heard = heard();
            let resumed = heard.iter().any(|(_, event)| {
                matches!(event, Event::Resumed { on, .. } if on.primitive == primitive)
            });
            assert!(resumed, "{primitive:?}");
        }
        static EVENT: web_threading::Event = web_threading::Event::new();
        waits(Primitive::Event, true, || EVENT.wait(), || EVENT.set());
        static SEMAPHORE: Semaphore = Semaphore::new(0);
        waits(Primitive::Semaphore, true, || SEMAPHORE.acquire(), || SEMAPHORE.release(1));
        let barrier = Arc::new(Barrier::new(2));
        let theirs = Arc::clone(&barrier);
        waits(Primitive::Barrier, true, move || { let _ = theirs.wait(); }, || { let _ = barrier.wait(); });
        static CONDITION: Condition<Lock> = Condition::new(Lock::new());
        waits(
            Primitive::Condition,
            true,
            || { let _held = CONDITION.guard(); CONDITION.wait().unwrap() },
            || { let _held = CONDITION.guard(); CONDITION.notify(1).unwrap() },
        );
        let queue = Arc::new(Queue::unbounded());
        let theirs = Arc::clone(&queue);
        waits(Primitive::Queue, true, move || theirs.get().unwrap(), || queue.put(()).unwrap());
        waits(Primitive::Time, false, || thread::sleep(Duration::from_millis(5)), || ());
        let soon = Deadline::after(Duration::from_millis(5));
        static OTHER: web_threading::Event = web_threading::Event::new();
        waits(
            Primitive::Event,
            false,
            move || { let _ = OTHER.wait_until(soon); },
            || (),
        );
        static GO: web_threading::Event = web_threading::Event::new();
        let target = spawn(|| GO.wait()).unwrap();
        waits(Primitive::Thread, true, move || target.join().unwrap(), || GO.set());
    }

    /// A block holds until another thread releases the lock. A nudge does not change that. It no longer holds before the
    /// thread wakes.
    fn whether_a_block_still_holds() {
        static STILL: AtomicBool = AtomicBool::new(false);
        static LATER: AtomicBool = AtomicBool::new(true);
        static LOCK: Lock = Lock::new();
        fn look(event: &Event) {
            if let Event::Blocked(block) = event
                && block.on.address == address(&LOCK)
            {
                // SAFETY: this is the thread that is about to sleep.
                STILL.store(unsafe { block.still_holds() }, SeqCst);
                block.nudge();
                LOCK.release().unwrap();
                // SAFETY: the thread has not slept yet.
                LATER.store(unsafe { block.still_holds() }, SeqCst);
            }
        }
        LOCK.acquire();
        observe::listen(Interest::WAITS, look);
        // The listener releases the lock just before the thread sleeps, so the thread does not sleep.
        LOCK.acquire();
        heard();
        assert!(STILL.load(SeqCst));
        assert!(!LATER.load(SeqCst));
    }

    /// A listener for waits is not called if no thread waits.
    fn only_what_is_of_interest() {
        listen();
        observe::listen(Interest::WAITS, hear);
        let lock = Lock::new();
        drop(lock.lock());
        let about = heard();
        assert!(!about.iter().any(|(_, event)| matches!(event, Event::Acquired(_) | Event::Released(_))));
    }
}
