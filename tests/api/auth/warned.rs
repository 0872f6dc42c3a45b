//! Who signs in from somewhere new is told of it, and nobody else.

use crate::recovery::switch_mail_on;
use crate::support::{App, PASSWORD, Person};
use poem::http::Method;
use serde_json::{Value, json};

const FIREFOX: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";
const PHONE: &str = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/141.0 Mobile Safari/537.36";

async fn enter(app: &App, who: &Person, peer: &str, agent: &str, password: &str) -> u16 {
    let body = json!({ "email": who.email, "password": password }).to_string();
    let headers = [("content-type", "application/json"), ("user-agent", agent)];
    app.send_from(peer, Method::POST, "/api/auth/login", &headers, body).await.status.as_u16()
}

/// The warnings that somebody has got, oldest first.
async fn warnings(app: &App, who: &Person) -> Vec<Value> {
    let told = app.get(who, "/api/notifications/?type=new_sign_in").await.expect(200).json();
    told.as_array().unwrap().iter().rev().cloned().collect()
}

#[tokio::test]
async fn the_first_sign_in_warns_nobody_and_neither_does_another_lease_of_the_building() {
    let app = App::new().await;
    let ana = &app.world.ana;
    for peer in ["192.168.1.20", "192.168.1.77", "10.0.0.4", "fd00:1:2:3::9", "fe80::1", "::ffff:192.168.7.7"]
    {
        assert_eq!(enter(&app, ana, peer, FIREFOX, PASSWORD).await, 200);
    }
    let newer = FIREFOX.replace("140", "152");
    assert_eq!(enter(&app, ana, "192.168.1.20", &newer, PASSWORD).await, 200);
    assert!(warnings(&app, ana).await.is_empty());
    assert_eq!(app.count("select count(*) from sign_in_sources").await, 1);
}

#[tokio::test]
async fn another_kind_of_browser_and_another_network_are_told_once_each() {
    let app = App::new().await;
    let ana = &app.world.ana;
    assert_eq!(enter(&app, ana, "192.168.1.20", FIREFOX, PASSWORD).await, 200);
    for _ in 0..2 {
        assert_eq!(enter(&app, ana, "192.168.1.21", PHONE, PASSWORD).await, 200);
        assert_eq!(enter(&app, ana, "190.24.11.7", FIREFOX, PASSWORD).await, 200);
        // Neighbours of the provider, and a phone that takes another address of its network each day.
        assert_eq!(enter(&app, ana, "190.24.11.99", FIREFOX, PASSWORD).await, 200);
        assert_eq!(enter(&app, ana, "2800:e2:1:2::aaaa", FIREFOX, PASSWORD).await, 200);
        assert_eq!(enter(&app, ana, "2800:e2:1:2::bbbb", FIREFOX, PASSWORD).await, 200);
    }
    let told = warnings(&app, ana).await;
    let texts: Vec<&str> = told.iter().map(|it| it["message"].as_str().unwrap()).collect();
    assert_eq!(texts.len(), 3, "{texts:?}");
    assert!(
        texts[0].contains("la red del centro (dirección 192.168.1.21), con Chrome en Android"),
        "{}",
        texts[0]
    );
    assert!(
        texts[1].contains("190.24.11.7, fuera de la red del centro, con Firefox en Windows"),
        "{}",
        texts[1]
    );
    assert!(texts[2].contains("2800:e2:1:2::aaaa"), "{}", texts[2]);
    assert!(told.iter().all(|it| it["priority"] == "high" && it["action_url"] == "/perfil"));
}

#[tokio::test]
async fn a_warning_goes_by_mail_too_without_being_asked_for() {
    let app = App::new().await;
    switch_mail_on(&app).await;
    let ana = &app.world.ana;
    assert_eq!(enter(&app, ana, "192.168.1.20", FIREFOX, PASSWORD).await, 200);
    assert_eq!(enter(&app, ana, "190.24.11.7", PHONE, PASSWORD).await, 200);
    let letters = app.column("select reason || ' ' || subject from outbox").await;
    assert_eq!(letters, ["account Ingreso desde un lugar nuevo"]);
}

#[tokio::test]
async fn a_wrong_password_makes_no_place_known_and_everybody_has_places_of_their_own() {
    let app = App::new().await;
    let (ana, ivan) = (&app.world.ana, &app.world.ivan);
    assert_eq!(enter(&app, ana, "192.168.1.20", FIREFOX, PASSWORD).await, 200);
    assert_eq!(enter(&app, ana, "190.24.11.7", FIREFOX, "adivino").await, 401);
    assert_eq!(enter(&app, ivan, "190.24.11.7", FIREFOX, PASSWORD).await, 200);
    assert!(warnings(&app, ana).await.is_empty() && warnings(&app, ivan).await.is_empty());
    assert_eq!(enter(&app, ana, "190.24.11.7", FIREFOX, PASSWORD).await, 200);
    assert_eq!(warnings(&app, ana).await.len(), 1);
    assert!(warnings(&app, ivan).await.is_empty());
}

#[tokio::test]
async fn places_are_forgotten_after_half_a_year_but_for_the_last_one() {
    let app = App::new().await;
    let ana = &app.world.ana;
    assert_eq!(enter(&app, ana, "192.168.1.20", FIREFOX, PASSWORD).await, 200);
    assert_eq!(enter(&app, ana, "192.168.1.20", PHONE, PASSWORD).await, 200);
    app.run("update sign_in_sources set last_seen = '2020-0' || (1 + (client like 'Chrome%')) || '-01T00:00:00.000000Z'").await;
    let origin = inventario::kit::access::Origin::of_command("test");
    let cleared = app.parts.db.write(&origin, |tx| {
        let count = inventario::campus::auth::store::forget_sources(tx, tx.now)?;
        Ok(inventario::kit::db::Change::unaudited(count))
    });
    assert_eq!(cleared.await.unwrap(), 1);
    assert_eq!(app.column("select client from sign_in_sources").await, ["Chrome en Android"]);
    // So whoever comes back after a year with another one is not taken for somebody new.
    assert_eq!(enter(&app, ana, "192.168.1.20", FIREFOX, PASSWORD).await, 200);
    assert_eq!(warnings(&app, ana).await.len(), 2);
}
