//! Who reads which checks, how lists are cut, and what a person gets to see before he counts.

use super::{BY_SCHEDULE, CHECKS, Class, REVIEWS, line, pieces, plan, rows, text};
use crate::support::{App, Person, patched};
use chrono::TimeDelta;
use inventario::kit::clock;
use inventario::kit::wire::Id;
use serde_json::{Value, json};

/// The names of the rooms of a list's rows, each once, in order.
async fn rooms(app: &App, who: &Person, uri: &str) -> Vec<String> {
    let rows = rows(app, who, uri).await;
    let mut rooms: Vec<String> = rows.iter().map(|row| text(&row["environment_name"])).collect();
    rooms.sort();
    rooms.dedup();
    rooms
}

async fn ids(app: &App, who: &Person, uri: &str) -> Vec<String> {
    rows(app, who, uri).await.iter().map(|row| text(&row["id"])).collect()
}

/// Gloria checks a room outside of classes; answers the check.
async fn check_room(app: &App, room: Id) -> String {
    let made = app.post(&app.world.gloria, CHECKS, json!({ "environment_id": room })).await;
    text(&made.expect(201).json()["check_id"])
}

const ALL: [&str; 4] = ["Bodega central", "Idiomas", "Sistemas 1", "Taller"];

#[tokio::test]
async fn checks_are_seen_by_those_whose_room_or_centre_it_is() {
    let class = Class::new().await;
    let (app, world) = (&class.app, &class.app.world);
    let of_estela = class.begin(&world.estela, json!({})).await;
    let others = [
        check_room(app, world.idiomas.id).await,
        check_room(app, world.bodega.id).await,
        check_room(app, world.taller.id).await,
    ];
    let checks = [
        ("Sistemas 1", &of_estela),
        ("Idiomas", &others[0]),
        ("Bodega central", &others[1]),
        ("Taller", &others[2]),
    ];
    for (who, seen) in [
        (&world.estela, vec!["Sistemas 1"]),
        (&world.pedro, vec![]),
        (&world.ana, vec!["Sistemas 1"]),
        (&world.ivan, vec!["Idiomas"]),
        (&world.bruno, vec!["Bodega central", "Idiomas", "Sistemas 1"]),
        (&world.sara, vec!["Bodega central", "Idiomas", "Sistemas 1"]),
        (&world.wilson, ALL.to_vec()),
        (&world.gloria, ALL.to_vec()),
    ] {
        assert_eq!(rooms(app, who, CHECKS).await, seen, "{}", who.email);
        let today = rooms(app, who, &format!("{CHECKS}/today")).await;
        assert_eq!(today, seen, "{}: today", who.email);
        for (room, check) in checks {
            let expected = if seen.contains(&room) { 200 } else { 404 };
            let status = app.get(who, &format!("{CHECKS}/{check}")).await.status.as_u16();
            assert_eq!(status, expected, "{}: {room}", who.email);
        }
    }
    // An apprentice sees his own, not his room's: Pedro comes into it.
    let link = json!({ "environment_id": world.sistemas.id });
    app.post(&world.pedro, "/api/users/link-environment", link).await.expect(200);
    assert!(rows(app, &world.pedro, CHECKS).await.is_empty());
    app.get(&world.pedro, &format!("{CHECKS}/{of_estela}")).await.expect(404);
    // But his app asks how it stands with the class before he begins.
    let uri = format!("{BY_SCHEDULE}?environment_id={}&schedule_id={}", world.sistemas.id, class.id);
    let today = clock::today();
    for (who, number) in [
        (&world.estela, 1),
        (&world.pedro, 1),
        (&world.ana, 1),
        (&world.ivan, 0),
        (&world.bruno, 1),
        (&world.wilson, 1),
    ] {
        let found = rows(app, who, &format!("{uri}&date={today}")).await;
        assert_eq!(found.len(), number, "{}", who.email);
        assert!(found.iter().all(|row| row["id"] == json!(of_estela)));
    }
    assert!(rows(app, &world.ana, &format!("{uri}&date={}", today - TimeDelta::days(1))).await.is_empty());
}

