//! Labels: printed for whoever may see what they are of, designed by each for themselves, and numbered beforehand, never twice.

use crate::support::{App, Content, Person, Ready, Reply, Resource, Roles, Rows, patched};
use chrono::TimeDelta;
use inventario::campus::qr::rules as qr;
use inventario::kit::clock;
use lopdf::Document;
use serde_json::{Value, json};

mod designs;
mod materials;
mod numbers;

/// Printed by all but apprentices; numbers are reserved by who registers equipment.
const ROLES: Roles = &[
    (
        "in su ad ag",
        &[
            "list_label_papers",
            "preview_labels",
            "print_labels_pdf",
            "print_labels_zpl",
            "list_label_designs",
            "create_label_design",
            "update_label_design",
            "delete_label_design",
        ],
    ),
    ("su ad ag", &["get_label_number", "list_label_runs", "create_label_run"]),
];

/// What the tests that walk all operations must know.
pub const RESOURCE: Resource =
    Resource::new(ROLES).prepared_by(|ready| Box::pin(prepare(ready))).asked_with(value).sent(content);

async fn prepare(ready: &Ready) -> Rows {
    let (app, world) = (&ready.app, &ready.app.world);
    let design = app.post(&world.gloria, "/api/label-designs", design("Rollo")).await.expect(201).json();
    let run = app.post(&world.gloria, "/api/label-runs", json!({ "prefix": "EQ-", "count": 3 })).await;
    let run = run.expect(201).json();
    let text = |row: &Value| row["id"].as_str().unwrap().to_owned();
    Rows(vec![("label_design", text(&design)), ("label_run", text(&run))])
}

fn value(ready: &Ready, _: &str, parameter: &str) -> Option<String> {
    match parameter {
        "id" => Some(ready.row("label_design")),
        "code" => Some("EQ-000001".to_owned()),
        _ => None,
    }
}

fn content(ready: &Ready, operation: &str) -> Option<Content> {
    let world = &ready.app.world;
    Some(Content::Json(match operation {
        "preview_labels" | "print_labels_pdf" | "print_labels_zpl" => json!({
            "paper": "57x32", "code": "qr", "lines": ["name", "model", "serial", "room", "center"], "offset_x": 3,
            "offset_y": -2, "start": 4, "copies": 2, "source": "items", "ids": [world.sistemas.machine],
            "environment_id": world.sistemas.id, "since": "2026-01-19", "run_id": ready.row("label_run"), "page": 1,
            "dots": "300", "leave_out": true,
        }),
        "create_label_design" => design("Otro"),
        "update_label_design" => json!({
            "name": "Hoja", "paper": "l7160", "code": "code128", "lines": ["serial"], "offset_x": 10, "offset_y": 0,
            "is_default": false,
        }),
        "create_label_run" => json!({ "prefix": "EQ-", "count": 5 }),
        _ => return None,
    }))
}

fn design(name: &str) -> Value {
    json!({
        "name": name, "paper": "57x32", "code": "qr", "lines": ["name", "room"], "offset_x": -5, "offset_y": 7,
        "is_default": true,
    })
}

/// Asks for labels as a preview, a document or ZPL, with the paper of most tests unless the wish says otherwise.
async fn wish(app: &App, who: &Person, how: &str, wish: Value) -> Reply {
    let body = patched(json!({ "paper": "57x32", "code": "qr", "lines": ["name", "room"] }), &wish);
    app.post(who, &format!("/api/labels/{how}"), body).await
}

/// The plates of a preview, in their order.
async fn plates(app: &App, who: &Person, what: Value) -> Vec<String> {
    let body = patched(json!({ "paper": "l7651", "code": "short_qr" }), &what);
    let preview = wish(app, who, "preview", body).await.expect(200).json();
    let text = |label: &Value| label["texts"][0]["text"].as_str().unwrap().to_owned();
    preview["drawn"].as_array().unwrap().iter().map(text).collect()
}

