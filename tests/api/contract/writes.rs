//! Every write that succeeds leaves an audit entry that says the status which was answered.

use crate::support::{Ready, operations};
use inventario::app::entities;
use inventario::campus::audit::rules::target;
use serde_json::{Value, json};

/// These succeed without changing a row that people know: a session goes on, a photo is read and forgotten, a report is only counted,
/// labels are drawn, bins are tried out; what a person has read of his own notifications, and which he throws away, is his own affair.
const SILENT: [&str; 10] = [
    "refresh_session",
    "decode_qr",
    "preview_report",
    "preview_labels",
    "preview_bulk_bins",
    "print_labels_pdf",
    "print_labels_zpl",
    "read_all_notifications",
    "update_notification",
    "delete_notification",
];

#[tokio::test]
async fn the_audit_keeps_the_status_that_was_answered() {
    let ready = Ready::new().await;
    let mut faults = Vec::new();
    for operation in operations().into_iter().filter(|it| !it.reads()) {
        ready.restore().await;
        let reply = ready.perform(&ready.app.world.gloria, &operation).await;
        let status = reply.status.as_u16();
        assert!(reply.status.is_success(), "{}: {}", operation.id, String::from_utf8_lossy(&reply.bytes));
        let request_id = reply.header("x-request-id").unwrap();
        let audit = ready.app.audit().await;
        let mine: Vec<&Value> =
            audit.iter().filter(|it| it["new_values"]["request"]["request_id"] == request_id).collect();
        let kept: Vec<&Value> = mine.iter().map(|it| &it["new_values"]["response"]["status_code"]).collect();
        // A write may change several rows, each with an entry of its own.
        let silent = SILENT.contains(&operation.id.as_str());
        if kept.is_empty() != silent || kept.iter().any(|it| **it != status) {
            faults.push(format!("{} answered {status}, the audit keeps {kept:?}", operation.id));
        }
        for entry in mine {
            let values = &entry["new_values"];
            let request = &values["request"];
            let complete = request["method"] == operation.method.as_str()
                && request["path"] == ready.path(&operation)
                && values["duration_seconds"].is_number()
                && values["description"].as_str().is_some_and(|it| !it.is_empty());
            if !complete {
                faults.push(format!("{}: {values}", operation.id));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[tokio::test]
async fn the_audit_keeps_201_for_a_check_that_is_saved_again() {
    let ready = Ready::new().await;
    let (app, world) = (&ready.app, &ready.app.world);
    let sheet = json!({
        "environment_id": world.sistemas.id, "schedule_id": ready.class,
        "items": [{ "item_id": world.sistemas.machine, "quantity_found": 0, "quantity_damaged": 1 }],
    });
    // What is being repaired already isn't asked for again.
    let open = format!("/api/maintenance-requests/{}", ready.row("shared_request"));
    app.delete(&world.gloria, &open).await.expect(200);
    let uri = "/api/inventory-checks/by-schedule";
    for (person, action) in [(&world.estela, "created"), (&world.estela, "updated"), (&world.ana, "updated")]
    {
        let reply = app.post(person, uri, sheet.clone()).await.expect(201);
        assert_eq!(reply.json()["action"], action);
    }
    let audit = app.audit().await;
    let kept: Vec<&Value> = audit.iter().filter(|it| it["new_values"]["request"]["path"] == uri).collect();
    assert!(kept.iter().any(|it| it["entity_type"] == "maintenance_request"));
    for entry in kept {
        assert_eq!(entry["new_values"]["response"]["status_code"], 201, "{entry}");
    }
}

/// What is asked for over and over while somebody designs, or goes on by itself: a refusal of these is nobody's deed.
const QUIET: [&str; 5] =
    ["refresh_session", "preview_labels", "preview_bulk_bins", "print_labels_pdf", "print_labels_zpl"];

#[test]
fn every_write_has_a_name_in_the_audit_when_it_is_refused() {
    for operation in operations().into_iter().filter(|it| !it.reads() && !QUIET.contains(&it.id.as_str())) {
        let target = target(&entities(), operation.method.as_str(), &operation.path);
        assert!(
            target.is_some(),
            "a refused {} leaves no trace: say in audit/rules.rs what it is",
            operation.id
        );
    }
}
