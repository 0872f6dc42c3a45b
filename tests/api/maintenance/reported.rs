//! Faults as people report them: of an item, of several, of a room; with photos; once.

use super::{REQUESTS, change, report, told};
use crate::photos::{upload, wall};
use crate::support::{App, Person, day};
use chrono::TimeDelta;
use inventario::campus::photos;
use inventario::kit::access::Origin;
use inventario::kit::clock;
use inventario::kit::db::Change;
use inventario::kit::wire::Id;
use poem::http::Method;
use serde_json::{Value, json};

/// Sends a photo; answers its address.
async fn photo(app: &App, who: &Person) -> String {
    let sent = upload(app, who, "image/jpeg", wall(400, 300)).await.expect(201).json();
    format!("/api/photos/{}", sent["id"].as_str().unwrap())
}

async fn count(app: &App) -> usize {
    app.get(&app.world.gloria, REQUESTS).await.expect(200).json().as_array().unwrap().len()
}

#[tokio::test]
async fn whoever_scans_a_label_reports_its_fault_and_the_supervisors_of_its_room_hear_of_it() {
    let app = App::new().await;
    let world = &app.world;
    for who in world.roles().into_iter().chain([&world.pedro]) {
        let made = report(&app, who, json!({ "priority": "alta" })).await.expect(201).json();
        assert_eq!(made["environment_id"], json!(world.sistemas.id), "the room is the item's");
        assert_eq!((&made["status"], &made["user_id"]), (&json!("pending"), &json!(who.id)));
        assert_eq!((&made["priority"], &made["maintenance_type"]), (&json!("alta"), &json!("corrective")));
        let seen =
            app.get(who, &format!("{REQUESTS}{}", made["id"].as_str().unwrap())).await.expect(200).json();
        assert_eq!(seen, made, "{}", who.email);
    }
    // Bruno heard of all but his own.
    let heard = told(&app, &world.bruno).await;
    assert_eq!(heard.len(), 5);
    let (title, message) = &heard[0];
    assert_eq!(title, "Nueva Solicitud de Mantenimiento");
    assert_eq!(message, "Se ha creado una nueva solicitud de mantenimiento: No enciende. Prioridad: alta");
}

#[tokio::test]
async fn d34_the_link_of_a_notice_has_the_request_behind_the_word_maintenance_and_its_text_has_no_other_id() {
    let app = App::new().await;
    let world = &app.world;
    let made = report(&app, &world.estela, json!({ "priority": "urgente" })).await.expect(201).json();
    change(&app, &world.gloria, &made, json!({ "assigned_technician_id": world.bruno.id })).await.expect(200);
    change(&app, &world.gloria, &made, json!({ "status": "in_progress" })).await.expect(200);
    for who in [&world.bruno, &world.estela] {
        let list = app.get(who, "/api/notifications/").await.expect(200).json();
        let list = list.as_array().unwrap();
        assert!(list.len() >= 2, "{}", who.email);
        for notice in list {
            assert_eq!(notice["action_url"], format!("/maintenance/{}", made["id"].as_str().unwrap()));
            assert_eq!(notice["priority"], "high", "what can't wait says so");
            let words = format!("{} {}", notice["title"], notice["message"]);
            assert!(!words.contains(made["id"].as_str().unwrap()) && !words.contains("018f"), "{words}");
        }
    }
}

#[tokio::test]
async fn d14_an_empty_room_in_a_request_is_that_of_its_item_and_without_either_it_is_refused() {
    let app = App::new().await;
    let world = &app.world;
    let sent = json!({ "environment_id": "", "priority": "media", "location": "Mesa 4" });
    let made = report(&app, &world.estela, sent).await.expect(201).json();
    assert_eq!(made["environment_id"], json!(world.sistemas.id));
    for nothing in [json!(""), json!(null)] {
        let sent = json!({ "item_id": null, "environment_id": nothing, "category": "equipos", "location": "Pasillo" });
        let reply = report(&app, &world.pedro, sent).await.expect(400);
        assert_eq!(reply.detail(), "Indique el equipo o el ambiente que necesita mantenimiento");
    }
    let general = json!({ "item_id": "", "environment_id": world.sistemas.id, "category": "mobiliario" });
    let made = report(&app, &world.estela, general).await.expect(201).json();
    assert_eq!((&made["item_id"], &made["items"]), (&json!(null), &json!([])));
    assert_eq!((&made["category"], &made["quantity_affected"]), (&json!("mobiliario"), &json!(1)));
}

