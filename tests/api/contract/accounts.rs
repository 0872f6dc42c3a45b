//! Where the app and its original server disagreed on accounts (table d of the contract).

use crate::support::{App, PASSWORD};
use inventario::kit::clock;
use poem::http::Method;
use serde_json::{Value, json};

/// The e-mail addresses of a list of users.
fn emails(users: &Value) -> Vec<&str> {
    users.as_array().unwrap().iter().map(|user| user["email"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn d1_a_registration_answers_201_with_the_user() {
    let app = App::new().await;
    let new = json!({
        "email": "nueva@sena.edu.co", "password": PASSWORD, "first_name": "Nueva", "last_name": "Persona",
        "role": "student", "phone": null, "program": "ADSO",
    });
    let reply = app.ask(None, Method::POST, "/api/auth/register", Some(new)).await.expect(201);
    assert_eq!(reply.json()["email"], "nueva@sena.edu.co");
    assert_eq!(reply.json()["is_active"], true);
}

#[tokio::test]
async fn d5_users_without_a_slash_are_answered_directly() {
    let app = App::new().await;
    let bare = app.get(&app.world.gloria, "/api/users?skip=0").await.expect(200);
    let slashed = app.get(&app.world.gloria, "/api/users/?skip=0").await.expect(200);
    assert_eq!(bare.json(), slashed.json());
}

#[tokio::test]
async fn d9_user_statistics_answer_at_a_doubled_slash() {
    let app = App::new().await;
    let stats = app.get(&app.world.gloria, "/api/users//stats").await.expect(200).json();
    assert_eq!(stats["total_users"], 8);
}

#[tokio::test]
async fn d21_all_five_roles_link_themselves_by_choice_and_by_code() {
    let app = App::new().await;
    let world = &app.world;
    let code = format!("/api/qr/generate/environment/{}", world.idiomas.id);
    let qr = app.get(&world.ana, &code).await.expect(200).json();
    for person in world.roles() {
        let chosen = json!({ "environment_id": world.bodega.id });
        let link = app.post(person, "/api/users/link-environment", chosen).await.expect(200).json();
        assert_eq!(link["environment"]["id"], json!(world.bodega.id));
        let me = app.get(person, "/api/auth/me").await.expect(200).json();
        assert_eq!(me["environment_id"], json!(world.bodega.id));

        let scanned = json!({ "qr_data": qr["qr_data"] });
        let link = app.post(person, "/api/qr/scan", scanned).await.expect(200).json();
        assert_eq!(link["environment"]["name"], "Idiomas");
        let me = app.get(person, "/api/auth/me").await.expect(200).json();
        assert_eq!(me["environment_id"], json!(world.idiomas.id));
    }
}

#[tokio::test]
async fn d28_supervisors_and_warehouse_administrators_get_403_with_a_sentence() {
    let app = App::new().await;
    for person in [&app.world.bruno, &app.world.wilson] {
        for uri in ["/api/users/", "/api/audit-logs/", "/api/audit-logs/stats", "/audit-logs"] {
            assert_eq!(app.get(person, uri).await.expect(403).detail(), "Rol no autorizado");
        }
    }
}

#[tokio::test]
async fn d36_users_have_first_and_last_name_joined() {
    let app = App::new().await;
    let users = app.get(&app.world.gloria, "/api/users/?search=ana%40").await.expect(200).json();
    assert_eq!(users[0]["name"], "Ana Prueba");
}

#[tokio::test]
async fn d43_the_last_day_of_a_period_counts_to_its_end_in_bogota() {
    let app = App::new().await;
    // A second before midnight of the first of September in Bogotá.
    app.run("update users set created_at = '2025-09-02T04:59:59.000000Z' where email = 'pedro@sena.edu.co'")
        .await;

    let list = async |period: &str| {
        app.get(&app.world.gloria, &format!("/api/users/?{period}")).await.expect(200).json()
    };
    let pedros = ["pedro@sena.edu.co"];
    assert_eq!(emails(&list("start_date=2025-09-01&end_date=2025-09-01").await), pedros);
    assert_eq!(emails(&list("end_date=2025-09-01").await), pedros);
    assert!(emails(&list("start_date=2025-09-02&end_date=2025-09-03").await).is_empty());
    let today = clock::today();
    assert_eq!(emails(&list(&format!("start_date={today}&end_date={today}")).await).len(), 7);
}

#[tokio::test]
async fn d63_the_tokens_of_a_deactivated_user_are_void() {
    let app = App::new().await;
    let world = &app.world;
    app.get(&world.ana, "/api/auth/me").await.expect(200);
    app.delete(&world.gloria, &format!("/api/users/{}", world.ana.id)).await.expect(200);
    app.get(&world.ana, "/api/auth/me").await.expect(401);
    app.get(&world.ana, "/api/inventory/").await.expect(401);
    let refused = app.sign_in(&world.ana.email, PASSWORD).await.expect(403);
    assert_eq!(refused.detail(), "La cuenta de usuario está inactiva");

    app.post(&world.gloria, &format!("/api/users/{}/activate", world.ana.id), json!({})).await.expect(200);
    app.get(&world.ana, "/api/auth/me").await.expect(401);
    app.sign_in(&world.ana.email, PASSWORD).await.expect(200);
}
