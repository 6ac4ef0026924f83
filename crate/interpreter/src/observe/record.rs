//! The record: what each thread did, in a ring of its own that the page reads.
//!
//! A ring has one writer, its thread, which never waits: when the ring is full the oldest events are written over, and the page counts
//! what it has missed. A thread that ends leaves its ring to one that begins later, so each event says whose it is. One counter
//! orders the events of all threads, since a browser's clock has steps of microseconds.
//!
//! Texts (files, and what a thread waits for) are told once, as labels; events have their numbers.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    sync::{
        Mutex,
        atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering, Ordering::Relaxed},
    },
};

use rustpython_vm::{PyResult, VirtualMachine};
use web_threading::clock;

use super::{
    Wait,
    place::{self, Place},
    threads::{lock, own_number},
    undisturbed,
};

/// What happened. The numbers are those of `www/src/engine/events.ts`.
#[derive(Clone, Copy, Debug)]
#[repr(u8)]
pub(crate) enum Kind {
    /// The thread started another, `subject`.
    Started = 1,
    /// The thread began to run.
    Began = 2,
    /// The thread has a name.
    Named = 3,
    /// The thread waits.
    Blocked = 4,
    /// The thread's wait is over.
    Resumed = 5,
    Acquired = 6,
    Released = 7,
    Ended = 8,
    /// The thread wrote output. `subject` is the number of its record, in print order from 1; the last one's, of several.
    Wrote = 9,
}

/// What an event is about.
#[derive(Clone, Copy, Default)]
pub(crate) struct About {
    /// Of a lock or queue its own number, of a join the other thread's.
    subject: u32,
    /// [`super::Waits`] of a wait, and 0x80 where it has a deadline.
    waits: u8,
    /// The number of a label.
    label: u32,
}

impl About {
    pub(super) fn subject(subject: u32) -> Self {
        Self {
            subject,
            ..Self::default()
        }
    }

    pub(super) fn of(wait: &Wait) -> Self {
        let subject = wait.held.map_or(wait.other, super::Held::subject);
        let limited = if wait.deadline.is_some() { 0x80 } else { 0 };
        Self {
            subject,
            waits: wait.kind as u8 | limited,
            label: 0,
        }
    }
}

const WORDS: usize = 8;
/// Events in a ring; a power of two, so that positions may wrap around at 2^32.
const CAPACITY: usize = 4096;

/// The ring as the page sees it.
#[repr(C, align(8))]
struct Ring {
    /// Byte offset of the ring that was made before, 0 for none.
    next: AtomicU32,
    /// Events ever written, modulo 2^32. Stored after the event.
    head: AtomicU32,
    /// Of each event: kind, [`About::waits`] and the time's upper 16 bits; thread; time's lower 32 bits, in microseconds; order; subject;
    /// line; label of the file; label.
    events: [[AtomicU32; WORDS]; CAPACITY],
}

/// Bytes of labels; what comes when there is no room is left out.
const LABEL_BYTES: usize = 1 << 17;

/// The labels as the page sees them: words at known places, then labels one after the other. Each is its size in bytes and its number,
/// as words, then its text, padded to whole words.
#[repr(C, align(8))]
struct Labels {
    /// Bytes ever written. Stored after the label.
    head: AtomicU32,
    /// Byte offset of the ring that was made last, 0 for none.
    rings: AtomicU32,
    bytes: [AtomicU32; LABEL_BYTES / 4],
}

static LABELS: Labels = Labels {
    head: AtomicU32::new(0),
    rings: AtomicU32::new(0),
    bytes: [const { AtomicU32::new(0) }; LABEL_BYTES / 4],
};

static ON: AtomicBool = AtomicBool::new(false);
/// When the program began, in microseconds on [`clock`].
static BEGAN: AtomicU64 = AtomicU64::new(0);
static ORDER: AtomicU32 = AtomicU32::new(0);
static NEXT_SUBJECT: AtomicU32 = AtomicU32::new(1);

/// Rings whose threads have ended.
static FREE: Mutex<Vec<&'static Ring>> = Mutex::new(Vec::new());
/// The numbers of the labels that were told.
static TOLD: Mutex<Option<HashMap<String, u32>>> = Mutex::new(None);

/// What tells one wait from others without asking what it is called: where, in which function of the library, on which object.
type Spot = (usize, u32, usize, usize);

thread_local! {
    static RING: Cell<Option<&'static Ring>> = const { Cell::new(None) };
    /// The file of the last event, and its label: mostly the next one's too.
    static LAST_FILE: Cell<(usize, u32)> = const { Cell::new((0, 0)) };
    static FILES: RefCell<HashMap<usize, u32>> = RefCell::new(HashMap::new());
    static SPOTS: RefCell<HashMap<Spot, u32>> = RefCell::new(HashMap::new());
}

/// Where the page finds the labels, and through them the rings; and how many events a ring has.
#[cfg_attr(not(target_arch = "wasm32"), expect(dead_code))]
pub(crate) fn layout() -> (u32, u32) {
    (std::ptr::from_ref(&LABELS) as usize as u32, CAPACITY as u32)
}

pub(crate) fn is_on() -> bool {
    ON.load(Relaxed)
}

pub(super) fn begin(on: bool) {
    BEGAN.store(clock::now().as_micros() as u64, Relaxed);
    ON.store(on, Relaxed);
}

/// The number behind `own`, which gets one when it is first asked for.
pub(super) fn number(own: &AtomicU32) -> u32 {
    match own.load(Relaxed) {
        0 => {
            let fresh = NEXT_SUBJECT.fetch_add(1, Relaxed);
            let earlier = own.compare_exchange(0, fresh, Relaxed, Relaxed);
            earlier.err().unwrap_or(fresh)
        }
        number => number,
    }
}

