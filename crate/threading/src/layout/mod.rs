//! Writes the numbers that this crate shares with the page's host into js/host.js, and fails if they were stale there.
//!
//! The numbers are those of the modules that own them; this is the only place where they are collected.
use crate::addresses::Addresses;
use crate::control::Control;
use crate::slot::{Slot, state};
use crate::{outcome, pool_request};
use std::path::Path;
use write::{object, update_region, words};

mod write;

#[test]
#[cfg_attr(miri, ignore = "it reads a file")]
fn the_host_has_the_numbers() {
    let fields: Vec<String> = Addresses::NAMES
        .iter()
        .map(|name| format!("{name}: number"))
        .collect();
    let states = [
        ("free", state::FREE as usize),
        ("requested", state::REQUESTED as usize),
        ("failed", state::FAILED as usize),
        ("spare", state::SPARE as usize),
    ];
    let slot = [
        ("state", Slot::<()>::STATE_WORD),
        ("outcome", Slot::<()>::OUTCOME_WORD),
    ];
    let pool = [
        ("ready", pool_request::READY as usize),
        ("failed", pool_request::FAILED as usize),
    ];
    let text = [
        format!(
            "/**\n * What a worker that is ready sends.\n *\n * @typedef {{{{ {} }}}} Addresses\n */\n\n",
            fields.join("; ")
        ),
        object(
            "The control block (src/control.rs): positions of words.",
            "CONTROL",
            &words!(Control: interrupt, pool, main_waiting_on),
            "",
        ),
        object("A slot (src/slot.rs): positions of words.", "SLOT", &slot, ""),
        object(
            "The states of a slot that the host changes; src/slot.rs documents the transitions.",
            "STATE",
            &states,
            "",
        ),
        object("The states of the pool (src/pool_request.rs).", "POOL", &pool, ""),
        object(
            "The outcome of a thread (src/outcome.rs).",
            "OUTCOME",
            &[("crashed", outcome::CRASHED as usize)],
            "",
        ),
    ]
    .join("\n")
    .replace("export const", "const");
    let host = Path::new(env!("CARGO_MANIFEST_DIR")).join("js/host.js");
    update_region(&host, &text.replace("*/\n\n\n", "*/\n\n"));
}
