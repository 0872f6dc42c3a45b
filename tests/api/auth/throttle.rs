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

/// Wrong passwords from five addresses of a network: enough to close the account everywhere else.
async fn guess_from_elsewhere(app: &App, network: usize, email: &str) {
    for last in 1..=5 {
        for _ in 0..PATIENCE {
            sign_in_from(app, &format!("10.66.{network}.{last}"), email, "adivino").await;
        }
    }
}

#[tokio::test]
async fn nobody_is_locked_out_from_elsewhere_where_they_have_signed_in_before() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    sign_in_from(&app, "10.20.30.5", &gloria.email, PASSWORD).await.expect(200);
    for n in 0..3 {
        guess_from_elsewhere(&app, n, &gloria.email).await;
        let refused = sign_in_from(&app, "10.20.30.6", &gloria.email, PASSWORD).await.expect(429);
        assert_eq!(refused.json()["code"], "intentos_de_otros");
        let minutes = refused.header("retry-after").unwrap().parse::<u64>().unwrap().div_ceil(60);
        assert_eq!(
            refused.detail(),
            format!(
                "Desde otros equipos fallaron muchos ingresos. Espere, o ingrese desde un equipo donde ya lo \
                 haya hecho ({minutes} min)"
            )
        );
        sign_in_from(&app, "10.20.30.5", &gloria.email, PASSWORD).await.expect(200);
        guess_from_elsewhere(&app, 10 + n, &gloria.email).await;
        sign_in_from(&app, "10.20.30.5", &gloria.email, "me equivoco").await.expect(401);
    }
    // Who guesses there is a guesser like any other.
    for _ in 0..PATIENCE {
        sign_in_from(&app, "10.20.30.5", &gloria.email, "adivino").await;
    }
    let refused = sign_in_from(&app, "10.20.30.5", &gloria.email, PASSWORD).await.expect(429);
    assert_eq!(refused.json()["code"], "demasiados_intentos");
    // Where somebody else has signed in doesn't help.
    guess_from_elsewhere(&app, 20, &app.world.ana.email).await;
    sign_in_from(&app, "10.20.30.5", &app.world.ana.email, PASSWORD).await.expect(429);
}

#[tokio::test]
async fn a_session_that_goes_on_elsewhere_and_a_new_password_are_not_locked_out_either() {
    let app = App::new().await;
    let ana = &app.world.ana;
    let json = [("content-type", "application/json")];
    let session = sign_in_from(&app, "10.20.30.5", &ana.email, PASSWORD).await.expect(200).json();
    let cookie = format!("inventario_refresh={}", session["refresh_token"].as_str().unwrap());
    let renewed = app
        .send_from("10.20.30.9", Method::POST, "/api/auth/refresh", &[("cookie", &cookie)], "")
        .await
        .expect(200)
        .json();
    guess_from_elsewhere(&app, 0, &ana.email).await;
    sign_in_from(&app, "10.20.30.9", &ana.email, PASSWORD).await.expect(200);
    guess_from_elsewhere(&app, 1, &ana.email).await;
    let authorization = format!("Bearer {}", renewed["access_token"].as_str().unwrap());
    let headers = [json[0], ("authorization", authorization.as_str())];
    let change = json!({ "current_password": PASSWORD, "new_password": "una-nueva-contraseña" }).to_string();
    let own = "/api/auth/me/change-password";
    app.send_from("10.20.30.77", Method::POST, own, &headers, change.clone()).await.expect(429);
    app.send_from("10.20.30.9", Method::POST, own, &headers, change).await.expect(200);
}

#[tokio::test]
async fn of_an_account_the_latest_addresses_of_half_a_year_are_remembered() {
    let app = App::new().await;
    let ana = app.world.ana.id;
    let origin = inventario::kit::access::Origin::of_command("test");
    let note = app.parts.db.write(&origin, move |tx| {
        for n in 0..40 {
            let at = tx.now + chrono::TimeDelta::days(n);
            inventario::campus::auth::store::note_address(tx, ana, &format!("10.0.0.{n}"), at)?;
        }
        let later = tx.now + chrono::TimeDelta::days(180 + 20);
        let forgotten = inventario::campus::auth::store::forget_addresses(tx, later)?;
        Ok(inventario::kit::db::Change::unaudited(forgotten))
    });
    assert_eq!(note.await.unwrap(), 10);
    let left = app.column("select address from sign_in_addresses order by last_seen").await;
    assert_eq!((left.len(), left[0].as_str(), left[19].as_str()), (20, "10.0.0.20", "10.0.0.39"));
}
