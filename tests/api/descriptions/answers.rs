//! Whatever the service does, the photo is there, and whoever looks is told in a sentence.

use super::stub::{Says, Stub, completion, portable};
use super::{DESCRIPTIONS, KEY, act, go_round, now_of, round, switch_on, text};
use crate::support::App;
use chrono::{TimeDelta, Utc};
use inventario::campus::descriptions::Describer;
use inventario::campus::descriptions::model::ServiceHold;
use inventario::kit::clock;
use inventario::kit::jobs::JobLog;
use inventario::kit::wire::{FromText, LocalTime};
use serde_json::{Value, json};
use std::time::Duration;

/// Adds a photo to an item while descriptions are asked for by themselves; answers what is described of it.
async fn added(app: &App, colour: u8) -> Value {
    let (bruno, machine) = (&app.world.bruno, app.world.sistemas.machine);
    let photo = super::photo(app, bruno, colour).await;
    super::given(app, bruno, machine, &photo).await.expect(201);
    let list = app.get(bruno, &format!("{DESCRIPTIONS}?item_id={machine}&limit=1")).await.expect(200).json();
    assert_eq!((&list[0]["photo_id"], &list[0]["is_automatic"]), (&json!(photo), &json!(true)));
    list[0].clone()
}

async fn automatic() -> (App, Stub) {
    let app = App::new().await;
    let stub = Stub::open().await;
    switch_on(&app, &stub, json!({ "automatic": true })).await;
    (app, stub)
}

