//! What a report is cut to, what it says of that, and what it needs.

use super::*;

#[tokio::test]
async fn all_absent_and_empty_mean_everything() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let everything = lines(&app, gloria, "inventory", json!({})).await;
    assert!(everything.len() > 3);
    let all = json!({
        "environment_id": "all", "category": "ALL", "status": "", "user_id": null, "start_date": "", "end_date": "all",
    });
    assert_eq!(lines(&app, gloria, "inventory", all).await, everything);
    assert_eq!(lines(&app, gloria, "loans", json!({ "environment_id": "all" })).await.len(), 0);

    let room = &app.world.sistemas;
    let here = lines(&app, gloria, "inventory", json!({ "environment_id": room.id })).await;
    assert!(!here.is_empty() && here.len() < everything.len());
    let lost = lines(&app, gloria, "inventory", json!({ "status": "lost" })).await;
    assert!(lost.is_empty(), "{lost:?}");
}

#[tokio::test]
async fn a_category_of_the_centres_own_is_one_to_be_cut_to() {
    let app = App::new().await;
    let (gloria, world) = (&app.world.gloria, &app.world);
    let own = crate::categories::made(&app, "Torno").await["id"].clone();
    let lathe = json!({
        "environment_id": world.sistemas.id, "name": "Torno paralelo", "internal_code": "T-1", "category": "other",
        "category_id": own,
    });
    let lathe = app.post(gloria, "/api/inventory", lathe).await.expect(201).json()["id"].clone();
    for item in [lathe, json!(world.sistemas.machine)] {
        let request = json!({ "item_id": item, "title": "No enciende", "description": "No enciende" });
        app.post(gloria, "/api/maintenance-requests", request).await.expect(201);
    }
    for (kind, holds) in [("inventory", "Torno paralelo"), ("maintenance", "Torno paralelo (T-1)")] {
        let found = lines(&app, gloria, kind, json!({ "category_id": own })).await;
        assert!(found.len() == 1 && found[0].contains(holds), "{kind}: {found:?}");
    }
    assert!(lines(&app, gloria, "loans", json!({ "category_id": own })).await.is_empty());
    // One of the nine is all that has none of the centre's own.
    let others = lines(&app, gloria, "inventory", json!({ "category_id": crate::categories::OTHER })).await;
    assert!(others.iter().all(|it| !it.contains("Torno")), "{others:?}");
    let room = json!({ "environment_id": world.sistemas.id, "category_id": own });
    let sheet = made(&app, gloria, asked_with("room", "pdf", room)).await;
    let paper = Document::load_mem(&file_of(&app, gloria, &sheet).await.bytes).unwrap();
    let text = paper.extract_text(&[1]).unwrap().replace('\n', " ");
    assert!(text.contains("Categoría: Torno"), "{text}");
    let nothing = json!({ "report_type": "inventory", "parameters": { "category_id": Id::new() } });
    app.post(gloria, "/api/reports/preview", nothing).await.expect(404);
}

#[tokio::test]
async fn the_days_are_the_centres_and_both_are_included() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let person = gloria.id;
    behind(&app, move |tx| {
        // Half past eleven in the evening of the 9th in Bogotá, and half past midnight of the 10th.
        for (n, at) in [(1, "2025-09-10T04:30:00.000000Z"), (2, "2025-09-10T05:30:00.000000Z")] {
            tx.execute(
                "insert into maintenance_requests (id, user_id, title, description, priority, status, created_at, updated_at)
                 values (:id, :person, :title, 'x', 'media', 'pending', :at, :at)",
                named_params! {
                    ":id": Id::from_bits(n), ":person": person, ":title": format!("Solicitud {n}"), ":at": at,
                },
            )?;
        }
        Ok(())
    })
    .await;
    let of = async |from: &str, until: &str| {
        let days = json!({ "start_date": from, "end_date": until });
        lines(&app, gloria, "maintenance", days).await.len()
    };
    assert_eq!(of("2025-09-09", "2025-09-09").await, 1);
    assert_eq!(of("2025-09-10", "2025-09-10").await, 1);
    assert_eq!(of("2025-09-09", "2025-09-10").await, 2);
    assert_eq!(of("2025-09-11", "").await, 0);
    assert_eq!(of("2025-09-09T00:00:00Z", "2025-09-09T23:59:59Z").await, 1);
    let turned =
        asked_with("maintenance", "csv", json!({ "start_date": "2025-09-10", "end_date": "2025-09-09" }));
    app.post(gloria, &format!("{URI}/generate"), turned).await.expect(422);
}

