//! Warehouses of materials: made with the template of their bins, watched by how full they are, and given up when they are empty.

use crate::support::{App, Content, Ready, Resource, Roles, Rows, patched};
use inventario::kit::access::Origin;
use inventario::kit::db::{Change, Event};
use serde_json::{Value, json};

/// Read by all but apprentices, made and described by both administrators, given up by the general one.
const ROLES: Roles = &[
    ("in su ad ag", &["list_warehouses", "get_warehouse", "get_warehouse_stats"]),
    ("ad ag", &["create_warehouse", "update_warehouse"]),
    ("ag", &["delete_warehouse"]),
];

/// What the tests that walk all operations must know.
pub const RESOURCE: Resource =
    Resource::new(ROLES).prepared_by(|ready| Box::pin(prepare(ready))).asked_with(value).sent(content);

async fn prepare(ready: &Ready) -> Rows {
    let new = patched(warehouse("Bodega de pinturas"), &json!({ "center_id": ready.app.world.center }));
    let made = ready.app.post(&ready.app.world.gloria, WAREHOUSES, new).await.expect(201).json();
    Rows::of("warehouse", &made["id"])
}

fn value(ready: &Ready, _: &str, parameter: &str) -> Option<String> {
    (parameter == "id").then(|| ready.row("warehouse"))
}

fn content(ready: &Ready, operation: &str) -> Option<Content> {
    Some(Content::Json(match operation {
        "create_warehouse" => {
            patched(warehouse("Bodega sur"), &json!({ "center_id": ready.app.world.center }))
        }
        "update_warehouse" => warehouse("Bodega oriente"),
        _ => return None,
    }))
}

pub const WAREHOUSES: &str = "/api/warehouses";

/// A warehouse with all that may be said of one, but its centre.
fn warehouse(name: &str) -> Value {
    json!({
        "name": name, "location": "Bloque F", "description": "Con extractor", "is_active": true,
        "bin_structure_template": {
            "fields": [
                { "name": "zona", "label": "Zona", "required": true, "order": 1 },
                { "name": "puesto", "label": "Puesto", "required": false, "order": 2 },
            ],
            "code_format": "{zona}.{puesto}", "separator": ".", "auto_uppercase": false, "zero_padding": false,
        },
    })
}

/// A lot in a bin, of which there is so much, in hundredths.
pub async fn stored(app: &App, bin: &Value, product: &Value, hundredths: i64) {
    let (bin, product) = (bin["id"].as_str().unwrap().to_owned(), product["id"].as_str().unwrap().to_owned());
    let origin = Origin::of_command("test");
    let write = app.parts.db.write(&origin, move |tx| {
        tx.execute(
            "insert into lots (id, bin_id, product_id, batch_number, quantity, unit, received_at, status, created_at, updated_at)
             select ?1, ?2, id, 'L-' || ?1, ?3, default_unit, created_at, 'available', created_at, created_at
             from products
             where id = ?4",
            (inventario::kit::wire::Id::new(), bin, hundredths, product),
        )?;
        Ok(Change::new((), Event::named("TEST", "test", None)))
    });
    write.await.unwrap();
}

#[tokio::test]
async fn a_warehouse_is_made_with_its_room_and_the_template_of_its_bins() {
    let app = App::new().await;
    let (gloria, wilson) = (&app.world.gloria, &app.world.wilson);
    let template = json!({
        "fields": [
            { "name": "nivel", "label": "Nivel", "order": 2 }, { "name": "estante", "label": "Estante", "order": 1 },
        ],
        "code_format": "{estante}-{nivel}",
    });
    let new = json!({ "name": " Bodega  norte ", "bin_structure_template": template });
    let made = app.post(wilson, WAREHOUSES, new).await.expect(201).json();
    assert_eq!((&made["name"], &made["center_id"]), (&json!("Bodega norte"), &json!(app.world.center)));
    assert_eq!(
        (&made["location"], &made["bins"], &made["is_active"]),
        (&json!("Pereira"), &json!(0), &json!(true))
    );
    assert!(made["qr_code"].as_str().unwrap().starts_with("BOD-"));
    let full = &made["bin_structure_template"];
    assert_eq!(
        (&full["separator"], &full["auto_uppercase"], &full["zero_padding"]),
        (&json!("-"), &json!(true), &json!(true))
    );
    assert_eq!(
        full["fields"][0],
        json!({ "name": "estante", "label": "Estante", "required": true, "order": 1 })
    );

    // It is a room as any other, for whoever looks at rooms.
    let uri = format!("{WAREHOUSES}/{}", made["id"].as_str().unwrap());
    let room = app.get(gloria, &uri.replace("warehouses", "environments")).await.expect(200).json();
    assert_eq!((&room["is_warehouse"], &room["qr_code"]), (&json!(true), &made["qr_code"]));
    assert_eq!(app.get(&app.world.ana, &uri).await.expect(200).json(), made);

    let changed = app.put(wilson, &uri, json!({ "description": "Sin ventanas", "location": null })).await;
    let changed = changed.expect(200).json();
    assert_eq!((&changed["description"], &changed["bin_structure_template"]), (&json!("Sin ventanas"), full));
    let again = app.put(wilson, &uri, warehouse("Bodega norte")).await.expect(200).json();
    assert_eq!(again["bin_structure_template"], warehouse("")["bin_structure_template"]);
}

