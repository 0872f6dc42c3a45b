//! Feedback: sent by anybody, read by who sent it and by the general administrator, who answers.

use crate::contract::Moment;
use crate::support::{App, Content, Person, Ready, Resource, Roles, Rows, sent, with};
use inventario::campus::feedback::change;
use inventario::kit::wire::Id;
use poem::http::Method;
use serde_json::{Value, json};

/// All, their own; those of others ag, which the change sees.
const ROLES: Roles = &[
    ("st in su ad ag", &["list_own_feedback", "create_feedback", "get_feedback", "delete_feedback"]),
    ("ag", &["list_feedback", "update_feedback"]),
];

/// What the tests that walk all operations must know.
pub const RESOURCE: Resource = Resource::new(ROLES)
    .prepared_by(|ready| Box::pin(prepare(ready)))
    .asked_with(value)
    .sent(content)
    .replayed(&["feedback"])
    .after(|moment| Box::pin(before_call(moment)));

async fn prepare(ready: &Ready) -> Rows {
    let sent = ready.app.post(&ready.app.world.gloria, URI, of_the_app()).await.expect(201).json();
    Rows::of("feedback", &sent["id"])
}

fn value(ready: &Ready, _: &str, parameter: &str) -> Option<String> {
    (parameter == "id").then(|| ready.row("feedback"))
}

fn content(_: &Ready, operation: &str) -> Option<Content> {
    Some(Content::Json(match operation {
        "create_feedback" => with(of_the_app(), "include_device_info", json!(true)),
        "update_feedback" => {
            json!({ "status": "in_progress", "admin_response": "Lo estamos viendo", "priority": "high" })
        }
        _ => return None,
    }))
}

/// The app shows what the caller has sent.
async fn before_call(moment: Moment<'_>) -> Rows {
    let app = &moment.ready.app;
    app.post(moment.who.unwrap(), URI, of_the_app()).await.expect(201);
    Rows::default()
}

const URI: &str = "/api/feedback";

/// What the app's form sends.
fn of_the_app() -> Value {
    json!({
        "type": "usability", "category": "Usabilidad", "title": "Letra pequeña", "description": "No se lee\ncon sol",
        "priority": "medium", "rating": 4, "include_device_info": false, "include_logs": false,
        "allow_follow_up": true,
    })
}

async fn send(app: &App, who: &Person, title: &str) -> String {
    let sent = app.post(who, URI, with(of_the_app(), "title", json!(title))).await.expect(201).json();
    format!("{URI}/{}", sent["id"].as_str().unwrap())
}

async fn titles(app: &App, who: &Person, uri: &str) -> Vec<String> {
    let list = app.get(who, uri).await.expect(200).json();
    list.as_array().unwrap().iter().map(|row| row["title"].as_str().unwrap().to_owned()).collect()
}

/// The titles of what somebody was told of feedback, newest first.
async fn told(app: &App, who: &Person) -> Vec<String> {
    titles(app, who, "/api/notifications/?type=feedback").await
}

#[tokio::test]
async fn what_somebody_says_is_theirs_and_the_general_administrators() {
    let app = App::new().await;
    let (estela, ana, gloria) = (&app.world.estela, &app.world.ana, &app.world.gloria);
    let of_estela = send(&app, estela, "De Estela").await;
    send(&app, estela, "Otra de Estela").await;
    send(&app, ana, "De Ana").await;
    assert_eq!(titles(&app, estela, URI).await, ["Otra de Estela", "De Estela"]);
    assert_eq!(titles(&app, estela, &format!("{URI}?limit=1&skip=1")).await, ["De Estela"]);
    assert_eq!(titles(&app, gloria, URI).await, [""; 0]);
    assert_eq!(titles(&app, gloria, &format!("{URI}/all")).await, ["De Ana", "Otra de Estela", "De Estela"]);
    app.get(ana, &format!("{URI}/all")).await.expect(403);

    let own = app.get(estela, &of_estela).await.expect(200).json();
    assert_eq!(app.get(gloria, &of_estela).await.expect(200).json(), own);
    assert_eq!((&own["status"], &own["rating"]), (&json!("submitted"), &json!(4)));
    assert_eq!((&own["device"], &own["admin_response"]), (&Value::Null, &Value::Null));
    for method in [Method::GET, Method::DELETE] {
        let refused = app.ask(Some(ana), method, &of_estela, None).await.expect(404);
        assert_eq!(refused.detail(), "Comentario no encontrado");
    }
    app.put(ana, &of_estela, json!({ "status": "completed" })).await.expect(403);
}

