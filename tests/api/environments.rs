//! Rooms and warehouses: who changes what of them, and what happens to people and things when one goes out of use.

use crate::support::{App, Content, Ready, Resource, Roles};
use inventario::kit::access::Origin;
use inventario::kit::db::Change;
use serde_json::{Value, json};

/// Read by all. Written by the general administrator; a warehouse administrator changes three members of their warehouse.
const ROLES: Roles = &[
    ("st in su ad ag", &["list_environments", "get_environment", "list_environment_items"]),
    ("ag", &["create_environment", "delete_environment"]),
    ("ad ag", &["update_environment"]),
];

/// What the tests that walk all operations must know.
pub const RESOURCE: Resource =
    Resource::new(ROLES).asked_with(value).sent(content).replayed(&["environments"]);

fn value(ready: &Ready, operation: &str, parameter: &str) -> Option<String> {
    Some(match (operation, parameter) {
        (_, "id") => ready.app.world.bodega.id.to_string(),
        _ => return None,
    })
}

fn content(ready: &Ready, operation: &str) -> Option<Content> {
    Some(Content::Json(match operation {
        "create_environment" | "update_environment" => json!({
            "center_id": ready.app.world.center, "name": "Otro ambiente", "location": "Bloque Z",
            "capacity": 20, "description": "Con ventanas", "is_warehouse": true, "blind_checks": true,
            "is_active": true,
        }),
        _ => return None,
    }))
}

fn names(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_room_is_made_with_a_code_for_its_door_changed_and_deleted() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let new = json!({ "center_id": app.world.center, "name": "Dibujo", "location": "Bloque C" });
    let room = app.post(gloria, "/api/environments", new).await.expect(201).json();
    assert_eq!((&room["capacity"], &room["is_warehouse"]), (&json!(30), &json!(false)));
    assert_eq!((&room["center_name"], &room["items"]), (&json!("Comercio"), &json!(0)));
    assert!(room["qr_code"].as_str().unwrap().starts_with("AMB-"));
    let store = json!({
        "center_id": app.world.center, "name": "Bodega norte", "location": "Bloque D", "is_warehouse": true,
        "capacity": 0, "qr_code": "MÍO",
    });
    let store = app.post(gloria, "/api/environments", store).await.expect(201).json();
    assert!(store["qr_code"].as_str().unwrap().starts_with("BOD-"));

    let uri = format!("/api/environments/{}", room["id"].as_str().unwrap());
    let patch = json!({ "description": "Mesas altas", "capacity": 25, "qr_code": "OTRO" });
    let changed = app.put(gloria, &uri, patch).await.expect(200).json();
    assert_eq!((&changed["description"], &changed["capacity"]), (&json!("Mesas altas"), &json!(25)));
    assert_eq!(changed["qr_code"], room["qr_code"], "what is printed on the door stays");
    assert_eq!(app.get(&app.world.estela, &uri).await.expect(200).json(), changed);

    assert_eq!(app.delete(gloria, &uri).await.expect(200).json()["status"], "deleted");
    assert_eq!(app.get(gloria, &uri).await.expect(404).detail(), "Ambiente no encontrado");
}

#[tokio::test]
async fn a_room_with_equipment_is_put_out_of_use_and_its_people_are_set_free() {
    let app = App::new().await;
    let (gloria, estela) = (&app.world.gloria, &app.world.estela);
    let uri = format!("/api/environments/{}", app.world.sistemas.id);
    let gone = app.delete(gloria, &uri).await.expect(200).json();
    assert_eq!(gone["status"], "deactivated");
    assert!(gone["detail"].as_str().unwrap().contains("Sistemas 1"));

    let me = app.get(estela, "/api/auth/me").await.expect(200).json();
    assert_eq!(me["environment_id"], json!(null));
    app.get(estela, &uri).await.expect(404);
    let link = json!({ "environment_id": app.world.sistemas.id });
    app.post(estela, "/api/users/link-environment", link).await.expect(404);
    assert_eq!(app.get(gloria, &uri).await.expect(200).json()["items"], 2);
    let inactive = app.get(gloria, "/api/environments?is_active=false").await.expect(200).json();
    assert_eq!(names(&inactive), ["Sistemas 1"]);
    for who in [estela, &app.world.ana, &app.world.bruno, &app.world.wilson] {
        let hidden = app.get(who, "/api/environments?is_active=false").await.expect(200).json();
        assert_eq!(hidden, json!([]), "{}", who.email);
    }
}

