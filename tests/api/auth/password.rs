//! What ends every token that somebody has: a new password, a reset, a deactivation, another role.

use crate::support::{App, PASSWORD, Person, Session};
use serde_json::json;

const VOID: &str = "Token inválido o expirado";

/// Somebody with two sessions: his person with the access token of one, and the cookie of the other.
async fn two_sessions(app: &App, who: &Person) -> (Person, String) {
    let (desk, phone) = (app.enter(who).await, app.enter(who).await);
    (who.with_token(desk.access()), phone.cookie())
}

async fn assert_put_out(app: &App, person: &Person, cookie: &str) {
    assert_eq!(app.get(person, "/api/auth/me").await.expect(401).detail(), VOID);
    app.refresh_by_cookie(cookie).await.expect(401);
}

#[tokio::test]
async fn changing_the_password_ends_the_old_tokens_and_gives_new_ones() {
    let app = App::new().await;
    let (ana, phone) = two_sessions(&app, &app.world.ana).await;
    let change = json!({ "current_password": PASSWORD, "new_password": "una frase nueva" });
    let changed = Session::of(app.post(&ana, "/api/auth/me/change-password", change).await);
    assert_eq!(changed.json["message"], "Contraseña actualizada exitosamente");
    assert_eq!(changed.json["expires_in"], 30 * 60);

    assert_put_out(&app, &ana, &phone).await;
    app.get(&ana.with_token(changed.access()), "/api/auth/me").await.expect(200);
    Session::of(app.refresh_by_cookie(&changed.cookie()).await);
    app.sign_in(&ana.email, PASSWORD).await.expect(401);
    app.sign_in(&ana.email, "una frase nueva").await.expect(200);
}

#[tokio::test]
async fn a_wrong_current_password_changes_nothing() {
    let app = App::new().await;
    let (ana, phone) = two_sessions(&app, &app.world.ana).await;
    let change = json!({ "current_password": "no es esta", "new_password": "una frase nueva" });
    let refused = app.post(&ana, "/api/auth/me/change-password", change).await.expect(400);
    assert_eq!(refused.detail(), "Contraseña actual incorrecta");
    app.get(&ana, "/api/auth/me").await.expect(200);
    Session::of(app.refresh_by_cookie(&phone).await);
    app.sign_in(&ana.email, PASSWORD).await.expect(200);
}

#[tokio::test]
async fn a_new_password_has_8_to_128_characters() {
    let app = App::new().await;
    let mut ana = app.world.ana.clone();
    let mut current = PASSWORD.to_owned();
    for length in [0, 7, 129, 5_000] {
        let change = json!({ "current_password": current, "new_password": "ñ".repeat(length) });
        let refused = app.post(&ana, "/api/auth/me/change-password", change).await.expect(422);
        assert!(refused.detail().contains("new_password"), "{}", refused.detail());
    }
    for length in [8, 128] {
        let new: String = "ñandú azul ".chars().cycle().take(length).collect();
        let change = json!({ "current_password": current, "new_password": new });
        let changed = Session::of(app.post(&ana, "/api/auth/me/change-password", change).await);
        ana = ana.with_token(changed.access());
        current = new;
    }
}

#[tokio::test]
async fn deactivation_ends_every_token_at_once_and_activation_revives_none() {
    let app = App::new().await;
    let (gloria, ana) = (&app.world.gloria, &app.world.ana);
    let ((desk, phone), tablet) = (two_sessions(&app, ana).await, app.enter(ana).await);
    app.delete(gloria, &format!("/api/users/{}", ana.id)).await.expect(200);
    assert_put_out(&app, &desk, &phone).await;
    app.post(gloria, &format!("/api/users/{}/activate", ana.id), json!({})).await.expect(200);
    assert_put_out(&app, &desk, &tablet.cookie()).await;
    app.sign_in(&ana.email, PASSWORD).await.expect(200);
}

#[tokio::test]
async fn another_role_ends_every_token_at_once() {
    let app = App::new().await;
    let (gloria, ana) = (&app.world.gloria, &app.world.ana);
    let (desk, phone) = two_sessions(&app, ana).await;
    app.put(gloria, &format!("/api/users/{}", ana.id), json!({ "role": "supervisor" })).await.expect(200);
    assert_put_out(&app, &desk, &phone).await;
    let session = app.enter(ana).await;
    assert_eq!(session.json["user"]["role"], "supervisor");
}

#[tokio::test]
async fn a_reset_ends_every_token_at_once() {
    let app = App::new().await;
    let (gloria, ana) = (&app.world.gloria, &app.world.ana);
    let (desk, phone) = two_sessions(&app, ana).await;
    let reset = json!({ "new_password": "clave de la mesa" });
    let uri = format!("/api/users/{}/password", ana.id);
    let answer = app.post(gloria, &uri, reset).await.expect(200).json();
    assert_eq!(answer["message"], "Contraseña actualizada exitosamente");
    assert_put_out(&app, &desk, &phone).await;
    app.sign_in(&ana.email, PASSWORD).await.expect(401);
    app.sign_in(&ana.email, "clave de la mesa").await.expect(200);
}

#[tokio::test]
async fn other_changes_to_an_account_end_nothing() {
    let app = App::new().await;
    let (gloria, ana) = (&app.world.gloria, &app.world.ana);
    let (desk, phone) = two_sessions(&app, ana).await;
    let change =
        json!({ "first_name": "Ana Lucía", "environment_id": app.world.idiomas.id, "role": "instructor" });
    app.put(gloria, &format!("/api/users/{}", ana.id), change).await.expect(200);
    app.get(&desk, "/api/auth/me").await.expect(200);
    Session::of(app.refresh_by_cookie(&phone).await);
}
