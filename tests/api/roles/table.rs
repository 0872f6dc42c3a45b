//! `roles.md`, written out by hand operation by operation: st student, in instructor, su supervisor, ad warehouse
//! administrator, ag general administrator; `open` needs no account.

use crate::support::every_operation;
use std::collections::BTreeSet;

/// Who, then what.
const TABLE: [(&str, &[&str]); 17] = [
    // Signing in, and the server's pulse.
    (
        "open",
        &[
            "log_in",
            "register",
            "refresh_session",
            "log_out",
            "get_health",
            "get_tls",
            "download_tls_authority",
            "get_only_center",
            "get_center_logo",
            "check_setup_code",
            "set_up",
            "upload_backup",
            "check_backup",
            "restore_backup",
        ],
    ),
    // Own account: all, their own. Link to a room, by choice or by code: all five, themselves.
    (
        "st in su ad ag",
        &["get_own_account", "update_own_account", "change_own_password", "link_environment", "scan_qr"],
    ),
    // Centres, environments, timetable: read by all. Inventory: the list by all, cut to their scope; one item by all,
    // as a scanned label. QR codes: all signed in. Verification: all five, rooms in scope.
    (
        "st in su ad ag",
        &[
            "list_centers",
            "get_center",
            "list_environments",
            "get_environment",
            "list_environment_items",
            "list_items",
            "list_items_by_environment",
            "list_items_by_category",
            "get_item",
            "verify_item",
            "generate_qr",
            "decode_qr",
            "list_schedules",
            "get_schedule",
        ],
    ),
    // Users: the general administrator's.
    (
        "ag",
        &[
            "list_users",
            "get_user_stats",
            "get_user",
            "create_user",
            "update_user",
            "deactivate_user",
            "activate_user",
            "reset_password",
        ],
    ),
    // The server itself: the general administrator's.
    ("ag", &["get_health_details", "get_address_qr", "get_log_setting", "update_log_setting"]),
    ("ag", &["get_time_zone", "update_time_zone"]),
    (
        "ag",
        &[
            "list_backups",
            "get_backup_status",
            "create_backup",
            "download_backup",
            "delete_backup",
            "get_backup_settings",
            "update_backup_settings",
        ],
    ),
    // Names by role, to choose a technician or an apprentice; instructors need it to plan a class.
    ("in su ad ag", &["list_user_names"]),
    // Centres and environments: written by the general administrator …
    (
        "ag",
        &[
            "create_center",
            "set_center_logo",
            "delete_center_logo",
            "update_center",
            "delete_center",
            "create_environment",
            "delete_environment",
        ],
    ),
    // … and a warehouse administrator changes three members of his warehouse.
    ("ad ag", &["update_environment"]),
    // Items: su and ad in the rooms in scope, ag any. Timetable: in his own classes, su, ad and ag rooms in scope.
    ("su ad ag", &["create_item", "update_item", "delete_item", "get_item_history"]),
    ("in su ad ag", &["create_schedule", "update_schedule", "delete_schedule"]),
    // Checks: read by all, cut to what they reach; begun by st in su ag, who need its list for it; confirmed by in su ag;
    // approved, rejected, reviewed and reopened by su ag; passed on by su ad ag. Check items: all five, rooms in scope.
    (
        "st in su ad ag",
        &[
            "list_checks",
            "list_turns",
            "get_check_by_schedule",
            "get_schedule_stats",
            "get_check",
            "create_check_item",
        ],
    ),
    ("st in su ag", &["get_check_sheet", "create_check", "save_check_by_schedule"]),
    ("in su ag", &["confirm_check"]),
    ("su ag", &["approve_check", "reopen_check", "create_review", "list_pending_reviews"]),
    ("su ad ag", &["assign_check", "get_review", "list_findings", "resolve_finding"]),
];

/// Notifications: all, their own; for another person su ad ag, which the handler sees. Photos: all signed in. Maintenance:
/// read by all, cut to what they reach. System alerts: read and resolved by su ad ag.
const FOLLOW_UP: [(&str, &[&str]); 2] = [
    (
        "st in su ad ag",
        &[
            "list_notifications",
            "count_unread_notifications",
            "stream_notifications",
            "read_all_notifications",
            "get_notification",
            "update_notification",
            "delete_notification",
            "create_notification",
            "upload_photo",
            "get_photo",
            "list_maintenance_requests",
            "get_maintenance_request",
        ],
    ),
    ("su ad ag", &["list_system_alerts", "update_system_alert"]),
];

/// Audit: ag reads, nobody writes; the clean-up is ag's, and audited.
const AUDIT: [&str; 9] = [
    "verify_audit_logs",
    "list_audit_logs",
    "get_audit_stats",
    "export_audit_logs",
    "get_audit_log",
    "get_user_activity",
    "get_entity_trail",
    "clean_up_audit_logs",
    "list_plain_audit_logs",
];

/// Whether a role may do an operation.
pub fn may(operation: &str, role: &str) -> bool {
    let short = match role {
        "student" => "st",
        "instructor" => "in",
        "supervisor" => "su",
        "admin" => "ad",
        "admin_general" => "ag",
        other => panic!("no role {other}"),
    };
    if AUDIT.contains(&operation) {
        return short == "ag";
    }
    let (who, _) = TABLE
        .iter()
        .chain(&FOLLOW_UP)
        .find(|(_, names)| names.contains(&operation))
        .unwrap_or_else(|| panic!("say in roles/table.rs who may {operation}"));
    *who == "open" || who.split(' ').any(|it| it == short)
}

#[test]
fn the_table_names_every_operation_once_and_no_other() {
    let table = TABLE.iter().chain(&FOLLOW_UP);
    let written: Vec<&str> = table.flat_map(|(_, names)| names.iter().copied()).chain(AUDIT).collect();
    let once: BTreeSet<&str> = written.iter().copied().collect();
    assert_eq!(once.len(), written.len(), "a name stands twice");
    let all = every_operation();
    assert_eq!(once, all.iter().map(|it| it.id.as_str()).collect());
    for operation in &all {
        let open = TABLE[0].1.contains(&operation.id.as_str());
        assert_eq!(operation.roles.is_none(), open, "{}", operation.id);
    }
}
