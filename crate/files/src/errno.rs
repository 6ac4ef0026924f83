//! The errors of the calls.

use std::fmt;

macro_rules! errnos {
    ($($(#[$doc:meta])* $name:ident = $number:literal, $text:literal;)*) => {
        /// An error with Linux's number.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Errno {$(
            $(#[$doc])*
            #[doc = $text]
            $name = $number,
        )*}

        impl Errno {
            /// All errors.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// Returns the C library's message.
            #[must_use]
            pub const fn message(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)*
                }
            }
        }
    };
}

errnos! {
    NotPermitted = 1, "Operation not permitted";
    NotFound = 2, "No such file or directory";
    BadDescriptor = 9, "Bad file descriptor";
    AccessDenied = 13, "Permission denied";
    Exists = 17, "File exists";
    NotADirectory = 20, "Not a directory";
    IsADirectory = 21, "Is a directory";
    Invalid = 22, "Invalid argument";
    TooManyOpen = 24, "Too many open files";
    NotATerminal = 25, "Inappropriate ioctl for device";
    FileTooLarge = 27, "File too large";
    NoSpace = 28, "No space left on device";
    IllegalSeek = 29, "Illegal seek";
    BrokenPipe = 32, "Broken pipe";
    NameTooLong = 36, "File name too long";
    NotImplemented = 38, "Function not implemented";
    NotEmpty = 39, "Directory not empty";
    TooManyLinks = 40, "Too many levels of symbolic links";
    NotSupported = 95, "Operation not supported";
}

impl Errno {
    /// Returns the number, such as 2 for [`Errno::NotFound`].
    #[must_use]
    pub const fn number(self) -> i32 {
        self as i32
    }
}

impl fmt::Display for Errno {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message())
    }
}

impl std::error::Error for Errno {}
