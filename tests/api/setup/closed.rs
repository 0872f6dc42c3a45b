//! Before: health, the certificate, the set-up and the assistant's pages are answered, everything else is refused.

use super::Fresh;
use crate::support::every_operation;
use inventario::kit::access::Origin;
use inventario::kit::access::passwords::hash;
use inventario::kit::db::Change;
use poem::http::Method;
use serde_json::json;
use std::time::{Duration, Instant};

#[tokio::test]
async fn every_operation_but_health_the_certificate_and_the_set_up_is_refused() {
    let fresh = Fresh::new();
    let mut refused = 0;
    for operation in every_operation() {
        let uri = operation.path_parameters.iter().fold(operation.path.clone(), |path, parameter| {
            path.replace(&format!("{{{}}}", parameter.name), "0190f3a0-0000-7000-8000-000000000000")
        });
        let headers = [("content-type", "application/json"), ("authorization", "Bearer eyJ.garbage.x")];
        let reply = fresh.send("10.0.0.1", operation.method.clone(), &uri, &headers, "esto no es JSON").await;
        match operation.id.as_str() {
            "get_health" | "get_tls" => assert_eq!(reply.status, 200),
            "download_tls_authority" => assert_eq!(reply.json()["code"], "sin_autoridad"),
            "check_setup_code" | "set_up" | "upload_backup" | "check_backup" | "restore_backup" => {
                assert_eq!(reply.status, 422, "{reply:?}");
            }
            name => {
                assert_eq!(
                    (reply.status.as_u16(), reply.json()["code"].as_str()),
                    (503, Some("sin_configurar")),
                    "{name}"
                );
                assert!(reply.detail().contains("configurado"), "{name}");
                refused += 1;
            }
        }
    }
    assert!(refused > 60, "only {refused} operations were tried");
    // Nobody could change anything: there is nothing to audit but what the tries at the set-up left.
    assert_eq!(fresh.count("select count(*) from audit_logs where action <> 'SETUP'").await, 0);
}

#[tokio::test]
async fn other_spellings_of_an_address_are_refused_too() {
    let fresh = Fresh::new();
    for uri in [
        "/api",
        "/api/",
        "//api//users",
        "/api/users/",
        "/audit-logs",
        "/audit-logs/",
        "/api/nada",
        "/api/setupx",
        "/api/health/details",
        "/openapi.json",
        "/metrics",
        "//metrics/",
    ] {
        let reply = fresh.get(uri).await.expect(503);
        assert_eq!(reply.json()["code"], "sin_configurar", "{uri}");
    }
    fresh.get("//api//health//").await.expect(200);
    fresh.get("/api/setup/nada").await.expect(404);
    fresh.get("/api/setup/check").await.expect(405);
}

#[tokio::test]
async fn every_page_is_the_assistant() {
    let fresh = Fresh::new();
    let page = |uri: &'static str| {
        let fresh = &fresh;
        async move {
            fresh.send("10.0.0.1", Method::GET, uri, &[("accept", "text/html")], "").await.expect(200).bytes
        }
    };
    let first = page("/").await;
    assert!(String::from_utf8_lossy(&first).contains("/js/main.js"));
    for uri in ["/ingresar", "/equipos/nuevo", "/docs", "//docs/"] {
        assert_eq!(page(uri).await, first, "{uri}");
    }
    fresh.get("/js/main.js").await.expect(200);
}

#[tokio::test]
async fn an_administrator_of_the_command_line_opens_the_gate_within_seconds() {
    let fresh = Fresh::new();
    fresh.get("/api/users").await.expect(503);
    let origin = Origin::of_command("test");
    let stored = hash("bodega del norte").unwrap();
    fresh
        .parts
        .db
        .write(&origin, move |tx| {
            tx.execute(
                "insert into users (id, email, first_name, last_name, role, password_hash, created_at, updated_at)
                 values ('0190f3a0-0000-7000-8000-000000000001', 'g@sena.edu.co', 'G', 'R', 'admin_general', ?1,
                     '2026-01-01T00:00:00.000000Z', '2026-01-01T00:00:00.000000Z')",
                [stored],
            )?;
            Ok(Change::unaudited(()))
        })
        .await
        .unwrap();
    let made = Instant::now();
    while fresh.get("/api/users").await.status == 503 {
        assert!(made.elapsed() < Duration::from_secs(10), "the gate stays closed");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    fresh.get("/api/users").await.expect(401);
    let body = json!({ "code": fresh.code() });
    fresh.post("/api/setup/check", &body).await.expect(404);
}

#[tokio::test]
async fn an_inactive_administrator_and_other_people_leave_it_closed() {
    let fresh = Fresh::new();
    let origin = Origin::of_command("test");
    for (n, role, active) in [(1, "admin_general", 0), (2, "admin", 1), (3, "student", 1)] {
        fresh
            .parts
            .db
            .write(&origin, move |tx| {
                tx.execute_batch(&format!(
                    "insert into users (id, email, first_name, last_name, role, is_active, password_hash, created_at,
                         updated_at)
                     values ('0190f3a0-0000-7000-8000-00000000000{n}', 'g{n}@sena.edu.co', 'G', 'R', '{role}', {active},
                         'x', '2026-01-01T00:00:00.000000Z', '2026-01-01T00:00:00.000000Z')"
                ))?;
                Ok(Change::unaudited(()))
            })
            .await
            .unwrap();
    }
    fresh.get("/api/users").await.expect(503);
    let greeting = fresh.post("/api/setup/check", &json!({ "code": fresh.code() })).await.expect(200).json();
    assert_eq!(greeting["can_load_demo"], false);
}
