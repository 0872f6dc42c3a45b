//! The lists of reservations: what they are cut to, in which order they come.

use super::{RESERVATIONS, cancel, flour, id_of, overdue, reserve, until};
use crate::stock::receive;
use crate::support::{App, Person};
use inventario::appliance::health::checkup::{Grade, checkup};
use serde_json::{Value, json};

async fn references(app: &App, who: &Person, query: &str) -> Vec<String> {
    let page = app.get(who, &format!("{RESERVATIONS}{query}")).await.expect(200).json();
    let items = page.get("items").unwrap_or(&page).as_array().unwrap().clone();
    items.iter().map(|it| it["order_reference"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn the_list_is_cut_to_what_is_asked_for() {
    let app = App::new().await;
    let (shelf, ..) = flour(&app).await;
    let paint = shelf.another(&app, "Pintura añil", "04-1-1").await;
    receive(&app, &paint, "P-1", None, json!(10)).await;
    let (ana, ivan, wilson, bruno) = (&app.world.ana, &app.world.ivan, &app.world.wilson, &app.world.bruno);
    let make = async |who: &Person, shelf, reference: &str, days: i64| {
        let patch = json!({ "quantity": 1, "order_reference": reference, "reserved_until": until(days) });
        id_of(&reserve(&app, who, shelf, patch).await.expect(201).json())
    };
    make(ana, &shelf, "2557", 3).await;
    make(ivan, &paint, "2558", 1).await;
    make(wilson, &shelf, "Orden A-25", 2).await;
    let gone = make(ana, &paint, "3001", 5).await;
    cancel(&app, ana, &gone).await.expect(200);

    for who in [bruno, wilson, &app.world.gloria] {
        assert_eq!(references(&app, who, "").await, ["3001", "Orden A-25", "2558", "2557"]);
    }
    assert_eq!(references(&app, ana, "").await, ["3001", "2557"]);
    assert_eq!(references(&app, ivan, "?own=false").await, ["2558"]);
    assert_eq!(references(&app, bruno, "?status=active").await, ["Orden A-25", "2558", "2557"]);
    assert_eq!(references(&app, bruno, "?status=cancelled").await, ["3001"]);
    assert_eq!(references(&app, bruno, "?status=active&order=until").await, ["2558", "Orden A-25", "2557"]);
    let of = format!("?product_id={}", paint.product);
    assert_eq!(references(&app, bruno, &of).await, ["3001", "2558"]);
    assert_eq!(references(&app, bruno, "?order_reference=255").await, ["2558", "2557"]);
    assert_eq!(references(&app, bruno, "?order_reference=a-2").await, ["Orden A-25"]);
    assert_eq!(references(&app, bruno, "?order_reference=%25").await, [""; 0]);
    assert_eq!(references(&app, bruno, "?search=ivan%20ANIL").await, ["2558"]);
    assert_eq!(references(&app, wilson, "?own=true").await, ["Orden A-25"]);
    assert_eq!(references(&app, bruno, "?own=true").await, [""; 0]);
    let here = format!("?warehouse_id={}", app.world.bodega.id);
    assert_eq!(references(&app, bruno, &here).await.len(), 4);
    let elsewhere = format!("?warehouse_id={}", app.world.sistemas.id);
    assert_eq!(references(&app, bruno, &elsewhere).await, [""; 0]);
    let page = app.get(bruno, &format!("{RESERVATIONS}?page=2&page_size=3")).await.expect(200).json();
    assert_eq!((&page["total"], &page["pages"], &page["page"]), (&json!(4), &json!(2), &json!(2)));
    assert_eq!(page["items"][0]["order_reference"], "2557");
    app.get(bruno, &format!("{RESERVATIONS}?status=otra")).await.expect(422);
}

#[tokio::test]
async fn what_lapses_soon_is_listed_by_what_lapses_first() {
    let app = App::new().await;
    let (shelf, ..) = flour(&app).await;
    let (ana, ivan, wilson) = (&app.world.ana, &app.world.ivan, &app.world.wilson);
    let make = async |who: &Person, reference: &str, days: i64| {
        let patch = json!({ "quantity": 1, "order_reference": reference, "reserved_until": until(days) });
        id_of(&reserve(&app, who, &shelf, patch).await.expect(201).json())
    };
    make(ana, "5 días", 5).await;
    make(ivan, "2 días", 2).await;
    let late = make(ana, "tarde", 1).await;
    make(ana, "9 días", 9).await;
    overdue(&app, &late).await;
    assert_eq!(references(&app, wilson, "/expiring").await, ["tarde"]);
    assert_eq!(
        references(&app, wilson, "/expiring?hours_threshold=168").await,
        ["tarde", "2 días", "5 días"]
    );
    assert_eq!(references(&app, ivan, "/expiring?hours_threshold=168").await, ["2 días"]);
    assert_eq!(references(&app, ana, "/expiring?hours_threshold=1").await, ["tarde"]);
    for hours in ["0", "169", "x"] {
        app.get(wilson, &format!("{RESERVATIONS}/expiring?hours_threshold={hours}")).await.expect(422);
    }
    let rows = app.get(wilson, &format!("{RESERVATIONS}/expiring")).await.expect(200).json();
    assert_eq!((&rows[0]["is_overdue"], &rows[0]["closed_by"]), (&json!(true), &Value::Null));
    cancel(&app, ana, &late).await.expect(200);
    assert_eq!(references(&app, wilson, "/expiring").await, [""; 0]);
}

#[tokio::test]
async fn the_check_up_sees_a_promise_that_no_reservation_made() {
    let app = App::new().await;
    let (shelf, first, _) = flour(&app).await;
    reserve(&app, &app.world.ana, &shelf, json!({})).await.expect(201);
    let found = || {
        let all = checkup(app.dir(), Some(crate::support::SECRET));
        let own = all.into_iter().find(|it| it.what == "Materiales").unwrap();
        (own.grade, own.text)
    };
    assert_eq!(found().0, Grade::Good);
    app.run(format!("update lots set reserved_quantity = 500 where id = '{first}'")).await;
    let (grade, text) = found();
    assert_eq!(grade, Grade::Bad);
    assert!(text.starts_with("lo apartado del lote L-1 no es lo que suman sus reservas"), "{text}");
}
