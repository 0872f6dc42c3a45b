//! Workbooks of Excel: the first sheet that is shown, cell by cell.

use super::tally::{Tally, is_shared_texts};
use super::{RawCell, RawRow, Take, UNPACKED, check_columns, check_text, unreadable};
use crate::kit::error::{Error, Result};
use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx};
use std::io::{Cursor, Read, copy, sink};

pub(super) fn read(bytes: &[u8], take: &mut Take<'_>) -> Result<String> {
    check_unpacked(bytes)?;
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let shown = |it: &&calamine::Sheet| it.typ == SheetType::WorkSheet && it.visible == SheetVisible::Visible;
    let name = workbook.sheets_metadata().iter().find(shown).map(|it| it.name.clone());
    let name = name.ok_or_else(|| unreadable("El libro de Excel no tiene hojas a la vista"))?;
    let mut reader = workbook.worksheet_cells_reader(&name).map_err(|error| broken(&error))?;
    let last = reader.dimensions().end.0.max(1);
    let mut row = Vec::new();
    let (mut at, mut letters) = (0, 0);
    while let Some(cell) = reader.next_cell().map_err(|error| broken(&error))? {
        let (number, column) = cell.get_position();
        if number < at {
            return Err(unreadable(
                "Las filas del libro de Excel están en desorden: guárdelo de nuevo en Excel",
            ));
        }
        if number != at {
            give(at, last, std::mem::take(&mut row), take)?;
            (at, letters) = (number, 0);
        }
        // Before the text is copied: any number of cells may point at the same one.
        if let Some(text) = text(cell.get_value()) {
            check_text(i64::from(number) + 1, text, &mut letters)?;
        }
        let value = value(cell.get_value());
        if value == RawCell::Empty {
            continue;
        }
        let column = column as usize;
        check_columns(i64::from(number) + 1, column.saturating_add(1))?;
        if row.len() <= column {
            row.resize(column + 1, RawCell::Empty);
        }
        if let Some(place) = row.get_mut(column) {
            *place = value;
        }
    }
    give(at, last, row, take)?;
    Ok(format!("libro de Excel, hoja «{name}»"))
}

/// Hands on a row, if anything stands in it; rows are counted from 0 here.
fn give(at: u32, last: u32, cells: Vec<RawCell>, take: &mut Take<'_>) -> Result<()> {
    if cells.iter().all(RawCell::is_blank) {
        return Ok(());
    }
    let number = i64::from(at) + 1;
    let share = u64::from(at) * 100 / u64::from(last);
    take(RawRow { number, cells, share: u8::try_from(share.min(100)).unwrap_or(100) })
}

/// The text of a cell, if it has one.
fn text<'a>(value: &'a DataRef<'_>) -> Option<&'a str> {
    match value {
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Some(text),
        DataRef::SharedString(text) => Some(text),
        _ => None,
    }
}

fn value(value: &DataRef<'_>) -> RawCell {
    match value {
        DataRef::Empty => RawCell::Empty,
        DataRef::Int(number) => RawCell::Number(*number as f64),
        DataRef::Float(number) if number.is_finite() => RawCell::Number(*number),
        DataRef::Float(_) => RawCell::Empty,
        DataRef::String(text) => words(text),
        DataRef::SharedString(text) => words(text),
        DataRef::Bool(is_true) => RawCell::Text(if *is_true { "Sí" } else { "No" }.into()),
        DataRef::DateTime(moment) if moment.is_datetime() => {
            // Since 1904 on old Macs: the library looks.
            let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
            let day = format!("{year:04}-{month:02}-{day:02}");
            RawCell::Text(match (hour, minute, second) {
                (0, 0, 0) => day,
                _ => format!("{day} {hour:02}:{minute:02}:{second:02}"),
            })
        }
        DataRef::DateTime(span) => RawCell::Number(span.as_f64()),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => words(text),
        DataRef::Error(fault) => RawCell::Text(fault.to_string()),
    }
}

/// Text of a cell: a line ends in a line feed in the database, as the browser sends it.
fn words(text: &str) -> RawCell {
    match text.contains('\r') {
        _ if text.is_empty() => RawCell::Empty,
        true => RawCell::Text(text.replace("\r\n", "\n").replace('\r', "\n")),
        false => RawCell::Text(text.to_owned()),
    }
}

/// Refuses what is no workbook, or takes more memory than it should. What a file says of its own size may be a lie, so it is unpacked
/// once into nothing; what it says of the number of its texts the reader believes, so that is looked at.
fn check_unpacked(bytes: &[u8]) -> Result<()> {
    let no_book = || unreadable("No es un libro de Excel (.xlsx), o está dañado");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| no_book())?;
    if !archive.file_names().flatten().any(|name| name.starts_with("xl/")) {
        return Err(unreadable(
            "El archivo es un comprimido (zip) y no un libro de Excel: guárdelo como .xlsx o como CSV",
        ));
    }
    let mut left = UNPACKED;
    for n in 0..archive.len() {
        let part = archive.by_index(n).map_err(|_| no_book())?;
        let is_shared = part.name().map_or(true, |name| is_shared_texts(&name));
        let mut tally = Tally::new();
        let mut part = part.take(left + 1);
        let copied = if is_shared { copy(&mut part, &mut tally) } else { copy(&mut part, &mut sink()) };
        let unpacked = copied.map_err(|_| no_book())?;
        if tally.is_over {
            return Err(unreadable(
                "El libro tiene demasiados textos distintos, o está dañado: divídalo en varios",
            ));
        }
        left = left.checked_sub(unpacked).ok_or_else(|| {
            unreadable(format!(
                "El libro ocupa más de {} MB al descomprimirlo: divida el archivo",
                UNPACKED >> 20
            ))
        })?;
    }
    Ok(())
}

fn broken(error: &calamine::XlsxError) -> Error {
    tracing::info!(%error, "a workbook can't be read");
    unreadable(
        "El libro de Excel está dañado o tiene contraseña: ábralo en Excel y guárdelo de nuevo como .xlsx",
    )
}