#[tokio::test]
async fn a_room_that_had_equipment_is_remembered_and_put_out_of_use() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let new = json!({ "center_id": app.world.center, "name": "Dibujo", "location": "Bloque C" });
    let room = app.post(gloria, "/api/environments", new).await.expect(201).json();
    let mut item = crate::inventory::new_item(&app, "D-1");
    item["environment_id"] = room["id"].clone();
    let item = app.post(gloria, "/api/inventory", item).await.expect(201).json();
    let moved = json!({ "environment_id": app.world.sistemas.id });
    app.put(gloria, &format!("/api/inventory/{}", item["id"].as_str().unwrap()), moved).await.expect(200);
    let gone = app.delete(gloria, &format!("/api/environments/{}", room["id"].as_str().unwrap())).await;
    let gone = gone.expect(200).json();
    assert_eq!(gone["status"], "deactivated");
    assert!(gone["detail"].as_str().unwrap().contains("tiene o tuvo equipos"), "{gone}");
}

#[tokio::test]
async fn a_room_that_something_new_refers_to_is_put_out_of_use_too() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let new = json!({ "center_id": app.world.center, "name": "Dibujo", "location": "Bloque C" });
    let room = app.post(gloria, "/api/environments", new).await.expect(201).json();
    let id = room["id"].as_str().unwrap().to_owned();
    let uri = format!("/api/environments/{id}");
    let origin = Origin::of_command("test");
    let told = app.parts.db.write(&origin, move |tx| {
        tx.execute_batch("create table keys (room text not null references environments (id)) strict")?;
        tx.execute("insert into keys (room) values (?1)", [id])?;
        // A deferred reference would be found out at the commit only.
        let deferred = "select count(*) from sqlite_schema where lower(sql) like '%deferr%'";
        Ok(Change::unaudited(tx.query_row(deferred, [], |row| row.get::<_, i64>(0))?))
    });
    assert_eq!(told.await.unwrap(), 0);
    assert_eq!(app.delete(gloria, &uri).await.expect(200).json()["status"], "deactivated");
    assert_eq!(app.get(gloria, &uri).await.expect(200).json()["is_active"], false);
}

#[tokio::test]
async fn an_active_name_is_there_once_in_a_centre() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let twin = |center| json!({ "center_id": center, "name": "SISTEMAS 1", "location": "Bloque B" });
    let refused = app.post(gloria, "/api/environments", twin(app.world.center)).await.expect(400);
    assert_eq!(refused.detail(), "Ya existe un ambiente activo con ese nombre en el centro");
    app.post(gloria, "/api/environments", twin(app.world.other_center)).await.expect(201);

    app.delete(gloria, &format!("/api/environments/{}", app.world.sistemas.id)).await.expect(200);
    app.post(gloria, "/api/environments", twin(app.world.center)).await.expect(201);
    let back = json!({ "is_active": true });
    app.put(gloria, &format!("/api/environments/{}", app.world.sistemas.id), back).await.expect(400);
}

