//! Where the app and its original server disagreed on checks (table d of the contract).

use super::fields::is_datetime;
use crate::support::{App, Person, Ready};
use chrono::{DateTime, TimeDelta, Utc};
use inventario::kit::clock;
use inventario::kit::wire::Id;
use serde_json::{Value, json};

const BY_SCHEDULE: &str = "/api/inventory-checks/by-schedule";

/// What the check screen sends when somebody saves the check of Ana's class.
fn save(ready: &Ready, ticks: [bool; 3]) -> Value {
    let [clean, organized, complete] = ticks;
    json!({
        "environment_id": ready.app.world.sistemas.id, "schedule_id": ready.class, "is_clean": clean,
        "is_organized": organized, "inventory_complete": complete, "cleaning_notes": "", "comments": "",
    })
}

/// Saves it, and answers the check as the screen then reads it.
async fn saved(ready: &Ready, who: &Person, ticks: [bool; 3]) -> Value {
    ready.app.post(who, BY_SCHEDULE, save(ready, ticks)).await.expect(201);
    of_today(ready, who).await
}

/// The day's check of Ana's class, as the screen reads it.
async fn of_today(ready: &Ready, who: &Person) -> Value {
    let room = ready.app.world.sistemas.id;
    let uri =
        format!("{BY_SCHEDULE}?environment_id={room}&schedule_id={}&date={}", ready.class, clock::today(),);
    ready.app.get(who, &uri).await.expect(200).json()[0].clone()
}

async fn confirm(app: &App, who: &Person, check: &Value, ticks: [bool; 3], comments: &str) -> Value {
    let [clean, organized, complete] = ticks;
    let sent = json!({
        "is_clean": clean, "is_organized": organized, "inventory_complete": complete, "comments": comments,
    });
    let uri = format!("/api/inventory-checks/{}/confirm", check["id"].as_str().unwrap());
    app.put(who, &uri, sent).await.expect(200).json()
}

