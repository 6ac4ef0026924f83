//! [`Files`]: the calls that take a path, except those that create, remove and rename entries.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, RwLock, Weak};

use crate::descriptors::Table;
use crate::node::{Body, Directory, Kind, MAY_READ, MAY_WRITE, Node, Stat, lock};
use crate::resolve::{Last, Place, path_of, resolve};
use crate::{Errno, flags};

/// The permission bits that can be set.
const PERMISSIONS: u32 = 0o7777;

/// One entry of a directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name, without the directory.
    pub name: Vec<u8>,
    /// Its kind; a symbolic link is not followed.
    pub kind: Kind,
    /// The number of its node.
    pub ino: u64,
}

pub(crate) struct Tree {
    pub(crate) root: Arc<Node>,
    working: Arc<Node>,
}

/// A file tree with its working directory, and a table of descriptors.
pub struct Files {
    /// Held while a path is followed or a directory is changed.
    pub(crate) tree: Mutex<Tree>,
    pub(crate) table: Mutex<Table>,
    umask: AtomicU32,
    next_ino: AtomicU64,
    now_ns: fn() -> u64,
}

impl Files {
    /// Creates an empty tree. Descriptors 0, 1 and 2 are the process's standard streams. `now_ns` returns the time of
    /// changes, in nanoseconds since the Unix epoch.
    #[must_use]
    pub fn new(now_ns: fn() -> u64) -> Self {
        let root = Arc::new(new_node(1, directory(Weak::new()), 0o755, now_ns()));
        if let Ok(mut inside) = root.directory() {
            inside.parent = Arc::downgrade(&root);
        }
        Self {
            tree: Mutex::new(Tree {
                working: Arc::clone(&root),
                root,
            }),
            table: Mutex::new(Table::new()),
            umask: AtomicU32::new(0o022),
            next_ino: AtomicU64::new(2),
            now_ns,
        }
    }

    pub(crate) fn now_ns(&self) -> u64 {
        (self.now_ns)()
    }

    pub(crate) fn new_node(&self, body: Body, permissions: u32) -> Arc<Node> {
        let ino = self.next_ino.fetch_add(1, Ordering::Relaxed);
        Arc::new(new_node(
            ino,
            body,
            permissions & PERMISSIONS,
            self.now_ns(),
        ))
    }

    /// Sets the permissions that new files do not get. Returns the previous value.
    pub fn set_umask(&self, mask: u32) -> u32 {
        self.umask.swap(mask & 0o777, Ordering::Relaxed)
    }

    pub(crate) fn without_umask(&self, permissions: u32) -> u32 {
        permissions & !self.umask.load(Ordering::Relaxed)
    }

    pub(crate) fn find(tree: &Tree, path: &[u8], last: Last) -> Result<Place, Errno> {
        resolve(&tree.root, &tree.working, path, last)
    }

    /// Returns the status of the file at `path`.
    ///
    /// # Errors
    /// Like `stat` on Linux: [`Errno::NotFound`], [`Errno::NotADirectory`], ...
    pub fn stat(&self, path: &[u8]) -> Result<Stat, Errno> {
        Ok(Self::find(&lock(&self.tree), path, Last::Follow)?
            .existing()?
            .stat())
    }

    /// Like [`stat`](Self::stat), but does not follow a symbolic link at the end of the path.
    ///
    /// # Errors
    /// Like `lstat` on Linux.
    pub fn stat_link(&self, path: &[u8]) -> Result<Stat, Errno> {
        Ok(Self::find(&lock(&self.tree), path, Last::Keep)?
            .existing()?
            .stat())
    }

    /// Checks that the owner has all permissions of `mode`: 4 read, 2 write, 1 search; 0 checks only that the file exists.
    ///
    /// # Errors
    /// [`Errno::AccessDenied`], and those of `access` on Linux.
    pub fn access(&self, path: &[u8], mode: u32) -> Result<(), Errno> {
        let node = Self::find(&lock(&self.tree), path, Last::Follow)?.existing()?;
        node.check((mode & 7) << 6)
    }

    /// Returns the entries of a directory, sorted by name, without `.` and `..`.
    ///
    /// # Errors
    /// [`Errno::NotADirectory`], and those of `opendir` on Linux.
    pub fn list(&self, path: &[u8]) -> Result<Vec<Entry>, Errno> {
        let node = Self::find(&lock(&self.tree), path, Last::Follow)?.existing()?;
        node.check(MAY_READ)?;
        entries(&node)
    }

    /// Returns the target of a symbolic link.
    ///
    /// # Errors
    /// [`Errno::Invalid`] if it is not a symbolic link.
    pub fn read_link(&self, path: &[u8]) -> Result<Vec<u8>, Errno> {
        match &Self::find(&lock(&self.tree), path, Last::Keep)?
            .existing()?
            .body
        {
            Body::Symlink(target) => Ok(target.clone()),
            _ => Err(Errno::Invalid),
        }
    }

