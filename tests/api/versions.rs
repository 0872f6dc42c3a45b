//! Versions: a change that says of which version of a row it is, is refused when somebody else has changed the row since; and nobody who
//! doesn't ask for it notices.

use crate::support::{App, Content, DOCUMENT, Operation, Person, Ready, Reply, operations};
use futures_util::future::join_all;
use poem::http::Method;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A version that no row has.
const STALE: &str = "\"2020-01-01T00:00:00.000000\"";

/// Changes that compare no versions, and why.
const UNVERSIONED: [&str; 20] = [
    // Files, addresses and work that are made once and then only deleted.
    "delete_backup",
    "delete_calendar_feed",
    "delete_import",
    "delete_report",
    "delete_item_document",
    "delete_item_picture",
    // All photos of an item at once, by name: an order of others is refused.
    "arrange_item_pictures",
    // Steps of something that refuses the wrong step itself.
    "delete_reservation",
    "resolve_finding",
    "set_import_columns",
    // A picture has a tag of its own bytes; who was inducted is noted or not.
    "set_center_logo",
    "delete_center_logo",
    "forget_inducted_person",
    // Many rows at once.
    "clean_up_audit_logs",
    "read_all_notifications",
    // Settings, each of which is sent by itself.
    "update_settings",
    "update_backup_settings",
    "update_log_setting",
    "update_time_zone",
    "update_own_settings",
];

fn is_change(operation: &Operation) -> bool {
    matches!(operation.method, Method::PUT | Method::PATCH | Method::DELETE)
}

fn takes_version(operation: &Operation) -> bool {
    operation.headers.iter().any(|header| header.name == "If-Match")
}

/// Whether its success is documented to carry a version.
fn answers_version(operation: &Operation) -> bool {
    let responses =
        &DOCUMENT["paths"][&operation.path][operation.method.as_str().to_lowercase()]["responses"];
    ["200", "201"].iter().any(|status| responses[status]["headers"]["ETag"].is_object())
}

/// Does an operation as Gloria, of this version of its row.
async fn perform(ready: &Ready, operation: &Operation, version: Option<&str>) -> Reply {
    let (kind, bytes) = match ready.content(operation) {
        Content::Nothing => ("application/json", Vec::new()),
        Content::Json(value) => ("application/json", value.to_string().into_bytes()),
        Content::Photo(bytes) => ("image/png", bytes),
        Content::File(bytes) => ("application/octet-stream", bytes),
    };
    let authorization = format!("Bearer {}", ready.app.world.gloria.token);
    let length = bytes.len().to_string();
    let mut headers =
        vec![("authorization", &*authorization), ("content-type", kind), ("content-length", &length)];
    headers.extend(version.map(|version| ("if-match", version)));
    ready.app.send(operation.method.clone(), &ready.uri(operation), &headers, bytes).await
}

/// The row that an operation changes, as Gloria reads it: by itself where that can be asked, else in its list.
async fn row(ready: &Ready, operation: &Operation) -> Value {
    let (app, gloria) = (&ready.app, &ready.app.world.gloria);
    let Some((list, _)) = operation.path.split_once("/{id}") else {
        return app.get(gloria, &operation.path).await.expect(200).json();
    };
    let (id, own) = (ready.value(operation, "id"), format!("{list}/{{id}}"));
    if operations().iter().any(|it| it.reads() && it.path == own) {
        let reply = app.get(gloria, &format!("{list}/{id}")).await;
        return if reply.status == 404 { Value::Null } else { reply.expect(200).json() };
    }
    // Everybody has alert settings of their own only.
    let list = if list == "/api/alert-settings" { "/api/alert-settings/user" } else { list };
    let rows = app.get(gloria, list).await.expect(200).json();
    rows.as_array().unwrap().iter().find(|row| row["id"] == id.as_str()).cloned().unwrap_or_default()
}

fn tag(row: &Value) -> String {
    format!("\"{}\"", row["updated_at"].as_str().unwrap_or_else(|| panic!("no version: {row}")))
}

#[test]
fn every_change_of_a_row_takes_the_version_that_it_is_of() {
    let changes: Vec<Operation> = operations().into_iter().filter(is_change).collect();
    let without: BTreeSet<&str> =
        changes.iter().filter(|it| !takes_version(it)).map(|it| it.id.as_str()).collect();
    assert_eq!(without, BTreeSet::from(UNVERSIONED));
    for operation in &changes {
        assert_eq!(operation.statuses.contains(&412), takes_version(operation), "{}", operation.id);
        // What shows its version when it has changed can be told which one it is to be.
        assert!(takes_version(operation) || !answers_version(operation), "{}", operation.id);
    }
    assert!(operations().iter().all(|it| is_change(it) || !takes_version(it)));
}

