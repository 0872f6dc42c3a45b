//! The lists of materials as files: cut as their pages are, with the figures of their rows.

use crate::stock::{Shelf, issue, receive, scrap};
use crate::support::{App, Person, Ready, Reply, day};
use serde_json::{Value, json};

const URI: &str = "/api/exports/lists";

async fn file(app: &App, who: &Person, list: &str, filters: Value) -> Reply {
    let body = json!({ "list": list, "file_format": "csv", "filters": filters });
    app.post(who, URI, body).await
}

/// The rows of a list, each by the titles of its columns.
async fn rows(app: &App, who: &Person, list: &str, filters: Value) -> Vec<Value> {
    let bytes = file(app, who, list, filters).await.expect(200).bytes;
    let text = bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap().to_vec();
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(text.as_slice());
    let head = reader.headers().unwrap().clone();
    let row = |record: csv::StringRecord| {
        head.iter().zip(&record).map(|(title, cell)| (title, json!(cell))).collect()
    };
    reader.records().map(|record| row(record.unwrap())).collect()
}

fn column(rows: &[Value], title: &str) -> Vec<String> {
    rows.iter().map(|row| row[title].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn lots_are_exported_as_they_stand_and_those_that_are_used_up_when_they_are_asked_for() {
    let app = App::new().await;
    let (wilson, shelf) = (&app.world.wilson, Shelf::of(&app).await);
    receive(&app, &shelf, "L-2", Some(30), json!(10.5)).await;
    let first = receive(&app, &shelf, "L-1", Some(3), json!(2)).await;
    let gone = receive(&app, &shelf, "Ñ-3", Some(60), json!(4)).await;
    scrap(&app, &gone).await.expect(200);
    let lots = rows(&app, wilson, "lots", json!({})).await;
    assert_eq!(column(&lots, "Lote"), ["L-1", "L-2"]);
    assert_eq!(
        (&lots[1]["Producto"], &lots[1]["Cantidad"], &lots[1]["Unidad"], &lots[1]["Vence"]),
        (&json!("Harina"), &json!("10,50"), &json!("kg"), &json!(day(30)))
    );
    assert_eq!(column(&lots, "Estado"), ["Disponible", "Disponible"]);
    let scrapped = rows(&app, wilson, "lots", json!({ "status": "scrapped" })).await;
    assert_eq!(
        (column(&scrapped, "Lote"), column(&scrapped, "Estado")),
        (vec!["Ñ-3".into()], vec!["Dado de baja".into()])
    );
    let found =
        rows(&app, wilson, "lots", json!({ "search": "l-2", "environment_id": app.world.bodega.id })).await;
    assert_eq!(column(&found, "Lote"), ["L-2"]);
    // Chosen one by one they come whatever their state.
    let body = json!({ "list": "lots", "file_format": "csv", "ids": [gone, first] });
    let text = String::from_utf8(app.post(wilson, URI, body).await.expect(200).bytes).unwrap();
    let at = |batch: &str| text.find(batch).unwrap_or_else(|| panic!("{batch} in {text}"));
    assert!(at("Ñ-3") < at("L-1"));
    let wrong = file(&app, wilson, "lots", json!({ "status": "lost" })).await.expect(400);
    assert!(
        wrong
            .detail()
            .starts_with("El filtro «status» de esta lista debe ser una de estas palabras: available")
    );
}

#[tokio::test]
async fn movements_are_exported_by_day_type_and_product_with_what_was_out_of_turn() {
    let app = App::new().await;
    let (world, shelf) = (&app.world, Shelf::of(&app).await);
    shelf.receive_on(&app, &world.wilson, -40, "L-0", None, 9).await;
    let first = receive(&app, &shelf, "L-1", Some(3), json!(10)).await;
    let second = receive(&app, &shelf, "L-2", Some(30), json!(10)).await;
    issue(&app, &first, json!({ "quantity": 2.5, "reference_number": "2557" })).await.expect(200);
    let forced = json!({ "force_non_fefo": true, "override_reason": "El otro está al fondo" });
    issue(&app, &second, forced).await.expect(200);
    let other = shelf.another(&app, "Aceite", "03-2-2").await;
    receive(&app, &other, "A-1", Some(90), json!(5)).await;

    let issues = rows(&app, &world.ana, "movements", json!({ "type": "issue" })).await;
    assert_eq!(column(&issues, "Cantidad"), ["-1", "-2,50"]);
    assert_eq!(column(&issues, "Turno"), ["Fuera de turno: El otro está al fondo", "En su turno"]);
    assert_eq!((&issues[1]["Documento"], &issues[1]["Quién"]), (&json!("2557"), &json!("Wilson Prueba")));
    let receipts = rows(&app, &world.ana, "movements", json!({ "type": "receipt" })).await;
    assert_eq!(column(&receipts, "Motivo"), ["Entrega del proveedor"; 4]);
    let since = rows(&app, &world.ana, "movements", json!({ "start_date": day(0), "type": "receipt" })).await;
    assert_eq!(column(&since, "Lote"), ["A-1", "L-2", "L-1"]);
    let before = rows(&app, &world.ana, "movements", json!({ "end_date": day(-40) })).await;
    assert_eq!(column(&before, "Lote"), ["L-0"]);
    let of_oil = rows(&app, &world.ana, "movements", json!({ "product_id": other.product })).await;
    assert_eq!(column(&of_oil, "Lote"), ["A-1"]);
    file(&app, &world.estela, "movements", json!({})).await.expect(403);
}

#[tokio::test]
async fn bins_products_suppliers_and_warehouses_have_what_their_pages_show() {
    let app = App::new().await;
    let (world, shelf) = (&app.world, Shelf::of(&app).await);
    receive(&app, &shelf, "L-1", None, json!(12.25)).await;
    let new = json!({ "name": "Jabón líquido", "sku": "ASE-01", "category": "Aseo", "min_stock": 3, "unit_price": 4_500 });
    app.post(&world.wilson, "/api/products", new).await.expect(201);
    let supplier = json!({ "company_name": "=Molinos & Cía.", "tax_number": "899999034-1" });
    app.post(&world.wilson, "/api/suppliers", supplier).await.expect(201);

    let bins = rows(&app, &world.bruno, "bins", json!({ "status": "occupied" })).await;
    assert_eq!(
        (column(&bins, "Material"), column(&bins, "Lotes")),
        (vec!["Harina".into()], vec!["1".into()])
    );
    assert!(rows(&app, &world.bruno, "bins", json!({ "status": "empty" })).await.is_empty());
    let products = rows(&app, &world.bruno, "products", json!({})).await;
    assert_eq!(column(&products, "Existencias"), ["0", "12,25"]);
    let soap = rows(&app, &world.bruno, "products", json!({ "product_category": "aseo" })).await;
    assert_eq!((&soap[0]["Costo por unidad"], &soap[0]["Mínimo"]), (&json!("4500"), &json!("3")));
    // A spreadsheet takes no name for a formula.
    let suppliers = rows(&app, &world.bruno, "suppliers", json!({})).await;
    assert_eq!(
        (column(&suppliers, "Empresa"), column(&suppliers, "NIT")),
        (vec!["'=Molinos & Cía.".into()], vec!["899999034-1".into()])
    );
    let warehouses = rows(&app, &world.bruno, "warehouses", json!({})).await;
    assert_eq!(column(&warehouses, "Con material"), ["1"]);
    assert_eq!(column(&warehouses, "Códigos"), ["{estante}-{nivel}-{posicion}"]);
}

#[tokio::test]
async fn nobody_exports_the_materials_of_another_centre() {
    let app = App::new().await;
    let shelf = Shelf::of(&app).await;
    receive(&app, &shelf, "L-1", Some(30), json!(10)).await;
    let center = app.world.other_center;
    app.run(format!(
        "update users set center_id = '{center}', environment_id = null where email = '{}'",
        app.world.bruno.email
    ))
    .await;
    let lists = [
        "lots",
        "movements",
        "reservations",
        "transfers",
        "counts",
        "bins",
        "products",
        "suppliers",
        "warehouses",
    ];
    for list in lists {
        assert!(rows(&app, &app.world.bruno, list, json!({})).await.is_empty(), "{list}");
    }
}

/// The rows of a list's page.
async fn shown(app: &App, who: &Person, path: &str) -> Vec<Value> {
    let answer = app.get(who, path).await.expect(200).json();
    answer.get("items").unwrap_or(&answer).as_array().unwrap().clone()
}

/// What the tests compare of a row: a member of its page, and the column that its file has it in.
fn seen(list: &str) -> (&'static str, &'static str) {
    match list {
        "reservations" => ("product_name", "Producto"),
        "counts" => ("created_by_name", "Quién lo abrió"),
        _ => ("batch_number", "Lote"),
    }
}

#[tokio::test]
async fn what_a_page_is_cut_to_its_file_is_cut_to_in_the_same_order() {
    let ready = Ready::new().await;
    let (app, world) = (&ready.app, &ready.app.world);
    let shelf = Shelf { bin: ready.row("beside"), product: ready.row("stock_product") };
    for (batch, days) in [("Z-9", 3), ("Z-10", 400), ("A-7", 12)] {
        receive(app, &shelf, batch, Some(days), json!(2)).await;
    }
    let (lots, moves) = ("/api/stock/lots?page_size=200", "/api/movements?page_size=200");
    let bin = ready.row("beside");
    let lot = shown(app, &world.gloria, lots).await.swap_remove(1);
    let (gloria, ana, wilson) = (&world.gloria, &world.ana, &world.wilson);
    let held = ready.row("reserved_product");
    let mut cases = vec![
        (gloria, "lots", format!("{lots}&bin_id={bin}"), json!({ "bin_id": bin })),
        (gloria, "lots", format!("{lots}&use_by_to={}", day(12)), json!({ "use_by_to": day(12) })),
        (gloria, "lots", format!("{lots}&use_by_from={}", day(13)), json!({ "use_by_from": day(13) })),
        (gloria, "lots", format!("{lots}&search=z-"), json!({ "search": "z-", "order": null })),
        (gloria, "movements", format!("{moves}&search=z-9"), json!({ "search": "z-9" })),
        (gloria, "movements", format!("{moves}&bin_id={bin}"), json!({ "bin_id": bin })),
        (
            gloria,
            "movements",
            format!("{moves}&lot_id={}", lot["id"].as_str().unwrap()),
            json!({ "lot_id": lot["id"] }),
        ),
        (wilson, "movements", format!("{moves}&created_by={}", wilson.id), json!({ "user_id": wilson.id })),
        (
            ana,
            "reservations",
            "/api/reservations?status=active&order=until".into(),
            json!({ "status": "active", "order": "until" }),
        ),
        (ana, "reservations", format!("/api/reservations?product_id={held}"), json!({ "product_id": held })),
        (gloria, "reservations", "/api/reservations?search=levadura".into(), json!({ "search": "levadura" })),
        (gloria, "reservations", "/api/reservations?own=true".into(), json!({ "user_id": gloria.id })),
        (gloria, "transfers", "/api/transfers?open=true".into(), json!({ "status": "open" })),
        (gloria, "transfers", "/api/transfers?status=in_transit".into(), json!({ "status": "in_transit" })),
        (
            gloria,
            "transfers",
            format!("/api/transfers?target_warehouse_id={}", world.bodega.id),
            json!({ "environment_id": world.bodega.id }),
        ),
        (
            gloria,
            "transfers",
            "/api/transfers/pending".into(),
            json!({ "status": "to_receive", "order": "created_first" }),
        ),
        // Who keeps a warehouse is asked what comes to it.
        (
            wilson,
            "transfers",
            "/api/transfers/pending".into(),
            json!({ "status": "to_receive", "order": "created_first" }),
        ),
        (gloria, "counts", "/api/counts?status=submitted".into(), json!({ "status": "submitted" })),
        (gloria, "counts", "/api/counts?scope=zone".into(), json!({ "type": "zone" })),
        (gloria, "counts", format!("/api/counts?search={}", "91-1-1"), json!({ "search": "91-1-1" })),
    ];
    for order in
        ["use_by", "use_by_last", "received", "received_first", "product", "product_last", "bin", "bin_last"]
    {
        cases.push((gloria, "lots", format!("{lots}&order={order}"), json!({ "order": order })));
    }
    let (mut cut, mut whole) = (0, 0);
    for (who, list, path, filters) in cases {
        let (member, title) = seen(list);
        let page: Vec<_> =
            shown(app, who, &path).await.iter().map(|row| row[member].as_str().unwrap().to_owned()).collect();
        assert_eq!(column(&rows(app, who, list, filters).await, title), page, "{path}");
        if !path.contains("order=") {
            cut += page.len();
            whole += rows(app, who, list, json!({})).await.len();
        }
    }
    assert!(10 < cut && cut < whole, "{cut} of {whole}");
    let wrong = file(app, gloria, "lots", json!({ "order": "name" })).await.expect(400);
    assert!(wrong.detail().starts_with("El orden de esta lista debe ser una de estas palabras: use_by"));
}

#[tokio::test]
async fn what_a_blind_count_keeps_to_itself_its_file_keeps_too() {
    let ready = Ready::new().await;
    let (app, world) = (&ready.app, &ready.app.world);
    let counts = rows(app, &world.wilson, "counts", json!({})).await;
    assert!(!counts.is_empty());
    let opened = json!({ "warehouse_id": world.bodega.id, "scope": "bin", "bin_id": ready.row("counted_bin"), "is_blind": true });
    app.post(&world.wilson, "/api/counts", opened).await.expect(201);
    let counts = rows(app, &world.wilson, "counts", json!({ "bin_id": ready.row("counted_bin") })).await;
    assert_eq!((&counts[0]["A ciegas"], &counts[0]["Diferencias"]), (&json!("Sí"), &json!("")));
    file(app, &world.ana, "counts", json!({})).await.expect(200);
}