#[tokio::test]
async fn one_request_is_about_many_items() {
    let app = App::new().await;
    let (world, room) = (&app.world, app.world.sistemas);
    let items = json!([{ "item_id": room.group, "quantity": 3 }, { "item_id": room.machine }]);
    let made = report(&app, &world.ana, json!({ "item_id": null, "items": items })).await.expect(201).json();
    assert_eq!((&made["item_id"], &made["quantity_affected"]), (&json!(room.group), &json!(4)));
    let codes: Vec<&Value> =
        made["items"].as_array().unwrap().iter().map(|it| &it["internal_code"]).collect();
    assert_eq!(codes, ["S1-G", "S1-M"]);
    for id in [room.group, room.machine] {
        let of_item = app.get(&world.bruno, &format!("{REQUESTS}?item_id={id}")).await.expect(200).json();
        assert_eq!(of_item, json!([made]));
    }
    // The item of the request stands before the others, and once.
    let both = json!({ "items": [{ "item_id": room.group }] });
    let made = report(&app, &world.ana, both).await.expect(201).json();
    assert_eq!((&made["item_id"], &made["quantity_affected"]), (&json!(room.machine), &json!(2)));
}

#[tokio::test]
async fn what_can_not_be_is_refused_in_a_sentence_and_nothing_is_stored() {
    let app = App::new().await;
    let (world, room) = (&app.world, app.world.sistemas);
    let unknown = Id::from_bits(7);
    let photos = vec![photo(&app, &world.ana).await; 11];
    for (sent, status, says) in [
        (json!({ "item_id": unknown }), 400, "El equipo indicado no existe o no puede verlo"),
        (json!({ "quantity_affected": 2 }), 400, "Computador Sistemas 1 (S1-M) es una sola pieza"),
        (
            json!({ "items": [{ "item_id": room.group }, { "item_id": room.group }] }),
            400,
            "El mismo equipo está dos veces",
        ),
        (
            json!({ "item_id": null, "environment_id": world.taller.id }),
            400,
            "El ambiente indicado no existe o está inactivo",
        ),
        (
            json!({ "images_urls": [format!("/api/photos/{unknown}")] }),
            400,
            "La foto indicada no existe: tómela de nuevo",
        ),
        (json!({ "images_urls": photos }), 400, "Una solicitud admite hasta 10 fotos"),
        (
            json!({ "images_urls": ["https://otra.parte/1.jpg"] }),
            422,
            "El campo «images_urls» debe ser la dirección de una foto de este servidor: /api/photos/…",
        ),
        (json!({ "title": " " }), 422, "El campo «title» no puede quedar vacío"),
        (
            json!({ "description": null }),
            422,
            "El campo «description» no puede quedar vacío: debe ser un texto",
        ),
        (json!({ "quantity_affected": 0 }), 422, "El campo «quantity_affected» debe estar entre 1 y 1000000"),
    ] {
        let reply = report(&app, &world.ana, sent.clone()).await;
        assert_eq!((reply.status.as_u16(), reply.detail()), (status, says.to_owned()), "{sent}");
    }
    assert_eq!(count(&app).await, 0);
}

