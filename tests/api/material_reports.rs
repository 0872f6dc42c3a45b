//! The reports of materials: their figures are those of the rows, whoever asks has those of their warehouses, and paper bears long names.

mod paper;

use crate::reports::{asked, asked_with, csv, file_of, lines, made};
use crate::stock::{Shelf, issue, receive, scrap};
use crate::support::{App, Person, day, patched, sent};
use inventario::kit::wire::Id;
use lopdf::Document;
use serde_json::{Value, json};

const KINDS: [&str; 5] = ["stock", "expiry", "movements", "fefo", "valuation"];

/// Receives something with its price, as somebody; answers the lot.
async fn receive_at(
    app: &App,
    who: &Person,
    shelf: &Shelf,
    batch: &str,
    days: Option<i64>,
    more: Value,
) -> String {
    let new = patched(shelf.receipt(batch, days, json!(10)), &more);
    let received = app.post(who, "/api/stock/receive", new).await.expect(201).json();
    received["lot_id"].as_str().unwrap().to_owned()
}

/// Flour in the central warehouse: 10 kg at $ 1.000,50 for three days, 10 kg without a price, 10 kg that have expired; oil beside it at
/// the price of its product; and flour in a warehouse of the same centre that isn't Wilson's.
async fn stocked() -> (App, Shelf, Shelf) {
    let app = App::new().await;
    let (wilson, gloria, shelf) = (&app.world.wilson, &app.world.gloria, Shelf::of(&app).await);
    app.run(format!(
        "update products set category = 'Alimentos y bebidas', sku = 'HAR-1' where id = '{}'",
        shelf.product
    ))
    .await;
    receive_at(&app, wilson, &shelf, "L-1", Some(3), json!({ "unit_price": 1_000.5 })).await;
    receive_at(&app, wilson, &shelf, "L-2", Some(40), json!({ "quantity": 10 })).await;
    shelf.receive_on(&app, wilson, -20, "L-0", Some(15), 10).await;
    let oil = shelf.another(&app, "Aceite", "03-2-2").await;
    app.run(format!("update products set unit_price = 1150000 where id = '{}'", oil.product)).await;
    receive_at(&app, wilson, &oil, "A-1", None, json!({ "quantity": 2.25 })).await;
    let far = app.post(gloria, "/api/environments", json!({
        "center_id": app.world.center, "name": "Bodega de la sede norte", "location": "Norte", "is_warehouse": true,
    })).await.expect(201).json();
    let far: Id = sent(far["id"].clone());
    let there = shelf.beside(&app, far, "01-1-1").await;
    receive_at(&app, gloria, &there, "N-1", Some(10), json!({ "quantity": 1, "unit_price": 2_000 })).await;
    (app, shelf, there)
}

async fn texts(app: &App, who: &Person, kind: &str, parameters: Value) -> Vec<Vec<String>> {
    let lines = lines(app, who, kind, parameters).await;
    lines.iter().map(|line| line.split(';').map(|cell| cell.trim_matches('"').to_owned()).collect()).collect()
}

fn column(rows: &[Vec<String>], at: usize) -> Vec<&str> {
    rows.iter().map(|row| row[at].as_str()).collect()
}

/// The text of all pages of a report as PDF.
async fn paper(app: &App, who: &Person, kind: &str, parameters: Value) -> String {
    let report = made(app, who, asked_with(kind, "pdf", parameters)).await;
    let document = Document::load_mem(&file_of(app, who, &report).await.bytes).unwrap();
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    document.extract_text(&pages).unwrap().replace('\n', " ")
}

#[tokio::test]
async fn the_stock_is_told_by_warehouse_and_product_with_what_may_go_out_and_what_it_is_worth() {
    let (app, shelf, _) = stocked().await;
    let rows = texts(&app, &app.world.gloria, "stock", json!({})).await;
    assert_eq!(column(&rows, 0), ["Bodega central", "Bodega central", "Bodega de la sede norte"]);
    assert_eq!(column(&rows, 2), ["Aceite", "Harina", "Harina"]);
    // Flour: what has expired is there, but doesn't go out; of two lots nobody knows a price.
    assert_eq!(rows[1][4..], ["kg", "30", "0", "20", "3", "1", &day(-5), "10005", "2"]);
    // Oil: 2,25 litres at what the product costs.
    assert_eq!(rows[0][4..], ["l", "2,25", "0", "2,25", "1", "1", "", "25875", "0"]);
    let one =
        texts(&app, &app.world.gloria, "stock", json!({ "product_category": "alimentos Y bebidas" })).await;
    assert_eq!(column(&one, 2), ["Harina", "Harina"]);
    let there = json!({ "environment_id": app.world.bodega.id });
    assert_eq!(texts(&app, &app.world.gloria, "stock", there).await.len(), 2);
    let levels = app
        .get(&app.world.gloria, &format!("/api/stock/levels?product_id={}", shelf.product))
        .await
        .expect(200)
        .json();
    assert_eq!((&levels[0]["total_quantity"], &levels[0]["available_quantity"]), (&json!(31), &json!(21)));
    let text = paper(&app, &app.world.gloria, "stock", json!({})).await;
    for said in ["Existencias", "Resumen", "Valor por bodega", "$ 35.880", "$ 37.880"] {
        assert!(text.contains(said), "{said} in {text}");
    }
}