#[tokio::test]
async fn d11_every_kind_of_the_app_and_of_the_original_is_taken() {
    let app = App::new().await;
    let estela = &app.world.estela;
    let kinds =
        ["suggestion", "bug", "feature", "usability", "performance", "other", "compliment", "complaint"];
    for kind in kinds {
        let sent = app.post(estela, URI, with(of_the_app(), "type", json!(kind))).await.expect(201).json();
        assert_eq!(sent["type"], kind);
        assert_eq!(titles(&app, estela, &format!("{URI}?type={kind}")).await, ["Letra pequeña"]);
    }
    app.post(estela, URI, with(of_the_app(), "type", json!("chisme"))).await.expect(422);
}

#[tokio::test]
async fn a_priority_of_null_is_medium_and_the_list_goes_on() {
    let app = App::new().await;
    let estela = &app.world.estela;
    let bare =
        json!({ "type": "bug", "title": "Falla", "description": "Falla", "priority": null, "rating": null });
    let sent = app.post(estela, URI, bare).await.expect(201).json();
    assert_eq!((&sent["priority"], &sent["rating"]), (&json!("medium"), &Value::Null));
    assert_eq!(sent["allow_follow_up"], true);
    assert_eq!(titles(&app, estela, URI).await, ["Falla"]);
    app.put(
        &app.world.gloria,
        &format!("{URI}/{}", sent["id"].as_str().unwrap()),
        json!({ "priority": null }),
    )
    .await
    .expect(422);
}

#[tokio::test]
async fn the_list_of_all_has_the_urgent_first_and_is_cut() {
    let app = App::new().await;
    let (estela, gloria) = (&app.world.estela, &app.world.gloria);
    for (title, priority) in [("Baja", "low"), ("Alta", "high"), ("Media", "medium"), ("Alta nueva", "high")]
    {
        let new = with(with(of_the_app(), "title", json!(title)), "priority", json!(priority));
        app.post(estela, URI, new).await.expect(201);
    }
    for (query, expected) in [
        ("", vec!["Alta nueva", "Alta", "Media", "Baja"]),
        ("?priority=low", vec!["Baja"]),
        ("?search=ALTA nueva", vec!["Alta nueva"]),
        ("?status=completed", vec![]),
        ("?type=usability&limit=2&skip=1", vec!["Alta", "Media"]),
        ("?type=&status=null&priority=&search=", vec!["Alta nueva", "Alta", "Media", "Baja"]),
    ] {
        let uri = format!("{URI}/all{}", query.replace(' ', "%20"));
        assert_eq!(titles(&app, gloria, &uri).await, expected, "{query}");
    }
    app.get(gloria, &format!("{URI}/all?status=rara")).await.expect(422);
}

#[tokio::test]
async fn an_answer_is_told_with_what_became_of_it() {
    let app = App::new().await;
    let (estela, gloria) = (&app.world.estela, &app.world.gloria);
    let uri = send(&app, estela, "Letra pequeña").await;
    assert_eq!(told(&app, gloria).await, ["Opinión nueva"]);
    let answer = json!({ "admin_response": "La agrandamos en la próxima versión" });
    let answered = app.put(gloria, &uri, answer.clone()).await.expect(200).json();
    assert_eq!(answered["status"], "reviewed");
    assert_eq!(answered["responded_by_name"], "Gloria Prueba");
    assert!(answered["responded_at"].is_string());
    let list = app.get(estela, "/api/notifications/?type=feedback").await.expect(200).json();
    assert_eq!(list[0]["title"], "Respuesta a su opinión");
    assert_eq!(list[0]["message"], "Letra pequeña (leída): La agrandamos en la próxima versión");
    assert_eq!(list[0]["action_url"], uri.replace("/api/feedback", "/opiniones"));

    // The same once more tells nobody anything; another status does.
    app.put(gloria, &uri, answer).await.expect(200);
    assert_eq!(told(&app, estela).await.len(), 1);
    app.put(gloria, &uri, json!({ "status": "completed" })).await.expect(200);
    assert_eq!(told(&app, estela).await, ["Su opinión cambió de estado", "Respuesta a su opinión"]);
    let cleared = app.put(gloria, &uri, json!({ "admin_response": null })).await.expect(200).json();
    for member in ["admin_response", "responded_at", "responded_by_name"] {
        assert_eq!(cleared[member], Value::Null, "{member}");
    }
    assert_eq!(cleared["status"], "completed");
}

