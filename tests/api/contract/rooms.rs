//! Where the app and its original server disagreed on rooms and the timetable (table d of the contract).

use crate::support::{App, Person, Ready};
use serde_json::{Value, json};

async fn list(app: &App, who: &Person, uri: &str) -> Vec<Value> {
    app.get(who, uri).await.expect(200).json().as_array().unwrap().clone()
}

#[tokio::test]
async fn d3_a_scanned_room_answers_at_a_doubled_slash() {
    let app = App::new().await;
    let room = app.world.sistemas.id;
    for person in app.world.roles() {
        let scanned = app.get(person, &format!("/api/environments//{room}")).await.expect(200).json();
        assert_eq!(scanned["id"], json!(room));
    }
}

#[tokio::test]
async fn d15_the_word_null_names_no_room_in_the_timetable() {
    let ready = Ready::new().await;
    let (app, world) = (&ready.app, &ready.app.world);
    let uri = "/api/schedules/?environment_id=null";
    assert!(list(app, &world.pedro, uri).await.is_empty(), "a user without room");
    assert_eq!(list(app, &world.ana, uri).await.len(), 1);
    assert_eq!(list(app, &world.gloria, uri).await.len(), 1);
    assert_eq!(list(app, &world.ana, uri).await, list(app, &world.ana, "/api/schedules/").await);
}

#[tokio::test]
async fn d19_a_room_without_equipment_is_an_empty_list() {
    let app = App::new().await;
    let world = &app.world;
    let new = json!({ "center_id": world.center, "name": "Vacío", "location": "Bloque C" });
    let room = app.post(&world.gloria, "/api/environments/", new).await.expect(201).json();
    let room = room["id"].as_str().unwrap();
    for person in world.roles() {
        let choice = json!({ "environment_id": room });
        app.post(person, "/api/users/link-environment", choice).await.expect(200);
        for uri in [
            format!("/api/inventory/?environment_id={room}"),
            format!("/api/inventory/environment/{room}"),
            format!("/api/environments/{room}/inventory"),
            format!("/api/schedules/?environment_id={room}"),
        ] {
            assert!(list(&app, person, &uri).await.is_empty(), "{uri}");
        }
    }
}

#[tokio::test]
async fn d20_no_matching_room_is_an_empty_list() {
    let app = App::new().await;
    for person in app.world.roles() {
        assert!(list(&app, person, "/api/environments/?search=ninguno+se+llama+as%C3%AD").await.is_empty());
    }
}

#[tokio::test]
async fn d29_rooms_say_whether_they_are_a_warehouse() {
    let app = App::new().await;
    let rooms = list(&app, &app.world.wilson, "/api/environments/").await;
    let warehouses: Vec<&Value> = rooms.iter().filter(|room| room["is_warehouse"] == true).collect();
    assert_eq!(warehouses.len(), 1);
    assert_eq!(warehouses[0]["name"], "Bodega central");
    assert!(rooms.iter().all(|room| room["is_warehouse"].is_boolean()));
}

#[tokio::test]
async fn d44_a_period_does_not_shrink_the_list_of_rooms() {
    let app = App::new().await;
    let world = &app.world;
    let all = list(&app, &world.gloria, "/api/environments/").await;
    let period = format!(
        "/api/environments/?start_date=2020-01-01&end_date=2020-01-02&environment_id={}",
        world.sistemas.id
    );
    assert_eq!(list(&app, &world.gloria, &period).await, all);
    assert_eq!(all.len(), 4);
}
