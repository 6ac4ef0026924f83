//! Messages to the host.
use js_sys::{Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// Posts `{wt: tag, slot}` to the host; false if there is none.
///
/// js/worker.js and js/host.js leave a function of this name in the global scope: in a worker it posts to the page, on the page
/// it calls the host.
pub(crate) fn post(tag: &str, slot: Option<u32>) -> bool {
    let sent = || -> Result<JsValue, JsValue> {
        let message = Object::new();
        Reflect::set(&message, &"wt".into(), &tag.into())?;
        if let Some(slot) = slot {
            Reflect::set(&message, &"slot".into(), &slot.into())?;
        }
        let function = Reflect::get(&js_sys::global(), &"webThreadingPost".into())?;
        function
            .dyn_into::<Function>()?
            .call1(&JsValue::UNDEFINED, &message)
    };
    sent().is_ok()
}
