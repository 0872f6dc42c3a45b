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
    assert_eq!(read, json!({ "qr_data": foreign, "type": null, "id": null }));
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
