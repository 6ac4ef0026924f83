//! The model of the queues: items are neither lost nor duplicated, and every wait that can end does.
use crate::common::{model, sooner_or_later, with};
use loom::sync::Arc;
use web_threading::GaveUp;
use web_threading::queue::{GetError, GetUntilError, PutError, PutUntilError, Queue, TryGetError};

#[test]
fn an_item_reaches_the_getter_and_join_returns() {
    model(|| {
        let queue = Arc::new(Queue::new(1));
        let getter = with(&queue, |queue| {
            let item = queue.get().unwrap();
            queue.task_done().unwrap();
            item
        });
        queue.put(7).unwrap();
        queue.join();
        assert_eq!(queue.unfinished_tasks(), 0);
        assert_eq!(getter.join().unwrap(), 7);
    });
}

#[test]
fn a_full_queue_passes_everything_on_in_order() {
    model(|| {
        let queue = Arc::new(Queue::new(1));
        let putter = with(&queue, |queue| {
            for item in 0..3 {
                queue.put(item).unwrap();
            }
        });
        assert_eq!(
            [queue.get(), queue.get(), queue.get()],
            [Ok(0), Ok(1), Ok(2)]
        );
        putter.join().unwrap();
        assert!(queue.is_empty());
    });
}

/// A getter that may give up: either it or the queue has the item.
#[test]
fn a_getter_that_gives_up_takes_no_item_along() {
    model(|| {
        let queue = Arc::new(Queue::new(1));
        let getter = with(&queue, |queue| queue.get_until(sooner_or_later()));
        queue.put(7).unwrap();
        match getter.join().unwrap() {
            Ok(item) => assert_eq!((item, queue.len()), (7, 0)),
            Err(GetUntilError::GaveUp(GaveUp::TimedOut)) => assert_eq!(queue.try_get(), Ok(7)),
            Err(other) => unreachable!("{other}"),
        }
    });
}

/// A putter that may give up: either it or the queue has the item.
#[test]
fn a_putter_that_gives_up_leaves_no_item_behind() {
    model(|| {
        let queue = Arc::new(Queue::new(1));
        queue.put(0).unwrap();
        let putter = with(&queue, |queue| queue.put_until(1, sooner_or_later()));
        assert_eq!(queue.get(), Ok(0));
        match putter.join().unwrap() {
            Ok(()) => assert_eq!(queue.try_get(), Ok(1)),
            Err(PutUntilError::GaveUp(item, GaveUp::TimedOut)) => {
                assert_eq!((item, queue.try_get()), (1, Err(TryGetError::Empty)))
            }
            Err(other) => unreachable!("{other}"),
        }
    });
}

/// Two getters, one item, and a shutdown: one gets the item, the other an error.
#[test]
fn shutdown_ends_every_wait() {
    model(|| {
        let queue = Arc::new(Queue::new(1));
        let getters = [0, 1].map(|_| with(&queue, Queue::get));
        queue.put(7).unwrap();
        queue.shutdown(false);
        let mut got = getters.map(|getter| getter.join().unwrap());
        got.sort_by_key(Result::is_err);
        assert_eq!(got, [Ok(7), Err(GetError)]);
    });
}

#[test]
fn a_putter_is_told_of_the_shutdown() {
    model(|| {
        let queue = Arc::new(Queue::new(1));
        queue.put(0).unwrap();
        let putter = with(&queue, |queue| queue.put(1));
        queue.shutdown(true);
        assert_eq!(putter.join().unwrap(), Err(PutError(1)));
        assert_eq!((queue.len(), queue.unfinished_tasks()), (0, 0));
    });
}
