//! An old check reads as it was, whatever has become of its items, its class and its room; and its day is the centre's.

use super::{BY_SCHEDULE, CHECKS, Class, line, plan, text};
use crate::support::{App, Person, patched};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use inventario::kit::clock;
use poem::http::Method;
use serde_json::{Value, json};

/// A check without the links to its items, which end with the items.
fn lasting(mut check: Value) -> Value {
    for line in check["items"].as_array_mut().unwrap() {
        line["item_id"] = Value::Null;
    }
    check
}

#[tokio::test]
async fn an_old_check_reads_as_it_was_whatever_became_of_its_items() {
    let class = Class::new().await;
    let (app, world, room) = (&class.app, &class.app.world, class.app.world.sistemas);
    let noted = patched(line(room.group, 8, 1), &json!({ "notes": "Una sin tapa" }));
    let check = class.begin(&world.estela, json!({ "items": [noted] })).await;
    class.confirm(&world.ana, &check, json!({})).await.expect(200);
    let before = class.read(&check).await;
    assert_eq!(before["items"][0]["item_name"], "Teclados Sistemas 1");

    let group = format!("/api/inventory/{}", room.group);
    let renamed = json!({ "name": "Teclados viejos", "internal_code": "X-1", "quantity": 4, "quantity_damaged": 0,
        "quantity_missing": 0, "category": "other" });
    app.put(&world.gloria, &group, renamed).await.expect(200);
    assert_eq!(class.read(&check).await, before);
    let elsewhere = json!({ "environment_id": world.taller.id });
    app.put(&world.gloria, &group, elsewhere).await.expect(200);
    assert_eq!(class.read(&check).await, before);

    // A later count of the same day's other check leaves it alone too.
    app.post(&world.gloria, CHECKS, json!({ "environment_id": room.id })).await.expect(201);
    assert_eq!(class.read(&check).await, before);

    app.run("delete from maintenance_requests").await;
    app.delete(&world.gloria, &group).await.expect(200);
    let after = class.read(&check).await;
    assert_eq!(after["items"][0]["item_id"], Value::Null);
    let mut without_requests = before.clone();
    without_requests["maintenance_ids"] = json!([]);
    assert_eq!(lasting(after), lasting(without_requests));
}

#[tokio::test]
async fn a_class_with_checks_is_put_away_and_its_checks_stay() {
    let class = Class::new().await;
    let (app, world) = (&class.app, &class.app.world);
    let check = class.complete().await;
    let before = class.read(&check).await;
    let uri = format!("/api/schedules/{}", class.id);
    app.put(&world.ana, &uri, json!({ "program": "Otro", "ficha": "1", "start_time": "05:00" }))
        .await
        .expect(200);
    assert_eq!(class.read(&check).await, before, "the class as it was on that day");
    let gone = app.delete(&world.ana, &uri).await.expect(200).json();
    assert_eq!(gone["detail"], "La clase tiene verificaciones: quedó inactiva");
    assert_eq!(app.get(&world.ana, &uri).await.expect(200).json()["is_active"], false);
    assert_eq!(class.read(&check).await, before);
    let today = clock::today();
    let query = format!("environment_id={}&schedule_id={}&date={today}", world.sistemas.id, class.id);
    for who in [&world.estela, &world.ana, &world.bruno, &world.wilson] {
        let found = app.get(who, &format!("{BY_SCHEDULE}?{query}")).await.expect(200).json();
        assert_eq!(found[0]["id"], check.as_str(), "{}", who.email);
    }
    // Without a check it goes.
    let other = plan(app, &json!({})).await;
    let gone = app.delete(&world.ana, &format!("/api/schedules/{other}")).await.expect(200).json();
    assert_eq!(gone["status"], "deleted");
}

