//! The ring of output: three words, then the bytes. All numbers are little endian.

use std::sync::atomic::AtomicU32;

use crate::numbered;

/// The size of the ring in bytes; a power of two, so that positions may wrap around at 2^32.
pub const CAPACITY: u32 = 1 << 20;

/// The size of a record's header in bytes; its fields are those of [`Header`].
pub const HEADER: usize = size_of::<Header>();

/// The ring as the page reads it.
#[repr(C, align(8))]
#[derive(Debug)]
pub struct Ring {
    /// The number of bytes ever written, modulo 2^32. The page loads it with `Atomics.load` before it reads the bytes.
    pub head: AtomicU32,
    /// The number of bytes ever read, modulo 2^32. The page stores it and notifies; a writer without space waits on it.
    pub tail: AtomicU32,
    /// 1 while the page requests a message for the next record; a writer swaps it to 0 and posts the message.
    pub wants_message: AtomicU32,
    /// Initialised with zeros, which cost nothing; other contents would be copied with every snapshot.
    pub bytes: [AtomicU32; CAPACITY as usize / 4],
}

impl Ring {
    /// Creates an empty ring that requests a message.
    #[expect(clippy::new_without_default, reason = "it is for statics")]
    #[must_use]
    pub const fn new() -> Self {
        Self {
            head: AtomicU32::new(0),
            tail: AtomicU32::new(0),
            wants_message: AtomicU32::new(1),
            bytes: [const { AtomicU32::new(0) }; CAPACITY as usize / 4],
        }
    }
}

/// The header of a record. The thread's name and the text follow it. The fields are written byte by byte, because a record may
/// wrap around at the end of the ring.
#[repr(C)]
#[derive(Debug)]
pub struct Header {
    /// The size of the record with its header, in bytes.
    pub size: u32,
    /// The [`StreamKind`].
    pub stream: u8,
    /// The size of the thread's name in bytes.
    pub name_size: u8,
    /// Zero.
    pub padding: u16,
    /// The identifier of the thread.
    pub ident: u64,
}

numbered! {
    /// The stream of a record.
    pub enum StreamKind {
        /// Standard output.
        Stdout = 1,
        /// Standard error.
        Stderr = 2,
    }
}
