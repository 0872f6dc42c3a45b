//! Bins of a warehouse: one by one and many at once, occupied as their lots say, and kept as long as anything lay in them.

use crate::support::{App, Content, Person, Ready, Reply, Resource, Roles, Rows, patched};
use crate::warehouses::stored;
use serde_json::{Value, json};

/// Read by all but apprentices, written by both administrators.
const ROLES: Roles = &[
    ("in su ad ag", &["list_bins", "get_bin"]),
    ("ad ag", &["create_bin", "update_bin", "delete_bin", "preview_bulk_bins", "create_bulk_bins"]),
];

/// What the tests that walk all operations must know.
pub const RESOURCE: Resource =
    Resource::new(ROLES).prepared_by(|ready| Box::pin(prepare(ready))).asked_with(value).sent(content);

async fn prepare(ready: &Ready) -> Rows {
    let bin = add(&ready.app, &ready.app.world.gloria, [9, 9, 9], json!({})).await.expect(201).json();
    Rows::of("bin", &bin["id"])
}

fn value(ready: &Ready, _: &str, parameter: &str) -> Option<String> {
    (parameter == "id").then(|| ready.row("bin"))
}

fn content(ready: &Ready, operation: &str) -> Option<Content> {
    let bodega = ready.app.world.bodega.id;
    Some(Content::Json(match operation {
        "create_bin" => patched(bin("01-02-03"), &json!({ "warehouse_id": bodega })),
        "update_bin" => bin("01-02-04"),
        "preview_bulk_bins" | "create_bulk_bins" => json!({
            "warehouse_id": bodega,
            "ranges": { "estante": ["A", "B"], "nivel": { "start": 1, "end": 3 }, "posicion": [1] },
            "defaults": { "max_weight": 250.5, "max_height": 40, "accessibility": "a mano" },
        }),
        _ => return None,
    }))
}

pub const BINS: &str = "/api/bins";

/// A bin with all that may be said of one, but its warehouse.
fn bin(code: &str) -> Value {
    json!({
        "code": code, "structure_data": { "estante": "1", "nivel": 2, "posicion": "3" }, "status": "reserved",
        "max_weight": 120.25, "max_height": 45.5, "accessibility": "con escalera", "notes": "Lejos del horno",
        "is_active": true,
    })
}

/// Adds a bin to the warehouse of Wilson, of a shelf, level and position.
async fn add(app: &App, by: &Person, [estante, nivel, posicion]: [i64; 3], more: Value) -> Reply {
    let parts = json!({ "estante": estante, "nivel": nivel, "posicion": posicion });
    let new = json!({ "warehouse_id": app.world.bodega.id, "structure_data": parts });
    app.post(by, BINS, patched(new, &more)).await
}

fn one(bin: &Value) -> String {
    format!("{BINS}/{}", bin["id"].as_str().unwrap())
}

async fn product(app: &App, name: &str) -> Value {
    app.post(&app.world.wilson, "/api/products", json!({ "name": name })).await.expect(201).json()
}

#[tokio::test]
async fn a_bin_is_named_by_the_template_of_its_warehouse() {
    let app = App::new().await;
    let wilson = &app.world.wilson;
    let made = add(&app, wilson, [3, 2, 1], json!({ "max_weight": 120.25, "max_height": 45 }))
        .await
        .expect(201)
        .json();
    assert_eq!(
        (&made["code"], &made["status"], &made["lots"]),
        (&json!("03-02-01"), &json!("empty"), &json!(0))
    );
    assert_eq!(made["structure_data"], json!({ "estante": "03", "nivel": "02", "posicion": "01" }));
    assert_eq!((&made["max_weight"], &made["max_height"]), (&json!(120.25), &json!(45)));
    assert_eq!(made["warehouse_name"], "Bodega central");
    assert_eq!(app.get(&app.world.ana, &one(&made)).await.expect(200).json(), made);

    let patch = json!({ "code": "Mesón", "structure_data": { "estante": "z", "nivel": 1, "posicion": 1 }, "notes": "Nueva", "max_weight": null });
    let changed = app.put(wilson, &one(&made), patch).await.expect(200).json();
    assert_eq!((&changed["code"], &changed["structure_data"]["estante"]), (&json!("Mesón"), &json!("Z")));
    assert_eq!(
        (&changed["max_weight"], &changed["max_height"], &changed["notes"]),
        (&Value::Null, &json!(45), &json!("Nueva"))
    );
    // What was read may be sent back.
    let again = app.put(wilson, &one(&made), changed.clone()).await.expect(200).json();
    assert_eq!((&again["code"], &again["structure_data"]), (&changed["code"], &changed["structure_data"]));
    app.delete(wilson, &one(&made)).await.expect(204);
    app.get(wilson, &one(&made)).await.expect(404);
}

