//! Two threads write one word without an order between them. ThreadSanitizer must report it: else it is not on.

use std::{cell::UnsafeCell, thread};

struct Word(UnsafeCell<u32>);

// SAFETY: it is not safe, which is what this program is for. It runs under the sanitizer only, and nothing depends on the word.
unsafe impl Sync for Word {}

static WORD: Word = Word(UnsafeCell::new(0));

fn write() {
    for n in 0..1_000 {
        // SAFETY: see above.
        unsafe { WORD.0.get().write_volatile(n) };
    }
}

fn main() {
    thread::scope(|scope| {
        scope.spawn(write);
        scope.spawn(write);
    });
}
