//! QR codes: drawn, read back from a photo, and scanned at the door.

use crate::support::{App, Content, Person, Ready, Reply, Resource, Roles};
use image::{GrayImage, ImageFormat, Luma};
use inventario::campus::qr::model::{QrKind, QrSubject};
use inventario::campus::qr::rules;
use inventario::kit::access::Keys;
use inventario::kit::wire::Id;
use poem::http::Method;
use serde_json::{Value, json};
use std::io::Cursor;

/// All signed in; who scans the code of a room is linked to it.
const ROLES: Roles = &[("st in su ad ag", &["generate_qr", "decode_qr", "scan_qr"])];

/// What the tests that walk all operations must know.
pub const RESOURCE: Resource = Resource::new(ROLES).asked_with(value).sent(content).replayed(&["qr"]);

fn value(ready: &Ready, operation: &str, parameter: &str) -> Option<String> {
    Some(match (operation, parameter) {
        (_, "kind") => "environment".to_owned(),
        (_, "id") => ready.app.world.sistemas.id.to_string(),
        _ => return None,
    })
}

fn content(ready: &Ready, operation: &str) -> Option<Content> {
    Some(Content::Json(match operation {
        "scan_qr" => json!({ "qr_data": ready.qr_data }),
        "decode_qr" => return Some(Content::Photo(ready.photo.clone())),
        _ => return None,
    }))
}

async fn text(app: &App, kind: &str, id: Id) -> String {
    let code = app.get(&app.world.estela, &format!("/api/qr/generate/{kind}/{id}")).await.expect(200).json();
    code["qr_data"].as_str().unwrap().to_owned()
}

async fn scan(app: &App, who: &Person, text: &str) -> Reply {
    app.post(who, "/api/qr/scan", json!({ "qr_data": text })).await
}

async fn decode(app: &App, content_type: &str, photo: Vec<u8>) -> Reply {
    let authorization = format!("Bearer {}", app.world.pedro.token);
    let headers = [("authorization", authorization.as_str()), ("content-type", content_type)];
    app.send(Method::POST, "/api/qr/decode", &headers, photo).await
}

/// What the label on the door of the languages room says.
fn door(app: &App) -> QrSubject {
    QrSubject {
        kind: QrKind::Environment,
        id: app.world.idiomas.id,
        code: "QR-ID".into(),
        name: "Idiomas".into(),
        place: "Bloque A".into(),
    }
}

#[tokio::test]
async fn scanning_a_door_links_whoever_scans() {
    let app = App::new().await;
    let label = text(&app, "environment", app.world.idiomas.id).await;
    for who in app.world.roles() {
        let linked = scan(&app, who, &label).await.expect(200).json();
        assert_eq!(
            (&linked["status"], &linked["environment"]["name"]),
            (&json!("success"), &json!("Idiomas"))
        );
        assert_eq!(linked["user"]["environment_id"], json!(app.world.idiomas.id));
        let me = app.get(who, "/api/auth/me").await.expect(200).json();
        assert_eq!(me["environment_name"], "Idiomas");
    }
    app.audited(|entry| entry["entity_id"] == json!(app.world.estela.id) && entry["action"] == "UPDATE_USER")
        .await;
}

#[tokio::test]
async fn the_text_names_its_room_or_item() {
    let app = App::new().await;
    let room: Value = serde_json::from_str(&text(&app, "environment", app.world.idiomas.id).await).unwrap();
    assert_eq!((&room["v"], &room["type"]), (&json!(1), &json!("environment")));
    assert_eq!((&room["code"], &room["location"]), (&json!("QR-ID"), &json!("Bloque A")));
    let label: Value = serde_json::from_str(&text(&app, "item", app.world.idiomas.machine).await).unwrap();
    assert_eq!((&label["type"], &label["code"]), (&json!("item"), &json!("ID-M")));
    assert_eq!((&label["category"], &label["id"]), (&json!("computer"), &json!(app.world.idiomas.machine)));
    assert_eq!(label["sig"].as_str().unwrap().len(), 64);
}

