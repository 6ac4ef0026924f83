//! Helpers of the models. Loom runs a model's closure once for every order of the threads' steps.
use loom::cell::UnsafeCell;
use loom::sync::Arc;
use loom::thread::{self, JoinHandle};
use std::time::Duration;
use web_threading::Deadline;

/// Checks all orders with at most two preemptions, or with `LOOM_MAX_PREEMPTIONS`.
pub fn model(check: impl Fn() + Send + Sync + 'static) {
    model_with(0, check);
}

/// Like [`model`], for errors that need `more` preemptions.
pub fn model_with(more: usize, check: impl Fn() + Send + Sync + 'static) {
    let mut builder = loom::model::Builder::new();
    *builder.preemption_bound.get_or_insert(2) += more;
    builder.check(check);
}

/// A deadline that passes at any time after the wait began, or not at all.
pub fn sooner_or_later() -> Option<Deadline> {
    Some(Deadline::after(Duration::from_secs(1)))
}

/// Starts a thread that shares `shared`.
pub fn with<S: 'static, T: 'static>(
    shared: &Arc<S>,
    work: impl FnOnce(&S) -> T + 'static,
) -> JoinHandle<T> {
    let shared = Arc::clone(shared);
    thread::spawn(move || work(&shared))
}

/// A plain number. Loom fails the model if two threads can access it at the same time.
pub struct Plain(UnsafeCell<u32>);

impl Plain {
    pub fn new(value: u32) -> Self {
        Self(UnsafeCell::new(value))
    }

    pub fn add(&self, value: u32) -> u32 {
        // SAFETY: loom checks that no other thread accesses it.
        self.0.with_mut(|place| unsafe {
            *place += value;
            *place
        })
    }

    pub fn get(&self) -> u32 {
        // SAFETY: as above.
        self.0.with(|place| unsafe { *place })
    }
}
