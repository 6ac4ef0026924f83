//! Starting workers from a page without writing JavaScript (wasm32 only).
//!
//! [`run_on_worker`] installs js/host.js on the page, which creates the workers. A page that needs more (a process per run,
//! copies of a memory, spare workers) uses the class `ThreadHost` of that file.
use crate::mutex::Mutex;
use crate::{thread, worker};
use js_sys::{JsString, Promise};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen(module = "/js/host.js")]
extern "C" {
    /// The page's host. The object exists only on the page, never in the shared memory.
    pub type ThreadHost;

    fn install(glue: &JsString, module: &JsValue, memory: &JsValue, worker: &str) -> Promise;
    fn installed() -> Option<ThreadHost>;

    #[wasm_bindgen(method, js_name = callMain)]
    fn call_main(this: &ThreadHost, name: &str, argument: u32) -> Promise;

    /// Returns how many workers are alive.
    #[wasm_bindgen(method, getter, js_name = liveWorkers)]
    pub fn live_workers(this: &ThreadHost) -> u32;

    /// Interrupts the main thread, like [`interrupt_main`](crate::interrupt_main), from the page.
    #[wasm_bindgen(method)]
    pub fn interrupt(this: &ThreadHost) -> JsValue;

    /// Ends all workers. The next [`run_on_worker`] starts new ones on the same memory.
    #[wasm_bindgen(method)]
    pub fn terminate(this: &ThreadHost);
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_namespace = ["import", "meta"], js_name = url)]
    static GLUE: JsString;
}

type Work = Box<dyn FnOnce() + Send>;
static WORK: Mutex<BTreeMap<u32, Work>> = Mutex::new(BTreeMap::new());
static NEXT: AtomicU32 = AtomicU32::new(0);

/// Why [`run_on_worker`] has no result.
///
/// # Examples
/// ```
/// use web_threading::{RunError, run_on_worker};
/// async fn survive() {
///     if let Err(RunError::Crashed(reason)) = run_on_worker(|| panic!("on purpose")).await {
///         println!("{reason}");
///     }
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RunError {
    /// The host or its first worker could not be started.
    HostFailed(String),
    /// The worker ended by a panic or another trap.
    Crashed(String),
}

impl std::fmt::Display for RunError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::HostFailed(reason) => write!(f, "the thread host could not start: {reason}"),
            Self::Crashed(reason) => write!(f, "the main thread crashed: {reason}"),
        }
    }
}

impl std::error::Error for RunError {}

/// The page's host, after [`run_on_worker`] has installed it.
///
/// # Examples
/// ```
/// if let Some(host) = web_threading::host::current() {
///     println!("{} workers", host.live_workers());
/// }
/// ```
#[must_use]
pub fn current() -> Option<ThreadHost> {
    installed()
}

/// Runs `work` on a worker, as the process's main thread, which may block. The page's main thread calls this function.
///
/// All work of a page runs on one worker, in the order of the calls.
///
/// # Errors
/// [`RunError`] if the worker could not be started or ended early.
///
/// # Examples
/// ```
/// use web_threading::{RunError, run_on_worker, spawn};
/// async fn answer() -> Result<i32, RunError> {
///     run_on_worker(|| {
///         let thread = spawn(|| 6 * 7).expect("a worker comes");
///         thread.join().expect("it does not panic")
///     })
///     .await
/// }
/// ```
pub async fn run_on_worker<F, T>(work: F) -> Result<T, RunError>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    let script = wasm_bindgen::link_to!(module = "/js/worker.js");
    let starting = install(
        &GLUE.with(Clone::clone),
        &wasm_bindgen::module(),
        &wasm_bindgen::memory(),
        &script,
    );
    let host: ThreadHost = JsFuture::from(starting)
        .await
        .map_err(|error| RunError::HostFailed(reason(&error)))?
        .unchecked_into();

    let result = Arc::new(Mutex::new(None));
    let theirs = Arc::clone(&result);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let work: Work = Box::new(move || {
        let value = work();
        theirs.with(|place| *place = Some(value));
    });
    WORK.with(|table| table.insert(number, work));
    let call = JsFuture::from(host.call_main("web_threading_run_task", number)).await;
    // The entry is still in the table if the worker ended before it took the work.
    drop(WORK.with(|table| table.remove(&number)));
    call.map_err(|error| RunError::Crashed(reason(&error)))?;
    result
        .with(Option::take)
        .ok_or_else(|| RunError::Crashed("the work was lost".to_owned()))
}

fn reason(error: &JsValue) -> String {
    error.dyn_ref::<js_sys::Error>().map_or_else(
        || format!("{error:?}"),
        |error| String::from(error.message()),
    )
}

/// Runs work that [`run_on_worker`] has put into the table. js/worker.js calls it.
#[doc(hidden)]
#[wasm_bindgen]
pub fn web_threading_run_task(number: u32) {
    worker::report_panics();
    thread::become_main();
    if let Some(work) = WORK.with(|table| table.remove(&number)) {
        work();
    }
}
