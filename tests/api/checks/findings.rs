//! What lies beside the list: codes that nobody knows, equipment of other rooms, and what becomes of it.

use super::{Class, FINDINGS, rows, text};
use crate::support::{App, Person, Room, patched};
use inventario::kit::wire::Id;
use serde_json::{Value, json};

/// What a person sends who found a machine of another room.
fn machine(room: Room, moves: bool) -> Value {
    json!({ "findings": [{ "code": format!("Etiqueta {}", room.machine), "item_id": room.machine, "move": moves, "notes": "Sobre la mesa" }] })
}

async fn room_of(app: &App, item: Id) -> Value {
    app.get(&app.world.gloria, &format!("/api/inventory/{item}")).await.expect(200).json()["environment_id"]
        .clone()
}

/// A check of Estela's with one finding; answers the finding.
async fn found(class: &Class, finding: Value) -> Value {
    let check = class.begin(&class.app.world.estela, finding).await;
    let findings = class.read(&check).await["findings"].clone();
    assert_eq!(findings.as_array().unwrap().len(), 1);
    findings[0].clone()
}

async fn resolve(app: &App, who: &Person, finding: &Value, status: &str) -> crate::support::Reply {
    let sent = json!({ "status": status, "notes": "Revisado" });
    app.put(who, &format!("{FINDINGS}/{}", text(&finding["id"])), sent).await
}

#[tokio::test]
async fn an_unknown_code_is_kept_as_it_was_read() {
    let class = Class::new().await;
    let code = "  https://otro.example/placa?id=<77>'; drop table x ";
    let finding =
        found(&class, json!({ "findings": [{ "code": code, "notes": "Pegada a un televisor" }] })).await;
    for (name, value) in [
        ("kind", json!("unknown_code")),
        ("code", json!(code.trim())),
        ("status", json!("open")),
        ("item_id", Value::Null),
        ("expected_environment_id", Value::Null),
        ("environment_name", json!("Sistemas 1")),
        ("found_by_name", json!("Estela Prueba")),
        ("notes", json!("Pegada a un televisor")),
        ("move_requested", json!(false)),
        ("resolved_at", Value::Null),
    ] {
        assert_eq!(finding[name], value, "{name}");
    }
    for bad in [json!({ "code": "" }), json!({ "code": "x".repeat(501) }), json!({})] {
        class.save(&class.app.world.estela, json!({ "findings": [bad] })).await.expect(422);
    }
    let many: Vec<Value> = (0..201).map(|n| json!({ "code": format!("Placa {n}") })).collect();
    let refused = class.save(&class.app.world.estela, json!({ "findings": many })).await.expect(422);
    assert!(refused.detail().contains("«findings»"), "{}", refused.detail());
    assert_eq!(class.app.count("select count(*) from inventory_check_findings").await, 1);
}

#[tokio::test]
async fn equipment_of_another_room_is_noted_and_stays_there() {
    let class = Class::new().await;
    let (app, world) = (&class.app, &class.app.world);
    let finding = found(&class, machine(world.taller, false)).await;
    for (name, value) in [
        ("kind", json!("other_room")),
        ("item_id", json!(world.taller.machine)),
        ("item_name", json!("Computador Taller")),
        ("expected_environment_id", json!(world.taller.id)),
        ("expected_environment_name", json!("Taller")),
        ("status", json!("open")),
        ("move_requested", json!(false)),
    ] {
        assert_eq!(finding[name], value, "{name}");
    }
    assert_eq!(room_of(app, world.taller.machine).await, json!(world.taller.id));
    let unknown = json!({ "findings": [{ "code": "x", "item_id": world.center }] });
    class.save(&world.estela, unknown).await.expect(404);
}

#[tokio::test]
async fn what_belongs_to_the_room_by_now_is_no_finding() {
    let class = Class::new().await;
    let check = class.begin(&class.app.world.estela, machine(class.app.world.sistemas, true)).await;
    assert_eq!(class.read(&check).await["findings"], json!([]));
}

#[tokio::test]
async fn an_apprentices_and_an_instructors_move_is_a_request() {
    let class = Class::new().await;
    let (app, world) = (&class.app, &class.app.world);
    let check = class.begin(&world.estela, machine(world.idiomas, true)).await;
    class.confirm(&world.ana, &check, machine(world.bodega, true)).await.expect(200);
    let findings = class.read(&check).await["findings"].clone();
    for finding in findings.as_array().unwrap() {
        assert_eq!((&finding["status"], &finding["move_requested"]), (&json!("open"), &json!(true)));
    }
    assert_eq!(findings.as_array().unwrap().len(), 2);
    assert_eq!(room_of(app, world.idiomas.machine).await, json!(world.idiomas.id));
    assert_eq!(room_of(app, world.bodega.machine).await, json!(world.bodega.id));
}

