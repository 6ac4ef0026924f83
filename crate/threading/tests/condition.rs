//! `Condition`, natively and in the browser.
#![allow(clippy::unwrap_used)]
mod common;

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::time::Duration;
use web_threading::{
    Condition, Event, GaveUp, Lock, NotAcquired, RLock, TimedOut, Until, clock, interrupt_main,
    spawn, take_interrupt,
};

scenarios! {
    fn the_lock_must_be_acquired() {
        let with_lock = Condition::new(Lock::new());
        assert_eq!(with_lock.wait(), Err(NotAcquired::Wait));
        assert_eq!(with_lock.wait_for(|| true), Err(NotAcquired::Wait));
        assert_eq!(with_lock.notify_all(), Err(NotAcquired::Notify));
        let with_rlock = Arc::new(Condition::new(RLock::new()));
        let (held, done) = (Arc::new(Event::new()), Arc::new(Event::new()));
        let (theirs, their_held, their_done) = (Arc::clone(&with_rlock), Arc::clone(&held), Arc::clone(&done));
        let holder = spawn(move || {
            let _guard = theirs.guard();
            their_held.set();
            their_done.wait();
        }).unwrap();
        held.wait();
        assert_eq!(with_rlock.notify(1), Err(NotAcquired::Notify), "it is another thread's");
        assert_eq!(with_rlock.wait(), Err(NotAcquired::Wait));
        done.set();
        holder.join().unwrap();
        assert!(!with_lock.lock().is_locked());
    }

    fn a_timed_wait_gives_up_in_time_and_has_the_lock_again() {
        let condition = Condition::<RLock>::default();
        let _outer = condition.guard();
        let _inner = condition.guard();
        let start = clock::now();
        assert_eq!(condition.wait_timeout(Duration::from_millis(20)), Ok(Err(TimedOut)));
        assert!(clock::now() - start >= Duration::from_millis(20));
        assert_eq!(condition.lock().recursion_count(), 2);
        assert_eq!(condition.wait_for_timeout(Duration::from_millis(1), || false), Ok(Err(TimedOut)));
        assert_eq!(condition.wait_for_timeout(Duration::ZERO, || true), Ok(Ok(())));
        assert_eq!(condition.lock().recursion_count(), 2);
    }

    /// The notifier can acquire the lock only if the waiter, which holds it twice, releases it completely.
    fn an_rlock_is_freed_and_restored_whole() {
        let shared = Arc::new((Condition::new(RLock::new()), AtomicU32::new(0)));
        let theirs = Arc::clone(&shared);
        let (condition, turn) = &*shared;
        condition.lock().acquire();
        condition.lock().acquire();
        let notifier = spawn(move || {
            let (condition, turn) = &*theirs;
            let _guard = condition.guard();
            turn.store(1, Relaxed);
            condition.notify(1).unwrap();
        }).unwrap();
        condition.wait_for(|| turn.load(Relaxed) == 1).unwrap();
        assert_eq!(condition.lock().recursion_count(), 2);
        notifier.join().unwrap();
        condition.lock().release().unwrap();
        condition.lock().release().unwrap();
        assert!(!condition.lock().is_locked());
    }

    fn as_many_wake_as_are_notified() {
        let shared = Arc::new((Condition::new(Lock::new()), AtomicU32::new(0), AtomicU32::new(0)));
        let threads: Vec<_> = (0..5).map(|_| {
            let shared = Arc::clone(&shared);
            spawn(move || {
                let (condition, waiting, woken) = &*shared;
                let _guard = condition.guard();
                waiting.fetch_add(1, Relaxed);
                condition.wait().unwrap();
                woken.fetch_add(1, Relaxed);
            }).unwrap()
        }).collect();
        let (condition, waiting, woken) = &*shared;
        // A thread that has counted itself and released the lock is waiting.
        let holding_when = |reached: &dyn Fn() -> bool| loop {
            let guard = condition.guard();
            if reached() {
                break guard;
            }
            drop(guard);
            web_threading::thread::sleep(Duration::from_micros(100));
        };
        let guard = holding_when(&|| waiting.load(Relaxed) == 5);
        condition.notify(2).unwrap();
        drop(guard);
        let guard = holding_when(&|| woken.load(Relaxed) == 2);
        condition.notify(0).unwrap();
        drop(guard);
        // The other three are still in the queue: this thread's wait comes after them.
        let guard = condition.guard();
        assert_eq!(condition.wait_timeout(Duration::from_millis(5)), Ok(Err(TimedOut)));
        assert_eq!(woken.load(Relaxed), 2);
        condition.notify_all().unwrap();
        drop(guard);
        for thread in threads {
            thread.join().unwrap();
        }
        assert_eq!(woken.load(Relaxed), 5);
    }

    /// Two threads take turns through two conditions on one lock: a lost notification would hang.
    fn two_conditions_share_a_lock() {
        struct Slot {
            filled: Condition<Arc<Lock>>,
            emptied: Condition<Arc<Lock>>,
            value: AtomicU32,
        }
        let lock = Arc::new(Lock::new());
        let slot = Arc::new(Slot {
            filled: Condition::new(Arc::clone(&lock)),
            emptied: Condition::new(Arc::clone(&lock)),
            value: AtomicU32::new(0),
        });
        let theirs = Arc::clone(&slot);
        let consumer = spawn(move || (1..=common::rounds(300)).map(|_| {
            let _guard = theirs.filled.guard();
            theirs.filled.wait_for(|| theirs.value.load(Relaxed) != 0).unwrap();
            theirs.emptied.notify(1).unwrap();
            theirs.value.swap(0, Relaxed)
        }).sum::<u32>()).unwrap();
        for number in 1..=common::rounds(300) {
            let _guard = lock.lock();
            slot.emptied.wait_for(|| slot.value.load(Relaxed) == 0).unwrap();
            slot.value.store(number, Relaxed);
            slot.filled.notify(1).unwrap();
        }
        assert_eq!(consumer.join().unwrap(), (1..=common::rounds(300)).sum::<u32>());
    }

    /// Half of the waiters give up continually. Each token wakes a waiter that does not give up, or one that takes the
    /// token.
    fn giving_up_loses_no_notification() {
        let shared = Arc::new((Condition::new(Lock::new()), AtomicU32::new(0)));
        let takers: Vec<_> = (0..4).map(|number| {
            let shared = Arc::clone(&shared);
            spawn(move || {
                let (condition, tokens) = &*shared;
                let mut taken = 0;
                while taken < common::rounds(50) {
                    let _guard = condition.guard();
                    let there = || tokens.load(Relaxed) > 0;
                    let outcome = if number % 2 == 0 {
                        condition.wait_for_timeout(Duration::from_micros(50), there).unwrap()
                    } else {
                        condition.wait_for(there).unwrap();
                        Ok(())
                    };
                    if outcome == Ok(()) {
                        tokens.fetch_sub(1, Relaxed);
                        taken += 1;
                    }
                }
            }).unwrap()
        }).collect();
        let (condition, tokens) = &*shared;
        for _ in 0..4 * common::rounds(50) {
            let _guard = condition.guard();
            tokens.fetch_add(1, Relaxed);
            condition.notify(1).unwrap();
        }
        for taker in takers {
            taker.join().unwrap();
        }
        assert_eq!(tokens.load(Relaxed), 0);
    }

    fn an_interrupt_ends_the_wait_with_the_lock_held() {
        let condition = Condition::new(Lock::new());
        let _guard = condition.guard();
        interrupt_main();
        assert_eq!(condition.wait_until(Until::INTERRUPT), Ok(Err(GaveUp::Interrupted)));
        assert_eq!(condition.wait_for_until(Until::INTERRUPT, || false), Ok(Err(GaveUp::Interrupted)));
        assert!(condition.lock().is_locked());
        assert!(take_interrupt());
    }
}