#[tokio::test]
async fn what_expires_is_told_until_the_day_that_was_asked_for_with_all_that_is_over() {
    let (app, ..) = stocked().await;
    let gloria = &app.world.gloria;
    let rows = texts(&app, gloria, "expiry", json!({})).await;
    assert_eq!(column(&rows, 5), ["L-0", "L-1", "N-1"]);
    assert_eq!(column(&rows, 1), ["-5", "3", "10"]);
    assert_eq!(column(&rows, 2), ["Vencido", "Crítica", "Alta"]);
    assert_eq!(column(&rows, 12), ["", "10005", "2000"]);
    // The last day is in it, the one after isn't.
    for (days, count) in [(2, 1), (3, 2), (9, 2), (10, 3), (39, 3), (40, 4)] {
        assert_eq!(texts(&app, gloria, "expiry", json!({ "days": days })).await.len(), count, "{days}");
    }
    app.post(gloria, "/api/reports/generate", asked_with("expiry", "csv", json!({ "days": 0 })))
        .await
        .expect(422);
    let text = paper(&app, gloria, "expiry", json!({ "days": 40 })).await;
    assert!(text.contains("Hasta dentro de: 40 días") && text.contains("Lotes por urgencia"), "{text}");
}

#[tokio::test]
async fn movements_are_those_of_the_days_both_included_and_of_one_kind() {
    let (app, shelf, _) = stocked().await;
    let (gloria, wilson) = (&app.world.gloria, &app.world.wilson);
    let lot = receive(&app, &shelf, "L-7", Some(2), json!(4)).await;
    issue(&app, &lot, json!({ "quantity": 1.5, "reference_number": "2557" })).await.expect(200);
    scrap(&app, &lot).await.expect(200);
    let all = texts(&app, gloria, "movements", json!({})).await;
    assert_eq!(all.len(), 8);
    let of = async |parameters: Value| texts(&app, gloria, "movements", parameters).await.len();
    let (first, today) = (day(-20), day(0));
    assert_eq!(of(json!({ "start_date": first, "end_date": first })).await, 1);
    assert_eq!(of(json!({ "start_date": day(-19), "end_date": today })).await, 7);
    assert_eq!(of(json!({ "end_date": day(-1) })).await, 1);
    let issues = texts(&app, gloria, "movements", json!({ "status": "issue" })).await;
    assert_eq!((issues.len(), issues[0][7].as_str(), issues[0][11].as_str()), (1, "-1,50", "2557"));
    let counted = async |parameters: Value| {
        let asked = json!({ "report_type": "movements", "parameters": parameters });
        app.post(gloria, "/api/reports/preview", asked).await.expect(200).json()["rows"].clone()
    };
    for (parameters, rows) in [
        (json!({}), 8),
        (json!({ "start_date": first, "end_date": first }), 1),
        (json!({ "start_date": day(-19), "end_date": today, "status": "issue" }), 1),
        (json!({ "product_category": "Alimentos y bebidas" }), 7),
        (json!({ "environment_id": app.world.bodega.id }), 7),
    ] {
        assert_eq!(counted(parameters.clone()).await, json!(rows), "{parameters}");
    }
    let wrong = app.post(
        gloria,
        "/api/reports/generate",
        asked_with("movements", "csv", json!({ "status": "lost" })),
    );
    assert!(wrong.await.expect(400).detail().contains("receipt, issue, adjustment, transfer, scrap"));
    // As the page of movements has them.
    let listed = app.get(wilson, "/api/movements?movement_type=receipt").await.expect(200).json();
    assert_eq!(
        listed["total"].as_i64().unwrap(),
        i64::try_from(of(json!({ "status": "receipt" })).await).unwrap()
    );
    let text = paper(&app, gloria, "movements", json!({ "status": "issue", "start_date": today })).await;
    for said in ["Clase: Salida", "Movimientos por mes", "En su turno", "2557"] {
        assert!(text.contains(said), "{said} in {text}");
    }
}

