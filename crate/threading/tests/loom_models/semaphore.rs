//! The model of `Semaphore`: permits are neither lost nor duplicated, even when waiters give up.
use crate::common::{Plain, model, sooner_or_later, with};
use loom::sync::Arc;
use web_threading::{BoundedSemaphore, Semaphore};

fn add_under(semaphore: &Semaphore, value: &Plain) {
    semaphore.acquire();
    value.add(1);
    semaphore.release(1);
}

#[test]
fn one_permit_excludes() {
    model(|| {
        let shared = Arc::new((Semaphore::new(1), Plain::new(0)));
        let others =
            [0, 1].map(|_| with(&shared, |(semaphore, value)| add_under(semaphore, value)));
        add_under(&shared.0, &shared.1);
        for other in others {
            other.join().unwrap();
        }
        assert_eq!(shared.1.get(), 3);
        assert_eq!(shared.0.permits(), 1);
    });
}

#[test]
fn a_release_of_two_serves_two() {
    model(|| {
        let shared = Arc::new(Semaphore::new(0));
        let others = [0, 1].map(|_| with(&shared, Semaphore::acquire));
        shared.release(2);
        for other in others {
            other.join().unwrap();
        }
        assert_eq!(shared.permits(), 0);
        // The fast path works again, because no thread is marked as waiting.
        shared.release(1);
        assert!(shared.try_acquire());
    });
}

#[test]
fn giving_up_takes_no_permit_along() {
    model(|| {
        let shared = Arc::new(Semaphore::new(0));
        let impatient = with(&shared, |semaphore| {
            semaphore.acquire_until(sooner_or_later()) == Ok(())
        });
        let releaser = with(&shared, |semaphore| semaphore.release(1));
        let taken = impatient.join().unwrap();
        releaser.join().unwrap();
        assert_eq!(shared.permits(), u32::from(!taken));
        assert_eq!(shared.try_acquire(), !taken);
    });
}

/// A waiter that gives up while another one stays must leave the mark that sends releases to the queue.
#[test]
fn giving_up_leaves_the_others_in_the_queue() {
    model(|| {
        let shared = Arc::new(Semaphore::new(0));
        let impatient = with(&shared, |semaphore| {
            if semaphore.acquire_until(sooner_or_later()) == Ok(()) {
                semaphore.release(1);
            }
        });
        let patient = with(&shared, Semaphore::acquire);
        shared.release(1);
        patient.join().unwrap();
        impatient.join().unwrap();
        assert_eq!(shared.permits(), 0);
    });
}

#[test]
fn the_bound_holds_in_every_order() {
    model(|| {
        let shared = Arc::new(BoundedSemaphore::new(1));
        shared.acquire();
        let others =
            [0, 1].map(|_| with(&shared, |semaphore| u32::from(semaphore.release(1).is_ok())));
        let released: u32 = others.map(|other| other.join().unwrap()).iter().sum();
        assert_eq!((released, shared.permits()), (1, 1));
    });
}
