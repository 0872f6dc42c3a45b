//! What the server's look finds of checks: one that waits, what one has found, a class that passed without.

use super::watch::{look, look_at, lose, open};
use crate::support::App;
use chrono::TimeDelta;
use inventario::kit::clock;
use inventario::kit::wire::{Day, Id};
use serde_json::json;

/// Begins a check of Sistemas in which two of ten keyboards are missing or damaged; answers its id.
async fn begin(app: &App, found: i64, damaged: i64) -> String {
    let room = app.world.sistemas;
    let line = json!({ "item_id": room.group, "quantity_found": found, "quantity_damaged": damaged });
    let sheet = json!({ "environment_id": room.id, "items": [line] });
    let made = app.post(&app.world.estela, "/api/inventory-checks", sheet).await.expect(201).json();
    made["check_id"].as_str().unwrap().to_owned()
}

async fn confirm(app: &App, check: &str) {
    let uri = format!("/api/inventory-checks/{check}/confirm");
    let sent = json!({ "is_clean": true, "is_organized": true, "inventory_complete": false });
    app.put(&app.world.ana, &uri, sent).await.expect(200);
}

#[tokio::test]
async fn what_a_check_has_found_missing_is_told_by_the_check_alone() {
    let app = App::new().await;
    let bruno = &app.world.bruno;
    let check = begin(&app, 8, 0).await;
    assert_eq!(look(&app).await, 0, "the check is under way, and speaks for itself");
    confirm(&app, &check).await;
    assert_eq!(look(&app).await, 0);
    let missing = open(&app, "equipment_missing").await;
    assert_eq!((missing.len(), &missing[0]["entity_type"]), (1, &json!("inventory_check")));
    // Somebody deals with it, and the next check counts the same: that is told by that one, and by nobody else.
    let uri = format!("/api/system-alerts/{}", missing[0]["id"].as_str().unwrap());
    app.put(bruno, &uri, json!({ "is_resolved": true })).await.expect(200);
    assert_eq!(look(&app).await, 0);
    lose(&app, app.world.sistemas.group, 3).await;
    assert_eq!(look(&app).await, 1, "more than the check has found");
    let patch = json!({ "status": "lost" });
    app.put(bruno, &format!("/api/inventory/{}", app.world.sistemas.group), patch).await.expect(200);
    assert_eq!(look(&app).await, 1);
    assert!(open(&app, "equipment_missing").await.is_empty(), "what is lost is known");
}

#[tokio::test]
async fn a_check_that_nobody_ever_confirms_hides_nothing_for_ever() {
    let app = App::new().await;
    begin(&app, 8, 0).await;
    look_at(&app, clock::now() + TimeDelta::days(29)).await;
    assert_eq!(open(&app, "equipment_missing").await.len(), 0);
    look_at(&app, clock::now() + TimeDelta::days(32)).await;
    assert_eq!(open(&app, "equipment_missing").await.len(), 1);
}

#[tokio::test]
async fn that_a_check_waits_does_not_swallow_what_it_has_found() {
    let app = App::new().await;
    let check = begin(&app, 8, 2).await;
    look_at(&app, clock::now() + TimeDelta::hours(30)).await;
    let waiting = open(&app, "verification_pending").await;
    assert_eq!((waiting.len(), &waiting[0]["title"]), (1, &json!("Verificación en espera: Sistemas 1")));
    confirm(&app, &check).await;
    let told = open(&app, "verification_pending").await;
    assert_eq!((told.len(), &told[0]["title"]), (1, &json!("Verificación con novedades: Sistemas 1")));
    assert_eq!((&told[0]["id"], &told[0]["severity"]), (&waiting[0]["id"], &json!("medium")));
    assert_eq!(look(&app).await, 0, "it is the check's own by now, and stays");
    look_at(&app, clock::now() + TimeDelta::hours(30)).await;
    assert_eq!(open(&app, "verification_pending").await.len(), 1);
}

#[tokio::test]
async fn a_class_that_was_not_in_the_timetable_yet_was_missed_by_nobody() {
    let app = App::new().await;
    let world = &app.world;
    let today = clock::today();
    let class = async |ficha: &str, room: Id| {
        let class = json!({
            "environment_id": room, "instructor_id": world.ana.id, "program": "ADSO", "ficha": ficha,
            "start_time": "08:00", "end_time": "10:00", "start_date": today - TimeDelta::days(14),
            "end_date": today + TimeDelta::days(30), "day_of_week": weekday(today - TimeDelta::days(2)),
        });
        let made = app.post(&world.gloria, "/api/schedules/", class).await.expect(201).json();
        made["id"].as_str().unwrap().to_owned()
    };
    let checked = class("2558104", world.idiomas.id).await;
    let unchecked = class("2558105", world.sistemas.id).await;
    let day = Day(today - TimeDelta::days(2));
    // The centre checked on that day.
    let sql = format!(
        "insert into inventory_checks (id, environment_id, schedule_id, student_id, check_date, check_time, status, total_items,
             items_good, items_damaged, items_missing, created_at, updated_at)
         values ('018f3b1c-0000-7000-8000-00000000cc01', '{}', '{checked}', '{}', '{day}', '08:00:00', 'complete', 1, 1, 0, 0,
             '{day}T13:00:00.000000Z', '{day}T13:00:00.000000Z')",
        world.idiomas.id, world.estela.id,
    );
    app.run(sql).await;
    assert_eq!(look(&app).await, 0);
    let long_ago = "update schedules set created_at = '2026-01-02T10:00:00.000000Z'";
    app.run(long_ago).await;
    assert_eq!(look(&app).await, 1);
    assert_eq!(open(&app, "verification_pending").await[0]["entity_id"], json!(unchecked));
}

fn weekday(day: chrono::NaiveDate) -> u32 {
    chrono::Datelike::weekday(&day).number_from_monday()
}
