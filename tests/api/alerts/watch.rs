//! The server's own look: once per cause, over by itself, at most one word a person.

use super::ids;
use crate::loans;
use crate::support::{App, Person, day};
use chrono::{DateTime, TimeDelta, Utc};
use inventario::campus::alerts::{store, watch};
use inventario::campus::loans::reminders;
use inventario::kit::access::Origin;
use inventario::kit::clock;
use inventario::kit::wire::Day;
use serde_json::{Value, json};

/// Looks, as the job does, at an instant; answers how many alerts changed.
pub(super) async fn look_at(app: &App, now: DateTime<Utc>) -> usize {
    app.parts.db.write(&Origin::of_command("test"), move |tx| watch::look(&tx.at(now))).await.unwrap()
}

pub(super) async fn look(app: &App) -> usize {
    look_at(app, clock::now()).await
}

async fn alerts(app: &App, query: &str) -> Vec<Value> {
    let list = app.get(&app.world.gloria, &format!("/api/system-alerts/?{query}")).await.expect(200).json();
    list.as_array().unwrap().clone()
}

pub(super) async fn open(app: &App, kind: &str) -> Vec<Value> {
    alerts(app, &format!("is_resolved=false&type={kind}")).await
}

async fn told(app: &App, person: &Person) -> Vec<Value> {
    let list = app.get(person, "/api/notifications/?type=alert,loan_overdue").await.expect(200).json();
    list.as_array().unwrap().clone()
}

pub(super) async fn lose(app: &App, item: inventario::kit::wire::Id, missing: i64) {
    let patch = json!({ "quantity_missing": missing });
    app.put(&app.world.gloria, &format!("/api/inventory/{item}"), patch).await.expect(200);
}

/// A loan of two keyboards that went out so many days ago for a day; answers its id.
async fn overdue(app: &App, days: i64) -> String {
    let gloria = &app.world.gloria;
    let wish = json!({ "start_date": day(-days - 1), "end_date": day(-days), "quantity_requested": 2 });
    let loan = loans::id(&loans::ask(app, gloria, wish).await.expect(201).json());
    for status in ["approved", "active"] {
        loans::step(app, gloria, &loan, status).await.expect(200);
    }
    loan
}

#[tokio::test]
async fn each_of_the_five_kinds_is_raised_by_the_server_d10() {
    let app = App::new().await;
    let world = &app.world;
    let loan = overdue(&app, 5).await;
    lose(&app, world.sistemas.group, 2).await;
    // Six of ten are broken, one is gone: three whole ones are left in the warehouse.
    let patch = json!({ "quantity_damaged": 6, "quantity_missing": 1 });
    app.put(&world.gloria, &format!("/api/inventory/{}", world.bodega.group), patch).await.expect(200);
    let request = json!({
        "title": "No prende", "description": "Nada", "priority": "alta", "environment_id": world.sistemas.id,
        "item_id": world.sistemas.machine,
    });
    let sql = format!(
        "insert into maintenance_requests (id, environment_id, user_id, title, description, priority, status,
             estimated_completion, created_at, updated_at)
         values ('018f3b1c-0000-7000-8000-00000000aa01', '{}', '{}', '{}', 'Nada', 'alta', 'assigned', '2026-01-05',
             '2026-01-02T10:00:00.000000Z', '2026-01-02T10:00:00.000000Z')",
        world.sistemas.id,
        world.estela.id,
        request["title"].as_str().unwrap(),
    );
    app.run(sql).await;
    let check = json!({ "environment_id": world.idiomas.id });
    let check = app.post(&world.gloria, "/api/inventory-checks", check).await.expect(201).json();

    look_at(&app, clock::now() + TimeDelta::hours(30)).await;
    let loans = open(&app, "loan_overdue").await;
    assert_eq!(
        (loans.len(), &loans[0]["entity_id"], &loans[0]["severity"]),
        (1, &json!(loan), &json!("high"))
    );
    assert_eq!(loans[0]["entity_type"], "loan");
    let message = loans[0]["message"].as_str().unwrap();
    assert!(
        message.starts_with("Gloria Prueba debía devolver «") && message.contains("(2 piezas)"),
        "{message}"
    );
    let missing = open(&app, "equipment_missing").await;
    assert_eq!(missing.len(), 2, "{missing:?}");
    let low = open(&app, "low_stock").await;
    assert_eq!((low.len(), &low[0]["severity"]), (1, &json!("medium")));
    assert!(low[0]["message"].as_str().unwrap().contains("quedan 3 piezas"), "{low:?}");
    let late = open(&app, "maintenance_overdue").await;
    assert_eq!((late.len(), &late[0]["severity"]), (1, &json!("critical")));
    assert!(late[0]["message"].as_str().unwrap().ends_with("debía estar lista el 05/01/2026"));
    let waiting = open(&app, "verification_pending").await;
    assert_eq!((waiting.len(), &waiting[0]["entity_id"]), (1, &check["check_id"]));
    // A second look finds the same.
    assert_eq!(look_at(&app, clock::now() + TimeDelta::hours(30)).await, 0);
}

