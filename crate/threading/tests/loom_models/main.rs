//! The protocols under a model checker: each model runs in every order of its threads' steps.
//!
//! Built only with `--cfg loom`, see src/primitive.rs. The model of the workers' slots is in src/slot.rs.
#![cfg(loom)]
#![allow(clippy::unwrap_used)]

mod barrier;
mod common;
mod condition;
mod event;
mod lock;
mod mutex;
mod queue;
mod rlock;
mod semaphore;
