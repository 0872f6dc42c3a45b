//! Which requests each role sees, how the list is cut and ordered, and what is told of one.

use super::REQUESTS;
use crate::support::{App, Person};
use chrono::{DateTime, Utc};
use inventario::campus::maintenance::model::{MaintenancePriority, NewRequest, RequestDetails};
use inventario::campus::maintenance::store;
use inventario::kit::access::Origin;
use inventario::kit::clock;
use inventario::kit::db::Change;
use inventario::kit::wire::Id;
use poem::http::Method;
use serde_json::{Value, json};

/// A request at some instant, and what somebody has made of it since: SQL of an `update`.
struct Row {
    new: NewRequest,
    at: DateTime<Utc>,
    since: &'static str,
}

fn request(title: &str, by: &Person, room: Option<Id>) -> Row {
    let new = NewRequest {
        item_id: None,
        environment_id: room,
        check_id: None,
        loan_id: None,
        user_id: by.id,
        title: title.into(),
        description: "No enciende".into(),
        priority: MaintenancePriority::Alta,
        quantity_affected: 1,
    };
    Row { new, at: clock::now(), since: "status = 'pending'" }
}

/// Stores requests; answers their ids.
async fn add(app: &App, rows: Vec<Row>) -> Vec<Id> {
    let origin = Origin::of_command("test");
    let added = app.parts.db.write(&origin, move |tx| {
        let mut ids = Vec::new();
        for Row { new, at, since } in &rows {
            let id = store::insert(&tx.at(*at), new, &RequestDetails::default())?;
            tx.execute(&format!("update maintenance_requests set {since} where id = ?1"), [id])?;
            ids.push(id);
        }
        Ok(Change::unaudited(ids))
    });
    added.await.unwrap()
}

