//! Where the app and its original server disagreed on notifications (table d of the contract).

use super::fields::is_datetime;
use crate::support::{App, Person, Ready};
use serde_json::{Value, json};

const NOTIFICATIONS: &str = "/api/notifications/";

async fn list(app: &App, who: &Person, query: &str) -> Vec<Value> {
    let rows = app.get(who, &format!("{NOTIFICATIONS}{query}")).await.expect(200).json();
    rows.as_array().unwrap().clone()
}

/// What the app sends after a step of a loan or a request.
fn told(to: &Person, kind: &str, priority: &str) -> Value {
    json!({
        "user_id": to.id, "type": kind, "title": "Préstamo", "message": "Cambió de estado", "priority": priority,
    })
}

#[tokio::test]
async fn d13_every_type_of_the_app_is_taken() {
    let app = App::new().await;
    let ana = &app.world.ana;
    let kinds = [
        "loan_pending",
        "loan_approved",
        "loan_rejected",
        "loan_active",
        "loan_returned",
        "loan_overdue",
        "check_reminder",
        "verification_pending",
        "verification_update",
        "maintenance_request",
        "maintenance_update",
        "alert",
        "system",
    ];
    for kind in kinds {
        let made = app.post(ana, NOTIFICATIONS, told(ana, kind, "medium")).await.expect(201).json();
        assert_eq!(made["type"], kind);
        let found = list(&app, ana, &format!("?type={kind}")).await;
        assert_eq!(found, [made], "{kind}");
    }
    app.post(ana, NOTIFICATIONS, told(ana, "otra", "medium")).await.expect(422);
}

#[tokio::test]
async fn d34_a_notification_says_when_it_changed_and_leads_to_its_request() {
    let ready = Ready::new().await;
    let (app, world) = (&ready.app, &ready.app.world);
    // Bruno and Sara look after the warehouse, in which something broke.
    for person in [&world.bruno, &world.sara] {
        let rows = list(app, person, "?type=maintenance_request").await;
        let page = format!("/maintenance/{}", ready.request);
        let told: Vec<_> = rows.iter().filter(|row| row["action_url"] == page).collect();
        assert_eq!(told.len(), 1, "{}", person.email);
        let told = told[0];
        assert_eq!(told["updated_at"], told["created_at"]);
        assert!(is_datetime(told["updated_at"].as_str().unwrap()));
        // The app takes the segment after `maintenance` and asks for that request.
        let page = told["action_url"].as_str().unwrap();
        assert_eq!(page, format!("/maintenance/{}", ready.request));
        let (_, id) = page.rsplit_once('/').unwrap();
        app.get(person, &format!("/api/maintenance-requests/{id}")).await.expect(200);

        let uri = format!("{NOTIFICATIONS}{}", told["id"].as_str().unwrap());
        let read = app.put(person, &uri, json!({ "is_read": true })).await.expect(200).json();
        assert_eq!(read["is_read"], true);
        assert!(read["updated_at"].as_str() > told["updated_at"].as_str());
        assert_eq!(read["created_at"], told["created_at"]);
    }
}

#[tokio::test]
async fn d39_several_types_stand_in_one_parameter() {
    let app = App::new().await;
    let ana = &app.world.ana;
    for kind in ["maintenance_request", "system", "maintenance_update", "loan_active"] {
        app.post(ana, NOTIFICATIONS, told(ana, kind, "low")).await.expect(201);
    }
    let types = async |query: &str| {
        let rows = list(&app, ana, query).await;
        rows.iter().map(|it| it["type"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let both = ["maintenance_update", "maintenance_request"];
    assert_eq!(types("?type=maintenance_request%2Cmaintenance_update").await, both);
    assert_eq!(types("?type=maintenance_request,maintenance_update,").await, both);
    assert_eq!(types("?type=system").await, ["system"]);
    assert_eq!(types("?type=").await.len(), 4);
    assert_eq!(types("?type=maintenance_request%2Cmaintenance_update&is_read=true").await, [""; 0]);
}

#[tokio::test]
async fn d52_the_app_tells_the_borrower_and_nobody_tells_him_twice() {
    let app = App::new().await;
    let world = &app.world;
    let steps = [
        ("loan_approved", "high"),
        ("loan_rejected", "high"),
        ("loan_active", "medium"),
        ("loan_returned", "low"),
    ];
    for (kind, priority) in steps {
        app.post(&world.wilson, NOTIFICATIONS, told(&world.ana, kind, priority)).await.expect(201);
        let rows = list(&app, &world.ana, &format!("?type={kind}")).await;
        assert_eq!(rows.len(), 1, "{kind}");
        assert_eq!((&rows[0]["priority"], &rows[0]["is_read"]), (&json!(priority), &json!(false)));
    }
    assert!(list(&app, &world.wilson, "").await.is_empty());

    // Everybody tells himself; others are told by those who look after things.
    for person in world.roles() {
        app.post(person, NOTIFICATIONS, told(person, "loan_pending", "medium")).await.expect(201);
        assert_eq!(list(&app, person, "?type=loan_pending").await.len(), 1, "{}", person.email);
        let keeps = !matches!(person.role.as_str(), "student" | "instructor");
        let to_pedro = app.post(person, NOTIFICATIONS, told(&world.pedro, "system", "low")).await;
        assert_eq!(to_pedro.status.as_u16(), if keeps { 201 } else { 403 }, "{}", person.email);
    }
    assert_eq!(list(&app, &world.pedro, "").await.len(), 3);
}

#[tokio::test]
async fn d56_the_newest_notification_is_the_first() {
    let app = App::new().await;
    let ana = &app.world.ana;
    let mut told_in_order = Vec::new();
    for n in 0..5 {
        let mut told = told(ana, "system", "low");
        told["title"] = json!(format!("Aviso {n}"));
        told_in_order.push(app.post(ana, NOTIFICATIONS, told).await.expect(201).json());
    }
    // Reading one doesn't move it.
    let uri = format!("{NOTIFICATIONS}{}", told_in_order[0]["id"].as_str().unwrap());
    told_in_order[0] = app.put(ana, &uri, json!({ "is_read": true })).await.expect(200).json();
    told_in_order.reverse();
    assert_eq!(list(&app, ana, "").await, told_in_order);
    assert_eq!(list(&app, ana, "?limit=3").await, told_in_order[..3]);
}

#[tokio::test]
async fn the_flags_of_a_general_administrator_show_him_nobody_elses_notifications() {
    let ready = Ready::new().await;
    let (app, gloria) = (&ready.app, &ready.app.world.gloria);
    let own = list(app, gloria, "").await;
    assert_eq!(own.len(), 1);
    assert_eq!(list(app, gloria, "?system_wide=true&admin_access=true").await, own);
    assert!(app.count("select count(*) from notifications").await > 1);
}
