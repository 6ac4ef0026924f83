//! Where in the memory the host finds the words that it reads and writes.

/// Defines [`Addresses`] and the names of its fields.
macro_rules! addresses {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// What the host receives when an instance is ready. JavaScript receives it as an object.
        #[cfg_attr(
            target_arch = "wasm32",
            wasm_bindgen::prelude::wasm_bindgen(inspectable, js_name = WebThreadingAddresses)
        )]
        #[cfg_attr(not(target_arch = "wasm32"), expect(dead_code, reason = "only its names are used"))]
        #[derive(Clone, Copy, Debug)]
        pub struct Addresses {
            $($(#[$doc])* pub $name: u32,)*
        }

        impl Addresses {
            /// The names of the fields, for js/host.js.
            #[cfg(all(test, not(any(target_arch = "wasm32", loom))))]
            pub(crate) const NAMES: &[&str] = &[$(stringify!($name),)*];
        }
    };
}

addresses! {
    /// The byte address of the control block.
    control,
    /// The byte address of the first slot.
    slots,
    /// The size of a slot in bytes.
    stride,
    /// The number of slots.
    count,
}
