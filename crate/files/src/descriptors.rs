//! The calls of [`Files`] that take a descriptor.

use std::any::Any;
use std::sync::{Arc, Mutex};

use crate::files::entries;
use crate::node::{Kind, Node, lock};
use crate::{Entry, Errno, Files, Stat, flags};

/// The greatest number of open descriptors.
const MOST_OPEN: usize = 1024;
/// Standard input, output and error.
const STANDARD: usize = 3;

/// The caller's object behind a descriptor. It is dropped when the last descriptor for it is closed.
pub type External = Arc<dyn Any + Send + Sync>;

/// The origin of a seek.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whence {
    /// The beginning of the file.
    Start,
    /// The current offset.
    Current,
    /// The end of the file.
    End,
}

/// An open file, which duplicated descriptors share.
enum Open {
    /// One of the process's standard streams, which the caller reads and writes.
    Standard(u8),
    /// An object of the caller, such as an end of a pipe.
    External(External),
    File {
        node: Arc<Node>,
        flags: u32,
        /// Held while a call reads or writes at the offset, so that two threads do not get the same bytes.
        offset: Mutex<u64>,
    },
}

#[derive(Clone)]
struct Descriptor {
    open: Arc<Open>,
    inheritable: bool,
}

/// The descriptors by number.
pub(crate) struct Table(Vec<Option<Descriptor>>);

impl Table {
    pub(crate) fn new() -> Self {
        let standard = |number| {
            Some(Descriptor {
                open: Arc::new(Open::Standard(number)),
                inheritable: true,
            })
        };
        Self((0..STANDARD as u8).map(standard).collect())
    }

    fn get(&self, fd: i32) -> Result<&Descriptor, Errno> {
        let slot = usize::try_from(fd).ok().and_then(|fd| self.0.get(fd));
        slot.and_then(Option::as_ref).ok_or(Errno::BadDescriptor)
    }

    /// Adds `open` at the lowest free number.
    fn add(&mut self, open: Arc<Open>) -> Result<i32, Errno> {
        let free = self
            .0
            .iter()
            .position(Option::is_none)
            .unwrap_or(self.0.len());
        self.put(free, open, false)
    }

    fn put(&mut self, fd: usize, open: Arc<Open>, inheritable: bool) -> Result<i32, Errno> {
        if fd >= MOST_OPEN {
            return Err(Errno::TooManyOpen);
        }
        if self.0.len() <= fd {
            self.0.resize(fd + 1, None);
        }
        self.0[fd] = Some(Descriptor { open, inheritable });
        Ok(fd as i32)
    }
}

impl Files {
    /// Opens the file at `path`. `how` is a combination of [`flags`].
    ///
    /// # Errors
    /// Like `open` on Linux: [`Errno::NotFound`], [`Errno::Exists`], [`Errno::IsADirectory`], ...
    pub fn open(&self, path: &[u8], how: u32, permissions: u32) -> Result<i32, Errno> {
        let node = self.open_node(path, how, permissions)?;
        let open = Open::File {
            node,
            flags: how,
            offset: Mutex::new(0),
        };
        lock(&self.table).add(Arc::new(open))
    }

    /// # Errors
    /// [`Errno::BadDescriptor`]
    pub fn close(&self, fd: i32) -> Result<(), Errno> {
        let mut table = lock(&self.table);
        table.get(fd)?;
        let closed = table.0[fd as usize].take();
        drop(table);
        // Dropping it may free the file, which is done without the table's lock.
        drop(closed);
        Ok(())
    }

    fn opened(&self, fd: i32) -> Result<Arc<Open>, Errno> {
        Ok(Arc::clone(&lock(&self.table).get(fd)?.open))
    }

    /// Returns which standard stream a descriptor is: 0, 1 or 2. The caller reads and writes these streams.
    ///
    /// # Errors
    /// [`Errno::BadDescriptor`]
    pub fn standard(&self, fd: i32) -> Result<Option<u8>, Errno> {
        Ok(match *self.opened(fd)? {
            Open::Standard(number) => Some(number),
            Open::External(_) | Open::File { .. } => None,
        })
    }

    /// Creates a descriptor for an object that the caller reads and writes.
    ///
    /// # Errors
    /// [`Errno::TooManyOpen`]
    pub fn add_external(&self, external: External) -> Result<i32, Errno> {
        lock(&self.table).add(Arc::new(Open::External(external)))
    }

