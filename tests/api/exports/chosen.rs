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
    assert!(text.contains("Filtros en pantalla: Estado: Con daños · Búsqueda: teclados"), "{text}");
}

#[tokio::test]
async fn the_audit_says_whose_words_it_has_and_keeps_no_more_than_a_line_of_them() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let notes: Vec<_> =
        (0..20).map(|_| json!({ "label": "Estado", "value": "Disponible ".repeat(15).trim() })).collect();
    let body =
        json!({ "list": "items", "file_format": "csv", "ids": [app.world.sistemas.group], "shown": notes });
    file(&app, gloria, body).await;
    let says = last_entry(&app).await;
    let (before, told) = says.split_once("según la pantalla: ").unwrap();
    assert!(before.starts_with("Exportó la lista Equipos a CSV: 1 fila (Filas: "), "{says}");
    assert!(told.starts_with("Estado: Disponible Disponible") && told.chars().count() <= 301, "{says}");
}

#[tokio::test]
async fn the_classes_of_a_week_are_those_that_take_place_in_it() {
    let app = App::new().await;
    let (gloria, ana, room) = (&app.world.gloria, &app.world.ana, app.world.sistemas.id);
    // The week is that of Monday 2025-09-01.
    for (ficha, day, from, until) in [
        ("1", 1, "2025-09-01", "2025-09-01"),
        ("2", 1, "2025-01-01", "2025-12-31"),
        ("3", 7, "2025-09-07", "2025-09-07"),
        ("4", 2, "2025-01-01", "2025-09-01"),
        ("5", 1, "2025-09-02", "2025-12-31"),
        ("6", 3, "2025-01-01", "2025-08-31"),
        ("7", 3, "2025-09-08", "2025-12-31"),
    ] {
        let class = json!({
            "environment_id": room, "instructor_id": ana.id, "program": "ADSO", "ficha": ficha, "day_of_week": day,
            "start_time": format!("{:02}:00:00", 7 + ficha.parse::<u8>().unwrap()),
            "end_time": format!("{:02}:30:00", 7 + ficha.parse::<u8>().unwrap()),
            "start_date": from, "end_date": until, "student_count": 20,
        });
        app.post(gloria, "/api/schedules/", class).await.expect(201);
    }
    for (filters, expected) in [
        (json!({ "start_date": "2025-09-01", "end_date": "2025-09-07" }), vec!["1", "2", "3"]),
        (json!({ "start_date": "2025-09-08" }), vec!["2", "5", "7"]),
        (json!({ "end_date": "2025-08-31" }), vec!["2", "4", "6"]),
        (json!({}), vec!["1", "2", "3", "4", "5", "6", "7"]),
    ] {
        let mut got = column(&app, gloria, cut("schedules", &filters), "Ficha").await;
        got.sort();
        assert_eq!(got, expected, "{filters}");
    }
}

#[tokio::test]
async fn what_is_repaired_comes_in_the_order_in_which_it_was() {
    let app = App::new().await;
    let (gloria, world) = (&app.world.gloria, &app.world);
    for (title, room) in [("Primera", world.sistemas), ("Segunda", world.idiomas)] {
        let asked = json!({
            "title": title, "description": "No enciende", "priority": "alta", "item_id": room.machine,
            "environment_id": room.id, "maintenance_type": "corrective",
        });
        let made = app.post(gloria, "/api/maintenance-requests/", asked).await.expect(201).json();
        let request = format!("/api/maintenance-requests/{}", made["id"].as_str().unwrap());
        app.put(gloria, &request, json!({ "status": "completed" })).await.expect(200);
    }
    behind(&app, |tx| {
        let text = "update maintenance_requests set actual_completion = iif(title = 'Primera', '2025-02-02', '2025-02-01')";
        tx.execute(text, [])?;
        Ok(())
    })
    .await;
    let list = app.get(gloria, "/api/maintenance-requests?status=completed").await.expect(200).json();
    let expected: Vec<&str> =
        list.as_array().unwrap().iter().map(|it| it["title"].as_str().unwrap()).collect();
    let got =
        column(&app, gloria, cut("maintenance_requests", &json!({ "status": "completed" })), "Solicitud")
            .await;
    assert_eq!(got, expected);
    assert_eq!(got, ["Primera", "Segunda"]);
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
    assert_eq!(&records[1][10..], ["2024-02-29", "1250000,50", ""]);
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
