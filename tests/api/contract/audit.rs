//! Where the app and its original server disagreed on the audit (table d of the contract).

use crate::support::{App, PASSWORD, Ready};
use inventario::kit::clock;
use poem::http::Method;
use serde_json::{Value, json};

/// The actions that a filter of the app's audit screen finds, each once.
async fn actions(app: &App, filter: &str) -> Vec<String> {
    let uri = format!("/api/audit-logs/?page=1&per_page=100&action_filter={filter}");
    let page = app.get(&app.world.gloria, &uri).await.expect(200).json();
    let mut actions: Vec<String> =
        page["logs"].as_array().unwrap().iter().map(|it| it["action"].as_str().unwrap().to_owned()).collect();
    actions.sort();
    actions.dedup();
    actions
}

#[tokio::test]
async fn d6_the_report_reads_a_bare_array_newest_first() {
    let ready = Ready::new().await;
    let (app, gloria) = (&ready.app, &ready.app.world.gloria);
    let credentials = json!({ "email": app.world.ivan.email, "password": PASSWORD });
    app.ask(None, Method::POST, "/api/auth/login", Some(credentials)).await.expect(200);
    let today = clock::today();
    let uri = format!("/audit-logs?start_date={today}&end_date={today}&system_wide=true&admin_access=true");
    let rows = app.get(gloria, &uri).await.expect(200).json();
    let rows = rows.as_array().unwrap();
    let stamps: Vec<&str> = rows.iter().map(|row| row["timestamp"].as_str().unwrap()).collect();
    assert!(stamps.is_sorted_by(|newer, older| newer >= older), "{stamps:?}");
    for row in rows {
        let (day, time) = row["timestamp"].as_str().unwrap().split_once(' ').unwrap();
        assert!((day, time.len()) == (today.to_string().as_str(), 8), "{row}");
        assert!(row["action"].is_string() && row["entity_type"].is_string() && row["user_email"].is_string());
        assert!(row["new_values"]["response"]["status_code"].is_i64(), "{row}");
    }
    assert_eq!((&rows[0]["action"], &rows[0]["user_email"]), (&json!("LOGIN"), &json!("ivan@sena.edu.co")));
    let past = app.get(gloria, "/audit-logs?start_date=2020-01-01&end_date=2020-01-02").await.expect(200);
    assert_eq!(past.json(), json!([]));
}

#[tokio::test]
async fn d9_the_export_answers_the_same_rows() {
    let ready = Ready::new().await;
    let gloria = &ready.app.world.gloria;
    let export = ready.app.get(gloria, "/api/audit-logs/export?format=json").await.expect(200).json();
    assert_eq!(export, ready.app.get(gloria, "/audit-logs").await.expect(200).json());
    assert_ne!(export, json!([]));
}

#[tokio::test]
async fn d18_the_apps_filters_find_the_stored_names() {
    let app = App::new().await;
    let world = &app.world;
    let new = json!({ "name": "Cámara", "internal_code": "C-1", "category": "camera" });
    let item = app.post(&world.gloria, "/api/inventory/", new).await.expect(201).json();
    let uri = format!("/api/inventory/{}", item["id"].as_str().unwrap());
    app.put(&world.gloria, &uri, json!({ "brand": "Sony" })).await.expect(200);
    app.delete(&world.gloria, &uri).await.expect(200);
    let room = format!("/api/environments/{}", world.idiomas.id);
    app.put(&world.gloria, &room, json!({ "capacity": 10 })).await.expect(200);
    app.delete(&world.gloria, &format!("/api/users/{}", world.ivan.id)).await.expect(200);
    app.sign_in(&world.ana.email, PASSWORD).await.expect(200);

    assert_eq!(actions(&app, "INVENTORY_CREATE").await, ["CREATE_INVENTORY_ITEM"]);
    assert_eq!(actions(&app, "INVENTORY_UPDATE").await, ["UPDATE_INVENTORY_ITEM"]);
    assert_eq!(actions(&app, "INVENTORY_DELETE").await, ["DELETE_INVENTORY_ITEM"]);
    assert_eq!(actions(&app, "ENVIRONMENT_UPDATE").await, ["UPDATE_ENVIRONMENT"]);
    assert_eq!(actions(&app, "USER_DELETE").await, ["DELETE_USER"]);
    assert_eq!(actions(&app, "LOGIN").await, ["LOGIN"]);
    assert_eq!(actions(&app, "LOAN_CREATE").await, [""; 0]);
    let items = ["CREATE_INVENTORY_ITEM", "DELETE_INVENTORY_ITEM", "UPDATE_INVENTORY_ITEM"];
    assert_eq!(actions(&app, "inventory_item").await, items);
}

#[tokio::test]
async fn d37_entries_say_who_did_it() {
    let app = App::new().await;
    let world = &app.world;
    app.put(&world.ana, "/api/auth/me", json!({ "phone": "300" })).await.expect(200);
    app.sign_in("PEDRO@sena.edu.co", PASSWORD).await.expect(200);
    for (action, who, name) in
        [("UPDATE_USER", &world.ana, "Ana Prueba"), ("LOGIN", &world.pedro, "Pedro Prueba")]
    {
        let uri = format!("/api/audit-logs/?action_filter={action}");
        let page = app.get(&world.gloria, &uri).await.expect(200).json();
        let entry = &page["logs"][0];
        assert_eq!(entry["user_id"], json!(who.id));
        assert_eq!((&entry["user_name"], &entry["user_email"]), (&json!(name), &json!(who.email)));
    }
}

#[tokio::test]
async fn the_figures_of_the_audit_screen_have_no_holes() {
    let ready = Ready::new().await;
    let gloria = &ready.app.world.gloria;
    let stats = ready.app.get(gloria, "/api/audit-logs/stats?days=30").await.expect(200).json();
    let figures = ["total_logs", "today_logs", "warning_logs", "error_logs", "info_logs", "success_logs"]
        .map(|it| &stats[it]);
    assert!(figures.iter().all(|figure| figure.is_i64()), "{stats}");
    let sum: i64 = figures[2..].iter().filter_map(|figure| figure.as_i64()).sum();
    assert_eq!(figures[0].as_i64(), Some(sum));
    let whole = |rows: &Value, texts: &[&str]| {
        let rows = rows.as_array().unwrap();
        !rows.is_empty()
            && rows.iter().all(|row| row["count"].is_i64() && texts.iter().all(|text| row[text].is_string()))
    };
    assert!(whole(&stats["top_actions"], &["action"]) && whole(&stats["top_users"], &["name", "email"]));
}
