//! Where the app and its original server disagreed on maintenance and system alerts (table d of the contract).

use super::fields::is_datetime;
use crate::support::{App, Person, Ready, Room};
use chrono::TimeDelta;
use inventario::kit::clock;
use serde_json::{Value, json};
use std::slice;

const REQUESTS: &str = "/api/maintenance-requests/";
const ALERTS: &str = "/api/system-alerts/";

async fn list(app: &App, who: &Person, uri: &str) -> Vec<Value> {
    app.get(who, uri).await.expect(200).json().as_array().unwrap().clone()
}

async fn ids(app: &App, who: &Person, uri: &str) -> Vec<String> {
    list(app, who, uri).await.iter().map(|it| it["id"].as_str().unwrap().to_owned()).collect()
}

/// A machine breaks in a room: `who` finds it, Gloria confirms, and asks for its repair in his name. Answers the request.
async fn breaks(app: &App, who: &Person, room: Room) -> Value {
    let sheet = json!({
        "environment_id": room.id,
        "items": [{ "item_id": room.machine, "quantity_found": 0, "quantity_damaged": 1 }],
    });
    let made = app.post(who, "/api/inventory-checks/", sheet).await.expect(201).json();
    let check = format!("/api/inventory-checks/{}", made["check_id"].as_str().unwrap());
    let confirmed = json!({ "is_clean": true, "is_organized": true, "inventory_complete": true });
    app.put(&app.world.gloria, &format!("{check}/confirm"), confirmed).await.expect(200);
    let uri = format!("{REQUESTS}?item_id={}", room.machine);
    let request = list(app, &app.world.gloria, &uri).await.pop().unwrap();
    assert_eq!(request["user_id"], json!(who.id), "the one who found it asked");
    request
}

/// How many rows a list has for today alone, for all days until yesterday, and for all days from tomorrow.
async fn by_day(app: &App, who: &Person, uri: &str) -> [usize; 3] {
    let today = clock::today();
    let [yesterday, tomorrow] = [-1, 1].map(|days| today + TimeDelta::days(days));
    let mut found = [0; 3];
    let periods = [
        format!("start_date={today}&end_date={today}"),
        format!("end_date={yesterday}"),
        format!("start_date={tomorrow}"),
    ];
    for (count, period) in found.iter_mut().zip(periods) {
        *count = ids(app, who, &format!("{uri}?{period}")).await.len();
    }
    found
}

#[tokio::test]
async fn d7_one_request_is_seen_by_whoever_sees_it_in_the_list() {
    let app = App::new().await;
    let world = &app.world;
    let mut all = Vec::new();
    for (who, room) in [
        (&world.estela, world.sistemas),
        (&world.ivan, world.idiomas),
        (&world.gloria, world.bodega),
        (&world.gloria, world.taller),
    ] {
        all.push(breaks(&app, who, room).await["id"].as_str().unwrap().to_owned());
    }
    let everybody = world.roles().into_iter().chain([&world.pedro, &world.ivan, &world.sara]);
    for person in everybody {
        let listed = ids(&app, person, REQUESTS).await;
        for id in &all {
            let one = app.get(person, &format!("{REQUESTS}{id}")).await;
            let expected = if listed.contains(id) { 200 } else { 404 };
            assert_eq!(one.status.as_u16(), expected, "{} {id}", person.email);
            if expected == 200 {
                assert_eq!(one.json()["id"], **id);
            } else {
                assert_eq!(one.detail(), "Solicitud de mantenimiento no encontrada");
            }
        }
    }
    assert_eq!(ids(&app, &world.estela, REQUESTS).await, all[..1]);
    assert_eq!(ids(&app, &world.pedro, REQUESTS).await, [""; 0]);
    assert_eq!(ids(&app, &world.bruno, REQUESTS).await.len(), 3);
    assert_eq!(ids(&app, &world.sara, REQUESTS).await.len(), 3);
}

#[tokio::test]
async fn d14_an_empty_room_in_the_list_of_requests_is_no_room() {
    let ready = Ready::new().await;
    let (app, world) = (&ready.app, &ready.app.world);
    for person in world.roles().into_iter().chain([&world.pedro, &world.sara]) {
        let all = ids(app, person, REQUESTS).await;
        for blank in ["environment_id=", "environment_id=null&start_date=&end_date="] {
            assert_eq!(ids(app, person, &format!("{REQUESTS}?{blank}")).await, all, "{}", person.email);
        }
    }
    let all = ids(app, &world.gloria, REQUESTS).await;
    assert!(all.contains(&ready.request));
    assert_eq!(ids(app, &world.sara, REQUESTS).await, all);
}