#[tokio::test]
async fn d10_the_parts_of_a_bin_are_those_of_the_template() {
    let app = App::new().await;
    let wilson = &app.world.wilson;
    let made = add(&app, wilson, [1, 1, 1], json!({})).await.expect(201).json();
    for (parts, why) in [
        (json!({ "estante": 1, "nivel": 1 }), "Falta «posicion»"),
        (json!({ "estante": 1, "nivel": 1, "posicion": "" }), "Falta «posicion»"),
        (json!({ "estante": 1, "nivel": 1, "posicion": 1, "caja": 1 }), "«caja» no es una parte"),
        (json!({}), "Falta «estante»"),
    ] {
        let sent = json!({ "structure_data": parts });
        for refused in [
            add(&app, wilson, [2, 2, 2], sent.clone()).await.expect(422),
            app.put(wilson, &one(&made), sent).await.expect(422),
        ] {
            assert!(refused.detail().contains(why), "{}", refused.detail());
        }
    }
    assert_eq!(app.get(wilson, &one(&made)).await.json(), made);
    assert_eq!(app.get(wilson, BINS).await.json()["total"], 1);
}

#[tokio::test]
async fn d12_a_code_is_one_bins_of_its_warehouse_and_unknown_warehouses_are_not_found() {
    let app = App::new().await;
    let (gloria, wilson, world) = (&app.world.gloria, &app.world.wilson, &app.world);
    let first = add(&app, wilson, [1, 1, 1], json!({ "code": "Ñ-1" })).await.expect(201).json();
    for same in ["Ñ-1", "ñ-1", " N\u{303}-1 "] {
        let refused = add(&app, wilson, [1, 1, 2], json!({ "code": same })).await.expect(409);
        assert_eq!(refused.detail(), "La bodega ya tiene una ubicación con el código Ñ-1");
    }
    let other = add(&app, wilson, [1, 1, 2], json!({ "code": "N-1" })).await.expect(201).json();
    assert_eq!(
        app.put(wilson, &one(&other), json!({ "code": "ñ-1" })).await.expect(409).json()["code"],
        "ubicacion_repetida"
    );
    app.put(wilson, &one(&first), json!({ "code": "ñ-1" })).await.expect(200);
    let norte = json!({
        "center_id": world.center, "name": "Bodega norte",
        "bin_structure_template": { "fields": [{ "name": "n", "label": "N", "order": 1 }], "code_format": "{n}" },
    });
    let norte = app.post(gloria, "/api/warehouses", norte).await.expect(201).json();
    let new = json!({ "warehouse_id": norte["id"], "code": "Ñ-1", "structure_data": { "n": 1 } });
    app.post(gloria, BINS, new.clone()).await.expect(201);
    for nowhere in [json!(world.sistemas.id), json!("018f3b1c-0000-7000-8000-000000000001")] {
        let new = patched(new.clone(), &json!({ "warehouse_id": nowhere, "ranges": { "n": [1] } }));
        for path in [BINS, "/api/bins/bulk", "/api/bins/bulk/preview"] {
            let refused = app.post(gloria, path, new.clone()).await.expect(404);
            assert_eq!(refused.detail(), "Bodega no encontrada", "{path}");
        }
    }
}

