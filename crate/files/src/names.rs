//! The calls of [`Files`] that create, remove and rename entries.

use std::sync::atomic::Ordering;
use std::sync::{Arc, Weak};

use crate::Errno;
use crate::files::{Files, directory};
use crate::node::{Body, Kind, MAY_WRITE, Node, lock};
use crate::resolve::{Last, Place};

impl Files {
    /// Creates a directory.
    ///
    /// # Errors
    /// [`Errno::Exists`], and those of `mkdir` on Linux.
    pub fn make_dir(&self, path: &[u8], permissions: u32) -> Result<(), Errno> {
        let tree = lock(&self.tree);
        let place = Self::find(&tree, trimmed(path), Last::Keep)?;
        let node = self.new_node(
            directory(Arc::downgrade(&place.parent)),
            self.without_umask(permissions),
        );
        self.put(&place, node)
    }

    /// Creates a directory and its missing parents.
    ///
    /// # Errors
    /// [`Errno::NotADirectory`] if a part of the path is a file.
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
    /// [`Errno::NotEmpty`], [`Errno::NotADirectory`], and those of `rmdir` on Linux.
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

    /// Removes a name. The file is freed when its last name and its last descriptor are gone.
    ///
    /// # Errors
    /// [`Errno::IsADirectory`], and those of `unlink` on Linux.
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

    /// Renames a file, replacing the file that has the new name.
    ///
    /// # Errors
    /// Like `rename` on Linux: [`Errno::NotEmpty`] if the new name is a directory with entries, [`Errno::Invalid`] if a
    /// directory would be moved into itself, ...
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

    /// Adds another name to a file.
    ///
    /// # Errors
    /// [`Errno::NotPermitted`] for a directory, and those of `link` on Linux.
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

    /// Creates a symbolic link to `target`, which need not exist.
    ///
    /// # Errors
    /// [`Errno::Exists`], and those of `symlink` on Linux.
    pub fn symlink(&self, target: &[u8], path: &[u8]) -> Result<(), Errno> {
        if target.is_empty() {
            return Err(Errno::NotFound);
        }
        let tree = lock(&self.tree);
        let place = Self::find(&tree, path, Last::Keep)?;
        self.put(&place, self.new_node(Body::Symlink(target.to_vec()), 0o777))
    }

    /// Creates a device that discards what is written and returns no bytes.
    ///
    /// # Errors
    /// [`Errno::Exists`], and those of `mknod` on Linux.
    pub fn make_null(&self, path: &[u8]) -> Result<(), Errno> {
        let tree = lock(&self.tree);
        let place = Self::find(&tree, path, Last::Keep)?;
        self.put(&place, self.new_node(Body::Null, 0o666))
    }

    /// Adds a node at a free place.
    pub(crate) fn put(&self, place: &Place, node: Arc<Node>) -> Result<(), Errno> {
        if place.node.is_some() {
            return Err(Errno::Exists);
        }
        place.parent.check(MAY_WRITE)?;
        let mut directory = place.parent.directory()?;
        // A removed directory that is still a working directory accepts no new entries.
        if directory.parent.strong_count() == 0 {
            return Err(Errno::NotFound);
        }
        directory.entries.insert(place.name.clone(), node);
        drop(directory);
        place.parent.touch(self.now_ns());
        Ok(())
    }

    /// Removes a name from its directory.
    fn take(&self, place: &Place) -> Result<(), Errno> {
        place.parent.check(MAY_WRITE)?;
        place.parent.directory()?.entries.remove(&place.name);
        place.parent.touch(self.now_ns());
        Ok(())
    }
}

/// Removes slashes at the end: `mkdir a/` creates `a`.
fn trimmed(path: &[u8]) -> &[u8] {
    let end = path
        .iter()
        .rposition(|&byte| byte != b'/')
        .map_or(1, |last| last + 1);
    &path[..end.min(path.len())]
}

/// Returns whether `inner` is `outer` or below it.
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