#[tokio::test]
async fn an_alert_resolves_by_itself_when_its_cause_is_gone_and_says_so() {
    let app = App::new().await;
    let item = app.world.sistemas.group;
    lose(&app, item, 2).await;
    assert_eq!(look(&app).await, 1);
    let raised = open(&app, "equipment_missing").await.remove(0);
    assert_eq!((&raised["is_self_resolved"], &raised["entity_id"]), (&json!(false), &json!(item)));
    lose(&app, item, 0).await;
    assert_eq!(look(&app).await, 1);
    assert!(open(&app, "equipment_missing").await.is_empty());
    let over = alerts(&app, "is_resolved=true").await.remove(0);
    assert_eq!(over["id"], raised["id"]);
    assert_eq!((&over["resolved_by"], &over["is_self_resolved"]), (&Value::Null, &json!(true)));
    assert_eq!(over["resolution_notes"], "Se resolvió sola: ya no figura con piezas faltantes por su cuenta");
    assert_eq!((&over["resolved_at"], &over["is_active"]), (&over["updated_at"], &json!(false)));
    let entry = app.audited(|entry| entry["action"] == "WATCH_ALERTS").await;
    assert!(
        entry["new_values"]["description"].as_str().unwrap().starts_with("Alertas revisadas por el servidor")
    );

    // It comes again: that is a new one.
    lose(&app, item, 1).await;
    look(&app).await;
    let anew = open(&app, "equipment_missing").await;
    assert_eq!(anew.len(), 1);
    assert_ne!(anew[0]["id"], raised["id"]);
}

#[tokio::test]
async fn what_somebody_has_resolved_stays_resolved_until_it_is_worse() {
    let app = App::new().await;
    let (bruno, item) = (&app.world.bruno, app.world.sistemas.group);
    lose(&app, item, 2).await;
    look(&app).await;
    let id = open(&app, "equipment_missing").await[0]["id"].as_str().unwrap().to_owned();
    let done = json!({ "is_resolved": true, "resolution_notes": " Se buscan en el taller " });
    let done = app.put(bruno, &format!("/api/system-alerts/{id}"), done).await.expect(200).json();
    assert_eq!(done["resolution_notes"], "Se buscan en el taller");
    assert_eq!(look(&app).await, 0, "the cause is still there, and so is what they did");
    lose(&app, item, 3).await;
    assert_eq!(look(&app).await, 1);
    let worse = open(&app, "equipment_missing").await;
    assert_eq!((worse.len(), worse[0]["message"].as_str().unwrap().contains("faltan 3 piezas")), (1, true));
    let kept = alerts(&app, "is_resolved=true").await;
    assert_eq!((kept.len(), &kept[0]["resolution_notes"]), (1, &done["resolution_notes"]));
}

#[tokio::test]
async fn a_graver_cause_makes_its_open_alert_graver_and_is_told_again() {
    let app = App::new().await;
    let wilson = &app.world.wilson;
    overdue(&app, 3).await;
    look(&app).await;
    assert!(told(&app, wilson).await.is_empty(), "who has said nothing hears of what is grave");
    look_at(&app, clock::now() + TimeDelta::days(1)).await;
    let grave = open(&app, "loan_overdue").await;
    assert_eq!((grave.len(), &grave[0]["severity"]), (1, &json!("high")));
    let notices = told(&app, wilson).await;
    assert_eq!(
        (notices.len(), &notices[0]["type"], &notices[0]["priority"]),
        (1, &json!("loan_overdue"), &json!("high"))
    );
    assert_eq!(notices[0]["action_url"], "/alertas");
    look_at(&app, clock::now() + TimeDelta::days(2)).await;
    assert_eq!(told(&app, wilson).await.len(), 1);
}

