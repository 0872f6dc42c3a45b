//! Preferences: each person's own, and what they have switched off isn't told to them.

use crate::loans;
use crate::recovery::switch_mail_on;
use crate::support::{App, Content, Person, Ready, Resource, Roles};
use inventario::kit::access::Origin;
use inventario::kit::db::{Change, Kind, Notice};
use serde_json::{Value, json};

/// All, their own.
const ROLES: Roles = &[("st in su ad ag", &["get_own_settings", "update_own_settings"])];

/// What the tests that walk all operations must know.
pub const RESOURCE: Resource = Resource::new(ROLES).sent(content);

fn content(_: &Ready, operation: &str) -> Option<Content> {
    Some(Content::Json(match operation {
        "update_own_settings" => json!({
            "language": "en", "theme": "dark",
            "notifications": [{ "kind": "loan_approved", "in_app": false, "mail": true }],
        }),
        _ => return None,
    }))
}

const URI: &str = "/api/users/me/settings";

fn of_kind<'a>(settings: &'a Value, kind: &str) -> &'a Value {
    settings["notifications"].as_array().unwrap().iter().find(|it| it["kind"] == kind).unwrap()
}

async fn switch(app: &App, who: &Person, switch: Value) -> Value {
    app.put(who, URI, json!({ "notifications": [switch] })).await.expect(200).json()
}

#[tokio::test]
async fn everybody_has_their_own_and_finds_every_declared_kind() {
    let app = App::new().await;
    let (estela, ana) = (&app.world.estela, &app.world.ana);
    let first = app.get(estela, URI).await.expect(200).json();
    assert_eq!((&first["language"], &first["theme"]), (&Value::Null, &Value::Null));
    assert_eq!((&first["time_zone"], &first["is_mail_on"]), (&json!("America/Bogota"), &json!(false)));
    let kinds: Vec<&str> =
        first["notifications"].as_array().unwrap().iter().map(|it| it["kind"].as_str().unwrap()).collect();
    let declared: Vec<&str> = app.parts.core.kinds.iter().map(AsRef::as_ref).collect();
    assert_eq!(kinds, declared);
    let untouched = json!({ "kind": "loan_approved", "in_app": true, "mail": false, "is_fixed": false });
    assert_eq!(of_kind(&first, "loan_approved"), &untouched);
    for fixed in ["system", "new_sign_in"] {
        assert_eq!(of_kind(&first, fixed)["is_fixed"], true);
    }

    let chosen = json!({ "language": "en", "theme": "dark" });
    let changed = app.put(estela, URI, chosen).await.expect(200).json();
    assert_eq!((&changed["language"], &changed["theme"]), (&json!("en"), &json!("dark")));
    let changed = app.put(estela, URI, json!({ "theme": null })).await.expect(200).json();
    assert_eq!((&changed["language"], &changed["theme"]), (&json!("en"), &Value::Null));
    assert_eq!(app.get(ana, URI).await.expect(200).json(), first);
}

#[tokio::test]
async fn a_switch_changes_what_was_sent_of_it() {
    let app = App::new().await;
    let estela = &app.world.estela;
    let mailed = switch(&app, estela, json!({ "kind": "loan_approved", "mail": true })).await;
    assert_eq!(of_kind(&mailed, "loan_approved")["in_app"], true);
    let off = switch(&app, estela, json!({ "kind": "loan_approved", "in_app": false })).await;
    let expected = json!({ "kind": "loan_approved", "in_app": false, "mail": true, "is_fixed": false });
    assert_eq!(of_kind(&off, "loan_approved"), &expected);
    assert_eq!(of_kind(&off, "loan_rejected")["in_app"], true);
}

#[tokio::test]
async fn who_has_switched_a_kind_off_is_not_told_and_others_are() {
    let app = App::new().await;
    let (estela, ana) = (&app.world.estela, &app.world.ana);
    switch(&app, estela, json!({ "kind": "check_reminder", "in_app": false })).await;
    let (off, on, origin) = (estela.id, ana.id, Origin::of_command("test"));
    let told = app.parts.db.write(&origin, move |_| {
        let to = |id| Notice::new(id, Kind::CheckReminder, "Falta su verificación", "Sistemas 1");
        Ok(Change::unaudited(()).tell([to(off), to(on)]))
    });
    told.await.unwrap();
    assert_eq!(app.get(estela, "/api/notifications/").await.expect(200).json(), json!([]));
    assert_eq!(app.get(ana, "/api/notifications/").await.expect(200).json().as_array().unwrap().len(), 1);

    switch(&app, estela, json!({ "kind": "check_reminder", "in_app": true })).await;
    let told = app.parts.db.write(&origin, move |_| {
        Ok(Change::unaudited(()).tell([Notice::new(off, Kind::CheckReminder, "Otra vez", "Sistemas 1")]))
    });
    told.await.unwrap();
    assert_eq!(app.get(estela, "/api/notifications/").await.expect(200).json()[0]["title"], "Otra vez");
}

