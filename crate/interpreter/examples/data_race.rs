//! Two threads write one word without synchronisation. ThreadSanitizer must report it; otherwise it is not enabled.

use std::{cell::UnsafeCell, sync::Barrier, thread};

struct Word(UnsafeCell<u32>);

// SAFETY: this is deliberately unsound. The program runs only under the sanitizer, and nothing depends on the word.
unsafe impl Sync for Word {}

static WORD: Word = Word(UnsafeCell::new(0));

fn write(together: &Barrier) {
    // On a busy machine, one thread could otherwise end before the other begins, and the sanitizer has forgotten it by then.
    together.wait();
    for n in 0..1_000 {
        // SAFETY: see above.
        unsafe { WORD.0.get().write_volatile(n) };
    }
}

fn main() {
    let together = Barrier::new(2);
    thread::scope(|scope| {
        scope.spawn(|| write(&together));
        scope.spawn(|| write(&together));
    });
}