#[tokio::test]
async fn a_list_of_warehouses_has_pages_and_is_empty_where_there_are_none() {
    let app = App::new().await;
    let (gloria, wilson, world) = (&app.world.gloria, &app.world.wilson, &app.world);
    let list = app.get(wilson, WAREHOUSES).await.expect(200).json();
    assert_eq!(list["items"].as_array().unwrap().len(), 1);
    assert_eq!(list["items"][0]["id"], json!(world.bodega.id));
    for members in ["total", "page", "pages"] {
        assert_eq!(list[members], 1, "{members}");
    }
    assert_eq!(list["page_size"], 50);
    let none = app.get(wilson, &format!("{WAREHOUSES}/?is_active=false")).await.expect(200).json();
    assert_eq!(none, json!({ "items": [], "total": 0, "page": 1, "page_size": 50, "pages": 1 }));
    for name in ["Bodega dos", "Bodega tres"] {
        app.post(wilson, WAREHOUSES, warehouse(name)).await.expect(201);
    }
    let second = app.get(wilson, &format!("{WAREHOUSES}?page=2&page_size=1")).await.expect(200).json();
    assert_eq!(
        (&second["items"][0]["name"], &second["total"], &second["pages"]),
        (&json!("Bodega dos"), &json!(3), &json!(3))
    );
    app.get(&world.estela, WAREHOUSES).await.expect(403);
    // Another centre's are the general administrator's to see.
    let far = patched(warehouse("Bodega lejana"), &json!({ "center_id": world.other_center }));
    let far = app.post(gloria, WAREHOUSES, far).await.expect(201).json();
    let uri = format!("{WAREHOUSES}/{}", far["id"].as_str().unwrap());
    for who in [&world.ana, &world.bruno, wilson] {
        assert_eq!(app.get(who, WAREHOUSES).await.expect(200).json()["total"], 3);
        assert_eq!(app.get(who, &uri).await.expect(404).detail(), "Bodega no encontrada");
        app.get(who, &format!("{uri}/stats")).await.expect(404);
    }
    app.put(wilson, &uri, json!({ "name": "Mía" })).await.expect(404);
    assert_eq!(app.get(gloria, WAREHOUSES).await.expect(200).json()["total"], 4);
    // A room is no warehouse.
    app.get(gloria, &format!("{WAREHOUSES}/{}", world.sistemas.id)).await.expect(404);
}

#[tokio::test]
async fn names_are_one_warehouses_alone_and_centres_are_those_of_whoever_adds() {
    let app = App::new().await;
    let (gloria, wilson, world) = (&app.world.gloria, &app.world.wilson, &app.world);
    for taken in ["BODEGA central", "sistemas 1"] {
        let refused = app.post(wilson, WAREHOUSES, warehouse(taken)).await.expect(409);
        assert_eq!(refused.json()["code"], "nombre_de_bodega_usado");
    }
    let elsewhere = patched(warehouse("Bodega central"), &json!({ "center_id": world.other_center }));
    assert_eq!(
        app.post(wilson, WAREHOUSES, elsewhere.clone()).await.expect(400).json()["code"],
        "centro_de_bodega_desconocido"
    );
    app.post(gloria, WAREHOUSES, elsewhere).await.expect(201);
    // Who administers all centres says which, as long as there are several.
    let nowhere = app.post(gloria, WAREHOUSES, warehouse("Bodega norte")).await.expect(422);
    assert!(nowhere.detail().contains("center_id"), "{}", nowhere.detail());
    app.put(gloria, &format!("/api/centers/{}", world.other_center), json!({ "is_active": false }))
        .await
        .expect(200);
    let only = app.post(gloria, WAREHOUSES, warehouse("Bodega norte")).await.expect(201).json();
    assert_eq!(only["center_id"], json!(world.center));
    let uri = format!("{WAREHOUSES}/{}", only["id"].as_str().unwrap());
    app.put(wilson, &uri, json!({ "name": "bodega CENTRAL" })).await.expect(409);
}

#[tokio::test]
async fn d10_a_template_whose_format_has_other_fields_is_refused() {
    let app = App::new().await;
    let wilson = &app.world.wilson;
    let field = |name: &str, order: i64| json!({ "name": name, "label": name, "order": order });
    let before = app.get(wilson, WAREHOUSES).await.json();
    for (fields, format, why) in [
        (json!([field("a", 1)]), "{a}-{b}", "«{b}», que no es ninguna parte"),
        (json!([field("a", 1), field("b", 2)]), "{a}", "le falta «{b}»"),
        (json!([field("a", 1), field("A", 2)]), "{a}-{A}", "se llaman «A»"),
        (json!([field("a", 1), field("b", 1)]), "{a}-{b}", "tienen el lugar 1"),
        (json!([]), "{a}", "de 1 a 10 partes"),
    ] {
        let template = json!({ "fields": fields, "code_format": format });
        let new = json!({ "name": "Bodega norte", "bin_structure_template": template });
        let refused = app.post(wilson, WAREHOUSES, new.clone()).await.expect(422);
        assert!(refused.detail().contains(why), "{}", refused.detail());
        let uri = format!("{WAREHOUSES}/{}", app.world.bodega.id);
        app.put(wilson, &uri, new).await.expect(422);
    }
    assert_eq!(app.get(wilson, WAREHOUSES).await.json(), before);
}

