//! The lists of materials as files: cut as their pages are, with the figures of their rows.

use crate::stock::{Shelf, issue, receive, scrap};
use crate::support::{App, Person, Reply, day};
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
    for list in ["lots", "movements", "bins", "products", "suppliers", "warehouses"] {
        assert!(rows(&app, &app.world.bruno, list, json!({})).await.is_empty(), "{list}");
    }
}
