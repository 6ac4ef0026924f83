//! Where in the memory the page finds each part.

/// Defines [`Addresses`] and the names of its fields.
macro_rules! addresses {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// The byte addresses of the parts of a process's memory. JavaScript receives it as an object.
        #[cfg_attr(target_arch = "wasm32", wasm_bindgen::prelude::wasm_bindgen(inspectable))]
        #[derive(Clone, Copy, Debug)]
        pub struct Addresses {
            $($(#[$doc])* pub $name: u32,)*
        }

        impl Addresses {
            /// The names of the fields.
            pub const NAMES: &[&str] = &[$(stringify!($name),)*];
        }
    };
}

addresses! {
    /// The ring of output, [`output::Ring`](crate::output::Ring).
    output,
    /// The ring of input, [`input::Ring`](crate::input::Ring).
    input,
    /// The labels of a recorded run, [`record::Labels`](crate::record::Labels), which lead to the rings of events.
    labels,
    /// The report, [`report::Report`](crate::report::Report).
    report,
    /// The byte that is 1 while an interrupt waits for its handler.
    trigger,
    /// The byte of flags that the interpreter reads between two instructions.
    breaker,
}
