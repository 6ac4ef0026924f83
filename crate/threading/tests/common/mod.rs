//! Scenarios: tests that run natively as normal tests, and in the browser on the main thread of a process of real workers.

/// Makes each function a test on both targets.
#[macro_export]
macro_rules! scenarios {
    ($($(#[$doc:meta])* fn $name:ident() $body:block)*) => {$(
        $(#[$doc])*
        #[cfg(not(target_arch = "wasm32"))]
        #[test]
        fn $name() {
            let _alone = common::alone();
            $body
        }

        $(#[$doc])*
        #[cfg(target_arch = "wasm32")]
        #[wasm_bindgen_test::wasm_bindgen_test]
        async fn $name() {
            web_threading::run_on_worker(|| $body).await.unwrap();
        }
    )*};
}

/// The number of repetitions: a twentieth in Miri, which is slow and checks each access anyway.
#[allow(dead_code, reason = "not every file repeats")]
pub const fn rounds(count: u32) -> u32 {
    if cfg!(miri) { count / 20 } else { count }
}

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

/// Runs native tests of a file one at a time, each as the main thread: they share a process, and some count its threads.
#[cfg(not(target_arch = "wasm32"))]
pub fn alone() -> std::sync::MutexGuard<'static, ()> {
    static ALONE: std::sync::Mutex<()> = std::sync::Mutex::new(());
    let guard = ALONE
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    web_threading::adopt_main();
    guard
}
