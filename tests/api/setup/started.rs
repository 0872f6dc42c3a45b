//! What is there afterwards: the administrator with an open session, the centre, and the demo if it was asked for.

use super::{Fresh, setup};
use crate::support::{Reply, Session};
use poem::http::Method;
use serde_json::{Value, json};

async fn get(fresh: &Fresh, token: &str, uri: &str) -> Reply {
    let authorization = format!("Bearer {token}");
    fresh.send("10.0.0.1", Method::GET, uri, &[("authorization", &authorization)], "").await
}

#[tokio::test]
async fn the_code_is_checked_before_anything_is_asked_for() {
    let fresh = Fresh::new();
    for typed in
        [fresh.code(), fresh.code().to_lowercase().replace('-', " "), format!("  {}  ", fresh.code())]
    {
        let greeting = fresh.post("/api/setup/check", &json!({ "code": typed })).await.expect(200).json();
        assert!(!greeting["name"].as_str().unwrap().is_empty());
        assert_eq!(greeting["version"], env!("CARGO_PKG_VERSION"));
        assert_eq!(greeting["time_zone"], "America/Bogota");
        assert_eq!(greeting["can_load_demo"], true);
    }
}

#[tokio::test]
async fn it_begins_with_a_session_an_administrator_and_a_centre() {
    let fresh = Fresh::new();
    let reply = fresh.post("/api/setup/", &setup(&fresh.code(), "empty")).await.expect(201);
    assert!(reply.header("set-cookie").unwrap().starts_with("inventario_refresh="));
    let session = reply.json();
    let user = &session["user"];
    assert_eq!(
        (&user["email"], &user["role"], &user["is_active"], &user["name"]),
        (&json!("gloria@sena.edu.co"), &json!("admin_general"), &json!(true), &json!("Gloria Ríos"))
    );
    assert!(!user["last_login"].is_null());
    let token = session["access_token"].as_str().unwrap();
    let centers = get(&fresh, token, "/api/centers").await.expect(200).json();
    assert_eq!(centers.as_array().unwrap().len(), 1);
    assert_eq!(
        (&centers[0]["code"], &centers[0]["city"], &centers[0]["phone"]),
        (&json!("9208"), &json!("Buga"), &Value::Null)
    );
    assert_eq!(get(&fresh, token, "/api/inventory").await.expect(200).json(), json!([]));
    // The cookie renews it, and the password opens another.
    let cookie = reply.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
    fresh.send("10.0.0.1", Method::POST, "/api/auth/refresh", &[("cookie", &cookie)], "").await.expect(200);
    let credentials = json!({ "email": "gloria@sena.edu.co", "password": "bodega del norte" });
    Session::of(fresh.post("/api/auth/login", &credentials).await);
}

#[tokio::test]
async fn it_is_audited_with_the_name_of_who_did_it_and_without_the_password() {
    let fresh = Fresh::new();
    fresh.post("/api/setup", &setup("AAAA-AAAA", "empty")).await.expect(403);
    let session = fresh.post("/api/setup", &setup(&fresh.code(), "empty")).await.expect(201).json();
    let token = session["access_token"].as_str().unwrap();
    let mut entries = Vec::new();
    // The refusal is noted after its answer.
    while entries.len() < 4 {
        let logs = get(&fresh, token, "/api/audit-logs/").await.expect(200).json();
        entries = logs["logs"].as_array().unwrap().clone();
    }
    let text = serde_json::to_string(&entries).unwrap();
    assert!(!text.contains("bodega del norte") && !text.contains(&fresh.code()), "{text}");
    for action in ["SETUP", "CREATE_CENTER", "CREATE_USER"] {
        let entry =
            entries.iter().find(|it| it["action"] == action && it["user_id"] == session["user"]["id"]);
        assert!(entry.is_some(), "{action}: {text}");
    }
    let refused = entries.iter().find(|it| it["new_values"]["response"]["status_code"] == 403).unwrap();
    assert_eq!((&refused["action"], &refused["user_id"]), (&json!("SETUP"), &Value::Null));
}

#[tokio::test]
async fn the_demo_comes_around_the_administrator_and_nobody_else_can_enter() {
    let fresh = Fresh::new();
    let session = fresh.post("/api/setup", &setup(&fresh.code(), "demo")).await.expect(201).json();
    let token = session["access_token"].as_str().unwrap();
    let list = async |uri: &str| get(&fresh, token, uri).await.expect(200).json().as_array().unwrap().clone();
    let centers = list("/api/centers").await;
    assert_eq!(
        (centers.len(), &centers[0]["name"], &centers[0]["environments"]),
        (1, &json!("Centro Agropecuario"), &json!(8))
    );
    let items = list("/api/inventory").await;
    assert_eq!(items.len(), 400);
    assert!(items.iter().all(|it| it["internal_code"].as_str().unwrap().starts_with("9208-")));
    let people = list("/api/users").await;
    assert_eq!(people.len(), 65);
    let general: Vec<&Value> = people.iter().filter(|it| it["role"] == "admin_general").collect();
    assert_eq!(general.len(), 1, "the keys of the house are the administrator's alone");
    assert_eq!(general[0]["email"], "gloria@sena.edu.co");
    for person in ["aprendiz", "instructor", "supervisor", "bodega", "admin"] {
        let credentials =
            json!({ "email": format!("{person}@demo.sena.edu.co"), "password": "inventario-demo" });
        fresh.post("/api/auth/login", &credentials).await.expect(401);
    }
    assert!(!list("/api/inventory-checks").await.is_empty());
}
