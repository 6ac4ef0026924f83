//! The rayon pool, natively and in the browser.
#![cfg(feature = "pool")]
#![allow(clippy::unwrap_used)]
mod common;

use std::time::Duration;
use web_threading::pool;
use web_threading::pool::rayon::{self, prelude::*};

scenarios! {
    fn works_on_the_same_memory() {
        pool::request_and_wait(Duration::from_secs(30)).unwrap();
        assert!(pool::ready());
        // Returns at once, because the pool is ready.
        pool::request_and_wait(Duration::ZERO).unwrap();
        let mut numbers: Vec<u64> = (0..10_000).collect();
        numbers.par_iter_mut().for_each(|number| *number *= 2);
        assert_eq!(numbers.iter().sum::<u64>(), 99_990_000);
        assert_eq!(numbers.par_iter().sum::<u64>(), 99_990_000);
        let indices = rayon::broadcast(|worker| worker.index());
        assert_eq!(indices, (0..rayon::current_num_threads()).collect::<Vec<_>>());
    }
}
