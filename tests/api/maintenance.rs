//! Maintenance: which requests each role sees, and what is told of them.

use crate::support::{App, Person, Ready, Resource, Roles};
use inventario::campus::maintenance::model::{MaintenanceRequest, Pictures, Priority, Status};
use inventario::campus::maintenance::store;
use inventario::kit::access::Origin;
use inventario::kit::clock;
use inventario::kit::db::Change;
use inventario::kit::wire::{Day, Id, LocalTime, Money};
use poem::http::Method;
use serde_json::{Value, json};

/// Read by all, cut to what they reach.
const ROLES: Roles = &[("st in su ad ag", &["list_maintenance_requests", "get_maintenance_request"])];

/// What the tests that walk all operations must know.
pub const RESOURCE: Resource = Resource::new(ROLES)
    .asked_with(value)
    .replayed(&["maintenance"])
    .after(|moment| Box::pin(crate::contract::trouble(moment)));

fn value(ready: &Ready, operation: &str, parameter: &str) -> Option<String> {
    Some(match (operation, parameter) {
        (_, "id") => ready.request.clone(),
        _ => return None,
    })
}

fn request(title: &str, by: &Person, room: Option<Id>) -> MaintenanceRequest {
    let now = LocalTime(clock::now());
    MaintenanceRequest {
        id: Id::new(),
        item_id: None,
        item_name: None,
        internal_code: None,
        check_id: None,
        user_id: by.id,
        user_name: String::new(),
        assigned_technician_id: None,
        assigned_technician_name: None,
        environment_id: room,
        environment_name: None,
        title: title.into(),
        description: "No enciende".into(),
        priority: Priority::Alta,
        status: Status::Pending,
        category: None,
        location: None,
        estimated_completion: None,
        actual_completion: None,
        cost: None,
        notes: None,
        images_urls: None,
        quantity_affected: 1,
        created_at: now,
        updated_at: now,
    }
}

async fn add(app: &App, requests: Vec<MaintenanceRequest>) {
    let origin = Origin::of_command("test");
    let added = app.parts.db.write(&origin, move |tx| {
        for request in &requests {
            store::insert(tx, request)?;
        }
        Ok(Change::unaudited(()))
    });
    added.await.unwrap();
}

async fn titles(app: &App, who: &Person, query: &str) -> Vec<String> {
    let list = app.get(who, &format!("/api/maintenance-requests/{query}")).await.expect(200).json();
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
        request("Sara en Taller", &world.sara, Some(world.taller.id)),
        request("Pedro sin ambiente", &world.pedro, None),
    ];
    let uris: Vec<_> =
        rows.iter().map(|it| (it.title.clone(), format!("/api/maintenance-requests/{}", it.id))).collect();
    add(&app, rows).await;
    let all =
        ["Pedro sin ambiente", "Sara en Taller", "Gloria en Bodega", "Estela en Idiomas", "Ana en Sistemas"];
    let center = ["Pedro sin ambiente", "Gloria en Bodega", "Estela en Idiomas", "Ana en Sistemas"];
    for (who, seen) in [
        (&world.estela, ["Estela en Idiomas", "Ana en Sistemas"].as_slice()),
        (&world.ana, &["Ana en Sistemas"]),
        (&world.ivan, &["Estela en Idiomas"]),
        (&world.pedro, &["Pedro sin ambiente"]),
        (&world.bruno, &center),
        (&world.wilson, &center),
        (&world.sara, &all),
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
    app.ask(None, Method::GET, "/api/maintenance-requests/", None).await.expect(401);
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
    let at = |wall: &str| LocalTime(clock::instant_of(wall.parse().unwrap()));
    let machine = app.world.sistemas.machine;
    let rows = vec![
        MaintenanceRequest { created_at: at("2025-01-31T22:00:00"), ..request("Vieja", gloria, Some(room)) },
        MaintenanceRequest {
            created_at: at("2025-02-01T08:00:00"),
            priority: Priority::Low,
            status: Status::Completed,
            item_id: Some(machine),
            ..request("Hecha", gloria, Some(room))
        },
        MaintenanceRequest {
            created_at: at("2025-02-02T08:00:00"),
            priority: Priority::High,
            status: Status::InProgress,
            ..request("En curso", gloria, None)
        },
    ];
    add(&app, rows).await;
    let of_item = format!("?item_id={machine}");
    for (query, found) in [
        ("?status=completed", ["Hecha"].as_slice()),
        ("?status=assigned", &[]),
        ("?priority=alta", &["En curso", "Vieja"]),
        ("?priority=high", &["En curso", "Vieja"]),
        ("?priority=baja&status=", &["Hecha"]),
        (&of_item, &["Hecha"]),
        ("?start_date=2025-01-31&end_date=2025-01-31", &["Vieja"]),
        ("?start_date=2025-02-01T00:00:00.000", &["En curso", "Hecha"]),
        ("?limit=1&skip=1", &["Hecha"]),
    ] {
        assert_eq!(titles(&app, gloria, query).await, found, "{query}");
    }
    for wrong in ["?status=otra", "?priority=x", "?item_id=7", "?start_date=2025-02-02&end_date=2025-02-01"] {
        app.get(gloria, &format!("/api/maintenance-requests/{wrong}")).await.expect(422);
    }
}

