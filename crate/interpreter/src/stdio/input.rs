//! The input ring: bytes from the page for `sys.stdin`.

use std::sync::atomic::Ordering;

use process_layout::input::{CAPACITY, Ring};
use web_threading::{GaveUp, Lock, Until, interrupt};

use crate::host;

static RING: Ring = Ring::new();

/// Held by the thread that reads.
pub(crate) static READER: Lock = Lock::new();

/// Returns the address of the ring.
#[cfg_attr(not(target_arch = "wasm32"), expect(dead_code))]
pub(crate) fn address() -> u32 {
    (&raw const RING).addr() as u32
}

/// The result of a read.
pub(crate) enum Read {
    /// This number of bytes was copied; 0 is the end of the file.
    Bytes(usize),
    /// The main thread was interrupted while it waited.
    Interrupted,
}

/// Reads at most `into.len()` bytes, waiting until there is at least one or the page has closed the input.
///
/// The caller must hold [`READER`]. The call blocks; a caller that is attached to a VM must detach first.
pub(crate) fn read(into: &mut [u8]) -> Read {
    if into.is_empty() {
        return Read::Bytes(0);
    }
    let tail = RING.tail.load(Ordering::Relaxed);
    let mut asked = false;
    loop {
        // `changes` is loaded first; otherwise a change made in between would be missed. `closed` is loaded before `head`,
        // because bytes that were written before the end must still be read.
        let changes = RING.changes.load(Ordering::Acquire);
        let closed = RING.closed.load(Ordering::Acquire) == 1;
        let head = RING.head.load(Ordering::Acquire);
        if head != tail {
            let count = (head.wrapping_sub(tail) as usize).min(into.len());
            copy_out(tail, &mut into[..count]);
            RING.tail
                .store(tail.wrapping_add(count as u32), Ordering::Release);
            return Read::Bytes(count);
        }
        if closed {
            return Read::Bytes(0);
        }
        if !asked {
            super::with_thread_name(host::ask_for_input);
            asked = true;
        }
        if interrupt::wait(&RING.changes, changes, Until::INTERRUPT) == Err(GaveUp::Interrupted) {
            return Read::Interrupted;
        }
    }
}

/// Copies bytes from ring position `at`, wrapping around at the end of the ring.
fn copy_out(at: u32, into: &mut [u8]) {
    let start = (at % CAPACITY) as usize;
    let first = into.len().min(CAPACITY as usize - start);
    let base = RING.bytes.as_ptr().cast::<u8>();
    // SAFETY:
    // - `start + first` and `into.len() - first` are at most CAPACITY, the size of the storage;
    // - the page does not write these bytes before `tail` has passed them, and READER excludes other readers.
    unsafe {
        std::ptr::copy_nonoverlapping(base.add(start), into.as_mut_ptr(), first);
        std::ptr::copy_nonoverlapping(base, into.as_mut_ptr().add(first), into.len() - first);
    }
}

/// Copies the next bytes of this process's standard input into the ring, as the page does with the reader's input.
///
/// The caller must hold [`READER`] and must have found the ring empty.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn fill() {
    use std::io::Read as _;

    let mut bytes = [0u8; 4096];
    let count = std::io::stdin().read(&mut bytes).unwrap_or(0);
    let head = RING.head.load(Ordering::Relaxed);
    let start = (head % CAPACITY) as usize;
    let first = count.min(CAPACITY as usize - start);
    let base = RING.bytes.as_ptr().cast::<u8>().cast_mut();
    // SAFETY:
    // - `start + first` and `count - first` are at most CAPACITY, the size of the storage, which is made of atomics;
    // - the ring is empty and the caller holds READER, so no thread reads these bytes before `head` has passed them.
    unsafe {
        std::ptr::copy_nonoverlapping(bytes.as_ptr(), base.add(start), first);
        std::ptr::copy_nonoverlapping(bytes.as_ptr().add(first), base, count - first);
    }
    if count == 0 {
        RING.closed.store(1, Ordering::Release);
    }
    RING.head
        .store(head.wrapping_add(count as u32), Ordering::Release);
    RING.changes.fetch_add(1, Ordering::Release);
}