#[tokio::test]
async fn turns_are_counted_by_month_warehouse_and_person_and_each_that_was_passed_over_says_why() {
    let (app, shelf, there) = stocked().await;
    let (gloria, wilson) = (&app.world.gloria, &app.world.wilson);
    let lots =
        app.get(wilson, &format!("/api/stock/lots?product_id={}", shelf.product)).await.expect(200).json();
    let of = |batch: &str| {
        let found =
            lots["items"].as_array().unwrap().iter().find(|lot| lot["batch_number"] == batch).unwrap();
        found["id"].as_str().unwrap().to_owned()
    };
    for _ in 0..3 {
        issue(&app, &of("L-1"), json!({})).await.expect(200);
    }
    let forced =
        json!({ "force_non_fefo": true, "override_reason": "Estiba bloqueada; «urgente» ñ", "quantity": 2 });
    issue(&app, &of("L-2"), forced).await.expect(200);
    let far = json!({ "lot_id": of("N-1"), "quantity": 0.5, "reason": "taller" });
    app.post(gloria, "/api/stock/issue", far).await.expect(200);
    let _ = there;

    let text = csv(&app, gloria, "fefo", json!({})).await;
    for line in [
        "\"Salidas\";5",
        "\"En su turno\";4",
        "\"Cumplimiento\";\"80,00 %\"",
        "\"Bodega central\";4;3;1;75;\"No\"",
        "\"Bodega de la sede norte\";1;1;0;100;\"Sí\"",
        "\"Wilson Prueba\";4;3;1;75;\"No\"",
        "\"Gloria Prueba\";1;1;0;100;\"Sí\"",
        "\"Estiba bloqueada; «urgente» ñ\";1",
    ] {
        assert!(text.contains(line), "{line} in {text}");
    }
    assert!(text.contains("\"Harina\";\"L-2\";\"Bodega central\";2;\"kg\";\"Wilson Prueba\""), "{text}");
    let report = made(&app, gloria, asked("fefo", "csv")).await;
    // A month, two warehouses, two people, a reason and one that was passed over.
    assert_eq!(report["row_count"], 7);
    let preview = async |who: &Person| {
        let asked = json!({ "report_type": "fefo", "parameters": {} });
        app.post(who, "/api/reports/preview", asked).await.expect(200).json()["rows"].clone()
    };
    // An instructor has it without the two people.
    assert_eq!((preview(gloria).await, preview(&app.world.ana).await), (json!(7), json!(5)));
    let unnamed = csv(&app, &app.world.ana, "fefo", json!({})).await;
    assert!(!unnamed.contains("Por persona") && !unnamed.contains("Quién"), "{unnamed}");
    assert!(!unnamed.contains("Wilson Prueba") && !unnamed.contains("Gloria Prueba"), "{unnamed}");
    assert!(unnamed.contains("\"kg\";\"Estiba bloqueada; «urgente» ñ\""), "{unnamed}");
    let food = json!({ "report_type": "fefo", "parameters": { "product_category": "Alimentos y bebidas" } });
    let food = app.post(gloria, "/api/reports/preview", food).await.expect(200).json();
    assert_eq!(food["rows"], 7);
    let none = csv(&app, gloria, "fefo", json!({ "end_date": day(-1) })).await;
    assert!(none.contains("\"Salidas\";0") && none.contains("\"Cumplimiento\";\"—\""), "{none}");
    let text = paper(&app, gloria, "fefo", json!({})).await;
    assert!(text.contains("Cumplimiento por mes") && text.contains("más de 95 %"), "{text}");
}

#[tokio::test]
async fn the_value_is_quantity_times_price_by_category_and_warehouse_and_tells_what_has_none() {
    let (app, ..) = stocked().await;
    let gloria = &app.world.gloria;
    let rows = texts(&app, gloria, "valuation", json!({})).await;
    assert_eq!(
        rows,
        [
            ["Bodega central", "Sin categoría", "1", "1", "0", "25875", "0"],
            ["Bodega central", "Alimentos y bebidas", "1", "3", "2", "10005", "0"],
            ["Bodega de la sede norte", "Alimentos y bebidas", "1", "1", "0", "2000", "0"],
        ]
    );
    // A price that somebody writes down later counts at once, also for what has expired.
    app.run("update products set unit_price = 100000 where sku = 'HAR-1'").await;
    let rows = texts(&app, gloria, "valuation", json!({ "environment_id": app.world.bodega.id })).await;
    assert_eq!(rows[0], ["Bodega central", "Alimentos y bebidas", "1", "3", "0", "30005", "10000"]);
    let text = paper(&app, gloria, "valuation", json!({})).await;
    assert!(text.contains("Valor por categoría") && text.contains("$ 57.880"), "{text}");
}

