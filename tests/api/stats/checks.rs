//! Figures of checks: what they found, when they were, and which were missed.

use super::figures;
use crate::support::{App, Person, day, sent};
use chrono::{Datelike, TimeDelta};
use inventario::campus::{checks, schedules};
use inventario::kit::clock;
use inventario::kit::wire::Id;
use serde_json::{Value, json};

/// A class of Ana's in her room that has ended by now on each day that it meets, planned as of a day.
async fn class(app: &App, planned: i64, met: i64) -> Id {
    let weekday = (clock::today() + TimeDelta::days(met)).weekday().number_from_monday();
    let (room, ana) = (app.world.sistemas.id, app.world.ana.id);
    app.at(&app.world.gloria, planned, move |tx| {
        let new = json!({
            "environment_id": room, "instructor_id": ana, "program": "ADSO", "ficha": "2758311", "day_of_week": weekday,
            "start_time": "06:00", "end_time": "07:00", "start_date": day(-100), "end_date": day(100),
        });
        let change = schedules::change::add(tx, sent(new)).unwrap();
        tx.keep(change).unwrap().class.id
    })
    .await
}

/// A check of Ana's room, begun by her on a day, with so many good and damaged keyboards.
async fn check(app: &App, class: Option<Id>, on: i64, [good, damaged]: [i64; 2]) {
    let (room, group) = (app.world.sistemas.id, app.world.sistemas.group);
    app.at(&app.world.ana, on, move |tx| {
        let sheet = json!({
            "environment_id": room, "schedule_id": class,
            "items": [{ "item_id": group, "quantity_found": good, "quantity_damaged": damaged }],
        });
        if class.is_some() {
            tx.keep(checks::change::save(tx, sent(sheet)).unwrap()).unwrap();
        } else {
            tx.keep(checks::change::create(tx, sent(sheet)).unwrap()).unwrap();
        }
    })
    .await;
}

fn line(kept: &Value) -> [i64; 2] {
    ["planned", "done"].map(|name| kept[name].as_i64().unwrap())
}

#[tokio::test]
async fn compliance_is_what_the_timetable_asked_for_since_it_was_planned() {
    let app = App::new().await;
    let world = &app.world;
    // Planned three weeks ago for the weekday of yesterday: it met 15, 8 and 1 days ago, and before that nobody knew of it.
    let id = class(&app, -21, -1).await;
    let nothing = figures(&app, &world.gloria, "compliance").await;
    assert_eq!(line(&nothing["total"]), [0, 0], "nobody makes checks yet, so none is missing");
    check(&app, None, -25, [10, 0]).await;
    check(&app, Some(id), -8, [10, 0]).await;
    // On another weekday, and outside of classes: both are checks, but none that was asked for.
    check(&app, Some(id), -5, [10, 0]).await;
    check(&app, None, -4, [10, 0]).await;
    for who in [&world.ana, &world.bruno, &world.wilson, &world.gloria] {
        let found = figures(&app, who, "compliance").await;
        assert_eq!(line(&found["total"]), [3, 1], "{}", who.email);
        assert_eq!(found["total"]["rate"], 33.33);
        assert_eq!(found["by_environment"][0]["environment_name"], "Sistemas 1");
        assert_eq!(line(&found["by_environment"][0]), [3, 1]);
        assert_eq!(found["by_class"][0]["schedule_id"], json!(id));
        assert_eq!(found["by_instructor"][0]["instructor_name"], "Ana Prueba");
        let points = found["points"].as_array().unwrap();
        assert_eq!((points.len(), &found["step"]), (30, &json!("day")));
        let begun: i64 = points
            .iter()
            .map(|it| {
                ["complete", "issues", "open"].map(|name| it[name].as_i64().unwrap()).iter().sum::<i64>()
            })
            .sum();
        assert_eq!(begun, 4);
    }
    let elsewhere = figures(&app, &world.ivan, "compliance").await;
    assert_eq!((line(&elsewhere["total"]), &elsewhere["total"]["rate"]), ([0, 0], &json!(null)));
    assert_eq!(elsewhere["by_class"], json!([]));
    let week = format!("compliance?start_date={}&end_date={}", day(-10), day(-2));
    let found = figures(&app, &world.bruno, &week).await;
    assert_eq!((line(&found["total"]), &found["total"]["rate"]), ([1, 1], &json!(100.0)));
}

