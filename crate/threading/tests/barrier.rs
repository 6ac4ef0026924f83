//! `Barrier`, natively and in the browser.
#![allow(clippy::unwrap_used)]
mod common;

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::time::Duration;
use web_threading::{
    Barrier, BarrierError, Event, GaveUp, Until, clock, interrupt_main, spawn, take_interrupt,
    thread,
};

/// Waits until `count` threads wait at the barrier.
fn until_waiting(barrier: &Barrier, count: u32) {
    while barrier.waiting() != count {
        thread::sleep(Duration::from_micros(100));
    }
}

/// Starts a thread that waits at the barrier.
fn party(barrier: &Arc<Barrier>) -> thread::JoinHandle<Result<u32, BarrierError>> {
    let barrier = Arc::clone(barrier);
    spawn(move || barrier.wait()).unwrap()
}

scenarios! {
    fn all_pass_together_again_and_again() {
        let actions = Arc::new(AtomicU32::new(0));
        let theirs = Arc::clone(&actions);
        let barrier = Arc::new(Barrier::with_action(4, move || { theirs.fetch_add(1, SeqCst); }));
        let before = Arc::new(AtomicU32::new(0));
        let rounds = common::rounds(50).max(3);
        let threads: Vec<_> = (0..4).map(|_| {
            let (barrier, before, actions) = (Arc::clone(&barrier), Arc::clone(&before), Arc::clone(&actions));
            spawn(move || (1..=rounds).map(|round| {
                before.fetch_add(1, SeqCst);
                let index = barrier.wait().unwrap();
                // All four threads have arrived in this round and the action has run; no thread is more than one round
                // ahead.
                assert!((4 * round..=4 * round + 3).contains(&before.load(SeqCst)));
                assert!((round..=round + 1).contains(&actions.load(SeqCst)));
                index
            }).sum::<u32>()).unwrap()
        }).collect();
        let sum: u32 = threads.into_iter().map(|thread| thread.join().unwrap()).sum();
        assert_eq!(sum, rounds * (1 + 2 + 3), "each round has each index once");
        assert_eq!((actions.load(SeqCst), barrier.waiting(), barrier.parties()), (rounds, 0, 4));
    }

    fn one_party_passes_alone() {
        assert_eq!(Barrier::new(1).wait(), Ok(0));
        assert_eq!(Barrier::new(1).wait_timeout(Duration::ZERO), Ok(0));
    }

    fn a_time_out_breaks_it_for_all() {
        let barrier = Arc::new(Barrier::new(3));
        let other = party(&barrier);
        until_waiting(&barrier, 1);
        let start = clock::now();
        assert_eq!(barrier.wait_timeout(Duration::from_millis(20)), Err(BarrierError::GaveUp(GaveUp::TimedOut)));
        assert!(clock::now() - start >= Duration::from_millis(20));
        assert_eq!(other.join().unwrap(), Err(BarrierError::Broken));
        assert!(barrier.is_broken());
        assert_eq!(barrier.waiting(), 0);
        assert_eq!(barrier.wait(), Err(BarrierError::Broken));
    }

    fn its_own_limit_is_for_wait() {
        let barrier = Barrier::new(2).timeout(Duration::from_millis(5));
        assert_eq!(barrier.wait(), Err(BarrierError::GaveUp(GaveUp::TimedOut)));
    }

    fn abort_is_for_good_and_reset_is_not() {
        let barrier = Arc::new(Barrier::new(2));
        for abort in [true, false] {
            let other = party(&barrier);
            until_waiting(&barrier, 1);
            if abort {
                barrier.abort();
            } else {
                barrier.reset();
            }
            assert_eq!(other.join().unwrap(), Err(BarrierError::Broken));
            assert_eq!(barrier.is_broken(), abort);
            if abort {
                assert_eq!(barrier.wait(), Err(BarrierError::Broken));
                barrier.reset();
            }
        }
        let other = party(&barrier);
        let both = [barrier.wait().unwrap(), other.join().unwrap().unwrap()];
        assert!(both == [0, 1] || both == [1, 0], "as new");
    }

    /// A thread that arrives while the action runs belongs to the next round, which it enters only after the action has
    /// ended.
    fn who_comes_during_the_action_waits_for_the_next_round() {
        let (acting, go) = (Arc::new(Event::new()), Arc::new(Event::new()));
        let (theirs, their_go) = (Arc::clone(&acting), Arc::clone(&go));
        let barrier = Arc::new(Barrier::with_action(2, move || {
            theirs.set();
            their_go.wait();
        }));
        let first = [party(&barrier), party(&barrier)];
        acting.wait();
        assert_eq!(barrier.waiting(), 2);
        let second = [party(&barrier), party(&barrier)];
        assert!(first.iter().chain(&second).all(|party| !party.is_finished()));
        go.set();
        for party in first.into_iter().chain(second) {
            assert!(party.join().unwrap().is_ok());
        }
    }

    fn abort_during_the_action_breaks_that_round() {
        let (acting, go) = (Arc::new(Event::new()), Arc::new(Event::new()));
        let (theirs, their_go) = (Arc::clone(&acting), Arc::clone(&go));
        let barrier = Arc::new(Barrier::with_action(2, move || {
            theirs.set();
            their_go.wait();
        }));
        let parties = [party(&barrier), party(&barrier)];
        acting.wait();
        barrier.abort();
        go.set();
        for party in parties {
            assert_eq!(party.join().unwrap(), Err(BarrierError::Broken));
        }
    }

    fn who_is_interrupted_no_longer_counts() {
        let barrier = Arc::new(Barrier::new(2));
        interrupt_main();
        assert_eq!(barrier.wait_until(Until::INTERRUPT), Err(BarrierError::GaveUp(GaveUp::Interrupted)));
        assert!(take_interrupt());
        assert_eq!((barrier.waiting(), barrier.is_broken()), (0, false));
        let other = party(&barrier);
        assert!(barrier.wait().is_ok());
        assert!(other.join().unwrap().is_ok());
    }
}

#[cfg(not(target_arch = "wasm32"))]
#[test]
fn an_action_that_panics_breaks_it() {
    let _alone = common::alone();
    let barrier = Arc::new(Barrier::with_action(2, || panic!("boom")));
    let parties = [party(&barrier), party(&barrier)];
    let outcomes: Vec<_> = parties.map(thread::JoinHandle::join).into_iter().collect();
    assert_eq!(
        outcomes.iter().filter(|outcome| outcome.is_err()).count(),
        1
    );
    assert!(
        outcomes
            .iter()
            .flatten()
            .all(|outcome| *outcome == Err(BarrierError::Broken))
    );
    assert!(barrier.is_broken());
}

#[cfg(not(target_arch = "wasm32"))]
#[test]
#[should_panic(expected = "at least one party")]
fn it_needs_a_party() {
    let _ = Barrier::new(0);
}
