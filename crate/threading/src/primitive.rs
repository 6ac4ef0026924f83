//! What the protocols are built from: `std`'s atomics and cells or, with `--cfg loom`, a model checker's copies of them.
//!
//! Every primitive takes these from here, so that its own code is what tests/loom_models check. Nothing else but
//! [`futex`](crate::futex), whose sleeping has a loom backend too, knows which of the two it is.

#[cfg(loom)]
pub(crate) use loom::sync::atomic;
#[cfg(not(loom))]
pub(crate) use std::sync::atomic;

#[cfg(loom)]
pub(crate) use loom::cell::UnsafeCell;

/// `std`'s cell with loom's way in: as a call, whose extent is the access that loom checks for races.
#[cfg(not(loom))]
#[derive(Debug)]
pub(crate) struct UnsafeCell<T>(std::cell::UnsafeCell<T>);

#[cfg(not(loom))]
impl<T> UnsafeCell<T> {
    pub(crate) const fn new(value: T) -> Self {
        Self(std::cell::UnsafeCell::new(value))
    }

    pub(crate) fn into_inner(self) -> T {
        self.0.into_inner()
    }

    pub(crate) fn with_mut<R>(&self, visit: impl FnOnce(*mut T) -> R) -> R {
        visit(self.0.get())
    }
}

/// Makes a constructor `const`, except under loom, whose atomics are made at run time.
macro_rules! const_constructor {
    ($(#[$meta:meta])* $vis:vis fn $name:ident($($parameters:tt)*) -> Self $body:block) => {
        #[cfg(not(loom))]
        $(#[$meta])*
        $vis const fn $name($($parameters)*) -> Self $body

        #[cfg(loom)]
        $(#[$meta])*
        $vis fn $name($($parameters)*) -> Self $body
    };
}
pub(crate) use const_constructor;