#[tokio::test]
async fn d24_a_general_administrator_sees_every_request_without_flags() {
    let app = App::new().await;
    let world = &app.world;
    for room in [world.sistemas, world.idiomas, world.bodega, world.taller] {
        breaks(&app, &world.gloria, room).await;
    }
    let all = ids(&app, &world.gloria, REQUESTS).await;
    assert_eq!(all.len(), 4);
    let flagged = format!("{REQUESTS}?system_wide=true&admin_access=true");
    assert_eq!(ids(&app, &world.gloria, &flagged).await, all);
}

#[tokio::test]
async fn d25_whoever_has_no_room_sees_what_he_asked_for_himself() {
    let app = App::new().await;
    let world = &app.world;
    let own = breaks(&app, &world.estela, world.sistemas).await;
    breaks(&app, &world.gloria, world.idiomas).await;
    let uri = format!("/api/users/{}", world.estela.id);
    app.put(&world.gloria, &uri, json!({ "environment_id": null })).await.expect(200);
    assert_eq!(list(&app, &world.estela, REQUESTS).await, [own]);
    assert!(list(&app, &world.pedro, REQUESTS).await.is_empty());
    let uri = format!("/api/users/{}", world.ana.id);
    app.put(&world.gloria, &uri, json!({ "environment_id": null })).await.expect(200);
    assert!(list(&app, &world.ana, REQUESTS).await.is_empty());
}

#[tokio::test]
async fn d26_a_general_administrator_sees_the_alerts() {
    let ready = Ready::new().await;
    let (app, world) = (&ready.app, &ready.app.world);
    for person in [&world.bruno, &world.sara, &world.wilson, &world.gloria] {
        let uri = format!("{ALERTS}?is_resolved=false");
        assert_eq!(ids(app, person, &uri).await, [ready.alert.as_str()], "{}", person.email);
    }
    for person in [&world.estela, &world.ana] {
        assert_eq!(app.get(person, ALERTS).await.expect(403).detail(), "Rol no autorizado");
    }
}

#[tokio::test]
async fn d32_an_alert_says_when_it_changed() {
    let ready = Ready::new().await;
    let (app, world) = (&ready.app, &ready.app.world);
    let open = list(app, &world.gloria, ALERTS).await.pop().unwrap();
    assert!(is_datetime(open["updated_at"].as_str().unwrap()));
    assert_eq!(open["updated_at"], open["created_at"]);
    let uri = format!("{ALERTS}{}", ready.alert);
    app.put(&world.bruno, &uri, json!({ "is_resolved": true })).await.expect(200);
    let resolved = list(app, &world.gloria, ALERTS).await.pop().unwrap();
    assert_eq!(resolved["updated_at"], resolved["resolved_at"]);
    assert!(resolved["updated_at"].as_str() > open["updated_at"].as_str());
    assert_eq!(resolved["resolved_by"], json!(world.bruno.id));
}

#[tokio::test]
async fn d33_an_alert_says_whether_it_is_active_and_how_urgent() {
    let ready = Ready::new().await;
    let (app, gloria) = (&ready.app, &ready.app.world.gloria);
    let uri = format!("{ALERTS}{}", ready.alert);
    for resolved in [false, true] {
        let alert = app.put(gloria, &uri, json!({ "is_resolved": resolved })).await.expect(200).json();
        let listed = list(app, gloria, ALERTS).await.pop().unwrap();
        for alert in [alert, listed] {
            assert_eq!((&alert["is_resolved"], &alert["is_active"]), (&json!(resolved), &json!(!resolved)));
            assert_eq!((&alert["severity"], &alert["priority"]), (&json!("high"), &json!("high")));
        }
    }
}

