//! Access tokens: what they say, and that none but ours are taken.

use crate::support::{App, SECRET};
use inventario::kit::access::{Account, Keys, account, tokens};
use inventario::kit::clock;
use inventario::kit::wire::Id;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// `{"alg":"none","typ":"JWT"}` in base64url.
const ALG_NONE: &str = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0";

async fn account(app: &App, id: Id) -> Account {
    app.parts.db.read(move |db| account::account(db, id)).await.unwrap().unwrap()
}

/// The key that the server signs with, derived as `Keys` does.
fn true_key() -> EncodingKey {
    let key = Sha256::new().chain_update(b"inventario access token 1\0").chain_update(SECRET).finalize();
    EncodingKey::from_secret(&key)
}

fn sign(algorithm: Algorithm, claims: &Value, key: &EncodingKey) -> String {
    encode(&Header::new(algorithm), claims, key).unwrap()
}

/// Claims as the server makes them.
fn claims(app: &App) -> Value {
    let now = clock::now().timestamp();
    json!({ "sub": app.world.ana.id, "role": "instructor", "iat": now, "exp": now + 600, "ver": 0 })
}

fn without(claims: &Value, name: &str) -> Value {
    let mut claims = claims.clone();
    claims.as_object_mut().unwrap().remove(name).unwrap();
    claims
}

#[tokio::test]
async fn a_token_says_who_what_role_and_until_when() {
    let app = App::new().await;
    let session = app.enter(&app.world.ana).await;
    let claims = tokens::verify(&app.parts.keys, &session.access()).unwrap();
    assert_eq!((claims.sub, claims.role.as_str()), (app.world.ana.id, "instructor"));
    assert_eq!(claims.exp - claims.iat, 30 * 60);
}

#[tokio::test]
async fn no_forgery_passes() {
    let app = App::new().await;
    let ana = &app.world.ana;
    let real = account(&app, ana.id).await;
    let (good, key) = (claims(&app), true_key());
    let control = sign(Algorithm::HS256, &good, &key);
    app.get(&ana.with_token(&control), "/api/auth/me").await.expect(200);

    let half_an_hour_ago = clock::now() - chrono::TimeDelta::minutes(30) - chrono::TimeDelta::seconds(1);
    let mut long_over = good.clone();
    long_over["exp"] = json!(clock::now().timestamp() - 1);
    let mut not_an_id = good.clone();
    not_an_id["sub"] = json!("1 or 1=1");
    let of_next_version = Account { token_version: real.token_version + 1, ..real.clone() };
    let payload = control.split('.').nth(1).unwrap();
    let other_payload = app.world.gloria.token.split('.').nth(1).unwrap();
    let (head, signature) = (control.split('.').next().unwrap(), control.split('.').nth(2).unwrap());

    let forgeries = [
        ("no algorithm", format!("{ALG_NONE}.{payload}.")),
        ("no algorithm, old signature", format!("{ALG_NONE}.{payload}.{signature}")),
        ("somebody else's claims under this signature", format!("{head}.{other_payload}.{signature}")),
        ("no signature", format!("{head}.{payload}.")),
        ("another key", tokens::issue(&Keys::new("another secret".into(), 30), &real, clock::now()).unwrap()),
        (
            "the bare secret as key",
            sign(Algorithm::HS256, &good, &EncodingKey::from_secret(SECRET.as_bytes())),
        ),
        ("an empty key", sign(Algorithm::HS256, &good, &EncodingKey::from_secret(b""))),
        ("another algorithm", sign(Algorithm::HS512, &good, &key)),
        ("given half an hour ago", tokens::issue(&app.parts.keys, &real, half_an_hour_ago).unwrap()),
        ("over since a second", sign(Algorithm::HS256, &long_over, &key)),
        ("without end", sign(Algorithm::HS256, &without(&good, "exp"), &key)),
        ("without subject", sign(Algorithm::HS256, &without(&good, "sub"), &key)),
        ("without role", sign(Algorithm::HS256, &without(&good, "role"), &key)),
        ("without version", sign(Algorithm::HS256, &without(&good, "ver"), &key)),
        ("another version", tokens::issue(&app.parts.keys, &of_next_version, clock::now()).unwrap()),
        ("a subject that is no id", sign(Algorithm::HS256, &not_an_id, &key)),
        ("nonsense", "a.b.c".to_owned()),
        ("one letter more", format!("{control}A")),
    ];
    for (what, token) in forgeries {
        let reply = app.get(&ana.with_token(token), "/api/auth/me").await;
        assert_eq!(reply.status.as_u16(), 401, "{what} passed");
        assert_eq!(reply.detail(), "Token inválido o expirado", "{what}");
        assert_eq!(reply.header("www-authenticate"), Some("Bearer"), "{what}");
    }
}

#[tokio::test]
async fn what_was_given_while_the_clock_was_ahead_is_good_for_nothing_afterwards() {
    let app = App::new().await;
    let ana = &app.world.ana;
    let real = account(&app, ana.id).await;
    let ahead = |minutes| clock::now() + chrono::TimeDelta::minutes(minutes);
    let given = |minutes| tokens::issue(&app.parts.keys, &real, ahead(minutes)).unwrap();
    // A clock that is kept by the network goes back a little.
    app.get(&ana.with_token(given(4)), "/api/auth/me").await.expect(200);
    for minutes in [6, 60 * 24 * 365 * 10] {
        let refused = app.get(&ana.with_token(given(minutes)), "/api/auth/me").await.expect(401);
        assert_eq!(refused.json()["code"], "token_del_futuro");
        assert!(refused.detail().contains("ingrese de nuevo"));
        assert_eq!(refused.header("www-authenticate"), Some("Bearer"));
    }
    let mut endless = claims(&app);
    endless["iat"] = json!(i64::MAX);
    let endless = sign(Algorithm::HS256, &endless, &true_key());
    app.get(&ana.with_token(endless), "/api/auth/me").await.expect(401);

    let session = app.enter(ana).await;
    app.run("update refresh_tokens set issued_at = '2041-01-01T00:00:00.000000Z', expires_at = '2041-01-08T00:00:00.000000Z'").await;
    let refused = app.refresh_by_body(&session.refresh()).await.expect(401);
    assert_eq!(refused.json()["code"], "sesion_terminada");
    app.enter(ana).await;
}

#[tokio::test]
async fn a_token_of_nobody_says_that_there_is_no_such_user() {
    let app = App::new().await;
    let nobody = Account { id: Id::new(), ..account(&app, app.world.ana.id).await };
    let token = tokens::issue(&app.parts.keys, &nobody, clock::now()).unwrap();
    let refused = app.get(&app.world.ana.with_token(token), "/api/auth/me").await.expect(404);
    assert_eq!(refused.detail(), "Usuario no encontrado");
}

#[tokio::test]
async fn the_role_in_the_token_counts_for_nothing() {
    let app = App::new().await;
    let mut promoted = claims(&app);
    promoted["role"] = json!("admin_general");
    let ana = app.world.ana.with_token(sign(Algorithm::HS256, &promoted, &true_key()));
    assert_eq!(app.get(&ana, "/api/auth/me").await.expect(200).json()["role"], "instructor");
    app.get(&ana, "/api/users").await.expect(403);
}
