//! Rows that were chosen on the screen, and what is said of them.

use super::*;

#[tokio::test]
async fn chosen_rows_come_in_their_order_and_once() {
    let app = App::new().await;
    let world = &app.world;
    let ids = [world.taller.group, world.sistemas.machine, world.taller.group, Id::new(), world.bodega.group];
    let body = json!({ "list": "items", "file_format": "csv", "ids": ids });
    assert_eq!(column(&app, &world.gloria, body, "Placa").await, ["TA-G", "S1-M", "BC-G"]);
    let body = json!({ "list": "items", "file_format": "csv", "ids": [] });
    assert!(column(&app, &world.gloria, body, "Placa").await.is_empty());
    // They are cut to the filters too.
    let body = json!({
        "list": "items", "file_format": "csv", "ids": ids, "filters": { "category": "computer" },
    });
    assert_eq!(column(&app, &world.gloria, body, "Placa").await, ["S1-M"]);
}

#[tokio::test]
async fn a_document_and_the_audit_say_what_a_list_was_cut_to() {
    let app = App::new().await;
    let (gloria, room) = (&app.world.gloria, app.world.sistemas.id);
    let filters = json!({
        "environment_id": room, "category": "computer", "status": "available", "search": "computador",
        "start_date": null, "end_date": "all", "priority": "",
    });
    let body = json!({ "list": "items", "file_format": "pdf", "filters": filters });
    let paper = Document::load_mem(&file(&app, gloria, body).await.bytes).unwrap();
    let text = paper.extract_text(&[1]).unwrap().replace('\n', " ");
    for said in [
        "Equipos",
        "Comercio",
        "Ambiente: Sistemas 1",
        "Categoría: Computador",
        "Estado: Disponible",
        "Búsqueda: computador",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    let says = last_entry(&app).await;
    assert!(says.starts_with("Exportó la lista Equipos a PDF: 1 fila ("), "{says}");
    assert!(says.contains("Ambiente: Sistemas 1") && says.contains("Búsqueda: computador"), "{says}");

    let body = json!({
        "list": "items", "file_format": "pdf", "ids": [app.world.sistemas.group],
        "shown": [{ "label": "Estado", "value": "Con daños" }, { "label": "Búsqueda", "value": "teclados" }],
    });
    let paper = Document::load_mem(&file(&app, gloria, body).await.bytes).unwrap();
    let text = paper.extract_text(&[1]).unwrap().replace('\n', " ");
    assert!(text.contains("Filtros: Estado: Con daños · Búsqueda: teclados"), "{text}");
}

#[tokio::test]
async fn long_names_and_formulas_leave_as_they_are_and_harmless() {
    let app = App::new().await;
    let (gloria, item) = (&app.world.gloria, format!("/api/inventory/{}", app.world.sistemas.machine));
    let name = format!("=HYPERLINK(\"http://x\") ñandú {}", "largo ".repeat(28).trim());
    app.put(
        gloria,
        &item,
        json!({ "name": name, "purchase_price": 1_250_000.5, "purchase_date": "2024-02-29" }),
    )
    .await
    .expect(200);
    let body = json!({ "list": "items", "file_format": "csv", "ids": [app.world.sistemas.machine] });
    let records = records(&file(&app, gloria, body.clone()).await.bytes);
    assert_eq!(records[1][1], format!("'{name}"));
    assert_eq!(&records[1][10..], ["2024-02-29", "1250000,50"]);
    assert_eq!(records[1][6], "Disponible");
    for format in ["pdf", "excel"] {
        let mut body = body.clone();
        body["file_format"] = json!(format);
        file(&app, gloria, body).await;
    }
    // The centre chooses what separates the columns.
    app.put(gloria, "/api/settings", json!({ "reports": { "csv_separator": "comma" } })).await.expect(200);
    let text = String::from_utf8(file(&app, gloria, body).await.bytes).unwrap();
    assert!(text.contains("\"2024-02-29\",1250000.50"), "{text}");
}

#[tokio::test]
async fn a_spanish_name_is_the_files() {
    let app = App::new().await;
    let file = file(&app, &app.world.gloria, asked("loans", "excel")).await;
    let day = inventario::kit::clock::today().format("%Y-%m-%d");
    let expected = format!(
        "attachment; filename=\"Prestamos {day}.xlsx\"; filename*=UTF-8''Pr%C3%A9stamos%20{day}.xlsx"
    );
    assert_eq!(file.headers["content-disposition"], expected);
}
