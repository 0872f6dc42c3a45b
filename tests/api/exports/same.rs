//! An export has what the list has.

use super::*;
use inventario::campus::exports::rules;
use inventario::campus::reports::kinds::words::audit;
use inventario::kit::access::role;

#[tokio::test]
async fn every_role_gets_the_rows_of_its_lists_in_their_order_and_of_no_other_list() {
    let ready = Ready::new().await;
    let app = &ready.app;
    let mut rows = 0;
    for known in KNOWN {
        let list = ExportName::from_text(known.list).unwrap();
        for who in app.world.roles() {
            let answer = app.get(who, known.uri).await;
            let may = rules::readers(list) & who.role.bit() != 0;
            assert_eq!(
                answer.status.as_u16(),
                if may { 200 } else { 403 },
                "{} of {}",
                known.list,
                who.email
            );
            if !may {
                let refused = app.post(who, URI, asked(known.list, "csv")).await.expect(403);
                assert_eq!(refused.detail(), "Su rol no ve esta lista");
                continue;
            }
            let mut expected = texts(&answer.json(), known);
            let mut got = column(app, who, asked(known.list, "csv"), known.column).await;
            if known.list == "audit" {
                // What was refused is noted after the answer; and its page is one of several.
                for texts in [&mut expected, &mut got] {
                    texts.retain(|action| action != "EXPORT_LIST" && action != "Exportó una lista");
                }
                got.truncate(expected.len());
                expected = expected.iter().map(|action| audit::act(action)).collect();
            }
            assert_eq!(got, expected, "{} of {}", known.list, who.email);
            rows += got.len();
        }
    }
    assert!(rows > 50, "{rows} rows were looked at");
}

#[tokio::test]
async fn an_export_is_cut_as_the_list_is() {
    let ready = Ready::new().await;
    let (app, world) = (&ready.app, &ready.app.world);
    let (sistemas, today) = (world.sistemas.id, inventario::kit::clock::today().to_string());
    let cases = [
        ("items", format!("?environment_id={sistemas}"), json!({ "environment_id": sistemas })),
        ("items", "?category=keyboard".into(), json!({ "category": "keyboard" })),
        ("items", "?status=damaged".into(), json!({ "status": "damaged" })),
        ("items", "?search=computador+idiomas".into(), json!({ "search": "computador idiomas" })),
        ("items", "?purchased_from=2020-01-01".into(), json!({ "start_date": "2020-01-01" })),
        ("environments", "?search=taller".into(), json!({ "search": "taller" })),
        ("users", "?role=student".into(), json!({ "type": "student" })),
        ("users", "?is_active=false".into(), json!({ "is_active": false })),
        ("users", format!("?start_date={today}&search=ana"), json!({ "start_date": today, "search": "ana" })),
        ("loans", "?status_filter=pending".into(), json!({ "status": "pending" })),
        ("loans", "?status_filter=overdue".into(), json!({ "status": "overdue" })),
        (
            "loans",
            format!("?environment_id={}", world.bodega.id),
            json!({ "environment_id": world.bodega.id }),
        ),
        ("suspensions", "?is_current=true".into(), json!({ "status": "current" })),
        ("suspensions", "?is_current=false".into(), json!({ "status": "over" })),
        ("maintenance_requests", "?status=pending".into(), json!({ "status": "pending" })),
        ("maintenance_requests", "?priority=alta".into(), json!({ "priority": "high" })),
        (
            "checks",
            format!("?end_date={today}&status=complete"),
            json!({ "end_date": today, "status": "complete" }),
        ),
        (
            "findings",
            "?kind=other_room&status=open".into(),
            json!({ "type": "other_room", "status": "open" }),
        ),
        ("alerts", "?is_resolved=false".into(), json!({ "status": "open" })),
        ("alerts", "?is_resolved=true".into(), json!({ "status": "resolved" })),
        ("alerts", "?severity=high".into(), json!({ "priority": "high" })),
        ("alerts", "?type=equipment_missing".into(), json!({ "type": "equipment_missing" })),
        ("schedules", format!("?environment_id={sistemas}"), json!({ "environment_id": sistemas })),
        ("schedules", "?is_active=false".into(), json!({ "is_active": false })),
        ("feedback", "?type=bug".into(), json!({ "type": "bug" })),
        ("feedback", "?status=submitted".into(), json!({ "status": "submitted" })),
    ];
    let (mut cut_rows, mut all_rows) = (0, 0);
    for (list, query, filters) in cases {
        let known = KNOWN.iter().find(|it| it.list == list).unwrap();
        let answer = app.get(&world.gloria, &format!("{}{query}", known.uri)).await.expect(200).json();
        let got = column(app, &world.gloria, cut(list, &filters), known.column).await;
        assert_eq!(got, texts(&answer, known), "{list} {filters}");
        cut_rows += got.len();
        all_rows += column(app, &world.gloria, asked(list, "csv"), known.column).await.len();
    }
    assert!(0 < cut_rows && cut_rows < all_rows, "{cut_rows} of {all_rows}");
    // The audit's own names are the app's too.
    let got = column(app, &world.gloria, cut("audit", &json!({ "action": "FEEDBACK" })), "Acción").await;
    assert!(!got.is_empty() && got.iter().all(|action| action.ends_with("opinión")), "{got:?}");
}

