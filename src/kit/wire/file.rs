//! Files: answers and bodies of plain bytes, in place of JSON.

use super::answer::described;
use super::conditional::ByteRange;
use poem::http::{HeaderName, HeaderValue, StatusCode, header};
use poem::{Body, IntoResponse, Response};
use poem_openapi::ApiResponse;
use poem_openapi::registry::{MetaMediaType, MetaResponses, MetaSchema, MetaSchemaRef, Registry};
use std::marker::PhantomData;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

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

    /// Media types that it may have instead; whoever answers with one says so by a header.
    const OTHERS: &'static [&'static str] = &[];

    /// How the OpenAPI document describes its content.
    fn content() -> MetaMediaType {
        binary(Self::MEDIA)
    }
}

/// Declares what a file is: its name in the code, its media type, and what the OpenAPI document says of it.
macro_rules! file_kind {
    ($name:ident, $media:expr, $says:literal $(, or [$($other:literal),+])?) => {
        struct $name;

        impl $crate::kit::wire::FileKind for $name {
            const MEDIA: &'static str = $media;
            const SAYS: &'static str = $says;
            $(const OTHERS: &'static [&'static str] = &[$($other),+];)?
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

    /// To be saved under a name. What isn't ASCII stands in a form of its own (RFC 6266); programs that don't know that get it
    /// without accents.
    pub fn named(self, name: &str) -> Self {
        let plain: String = name
            .nfd()
            .filter(|letter| !is_combining_mark(*letter))
            .map(|letter| if letter.is_ascii_graphic() || letter == ' ' { letter } else { '_' })
            .map(|letter| if matches!(letter, '"' | '\\') { '_' } else { letter })
            .collect();
        let extended =
            if plain == name { String::new() } else { format!("; filename*=UTF-8''{}", escaped(name)) };
        self.with(header::CONTENT_DISPOSITION, &format!("attachment; filename=\"{plain}\"{extended}"))
    }

    /// Only a part of it, of a file that is `size` bytes long; all of it without a range.
    pub fn part(mut self, range: Option<ByteRange>, size: u64) -> Self {
        let Some(ByteRange { first, last }) = range else { return self };
        self.answer.set_status(StatusCode::PARTIAL_CONTENT);
        self.with(header::CONTENT_RANGE, &format!("bytes {first}-{last}/{size}"))
    }

    /// With another header; a value that no header can have is left out.
    pub fn with(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.answer.headers_mut().insert(name, value);
        }
        self
    }
}

/// A name in the form of RFC 8187: what isn't a plain letter, digit or one of a few marks as its bytes.
fn escaped(name: &str) -> String {
    let mut out = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

impl<K: FileKind> IntoResponse for File<K> {
    fn into_response(self) -> Response {
        self.answer
    }
}

impl<K: FileKind> ApiResponse for File<K> {
    fn meta() -> MetaResponses {
        let others = K::OTHERS.iter().map(|media| binary(media));
        described(StatusCode::OK, K::SAYS, std::iter::once(K::content()).chain(others).collect(), Vec::new())
    }

    fn register(_: &mut Registry) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Any;

    impl FileKind for Any {
        const MEDIA: &'static str = "text/plain";
        const SAYS: &'static str = "";
    }

    #[test]
    fn a_spanish_name_is_sent_whole_and_in_plain_letters() {
        let sent = |name: &str| {
            let answer = File::<Any>::new("x").named(name).into_response();
            answer.header("content-disposition").unwrap().to_owned()
        };
        assert_eq!(sent("acta-1.pdf"), "attachment; filename=\"acta-1.pdf\"");
        assert_eq!(
            sent("Préstamos Ñ.pdf"),
            "attachment; filename=\"Prestamos N.pdf\"; filename*=UTF-8''Pr%C3%A9stamos%20%C3%91.pdf"
        );
        assert!(sent("a\"b\r\n.csv").starts_with("attachment; filename=\"a_b__.csv\";"));
    }
}
