//! Detects that no thread of the program can continue, and reports it.
//!
//! The thread that falls asleep last checks for a deadlock before it sleeps. The result is certain: see
//! [`threads::all_sleep_on`]. `python/explain.py` writes the explanation in the same thread. Threads that are woken
//! meanwhile, by Stop, wait until their frames have been read.

use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use rustpython_vm::{
    PyObject, PyObjectRef, PyResult, VirtualMachine, vm::thread::try_with_current_vm,
};
use web_threading::futex;

use super::{
    Held, Named, Waits, escape,
    place::Place,
    threads::{self, Entry, lock, threads},
    undisturbed,
};
use crate::host;

/// 1 while a thread reads the frames of the others.
static LOOKING: AtomicU32 = AtomicU32::new(0);
/// The deadlock that was reported last, so that a thread with a spurious wake-up does not report it again.
static TOLD: AtomicU64 = AtomicU64::new(0);

/// Waits until no thread reads the caller's frames.
pub(super) fn let_finish() {
    while LOOKING.load(Ordering::SeqCst) == 1 {
        let _ = futex::wait(&LOOKING, 1, None);
    }
}

/// Called by the last thread that could run, before it sleeps: reports a deadlock if there is one.
pub(super) fn look() {
    // Usually another thread is about to wake up. Only if none seems to be, the threads are held back for a second check.
    if !threads::all_sleep_on() {
        return;
    }
    LOOKING.store(1, Ordering::SeqCst);
    let waits = fingerprint();
    if threads::all_sleep_on() && TOLD.swap(waits, Ordering::SeqCst) != waits {
        try_with_current_vm(|vm| {
            let explanation = vm.attach_for_callback(|| explained(vm));
            if escape::raises() && escape::begin(&explanation) {
                // The same threads may come to wait for the same again.
                TOLD.store(0, Ordering::SeqCst);
            } else {
                host::tell_deadlock(&explanation.report, &explanation.text);
            }
        });
    }
    LOOKING.store(0, Ordering::SeqCst);
    futex::wake_all(&LOOKING);
}

/// Returns a hash of all threads and what they wait for.
fn fingerprint() -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};

    let mut hasher = DefaultHasher::new();
    for entry in &threads().alive {
        if let Some((block, _)) = lock(&entry.sleeps).as_ref() {
            (entry.number, block.on.address).hash(&mut hasher);
        }
    }
    hasher.finish()
}

/// What is said of a deadlock.
#[derive(Clone, Default)]
pub(super) struct Explanation {
    /// As JSON.
    pub(super) report: String,
    pub(super) text: String,
    /// The numbers of the threads that wait for work of others and not for the deadlock's sake: the workers of a pool.
    pub(super) idle: Vec<u32>,
}

fn explained(vm: &VirtualMachine) -> Explanation {
    undisturbed(vm, || explain(vm)).unwrap_or_else(|_| {
        let text = "Deadlock: every thread waits for another, for ever.\n";
        Explanation {
            report: format!(
                "{{\"cause\":\"unknown\",\"text\":{text:?},\"threads\":[],\"circle\":[]}}"
            ),
            text: text.to_owned(),
            idle: Vec::new(),
        }
    })
}

fn explain(vm: &VirtualMachine) -> PyResult<Explanation> {
    let alive = threads().alive.clone();
    let waits = alive.iter().filter_map(|entry| {
        let (_, named) = (*lock(&entry.sleeps))?;
        Some(facts(entry, named, &alive, vm))
    });
    let waits = vm.ctx.new_list(waits.collect());
    let said: Vec<String> = vm
        .import("_playground.explain", 0)?
        .get_attr("explain", vm)?
        .get_attr("deadlock", vm)?
        .call((waits,), vm)?
        .try_into_value(vm)?;
    match <[String; 3]>::try_from(said) {
        Ok([report, text, idle]) => Ok(Explanation {
            report,
            text,
            idle: idle
                .split_whitespace()
                .filter_map(|number| number.parse().ok())
                .collect(),
        }),
        Err(_) => Err(vm.new_type_error("a report is three texts")),
    }
}

/// Returns `(ident, number, kind, object, joined ident, holder, made)` of one thread's wait. `holder` is `(number, ident,
/// name, place)`, where the name is set if the thread has ended, and a place is `(path, line)`. Any of the values may be
/// None or 0.
fn facts(
    entry: &Entry,
    named: Named,
    alive: &[std::sync::Arc<Entry>],
    vm: &VirtualMachine,
) -> PyObjectRef {
    let place = |place: Place| -> PyObjectRef {
        place.path.map_or_else(
            || vm.ctx.none(),
            |path| {
                let path = vm.ctx.new_str(path.as_str());
                let line = vm.ctx.new_int(place.line);
                vm.ctx.new_tuple(vec![path.into(), line.into()]).into()
            },
        )
    };
    let int = |number: u64| -> PyObjectRef { vm.ctx.new_int(number).into() };
    let ident_of = |number: u32| {
        let mut alive = alive.iter().filter(|entry| entry.number == number);
        alive
            .next()
            .map_or(0, |entry| entry.ident.load(Ordering::Relaxed))
    };
    // SAFETY: the thread sleeps in a method of the object, which keeps both alive, and it cannot continue until this is
    // done.
    let (object, held) = unsafe {
        (
            std::ptr::with_exposed_provenance::<PyObject>(named.object).as_ref(),
            std::ptr::with_exposed_provenance::<Held>(named.held).as_ref(),
        )
    };
    let holder = held.filter(|held| held.thread() != 0).map(|held| {
        let number = held.thread();
        let name = threads()
            .ended
            .iter()
            .find(|(ended, _)| *ended == number)
            .map(|(_, name)| name.clone());
        let name = name.map_or_else(|| vm.ctx.none(), |name| vm.ctx.new_str(name).into());
        let ident = ident_of(number);
        vm.ctx
            .new_tuple(vec![
                int(number.into()),
                int(ident),
                name,
                place(held.since()),
            ])
            .into()
    });
    let or_none = |object: Option<PyObjectRef>| object.unwrap_or_else(|| vm.ctx.none());
    let joined = if named.kind == Waits::Thread {
        ident_of(named.other)
    } else {
        0
    };
    let facts = vec![
        int(entry.ident.load(Ordering::Relaxed)),
        int(entry.number.into()),
        int(named.kind as u64),
        or_none(object.map(|object| object.to_owned())),
        int(joined),
        or_none(holder),
        held.map_or_else(|| vm.ctx.none(), |held| place(held.made())),
    ];
    vm.ctx.new_tuple(facts).into()
}
