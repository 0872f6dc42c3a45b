//! Holes 1, 3, 9, 10, 11, 12 and 23: accounts, tokens and passwords.

use crate::support::{App, PASSWORD, Session};
use futures_util::FutureExt;
use futures_util::future::{join_all, select_all};
use inventario::kit::access::Role;
use poem::http::Method;
use serde_json::json;

fn registration(email: &str, password: &str, role: &str) -> serde_json::Value {
    json!({ "email": email, "password": password, "first_name": "X", "last_name": "Y", "role": role })
}

#[tokio::test]
async fn hole_1_anonymous_registration_as_administrator() {
    let app = App::new().await;
    let asked = registration("intruso@sena.edu.co", "clave-de-prueba", "admin_general");
    app.post_anonymously("/api/auth/register", asked).await.expect(403);
    app.sign_in("intruso@sena.edu.co", "clave-de-prueba").await.expect(401);
}

#[tokio::test]
async fn hole_3_a_deactivated_administrator_keeps_his_power() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let second = json!({
        "email": "segunda@sena.edu.co", "password": PASSWORD, "first_name": "Segunda", "last_name": "Jefa",
        "role": "admin_general",
    });
    let second = app.post(gloria, "/api/users", second).await.expect(200).json();
    let session = Session::of(app.sign_in("segunda@sena.edu.co", PASSWORD).await);
    let second_id = second["id"].as_str().unwrap();
    let second = gloria.with_token(session.access());
    app.get(&second, "/api/users").await.expect(200);

    app.delete(gloria, &format!("/api/users/{second_id}")).await.expect(200);
    let another = registration("tercera@sena.edu.co", PASSWORD, "admin_general");
    app.post(&second, "/api/users", another).await.expect(401);
    app.post(&second, &format!("/api/users/{second_id}/activate"), json!({})).await.expect(401);
    app.get(&second, "/api/users").await.expect(401);
    assert_eq!(app.count("select count(*) from users where email = 'tercera@sena.edu.co'").await, 0);
}

#[tokio::test]
async fn hole_3_a_deactivated_person_of_any_role_can_do_nothing() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    for person in app.world.roles().into_iter().filter(|person| person.id != gloria.id) {
        app.delete(gloria, &format!("/api/users/{}", person.id)).await.expect(200);
        for uri in ["/api/auth/me", "/api/inventory", "/api/environments", "/api/schedules"] {
            app.get(person, uri).await.expect(401);
        }
    }
}

#[tokio::test]
async fn hole_9_tokens_live_for_a_month_and_survive_a_new_password() {
    let app = App::new().await;
    let session = app.enter(&app.world.ana).await;
    let claims = inventario::kit::access::tokens::verify(&app.parts.keys, &session.access()).unwrap();
    assert!(claims.exp - claims.iat <= 60 * 60);

    let ana = app.world.ana.with_token(session.access());
    let change = json!({ "current_password": PASSWORD, "new_password": "otra contraseña" });
    app.post(&ana, "/api/auth/me/change-password", change).await.expect(200);
    app.get(&ana, "/api/auth/me").await.expect(401);
    app.refresh_by_cookie(&session.cookie()).await.expect(401);
}

#[tokio::test]
async fn hole_10_thirty_guesses_in_a_row() {
    let app = App::new().await;
    let mut tried = 0;
    for n in 0..30 {
        match app.sign_in("ana@sena.edu.co", &format!("adivino-{n}")).await.status.as_u16() {
            401 => tried += 1,
            status => assert_eq!(status, 429),
        }
    }
    assert!(tried < 10, "{tried} guesses were tried");
}

#[tokio::test]
async fn hole_11_empty_cut_and_endless_passwords() {
    let app = App::new().await;
    for password in ["", "       ", "1234567"] {
        let asked = registration("corta@sena.edu.co", password, "student");
        app.post_anonymously("/api/auth/register", asked).await.expect(422);
    }
    let long = "tazas, ".repeat(15)[..100].to_owned();
    app.post_anonymously("/api/auth/register", registration("larga@sena.edu.co", &long, "student"))
        .await
        .expect(201);
    app.sign_in("larga@sena.edu.co", &long[..72]).await.expect(401);
    app.sign_in("larga@sena.edu.co", &long[..99]).await.expect(401);
    app.sign_in("larga@sena.edu.co", &long).await.expect(200);
    for monster in ["x".repeat(5_000), "x".repeat(500_000), "contra\0seña".to_owned()] {
        let refused = app.sign_in("larga@sena.edu.co", &monster).await.expect(422);
        assert!(refused.detail().contains("password"));
        assert!(refused.bytes.len() < 1_000, "the answer echoes what was sent");
    }
}

#[tokio::test]
async fn hole_12_one_address_twice_in_another_case() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let first = registration("dup1@sena.edu.co", "clave-de-prueba", "student");
    let again = registration("DUP1@sena.edu.co", "clave-de-prueba", "student");
    app.post_anonymously("/api/auth/register", first).await.expect(201);
    app.post_anonymously("/api/auth/register", again.clone()).await.expect(400);
    app.post(gloria, "/api/users", again).await.expect(400);
    let taken = json!({ "email": "Dup1@Sena.edu.co" });
    app.put(gloria, &format!("/api/users/{}", app.world.ana.id), taken).await.expect(400);
    assert_eq!(app.count("select count(*) from users where lower(email) = 'dup1@sena.edu.co'").await, 1);
}

#[tokio::test]
async fn hole_23_sign_ins_stop_everybody_else() {
    let app = App::new().await;
    let people = app.add_people(16, Role::Student).await;
    let mut sign_ins: Vec<_> =
        people.iter().map(|email| app.sign_in(email, PASSWORD).boxed_local()).collect();
    // Each has been sent, and none is done, when somebody else asks: he is not behind them in any queue.
    for sign_in in &mut sign_ins {
        assert!(sign_in.now_or_never().is_none());
    }
    let other = app.get(&app.world.estela, "/api/auth/me").boxed_local();
    let all_sign_ins = join_all(sign_ins).map(|_| ()).boxed_local();
    let ((), first, _) =
        select_all([other.map(|reply| drop(reply.expect(200))).boxed_local(), all_sign_ins]).await;
    assert_eq!(first, 0, "sixteen sign-ins were done before somebody else was answered");
}

#[tokio::test]
async fn hole_23_sixteen_requests_at_once_freeze_the_server() {
    let app = App::new().await;
    let people = app.world.roles();
    let requests = (0..60).map(|n| {
        let person = people[n % people.len()];
        let uri = ["/api/inventory", "/api/environments", "/api/auth/me", "/api/schedules"][n % 4];
        app.get(person, uri)
    });
    for reply in join_all(requests).await {
        reply.expect(200);
    }
    app.send(Method::GET, "/api/health", &[], "").await.expect(200);
}