    /// Returns the object given to [`add_external`](Self::add_external), if the descriptor has one.
    ///
    /// # Errors
    /// [`Errno::BadDescriptor`]
    pub fn external(&self, fd: i32) -> Result<Option<External>, Errno> {
        Ok(match &*self.opened(fd)? {
            Open::External(external) => Some(Arc::clone(external)),
            Open::Standard(_) | Open::File { .. } => None,
        })
    }

    fn with_file<R>(
        &self,
        fd: i32,
        act: impl FnOnce(&Arc<Node>, u32, &Mutex<u64>) -> Result<R, Errno>,
    ) -> Result<R, Errno> {
        match &*self.opened(fd)? {
            Open::Standard(_) | Open::External(_) => Err(Errno::IllegalSeek),
            Open::File {
                node,
                flags,
                offset,
            } => act(node, *flags, offset),
        }
    }

    /// Reads at most `count` bytes at the offset and advances it; returns none at the end of the file.
    ///
    /// # Errors
    /// [`Errno::BadDescriptor`] if it is not open for reading, [`Errno::IsADirectory`].
    pub fn read(&self, fd: i32, count: usize) -> Result<Vec<u8>, Errno> {
        self.with_file(fd, |node, how, offset| {
            let mut offset = lock(offset);
            let bytes = read(node, how, count, *offset)?;
            *offset += bytes.len() as u64;
            Ok(bytes)
        })
    }

    /// Reads at most `count` bytes at `offset`, without changing the descriptor's own offset.
    ///
    /// # Errors
    /// Those of [`read`](Self::read).
    pub fn read_at(&self, fd: i32, count: usize, offset: u64) -> Result<Vec<u8>, Errno> {
        self.with_file(fd, |node, how, _| read(node, how, count, offset))
    }

    /// Writes at the offset, or at the end with [`flags::APPEND`]. Returns the number of bytes, which is always all of them.
    ///
    /// # Errors
    /// [`Errno::BadDescriptor`] if it is not open for writing, [`Errno::NoSpace`] if no memory is left.
    pub fn write(&self, fd: i32, bytes: &[u8]) -> Result<usize, Errno> {
        self.with_file(fd, |node, how, offset| {
            let mut offset = lock(offset);
            let at = (how & flags::APPEND == 0).then_some(*offset);
            *offset = write(node, how, bytes, at)?;
            node.touch(self.now_ns());
            Ok(bytes.len())
        })
    }

    /// Writes at `offset`, without changing the descriptor's own offset.
    ///
    /// # Errors
    /// Those of [`write`](Self::write).
    pub fn write_at(&self, fd: i32, bytes: &[u8], offset: u64) -> Result<usize, Errno> {
        self.with_file(fd, |node, how, _| {
            write(node, how, bytes, Some(offset))?;
            node.touch(self.now_ns());
            Ok(bytes.len())
        })
    }

    /// Moves the offset and returns the new offset.
    ///
    /// # Errors
    /// [`Errno::Invalid`] if the offset would be negative, [`Errno::IllegalSeek`] for a standard stream.
    pub fn seek(&self, fd: i32, by: i64, whence: Whence) -> Result<u64, Errno> {
        self.with_file(fd, |node, _, offset| {
            let mut offset = lock(offset);
            let base = match whence {
                Whence::Start => 0,
                Whence::Current => *offset,
                Whence::End => node.stat().size,
            };
            *offset = base.checked_add_signed(by).ok_or(Errno::Invalid)?;
            Ok(*offset)
        })
    }

    /// Truncates the file, or extends it with zeros.
    ///
    /// # Errors
    /// [`Errno::Invalid`] if it is not open for writing, [`Errno::NoSpace`].
    pub fn set_len(&self, fd: i32, size: u64) -> Result<(), Errno> {
        self.with_file(fd, |node, how, _| {
            if how & flags::ACCESS == flags::READ_ONLY {
                return Err(Errno::Invalid);
            }
            resize(&mut *node.bytes_mut()?, size)?;
            node.touch(self.now_ns());
            Ok(())
        })
    }

    /// Returns the status of an open file.
    ///
    /// # Errors
    /// [`Errno::BadDescriptor`], also for a standard stream.
    pub fn stat_open(&self, fd: i32) -> Result<Stat, Errno> {
        match self.with_file(fd, |node, _, _| Ok(node.stat())) {
            Err(Errno::IllegalSeek) => Err(Errno::BadDescriptor),
            answer => answer,
        }
    }

