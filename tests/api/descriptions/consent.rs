//! What waits was given to one service: it is sent to no other, and not for ever.

use super::stub::{Says, Stub};
use super::{act, asked, go_round, now_of, round, set, switch_on};
use crate::support::App;
use chrono::TimeDelta;
use inventario::kit::clock;
use inventario::kit::wire::LocalTime;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;

async fn on() -> (App, Stub) {
    let app = App::new().await;
    let stub = Stub::open().await;
    switch_on(&app, &stub, json!({})).await;
    (app, stub)
}

async fn failed(app: &App, description: &Value, why: &str) {
    let now = now_of(app, description).await;
    assert_eq!((&now["state"], &now["error"]), (&json!("failed"), &json!(why)));
}

#[tokio::test]
async fn what_waits_for_one_service_is_never_sent_to_another() {
    let (app, stub) = on().await;
    let waiting = asked(&app, app.world.sistemas.machine, 10).await;
    // Nothing that changes to whom it goes.
    set(
        &app,
        json!({ "model": "otro", "prompt": "Diga qué se ve.", "near_hosts": ["127.0.0.1", "ia.local"] }),
    )
    .await;
    assert_eq!(now_of(&app, &waiting).await["state"], "queued");
    let other = Stub::open().await;
    switch_on(&app, &other, json!({})).await;
    let elsewhere = "El servicio cambió antes de que llegara una respuesta: si quiere, pídala al nuevo";
    failed(&app, &waiting, elsewhere).await;
    assert_eq!(round(&app, clock::now() + TimeDelta::days(1)).await, 0);
    assert_eq!((stub.times(), other.times()), (0, 0));
    act(&app, &app.world.bruno, &waiting, "retry", json!({})).await.expect(200);
    assert_eq!(go_round(&app).await, 1);
    assert_eq!((stub.times(), other.times()), (0, 1), "to the new one once somebody wants it");
}

#[tokio::test]
async fn what_waits_when_it_is_switched_off_or_begun_anew_is_given_up() {
    let (app, stub) = on().await;
    let off = "Describir con IA se apagó antes de que llegara una respuesta";
    let first = asked(&app, app.world.sistemas.machine, 10).await;
    set(&app, json!({ "enabled": false })).await;
    failed(&app, &first, off).await;
    set(&app, json!({ "enabled": true })).await;
    let second = asked(&app, app.world.sistemas.machine, 20).await;
    let reset = json!({ "descriptions": null });
    app.put(&app.world.gloria, "/api/settings", reset).await.expect(200);
    failed(&app, &second, off).await;
    switch_on(&app, &stub, json!({})).await;
    assert_eq!(go_round(&app).await, 0);
    assert_eq!(stub.times(), 0);
}

#[tokio::test]
async fn what_is_on_its_way_when_it_is_switched_off_is_not_kept_nor_sent_again() {
    let (app, stub) = on().await;
    let description = asked(&app, app.world.sistemas.machine, 10).await;
    stub.will_say([Says::Nothing]);
    let hurried = app.parts.describer.clone().waiting_at_most(Duration::from_secs(5));
    let working = tokio::spawn(async move { hurried.go_round(clock::now()).await });
    stub.hears_of(&working).await;
    set(&app, json!({ "enabled": false })).await;
    assert_eq!(working.await.unwrap().unwrap(), 1);
    failed(&app, &description, "Describir con IA se apagó antes de que llegara una respuesta").await;
    set(&app, json!({ "enabled": true })).await;
    assert_eq!(go_round(&app).await, 0);
}

#[tokio::test]
async fn that_one_service_can_not_be_used_is_not_told_of_the_next_one() {
    let (app, stub) = on().await;
    asked(&app, app.world.sistemas.machine, 10).await;
    let let_it = Arc::new(Notify::new());
    let refusal = b"HTTP/1.1 401 X\r\nContent-Length: 0\r\n\r\n".to_vec();
    stub.will_say([Says::Late(Arc::clone(&let_it), refusal)]);
    let describer = app.parts.describer.clone();
    let working = tokio::spawn(async move { describer.go_round(clock::now()).await });
    stub.hears_of(&working).await;
    let other = Stub::open().await;
    switch_on(&app, &other, json!({})).await;
    let_it.notify_one();
    assert_eq!(working.await.unwrap().unwrap(), 0);
    assert!(app.parts.describer.trouble().is_none());
}

#[tokio::test]
async fn what_has_waited_for_a_month_is_given_up() {
    let (app, stub) = on().await;
    let [old, young] = [10, 20].map(|colour| asked(&app, app.world.sistemas.machine, colour));
    let (old, young) = (old.await, young.await);
    for (description, days) in [(&old, 31), (&young, 29)] {
        let due = LocalTime(clock::now() - TimeDelta::days(days)).stored();
        let id = super::text(&description["id"]);
        app.run(format!("update item_descriptions set due_at = '{due}' where id = '{id}'")).await;
    }
    assert_eq!(go_round(&app).await, 1);
    failed(&app, &old, "Esperó más de 30 días sin respuesta: pídala de nuevo si todavía la necesita").await;
    assert_eq!(now_of(&app, &young).await["state"], "done");
    act(&app, &app.world.bruno, &old, "retry", json!({})).await.expect(200);
    assert_eq!(go_round(&app).await, 1, "it waits anew");
    assert_eq!(stub.times(), 2);
}
