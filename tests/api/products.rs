//! Products: the materials of a centre, told apart by their SKU, kept as long as there was anything of them.

use crate::photos::{upload, wall};
use crate::stock::{Shelf, issue, receive};
use crate::support::{App, Content, Ready, Resource, Roles, Rows, day, patched};
use crate::warehouses::stored;
use chrono::TimeDelta;
use inventario::campus::photos::store::clear_orphans;
use inventario::kit::access::Origin;
use inventario::kit::db::Change;
use inventario::kit::wire::Id;
use serde_json::{Value, json};

/// Read by all but apprentices, written by both administrators.
const ROLES: Roles = &[
    ("in su ad ag", &["list_products", "get_product", "get_product_history"]),
    ("ad ag", &["create_product", "update_product", "delete_product"]),
];

/// What the tests that walk all operations must know.
pub const RESOURCE: Resource =
    Resource::new(ROLES).prepared_by(|ready| Box::pin(prepare(ready))).asked_with(value).sent(content);

async fn prepare(ready: &Ready) -> Rows {
    let new = patched(product(ready, "PIN-01"), &json!({ "center_id": ready.app.world.center }));
    let made = ready.app.post(&ready.app.world.gloria, PRODUCTS, new).await.expect(201).json();
    Rows::of("product", &made["id"])
}

fn value(ready: &Ready, _: &str, parameter: &str) -> Option<String> {
    (parameter == "id").then(|| ready.row("product"))
}

fn content(ready: &Ready, operation: &str) -> Option<Content> {
    Some(Content::Json(match operation {
        "create_product" => {
            patched(product(ready, "PIN-02"), &json!({ "center_id": ready.app.world.center }))
        }
        "update_product" => product(ready, "PIN-03"),
        _ => return None,
    }))
}

const PRODUCTS: &str = "/api/products";

/// A product with all that may be said of one, but its centre.
fn product(ready: &Ready, sku: &str) -> Value {
    json!({
        "name": "Pintura blanca", "sku": sku, "category": "Pinturas", "default_unit": "galón", "description": "Base agua",
        "min_stock": 2.5, "shelf_life_days": 365, "unit_price": 65_900.5, "photo_id": ready.photo_id, "is_active": true,
    })
}

fn one(product: &Value) -> String {
    format!("{PRODUCTS}/{}", product["id"].as_str().unwrap())
}

#[tokio::test]
async fn a_product_is_made_changed_and_deleted() {
    let app = App::new().await;
    let wilson = &app.world.wilson;
    let new = json!({
        "name": "Harina de trigo", "sku": "HAR-001", "category": "Alimentos", "default_unit": "kg", "min_stock": 12.5,
        "shelf_life_days": 180, "unit_price": 3_950.75,
    });
    let made = app.post(wilson, PRODUCTS, new).await.expect(201).json();
    assert_eq!(
        (&made["default_unit"], &made["min_stock"], &made["unit_price"]),
        (&json!("kg"), &json!(12.5), &json!(3_950.75))
    );
    assert_eq!(
        (&made["quantity"], &made["is_active"], &made["center_name"]),
        (&json!(0), &json!(true), &json!("Comercio"))
    );
    assert_eq!(app.get(&app.world.ana, &one(&made)).await.expect(200).json(), made);
    let changed = app
        .put(wilson, &one(&made), json!({ "min_stock": null, "default_unit": "g" }))
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&changed["min_stock"], &changed["default_unit"], &changed["sku"]),
        (&Value::Null, &json!("g"), &json!("HAR-001"))
    );
    app.delete(wilson, &one(&made)).await.expect(204);
    app.get(wilson, &one(&made)).await.expect(404);
    let plain = app.post(wilson, PRODUCTS, json!({ "name": "Tornillos" })).await.expect(201).json();
    assert_eq!((&plain["default_unit"], &plain["sku"]), (&json!("unidad"), &Value::Null));
}

