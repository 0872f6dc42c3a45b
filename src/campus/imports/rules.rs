//! What an import may be and do, beside what the inventory decides of each item. Pure.

pub mod headings;
pub mod known;
pub mod lines;
pub mod rooms;
pub mod values;
pub mod written;

use super::model::{Import, ImportColumn, ImportField, ImportStatus};
use crate::kit::{Code, Error, Result};

/// The rows of the longest file: what is applied is one write, and others wait for it.
pub const ROWS: i64 = 10_000;

/// How many imports of a person are kept. Each is as large as the text of its cells, in the database and in each
/// backup: [`crate::kit::spreadsheet`] bounds that.
const KEPT: i64 = 20;

/// How much room must be left on the disk while a file is read, in bytes: several times the text of the largest.
pub const ROOM: u64 = 500_000_000;

/// How long an import is kept and can be undone, in days.
pub const KEPT_DAYS: i64 = 30;

/// Refuses one more.
///
/// # Errors
/// [`Code::ImportsKept`].
pub fn one_more(kept: i64) -> Result<()> {
    if kept < KEPT { Ok(()) } else { Err(Code::ImportsKept.into()) }
}

/// How far an import is, in per cent: what those say who work at it, else what its status does.
pub fn progress(status: ImportStatus, at_work: Option<u8>) -> u8 {
    at_work.unwrap_or(match status {
        ImportStatus::Reading | ImportStatus::Judging => 0,
        ImportStatus::Ready | ImportStatus::Applied | ImportStatus::Undone | ImportStatus::Failed => 100,
    })
}

/// Refuses to do anything with an import that isn't judged and waiting.
///
/// # Errors
/// [`Code::ImportBusy`], [`Code::ImportDone`], and why it couldn't be read.
pub fn check_ready(import: &Import) -> Result<()> {
    match import.status {
        ImportStatus::Ready => Ok(()),
        ImportStatus::Reading | ImportStatus::Judging => Err(Code::ImportBusy.into()),
        ImportStatus::Applied | ImportStatus::Undone => Err(Code::ImportDone.into()),
        ImportStatus::Failed => {
            let why = import.error.clone().unwrap_or_else(|| Code::ImportInterrupted.text().to_owned());
            Err(Error::With(Code::ImportNotApplied, why))
        }
    }
}

/// Refuses to apply what has refused rows that nobody has agreed to leave out, or what would do nothing.
///
/// # Errors
/// [`Code::ImportHasRefusals`], [`Code::ImportEmpty`], and those of [`check_ready`].
pub fn check_application(import: &Import, leave_out: bool) -> Result<()> {
    check_ready(import)?;
    if import.refused_count > 0 && !leave_out {
        Err(Code::ImportHasRefusals.into())
    } else if import.create_count + import.change_count == 0 {
        Err(Code::ImportEmpty.into())
    } else {
        Ok(())
    }
}

/// What the columns bring by a person's word.
///
/// # Errors
/// [`Code::ImportColumnsWrong`] when there aren't as many words as columns, or two columns bring what only one can.
pub fn assigned(columns: Vec<ImportColumn>, fields: &[ImportField]) -> Result<Vec<ImportColumn>> {
    if columns.len() != fields.len() {
        let says = format!("El archivo tiene {} columnas y se indicaron {}", columns.len(), fields.len());
        return Err(Error::With(Code::ImportColumnsWrong, says));
    }
    for (n, field) in fields.iter().enumerate() {
        let earlier = fields.iter().take(n).position(|it| it == field);
        if let (Some(earlier), false) = (earlier, headings::is_joined(*field)) {
            let heading = |at: usize| columns.get(at).map_or("", |it| it.heading.as_str());
            let says = format!(
                "«{}» y «{}» no pueden traer las dos «{}»: elija una",
                heading(earlier),
                heading(n),
                headings::title(*field)
            );
            return Err(Error::With(Code::ImportColumnsWrong, says));
        }
    }
    Ok(columns
        .into_iter()
        .zip(fields)
        .map(|(column, field)| ImportColumn { field: *field, ..column })
        .collect())
}

/// What a file is called: the last part of a path, in a length that a line takes.
pub fn file_name(sent: &str) -> String {
    let name = sent.rsplit(['/', '\\']).next().unwrap_or_default().trim();
    let name: String = name.chars().filter(|letter| !letter.is_control()).take(200).collect();
    if name.is_empty() { "archivo".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(names: &[&str]) -> Vec<ImportColumn> {
        let column = |name: &&str| ImportColumn {
            heading: (*name).to_owned(),
            field: ImportField::Nothing,
            example: None,
        };
        names.iter().map(column).collect()
    }

    #[test]
    fn two_columns_bring_the_same_only_where_they_can_be_joined() {
        use ImportField::{InternalCode, Name, Notes, Nothing};
        let three = || columns(&["A", "B", "C"]);
        let fields = |fields: &[ImportField]| assigned(three(), fields).map(|it| it.len());
        assert_eq!(fields(&[InternalCode, Notes, Notes]).unwrap(), 3);
        assert_eq!(fields(&[Nothing, Nothing, Name]).unwrap(), 3);
        assert_eq!(
            fields(&[Name, InternalCode, Name]).unwrap_err().sentence(),
            "«A» y «C» no pueden traer las dos «Nombre»: elija una"
        );
        assert_eq!(fields(&[Name]).unwrap_err().sentence(), "El archivo tiene 3 columnas y se indicaron 1");
    }

    #[test]
    fn a_file_keeps_its_name_without_the_folders() {
        assert_eq!(file_name("C:\\Users\\Ana\\equipos.csv"), "equipos.csv");
        assert_eq!(file_name("../../equipos ñ.xlsx"), "equipos ñ.xlsx");
        assert_eq!(file_name(" \u{7} "), "archivo");
    }
}
