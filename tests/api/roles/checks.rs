//! Which checks, and what belongs to them, each role reaches: out of reach is 404 for a row and an empty list for lists.

use crate::support::{App, Person, Ready};
use chrono::{Datelike, TimeDelta};
use inventario::kit::clock;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const CHECKS: &str = "/api/inventory-checks";
const FINDINGS: &str = "/api/inventory-check-findings";
const PENDING: &str = "/api/supervisor-reviews/pending";

/// One member of every row of a list, as far as it is there.
async fn all(app: &App, who: &Person, uri: &str, member: &str) -> BTreeSet<String> {
    let rows = app.get(who, uri).await.expect(200).json();
    rows.as_array().unwrap().iter().filter_map(|row| row[member].as_str().map(str::to_owned)).collect()
}

fn set(ids: &[&String]) -> BTreeSet<String> {
    ids.iter().map(|id| (*id).clone()).collect()
}

/// A check of Estela's in her room.
async fn of_estela(app: &App) -> String {
    let sheet = json!({ "environment_id": app.world.sistemas.id });
    let made = app.post(&app.world.estela, CHECKS, sheet).await.expect(201).json();
    made["check_id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn checks_are_read_by_their_maker_the_room_the_centre_and_administrators() {
    let ready = Ready::new().await;
    let (app, world) = (&ready.app, &ready.app.world);
    let own = of_estela(app).await;
    let (idiomas, bodega, taller) = (&ready.waiting, &ready.troubled, &ready.settled);
    let everything = [&own, idiomas, bodega, taller];
    for (person, reached) in [
        (&world.estela, &[&own][..]),
        (&world.pedro, &[]),
        (&world.ana, &[&own]),
        (&world.ivan, &[idiomas]),
        (&world.bruno, &[&own, idiomas, bodega]),
        (&world.sara, &[&own, idiomas, bodega]),
        (&world.wilson, &everything),
        (&world.gloria, &everything),
    ] {
        let name = &person.email;
        assert_eq!(all(app, person, CHECKS, "id").await, set(reached), "{name}");
        for id in everything {
            let status = app.get(person, &format!("{CHECKS}/{id}")).await.status.as_u16();
            assert_eq!(status, if reached.contains(&id) { 200 } else { 404 }, "{name} {id}");
        }
        // What was begun today, and nothing of another day.
        let mut begun = all(app, person, &format!("{CHECKS}/today"), "check_id").await;
        if person.role.as_str() == "student" {
            // An apprentice is told how it stands with his room, whoever began.
            begun.retain(|id| reached.contains(&id));
        }
        assert_eq!(begun, set(reached), "{name}");
        let yesterday = clock::today() - TimeDelta::days(1);
        let uri = format!("{CHECKS}/today?date={yesterday}");
        assert!(all(app, person, &uri, "check_id").await.is_empty(), "{name}");
    }
}

#[tokio::test]
async fn an_instructor_reaches_his_classes_in_any_room() {
    let ready = Ready::new().await;
    let (app, world) = (&ready.app, &ready.app.world);
    let today = clock::today();
    let class = json!({
        "environment_id": world.taller.id, "instructor_id": world.ana.id, "program": "ADSO", "ficha": "1",
        "start_time": "06:00", "end_time": "07:00", "day_of_week": today.weekday().number_from_monday(),
        "start_date": today, "end_date": today,
    });
    let class = app.post(&world.gloria, "/api/schedules", class).await.expect(201).json();
    let place = json!({ "environment_id": world.taller.id, "schedule_id": class["id"] });
    let query = format!("environment_id={}&schedule_id={}", world.taller.id, class["id"].as_str().unwrap());

    for person in [&world.ivan, &world.estela, &world.bruno] {
        app.post(person, &format!("{CHECKS}/by-schedule"), place.clone()).await.expect(404);
        app.get(person, &format!("{CHECKS}/sheet?{query}")).await.expect(404);
        let day = format!("{CHECKS}/by-schedule?{query}&date={today}");
        assert_eq!(app.get(person, &day).await.expect(200).json(), json!([]), "{}", person.email);
    }
    app.get(&world.ana, &format!("{CHECKS}/sheet?{query}")).await.expect(200);
    let turns = app.get(&world.ana, &format!("{CHECKS}/today")).await.expect(200).json();
    let turn = turns.as_array().unwrap().iter().find(|it| it["schedule_id"] == class["id"]).unwrap();
    assert_eq!((&turn["status"], &turn["check_id"]), (&json!("not_started"), &Value::Null));
    let made = app.post(&world.ana, &format!("{CHECKS}/by-schedule"), place).await.expect(201).json();
    let uri = format!("{CHECKS}/{}", made["check_id"].as_str().unwrap());
    for (person, status) in
        [(&world.ana, 200), (&world.ivan, 404), (&world.bruno, 404), (&world.sara, 404), (&world.gloria, 200)]
    {
        assert_eq!(app.get(person, &uri).await.status.as_u16(), status, "{}", person.email);
    }
    let ticks = json!({ "is_clean": true, "is_organized": true, "inventory_complete": true });
    app.put(&world.ivan, &format!("{uri}/confirm"), ticks.clone()).await.expect(404);
    app.put(&world.ana, &format!("{uri}/confirm"), ticks).await.expect(200);
    // The room itself is still none of hers.
    let outside = json!({ "environment_id": world.taller.id });
    app.post(&world.ana, CHECKS, outside).await.expect(404);
}

#[tokio::test]
async fn supervisors_decide_in_their_centre_only() {
    let ready = Ready::new().await;
    let (app, world) = (&ready.app, &ready.app.world);
    let here = set(&[&ready.troubled]);
    for person in [&world.bruno, &world.sara, &world.gloria] {
        assert_eq!(all(app, person, PENDING, "id").await, here, "{}", person.email);
    }
    app.run(
        "update inventory_checks set environment_id = (select id from environments where name = 'Taller'),
             check_date = '2026-01-19' where status = 'issues'",
    )
    .await;
    assert!(all(app, &world.bruno, PENDING, "id").await.is_empty());
    let approved = json!({ "approved": true });
    let uri = format!("{CHECKS}/{}", ready.troubled);
    app.put(&world.bruno, &format!("{uri}/supervisor-approve"), approved.clone()).await.expect(404);
    let takeover = json!({ "target_role": "instructor_assign" });
    app.put(&world.bruno, &format!("{uri}/assign-role"), takeover).await.expect(404);
    assert_eq!(all(app, &world.gloria, PENDING, "id").await, here);
    app.put(&world.gloria, &format!("{uri}/supervisor-approve"), approved).await.expect(200);
    assert!(all(app, &world.gloria, PENDING, "id").await.is_empty());
}

#[tokio::test]
async fn findings_belong_to_those_who_keep_the_room() {
    let ready = Ready::new().await;
    let (app, world) = (&ready.app, &ready.app.world);
    let noted = json!({ "status": "noted" });
    let uri = format!("{FINDINGS}/{}", ready.finding);
    for person in [&world.bruno, &world.sara, &world.wilson, &world.gloria] {
        assert_eq!(all(app, person, FINDINGS, "id").await.len(), 2, "{}", person.email);
    }
    // The machine of the other centre is not Bruno's to move, though it lies in his room.
    for person in [&world.bruno, &world.wilson] {
        app.put(person, &uri, json!({ "status": "moved" })).await.expect(404);
    }
    app.run(
        "update inventory_check_findings
             set environment_id = (select id from environments where name = 'Taller')",
    )
    .await;
    for person in [&world.bruno, &world.wilson] {
        assert!(all(app, person, FINDINGS, "id").await.is_empty(), "{}", person.email);
        app.put(person, &uri, noted.clone()).await.expect(404);
    }
    app.put(&world.gloria, &uri, noted).await.expect(200);
}

#[tokio::test]
async fn a_check_item_is_noted_within_scope_and_nowhere_else() {
    let ready = Ready::new().await;
    let (app, world) = (&ready.app, &ready.app.world);
    let rooms = [world.sistemas, world.idiomas, world.bodega, world.taller];
    for (person, reached) in [
        (&world.estela, [true, false, false, false]),
        (&world.pedro, [false; 4]),
        (&world.ana, [true, false, true, false]),
        (&world.bruno, [true, true, true, false]),
        (&world.sara, [true, true, true, false]),
        (&world.wilson, [true, true, true, false]),
        (&world.gloria, [true; 4]),
    ] {
        for (room, reached) in rooms.into_iter().zip(reached) {
            let report = json!({
                "environment_id": room.id, "item_id": room.group, "status": "good", "quantity_expected": 10,
                "quantity_found": 10, "quantity_damaged": 0, "quantity_missing": 0,
            });
            let status = app.post(person, "/api/inventory-check-items", report).await.status.as_u16();
            assert_eq!(status, if reached { 201 } else { 404 }, "{} {}", person.email, room.id);
        }
        // The room that is named has to be the item's.
        let report = json!({
            "environment_id": world.sistemas.id, "item_id": world.idiomas.group, "status": "good",
            "quantity_expected": 10, "quantity_found": 10, "quantity_damaged": 0, "quantity_missing": 0,
        });
        app.post(person, "/api/inventory-check-items", report).await.expect(404);
    }
}
