//! Refresh tokens: each renews once, a copied one ends the session, and leaving ends it too.

use crate::support::{App, Session};
use poem::http::Method;
use serde_json::json;

const ENDED: &str = "La sesión terminó. Inicie sesión de nuevo";

#[tokio::test]
async fn a_session_is_renewed_by_cookie_and_by_body() {
    let app = App::new().await;
    let first = app.enter(&app.world.ana).await;
    let second = Session::of(app.refresh_by_cookie(&first.cookie()).await);
    let third = Session::of(app.refresh_by_body(&second.refresh()).await);
    assert_ne!(first.refresh(), second.refresh());
    assert_ne!(second.refresh(), third.refresh());
    for session in [&second, &third] {
        assert_eq!(session.json["user"]["email"], "ana@sena.edu.co");
        let ana = app.world.ana.with_token(session.access());
        app.get(&ana, "/api/auth/me").await.expect(200);
    }
}

#[tokio::test]
async fn our_cookie_is_found_among_others() {
    let app = App::new().await;
    let session = app.enter(&app.world.ana).await;
    let cookies = format!("tema=oscuro; {}; idioma=es", session.cookie());
    Session::of(app.refresh_by_cookie(&cookies).await);
}

#[tokio::test]
async fn a_token_used_twice_ends_its_whole_family_and_no_other() {
    let app = App::new().await;
    let phone = app.enter(&app.world.ana).await;
    let desk = app.enter(&app.world.ana).await;
    let renewed = Session::of(app.refresh_by_cookie(&phone.cookie()).await);

    // A thief uses the copy.
    let refused = app.refresh_by_cookie(&phone.cookie()).await.expect(401);
    assert_eq!(refused.detail(), ENDED);
    assert_eq!(app.refresh_by_cookie(&renewed.cookie()).await.expect(401).detail(), ENDED);
    Session::of(app.refresh_by_cookie(&desk.cookie()).await);
    app.audited(|entry| entry["action"] == "LOGOUT" && entry["entity_id"] == json!(app.world.ana.id)).await;
}

#[tokio::test]
async fn of_two_uses_at_the_same_time_one_wins_at_most() {
    let app = App::new().await;
    let session = app.enter(&app.world.ana).await;
    let cookie = session.cookie();
    let (one, two) = tokio::join!(app.refresh_by_cookie(&cookie), app.refresh_by_cookie(&cookie));
    let mut statuses = [one.status.as_u16(), two.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 401]);
}

#[tokio::test]
async fn without_a_known_token_there_is_no_renewal() {
    let app = App::new().await;
    let access = app.world.ana.token.clone();
    for cookie in ["", "inventario_refresh=", "inventario_refresh=abc", "otra=abc"] {
        assert_eq!(app.refresh_by_cookie(cookie).await.expect(401).detail(), ENDED);
    }
    assert_eq!(app.refresh_by_body(&"0".repeat(64)).await.expect(401).detail(), ENDED);
    // An access token is no refresh token, nor the other way round.
    assert!(matches!(app.refresh_by_body(&access).await.status.as_u16(), 401 | 422));
    let session = app.enter(&app.world.ana).await;
    let confused = app.world.ana.with_token(session.refresh());
    app.get(&confused, "/api/auth/me").await.expect(401);
}

#[tokio::test]
async fn a_session_that_lay_idle_for_seven_days_is_over() {
    let app = App::new().await;
    let session = app.enter(&app.world.ana).await;
    let soon = app.count(
        "select count(*) from refresh_tokens
         where julianday(expires_at) - julianday(issued_at) between 6.99 and 7.01",
    );
    assert_eq!(soon.await, 1);
    app.run("update refresh_tokens set expires_at = '2020-01-01T00:00:00.000000Z'").await;
    assert_eq!(app.refresh_by_cookie(&session.cookie()).await.expect(401).detail(), ENDED);
}

#[tokio::test]
async fn leaving_ends_the_session_and_clears_the_cookie() {
    let app = App::new().await;
    let session = app.enter(&app.world.ana).await;
    let other = app.enter(&app.world.ana).await;
    let cookie = session.cookie();
    let left = app.send(Method::POST, "/api/auth/logout", &[("cookie", &cookie)], "").await.expect(200);
    assert!(left.json()["message"].is_string());
    let cleared = left.header("set-cookie").unwrap();
    assert!(cleared.starts_with("inventario_refresh=; Path=/api/auth; Max-Age=0;"), "{cleared}");
    app.refresh_by_cookie(&cookie).await.expect(401);
    Session::of(app.refresh_by_cookie(&other.cookie()).await);

    // Leaving twice, or without ever having been in, is no fault.
    app.send(Method::POST, "/api/auth/logout", &[("cookie", &cookie)], "").await.expect(200);
    app.send(Method::POST, "/api/auth/logout", &[], "").await.expect(200);
}

#[tokio::test]
async fn leaving_with_an_older_token_of_the_family_ends_it_too() {
    let app = App::new().await;
    let first = app.enter(&app.world.ana).await;
    let second = Session::of(app.refresh_by_cookie(&first.cookie()).await);
    app.log_out_by_body(&first.refresh()).await.expect(200);
    app.refresh_by_cookie(&second.cookie()).await.expect(401);
}

#[tokio::test]
async fn only_the_hash_of_a_refresh_token_is_kept() {
    let app = App::new().await;
    let session = app.enter(&app.world.ana).await;
    let kept = app.column("select token_hash from refresh_tokens").await;
    assert_eq!(kept.len(), 1);
    assert_ne!(kept[0], session.refresh());
    app.refresh_by_body(&kept[0]).await.expect(401);
}
