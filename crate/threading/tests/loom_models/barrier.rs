//! The model of `Barrier`: either all threads pass or none does.
use crate::common::{Plain, model, sooner_or_later, with};
use loom::sync::Arc;
use web_threading::{Barrier, BarrierError, GaveUp};

#[test]
fn what_was_written_before_is_seen_after() {
    model(|| {
        let shared = Arc::new((Barrier::new(2), Plain::new(0), Plain::new(0)));
        let other = with(&shared, |(barrier, mine, theirs)| {
            mine.add(1);
            let index = barrier.wait().unwrap();
            assert_eq!(theirs.get(), 1);
            index
        });
        let (barrier, theirs, mine) = &*shared;
        mine.add(1);
        let index = barrier.wait().unwrap();
        assert_eq!(theirs.get(), 1);
        assert_eq!(index + other.join().unwrap(), 1);
    });
}

#[test]
fn the_rounds_do_not_mix() {
    model(|| {
        let barrier = Arc::new(Barrier::new(2));
        let other = with(&barrier, |barrier| [barrier.wait(), barrier.wait()]);
        let mine = [barrier.wait(), barrier.wait()];
        let theirs = other.join().unwrap();
        for (mine, theirs) in mine.into_iter().zip(theirs) {
            assert_eq!(mine.unwrap() + theirs.unwrap(), 1);
        }
    });
}

/// One of two threads may give up at any time: then both fail, otherwise both pass.
#[test]
fn a_time_out_is_for_both() {
    model(|| {
        let barrier = Arc::new(Barrier::new(2));
        let other = with(&barrier, Barrier::wait);
        let mine = barrier.wait_until(sooner_or_later());
        let theirs = other.join().unwrap();
        match mine {
            Ok(index) => assert_eq!(theirs, Ok(1 - index)),
            Err(BarrierError::GaveUp(GaveUp::TimedOut)) => {
                assert_eq!(theirs, Err(BarrierError::Broken))
            }
            Err(other) => unreachable!("{other}"),
        }
        assert_eq!((barrier.is_broken(), barrier.waiting()), (mine.is_err(), 0));
    });
}

#[test]
fn a_reset_is_for_both() {
    model(|| {
        let barrier = Arc::new(Barrier::new(2));
        let resetter = with(&barrier, Barrier::reset);
        let other = with(&barrier, |barrier| barrier.wait_until(sooner_or_later()));
        let mine = barrier.wait_until(sooner_or_later());
        resetter.join().unwrap();
        let theirs = other.join().unwrap();
        assert_eq!(mine.is_ok(), theirs.is_ok());
        assert_eq!(barrier.waiting(), 0);
    });
}