#[tokio::test]
async fn a_supervisors_move_is_done_at_once_within_his_centre() {
    let class = Class::new().await;
    let (app, world) = (&class.app, &class.app.world);
    let check = class.begin(&world.bruno, machine(world.idiomas, true)).await;
    assert_eq!(room_of(app, world.idiomas.machine).await, json!(world.sistemas.id));
    let moved = class.read(&check).await["findings"][0].clone();
    assert_eq!((&moved["status"], &moved["resolved_by_name"]), (&json!("moved"), &json!("Bruno Prueba")));
    assert!(moved["resolved_at"].is_string());
    let history = app.get(&world.bruno, &format!("/api/inventory/{}/history", world.idiomas.machine)).await;
    let told = history.expect(200).json()[0].clone();
    let change = json!([{ "field": "environment_name", "before": "Idiomas", "after": "Sistemas 1" }]);
    assert_eq!((&told["changes"], &told["user_name"]), (&change, &json!("Bruno Prueba")));

    // The other centre's is not his to move.
    class.confirm(&world.bruno, &check, machine(world.taller, true)).await.expect(200);
    let asked = class.read(&check).await["findings"][1].clone();
    assert_eq!((&asked["status"], &asked["move_requested"]), (&json!("open"), &json!(true)));
    assert_eq!(room_of(app, world.taller.machine).await, json!(world.taller.id));
    // Gloria, who keeps both, finds the same once more: it is the same finding, and now it is settled.
    class.confirm(&world.gloria, &check, machine(world.taller, true)).await.expect(200);
    assert_eq!(room_of(app, world.taller.machine).await, json!(world.sistemas.id));
    let settled = class.read(&check).await["findings"].clone();
    let [_, settled] = &settled.as_array().unwrap()[..] else { panic!("{settled}") };
    assert_eq!((&settled["id"], &settled["status"]), (&asked["id"], &json!("moved")));
    assert_eq!(
        (&settled["found_by_name"], &settled["resolved_by_name"]),
        (&json!("Bruno Prueba"), &json!("Gloria Prueba"))
    );
}

#[tokio::test]
async fn what_is_sent_again_is_found_once() {
    let class = Class::new().await;
    let (app, world) = (&class.app, &class.app.world);
    let sent = json!({ "findings": [
        { "code": "123" },
        { "code": "Etiqueta", "item_id": world.idiomas.machine },
        { "code": "Etiqueta", "item_id": world.bodega.machine },
    ] });
    let check = class.begin(&world.estela, sent.clone()).await;
    let first = class.read(&check).await["findings"].clone();
    assert_eq!(first.as_array().unwrap().len(), 3);
    resolve(app, &world.bruno, &first[1], "dismissed").await.expect(200);
    class.save(&world.estela, sent.clone()).await.expect(201);
    class.confirm(&world.ana, &check, sent.clone()).await.expect(200);
    let moves =
        json!({ "findings": [{ "code": "Etiqueta", "item_id": world.idiomas.machine, "move": true }] });
    class.confirm(&world.bruno, &check, moves).await.expect(200);
    let again = class.read(&check).await["findings"].clone();
    assert_eq!(again.as_array().unwrap().len(), 3);
    assert_eq!((&again[0], &again[1]["status"], &again[2]), (&first[0], &json!("dismissed"), &first[2]));
    assert_eq!(
        room_of(app, world.idiomas.machine).await,
        json!(world.idiomas.id),
        "what was dismissed stays so"
    );
}

#[tokio::test]
async fn a_finding_is_resolved_once_in_one_of_four_ways() {
    for (keeper, status) in
        [("bruno", "moved"), ("wilson", "registered"), ("gloria", "noted"), ("sara", "dismissed")]
    {
        let class = Class::new().await;
        let (app, world) = (&class.app, &class.app.world);
        let who = match keeper {
            "bruno" => &world.bruno,
            "wilson" => &world.wilson,
            "gloria" => &world.gloria,
            _ => &world.sara,
        };
        let open = found(&class, machine(world.idiomas, true)).await;
        let resolved = resolve(app, who, &open, status).await.expect(200).json();
        let expected = json!({
            "status": status, "resolved_by": who.id, "resolved_by_name": resolved["resolved_by_name"],
            "resolution_notes": "Revisado", "resolved_at": resolved["resolved_at"],
        });
        assert_eq!(resolved, patched(open.clone(), &expected));
        assert!(resolved["resolved_at"].is_string() && resolved["resolved_by_name"].is_string());
        let room = if status == "moved" { world.sistemas.id } else { world.idiomas.id };
        assert_eq!(room_of(app, world.idiomas.machine).await, json!(room), "{status}");
        for again in ["moved", "noted"] {
            let refused = resolve(app, &world.gloria, &open, again).await.expect(400);
            assert_eq!(refused.json()["code"], "hallazgo_resuelto", "{status} {again}");
        }
        let entry = app.audited(|it| it["entity_id"] == open["id"] && it["old_values"].is_object()).await;
        assert_eq!((&entry["user_id"], &entry["old_values"]["status"]), (&json!(who.id), &json!("open")));
    }
}

