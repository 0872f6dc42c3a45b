//! The same request twice: the same key is answered the same way, and nothing happens again.

use super::{BY_SCHEDULE, CHECKS, Class, REPORTS, at, good, keyed, line, text};
use crate::support::{App, Reply, SECRET, patched};
use futures_util::future::join_all;
use inventario::app::{App as Server, Parts};
use inventario::kit::db::Db;
use inventario::kit::resource::Core;
use poem::Endpoint;
use poem::http::Method;
use serde_json::{Value, json};

const KEY: &str = "0193-una-clave";

/// Whether an answer is a repetition of the first one.
fn is_replay(reply: &Reply) -> bool {
    reply.header("idempotent-replayed") == Some("true")
}

/// How many rows there are of all that a write of a check leaves.
async fn traces(app: &App) -> Vec<i64> {
    let mut traces = Vec::new();
    for query in [
        "select count(*) from inventory_checks",
        "select count(*) from inventory_check_items",
        "select count(*) from inventory_check_findings",
        "select count(*) from inventory_check_steps",
        "select count(*) from supervisor_reviews",
        "select count(*) from notifications",
        "select count(*) from system_alerts",
        "select count(*) from maintenance_requests",
    ] {
        traces.push(app.count(query).await);
    }
    traces
}

#[tokio::test]
async fn every_write_of_a_check_is_done_once_however_often_it_is_sent() {
    let class = Class::new().await;
    let (app, world) = (&class.app, &class.app.world);
    let counted = json!({ "items": [line(world.sistemas.group, 8, 1)], "findings": [{ "code": "123" }] });
    let outside = json!({ "environment_id": world.idiomas.id });
    let report = json!({
        "item_id": world.idiomas.group, "environment_id": world.idiomas.id, "status": "good",
        "quantity_expected": 10, "quantity_found": 10, "quantity_damaged": 0, "quantity_missing": 0,
    });
    let begun = keyed(app, &world.estela, Method::POST, BY_SCHEDULE, KEY, &class.sheet(&counted)).await;
    let check = text(&begun.expect(201).json()["check_id"]);
    let (confirm, approve) = (at(&check, "confirm"), at(&check, "supervisor-approve"));
    let no = json!({ "approved": false, "comments": "No" });
    for (who, method, uri, body) in [
        (&world.estela, Method::POST, BY_SCHEDULE, class.sheet(&counted)),
        (&world.ana, Method::PUT, confirm.as_str(), good()),
        (&world.bruno, Method::PUT, approve.as_str(), no),
        (&world.ivan, Method::POST, REPORTS, report),
        (&world.gloria, Method::POST, CHECKS, outside),
    ] {
        let first = keyed(app, who, method.clone(), uri, KEY, &body).await;
        assert_eq!(is_replay(&first), who.id == world.estela.id, "{uri}");
        let after = traces(app).await;
        let audited = app.audit().await.len();
        for _ in 0..2 {
            let again = keyed(app, who, method.clone(), uri, KEY, &body).await;
            assert_eq!((again.status, &again.bytes), (first.status, &first.bytes), "{uri}");
            assert!(again.status.is_success() && is_replay(&again), "{uri}");
        }
        assert_eq!(traces(app).await, after, "{uri}");
        assert_eq!(app.audit().await.len(), audited, "{uri}: nothing changed, nothing to audit");
    }
}

#[tokio::test]
async fn ten_repetitions_at_once_are_one_write() {
    let class = Class::new().await;
    let (app, estela) = (&class.app, &class.app.world.estela);
    let counted = json!({ "items": [line(app.world.sistemas.group, 8, 1)], "findings": [{ "code": "123" }] });
    let sheet = class.sheet(&counted);
    let replies = join_all((0..10).map(|_| keyed(app, estela, Method::POST, BY_SCHEDULE, KEY, &sheet))).await;
    assert!(replies.iter().all(|reply| reply.status.as_u16() == 201 && reply.bytes == replies[0].bytes));
    assert_eq!(replies.iter().filter(|reply| !is_replay(reply)).count(), 1);
    assert_eq!(replies[0].json()["action"], "created");
    assert_eq!(traces(app).await, [1, 2, 1, 1, 0, 1, 0, 0]);
}

