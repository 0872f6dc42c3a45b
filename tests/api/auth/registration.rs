//! Asking for an account: apprentices get one, staff wait, administrators are not made this way.

use crate::support::{App, Session};
use serde_json::{Value, json};

fn request(email: &str, role: Option<&str>) -> Value {
    json!({
        "email": email, "password": "clave-de-prueba", "first_name": "Luisa", "last_name": "Gómez",
        "phone": "", "program": "ADSO", "ficha": "2558104", "role": role,
    })
}

#[tokio::test]
async fn an_apprentice_registers_and_enters() {
    let app = App::new().await;
    for (email, role) in [("uno@misena.edu.co", None), ("dos@misena.edu.co", Some("student"))] {
        let user = app.post_anonymously("/api/auth/register", request(email, role)).await.expect(201).json();
        assert_eq!((&user["role"], &user["is_active"]), (&json!("student"), &json!(true)));
        assert_eq!((&user["phone"], &user["ficha"]), (&json!(null), &json!("2558104")));
        let session = Session::of(app.sign_in(email, "clave-de-prueba").await);
        assert_eq!(session.json["user"]["id"], user["id"]);
    }
}

#[tokio::test]
async fn instructors_and_supervisors_wait_until_they_are_activated() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    for role in ["instructor", "supervisor"] {
        let email = format!("{role}@sena.edu.co");
        let asked = request(&email, Some(role));
        let user = app.post_anonymously("/api/auth/register", asked).await.expect(201).json();
        assert_eq!((&user["is_active"], &user["activation_requested"]), (&json!(false), &json!(true)));
        app.sign_in(&email, "clave-de-prueba").await.expect(403);

        let id = user["id"].as_str().unwrap();
        let waiting = app.get(gloria, "/api/users/stats").await.expect(200).json();
        assert_eq!(waiting["pending_activation"], 1);
        app.post(gloria, &format!("/api/users/{id}/activate"), json!({})).await.expect(200);
        let session = Session::of(app.sign_in(&email, "clave-de-prueba").await);
        assert_eq!(session.json["user"]["role"], role);
        assert_eq!(session.json["user"]["activation_requested"], false);
    }
}

#[tokio::test]
async fn both_kinds_of_administrator_are_refused() {
    let app = App::new().await;
    let before = app.count("select count(*) from users").await;
    for role in ["admin", "admin_general"] {
        let asked = request("jefe@sena.edu.co", Some(role));
        let refused = app.post_anonymously("/api/auth/register", asked).await.expect(403);
        assert_eq!(refused.detail(), "Rol no autorizado");
    }
    let asked = request("jefe@sena.edu.co", Some("root"));
    app.post_anonymously("/api/auth/register", asked).await.expect(422);
    assert_eq!(app.count("select count(*) from users").await, before);
}

#[tokio::test]
async fn a_taken_address_is_refused_however_it_is_typed() {
    let app = App::new().await;
    for email in ["estela@sena.edu.co", "ESTELA@sena.edu.co", " Estela@Sena.edu.co "] {
        let refused = app.post_anonymously("/api/auth/register", request(email, None)).await;
        assert_eq!(refused.expect(400).detail(), "El correo electrónico ya está registrado");
    }
}

#[tokio::test]
async fn an_address_and_a_password_are_enough() {
    let app = App::new().await;
    for (sent, names) in [
        (json!({ "email": "maria.perez@sena.edu.co" }), ["Maria", "Perez"]),
        (
            json!({ "email": "rosa@sena.edu.co", "first_name": "", "last_name": null }),
            ["Rosa", "(sin apellidos)"],
        ),
        (json!({ "email": "r.d@sena.edu.co", "first_name": "Rosa" }), ["Rosa", "D"]),
    ] {
        let mut sent = sent;
        sent["password"] = json!("clave-de-prueba");
        let user = app.post_anonymously("/api/auth/register", sent.clone()).await.expect(201).json();
        assert_eq!((&user["first_name"], &user["last_name"]), (&json!(names[0]), &json!(names[1])));
        assert_eq!((&user["role"], &user["is_active"]), (&json!("student"), &json!(true)));
        Session::of(app.sign_in(sent["email"].as_str().unwrap(), "clave-de-prueba").await);
    }
    // The other rules are everybody's.
    let weak = json!({ "email": "corta@sena.edu.co", "password": "corta" });
    app.post_anonymously("/api/auth/register", weak).await.expect(422);
    let taken = json!({ "email": "rosa@sena.edu.co", "password": "clave-de-prueba" });
    app.post_anonymously("/api/auth/register", taken).await.expect(400);
}

#[tokio::test]
async fn two_who_register_the_same_address_at_once_make_one_account() {
    let app = App::new().await;
    let register = || app.post_anonymously("/api/auth/register", request("x@sena.edu.co", None));
    let replies = [register(), register(), register(), register()];
    let replies = futures_util::future::join_all(replies).await;
    let mut statuses: Vec<_> = replies.iter().map(|reply| reply.status.as_u16()).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 400, 400, 400]);
    assert_eq!(app.count("select count(*) from users where email = 'x@sena.edu.co'").await, 1);
}

#[tokio::test]
async fn registration_gives_no_activity_room_or_token() {
    let app = App::new().await;
    let mut greedy = request("listo@sena.edu.co", Some("instructor"));
    greedy["is_active"] = json!(true);
    greedy["activation_requested"] = json!(false);
    greedy["environment_id"] = json!(app.world.sistemas.id);
    let reply = app.post_anonymously("/api/auth/register", greedy).await.expect(201);
    assert_eq!(reply.header("set-cookie"), None);
    let user = reply.json();
    assert_eq!((&user["is_active"], &user["environment_id"]), (&json!(false), &json!(null)));
    assert_eq!(user["access_token"], json!(null));
}
