//! The model of `Condition`: no notification is lost, in particular not to a waiter that gave up.
use crate::common::{Plain, model, sooner_or_later, with};
use loom::sync::Arc;
use web_threading::{Condition, Lock, RLock};

type Shared = (Condition<Lock>, Plain);

fn new(value: u32) -> Arc<Shared> {
    Arc::new((Condition::new(Lock::new()), Plain::new(value)))
}

/// Waits for a token and takes it.
fn take((condition, tokens): &Shared) {
    let _guard = condition.guard();
    condition.wait_for(|| tokens.get() > 0).unwrap();
    tokens.add(u32::MAX);
}

fn put((condition, tokens): &Shared) {
    let _guard = condition.guard();
    tokens.add(1);
    condition.notify(1).unwrap();
}

#[test]
fn a_notification_reaches_the_waiter() {
    model(|| {
        let shared = new(0);
        let taker = with(&shared, take);
        put(&shared);
        taker.join().unwrap();
        assert_eq!(shared.1.get(), 0);
    });
}

#[test]
fn an_rlock_is_freed_whole_for_the_notifier() {
    model(|| {
        let shared = Arc::new((Condition::new(RLock::new()), Plain::new(0)));
        let notifier = with(&shared, |(condition, ready)| {
            let _guard = condition.guard();
            ready.add(1);
            condition.notify(1).unwrap();
        });
        let (condition, ready) = &*shared;
        let _outer = condition.guard();
        let _inner = condition.guard();
        condition.wait_for(|| ready.get() > 0).unwrap();
        assert_eq!(condition.lock().recursion_count(), 2);
        notifier.join().unwrap();
    });
}

#[test]
fn notify_all_reaches_all() {
    model(|| {
        let shared = new(0);
        let waiters = [0, 1].map(|_| {
            with(&shared, |(condition, ready)| {
                let _guard = condition.guard();
                condition.wait_for(|| ready.get() > 0).unwrap();
            })
        });
        let (condition, ready) = &*shared;
        {
            let _guard = condition.guard();
            ready.add(1);
            condition.notify_all().unwrap();
        }
        for waiter in waiters {
            waiter.join().unwrap();
        }
    });
}

/// One token and two waiters, of which the first may give up. If its wait returns that it was not notified, it must not have
/// consumed the notification: otherwise the second would wait forever, which loom reports. If it was notified, it notifies
/// the second.
#[test]
fn a_time_out_swallows_no_notification() {
    model(|| {
        let shared = new(0);
        let impatient = with(&shared, |(condition, _)| {
            let _guard = condition.guard();
            let outcome = condition.wait_until(sooner_or_later()).unwrap();
            if outcome == Ok(()) {
                condition.notify(1).unwrap();
            }
        });
        let patient = with(&shared, take);
        put(&shared);
        patient.join().unwrap();
        impatient.join().unwrap();
        assert_eq!(shared.1.get(), 0);
    });
}