#[tokio::test]
async fn a_key_is_not_taken_for_another_request() {
    let class = Class::new().await;
    let (app, world) = (&class.app, &class.app.world);
    let sheet = class.sheet(&json!({ "comments": "Bien" }));
    let made = keyed(app, &world.estela, Method::POST, BY_SCHEDULE, KEY, &sheet).await.expect(201).json();
    let before = (traces(app).await, class.read(&text(&made["check_id"])).await);
    let other = class.sheet(&json!({ "comments": "Mal" }));
    let report = json!({
        "item_id": world.sistemas.group, "environment_id": world.sistemas.id, "status": "good",
        "quantity_expected": 10, "quantity_found": 10, "quantity_damaged": 0, "quantity_missing": 0,
    });
    for (uri, body) in [(BY_SCHEDULE, &other), (CHECKS, &sheet), (REPORTS, &report)] {
        let refused = keyed(app, &world.estela, Method::POST, uri, KEY, body).await.expect(422);
        assert_eq!(refused.json()["code"], "clave_repetida", "{uri}");
        assert!(!is_replay(&refused));
    }
    assert_eq!((traces(app).await, class.read(&text(&made["check_id"])).await), before);
    // The same body, written otherwise, is the same request.
    let same = patched(sheet, &json!({ "comments": " Bien ", "unknown": 7, "is_clean": null }));
    assert!(is_replay(&keyed(app, &world.estela, Method::POST, BY_SCHEDULE, KEY, &same).await.expect(201)));
}

#[tokio::test]
async fn the_same_word_on_another_check_is_another_request() {
    let class = Class::new().await;
    let (app, world) = (&class.app, &class.app.world);
    let first = class.begin(&world.estela, json!({})).await;
    let outside = json!({ "environment_id": world.sistemas.id });
    let second = text(&app.post(&world.gloria, CHECKS, outside).await.expect(201).json()["check_id"]);
    keyed(app, &world.ana, Method::PUT, &at(&first, "confirm"), KEY, &good()).await.expect(200);
    keyed(app, &world.ana, Method::PUT, &at(&second, "confirm"), KEY, &good()).await.expect(422);
    assert_eq!(class.read(&second).await["status"], "instructor_review");
}

#[tokio::test]
async fn a_key_is_its_persons_own() {
    let class = Class::new().await;
    let (app, world) = (&class.app, &class.app.world);
    let sheet = class.sheet(&good());
    let first = keyed(app, &world.estela, Method::POST, BY_SCHEDULE, KEY, &sheet).await.expect(201);
    let second = keyed(app, &world.ana, Method::POST, BY_SCHEDULE, KEY, &sheet).await.expect(201);
    assert_eq!([is_replay(&first), is_replay(&second)], [false; 2]);
    assert_eq!(class.read(&text(&second.json()["check_id"])).await["status"], "supervisor_review");
    // And his own second check needs a second key.
    let confirm = at(text(&first.json()["check_id"]), "confirm");
    keyed(app, &world.ana, Method::PUT, &confirm, KEY, &good()).await.expect(422);
}

#[tokio::test]
async fn what_failed_leaves_its_key_free() {
    let class = Class::new().await;
    let (app, estela) = (&class.app, &class.app.world.estela);
    let counted = |found| class.sheet(&json!({ "items": [line(app.world.sistemas.machine, found, 0)] }));
    for _ in 0..2 {
        let refused = keyed(app, estela, Method::POST, BY_SCHEDULE, KEY, &counted(2)).await.expect(400);
        assert!(!is_replay(&refused));
    }
    assert_eq!(app.count("select count(*) from idempotency_keys").await, 0);
    let made = keyed(app, estela, Method::POST, BY_SCHEDULE, KEY, &counted(1)).await.expect(201);
    assert!(!is_replay(&made));
    assert!(is_replay(&keyed(app, estela, Method::POST, BY_SCHEDULE, KEY, &counted(1)).await.expect(201)));
}

