//! Who may have which report, and of which rooms. Pure. The roles' table is the snapshot `roles`.

use super::model::{ReportKind, ReportType};
use crate::kit::document::FileFormat;
use crate::kit::report::ReportFilter;
use crate::kit::{Caller, Code, Result, Role, Scope};

/// How many reports of a person may wait to be made.
const WAITING: i64 = 10;

/// How often a report is begun.
pub const ATTEMPTS: i64 = 3;

/// How many reports of a person are kept: a year's of whoever makes one each working day.
const KEPT: i64 = 250;

/// The bytes of all that a person keeps. They lie in the database, and in each backup until they expire.
const KEPT_BYTES: i64 = 300_000_000;

/// The rows of the longest PDF: two or three thousand pages, which are all in memory at its end.
const PDF_ROWS: i64 = 50_000;

/// The rows of the longest file of another kind: what a sheet of Excel holds, and what lies about of it while it is written.
const ROWS: i64 = 1_000_000;

/// The bytes of the largest file.
pub const LARGEST: u64 = 100_000_000;

/// How much room must be left on the disk before a report is begun, in bytes: many times the largest, since others write too.
pub const ROOM: u64 = 1_000_000_000;

/// Refuses one more; `waiting` counts those of the person that aren't made yet, `kept` all of them, `bytes` what they take.
///
/// # Errors
/// [`Code::ReportsWaiting`], [`Code::ReportsKept`].
pub fn one_more(waiting: i64, kept: i64, bytes: i64) -> Result<()> {
    if waiting >= WAITING {
        Err(Code::ReportsWaiting.into())
    } else if kept >= KEPT || bytes >= KEPT_BYTES {
        Err(Code::ReportsKept.into())
    } else {
        Ok(())
    }
}

/// Refuses what nobody could read.
///
/// # Errors
/// [`Code::ReportTooLong`], [`Code::ReportTooLarge`].
pub fn check_rows(format: FileFormat, rows: i64) -> Result<()> {
    match format {
        FileFormat::Pdf if rows > PDF_ROWS => Err(Code::ReportTooLong.into()),
        _ if rows > ROWS => Err(Code::ReportTooLarge.into()),
        _ => Ok(()),
    }
}

/// The reports of a role: an instructor's are of their room, a supervisor follows repairs as well, a warehouse has its loans and
/// alerts, and the general administrator has all.
pub fn may(role: Role, kind: ReportKind) -> bool {
    match kind {
        ReportKind::Own(kind) => may_own(role, kind),
        ReportKind::Beside(report) => (report.is_for)(role),
    }
}

fn may_own(role: Role, kind: ReportType) -> bool {
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
pub fn check_kind(who: &Caller, kind: ReportKind) -> Result<()> {
    if may(who.role, kind) { Ok(()) } else { Err(Code::ReportKindForbidden.into()) }
}

/// The rooms that a person's reports are of: an instructor's room, a supervisor's centre, the warehouse that somebody keeps
/// (`keeps_warehouse`: their own room is one) or else its whole centre.
pub fn scope(who: &Caller, kind: ReportKind, keeps_warehouse: bool) -> Scope {
    match kind {
        ReportKind::Own(_) => own_scope(who, keeps_warehouse),
        ReportKind::Beside(report) => (report.scope)(who),
    }
}

fn own_scope(who: &Caller, keeps_warehouse: bool) -> Scope {
    match (who.role, who.environment_id) {
        (Role::Student, _) | (Role::Instructor, None) => Scope::Nothing,
        (Role::Instructor, Some(room)) => Scope::Room(room),
        (Role::Admin, Some(warehouse)) if keeps_warehouse => Scope::Room(warehouse),
        (Role::Admin | Role::Supervisor | Role::AdminGeneral, _) => who.equipment(),
    }
}

/// What a report is cut to; whatever else is sent with it is left out, and not said on paper.
pub fn filters(kind: ReportKind) -> &'static [ReportFilter] {
    use ReportFilter::{Category, Days, Person, Room, Status};
    let kind = match kind {
        ReportKind::Own(kind) => kind,
        ReportKind::Beside(report) => return report.filters,
    };
    match kind {
        ReportType::Inventory => &[Days, Room, Category, Status],
        ReportType::Loans | ReportType::Maintenance => &[Days, Room, Category, Status, Person],
        ReportType::InventoryChecks => &[Days, Room, Status, Person],
        ReportType::Alerts | ReportType::Users => &[Days, Room, Status],
        ReportType::Environments => &[Room, Status],
        ReportType::Audit => &[Days, Person],
        ReportType::Statistics => &[Days, Room],
        ReportType::Room => &[Room, Category, Status],
        ReportType::Item | ReportType::Check => &[],
    }
}

/// What a report is called that nobody has given a title.
pub fn title(kind: ReportKind) -> &'static str {
    let kind = match kind {
        ReportKind::Own(kind) => kind,
        ReportKind::Beside(report) => return report.title,
    };
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
            ReportType::ALL.iter().filter(|kind| may_own(role, **kind)).map(|kind| kind.as_str()).collect()
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
        assert!(one_more(WAITING - 1, KEPT - 1, KEPT_BYTES - 1).is_ok());
        assert_eq!(one_more(WAITING, 0, 0).unwrap_err().code(), Code::ReportsWaiting);
        assert_eq!(one_more(0, KEPT, 0).unwrap_err().code(), Code::ReportsKept);
        assert_eq!(one_more(0, 1, KEPT_BYTES).unwrap_err().code(), Code::ReportsKept);
        assert!(check_rows(FileFormat::Pdf, PDF_ROWS).is_ok());
        assert_eq!(check_rows(FileFormat::Pdf, PDF_ROWS + 1).unwrap_err().code(), Code::ReportTooLong);
        assert!(check_rows(FileFormat::Csv, PDF_ROWS + 1).is_ok());
        assert_eq!(check_rows(FileFormat::Csv, ROWS + 1).unwrap_err().code(), Code::ReportTooLarge);
    }

    #[test]
    fn file_systems_bear_the_names_of_files() {
        let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 29).unwrap();
        assert_eq!(file_name("Préstamos ÑÑ: 1/2", day, "pdf"), "Préstamos ÑÑ 1 2 2026-11-29.pdf");
        assert_eq!(file_name("../..", day, "csv"), "Reporte 2026-11-29.csv");
    }
}
