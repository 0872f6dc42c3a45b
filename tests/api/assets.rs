//! Assets: the equipment by the names of the asset API, over the same rows, with the same rights.

mod assigned;
pub mod photos;

use crate::photos::wall;
use crate::support::{App, Content, Person, Ready, Resource, Roles, day};
use serde_json::{Value, json};

/// As the equipment that they are.
const ROLES: Roles = &[
    ("st in su ad ag", &["list_assets", "get_asset"]),
    ("su ad ag", &["create_asset", "update_asset", "delete_asset", "set_asset_photo"]),
];

/// What the tests that walk all operations must know.
pub const RESOURCE: Resource = Resource::new(ROLES).asked_with(value).sent(content);

fn value(ready: &Ready, _: &str, parameter: &str) -> Option<String> {
    (parameter == "id").then(|| ready.app.world.sistemas.machine.to_string())
}

fn content(ready: &Ready, operation: &str) -> Option<Content> {
    Some(match operation {
        "create_asset" | "update_asset" => Content::Json(json!({
            "name": "Portátil", "asset_type": "Laptop", "serial_number": "SN-A1", "status": "in_use", "assigned_to": "",
            "purchase_date": "2025-01-15", "purchase_price": 1234.56, "currency": "USD", "description": "De 14 pulgadas",
            "internal_code": "ACT-1", "environment_id": ready.app.world.sistemas.id,
        })),
        "set_asset_photo" => Content::Photo(ready.photo.clone()),
        _ => return None,
    })
}

const ASSETS: &str = "/api/assets";

fn one(asset: &Value) -> String {
    format!("{ASSETS}/{}", asset["id"].as_str().unwrap())
}

fn laptop() -> Value {
    json!({
        "name": "Portátil de dibujo", "asset_type": "Laptop", "serial_number": "5CD-77", "status": "available",
        "assigned_to": "Rosa Díaz", "purchase_date": day(-30), "purchase_price": 2350000.5, "description": "Con lápiz",
    })
}

#[tokio::test]
async fn an_asset_is_an_item_of_the_inventory_and_the_other_way_round() {
    let app = App::new().await;
    let wilson = &app.world.wilson;
    let made = app.post(wilson, ASSETS, laptop()).await.expect(201).json();
    for (name, value) in laptop().as_object().unwrap() {
        assert_eq!(&made[name], value, "{name}");
    }
    assert_eq!((&made["category"], &made["currency"]), (&json!("computer"), &json!("COP")));
    let plate = made["internal_code"].as_str().unwrap();
    assert!(plate.starts_with("ACT-") && plate.len() == 16, "{plate}");

    let item = format!("/api/inventory/{}", made["id"].as_str().unwrap());
    let same = app.get(wilson, &item).await.expect(200).json();
    assert_eq!((&same["asset_type"], &same["description"]), (&json!("Laptop"), &json!("Con lápiz")));
    assert_eq!((&same["quantity"], &same["item_type"]), (&json!(1), &json!("individual")));
    app.put(wilson, &item, json!({ "notes": "Nuevo", "environment_id": app.world.sistemas.id }))
        .await
        .expect(200);
    let patch = json!({ "asset_type": "Videobeam", "purchase_price": null, "status": "in_use" });
    let changed = app.put(wilson, &one(&made), patch).await.expect(200).json();
    assert_eq!((&changed["category"], &changed["purchase_price"]), (&json!("projector"), &Value::Null));
    assert_eq!((&changed["environment_name"], &changed["name"]), (&json!("Sistemas 1"), &made["name"]));
    assert_eq!(app.get(wilson, &item).await.expect(200).json()["notes"], "Nuevo");
    // What was registered as equipment has its category for a kind.
    let machine = format!("{ASSETS}/{}", app.world.sistemas.machine);
    assert_eq!(app.get(wilson, &machine).await.expect(200).json()["asset_type"], "computer");

    // The item's history tells it, whichever way it came.
    let told = app.get(wilson, &format!("{item}/history")).await.expect(200).json();
    assert_eq!(told.as_array().unwrap().len(), 3);
    // What somebody has in charge stays until it is taken back.
    let refused = app.delete(wilson, &one(&made)).await.expect(409);
    assert_eq!(refused.json()["code"], "activo_a_cargo");
    assert!(
        refused.detail().contains("está a cargo de Rosa Díaz: se elimina cuando"),
        "{}",
        refused.detail()
    );
    app.delete(wilson, &item).await.expect(400);
    app.put(wilson, &one(&made), json!({ "assigned_to": "" })).await.expect(200);
    app.delete(wilson, &one(&made)).await.expect(200);
    app.get(wilson, &one(&made)).await.expect(404);
    app.get(wilson, &item).await.expect(404);
}