#[tokio::test]
async fn a_room_with_checks_is_put_out_of_use_and_its_checks_stay() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let make = async |name: &str| {
        let new = json!({ "center_id": app.world.center, "name": name, "location": "Bloque B" });
        text(&app.post(gloria, "/api/environments", new).await.expect(201).json()["id"])
    };
    let (checked, unused) = (make("Sala vacía").await, make("Sala nueva").await);
    let made = app.post(gloria, CHECKS, json!({ "environment_id": checked })).await.expect(201).json();
    let uri = format!("{CHECKS}/{}", text(&made["check_id"]));
    let before = app.get(gloria, &uri).await.expect(200).json();
    assert_eq!((&before["total_items"], &before["items"]), (&json!(0), &json!([])));
    let removal = async |room: &str| {
        let gone = app.delete(gloria, &format!("/api/environments/{room}")).await.expect(200).json();
        text(&gone["status"])
    };
    assert_eq!((removal(&checked).await, removal(&unused).await), ("deactivated".into(), "deleted".into()));
    assert_eq!(app.get(gloria, &uri).await.expect(200).json(), before);
    let old =
        app.get(&app.world.wilson, &format!("{CHECKS}?environment_id={checked}")).await.expect(200).json();
    assert_eq!(old[0]["environment_name"], "Sala vacía");
}

#[tokio::test]
async fn people_who_left_stay_in_the_checks_they_made() {
    let class = Class::new().await;
    let (app, world) = (&class.app, &class.app.world);
    let check = class.complete().await;
    let before = class.read(&check).await;
    for person in [&world.estela, &world.bruno] {
        app.delete(&world.gloria, &format!("/api/users/{}", person.id)).await.expect(200);
    }
    assert_eq!(class.read(&check).await, before);
}

#[tokio::test]
async fn a_step_says_from_where_it_was_made_to_those_who_look_after_equipment() {
    let class = Class::new().await;
    let (app, world) = (&class.app, &class.app.world);
    let authorization = format!("Bearer {}", world.estela.token);
    let headers = [
        ("content-type", "application/json"),
        ("authorization", authorization.as_str()),
        ("user-agent", "Dart/3.5 (dart:io)"),
    ];
    let sheet = class.sheet(&json!({})).to_string();
    let made =
        app.send_from("192.168.7.20", Method::POST, BY_SCHEDULE, &headers, sheet).await.expect(201).json();
    let uri = format!("{CHECKS}/{}", text(&made["check_id"]));
    let step = async |who: &Person| {
        let step = app.get(who, &uri).await.expect(200).json()["steps"][0].clone();
        assert_eq!((&step["user_name"], &step["user_role"]), (&json!("Estela Prueba"), &json!("student")));
        (step["ip_address"].clone(), step["user_agent"].clone())
    };
    for keeper in [&world.bruno, &world.wilson, &world.gloria] {
        assert_eq!(
            step(keeper).await,
            (json!("192.168.7.20"), json!("Dart/3.5 (dart:io)")),
            "{}",
            keeper.email
        );
    }
    for other in [&world.estela, &world.ana] {
        assert_eq!(step(other).await, (Value::Null, Value::Null), "{}", other.email);
    }
}

#[tokio::test]
async fn a_photo_stays_with_what_it_shows() {
    let class = Class::new().await;
    let (app, world, room) = (&class.app, &class.app.world, class.app.world.sistemas);
    let code = format!("/api/qr/generate/environment/{}?format=png", room.id);
    let picture = app.get(&world.gloria, &code).await.expect(200).bytes;
    let authorization = format!("Bearer {}", world.estela.token);
    let headers = [("content-type", "image/png"), ("authorization", authorization.as_str())];
    let photo =
        app.send(Method::POST, "/api/photos", &headers, picture).await.expect(201).json()["id"].clone();
    let shown = json!({ "photo_id": photo, "notes": "Así estaba" });
    let sent = json!({
        "items": [patched(line(room.group, 9, 1), &shown)], "findings": [patched(json!({ "code": "123" }), &shown)],
    });
    let check = class.begin(&world.estela, sent).await;
    // Who counts the same again without a photo doesn't take it away.
    class.confirm(&world.ana, &check, json!({ "items": [line(room.group, 8, 2)] })).await.expect(200);
    let counted = class.line(&check, room.group).await;
    assert_eq!((&counted["photo_id"], &counted["notes"]), (&photo, &json!("Así estaba")));
    assert_eq!(counted["quantity_damaged"], 2);
    assert_eq!(class.read(&check).await["findings"][0]["photo_id"], photo);
}