async fn ids(app: &App, who: &Person, uri: &str) -> Vec<String> {
    let rows = app.get(who, uri).await.expect(200).json();
    rows.as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn d14_an_empty_room_in_the_list_of_checks_is_no_room() {
    let ready = Ready::new().await;
    let world = &ready.app.world;
    for person in world.roles().into_iter().chain([&world.pedro, &world.sara]) {
        let all = ids(&ready.app, person, "/api/inventory-checks/").await;
        for blank in ["environment_id=", "environment_id=null&date=&status="] {
            let uri = format!("/api/inventory-checks/?{blank}");
            assert_eq!(ids(&ready.app, person, &uri).await, all, "{} {blank}", person.email);
        }
    }
}

#[tokio::test]
async fn d30_a_check_says_who_confirmed_it_when_and_what_they_wrote() {
    let ready = Ready::new().await;
    let (app, world) = (&ready.app, &ready.app.world);
    let begun = saved(&ready, &world.estela, [false; 3]).await;
    assert!(is_datetime(begun["student_confirmed_at"].as_str().unwrap()));
    confirm(app, &world.ana, &begun, [true; 3], "Revisado con el grupo").await;
    let uri = format!("/api/inventory-checks/{}/supervisor-approve", begun["id"].as_str().unwrap());
    app.put(&world.bruno, &uri, json!({ "approved": true, "comments": "Gracias" })).await.expect(200);

    let check = of_today(&ready, &world.bruno).await;
    assert_eq!(check["student_id"], json!(world.estela.id));
    assert_eq!(check["instructor_id"], json!(world.ana.id));
    assert_eq!(check["supervisor_id"], json!(world.bruno.id));
    assert_eq!(check["instructor_comments"], "Revisado con el grupo");
    assert_eq!(check["supervisor_comments"], "Gracias");
    let times = ["student_confirmed_at", "instructor_confirmed_at", "supervisor_confirmed_at"]
        .map(|name| check[name].as_str().unwrap());
    assert!(times.iter().all(|time| is_datetime(time)) && times.is_sorted_by(|a, b| a < b), "{times:?}");
}

#[tokio::test]
async fn d31_complete_is_also_a_yes_or_no() {
    let ready = Ready::new().await;
    let gloria = &ready.app.world.gloria;
    let rows = ready.app.get(gloria, "/api/inventory-checks/").await.expect(200).json();
    let rows = rows.as_array().unwrap();
    for row in rows {
        assert_eq!(row["is_complete"], json!(row["status"] == "complete"), "{row}");
    }
    assert_eq!(rows.iter().filter(|row| row["is_complete"] == true).count(), 1);
    assert_eq!(rows.len(), 3);
}

#[tokio::test]
async fn d42_checks_are_listed_by_their_day_both_ends_included() {
    let ready = Ready::new().await;
    let gloria = &ready.app.world.gloria;
    let today = clock::today();
    let [yesterday, tomorrow] = [-1, 1].map(|days| today + TimeDelta::days(days));
    let found = async |start: String, end: String| {
        let uri = format!("/api/inventory-checks/?start_date={start}&end_date={end}");
        ids(&ready.app, gloria, &uri).await.len()
    };
    assert_eq!(found(today.to_string(), today.to_string()).await, 3);
    assert_eq!(found(yesterday.to_string(), today.to_string()).await, 3);
    assert_eq!(found(String::new(), yesterday.to_string()).await, 0);
    assert_eq!(found(tomorrow.to_string(), String::new()).await, 0);
}

#[tokio::test]
async fn d47_counting_an_item_for_the_check_changes_the_item_nowhere() {
    let ready = Ready::new().await;
    let (app, world) = (&ready.app, &ready.app.world);
    let uri = format!("/api/inventory/{}", world.sistemas.group);
    let before = app.get(&world.estela, &uri).await.expect(200).json();
    let counted = json!({
        "item_id": world.sistemas.group, "environment_id": world.sistemas.id, "status": "good", "notes": "",
        "quantity_expected": 10, "quantity_found": 7, "quantity_damaged": 2, "quantity_missing": 1,
    });
    app.post(&world.estela, "/api/inventory-check-items/", counted).await.expect(201);
    assert_eq!(app.get(&world.estela, &uri).await.expect(200).json(), before);

    // The check that is begun afterwards has it.
    let check = saved(&ready, &world.estela, [false; 3]).await;
    let pieces = ["total_items", "items_good", "items_damaged", "items_missing"].map(|it| check[it].clone());
    assert_eq!(pieces, [11, 8, 2, 1].map(Value::from));
}

#[tokio::test]
async fn d49_an_item_that_was_counted_in_a_check_says_so() {
    let ready = Ready::new().await;
    let (app, world) = (&ready.app, &ready.app.world);
    let read = async |item: Id| {
        let item = app.get(&world.ana, &format!("/api/inventory/{item}")).await.expect(200).json();
        item["updated_at"].as_str().unwrap().to_owned()
    };
    let before = [read(world.sistemas.group).await, read(world.sistemas.machine).await];
    let mut sent = save(&ready, [true; 3]);
    sent["items"] = json!([{ "item_id": world.sistemas.group, "quantity_found": 10 }]);
    app.post(&world.ana, BY_SCHEDULE, sent).await.expect(201);
    let check = of_today(&ready, &world.ana).await;
    let counted = read(world.sistemas.group).await;
    assert!(counted > before[0] && counted == check["updated_at"].as_str().unwrap());
    assert_eq!(read(world.sistemas.machine).await, before[1], "nobody looked at it");
}

#[tokio::test]
async fn d53_the_ticks_of_a_student_are_not_taken() {
    for ticks in [[false; 3], [true; 3]] {
        let ready = Ready::new().await;
        let check = saved(&ready, &ready.app.world.estela, ticks).await;
        for name in ["is_clean", "is_organized", "inventory_complete"] {
            assert_eq!(check[name], Value::Null, "{name} of {ticks:?}");
        }
        assert_eq!(check["status"], "instructor_review");
    }
}

#[tokio::test]
async fn d54_an_instructor_who_begins_is_not_locked_out() {
    for (complete, follows) in [(true, "supervisor_review"), (false, "issues")] {
        let ready = Ready::new().await;
        let ana = &ready.app.world.ana;
        // The tick box is hidden from him, so his app says "not complete".
        let begun = saved(&ready, ana, [true, true, false]).await;
        assert_eq!(
            (&begun["status"], &begun["inventory_complete"]),
            (&json!("instructor_review"), &Value::Null)
        );
        assert_eq!((&begun["is_clean"], &begun["is_organized"]), (&json!(true), &json!(true)));
        // His next save decides, and it is the same check.
        let decided = saved(&ready, ana, [true, true, complete]).await;
        assert_eq!((&decided["id"], &decided["status"]), (&begun["id"], &json!(follows)));
        assert_eq!(decided["inventory_complete"], complete);
        assert_eq!(decided["instructor_id"], json!(ana.id));
    }
}

#[tokio::test]
async fn d55_the_day_of_a_check_is_the_centres() {
    let evening: DateTime<Utc> = "2025-09-02T00:30:00Z".parse().unwrap();
    assert_eq!(clock::day_of(evening).to_string(), "2025-09-01", "half past seven in the evening in Bogotá");

    let ready = Ready::new().await;
    // Bogotá has no summer time.
    let device = || (clock::now() - TimeDelta::hours(5)).date_naive().to_string();
    let before = device();
    ready.app.post(&ready.app.world.estela, BY_SCHEDULE, save(&ready, [false; 3])).await.expect(201);
    let uri = format!("/api/inventory-checks/?environment_id={}", ready.app.world.sistemas.id);
    let check = ready.app.get(&ready.app.world.estela, &uri).await.expect(200).json()[0].clone();
    let day = check["check_date"].as_str().unwrap();
    assert!(day == before || day == device(), "{day}");
    assert!(check["student_confirmed_at"].as_str().unwrap().starts_with(day));
    let of_day = format!("{uri}&date={day}");
    assert_eq!(ids(&ready.app, &ready.app.world.estela, &of_day).await.len(), 1);
}

#[tokio::test]
async fn d58_supervisors_and_instructors_count_every_complete_check_of_the_room() {
    let ready = Ready::new().await;
    let (app, world) = (&ready.app, &ready.app.world);
    let room = world.sistemas.id;
    // Two checks by two people, decided by two others.
    let begun = saved(&ready, &world.estela, [false; 3]).await;
    app.post(&world.gloria, "/api/inventory-checks/", json!({ "environment_id": room })).await.expect(201);
    let uri = format!("/api/inventory-checks/?environment_id={room}");
    let all = ids(app, &world.gloria, &uri).await;
    assert_eq!(all.len(), 2);
    for (check, supervisor) in all.iter().zip([&world.bruno, &world.sara]) {
        let uri = format!("/api/inventory-checks/{check}");
        let ticks = json!({ "is_clean": true, "is_organized": true, "inventory_complete": true });
        app.put(&world.gloria, &format!("{uri}/confirm"), ticks).await.expect(200);
        let uri = format!("{uri}/supervisor-approve");
        app.put(supervisor, &uri, json!({ "approved": true, "comments": "" })).await.expect(200);
    }
    for person in [&world.ana, &world.bruno, &world.sara, &world.wilson, &world.gloria] {
        assert_eq!(ids(app, person, &uri).await, all, "{}", person.email);
        let complete = format!("{uri}&status=complete");
        assert_eq!(ids(app, person, &complete).await, all, "{}", person.email);
    }
    assert_eq!(ids(app, &world.estela, &uri).await, [begun["id"].as_str().unwrap()]);
    for person in [&world.pedro, &world.ivan] {
        assert!(ids(app, person, &uri).await.is_empty(), "{}", person.email);
    }
}

#[tokio::test]
async fn d60_the_figures_of_a_check_are_pieces() {
    let ready = Ready::new().await;
    let (app, world) = (&ready.app, &ready.app.world);
    // A group of ten and a machine: two rows, eleven pieces.
    let mut sent = save(&ready, [false; 3]);
    sent["items"] = json!([
        { "item_id": world.sistemas.group, "quantity_found": 6, "quantity_damaged": 3 },
        { "item_id": world.sistemas.machine, "quantity_found": 0 },
    ]);
    app.post(&world.estela, BY_SCHEDULE, sent).await.expect(201);
    let check = of_today(&ready, &world.estela).await;
    let pieces = ["total_items", "items_good", "items_damaged", "items_missing"].map(|it| check[it].clone());
    assert_eq!(pieces, [11, 6, 3, 2].map(Value::from));
}
