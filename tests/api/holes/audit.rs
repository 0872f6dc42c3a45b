//! Holes 4 to 8: an audit that knows who it was, tells no secrets, can't be forged, evaded or flooded.

use crate::support::{App, PASSWORD};
use poem::http::Method;
use serde_json::{Value, json};

const JSON: (&str, &str) = ("content-type", "application/json");

fn of(action: &'static str, status: u16) -> impl Fn(&Value) -> bool {
    move |entry| entry["action"] == action && entry["new_values"]["response"]["status_code"] == status
}

#[tokio::test]
async fn hole_4_the_audit_never_says_who() {
    let app = App::new().await;
    let (gloria, wilson) = (&app.world.gloria, &app.world.wilson);
    app.enter(&app.world.ana).await;
    app.put(wilson, &format!("/api/inventory/{}", app.world.bodega.group), json!({ "notes": "Vistas" }))
        .await;
    app.post(gloria, "/api/centers", json!({ "code": "9999", "name": "Nuevo" })).await.expect(201);
    app.delete(wilson, &format!("/api/users/{}", app.world.ana.id)).await.expect(403);

    let expected = [
        ("LOGIN", 200, &app.world.ana),
        ("UPDATE_INVENTORY_ITEM", 200, wilson),
        ("CREATE_CENTER", 201, gloria),
        ("DELETE_USER", 403, wilson),
    ];
    for (action, status, who) in expected {
        let entry = app.audited(of(action, status)).await;
        assert_eq!(entry["user_id"], json!(who.id), "{action}");
        assert_eq!(entry["user_email"], json!(who.email), "{action}");
        assert!(entry["user_name"].as_str().unwrap().ends_with("Prueba"), "{action}");
    }
}

#[tokio::test]
async fn hole_5_passwords_in_clear_in_the_audit() {
    let app = App::new().await;
    let change = json!({ "current_password": PASSWORD, "new_password": "secreto-nuevo-1" });
    app.post(&app.world.ana, "/api/auth/me/change-password", change).await.expect(200);
    let malformed = r#"{"email": "ana@sena.edu.co", "password": "secreto-roto-2""#;
    app.send(Method::POST, "/api/auth/login", &[JSON], malformed).await.expect(422);
    app.audited(of("LOGIN", 422)).await;
    app.audited(of("UPDATE_AUTHENTICATION", 200)).await;
    let everything = Value::from(app.audit().await).to_string();
    for secret in [PASSWORD, "secreto-nuevo-1", "secreto-roto-2"] {
        assert!(!everything.contains(secret), "{secret} is in the audit");
    }
}

#[tokio::test]
async fn hole_6_a_student_forges_an_entry_in_another_name() {
    let app = App::new().await;
    let forged = json!({
        "action": "DELETE_EVERYTHING", "entity_type": "user", "user_id": app.world.gloria.id,
        "new_values": { "description": "falso" },
    });
    for uri in ["/api/audit-logs", "/api/audit-logs/"] {
        app.post(&app.world.estela, uri, forged.clone()).await.expect(405);
        app.post(&app.world.gloria, uri, forged.clone()).await.expect(405);
    }
    app.audited(of("CREATE_AUDIT_LOG", 405)).await;
    assert_eq!(app.count("select count(*) from audit_logs where action like '%EVERYTHING%'").await, 0);
    assert_eq!(app.count("select count(*) from audit_logs where new_values like '%falso%'").await, 0);
}

#[tokio::test]
async fn hole_7_odd_headers_leave_no_entry_or_a_false_address() {
    let app = App::new().await;
    let authorization = format!("Bearer {}", app.world.gloria.token);
    let long = "x".repeat(5_000);
    let odd = [
        ("x-session-id", long.as_str()),
        ("x-forwarded-for", "not an address, 1.2.3.4"),
        ("x-real-ip", "1.2.3.4"),
        ("forwarded", "for=1.2.3.4"),
        ("user-agent", long.as_str()),
    ];
    for (n, (name, value)) in odd.into_iter().enumerate() {
        for (m, peer) in ["127.0.0.1", "10.9.8.7"].into_iter().enumerate() {
            let code = format!("H{n}{m}");
            let center = json!({ "code": code, "name": "Con cabeceras raras" }).to_string();
            let headers = [JSON, ("authorization", authorization.as_str()), (name, value)];
            app.send_from(peer, Method::POST, "/api/centers", &headers, center).await.expect(201);
            let entry = app.audited(|entry| entry["new_values"]["after"]["code"] == code.as_str()).await;
            assert_eq!(entry["ip_address"], peer, "{name}");
            assert_eq!(entry["new_values"]["request"]["client_ip"], peer, "{name}");
            assert!(entry.to_string().len() < 3_000, "{name}");
        }
    }
}

#[tokio::test]
async fn hole_7_a_failing_write_and_a_numeric_path_leave_no_entry() {
    let app = App::new().await;
    app.put(&app.world.gloria, "/api/inventory/7", json!({ "name": "x" })).await.expect(422);
    app.audited(of("UPDATE_INVENTORY_ITEM", 422)).await;

    app.run(
        "create trigger broken before insert on centers
         begin select raise(abort, 'the disk has a bad day'); end",
    )
    .await;
    let center = json!({ "code": "1", "name": "No se guarda" });
    let failed = app.post(&app.world.gloria, "/api/centers", center).await.expect(500);
    assert!(!failed.detail().contains("disk"), "a 500 tells nothing of the inside");
    let entry = app.audited(of("CREATE_CENTER", 500)).await;
    assert_eq!(entry["user_id"], json!(app.world.gloria.id));
    assert_eq!(entry["new_values"]["code"], "error_interno");
}

#[tokio::test]
async fn hole_8_eight_megabytes_sent_by_nobody_fill_the_disk() {
    let app = App::new().await;
    let flood = format!(r#"{{"email": "{}", "password": "x"}}"#, "a".repeat(8 << 20));
    app.send(Method::POST, "/api/auth/login", &[JSON], flood).await.expect(413);
    let long_path = format!("/api/users/{}", "a".repeat(60_000));
    app.send(Method::POST, &long_path, &[JSON, ("user-agent", &"b".repeat(60_000))], "{}").await;
    app.audited(of("LOGIN", 413)).await;
    app.audited(|entry| entry["entity_type"] == "user" && entry["user_id"] == json!(null)).await;
    let longest = app.count(
        "select max(length(new_values) + length(coalesce(user_agent, '')) + length(action)) from audit_logs",
    );
    assert!(longest.await < 2_500);
}