#[tokio::test]
async fn d6_a_bin_is_empty_when_all_its_lots_are() {
    let app = App::new().await;
    let wilson = &app.world.wilson;
    let (harina, bin) =
        (product(&app, "Harina").await, add(&app, wilson, [1, 1, 1], json!({})).await.expect(201).json());
    stored(&app, &bin, &harina, 0).await;
    assert_eq!(app.get(wilson, &one(&bin)).await.json()["status"], "empty");
    stored(&app, &bin, &harina, 100).await;
    stored(&app, &bin, &harina, 1).await;
    let occupied = app.get(wilson, &one(&bin)).await.json();
    assert_eq!(
        (&occupied["status"], &occupied["lots"], &occupied["product_name"]),
        (&json!("occupied"), &json!(2), &json!("Harina"))
    );
    // Nobody says that it is empty, or free, while something lies in it.
    for wanted in ["empty", "reserved"] {
        let refused = app.put(wilson, &one(&bin), json!({ "status": wanted })).await.expect(409);
        assert_eq!(refused.json()["code"], "ubicacion_con_material");
    }
    app.put(wilson, &one(&bin), json!({ "status": "occupied" })).await.expect(200);
    let closed = app.put(wilson, &one(&bin), json!({ "status": "inactive" })).await.expect(200).json();
    assert_eq!((&closed["status"], &closed["lots"]), (&json!("inactive"), &json!(2)));
    let open = app.put(wilson, &one(&bin), json!({ "is_active": true })).await.expect(200).json();
    assert_eq!(open["status"], "occupied");
    let other = add(&app, wilson, [1, 1, 2], json!({})).await.expect(201).json();
    for path in [
        app.put(wilson, &one(&other), json!({ "status": "occupied" })).await,
        add(&app, wilson, [1, 1, 3], json!({ "status": "occupied" })).await,
    ] {
        assert_eq!(path.expect(409).json()["code"], "ubicacion_sin_material");
    }
    for (patch, status) in [
        (json!({ "status": "reserved" }), "reserved"),
        (json!({ "is_active": false }), "inactive"),
        (json!({ "status": "empty" }), "empty"),
    ] {
        assert_eq!(app.put(wilson, &one(&other), patch).await.expect(200).json()["status"], status);
    }
}

#[tokio::test]
async fn d8_a_bin_with_history_is_kept_and_may_be_put_out_of_use() {
    let app = App::new().await;
    let wilson = &app.world.wilson;
    let (harina, bin) =
        (product(&app, "Harina").await, add(&app, wilson, [1, 1, 1], json!({})).await.expect(201).json());
    stored(&app, &bin, &harina, 0).await;
    let kept = app.delete(wilson, &one(&bin)).await.expect(409);
    assert_eq!(kept.detail(), "La ubicación tiene material o historial y no se elimina: déjela inactiva");
    assert_eq!(app.get(wilson, &one(&bin)).await.json(), bin);
    let gone = app.put(wilson, &one(&bin), json!({ "is_active": false })).await.expect(200).json();
    assert_eq!((&gone["is_active"], &gone["status"]), (&json!(false), &json!("inactive")));
    let reserved = add(&app, wilson, [1, 1, 2], json!({ "status": "reserved" })).await.expect(201).json();
    app.delete(wilson, &one(&reserved)).await.expect(204);
}