#[tokio::test]
async fn the_list_to_go_through_shows_what_is_known_and_what_was_said_last() {
    let class = Class::new().await;
    let (app, world, room) = (&class.app, &class.app.world, class.app.world.sistemas);
    let uri = format!("{CHECKS}/sheet?environment_id={}&schedule_id={}", room.id, class.id);
    let blank = app.get(&world.estela, &uri).await.expect(200).json();
    for (name, value) in [
        ("environment_name", json!("Sistemas 1")),
        ("location", json!("Bloque A")),
        ("blind_checks", json!(false)),
        ("program", json!("ADSO")),
        ("check_id", Value::Null),
        ("check_status", Value::Null),
    ] {
        assert_eq!(blank[name], value, "{name}");
    }
    let noted = patched(line(room.group, 8, 1), &json!({ "notes": "Una sin tapa" }));
    let check = class.begin(&world.estela, json!({ "items": [noted] })).await;
    let sheet = app.get(&world.ana, &uri).await.expect(200).json();
    assert_eq!((&sheet["check_id"], &sheet["check_status"]), (&json!(check), &json!("instructor_review")));
    let [machine, group] = [&sheet["items"][0], &sheet["items"][1]];
    assert_eq!((&machine["internal_code"], &machine["serial_number"]), (&json!("S1-M"), &json!("SN-S1-M")));
    assert_eq!((&group["last_note"], &group["status"]), (&json!("Una sin tapa"), &json!("missing")));
    assert_eq!(
        ["quantity", "quantity_damaged", "quantity_missing"].map(|name| group[name].clone()),
        [10, 1, 1].map(Value::from)
    );
}

#[tokio::test]
async fn in_a_blind_room_the_pieces_of_groups_are_hidden_before_they_are_counted() {
    let class = Class::new().await;
    let (app, world, room) = (&class.app, &class.app.world, class.app.world.sistemas);
    let uri = format!("/api/environments/{}", room.id);
    app.put(&world.gloria, &uri, json!({ "blind_checks": true })).await.expect(200);
    for who in [&world.estela, &world.ana, &world.bruno, &world.gloria] {
        let sheet =
            app.get(who, &format!("{CHECKS}/sheet?environment_id={}", room.id)).await.expect(200).json();
        let [machine, group] = [&sheet["items"][0], &sheet["items"][1]];
        assert_eq!((&sheet["blind_checks"], &machine["quantity"]), (&json!(true), &json!(1)));
        for hidden in ["quantity", "quantity_damaged", "quantity_missing"] {
            assert_eq!(group[hidden], Value::Null, "{hidden}");
        }
        let [turn] = super::rows(app, who, &format!("{CHECKS}/today")).await.try_into().unwrap();
        assert_eq!(turn["blind_checks"], true);
    }
    // What is missing still follows from what is expected, without anybody having been told.
    let check = class.begin(&world.estela, json!({ "items": [line(room.group, 9, 0)] })).await;
    let read = class.read(&check).await;
    assert_eq!((&read["blind_checks"], &read["items_missing"]), (&json!(true), &json!(1)));
    app.get(&world.wilson, &format!("{CHECKS}/sheet?environment_id={}", room.id)).await.expect(403);
    app.get(&world.ivan, &format!("{CHECKS}/sheet?environment_id={}", room.id)).await.expect(404);
}

#[tokio::test]
async fn day_and_clock_of_a_check_are_the_centres() {
    let class = Class::new().await;
    let check = class.begin(&class.app.world.estela, json!({})).await;
    let check = class.read(&check).await;
    // On the wire the instant is the centre's wall clock.
    let wall: NaiveDateTime = text(&check["created_at"]).parse().unwrap();
    let (day, clock) = (text(&check["check_date"]), text(&check["check_time"]));
    assert_eq!(
        (day.parse::<NaiveDate>().unwrap(), clock),
        (wall.date(), wall.format("%H:%M:%S").to_string())
    );
    let bogota = (clock::now() - TimeDelta::hours(5)).naive_utc();
    assert!(bogota - wall < TimeDelta::minutes(1) && wall <= bogota, "{wall} is not {bogota}");
    // After seven in the evening it is tomorrow elsewhere, and still today here.
    let evening = wall.date().and_time(NaiveTime::from_hms_opt(21, 2, 0).unwrap());
    let instant = clock::instant_of(evening);
    assert_ne!(instant.date_naive(), wall.date());
    assert_eq!(clock::day_of(instant), wall.date());
}
