//! The parts of a process's memory that the page reads and writes, and every number that the page and the interpreter both know.
//!
//! Each number is stated here once. `tests/written.rs` writes what the page needs of it as `www/src/engine/layout.ts`, and
//! fails if that file was stale. Fields have 32 bits, so that the layout does not depend on the size of an address and the test
//! can run natively.
//!
//! The numbers of the threads themselves (slots, control words) are in `crate/threading/src/layout.rs`, in the same way.

mod addresses;
pub mod input;
pub mod output;
pub mod record;
pub mod report;
pub mod status;

pub use addresses::Addresses;

/// The flag that requests the signal handlers in the eval breaker. It is RustPython's, which the interpreter checks.
pub const SIGNAL_PENDING: u8 = 1;

/// Defines an enum whose numbers the page knows, and `NAMES`: the names, each with its number.
macro_rules! numbered {
    (
        $(#[$meta:meta])*
        pub enum $enum:ident { $($(#[$doc:meta])* $name:ident = $number:literal,)* }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub enum $enum { $($(#[$doc])* $name = $number,)* }

        impl $enum {
            /// The names, each with its number.
            pub const NAMES: &[(&str, u8)] = &[$((stringify!($name), $number),)*];
        }
    };
}
pub(crate) use numbered;
