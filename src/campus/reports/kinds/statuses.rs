//! The words that the status of each report may be.

use super::words;
use crate::campus::reports::model::{ReportKind, ReportType};
use crate::kit::document::Words;
use crate::kit::{Code, Error, Result};

/// What a report's status is called, and the words that it may be.
pub(super) fn statuses(kind: ReportKind) -> (&'static str, Words) {
    let words: Words = match kind {
        ReportKind::Beside(report) => return report.statuses,
        ReportKind::Own(kind) => own_statuses(kind),
    };
    ("Estado", words)
}

fn own_statuses(kind: ReportType) -> Words {
    match kind {
        ReportType::Inventory | ReportType::Room => words::ITEM_STATUS,
        ReportType::Loans => words::LOAN_STATUS,
        ReportType::Maintenance => words::MAINTENANCE_STATUS,
        ReportType::InventoryChecks => words::CHECK_STATUS,
        ReportType::Alerts => words::ALERT_STATUS,
        ReportType::Users | ReportType::Environments => words::ACTIVE,
        ReportType::Audit | ReportType::Statistics | ReportType::Item | ReportType::Check => &[],
    }
}

/// Refuses a word that a report's status can't be.
///
/// # Errors
/// [`Code::ReportStatusUnknown`].
pub(super) fn check_status(kind: ReportKind, status: &str) -> Result<()> {
    let (_, known) = statuses(kind);
    if known.is_empty() || known.iter().any(|(word, _)| *word == status) {
        return Ok(());
    }
    let words: Vec<&str> = known.iter().map(|(word, _)| *word).collect();
    let says = format!("El estado de este reporte debe ser uno de estos: {}", words.join(", "));
    Err(Error::With(Code::ReportStatusUnknown, says))
}
