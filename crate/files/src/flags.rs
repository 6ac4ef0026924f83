//! The flags of [`Files::open`](crate::Files::open), with Linux's numbers.

/// Read only: none of the other two.
pub const READ_ONLY: u32 = 0;
/// Write only.
pub const WRITE_ONLY: u32 = 1;
/// Read and write.
pub const READ_WRITE: u32 = 2;
/// Makes the file if there is none.
pub const CREATE: u32 = 0o100;
/// With [`CREATE`]: fails if there is a file.
pub const EXCLUSIVE: u32 = 0o200;
/// Empties the file.
pub const TRUNCATE: u32 = 0o1000;
/// Every write goes to the end.
pub const APPEND: u32 = 0o2000;
/// Fails unless it is a directory.
pub const DIRECTORY: u32 = 0o200_000;
/// Fails if the last part of the path is a symbolic link.
pub const NO_FOLLOW: u32 = 0o400_000;
/// Accepted, and without effect: there is no program to execute.
pub const CLOSE_ON_EXEC: u32 = 0o2_000_000;

/// The bits that say whether it is read or written.
pub(crate) const ACCESS: u32 = 3;
