//! The files of a process, in memory: a tree of directories, files and symbolic links with POSIX semantics, and a table of
//! descriptors. All threads share it, and no call blocks for longer than it takes to copy the bytes.
//!
//! - [`Files`]: all calls that take a path, see [`paths`](crate::Files#impl-Files), or a descriptor
//! - [`Stat`], [`Kind`]: the status of a file
//! - [`Errno`]: the errors, with the numbers and messages of Linux
//!
//! Paths are bytes, separated by `/`, and relative to the working directory of the process. One user owns the whole tree,
//! and the permission bits apply to that user.
//!
//! # Examples
//! ```
//! use process_files::{Files, flags};
//! let files = Files::new(|| 0);
//! files.make_dir(b"/tmp", 0o777)?;
//! let fd = files.open(b"/tmp/note.txt", flags::READ_WRITE | flags::CREATE, 0o666)?;
//! files.write(fd, b"hello")?;
//! assert_eq!(files.read_at(fd, 5, 0)?, b"hello");
//! # Ok::<(), process_files::Errno>(())
//! ```

mod descriptors;
mod errno;
mod files;
pub mod flags;
mod names;
mod node;
mod resolve;

pub use descriptors::{External, Whence};
pub use errno::Errno;
pub use files::{Entry, Files};
pub use node::{Kind, Stat};
