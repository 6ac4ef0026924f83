//! A process's files, in memory: a tree of directories, files and symbolic links as POSIX has it, and a table of
//! descriptors. All threads share it, and no call blocks for longer than a copy of the bytes takes.
//!
//! - [`Files`]: everything that takes a path, see [`paths`](crate::Files#impl-Files), or a descriptor
//! - [`Stat`], [`Kind`]: what is known of a file
//! - [`Errno`]: why a call failed, with the numbers and messages of Linux
//!
//! Paths are bytes, separated by `/`, and relative to a working directory of the process. The whole tree belongs to one user,
//! and its permission bits are those of that user.
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
