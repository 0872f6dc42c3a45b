//! What a request says of a file that it may have already, and which part of it it wants (RFC 9110, 13 and 14); and of the row that it
//! means to change.
//!
//! These are headers of HTTP itself: what they say wrongly is passed over and not refused, so they are no parameters of an operation. But
//! for `If-Match`: whoever wrote it wants no change of a row that they haven't seen, so what can't be understood matches nothing.

use poem::http::{HeaderName, header};
use poem::{FromRequest, Request, RequestBody};

/// The conditions of a request.
#[derive(Debug, Default)]
pub struct Conditions {
    /// `If-None-Match`.
    known: Option<String>,
    /// `If-Range`.
    if_range: Option<String>,
    /// `Range`.
    range: Option<String>,
}

/// What a request wants of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Nothing: it has it.
    Nothing,
    /// All of it.
    Whole,
    /// Some bytes.
    Part(ByteRange),
    /// Bytes that it doesn't have.
    Impossible,
}

impl<'a> FromRequest<'a> for Conditions {
    async fn from_request(request: &'a Request, _: &mut RequestBody) -> poem::Result<Self> {
        Ok(Self::of(request))
    }
}

impl Conditions {
    /// Those of a request.
    pub fn of(request: &Request) -> Self {
        let said = |name: HeaderName| request.header(name).map(str::to_owned);
        Self {
            known: said(header::IF_NONE_MATCH),
            if_range: said(header::IF_RANGE),
            range: said(header::RANGE),
        }
    }

    /// Whether it has what this tag, in its quotes, stands for.
    pub fn knows(&self, tag: &str) -> bool {
        let is = |kept: &str| kept == "*" || kept.trim_start_matches("W/") == tag;
        self.known.as_deref().is_some_and(|known| known.split(',').any(|kept| is(kept.trim())))
    }

    /// What it wants of a file of `size` bytes that has this tag.
    pub fn wanted(&self, tag: &str, size: u64) -> Wanted {
        if self.knows(tag) {
            return Wanted::Nothing;
        }
        let is_current = self.if_range.as_deref().is_none_or(|kept| kept.trim() == tag);
        match self.range.as_deref().filter(|_| is_current).and_then(|range| ByteRange::of(range, size)) {
            None => Wanted::Whole,
            Some(Ok(range)) => Wanted::Part(range),
            Some(Err(())) => Wanted::Impossible,
        }
    }
}

/// `If-Match`: which versions of a row a change may be made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IfMatch {
    /// Whichever it is, as long as the row is there.
    Any,
    /// One of these, without their quotes.
    Versions(Vec<String>),
}

impl IfMatch {
    /// What a request says, on one line or on several.
    pub fn of(request: &Request) -> Option<Self> {
        let mut lines = request.headers().get_all(header::IF_MATCH).iter().peekable();
        lines.peek()?;
        let lines: Vec<&str> = lines.filter_map(|line| line.to_str().ok()).collect();
        if lines.iter().any(|line| line.trim() == "*") {
            return Some(Self::Any);
        }
        Some(Self::Versions(lines.into_iter().flat_map(strong_tags).collect()))
    }

    /// Whether a change may be made of this version.
    pub fn allows(&self, version: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Versions(versions) => versions.iter().any(|it| it == version),
        }
    }
}

/// The tags of a list as far as it can be read. A weak one (`W/"…"`) stands for nothing that may be changed (RFC 9110, 8.8.3.2).
fn strong_tags(line: &str) -> Vec<String> {
    let (mut tags, mut rest) = (Vec::new(), line);
    loop {
        rest = rest.trim_start_matches([',', ' ', '\t']);
        let is_weak = rest.starts_with("W/");
        let tag =
            rest.strip_prefix("W/").unwrap_or(rest).strip_prefix('"').and_then(|rest| rest.split_once('"'));
        let Some((tag, after)) = tag else { return tags };
        if !is_weak {
            tags.push(tag.to_owned());
        }
        rest = after;
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
    fn of(header: &str, size: u64) -> Option<Result<Self, ()>> {
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

#[cfg(test)]
mod tests {
    use super::*;

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

    fn sent(headers: &[(&str, &str)]) -> Conditions {
        let request =
            headers.iter().fold(Request::builder(), |request, (name, value)| request.header(*name, *value));
        Conditions::of(&request.finish())
    }

    #[test]
    fn a_tag_is_known_by_itself_in_a_list_weakly_or_whatever_it_is() {
        for known in ["\"a\"", "\"b\", \"a\"", "W/\"a\"", "*"] {
            assert!(sent(&[("if-none-match", known)]).knows("\"a\""), "{known}");
        }
        for other in ["\"ab\"", "a", ""] {
            assert!(!sent(&[("if-none-match", other)]).knows("\"a\""), "{other}");
        }
        assert!(!sent(&[]).knows("\"a\""));
    }

    #[test]
    fn a_change_is_allowed_of_a_version_by_itself_in_a_list_on_several_lines_or_of_any() {
        let wish = |lines: &[&str]| {
            let request = lines.iter().fold(Request::builder(), |it, line| it.header("if-match", *line));
            IfMatch::of(&request.finish())
        };
        assert_eq!(wish(&[]), None);
        let allowing: [&[&str]; 7] = [
            &["\"a\""],
            &["\"b\", \"a\""],
            &["\"b\",\"a\""],
            &["\"b\"", "\"a\""],
            &["*"],
            &[" * "],
            &["\"x,y\" ,, \"a\""],
        ];
        for lines in allowing {
            assert!(wish(lines).unwrap().allows("a"), "{lines:?}");
        }
        let refusing: [&[&str]; 8] = [
            &["a"],
            &["W/\"a\""],
            &["\"ab\""],
            &[""],
            &["\"a"],
            &["\"b\" a"],
            &["\"b\" \"c\""],
            &["\"a\"".trim_matches('"')],
        ];
        for lines in refusing {
            assert!(!wish(lines).unwrap().allows("a"), "{lines:?}");
        }
        assert!(wish(&["W/\"b\", \"a\""]).unwrap().allows("a"));
    }

    #[test]
    fn a_part_is_wanted_of_the_file_that_it_was_begun_of() {
        let wanted = |headers: &[(&str, &str)]| sent(headers).wanted("\"a\"", 10);
        let part = Wanted::Part(ByteRange { first: 2, last: 5 });
        assert_eq!(wanted(&[]), Wanted::Whole);
        assert_eq!(wanted(&[("range", "bytes=2-5")]), part);
        assert_eq!(wanted(&[("range", "bytes=2-5"), ("if-range", "\"a\"")]), part);
        assert_eq!(wanted(&[("range", "bytes=2-5"), ("if-range", "\"b\"")]), Wanted::Whole);
        assert_eq!(wanted(&[("range", "bytes=10-")]), Wanted::Impossible);
        assert_eq!(wanted(&[("range", "lines=1-2")]), Wanted::Whole);
        assert_eq!(wanted(&[("range", "bytes=2-5"), ("if-none-match", "\"a\"")]), Wanted::Nothing);
    }
}
