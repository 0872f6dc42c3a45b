//! What a check with issues leaves behind: one alert, one request for each damaged item, and a word in the audit.

use super::{CHECKS, Class, line, plan, rows, text};
use crate::support::{App, patched};
use inventario::kit::wire::Id;
use serde_json::{Value, json};

const ALERTS: &str = "/api/system-alerts";
const REQUESTS: &str = "/api/maintenance-requests";

async fn alerts(app: &App) -> Vec<Value> {
    rows(app, &app.world.gloria, ALERTS).await
}

async fn requests(app: &App) -> Vec<Value> {
    rows(app, &app.world.gloria, REQUESTS).await
}

/// A check of another class of the same room and day, by Ana alone; answers its id.
async fn another(class: &Class, weekday: u32, items: Value) -> String {
    let (app, world) = (&class.app, &class.app.world);
    // A class may be checked on any day; on another weekday it is in nobody's way.
    let other = plan(app, &json!({ "day_of_week": weekday })).await;
    let sheet = json!({ "environment_id": world.sistemas.id, "schedule_id": other, "items": items });
    let check = text(&app.post(&world.ana, CHECKS, sheet).await.expect(201).json()["check_id"]);
    class.confirm(&world.ana, &check, json!({})).await.expect(200);
    check
}

/// Two weekdays that are not today's.
fn weekdays() -> [u32; 2] {
    use chrono::Datelike;
    let today = inventario::kit::clock::today().weekday().number_from_monday();
    [today % 7 + 1, (today + 1) % 7 + 1]
}

#[tokio::test]
async fn a_good_day_leaves_nothing() {
    let class = Class::new().await;
    let check = class.complete().await;
    assert_eq!((alerts(&class.app).await.len(), requests(&class.app).await.len()), (0, 0));
    assert_eq!(class.read(&check).await["alert_id"], Value::Null);
}

#[tokio::test]
async fn nothing_is_asked_for_before_somebody_has_confirmed() {
    let class = Class::new().await;
    let world = &class.app.world;
    let counted = json!({ "items": [line(world.sistemas.group, 8, 1)] });
    let check = class.begin(&world.estela, counted).await;
    assert_eq!((alerts(&class.app).await.len(), requests(&class.app).await.len()), (0, 0));
    // It was a mistake.
    let counted = json!({ "items": [line(world.sistemas.group, 10, 0)] });
    class.confirm(&world.ana, &check, counted).await.expect(200);
    assert_eq!((alerts(&class.app).await.len(), requests(&class.app).await.len()), (0, 0));
}

#[tokio::test]
async fn issues_leave_one_alert_and_a_request_for_each_damaged_item() {
    let class = Class::new().await;
    let (app, world, room) = (&class.app, &class.app.world, class.app.world.sistemas);
    let noted = patched(line(room.group, 7, 2), &json!({ "notes": "Tapas partidas" }));
    let counted = json!({ "items": [noted, line(room.machine, 0, 1)] });
    let check = class.begin(&world.estela, counted).await;
    class.confirm(&world.ana, &check, json!({})).await.expect(200);

    let [alert] = alerts(app).await.try_into().unwrap();
    for (name, value) in [
        ("type", json!("equipment_missing")),
        ("title", json!("Faltan equipos: Sistemas 1")),
        ("severity", json!("high")),
        ("entity_type", json!("inventory_check")),
        ("entity_id", json!(check)),
        ("environment_id", json!(room.id)),
        ("is_resolved", json!(false)),
    ] {
        assert_eq!(alert[name], value, "{name}");
    }
    let message = text(&alert["message"]);
    assert!(message.ends_with(": falta 1 pieza y hay 3 dañadas, de 11"), "{message}");

    let mut asked = requests(app).await;
    asked.sort_by_key(|request| text(&request["internal_code"]));
    let [group, machine] = asked.try_into().unwrap();
    for (request, item, pieces) in [(&group, room.group, 2), (&machine, room.machine, 1)] {
        for (name, value) in [
            ("item_id", json!(item)),
            ("check_id", json!(check)),
            ("user_id", json!(world.estela.id)),
            ("environment_id", json!(room.id)),
            ("status", json!("pending")),
            ("quantity_affected", json!(pieces)),
        ] {
            assert_eq!(request[name], value, "{name}");
        }
    }
    assert_eq!(group["title"], "Equipo dañado: Teclados Sistemas 1");
    assert!(text(&group["description"]).ends_with(". Nota: Tapas partidas"), "{}", group["description"]);

    let read = class.read(&check).await;
    assert_eq!(read["alert_id"], alert["id"]);
    let mut left: Vec<String> = read["maintenance_ids"].as_array().unwrap().iter().map(text).collect();
    left.sort();
    let mut made = [text(&group["id"]), text(&machine["id"])];
    made.sort();
    assert_eq!(left, made);
    // The supervisor leaves it with issues: nothing comes twice.
    class.confirm(&world.bruno, &check, json!({})).await.expect(200);
    assert_eq!((alerts(app).await.len(), requests(app).await.len()), (1, 2));
}