#[tokio::test]
async fn a_change_of_another_version_is_refused_and_one_of_this_version_is_done() {
    let ready = Ready::new().await;
    let mut walked = 0;
    for operation in operations().iter().filter(|it| takes_version(it)) {
        let name = &operation.id;
        ready.restore().await;
        let before = row(&ready, operation).await;
        let (now, counts) = (tag(&before), ready.rows().await);
        for version in [STALE, &format!("W/{now}"), now.trim_matches('"'), "", &format!("{STALE}, \"x\"")] {
            let refused = perform(&ready, operation, Some(version)).await.expect(412);
            assert_eq!(refused.json()["code"], "cambio_despues", "{name}");
            assert_eq!(
                refused.detail(),
                "Otra persona cambió este dato después de que usted lo abrió: vuelva a abrirlo y decida qué se guarda"
            );
            assert_eq!(row(&ready, operation).await, before, "{name} {version}");
        }
        assert_eq!(ready.rows().await, counts, "{name}");
        let done = perform(&ready, operation, Some(&format!("{STALE}, {now}"))).await;
        assert!(done.status.is_success(), "{name}: {}", String::from_utf8_lossy(&done.bytes));
        let after = row(&ready, operation).await;
        if after.is_null() {
            assert!(perform(&ready, operation, Some(&now)).await.status.is_client_error(), "{name}");
        } else if after != before {
            assert_ne!(tag(&after), now, "{name} leaves the version as it was");
            assert_eq!(perform(&ready, operation, Some(&now)).await.status, 412, "{name}");
        }
        walked += 1;
    }
    assert!(walked > 30, "{walked}");
}

#[tokio::test]
async fn what_answers_a_row_says_its_version() {
    let ready = Ready::new().await;
    let mut walked = 0;
    for operation in operations() {
        ready.restore().await;
        let reply = ready.perform(&ready.app.world.gloria, &operation).await;
        assert!(reply.status.is_success(), "{}: {}", operation.id, String::from_utf8_lossy(&reply.bytes));
        if answers_version(&operation) {
            assert_eq!(reply.header("etag"), Some(&*tag(&reply.json())), "{}", operation.id);
            walked += 1;
        } else if operation.answers_json() {
            assert_eq!(reply.header("etag"), None, "{}", operation.id);
        }
    }
    assert!(walked > 50, "{walked}");
}

async fn rename(app: &App, who: &Person, room: &str, name: &str, version: Option<&str>) -> Reply {
    let authorization = format!("Bearer {}", who.token);
    let mut headers = vec![("authorization", &*authorization), ("content-type", "application/json")];
    headers.extend(version.map(|version| ("if-match", version)));
    app.send(Method::PUT, &format!("/api/environments/{room}"), &headers, json!({ "name": name }).to_string())
        .await
}

#[tokio::test]
async fn of_edits_of_one_version_at_once_one_is_kept_and_the_others_are_told() {
    let app = App::new().await;
    let (gloria, room) = (&app.world.gloria, app.world.sistemas.id.to_string());
    let uri = format!("/api/environments/{room}");
    for round in 0..5 {
        let version = app.get(gloria, &uri).await.expect(200).header("etag").unwrap().to_owned();
        let names: Vec<String> = (0..8).map(|n| format!("Sala {round} {n}")).collect();
        let replies =
            join_all(names.iter().map(|name| rename(&app, gloria, &room, name, Some(&version)))).await;
        let kept: Vec<_> = replies.iter().zip(&names).filter(|(reply, _)| reply.status == 200).collect();
        let told = replies.iter().filter(|reply| reply.status == 412).count();
        assert_eq!((kept.len(), told), (1, 7));
        let (reply, name) = kept[0];
        let now = app.get(gloria, &uri).await.expect(200);
        assert_eq!(now.json()["name"], **name);
        assert_eq!(now.header("etag"), reply.header("etag"));
    }
    // Who doesn't say a version changes whichever there is, as before.
    rename(&app, gloria, &room, "La última", None).await.expect(200);
    rename(&app, gloria, &room, "La que sigue", Some("*")).await.expect(200);
}

