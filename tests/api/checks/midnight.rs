//! A check belongs to its class and to the day for which it was opened, also when midnight comes in between.

use super::reminded::remind_on;
use super::{BY_SCHEDULE, CHECKS, Class, REPORTS, line, plan, rows, text};
use crate::support::{App, patched};
use chrono::{Datelike, NaiveDate, TimeDelta};
use inventario::kit::clock;
use serde_json::{Value, json};

fn yesterday() -> NaiveDate {
    clock::today() - TimeDelta::days(1)
}

/// A class of Ana's in her room yesterday, from seven to nine unless `patch` says otherwise.
async fn of_yesterday(patch: Value) -> Class {
    let app = App::new().await;
    let day = yesterday();
    let class = json!({
        "start_time": "07:00", "end_time": "09:00", "day_of_week": day.weekday().number_from_monday(),
        "start_date": day, "end_date": day,
    });
    let id = plan(&app, &patched(class, &patch)).await;
    Class { app, id }
}

/// The same, but it goes on until the last second of today.
async fn going_on() -> Class {
    let class = of_yesterday(json!({})).await;
    class.app.run("update schedules set start_time = '23:00:00', end_time = '47:59:59'").await;
    class
}

#[tokio::test]
async fn a_check_is_of_the_day_for_which_it_was_opened() {
    let class = of_yesterday(json!({})).await;
    let (app, world) = (&class.app, &class.app.world);
    let check = class.begin(&world.estela, json!({ "check_date": yesterday() })).await;
    let read = class.read(&check).await;
    assert_eq!((&read["check_date"], &read["check_time"]), (&json!(yesterday()), &json!("23:59:59")));
    let again = class.save(&world.estela, json!({ "check_date": yesterday() })).await.expect(201).json();
    assert_eq!((&again["check_id"], &again["action"]), (&json!(check), &json!("updated")));
    let turns = rows(app, &world.gloria, &format!("{CHECKS}/today?date={}", yesterday())).await;
    assert_eq!((&turns[0]["check_id"], &turns[0]["check_date"]), (&json!(check), &json!(yesterday())));
    // Outside of classes too, and the sheet says of which day it is.
    let loose = json!({ "environment_id": world.sistemas.id, "check_date": yesterday() });
    let loose = text(&app.post(&world.estela, CHECKS, loose).await.expect(201).json()["check_id"]);
    assert_eq!(class.read(&loose).await["check_date"], json!(yesterday()));
    let sheet = format!("{CHECKS}/sheet?environment_id={}&schedule_id={}", world.sistemas.id, class.id);
    let sheet = app.get(&world.estela, &format!("{sheet}&date={}", yesterday())).await.expect(200).json();
    assert_eq!((&sheet["check_date"], &sheet["check_id"]), (&json!(yesterday()), &json!(check)));
}

#[tokio::test]
async fn a_check_that_is_sent_late_is_told_of_which_day_it_is() {
    let class = of_yesterday(json!({})).await;
    let (app, world) = (&class.app, &class.app.world);
    let link = json!({ "environment_id": world.sistemas.id });
    app.post(&world.pedro, "/api/users/link-environment", link).await.expect(200);
    let day = yesterday().format("%d/%m/%Y");
    let sheet =
        json!({ "environment_id": world.sistemas.id, "schedule_id": class.id, "check_date": yesterday() });
    let given = patched(sheet.clone(), &json!({ "student_id": world.pedro.id }));
    app.post(&world.gloria, CHECKS, given.clone()).await.expect(201);
    let told = rows(app, &world.pedro, "/api/notifications").await;
    assert_eq!(
        told[0]["message"],
        format!("Le asignaron la verificación de inventario del {day}. Ambiente: Sistemas 1.")
    );
    let taken = format!("Ya se realizó la verificación del {day} para este turno. La verificación espera");
    for (who, sheet) in [(&world.estela, sheet), (&world.gloria, given)] {
        let refused = app.post(who, CHECKS, sheet).await.expect(400);
        assert_eq!(refused.json()["code"], "turno_ya_verificado");
        assert!(refused.detail().starts_with(&taken), "{}", refused.detail());
    }
}

#[tokio::test]
async fn a_day_that_has_not_come_or_is_long_past_is_refused() {
    let class = of_yesterday(json!({})).await;
    let (app, world) = (&class.app, &class.app.world);
    let (tomorrow, old) = (clock::today() + TimeDelta::days(1), clock::today() - TimeDelta::days(8));
    for (day, sentence) in [(tomorrow, "que no ha llegado"), (old, "los últimos 7 días")] {
        let refused = class.save(&world.estela, json!({ "check_date": day })).await.expect(400);
        assert_eq!(refused.json()["code"], "dia_no_permitido");
        assert!(refused.detail().contains(sentence), "{}", refused.detail());
        let loose = json!({ "environment_id": world.sistemas.id, "check_date": day });
        app.post(&world.estela, CHECKS, loose).await.expect(400);
    }
    assert_eq!(app.count("select count(*) from inventory_checks").await, 0);
}

