//! What leaves the house: one request, of which each byte is known.

use super::stub::{Says, Stub, portable};
use super::{DESCRIPTIONS, KEY, asked, asked_of, go_round, now_of, set, switch_on, text, wide};
use crate::photos::upload;
use crate::support::App;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use poem::http::Method;
use serde_json::{Value, json};

/// The picture in a question, which is then a word.
fn taken_out(body: &mut Value) -> Vec<u8> {
    let url = body.pointer_mut("/messages/0/content/1/image_url/url").unwrap().take();
    let picture = text(&url);
    STANDARD.decode(picture.strip_prefix("data:image/jpeg;base64,").unwrap()).unwrap()
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|it| it == part)
}

#[tokio::test]
async fn the_question_is_the_picture_without_metadata_and_what_the_technician_asks_and_nothing_else() {
    let app = App::new().await;
    let stub = Stub::open().await;
    switch_on(&app, &stub, json!({ "prompt": "Diga qué se ve." })).await;
    let photo = upload(&app, &app.world.bruno, "image/jpeg", wide(10)).await.expect(201).json();
    let asked = asked_of(&app, app.world.sistemas.machine, &text(&photo["id"])).await;
    assert_eq!(asked["state"], "queued");
    assert_eq!(stub.times(), 0, "who asks doesn't wait for it");
    assert_eq!(go_round(&app).await, 1);

    let [heard] = <[_; 1]>::try_from(stub.heard()).unwrap();
    assert_eq!(heard.line, "POST /v1/chat/completions HTTP/1.1");
    let expected = [
        ("accept", "application/json".to_owned()),
        ("authorization", format!("Bearer {KEY}")),
        ("content-length", heard.body.len().to_string()),
        ("content-type", "application/json".to_owned()),
        ("host", format!("127.0.0.1:{}", stub.port)),
        ("user-agent", format!("inventario/{}", env!("CARGO_PKG_VERSION"))),
    ];
    assert_eq!(heard.headers, expected.map(|(name, value)| (name.to_owned(), value)));

    let mut body = heard.json();
    let picture = taken_out(&mut body);
    let said = text(&body["messages"][0]["content"][0]["text"]);
    let (prompt, form) = said.split_once("\n\n").unwrap();
    assert_eq!(prompt, "Diga qué se ve.");
    assert!(form.contains("JSON") && form.contains("serial_number") && form.contains("projector"), "{form}");
    let expected = json!({
        "model": "vision-7b",
        "stream": false,
        "messages": [{
            "role": "user",
            "content": [{ "type": "text", "text": said }, { "type": "image_url", "image_url": { "url": null } }],
        }],
        "response_format": { "type": "json_object" },
    });
    assert_eq!(body, expected);

    // What everybody is shown, upright and small, and not what the phone sent.
    let uri = format!("/api/photos/{}", text(&asked["photo_id"]));
    let shown = app.get(&app.world.bruno, &uri).await.expect(200).bytes;
    assert_eq!(picture, shown);
    let decoded = image::load_from_memory(&picture).unwrap();
    assert_eq!((decoded.width(), decoded.height()), (720, 1_280));
    assert!(picture.starts_with(&[0xff, 0xd8]));
    for secret in [b"Exif".as_slice(), b"Camara Secreta", b"-74.0758", &[0xff, 0xe1]] {
        assert!(!contains(&picture, secret), "{secret:?}");
    }
    let (name, id) = (text(&asked["item_name"]), text(&asked["item_id"]));
    for secret in ["Bruno", "Sistemas 1", "Comercio", name.as_str(), id.as_str()] {
        assert!(!contains(&heard.body, secret.as_bytes()), "{secret}");
    }

    let done = now_of(&app, &asked).await;
    assert_eq!((&done["state"], &done["source_model"]), (&json!("done"), &json!("vision-7b")));
    for (member, value) in portable().as_object().unwrap() {
        assert_eq!(&done[member], value, "{member}");
    }
}

#[tokio::test]
async fn a_local_server_needs_no_key_and_need_not_know_the_form_of_an_answer() {
    let app = App::new().await;
    let stub = Stub::open().await;
    switch_on(&app, &stub, json!({ "key": null, "asks_json": false })).await;
    stub.will_say([Says::model("Un taladro azul con su maleta.")]);
    let asked = asked(&app, app.world.sistemas.machine, 10).await;
    go_round(&app).await;
    let heard = &stub.heard()[0];
    assert_eq!(heard.header("authorization"), None);
    assert_eq!(heard.json().get("response_format"), None);
    let done = now_of(&app, &asked).await;
    assert_eq!(done["description"], "Un taladro azul con su maleta.");
    assert_eq!((&done["category"], &done["brand"]), (&Value::Null, &Value::Null));
}

