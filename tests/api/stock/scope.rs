//! Who sees whose stock, and who may change it.

use super::{STOCK, Shelf, receive};
use crate::support::{App, Person};
use serde_json::json;

#[tokio::test]
async fn a_centres_people_see_its_stock_and_nobody_else_does() {
    let app = App::new().await;
    let shelf = Shelf::of(&app).await;
    let lot = receive(&app, &shelf, "L-1", Some(30), json!(10)).await;
    let taller = json!({ "environment_id": app.world.taller.id });
    app.put(&app.world.gloria, &format!("/api/users/{}", app.world.ivan.id), taller).await.expect(200);
    let world = &app.world;
    let lists = ["lots", "levels", "summary", "expiry-warnings?days_threshold=60", "expired"];
    let rows = async |who: &Person, path: &str| {
        let answer = app.get(who, &format!("{STOCK}/{path}")).await.expect(200).json();
        answer.get("items").unwrap_or(&answer).as_array().unwrap().len()
    };
    for who in [&world.ana, &world.bruno, &world.sara, &world.wilson, &world.gloria] {
        for path in lists {
            assert_eq!(rows(who, path).await, usize::from(path != "expired"), "{path}");
        }
        app.get(who, &format!("{STOCK}/lots/{lot}")).await.expect(200);
    }
    for path in lists {
        assert_eq!(rows(&world.ivan, path).await, 0, "{path}");
        app.get(&world.estela, &format!("{STOCK}/{path}")).await.expect(403);
    }
    app.get(&world.ivan, &format!("{STOCK}/lots/{lot}")).await.expect(404);
    let uri = format!("{STOCK}/fefo-recommendation?product_id={}&quantity=1", shelf.product);
    app.get(&world.ivan, &uri).await.expect(404);
    let uri = format!("{STOCK}/locations?product_id={}", shelf.product);
    assert_eq!(app.get(&world.ivan, &uri).await.expect(200).json(), json!([]));
    // An instructor whom no room and no centre has sees nothing.
    app.run(format!(
        "update users set environment_id = null, center_id = null where id = '{}'",
        world.ivan.id
    ))
    .await;
    assert_eq!(rows(&world.ivan, "lots").await, 0);
}

#[tokio::test]
async fn a_keeper_changes_only_what_lies_in_their_own_warehouse() {
    let app = App::new().await;
    let shelf = Shelf::of(&app).await;
    app.run(format!("update environments set is_warehouse = 1 where id = '{}'", app.world.idiomas.id)).await;
    let annex = shelf.beside(&app, app.world.idiomas.id, "A-1").await;
    let new = annex.receipt("L-3", Some(9), json!(10));
    let world = &app.world;
    let refused = app.post(&world.wilson, &format!("{STOCK}/receive"), new.clone()).await.expect(400);
    assert_eq!(refused.detail(), "La ubicación indicada no existe o no es de una bodega suya");
    let received = app.post(&world.gloria, &format!("{STOCK}/receive"), new).await.expect(201).json();
    let lot = received["lot_id"].as_str().unwrap();
    app.get(&world.wilson, &format!("{STOCK}/lots/{lot}")).await.expect(200);
    for (way, body) in [
        ("issue", json!({ "lot_id": lot, "quantity": 1, "reason": "x" })),
        ("adjust", json!({ "lot_id": lot, "new_quantity": 1, "reason": "x" })),
        ("scrap", json!({ "lot_id": lot, "reason": "x" })),
        (&*format!("lots/{lot}/hold"), json!({ "reason": "x" })),
        (&*format!("lots/{lot}/release"), json!({})),
    ] {
        app.post(&world.wilson, &format!("{STOCK}/{way}"), body.clone()).await.expect(404);
        for reader in [&world.ana, &world.bruno, &world.estela] {
            app.post(reader, &format!("{STOCK}/{way}"), body.clone()).await.expect(403);
        }
    }
    let there = json!({
        "product_id": shelf.product, "warehouse_id": world.idiomas.id, "quantity": 1, "reason": "x",
    });
    let refused = app.post(&world.wilson, &format!("{STOCK}/issue-by-product"), there).await.expect(400);
    assert_eq!(refused.json()["code"], "bodega_de_materiales_desconocida");
    assert_eq!(app.count("select count(*) from movements").await, 1);
    let refused =
        app.audited(|entry| entry["action"] == "ISSUE_LOT" && entry["new_values"]["code"].is_string()).await;
    assert_eq!(refused["entity_type"], "lot");
}
