//! Writes the layout for the page and for Python. Fails if a written file was stale: then commit it.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

use std::mem::offset_of;
use std::path::PathBuf;

use process_layout::{Addresses, SIGNAL_PENDING, input, output, record, report, status};
use write::{object, update, update_region, words};

#[path = "../../threading/src/layout/write.rs"]
mod write;

const NOTE: &str = "// `cargo test -p process-layout` writes this file from crate/layout. Change the numbers there.\n";

fn root(path: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "../..", path].iter().collect()
}

fn number(doc: &str, name: &str, number: usize) -> String {
    format!("/** {doc} */\nexport const {name} = {number};\n")
}

/// Returns a list in which each name is at the position of its number, in Biome's format: on one line if it fits.
fn names(doc: &str, name: &str, numbered: &[(&str, u8)]) -> String {
    let mut list = vec!["undefined".to_owned(); 256];
    for (name, number) in numbered {
        list[usize::from(*number)] = format!("\"{}\"", name.to_lowercase());
    }
    let end = list.iter().rposition(|name| name != "undefined").unwrap();
    let one_line = format!(
        "export const {name} = [{}] as const;",
        list[..=end].join(", ")
    );
    let list = if one_line.len() <= 120 {
        one_line
    } else {
        format!(
            "export const {name} = [\n  {},\n] as const;",
            list[..=end].join(",\n  ")
        )
    };
    format!("/** {doc} */\n{list}\n")
}

fn numbers(of: &'static [(&'static str, u8)]) -> Vec<(&'static str, usize)> {
    of.iter()
        .map(|(name, number)| (*name, usize::from(*number)))
        .collect()
}

const STATUSES: [(&str, usize); 3] = [
    ("interrupted", status::INTERRUPTED as usize),
    ("crashed", status::CRASHED as usize),
    ("killed", status::KILLED as usize),
];
const STATUS: &str = "The exit statuses that a run has without an exit of its own.";

#[test]
fn the_page_has_the_layout() {
    let fields: String = Addresses::NAMES
        .iter()
        .map(|name| format!("  readonly {}: number;\n", write::camel_case(name)))
        .collect();
    let header = [
        ("stream", offset_of!(output::Header, stream)),
        ("name_size", offset_of!(output::Header, name_size)),
        ("ident", offset_of!(output::Header, ident)),
        ("size", size_of::<output::Header>()),
    ];
    assert_eq!(
        offset_of!(output::Header, size),
        0,
        "the page reads the size as the first word"
    );
    let parts = [
        NOTE.to_owned(),
        format!(
            "/** The byte addresses of the parts of a process's memory, which `playground_restore` returns. */\n\
             export interface Addresses {{\n{fields}}}\n"
        ),
        object(
            "The ring of output: positions of words.",
            "OUTPUT",
            &words!(output::Ring: head, tail, wants_message, bytes),
            " as const",
        ),
        number(
            "The size of the ring of output in bytes.",
            "OUTPUT_BYTES",
            output::CAPACITY as usize,
        ),
        object(
            "The header of a record of output: positions of bytes, and the size, where the thread's name begins.",
            "HEADER",
            &header,
            " as const",
        ),
        object(
            "The numbers of the streams.",
            "STREAM",
            &numbers(output::StreamKind::NAMES),
            " as const",
        ),
        object(
            "The ring of input: positions of words.",
            "INPUT",
            &words!(input::Ring: head, tail, closed, changes, bytes),
            " as const",
        ),
        number(
            "The size of the ring of input in bytes.",
            "INPUT_BYTES",
            input::CAPACITY as usize,
        ),
        object(
            "The labels of a recorded run: positions of words.",
            "LABELS",
            &words!(record::Labels: head, rings, bytes),
            " as const",
        ),
        object(
            "A ring of events: positions of words.",
            "EVENTS",
            &words!(record::Ring: next, head, events),
            " as const",
        ),
        number(
            "The number of events in a ring.",
            "EVENTS_CAPACITY",
            record::CAPACITY,
        ),
        number(
            "The number of words of an event.",
            "EVENT_WORDS",
            record::WORDS,
        ),
        names(
            "The kinds of events, by number.",
            "KINDS",
            record::Kind::NAMES,
        ),
        names(
            "The kinds of waits, by number.",
            "WAITS",
            record::Waits::NAMES,
        ),
        number(
            "The flag of a wait with a deadline.",
            "HAS_DEADLINE",
            usize::from(record::HAS_DEADLINE),
        ),
        object(
            "The report of a run: positions of words.",
            "REPORT",
            &words!(report::Report: threads, dialect),
            " as const",
        ),
        object(STATUS, "STATUS", &STATUSES, " as const"),
        number(
            "The flag of the eval breaker that requests the signal handlers.",
            "SIGNAL_PENDING",
            usize::from(SIGNAL_PENDING),
        ),
    ];
    update(&root("www/src/engine/layout.ts"), &parts.join("\n"));
}

#[test]
fn the_commands_have_the_exit_statuses() {
    let text = [NOTE.to_owned(), object(STATUS, "STATUS", &STATUSES, "")].join("\n");
    update(&root("scripts/lib/status.mjs"), &text);
}

#[test]
fn python_has_the_kinds_of_waits() {
    let lines: String = record::Waits::NAMES
        .iter()
        .map(|(name, number)| format!("_{} = {number}\n", name.to_uppercase()))
        .collect();
    update_region(&root("crate/interpreter/src/python/explain.py"), &lines);
}
