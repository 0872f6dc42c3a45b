//! Mail: what is written into the outbox, and what the general administrator sees of it. How it is sent is shown with a real mail
//! server, in `tests/mail`.

use crate::recovery::switch_mail_on;
use crate::support::{App, Content, Ready, Resource, Roles, Rows};
use inventario::appliance::mail::model::LetterState;
use inventario::appliance::mail::store;
use inventario::campus::alerts::watch;
use inventario::kit::access::Origin;
use inventario::kit::db::letter::Purpose;
use inventario::kit::db::{Change, Letter};
use inventario::kit::error::Error;
use inventario::kit::wire::LocalTime;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;

/// The general administrator only.
const ROLES: Roles = &[("ag", &["get_mail_status", "list_letters", "retry_letter", "send_test_mail"])];

/// What the tests that walk all operations must know.
pub const RESOURCE: Resource = Resource::new(ROLES)
    .prepared_by(|ready| Box::pin(prepare(ready)))
    .asked_with(|ready, _, parameter| (parameter == "id").then(|| ready.row("failed letter")))
    .sent(content);

async fn prepare(ready: &Ready) -> Rows {
    let mail = json!({
        "enabled": true, "host": "127.0.0.1", "port": take_letters().await, "security": "none",
        "from_address": "inventario@sena.edu.co",
    });
    ready.app.put(&ready.app.world.gloria, "/api/settings", json!({ "mail": mail })).await.expect(200);
    write(&ready.app, "Carta que no salió").await;
    ready.app.run("update outbox set state = 'failed', error = 'El servidor respondió 550'").await;
    let letters = ready.app.get(&ready.app.world.gloria, "/api/mail/outbox").await.expect(200).json();
    Rows::of("failed letter", &letters[0]["id"])
}

fn content(_: &Ready, operation: &str) -> Option<Content> {
    (operation == "send_test_mail").then(|| Content::Json(json!({ "to": "gloria@sena.edu.co" })))
}

/// Somebody at a port of this machine who takes every letter and throws it away, for the tests that walk all operations. What a real
/// mail server says is asked in `tests/mail`.
async fn take_letters() -> u16 {
    let door = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = door.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = door.accept().await {
            tokio::spawn(async move {
                let (read, mut write) = stream.into_split();
                let mut lines = BufReader::new(read).lines();
                let mut is_letter = false;
                write.write_all(b"220 listo\r\n").await?;
                while let Some(line) = lines.next_line().await? {
                    let answer: &[u8] = match (is_letter, line.as_str()) {
                        (true, ".") => b"250 recibida\r\n",
                        (true, _) => continue,
                        (false, "DATA") => b"354 adelante\r\n",
                        (false, _) => b"250 bien\r\n",
                    };
                    is_letter = line == "DATA";
                    write.write_all(answer).await?;
                }
                std::io::Result::Ok(())
            });
        }
    });
    port
}

/// A change that writes to Ana.
async fn write(app: &App, subject: &'static str) {
    let ana = app.world.ana.id;
    let origin = Origin::of_command("test");
    let writing = app.parts.db.write(&origin, move |_| {
        let letter = Letter::new(ana, Purpose::Notice, subject, "Lo que dice");
        Ok(Change::unaudited(()).post([letter]))
    });
    writing.await.unwrap();
}

async fn outbox(app: &App, query: &str) -> Vec<Value> {
    let letters = app.get(&app.world.gloria, &format!("/api/mail/outbox{query}")).await.expect(200).json();
    letters.as_array().unwrap().clone()
}

#[tokio::test]
async fn letters_are_written_with_the_change_and_only_while_mail_is_on() {
    let app = App::new().await;
    write(&app, "Antes").await;
    assert!(outbox(&app, "").await.is_empty());
    switch_mail_on(&app).await;
    write(&app, "Después").await;
    let ana = app.world.ana.id;
    let origin = Origin::of_command("test");
    let failing = app.parts.db.write(&origin, move |tx| {
        tx.keep(Change::unaudited(()).post([Letter::new(ana, Purpose::Notice, "Nunca", "No pasó")]))?;
        Err::<Change<()>, _>(Error::internal("what it tells of was rolled back"))
    });
    failing.await.unwrap_err();
    let letters = outbox(&app, "").await;
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0]["subject"], "Después");
    assert_eq!(letters[0]["to_address"], "ana@sena.edu.co");
    assert_eq!(letters[0]["state"], "waiting");
    assert!(letters[0].get("body").is_none());
    app.run("update users set is_active = 0 where email = 'ana@sena.edu.co'").await;
    write(&app, "A nadie").await;
    assert_eq!(outbox(&app, "").await.len(), 1);
}

