//! Two people at once, and one who sends the same again.

use super::{Houses, TRANSFERS, act, in_stock, transfer};
use crate::stock::lot;
use crate::support::App;
use futures_util::future::join_all;
use poem::http::StatusCode;
use serde_json::json;

#[tokio::test]
async fn of_many_who_move_the_last_pieces_at_once_as_many_do_as_there_are() {
    let app = App::new().await;
    let houses = Houses::of(&app).await;
    let (wilson, gloria) = (&app.world.wilson, &app.world.gloria);
    let within = json!({ "source_lot_id": houses.lot, "target_bin_id": houses.beside, "quantity": 1 });
    let across = houses.parcel(json!(1), &json!({}));
    let send = format!("{TRANSFERS}/cross-warehouse");
    let answers = join_all((0..40).map(|n| {
        let who = if n % 3 == 0 { gloria } else { wilson };
        let (uri, body) = if n % 2 == 0 { (TRANSFERS, &within) } else { (send.as_str(), &across) };
        app.post(who, uri, body.clone())
    }))
    .await;
    let done = answers.iter().filter(|it| it.status == StatusCode::CREATED).count();
    assert_eq!(done, 10);
    for refused in answers.into_iter().filter(|it| it.status != StatusCode::CREATED) {
        assert_eq!(refused.expect(400).json()["code"], "lote_sin_existencias");
    }
    assert_eq!(lot(&app, &houses.lot).await["quantity"], 0);
    let sent = app.count("select coalesce(sum(quantity_sent), 0) from transfers").await;
    assert_eq!(in_stock(&app, &houses.shelf.product).await + sent, 1_000);
}

#[tokio::test]
async fn a_transfer_is_either_received_or_cancelled() {
    let app = App::new().await;
    let houses = Houses::of(&app).await;
    let gloria = &app.world.gloria;
    for _ in 0..4 {
        let id = houses.dispatched(&app, json!(2)).await;
        let receipt = json!({ "target_bin_id": houses.annex_bin, "received_quantity": 2 });
        let answers = join_all((0..6).map(|n| {
            let (what, body) =
                if n % 2 == 0 { ("confirm", receipt.clone()) } else { ("cancel", json!({ "reason": "x" })) };
            act(&app, gloria, &id, what, body)
        }))
        .await;
        assert_eq!(answers.iter().filter(|it| it.status == StatusCode::OK).count(), 1);
        assert!(answers.iter().all(|it| [200, 409].contains(&it.status.as_u16())));
        assert_eq!(in_stock(&app, &houses.shelf.product).await, 1_000);
    }
}

#[tokio::test]
async fn a_scanner_that_sends_again_with_its_key_moves_once() {
    let app = App::new().await;
    let houses = Houses::of(&app).await;
    let within = json!({ "source_lot_id": houses.lot, "target_bin_id": houses.beside, "quantity": 1 });
    let across = houses.parcel(json!(1), &json!({}));
    for (uri, body) in [(TRANSFERS.to_owned(), within), (format!("{TRANSFERS}/cross-warehouse"), across)] {
        let (authorization, key) =
            (format!("Bearer {}", app.world.wilson.token), format!("llave-{}", uri.len()));
        let headers = [
            ("Authorization", authorization.as_str()),
            ("Content-Type", "application/json"),
            ("Idempotency-Key", key.as_str()),
        ];
        let send = async || {
            let reply = app.send(poem::http::Method::POST, &uri, &headers, body.to_string()).await;
            reply.expect(201).json()
        };
        assert_eq!(send().await, send().await);
    }
    assert_eq!(lot(&app, &houses.lot).await["quantity"], 8);
    let page = app.get(&app.world.gloria, TRANSFERS).await.expect(200).json();
    assert_eq!(page["total"], 1);
    let id = page["items"][0]["id"].as_str().unwrap();
    assert_eq!(transfer(&app, id).await["quantity_sent"], 1);
}