#[tokio::test]
async fn a_serial_number_that_another_has_is_a_conflict() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let made = app.post(gloria, ASSETS, laptop()).await.expect(201).json();
    let again = app.post(gloria, ASSETS, laptop()).await.expect(409);
    assert_eq!(again.json()["code"], "serie_de_activo_usada");
    assert!(again.detail().contains("5CD-77 ya lo tiene Portátil de dibujo"), "{}", again.detail());
    let taken = json!({ "serial_number": "sn-id-m" });
    assert!(app.put(gloria, &one(&made), taken).await.expect(409).detail().contains("Computador Idiomas"));
    let taken = json!({ "internal_code": "s1-m" });
    assert_eq!(
        app.put(gloria, &one(&made), taken).await.expect(409).json()["code"],
        "codigo_de_activo_usado"
    );
    // Its own is not taken, and many may have none.
    app.put(gloria, &one(&made), json!({ "serial_number": "5cd-77" })).await.expect(200);
    for _ in 0..2 {
        let bare = json!({ "name": "Taladro", "asset_type": "Herramienta" });
        assert_eq!(app.post(gloria, ASSETS, bare).await.expect(201).json()["category"], "other");
    }
    for wrong in [
        json!({ "asset_type": "Laptop" }),
        json!({ "name": "X" }),
        json!({ "name": "X", "asset_type": "Y", "purchase_price": -1 }),
        json!({ "name": "X", "asset_type": "Y", "status": "roto" }),
        json!({ "name": "X", "asset_type": "Y", "purchase_date": "2025-02-30" }),
    ] {
        app.post(gloria, ASSETS, wrong).await.expect(422);
    }
}

#[tokio::test]
async fn a_list_is_cut_by_skip_and_limit_and_to_what_somebody_sees() {
    let app = App::new().await;
    let world = &app.world;
    let names = async |who: &Person, query: &str| {
        let reply = app.get(who, &format!("{ASSETS}{query}")).await.expect(200);
        let names: Vec<String> = reply
            .json()
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it["internal_code"].as_str().unwrap().to_owned())
            .collect();
        (names, reply.header("x-total-count").map(str::to_owned))
    };
    let (all, _) = names(&world.gloria, "").await;
    assert_eq!(all.len(), 8);
    let (page, total) = names(&world.gloria, "?skip=2&limit=3").await;
    assert_eq!((page.as_slice(), total.as_deref()), (&all[2..5], Some("8")));
    for (who, count) in
        [(&world.pedro, 0), (&world.estela, 2), (&world.ana, 4), (&world.bruno, 6), (&world.wilson, 6)]
    {
        assert_eq!(names(who, "").await.0.len(), count, "{}", who.email);
    }
    let machine = format!("{ASSETS}/{}", world.sistemas.machine);
    app.put(&world.gloria, &machine, json!({ "purchase_price": 99.5, "status": "lost" })).await.expect(200);
    let price =
        async |who: &Person| app.get(who, &machine).await.expect(200).json()["purchase_price"].clone();
    assert_eq!((price(&world.estela).await, price(&world.bruno).await), (Value::Null, json!(99.5)));
    assert_eq!((names(&world.estela, "").await.0.len(), names(&world.bruno, "").await.0.len()), (1, 6));
    app.put(&world.gloria, &machine, json!({ "status": "available" })).await.expect(200);
    let listed = app.get(&world.estela, ASSETS).await.expect(200).json();
    assert!(listed.as_array().unwrap().iter().all(|it| it["purchase_price"].is_null()));

    let far = format!("{ASSETS}/{}", world.taller.machine);
    app.get(&world.bruno, &far).await.expect(200);
    app.put(&world.bruno, &far, json!({ "name": "Mío" })).await.expect(404);
    app.delete(&world.bruno, &far).await.expect(404);
    // Whoever may not change it is told so before the picture is looked at.
    for sent in [wall(300, 200), b"no es una foto".to_vec()] {
        photos::photo(&app, &world.bruno, &far, &photos::form(&sent)).await.expect(404);
    }
}