#[tokio::test]
async fn without_a_missing_piece_the_alert_speaks_of_the_check() {
    for (damaged, complete, sentence) in [
        (1, true, ": hay 1 dañada, de 11"),
        (0, false, ": no se contó ninguna pieza dañada ni faltante; el inventario no está completo"),
    ] {
        let class = Class::new().await;
        let world = &class.app.world;
        let counted = json!({ "items": [line(world.sistemas.group, 10 - damaged, damaged)] });
        let check = class.begin(&world.estela, counted).await;
        let sent = json!({ "inventory_complete": complete });
        let confirmed = class.confirm(&world.ana, &check, sent).await.expect(200).json();
        assert_eq!(confirmed["status"], "issues");
        let [alert] = alerts(&class.app).await.try_into().unwrap();
        assert_eq!((&alert["type"], &alert["severity"]), (&json!("verification_pending"), &json!("medium")));
        let message = text(&alert["message"]);
        assert!(message.ends_with(sentence), "{message}");
        assert_eq!(requests(&class.app).await.len(), usize::from(complete));
    }
}

#[tokio::test]
async fn the_same_damage_is_reported_again_but_repaired_once() {
    let class = Class::new().await;
    let (app, room) = (&class.app, class.app.world.sistemas);
    let [second, third] = weekdays();
    let first = class.with_issues().await;
    // Nobody touches the damaged group: it is still known to be.
    let second = another(&class, second, json!([])).await;
    assert_eq!(class.read(&second).await["status"], "issues");
    let told: Vec<Value> = alerts(app).await.iter().map(|alert| alert["entity_id"].clone()).collect();
    assert_eq!(told, [json!(second), json!(first)]);
    assert_eq!(requests(app).await.len(), 1);
    assert_eq!(class.read(&second).await["maintenance_ids"], json!([]));

    // Repaired, and broken again: that is a new request.
    app.run("update maintenance_requests set status = 'completed'").await;
    let third = another(&class, third, json!([line(room.group, 8, 2)])).await;
    let asked = requests(app).await;
    assert_eq!((asked.len(), &asked[0]["check_id"]), (2, &json!(third)));
    assert_eq!(asked[0]["quantity_affected"], 2);
}

#[tokio::test]
async fn an_open_request_is_enough_whatever_it_came_from() {
    for status in ["pending", "assigned", "in_progress"] {
        let class = Class::new().await;
        let app = &class.app;
        class.with_issues().await;
        let update = match status {
            "pending" => "update maintenance_requests set check_id = null",
            "assigned" => "update maintenance_requests set check_id = null, status = 'assigned'",
            _ => "update maintenance_requests set check_id = null, status = 'in_progress'",
        };
        app.run(update).await;
        another(&class, weekdays()[0], json!([])).await;
        assert_eq!(requests(app).await.len(), 1, "{status}");
    }
}

