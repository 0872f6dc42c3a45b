//! Throttling: guessing becomes slow, a normal morning does not.

use crate::support::{App, PASSWORD};
use futures_util::future::join_all;
use inventario::kit::access::Role;
use poem::http::Method;
use serde_json::json;

/// The address that a whole building shares.
const BUILDING: &str = "10.20.30.40";
/// Failures of one person that are let pass.
const PATIENCE: usize = 8;

async fn sign_in_from(app: &App, peer: &str, email: &str, password: &str) -> crate::support::Reply {
    let body = json!({ "email": email, "password": password }).to_string();
    app.send_from(peer, Method::POST, "/api/auth/login", &[("content-type", "application/json")], body).await
}

#[tokio::test]
async fn repeated_failures_are_told_to_wait_and_for_how_long() {
    let app = App::new().await;
    for _ in 0..PATIENCE {
        sign_in_from(&app, BUILDING, "ana@sena.edu.co", "adivino").await.expect(401);
    }
    // Even the right password has to wait: the answer must not tell that it was right.
    for password in ["adivino", PASSWORD] {
        let refused = sign_in_from(&app, BUILDING, "ANA@sena.edu.co", password).await.expect(429);
        let seconds: u64 = refused.header("retry-after").expect("Retry-After").parse().unwrap();
        assert!((1..=300).contains(&seconds), "{seconds}");
        assert!(refused.detail().starts_with("Demasiados intentos"), "{}", refused.detail());
    }
    sign_in_from(&app, BUILDING, "bruno@sena.edu.co", PASSWORD).await.expect(200);
    sign_in_from(&app, "10.20.30.41", "ana@sena.edu.co", PASSWORD).await.expect(200);
}

#[tokio::test]
async fn guesses_sent_all_at_once_are_counted_like_guesses_sent_in_turn() {
    let app = App::new().await;
    let guesses = (0..40).map(|n| {
        let app = &app;
        async move { sign_in_from(app, BUILDING, "ana@sena.edu.co", &format!("adivino-{n}")).await.status }
    });
    let statuses = join_all(guesses).await;
    let tried = statuses.iter().filter(|status| status.as_u16() == 401).count();
    assert!(tried <= PATIENCE + 2, "{tried} of 40 simultaneous guesses were tried");
}

#[tokio::test]
async fn an_unknown_account_is_throttled_like_a_known_one() {
    let app = App::new().await;
    for _ in 0..PATIENCE {
        sign_in_from(&app, BUILDING, "nadie@sena.edu.co", "adivino").await.expect(401);
    }
    sign_in_from(&app, BUILDING, "nadie@sena.edu.co", "adivino").await.expect(429);
}

#[tokio::test]
async fn a_success_forgets_the_slips_before_it() {
    let app = App::new().await;
    for _ in 0..3 {
        for _ in 1..PATIENCE {
            sign_in_from(&app, BUILDING, "ana@sena.edu.co", "me equivoco").await.expect(401);
        }
        sign_in_from(&app, BUILDING, "ana@sena.edu.co", PASSWORD).await.expect(200);
    }
}

#[tokio::test]
async fn forty_apprentices_sign_in_at_once_from_one_address() {
    let app = App::new().await;
    let class = app.add_people(40, Role::Student).await;
    let mornings = class.iter().map(|email| sign_in_from(&app, BUILDING, email, PASSWORD));
    for reply in join_all(mornings).await {
        reply.expect(200);
    }
    // And again after a few of them have slipped: one address is not one person.
    for email in &class {
        sign_in_from(&app, BUILDING, email, "me equivoco").await.expect(401);
        sign_in_from(&app, BUILDING, email, PASSWORD).await.expect(200);
    }
}

#[tokio::test]
async fn asking_who_one_is_is_never_throttled() {
    let app = App::new().await;
    let ana = &app.world.ana;
    for _ in 0..=PATIENCE {
        sign_in_from(&app, BUILDING, &ana.email, "adivino").await;
    }
    sign_in_from(&app, BUILDING, &ana.email, PASSWORD).await.expect(429);
    let authorization = format!("Bearer {}", ana.token);
    for _ in 0..300 {
        let headers = [("authorization", authorization.as_str())];
        app.send_from(BUILDING, Method::GET, "/api/auth/me", &headers, "").await.expect(200);
    }
}

#[tokio::test]
async fn a_stolen_token_is_no_way_to_guess_the_password() {
    let app = App::new().await;
    let ana = &app.world.ana;
    let guess = json!({ "current_password": "adivino", "new_password": "otra-contraseña" });
    for _ in 0..PATIENCE {
        let refused = app.post(ana, "/api/auth/me/change-password", guess.clone()).await.expect(400);
        assert_eq!(refused.detail(), "Contraseña actual incorrecta");
    }
    let refused = app.post(ana, "/api/auth/me/change-password", guess).await.expect(429);
    assert!(refused.header("retry-after").is_some());
    app.get(ana, "/api/auth/me").await.expect(200);
}
