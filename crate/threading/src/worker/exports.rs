//! The functions that js/worker.js calls.
use super::park_and_run;
use super::slots::{COUNT, SLOTS, Slot};
use crate::addresses::Addresses;
use crate::control;
use js_sys::Reflect;
use std::sync::Once;
use wasm_bindgen::prelude::*;

/// Returns what the host needs to find its words.
#[doc(hidden)]
#[wasm_bindgen]
#[must_use]
pub fn web_threading_addresses() -> Addresses {
    Addresses {
        control: control::address(),
        slots: SLOTS.as_ptr() as u32,
        stride: size_of::<Slot>() as u32,
        count: COUNT as u32,
    }
}

/// Runs the tasks of a slot. It returns when the host has ended the process.
#[doc(hidden)]
#[wasm_bindgen]
pub fn web_threading_run_worker(slot: u32) {
    report_panics();
    let Some(slot) = SLOTS.get(slot as usize) else {
        wasm_bindgen::throw_str("there is no such slot");
    };
    park_and_run(slot);
}

/// Stores the message of a panic where js/worker.js reads it when it catches the trap, whose own message is only
/// "unreachable".
pub(crate) fn report_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let earlier = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            // A failure to report a panic cannot be reported either.
            let _ = Reflect::set(
                &js_sys::global(),
                &"webThreadingPanic".into(),
                &info.to_string().into(),
            );
            earlier(info);
        }));
    });
}