#[tokio::test]
async fn the_outbox_is_cut_by_state_and_pages_and_a_failed_letter_is_tried_again() {
    let app = App::new().await;
    switch_mail_on(&app).await;
    for subject in ["Una", "Otra", "Tercera"] {
        write(&app, subject).await;
    }
    app.run("update outbox set state = 'failed', error = 'No existe', attempts = 3 where subject = 'Otra'")
        .await;
    let gloria = &app.world.gloria;
    let status = app.get(gloria, "/api/mail").await.expect(200).json();
    assert_eq!(
        status,
        json!({ "enabled": true, "waiting": 2, "failed": 1, "trouble": null, "trouble_since": null })
    );
    let failed = outbox(&app, "?state=failed").await;
    assert_eq!(failed.len(), 1);
    assert_eq!(failed[0]["error"], "No existe");
    let page = app.get(gloria, "/api/mail/outbox?limit=2&skip=2").await.expect(200);
    assert_eq!(page.headers["x-total-count"], "3");
    assert_eq!(page.json()[0]["subject"], "Una");
    let path = format!("/api/mail/outbox/{}/retry", failed[0]["id"].as_str().unwrap());
    let again = app.post(gloria, &path, json!({})).await.expect(200).json();
    assert_eq!((again["state"].as_str(), again["attempts"].as_i64()), (Some("waiting"), Some(0)));
    let refused = app.post(gloria, &path, json!({})).await.expect(400);
    assert_eq!(refused.json()["code"], "carta_en_curso");
}

#[tokio::test]
async fn a_test_before_there_is_a_server_says_what_is_missing_and_stores_nothing() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let refused = app.post(gloria, "/api/mail/test", json!({})).await.expect(400);
    assert_eq!(refused.json()["code"], "correo_sin_configurar");
    app.post(gloria, "/api/mail/test", json!({ "to": "no es un correo" })).await.expect(422);
    assert_eq!(app.count("select count(*) from outbox").await, 0);
}

#[tokio::test]
async fn what_was_sent_is_forgotten_after_a_month_and_what_failed_after_three() {
    let app = App::new().await;
    switch_mail_on(&app).await;
    for subject in ["Enviada", "Fallida", "Espera"] {
        write(&app, subject).await;
    }
    app.run(
        "update outbox set created_at = '2026-01-01T00:00:00.000000Z', due_at = '2026-01-01T00:00:00.000000Z';
         update outbox set state = 'sent', sent_at = '2026-01-01T00:00:00.000000Z' where subject = 'Enviada';
         update outbox set state = 'failed' where subject = 'Fallida'",
    )
    .await;
    let origin = Origin::of_command("test");
    let cleared = app.parts.db.write(&origin, |tx| {
        let later = tx.at("2026-02-15T00:00:00Z".parse().unwrap());
        Ok(Change::unaudited(inventario::appliance::mail::store::clear_old(&later, later.now)?))
    });
    assert_eq!(cleared.await.unwrap(), 1);
    assert_eq!(app.column("select subject from outbox order by id").await, ["Fallida", "Espera"]);
}

