//! No password, token or hash is ever in the audit, whatever is tried with it.

use crate::support::{App, PASSWORD, Session};
use poem::http::Method;
use serde_json::json;

const WRONG: &str = "secreto-equivocado-";
const NEW: &str = "secreto-nuevo-";

/// Everything that can be done with a password or token, well and badly; answers the tokens that came of it.
async fn exercise(app: &App) -> Vec<String> {
    let (ana, gloria) = (&app.world.ana, &app.world.gloria);
    let mut tokens = vec![ana.token.clone(), gloria.token.clone()];
    let person = |n: &str, password: &str| json!({ "email": format!("p{n}@sena.edu.co"), "password": password, "first_name": "P", "last_name": n });
    app.post_anonymously("/api/auth/register", person("1", &format!("{NEW}1"))).await.expect(201);
    app.post_anonymously("/api/auth/register", person("1", &format!("{WRONG}1"))).await.expect(400);
    app.post_anonymously("/api/auth/register", person("x y", &format!("{WRONG}2"))).await.expect(422);
    let mut staff = person("2", &format!("{NEW}2"));
    staff["role"] = json!("instructor");
    app.post(gloria, "/api/users", staff.clone()).await.expect(200);
    app.post(gloria, "/api/users", staff.clone()).await.expect(400);
    app.post(ana, "/api/users", staff).await.expect(403);

    app.sign_in(&ana.email, &format!("{WRONG}3")).await.expect(401);
    app.sign_in(&format!("{WRONG}4"), &format!("{WRONG}5")).await.expect(401);
    let session = app.enter(ana).await;
    let renewed = Session::of(app.refresh_by_cookie(&session.cookie()).await);
    let stolen = app.refresh_by_cookie(&session.cookie()).await;
    stolen.expect(401);
    tokens.extend([session.access(), session.refresh(), renewed.access(), renewed.refresh()]);
    let leaving = app.enter(ana).await;
    app.log_out_by_body(&leaving.refresh()).await.expect(200);
    tokens.extend([leaving.access(), leaving.refresh()]);

    let change = |current: &str, new: &str| json!({ "current_password": current, "new_password": new });
    let uri = "/api/auth/me/change-password";
    app.post(ana, uri, change(&format!("{WRONG}6"), &format!("{NEW}3"))).await.expect(400);
    app.post(ana, uri, change(PASSWORD, "cortita")).await.expect(422);
    let changed = Session::of(app.post(ana, uri, change(PASSWORD, &format!("{NEW}4"))).await);
    tokens.extend([changed.access(), changed.refresh()]);
    let reset = format!("/api/users/{}/password", ana.id);
    app.post(gloria, &reset, json!({ "new_password": format!("{NEW}5") })).await.expect(200);
    app.post(gloria, &reset, json!({ "new_password": "cortita" })).await.expect(422);
    app.post(&app.world.estela, &reset, json!({ "new_password": format!("{WRONG}7") })).await.expect(403);

    // Misplaced and misshapen.
    let stray = json!({ "password": format!("{WRONG}8"), "phone": "300" });
    app.put(gloria, "/api/auth/me", stray.clone()).await.expect(200);
    app.put(gloria, &format!("/api/users/{}", ana.id), stray).await.expect(200);
    let headers = [("content-type", "application/json")];
    for body in [
        format!(r#"{{"email": "ana@sena.edu.co", "password": "{WRONG}9""#),
        format!(r#"{{"email": "ana@sena.edu.co", "password": ["{WRONG}10"]}}"#),
        format!(r#"{{"email": "ana@sena.edu.co", "password": "a", "password": "{WRONG}11"}}"#),
        format!(r#"["ana@sena.edu.co", "{WRONG}12"]"#),
        format!("email=ana@sena.edu.co&password={WRONG}13"),
    ] {
        app.send(Method::POST, "/api/auth/login", &headers, body).await.expect(422);
    }
    let uri = format!("/api/auth/login?password={WRONG}14");
    app.send(Method::POST, &uri, &headers, "{}").await.expect(422);
    tokens
}

#[tokio::test]
async fn no_password_token_or_hash_is_in_the_audit() {
    let app = App::new().await;
    let tokens = exercise(&app).await;
    let refusals = r#"select count(*) from audit_logs where new_values like '%"status_code":4%'"#;
    app.reached(refusals, 17).await;
    let rows = app.column(
        "select coalesce(user_name, '') || coalesce(user_email, '') || action || entity_type
             || coalesce(entity_id, '') || coalesce(ip_address, '') || coalesce(user_agent, '') || new_values
         from audit_logs",
    );
    let everything = rows.await.join("\n");
    let hashes =
        app.column("select password_hash from users union select token_hash from refresh_tokens").await;
    assert!(hashes.len() > 3 && tokens.len() == 10);
    let words = ["secreto-", PASSWORD, "cortita", "argon2", "eyJ"].map(str::to_owned);
    for secret in words.iter().chain(&tokens).chain(&hashes) {
        assert!(!everything.contains(secret), "{secret} is in the audit");
    }
    for name in
        ["password_hash", "access_token", "refresh_token", "\"password\"", "\"new_password\"", "token_hash"]
    {
        assert!(!everything.contains(name), "{name} is in the audit");
    }
}

#[tokio::test]
async fn no_answer_shows_a_hash_or_gives_a_password_back() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    for uri in
        ["/api/users", "/api/auth/me", "/api/audit-logs?per_page=100", "/audit-logs", "/api/users/stats"]
    {
        let text = String::from_utf8(app.get(gloria, uri).await.expect(200).bytes).unwrap();
        assert!(!text.contains("argon2") && !text.contains("password"), "{uri}");
    }
    let wrong = json!({ "email": "ana@sena.edu.co", "password": { "value": "secreto-raro" } });
    let refused = app.post_anonymously("/api/auth/login", wrong).await.expect(422);
    assert!(!String::from_utf8(refused.bytes).unwrap().contains("secreto-raro"));
}
