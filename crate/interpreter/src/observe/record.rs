//! The record of what each thread did, in a ring per thread that the page reads.
//!
//! A ring has one writer, its thread, which never waits. When the ring is full, the oldest events are overwritten, and the
//! page counts the events that it has missed. After a thread has ended, a later thread reuses its ring, so each event contains
//! its thread's number. One counter orders the events of all threads, because a browser's clock has a resolution of
//! microseconds.
//!
//! Texts (files, and what a thread waits for) are written once, as labels; events contain their numbers.

use std::{
    cell::{Cell, RefCell},
    collections::{HashMap, VecDeque},
    sync::{
        Mutex,
        atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering, Ordering::Relaxed},
    },
};

pub(crate) use process_layout::record::Kind;
use process_layout::record::{CAPACITY, HAS_DEADLINE, Labels, Ring};
use rustpython_vm::{PyResult, VirtualMachine};
use web_threading::clock;

use super::{
    Wait,
    place::{self, Place},
    threads::{lock, own_number},
    undisturbed,
};

/// The subject of an event.
#[derive(Clone, Copy, Default)]
pub(crate) struct About {
    /// The number of a lock or queue, or of the joined thread.
    subject: u32,
    /// The [`super::Waits`] of a wait, plus [`HAS_DEADLINE`] if it has one.
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
        let limited = if wait.deadline.is_some() {
            HAS_DEADLINE
        } else {
            0
        };
        Self {
            subject,
            waits: wait.kind as u8 | limited,
            label: 0,
        }
    }
}

static LABELS: Labels = Labels::new();

static ON: AtomicBool = AtomicBool::new(false);
/// The start of the program, in microseconds on [`clock`].
static BEGAN: AtomicU64 = AtomicU64::new(0);
static ORDER: AtomicU32 = AtomicU32::new(0);
static NEXT_SUBJECT: AtomicU32 = AtomicU32::new(1);

/// Number of free rings above which the oldest is reused. Threads that start and end one after the other thus do not write into
/// the same ring before the page has read it.
const KEPT_FREE: usize = 16;

/// The rings of threads that have ended, the oldest first.
static FREE: Mutex<VecDeque<&'static Ring>> = Mutex::new(VecDeque::new());
/// The numbers of the labels that have been written.
static TOLD: Mutex<Option<HashMap<String, u32>>> = Mutex::new(None);

/// Identifies a wait without computing its name: the line, the function of the library, and the object.
type Spot = (usize, u32, usize, usize);

thread_local! {
    static RING: Cell<Option<&'static Ring>> = const { Cell::new(None) };
    /// The file of the last event, and its label, which are usually those of the next event too.
    static LAST_FILE: Cell<(usize, u32)> = const { Cell::new((0, 0)) };
    static FILES: RefCell<HashMap<usize, u32>> = RefCell::new(HashMap::new());
    static SPOTS: RefCell<HashMap<Spot, u32>> = RefCell::new(HashMap::new());
}

/// Returns the address of the labels, which lead to the rings.
#[cfg_attr(not(target_arch = "wasm32"), expect(dead_code))]
pub(crate) fn address() -> u32 {
    (&raw const LABELS).addr() as u32
}

pub(crate) fn is_on() -> bool {
    ON.load(Relaxed)
}

pub(super) fn begin(on: bool) {
    BEGAN.store(clock::now().as_micros() as u64, Relaxed);
    ON.store(on, Relaxed);
}

/// Returns the number in `own`. It is assigned at the first use.
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
        lock(&FREE).push_back(ring);
    }
}

/// Records the calling thread's name.
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
        let free = {
            let mut free = lock(&FREE);
            (free.len() > KEPT_FREE).then(|| free.pop_front()).flatten()
        };
        let ring = free.unwrap_or_else(new_ring);
        RING.set(Some(ring));
        ring
    })
}

fn new_ring() -> &'static Ring {
    let ring: Box<Ring> = {
        // SAFETY: it consists of atomic numbers, for which zero is a valid value.
        unsafe { Box::new_zeroed().assume_init() }
    };
    let ring = Box::leak(ring);
    let address = std::ptr::from_ref(ring).addr() as u32;
    // The lock of FREE prevents that two threads add a ring at the same time and one is lost.
    let _free = lock(&FREE);
    ring.next.store(LABELS.rings.load(Relaxed), Relaxed);
    LABELS.rings.store(address, Ordering::Release);
    ring
}

/// Records an event of the calling thread at its current place.
pub(super) fn put(kind: Kind, about: About) {
    put_at(kind, about, place::here());
}

/// Records an event of the calling thread, unless it is a thread of the pool.
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
    // SeqCst, like the page's loads: the page reads `head` before and after it copies events.
    ring.head.store(head.wrapping_add(1), Ordering::SeqCst);
}

/// Returns the label of a place's file.
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

/// Returns the number of this text, 0 if there is no space for it.
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

/// Records that the calling thread begins to wait, and for what, by the name that the program uses.
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