#[tokio::test]
async fn photos_are_kept_as_long_as_a_request_shows_them() {
    let app = App::new().await;
    let world = &app.world;
    let (first, second) = (photo(&app, &world.estela).await, photo(&app, &world.estela).await);
    let made =
        report(&app, &world.estela, json!({ "images_urls": [second, first] })).await.expect(201).json();
    assert_eq!(made["images_urls"], json!([second, first]), "in their order");
    let lonely = photo(&app, &world.estela).await;
    let clear = || async {
        let later = clock::now() + TimeDelta::days(400);
        let origin = Origin::of_command("test");
        let write = app
            .parts
            .db
            .write(&origin, move |tx| photos::store::clear_orphans(tx, later).map(Change::unaudited));
        write.await.unwrap()
    };
    assert_eq!(clear().await, 1);
    app.get(&world.estela, &lonely).await.expect(404);
    app.get(&world.estela, &format!("{first}?size=small")).await.expect(200);
    let shown = json!({ "images_urls": [first] });
    let changed = change(&app, &world.bruno, &made, shown.clone()).await.expect(200).json();
    assert_eq!(changed["images_urls"], shown["images_urls"]);
    assert_eq!(clear().await, 1);
    app.get(&world.estela, &second).await.expect(404);
    let none = change(&app, &world.bruno, &made, json!({ "images_urls": null })).await.expect(200).json();
    assert_eq!(none["images_urls"], json!(null));
    assert_eq!(clear().await, 1);
}

#[tokio::test]
async fn a_report_that_a_phone_repeats_counts_once() {
    let app = App::new().await;
    let estela = &app.world.estela;
    let body =
        json!({ "title": "Sin imagen", "description": "Negra", "item_id": app.world.sistemas.machine });
    let token = format!("Bearer {}", estela.token);
    let headers = [
        ("authorization", token.as_str()),
        ("content-type", "application/json"),
        ("idempotency-key", "6f1c1f9e-reporte"),
    ];
    let first = app.send(Method::POST, REQUESTS, &headers, body.to_string()).await.expect(201).json();
    let again = app.send(Method::POST, REQUESTS, &headers, body.to_string()).await.expect(201).json();
    assert_eq!(first, again);
    assert_eq!(count(&app).await, 1);
}

#[tokio::test]
async fn an_estimate_before_the_request_is_refused() {
    let app = App::new().await;
    let made = report(&app, &app.world.estela, json!({})).await.expect(201).json();
    let reply =
        change(&app, &app.world.bruno, &made, json!({ "estimated_completion": day(-1) })).await.expect(400);
    assert_eq!(reply.detail(), "La fecha estimada no puede ser anterior al día en que se pidió");
    let kept = change(&app, &app.world.bruno, &made, json!({ "estimated_completion": day(3) }))
        .await
        .expect(200)
        .json();
    assert_eq!((&kept["estimated_completion"], &kept["status"]), (&json!(day(3)), &json!("pending")));
}

#[tokio::test]
async fn a_job_stays_within_one_centre() {
    let app = App::new().await;
    let world = &app.world;
    let says = "Computador Taller";
    let items = json!([{ "item_id": world.sistemas.machine }, { "item_id": world.taller.machine }]);
    for who in [&world.bruno, &world.gloria, &world.estela] {
        let sent = json!({ "item_id": null, "items": items });
        let reply = report(&app, who, sent).await.expect(400);
        assert_eq!(reply.json()["code"], "equipo_desconocido");
        let detail = reply.detail();
        assert!(
            detail.starts_with(says)
                && detail.ends_with("es de otro centro: pida su mantenimiento en otra solicitud"),
            "{detail}"
        );
    }
    let plan = json!({ "item_ids": [world.sistemas.machine, world.taller.machine] });
    let reply = super::plans::plan(&app, &world.gloria, plan).await.expect(400);
    assert!(reply.detail().ends_with("es de otro centro: póngalo en otro plan"), "{}", reply.detail());
    assert_eq!(app.get(&world.gloria, REQUESTS).await.expect(200).json(), json!([]));
    // Whoever scans a label may still say that it is broken, and what has no room goes with any.
    report(&app, &world.estela, json!({ "item_id": world.taller.machine })).await.expect(201);
    let mut unplaced = crate::inventory::new_item(&app, "SIN-1");
    unplaced["environment_id"] = json!(null);
    let unplaced = app.post(&world.gloria, "/api/inventory", unplaced).await.expect(201).json();
    let items = json!([{ "item_id": unplaced["id"] }, { "item_id": world.taller.machine }]);
    report(&app, &world.gloria, json!({ "item_id": null, "items": items })).await.expect(201);
}