    /// Sets the permission bits.
    ///
    /// # Errors
    /// Like `chmod` on Linux.
    pub fn set_permissions(&self, path: &[u8], permissions: u32) -> Result<(), Errno> {
        let node = Self::find(&lock(&self.tree), path, Last::Follow)?.existing()?;
        self.set_node_permissions(&node, permissions);
        Ok(())
    }

    pub(crate) fn set_node_permissions(&self, node: &Node, permissions: u32) {
        node.permissions
            .store(permissions & PERMISSIONS, Ordering::Relaxed);
        node.changed_ns.store(self.now_ns(), Ordering::Relaxed);
    }

    /// Sets the times of access and modification, in nanoseconds; `None` means now.
    ///
    /// # Errors
    /// Like `utimensat` on Linux.
    pub fn set_times(&self, path: &[u8], times_ns: Option<(u64, u64)>) -> Result<(), Errno> {
        let node = Self::find(&lock(&self.tree), path, Last::Follow)?.existing()?;
        let now = self.now_ns();
        let (accessed, modified) = times_ns.unwrap_or((now, now));
        node.accessed_ns.store(accessed, Ordering::Relaxed);
        node.modified_ns.store(modified, Ordering::Relaxed);
        node.changed_ns.store(now, Ordering::Relaxed);
        Ok(())
    }

    /// Sets the working directory, from which relative paths start.
    ///
    /// # Errors
    /// [`Errno::NotADirectory`], and those of `chdir` on Linux.
    pub fn change_dir(&self, path: &[u8]) -> Result<(), Errno> {
        let mut tree = lock(&self.tree);
        let node = Self::find(&tree, path, Last::Follow)?.existing()?;
        drop(node.directory()?);
        tree.working = node;
        Ok(())
    }

    /// Returns the absolute path of the working directory.
    ///
    /// # Errors
    /// [`Errno::NotFound`] if it was removed.
    pub fn working_dir(&self) -> Result<Vec<u8>, Errno> {
        let tree = lock(&self.tree);
        path_of(&tree.root, &tree.working)
    }

    /// Returns the node that `open` with these flags opens, after creating or truncating it as they require.
    pub(crate) fn open_node(
        &self,
        path: &[u8],
        how: u32,
        permissions: u32,
    ) -> Result<Arc<Node>, Errno> {
        let creates = how & flags::CREATE != 0;
        let exclusive = creates && how & flags::EXCLUSIVE != 0;
        let last = if exclusive || how & flags::NO_FOLLOW != 0 {
            Last::Keep
        } else {
            Last::Follow
        };
        let tree = lock(&self.tree);
        let place = Self::find(&tree, path, last)?;
        let Some(node) = place.node.clone() else {
            if !creates {
                return Err(Errno::NotFound);
            }
            if path.ends_with(b"/") {
                return Err(Errno::IsADirectory);
            }
            let body = Body::File(RwLock::new(Vec::new()));
            let node = self.new_node(body, self.without_umask(permissions));
            self.put(&place, Arc::clone(&node))?;
            return Ok(node);
        };
        drop(tree);
        if exclusive {
            return Err(Errno::Exists);
        }
        let writes = how & flags::ACCESS != flags::READ_ONLY;
        match node.kind() {
            Kind::Symlink => return Err(Errno::TooManyLinks),
            Kind::Directory if writes || creates => return Err(Errno::IsADirectory),
            Kind::File | Kind::Null if how & flags::DIRECTORY != 0 => {
                return Err(Errno::NotADirectory);
            }
            _ => {}
        }
        let reads = how & flags::ACCESS != flags::WRITE_ONLY;
        node.check(if reads { MAY_READ } else { 0 } | if writes { MAY_WRITE } else { 0 })?;
        if how & flags::TRUNCATE != 0 && writes && node.kind() == Kind::File {
            node.bytes_mut()?.clear();
            node.touch(self.now_ns());
        }
        Ok(node)
    }
}

fn new_node(ino: u64, body: Body, permissions: u32, now_ns: u64) -> Node {
    Node {
        ino,
        links: AtomicU32::new(if matches!(body, Body::Directory(_)) {
            2
        } else {
            1
        }),
        body,
        permissions: AtomicU32::new(permissions),
        accessed_ns: AtomicU64::new(now_ns),
        modified_ns: AtomicU64::new(now_ns),
        changed_ns: AtomicU64::new(now_ns),
    }
}

pub(crate) fn directory(parent: Weak<Node>) -> Body {
    Body::Directory(Mutex::new(Directory {
        entries: BTreeMap::new(),
        parent,
    }))
}

pub(crate) fn entries(node: &Node) -> Result<Vec<Entry>, Errno> {
    let directory = node.directory()?;
    let entry = |(name, node): (&Vec<u8>, &Arc<Node>)| Entry {
        name: name.clone(),
        kind: node.kind(),
        ino: node.ino,
    };
    Ok(directory.entries.iter().map(entry).collect())
}
