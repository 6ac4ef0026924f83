//! The calls of [`Files`] that change which names there are: made, removed, moved.

use std::sync::atomic::Ordering;
use std::sync::{Arc, Weak};

use crate::Errno;
use crate::files::{Files, directory};
use crate::node::{Body, Kind, MAY_WRITE, Node, lock};
use crate::resolve::{Last, Place};

impl Files {
    /// Makes a directory.
    ///
    /// # Errors
    /// [`Errno::Exists`], and as `mkdir` on Linux.
    pub fn make_dir(&self, path: &[u8], permissions: u32) -> Result<(), Errno> {
        let tree = lock(&self.tree);
        let place = Self::find(&tree, trimmed(path), Last::Keep)?;
        let node = self.new_node(
            directory(Arc::downgrade(&place.parent)),
            self.without_umask(permissions),
        );
        self.put(&place, node)
    }

    /// Makes a directory and those above it, where they are missing.
    ///
    /// # Errors
    /// [`Errno::NotADirectory`] if a file is in the way.
    pub fn make_dirs(&self, path: &[u8]) -> Result<(), Errno> {
        for end in (1..=path.len()).filter(|&end| end == path.len() || path[end] == b'/') {
            match self.make_dir(&path[..end], 0o777) {
                Ok(()) | Err(Errno::Exists) => {}
                Err(error) => return Err(error),
            }
        }
        match self.stat(path)?.kind {
            Kind::Directory => Ok(()),
            _ => Err(Errno::NotADirectory),
        }
    }

    /// Removes an empty directory.
    ///
    /// # Errors
    /// [`Errno::NotEmpty`], [`Errno::NotADirectory`], and as `rmdir` on Linux.
    pub fn remove_dir(&self, path: &[u8]) -> Result<(), Errno> {
        let tree = lock(&self.tree);
        let place = Self::find(&tree, trimmed(path), Last::Keep)?;
        let node = place.node.as_ref().ok_or(Errno::NotFound)?;
        if place.name.is_empty() {
            return Err(Errno::Invalid);
        }
        if !node.directory()?.entries.is_empty() {
            return Err(Errno::NotEmpty);
        }
        self.take(&place)?;
        node.directory()?.parent = Weak::new();
        node.links.store(0, Ordering::Relaxed);
        Ok(())
    }

    /// Removes a name; the file goes when its last name and descriptor have.
    ///
    /// # Errors
    /// [`Errno::IsADirectory`], and as `unlink` on Linux.
    pub fn unlink(&self, path: &[u8]) -> Result<(), Errno> {
        let tree = lock(&self.tree);
        let place = Self::find(&tree, path, Last::Keep)?;
        let node = place.node.as_ref().ok_or(Errno::NotFound)?;
        if node.kind() == Kind::Directory {
            return Err(Errno::IsADirectory);
        }
        self.take(&place)?;
        node.links.fetch_sub(1, Ordering::Relaxed);
        node.changed_ns.store(self.now_ns(), Ordering::Relaxed);
        Ok(())
    }

    /// Gives a file another name, in place of what had it.
    ///
    /// # Errors
    /// As `rename` on Linux: [`Errno::NotEmpty`] if the name is that of a directory with entries, [`Errno::Invalid`] if a
    /// directory would be put into itself, ...
    pub fn rename(&self, from: &[u8], to: &[u8]) -> Result<(), Errno> {
        let tree = lock(&self.tree);
        let source = Self::find(&tree, trimmed(from), Last::Keep)?;
        let target = Self::find(&tree, trimmed(to), Last::Keep)?;
        let node = Arc::clone(source.node.as_ref().ok_or(Errno::NotFound)?);
        if source.name.is_empty() || target.name.is_empty() {
            return Err(Errno::Invalid);
        }
        let is_directory = node.kind() == Kind::Directory;
        if (from.ends_with(b"/") || to.ends_with(b"/")) && !is_directory {
            return Err(Errno::NotADirectory);
        }
        if is_directory && contains(&tree.root, &node, &target.parent)? {
            return Err(Errno::Invalid);
        }
        if let Some(old) = &target.node {
            if Arc::ptr_eq(old, &node) {
                return Ok(());
            }
            match (is_directory, old.kind() == Kind::Directory) {
                (true, false) => return Err(Errno::NotADirectory),
                (false, true) => return Err(Errno::IsADirectory),
                (true, true) if !old.directory()?.entries.is_empty() => {
                    return Err(Errno::NotEmpty);
                }
                _ => {}
            }
        }
        source.parent.check(MAY_WRITE)?;
        target.parent.check(MAY_WRITE)?;
        if let Some(old) = &target.node {
            self.take(&target)?;
            old.links.fetch_sub(1, Ordering::Relaxed);
            if let Ok(mut old) = old.directory() {
                old.parent = Weak::new();
            }
        }
        self.take(&source)?;
        if let Ok(mut inside) = node.directory() {
            inside.parent = Arc::downgrade(&target.parent);
        }
        node.changed_ns.store(self.now_ns(), Ordering::Relaxed);
        self.put(
            &Place {
                node: None,
                ..target
            },
            node,
        )
    }