#[tokio::test]
async fn while_it_is_off_nothing_leaves_the_house() {
    let app = App::new().await;
    let (stub, gloria) = (Stub::open().await, &app.world.gloria);
    let first = app.get(gloria, "/api/settings").await.expect(200).json()["descriptions"].clone();
    assert_eq!((&first["enabled"], &first["automatic"]), (&json!(false), &json!(false)), "off at first");
    switch_on(&app, &stub, json!({})).await;
    let waiting = asked(&app, app.world.sistemas.machine, 10).await;
    set(&app, json!({ "enabled": false, "automatic": true })).await;

    // What waited is given up, and nothing more gets in.
    assert_eq!(go_round(&app).await, 0);
    assert_eq!(now_of(&app, &waiting).await["state"], "failed");
    let photo = super::photo(&app, gloria, 20).await;
    super::given(&app, gloria, app.world.sistemas.machine, &photo).await.expect(201);
    let refused = super::ask(&app, gloria, app.world.sistemas.machine, &photo).await.expect(409);
    assert_eq!(refused.json()["code"], "descripciones_apagadas");
    let refused =
        app.ask(Some(gloria), Method::POST, &format!("{DESCRIPTIONS}/test"), None).await.expect(409);
    assert_eq!(refused.json()["code"], "descripciones_apagadas");
    let status = app.get(gloria, &format!("{DESCRIPTIONS}/status")).await.expect(200).json();
    assert_eq!(
        (&status["enabled"], &status["automatic"], &status["model"]),
        (&json!(false), &json!(false), &Value::Null)
    );
    go_round(&app).await;
    assert_eq!(stub.times(), 0);
    assert_eq!(app.count("select count(*) from item_descriptions").await, 1);

    set(&app, json!({ "enabled": true })).await;
    assert_eq!(go_round(&app).await, 0, "what was given up stays so");
    super::act(&app, gloria, &waiting, "retry", json!({})).await.expect(200);
    assert_eq!(go_round(&app).await, 1, "until somebody wants it again");
}

#[tokio::test]
async fn the_trial_shows_a_drawing_and_says_what_came() {
    let app = App::new().await;
    let (stub, gloria) = (Stub::open().await, &app.world.gloria);
    switch_on(&app, &stub, json!({})).await;
    let test = async || app.ask(Some(gloria), Method::POST, &format!("{DESCRIPTIONS}/test"), None).await;
    let message = test().await.expect(200).json()["message"].clone();
    assert_eq!(
        message,
        "El servicio respondió con el modelo vision-7b: Portátil negro de 14 pulgadas, con cargador."
    );
    let mut body = stub.heard()[0].json();
    let drawing = taken_out(&mut body);
    assert!(image::load_from_memory(&drawing).is_ok() && !contains(&drawing, b"Exif"));
    let entry = app.audited(|entry| entry["action"] == "TEST_DESCRIPTIONS").await;
    assert_eq!(
        entry["new_values"]["description"],
        "Prueba de las descripciones con IA, con el modelo vision-7b"
    );

    for (says, sentence) in [
        (
            Says::status(401, "", r#"{"error":{"message":"bad key"}}"#),
            "La prueba no salió. El servicio no aceptó la clave (401): avise al administrador general",
        ),
        (
            Says::status(404, "", r#"{"error":{"message":"model \"vision-7b\" not found"}}"#),
            "La prueba no salió. El servicio no conoce esa dirección o ese modelo (404): model \"vision-7b\" not found",
        ),
        (Says::status(503, "", ""), "La prueba no salió. El servicio falló (503)"),
    ] {
        stub.will_say([says]);
        let refused = test().await.expect(400);
        assert_eq!(
            (refused.json()["code"].as_str(), refused.detail()),
            (Some("descripcion_de_prueba"), sentence.into())
        );
    }
    let status = app.get(gloria, &format!("{DESCRIPTIONS}/status")).await.expect(200).json();
    assert_eq!(status["month_requests"], 2, "each trial may be paid for that somebody has worked on");
}

#[tokio::test]
async fn a_trial_that_fails_leaves_its_entry_as_one_that_does_not() {
    let app = App::new().await;
    let (stub, gloria) = (Stub::open().await, &app.world.gloria);
    switch_on(&app, &stub, json!({})).await;
    stub.will_say([Says::status(401, "", "{}")]);
    app.ask(Some(gloria), Method::POST, &format!("{DESCRIPTIONS}/test"), None).await.expect(400);
    let told = app.audited(|entry| entry["action"] == "TEST_DESCRIPTIONS").await;
    assert_eq!(
        (&told["user_name"], &told["entity_type"]),
        (&json!("Gloria Prueba"), &json!("item_description"))
    );
    assert_eq!(
        told["new_values"]["description"],
        "La prueba no salió. El servicio no aceptó la clave (401): avise al administrador general"
    );
}
