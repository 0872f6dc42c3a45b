//! The front door: what it says to those who may enter and to those who may not.

use crate::support::{App, PASSWORD, Session};
use poem::http::Method;
use serde_json::json;

const WRONG: &str = "Correo o contraseña incorrectos";

#[tokio::test]
async fn the_address_is_the_same_in_capitals_and_between_blanks() {
    let app = App::new().await;
    for address in ["ana@sena.edu.co", "ANA@SENA.EDU.CO", "  Ana@Sena.Edu.Co "] {
        let session = Session::of(app.sign_in(address, PASSWORD).await);
        assert_eq!(session.json["user"]["id"], json!(app.world.ana.id));
        assert_eq!(session.json["token_type"], "bearer");
        assert_eq!(session.json["expires_in"], 30 * 60);
    }
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_get_the_same_answer() {
    let app = App::new().await;
    let known = app.sign_in("ana@sena.edu.co", "no es esta").await.expect(401);
    let unknown = app.sign_in("nadie@sena.edu.co", "no es esta").await.expect(401);
    assert_eq!(known.detail(), WRONG);
    assert_eq!(known.bytes, unknown.bytes);
    assert_eq!(known.header("www-authenticate"), Some("Bearer"));
    assert_eq!(unknown.header("www-authenticate"), Some("Bearer"));
}

#[tokio::test]
async fn an_inactive_account_is_told_so_only_with_its_own_password() {
    let app = App::new().await;
    let (gloria, pedro) = (&app.world.gloria, &app.world.pedro);
    app.delete(gloria, &format!("/api/users/{}", pedro.id)).await.expect(200);

    let refused = app.sign_in(&pedro.email, PASSWORD).await.expect(403);
    assert_eq!(refused.detail(), "La cuenta de usuario está inactiva");
    assert_eq!(app.sign_in(&pedro.email, "no es esta").await.expect(401).detail(), WRONG);
}

#[tokio::test]
async fn what_is_no_address_is_refused_like_a_wrong_password() {
    let app = App::new().await;
    for address in ["ana", "", "Ana <ana@sena.edu.co>", "ana@sena.edu.co' or '1'='1"] {
        assert_eq!(app.sign_in(address, PASSWORD).await.expect(401).detail(), WRONG);
    }
}

#[tokio::test]
async fn a_sign_in_is_remembered_as_the_last_one() {
    let app = App::new().await;
    let ana = &app.world.ana;
    assert_eq!(app.get(ana, "/api/auth/me").await.expect(200).json()["last_login"], json!(null));
    let session = app.enter(ana).await;
    let last = &session.json["user"]["last_login"];
    assert!(last.is_string());
    assert_eq!(&app.get(ana, "/api/auth/me").await.expect(200).json()["last_login"], last);
}

#[tokio::test]
async fn the_cookie_is_out_of_the_pages_reach_and_goes_nowhere_else() {
    let app = App::new().await;
    let session = app.enter(&app.world.ana).await;
    let mut parts = session.set_cookie.split("; ");
    assert_eq!(parts.next(), Some(format!("inventario_refresh={}", session.refresh()).as_str()));
    let mut attributes: Vec<_> = parts.collect();
    attributes.sort_unstable();
    assert_eq!(attributes, ["HttpOnly", "Max-Age=604800", "Path=/api/auth", "SameSite=Strict"]);
}

#[tokio::test]
async fn without_a_token_one_is_asked_to_sign_in() {
    let app = App::new().await;
    for authorization in [None, Some("Basic YW5hOmFuYQ=="), Some("Bearer"), Some("Bearer ")] {
        let headers: Vec<_> = authorization.map(|it| ("authorization", it)).into_iter().collect();
        let refused = app.send(Method::GET, "/api/auth/me", &headers, "").await.expect(401);
        assert_eq!(refused.header("www-authenticate"), Some("Bearer"), "{authorization:?}");
    }
}

#[tokio::test]
async fn the_scheme_is_the_same_in_small_letters() {
    let app = App::new().await;
    for scheme in ["Bearer", "bearer", "BEARER"] {
        let authorization = format!("{scheme} {}", app.world.ana.token);
        app.send(Method::GET, "/api/auth/me", &[("authorization", &authorization)], "").await.expect(200);
    }
}

#[tokio::test]
async fn nobody_changes_role_address_or_activity_through_his_profile() {
    let app = App::new().await;
    let estela = &app.world.estela;
    let greedy = json!({
        "first_name": "Estela María", "phone": "300 123 4567",
        "role": "admin_general", "email": "otra@sena.edu.co", "is_active": false, "id": app.world.gloria.id,
    });
    let me = app.put(estela, "/api/auth/me", greedy).await.expect(200).json();
    assert_eq!((&me["first_name"], &me["phone"]), (&json!("Estela María"), &json!("300 123 4567")));
    assert_eq!((&me["role"], &me["email"]), (&json!("student"), &json!("estela@sena.edu.co")));
    assert_eq!((&me["is_active"], &me["id"]), (&json!(true), &json!(estela.id)));

    let me = app.put(estela, "/api/auth/me", json!({ "phone": null })).await.expect(200).json();
    assert_eq!((&me["first_name"], &me["phone"]), (&json!("Estela María"), &json!(null)));
    app.put(estela, "/api/auth/me", json!({ "first_name": null })).await.expect(422);
}