#[tokio::test]
async fn without_a_key_or_with_a_bad_one_nothing_is_repeated() {
    let class = Class::new().await;
    let (app, estela) = (&class.app, &class.app.world.estela);
    let sheet = class.sheet(&json!({}));
    for bad in ["corta", &"x".repeat(101)] {
        let refused = keyed(app, estela, Method::POST, BY_SCHEDULE, bad, &sheet).await.expect(422);
        assert!(refused.detail().contains("Idempotency-Key"), "{}", refused.detail());
    }
    let made = keyed(app, estela, Method::POST, BY_SCHEDULE, "", &sheet).await.expect(201).json();
    let again = keyed(app, estela, Method::POST, BY_SCHEDULE, "", &sheet).await.expect(201);
    assert!(!is_replay(&again));
    assert_eq!((&made["action"], &again.json()["action"]), (&json!("created"), &json!("updated")));
}

#[tokio::test]
async fn a_repetition_after_a_restart_gets_the_first_answer() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("inventario.db");
    let app = App::over(dir).await;
    let class = Class { id: super::plan(&app, &json!({})).await, app };
    let estela = &class.app.world.estela;
    let sheet = class.sheet(&json!({ "findings": [{ "code": "123" }] }));
    let first = keyed(&class.app, estela, Method::POST, BY_SCHEDULE, KEY, &sheet).await.expect(201);
    let before = traces(&class.app).await;

    let old = class.app.parts.db.clone();
    tokio::task::spawn_blocking(|| old.close()).await.unwrap();
    let parts = class.app.parts.clone();
    let core = Core { db: Db::open(&file, SECRET).unwrap(), ..parts.core.clone() };
    let restarted = Server::new(&Parts { core, ..parts });
    let request = poem::Request::builder()
        .method(Method::POST)
        .uri_str(BY_SCHEDULE)
        .header("content-type", "application/json")
        .header("authorization", format!("Bearer {}", estela.token))
        .header("idempotency-key", KEY)
        .body(sheet.to_string());
    let mut again = restarted.call(request).await.unwrap();
    assert_eq!(
        (again.status(), &again.headers()["idempotent-replayed"]),
        (first.status, &"true".parse().unwrap())
    );
    let body: Value = serde_json::from_slice(&again.take_body().into_vec().await.unwrap()).unwrap();
    assert_eq!(body, first.json());
    assert_eq!(traces(&class.app).await, before);
}

#[tokio::test]
async fn answers_are_kept_a_week() {
    let class = Class::new().await;
    let (app, estela) = (&class.app, &class.app.world.estela);
    let sheet = class.sheet(&json!({}));
    keyed(app, estela, Method::POST, BY_SCHEDULE, KEY, &sheet).await.expect(201);
    let clear = async |days: i64| {
        let origin = inventario::kit::access::Origin::of_command("test");
        let cleared = app.parts.db.write(&origin, move |tx| {
            let cleared =
                inventario::kit::idempotency::clear_old(tx, tx.now + chrono::TimeDelta::days(days))?;
            Ok(inventario::kit::db::Change::unaudited(cleared))
        });
        cleared.await.unwrap()
    };
    assert_eq!(clear(6).await, 0);
    assert!(is_replay(&keyed(app, estela, Method::POST, BY_SCHEDULE, KEY, &sheet).await.expect(201)));
    assert_eq!(clear(8).await, 1);
    assert!(!is_replay(&keyed(app, estela, Method::POST, BY_SCHEDULE, KEY, &sheet).await.expect(201)));
}
