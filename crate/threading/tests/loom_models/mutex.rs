//! Models of [`Mutex`].
use crate::common::model;
use loom::sync::Arc;
use loom::thread;
use web_threading::Mutex;

/// Both threads count, and no increment is lost: loom fails on two accesses to the value at the same time.
#[test]
fn no_count_is_lost() {
    model(|| {
        let count = Arc::new(Mutex::new(0));
        let theirs = Arc::clone(&count);
        let other = thread::spawn(move || *theirs.lock() += 1);
        *count.lock() += 1;
        other.join().unwrap();
        assert_eq!(*count.lock(), 2);
    });
}