#[tokio::test]
async fn the_first_page_says_the_value_that_the_report_adds_up_to_the_cent() {
    let app = App::new().await;
    let (world, shelf) = (&app.world, Shelf::of(&app).await);
    let glue = shelf.another(&app, "Pegante", "04-1-1").await;
    let both = async || {
        let page = app.get(&world.gloria, "/api/stock/dashboard").await.expect(200).json();
        let rows = texts(&app, &world.gloria, "valuation", json!({})).await;
        let cents: f64 =
            column(&rows, 5).iter().map(|it| it.replace(',', ".").parse::<f64>().unwrap() * 100.0).sum();
        ((page["value"]["amount"].as_f64().unwrap() * 100.0).round(), cents.round())
    };
    // Each is 3.465, which is 3.47: of four it isn't 13.86.
    let small = json!({ "quantity": 0.33, "unit_price": 10.5 });
    for n in 0..4 {
        receive_at(&app, &world.wilson, &shelf, &format!("L-{n}"), None, small.clone()).await;
    }
    assert_eq!(both().await, (1_388.0, 1_388.0));
    // By what the product costs, whenever somebody says so.
    for n in 0..4 {
        receive_at(&app, &world.wilson, &glue, &format!("G-{n}"), None, json!({ "quantity": 0.33 })).await;
    }
    assert_eq!(both().await, (1_388.0, 1_388.0));
    let price = async |price: Value| {
        let path = format!("/api/products/{}", glue.product);
        app.put(&world.wilson, &path, json!({ "unit_price": price })).await.expect(200);
    };
    price(json!(10.5)).await;
    assert_eq!(both().await, (2_776.0, 2_776.0));
    price(Value::Null).await;
    assert_eq!(both().await, (1_388.0, 1_388.0));
}

#[tokio::test]
async fn each_has_those_of_the_warehouses_that_they_see_and_an_apprentice_none() {
    let (app, _, there) = stocked().await;
    let world = &app.world;
    let warehouses = async |who: &Person| -> Vec<String> {
        let rows = texts(&app, who, "stock", json!({})).await;
        let mut names: Vec<_> = rows.into_iter().map(|row| row[0].clone()).collect();
        names.dedup();
        names
    };
    let both = ["Bodega central", "Bodega de la sede norte"];
    // An instructor and a supervisor read the whole centre's; who keeps a warehouse has that one's on paper.
    assert_eq!(warehouses(&world.ana).await, both);
    assert_eq!(warehouses(&world.bruno).await, both);
    assert_eq!(warehouses(&world.gloria).await, both);
    assert_eq!(warehouses(&world.wilson).await, both[..1]);
    let far: String = app
        .parts
        .db
        .read(move |db| {
            Ok(db.query_row("select environment_id from bins where id = ?1", [there.bin], |row| row.get(0))?)
        })
        .await
        .unwrap();
    let parameters = json!({ "environment_id": far });
    app.post(&world.wilson, "/api/reports/generate", asked_with("stock", "pdf", parameters))
        .await
        .expect(404);
    for kind in KINDS {
        app.post(&world.estela, "/api/reports/generate", asked(kind, "pdf")).await.expect(403);
    }
    // An instructor without a room has no other reports, but these.
    app.run(format!("update users set environment_id = null where email = '{}'", world.ivan.email)).await;
    assert_eq!(warehouses(&world.ivan).await, both);
    let weekly = json!({
        "report_type": "fefo", "file_format": "pdf", "period": "last_week", "every": "week", "weekday": 1, "hour": 7,
    });
    app.post(&world.ivan, "/api/report-schedules", weekly.clone()).await.expect(201);
    // What is as it is today has no period.
    let stock = patched(weekly, &json!({ "report_type": "stock" }));
    app.post(&world.ivan, "/api/report-schedules", stock).await.expect(400);
    // Those of another centre have none of it.
    let center = world.other_center;
    app.run(format!(
        "update users set center_id = '{center}', environment_id = null where email = '{}'",
        world.sara.email
    ))
    .await;
    for kind in ["stock", "expiry", "movements", "valuation"] {
        assert!(lines(&app, &world.sara, kind, json!({})).await.is_empty(), "{kind}");
    }
}
