//! A node of the tree: a file, directory, symbolic link or device.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{
    Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard, Weak,
};

use crate::Errno;

/// The kind of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A file with bytes.
    File,
    /// A directory with entries.
    Directory,
    /// A symbolic link: a path.
    Symlink,
    /// A device that discards what is written and returns no bytes: `/dev/null`.
    Null,
}

/// The status of a file. Times are nanoseconds since the Unix epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stat {
    /// The kind of the file.
    pub kind: Kind,
    /// The 12 permission bits.
    pub permissions: u32,
    /// The number of the node, unique in its tree.
    pub ino: u64,
    /// The number of its names.
    pub links: u32,
    /// The size in bytes.
    pub size: u64,
    /// The time of the last access. Reading does not change it, as on a file system mounted with `noatime`.
    pub accessed_ns: u64,
    /// The time of the last write.
    pub modified_ns: u64,
    /// The time of the last write, rename or change of permissions.
    pub changed_ns: u64,
}

impl Stat {
    /// Returns `st_mode`: the kind and the permissions in one word.
    #[must_use]
    pub const fn mode(&self) -> u32 {
        let kind = match self.kind {
            Kind::File => 0o100_000,
            Kind::Directory => 0o040_000,
            Kind::Symlink => 0o120_000,
            // A character device.
            Kind::Null => 0o020_000,
        };
        kind | self.permissions
    }
}

/// Permission bits of the owner.
pub(crate) const MAY_READ: u32 = 0o400;
pub(crate) const MAY_WRITE: u32 = 0o200;
pub(crate) const MAY_SEARCH: u32 = 0o100;

/// The entries of a directory. They change only under the tree's lock.
pub(crate) struct Directory {
    pub(crate) entries: BTreeMap<Vec<u8>, Arc<Node>>,
    /// The directory above. The root is its own parent; a removed directory has none.
    pub(crate) parent: Weak<Node>,
}

pub(crate) enum Body {
    File(RwLock<Vec<u8>>),
    Directory(Mutex<Directory>),
    Symlink(Vec<u8>),
    Null,
}

pub(crate) struct Node {
    pub(crate) ino: u64,
    pub(crate) body: Body,
    pub(crate) permissions: AtomicU32,
    pub(crate) links: AtomicU32,
    pub(crate) accessed_ns: AtomicU64,
    pub(crate) modified_ns: AtomicU64,
    pub(crate) changed_ns: AtomicU64,
}

/// Locks a mutex. No code panics while it holds a node's lock, so a poisoned mutex is consistent.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Node {
    pub(crate) fn kind(&self) -> Kind {
        match self.body {
            Body::File(_) => Kind::File,
            Body::Directory(_) => Kind::Directory,
            Body::Symlink(_) => Kind::Symlink,
            Body::Null => Kind::Null,
        }
    }

    pub(crate) fn directory(&self) -> Result<MutexGuard<'_, Directory>, Errno> {
        match &self.body {
            Body::Directory(directory) => Ok(lock(directory)),
            _ => Err(Errno::NotADirectory),
        }
    }

    pub(crate) fn bytes(&self) -> Result<RwLockReadGuard<'_, Vec<u8>>, Errno> {
        match &self.body {
            Body::File(bytes) => Ok(bytes.read().unwrap_or_else(PoisonError::into_inner)),
            Body::Directory(_) => Err(Errno::IsADirectory),
            Body::Symlink(_) | Body::Null => Err(Errno::Invalid),
        }
    }

    pub(crate) fn bytes_mut(&self) -> Result<RwLockWriteGuard<'_, Vec<u8>>, Errno> {
        match &self.body {
            Body::File(bytes) => Ok(bytes.write().unwrap_or_else(PoisonError::into_inner)),
            Body::Directory(_) => Err(Errno::IsADirectory),
            Body::Symlink(_) | Body::Null => Err(Errno::Invalid),
        }
    }

    pub(crate) fn check(&self, wanted: u32) -> Result<(), Errno> {
        if self.permissions.load(Ordering::Relaxed) & wanted == wanted {
            Ok(())
        } else {
            Err(Errno::AccessDenied)
        }
    }

    /// Sets the times of modification and change.
    pub(crate) fn touch(&self, now_ns: u64) {
        self.modified_ns.store(now_ns, Ordering::Relaxed);
        self.changed_ns.store(now_ns, Ordering::Relaxed);
    }

    pub(crate) fn stat(&self) -> Stat {
        let size = match &self.body {
            Body::File(bytes) => bytes.read().unwrap_or_else(PoisonError::into_inner).len(),
            Body::Directory(_) | Body::Null => 0,
            Body::Symlink(target) => target.len(),
        };
        Stat {
            kind: self.kind(),
            permissions: self.permissions.load(Ordering::Relaxed),
            ino: self.ino,
            links: self.links.load(Ordering::Relaxed),
            size: size as u64,
            accessed_ns: self.accessed_ns.load(Ordering::Relaxed),
            modified_ns: self.modified_ns.load(Ordering::Relaxed),
            changed_ns: self.changed_ns.load(Ordering::Relaxed),
        }
    }
}