#[tokio::test]
async fn d38_resolved_alerts_stay_away_from_the_alerts_screen() {
    let app = App::new().await;
    let world = &app.world;
    // One with a damaged machine, one with a missing machine.
    breaks(&app, &world.gloria, world.idiomas).await;
    let sheet = json!({
        "environment_id": world.sistemas.id,
        "items": [{ "item_id": world.sistemas.machine, "quantity_found": 0 }],
    });
    let made = app.post(&world.gloria, "/api/inventory-checks/", sheet).await.expect(201).json();
    let check = format!("/api/inventory-checks/{}", made["check_id"].as_str().unwrap());
    let confirmed = json!({ "is_clean": true, "is_organized": true, "inventory_complete": true });
    app.put(&world.gloria, &format!("{check}/confirm"), confirmed).await.expect(200);
    let found = async |query: &str| list(&app, &world.bruno, &format!("{ALERTS}?{query}")).await;

    let all = found("").await;
    let [missing, damaged] = [&all[0], &all[1]].map(|it| it["id"].as_str().unwrap().to_owned());
    assert_eq!(all.len(), 2);
    assert_eq!(found("type=equipment_missing").await, all[..1]);
    assert_eq!(found("type=verification_pending&severity=medium").await, all[1..]);
    assert_eq!(found("severity=high").await, all[..1]);
    assert!(found("severity=critical").await.is_empty());
    assert!(found("is_resolved=true").await.is_empty());

    let uri = format!("{ALERTS}{missing}");
    app.put(&world.bruno, &uri, json!({ "is_resolved": true })).await.expect(200);
    let open = found("is_resolved=false").await;
    assert_eq!((open.len(), open[0]["id"].as_str()), (1, Some(damaged.as_str())));
    let resolved = found("is_resolved=true").await;
    assert_eq!((resolved.len(), resolved[0]["id"].as_str()), (1, Some(missing.as_str())));
    assert_eq!(found("is_resolved=").await.len(), 2);
}

#[tokio::test]
async fn d41_a_named_room_wins_over_the_flags_for_requests_too() {
    let app = App::new().await;
    let world = &app.world;
    let own = breaks(&app, &world.gloria, world.sistemas).await;
    breaks(&app, &world.gloria, world.idiomas).await;
    let uri = format!("{REQUESTS}?environment_id={}&system_wide=true&admin_access=true", world.sistemas.id);
    assert_eq!(list(&app, &world.gloria, &uri).await, [own]);
}

#[tokio::test]
async fn d42_requests_and_alerts_are_listed_by_the_day_of_their_making() {
    let ready = Ready::new().await;
    let gloria = &ready.app.world.gloria;
    for uri in [REQUESTS, ALERTS] {
        let whole = ids(&ready.app, gloria, uri).await.len();
        assert!(whole > 0);
        assert_eq!(by_day(&ready.app, gloria, uri).await, [whole, 0, 0], "{uri}");
    }
    // The last moment of a day in Bogotá is the next day's morning elsewhere.
    for (table, uri) in [("maintenance_requests", REQUESTS), ("system_alerts", ALERTS)] {
        ready
            .app
            .run(match table {
                "system_alerts" => "update system_alerts set created_at = '2026-03-11T04:59:59.999999Z'",
                _ => "update maintenance_requests set created_at = '2026-03-11T04:59:59.999999Z'",
            })
            .await;
        let whole = ids(&ready.app, gloria, uri).await.len();
        let on = async |day: &str| {
            ids(&ready.app, gloria, &format!("{uri}?start_date={day}&end_date={day}")).await.len()
        };
        assert_eq!([on("2026-03-09").await, on("2026-03-10").await, on("2026-03-11").await], [0, whole, 0]);
    }
}

#[tokio::test]
async fn d57_the_history_has_the_rooms_requests_and_ones_own() {
    let app = App::new().await;
    let world = &app.world;
    let first = breaks(&app, &world.estela, world.sistemas).await;
    let uri = format!("/api/users/{}", world.estela.id);
    app.put(&world.gloria, &uri, json!({ "environment_id": world.idiomas.id })).await.expect(200);
    let second = breaks(&app, &world.ivan, world.idiomas).await;
    breaks(&app, &world.gloria, world.bodega).await;

    assert_eq!(list(&app, &world.estela, REQUESTS).await, [second.clone(), first.clone()]);
    assert_eq!(list(&app, &world.ivan, REQUESTS).await, slice::from_ref(&second));
    assert_eq!(list(&app, &world.ana, REQUESTS).await, slice::from_ref(&first));
    // Who asks for a room gets that room's.
    let of_room = format!("{REQUESTS}?environment_id={}", world.idiomas.id);
    assert_eq!(list(&app, &world.estela, &of_room).await, [second]);
    let of_room = format!("{REQUESTS}?environment_id={}", world.sistemas.id);
    assert!(list(&app, &world.estela, &of_room).await.is_empty());
}