#[tokio::test]
async fn a_selection_a_room_and_what_is_new_are_printed() {
    let app = App::new().await;
    let (gloria, world) = (&app.world.gloria, &app.world);
    let chosen = json!({ "source": "items", "ids": [world.sistemas.machine, world.bodega.group] });
    assert_eq!(plates(&app, gloria, chosen).await, ["BC-G", "S1-M"], "by room, name and plate");
    let room = json!({ "source": "room", "environment_id": world.sistemas.id });
    assert_eq!(plates(&app, gloria, room).await, ["S1-M", "S1-G"]);
    let since = |days: i64| json!({ "source": "since", "since": clock::today() - TimeDelta::days(days) });
    assert_eq!(plates(&app, gloria, since(0)).await.len(), 8);
    // What only time does.
    app.run(
        "update inventory_items set created_at = '2026-01-19T05:00:00.000000Z' where internal_code = 'TA-M'",
    )
    .await;
    assert_eq!(plates(&app, gloria, since(1)).await.len(), 7);
    let day = json!({ "source": "since", "since": "2026-01-19", "environment_id": world.taller.id });
    assert_eq!(plates(&app, gloria, day).await.len(), 2, "the day itself is in it");
    let day = json!({ "source": "since", "since": "2026-01-20", "environment_id": world.taller.id });
    assert_eq!(plates(&app, gloria, day).await, ["TA-G"]);
    // What is lost needs no label, unless somebody chose it.
    app.run("update inventory_items set status = 'lost' where internal_code = 'S1-M'").await;
    let room = json!({ "source": "room", "environment_id": world.sistemas.id });
    assert_eq!(plates(&app, gloria, room).await, ["S1-G"]);
    let chosen = json!({ "source": "items", "ids": [world.sistemas.machine, world.sistemas.machine] });
    assert_eq!(plates(&app, gloria, chosen).await, ["S1-M"], "each once");
    let doors = json!({ "source": "doors", "ids": [world.sistemas.id, world.bodega.id] });
    assert_eq!(plates(&app, gloria, doors).await, ["QR-BC", "QR-S1"]);
    // All doors are those of whoever asks.
    let doors = json!({ "source": "doors" });
    assert_eq!(plates(&app, &world.ana, doors.clone()).await, ["QR-BC", "QR-S1"]);
    assert_eq!(plates(&app, &world.bruno, doors.clone()).await, ["QR-BC", "QR-ID", "QR-S1"]);
    assert_eq!(plates(&app, gloria, doors).await, ["QR-BC", "QR-ID", "QR-S1", "QR-TA"]);
}

#[tokio::test]
async fn the_document_is_true_to_size_and_carries_a_text_beneath_each_code() {
    let app = App::new().await;
    let what = json!({ "source": "room", "environment_id": app.world.sistemas.id, "copies": 2 });
    let answer = wish(&app, &app.world.ana, "pdf", what).await.expect(200);
    assert_eq!(answer.header("content-type"), Some("application/pdf"));
    let name = format!("attachment; filename=\"etiquetas-{}.pdf\"", clock::today());
    assert_eq!(answer.header("content-disposition"), Some(name.as_str()));
    let document = Document::load_mem(&answer.bytes).unwrap();
    let pages = document.get_pages();
    assert_eq!(pages.len(), 4, "a roll has a label a page");
    let text: Vec<String> = pages.keys().map(|page| document.extract_text(&[*page]).unwrap()).collect();
    for (page, plate) in text.iter().zip(["S1-M", "S1-M", "S1-G", "S1-G"]) {
        assert!(page.contains(plate) && page.contains("Sistemas 1"), "{page}");
    }
    for page in pages.values() {
        let sides = document.get_dictionary(*page).unwrap().get(b"MediaBox").unwrap().as_array().unwrap();
        let sides: Vec<f32> = sides.iter().map(|side| side.as_float().unwrap()).collect();
        assert!((sides[2] - 161.575).abs() < 0.01 && (sides[3] - 90.709).abs() < 0.01, "{sides:?}");
    }
}

#[tokio::test]
async fn zpl_is_for_rolls_and_is_ascii() {
    let app = App::new().await;
    let what = json!({ "source": "items", "ids": [app.world.sistemas.machine], "dots": "300", "copies": 2 });
    let answer = wish(&app, &app.world.wilson, "zpl", what).await.expect(200);
    assert_eq!(answer.header("content-type"), Some("application/zpl; charset=utf-8"));
    assert!(answer.header("content-disposition").unwrap().ends_with(".zpl\""));
    let text = String::from_utf8(answer.bytes).unwrap();
    assert!(text.is_ascii() && text.matches("^XA").count() == 2 && text.contains("^FDS1-M^FS"), "{text}");
    assert!(text.contains("^PW673\n^LL378\n"), "57 × 32 mm at 11.8 dots: {text}");
}

