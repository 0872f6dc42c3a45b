//! What is counted next.

use super::{COUNTS, approve, count, id_of, of_bin, submit};
use crate::stock::{Shelf, bin, issue, receive};
use crate::support::App;
use serde_json::{Value, json};

async fn due(app: &App, query: &str) -> Value {
    app.get(&app.world.bruno, &format!("{COUNTS}/due{query}")).await.expect(200).json()
}

fn bins(page: &Value) -> Vec<&str> {
    page["items"].as_array().unwrap().iter().map(|row| row["bin_code"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn the_never_counted_come_first_then_what_waited_longest_and_moves_most() {
    let app = App::new().await;
    let shelf = Shelf::of(&app).await;
    let room = app.world.bodega.id;
    let mut shelves = vec![shelf.clone()];
    for code in ["03-2-2", "03-2-3", "03-2-4"] {
        shelves.push(shelf.beside(&app, room, code).await);
    }
    bin(&app, room, "09-9-9").await;
    let mut lots = Vec::new();
    for one in &shelves {
        lots.push(receive(&app, one, "L-1", None, json!(500)).await);
    }
    // The fourth was counted 40 days ago and moved twice; the third 44 days ago and only came; the second moves, and was never counted.
    for (n, days) in [(3, 40), (2, 44)] {
        app.run(format!(
            "update bins set counted_at = strftime('%Y-%m-%dT%H:%M:%S.000000Z', 'now', '-{days} days') where id = '{}'",
            shelves[n].bin
        ))
        .await;
    }
    let out = json!({ "quantity": 1, "force_non_fefo": true, "override_reason": "Está abierto" });
    for n in [1, 1, 3] {
        issue(&app, &lots[n], out.clone()).await.expect(200);
    }
    let page = due(&app, "").await;
    assert_eq!(bins(&page), ["03-2-2", "03-2-1", "03-2-3", "03-2-4"]);
    assert_eq!((&page["total"], &page["pages"]), (&json!(4), &json!(1)), "an empty bin isn't due");
    let items = page["items"].as_array().unwrap();
    let told: Vec<_> = items.iter().map(|row| (&row["days_since"], &row["moves"], &row["score"])).collect();
    assert_eq!(
        told,
        [
            (&json!(null), &json!(3), &json!(3)),
            (&json!(null), &json!(1), &json!(1)),
            (&json!(44), &json!(1), &json!(484)),
            (&json!(40), &json!(2), &json!(480)),
        ]
    );
    issue(&app, &lots[3], out.clone()).await.expect(200);
    assert_eq!(bins(&due(&app, "").await)[2], "03-2-4", "one movement more");
    // Pages and searches.
    assert_eq!(bins(&due(&app, "?page=2&page_size=3").await), ["03-2-3"]);
    assert_eq!(bins(&due(&app, "?search=3-2-3").await), ["03-2-3"]);
    assert_eq!(due(&app, "?search=harina").await["total"], 4);
    assert_eq!(due(&app, &format!("?warehouse_id={}", app.world.sistemas.id)).await["total"], 0);
    let products = due(&app, "?kind=product").await;
    let flour = &products["items"][0];
    assert_eq!(
        (&products["total"], &flour["bins"], &flour["moves"], &flour["counted_at"], &flour["bin_id"]),
        (&json!(1), &json!(4), &json!(8), &json!(null), &json!(null))
    );
}

#[tokio::test]
async fn what_was_counted_goes_to_the_end_and_what_is_being_counted_says_so() {
    let app = App::new().await;
    let shelf = Shelf::of(&app).await;
    let beside = shelf.beside(&app, app.world.bodega.id, "03-2-2").await;
    receive(&app, &shelf, "L-1", None, json!(5)).await;
    receive(&app, &beside, "L-2", None, json!(5)).await;
    let opened = of_bin(&app, &app.world.wilson, &shelf.bin, json!({})).await;
    let id = id_of(&opened);
    let open = |page: &Value| {
        page["items"].as_array().unwrap().iter().map(|row| row["open_count_id"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(open(&due(&app, "?search=03-2-1").await), [json!(id)]);
    count(&app, &app.world.wilson, &id, json!({ "code": "03-2-1", "quantity": 5 })).await.expect(200);
    submit(&app, &app.world.wilson, &id, false).await.expect(200);
    approve(&app, &app.world.gloria, &id, &[]).await.expect(200);
    let page = due(&app, "").await;
    assert_eq!((bins(&page), open(&page)), (vec!["03-2-2", "03-2-1"], vec![json!(null), json!(null)]));
    assert_eq!(page["items"][1]["days_since"], 0);
}
