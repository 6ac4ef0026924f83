//! The ring of input: four words, then the bytes. The page is the only writer.

use std::sync::atomic::AtomicU32;

/// The size of the ring in bytes; a power of two.
pub const CAPACITY: u32 = 1 << 16;

/// The ring as the page writes it.
#[repr(C, align(8))]
#[derive(Debug)]
pub struct Ring {
    /// The number of bytes ever written, modulo 2^32.
    pub head: AtomicU32,
    /// The number of bytes ever read, modulo 2^32.
    pub tail: AtomicU32,
    /// 1 when the page has closed the input.
    pub closed: AtomicU32,
    /// The page adds 1 and notifies after each change of `head` or `closed`; the reader waits on it.
    pub changes: AtomicU32,
    /// The bytes.
    pub bytes: [AtomicU32; CAPACITY as usize / 4],
}

impl Ring {
    /// Creates an empty ring.
    #[expect(clippy::new_without_default, reason = "it is for statics")]
    #[must_use]
    pub const fn new() -> Self {
        Self {
            head: AtomicU32::new(0),
            tail: AtomicU32::new(0),
            closed: AtomicU32::new(0),
            changes: AtomicU32::new(0),
            bytes: [const { AtomicU32::new(0) }; CAPACITY as usize / 4],
        }
    }
}
