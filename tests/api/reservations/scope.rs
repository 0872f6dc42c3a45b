//! Whose reservations somebody sees, and may end.

use super::{RESERVATIONS, cancel, flour, fulfil, held, id_of, reserve, reserved, told};
use crate::support::App;
use serde_json::json;

#[tokio::test]
async fn an_instructor_sees_and_cancels_their_own_and_hands_out_none() {
    let app = App::new().await;
    let (shelf, first, _) = flour(&app).await;
    let (ana, ivan) = (&app.world.ana, &app.world.ivan);
    let id = reserved(&app, &shelf, json!({})).await;
    let uri = format!("{RESERVATIONS}/{id}");
    app.get(ana, &uri).await.expect(200);
    app.get(ivan, &uri).await.expect(404);
    cancel(&app, ivan, &id).await.expect(404);
    for who in [ana, ivan] {
        fulfil(&app, who, &id).await.expect(403);
    }
    assert_eq!(held(&app, &first).await.1, json!(4));
    cancel(&app, ana, &id).await.expect(200);
}

#[tokio::test]
async fn a_supervisor_reads_and_an_apprentice_does_not() {
    let app = App::new().await;
    let (shelf, ..) = flour(&app).await;
    let id = reserved(&app, &shelf, json!({})).await;
    let uri = format!("{RESERVATIONS}/{id}");
    for who in [&app.world.bruno, &app.world.sara] {
        app.get(who, &uri).await.expect(200);
        reserve(&app, who, &shelf, json!({})).await.expect(403);
        cancel(&app, who, &id).await.expect(403);
        fulfil(&app, who, &id).await.expect(403);
    }
    let estela = &app.world.estela;
    for path in ["", "/expiring", &format!("/{id}")] {
        app.get(estela, &format!("{RESERVATIONS}{path}")).await.expect(403);
    }
    reserve(&app, estela, &shelf, json!({})).await.expect(403);
    cancel(&app, estela, &id).await.expect(403);
    let body = json!({ "reason": "x" });
    app.ask(Some(estela), poem::http::Method::DELETE, &uri, Some(body)).await.expect(403);
}

#[tokio::test]
async fn a_keeper_ends_what_is_reserved_from_their_own_warehouse_only() {
    let app = App::new().await;
    let (shelf, ..) = flour(&app).await;
    let (wilson, gloria) = (&app.world.wilson, &app.world.gloria);
    app.run(format!("update environments set is_warehouse = 1 where id = '{}'", app.world.idiomas.id)).await;
    let annex = shelf.beside(&app, app.world.idiomas.id, "A-1").await;
    app.post(gloria, "/api/stock/receive", annex.receipt("L-3", Some(9), json!(10))).await.expect(201);
    let there = json!({ "warehouse_id": app.world.idiomas.id });
    let refused = reserve(&app, wilson, &shelf, there.clone()).await.expect(400);
    assert_eq!(refused.json()["code"], "bodega_de_materiales_desconocida");
    let made = reserve(&app, &app.world.ana, &shelf, there).await.expect(201).json();
    let id = id_of(&made);
    // They see it, as all of their centre, and end it no more than any other's.
    app.get(wilson, &format!("{RESERVATIONS}/{id}")).await.expect(200);
    fulfil(&app, wilson, &id).await.expect(404);
    cancel(&app, wilson, &id).await.expect(404);
    assert_eq!(told(&app, wilson).await, [""; 0]);
    fulfil(&app, gloria, &id).await.expect(200);
    // Nobody keeps that warehouse: whoever administers all of them was told.
    assert_eq!(told(&app, gloria).await, ["Reserva de material"]);
}

#[tokio::test]
async fn another_centres_people_see_nothing_and_reserve_nothing() {
    let app = App::new().await;
    let (shelf, ..) = flour(&app).await;
    let id = reserved(&app, &shelf, json!({})).await;
    app.run(format!(
        "update users set center_id = '{}', environment_id = null where id in ('{}', '{}')",
        app.world.other_center, app.world.ivan.id, app.world.sara.id
    ))
    .await;
    let here = json!({ "warehouse_id": app.world.bodega.id });
    reserve(&app, &app.world.ivan, &shelf, here).await.expect(400);
    app.get(&app.world.sara, &format!("{RESERVATIONS}/{id}")).await.expect(404);
    let page = app.get(&app.world.sara, RESERVATIONS).await.expect(200).json();
    assert_eq!(page["total"], 0);
    let rows = app.get(&app.world.sara, &format!("{RESERVATIONS}/expiring?hours_threshold=168")).await;
    assert_eq!(rows.expect(200).json(), json!([]));
}
