//! Two people count parts of one count at once.

use super::{count, get, id_of, line, line_of, of_bin, open, second_keeper};
use crate::stock::{Shelf, receive};
use crate::support::App;
use futures_util::future::join_all;
use serde_json::json;

#[tokio::test]
async fn two_people_count_their_parts_at_once_and_neither_loses_any() {
    let app = App::new().await;
    let sara = second_keeper(&app).await;
    let shelf = Shelf::of(&app).await;
    for n in 0..20 {
        receive(&app, &shelf, &format!("L-{n:02}"), None, json!(5)).await;
    }
    let opened = of_bin(&app, &app.world.wilson, &shelf.bin, json!({})).await;
    let id = id_of(&opened);
    let (app, id, opened, sara) = (&app, &id, &opened, &sara);
    let replies = join_all((0..20).map(|n| async move {
        let who = if n % 2 == 0 { &app.world.wilson } else { sara };
        let line = line_of(opened, &format!("L-{n:02}"));
        count(app, who, id, json!({ "line_id": line, "quantity": n })).await
    }))
    .await;
    for reply in replies {
        reply.expect(200);
    }
    let seen = get(app, sara, id).await;
    assert_eq!(seen["counted_lines"], 20);
    for n in 0..20 {
        assert_eq!(line(&seen, &format!("L-{n:02}"))["counted_quantity"], n);
    }
}

#[tokio::test]
async fn nobody_writes_over_the_other_without_having_seen_it() {
    let app = App::new().await;
    let sara = second_keeper(&app).await;
    let wilson = &app.world.wilson;
    let shelf = Shelf::of(&app).await;
    receive(&app, &shelf, "L-1", None, json!(5)).await;
    let opened = of_bin(&app, wilson, &shelf.bin, json!({})).await;
    let (id, line) = (id_of(&opened), line_of(&opened, "L-1"));
    let says = |quantity: i64| json!({ "line_id": line, "quantity": quantity, "revision": 0 });
    // Both have it open; ten of each person's come at once, one of all is first.
    let all = [wilson, &sara];
    let replies = join_all((0..10).map(|n| count(&app, all[n % 2], &id, says(n as i64)))).await;
    let (first, others): (Vec<_>, Vec<_>) = replies.into_iter().partition(|reply| reply.status == 200);
    assert_eq!((first.len(), others.len()), (1, 9));
    for refused in others {
        assert_eq!((refused.status.as_u16(), &refused.json()["code"]), (409, &json!("linea_ya_contada")));
    }
    let told = first[0].json();
    let kept = &told["line"];
    let refused = count(&app, &sara, &id, says(77)).await.expect(409).detail();
    assert!(refused.contains("ya contó") && refused.contains("Harina, lote L-1, en 03-2-1"), "{refused}");
    // Who has seen it decides.
    let over = json!({ "line_id": line, "quantity": 77, "revision": kept["revision"] });
    count(&app, &sara, &id, over.clone()).await.expect(200);
    // And their own answer that got lost may be sent again.
    count(&app, &sara, &id, over).await.expect(200);
    assert_eq!(get(&app, &sara, &id).await["items"][0]["counted_quantity"], 77);
}

#[tokio::test]
async fn a_lot_is_in_one_count_at_a_time() {
    let app = App::new().await;
    let wilson = &app.world.wilson;
    let shelf = Shelf::of(&app).await;
    receive(&app, &shelf, "L-1", None, json!(5)).await;
    let opened = of_bin(&app, wilson, &shelf.bin, json!({})).await;
    for other in [
        json!({ "scope": "bin", "bin_id": shelf.bin }),
        json!({ "scope": "zone", "zone": "03" }),
        json!({ "scope": "product", "product_id": shelf.product }),
    ] {
        let refused = open(&app, &app.world.gloria, other).await.expect(409);
        assert_eq!(
            refused.detail(),
            "El lote L-1 en 03-2-1 ya está en otro conteo, que abrió Wilson Prueba: termínelo o cancélelo antes"
        );
    }
    app.post(wilson, &format!("{}/{}/cancel", super::COUNTS, id_of(&opened)), json!({ "reason": "Error" }))
        .await
        .expect(200);
    of_bin(&app, wilson, &shelf.bin, json!({})).await;
}