    /// Gives a file one more name.
    ///
    /// # Errors
    /// [`Errno::NotPermitted`] for a directory, and as `link` on Linux.
    pub fn link(&self, from: &[u8], to: &[u8]) -> Result<(), Errno> {
        let tree = lock(&self.tree);
        let node = Self::find(&tree, from, Last::Keep)?.existing()?;
        if node.kind() == Kind::Directory {
            return Err(Errno::NotPermitted);
        }
        let place = Self::find(&tree, to, Last::Keep)?;
        self.put(&place, Arc::clone(&node))?;
        node.links.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    /// Makes a symbolic link that leads to `target`, whatever that is.
    ///
    /// # Errors
    /// [`Errno::Exists`], and as `symlink` on Linux.
    pub fn symlink(&self, target: &[u8], path: &[u8]) -> Result<(), Errno> {
        if target.is_empty() {
            return Err(Errno::NotFound);
        }
        let tree = lock(&self.tree);
        let place = Self::find(&tree, path, Last::Keep)?;
        self.put(&place, self.new_node(Body::Symlink(target.to_vec()), 0o777))
    }

    /// Makes a device that takes whatever is written and has nothing to read.
    ///
    /// # Errors
    /// [`Errno::Exists`], and as `mknod` on Linux.
    pub fn make_null(&self, path: &[u8]) -> Result<(), Errno> {
        let tree = lock(&self.tree);
        let place = Self::find(&tree, path, Last::Keep)?;
        self.put(&place, self.new_node(Body::Null, 0o666))
    }

    /// Puts a node where nothing is.
    pub(crate) fn put(&self, place: &Place, node: Arc<Node>) -> Result<(), Errno> {
        if place.node.is_some() {
            return Err(Errno::Exists);
        }
        place.parent.check(MAY_WRITE)?;
        let mut directory = place.parent.directory()?;
        // A directory that is gone but still somebody's working directory takes nothing new.
        if directory.parent.strong_count() == 0 {
            return Err(Errno::NotFound);
        }
        directory.entries.insert(place.name.clone(), node);
        drop(directory);
        place.parent.touch(self.now_ns());
        Ok(())
    }

    /// Takes a name out of its directory.
    fn take(&self, place: &Place) -> Result<(), Errno> {
        place.parent.check(MAY_WRITE)?;
        place.parent.directory()?.entries.remove(&place.name);
        place.parent.touch(self.now_ns());
        Ok(())
    }
}

/// Without slashes at the end: `mkdir a/` makes `a`.
fn trimmed(path: &[u8]) -> &[u8] {
    let end = path
        .iter()
        .rposition(|&byte| byte != b'/')
        .map_or(1, |last| last + 1);
    &path[..end.min(path.len())]
}

/// Whether `inner` is `outer` or below it.
fn contains(root: &Arc<Node>, outer: &Arc<Node>, inner: &Arc<Node>) -> Result<bool, Errno> {
    let mut here = Arc::clone(inner);
    loop {
        if Arc::ptr_eq(&here, outer) {
            return Ok(true);
        }
        if Arc::ptr_eq(&here, root) {
            return Ok(false);
        }
        let parent = here.directory()?.parent.upgrade();
        here = parent.ok_or(Errno::NotFound)?;
    }
}
