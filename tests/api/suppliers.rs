//! Suppliers: whom a centre gets its materials from, with a NIT that can't be mistyped.

use crate::support::{App, Content, Ready, Resource, Roles, Rows, patched};
use inventario::kit::access::Origin;
use inventario::kit::db::{Change, Event};
use serde_json::{Value, json};

/// Read by all but apprentices, written by both administrators.
const ROLES: Roles = &[
    ("in su ad ag", &["list_suppliers", "get_supplier"]),
    ("ad ag", &["create_supplier", "update_supplier", "delete_supplier"]),
];

/// What the tests that walk all operations must know.
pub const RESOURCE: Resource =
    Resource::new(ROLES).prepared_by(|ready| Box::pin(prepare(ready))).asked_with(value).sent(content);

async fn prepare(ready: &Ready) -> Rows {
    let new = patched(supplier("Ferretería El Tornillo"), &json!({ "center_id": ready.app.world.center }));
    let made = ready.app.post(&ready.app.world.gloria, SUPPLIERS, new).await.expect(201).json();
    Rows::of("supplier", &made["id"])
}

fn value(ready: &Ready, _: &str, parameter: &str) -> Option<String> {
    (parameter == "id").then(|| ready.row("supplier"))
}

fn content(ready: &Ready, operation: &str) -> Option<Content> {
    Some(Content::Json(match operation {
        "create_supplier" => {
            patched(supplier("Molinos del Otún"), &json!({ "center_id": ready.app.world.center }))
        }
        "update_supplier" => supplier("Ferretería La Tuerca"),
        _ => return None,
    }))
}

const SUPPLIERS: &str = "/api/suppliers";

/// A supplier with all that may be said of one, but their centre.
fn supplier(name: &str) -> Value {
    json!({
        "company_name": name, "contact_person": "Rocío Ñáñez", "email": "ventas@tornillo.co", "phone": "606 333 4455",
        "address": "Calle 20 # 8-30\nPereira", "tax_number": "899.999.034-1", "is_active": true,
    })
}

fn one(supplier: &Value) -> String {
    format!("{SUPPLIERS}/{}", supplier["id"].as_str().unwrap())
}

#[tokio::test]
async fn a_supplier_is_kept_with_a_nit_whose_digit_is_right() {
    let app = App::new().await;
    let wilson = &app.world.wilson;
    let made = app.post(wilson, SUPPLIERS, supplier("Molinos")).await.expect(201).json();
    assert_eq!(
        (&made["tax_number"], &made["lots"], &made["is_active"]),
        (&json!("899999034-1"), &json!(0), &json!(true))
    );
    let wrong = app.put(wilson, &one(&made), json!({ "tax_number": "899999034-2" })).await.expect(422);
    assert!(
        wrong.detail().contains("«tax_number»") && wrong.detail().contains("no corresponde"),
        "{}",
        wrong.detail()
    );
    for form in ["899999034", "hola", "123-4"] {
        let refused =
            app.post(wilson, SUPPLIERS, patched(supplier("Otro"), &json!({ "tax_number": form }))).await;
        assert!(refused.expect(422).detail().contains("por ejemplo 899999034-1"));
    }
    assert_eq!(app.get(wilson, SUPPLIERS).await.json()["total"], 1);
    let bare =
        app.put(wilson, &one(&made), json!({ "tax_number": "", "phone": null })).await.expect(200).json();
    assert_eq!(
        (&bare["tax_number"], &bare["phone"], &bare["email"]),
        (&Value::Null, &Value::Null, &json!("ventas@tornillo.co"))
    );
    app.delete(wilson, &one(&made)).await.expect(204);
    app.get(wilson, &one(&made)).await.expect(404);
}

#[tokio::test]
async fn suppliers_are_found_by_words_within_the_centre() {
    let app = App::new().await;
    let (gloria, wilson, world) = (&app.world.gloria, &app.world.wilson, &app.world);
    for name in ["Ferretería El Tornillo", "Molinos del Otún"] {
        app.post(wilson, SUPPLIERS, supplier(name)).await.expect(201);
    }
    app.post(wilson, SUPPLIERS, json!({ "company_name": "Aceros", "is_active": false })).await.expect(201);
    let names = async |query: &str| -> Vec<String> {
        let list = app.get(wilson, &format!("{SUPPLIERS}?{query}")).await.expect(200).json();
        list["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it["company_name"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(names("").await, ["Aceros", "Molinos del Otún", "Ferretería El Tornillo"]);
    assert_eq!(names("search=otun").await, ["Molinos del Otún"]);
    assert_eq!(names("search=nanez").await.len(), 2);
    assert_eq!(names("search=899999034").await.len(), 2);
    assert_eq!(names("is_active=false").await, ["Aceros"]);
    assert_eq!(names("is_active=true&page_size=1&page=2").await, ["Ferretería El Tornillo"]);
    let far = patched(supplier("Lejano"), &json!({ "center_id": world.other_center }));
    let far = app.post(gloria, SUPPLIERS, far).await.expect(201).json();
    for who in [&world.ana, &world.bruno, wilson] {
        app.get(who, &one(&far)).await.expect(404);
        assert_eq!(app.get(who, SUPPLIERS).await.expect(200).json()["total"], 3);
    }
    app.put(wilson, &one(&far), json!({ "company_name": "Mío" })).await.expect(404);
    app.delete(wilson, &one(&far)).await.expect(404);
    app.get(&world.estela, SUPPLIERS).await.expect(403);
}

#[tokio::test]
async fn d7_a_supplier_of_lots_is_kept_with_the_link_and_may_be_put_out_of_use() {
    let app = App::new().await;
    let wilson = &app.world.wilson;
    let made = app.post(wilson, SUPPLIERS, supplier("Molinos")).await.expect(201).json();
    let product = app.post(wilson, "/api/products", json!({ "name": "Harina" })).await.expect(201).json();
    let parts = json!({ "estante": 1, "nivel": 1, "posicion": 1 });
    let bin = json!({ "warehouse_id": app.world.bodega.id, "structure_data": parts });
    let bin = app.post(wilson, "/api/bins", bin).await.expect(201).json();
    crate::warehouses::stored(&app, &bin, &product, 0).await;
    let id = made["id"].as_str().unwrap().to_owned();
    let origin = Origin::of_command("test");
    let link = app.parts.db.write(&origin, move |tx| {
        tx.execute("update lots set supplier_id = ?1", [id])?;
        Ok(Change::new((), Event::named("TEST", "test", None)))
    });
    link.await.unwrap();
    let kept = app.delete(wilson, &one(&made)).await.expect(409);
    assert_eq!(kept.detail(), "Hay lotes de este proveedor y no se elimina: déjelo inactivo");
    assert_eq!(app.get(wilson, &one(&made)).await.json()["lots"], 1);
    let off = app.put(wilson, &one(&made), json!({ "is_active": false })).await.expect(200).json();
    assert_eq!((&off["is_active"], &off["lots"]), (&json!(false), &json!(1)));
}
