//! Holes 2, 24 and 25: what was open to anybody, and what other web pages could do.

use crate::support::App;
use poem::http::Method;
use serde_json::{Value, json};

#[tokio::test]
async fn hole_2_rooms_items_and_codes_are_read_without_an_account() {
    let app = App::new().await;
    let (room, item) = (app.world.sistemas.id, app.world.sistemas.machine);
    let addresses = [
        "/api/environments".to_owned(),
        format!("/api/environments/{room}"),
        format!("/api/environments/{room}/inventory"),
        format!("/api/inventory/{item}"),
        "/api/inventory".to_owned(),
        "/api/schedules".to_owned(),
        "/api/centers".to_owned(),
        "/audit-logs".to_owned(),
        format!("/api/qr/generate/environment/{room}"),
        format!("/api/qr/generate/item/{item}?format=png"),
    ];
    for uri in addresses {
        let refused = app.ask(None, Method::GET, &uri, None).await;
        assert_eq!(refused.status.as_u16(), 401, "{uri} is open");
        assert_eq!(refused.detail(), "Debe iniciar sesión");
    }
}

#[tokio::test]
async fn hole_24_a_signature_for_anybody_and_a_code_for_anything() {
    let app = App::new().await;
    let (estela, room) = (&app.world.estela, app.world.idiomas.id);
    app.ask(None, Method::GET, &format!("/api/qr/generate/environment/{room}"), None).await.expect(401);

    let code = app.get(estela, &format!("/api/qr/generate/environment/{room}")).await.expect(200).json();
    let text = code["qr_data"].as_str().unwrap();
    app.post_anonymously("/api/qr/scan", json!({ "qr_data": text })).await.expect(401);
    // The signature of one room opens no other, and not at another time.
    let signed: Value = serde_json::from_str(text).unwrap();
    let forgeries = [
        ("id", json!(app.world.taller.id)),
        ("code", json!("QR-TA")),
        ("ts", json!(1)),
        ("type", json!("item")),
        ("sig", json!("0".repeat(64))),
    ];
    for (member, value) in forgeries {
        let mut forged = signed.clone();
        forged[member] = value;
        let body = json!({ "qr_data": forged.to_string() });
        let refused = app.post(estela, "/api/qr/scan", body).await.expect(400);
        assert_eq!(refused.detail(), "Firma del QR inválida", "{member}");
    }
    let me = app.get(estela, "/api/auth/me").await.expect(200).json();
    assert_eq!(me["environment_id"], json!(app.world.sistemas.id));
}

#[tokio::test]
async fn hole_25_any_origin_with_the_persons_cookie() {
    let app = App::new().await;
    let session = app.enter(&app.world.ana).await;
    let cookie = session.cookie();
    let hostile = [("origin", "https://evil.example"), ("cookie", cookie.as_str())];
    for method in [Method::GET, Method::OPTIONS] {
        let reply = app.send(method, "/api/auth/me", &hostile, "").await;
        assert_eq!(reply.header("access-control-allow-origin"), Some("*"));
        assert_eq!(reply.header("access-control-allow-credentials"), None);
    }
    assert!(session.set_cookie.contains("SameSite=Strict"));
    // A cookie alone is nobody: requests that do something need the token in a header.
    app.send(Method::GET, "/api/auth/me", &hostile, "").await.expect(401);
    app.send(Method::POST, "/api/centers", &hostile, "{}").await.expect(401);
}

#[tokio::test]
async fn hole_25_a_redirect_follows_the_host_header() {
    let app = App::new().await;
    let authorization = format!("Bearer {}", app.world.gloria.token);
    let headers = [
        ("authorization", authorization.as_str()),
        ("host", "evil.example"),
        ("x-forwarded-host", "evil.example"),
        ("x-forwarded-proto", "https"),
    ];
    for uri in ["/api/users", "/api/users/", "/api//users//", "//api/users", "/api/users/stats/", "/"] {
        let reply = app.send(Method::GET, uri, &headers, "").await;
        assert!(!reply.status.is_redirection(), "{uri}");
        assert_eq!(reply.header("location"), None);
        assert!(!reply.headers.values().any(|value| value.as_bytes().windows(4).any(|it| it == b"evil")));
        assert!(!String::from_utf8_lossy(&reply.bytes).contains("evil.example"));
    }
}