#[tokio::test]
async fn a_warehouse_without_a_profile_has_shelves_levels_and_positions() {
    let app = App::new().await;
    let one =
        app.get(&app.world.bruno, &format!("{WAREHOUSES}/{}", app.world.bodega.id)).await.expect(200).json();
    assert_eq!(one["bin_structure_template"]["code_format"], "{estante}-{nivel}-{posicion}");
}

#[tokio::test]
async fn the_figures_of_a_warehouse_say_how_full_it_is() {
    let app = App::new().await;
    let (wilson, bodega) = (&app.world.wilson, app.world.bodega.id);
    let stats = format!("{WAREHOUSES}/{bodega}/stats");
    let none = app.get(&app.world.ana, &stats).await.expect(200).json();
    assert_eq!((&none["total_bins"], &none["utilization_percent"]), (&json!(0), &json!(0.0)));
    let product = app.post(wilson, "/api/products", json!({ "name": "Harina" })).await.expect(201).json();
    for (n, status) in
        [(1, "empty"), (2, "reserved"), (3, "inactive"), (4, "empty"), (5, "empty"), (6, "empty")]
    {
        let new = json!({
            "warehouse_id": bodega, "structure_data": { "estante": n, "nivel": 1, "posicion": 1 }, "status": status,
        });
        let bin = app.post(wilson, "/api/bins", new).await.expect(201).json();
        if n >= 5 {
            stored(&app, &bin, &product, 250).await;
        }
    }
    assert_eq!(
        app.get(&app.world.bruno, &stats).await.expect(200).json(),
        json!({
            "total_bins": 6, "occupied_bins": 2, "empty_bins": 2, "reserved_bins": 1, "inactive_bins": 1,
            "utilization_percent": 33.33,
        })
    );
    let one = app.get(wilson, &format!("{WAREHOUSES}/{bodega}")).await.json();
    assert_eq!((&one["bins"], &one["occupied_bins"]), (&json!(6), &json!(2)));
}

#[tokio::test]
async fn a_warehouse_is_given_up_when_nothing_and_nobody_is_in_it() {
    let app = App::new().await;
    let (gloria, wilson) = (&app.world.gloria, &app.world.wilson);
    let kept = app.delete(gloria, &format!("{WAREHOUSES}/{}", app.world.bodega.id)).await.expect(409);
    assert_eq!(
        kept.detail(),
        "La bodega Bodega central tiene 2 equipos y 1 persona vinculada: trasládelos antes, o deje la bodega inactiva"
    );
    let made = app.post(wilson, WAREHOUSES, warehouse("Bodega norte")).await.expect(201).json();
    let uri = format!("{WAREHOUSES}/{}", made["id"].as_str().unwrap());
    let bin = json!({ "warehouse_id": made["id"], "structure_data": { "zona": "z" } });
    // Wilson keeps another one.
    app.post(wilson, "/api/bins", bin.clone()).await.expect(404);
    let bin = app.post(gloria, "/api/bins", bin).await.expect(201).json();
    assert_eq!(bin["code"], "z");
    app.delete(wilson, &uri).await.expect(403);
    assert!(app.delete(gloria, &uri).await.expect(409).detail().contains("1 ubicación:"));
    app.delete(gloria, &format!("/api/bins/{}", bin["id"].as_str().unwrap())).await.expect(204);
    app.delete(gloria, &uri).await.expect(204);
    app.get(gloria, &uri).await.expect(404);
    let room = app.get(gloria, &uri.replace("warehouses", "environments")).await.expect(200).json();
    assert_eq!((&room["is_warehouse"], &room["name"]), (&json!(false), &json!("Bodega norte")));

    // As a room it goes with its template, if there is nothing more to it.
    let made = app.post(wilson, WAREHOUSES, warehouse("Bodega sur")).await.expect(201).json();
    let room = format!("/api/environments/{}", made["id"].as_str().unwrap());
    assert_eq!(app.delete(gloria, &room).await.expect(200).json()["status"], "deleted");
}

#[tokio::test]
async fn who_is_linked_to_a_warehouse_that_goes_out_of_use_is_linked_to_none() {
    let app = App::new().await;
    let (wilson, bodega) = (&app.world.wilson, app.world.bodega.id);
    app.put(wilson, &format!("{WAREHOUSES}/{bodega}"), json!({ "is_active": false })).await.expect(200);
    let me = app.get(wilson, "/api/auth/me").await.expect(200).json();
    assert_eq!(me["environment_id"], Value::Null);
    assert_eq!(app.get(wilson, &format!("{WAREHOUSES}?is_active=false")).await.json()["total"], 1);
}
