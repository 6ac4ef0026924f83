//! Whether the calling thread may block. Browsers do not allow it on a page's own main thread.

/// The error for a blocking call on a thread that must not block.
///
/// # Examples
/// ```
/// use web_threading::futex::check_can_block;
/// // On a page's main thread this would say why.
/// if let Err(reason) = check_can_block() {
///     println!("{reason}");
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BlockingForbidden;

impl BlockingForbidden {
    /// The message of the JavaScript error.
    pub const SENTENCE: &str = "the page's main thread must not block: start the work with run_on_worker, or use a call \
                                that does not wait";
}

impl std::fmt::Display for BlockingForbidden {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(Self::SENTENCE)
    }
}

impl std::error::Error for BlockingForbidden {}

/// Checks whether this thread may block. The browser is queried once per thread.
///
/// # Errors
/// [`BlockingForbidden`] on a page's main thread.
///
/// # Examples
/// ```
/// assert!(web_threading::futex::check_can_block().is_ok(), "natively every thread may block");
/// ```
pub fn check_can_block() -> Result<(), BlockingForbidden> {
    if backend::can_block() {
        Ok(())
    } else {
        Err(BlockingForbidden)
    }
}

/// Throws if the thread must not block. Primitives call it before they queue the caller, because a queued thread has to
/// wait.
pub(crate) fn insist_on_blocking() {
    if !backend::can_block() {
        backend::refuse();
    }
}

#[cfg(target_arch = "wasm32")]
mod backend {
    use super::BlockingForbidden;
    use std::cell::Cell;
    use wasm_bindgen::JsCast;

    pub(super) fn can_block() -> bool {
        thread_local! {
            static CAN_BLOCK: Cell<Option<bool>> = const { Cell::new(None) };
        }
        CAN_BLOCK.get().unwrap_or_else(|| {
            let global = js_sys::global();
            let answer = js_sys::Reflect::get(&global, &"WorkerGlobalScope".into())
                .ok()
                .and_then(|scope| scope.dyn_into::<js_sys::Function>().ok())
                .is_some_and(|scope| is_instance(&global, &scope));
            CAN_BLOCK.set(Some(answer));
            answer
        })
    }

    /// Throws the error for a thread that must not block.
    pub(super) fn refuse() -> ! {
        wasm_bindgen::throw_str(BlockingForbidden::SENTENCE)
    }

    fn is_instance(global: &js_sys::Object, class: &js_sys::Function) -> bool {
        js_sys::Reflect::get(class, &"prototype".into())
            .ok()
            .and_then(|prototype| prototype.dyn_into::<js_sys::Object>().ok())
            .is_some_and(|prototype| prototype.is_prototype_of(global))
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod backend {
    pub(super) const fn can_block() -> bool {
        true
    }

    /// Never called, because every thread may block.
    pub(super) fn refuse() {}
}
