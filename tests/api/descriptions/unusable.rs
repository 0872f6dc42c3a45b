//! A service that can't be used at all is no fault of a photo: nothing is lost of what waits, and nothing is counted.

use super::stub::{Says, Stub};
use super::{DESCRIPTIONS, asked, go_round, now_of, set, switch_on};
use crate::support::App;
use inventario::kit::jobs::Job;
use inventario::kit::net::remote::MOST;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpSocket};

async fn status(app: &App) -> Value {
    app.get(&app.world.bruno, &format!("{DESCRIPTIONS}/status")).await.expect(200).json()
}

async fn three_wait(app: &App) -> Vec<Value> {
    let world = &app.world;
    let (one, two) = (world.sistemas.machine, world.idiomas.machine);
    vec![asked(app, one, 10).await, asked(app, one, 20).await, asked(app, two, 30).await]
}

/// A web server without TLS, as it answers whoever greets it with it.
async fn plain_server() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((mut caller, _)) = listener.accept().await {
            let mut greeting = [0; 512];
            if caller.read(&mut greeting).await.is_ok() {
                let says = b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n";
                // A caller who has gone hears nothing.
                let _ = caller.write_all(says).await;
            }
        }
    });
    port
}

/// What waits is as it was before anybody asked.
async fn nothing_is_lost(app: &App, waiting: &[Value], case: &str) {
    for description in waiting {
        let now = now_of(app, description).await;
        assert_eq!(
            (&now["state"], &now["attempts"], &now["error"]),
            (&json!("queued"), &json!(0), &Value::Null),
            "{case}"
        );
    }
    assert_eq!(status(app).await["month_requests"], 0, "{case}");
}

#[tokio::test]
async fn what_waits_for_a_service_that_refuses_everybody_loses_no_try_and_costs_nothing() {
    let app = App::new().await;
    let stub = Stub::open().await;
    switch_on(&app, &stub, json!({})).await;
    let waiting = three_wait(&app).await;
    let elsewhere = format!("Location: http://127.0.0.1:{}/v1/otra\r\n", stub.port);
    let unknown = r#"{"error":{"message":"model 'vision-7b' not found"}}"#;
    for (n, (says, sentence)) in [
        (Says::status(401, "", "{}"), "El servicio no aceptó la clave (401): avise al administrador general"),
        (Says::status(403, "", "{}"), "El servicio no aceptó la clave (403): avise al administrador general"),
        (
            Says::status(404, "", unknown),
            "El servicio no conoce esa dirección o ese modelo (404): model 'vision-7b' not found",
        ),
        (
            Says::status(302, &elsewhere, ""),
            "El servicio envía a otra dirección (302), y no se sigue: escriba la definitiva en la configuración",
        ),
        (
            Says::Bytes(b"220 correo.ejemplo.co ESMTP\r\n".to_vec()),
            "No respondió como un servidor web: revise la dirección y el puerto",
        ),
    ]
    .into_iter()
    .enumerate()
    {
        stub.will_say([says]);
        let failed = app.parts.describer.run().await.unwrap_err();
        assert_eq!(
            (failed.code().slug(), failed.sentence().as_ref()),
            ("servicio_de_descripciones", sentence),
            "the job has failed"
        );
        assert_eq!(stub.times(), n + 1, "{sentence}: the round ends");
        nothing_is_lost(&app, &waiting, sentence).await;
        assert_eq!(status(&app).await["trouble"], sentence);
    }
    assert_eq!(app.parts.describer.run().await.unwrap(), 3, "once it is mended all of it is asked");
    let status = status(&app).await;
    assert_eq!((&status["trouble"], &status["month_requests"]), (&Value::Null, &json!(3)));
}

