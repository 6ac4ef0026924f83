//! The queues, natively and in the browser.
#![allow(clippy::unwrap_used)]
mod common;

use std::sync::Arc;
use std::time::Duration;
use web_threading::queue::{
    GetError, GetUntilError, LifoQueue, PriorityQueue, PutError, PutUntilError, Queue, SimpleQueue,
    TaskDoneError, TryGetError, TryPutError,
};
use web_threading::{Event, GaveUp, TimedOut, Until, clock, interrupt_main, spawn, take_interrupt};

scenarios! {
    fn the_order_is_the_stores() {
        let (fifo, lifo, priority) = (Queue::unbounded(), LifoQueue::unbounded(), PriorityQueue::unbounded());
        for number in [2, 3, 1] {
            fifo.put(number).unwrap();
            lifo.put(number).unwrap();
            priority.put(number).unwrap();
        }
        assert_eq!([fifo.get(), fifo.get(), fifo.get()], [Ok(2), Ok(3), Ok(1)]);
        assert_eq!([lifo.get(), lifo.get(), lifo.get()], [Ok(1), Ok(3), Ok(2)]);
        assert_eq!([priority.get(), priority.get(), priority.get()], [Ok(1), Ok(2), Ok(3)]);
    }

    fn full_and_empty() {
        let queue = Queue::new(1);
        assert_eq!((queue.len(), queue.is_empty(), queue.is_full(), queue.capacity()), (0, true, false, Some(1)));
        assert_eq!(Queue::<u8>::new(0).capacity(), None);
        assert_eq!(queue.try_get(), Err(TryGetError::Empty));
        queue.put("first").unwrap();
        assert!(queue.is_full());
        assert_eq!(queue.try_put("second"), Err(TryPutError::Full("second")));
        let start = clock::now();
        assert_eq!(queue.put_timeout("second", Duration::from_millis(10)), Err(TryPutError::Full("second")));
        assert_eq!(queue.try_get(), Ok("first"));
        assert_eq!(queue.get_timeout(Duration::from_millis(10)), Err(TryGetError::Empty));
        assert!(clock::now() - start >= Duration::from_millis(20));
        assert_eq!(queue.unfinished_tasks(), 1, "what was not put is no task");
        assert!(!Queue::<u8>::default().is_full(), "without a limit");
    }

    fn a_waiting_getter_is_given_what_is_put() {
        let queue = Arc::new(PriorityQueue::new(1));
        let theirs = Arc::clone(&queue);
        let getter = spawn(move || theirs.get()).unwrap();
        queue.put(7).unwrap();
        assert_eq!(getter.join().unwrap(), Ok(7));
    }

    fn a_waiting_putter_gets_the_place() {
        let queue = Arc::new(Queue::new(1));
        queue.put(0).unwrap();
        let theirs = Arc::clone(&queue);
        let putter = spawn(move || theirs.put(1)).unwrap();
        assert_eq!([queue.get(), queue.get()], [Ok(0), Ok(1)]);
        assert_eq!(putter.join().unwrap(), Ok(()));
        assert_eq!(queue.unfinished_tasks(), 2);
    }

    /// Every item arrives once, through a queue that is almost always full or empty, and whose users give up continually.
    fn nothing_is_lost_or_doubled() {
        let items = u64::from(common::rounds(100));
        let queue = Arc::new(Queue::new(2));
        let producers: Vec<_> = (0..3).map(|number| {
            let queue = Arc::clone(&queue);
            spawn(move || for item in 0..items {
                let mut item = number * items + item;
                while let Err(error) = queue.put_timeout(item, Duration::from_micros(50)) {
                    item = error.into_item();
                }
            }).unwrap()
        }).collect();
        let consumers: Vec<_> = (0..3).map(|_| {
            let queue = Arc::clone(&queue);
            spawn(move || {
                let mut got = Vec::new();
                loop {
                    match queue.get_timeout(Duration::from_micros(50)) {
                        Ok(item) => {
                            got.push(item);
                            queue.task_done().unwrap();
                        }
                        Err(TryGetError::Empty) => {}
                        Err(_) => return got,
                    }
                }
            }).unwrap()
        }).collect();
        for producer in producers {
            producer.join().unwrap();
        }
        queue.join();
        queue.shutdown(false);
        let mut got: Vec<u64> = consumers.into_iter().flat_map(|consumer| consumer.join().unwrap()).collect();
        got.sort_unstable();
        assert!(got.into_iter().eq(0..3 * items));
        assert_eq!(queue.task_done(), Err(TaskDoneError));
    }

    fn join_waits_for_the_tasks() {
        let queue = Arc::new(Queue::unbounded());
        assert_eq!(queue.join_timeout(Duration::ZERO), Ok(()));
        queue.put(1).unwrap();
        queue.put(2).unwrap();
        assert_eq!(queue.join_timeout(Duration::from_millis(2)), Err(TimedOut));
        let theirs = Arc::clone(&queue);
        let joiner = spawn(move || theirs.join()).unwrap();
        for expected in [1, 2] {
            assert_eq!(queue.get(), Ok(expected));
            assert!(!joiner.is_finished());
            queue.task_done().unwrap();
        }
        joiner.join().unwrap();
        assert_eq!(queue.task_done(), Err(TaskDoneError));
    }

    fn shut_down_it_can_be_emptied_and_not_filled() {
        let queue = Queue::unbounded();
        queue.put('a').unwrap();
        assert!(!queue.is_shut_down());
        queue.shutdown(false);
        assert!(queue.is_shut_down());
        assert_eq!(queue.put('b'), Err(PutError('b')));
        assert_eq!(queue.try_put('b'), Err(TryPutError::ShutDown('b')));
        assert_eq!(queue.get(), Ok('a'));
        assert_eq!(queue.get(), Err(GetError));
        assert_eq!(queue.try_get(), Err(TryGetError::ShutDown));
        assert_eq!(queue.join_timeout(Duration::ZERO), Err(TimedOut), "one is not done");
        queue.task_done().unwrap();
        queue.join();
    }

    fn shut_down_at_once_it_is_empty() {
        let queue = Arc::new(Queue::unbounded());
        let item = Arc::new(());
        for _ in 0..3 {
            queue.put(Arc::clone(&item)).unwrap();
        }
        let taken = queue.get().unwrap();
        let theirs = Arc::clone(&queue);
        let joiner = spawn(move || theirs.join()).unwrap();
        queue.shutdown(true);
        assert_eq!(queue.get(), Err(GetError));
        assert_eq!((Arc::strong_count(&item), queue.unfinished_tasks()), (2, 1), "dropped, and done");
        assert!(!joiner.is_finished(), "the one that was taken is not done");
        drop(taken);
        queue.task_done().unwrap();
        joiner.join().unwrap();
    }

    fn shutdown_ends_every_wait() {
        let full = Arc::new(Queue::new(1));
        full.put("there").unwrap();
        let empty = Arc::new(Queue::<u8>::new(1));
        let (their_full, their_empty) = (Arc::clone(&full), Arc::clone(&empty));
        let putter = spawn(move || their_full.put("waiting")).unwrap();
        let getter = spawn(move || their_empty.get()).unwrap();
        full.shutdown(false);
        empty.shutdown(false);
        assert_eq!(putter.join().unwrap(), Err(PutError("waiting")));
        assert_eq!(getter.join().unwrap(), Err(GetError));
        assert_eq!(full.get(), Ok("there"));
    }

    fn an_interrupt_ends_a_wait_and_nothing_is_lost() {
        let queue = Queue::new(1);
        interrupt_main();
        assert_eq!(queue.get_until(Until::INTERRUPT), Err(GetUntilError::GaveUp(GaveUp::Interrupted)));
        queue.put_until('a', Until::INTERRUPT).unwrap();
        assert_eq!(queue.put_until('b', Until::INTERRUPT), Err(PutUntilError::GaveUp('b', GaveUp::Interrupted)));
        assert_eq!(queue.join_until(Until::INTERRUPT), Err(GaveUp::Interrupted));
        assert!(take_interrupt());
        assert_eq!(queue.try_get(), Ok('a'));
    }

    fn a_simple_queue_goes_both_ways() {
        let queues = Arc::new((SimpleQueue::new(), SimpleQueue::new()));
        let theirs = Arc::clone(&queues);
        let echo = spawn(move || for _ in 0..common::rounds(300) {
            theirs.1.put(theirs.0.get() + 1);
        }).unwrap();
        for number in 0..common::rounds(300) {
            queues.0.put(number);
            assert_eq!(queues.1.get(), number + 1);
        }
        echo.join().unwrap();
        let queue = &queues.0;
        assert_eq!(queue.try_get(), None);
        assert_eq!(queue.get_timeout(Duration::from_millis(2)), Err(TimedOut));
        queue.put(1);
        assert_eq!((queue.len(), queue.is_empty(), queue.get_timeout(Duration::ZERO)), (1, false, Ok(1)));
    }

    /// The destructor of an item uses the queue: it must not run under the queue's lock.
    fn an_items_destructor_may_use_the_queue() {
        struct Item(Arc<Queue<Item>>, Arc<Event>);
        impl Drop for Item {
            fn drop(&mut self) {
                if self.0.is_shut_down() {
                    self.1.set();
                }
            }
        }
        let (queue, dropped) = (Arc::new(Queue::unbounded()), Arc::new(Event::new()));
        queue.put(Item(Arc::clone(&queue), Arc::clone(&dropped))).unwrap();
        queue.shutdown(true);
        assert!(dropped.is_set());
    }
}
