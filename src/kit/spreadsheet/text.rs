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

/// In how many rows the separator is looked for: titles may stand above the headings.
const ROWS: usize = 20;

/// What separates the columns, and where the rows begin: a first line `sep=;` says it, else the separator that parts most of the first
/// rows into the same number of columns.
pub(super) fn separator(text: &str) -> (u8, usize) {
    // A tab at its end is the separator that it says.
    let first = text.lines().next().unwrap_or_default().trim_matches([' ', '\r']);
    if let Some(said) = first.to_ascii_lowercase().strip_prefix("sep=")
        && let [separator] = said.as_bytes()
    {
        return (*separator, text.find('\n').map_or(text.len(), |at| at + 1));
    }
    let rows = counted(text);
    let mut best = (b';', (0, 0));
    for (at, (separator, _)) in SEPARATORS.into_iter().enumerate() {
        let counts: Vec<usize> =
            rows.iter().filter_map(|row| row.get(at).copied()).filter(|it| *it > 0).collect();
        let alike = |count: &usize| (counts.iter().filter(|it| *it == count).count(), *count);
        let fit = counts.iter().map(alike).max().unwrap_or((0, 0));
        if fit > best.1 {
            best = (separator, fit);
        }
    }
    (best.0, 0)
}

/// How often each separator stands in the first rows, outside of quotation marks.
fn counted(text: &str) -> Vec<[usize; SEPARATORS.len()]> {
    let mut rows = Vec::new();
    let mut row = [0; SEPARATORS.len()];
    let (mut is_quoted, mut is_closed, mut before) = (false, false, b'\n');
    for byte in text.bytes() {
        let known = SEPARATORS.iter().position(|(separator, _)| *separator == byte);
        // They open a cell, or are the second of two that mean one; an inch opens nothing.
        let is_begin =
            is_closed || matches!(before, b'\n' | b'\r') || SEPARATORS.iter().any(|it| it.0 == before);
        is_closed = byte == b'"' && is_quoted;
        match byte {
            b'"' if is_quoted || is_begin => is_quoted = !is_quoted,
            b'\n' | b'\r' if !is_quoted => {
                rows.extend((row != [0; SEPARATORS.len()]).then_some(row));
                row = [0; SEPARATORS.len()];
                if rows.len() == ROWS {
                    return rows;
                }
            }
            _ => {
                if let Some(count) = known.filter(|_| !is_quoted).and_then(|at| row.get_mut(at)) {
                    *count += 1;
                }
            }
        }
        before = byte;
    }
    rows.push(row);
    rows
}