#[tokio::test]
async fn a_sku_is_one_products_of_its_centre_however_it_is_typed() {
    let app = App::new().await;
    let (gloria, wilson, world) = (&app.world.gloria, &app.world.wilson, &app.world);
    let of = |name: &str, sku: &str| json!({ "name": name, "sku": sku });
    let first = app.post(wilson, PRODUCTS, of("Cañón de riego", "CAÑ-1")).await.expect(201).json();
    for same in ["CAÑ-1", "cañ-1", " caN\u{303}-1\u{200B}"] {
        let refused = app.post(wilson, PRODUCTS, of("Otro", same)).await.expect(409);
        assert!(refused.detail().ends_with("ya lo tiene Cañón de riego"), "{}", refused.detail());
    }
    let other = app.post(wilson, PRODUCTS, of("Caneca", "CAN-1")).await.expect(201).json();
    app.put(wilson, &one(&other), json!({ "sku": "Cañ-1" })).await.expect(409);
    app.put(wilson, &one(&first), json!({ "sku": "cañ-1" })).await.expect(200);
    for _ in 0..2 {
        app.post(wilson, PRODUCTS, json!({ "name": "Sin código", "sku": "" })).await.expect(201);
    }
    app.post(wilson, PRODUCTS, of("Corto", "ab")).await.expect(422);
    // Another centre has codes of its own.
    let far = patched(of("Cañón", "CAÑ-1"), &json!({ "center_id": world.other_center }));
    app.post(wilson, PRODUCTS, far.clone()).await.expect(400);
    let far = app.post(gloria, PRODUCTS, far).await.expect(201).json();
    for who in [&world.ana, &world.bruno, wilson] {
        app.get(who, &one(&far)).await.expect(404);
        assert_eq!(app.get(who, PRODUCTS).await.expect(200).json()["total"], 4);
    }
    app.put(wilson, &one(&far), json!({ "name": "Mío" })).await.expect(404);
    app.delete(wilson, &one(&far)).await.expect(404);
    app.get(&world.estela, PRODUCTS).await.expect(403);
    app.put(&world.bruno, &one(&first), json!({ "name": "Mío" })).await.expect(403);
}

async fn in_a_bin(app: &App, product: &Value, hundredths: i64) {
    let wilson = &app.world.wilson;
    let list = app.get(wilson, "/api/bins").await.json();
    let parts = json!({ "estante": list["total"].as_i64().unwrap() + 1, "nivel": 1, "posicion": 1 });
    let bin = json!({ "warehouse_id": app.world.bodega.id, "structure_data": parts });
    let bin = app.post(wilson, "/api/bins", bin).await.expect(201).json();
    stored(app, &bin, product, hundredths).await;
}

#[tokio::test]
async fn d7_a_product_with_history_is_kept_and_may_be_put_out_of_use() {
    let app = App::new().await;
    let wilson = &app.world.wilson;
    let made = app
        .post(wilson, PRODUCTS, json!({ "name": "Harina", "default_unit": "kg" }))
        .await
        .expect(201)
        .json();
    in_a_bin(&app, &made, 0).await;
    let kept = app.delete(wilson, &one(&made)).await.expect(409);
    assert_eq!(kept.detail(), "El producto tiene existencias o historial y no se elimina: déjelo inactivo");
    assert_eq!(app.get(wilson, &one(&made)).await.json(), made);
    let off = app.put(wilson, &one(&made), json!({ "is_active": false })).await.expect(200).json();
    assert_eq!(off["is_active"], json!(false));
    // What its lots were measured in stays.
    let refused = app.put(wilson, &one(&made), json!({ "default_unit": "g" })).await.expect(409);
    assert_eq!(refused.json()["code"], "unidad_de_producto_fija");
    app.put(wilson, &one(&made), json!({ "default_unit": "kg", "name": "Harina fina" })).await.expect(200);
}

