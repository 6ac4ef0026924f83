//! The flags of [`Files::open`](crate::Files::open), with Linux's numbers.

/// Read only. It has no bit of its own.
pub const READ_ONLY: u32 = 0;
/// Write only.
pub const WRITE_ONLY: u32 = 1;
/// Read and write.
pub const READ_WRITE: u32 = 2;
/// Creates the file if it does not exist.
pub const CREATE: u32 = 0o100;
/// With [`CREATE`]: fails if the file exists.
pub const EXCLUSIVE: u32 = 0o200;
/// Truncates the file to 0 bytes.
pub const TRUNCATE: u32 = 0o1000;
/// Every write appends to the file.
pub const APPEND: u32 = 0o2000;
/// Fails if the path is not a directory.
pub const DIRECTORY: u32 = 0o200_000;
/// Fails if the last part of the path is a symbolic link.
pub const NO_FOLLOW: u32 = 0o400_000;
/// Accepted without effect, because there are no programs to execute.
pub const CLOSE_ON_EXEC: u32 = 0o2_000_000;

/// The bits for the kind of access.
pub(crate) const ACCESS: u32 = 3;