#[tokio::test]
async fn the_code_is_the_one_that_the_app_reads() {
    let app = App::new().await;
    let (world, keys) = (&app.world, &app.parts.keys);
    let chosen = json!({ "source": "items", "ids": [world.sistemas.machine] });
    let preview = wish(&app, &world.ana, "preview", chosen).await.expect(200).json();
    let text = read(&preview["drawn"][0]["code"]);
    let (kind, id) = qr::verify(&text, keys.qr_secret()).unwrap();
    assert_eq!((kind.as_str(), id), ("item", world.sistemas.machine));
    // The door's label links who scans it, as always.
    let door = json!({ "source": "doors", "ids": [world.idiomas.id] });
    let preview = wish(&app, &world.gloria, "preview", door).await.expect(200).json();
    let scanned = json!({ "qr_data": read(&preview["drawn"][0]["code"]) });
    let linked = app.post(&world.pedro, "/api/qr/scan", scanned).await.expect(200).json();
    assert_eq!(linked["environment"]["id"], json!(world.idiomas.id));
}

/// Reads a code from the strokes of a preview.
fn read(code: &Value) -> String {
    let mut dark = std::collections::HashSet::new();
    let mut most = 0;
    for stroke in code["path"].as_str().unwrap().split('M').skip(1) {
        let (at, length) = stroke.split_once('h').unwrap();
        let (column, row) = at.split_once(' ').unwrap();
        let (column, row): (usize, f64) = (column.parse().unwrap(), row.parse().unwrap());
        for column in column..column + length.parse::<usize>().unwrap() {
            dark.insert((column, row as usize));
            most = most.max(column + 1);
        }
    }
    let side = (most + 8) * 3;
    let is_dark = |x: usize, y: usize| {
        let module = |n: usize| (n / 3).checked_sub(4);
        module(x).zip(module(y)).is_some_and(|at| dark.contains(&at))
    };
    let mut picture =
        rqrr::PreparedImage::prepare_from_greyscale(side, side, |x, y| if is_dark(x, y) { 0 } else { 255 });
    picture.detect_grids()[0].decode().unwrap().1
}

#[tokio::test]
async fn what_is_scanned_may_be_labelled_and_whole_rooms_are_of_those_who_see_them() {
    let app = App::new().await;
    let world = &app.world;
    let machine = |id| json!({ "source": "items", "ids": [id] });
    let room = |id| json!({ "source": "room", "environment_id": id });
    for (who, what, status) in [
        (&world.ana, machine(world.sistemas.machine), 200),
        (&world.ana, machine(world.bodega.machine), 200),
        (&world.ana, machine(world.idiomas.machine), 200),
        (&world.bruno, machine(world.sistemas.machine), 200),
        (&world.bruno, machine(world.taller.machine), 200),
        (&world.gloria, machine(world.taller.machine), 200),
        (&world.ana, room(world.idiomas.id), 400),
        (&world.bruno, room(world.taller.id), 400),
        (&world.bruno, json!({ "source": "doors", "ids": [world.taller.id] }), 200),
        (&world.bruno, json!({ "source": "doors", "ids": [world.idiomas.id] }), 200),
    ] {
        for how in ["preview", "pdf", "zpl"] {
            let answer = wish(&app, who, how, what.clone()).await.expect(status);
            let code = (status == 400).then(|| answer.json()["code"].as_str().unwrap().to_owned());
            assert!(code.is_none_or(|code| code == "ambiente_desconocido"), "{how} {what}");
        }
    }
    // One of two that is gone is not left out in silence.
    for (source, id) in [("items", world.sistemas.machine), ("doors", world.sistemas.id)] {
        let both = json!({ "source": source, "ids": [id, world.center] });
        let refused = wish(&app, &world.bruno, "pdf", both).await.expect(400);
        assert!(refused.detail().contains("ya no existen"), "{}", refused.detail());
    }
}

