//! Tells of a program in which no thread can go on.
//!
//! The thread that was the last to fall asleep looks, before it does. What it finds is certain: see [`threads::all_sleep_on`]. Words are
//! made by `python/explain.py`, in the same thread; those who are woken meanwhile, by Stop, wait until it has looked at their frames.

use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use rustpython_vm::{
    PyObject, PyObjectRef, PyResult, VirtualMachine, vm::thread::try_with_current_vm,
};
use web_threading::futex;

use super::{
    Held, Named, Waits,
    place::Place,
    threads::{self, Entry, lock, threads},
    undisturbed,
};
use crate::host;

/// 1 while a thread looks at the others' frames.
static LOOKING: AtomicU32 = AtomicU32::new(0);
/// What was told last, so that a thread that is woken for nothing does not tell it again.
static TOLD: AtomicU64 = AtomicU64::new(0);

/// Returns when no thread looks at the caller's frames any more.
pub(super) fn let_finish() {
    while LOOKING.load(Ordering::SeqCst) == 1 {
        let _ = futex::wait(&LOOKING, 1, None);
    }
}

/// The calling thread was the last that could run, and is about to sleep: tells if that is for ever.
pub(super) fn look() {
    // Mostly another is about to wake up; only where it seems that none is are they held back, for a second look.
    if !threads::all_sleep_on() {
        return;
    }
    LOOKING.store(1, Ordering::SeqCst);
    let waits = fingerprint();
    if threads::all_sleep_on() && TOLD.swap(waits, Ordering::SeqCst) != waits {
        try_with_current_vm(|vm| vm.attach_for_callback(|| tell(vm)));
    }
    LOOKING.store(0, Ordering::SeqCst);
    futex::wake_all(&LOOKING);
}

/// Who waits for what, as one number.
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

fn tell(vm: &VirtualMachine) {
    let said = undisturbed(vm, || explain(vm)).unwrap_or_else(|_| {
        let text = "Deadlock: every thread waits for another, for ever.\n";
        (
            format!("{{\"cause\":\"unknown\",\"text\":{text:?},\"threads\":[],\"circle\":[]}}"),
            text.to_owned(),
        )
    });
    host::tell_deadlock(&said.0, &said.1);
}

/// The report as JSON, and in words.
fn explain(vm: &VirtualMachine) -> PyResult<(String, String)> {
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
    match <[String; 2]>::try_from(said) {
        Ok([report, text]) => Ok((report, text)),
        Err(_) => Err(vm.new_type_error("a report is two texts")),
    }
}

/// `(ident, number, kind, object, joined ident, holder, made)` of one thread's wait; `holder` is `(number, ident, name, place)`, with a
/// name if it has ended, and a place is `(path, line)`. All of it may be None or 0.
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
    // SAFETY: the thread sleeps in a method of the object, and so keeps both; it is held back until this is over.
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
