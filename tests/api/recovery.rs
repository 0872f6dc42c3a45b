//! Forgotten passwords: by mail where there is mail, else with a code that a general administrator hands over.

use crate::support::{App, Content, PASSWORD, Ready, Reply, Resource, Roles, Rows};
use inventario::appliance::mail::model::MailSettings;
use inventario::campus::recovery::change;
use inventario::kit::Code;
use inventario::kit::access::Origin;
use inventario::kit::db::Change;
use inventario::kit::settings;
use poem::http::Method;
use serde_json::{Value, json};

/// Everybody, signed in or not; the codes are handed over by the general administrator.
const ROLES: Roles = &[("open", &["ask_recovery", "recover_password"]), ("ag", &["create_recovery_code"])];

/// What the tests that walk all operations must know.
pub const RESOURCE: Resource =
    Resource::new(ROLES).prepared_by(|ready| Box::pin(prepare(ready))).sent(content);

async fn prepare(ready: &Ready) -> Rows {
    let world = &ready.app.world;
    let new = json!({ "user_id": world.pedro.id });
    let made = ready.app.post(&world.gloria, "/api/recovery/codes", new).await.expect(201).json();
    Rows::of("recovery code", &made["code"])
}

fn content(ready: &Ready, operation: &str) -> Option<Content> {
    let world = &ready.app.world;
    Some(Content::Json(match operation {
        "ask_recovery" => json!({ "email": world.ana.email }),
        "recover_password" => json!({ "code": ready.row("recovery code"), "new_password": "pupitres-2" }),
        "create_recovery_code" => json!({ "user_id": world.estela.id }),
        _ => return None,
    }))
}

/// Switches mail on behind the server's back. There is no server at that address, and no test looks for one.
pub async fn switch_mail_on(app: &App) {
    let origin = Origin::of_command("test");
    let switching = app.parts.db.write(&origin, |tx| {
        let mail = MailSettings {
            enabled: true,
            host: Some("localhost".into()),
            from_address: Some("inventario@sena.edu.co".into()),
            ..MailSettings::default()
        };
        settings::keep(tx, &mail)?;
        Ok(Change::unaudited(()))
    });
    switching.await.unwrap();
}

async fn post(app: &App, path: &str, body: Value) -> Reply {
    app.ask(None, Method::POST, path, Some(body)).await
}

async fn sign_in(app: &App, email: &str, password: &str) -> Reply {
    post(app, "/api/auth/login", json!({ "email": email, "password": password })).await
}

