//! `Mutex`, natively and in the browser.
#![allow(clippy::unwrap_used)]
mod common;

use std::sync::Arc;
use web_threading::{Event, Mutex, spawn};

scenarios! {
    fn carries_a_value_that_one_thread_at_a_time_changes() {
        let count = Arc::new(Mutex::new(0));
        let threads: Vec<_> = (0..4).map(|_| {
            let count = Arc::clone(&count);
            spawn(move || for _ in 0..common::rounds(2000) {
                let mut count = count.lock();
                let seen = *count;
                *count = seen + 1;
            }).unwrap()
        }).collect();
        for thread in threads {
            thread.join().unwrap();
        }
        assert_eq!(Arc::into_inner(count).unwrap().into_inner(), 4 * common::rounds(2000));
    }

    fn is_free_when_the_guard_is_dropped_and_not_before() {
        let shared = Arc::new((Mutex::new(String::from("a")), Event::new(), Event::new()));
        let theirs = Arc::clone(&shared);
        let holder = spawn(move || {
            let (text, held, done) = &*theirs;
            let mut text = text.lock();
            held.set();
            done.wait();
            text.push('b');
        }).unwrap();
        let (text, held, done) = &*shared;
        held.wait();
        assert!(text.try_lock().is_none());
        done.set();
        assert_eq!(*text.lock(), "ab", "it waits for the holder");
        holder.join().unwrap();
        assert_eq!(text.try_lock().as_deref().map(String::as_str), Some("ab"));
    }
}