#[tokio::test]
async fn only_equipment_is_moved_and_only_by_those_who_keep_both_rooms() {
    let class = Class::new().await;
    let (app, world) = (&class.app, &class.app.world);
    let both =
        json!({ "findings": [{ "code": "123" }, { "code": "Taller", "item_id": world.taller.machine }] });
    let check = class.begin(&world.estela, both).await;
    let findings = class.read(&check).await["findings"].clone();
    let (code, foreign) = (&findings[0], &findings[1]);
    assert_eq!(
        resolve(app, &world.bruno, code, "moved").await.expect(400).json()["code"],
        "hallazgo_sin_equipo"
    );
    resolve(app, &world.bruno, foreign, "moved").await.expect(404);
    assert_eq!(room_of(app, world.taller.machine).await, json!(world.taller.id));
    for who in [&world.estela, &world.ana] {
        resolve(app, who, code, "noted").await.expect(403);
    }
    resolve(app, &world.bruno, code, "open").await.expect(422);
    assert!(
        rows(app, &world.gloria, &format!("{FINDINGS}?status=open")).await.len() == 2,
        "nothing was resolved"
    );
    resolve(app, &world.bruno, code, "registered").await.expect(200);
    resolve(app, &world.gloria, foreign, "moved").await.expect(200);
}

#[tokio::test]
async fn nothing_is_moved_into_a_room_out_of_use() {
    let class = Class::new().await;
    let (app, world) = (&class.app, &class.app.world);
    let finding = found(&class, machine(world.idiomas, true)).await;
    let room = format!("/api/environments/{}", world.sistemas.id);
    app.put(&world.gloria, &room, json!({ "is_active": false })).await.expect(200);
    let refused = resolve(app, &world.bruno, &finding, "moved").await.expect(400);
    assert_eq!(refused.json()["code"], "ambiente_desconocido");
    assert_eq!(room_of(app, world.idiomas.machine).await, json!(world.idiomas.id));
    resolve(app, &world.bruno, &finding, "noted").await.expect(200);
}

#[tokio::test]
async fn findings_are_listed_for_keepers_of_their_centre_newest_first() {
    let class = Class::new().await;
    let (app, world) = (&class.app, &class.app.world);
    class.begin(&world.estela, json!({ "findings": [{ "code": "Uno" }] })).await;
    for (room, finding) in [
        (world.idiomas.id, json!({ "code": "Dos", "item_id": world.sistemas.machine })),
        (world.taller.id, json!({ "code": "Tres" })),
    ] {
        let sheet = json!({ "environment_id": room, "findings": [finding] });
        app.post(&world.gloria, super::CHECKS, sheet).await.expect(201);
    }
    let newest = rows(app, &world.gloria, FINDINGS).await;
    resolve(app, &world.gloria, &newest[0], "noted").await.expect(200);
    let room = format!("environment_id={}", world.idiomas.id);
    for (who, query, codes) in [
        (&world.gloria, "", vec!["Tres", "Dos", "Uno"]),
        (&world.sara, "", vec!["Dos", "Uno"]),
        (&world.bruno, "", vec!["Dos", "Uno"]),
        (&world.wilson, "", vec!["Dos", "Uno"]),
        (&world.gloria, "status=open", vec!["Dos", "Uno"]),
        (&world.gloria, "status=noted", vec!["Tres"]),
        (&world.gloria, "kind=other_room", vec!["Dos"]),
        (&world.gloria, "kind=unknown_code&status=open", vec!["Uno"]),
        (&world.bruno, room.as_str(), vec!["Dos"]),
        (&world.gloria, "status=&kind=null&environment_id=", vec!["Tres", "Dos", "Uno"]),
        (&world.gloria, "limit=1&skip=1", vec!["Dos"]),
    ] {
        let list = app.get(who, &format!("{FINDINGS}?{query}")).await.expect(200);
        let total = if query.starts_with("limit") { 3 } else { codes.len() };
        assert_eq!(list.header("x-total-count"), Some(total.to_string().as_str()), "{query}");
        let found: Vec<String> = list.json().as_array().unwrap().iter().map(|it| text(&it["code"])).collect();
        assert_eq!(found, codes, "{} {query}", who.email);
    }
    resolve(app, &world.bruno, &newest[0], "noted").await.expect(404);
    for who in [&world.estela, &world.ana] {
        app.get(who, FINDINGS).await.expect(403);
    }
    app.get(&world.gloria, &format!("{FINDINGS}?status=perdido")).await.expect(422);
}

#[tokio::test]
async fn what_was_lost_and_turns_up_in_its_own_room_is_told() {
    let class = Class::new().await;
    let (app, lost) = (&class.app, class.app.world.sistemas.machine);
    app.put(&app.world.gloria, &format!("/api/inventory/{lost}"), json!({ "status": "lost" }))
        .await
        .expect(200);
    let finding = found(&class, machine(app.world.sistemas, false)).await;
    assert_eq!((&finding["item_id"], &finding["status"]), (&json!(lost), &json!("open")));
}