#[tokio::test]
async fn what_comes_late_does_not_undo_what_was_counted_since() {
    let class = Class::new().await;
    let (app, world, room) = (&class.app, &class.app.world, class.app.world.sistemas);
    class.begin(&world.estela, json!({ "items": [line(room.group, 10, 0)] })).await;
    let late = json!({ "check_date": yesterday(), "items": [line(room.group, 8, 2)] });
    let late = class.begin(&world.estela, late).await;
    assert_eq!(class.read(&late).await["items_damaged"], 2);
    class.confirm(&world.ana, &late, json!({ "items": [line(room.group, 8, 2)] })).await.expect(200);
    let item = app.get(&world.gloria, &format!("/api/inventory/{}", room.group)).await.expect(200).json();
    assert_eq!(item["quantity_damaged"], 0);
}

#[tokio::test]
async fn what_the_app_counts_today_is_for_no_check_of_yesterday() {
    // One that goes on until midnight is counted a little longer: just after it that would be yesterday's.
    let app = App::new().await;
    let id = plan(&app, &json!({ "end_time": "12:00" })).await;
    let class = Class { app, id };
    let (app, world, room) = (&class.app, &class.app.world, class.app.world.sistemas);
    let counted = json!({
        "item_id": room.machine, "environment_id": room.id, "status": "damaged", "quantity_expected": 1,
        "quantity_found": 0, "quantity_damaged": 1, "quantity_missing": 0,
    });
    app.post(&world.estela, REPORTS, counted).await.expect(201);
    let late = class.begin(&world.estela, json!({ "check_date": yesterday() })).await;
    assert_eq!(class.line(&late, room.machine).await["method"], Value::Null);
    let check = class.begin(&world.estela, json!({})).await;
    assert_eq!(class.line(&check, room.machine).await["method"], "app");
}

#[tokio::test]
async fn a_class_that_goes_on_past_midnight_is_checked_on_its_own_day() {
    let class = going_on().await;
    let (app, world) = (&class.app, &class.app.world);
    let turns = rows(app, &world.ana, &format!("{CHECKS}/today")).await;
    assert_eq!((turns.len(), &turns[0]["check_date"]), (1, &json!(yesterday())));
    assert!(rows(app, &world.ana, &format!("{CHECKS}/today?date={}", clock::today())).await.is_empty());
    let place = format!("environment_id={}&schedule_id={}", world.sistemas.id, class.id);
    let sheet = app.get(&world.ana, &format!("{CHECKS}/sheet?{place}")).await.expect(200).json();
    assert_eq!((&sheet["check_date"], &sheet["is_given"]), (&json!(yesterday()), &json!(true)));
    // The app says no day, and reads back what it saved by the day of its own clock.
    let check = class.begin(&world.estela, json!({})).await;
    let read = class.read(&check).await;
    assert_eq!((&read["check_date"], &read["end_time"]), (&json!(yesterday()), &json!("23:59:59")));
    let found = rows(app, &world.estela, &format!("{BY_SCHEDULE}?{place}&date={}", clock::today())).await;
    assert_eq!(found[0]["id"], json!(check));
    // What the app counts now belongs to it.
    let room = world.sistemas;
    let counted = json!({
        "item_id": room.machine, "environment_id": room.id, "status": "damaged", "quantity_expected": 1,
        "quantity_found": 0, "quantity_damaged": 1, "quantity_missing": 0,
    });
    app.post(&world.estela, REPORTS, counted).await.expect(201);
    assert_eq!(class.line(&check, room.machine).await["method"], "app");
}

#[tokio::test]
async fn the_sheet_says_whether_the_class_is_given_that_day() {
    let class = of_yesterday(json!({})).await;
    let world = &class.app.world;
    let place = format!("{CHECKS}/sheet?environment_id={}", world.sistemas.id);
    let of = format!("{place}&schedule_id={}&date={}", class.id, clock::today());
    let sheet = class.app.get(&world.estela, &of).await.expect(200).json();
    let day = yesterday().weekday().number_from_monday();
    assert_eq!((&sheet["is_given"], &sheet["day_of_week"]), (&json!(false), &json!(day)));
    assert_eq!(class.app.get(&world.estela, &place).await.expect(200).json()["is_given"], true);
    // The app offers every class: it is checked all the same.
    let check = class.begin(&world.estela, json!({ "check_date": clock::today() })).await;
    assert_eq!(class.read(&check).await["check_date"], json!(clock::today()));
}

#[tokio::test]
async fn a_class_past_midnight_is_reminded_of_when_it_has_ended() {
    let class = of_yesterday(json!({ "start_time": "22:00", "end_time": "06:00" })).await;
    let (app, today) = (&class.app, clock::today());
    assert_eq!(remind_on(app, yesterday(), "23:59:00").await, 0);
    assert_eq!(remind_on(app, today, "05:59:00").await, 0);
    assert_eq!(remind_on(app, today, "06:00:00").await, 1);
    assert_eq!(remind_on(app, today, "06:02:00").await, 0);
    let told = app.column("select message || action_url from notifications").await;
    assert!(
        told[0].contains("terminó a las 06:00") && told[0].ends_with(&format!("dia={}", yesterday())),
        "{told:?}"
    );
    // Of a class that ended at the last minute of the day nobody heard before midnight.
    let late = of_yesterday(json!({ "start_time": "20:00", "end_time": "23:59" })).await;
    assert_eq!(remind_on(&late.app, today, "00:01:00").await, 1);
    let morning = of_yesterday(json!({})).await;
    assert_eq!(remind_on(&morning.app, today, "00:01:00").await, 0, "that was yesterday's to tell");
}
