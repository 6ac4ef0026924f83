//! What a model checker finds about the protocols: each model runs in every order in which its threads' steps can come.
//!
//! Built with `--cfg loom` only, see src/primitive.rs. The model of the workers' slots is beside them, in src/slot.rs.
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
