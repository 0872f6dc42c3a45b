//! A file in pieces: its columns, then its rows, a few hundred at a time.

use super::CHUNK;
use crate::campus::imports::model::{ImportColumn, ImportPreset};
use crate::campus::imports::rules::{self, headings};
use crate::kit::spreadsheet::{self, RawRow};
use crate::kit::{Code, Error, Result};
use tokio::sync::mpsc;

/// A part of a file.
pub(super) enum Piece {
    /// Its columns.
    Head(ImportPreset, Vec<ImportColumn>),
    /// The next rows, and how much of the file is read, in per cent.
    Rows(Vec<RawRow>, u8),
}

/// Hands on the pieces of a file; answers what kind of file it is.
pub(super) fn read_pieces(bytes: &[u8], send: &mpsc::Sender<Piece>) -> Result<String> {
    let gone = |_| Error::internal("nobody waits for the file any more");
    let give = |piece| send.blocking_send(piece).map_err(gone);
    // The first rows wait until it is known which of them has the headings.
    let (mut lead, mut batch) = (Some(Vec::new()), Vec::with_capacity(CHUNK));
    let (mut count, mut share) = (0, 0);
    let begin = |lead: Vec<RawRow>| -> Result<Vec<RawRow>> {
        let head = headings::heading_row(&lead);
        let mut rows = lead.into_iter().skip(head);
        let names: Vec<String> = rows
            .next()
            .map(|row| row.cells.iter().map(|it| it.shown().into_owned()).collect())
            .unwrap_or_default();
        let rows: Vec<RawRow> = rows.collect();
        let preset = headings::preset(&names);
        give(Piece::Head(preset, headings::columns(preset, &names, &rows)))?;
        Ok(rows)
    };
    let source = spreadsheet::read(bytes, &mut |row| {
        count += 1;
        share = row.share;
        // With the headings, and what may stand above them.
        if count > rules::ROWS + headings::LEAD as i64 {
            return Err(Code::ImportTooLong.into());
        }
        match &mut lead {
            Some(waiting) => {
                waiting.push(row);
                if waiting.len() == headings::LEAD {
                    batch = begin(lead.take().unwrap_or_default())?;
                    count = batch.len() as i64;
                }
            }
            None => batch.push(row),
        }
        if count > rules::ROWS && lead.is_none() {
            return Err(Code::ImportTooLong.into());
        }
        if batch.len() >= CHUNK {
            give(Piece::Rows(std::mem::replace(&mut batch, Vec::with_capacity(CHUNK)), share))?;
        }
        Ok(())
    })?;
    if let Some(waiting) = lead {
        batch = begin(waiting)?;
        count = batch.len() as i64;
    }
    if count == 0 {
        let why = "El archivo no tiene filas debajo de los encabezados";
        return Err(Error::With(Code::SpreadsheetUnreadable, why.into()));
    }
    give(Piece::Rows(batch, 100))?;
    Ok(source)
}
