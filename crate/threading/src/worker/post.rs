//! Messages to the host.
use js_sys::{Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// Posts `{wt: tag, slot}` to the host. Returns false if there is no host.
///
/// js/worker.js and js/host.js define a global function for this: in a worker it posts to the page, on the page it calls the
/// host.
pub(crate) fn post(tag: &str, slot: Option<u32>) -> bool {
    let sent = || -> Result<JsValue, JsValue> {
        let message = Object::new();
        Reflect::set(&message, &"wt".into(), &tag.into())?;
        if let Some(slot) = slot {
            Reflect::set(&message, &"slot".into(), &slot.into())?;
        }
        let global = js_sys::global();
        Reflect::get(&global, &"webThreadingPost".into())?
            .dyn_into::<Function>()?
            .call1(&global, &message)
    };
    sent().is_ok()
}