#[tokio::test]
async fn paper_names_no_filter_that_it_was_not_cut_to() {
    let ready = Ready::new().await;
    let (app, gloria) = (&ready.app, &ready.app.world.gloria);
    let room = &app.world.sistemas;
    let everything = json!({
        "environment_id": room.id, "category": "tv", "user_id": app.world.ana.id, "start_date": "2020-01-01",
        "end_date": "2020-12-31", "item_id": room.machine, "check_id": ready.settled,
    });
    for (kind, named, unnamed) in [
        ("audit", vec!["Periodo:", "Persona:"], vec!["Ambiente:", "Categoría:"]),
        ("inventory", vec!["Periodo:", "Ambiente:", "Categoría:"], vec!["Persona:"]),
        ("alerts", vec!["Periodo:", "Ambiente:"], vec!["Persona:", "Categoría:"]),
        ("environments", vec!["Ambiente:"], vec!["Periodo:", "Persona:", "Categoría:"]),
        ("item", vec![], vec!["Periodo:", "Persona:", "Categoría:"]),
    ] {
        let report = made(app, gloria, asked_with(kind, "pdf", everything.clone())).await;
        let file = file_of(app, gloria, &report).await;
        let text = Document::load_mem(&file.bytes).unwrap().extract_text(&[1]).unwrap();
        for part in named {
            assert!(text.contains(part), "{part} in {kind}: {text}");
        }
        for part in unnamed {
            assert!(!text.contains(part), "{part} in {kind}: {text}");
        }
    }
    let too_long =
        asked_with("statistics", "csv", json!({ "start_date": "2001-01-01", "end_date": "2025-01-01" }));
    app.post(gloria, &format!("{URI}/generate"), too_long).await.expect(422);
}

#[tokio::test]
async fn a_sheet_is_headed_by_the_centre_of_its_room_and_a_list_of_all_by_none() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let made_of =
        async |path: &str, body: Value| app.post(gloria, path, body).await.expect(201).json()["id"].take();
    let other = made_of("/api/centers", json!({ "code": "9999", "name": "Centro de las Otras Cosas" })).await;
    let room = json!({ "name": "Lejos", "center_id": other, "location": "Piso 9", "capacity": 10 });
    let room = made_of("/api/environments", room).await;
    let item =
        json!({ "name": "Torno", "internal_code": "T-1", "category": "other", "environment_id": room });
    let item = made_of("/api/inventory", item).await;
    let head = async |kind: &str, parameters: Value| {
        let report = made(&app, gloria, asked_with(kind, "pdf", parameters)).await;
        let bytes = file_of(&app, gloria, &report).await.bytes;
        Document::load_mem(&bytes).unwrap().extract_text(&[1]).unwrap()
    };
    let text = head("item", json!({ "item_id": item })).await;
    assert!(text.contains("Centro de las Otras Cosas") && text.contains("9999"), "{text}");
    let text = head("inventory", json!({})).await;
    assert!(text.contains("Todos los centros") && !text.contains("Código 9999"), "{text}");
}

#[tokio::test]
async fn what_a_report_needs_is_asked_for() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let generate = format!("{URI}/generate");
    for (kind, says) in [
        ("item", "Indique el equipo (item_id)"),
        ("room", "Indique el ambiente (environment_id)"),
        ("check", "Indique la verificación (check_id)"),
    ] {
        assert_eq!(app.post(gloria, &generate, asked(kind, "pdf")).await.expect(400).detail(), says);
    }
    let wrong = asked_with("loans", "csv", json!({ "status": "perdido" }));
    let refused = app.post(gloria, &generate, wrong).await.expect(400);
    assert!(
        refused.detail().starts_with("El estado de este reporte debe ser uno de estos: pending"),
        "{}",
        refused.detail()
    );
    app.post(gloria, &generate, asked("zzz", "csv")).await.expect(422);
    app.post(gloria, &generate, asked("loans", "docx")).await.expect(422);
    app.post(gloria, &generate, asked_with("users", "csv", json!({ "user_id": app.world.sistemas.id })))
        .await
        .expect(404);
    assert_eq!(app.get(gloria, URI).await.expect(200).json(), json!([]));
}

#[tokio::test]
async fn a_request_of_several_items_is_found_by_each_and_says_how_many() {
    let app = App::new().await;
    let (gloria, room) = (&app.world.gloria, &app.world.sistemas);
    let item =
        json!({ "name": "Ábaco", "internal_code": "AB-1", "category": "camera", "environment_id": room.id });
    let camera = app.post(gloria, "/api/inventory", item).await.expect(201).json()["id"].take();
    let job = json!({
        "title": "Todo el rincón", "description": "Limpiar", "items": [{ "item_id": room.machine }, { "item_id": camera }],
    });
    app.post(gloria, "/api/maintenance-requests", job).await.expect(201);
    let of = async |category: &str| {
        lines(&app, gloria, "maintenance", json!({ "category": category })).await.join("\n")
    };
    let found = of("camera").await;
    assert!(found.contains("Todo el rincón") && found.contains(" y 1 más"), "{found}");
    assert!(!of("microphone").await.contains("Todo el rincón"));
}

#[tokio::test]
async fn the_sheet_of_a_room_has_as_many_rows_as_were_foreseen_whatever_it_is_cut_to() {
    let app = App::new().await;
    let (gloria, room) = (&app.world.gloria, &app.world.sistemas);
    for status in ["available", "in_use", "maintenance", "damaged", "lost", "missing", "good", "all"] {
        let parameters = json!({ "environment_id": room.id, "status": status });
        let preview = json!({ "report_type": "room", "parameters": parameters });
        let preview = app.post(gloria, &format!("{URI}/preview"), preview).await.expect(200).json();
        let report = made(&app, gloria, asked_with("room", "csv", parameters)).await;
        assert_eq!(report["row_count"], preview["rows"], "{status}");
    }
}