#[tokio::test]
async fn bins_are_listed_by_warehouse_state_and_code() {
    let app = App::new().await;
    let wilson = &app.world.wilson;
    for n in 1..=4 {
        add(&app, wilson, [n, 1, 1], json!({ "status": if n == 4 { "reserved" } else { "empty" } }))
            .await
            .expect(201);
    }
    let codes = async |query: &str| -> Vec<String> {
        let list = app.get(wilson, &format!("{BINS}?{query}")).await.expect(200).json();
        list["items"].as_array().unwrap().iter().map(|it| it["code"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(codes("").await, ["04-01-01", "03-01-01", "02-01-01", "01-01-01"]);
    assert_eq!(codes("status=reserved").await, ["04-01-01"]);
    assert_eq!(codes("search=02-").await, ["02-01-01"]);
    assert_eq!(codes("is_active=false").await, [""; 0]);
    assert_eq!(
        codes(&format!("warehouse_id={}&page=2&page_size=3", app.world.bodega.id)).await,
        ["01-01-01"]
    );
    assert_eq!(codes(&format!("warehouse_id={}", app.world.sistemas.id)).await, [""; 0]);
    app.get(wilson, &format!("{BINS}?status=llena")).await.expect(422);
}

#[tokio::test]
async fn bins_are_written_in_ones_own_warehouse_and_read_in_the_centre() {
    let app = App::new().await;
    let (gloria, world) = (&app.world.gloria, &app.world);
    let norte = json!({
        "center_id": world.center, "name": "Bodega norte",
        "bin_structure_template": { "fields": [{ "name": "n", "label": "N", "order": 1 }], "code_format": "{n}" },
    });
    let norte = app.post(gloria, "/api/warehouses", norte.clone()).await.expect(201).json();
    let bin = json!({ "warehouse_id": norte["id"], "structure_data": { "n": 1 } });
    let bin = app.post(gloria, BINS, bin).await.expect(201).json();
    let wilson = &world.wilson;
    assert_eq!(app.get(wilson, &one(&bin)).await.expect(200).json(), bin);
    let many = json!({ "warehouse_id": norte["id"], "ranges": { "n": [5] } });
    app.put(wilson, &one(&bin), json!({ "notes": "mía" })).await.expect(404);
    app.delete(wilson, &one(&bin)).await.expect(404);
    app.post(wilson, "/api/bins/bulk", many.clone()).await.expect(404);
    app.post(wilson, "/api/bins/bulk/preview", many.clone()).await.expect(404);
    // Whoever is linked to no warehouse keeps all of the centre.
    app.put(
        gloria,
        &format!("/api/users/{}", wilson.id),
        json!({ "environment_id": null, "center_id": world.center }),
    )
    .await
    .expect(200);
    app.put(wilson, &one(&bin), json!({ "notes": "mía" })).await.expect(200);
    app.post(wilson, "/api/bins/bulk", many).await.expect(201);
    app.get(&world.estela, &one(&bin)).await.expect(403);
    for reader in [&world.ana, &world.bruno] {
        app.get(reader, &one(&bin)).await.expect(200);
        app.put(reader, &one(&bin), json!({ "notes": "mía" })).await.expect(403);
    }
    let far = app.post(gloria, "/api/warehouses", json!({
        "center_id": world.other_center, "name": "Bodega lejana",
        "bin_structure_template": { "fields": [{ "name": "n", "label": "N", "order": 1 }], "code_format": "{n}" },
    })).await.expect(201).json();
    let far = app
        .post(gloria, BINS, json!({ "warehouse_id": far["id"], "structure_data": { "n": 1 } }))
        .await
        .expect(201)
        .json();
    for who in [&world.ana, &world.bruno, wilson] {
        app.get(who, &one(&far)).await.expect(404);
        assert_eq!(app.get(who, BINS).await.json()["total"], 2);
    }
    app.put(wilson, &one(&far), json!({ "notes": "mía" })).await.expect(404);
}

async fn bulk(app: &App, path: &str, ranges: Value) -> Reply {
    let body = json!({ "warehouse_id": app.world.bodega.id, "ranges": ranges });
    app.post(&app.world.wilson, &format!("/api/bins/{path}"), body).await
}

#[tokio::test]
async fn a_rack_is_made_at_once_or_not_at_all() {
    let app = App::new().await;
    let wilson = &app.world.wilson;
    let ranges = json!({ "estante": ["a", "B"], "nivel": { "start": 1, "end": 3 }, "posicion": [1, 2] });
    let seen = bulk(&app, "bulk/preview", ranges.clone()).await.expect(200).json();
    assert_eq!((&seen["count"], &seen["valid"], &seen["conflicts"]), (&json!(12), &json!(true), &json!([])));
    assert_eq!((&seen["sample_codes"][0], &seen["sample_codes"][11]), (&json!("A-01-01"), &json!("B-03-02")));
    assert_eq!(app.get(wilson, BINS).await.json()["total"], 0, "a preview stores nothing");

    let body = json!({
        "warehouse_id": app.world.bodega.id, "ranges": ranges,
        "defaults": { "max_weight": 200, "max_height": 50.5, "accessibility": "a mano" },
    });
    let made = app.post(wilson, "/api/bins/bulk", body).await.expect(201).json();
    assert_eq!(made, json!({ "created": 12, "message": "Se crearon 12 ubicaciones: de A-01-01 a B-03-02" }));
    let bin = app.get(wilson, &format!("{BINS}?search=b-03-02")).await.json()["items"][0].take();
    assert_eq!(
        (&bin["max_weight"], &bin["max_height"], &bin["accessibility"]),
        (&json!(200), &json!(50.5), &json!("a mano"))
    );
    assert_eq!(bin["structure_data"], json!({ "estante": "B", "nivel": "03", "posicion": "02" }));

    let more = json!({ "estante": ["b", "c"], "nivel": [3, 4], "posicion": [2] });
    let seen = bulk(&app, "bulk/preview", more.clone()).await.expect(200).json();
    assert_eq!(
        (&seen["count"], &seen["valid"], &seen["conflicts"]),
        (&json!(4), &json!(false), &json!(["B-03-02"]))
    );
    let refused = bulk(&app, "bulk", more).await.expect(400);
    assert_eq!(refused.detail(), "La bodega ya tiene B-03-02: no se creó ninguna");
    assert_eq!(app.get(wilson, BINS).await.json()["total"], 12);
}

#[tokio::test]
async fn d11_ranges_that_give_a_code_twice_nothing_or_too_much_are_refused() {
    let app = App::new().await;
    for (ranges, status, code) in [
        (json!({ "estante": ["a", "A"], "nivel": [1], "posicion": [1] }), 400, "ubicaciones_repetidas"),
        (json!({ "estante": [1, "01"], "nivel": [1], "posicion": [1] }), 400, "ubicaciones_repetidas"),
        (json!({ "estante": [1], "nivel": [1] }), 400, "rango_de_ubicaciones_faltante"),
        (
            json!({ "estante": { "start": 1, "end": 101 }, "nivel": { "start": 1, "end": 100 }, "posicion": [1] }),
            400,
            "ubicaciones_demasiadas",
        ),
        (
            json!({ "estante": { "start": 2, "end": 1 }, "nivel": [1], "posicion": [1] }),
            422,
            "solicitud_invalida",
        ),
    ] {
        for path in ["bulk", "bulk/preview"] {
            let refused = bulk(&app, path, ranges.clone()).await.expect(status);
            assert_eq!(refused.json()["code"], code, "{path} {ranges}");
        }
    }
    let nothing = json!({ "estante": [], "nivel": [1], "posicion": [1] });
    let seen = bulk(&app, "bulk/preview", nothing.clone()).await.expect(200).json();
    assert_eq!(seen, json!({ "count": 0, "sample_codes": [], "conflicts": [], "valid": true }));
    assert_eq!(bulk(&app, "bulk", nothing).await.expect(400).json()["code"], "ubicaciones_ninguna");
    assert_eq!(app.get(&app.world.wilson, BINS).await.json()["total"], 0);
}

#[tokio::test]
async fn d11_a_field_that_need_not_be_may_have_no_range() {
    let app = App::new().await;
    let (wilson, bodega) = (&app.world.wilson, app.world.bodega.id);
    let field = |name: &str, order: i64, required: bool| json!({ "name": name, "label": name, "order": order, "required": required });
    let template = json!({
        "fields": [field("pasillo", 1, true), field("nivel", 2, false)], "code_format": "{pasillo}-N{nivel}",
    });
    app.put(wilson, &format!("/api/warehouses/{bodega}"), json!({ "bin_structure_template": template }))
        .await
        .expect(200);
    bulk(&app, "bulk", json!({ "pasillo": ["a", "b"] })).await.expect(201);
    let full = bulk(&app, "bulk", json!({ "pasillo": ["a"], "nivel": [1], "color": ["rojo"] }))
        .await
        .expect(201)
        .json();
    assert_eq!(full["message"], "Se creó la ubicación A-N01");
    let list = app.get(wilson, BINS).await.json();
    let codes: Vec<_> = list["items"].as_array().unwrap().iter().map(|it| it["code"].clone()).collect();
    assert_eq!(codes, ["A-N01", "B", "A"]);
    assert_eq!(list["items"][1]["structure_data"], json!({ "pasillo": "B" }));
}

#[tokio::test]
async fn ten_thousand_bins_are_made_at_once() {
    let app = App::new().await;
    let hundred = json!({ "start": 1, "end": 100 });
    let ranges = json!({ "estante": hundred, "nivel": hundred, "posicion": [1] });
    assert_eq!(bulk(&app, "bulk", ranges.clone()).await.expect(201).json()["created"], 10_000);
    let seen = bulk(&app, "bulk/preview", ranges.clone()).await.expect(200).json();
    assert_eq!((seen["conflicts"].as_array().unwrap().len(), &seen["valid"]), (10_000, &json!(false)));
    let refused = bulk(&app, "bulk", ranges).await.expect(400);
    assert!(refused.detail().ends_with("y 9.995 más: no se creó ninguna"), "{}", refused.detail());
}

#[tokio::test]
async fn a_keeper_linked_to_a_classroom_works_in_every_warehouse_of_the_centre() {
    let app = App::new().await;
    let (gloria, wilson, world) = (&app.world.gloria, &app.world.wilson, &app.world);
    let link = |room| json!({ "environment_id": room });
    let user = format!("/api/users/{}", wilson.id);
    let norte = json!({
        "center_id": world.center, "name": "Bodega norte",
        "bin_structure_template": { "fields": [{ "name": "n", "label": "N", "order": 1 }], "code_format": "{n}" },
    });
    let norte = app.post(gloria, "/api/warehouses", norte).await.expect(201).json();
    let new = |code: &str| json!({ "warehouse_id": norte["id"], "code": code, "structure_data": { "n": 1 } });
    app.post(wilson, BINS, new("N-1")).await.expect(404);
    let classroom = app.put(gloria, &user, link(world.sistemas.id)).await.expect(200).json();
    assert_eq!(classroom["warehouse_id"], Value::Null);
    app.post(wilson, BINS, new("N-1")).await.expect(201);
    let warehouse = app.put(gloria, &user, link(world.bodega.id)).await.expect(200).json();
    assert_eq!(warehouse["warehouse_id"], json!(world.bodega.id));
    app.post(wilson, BINS, new("N-2")).await.expect(404);
}

#[tokio::test]
async fn a_warehouse_with_bins_stays_one_and_where_it_is() {
    let app = App::new().await;
    let (gloria, world) = (&app.world.gloria, &app.world);
    let room = format!("/api/environments/{}", world.bodega.id);
    add(&app, gloria, [1, 1, 1], json!({})).await.expect(201);
    let refused = app.put(gloria, &room, json!({ "is_warehouse": false })).await.expect(400);
    assert_eq!(refused.json()["code"], "bodega_con_ubicaciones");
    assert_eq!(app.get(gloria, &room).await.json()["is_warehouse"], true);
    app.put(gloria, &room, json!({ "is_warehouse": true, "description": "Sótano" })).await.expect(200);
}

#[tokio::test]
async fn a_bin_out_of_use_is_out_of_use_however_it_was_said() {
    let app = App::new().await;
    let wilson = &app.world.wilson;
    let made = add(&app, wilson, [1, 1, 1], json!({})).await.expect(201).json();
    app.put(wilson, &one(&made), json!({ "status": "inactive" })).await.expect(200);
    for (active, total) in [("true", 0), ("false", 1)] {
        let found = app.get(wilson, &format!("{BINS}?is_active={active}")).await.expect(200).json();
        assert_eq!(found["total"], total, "{active}");
    }
}

#[tokio::test]
async fn a_code_made_of_its_parts_follows_them() {
    let app = App::new().await;
    let wilson = &app.world.wilson;
    let made = add(&app, wilson, [3, 2, 1], json!({})).await.expect(201).json();
    let parts = json!({ "structure_data": { "estante": 5, "nivel": 2, "posicion": 1 } });
    assert_eq!(app.put(wilson, &one(&made), parts.clone()).await.expect(200).json()["code"], "05-02-01");
    app.put(wilson, &one(&made), json!({ "code": "Mesón" })).await.expect(200);
    let back = json!({ "structure_data": { "estante": 3, "nivel": 2, "posicion": 1 } });
    assert_eq!(app.put(wilson, &one(&made), back).await.expect(200).json()["code"], "Mesón");
}
