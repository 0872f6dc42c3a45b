//! Where reservations do otherwise than those of the warehouse that this one replaces, each by its number.

use super::{RESERVATIONS, cancel, flour, fulfil, held, id_of, overdue, reserve, reserved, until};
use crate::stock::{adjust, scrap};
use crate::support::App;
use inventario::kit::wire::Id;
use serde_json::json;

#[tokio::test]
async fn d5_a_reservation_is_of_one_warehouse() {
    let app = App::new().await;
    let (shelf, ..) = flour(&app).await;
    app.run(format!("update environments set is_warehouse = 1 where id = '{}'", app.world.idiomas.id)).await;
    let (ana, gloria) = (&app.world.ana, &app.world.gloria);
    let annex = shelf.beside(&app, app.world.idiomas.id, "A-1").await;
    let sooner = annex.receipt("L-0", Some(2), json!(10));
    app.post(gloria, "/api/stock/receive", sooner).await.expect(201);
    // Where there are several it must be said which one.
    let refused = reserve(&app, ana, &shelf, json!({})).await.expect(400);
    assert_eq!(refused.detail(), "Indique de qué bodega se reserva");
    let here = json!({ "warehouse_id": app.world.bodega.id, "quantity": 15 });
    let made = reserve(&app, ana, &shelf, here).await.expect(201).json();
    let batches: Vec<&str> =
        made["items"].as_array().unwrap().iter().map(|it| it["batch_number"].as_str().unwrap()).collect();
    assert_eq!(batches, ["L-1", "L-2"]);
    let there = json!({ "warehouse_id": app.world.idiomas.id, "quantity": 15 });
    let made = reserve(&app, ana, &shelf, there).await.expect(201).json();
    assert_eq!((&made["items"][0]["batch_number"], &made["total_quantity"]), (&json!("L-0"), &json!(10)));
    // Who keeps one warehouse means that.
    let made = reserve(&app, &app.world.wilson, &shelf, json!({})).await.expect(201).json();
    assert_eq!(made["warehouse_id"], json!(app.world.bodega.id));
}

#[tokio::test]
async fn d15_what_is_reserved_is_neither_scrapped_nor_adjusted_away_until_it_is_cancelled() {
    let app = App::new().await;
    let (shelf, first, _) = flour(&app).await;
    let id = reserved(&app, &shelf, json!({})).await;
    let refused = scrap(&app, &first).await.expect(409);
    assert_eq!(refused.detail(), "Del lote L-1 hay 4 kg reservados: cancele antes la reserva");
    adjust(&app, &first, json!(3.99)).await.expect(409);
    adjust(&app, &first, json!(4)).await.expect(200);
    assert_eq!(held(&app, &first).await, (json!(4), json!(4)));
    cancel(&app, &app.world.wilson, &id).await.expect(200);
    scrap(&app, &first).await.expect(200);
}

#[tokio::test]
async fn d16_a_reservation_ends_in_the_future_and_an_overdue_one_is_not_handed_out() {
    let app = App::new().await;
    let (shelf, first, _) = flour(&app).await;
    for past in ["2020-01-01T00:00:00".to_owned(), until(-1)] {
        let refused =
            reserve(&app, &app.world.ana, &shelf, json!({ "reserved_until": past })).await.expect(422);
        assert_eq!(refused.json()["code"], "plazo_de_reserva_pasado");
    }
    let id = reserved(&app, &shelf, json!({})).await;
    overdue(&app, &id).await;
    let refused = fulfil(&app, &app.world.wilson, &id).await.expect(400);
    assert_eq!(refused.json()["code"], "reserva_con_plazo_pasado");
    assert_eq!(
        refused.detail(),
        "El plazo de la reserva pasó el 05/01/2026 a las 07:00: cancélela y reserve de nuevo"
    );
    assert_eq!(held(&app, &first).await, (json!(10), json!(4)));
    // It may still be cancelled, before it lapses by itself.
    cancel(&app, &app.world.ana, &id).await.expect(200);
    assert_eq!(held(&app, &first).await.1, json!(0));
}

#[tokio::test]
async fn d20_an_unknown_reservation_is_not_found_and_an_empty_list_has_a_page() {
    let app = App::new().await;
    let unknown = Id::from_bits(7).to_string();
    for who in [&app.world.wilson, &app.world.gloria] {
        let refused = fulfil(&app, who, &unknown).await.expect(404);
        assert_eq!(refused.json()["code"], "reserva_no_encontrada");
        cancel(&app, who, &unknown).await.expect(404);
    }
    cancel(&app, &app.world.ana, &unknown).await.expect(404);
    let page = app.get(&app.world.ana, RESERVATIONS).await.expect(200).json();
    assert_eq!(page, json!({ "items": [], "total": 0, "page": 1, "page_size": 50, "pages": 1 }));
    app.get(&app.world.ana, &format!("{RESERVATIONS}?page=0")).await.expect(422);
    let (shelf, ..) = flour(&app).await;
    let made = reserve(&app, &app.world.ana, &shelf, json!({})).await.expect(201).json();
    app.get(&app.world.ana, &format!("{RESERVATIONS}/{}", id_of(&made))).await.expect(200);
}
