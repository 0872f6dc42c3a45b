//! What is refused, with nothing stored.

use super::{Fresh, setup};
use serde_json::{Value, json};

async fn nothing_is_stored(fresh: &Fresh) {
    for query in [
        "select count(*) from users",
        "select count(*) from centers",
        "select count(*) from refresh_tokens",
        "select count(*) from audit_logs where entity_type <> 'setup'",
    ] {
        assert_eq!(fresh.count(query).await, 0, "{query}");
    }
    fresh.get("/api/users").await.expect(503);
}

#[tokio::test]
async fn wrong_codes_are_refused_and_after_five_of_an_address_a_minute_has_to_pass() {
    let fresh = Fresh::new();
    let code = fresh.code();
    for typed in ["", "AAAA-AAAA", &code[..8], &format!("{code}A"), "ñandú"] {
        let refused = fresh.post("/api/setup/check", &json!({ "code": typed })).await.expect(403);
        assert_eq!(refused.json()["code"], "codigo_incorrecto", "{typed}");
    }
    // The right one has to wait too, at either door: the answer must not tell that it was right.
    for (uri, body) in [("/api/setup/check", json!({ "code": code })), ("/api/setup", setup(&code, "empty"))]
    {
        let waits = fresh.post(uri, &body).await.expect(429);
        let seconds: u64 = waits.header("retry-after").unwrap().parse().unwrap();
        assert!((1..=60).contains(&seconds), "{seconds}");
    }
    nothing_is_stored(&fresh).await;
    fresh.post_from("10.0.0.2", "/api/setup/check", &json!({ "code": code })).await.expect(200);
}

#[tokio::test]
async fn wrong_codes_count_at_both_doors() {
    let fresh = Fresh::new();
    for n in 0..5 {
        let (uri, body) = if n % 2 == 0 {
            ("/api/setup", setup("AAAA-AAAA", "empty"))
        } else {
            ("/api/setup/check", json!({ "code": "X" }))
        };
        fresh.post(uri, &body).await.expect(403);
    }
    fresh.post("/api/setup", &setup(&fresh.code(), "empty")).await.expect(429);
    nothing_is_stored(&fresh).await;
}

#[tokio::test]
async fn weak_passwords_and_bad_centres_are_refused_and_nothing_is_stored() {
    let fresh = Fresh::new();
    let good = setup(&fresh.code(), "empty");
    for (place, value, status) in [
        ("/admin/password", json!("corta"), 422),
        ("/admin/password", json!("x".repeat(129)), 422),
        ("/admin/password", json!("12345678"), 400),
        ("/admin/password", json!("Contraseña2026"), 400),
        ("/admin/password", json!("soy-gloria-rios"), 400),
        ("/admin/password", json!("abababababab"), 400),
        ("/admin/password", Value::Null, 422),
        ("/admin/email", json!("gloria"), 422),
        ("/admin/email", json!(7), 422),
        ("/admin/first_name", json!("   "), 422),
        ("/admin/last_name", json!("a\u{0}b"), 422),
        ("/admin", json!([]), 422),
        ("/center/code", json!(""), 422),
        ("/center/code", json!("9".repeat(21)), 422),
        ("/center/name", json!(null), 422),
        ("/center/name", json!("x".repeat(201)), 422),
        ("/center/city", json!("x".repeat(101)), 422),
        ("/center", json!("Buga"), 422),
        ("/start", json!("lleno"), 422),
        ("/start", json!(null), 422),
        ("/code", json!("x".repeat(41)), 422),
    ] {
        let mut body = good.clone();
        *body.pointer_mut(place).unwrap() = value.clone();
        let reply = fresh.post("/api/setup", &body).await;
        assert_eq!(
            reply.status.as_u16(),
            status,
            "{place} {value}: {}",
            String::from_utf8_lossy(&reply.bytes)
        );
        assert!(!reply.detail().is_empty());
        nothing_is_stored(&fresh).await;
    }
    let mut body = good;
    body["center"].as_object_mut().unwrap().remove("name");
    assert!(fresh.post("/api/setup", &body).await.expect(422).detail().contains("name"));
    nothing_is_stored(&fresh).await;
}
