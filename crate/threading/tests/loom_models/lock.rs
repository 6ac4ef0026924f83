//! The model of `Lock`: exclusion, wake-ups, the handoff, and waiters that give up.
use crate::common::{Plain, model, model_with, sooner_or_later, with};
use loom::sync::Arc;
use web_threading::{Lock, NotLocked};

fn add_under(lock: &Lock, value: &Plain) {
    lock.acquire();
    value.add(1);
    lock.release().unwrap();
}

#[test]
fn excludes_and_passes_on_what_was_written() {
    model(|| {
        let shared = Arc::new((Lock::new(), Plain::new(0)));
        let other = with(&shared, |(lock, value)| add_under(lock, value));
        add_under(&shared.0, &shared.1);
        other.join().unwrap();
        assert_eq!(shared.1.get(), 2);
        assert!(!shared.0.is_locked());
    });
}

/// Three threads at once: those that were woken without getting the lock request the handoff, and every thread gets the
/// lock.
#[test]
fn three_contend() {
    model(|| {
        let shared = Arc::new((Lock::new(), Plain::new(0)));
        let others = [0, 1].map(|_| with(&shared, |(lock, value)| add_under(lock, value)));
        add_under(&shared.0, &shared.1);
        for other in others {
            other.join().unwrap();
        }
        assert_eq!(shared.1.get(), 3);
        assert!(!shared.0.is_locked());
    });
}

/// The holder takes the lock again and again; the waiter requests the handoff when it was woken without getting the lock.
#[test]
fn a_greedy_holder_hands_over() {
    model(|| {
        let shared = Arc::new((Lock::new(), Plain::new(0)));
        shared.0.acquire();
        let waiter = with(&shared, |(lock, value)| add_under(lock, value));
        for _ in 0..3 {
            shared.0.release().unwrap();
            shared.0.acquire();
        }
        shared.1.add(1);
        shared.0.release().unwrap();
        waiter.join().unwrap();
        assert_eq!(shared.1.get(), 2);
        assert!(!shared.0.is_locked());
    });
}

/// One of two waiters may give up at any time, even while it is woken or receives the lock: the other one gets the lock.
#[test]
fn giving_up_loses_no_wake_up() {
    model(|| {
        let shared = Arc::new((Lock::new(), Plain::new(0)));
        shared.0.acquire();
        let impatient = with(&shared, |(lock, value)| {
            let outcome = lock.acquire_until(sooner_or_later());
            if outcome == Ok(()) {
                value.add(1);
                lock.release().unwrap();
            }
            u32::from(outcome == Ok(()))
        });
        let patient = with(&shared, |(lock, value)| add_under(lock, value));
        shared.0.release().unwrap();
        patient.join().unwrap();
        let taken = impatient.join().unwrap();
        assert_eq!(shared.1.get(), 1 + taken);
        assert_eq!(shared.0.release(), Err(NotLocked));
    });
}

/// The greedy holder again, while the thread that receives the handoff may give up: the lock must become free.
#[test]
fn a_handoff_to_one_who_gave_up_frees_the_lock() {
    model(|| {
        let shared = Arc::new((Lock::new(), Plain::new(0)));
        shared.0.acquire();
        let waiter = with(&shared, |(lock, _)| {
            if lock.acquire_until(sooner_or_later()) == Ok(()) {
                lock.release().unwrap();
            }
        });
        for _ in 0..2 {
            shared.0.release().unwrap();
            shared.0.acquire();
        }
        shared.0.release().unwrap();
        waiter.join().unwrap();
        assert!(shared.0.try_acquire());
    });
}

/// A third thread falls asleep while the lock is handed to a thread that gives up: when the lock is freed instead, the third
/// thread must be woken.
#[test]
fn who_sleeps_on_a_handoff_to_nobody_is_woken() {
    model_with(1, || {
        let lock = Arc::new(Lock::new());
        lock.acquire();
        let impatient = with(&lock, |lock| {
            if lock.acquire_until(sooner_or_later()) == Ok(()) {
                lock.release().unwrap();
            }
        });
        let patient = with(&lock, |lock| {
            lock.acquire();
            lock.release().unwrap();
        });
        lock.release().unwrap();
        lock.acquire();
        lock.release().unwrap();
        impatient.join().unwrap();
        patient.join().unwrap();
        assert!(lock.try_acquire());
    });
}