#[tokio::test]
async fn each_hears_what_they_have_chosen_within_their_scope() {
    let app = App::new().await;
    let world = &app.world;
    let set = |kind: &'static str, is_enabled: bool| json!({ "alert_type": kind, "is_enabled": is_enabled, "notification_methods": ["push"] });
    app.post(&world.bruno, "/api/alert-settings/", set("equipment_missing", true)).await.expect(201);
    app.post(&world.estela, "/api/alert-settings/", set("equipment_missing", true)).await.expect(201);
    app.post(&world.sara, "/api/alert-settings/", set("equipment_missing", true)).await.expect(201);
    app.post(&world.gloria, "/api/alert-settings/", set("equipment_missing", false)).await.expect(201);
    lose(&app, world.sistemas.group, 1).await;
    lose(&app, world.taller.group, 1).await;
    assert_eq!(look(&app).await, 2);
    let bruno = told(&app, &world.bruno).await;
    assert_eq!((bruno.len(), &bruno[0]["type"]), (1, &json!("alert")));
    assert!(
        bruno[0]["message"].as_str().unwrap().contains("Sistemas 1"),
        "only of their own centre: {bruno:?}"
    );
    let sara = told(&app, &world.sara).await;
    assert_eq!(
        (sara.len(), &sara[0]["message"]),
        (1, &bruno[0]["message"]),
        "whose centre is that of the account, and no room's"
    );
    for person in [&world.estela, &world.gloria, &world.wilson, &world.ana] {
        assert!(told(&app, person).await.is_empty(), "{}", person.email);
    }
}

#[tokio::test]
async fn a_thousand_causes_are_one_notification_a_person() {
    let app = App::new().await;
    let world = &app.world;
    let all = json!({ "alert_type": "equipment_missing", "is_enabled": true });
    app.post(&world.bruno, "/api/alert-settings/", all).await.expect(201);
    let sql = format!(
        "with recursive n (n) as (select 1 union all select n + 1 from n where n < 1000)
         insert into inventory_items (id, environment_id, name, internal_code, category, status, quantity, quantity_missing,
             item_type, created_at, updated_at)
         select printf('018f3b1c-0000-7000-8000-%012d', n), '{}', 'Mouse ' || n, 'M-' || n, 'mouse', 'available', 5, 1,
             'group', '2026-01-02T10:00:00.000000Z', '2026-01-02T10:00:00.000000Z'
         from n",
        world.sistemas.id
    );
    app.run(sql).await;
    assert_eq!(look(&app).await, 1_000);
    assert_eq!(open(&app, "equipment_missing").await.len(), 1_000);
    let notices = told(&app, &world.bruno).await;
    assert_eq!((notices.len(), &notices[0]["title"]), (1, &json!("1000 alertas nuevas")));
    assert_eq!(
        app.count("select count(*) from notifications where type in ('alert', 'loan_overdue')").await,
        1
    );
    assert_eq!(look(&app).await, 0);
}

#[tokio::test]
async fn a_borrower_is_reminded_once_a_day_of_all_that_should_be_back() {
    let app = App::new().await;
    let remind = async |days: i64| {
        let (now, today) =
            (clock::now() + TimeDelta::days(days), Day(clock::today() + TimeDelta::days(days)));
        let origin = Origin::of_command("test");
        let done = app.parts.db.write(&origin, move |tx| reminders::remind(&tx.at(now), today));
        done.await.unwrap()
    };
    let loan = overdue(&app, 2).await;
    assert_eq!((remind(0).await, remind(0).await), (1, 0));
    let notices = told(&app, &app.world.gloria).await;
    assert_eq!((notices.len(), &notices[0]["type"]), (1, &json!("loan_overdue")));
    assert_eq!(notices[0]["action_url"], format!("/prestamos/{loan}"));
    overdue(&app, 1).await;
    assert_eq!(remind(1).await, 2);
    let notices = told(&app, &app.world.gloria).await;
    assert_eq!((notices.len(), &notices[0]["title"]), (2, &json!("2 préstamos vencidos")));
    app.put(&app.world.gloria, &format!("/api/loans/{loan}"), json!({ "status": "returned" }))
        .await
        .expect(200);
    assert_eq!(remind(2).await, 1, "what is back is told no more");
    // The clock is set back: a reminder of a day to come stops none of today's.
    assert_eq!(reminders::run(&app.parts.db).await.unwrap(), 1);
    assert_eq!(reminders::run(&app.parts.db).await.unwrap(), 0);
}

