//! Every write that succeeds leaves an audit entry that says the status which was answered.

use crate::support::{Ready, operations};
use serde_json::Value;

/// These succeed without changing a row that people know: a session goes on, a photo is read and forgotten.
const SILENT: [&str; 2] = ["refresh_session", "decode_qr"];

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
        let expected = if SILENT.contains(&operation.id.as_str()) { vec![] } else { vec![status] };
        if kept != expected {
            faults.push(format!("{} answered {status}, the audit keeps {kept:?}", operation.id));
        }
        for entry in mine {
            let values = &entry["new_values"];
            let request = &values["request"];
            let complete = request["method"] == operation.method.as_str()
                && request["path"] == ready.uri(&operation)
                && values["duration_seconds"].is_number()
                && values["description"].as_str().is_some_and(|it| !it.is_empty());
            if !complete {
                faults.push(format!("{}: {values}", operation.id));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