async fn code_for(app: &App, person: &crate::support::Person) -> String {
    let new = json!({ "user_id": person.id });
    let made = app.post(&app.world.gloria, "/api/recovery/codes", new).await.expect(201).json();
    made["code"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_code_that_the_administrator_hands_over_sets_a_password_once_and_ends_every_session() {
    let app = App::new().await;
    let ana = &app.world.ana;
    let code = code_for(&app, ana).await;
    assert_eq!(code.len(), 14);
    let typed = code.to_lowercase().replace('-', " ");
    let answer =
        post(&app, "/api/recovery/password", json!({ "code": typed, "new_password": "otra-clave-9" }));
    assert_eq!(answer.await.expect(200).json()["email"], json!(ana.email));
    app.get(ana, "/api/auth/me").await.expect(401);
    sign_in(&app, &ana.email, PASSWORD).await.expect(401);
    sign_in(&app, &ana.email, "otra-clave-9").await.expect(200);
    let again =
        post(&app, "/api/recovery/password", json!({ "code": code, "new_password": "tercera-clave" })).await;
    assert_eq!(again.expect(400).json()["code"], "codigo_de_recuperacion");
    sign_in(&app, &ana.email, "otra-clave-9").await.expect(200);
    let told = app.column("select title from notifications").await;
    assert_eq!(told, ["Contraseña cambiada con un código"]);
}

#[tokio::test]
async fn no_code_and_no_password_stands_in_the_database_or_the_audit() {
    let app = App::new().await;
    let code = code_for(&app, &app.world.ana).await;
    post(&app, "/api/recovery/password", json!({ "code": code, "new_password": "otra-clave-9" }))
        .await
        .expect(200);
    let code = code_for(&app, &app.world.ivan).await;
    let kept = app.column("select code_hash || user_id || email from recovery_codes").await.join(" ");
    assert!(!kept.contains(&code) && !kept.contains(&code.replace('-', "")));
    let audit = serde_json::to_string(&app.audit().await).unwrap();
    assert!(audit.contains("Contraseña recuperada con un código") && audit.contains("RECOVERY_CODE"));
    for secret in [&code, &code.replace('-', ""), "otra-clave-9"] {
        assert!(!audit.contains(secret), "{secret}");
    }
}

#[tokio::test]
async fn who_asks_hears_the_same_of_every_address_and_leaves_one_entry_each() {
    let app = App::new().await;
    switch_mail_on(&app).await;
    app.run("update users set is_active = 0 where email = 'ivan@sena.edu.co'").await;
    let mut answers = Vec::new();
    for email in ["ANA@sena.edu.co", "ivan@sena.edu.co", "nadie@sena.edu.co"] {
        answers.push(post(&app, "/api/recovery", json!({ "email": email })).await.expect(200).bytes);
    }
    assert!(answers.windows(2).all(|two| two[0] == two[1]));
    assert_eq!(
        app.column("select u.email from outbox o join users u on u.id = o.user_id").await,
        ["ana@sena.edu.co"]
    );
    let entries: Vec<Value> =
        app.audit().await.into_iter().filter(|it| it["action"] == "RECOVERY_REQUEST").collect();
    assert_eq!(entries.len(), 3);
    assert!(!serde_json::to_string(&entries).unwrap().contains("nadie@"));
    // The code is made when the letter leaves: there is none yet, and none in the letter.
    assert_eq!(app.count("select count(*) from recovery_codes").await, 0);
    assert_eq!(
        app.count("select count(*) from outbox where purpose = 'recovery' and state = 'waiting'").await,
        1
    );
}

#[tokio::test]
async fn without_mail_everybody_is_sent_to_the_administration() {
    let app = App::new().await;
    let by_mail = async || {
        app.ask(None, Method::GET, "/api/auth/door", None).await.expect(200).json()["recovers_by_mail"]
            .clone()
    };
    assert_eq!(by_mail().await, false);
    for email in ["ana@sena.edu.co", "nadie@sena.edu.co"] {
        let answer = post(&app, "/api/recovery", json!({ "email": email })).await.expect(400);
        assert!(answer.detail().contains("pida a la administración"));
    }
    assert_eq!(app.count("select count(*) from outbox").await, 0);
    switch_mail_on(&app).await;
    assert_eq!(by_mail().await, true);
}

#[tokio::test]
async fn nobodys_mailbox_is_filled_by_somebody_else() {
    let app = App::new().await;
    switch_mail_on(&app).await;
    for email in ["ana@sena.edu.co", "nadie@sena.edu.co"] {
        for same in [email.to_owned(), email.to_uppercase(), email.replace("sena", "Sena")] {
            post(&app, "/api/recovery", json!({ "email": same })).await.expect(200);
        }
        let refused = post(&app, "/api/recovery", json!({ "email": email })).await.expect(429);
        assert!(refused.headers.contains_key("retry-after"));
    }
    assert_eq!(app.count("select count(*) from outbox").await, 3);
}

#[tokio::test]
async fn wrong_codes_come_to_an_end() {
    let app = App::new().await;
    let guess = json!({ "code": "AAAA-BBBB-CCCC", "new_password": "otra-clave-9" });
    for _ in 0..5 {
        post(&app, "/api/recovery/password", guess.clone()).await.expect(400);
    }
    post(&app, "/api/recovery/password", guess).await.expect(429);
}

#[tokio::test]
async fn a_code_ends_with_its_time_a_new_password_a_new_address_and_the_account() {
    let app = App::new().await;
    let world = &app.world;
    let gloria = &world.gloria;
    let wrong = async |app: &App, code: &str| {
        let body = json!({ "code": code, "new_password": "otra-clave-9" });
        let answer = post(app, "/api/recovery/password", body).await.expect(400);
        assert_eq!(answer.json()["code"], "codigo_de_recuperacion");
    };
    let late = code_for(&app, &world.ana).await;
    app.run("update recovery_codes set expires_at = '2020-01-01T00:00:00.000000Z'").await;
    wrong(&app, &late).await;
    let replaced = code_for(&app, &world.ivan).await;
    let path = format!("/api/users/{}/password", world.ivan.id);
    app.post(gloria, &path, json!({ "new_password": "puesta-por-gloria" })).await.expect(200);
    wrong(&app, &replaced).await;
    let moved = code_for(&app, &world.bruno).await;
    let path = format!("/api/users/{}", world.bruno.id);
    app.put(gloria, &path, json!({ "email": "otro.bruno@sena.edu.co" })).await.expect(200);
    wrong(&app, &moved).await;
    let gone = code_for(&app, &world.sara).await;
    app.delete(gloria, &format!("/api/users/{}", world.sara.id)).await.expect(200);
    wrong(&app, &gone).await;
    let refused =
        app.post(gloria, "/api/recovery/codes", json!({ "user_id": world.sara.id })).await.expect(400);
    assert_eq!(refused.json()["code"], "recuperacion_inactiva");
    app.post(gloria, "/api/recovery/codes", json!({ "user_id": world.center })).await.expect(404);
}

#[tokio::test]
async fn two_who_use_one_code_at_once_do_not_both_set_a_password() {
    let app = App::new().await;
    let code = code_for(&app, &app.world.ana).await;
    let attempts = (0..4).map(|n| {
        let body = json!({ "code": code, "new_password": format!("clave-nueva-{n}") });
        post(&app, "/api/recovery/password", body)
    });
    let answers = futures_util::future::join_all(attempts).await;
    assert_eq!(answers.iter().filter(|it| it.status == 200).count(), 1);
    assert!(answers.iter().all(|it| it.status == 200 || it.status == 400));
}

#[tokio::test]
async fn a_mailed_code_holds_for_half_an_hour_and_an_earlier_one_goes_on_holding() {
    let app = App::new().await;
    let id = app.world.ana.id;
    let make = async || {
        let origin = Origin::of_command("test");
        let made = app
            .parts
            .db
            .write(&origin, move |tx| Ok(Change::unaudited(change::mail_code(tx, id, "ana@sena.edu.co")?)));
        made.await.unwrap()
    };
    // A letter that was tried twice brings two codes; a person may have got the first letter only.
    let (first, _second) = (make().await, make().await);
    let minutes = "select cast(round((julianday(expires_at) - julianday(created_at)) * 1440) as integer) from recovery_codes";
    assert_eq!(app.count(minutes).await, 30);
    post(&app, "/api/recovery/password", json!({ "code": first, "new_password": "otra-clave-9" }))
        .await
        .expect(200);
    assert_eq!(app.count("select count(*) from recovery_codes").await, 0);
    assert_eq!(Code::RecoveryCodeWrong.status(), 400);
}

#[tokio::test]
async fn a_code_that_a_fast_clock_made_does_not_hold_for_years() {
    let app = App::new().await;
    let code = code_for(&app, &app.world.ana).await;
    app.run("update recovery_codes set created_at = '2090-01-01T00:00:00.000000Z', expires_at = '2090-01-02T00:00:00.000000Z'")
        .await;
    let body = json!({ "code": code, "new_password": "otra-clave-9" });
    post(&app, "/api/recovery/password", body).await.expect(400);
    let origin = Origin::of_command("test");
    let cleared = app.parts.db.write(&origin, |tx| {
        Ok(Change::unaudited(inventario::campus::recovery::store::delete_expired(tx, tx.now)?))
    });
    assert_eq!(cleared.await.unwrap(), 1);
}

#[tokio::test]
async fn a_new_slip_voids_the_one_before_and_an_account_out_of_use_has_none() {
    let app = App::new().await;
    switch_mail_on(&app).await;
    let (gloria, ana) = (&app.world.gloria, &app.world.ana);
    let lost = code_for(&app, ana).await;
    let found = code_for(&app, ana).await;
    let with = |code: &str| json!({ "code": code, "new_password": "otra-clave-9" });
    post(&app, "/api/recovery/password", with(&lost)).await.expect(400);
    app.delete(gloria, &format!("/api/users/{}", ana.id)).await.expect(200);
    assert_eq!(app.count("select count(*) from recovery_codes").await, 0);
    app.put(gloria, &format!("/api/users/{}", ana.id), json!({ "is_active": true })).await.expect(200);
    post(&app, "/api/recovery/password", with(&found)).await.expect(400);
}

#[tokio::test]
async fn a_changed_password_is_told_by_mail_whatever_is_chosen_and_recalls_the_codes_that_wait() {
    let app = App::new().await;
    switch_mail_on(&app).await;
    let ana = &app.world.ana;
    post(&app, "/api/recovery", json!({ "email": ana.email })).await.expect(200);
    let code = code_for(&app, ana).await;
    post(&app, "/api/recovery", json!({ "email": ana.email })).await.expect(200);
    post(&app, "/api/recovery/password", json!({ "code": code, "new_password": "otra-clave-9" }))
        .await
        .expect(200);
    let letters = app.column("select purpose || ' ' || reason || ' ' || subject from outbox").await;
    assert_eq!(letters, ["notice account Contraseña cambiada con un código"]);
}

#[tokio::test]
async fn who_has_guessed_in_vain_enters_at_once_with_the_recovered_password() {
    let app = App::new().await;
    let ana = &app.world.ana;
    for _ in 0..8 {
        sign_in(&app, &ana.email, "no era esta").await.expect(401);
    }
    sign_in(&app, &ana.email, PASSWORD).await.expect(429);
    let code = code_for(&app, ana).await;
    let body = json!({ "code": code, "new_password": "otra-clave-9" });
    post(&app, "/api/recovery/password", body).await.expect(200);
    sign_in(&app, &ana.email, "otra-clave-9").await.expect(200);
}