#[tokio::test]
async fn nobody_is_told_of_a_version_who_may_not_reach_the_row() {
    let app = App::new().await;
    let (world, there) = (&app.world, app.world.taller.group);
    let uri = format!("/api/inventory/{there}");
    let edit = async |who: &Person, uri: &str| {
        let authorization = format!("Bearer {}", who.token);
        let headers =
            [("authorization", &*authorization), ("content-type", "application/json"), ("if-match", STALE)];
        app.send(Method::PUT, uri, &headers, r#"{"name":"Otra"}"#).await
    };
    // Of another centre, without the right, of nothing at all.
    edit(&world.bruno, &uri).await.expect(404);
    edit(&world.ana, &uri).await.expect(403);
    edit(&world.gloria, "/api/inventory/01900000-0000-7000-8000-000000000000").await.expect(404);
    edit(&world.gloria, "/api/inventory/no-es-un-id").await.expect(412);
    edit(&world.gloria, &uri).await.expect(412);
    // A fault of the new values is told after the version.
    let authorization = format!("Bearer {}", world.gloria.token);
    let headers =
        [("authorization", &*authorization), ("content-type", "application/json"), ("if-match", STALE)];
    app.send(Method::PUT, &uri, &headers, r#"{"quantity_damaged":99}"#).await.expect(412);
    app.send(Method::PUT, &uri, &headers, r#"{"quantity_damaged":"muchas"}"#).await.expect(422);
}

#[tokio::test]
async fn what_compares_no_versions_says_so_instead_of_changing_unasked() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let authorization = format!("Bearer {}", gloria.token);
    let send = async |version: &str| {
        let headers =
            [("authorization", &*authorization), ("content-type", "application/json"), ("if-match", version)];
        let body = r#"{"qr_expiry_days":90}"#;
        app.send(Method::PUT, "/api/settings", &headers, body).await
    };
    let refused = send(STALE).await.expect(412);
    assert_eq!(refused.json()["code"], "sin_version");
    assert_eq!(refused.detail(), "Esta operación no compara versiones: envíela sin If-Match");
    send("*").await.expect(200);
    // A read isn't a change, and knows no condition of this kind.
    let headers = [("authorization", &*authorization), ("if-match", STALE)];
    app.send(Method::GET, "/api/settings", &headers, "").await.expect(200);
    app.send(Method::GET, &format!("/api/environments/{}", app.world.sistemas.id), &headers, "")
        .await
        .expect(200);
}

#[tokio::test]
async fn a_repetition_is_answered_as_the_first_time_whatever_has_become_of_the_row() {
    let ready = Ready::new().await;
    let uri = format!("/api/inventory-checks/{}", ready.waiting);
    let gloria = &ready.app.world.gloria;
    let version = ready.app.get(gloria, &uri).await.expect(200).header("etag").unwrap().to_owned();
    let authorization = format!("Bearer {}", gloria.token);
    let confirm = async |key: &str| {
        let headers = [
            ("authorization", &*authorization),
            ("content-type", "application/json"),
            ("if-match", &version),
            ("idempotency-key", key),
        ];
        let ticks = json!({ "is_clean": true, "is_organized": true, "inventory_complete": true });
        ready.app.send(Method::PUT, &format!("{uri}/confirm"), &headers, ticks.to_string()).await
    };
    let first = confirm("la primera vez").await.expect(200);
    let again = confirm("la primera vez").await.expect(200);
    assert_eq!((&again.bytes, again.header("idempotent-replayed")), (&first.bytes, Some("true")));
    confirm("otra vez").await.expect(412);
}

#[tokio::test]
async fn a_version_is_the_same_compressed_or_not_and_pages_of_others_may_use_it() {
    let app = App::new().await;
    let uri = format!("/api/environments/{}", app.world.sistemas.id);
    let authorization = format!("Bearer {}", app.world.gloria.token);
    let headers = [("authorization", &*authorization), ("accept-encoding", "gzip")];
    let plain = app.get(&app.world.gloria, &uri).await.expect(200);
    let version = plain.header("etag");
    assert_eq!(version, Some(&*tag(&plain.json())));
    assert_eq!(app.send(Method::GET, &uri, &headers, "").await.expect(200).header("etag"), version);
    // What hangs on other rows may have changed all the same.
    let known = [("authorization", &*authorization), ("if-none-match", version.unwrap())];
    app.send(Method::GET, &uri, &known, "").await.expect(200);
    let exposed = plain.header("access-control-expose-headers").unwrap();
    assert!(exposed.split(", ").any(|name| name == "etag"), "{exposed}");
    let asked = [("origin", "http://otra.example"), ("access-control-request-headers", "if-match")];
    let allowed = app.send(Method::OPTIONS, &uri, &asked, "").await.expect(204);
    let allowed = allowed.header("access-control-allow-headers").unwrap();
    assert!(allowed.split(", ").any(|name| name == "if-match"), "{allowed}");
}
