//! The codes on doors and machines (section b.13 of the contract): the app draws their text and reads it back.

use crate::support::{App, SECRET};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// The signature as the original server made it.
fn signature(kind: &str, id: &str, code: &str, ts: i64) -> String {
    let digest = Sha256::digest(format!("{kind}:{id}:{code}:{ts}:{SECRET}"));
    digest.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

async fn generated(app: &App, kind: &str, id: impl std::fmt::Display) -> Value {
    let uri = format!("/api/qr/generate/{kind}/{id}");
    let answer = app.get(&app.world.ana, &uri).await.expect(200).json();
    serde_json::from_str(answer["qr_data"].as_str().unwrap()).unwrap()
}

#[tokio::test]
async fn a_code_says_what_it_points_at_and_is_signed() {
    let app = App::new().await;
    let world = &app.world;
    let room = generated(&app, "environment", world.sistemas.id).await;
    let item = generated(&app, "item", world.sistemas.machine).await;
    for (code, kind, place) in [(&room, "environment", "location"), (&item, "item", "category")] {
        assert_eq!((&code["v"], &code["type"]), (&json!(1), &json!(kind)));
        let text = |name: &str| code[name].as_str().unwrap_or_else(|| panic!("{name} in {code}"));
        assert!(!text("name").is_empty() && !text(place).is_empty());
        let ts = code["ts"].as_i64().unwrap();
        assert_eq!(text("sig"), signature(kind, text("id"), text("code"), ts));
    }
    assert_eq!((&room["code"], &item["code"]), (&json!("QR-S1"), &json!("S1-M")));
}

#[tokio::test]
async fn a_code_printed_by_the_original_server_still_links() {
    let app = App::new().await;
    let (estela, id) = (&app.world.estela, app.world.idiomas.id.to_string());
    let printed = json!({
        "v": 1, "type": "environment", "id": id, "ts": 1_600_000_000, "code": "QR-ID", "name": "Idiomas",
        "location": "Bloque A", "sig": signature("environment", &id, "QR-ID", 1_600_000_000),
    });
    let link = app.post(estela, "/api/qr/scan", json!({ "qr_data": printed.to_string() })).await.expect(200);
    assert_eq!(link.json()["environment"]["id"], json!(id));
}

#[tokio::test]
async fn a_code_that_is_not_ours_links_nobody() {
    let app = App::new().await;
    let estela = &app.world.estela;
    let good = generated(&app, "environment", app.world.idiomas.id).await;
    let with = |name: &str, value: Value| {
        let mut code = good.clone();
        code[name] = value;
        code.to_string()
    };
    let item = generated(&app, "item", app.world.sistemas.machine).await.to_string();
    for text in [
        "https://example.com".to_owned(),
        "{}".to_owned(),
        "[]".to_owned(),
        with("v", json!(2)),
        with("sig", json!("0".repeat(64))),
        with("sig", json!("")),
        with("sig", Value::Null),
        with("id", json!(app.world.taller.id)),
        with("ts", json!(1)),
        with("code", json!("QR-TA")),
        item,
    ] {
        let refused = app.post(estela, "/api/qr/scan", json!({ "qr_data": text })).await.expect(400);
        assert!(!refused.detail().is_empty());
    }
    let me = app.get(estela, "/api/auth/me").await.expect(200).json();
    assert_eq!(me["environment_id"], json!(app.world.sistemas.id));
}
