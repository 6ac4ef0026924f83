//! The model of `RLock`: ownership and depth, as other threads see them while they change.
use crate::common::{Plain, model, with};
use loom::sync::Arc;
use web_threading::{NotOwner, RLock};

#[test]
fn owners_follow_each_other() {
    model(|| {
        let shared = Arc::new((RLock::new(), Plain::new(0)));
        let twice = |(lock, value): &(RLock, Plain)| {
            lock.acquire();
            lock.acquire();
            assert_eq!(lock.recursion_count(), 2);
            value.add(1);
            lock.release().unwrap();
            assert!(lock.is_owned());
            value.add(1);
            lock.release().unwrap();
            assert!(!lock.is_owned());
        };
        let other = with(&shared, twice);
        twice(&shared);
        other.join().unwrap();
        assert_eq!(shared.1.get(), 4);
        assert!(!shared.0.is_locked());
    });
}

#[test]
fn nobody_else_takes_itself_for_the_owner() {
    model(|| {
        let shared = Arc::new((RLock::new(), Plain::new(0)));
        let stranger = with(&shared, |(lock, _)| {
            assert_eq!(lock.release(), Err(NotOwner));
            assert_eq!(lock.recursion_count(), 0);
            assert!(!lock.is_owned());
        });
        shared.0.acquire();
        let depth = shared.0.release_save().unwrap();
        shared.0.acquire_restore(depth);
        assert_eq!(shared.0.recursion_count(), 1);
        shared.0.release().unwrap();
        stranger.join().unwrap();
    });
}