#[tokio::test]
async fn a_request_has_every_member_that_the_clients_read() {
    let app = App::new().await;
    let (estela, wilson, room) = (&app.world.estela, &app.world.wilson, app.world.sistemas);
    let full = MaintenanceRequest {
        item_id: Some(room.machine),
        assigned_technician_id: Some(wilson.id),
        category: Some("equipos".into()),
        location: Some("Mesa 4".into()),
        estimated_completion: Some(Day("2025-03-01".parse().unwrap())),
        actual_completion: Some(Day("2025-03-02".parse().unwrap())),
        cost: Money::from_cents(12_345_050),
        notes: Some("Fuente".into()),
        images_urls: Some(Pictures(vec!["/fotos/\"1\".jpg".into(), "/fotos/2.jpg".into()])),
        quantity_affected: 2,
        ..request("Computador", estela, Some(room.id))
    };
    let bare = request("Nada más", estela, None);
    let (uri, id) = (format!("/api/maintenance-requests/{}", full.id), full.id);
    add(&app, vec![full, bare]).await;
    let list = app.get(estela, "/api/maintenance-requests/").await.expect(200).json();
    let one = app.get(estela, &uri).await.expect(200).json();
    assert_eq!(list[1], one, "written from the row and through serde alike");
    assert_eq!(
        one,
        json!({
            "id": id, "item_id": room.machine, "item_name": "Computador Sistemas 1", "internal_code": "S1-M",
            "check_id": null, "user_id": estela.id, "user_name": "Estela Prueba",
            "assigned_technician_id": wilson.id, "assigned_technician_name": "Wilson Prueba",
            "environment_id": room.id, "environment_name": "Sistemas 1", "title": "Computador",
            "description": "No enciende", "priority": "alta", "status": "pending", "category": "equipos",
            "location": "Mesa 4", "estimated_completion": "2025-03-01", "actual_completion": "2025-03-02",
            "cost": 123_450.5, "notes": "Fuente", "images_urls": ["/fotos/\"1\".jpg", "/fotos/2.jpg"],
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
    for (status, is_open) in [
        (Status::Completed, false),
        (Status::Cancelled, false),
        (Status::InProgress, true),
        (Status::Assigned, true),
        (Status::Pending, true),
    ] {
        let row = MaintenanceRequest {
            item_id: Some(room.machine),
            status,
            ..request(status.as_str(), ana, Some(room.id))
        };
        add(&app, vec![row]).await;
        assert_eq!(open(room.machine).await.is_some(), is_open, "{status}");
    }
    assert_eq!(open(room.group).await, None);
}