#[tokio::test]
async fn an_alert_goes_by_mail_to_whoever_wants_its_kind_so() {
    let app = App::new().await;
    switch_mail_on(&app).await;
    let wish =
        json!({ "alert_type": "equipment_missing", "is_enabled": true, "notification_methods": ["email"] });
    app.post(&app.world.bruno, "/api/alert-settings/", wish).await.expect(201);
    let lost = json!({ "quantity_missing": 1 });
    app.put(&app.world.gloria, &format!("/api/inventory/{}", app.world.bodega.group), lost).await.expect(200);
    app.parts.db.write(&Origin::of_command("test"), |tx| watch::look(tx)).await.unwrap();
    let letters = outbox(&app, "").await;
    let to: Vec<_> = letters.iter().map(|it| it["to_address"].as_str().unwrap()).collect();
    assert_eq!(to, [app.world.bruno.email.as_str()], "the others haven't asked for mail");
    let told = app.get(&app.world.bruno, "/api/notifications/?type=alert").await.expect(200).json();
    assert_eq!(told[0]["title"], letters[0]["subject"]);
}

#[tokio::test]
async fn the_password_of_the_mail_is_sent_to_no_other_server() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let set = async |mail: Value| {
        let all = app.put(gloria, "/api/settings", json!({ "mail": mail })).await.expect(200).json();
        all["mail"]["has_password"].as_bool().unwrap()
    };
    let whole = json!({
        "host": "127.0.0.1", "port": 587, "security": "starttls", "user": "inventario", "password": "clave-7",
    });
    for elsewhere in [
        json!({ "host": "10.0.0.66", "security": "none" }),
        json!({ "port": 25 }),
        json!({ "security": "none" }),
        json!({ "user": "otro" }),
    ] {
        assert!(set(whole.clone()).await);
        assert!(
            set(json!({ "from_name": "Bodega", "port": 587, "host": "127.0.0.1" })).await,
            "nothing has moved"
        );
        assert!(!set(elsewhere.clone()).await, "{elsewhere}");
        let kept = app.column("select value from settings where key = 'mail.password'").await;
        assert_eq!(kept, ["null"], "{elsewhere}");
    }
}

#[tokio::test]
async fn what_is_looked_for_every_few_seconds_is_found_by_an_index() {
    let app = App::new().await;
    let text = "explain query plan
         select 1 from outbox
         where state in ('waiting', 'sending')
         and (state = 'sending' or attempts = 0 or due_at <= '2026-01-01' or attempted_at > '2026-01-01')";
    let reading = app.parts.db.read(move |db| {
        let mut rows = db.prepare(text)?;
        Ok(rows.query_map([], |row| row.get("detail"))?.collect::<rusqlite::Result<Vec<String>>>()?)
    });
    let plan = reading.await.unwrap().join("\n");
    assert!(plan.contains("outbox_state (state=?)"), "{plan}");
}

#[tokio::test]
async fn a_letter_that_a_fast_clock_wrote_is_due_after_the_clock_is_set_back_and_comes_after_a_code() {
    let app = App::new().await;
    switch_mail_on(&app).await;
    for subject in ["Adelantada", "De hoy"] {
        write(&app, subject).await;
    }
    let ana = app.world.ana.id;
    let origin = Origin::of_command("test");
    let writing = app.parts.db.write(&origin, move |_| {
        Ok(Change::unaudited(()).post([Letter::new(ana, Purpose::Recovery, "Código", "Código")]))
    });
    writing.await.unwrap();
    app.run(
        "update outbox
         set created_at = '2090-01-01T00:00:00.000000Z',
             due_at = '2090-01-01T00:00:00.000000Z',
             expires_at = '2090-01-04T00:00:00.000000Z'
         where subject = 'Adelantada'",
    )
    .await;
    let mut order = Vec::new();
    for _ in 0..3 {
        let marking = app.parts.db.write(&origin, |tx| {
            let now = LocalTime(tx.now);
            assert!(store::is_anything_due(tx, now)?);
            let letter = store::next(tx, now)?.unwrap();
            store::begin(tx, &letter, LocalTime(tx.now + chrono::TimeDelta::minutes(1)), now)?;
            store::not_sent(tx, letter.id, LetterState::Waiting, "451")?;
            Ok(Change::unaudited(letter.subject))
        });
        order.push(marking.await.unwrap());
    }
    assert_eq!(order, ["Código", "De hoy", "Adelantada"]);
    let left = app.parts.db.read(|db| store::next(db, LocalTime(inventario::kit::clock::now())));
    assert!(left.await.unwrap().is_none(), "each has its pause");
}
