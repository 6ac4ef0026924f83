//! Finds the node of a path.

use std::sync::Arc;

use crate::Errno;
use crate::node::{Body, MAY_SEARCH, Node};

/// The greatest number of symbolic links in a path, as on Linux.
const MOST_LINKS: u32 = 40;
/// The greatest length of an entry's name, in bytes.
const LONGEST_NAME: usize = 255;

/// The place of a path: a directory, a name in it, and the node that has that name now.
pub(crate) struct Place {
    pub(crate) parent: Arc<Node>,
    /// Empty if the path ends in the root, `.` or `..`. Such a place always has a node, which cannot be created or removed.
    pub(crate) name: Vec<u8>,
    pub(crate) node: Option<Arc<Node>>,
}

impl Place {
    pub(crate) fn existing(self) -> Result<Arc<Node>, Errno> {
        self.node.ok_or(Errno::NotFound)
    }
}

/// How to treat a symbolic link at the end of a path.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Last {
    Follow,
    Keep,
}

/// Follows `path` from `root` or, if it is relative, from `start`. The caller holds the tree's lock.
pub(crate) fn resolve(
    root: &Arc<Node>,
    start: &Arc<Node>,
    path: &[u8],
    last: Last,
) -> Result<Place, Errno> {
    if path.is_empty() {
        return Err(Errno::NotFound);
    }
    // The remaining parts, the next one at the end.
    let mut parts: Vec<Vec<u8>> = Vec::new();
    let mut here = Arc::clone(if path[0] == b'/' { root } else { start });
    push_parts(&mut parts, path);
    // `a/` means the directory itself, so a link at the end is followed.
    let wants_directory = path.ends_with(b"/");
    let mut links = 0;
    while let Some(part) = parts.pop() {
        let parent = here;
        let directory = parent.directory()?;
        parent.check(MAY_SEARCH)?;
        if part == b"." || part == b".." {
            let next = if part == b"." {
                None
            } else {
                directory.parent.upgrade()
            };
            drop(directory);
            here = next.unwrap_or(parent);
            continue;
        }
        if part.len() > LONGEST_NAME {
            return Err(Errno::NameTooLong);
        }
        let node = directory.entries.get(&part).cloned();
        drop(directory);
        if let Some(Body::Symlink(target)) = node.as_deref().map(|node| &node.body)
            && (!parts.is_empty() || wants_directory || last == Last::Follow)
        {
            links += 1;
            if links > MOST_LINKS {
                return Err(Errno::TooManyLinks);
            }
            here = if target.starts_with(b"/") {
                Arc::clone(root)
            } else {
                parent
            };
            push_parts(&mut parts, target);
            continue;
        }
        if !parts.is_empty() {
            here = node.ok_or(Errno::NotFound)?;
            continue;
        }
        if wants_directory && let Some(node) = &node {
            drop(node.directory()?);
        }
        return Ok(Place {
            parent,
            name: part,
            node,
        });
    }
    Ok(Place {
        parent: Arc::clone(&here),
        name: Vec::new(),
        node: Some(here),
    })
}

fn push_parts(parts: &mut Vec<Vec<u8>>, path: &[u8]) {
    let all = path
        .split(|&byte| byte == b'/')
        .filter(|part| !part.is_empty());
    parts.extend(all.rev().map(<[u8]>::to_vec));
}

/// Returns the absolute path of a directory, by searching each parent for the name. Fails if the directory was removed.
pub(crate) fn path_of(root: &Arc<Node>, directory: &Arc<Node>) -> Result<Vec<u8>, Errno> {
    let mut names: Vec<Vec<u8>> = Vec::new();
    let mut here = Arc::clone(directory);
    while !Arc::ptr_eq(&here, root) {
        let parent = here.directory()?.parent.upgrade().ok_or(Errno::NotFound)?;
        let name = parent
            .directory()?
            .entries
            .iter()
            .find(|(_, node)| Arc::ptr_eq(node, &here))
            .map(|(name, _)| name.clone())
            .ok_or(Errno::NotFound)?;
        names.push(name);
        here = parent;
    }
    let mut path: Vec<u8> = Vec::new();
    for name in names.iter().rev() {
        path.push(b'/');
        path.extend(name);
    }
    if path.is_empty() {
        path.push(b'/');
    }
    Ok(path)
}
