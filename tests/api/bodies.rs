//! Bodies: nobody fills the memory of the box with what they send.

use crate::photos::{upload, wall};
use crate::support::{App, Person};
use bytes::Bytes;
use futures_util::stream;

/// As much of somebody's as the server holds.
async fn hold(app: &App, who: Option<&Person>, bytes: usize) -> Bytes {
    let piece = Ok(Bytes::from(vec![0; bytes]));
    app.parts.intake.read(who.map(|who| who.id), stream::iter([piece]), bytes).await.unwrap()
}

#[tokio::test]
async fn who_sends_too_much_at_once_is_told_so_and_nobody_else_notices() {
    let app = App::new().await;
    let (ana, luis) = (&app.world.estela, &app.world.ivan);
    let held = hold(&app, Some(ana), 24 << 20).await;
    let refused = upload(&app, ana, "image/jpeg", wall(40, 30)).await.expect(429);
    assert_eq!(
        refused.detail(),
        "Su cuenta está enviando demasiado a la vez: espere a que termine lo anterior"
    );
    upload(&app, luis, "image/jpeg", wall(40, 30)).await.expect(201);
    let rest = hold(&app, Some(luis), 24 << 20).await;
    let full = upload(&app, &app.world.sara, "image/jpeg", wall(40, 30)).await.expect(503);
    assert_eq!(full.detail(), "El servidor está ocupado. Inténtelo de nuevo en unos segundos");
    drop((held, rest));
    upload(&app, ana, "image/jpeg", wall(40, 30)).await.expect(201);
}

#[tokio::test]
async fn those_who_are_not_signed_in_share_a_little_and_take_nothing_from_the_others() {
    let app = App::new().await;
    let _strangers = hold(&app, None, 4 << 20).await;
    let body = r#"{"email":"a@sena.edu.co","password":"no es esta"}"#;
    app.send(poem::http::Method::POST, "/api/auth/login", &[("content-type", "application/json")], body)
        .await
        .expect(503);
    upload(&app, &app.world.estela, "image/jpeg", wall(40, 30)).await.expect(201);
}
