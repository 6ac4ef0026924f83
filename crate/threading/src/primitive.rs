//! The atomics and cells of the protocols: those of `std` or, with `--cfg loom`, those of the model checker.
//!
//! All primitives import them from here, so that tests/loom_models check the real code. Only [`futex`](crate::futex), which
//! has its own loom backend, distinguishes the two.

#[cfg(loom)]
pub(crate) use loom::sync::atomic;
#[cfg(not(loom))]
pub(crate) use std::sync::atomic;

#[cfg(loom)]
pub(crate) use loom::cell::UnsafeCell;

/// `std`'s cell with loom's interface. Each access is a call, so that loom can check it for races.
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

/// Defines a `const` constructor. Under loom it is not `const`, because loom creates atomics at run time.
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