#[tokio::test]
async fn every_faulty_code_has_its_sentence() {
    let app = App::new().await;
    let estela = &app.world.estela;
    let item = text(&app, "item", app.world.sistemas.machine).await;
    let foreign = rules::text(&door(&app), 1_725_210_309, Keys::new("other".into(), 30).qr_secret());
    for (scanned, sentence) in [
        ("hola", "Formato de QR inválido"),
        ("[]", "Formato de QR inválido"),
        ("null", "Formato de QR inválido"),
        (r#"{"v": 2}"#, "Versión de QR no soportada"),
        (r#"{"v": 1, "type": "environment"}"#, "Datos del QR incompletos"),
        (foreign.as_str(), "Firma del QR inválida"),
        (item.as_str(), "Solo se soportan QR de ambientes"),
    ] {
        assert_eq!(scan(&app, estela, scanned).await.expect(400).detail(), sentence, "{scanned}");
    }
    app.post(estela, "/api/qr/scan", json!({})).await.expect(422);
    app.post(estela, "/api/qr/scan", json!({ "qr_data": { "v": 1 } })).await.expect(422);
}

#[tokio::test]
async fn a_label_printed_long_ago_with_this_key_still_opens_its_door() {
    let app = App::new().await;
    let old = rules::text(&door(&app), 946_684_800, app.parts.keys.qr_secret());
    scan(&app, &app.world.estela, &old).await.expect(200);
    app.delete(&app.world.gloria, &format!("/api/environments/{}", app.world.idiomas.id)).await.expect(200);
    let refused = scan(&app, &app.world.estela, &old).await.expect(404);
    assert_eq!(refused.detail(), "Ambiente no encontrado");
}

#[tokio::test]
async fn a_drawn_code_is_read_back_from_its_picture() {
    let app = App::new().await;
    for (kind, id) in [("environment", app.world.taller.id), ("item", app.world.taller.group)] {
        let uri = format!("/api/qr/generate/{kind}/{id}?format=png");
        let picture = app.get(&app.world.estela, &uri).await.expect(200);
        assert_eq!(picture.header("content-type"), Some("image/png"));
        let read = decode(&app, "image/png", picture.bytes).await.expect(200).json();
        assert_eq!((&read["type"], &read["id"]), (&json!(kind), &json!(id)));
        let said: Value = serde_json::from_str(read["qr_data"].as_str().unwrap()).unwrap();
        assert_eq!(said["id"], json!(id));
    }
}

#[tokio::test]
async fn a_photo_of_somebody_elses_code_is_read_but_not_called_ours() {
    let app = App::new().await;
    let foreign = rules::text(&door(&app), 1_725_210_309, "another key");
    let picture = inventario::campus::qr::picture::png(&foreign).unwrap();
    let read = decode(&app, "image/png", picture).await.expect(200).json();
    assert_eq!(read, json!({ "qr_data": foreign, "type": null, "id": null, "others": [] }));
}

#[tokio::test]
async fn a_photo_without_a_code_and_what_is_no_photo_say_so() {
    let app = App::new().await;
    let mut wall = Cursor::new(Vec::new());
    GrayImage::from_pixel(300, 200, Luma([200])).write_to(&mut wall, ImageFormat::Jpeg).unwrap();
    let refused = decode(&app, "image/jpeg", wall.into_inner()).await.expect(400);
    assert!(refused.detail().starts_with("No se encontró ningún código QR"));
    for not_a_photo in [vec![], b"<svg onload=alert(1)>".to_vec(), vec![0xff; 5_000]] {
        let refused = decode(&app, "image/png", not_a_photo).await.expect(400);
        assert!(refused.detail().starts_with("La imagen no se puede leer"));
    }
    decode(&app, "text/html", b"x".to_vec()).await.expect(415);
    decode(&app, "image/png", vec![0; (10 << 20) + 1]).await.expect(413);
    assert_eq!(app.count("select count(*) from audit_logs where length(new_values) > 2000").await, 0);
}

/// Two codes on a table, the first smaller.
fn side_by_side(texts: [&str; 2]) -> Vec<u8> {
    let mut table = GrayImage::from_pixel(1_800, 900, Luma([150]));
    for (text, side, x) in [(texts[0], 500, 60), (texts[1], 760, 900)] {
        let code = inventario::campus::qr::picture::png(text).unwrap();
        let code = image::load_from_memory(&code).unwrap().into_luma8();
        let code = image::imageops::resize(&code, side, side, image::imageops::FilterType::Triangle);
        image::imageops::overlay(&mut table, &code, x, 70);
    }
    let mut jpeg = Cursor::new(Vec::new());
    table.write_to(&mut jpeg, ImageFormat::Jpeg).unwrap();
    jpeg.into_inner()
}

#[tokio::test]
async fn of_several_codes_ours_is_first_and_the_others_are_told() {
    let app = App::new().await;
    let item = text(&app, "item", app.world.sistemas.machine).await;
    let room = text(&app, "environment", app.world.taller.id).await;
    let makers = "https://maker.example/support?sn=5CD0001";
    for photo in [side_by_side([makers, &item]), side_by_side([&item, makers])] {
        let read = decode(&app, "image/jpeg", photo).await.expect(200).json();
        assert_eq!((&read["qr_data"], &read["type"]), (&json!(item), &json!("item")));
        assert_eq!(read["id"], json!(app.world.sistemas.machine));
        let beside = &read["others"][0];
        // What isn't needed any more isn't looked for, but nothing that was seen is called ours.
        assert!(beside.is_null() || *beside == json!({ "qr_data": makers, "type": null, "id": null }));
    }
    let read = decode(&app, "image/jpeg", side_by_side([&room, &item])).await.expect(200).json();
    let mut both = [read["qr_data"].clone(), read["others"][0]["qr_data"].clone()].map(|it| it.to_string());
    both.sort();
    let mut expected = [json!(item), json!(room)].map(|it| it.to_string());
    expected.sort();
    assert_eq!(both, expected);
    assert_eq!(read["others"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_picture_of_a_film_in_which_nothing_is_seen_is_no_fault_and_no_entry() {
    let app = App::new().await;
    let send = async |query: &str, photo: Vec<u8>| {
        let authorization = format!("Bearer {}", app.world.pedro.token);
        let headers = [("authorization", authorization.as_str()), ("content-type", "image/jpeg")];
        app.send(Method::POST, &format!("/api/qr/decode{query}"), &headers, photo).await
    };
    let mut wall = Cursor::new(Vec::new());
    GrayImage::from_pixel(300, 200, Luma([200])).write_to(&mut wall, ImageFormat::Jpeg).unwrap();
    let wall = wall.into_inner();
    let entries = app.count("select count(*) from audit_logs").await;
    let nothing = send("?frame=true", wall.clone()).await.expect(200).json();
    assert_eq!(nothing, json!({ "qr_data": "", "type": null, "id": null, "others": [] }));
    assert_eq!(app.count("select count(*) from audit_logs").await, entries);
    for still in ["?frame=false", "?frame=", ""] {
        assert_eq!(send(still, wall.clone()).await.expect(400).json()["code"], "qr_no_visible");
    }
    send("?frame=quizas", wall).await.expect(422);
    // What is no picture is one neither here nor there.
    assert_eq!(send("?frame=true", b"x".to_vec()).await.expect(400).json()["code"], "imagen_ilegible");
    let item = text(&app, "item", app.world.sistemas.machine).await;
    let seen = send("?frame=true", side_by_side(["PC-0001", &item])).await.expect(200).json();
    assert_eq!((&seen["qr_data"], &seen["id"]), (&json!(item), &json!(app.world.sistemas.machine)));
}

/// The header of a PNG of so many pixels: what decides whether it is decoded.
fn png_header(width: u32, height: u32) -> Vec<u8> {
    let mut chunk = b"IHDR".to_vec();
    chunk.extend([width.to_be_bytes(), height.to_be_bytes()].concat());
    chunk.extend([8, 0, 0, 0, 0]);
    let mut sum = flate2::Crc::new();
    sum.update(&chunk);
    let data = b"\0\0\0\0IDAT\x35\xaf\x06\x1e";
    [b"\x89PNG\r\n\x1a\n\0\0\0\x0d", &chunk[..], &sum.sum().to_be_bytes(), data].concat()
}

#[tokio::test]
async fn a_picture_of_too_many_pixels_and_one_of_another_kind_have_their_sentences_everywhere() {
    let app = App::new().await;
    let logo = format!("/api/centers/{}/logo", app.world.center);
    for (method, uri) in
        [(Method::POST, "/api/qr/decode"), (Method::POST, "/api/photos"), (Method::PUT, &logo)]
    {
        let authorization = format!("Bearer {}", app.world.gloria.token);
        let headers = [("authorization", authorization.as_str()), ("content-type", "image/png")];
        for (picture, code, word) in [
            (png_header(13_000, 13_000), "imagen_muy_grande", "40 millones"),
            (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec(), "imagen_de_otro_tipo", "HEIC"),
            (b"II*\0\x08\0\0\0\0\0".to_vec(), "imagen_de_otro_tipo", "TIFF"),
        ] {
            let refused = app.send(method.clone(), uri, &headers, picture).await.expect(400);
            assert_eq!(refused.json()["code"], code, "{uri}");
            assert!(refused.detail().contains(word), "{}", refused.detail());
        }
    }
    assert_eq!(app.count("select count(*) from photos").await, 0);
}

#[tokio::test]
async fn a_drawing_is_asked_for_by_its_format() {
    let app = App::new().await;
    let estela = &app.world.estela;
    let base = format!("/api/qr/generate/item/{}", app.world.sistemas.machine);
    let drawing = app.get(estela, &format!("{base}?format=svg")).await.expect(200);
    assert_eq!(drawing.header("content-type"), Some("image/svg+xml"));
    assert_eq!(drawing.header("x-content-type-options"), Some("nosniff"));
    let drawing = String::from_utf8(drawing.bytes).unwrap();
    assert!(drawing.contains("<svg") && !drawing.contains("<script"));
    for same in ["", "?format=json", "?format=", "?format=null"] {
        let code = app.get(estela, &format!("{base}{same}")).await.expect(200).json();
        assert!(code["qr_data"].is_string());
    }
    app.get(estela, &format!("{base}?format=gif")).await.expect(422);
    app.get(estela, &format!("/api/qr/generate/user/{}", estela.id)).await.expect(422);
    let nothing = "/api/qr/generate/item/018f3b1c-0000-7000-8000-000000000001";
    assert_eq!(app.get(estela, nothing).await.expect(404).detail(), "Ítem no encontrado");
    let nothing = "/api/qr/generate/environment/018f3b1c-0000-7000-8000-000000000001";
    assert_eq!(app.get(estela, nothing).await.expect(404).detail(), "Ambiente no encontrado");
}