#[tokio::test]
async fn what_cannot_be_printed_says_why() {
    let app = App::new().await;
    let (gloria, world) = (&app.world.gloria, &app.world);
    let one = json!({ "source": "items", "ids": [world.sistemas.machine] });
    for (how, with, status, words) in [
        ("pdf", json!({ "source": "items" }), 400, "Falta decir de qué son"),
        ("pdf", json!({ "source": "room" }), 400, "Falta decir de qué son"),
        ("pdf", json!({ "source": "since" }), 400, "Falta decir de qué son"),
        ("pdf", json!({ "source": "run" }), 400, "Falta decir de qué son"),
        (
            "pdf",
            json!({ "source": "run", "run_id": world.sistemas.id }),
            404,
            "Tanda de placas no encontrada",
        ),
        ("pdf", json!({ "source": "items", "ids": [] }), 400, "No hay nada que etiquetar"),
        ("pdf", json!({ "source": "since", "since": "2999-01-01" }), 400, "No hay nada que etiquetar"),
        ("zpl", patched(one.clone(), &json!({ "paper": "a4" })), 400, "usan rollo"),
        (
            "pdf",
            patched(one.clone(), &json!({ "paper": "l7160", "start": 22 })),
            400,
            "Esta hoja tiene 21 etiquetas",
        ),
        (
            "preview",
            patched(one.clone(), &json!({ "paper": "5167" })),
            400,
            "S1-M: El código no cabe legible",
        ),
        ("preview", patched(one.clone(), &json!({ "paper": "a3" })), 422, "l7160"),
        ("preview", patched(one.clone(), &json!({ "lines": ["precio"] })), 422, "name, model"),
        ("preview", patched(one.clone(), &json!({ "offset_x": 101 })), 422, "entre -100 y 100"),
        ("preview", patched(one.clone(), &json!({ "start": 0 })), 422, "entre 1 y 80"),
        ("preview", patched(one.clone(), &json!({ "copies": 51 })), 422, "entre 1 y 50"),
        ("preview", patched(one.clone(), &json!({ "dots": "600" })), 422, "203, 300"),
        ("preview", patched(one.clone(), &json!({ "since": "ayer" })), 422, "fecha"),
    ] {
        let refused = wish(&app, gloria, how, with.clone()).await.expect(status);
        assert!(refused.detail().contains(words), "{with}: {}", refused.detail());
    }
    let plate = json!({ "internal_code": "SEÑA-1" });
    app.put(gloria, &format!("/api/inventory/{}", world.sistemas.machine), plate).await.expect(200);
    let bars = patched(one, &json!({ "code": "code128" }));
    let refused = wish(&app, gloria, "pdf", bars).await.expect(400);
    assert!(refused.detail().starts_with("SEÑA-1: Code 128 solo tiene"), "{}", refused.detail());
    // The others are printed once that one may be left out.
    let room = json!({ "source": "room", "environment_id": world.sistemas.id, "code": "code128" });
    let seen = wish(&app, gloria, "preview", room.clone()).await.expect(200).json();
    assert_eq!((&seen["labels"], &seen["unfit_plates"]), (&json!(1), &json!(["SEÑA-1"])));
    wish(&app, gloria, "pdf", room.clone()).await.expect(400);
    for how in ["pdf", "zpl"] {
        wish(&app, gloria, how, patched(room.clone(), &json!({ "leave_out": true }))).await.expect(200);
    }
    // Trying things out leaves nothing in the audit, but what was changed.
    let entries = app.get(gloria, "/api/audit-logs/").await.expect(200).json().to_string();
    assert!(!entries.contains("/api/labels"), "{entries}");
}

#[tokio::test]
async fn papers_have_their_measures() {
    let app = App::new().await;
    let papers = app.get(&app.world.ana, "/api/labels/papers").await.expect(200).json();
    assert_eq!(papers.as_array().unwrap().len(), 11);
    let roll = papers.as_array().unwrap().iter().find(|paper| paper["paper"] == "57x32").unwrap();
    assert_eq!(
        *roll,
        json!({
            "paper": "57x32", "is_roll": true, "is_uncut": false, "page_width": 57000, "page_height": 32000, "width": 57000, "height": 32000,
            "columns": 1, "rows": 1,
        })
    );
}
