//! Files: answers and bodies of plain bytes, in place of JSON.

use super::answer::described;
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

/// Some bytes of a file, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ByteRange {
    /// The first.
    pub first: u64,
    /// The last.
    pub last: u64,
}

impl ByteRange {
    /// All of a file; of an empty one its length is 0.
    pub fn whole(size: u64) -> Self {
        if size == 0 { Self { first: 1, last: 0 } } else { Self { first: 0, last: size - 1 } }
    }

    /// How many there are.
    pub fn length(self) -> u64 {
        (self.last + 1).saturating_sub(self.first)
    }

    /// What a header `Range` asks of a file: nothing if it isn't one range of bytes, in which case the whole file is the answer
    /// (RFC 9110, 14.2); an error if the file has no such bytes.
    pub fn of(header: &str, size: u64) -> Option<Result<Self, ()>> {
        let (first, last) = header.trim().strip_prefix("bytes=")?.trim().split_once('-')?;
        let number =
            |text: &str| text.bytes().all(|it| it.is_ascii_digit()).then(|| text.parse::<u64>().ok())?;
        let range = if first.is_empty() {
            let length = number(last)?.min(size);
            (length > 0).then(|| Self { first: size - length, last: size - 1 })
        } else {
            let first = number(first)?;
            let last = if last.is_empty() { u64::MAX } else { number(last)? };
            if first > last {
                return None;
            }
            (first < size).then(|| Self { first, last: last.min(size - 1) })
        };
        Some(range.ok_or(()))
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

    #[test]
    fn a_range_is_cut_to_the_file() {
        let of = |header: &str| ByteRange::of(header, 10).map(|it| it.map(|it| (it.first, it.last)));
        assert_eq!(of("bytes=0-3"), Some(Ok((0, 3))));
        assert_eq!(of("bytes=4-"), Some(Ok((4, 9))));
        assert_eq!(of("bytes=-3"), Some(Ok((7, 9))));
        assert_eq!(of("bytes=8-100"), Some(Ok((8, 9))));
        assert_eq!(of("bytes=-100"), Some(Ok((0, 9))));
        for impossible in ["bytes=10-", "bytes=-0", "bytes=99-100"] {
            assert_eq!(of(impossible), Some(Err(())), "{impossible}");
        }
        for other in ["bytes=3-1", "bytes=0-1,3-4", "bytes=a-b", "lines=0-1", "bytes=", "bytes=+1-2", "0-3"] {
            assert_eq!(of(other), None, "{other}");
        }
        assert_eq!(ByteRange::whole(10), ByteRange { first: 0, last: 9 });
        assert_eq!(ByteRange::whole(0).length(), 0);
        assert_eq!(ByteRange::of("bytes=0-", 0), Some(Err(())));
    }
}