#[tokio::test]
async fn who_wants_no_answer_is_not_told_and_who_answers_themselves_neither() {
    let app = App::new().await;
    let (estela, gloria) = (&app.world.estela, &app.world.gloria);
    let quiet = with(of_the_app(), "allow_follow_up", json!(false));
    let sent = app.post(estela, URI, quiet).await.expect(201).json();
    let uri = format!("{URI}/{}", sent["id"].as_str().unwrap());
    app.put(gloria, &uri, json!({ "admin_response": "Gracias" })).await.expect(200);
    assert_eq!(told(&app, estela).await, [""; 0]);
    assert_eq!(app.get(estela, &uri).await.expect(200).json()["admin_response"], "Gracias");

    let own = send(&app, gloria, "Mía").await;
    app.put(gloria, &own, json!({ "admin_response": "Anotado" })).await.expect(200);
    assert_eq!(told(&app, gloria).await, ["Opinión nueva"], "of Estela's alone");
}

#[tokio::test]
async fn the_device_is_noted_only_when_the_person_lets_it() {
    let app = App::new().await;
    let authorization = format!("Bearer {}", app.world.estela.token);
    for (include, expected) in [(true, json!("Prueba/1.0")), (false, Value::Null)] {
        let body = with(of_the_app(), "include_device_info", json!(include)).to_string();
        let headers = [
            ("content-type", "application/json"),
            ("authorization", authorization.as_str()),
            ("user-agent", "Prueba/1.0"),
        ];
        let sent = app.send(Method::POST, URI, &headers, body).await.expect(201).json();
        assert_eq!(sent["device"], expected);
    }
}

#[tokio::test]
async fn a_day_takes_twenty_and_the_next_one_more() {
    let app = App::new().await;
    let (estela, ana) = (&app.world.estela, &app.world.ana);
    app.at(estela, -1, |tx| {
        for _ in 0..20 {
            tx.keep(change::send(tx, sent(of_the_app())).unwrap()).unwrap();
        }
        assert!(change::send(tx, sent(of_the_app())).is_err());
    })
    .await;
    for n in 0..20 {
        send(&app, estela, &format!("Idea {n}")).await;
    }
    let refused = app.post(estela, URI, of_the_app()).await.expect(400);
    assert_eq!(refused.json()["code"], "demasiadas_opiniones");
    send(&app, ana, "De otra persona").await;
}

#[tokio::test]
async fn what_is_deleted_has_been_sent_and_what_is_refused_has_not() {
    let app = App::new().await;
    let estela = &app.world.estela;
    for _ in 0..5 {
        app.post(estela, URI, with(of_the_app(), "title", json!(""))).await.expect(422);
    }
    app.reached("select count(*) from audit_logs where action = 'CREATE_FEEDBACK'", 5).await;
    for _ in 0..20 {
        let uri = send(&app, estela, "Al buzón y fuera").await;
        app.delete(estela, &uri).await.expect(200);
    }
    assert_eq!(told(&app, &app.world.gloria).await.len(), 20);
    app.post(estela, URI, of_the_app()).await.expect(400);
    assert_eq!(told(&app, &app.world.gloria).await.len(), 20);
}

#[tokio::test]
async fn it_is_deleted_by_who_sent_it_or_by_the_general_administrator_and_audited() {
    let app = App::new().await;
    let (estela, gloria) = (&app.world.estela, &app.world.gloria);
    let (one, other) = (send(&app, estela, "Una").await, send(&app, estela, "Dos").await);
    let done = app.delete(estela, &one).await.expect(200).json();
    assert_eq!(done["detail"], "Comentario eliminado exitosamente");
    app.delete(gloria, &other).await.expect(200);
    app.delete(gloria, &other).await.expect(404);
    assert_eq!(titles(&app, estela, URI).await, [""; 0]);
    let logs = app.get(gloria, "/api/audit-logs/").await.expect(200).json();
    // The third one was refused, and left an entry too.
    let told = |it: &&Value| it["action"] == "DELETE_FEEDBACK";
    let before: Vec<&Value> = logs["logs"]
        .as_array()
        .unwrap()
        .iter()
        .filter(told)
        .map(|it| &it["new_values"]["before"]["title"])
        .collect();
    assert!(before.contains(&&json!("Una")) && before.contains(&&json!("Dos")), "{before:?}");
}

#[tokio::test]
async fn what_is_too_long_or_beyond_five_stars_is_refused() {
    let app = App::new().await;
    let estela = &app.world.estela;
    for (member, wrong) in [
        ("title", json!("x".repeat(201))),
        ("title", json!("  ")),
        ("description", json!("x".repeat(4001))),
        ("rating", json!(6)),
        ("rating", json!(0)),
        ("priority", json!("urgente")),
        ("allow_follow_up", json!("quizás")),
    ] {
        let refused = app.post(estela, URI, with(of_the_app(), member, wrong)).await.expect(422);
        assert!(refused.detail().contains(member), "{refused:?}");
    }
    assert_eq!(app.count("select count(*) from feedback").await, 0);
    app.get(estela, &format!("{URI}/{}", Id::new())).await.expect(404);
    app.get(estela, &format!("{URI}/7")).await.expect(422);
}