#[tokio::test]
async fn an_alert_is_raised_by_hand_by_administrators_and_told() {
    let app = App::new().await;
    let world = &app.world;
    let new = |room: Value| {
        json!({
            "type": "low_stock", "title": " Se acaba el tóner ", "message": "Queda uno", "severity": "high",
            "entity_type": "inventory_item", "entity_id": world.bodega.group, "environment_id": room,
        })
    };
    let uri = "/api/system-alerts/";
    let made = app.post(&world.wilson, uri, new(json!(world.bodega.id))).await.expect(201).json();
    assert_eq!((&made["title"], &made["is_resolved"]), (&json!("Se acaba el tóner"), &json!(false)));
    let list = app.get(&world.wilson, uri).await.expect(200).json();
    assert_eq!(ids(&list), [made["id"].as_str().unwrap()]);
    assert_eq!(told(&app, &world.bruno).await.len(), 1);
    assert!(told(&app, &world.wilson).await.is_empty(), "who raises it knows");
    let entry = app.audited(|entry| entry["action"] == "CREATE_SYSTEM_ALERT").await;
    assert_eq!(entry["new_values"]["description"], "Alerta levantada: Se acaba el tóner");

    let twice = app.post(&world.gloria, uri, new(Value::Null)).await.expect(400);
    assert_eq!(twice.detail(), "Ya hay otra alerta abierta por lo mismo: resuelva esa");
    let mut half = new(Value::Null);
    half["entity_id"] = Value::Null;
    let half = app.post(&world.gloria, uri, half).await.expect(400);
    assert_eq!(half.detail(), "Indique juntos la clase de dato y cuál, o ninguno de los dos");
    app.post(&world.wilson, uri, new(json!(world.taller.id))).await.expect(400);
    let mut nothing = new(Value::Null);
    nothing["entity_id"] = json!("018f3b1c-0000-7000-8000-000000000001");
    let nothing = app.post(&world.gloria, uri, nothing).await.expect(400);
    assert_eq!(nothing.detail(), "El dato del que trata la alerta no existe");
    for who in [&world.bruno, &world.ana, &world.estela] {
        app.post(who, uri, new(Value::Null)).await.expect(403);
    }
    let mut strange = new(Value::Null);
    strange["type"] = json!("otra");
    assert!(app.post(&world.gloria, uri, strange).await.expect(422).detail().contains("«type»"));
    // The same trouble isn't put there by the server too.
    let patch = json!({ "quantity_damaged": 6 });
    app.put(&world.gloria, &format!("/api/inventory/{}", world.bodega.group), patch).await.expect(200);
    assert_eq!(look(&app).await, 0);
}

#[tokio::test]
async fn a_cause_that_grows_worse_while_somebody_has_it_on_the_list_breaks_no_look() {
    let app = App::new().await;
    let (gloria, item) = (&app.world.gloria, app.world.sistemas.group);
    lose(&app, item, 2).await;
    look(&app).await;
    let id = open(&app, "equipment_missing").await[0]["id"].as_str().unwrap().to_owned();
    app.put(gloria, &format!("/api/system-alerts/{id}"), json!({ "is_resolved": true })).await.expect(200);
    let new = json!({
        "type": "equipment_missing", "title": "Faltan teclados", "message": "Otra vez", "severity": "high",
        "entity_type": "inventory_item", "entity_id": item,
    });
    let by_hand = app.post(gloria, "/api/system-alerts/", new).await.expect(201).json();
    lose(&app, item, 4).await;
    assert_eq!(look(&app).await, 0);
    let uri = format!("/api/system-alerts/{}", by_hand["id"].as_str().unwrap());
    app.put(gloria, &uri, json!({ "is_resolved": true })).await.expect(200);
    assert_eq!(look(&app).await, 1, "worse than what was resolved first");
}

#[tokio::test]
async fn a_resolved_alert_is_kept_as_long_as_the_settings_say() {
    let app = App::new().await;
    let (gloria, item) = (&app.world.gloria, app.world.sistemas.group);
    let clear = async |days: i64| {
        let origin = Origin::of_command("test");
        let cleared = app.parts.db.write(&origin, move |tx| {
            let cleared = store::clear_old(tx, tx.now + TimeDelta::days(days))?;
            Ok(inventario::kit::db::Change::unaudited(cleared))
        });
        cleared.await.unwrap()
    };
    lose(&app, item, 2).await;
    look(&app).await;
    let id = open(&app, "equipment_missing").await[0]["id"].as_str().unwrap().to_owned();
    assert_eq!(clear(4_000).await, 0, "what is open stays");
    app.put(gloria, &format!("/api/system-alerts/{id}"), json!({ "is_resolved": true })).await.expect(200);
    assert_eq!(clear(4_000).await, 0, "its cause is still there");
    lose(&app, item, 0).await;
    look(&app).await;
    assert_eq!(clear(364).await, 0);
    app.put(gloria, "/api/settings", json!({ "alerts": { "kept_days": 100 } })).await.expect(200);
    assert_eq!((clear(99).await, clear(101).await), (0, 1));
    assert!(alerts(&app, "").await.is_empty());
}