#[tokio::test]
async fn a_check_that_is_done_anew_keeps_its_open_alert() {
    let class = Class::new().await;
    let (app, world) = (&class.app, &class.app.world);
    let check = class.with_issues().await;
    class.decide(&world.bruno, &check, false, "Cuenten otra vez").await.expect(200);
    class.begin(&world.estela, json!({})).await;
    class.confirm(&world.ana, &check, json!({})).await.expect(200);
    assert_eq!((alerts(app).await.len(), requests(app).await.len()), (1, 1));
    // Once somebody has dealt with it, the next finding is told again.
    let alert = text(&alerts(app).await[0]["id"]);
    app.put(&world.bruno, &format!("{ALERTS}/{alert}"), json!({ "is_resolved": true })).await.expect(200);
    class.confirm(&world.bruno, &check, json!({})).await.expect(200);
    let told = alerts(app).await;
    assert_eq!(told.len(), 2);
    assert_eq!(class.read(&check).await["alert_id"], told[0]["id"]);
}

#[tokio::test]
async fn a_correction_raises_no_second_alert_unless_it_is_worse() {
    let class = Class::new().await;
    let (app, world, room) = (&class.app, &class.app.world, class.app.world.sistemas);
    let check = class.with_issues().await;
    // The missing piece was in the cupboard; one is still damaged.
    let found = json!({ "items": [line(room.group, 9, 1)] });
    class.confirm(&world.bruno, &check, found).await.expect(200);
    assert_eq!(class.read(&check).await["status"], "issues");
    assert_eq!(alerts(app).await.len(), 1);

    let damaged = json!([line(room.group, 9, 1)]);
    let other = another(&class, weekdays()[0], damaged).await;
    let of_other = async || -> Vec<String> {
        let alerts = alerts(app).await;
        alerts.iter().filter(|it| it["entity_id"] == json!(other)).map(|it| text(&it["type"])).collect()
    };
    assert_eq!(of_other().await, ["verification_pending"]);
    let worse = json!({ "items": [line(room.group, 7, 1)] });
    class.confirm(&world.bruno, &other, worse).await.expect(200);
    assert_eq!(of_other().await, ["equipment_missing", "verification_pending"]);
}

#[tokio::test]
async fn check_item_and_request_are_each_written_down() {
    let class = Class::new().await;
    let (app, world) = (&class.app, &class.app.world);
    let check = class.with_issues().await;
    class.decide(&world.bruno, &check, true, "").await.expect(200);
    let audit = app.audit().await;
    let told = |action: &str, who: Id| {
        let mut found = audit.iter().filter(|it| it["action"] == action && it["user_id"] == json!(who));
        let entry = found.next().unwrap_or_else(|| panic!("no {action} by {who}")).clone();
        assert!(found.next().is_none(), "{action} twice");
        entry
    };
    let begun = told("CREATE_INVENTORY_CHECK", world.estela.id);
    assert_eq!((&begun["entity_id"], &begun["old_values"]), (&json!(check), &Value::Null));
    assert_eq!(begun["new_values"]["after"]["status"], "instructor_review");
    assert_eq!(begun["new_values"]["response"]["status_code"], 201);
    let counted = told("UPDATE_INVENTORY_ITEM", world.estela.id);
    assert_eq!(counted["entity_id"], json!(world.sistemas.group));
    assert_eq!(counted["old_values"]["quantity_damaged"], 0);
    assert_eq!(counted["new_values"]["after"]["quantity_damaged"], 1);
    let confirmed = told("UPDATE_INVENTORY_CHECK", world.ana.id);
    assert_eq!(confirmed["old_values"]["status"], "instructor_review");
    assert_eq!(confirmed["new_values"]["after"]["status"], "issues");
    let asked = told("CREATE_MAINTENANCE_REQUEST", world.ana.id);
    assert_eq!(asked["entity_id"], class.read(&check).await["maintenance_ids"][0]);
    let approved = told("UPDATE_INVENTORY_CHECK", world.bruno.id);
    assert_eq!(approved["new_values"]["description"], "Verificación de Sistemas 1: aprobada");
}