    /// Sets the permission bits of an open file.
    ///
    /// # Errors
    /// [`Errno::BadDescriptor`]
    pub fn set_open_permissions(&self, fd: i32, permissions: u32) -> Result<(), Errno> {
        self.with_file(fd, |node, _, _| {
            self.set_node_permissions(node, permissions);
            Ok(())
        })
    }

    /// Returns the entries of an open directory.
    ///
    /// # Errors
    /// [`Errno::NotADirectory`]
    pub fn list_open(&self, fd: i32) -> Result<Vec<Entry>, Errno> {
        self.with_file(fd, |node, _, _| entries(node))
    }

    /// Creates another descriptor for the same open file, with the lowest free number.
    ///
    /// # Errors
    /// [`Errno::BadDescriptor`], [`Errno::TooManyOpen`]
    pub fn duplicate(&self, fd: i32) -> Result<i32, Errno> {
        let mut table = lock(&self.table);
        let open = Arc::clone(&table.get(fd)?.open);
        table.add(open)
    }

    /// Makes `target` a descriptor for the same open file as `fd`; if `target` was open, it is closed first.
    ///
    /// # Errors
    /// [`Errno::BadDescriptor`]
    pub fn duplicate_to(&self, fd: i32, target: i32, inheritable: bool) -> Result<i32, Errno> {
        let mut table = lock(&self.table);
        let open = Arc::clone(&table.get(fd)?.open);
        let slot = usize::try_from(target).map_err(|_| Errno::BadDescriptor)?;
        if fd == target {
            return Ok(fd);
        }
        table
            .put(slot, open, inheritable)
            .map_err(|_| Errno::BadDescriptor)
    }

    /// Returns whether a child process would inherit the descriptor, if there were any.
    ///
    /// # Errors
    /// [`Errno::BadDescriptor`]
    pub fn is_inheritable(&self, fd: i32) -> Result<bool, Errno> {
        Ok(lock(&self.table).get(fd)?.inheritable)
    }

    /// Sets the result of [`is_inheritable`](Self::is_inheritable).
    ///
    /// # Errors
    /// [`Errno::BadDescriptor`]
    pub fn set_inheritable(&self, fd: i32, inheritable: bool) -> Result<(), Errno> {
        let mut table = lock(&self.table);
        table.get(fd)?;
        if let Some(descriptor) = &mut table.0[fd as usize] {
            descriptor.inheritable = inheritable;
        }
        Ok(())
    }
}

fn read(node: &Node, how: u32, count: usize, offset: u64) -> Result<Vec<u8>, Errno> {
    if how & flags::ACCESS == flags::WRITE_ONLY {
        return Err(Errno::BadDescriptor);
    }
    if node.kind() == Kind::Null {
        return Ok(Vec::new());
    }
    let bytes = node.bytes()?;
    let start = usize::try_from(offset)
        .unwrap_or(usize::MAX)
        .min(bytes.len());
    let end = start.saturating_add(count).min(bytes.len());
    Ok(bytes[start..end].to_vec())
}

/// Writes at `at`, or at the end. Returns the offset after the written bytes.
fn write(node: &Node, how: u32, new: &[u8], at: Option<u64>) -> Result<u64, Errno> {
    if how & flags::ACCESS == flags::READ_ONLY {
        return Err(Errno::BadDescriptor);
    }
    if node.kind() == Kind::Null {
        return Ok(0);
    }
    let mut bytes = node.bytes_mut()?;
    let start = at.unwrap_or(bytes.len() as u64);
    let end = start
        .checked_add(new.len() as u64)
        .ok_or(Errno::FileTooLarge)?;
    if end > bytes.len() as u64 {
        resize(&mut bytes, end)?;
    }
    // Both fit into a usize, because the file is in memory.
    bytes[start as usize..end as usize].copy_from_slice(new);
    Ok(end)
}

fn resize(bytes: &mut Vec<u8>, size: u64) -> Result<(), Errno> {
    let size = usize::try_from(size).map_err(|_| Errno::FileTooLarge)?;
    bytes
        .try_reserve(size.saturating_sub(bytes.len()))
        .map_err(|_| Errno::NoSpace)?;
    bytes.resize(size, 0);
    Ok(())
}

impl std::fmt::Debug for Files {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let open = lock(&self.table).0.iter().flatten().count();
        f.debug_struct("Files")
            .field("open", &open)
            .finish_non_exhaustive()
    }
}
