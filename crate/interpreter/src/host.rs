//! The interpreter's interface to the page: messages that contain only a tag (the data is in the shared memory), and the
//! number of cores.

#[cfg(target_arch = "wasm32")]
mod web {
    use js_sys::{Object, Reflect};
    use wasm_bindgen::{JsCast, JsValue};
    use web_sys::DedicatedWorkerGlobalScope;

    /// Returns the worker that the calling thread runs on.
    fn worker() -> DedicatedWorkerGlobalScope {
        js_sys::global().unchecked_into()
    }

    fn post_event(name: &str, value: JsValue) {
        let message = Object::new();
        for (key, value) in [
            ("wt", JsValue::from("event")),
            ("name", JsValue::from(name)),
            ("value", value),
        ] {
            // Setting a property of a new object cannot fail.
            let _ = Reflect::set(&message, &key.into(), &value);
        }
        // Numbers and strings can always be posted.
        let _ = worker().post_message(&message);
    }

    /// Posts `{wt: 'event', name}` to the page.
    pub(crate) fn post(name: &str) {
        post_event(name, JsValue::UNDEFINED);
    }

    /// Posts `{wt: 'event', name: 'input', value}` to the page: the thread named `value` waits for input.
    pub(crate) fn ask_for_input(thread: &str) {
        post_event("input", JsValue::from(thread));
    }

    /// Posts `{wt: 'event', name: 'deadlock', value}` to the page: no thread of the program can continue; `value` is the
    /// explanation as JSON.
    pub(crate) fn tell_deadlock(report: &str, _text: &str) {
        post_event("deadlock", JsValue::from(report));
    }

    /// Returns the number of threads that run in parallel, according to the browser.
    pub(crate) fn cpu_count() -> u32 {
        (worker().navigator().hardware_concurrency() as u32).max(1)
    }

    /// Requests that the page end this process with `status`, and waits for it.
    pub(crate) fn exit(status: i32) -> ! {
        post_event("exit", JsValue::from(status));
        let never = std::sync::atomic::AtomicU32::new(0);
        loop {
            let _ = web_threading::futex::wait(&never, 0, None);
        }
    }
}

#[cfg(target_arch = "wasm32")]
pub(crate) use web::{ask_for_input, cpu_count, exit, post, tell_deadlock};

/// Natively the standard streams of this process replace the page.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn post(name: &str) {
    if name == "output" {
        crate::stdio::output::drain();
    }
}

/// Natively, copies the next bytes of this process's standard input into the ring.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn ask_for_input(_thread: &str) {
    crate::stdio::input::fill();
}

/// Natively, prints the explanation to standard error.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn tell_deadlock(_report: &str, text: &str) {
    eprint!("{text}");
}

/// Returns the number of threads that run in parallel, according to the operating system.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn cpu_count() -> u32 {
    std::thread::available_parallelism().map_or(1, |cores| cores.get() as u32)
}

/// Ends the process.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn exit(status: i32) -> ! {
    std::process::exit(status)
}
