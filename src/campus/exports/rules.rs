//! Who may export what, and how much of it. Pure.

use super::model::{ExportList, ExportName};
use crate::kit::document::FileFormat;
use crate::kit::{Caller, Code, Error, Id, Result, role};

/// How many rows may be chosen one by one: their ids fit into a body.
const CHOSEN: usize = 20_000;

/// How many lines are said of them.
pub const SHOWN: usize = 20;

/// How much of that the audit keeps, in characters.
pub const SHOWN_IN_AUDIT: usize = 300;

/// The rows of the longest PDF: a thousand pages, which are all in memory at its end while somebody waits for them.
const PDF_ROWS: i64 = 20_000;

/// The rows of the longest workbook: until it is whole it lies uncompressed on the disk, some kilobytes a row at worst.
const EXCEL_ROWS: i64 = 200_000;

/// The rows of the longest CSV.
const ROWS: i64 = 1_000_000;

/// The bytes of the largest file of a list.
pub const LARGEST: u64 = 200_000_000;

/// The bytes of the largest ZIP: what every program opens.
pub const LARGEST_ZIP: u64 = 4_000_000_000;

/// How much room must be left on the disk while something is written, in bytes.
pub const ROOM: u64 = 500_000_000;

/// Who sees a list: whoever may read its pages.
pub fn readers(list: ExportName) -> u8 {
    match list {
        ExportName::Own(list) => own_readers(list),
        ExportName::Beside(list) => list.readers,
    }
}

fn own_readers(list: ExportList) -> u8 {
    match list {
        ExportList::Items
        | ExportList::Environments
        | ExportList::Loans
        | ExportList::Suspensions
        | ExportList::MaintenanceRequests
        | ExportList::Checks
        | ExportList::Schedules
        | ExportList::OwnFeedback
        | ExportList::Centers => role::ANYONE,
        ExportList::Inductions => role::PLANNERS,
        ExportList::MaintenancePlans | ExportList::Findings | ExportList::Alerts => role::KEEPERS,
        ExportList::Users | ExportList::Feedback | ExportList::Audit => role::GENERAL,
    }
}

/// Refuses a list that isn't for the caller's role.
///
/// # Errors
/// [`Code::ExportForbidden`].
pub fn check_list(who: &Caller, list: ExportName) -> Result<()> {
    if who.is(readers(list)) { Ok(()) } else { Err(Code::ExportForbidden.into()) }
}

/// Refuses a centre that isn't the caller's.
///
/// # Errors
/// [`Code::CenterNotFound`].
pub fn check_center(who: &Caller, center: Id) -> Result<()> {
    let is_own = who.is(role::GENERAL) || who.center_id == Some(center);
    if is_own { Ok(()) } else { Err(Code::CenterNotFound.into()) }
}

/// Refuses more rows than can be chosen.
///
/// # Errors
/// [`Code::ExportTooManyChosen`].
pub fn check_chosen(count: usize) -> Result<()> {
    if count <= CHOSEN { Ok(()) } else { Err(Code::ExportTooManyChosen.into()) }
}

/// Refuses what nobody could read.
///
/// # Errors
/// [`Code::ExportTooLong`], [`Code::ExportTooLarge`].
pub fn check_rows(format: FileFormat, rows: i64) -> Result<()> {
    match format {
        FileFormat::Pdf if rows > PDF_ROWS => Err(Code::ExportTooLong.into()),
        FileFormat::Excel if rows > EXCEL_ROWS => Err(Error::With(
            Code::ExportTooLarge,
            "Un Excel de más de 200.000 filas sería demasiado grande: filtre la lista, o elija CSV".into(),
        )),
        FileFormat::Pdf | FileFormat::Excel | FileFormat::Csv if rows > ROWS => {
            Err(Code::ExportTooLarge.into())
        }
        FileFormat::Pdf | FileFormat::Excel | FileFormat::Csv => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_an_end_to_what_is_chosen_and_to_what_is_written() {
        assert!(check_chosen(CHOSEN).is_ok());
        assert_eq!(check_chosen(CHOSEN + 1).unwrap_err().code(), Code::ExportTooManyChosen);
        assert!(check_rows(FileFormat::Pdf, PDF_ROWS).is_ok());
        assert_eq!(check_rows(FileFormat::Pdf, PDF_ROWS + 1).unwrap_err().code(), Code::ExportTooLong);
        assert!(check_rows(FileFormat::Excel, EXCEL_ROWS).is_ok());
        assert_eq!(check_rows(FileFormat::Excel, EXCEL_ROWS + 1).unwrap_err().code(), Code::ExportTooLarge);
        assert!(check_rows(FileFormat::Csv, ROWS).is_ok());
        assert_eq!(check_rows(FileFormat::Csv, ROWS + 1).unwrap_err().code(), Code::ExportTooLarge);
    }
}
