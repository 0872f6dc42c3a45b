//! Labels of materials: bins, products and lots, with a code that every scanner types alike.

use super::{plates, read, wish};
use crate::support::{App, patched};
use crate::warehouses::stored;
use serde_json::{Value, json};

/// Two bins, a product with a SKU and one without, and a lot.
async fn materials(app: &App) -> (Vec<Value>, Vec<Value>) {
    let wilson = &app.world.wilson;
    let mut bins = Vec::new();
    for n in 1..=2 {
        let parts = json!({ "estante": n, "nivel": 1, "posicion": 1 });
        let bin = json!({ "warehouse_id": app.world.bodega.id, "structure_data": parts });
        bins.push(app.post(wilson, "/api/bins", bin).await.expect(201).json());
    }
    let mut products = Vec::new();
    for new in
        [json!({ "name": "Harina", "sku": "HAR-01", "category": "Alimentos" }), json!({ "name": "Sal" })]
    {
        products.push(app.post(wilson, "/api/products", new).await.expect(201).json());
    }
    stored(app, &bins[0], &products[0], 100).await;
    (bins, products)
}

#[tokio::test]
async fn the_bins_of_a_warehouse_are_labelled_with_their_codes() {
    let app = App::new().await;
    let (bins, products) = materials(&app).await;
    let (ana, wilson) = (&app.world.ana, &app.world.wilson);
    let all = json!({ "source": "bins", "environment_id": app.world.bodega.id });
    assert_eq!(plates(&app, ana, all).await, ["01-01-01", "02-01-01"]);
    let one = json!({ "source": "bins", "ids": [bins[1]["id"], bins[1]["id"]] });
    assert_eq!(plates(&app, wilson, one).await, ["02-01-01"]);
    assert_eq!(plates(&app, wilson, json!({ "source": "products" })).await, ["HAR-01", "Sal"]);
    let one = json!({ "source": "products", "ids": [products[1]["id"]] });
    assert_eq!(plates(&app, wilson, one).await, ["Sal"]);
    assert!(plates(&app, wilson, json!({ "source": "lots" })).await[0].starts_with("L-"));
    // One that is out of use needs no label, unless it was chosen.
    let uri = format!("/api/bins/{}", bins[0]["id"].as_str().unwrap());
    app.put(wilson, &uri, json!({ "is_active": false })).await.expect(200);
    let all = json!({ "source": "bins", "environment_id": app.world.bodega.id });
    assert_eq!(plates(&app, wilson, all).await, ["02-01-01"]);
}

#[tokio::test]
async fn a_label_of_materials_has_a_code_of_letters_and_figures() {
    let app = App::new().await;
    let (bins, _) = materials(&app).await;
    let of = json!({ "source": "bins", "ids": [bins[0]["id"]], "paper": "100x50" });
    let drawn = wish(&app, &app.world.wilson, "preview", of.clone()).await.expect(200).json();
    let code = format!("UBI{}", bins[0]["id"].as_str().unwrap().replace('-', "").to_uppercase());
    assert_eq!(read(&drawn["drawn"][0]["code"]), code);
    let zpl = wish(&app, &app.world.wilson, "zpl", of).await.expect(200);
    let text = String::from_utf8(zpl.bytes).unwrap();
    assert!(text.contains("01-01-01"));
}

#[tokio::test]
async fn materials_of_another_centre_or_of_nobody_have_no_label() {
    let app = App::new().await;
    materials(&app).await;
    let (gloria, wilson, world) = (&app.world.gloria, &app.world.wilson, &app.world);
    let far = json!({ "name": "Lejano", "center_id": world.other_center });
    let far = app.post(gloria, "/api/products", far).await.expect(201).json();
    let body = |what: Value| patched(json!({ "paper": "l7651", "code": "short_qr" }), &what);
    for nobodys in [far["id"].clone(), json!("018f3b1c-0000-7000-8000-000000000001")] {
        for source in ["products", "bins", "lots"] {
            let of = body(json!({ "source": source, "ids": [nobodys] }));
            let refused = wish(&app, wilson, "preview", of).await.expect(400);
            assert_eq!(refused.json()["code"], "etiquetas_desconocidas", "{source}");
        }
    }
    assert_eq!(plates(&app, gloria, json!({ "source": "products", "ids": [far["id"]] })).await, ["Lejano"]);
    let elsewhere = body(json!({ "source": "bins", "environment_id": world.taller.id }));
    wish(&app, wilson, "preview", elsewhere).await.expect(400);
    let none = body(json!({ "source": "bins", "environment_id": world.sistemas.id }));
    assert_eq!(wish(&app, wilson, "preview", none).await.expect(400).json()["code"], "etiquetas_ninguna");
    wish(&app, &world.estela, "preview", body(json!({ "source": "products" }))).await.expect(403);
}
