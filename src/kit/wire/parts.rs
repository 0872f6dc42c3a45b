//! Files that lie in parts, all of one size but the last: sent part by part as they are read, whole or the range that is asked for, so that
//! a slow network holds one or two of them.

use super::conditional::{ByteRange, Conditions, Wanted};
use super::file::{File, FileKind};
use crate::kit::error::{Code, Error, Result};
use bytes::Bytes;
use futures_util::{StreamExt, stream};
use poem::Body;
use poem::http::header;
use std::io;

/// The size of all parts of a file but the last, in bytes: a write of one holds nobody up.
pub const PART: usize = 256 * 1024;

/// A file that lies in parts of [`PART`] bytes.
#[derive(Debug, Clone)]
pub struct InParts {
    /// Its size in bytes, as the database has it.
    pub size: i64,
    /// SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
}

/// A part that is about to be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Its number, from 0 on.
    pub number: i64,
    /// Whether it is the first of what was asked for.
    pub is_first: bool,
    /// Whether the last byte of the file is sent with it.
    pub ends_file: bool,
}

impl InParts {
    /// What is answered to a request with these conditions; `read` answers the bytes of a part, and is asked for the next when the one
    /// before is on its way. Who only asks how large it is (`HEAD`) reads none.
    ///
    /// # Errors
    /// [`Code::RangeNotSatisfiable`].
    pub fn answer<K: FileKind, F>(
        self,
        conditions: &Conditions,
        read: impl Fn(Part) -> F + Send + 'static,
    ) -> Result<File<K>>
    where
        F: Future<Output = Result<Vec<u8>>> + Send + 'static,
    {
        let tag = format!("\"{}\"", self.sha256);
        let size = u64::try_from(self.size).map_err(Error::internal)?;
        let part = match conditions.wanted(&tag, size) {
            Wanted::Nothing => return Ok(File::unchanged().with(header::ETAG, &tag)),
            Wanted::Impossible => return Err(Error::OutOfRange(Code::RangeNotSatisfiable, size)),
            Wanted::Whole => None,
            Wanted::Part(range) => Some(range),
        };
        let range = part.unwrap_or(ByteRange::whole(size));
        Ok(File::new(body(range, size, read))
            .part(part, size)
            .with(header::CONTENT_LENGTH, &range.length().to_string())
            .with(header::ETAG, &tag)
            .with(header::ACCEPT_RANGES, "bytes"))
    }
}

/// The bytes of a range, part by part as they are read.
fn body<F>(range: ByteRange, size: u64, read: impl Fn(Part) -> F + Send + 'static) -> Body
where
    F: Future<Output = Result<Vec<u8>>> + Send + 'static,
{
    let length = PART as u64;
    let (first, last) = (range.first / length, range.last / length);
    let count = if range.length() == 0 { 0 } else { usize::MAX };
    let parts = stream::iter((first..=last).take(count)).then(move |number| {
        let ends_file = number == last && range.last + 1 == size;
        let part = i64::try_from(number).map(|number| Part {
            number,
            is_first: i64::try_from(first) == Ok(number),
            ends_file,
        });
        let bytes = part.map(&read);
        async move {
            let bytes = bytes.map_err(io::Error::other)?.await.map_err(io::Error::other)?;
            let (bytes, begin) = (Bytes::from(bytes), number * length);
            let at = |byte: u64| usize::try_from(byte.saturating_sub(begin)).unwrap_or(usize::MAX);
            let until = at(range.last + 1).min(bytes.len());
            Ok::<_, io::Error>(bytes.slice(at(range.first).min(until)..until))
        }
    });
    Body::from_bytes_stream(parts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::{Arc, Mutex};

    /// What is sent of a file of so many bytes, each of which is its place, and which parts were read for it.
    async fn sent(size: usize, range: ByteRange) -> (Vec<u8>, Vec<Part>) {
        let file: Vec<u8> = (0..size).map(|n| (n % 251) as u8).collect();
        let parts: Vec<Vec<u8>> = file.chunks(PART).map(<[u8]>::to_vec).collect();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let noted = Arc::clone(&asked);
        let body = body(range, size as u64, move |part| {
            noted.lock().unwrap().push(part);
            let bytes = parts[usize::try_from(part.number).unwrap()].clone();
            async move { Ok(bytes) }
        });
        let bytes = body.into_bytes().await.unwrap().to_vec();
        let asked = asked.lock().unwrap().clone();
        (bytes, asked)
    }

    #[tokio::test]
    async fn a_range_is_cut_from_the_parts_that_it_touches_and_no_other_is_read() {
        let size = 2 * PART + 1_000;
        let file: Vec<u8> = (0..size).map(|n| (n % 251) as u8).collect();
        let end = size as u64 - 1;
        let seam = PART as u64;
        for (first, last, numbers) in [
            (0, end, vec![0, 1, 2]),
            (0, 0, vec![0]),
            (seam - 1, seam, vec![0, 1]),
            (seam, 2 * seam - 1, vec![1]),
            (end, end, vec![2]),
            (10, end - 10, vec![0, 1, 2]),
        ] {
            let (bytes, parts) = sent(size, ByteRange { first, last }).await;
            assert!(bytes == file[first as usize..=last as usize], "{first}-{last}");
            assert_eq!(parts.iter().map(|it| it.number).collect::<Vec<_>>(), numbers, "{first}-{last}");
            assert_eq!(parts.iter().filter(|it| it.is_first).count(), 1);
            assert!(parts[0].is_first);
            let ends: Vec<bool> = parts.iter().map(|it| it.ends_file).collect();
            assert_eq!(ends.last(), Some(&(last == end)), "{first}-{last}");
            assert!(ends[..ends.len() - 1].iter().all(|it| !it));
        }
        assert_eq!(sent(0, ByteRange::whole(0)).await, (Vec::new(), Vec::new()));
    }

    #[tokio::test]
    async fn a_part_that_is_not_there_breaks_the_body_off() {
        let body = body(ByteRange { first: 0, last: 9 }, 10, |_| async { Err(Code::RouteNotFound.into()) });
        assert!(body.into_bytes().await.is_err(), "nobody takes half a file for a whole one");
    }
}
