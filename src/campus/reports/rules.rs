//! Who may have which report, and of which rooms. Pure. The roles' table is the snapshot `roles`.

use super::model::ReportType;
use crate::kit::{Caller, Code, Result, Role, Scope};

/// How many reports of a person may wait to be made.
const WAITING: i64 = 10;

/// How often a report is begun.
pub const ATTEMPTS: i64 = 3;

/// Refuses one more; `waiting` counts those of the person that aren't made yet.
///
/// # Errors
/// [`Code::ReportsWaiting`].
pub fn one_more(waiting: i64) -> Result<()> {
    if waiting < WAITING { Ok(()) } else { Err(Code::ReportsWaiting.into()) }
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
    fn file_systems_bear_the_names_of_files() {
        let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 29).unwrap();
        assert_eq!(file_name("Préstamos ÑÑ: 1/2", day, "pdf"), "Préstamos ÑÑ 1 2 2026-11-29.pdf");
        assert_eq!(file_name("../..", day, "csv"), "Reporte 2026-11-29.csv");
    }
}