#[tokio::test]
async fn a_class_that_one_gives_is_seen_wherever_it_meets() {
    let class = Class::new().await;
    let (app, world) = (&class.app, &class.app.world);
    let ivans = json!({ "environment_id": world.taller.id, "instructor_id": world.ivan.id, "ficha": "9" });
    let ivans = plan(app, &ivans).await;
    let sheet = json!({ "environment_id": world.taller.id, "schedule_id": ivans });
    let check = text(&app.post(&world.gloria, CHECKS, sheet).await.expect(201).json()["check_id"]);
    assert_eq!(ids(app, &world.ivan, CHECKS).await, [check.as_str()]);
    assert_eq!(rooms(app, &world.ivan, &format!("{CHECKS}/today")).await, ["Taller"]);
    assert_eq!(rooms(app, &world.ana, &format!("{CHECKS}/today")).await, ["Sistemas 1"]);
    app.get(&world.ana, &format!("{CHECKS}/{check}")).await.expect(404);
    app.get(&world.bruno, &format!("{CHECKS}/{check}")).await.expect(404);
}

#[tokio::test]
async fn lists_are_cut_by_room_day_shift_stage_and_class() {
    let class = Class::new().await;
    let (app, world) = (&class.app, &class.app.world);
    let morning = class.complete().await;
    let afternoon =
        json!({ "day_of_week": 1, "start_time": "12:00", "end_time": "18:00", "start_date": "2026-01-01" });
    let night =
        json!({ "day_of_week": 1, "start_time": "18:00", "end_time": "22:00", "start_date": "2026-01-01" });
    let mut made = vec![morning];
    for patch in [afternoon, night] {
        let patch = patched(patch, &json!({ "environment_id": world.idiomas.id }));
        let other = plan(app, &patch).await;
        let sheet = json!({ "environment_id": world.idiomas.id, "schedule_id": other });
        made.push(text(&app.post(&world.gloria, CHECKS, sheet).await.expect(201).json()["check_id"]));
    }
    let [morning, afternoon, night] = [&made[0], &made[1], &made[2]];
    app.run("update inventory_checks set check_date = '2026-03-10' where start_time = '12:00:00'").await;
    app.run("update inventory_checks set check_date = '2026-03-12' where start_time = '18:00:00'").await;
    let today = clock::today();
    let (room, of_class) =
        (format!("environment_id={}", world.idiomas.id), format!("schedule_id={}", class.id));
    let until_today = format!("start_date=2026-03-12&end_date={today}");
    let on_today = format!("date={today}");
    for (query, found) in [
        ("", vec![morning, night, afternoon]),
        (room.as_str(), vec![night, afternoon]),
        (of_class.as_str(), vec![morning]),
        (on_today.as_str(), vec![morning]),
        ("date=2026-03-10", vec![afternoon]),
        ("start_date=2026-03-10&end_date=2026-03-12", vec![night, afternoon]),
        ("start_date=2026-03-11&end_date=2026-03-11", vec![]),
        ("end_date=2026-03-10", vec![afternoon]),
        (until_today.as_str(), vec![morning, night]),
        ("date=2026-03-10&start_date=2026-03-11", vec![]),
        ("shift=morning", vec![morning]),
        ("shift=afternoon", vec![afternoon]),
        ("shift=night", vec![night]),
        ("shift=Noche", vec![morning, night, afternoon]),
        ("status=complete", vec![morning]),
        ("status=instructor_review", vec![night, afternoon]),
        ("status=&date=null&shift=&environment_id=", vec![morning, night, afternoon]),
        ("limit=1&skip=1", vec![night]),
        ("limit=2", vec![morning, night]),
    ] {
        let list = app.get(&world.gloria, &format!("{CHECKS}?{query}")).await.expect(200);
        let total = if query.starts_with("limit") { 3 } else { found.len() };
        assert_eq!(list.header("x-total-count"), Some(total.to_string().as_str()), "{query}");
        let ids: Vec<String> = list.json().as_array().unwrap().iter().map(|row| text(&row["id"])).collect();
        assert_eq!(ids.iter().collect::<Vec<_>>(), found, "{query}");
    }
    for wrong in ["status=hecha", "date=ayer", "environment_id=7", "limit=-1"] {
        app.get(&world.gloria, &format!("{CHECKS}?{wrong}")).await.expect(422);
    }
    assert_eq!(ids(app, &world.estela, CHECKS).await, [morning.as_str()]);

    // The shifts are the house's: an evening from seven on begins in the afternoon at six.
    let later = json!({ "shifts": { "afternoon_from": "12:30", "night_from": "19:00" } });
    app.put(&world.gloria, "/api/settings", later).await.expect(200);
    let mornings = ids(app, &world.gloria, &format!("{CHECKS}?shift=morning")).await;
    assert_eq!(mornings, [morning.as_str(), afternoon.as_str()]);
    assert_eq!(ids(app, &world.gloria, &format!("{CHECKS}?shift=afternoon")).await, [night.as_str()]);
    assert_eq!(ids(app, &world.gloria, &format!("{CHECKS}?shift=night")).await, [""; 0]);
}

