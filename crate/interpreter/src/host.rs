//! The page, as the interpreter sees it: messages that are tags only (what they are about lies in the shared memory), and
//! the number of cores.

#[cfg(target_arch = "wasm32")]
mod web {
    use js_sys::{Object, Reflect};
    use wasm_bindgen::{JsCast, JsValue};
    use web_sys::DedicatedWorkerGlobalScope;

    /// The worker that the calling thread runs on.
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
            // A new object takes any property.
            let _ = Reflect::set(&message, &key.into(), &value);
        }
        // Numbers and strings can always be posted.
        let _ = worker().post_message(&message);
    }

    /// Posts `{wt: 'event', name}` to the page.
    pub(crate) fn post(name: &str) {
        post_event(name, JsValue::UNDEFINED);
    }

    /// Posts `{wt: 'event', name: 'input', value}` to the page: the thread of this name waits for input.
    pub(crate) fn ask_for_input(thread: &str) {
        post_event("input", JsValue::from(thread));
    }

    /// Posts `{wt: 'event', name: 'deadlock', value}` to the page: no thread of the program can go on, and why, as JSON.
    pub(crate) fn tell_deadlock(report: &str, _text: &str) {
        post_event("deadlock", JsValue::from(report));
    }

    /// How many threads the browser says run at once.
    pub(crate) fn cpu_count() -> u32 {
        (worker().navigator().hardware_concurrency() as u32).max(1)
    }

    /// Asks the page to end this process with `status`, and waits for it.
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

/// Natively this process's own standard streams stand in for the page.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn post(name: &str) {
    if name == "output" {
        crate::stdio::output::drain();
    }
}

/// Natively the next bytes of this process's standard input are put into the ring.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn ask_for_input(_thread: &str) {
    crate::stdio::input::fill();
}

/// Natively the words go to standard error.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn tell_deadlock(_report: &str, text: &str) {
    eprint!("{text}");
}

/// How many threads the system says run at once.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn cpu_count() -> u32 {
    std::thread::available_parallelism().map_or(1, |cores| cores.get() as u32)
}

/// Ends the process.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn exit(status: i32) -> ! {
    std::process::exit(status)
}