#[tokio::test]
async fn a_photo_that_the_service_refuses_keeps_no_other_waiting() {
    let app = App::new().await;
    let stub = Stub::open().await;
    switch_on(&app, &stub, json!({})).await;
    let waiting = three_wait(&app).await;
    let refused = || Says::status(403, "", "{}");
    let good = || Says::model("Un taladro azul.");
    stub.will_say([refused(), good(), good(), refused()]);
    assert_eq!(go_round(&app).await, 0);
    assert_eq!(go_round(&app).await, 2, "what was tried goes behind what was not");
    assert_eq!(stub.times(), 4, "and is tried again after it");
    for (description, (state, attempts)) in waiting.iter().zip([("queued", 0), ("done", 1), ("done", 1)]) {
        let now = now_of(&app, description).await;
        assert_eq!((&now["state"], &now["attempts"]), (&json!(state), &json!(attempts)));
    }
}

#[tokio::test]
async fn what_waits_for_a_service_that_is_not_there_loses_no_try_and_costs_nothing() {
    let app = App::new().await;
    let stub = Stub::open().await;
    // A port at which nobody listens, held so that nobody else gets it, and a name that nobody can have.
    let nobody = "x".repeat(64);
    let held = TcpSocket::new_v4().unwrap();
    held.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let port = held.local_addr().unwrap().port();
    for (endpoint, host) in [
        (format!("http://127.0.0.1:{port}/v1"), "127.0.0.1"),
        (format!("http://{nobody}/v1"), nobody.as_str()),
        // Nobody speaks TLS there.
        (format!("https://127.0.0.1:{}/v1", plain_server().await), "127.0.0.1"),
    ] {
        switch_on(&app, &stub, json!({ "endpoint": endpoint, "near_hosts": [host] })).await;
        let waiting = three_wait(&app).await;
        for _ in 0..7 {
            assert_eq!(go_round(&app).await, 0);
        }
        nothing_is_lost(&app, &waiting, &endpoint).await;
        let status = status(&app).await;
        assert!(status["trouble"].as_str().unwrap().contains(host), "{status}");
        assert!(!status["trouble_since"].is_null());
        let trial = app.post(&app.world.gloria, &format!("{DESCRIPTIONS}/test"), json!({})).await.expect(400);
        assert_eq!(trial.json()["code"], "descripcion_de_prueba");
        nothing_is_lost(&app, &waiting, "a trial").await;
    }
    assert_eq!(stub.times(), 0);
}

#[tokio::test]
async fn what_comes_meanwhile_hurries_no_job_that_pauses_and_what_may_have_mended_it_does() {
    let app = App::new().await;
    let (stub, gloria) = (Stub::open().await, &app.world.gloria);
    let is_woken = || app.parts.job_log.known("descriptions").is_woken;
    switch_on(&app, &stub, json!({})).await;
    asked(&app, app.world.sistemas.machine, 10).await;
    app.parts.job_log.begin("descriptions", inventario::kit::clock::now());
    stub.will_say([Says::status(401, "", "{}")]);
    assert_eq!(go_round(&app).await, 0);
    // Many photos in a row would have the service asked for each.
    asked(&app, app.world.sistemas.machine, 20).await;
    asked(&app, app.world.idiomas.machine, 30).await;
    assert!(!is_woken());

    set(&app, json!({ "key": "sk-nueva" })).await;
    assert!(is_woken(), "the settings were changed");
    assert_eq!(status(&app).await["trouble"], Value::Null);
    app.parts.job_log.begin("descriptions", inventario::kit::clock::now());
    stub.will_say([Says::status(401, "", "{}")]);
    assert_eq!(go_round(&app).await, 0);
    app.post(gloria, &format!("{DESCRIPTIONS}/test"), json!({})).await.expect(200);
    assert!(is_woken(), "somebody has seen it answer");
    assert_eq!(go_round(&app).await, 3);
}

#[tokio::test]
async fn an_answer_of_just_the_bound_is_read() {
    let app = App::new().await;
    let stub = Stub::open().await;
    switch_on(&app, &stub, json!({})).await;
    let body = super::stub::completion("Un taladro azul.");
    let body = format!("{body}{}", " ".repeat(MOST - body.len()));
    stub.will_say([Says::status(200, "", &body)]);
    let description = asked(&app, app.world.sistemas.machine, 10).await;
    assert_eq!(go_round(&app).await, 1);
    assert_eq!(now_of(&app, &description).await["description"], "Un taladro azul.");
    assert_eq!(MOST, 256 << 10);
}
