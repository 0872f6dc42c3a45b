//! The chapter of the OpenAPI document that a resource's operations stand in.

/// Declares the chapter of a resource, `Tag::Name`, with its Spanish description.
macro_rules! tag {
    ($(#[$doc:meta])+ $name:ident) => {
        /// The chapter of the OpenAPI document.
        #[derive(poem_openapi::Tags)]
        pub(crate) enum Tag { $(#[$doc])+ $name }
    };
}

pub(crate) use tag;