async fn titles(app: &App, who: &Person, query: &str) -> Vec<String> {
    let list = app.get(who, &format!("{REQUESTS}{query}")).await.expect(200).json();
    list.as_array().unwrap().iter().map(|row| row["title"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn each_role_sees_its_rooms_and_apprentices_and_instructors_their_own_besides() {
    let app = App::new().await;
    let world = &app.world;
    let rows = vec![
        request("Ana en Sistemas", &world.ana, Some(world.sistemas.id)),
        request("Estela en Idiomas", &world.estela, Some(world.idiomas.id)),
        request("Gloria en Bodega", &world.gloria, Some(world.bodega.id)),
        request("Gloria en Taller", &world.gloria, Some(world.taller.id)),
        request("Pedro sin ambiente", &world.pedro, None),
    ];
    let titles_of: Vec<_> = rows.iter().map(|it| it.new.title.clone()).collect();
    let ids = add(&app, rows).await.into_iter();
    let uris: Vec<_> = titles_of.into_iter().zip(ids.map(|id| format!("{REQUESTS}{id}"))).collect();
    let all = [
        "Pedro sin ambiente",
        "Gloria en Taller",
        "Gloria en Bodega",
        "Estela en Idiomas",
        "Ana en Sistemas",
    ];
    let center = ["Pedro sin ambiente", "Gloria en Bodega", "Estela en Idiomas", "Ana en Sistemas"];
    for (who, seen) in [
        (&world.estela, ["Estela en Idiomas", "Ana en Sistemas"].as_slice()),
        (&world.ana, &["Ana en Sistemas"]),
        (&world.ivan, &["Estela en Idiomas"]),
        (&world.pedro, &["Pedro sin ambiente"]),
        (&world.bruno, &center),
        (&world.wilson, &center),
        (&world.sara, &center),
        (&world.gloria, &all),
    ] {
        assert_eq!(titles(&app, who, "").await, seen, "{}", who.email);
        for (title, uri) in &uris {
            let reply = app.get(who, uri).await;
            let expected = if seen.contains(&title.as_str()) { 200 } else { 404 };
            let reply = reply.expect(expected).json();
            assert_eq!(
                reply[if expected == 200 { "title" } else { "code" }],
                json!(if expected == 200 { title } else { "solicitud_no_encontrada" })
            );
        }
    }
    app.ask(None, Method::GET, REQUESTS, None).await.expect(401);
}

#[tokio::test]
async fn with_a_room_only_that_rooms_are_listed() {
    let app = App::new().await;
    let world = &app.world;
    add(
        &app,
        vec![
            request("Ana en Sistemas", &world.ana, Some(world.sistemas.id)),
            request("Iván en Idiomas", &world.ivan, Some(world.idiomas.id)),
            request("Estela sin ambiente", &world.estela, None),
        ],
    )
    .await;
    let of = |room: Id| format!("?environment_id={room}");
    let (sistemas, idiomas, taller) = (of(world.sistemas.id), of(world.idiomas.id), of(world.taller.id));
    let none: &[&str] = &[];
    for (who, query, seen) in [
        (&world.estela, sistemas.as_str(), ["Ana en Sistemas"].as_slice()),
        (&world.estela, &idiomas, none),
        (&world.pedro, &sistemas, none),
        (&world.bruno, &sistemas, &["Ana en Sistemas"]),
        (&world.bruno, &taller, none),
        (&world.gloria, &idiomas, &["Iván en Idiomas"]),
        // Contract D41: the room wins over the flags; empty and null are not given.
        (&world.gloria, &format!("{idiomas}&system_wide=true&admin_access=true"), &["Iván en Idiomas"]),
        (&world.estela, "?environment_id=", &["Estela sin ambiente", "Ana en Sistemas"]),
        (&world.estela, "?environment_id=null", &["Estela sin ambiente", "Ana en Sistemas"]),
        (&world.estela, "?system_wide=true&admin_access=true", &["Estela sin ambiente", "Ana en Sistemas"]),
    ] {
        assert_eq!(titles(&app, who, query).await, seen, "{} {query}", who.email);
    }
}

#[tokio::test]
async fn the_list_is_filtered() {
    let app = App::new().await;
    let (gloria, room) = (&app.world.gloria, app.world.sistemas.id);
    let at = |wall: &str| clock::instant_of(wall.parse().unwrap());
    let machine = app.world.sistemas.machine;
    let rows = vec![
        Row { at: at("2025-01-31T22:00:00"), ..request("Vieja", gloria, Some(room)) },
        Row {
            at: at("2025-02-01T08:00:00"),
            since: "status = 'completed'",
            new: NewRequest {
                priority: MaintenancePriority::Low,
                item_id: Some(machine),
                ..request("Hecha", gloria, Some(room)).new
            },
        },
        Row {
            at: at("2025-02-02T08:00:00"),
            since: "status = 'in_progress', assigned_technician_id = user_id, estimated_completion = '2025-02-03'",
            new: NewRequest { priority: MaintenancePriority::High, ..request("En curso", gloria, None).new },
        },
    ];
    add(&app, rows).await;
    let of_item = format!("?item_id={machine}");
    let [by_gloria, by_ana] = [gloria, &app.world.ana].map(|who| format!("?technician_id={}", who.id));
    let [from_gloria, from_ana] = [gloria, &app.world.ana].map(|who| format!("?user_id={}", who.id));
    for (query, found) in [
        ("?status=completed", ["Hecha"].as_slice()),
        ("?status=assigned", &[]),
        ("?priority=alta", &["En curso", "Vieja"]),
        ("?priority=high", &["En curso", "Vieja"]),
        ("?priority=baja&status=", &["Hecha"]),
        ("?is_open=true", &["En curso", "Vieja"]),
        ("?is_open=false", &["Hecha"]),
        // The day of one has passed long ago; without a day nothing is late.
        ("?is_late=true", &["En curso"]),
        ("?is_late=false", &["Hecha", "Vieja"]),
        (&by_gloria, &["En curso"]),
        (&by_ana, &[]),
        (&from_gloria, &["En curso", "Hecha", "Vieja"]),
        (&from_ana, &[]),
        (&of_item, &["Hecha"]),
        ("?start_date=2025-01-31&end_date=2025-01-31", &["Vieja"]),
        ("?start_date=2025-02-01T00:00:00.000", &["En curso", "Hecha"]),
        ("?limit=1&skip=1", &["Hecha"]),
    ] {
        assert_eq!(titles(&app, gloria, query).await, found, "{query}");
    }
    for wrong in ["?status=otra", "?priority=x", "?item_id=7", "?start_date=2025-02-02&end_date=2025-02-01"] {
        app.get(gloria, &format!("{REQUESTS}{wrong}")).await.expect(422);
    }
}

#[tokio::test]
async fn of_what_is_done_that_which_was_done_last_comes_first() {
    let app = App::new().await;
    let (gloria, room) = (&app.world.gloria, app.world.sistemas.id);
    let done = |title, wall: &str, since| Row {
        at: clock::instant_of(wall.parse().unwrap()),
        since,
        ..request(title, gloria, Some(room))
    };
    let rows = vec![
        done("Larga", "2025-01-02T08:00:00", "status = 'completed', actual_completion = '2025-03-01'"),
        done("Corta", "2025-02-02T08:00:00", "status = 'completed', actual_completion = '2025-02-02'"),
        done("Abierta", "2025-02-03T08:00:00", "status = 'pending'"),
    ];
    add(&app, rows).await;
    assert_eq!(titles(&app, gloria, "?status=completed").await, ["Larga", "Corta"]);
    assert_eq!(titles(&app, gloria, "?status=completed&limit=1").await, ["Larga"]);
    assert_eq!(titles(&app, gloria, "").await, ["Abierta", "Corta", "Larga"]);
}

#[tokio::test]
async fn a_request_has_every_member_that_the_clients_read() {
    let app = App::new().await;
    let (estela, wilson, room) = (&app.world.estela, &app.world.wilson, app.world.sistemas);
    let full = Row {
        new: NewRequest {
            item_id: Some(room.machine),
            quantity_affected: 2,
            ..request("Computador", estela, Some(room.id)).new
        },
        at: clock::now(),
        since: r#"category = 'equipos', location = 'Mesa 4', estimated_completion = '2025-03-01',
            actual_completion = '2025-03-02', cost = 12345050, notes = 'Fuente', due_date = '2025-02-28',
            cancellation_reason = 'Ninguno', images_urls = '["/fotos/\"1\".jpg","/fotos/2.jpg"]',
            assigned_technician_id = (select id from users where first_name = 'Wilson')"#,
    };
    let bare = request("Nada más", estela, None);
    let id = add(&app, vec![full, bare]).await[0];
    let uri = format!("{REQUESTS}{id}");
    let list = app.get(estela, REQUESTS).await.expect(200).json();
    let one = app.get(estela, &uri).await.expect(200).json();
    assert_eq!(list[1], one, "written from the row and through serde alike");
    assert_eq!(
        one,
        json!({
            "id": id, "item_id": room.machine, "item_name": "Computador Sistemas 1", "internal_code": "S1-M",
            "check_id": null, "loan_id": null, "user_id": estela.id, "user_name": "Estela Prueba",
            "assigned_technician_id": wilson.id, "assigned_technician_name": "Wilson Prueba",
            "environment_id": room.id, "environment_name": "Sistemas 1", "title": "Computador",
            "description": "No enciende", "priority": "alta", "status": "pending", "category": "equipos",
            "location": "Mesa 4", "maintenance_type": "corrective",
            "items": [{
                "item_id": room.machine, "item_name": "Computador Sistemas 1", "internal_code": "S1-M",
                "item_type": "individual", "quantity": 2, "repaired": null,
            }],
            "plan_id": null, "due_date": "2025-02-28", "cancellation_reason": "Ninguno",
            "estimated_completion": "2025-03-01", "actual_completion": "2025-03-02", "cost": 123_450.5, "notes": "Fuente", "images_urls": ["/fotos/\"1\".jpg", "/fotos/2.jpg"],
            "quantity_affected": 2, "created_at": one["created_at"], "updated_at": one["updated_at"],
        })
    );
    let Value::Object(bare) = &list[0] else { panic!("{list}") };
    for null in
        ["item_id", "item_name", "environment_id", "cost", "images_urls", "notes", "estimated_completion"]
    {
        assert_eq!(bare[null], json!(null), "{null}");
    }
}

#[tokio::test]
async fn an_item_has_an_open_request_until_it_is_done() {
    let app = App::new().await;
    let (ana, room) = (&app.world.ana, app.world.sistemas);
    let open = async |item| app.parts.db.read(move |db| store::open_for_item(db, item)).await.unwrap();
    assert_eq!(open(room.machine).await, None);
    for (since, is_open) in [
        ("status = 'completed'", false),
        ("status = 'cancelled'", false),
        ("status = 'in_progress'", true),
        ("status = 'assigned'", true),
        ("status = 'pending'", true),
    ] {
        let asked = request(since, ana, Some(room.id));
        let new = NewRequest { item_id: Some(room.machine), ..asked.new };
        add(&app, vec![Row { new, since, ..asked }]).await;
        assert_eq!(open(room.machine).await.is_some(), is_open, "{since}");
    }
    assert_eq!(open(room.group).await, None);
}