#[tokio::test]
async fn products_are_found_by_words_category_and_what_is_low() {
    let app = App::new().await;
    let wilson = &app.world.wilson;
    for (name, sku, category, min) in [
        ("Electrodo 6013", "SOL-6013", "Soldadura", json!(5)),
        ("Electrodo 7018", "SOL-7018", "Soldadura", json!(0.5)),
        ("Lámina de acero", "MET-001", "Metales", Value::Null),
    ] {
        let new = json!({ "name": name, "sku": sku, "category": category, "min_stock": min });
        let made = app.post(wilson, PRODUCTS, new).await.expect(201).json();
        in_a_bin(&app, &made, 450).await;
    }
    let names = async |query: &str| -> Vec<String> {
        let list = app.get(wilson, &format!("{PRODUCTS}?{query}")).await.expect(200).json();
        list["items"].as_array().unwrap().iter().map(|it| it["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names("").await, ["Lámina de acero", "Electrodo 7018", "Electrodo 6013"]);
    assert_eq!(names("search=LAMINA").await, ["Lámina de acero"]);
    assert_eq!(names("search=sol-60").await, ["Electrodo 6013"]);
    assert_eq!(names("search=metal").await, ["Lámina de acero"]);
    assert_eq!(names("category=soldadura&page_size=1&page=2").await, ["Electrodo 6013"]);
    assert_eq!(names("is_low=true").await, ["Electrodo 6013"]);
    assert_eq!(names("is_low=false").await.len(), 2);
    assert_eq!(names("is_active=false").await, [""; 0]);
    let one = app.get(wilson, &format!("{PRODUCTS}?search=7018")).await.json()["items"][0].take();
    assert_eq!(one["quantity"], json!(4.5));
}

#[tokio::test]
async fn a_photo_that_nobody_took_is_refused_and_one_that_is_shown_is_kept() {
    let app = App::new().await;
    let wilson = &app.world.wilson;
    let new = json!({ "name": "Pintura", "photo_id": "018f3b1c-0000-7000-8000-000000000001" });
    let refused = app.post(wilson, PRODUCTS, new).await.expect(400);
    assert_eq!(refused.detail(), "La foto indicada no existe: tómela de nuevo");
    let taken = upload(&app, wilson, "image/jpeg", wall(40, 30)).await.expect(201).json();
    let new = json!({ "name": "Pintura", "photo_id": taken["id"] });
    let made = app.post(wilson, PRODUCTS, new).await.expect(201).json();
    assert_eq!(made["photo_id"], taken["id"]);
    let cleared = async || {
        let origin = Origin::of_command("test");
        let clear = app
            .parts
            .db
            .write(&origin, |tx| Ok(Change::unaudited(clear_orphans(tx, tx.now + TimeDelta::days(400))?)));
        clear.await.unwrap()
    };
    assert_eq!(cleared().await, 0);
    app.get(wilson, &format!("/api/photos/{}?size=small", taken["id"].as_str().unwrap())).await.expect(200);
    let without = app.put(wilson, &one(&made), json!({ "photo_id": null })).await.expect(200).json();
    assert_eq!(without["photo_id"], Value::Null);
    assert_eq!(cleared().await, 1, "what nothing shows any more goes");
}

#[tokio::test]
async fn the_history_of_a_product_is_what_was_left_of_it_at_the_end_of_each_day() {
    let app = App::new().await;
    let (world, shelf) = (&app.world, Shelf::of(&app).await);
    shelf.receive_on(&app, &world.wilson, -10, "L-1", None, 10).await;
    let lot = receive(&app, &shelf, "L-2", Some(30), json!(4)).await;
    issue(&app, &lot, json!({ "quantity": 2.5 })).await.expect(200);
    let uri = format!("{PRODUCTS}/{}/stock-history", shelf.product);
    let history = app.get(&world.ana, &format!("{uri}?days=12")).await.expect(200).json();
    assert_eq!((&history["unit"], &history["warehouse_id"]), (&json!("kg"), &Value::Null));
    let days = history["days"].as_array().unwrap();
    let of = |at: usize| {
        let figures = ["quantity", "came", "went"].map(|name| days[at][name].as_f64().unwrap());
        (days[at]["day"].clone(), figures)
    };
    assert_eq!(days.len(), 12);
    assert_eq!(of(0), (json!(day(-11)), [0.0, 0.0, 0.0]));
    assert_eq!(of(1), (json!(day(-10)), [10.0, 10.0, 0.0]));
    assert_eq!(of(10), (json!(day(-1)), [10.0, 0.0, 0.0]));
    assert_eq!(of(11), (json!(day(0)), [11.5, 4.0, 2.5]));
    let product = app.get(&world.ana, &format!("{PRODUCTS}/{}", shelf.product)).await.expect(200).json();
    assert_eq!(product["quantity"], days[11]["quantity"]);
    // What was there before the first of the days is in all of them.
    let short = app.get(&world.ana, &format!("{uri}?days=3")).await.expect(200).json();
    assert_eq!(short["days"].as_array().unwrap()[..], days[9..]);
    let there = app
        .get(&world.ana, &format!("{uri}?days=2&warehouse_id={}", world.bodega.id))
        .await
        .expect(200)
        .json();
    assert_eq!(there["days"][1]["quantity"], json!(11.5));
    let elsewhere = app.get(&world.ana, &format!("{uri}?days=2&warehouse_id={}", world.sistemas.id)).await;
    assert_eq!(elsewhere.expect(200).json()["days"][1]["quantity"], json!(0));
    assert_eq!(app.get(&world.ana, &uri).await.expect(200).json()["days"].as_array().unwrap().len(), 90);
    for days in ["0", "367", "muchos"] {
        app.get(&world.ana, &format!("{uri}?days={days}")).await.expect(422);
    }
    app.get(&world.ana, &format!("{PRODUCTS}/{}/stock-history", Id::new())).await.expect(404);
}
