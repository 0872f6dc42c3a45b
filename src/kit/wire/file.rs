//! Files: answers and bodies of plain bytes, in place of JSON.

use super::answer::described;
use poem::http::{HeaderName, HeaderValue, StatusCode, header};
use poem::{Body, IntoResponse, Response};
use poem_openapi::ApiResponse;
use poem_openapi::registry::{MetaMediaType, MetaResponses, MetaSchema, MetaSchemaRef, Registry};
use std::marker::PhantomData;

/// Bytes of a media type, for the OpenAPI document.
pub fn binary(content_type: &'static str) -> MetaMediaType {
    let schema = MetaSchema::new_with_format("string", "binary");
    MetaMediaType { content_type, schema: MetaSchemaRef::Inline(Box::new(schema)) }
}

/// What a [`File`] is; declared by the macro `file_kind!`.
pub trait FileKind: Send {
    /// Its media type.
    const MEDIA: &'static str;
    /// What the OpenAPI document says of it, in Spanish.
    const SAYS: &'static str;

    /// How the OpenAPI document describes its content.
    fn content() -> MetaMediaType {
        binary(Self::MEDIA)
    }
}

/// Declares what a file is: its name in the code, its media type, and what the OpenAPI document says of it.
macro_rules! file_kind {
    ($name:ident, $media:expr, $says:literal) => {
        struct $name;

        impl $crate::kit::wire::FileKind for $name {
            const MEDIA: &'static str = $media;
            const SAYS: &'static str = $says;
        }
    };
}

pub(crate) use file_kind;

/// 200 with a file.
pub struct File<K> {
    answer: Response,
    kind: PhantomData<fn() -> K>,
}

impl<K: FileKind> File<K> {
    /// A file of these bytes.
    pub fn new(bytes: impl Into<Body>) -> Self {
        Self { answer: Response::builder().content_type(K::MEDIA).body(bytes), kind: PhantomData }
    }

    /// 304: the browser has it already.
    pub fn unchanged() -> Self {
        Self { answer: StatusCode::NOT_MODIFIED.into_response(), kind: PhantomData }
    }

    /// To be saved under a name.
    pub fn named(self, name: &str) -> Self {
        self.with(header::CONTENT_DISPOSITION, &format!("attachment; filename=\"{name}\""))
    }

    /// With another header; a value that no header can have is left out.
    pub fn with(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.answer.headers_mut().insert(name, value);
        }
        self
    }
}

impl<K: FileKind> IntoResponse for File<K> {
    fn into_response(self) -> Response {
        self.answer
    }
}

impl<K: FileKind> ApiResponse for File<K> {
    fn meta() -> MetaResponses {
        described(StatusCode::OK, K::SAYS, K::content(), Vec::new())
    }

    fn register(_: &mut Registry) {}
}