#[tokio::test]
async fn who_tells_somebody_what_they_have_switched_off_is_answered_as_ever() {
    let app = App::new().await;
    let (estela, bruno) = (&app.world.estela, &app.world.bruno);
    switch(&app, estela, json!({ "kind": "maintenance_update", "in_app": false })).await;
    let new = json!({
        "user_id": estela.id, "type": "maintenance_update", "title": "Reparado", "message": "Listo",
        "priority": "high", "action_url": "/mantenimiento",
    });
    let answer = app.post(bruno, "/api/notifications/", new.clone()).await.expect(201).json();
    for member in ["user_id", "type", "title", "message", "priority", "action_url"] {
        assert_eq!(answer[member], new[member]);
    }
    assert_eq!(app.get(estela, "/api/notifications/").await.expect(200).json(), json!([]));
    let logs = app.get(&app.world.gloria, "/api/audit-logs/").await.expect(200).json();
    let entry =
        logs["logs"].as_array().unwrap().iter().find(|it| it["action"] == "CREATE_NOTIFICATION").unwrap();
    assert!(entry["new_values"]["description"].as_str().unwrap().starts_with("Aviso no entregado"));
}

#[tokio::test]
async fn a_step_of_a_loan_is_mailed_once_though_the_app_tells_it_again_d52() {
    let app = App::new().await;
    let (ana, wilson) = (&app.world.ana, &app.world.wilson);
    switch_mail_on(&app).await;
    switch(&app, ana, json!({ "kind": "loan_approved", "in_app": false, "mail": true })).await;
    let loan = loans::id(&loans::ask(&app, ana, json!({})).await.expect(201).json());
    loans::step(&app, wilson, &loan, "approved").await.expect(200);
    let letters = "select count(*) from outbox";
    assert_eq!(app.count(letters).await, 1);
    let new = json!({ "user_id": ana.id, "type": "loan_approved", "title": "Préstamo aprobado", "message": "Recójalo" });
    let answer = app.post(wilson, "/api/notifications/", new).await.expect(201).json();
    assert_eq!(answer["title"], "Préstamo aprobado");
    assert_eq!(app.count(letters).await, 1);
    assert_eq!(app.get(ana, "/api/notifications/").await.expect(200).json(), json!([]));
}

#[tokio::test]
async fn words_of_the_system_and_of_strange_sign_ins_always_arrive() {
    let app = App::new().await;
    let (gloria, bruno) = (&app.world.gloria, &app.world.bruno);
    let off = json!({ "notifications": [
        { "kind": "loan_approved", "in_app": false },
        { "kind": "system", "in_app": false },
    ] });
    let refused = app.put(gloria, URI, off).await.expect(400);
    assert_eq!(refused.json()["code"], "aviso_obligatorio");
    let silent = json!({ "notifications": [{ "kind": "new_sign_in", "in_app": false }] });
    assert!(
        app.put(gloria, URI, silent).await.expect(400).detail().contains("ingresos desde un lugar nuevo")
    );
    let all = app.get(gloria, URI).await.expect(200).json();
    assert_eq!(of_kind(&all, "loan_approved")["in_app"], true, "half of a refused change was kept");
    switch(&app, gloria, json!({ "kind": "system", "in_app": true, "mail": true })).await;
    let new = json!({ "user_id": gloria.id, "type": "system", "title": "Corte", "message": "A las ocho" });
    app.post(bruno, "/api/notifications/", new).await.expect(201);
    assert_eq!(app.get(gloria, "/api/notifications/").await.expect(200).json()[0]["title"], "Corte");
}

#[tokio::test]
async fn what_nobody_declares_is_refused() {
    let app = App::new().await;
    let estela = &app.world.estela;
    for (wrong, says) in [
        (json!({ "language": "fr" }), "language"),
        (json!({ "theme": "rosa" }), "theme"),
        (json!({ "notifications": [{ "kind": "chismes", "in_app": false }] }), "kind"),
        (json!({ "notifications": [{ "in_app": false }] }), "kind"),
        (json!({ "notifications": vec![json!({ "kind": "system" }); 101] }), "notifications"),
        (json!({ "notifications": null }), "notifications"),
    ] {
        let refused = app.put(estela, URI, wrong).await.expect(422);
        assert!(refused.detail().contains(says), "{refused:?}");
    }
    assert_eq!(app.count("select count(*) from notification_switches").await, 0);
}
