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

/// How many bytes of text a piece may have: what is kept in one write.
const PIECE: usize = 1 << 20;

/// What the first rows are: the columns, and the items among them.
fn begun(lead: Vec<RawRow>, is_workbook: bool) -> (ImportPreset, Vec<ImportColumn>, Vec<RawRow>) {
    let head = headings::heading_row(&lead);
    let mut rows = lead.into_iter().skip(head);
    let names: Vec<String> = rows
        .next()
        .map(|row| row.cells.iter().map(|it| it.shown().into_owned()).collect())
        .unwrap_or_default();
    let mut rows: Vec<RawRow> = rows.collect();
    let preset = headings::preset(&names);
    let mut columns = headings::columns(preset, &names, &rows);
    // In a workbook what stands beyond the headings is a column without one; in a CSV it is a text that was parted.
    if !is_workbook {
        columns.truncate(names.len());
    }
    rows.retain(|row| !headings::is_totals(preset, &columns, row));
    (preset, columns, rows)
}

/// Hands on the pieces of a file; answers what kind of file it is.
pub(super) fn read_pieces(bytes: &[u8], send: &mpsc::Sender<Piece>) -> Result<String> {
    let gone = |_| Error::internal("nobody waits for the file any more");
    let give = |piece| send.blocking_send(piece).map_err(gone);
    let is_workbook = spreadsheet::is_workbook(bytes);
    // The first rows wait until it is known which of them has the headings.
    let (mut lead, mut head) = (Vec::new(), None);
    let mut batch = Vec::with_capacity(CHUNK);
    let (mut count, mut size) = (0, 0);
    let source = spreadsheet::read(bytes, &mut |row| {
        let share = row.share;
        match &head {
            None => {
                lead.push(row);
                if lead.len() < headings::LEAD {
                    return Ok(());
                }
                let (preset, columns, rows) = begun(std::mem::take(&mut lead), is_workbook);
                give(Piece::Head(preset, columns.clone()))?;
                head = Some((preset, columns));
                size = rows.iter().map(RawRow::size).sum();
                batch = rows;
                count = batch.len() as i64;
            }
            Some((preset, columns)) if headings::is_totals(*preset, columns, &row) => {}
            Some(_) => {
                count += 1;
                size += row.size();
                batch.push(row);
            }
        }
        if count > rules::ROWS {
            return Err(Code::ImportTooLong.into());
        }
        if batch.len() >= CHUNK || size >= PIECE {
            size = 0;
            give(Piece::Rows(std::mem::replace(&mut batch, Vec::with_capacity(CHUNK)), share))?;
        }
        Ok(())
    })?;
    if head.is_none() {
        let (preset, columns, rows) = begun(lead, is_workbook);
        give(Piece::Head(preset, columns))?;
        batch = rows;
        count = batch.len() as i64;
    }
    if count == 0 {
        let why = "El archivo no tiene filas debajo de los encabezados";
        return Err(Error::With(Code::SpreadsheetUnreadable, why.into()));
    }
    give(Piece::Rows(batch, 100))?;
    Ok(source)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(file: &str) -> Vec<Piece> {
        let (send, mut pieces) = mpsc::channel(100);
        read_pieces(file.as_bytes(), &send).unwrap();
        drop(send);
        std::iter::from_fn(|| pieces.blocking_recv()).collect()
    }

    #[test]
    fn long_rows_come_in_smaller_pieces() {
        let note = "x".repeat(30_000);
        let file =
            (0..100).fold("Placa;Notas\n".to_owned(), |text, n| text + format!("{n};{note}\n").as_str());
        let mut all = 0;
        for piece in pieces(&file) {
            let Piece::Rows(rows, _) = piece else { continue };
            all += rows.len();
            assert!(rows.iter().map(RawRow::size).sum::<usize>() < PIECE + 2 * note.len());
        }
        assert_eq!(all, 100);
    }

    #[test]
    fn totals_of_the_houses_lists_are_no_rows_and_a_csv_has_the_columns_of_its_headings() {
        let head = "Placa;Equipo;Total;Daño;Falta";
        for lines in [1, 40] {
            let rows =
                (0..lines).fold(String::new(), |text, n| text + format!("{n};Mesa;1;0;0;de pino\n").as_str());
            let pieces = pieces(&format!("{head}\n{rows}Total;;{lines};0;0\n"));
            let Piece::Head(_, columns) = &pieces[0] else { panic!("no columns") };
            assert_eq!(columns.len(), 5);
            let Piece::Rows(rows, _) = &pieces[1] else { panic!("no rows") };
            assert_eq!(rows.len(), lines);
        }
    }
}
