//! Who may do what: the source's keeper sends and takes back, the target's receives, everybody else reads or nothing.

use super::{Houses, TRANSFERS, act, transfer};
use crate::support::App;
use serde_json::json;

#[tokio::test]
async fn the_keeper_of_each_side_does_their_part_and_not_the_others() {
    let app = App::new().await;
    let houses = Houses::of(&app).await;
    let yaneth = houses.keeper(&app).await;
    let wilson = &app.world.wilson;
    let send = format!("{TRANSFERS}/cross-warehouse");
    let new = houses.parcel(json!(4), &json!({}));
    app.post(&yaneth, &send, new.clone()).await.expect(404);
    let within = json!({ "source_lot_id": houses.lot, "target_bin_id": houses.beside, "quantity": 1 });
    app.post(&yaneth, TRANSFERS, within.clone()).await.expect(404);
    let id = app.post(wilson, &send, new.clone()).await.expect(201).json()["transfer_id"].clone();
    let id = id.as_str().unwrap();
    let refused = act(&app, &yaneth, id, "dispatch", json!({})).await.expect(404);
    assert_eq!(refused.detail(), "Eso lo hace quien administra la bodega de salida, Bodega central");
    act(&app, &yaneth, id, "cancel", json!({ "reason": "x" })).await.expect(404);
    act(&app, wilson, id, "dispatch", json!({})).await.expect(200);
    let receipt = json!({ "target_bin_id": houses.annex_bin, "received_quantity": 4 });
    let refused = act(&app, wilson, id, "confirm", receipt.clone()).await.expect(404);
    assert_eq!(refused.detail(), "Eso lo hace quien administra la bodega de llegada, Anexo");
    for reader in [&app.world.ana, &app.world.bruno] {
        app.get(reader, &format!("{TRANSFERS}/{id}")).await.expect(200);
        app.get(reader, &format!("{TRANSFERS}/pending")).await.expect(200);
        assert_eq!(app.get(reader, TRANSFERS).await.expect(200).json()["total"], 1);
    }
    for other in [&app.world.ana, &app.world.bruno, &app.world.estela] {
        app.post(other, TRANSFERS, within.clone()).await.expect(403);
        app.post(other, &send, new.clone()).await.expect(403);
        act(&app, other, id, "dispatch", json!({})).await.expect(403);
        act(&app, other, id, "confirm", receipt.clone()).await.expect(403);
        act(&app, other, id, "cancel", json!({ "reason": "x" })).await.expect(403);
    }
    for path in ["", "/pending", &format!("/{id}")] {
        app.get(&app.world.estela, &format!("{TRANSFERS}{path}")).await.expect(403);
    }
    assert_eq!(transfer(&app, id).await["status"], "in_transit");
    act(&app, &yaneth, id, "confirm", receipt).await.expect(200);
}

#[tokio::test]
async fn a_keeper_whom_no_warehouse_ties_does_both_parts() {
    let app = App::new().await;
    let houses = Houses::of(&app).await;
    let (wilson, center) = (&app.world.wilson, app.world.center);
    app.run(format!(
        "update users set environment_id = null, center_id = '{center}' where id = '{}'",
        wilson.id
    ))
    .await;
    let id = houses.dispatched(&app, json!(4)).await;
    let receipt = json!({ "target_bin_id": houses.annex_bin, "received_quantity": 4 });
    act(&app, wilson, &id, "confirm", receipt).await.expect(200);
}

#[tokio::test]
async fn another_centre_neither_sees_nor_takes_what_is_moved() {
    let app = App::new().await;
    let houses = Houses::of(&app).await;
    let taller = app.world.taller.id;
    app.run(format!("update environments set is_warehouse = 1 where id = '{taller}'")).await;
    let send = format!("{TRANSFERS}/cross-warehouse");
    for there in [taller, app.world.sistemas.id, app.world.center] {
        let new = houses.parcel(json!(1), &json!({ "target_warehouse_id": there }));
        let refused = app.post(&app.world.gloria, &send, new).await.expect(400);
        assert_eq!(refused.json()["code"], "bodega_de_destino_desconocida");
    }
    let own = houses.parcel(json!(1), &json!({ "target_warehouse_id": app.world.bodega.id }));
    let refused = app.post(&app.world.gloria, &send, own).await.expect(400);
    assert_eq!(refused.json()["code"], "traslado_a_la_misma_bodega");
    let id = houses.send(&app, json!(1)).await;
    let link = json!({ "environment_id": taller });
    app.put(&app.world.gloria, &format!("/api/users/{}", app.world.ivan.id), link).await.expect(200);
    app.get(&app.world.ivan, &format!("{TRANSFERS}/{id}")).await.expect(404);
    assert_eq!(app.get(&app.world.ivan, TRANSFERS).await.expect(200).json()["total"], 0);
    let waiting = app.get(&app.world.ivan, &format!("{TRANSFERS}/pending")).await.expect(200).json();
    assert_eq!(waiting, json!([]));
}

#[tokio::test]
async fn who_keeps_no_warehouse_of_its_own_is_told_by_the_centre_and_at_last_by_who_may_do_everything() {
    let app = App::new().await;
    let houses = Houses::of(&app).await;
    // The annex has nobody, and Wilson is tied to the central warehouse.
    houses.dispatched(&app, json!(1)).await;
    assert_eq!(super::told(&app, &app.world.gloria).await[0].0, "Viene un traslado");
    let sara = app.world.sara.id;
    app.run(format!("update users set role = 'admin' where id = '{sara}'")).await;
    houses.dispatched(&app, json!(1)).await;
    assert_eq!(super::told(&app, &app.world.sara).await.len(), 1);
    assert_eq!(super::told(&app, &app.world.gloria).await.len(), 1);
}
