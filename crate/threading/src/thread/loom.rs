//! Who is who in a loom model: all that [`RLock`](crate::RLock) and the futex ask.
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

static NEXT_IDENT: AtomicU64 = AtomicU64::new(1);

loom::thread_local! {
    static IDENT: u64 = NEXT_IDENT.fetch_add(1, Relaxed);
}

pub(crate) fn current_ident() -> u64 {
    IDENT.with(|ident| *ident)
}

pub(crate) const fn is_main() -> bool {
    false
}