#[tokio::test]
async fn a_class_that_was_put_away_is_asked_for_until_then() {
    let app = App::new().await;
    let id = class(&app, -21, -1).await;
    check(&app, Some(id), -15, [10, 0]).await;
    let gloria = &app.world.gloria;
    app.at(gloria, -9, move |tx| {
        let change = schedules::change::remove(tx, id).unwrap();
        tx.keep(change).unwrap();
    })
    .await;
    let found = figures(&app, gloria, "compliance").await;
    assert_eq!(line(&found["total"]), [1, 1]);
}

#[tokio::test]
async fn a_class_of_today_is_asked_for_when_it_has_ended() {
    let app = App::new().await;
    let id = class(&app, -21, 0).await;
    check(&app, None, -25, [10, 0]).await;
    let planned = async |end_time: &str| {
        app.run(format!(
            "update schedules set start_time = '00:00:00', end_time = '{end_time}' where id = '{id}'"
        ))
        .await;
        line(&figures(&app, &app.world.gloria, "compliance").await["total"])[0]
    };
    // It met 21, 14 and 7 days ago. One that ends at the last second is still on, but for that second.
    let still_on = planned("23:59:59").await;
    assert_eq!(still_on, 3);
    assert_eq!(planned("00:00:01").await, 4);
}

#[tokio::test]
async fn checks_tell_their_stages_and_what_they_found_within_a_hundred_per_cent() {
    let app = App::new().await;
    let world = &app.world;
    let empty = figures(&app, &world.gloria, "inventory-checks").await;
    assert_eq!(empty["items_summary"]["good_percentage"], json!(null), "of nothing there is no share");
    check(&app, None, -3, [8, 2]).await;
    // More than there are: a surplus is no piece of the inventory.
    check(&app, None, -2, [15, 0]).await;
    check(&app, None, -40, [10, 0]).await;
    for who in [&world.estela, &world.ana, &world.bruno, &world.gloria] {
        let found = figures(&app, who, "inventory-checks").await;
        let stages = found["status_distribution"].as_object().unwrap();
        assert_eq!(stages.values().map(|it| it.as_i64().unwrap()).sum::<i64>(), 2);
        assert_eq!((&found["total_verifications"], stages.len()), (&json!(2), 6));
        let pieces = &found["items_summary"];
        assert_eq!((&pieces["total_checked"], &pieces["damaged_items"]), (&json!(22), &json!(2)));
        // Two checks of ten keyboards and a machine; two of the keyboards are damaged.
        assert_eq!((&pieces["good_items"], &pieces["good_percentage"]), (&json!(20), &json!(90.91)));
        let older = format!("inventory-checks?start_date={}&end_date={}", day(-40), day(-40));
        assert_eq!(figures(&app, who, &older).await["total_verifications"], 1);
    }
    assert_eq!(figures(&app, &world.ivan, "inventory-checks").await["total_verifications"], 0);
}

#[tokio::test]
async fn trends_end_today_and_name_the_days_without_a_check() {
    let app = App::new().await;
    let gloria: &Person = &app.world.gloria;
    check(&app, None, -6, [10, 0]).await;
    check(&app, None, -7, [10, 0]).await;
    check(&app, None, 0, [10, 0]).await;
    let found = figures(&app, gloria, "trends?days=7").await;
    let days = found["daily_verifications"].as_array().unwrap();
    assert_eq!((days.len(), &found["period_days"]), (7, &json!(7)));
    assert_eq!(days[6], json!({ "date": day(0), "verifications": 1 }));
    assert_eq!(days[5], json!({ "date": day(-1), "verifications": 0 }));
    assert_eq!(days[0], json!({ "date": day(-6), "verifications": 1 }));
    assert_eq!((&found["total_period_verifications"], &found["weekly_average"]), (&json!(2), &json!(2.0)));
    let usual = figures(&app, gloria, "trends").await;
    assert_eq!((&usual["period_days"], &usual["total_period_verifications"]), (&json!(30), &json!(3)));
    assert_eq!(usual["weekly_average"], 0.7);
    assert_eq!(figures(&app, &app.world.ivan, "trends").await["total_period_verifications"], 0);
}