#[tokio::test]
async fn the_day_shows_each_class_with_its_state_and_what_was_done_beside() {
    let class = Class::new().await;
    let (app, world) = (&class.app, &class.app.world);
    let tomorrow = clock::today() + TimeDelta::days(1);
    let turns = async |who: &Person, query: &str| rows(app, who, &format!("{CHECKS}/today{query}")).await;
    // Classes of the same weekday that are over, or not yet begun.
    for days in [-7, 7] {
        let day = clock::today() + TimeDelta::days(days);
        plan(app, &json!({ "start_date": day, "end_date": day })).await;
    }
    let [turn] = turns(&world.estela, "").await.try_into().unwrap();
    for (name, value) in [
        ("schedule_id", json!(class.id)),
        ("status", json!("not_started")),
        ("check_id", Value::Null),
        ("program", json!("ADSO")),
        ("instructor_name", json!("Ana Prueba")),
        ("start_time", json!("00:00:00")),
        ("environment_name", json!("Sistemas 1")),
        ("items_damaged", Value::Null),
    ] {
        assert_eq!(turn[name], value, "{name}");
    }
    assert!(turns(&world.estela, &format!("?date={tomorrow}")).await.is_empty());
    let check = class.begin(&world.estela, json!({ "items": [line(world.sistemas.group, 8, 1)] })).await;
    let beside = check_room(app, world.sistemas.id).await;
    let of_room = format!("?environment_id={}", world.sistemas.id);
    let [turn, other] = turns(&world.gloria, &of_room).await.try_into().unwrap();
    assert_eq!((&turn["check_id"], &turn["status"]), (&json!(check), &json!("instructor_review")));
    assert_eq!((&turn["items_damaged"], &turn["items_missing"]), (&json!(1), &json!(1)));
    assert_eq!((&turn["student_name"], &other["check_id"]), (&json!("Estela Prueba"), &json!(beside)));
    assert_eq!((&other["schedule_id"], &other["start_time"]), (&Value::Null, &Value::Null));
    // A class that was put away keeps its check of the day.
    app.delete(&world.gloria, &format!("/api/schedules/{}", class.id)).await.expect(200);
    assert_eq!(turns(&world.gloria, &of_room).await.len(), 2);
}

