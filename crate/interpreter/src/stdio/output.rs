//! The output ring: one record for each write, in the order of the writes. The page reads it.
//!
//! The writers are the threads of this process, one at a time (under a lock); the only reader is the page. When the ring is
//! full, the writer waits until the page has read, so a flood of output slows the program and does not fill the page's
//! memory.

use std::mem::offset_of;
use std::sync::atomic::{AtomicU32, Ordering};

use process_layout::output::{CAPACITY, HEADER, Header, Ring};
use web_threading::{Lock, futex};

use crate::host;

pub(crate) use process_layout::output::StreamKind;

/// The greatest number of bytes of text in one record. A longer write becomes several records, with no record of another
/// thread between them.
const MAX_TEXT: usize = 32 * 1024;

static RING: Ring = Ring::new();

/// Held by the thread that writes a record.
static WRITER: Lock = Lock::new();

/// Number of records written, modulo 2^32. Only the holder of [`WRITER`] changes it.
static WRITTEN: AtomicU32 = AtomicU32::new(0);

/// Returns the address of the ring.
#[cfg_attr(not(target_arch = "wasm32"), expect(dead_code))]
pub(crate) fn address() -> u32 {
    (&raw const RING).addr() as u32
}

/// Writes `text` of the thread `ident` with the name `name`, waiting while the ring is full. Returns the number of the last record, in
/// print order from 1.
///
/// The call blocks; a caller that is attached to a VM must detach first.
pub(crate) fn write(kind: StreamKind, ident: u64, name: &str, text: &str) -> u32 {
    let name = &name[..name.floor_char_boundary(usize::from(u8::MAX))];
    let _guard = WRITER.lock();
    write_parts(kind, ident, name, text)
}

fn write_parts(kind: StreamKind, ident: u64, name: &str, text: &str) -> u32 {
    let mut rest = text;
    while !rest.is_empty() {
        let (part, after) = rest.split_at(rest.floor_char_boundary(MAX_TEXT));
        write_record(kind, ident, name, part);
        WRITTEN.fetch_add(1, Ordering::Relaxed);
        rest = after;
    }
    WRITTEN.load(Ordering::Relaxed)
}

/// Does the same as [`write`] if this needs no wait; otherwise writes nothing and returns `None`.
pub(crate) fn try_write(kind: StreamKind, ident: u64, name: &str, text: &str) -> Option<u32> {
    let name = &name[..name.floor_char_boundary(usize::from(u8::MAX))];
    // A header and a name for each part, plus the padding.
    let parts = text.len() / (MAX_TEXT - 3) + 1;
    let most = text.len() + parts * (HEADER + name.len() + 4);
    let _guard = WRITER.try_lock()?;
    let fits = room() as usize >= most;
    fits.then(|| write_parts(kind, ident, name, text))
}

fn room() -> u32 {
    let head = RING.head.load(Ordering::Relaxed);
    CAPACITY - head.wrapping_sub(RING.tail.load(Ordering::Acquire))
}

fn write_record(kind: StreamKind, ident: u64, name: &str, text: &str) {
    let size = HEADER + name.len() + text.len();
    let mut header = [0u8; HEADER];
    header[..4].copy_from_slice(&(size as u32).to_le_bytes());
    header[offset_of!(Header, stream)] = kind as u8;
    header[offset_of!(Header, name_size)] = name.len() as u8;
    header[offset_of!(Header, ident)..].copy_from_slice(&ident.to_le_bytes());
    // Records start at multiples of four, so that the page can read their size as one word.
    let padded = (size as u32).next_multiple_of(4);
    let head = RING.head.load(Ordering::Relaxed);
    wait_for_room(head, padded);
    let mut at = head;
    for bytes in [&header, name.as_bytes(), text.as_bytes()] {
        copy_in(at, bytes);
        at = at.wrapping_add(bytes.len() as u32);
    }
    RING.head.store(head.wrapping_add(padded), Ordering::SeqCst);
    // SeqCst, like the page's store of 1 before its last load of `head`: at least one of the two sees the other's write.
    if RING.wants_message.swap(0, Ordering::SeqCst) == 1 {
        host::post("output");
    }
}

fn wait_for_room(head: u32, wanted: u32) {
    loop {
        let tail = RING.tail.load(Ordering::Acquire);
        if CAPACITY - head.wrapping_sub(tail) >= wanted {
            return;
        }
        let _ = futex::wait(&RING.tail, tail, None);
    }
}

/// Copies `bytes` to ring position `at`, wrapping around at the end of the ring.
fn copy_in(at: u32, bytes: &[u8]) {
    let start = (at % CAPACITY) as usize;
    let first = bytes.len().min(CAPACITY as usize - start);
    let base = RING.bytes.as_ptr().cast::<u8>().cast_mut();
    // SAFETY:
    // - `start + first` and `bytes.len() - first` are at most CAPACITY, the size of the storage;
    // - the storage is made of atomics, so writing through a shared reference to it is allowed;
    // - no other thread accesses these bytes: writers hold WRITER, and the page reads only bytes before `head`, which is
    //   stored after this.
    unsafe {
        std::ptr::copy_nonoverlapping(bytes.as_ptr(), base.add(start), first);
        std::ptr::copy_nonoverlapping(bytes.as_ptr().add(first), base, bytes.len() - first);
    }
}

/// Writes all records to this process's own standard streams, as the page shows them.
///
/// The caller has just written a record and still holds [`WRITER`].
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn drain() {
    use std::io::Write;

    let head = RING.head.load(Ordering::Relaxed);
    let mut at = RING.tail.load(Ordering::Relaxed);
    while at != head {
        let mut header = [0u8; HEADER];
        copy_out(at, &mut header);
        let [a, b, c, d, kind, name_length, ..] = header;
        let size = u32::from_le_bytes([a, b, c, d]);
        let skipped = HEADER as u32 + u32::from(name_length);
        let mut text = vec![0; (size - skipped) as usize];
        copy_out(at.wrapping_add(skipped), &mut text);
        // As on the page, a reader that has closed the stream does not stop the program.
        let _ = if kind == StreamKind::Stdout as u8 {
            std::io::stdout().write_all(&text)
        } else {
            std::io::stderr().write_all(&text)
        };
        at = at.wrapping_add(size.next_multiple_of(4));
    }
    let _ = std::io::stdout().flush();
    RING.tail.store(at, Ordering::Release);
    RING.wants_message.store(1, Ordering::SeqCst);
}

/// Copies bytes from ring position `at`, wrapping around at the end of the ring.
#[cfg(not(target_arch = "wasm32"))]
fn copy_out(at: u32, into: &mut [u8]) {
    let start = (at % CAPACITY) as usize;
    let first = into.len().min(CAPACITY as usize - start);
    let base = RING.bytes.as_ptr().cast::<u8>();
    // SAFETY:
    // - `start + first` and `into.len() - first` are at most CAPACITY, the size of the storage;
    // - the caller of `drain` holds WRITER, so no thread writes these bytes meanwhile.
    unsafe {
        std::ptr::copy_nonoverlapping(base.add(start), into.as_mut_ptr(), first);
        std::ptr::copy_nonoverlapping(base, into.as_mut_ptr().add(first), into.len() - first);
    }
}
