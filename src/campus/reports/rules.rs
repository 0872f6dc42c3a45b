//! Who may have which report, and of which rooms. Pure. The roles' table is the snapshot `roles`.

use super::model::ReportType;
use crate::kit::document::FileFormat;
use crate::kit::{Caller, Code, Result, Role, Scope};

/// How many reports of a person may wait to be made.
const WAITING: i64 = 10;

/// How often a report is begun.
pub const ATTEMPTS: i64 = 3;

/// How many reports of a person are kept: a year's of whoever makes one each working day.
const KEPT: i64 = 250;

/// The rows of the longest PDF: some twelve hundred pages. Its pages are all in memory at its end.
const PDF_ROWS: i64 = 50_000;

/// The bytes of the largest file. It lies in the database, and in each backup until it expires.
pub const LARGEST: i64 = 100_000_000;

/// Refuses one more; `waiting` counts those of the person that aren't made yet, `kept` all of them.
///
/// # Errors
/// [`Code::ReportsWaiting`], [`Code::ReportsKept`].
pub fn one_more(waiting: i64, kept: i64) -> Result<()> {
    if waiting >= WAITING {
        Err(Code::ReportsWaiting.into())
    } else if kept >= KEPT {
        Err(Code::ReportsKept.into())
    } else {
        Ok(())
    }
}

/// Refuses what nobody could read.
///
/// # Errors
/// [`Code::ReportTooLong`].
pub fn check_rows(format: FileFormat, rows: i64) -> Result<()> {
    if format == FileFormat::Pdf && rows > PDF_ROWS { Err(Code::ReportTooLong.into()) } else { Ok(()) }
}

/// The reports of a role: an instructor's are of their room, a supervisor follows repairs as well, a warehouse has its loans and
/// alerts, and the general administrator has all.
pub fn may(role: Role, kind: ReportType) -> bool {
    use ReportType::{Alerts, Check, Inventory, InventoryChecks, Item, Loans, Maintenance, Room};
    match role {
        Role::Student => false,
        Role::Instructor => matches!(kind, Inventory | InventoryChecks | Item | Room | Check),
        Role::Supervisor => matches!(kind, Inventory | InventoryChecks | Item | Room | Check | Maintenance),
        Role::Admin => matches!(kind, Inventory | Item | Room | Loans | Maintenance | Alerts),
        Role::AdminGeneral => true,
    }
}

/// Refuses a report that isn't for the caller's role.
///
/// # Errors
/// [`Code::ReportKindForbidden`].
pub fn check_kind(who: &Caller, kind: ReportType) -> Result<()> {
    if may(who.role, kind) { Ok(()) } else { Err(Code::ReportKindForbidden.into()) }
}

/// The rooms that a person's reports are of: an instructor's room, a supervisor's centre, a warehouse or else its centre.
pub fn scope(who: &Caller) -> Scope {
    match who.role {
        Role::Student => Scope::Nothing,
        Role::Instructor => who.environment_id.map_or(Scope::Nothing, Scope::Room),
        Role::Admin => who.environment_id.map_or_else(|| who.equipment(), Scope::Room),
        Role::Supervisor | Role::AdminGeneral => who.equipment(),
    }
}

/// What a report is called that nobody has given a title.
pub fn title(kind: ReportType) -> &'static str {
    match kind {
        ReportType::Inventory => "Inventario",
        ReportType::Loans => "Préstamos",
        ReportType::Maintenance => "Mantenimiento",
        ReportType::InventoryChecks => "Verificaciones",
        ReportType::Alerts => "Alertas",
        ReportType::Users => "Cuentas",
        ReportType::Environments => "Ambientes",
        ReportType::Audit => "Auditoría",
        ReportType::Statistics => "Estadísticas",
        ReportType::Item => "Hoja de vida del equipo",
        ReportType::Room => "Hoja del ambiente",
        ReportType::Check => "Verificación firmada",
    }
}

/// What a file is called: the title without what file systems don't bear, and the day.
pub fn file_name(title: &str, day: chrono::NaiveDate, extension: &str) -> String {
    let kept =
        |letter: char| if letter.is_alphanumeric() || " -_().,".contains(letter) { letter } else { ' ' };
    let clean: String = title.chars().map(kept).collect();
    let clean = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    let clean = clean.trim_matches(['.', ' ']);
    let name = if clean.is_empty() { "Reporte" } else { clean };
    format!("{name} {}.{extension}", day.format("%Y-%m-%d"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_role_has_its_reports() {
        let of = |role: Role| -> Vec<&str> {
            ReportType::ALL.iter().filter(|kind| may(role, **kind)).map(|kind| kind.as_str()).collect()
        };
        assert!(of(Role::Student).is_empty());
        assert_eq!(of(Role::Instructor), ["inventory", "inventory_checks", "item", "room", "check"]);
        assert_eq!(
            of(Role::Supervisor),
            ["inventory", "maintenance", "inventory_checks", "item", "room", "check"]
        );
        assert_eq!(of(Role::Admin), ["inventory", "loans", "maintenance", "alerts", "item", "room"]);
        assert_eq!(of(Role::AdminGeneral).len(), ReportType::ALL.len());
    }

    #[test]
    fn there_is_an_end_to_what_waits_to_what_is_kept_and_to_a_pdf() {
        assert!(one_more(WAITING - 1, KEPT - 1).is_ok());
        assert_eq!(one_more(WAITING, 0).unwrap_err().code(), Code::ReportsWaiting);
        assert_eq!(one_more(0, KEPT).unwrap_err().code(), Code::ReportsKept);
        assert!(check_rows(FileFormat::Pdf, PDF_ROWS).is_ok());
        assert_eq!(check_rows(FileFormat::Pdf, PDF_ROWS + 1).unwrap_err().code(), Code::ReportTooLong);
        assert!(check_rows(FileFormat::Csv, PDF_ROWS + 1).is_ok());
    }

    #[test]
    fn file_systems_bear_the_names_of_files() {
        let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 29).unwrap();
        assert_eq!(file_name("Préstamos ÑÑ: 1/2", day, "pdf"), "Préstamos ÑÑ 1 2 2026-11-29.pdf");
        assert_eq!(file_name("../..", day, "csv"), "Reporte 2026-11-29.csv");
    }
}