#[tokio::test]
async fn a_photo_is_added_whatever_the_service_answers_and_what_can_not_be_mended_is_not_tried_again() {
    let (app, stub) = automatic().await;
    let ok = "HTTP/1.1 200 OK\r\n";
    let cut = format!("{ok}Content-Length: 900\r\n\r\n{}", &completion("Portátil")[..40]);
    let large = [format!("{ok}Connection: close\r\n\r\n").into_bytes(), vec![b' '; (256 << 10) + 1]].concat();
    let cut_json = completion(r#"{"description": "Portátil ne"#);
    let limited = r#"{"choices":[{"message":{"content":"Un"},"finish_reason":"length"}]}"#;
    for (n, (says, sentence)) in [
        (
            Says::status(400, "", r#"{"error":{"message":"image too blurred"}}"#),
            "El servicio no aceptó la solicitud (400): image too blurred",
        ),
        (Says::status(413, "", ""), "La foto es demasiado grande para el servicio (413)"),
        (Says::status(200, "", "<html>Portal</html>"), "La respuesta del servicio no es JSON"),
        (Says::Bytes(cut.into_bytes()), "La respuesta del servicio llegó cortada"),
        (Says::Bytes(large), "La respuesta del servicio es demasiado grande"),
        (Says::status(200, "", &cut_json), "La descripción llegó cortada"),
        (Says::status(200, "", limited), "La descripción llegó cortada: el servicio limita lo que responde"),
        (
            Says::status(200, "", r#"{"choices":[]}"#),
            "La respuesta del servicio no tiene la forma que se esperaba",
        ),
    ]
    .into_iter()
    .enumerate()
    {
        stub.will_say([says]);
        let description = added(&app, n as u8 * 20).await;
        let before = stub.times();
        assert_eq!(go_round(&app).await, 1, "{sentence}");
        let failed = now_of(&app, &description).await;
        assert_eq!((&failed["state"], &failed["error"]), (&json!("failed"), &json!(sentence)));
        assert_eq!(round(&app, clock::now() + TimeDelta::days(2)).await, 0, "{sentence}");
        assert_eq!(stub.times(), before + 1, "{sentence}");
    }
    let pictures = app.count("select count(*) from item_pictures").await;
    assert_eq!(pictures, 8, "each photo is there");
}

#[tokio::test]
async fn what_may_be_mended_is_tried_again_with_pauses_and_given_up_after_five_tries() {
    let (app, stub) = automatic().await;
    let broken = || Says::status(500, "", r#"{"error":"overloaded"}"#);
    stub.will_say([broken(), broken(), broken(), broken(), broken()]);
    let description = added(&app, 10).await;
    let (mut at, mut waits) = (clock::now(), Vec::new());
    for tries in 1..=5 {
        assert_eq!(round(&app, at).await, 1, "try {tries}");
        assert_eq!(round(&app, at + TimeDelta::seconds(25)).await, 0, "not at once");
        let now = now_of(&app, &description).await;
        assert_eq!(
            (&now["attempts"], &now["error"]),
            (&json!(tries), &json!("El servicio falló (500): overloaded"))
        );
        let due = instant(&now["due_at"]);
        waits.push((due - at).num_seconds());
        at = due;
    }
    for (wait, pause) in waits.iter().zip([30, 60, 120, 240]) {
        assert!((pause..pause + 5).contains(wait), "{waits:?}");
    }
    assert_eq!(now_of(&app, &description).await["state"], "failed");
    assert_eq!(round(&app, at + TimeDelta::days(1)).await, 0);

    // And once more when somebody wants it.
    let again = act(&app, &app.world.bruno, &description, "retry", json!({})).await.expect(200).json();
    assert_eq!(
        (&again["state"], &again["attempts"], &again["error"]),
        (&json!("queued"), &json!(0), &Value::Null)
    );
    let refused = act(&app, &app.world.bruno, &description, "retry", json!({})).await.expect(409);
    assert_eq!(refused.json()["code"], "descripcion_no_fallida");
    assert_eq!(go_round(&app).await, 1);
    assert_eq!(now_of(&app, &description).await["state"], "done");
    assert_eq!(stub.times(), 6);
}

fn instant(value: &Value) -> chrono::DateTime<Utc> {
    LocalTime::from_text(&text(value)).unwrap().0
}

#[tokio::test]
async fn who_is_asked_to_wait_waits_with_everything_and_within_bounds() {
    let (app, stub) = automatic().await;
    let first = added(&app, 10).await;
    let second = added(&app, 20).await;
    stub.will_say([Says::status(429, "Retry-After: 600\r\n", "{}")]);
    let at = clock::now();
    assert_eq!(round(&app, at).await, 1, "the other one waits as well");
    assert_eq!(now_of(&app, &first).await["error"], "El servicio pide esperar (429)");
    // What comes meanwhile is not asked before either, by nobody.
    let third = added(&app, 30).await;
    assert_eq!(round(&app, at + TimeDelta::seconds(590)).await, 0);
    let another = Describer::new(app.parts.db.clone(), JobLog::default());
    assert_eq!(another.go_round(at + TimeDelta::seconds(590)).await.unwrap(), 0, "after a restart");
    let trial = app.post(&app.world.gloria, &format!("{DESCRIPTIONS}/test"), json!({})).await.expect(409);
    assert_eq!(trial.json()["code"], "descripciones_en_pausa");
    for description in [&first, &second, &third] {
        assert_eq!(now_of(&app, description).await["state"], "queued");
    }
    let status = app.get(&app.world.bruno, &format!("{DESCRIPTIONS}/status")).await.expect(200).json();
    assert_eq!((instant(&status["held_until"]) - at).num_seconds() / 10, 60, "{status}");
    assert_eq!(stub.times(), 1);

    stub.will_say([Says::status(429, "Retry-After: 9999999\r\n", "{}")]);
    let later = at + TimeDelta::seconds(610);
    assert_eq!(round(&app, later).await, 1);
    let bounded = (held(&app).await - later).num_minutes();
    assert_eq!(bounded, 60, "nobody is kept waiting for months");
    assert_eq!(round(&app, later + TimeDelta::minutes(61)).await, 3);
    assert_eq!(now_of(&app, &second).await["state"], "done");
}

#[tokio::test]
async fn what_a_service_wishes_in_a_trial_holds_too_and_not_for_another_service() {
    let (app, stub) = automatic().await;
    stub.will_say([Says::status(429, "Retry-After: 600\r\n", "{}")]);
    app.post(&app.world.gloria, &format!("{DESCRIPTIONS}/test"), json!({})).await.expect(400);
    added(&app, 10).await;
    assert_eq!(go_round(&app).await, 0);
    let other = Stub::open().await;
    switch_on(&app, &other, json!({ "automatic": true })).await;
    let status = app.get(&app.world.gloria, &format!("{DESCRIPTIONS}/status")).await.expect(200).json();
    assert_eq!(status["held_until"], Value::Null);
    added(&app, 20).await;
    assert_eq!(go_round(&app).await, 1);
    assert_eq!((stub.times(), other.times()), (1, 1));
}

/// Until when the service is not asked, as it is kept.
async fn held(app: &App) -> chrono::DateTime<Utc> {
    let kept = app.column("select value from settings where key = 'descriptions.held'").await;
    serde_json::from_str::<ServiceHold>(&kept[0]).unwrap().until.unwrap()
}

#[tokio::test]
async fn a_slow_service_is_waited_for_no_longer_than_said_and_asked_again() {
    let (app, stub) = automatic().await;
    let description = added(&app, 10).await;
    stub.will_say([Says::Nothing]);
    let hurried = app.parts.describer.clone().waiting_at_most(Duration::from_secs(3));
    assert_eq!(hurried.go_round(clock::now()).await.unwrap(), 1);
    let waiting = now_of(&app, &description).await;
    assert_eq!(
        (&waiting["state"], &waiting["error"]),
        (&json!("queued"), &json!("El servicio no respondió a tiempo"))
    );
    assert_eq!(round(&app, clock::now() + TimeDelta::minutes(1)).await, 1);
    assert_eq!(now_of(&app, &description).await["brand"], portable()["brand"]);
}

#[tokio::test]
async fn the_key_is_in_no_answer_no_audit_and_no_log_not_even_when_the_service_repeats_it() {
    let logged = logs::kept();
    let (app, stub) = automatic().await;
    let repeated = format!(r#"{{"error":{{"message":"the key {KEY} may not use this"}}}}"#);
    let mut answers = Vec::new();
    for (n, status) in [400, 401, 403, 404, 500].into_iter().enumerate() {
        stub.will_say([Says::status(status, "", &repeated)]);
        let description = added(&app, n as u8 * 30).await;
        go_round(&app).await;
        let uri = format!("{DESCRIPTIONS}/status");
        answers.push(app.get(&app.world.bruno, &uri).await.expect(200).json().to_string());
        answers.push(now_of(&app, &description).await.to_string());
        stub.will_say([Says::status(status, "", &repeated)]);
        let uri = format!("{DESCRIPTIONS}/test");
        let refused = app.post(&app.world.gloria, &uri, json!({})).await.expect(400);
        answers.push(refused.json().to_string());
    }
    assert!(answers.iter().any(|it| it.contains("the key … may not use this")), "{answers:?}");
    assert_eq!(stub.heard()[0].header("authorization").unwrap(), format!("Bearer {KEY}"), "it was sent");
    for uri in ["/api/settings", "/api/audit-logs/", DESCRIPTIONS, "/api/jobs"] {
        answers.push(String::from_utf8(app.get(&app.world.gloria, uri).await.expect(200).bytes).unwrap());
    }
    answers.extend(app.column("select new_values from audit_logs").await);
    answers.extend(app.column("select coalesce(error, '') from item_descriptions").await);
    answers.push(logged.text());
    assert!(
        answers.last().unwrap().contains("no description"),
        "nothing was logged: this test has become blind"
    );
    for answer in answers {
        assert!(!answer.contains(KEY), "{answer}");
    }
}

/// What this thread logs.
mod logs {
    use std::io::{self, Write};
    use std::sync::{Arc, Mutex};
    use tracing_subscriber::fmt::MakeWriter;

    #[derive(Clone, Default)]
    pub struct Kept(Arc<Mutex<Vec<u8>>>);

    /// The log of this thread, as long as it is kept. A second one stands beside it: where there is only one, a thread that has none
    /// decides for all that nobody wants to hear of a line.
    pub struct Logged {
        kept: Kept,
        _ends: tracing::subscriber::DefaultGuard,
        _beside: tracing::Dispatch,
    }

    impl Logged {
        pub fn text(&self) -> String {
            String::from_utf8(self.kept.0.lock().unwrap().clone()).unwrap()
        }
    }

    impl Write for Kept {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl<'a> MakeWriter<'a> for Kept {
        type Writer = Self;

        fn make_writer(&'a self) -> Self {
            self.clone()
        }
    }

    pub fn kept() -> Logged {
        let kept = Kept::default();
        let subscriber = || {
            tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(kept.clone()).finish()
        };
        let _beside = tracing::Dispatch::new(subscriber());
        let _ends = tracing::subscriber::set_default(subscriber());
        Logged { kept, _ends, _beside }
    }
}