#[tokio::test]
async fn a_warehouse_administrator_changes_three_things_of_his_own_warehouse() {
    let app = App::new().await;
    let wilson = &app.world.wilson;
    let own = format!("/api/environments/{}", app.world.bodega.id);
    let allowed = json!({ "description": "Estantes nuevos", "location": "Sótano", "capacity": 4 });
    let changed = app.put(wilson, &own, allowed.clone()).await.expect(200).json();
    assert_eq!((&changed["location"], &changed["capacity"]), (&json!("Sótano"), &json!(4)));
    for forbidden in [
        json!({ "name": "Mía" }),
        json!({ "is_active": false }),
        json!({ "is_warehouse": false }),
        json!({ "center_id": app.world.other_center }),
        json!({ "description": "x", "name": "Mía" }),
    ] {
        app.put(wilson, &own, forbidden).await.expect(403);
    }
    for other in [app.world.sistemas.id, app.world.taller.id] {
        app.put(wilson, &format!("/api/environments/{other}"), allowed.clone()).await.expect(403);
    }
    for who in [&app.world.estela, &app.world.ana, &app.world.bruno] {
        app.put(who, &own, allowed.clone()).await.expect(403);
        app.delete(who, &own).await.expect(403);
    }
}

#[tokio::test]
async fn the_list_is_searched_filtered_and_cut() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let new = json!({ "center_id": app.world.other_center, "name": "Almacén 20%", "location": "Niñez",
        "is_warehouse": true });
    app.post(gloria, "/api/environments", new).await.expect(201);
    let of_other = format!("center_id={}", app.world.other_center);
    for (query, found) in [
        ("", vec!["Almacén 20%", "Bodega central", "Idiomas", "Sistemas 1", "Taller"]),
        ("search=ALMACEN", vec!["Almacén 20%"]),
        ("search=ninez", vec!["Almacén 20%"]),
        ("search=%25", vec!["Almacén 20%"]),
        ("search=_", vec![]),
        ("search=qr-s1", vec!["Sistemas 1"]),
        ("is_warehouse=true", vec!["Almacén 20%", "Bodega central"]),
        ("is_warehouse=false&search=bloque", vec!["Idiomas", "Sistemas 1", "Taller"]),
        (of_other.as_str(), vec!["Almacén 20%", "Taller"]),
        ("limit=2&skip=3", vec!["Sistemas 1", "Taller"]),
    ] {
        let list = app.get(&app.world.estela, &format!("/api/environments?{query}")).await.expect(200);
        assert_eq!(names(&list.json()), found, "{query}");
        let total = if query.starts_with("limit") { 5 } else { found.len() };
        assert_eq!(list.header("x-total-count"), Some(total.to_string().as_str()), "{query}");
    }
}

#[tokio::test]
async fn the_equipment_of_a_room_is_listed_within_scope() {
    let app = App::new().await;
    let uri = format!("/api/environments/{}/inventory", app.world.sistemas.id);
    let expected = ["Computador Sistemas 1", "Teclados Sistemas 1"];
    for who in [&app.world.estela, &app.world.ana, &app.world.bruno, &app.world.wilson, &app.world.gloria] {
        assert_eq!(names(&app.get(who, &uri).await.expect(200).json()), expected, "{}", who.email);
    }
    assert_eq!(app.get(&app.world.ivan, &uri).await.expect(200).json(), json!([]));
}

#[tokio::test]
async fn two_rooms_that_people_cannot_tell_apart_are_one() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let new = |name: &str| json!({ "center_id": app.world.center, "name": name, "location": "Bloque 9" });
    let kept =
        app.post(gloria, "/api/environments/", new("Taller\u{a0} de can\u{303}o")).await.expect(201).json();
    assert_eq!(kept["name"], "Taller de caño");
    for name in ["TALLER DE CAÑO", "taller de caño\u{200b}", " Taller  de Caño "] {
        let refused = app.post(gloria, "/api/environments/", new(name)).await.expect(400);
        assert_eq!(refused.detail(), "Ya existe un ambiente activo con ese nombre en el centro", "{name:?}");
    }
    app.post(gloria, "/api/environments/", new("Taller de cano")).await.expect(201);
}