/// The calling thread has written the output record of this number.
pub(crate) fn wrote(number: u32) {
    if is_on() {
        put(Kind::Wrote, About::subject(number));
    }
}

pub(super) fn begin_thread() {
    if is_on() {
        put(Kind::Began, About::default());
    }
}

pub(super) fn end_thread() {
    if is_on() {
        put(Kind::Ended, About::default());
    }
    if let Some(ring) = RING.take() {
        lock(&FREE).push(ring);
    }
}

/// The calling thread is called `name`.
pub(crate) fn name_thread(name: &str) {
    if is_on() && own_number() != 0 {
        let label = label(name);
        put(
            Kind::Named,
            About {
                label,
                ..About::default()
            },
        );
    }
}

fn own_ring() -> &'static Ring {
    RING.get().unwrap_or_else(|| {
        let free = lock(&FREE).pop();
        let ring = free.unwrap_or_else(new_ring);
        RING.set(Some(ring));
        ring
    })
}

fn new_ring() -> &'static Ring {
    let ring: Box<Ring> = {
        // SAFETY: it is made of atomic numbers, for which zeroes are values.
        unsafe { Box::new_zeroed().assume_init() }
    };
    let ring = Box::leak(ring);
    let address = std::ptr::from_ref(ring).addr() as u32;
    // FREE keeps others out, so that none is lost.
    let _free = lock(&FREE);
    ring.next.store(LABELS.rings.load(Relaxed), Relaxed);
    LABELS.rings.store(address, Ordering::Release);
    ring
}

/// Records an event of the calling thread, where it is now.
pub(super) fn put(kind: Kind, about: About) {
    put_at(kind, about, place::here());
}

/// Records an event of the calling thread; not of one of the pool.
pub(super) fn put_at(kind: Kind, about: About, place: Place) {
    let thread = own_number();
    if thread == 0 {
        return;
    }
    let now = (clock::now().as_micros() as u64).saturating_sub(BEGAN.load(Relaxed));
    let ring = own_ring();
    let head = ring.head.load(Relaxed);
    let words = [
        kind as u32 | u32::from(about.waits) << 8 | ((now >> 32) as u32) << 16,
        thread,
        now as u32,
        ORDER.fetch_add(1, Relaxed),
        about.subject,
        place.line,
        file(place),
        about.label,
    ];
    let event = &ring.events[head as usize % CAPACITY];
    for (place, word) in event.iter().zip(words) {
        place.store(word, Relaxed);
    }
    // SeqCst, as the page's loads: it reads `head` before and after it copies events.
    ring.head.store(head.wrapping_add(1), Ordering::SeqCst);
}

/// The label of a place's file.
fn file(place: Place) -> u32 {
    let Some(path) = place.path else { return 0 };
    let key = std::ptr::from_ref(path).addr();
    let (last, label) = LAST_FILE.get();
    if last == key {
        return label;
    }
    let label = file_label(key, path.as_str());
    LAST_FILE.set((key, label));
    label
}

fn file_label(key: usize, path: &str) -> u32 {
    if let Some(known) = FILES.with_borrow(|files| files.get(&key).copied()) {
        return known;
    }
    let label = label(path);
    FILES.with_borrow_mut(|files| files.insert(key, label));
    label
}

/// The number of this text, 0 if there is no room for it.
fn label(text: &str) -> u32 {
    let mut told = lock(&TOLD);
    let told = told.get_or_insert_with(HashMap::new);
    if let Some(number) = told.get(text) {
        return *number;
    }
    let head = LABELS.head.load(Relaxed) as usize / 4;
    let words = 2 + text.len().div_ceil(4);
    let Some(place) = LABELS.bytes.get(head..head + words) else {
        return 0;
    };
    let number = told.len() as u32 + 1;
    told.insert(text.to_owned(), number);
    place[0].store(text.len() as u32, Relaxed);
    place[1].store(number, Relaxed);
    for (place, bytes) in place[2..].iter().zip(text.as_bytes().chunks(4)) {
        let mut word = [0; 4];
        word[..bytes.len()].copy_from_slice(bytes);
        place.store(u32::from_le_bytes(word), Relaxed);
    }
    LABELS
        .head
        .store(((head + words) * 4) as u32, Ordering::SeqCst);
    number
}

/// Records that the calling thread begins to wait, and for what, as the program's author would name it.
pub(super) fn blocked(wait: &Wait, vm: &VirtualMachine) {
    let here = place::here();
    let spot = (
        here.path.map_or(0, |path| std::ptr::from_ref(path).addr()),
        here.line,
        place::library_call(),
        wait.object
            .map_or(0, |object| std::ptr::from_ref(object).addr()),
    );
    let known = SPOTS.with_borrow(|spots| spots.get(&spot).copied());
    let name = known.unwrap_or_else(|| {
        let name = undisturbed(vm, || describe(wait, vm)).map_or(0, |text| label(&text));
        SPOTS.with_borrow_mut(|spots| spots.insert(spot, name));
        name
    });
    let about = About {
        label: name,
        ..About::of(wait)
    };
    put_at(Kind::Blocked, about, here);
}

fn describe(wait: &Wait, vm: &VirtualMachine) -> PyResult<String> {
    let object = wait
        .object
        .map_or_else(|| vm.ctx.none(), |object| object.to_owned());
    vm.import("_playground.explain", 0)?
        .get_attr("explain", vm)?
        .get_attr("what", vm)?
        .call((wait.kind as u32, object), vm)?
        .try_into_value(vm)
}
