//! Spreadsheets that people send, read row by row: CSV as programs here and elsewhere write it, and workbooks of Excel.
//!
//! What a file is its bytes say, never its name. Everything that it could make large is bounded before or while it is read: rows,
//! columns, letters of a cell, and what a workbook unpacks to. No row is kept: whoever reads takes them one by one.

mod csv;
mod excel;
mod quotes;
mod tally;
mod text;

#[cfg(test)]
mod tests;

use super::error::{Code, Error, Result};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The bytes of the largest file.
pub const FILE_LIMIT: usize = 10 << 20;
/// What a workbook may unpack to, all its parts together, in bytes: ten thousand full rows are a fifth of it.
const UNPACKED: u64 = 96 << 20;
/// The columns of the widest sheet.
const COLUMNS: usize = 200;
/// The letters of the longest cell: what Excel lets stand in one.
const LETTERS: usize = 32_767;
/// The letters of the longest row: what a forgotten quotation mark swallows is longer.
const ROW_LETTERS: usize = 200_000;
/// The bytes of the text of all cells of the longest file, together. A workbook writes a text once and points at it from any number of
/// cells, so that neither its own size nor what it unpacks to bounds this.
const ALL_TEXT: usize = 20 << 20;

/// A value as it stood in the file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum RawCell {
    /// Nothing.
    Empty,
    /// A number, of a workbook: text that looks like one is text.
    Number(f64),
    /// Text; days of a workbook as ISO 8601 writes them.
    Text(String),
}

impl RawCell {
    /// As people read it; whole numbers without a point.
    pub fn shown(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => "".into(),
            Self::Number(number) => number.to_string().into(),
            Self::Text(text) => text.into(),
        }
    }

    /// The bytes of its text.
    fn size(&self) -> usize {
        if let Self::Text(text) = self { text.len() } else { 0 }
    }

    /// Whether there is nothing to see in it.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Number(_) => false,
            Self::Text(text) => text.trim().is_empty(),
        }
    }
}

/// A row that has something in it.
#[derive(Debug, Clone, PartialEq)]
pub struct RawRow {
    /// Its number as spreadsheets show it, from 1.
    pub number: i64,
    /// Its cells from the first column on.
    pub cells: Vec<RawCell>,
    /// How much of the file lies before it, in per cent.
    pub share: u8,
}

impl RawRow {
    /// The bytes of the text of its cells.
    pub fn size(&self) -> usize {
        self.cells.iter().map(RawCell::size).sum()
    }
}

/// Whether these bytes are a workbook, in which cells know their columns; in a CSV they are counted.
pub fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// Who is handed the rows, one by one; an error ends the reading.
pub type Take<'a> = dyn FnMut(RawRow) -> Result<()> + 'a;

/// Reads the rows of a file from the first to the last; answers what kind of file it is, in a few Spanish words.
///
/// # Errors
/// [`Code::SpreadsheetUnreadable`] with what is wrong, and what `take` answers.
pub fn read(bytes: &[u8], take: &mut Take<'_>) -> Result<String> {
    let begins = |with: &[u8]| bytes.starts_with(with);
    let mut all = 0_usize;
    let take = &mut |row: RawRow| {
        all = all.saturating_add(row.size());
        if all > ALL_TEXT {
            let most = ALL_TEXT >> 20;
            return Err(unreadable(format!(
                "El archivo tiene más de {most} MB de texto en sus celdas: divídalo en varios"
            )));
        }
        take(row)
    };
    if bytes.is_empty() {
        Err(unreadable("El archivo está vacío"))
    } else if is_workbook(bytes) {
        excel::read(bytes, take)
    } else if begins(b"\xD0\xCF\x11\xE0") {
        Err(unreadable(
            "Es un libro de Excel antiguo (.xls) o con contraseña: ábralo y guárdelo como .xlsx sin contraseña",
        ))
    } else if begins(b"%PDF") {
        Err(unreadable("Es un PDF: se necesita un archivo CSV o un libro de Excel (.xlsx)"))
    } else {
        csv::read(bytes, take)
    }
}

/// A file that can't be read, and why.
fn unreadable(why: impl Into<String>) -> Error {
    Error::With(Code::SpreadsheetUnreadable, why.into())
}

/// Refuses a row of more columns than any that a person writes.
fn check_columns(number: i64, columns: usize) -> Result<()> {
    if columns > COLUMNS {
        return Err(unreadable(format!("La fila {number} tiene más de {COLUMNS} columnas")));
    }
    Ok(())
}

/// Refuses a text that is longer than any that a person writes, or makes its row so, before it is copied. `all` are the letters of the
/// row so far.
fn check_text(number: i64, text: &str, all: &mut usize) -> Result<()> {
    let letters = text.chars().count();
    *all = all.saturating_add(letters);
    if letters > LETTERS {
        Err(unreadable(format!(
            "Una celda de la fila {number} tiene {letters} caracteres y el máximo es {LETTERS}: revise si en esa fila se \
             abren comillas que no se cierran"
        )))
    } else if *all > ROW_LETTERS {
        Err(unreadable(format!("La fila {number} tiene demasiado texto: revise si le falta cerrar comillas")))
    } else {
        Ok(())
    }
}