#[tokio::test]
async fn the_figures_of_a_class_are_its_checks_or_those_of_now() {
    let class = Class::new().await;
    let (app, world) = (&class.app, &class.app.world);
    let uri = format!(
        "{CHECKS}/schedule-stats?environment_id={}&schedule_id={}&date={}",
        world.sistemas.id,
        class.id,
        clock::today()
    );
    let figures = |numbers: [i64; 4], status: &str, percentage: f64| {
        let [total, good, damaged, missing] = numbers;
        json!({ "total_items": total, "items_good": good, "items_damaged": damaged, "items_missing": missing,
            "status": status, "completion_percentage": percentage })
    };
    let stats = async |who: &Person| app.get(who, &uri).await.expect(200).json();
    assert_eq!(stats(&world.ana).await, figures([11, 11, 0, 0], "not_started", 0.0));
    assert_eq!(stats(&world.ivan).await, figures([0; 4], "not_started", 0.0));
    assert_eq!(stats(&world.pedro).await, figures([0; 4], "not_started", 0.0));
    let check = class.begin(&world.estela, json!({ "items": [line(world.sistemas.group, 8, 1)] })).await;
    assert_eq!(pieces(&class.read(&check).await), [11, 9, 1, 1]);
    for who in [&world.estela, &world.ana, &world.bruno, &world.wilson] {
        assert_eq!(stats(who).await, figures([11, 9, 1, 1], "instructor_review", 81.82), "{}", who.email);
    }
}

#[tokio::test]
async fn supervisors_see_what_waits_for_them_oldest_first() {
    let class = Class::new().await;
    let (app, world) = (&class.app, &class.app.world);
    let pending = format!("{REVIEWS}/pending");
    let first = class.with_issues().await;
    let mut others = Vec::new();
    for room in [world.idiomas.id, world.taller.id] {
        let check = check_room(app, room).await;
        class.confirm(&world.gloria, &check, json!({})).await.expect(200);
        others.push(check);
    }
    check_room(app, world.bodega.id).await;
    assert_eq!(ids(app, &world.gloria, &pending).await, [first.as_str(), &others[0], &others[1]]);
    for who in [&world.bruno, &world.sara] {
        assert_eq!(ids(app, who, &pending).await, [first.as_str(), &others[0]], "{}", who.email);
    }
    assert_eq!(ids(app, &world.bruno, &format!("{pending}?limit=1&skip=1")).await, [others[0].as_str()]);
    // Decided, though with issues; and approved.
    class.confirm(&world.bruno, &first, json!({})).await.expect(200);
    class.decide(&world.bruno, &others[0], true, "").await.expect(200);
    assert!(ids(app, &world.bruno, &pending).await.is_empty());
    for who in [&world.estela, &world.ana, &world.wilson] {
        app.get(who, &pending).await.expect(403);
    }
}

#[tokio::test]
async fn the_last_review_is_read_by_those_who_keep_the_room() {
    let class = Class::new().await;
    let (app, world) = (&class.app, &class.app.world);
    let check = class.with_issues().await;
    let uri = format!("{REVIEWS}/{check}");
    app.get(&world.bruno, &uri).await.expect(404);
    let look = json!({ "check_id": check, "status": "pending", "comments": "Mañana voy" });
    let looked = app.post(&world.bruno, REVIEWS, look).await.expect(200).json();
    assert_eq!((&looked["status"], &looked["supervisor_id"]), (&json!("pending"), &json!(world.bruno.id)));
    assert_eq!(class.read(&check).await["status"], "issues", "looking changes nothing");
    let yes = json!({ "check_id": check, "status": "approved", "comments": "Resuelto" });
    app.post(&world.sara, REVIEWS, yes).await.expect(200);
    assert_eq!(class.read(&check).await["status"], "complete");
    for who in [&world.bruno, &world.wilson, &world.gloria] {
        let review = app.get(who, &uri).await.expect(200).json();
        assert_eq!((&review["status"], &review["comments"]), (&json!("approved"), &json!("Resuelto")));
        let details = &review["check_details"];
        assert_eq!((pieces(details), &details["instructor_id"]), ([11, 9, 1, 1], &json!(world.ana.id)));
    }
    app.get(&world.ana, &uri).await.expect(403);
}
