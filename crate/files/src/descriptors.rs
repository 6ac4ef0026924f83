//! The calls of [`Files`] that take a descriptor.

use std::any::Any;
use std::sync::{Arc, Mutex};

use crate::files::entries;
use crate::node::{Kind, Node, lock};
use crate::{Entry, Errno, Files, Stat, flags};

/// Most descriptors at once.
const MOST_OPEN: usize = 1024;
/// Standard input, output and error.
const STANDARD: usize = 3;

/// What a caller keeps behind a descriptor; dropped when the last descriptor for it is closed.
pub type External = Arc<dyn Any + Send + Sync>;

/// What the offset of a seek counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whence {
    /// The beginning.
    Start,
    /// The current offset.
    Current,
    /// The end.
    End,
}

/// An open file: what `dup` shares.
enum Open {
    /// One of the process's standard streams, which are the caller's.
    Standard(u8),
    /// Something of the caller's, such as an end of a pipe.
    External(External),
    File {
        node: Arc<Node>,
        flags: u32,
        /// Held while a call reads or writes at it, so that two threads do not get the same bytes.
        offset: Mutex<u64>,
    },
}

#[derive(Clone)]
struct Descriptor {
    open: Arc<Open>,
    inheritable: bool,
}

/// Descriptors by number.
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

    /// Puts `open` at the lowest free number.
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
    /// Opens the file at `path`; `how` is made of [`flags`].
    ///
    /// # Errors
    /// As `open` on Linux: [`Errno::NotFound`], [`Errno::Exists`], [`Errno::IsADirectory`], ...
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
        // The file may go with it, which is nobody's business who waits for the table.
        drop(closed);
        Ok(())
    }

    fn opened(&self, fd: i32) -> Result<Arc<Open>, Errno> {
        Ok(Arc::clone(&lock(&self.table).get(fd)?.open))
    }

    /// Which of the standard streams a descriptor is: 0, 1 or 2. Reading and writing those is the caller's.
    ///
    /// # Errors
    /// [`Errno::BadDescriptor`]
    pub fn standard(&self, fd: i32) -> Result<Option<u8>, Errno> {
        Ok(match *self.opened(fd)? {
            Open::Standard(number) => Some(number),
            Open::External(_) | Open::File { .. } => None,
        })
    }

    /// A descriptor for something that the caller reads and writes.
    ///
    /// # Errors
    /// [`Errno::TooManyOpen`]
    pub fn add_external(&self, external: External) -> Result<i32, Errno> {
        lock(&self.table).add(Arc::new(Open::External(external)))
    }

    /// What [`add_external`](Self::add_external) got, if the descriptor is of that kind.
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

    /// Reads at most `count` bytes from the offset on; none at the end.
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

    /// Reads at most `count` bytes from `offset` on, and leaves the descriptor's own offset where it is.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub fn read_at(&self, fd: i32, count: usize, offset: u64) -> Result<Vec<u8>, Errno> {
        self.with_file(fd, |node, how, _| read(node, how, count, offset))
    }

    /// Writes at the offset, or at the end with [`flags::APPEND`], and says how many bytes: all.
    ///
    /// # Errors
    /// [`Errno::BadDescriptor`] if it is not open for writing, [`Errno::NoSpace`] if the memory is used up.
    pub fn write(&self, fd: i32, bytes: &[u8]) -> Result<usize, Errno> {
        self.with_file(fd, |node, how, offset| {
            let mut offset = lock(offset);
            let at = (how & flags::APPEND == 0).then_some(*offset);
            *offset = write(node, how, bytes, at)?;
            node.touch(self.now_ns());
            Ok(bytes.len())
        })
    }

    /// Writes at `offset`, and leaves the descriptor's own offset where it is.
    ///
    /// # Errors
    /// As [`write`](Self::write).
    pub fn write_at(&self, fd: i32, bytes: &[u8], offset: u64) -> Result<usize, Errno> {
        self.with_file(fd, |node, how, _| {
            write(node, how, bytes, Some(offset))?;
            node.touch(self.now_ns());
            Ok(bytes.len())
        })
    }

    /// Moves the offset and says where it is then.
    ///
    /// # Errors
    /// [`Errno::Invalid`] if it would be before the beginning, [`Errno::IllegalSeek`] for a standard stream.
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

    /// Cuts the file, or fills it up with zeros.
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

    /// What is known of an open file.
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

    /// The names in an open directory.
    ///
    /// # Errors
    /// [`Errno::NotADirectory`]
    pub fn list_open(&self, fd: i32) -> Result<Vec<Entry>, Errno> {
        self.with_file(fd, |node, _, _| entries(node))
    }

    /// Another descriptor for the same open file, the lowest free one.
    ///
    /// # Errors
    /// [`Errno::BadDescriptor`], [`Errno::TooManyOpen`]
    pub fn duplicate(&self, fd: i32) -> Result<i32, Errno> {
        let mut table = lock(&self.table);
        let open = Arc::clone(&table.get(fd)?.open);
        table.add(open)
    }

    /// Makes `target` a descriptor for the same open file as `fd`; what it was before is closed.
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

    /// Whether a child process would get it, if there were any.
    ///
    /// # Errors
    /// [`Errno::BadDescriptor`]
    pub fn is_inheritable(&self, fd: i32) -> Result<bool, Errno> {
        Ok(lock(&self.table).get(fd)?.inheritable)
    }

    /// Sets what [`is_inheritable`](Self::is_inheritable) says.
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

/// Writes at `at`, or at the end, and says where the written bytes end.
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
    // Both fit the memory, since the file does.
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