#[tokio::test]
async fn every_list_is_written_in_every_format() {
    let ready = Ready::new().await;
    let (app, gloria) = (&ready.app, &ready.app.world.gloria);
    for known in KNOWN {
        let expected = column(app, gloria, asked(known.list, "csv"), known.column).await;
        for format in FileFormat::ALL {
            let file = file(app, gloria, asked(known.list, format.as_str())).await;
            let media = file.headers["content-type"].to_str().unwrap();
            assert_eq!(media, format.media_type());
            let name = file.headers["content-disposition"].to_str().unwrap();
            assert!(
                name.starts_with("attachment; filename=\"") && name.contains(format.extension()),
                "{name}"
            );
            match format {
                FileFormat::Pdf => {
                    let document = Document::load_mem(&file.bytes).unwrap();
                    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
                    let text = document.extract_text(&pages).unwrap().replace('\n', " ");
                    assert!(text.contains("Gloria Prueba"), "{text}");
                    assert_eq!(text.contains("No hay datos"), expected.is_empty(), "{}: {text}", known.list);
                    // No column is so narrow that a word of its head is cut in two.
                    let csv = super::file(app, gloria, asked(known.list, "csv")).await;
                    for word in records(&csv.bytes)[0].iter().flat_map(|title| title.split(' ')) {
                        assert!(text.contains(word), "{word} of {} in {text}", known.list);
                    }
                }
                FileFormat::Excel => {
                    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&file.bytes)).unwrap();
                    let mut sheet = String::new();
                    archive.by_name("xl/worksheets/sheet1.xml").unwrap().read_to_string(&mut sheet).unwrap();
                    for text in &expected {
                        let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
                        assert!(sheet.contains(&text), "{text} in {}", known.list);
                    }
                }
                FileFormat::Csv => {
                    let records = records(&file.bytes);
                    let width = records[0].len();
                    assert!(records.iter().all(|record| record.len() == width));
                }
            }
        }
    }
}

#[tokio::test]
async fn whoever_sees_a_centre_gets_nothing_of_another_not_even_by_name() {
    let ready = Ready::new().await;
    let (app, world) = (&ready.app, &ready.app.world);
    for who in [&world.estela, &world.ana, &world.bruno, &world.wilson] {
        for (list, title) in
            [("items", "Ambiente"), ("loans", "Bodega"), ("maintenance_requests", "Ambiente")]
        {
            let rooms = column(app, who, asked(list, "csv"), title).await;
            assert!(!rooms.iter().any(|room| room == "Taller"), "{list} of {}: {rooms:?}", who.email);
        }
        let of = json!({ "environment_id": world.taller.id });
        assert!(column(app, who, cut("items", &of), "Placa").await.is_empty());
        let chosen = json!({
            "list": "items", "file_format": "csv", "ids": [world.taller.machine, world.sistemas.machine],
        });
        assert_eq!(column(app, who, chosen, "Placa").await, ["S1-M"], "{}", who.email);
    }
    // What is lost is shown to those who keep equipment.
    let lost = format!("/api/inventory/{}", world.sistemas.machine);
    app.put(&world.gloria, &lost, json!({ "status": "lost" })).await.expect(200);
    let of = |who| column(app, who, cut("items", &json!({ "status": "lost" })), "Placa");
    assert_eq!((of(&world.estela).await.len(), of(&world.bruno).await), (0, vec!["S1-M".to_owned()]));
}

#[tokio::test]
async fn five_thousand_rows_are_written() {
    let app = App::new().await;
    let (gloria, room) = (&app.world.gloria, app.world.sistemas.id);
    behind(&app, move |tx| {
        for n in 0..5_000 {
            tx.execute(
                "insert into inventory_items (id, environment_id, name, internal_code, category, status, quantity, item_type,
                     created_at, updated_at)
                 values (:id, :room, :name, :code, 'mouse', 'good', 1, 'individual', '2025-09-01T12:00:00.000000Z',
                     '2025-09-01T12:00:00.000000Z')",
                named_params! { ":id": Id::new(), ":room": room, ":name": format!("Ratón {n:05}"), ":code": format!("R-{n:05}") },
            )?;
        }
        Ok(())
    })
    .await;
    let codes = column(&app, gloria, cut("items", &json!({ "category": "mouse" })), "Placa").await;
    assert_eq!(codes.len(), 5_000);
    assert!(codes.is_sorted());
    assert!(
        last_entry(&app).await.starts_with("Exportó la lista Equipos a CSV: 5000 filas (Categoría: Ratón)")
    );
    let book = file(&app, gloria, asked("items", "excel")).await;
    assert!(book.bytes.starts_with(b"PK"));
    let paper = Document::load_mem(&file(&app, gloria, asked("items", "pdf")).await.bytes).unwrap();
    assert!(paper.get_pages().len() > 50);
}

#[tokio::test]
async fn what_was_paid_leaves_with_those_who_keep_equipment_only() {
    let app = App::new().await;
    let world = &app.world;
    let uri = format!("/api/inventory/{}", world.sistemas.machine);
    app.put(&world.gloria, &uri, json!({ "purchase_price": 2_350_000 })).await.expect(200);
    for who in world.roles() {
        let mut records = records(&file(&app, who, asked("items", "csv")).await.bytes).into_iter();
        let head = records.next().unwrap();
        let sees = role::KEEPERS & who.role.bit() != 0;
        for title in ["Valor", "Otra moneda"] {
            assert_eq!(head.iter().any(|it| it == title), sees, "{title} for {}", who.email);
        }
        assert_eq!(records.flatten().any(|cell| cell.contains("2350000")), sees, "{}", who.email);
        for format in ["pdf", "excel"] {
            file(&app, who, asked("items", format)).await;
        }
    }
}
