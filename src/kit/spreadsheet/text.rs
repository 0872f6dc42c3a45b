//! The letters of a CSV: which alphabet its bytes are in, and what separates its columns.

use super::unreadable;
use crate::kit::error::Result;
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use std::borrow::Cow;

/// How far it is looked for what no text has, in bytes.
const LOOK: usize = 8 << 10;

/// The text of a file. Its mark says what it is, if it has one; without, it is UTF-8 if it can be, and else what Windows writes in
/// Spanish: any bytes are that, so this comes last.
pub(super) fn decoded(bytes: &[u8]) -> Result<(Cow<'_, str>, &'static str)> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let rest = bytes.get(mark..).unwrap_or_default();
        let (text, is_broken) = encoding.decode_without_bom_handling(rest);
        if is_broken && encoding == UTF_8 {
            return Err(unreadable(
                "El archivo dice ser UTF-8 y no lo es: guárdelo de nuevo como «CSV UTF-8»",
            ));
        }
        return Ok((text, encoding.name()));
    }
    if bytes.iter().take(LOOK).any(|byte| *byte == 0) {
        return Err(unreadable("No es un archivo CSV ni un libro de Excel (.xlsx)"));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok((Cow::Borrowed(text), UTF_8.name()));
    }
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    Ok((text, "Windows-1252"))
}

/// What may separate columns, and what people call it. Of two that are as frequent the first is meant.
pub(super) const SEPARATORS: [(u8, &str); 4] =
    [(b';', "punto y coma"), (b'\t', "tabulador"), (b',', "coma"), (b'|', "barra vertical")];

/// What separates the columns, and where the rows begin: a first line `sep=;` says it, else the separator that the first line with
/// something in it has most, outside of quotes.
pub(super) fn separator(text: &str) -> (u8, usize) {
    let first = text.lines().next().unwrap_or_default();
    if let Some(said) = first.trim().to_ascii_lowercase().strip_prefix("sep=")
        && let [separator] = said.as_bytes()
    {
        let line_end = text.find('\n').map_or(text.len(), |at| at + 1);
        return (*separator, line_end);
    }
    // Excel's `sep=` followed by a tab loses it to `trim`.
    if first.trim().eq_ignore_ascii_case("sep=") {
        return (b'\t', text.find('\n').map_or(text.len(), |at| at + 1));
    }
    let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let mut counts = [0_usize; SEPARATORS.len()];
    let mut is_quoted = false;
    for byte in line.bytes() {
        if byte == b'"' {
            is_quoted = !is_quoted;
        } else if !is_quoted {
            for (count, (separator, _)) in counts.iter_mut().zip(SEPARATORS) {
                *count += usize::from(byte == separator);
            }
        }
    }
    let most = counts.iter().copied().max().unwrap_or(0);
    let found = counts.iter().zip(SEPARATORS).find(|(count, _)| **count == most && most > 0);
    (found.map_or(b';', |(_, (separator, _))| separator), 0)
}
