//! CSV: its alphabet and its separator are found out, and its rows are counted as a spreadsheet counts them.

use super::{RawCell, RawRow, Take, check_columns, check_text, quotes, text, unreadable};
use crate::kit::error::Result;
use ::csv::ReaderBuilder;

pub(super) fn read(bytes: &[u8], take: &mut Take<'_>) -> Result<String> {
    let (text, alphabet) = text::decoded(bytes)?;
    let (separator, begin) = text::separator(&text);
    let body = text.get(begin..).unwrap_or_default();
    quotes::check(body, separator, 1 + i64::from(begin > 0))?;
    let mut reader = ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        // Rows that end early or late are the reader's to judge.
        .flexible(true)
        .from_reader(body.as_bytes());
    let mut record = ::csv::StringRecord::new();
    // A row with a line break in quotes takes several lines of the text, and is one row of a spreadsheet.
    let (mut lines, mut counted, mut within) = (1 + i64::from(begin > 0), 0, 0);
    let all = body.len().max(1);
    loop {
        let is_there = reader.read_record(&mut record).map_err(|error| {
            let line = error.position().map_or(0, ::csv::Position::line);
            unreadable(format!("El archivo no se deja leer como CSV cerca de la línea {line}"))
        })?;
        if !is_there {
            break;
        }
        // The reader stands before the line ends that it has still to skip.
        let byte = record.position().map_or(0, |it| usize::try_from(it.byte()).unwrap_or(usize::MAX));
        let ends =
            body.get(byte..).map_or(0, |rest| rest.len() - rest.trim_start_matches(['\r', '\n']).len());
        let start = byte.saturating_add(ends);
        lines += body.get(counted..start).map_or(0, breaks);
        counted = start;
        let number = lines - within;
        check_columns(number, record.len())?;
        let mut letters = 0;
        record.iter().try_for_each(|text| check_text(number, text, &mut letters))?;
        let cells: Vec<RawCell> = record.iter().map(cell).collect();
        within += record.iter().map(breaks).sum::<i64>();
        if cells.iter().all(RawCell::is_blank) {
            continue;
        }
        let share = byte.saturating_mul(100) / all;
        take(RawRow { number, cells, share: u8::try_from(share.min(100)).unwrap_or(100) })?;
    }
    let said = text::SEPARATORS.iter().find(|(known, _)| *known == separator);
    let said = said.map_or_else(|| format!("«{}»", char::from(separator)), |(_, said)| (*said).to_owned());
    Ok(format!("CSV separado por {said}, en {alphabet}"))
}

/// How many line ends a text has, of whichever kind.
fn breaks(text: &str) -> i64 {
    let ends = text.matches(['\r', '\n']).count() - text.matches("\r\n").count();
    i64::try_from(ends).unwrap_or(i64::MAX)
}

fn cell(text: &str) -> RawCell {
    if text.is_empty() { RawCell::Empty } else { RawCell::Text(text.to_owned()) }
}
