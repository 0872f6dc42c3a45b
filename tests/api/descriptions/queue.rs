//! The queue outlives the process, keeps to the month's limit, and never holds anybody up.

use super::stub::{Says, Stub};
use super::{DESCRIPTIONS, act, asked, go_round, now_of, photo, round, set, switch_on, text};
use crate::support::App;
use chrono::TimeDelta;
use inventario::campus::descriptions::{Describer, change, store};
use inventario::campus::inventory;
use inventario::kit::access::Origin;
use inventario::kit::clock;
use inventario::kit::db::Change;
use inventario::kit::jobs::JobLog;
use inventario::kit::wire::{Id, LocalTime};
use serde_json::{Value, json};
use std::time::Duration;

async fn on(more: Value) -> (App, Stub) {
    let app = App::new().await;
    let stub = Stub::open().await;
    switch_on(&app, &stub, more).await;
    (app, stub)
}

/// A describer that knows nothing of the one before: that of a process that has just begun.
fn another(app: &App) -> Describer {
    Describer::new(app.parts.db.clone(), JobLog::default())
}

#[tokio::test]
async fn what_waits_and_what_was_on_its_way_is_asked_after_a_restart() {
    let (app, stub) = on(json!({})).await;
    let first = asked(&app, app.world.sistemas.machine, 10).await;
    let second = asked(&app, app.world.sistemas.machine, 20).await;
    stub.will_say([Says::Nothing]);
    let describer = app.parts.describer.clone();
    let working = tokio::spawn(async move { describer.go_round(clock::now()).await });
    stub.hears_of(&working).await;
    assert_eq!(now_of(&app, &first).await["state"], "running");
    // As a power cut does.
    working.abort();
    assert!(working.await.unwrap_err().is_cancelled());
    assert_eq!(now_of(&app, &first).await["state"], "running");

    assert_eq!(another(&app).go_round(clock::now()).await.unwrap(), 2);
    for description in [&first, &second] {
        assert_eq!(now_of(&app, description).await["state"], "done");
    }
    assert_eq!(now_of(&app, &first).await["attempts"], 2);
    assert_eq!(stub.times(), 3);
}

#[tokio::test]
async fn what_ends_the_process_each_time_is_given_up() {
    let (app, stub) = on(json!({})).await;
    let description = asked(&app, app.world.sistemas.machine, 10).await;
    for tries in 1..=5 {
        app.run(format!(
            "update item_descriptions set state = 'running', attempts = {tries}, due_at = created_at"
        ))
        .await;
        if tries < 5 {
            stub.will_say([Says::status(500, "", "")]);
            assert_eq!(another(&app).go_round(clock::now()).await.unwrap(), 1, "{tries}");
            app.run(format!("update item_descriptions set attempts = {tries}")).await;
        }
    }
    assert_eq!(another(&app).go_round(clock::now()).await.unwrap(), 0);
    let failed = now_of(&app, &description).await;
    assert_eq!(
        (&failed["state"], &failed["error"]),
        (&json!("failed"), &json!("El servidor se detuvo varias veces mientras la pedía"))
    );
}

#[tokio::test]
async fn two_rounds_at_once_are_one() {
    let (app, stub) = on(json!({})).await;
    asked(&app, app.world.sistemas.machine, 10).await;
    stub.will_say([Says::Nothing]);
    let hurried = app.parts.describer.clone().waiting_at_most(Duration::from_secs(5));
    let first = tokio::spawn(async move { hurried.go_round(clock::now()).await });
    stub.hears_of(&first).await;
    assert_eq!(go_round(&app).await, 0, "nothing is taken for cut off that is under way");
    assert_eq!(first.await.unwrap().unwrap(), 1);
    assert_eq!(stub.times(), 1);
}

#[tokio::test]
async fn a_month_has_its_limit_and_the_next_one_begins_anew() {
    let (app, stub) = on(json!({ "monthly_limit": 3, "automatic": true })).await;
    let (bruno, machine) = (&app.world.bruno, app.world.sistemas.machine);
    // A try that fails counts as well.
    stub.will_say([Says::status(500, "", "")]);
    set(&app, json!({ "automatic": false })).await;
    let first = asked(&app, machine, 10).await;
    go_round(&app).await;
    let second = asked(&app, machine, 20).await;
    let third = photo(&app, bruno, 30).await;
    super::given(&app, bruno, machine, &third).await.expect(201);
    let refused = super::ask(&app, bruno, machine, &third).await.expect(409);
    assert_eq!(refused.json()["code"], "descripciones_agotadas", "what waits is counted too");

    // A photo gets in by itself all the same, only without a description.
    set(&app, json!({ "automatic": true })).await;
    let fourth = photo(&app, bruno, 40).await;
    super::given(&app, bruno, machine, &fourth).await.expect(201);
    assert_eq!(app.count("select count(*) from item_descriptions").await, 2);

    stub.will_say([Says::status(500, "", ""), Says::status(500, "", "")]);
    let all_due = "update item_descriptions set due_at = created_at";
    app.run(all_due).await;
    assert_eq!(go_round(&app).await, 2);
    let status = app.get(bruno, &format!("{DESCRIPTIONS}/status")).await.expect(200).json();
    assert_eq!((&status["month_requests"], &status["monthly_limit"]), (&json!(3), &json!(3)));
    let refused = app.post(&app.world.gloria, &format!("{DESCRIPTIONS}/test"), json!({})).await.expect(409);
    assert_eq!(refused.json()["code"], "descripciones_agotadas");
    app.run(all_due).await;
    assert_eq!(go_round(&app).await, 0, "used up");
    for waiting in [&first, &second] {
        assert_eq!(now_of(&app, waiting).await["state"], "queued");
    }
    // Due in another month: what has been due for so long would be given up.
    let later = clock::now() + TimeDelta::days(40);
    app.run(format!("update item_descriptions set due_at = '{}'", LocalTime(later).stored())).await;
    assert_eq!(round(&app, later).await, 2, "another month");
    assert_eq!(stub.times(), 5);
}

#[tokio::test]
async fn a_picture_waits_once_and_only_while_it_is_the_items() {
    let (app, stub) = on(json!({})).await;
    let (bruno, machine) = (&app.world.bruno, app.world.sistemas.machine);
    let description = asked(&app, machine, 10).await;
    let photo_id = text(&description["photo_id"]);
    let refused = super::ask(&app, bruno, machine, &photo_id).await.expect(409);
    assert_eq!(refused.json()["code"], "descripcion_en_curso");
    // The same picture, sent twice, is the one that the item has.
    let same = photo(&app, bruno, 10).await;
    let kept = super::given(&app, bruno, machine, &same).await.expect(201).json();
    assert_eq!(kept["photo_id"], photo_id.as_str());
    assert_eq!(
        super::ask(&app, bruno, machine, &same).await.expect(409).json()["code"],
        "descripcion_sin_foto"
    );
    // A photo of nothing, and one of another item.
    let stray = photo(&app, bruno, 50).await;
    assert_eq!(
        super::ask(&app, bruno, machine, &stray).await.expect(409).json()["code"],
        "descripcion_sin_foto"
    );
    let other = app.world.idiomas.machine;
    assert_eq!(
        super::ask(&app, bruno, other, &photo_id).await.expect(409).json()["code"],
        "descripcion_sin_foto"
    );
    let nobody = "018f3b1c-0000-7000-8000-000000000001";
    super::ask(&app, bruno, machine, nobody).await.expect(409);

    let pictures = app.get(bruno, &format!("/api/item-pictures?item_id={machine}")).await.expect(200).json();
    for picture in pictures.as_array().unwrap() {
        app.delete(bruno, &format!("/api/item-pictures/{}", text(&picture["id"]))).await.expect(204);
    }
    assert_eq!(go_round(&app).await, 0);
    let failed = now_of(&app, &description).await;
    assert_eq!((&failed["state"], &failed["error"]), (&json!("failed"), &json!("La foto ya no está")));
    assert_eq!(stub.times(), 0);
    assert_eq!(app.count("select count(*) from description_months").await, 0);
}

#[tokio::test]
async fn an_item_that_goes_takes_its_descriptions_along_and_what_is_over_is_forgotten_some_day() {
    let (app, _stub) = on(json!({})).await;
    let bruno = &app.world.bruno;
    let gone = asked(&app, app.world.sistemas.machine, 10).await;
    app.delete(bruno, &format!("/api/inventory/{}", app.world.sistemas.machine)).await.expect(200);
    app.get(bruno, &format!("{DESCRIPTIONS}/{}", text(&gone["id"]))).await.expect(404);
    let kept = asked(&app, app.world.idiomas.machine, 20).await;
    let declined = asked(&app, app.world.idiomas.machine, 30).await;
    go_round(&app).await;
    act(&app, bruno, &declined, "decline", json!({})).await.expect(200);
    let origin = Origin::of_command("test");
    let cleared = async |days: i64| {
        let clearing = app.parts.db.write(&origin, move |tx| {
            Ok(Change::unaudited(store::clear_old(tx, tx.now + TimeDelta::days(days))?))
        });
        clearing.await.unwrap()
    };
    assert_eq!(cleared(89).await, 0);
    assert_eq!(cleared(91).await, 1);
    assert_eq!(now_of(&app, &kept).await["state"], "done", "nobody has decided");
    assert_eq!(cleared(366).await, 1);
}

#[tokio::test]
async fn what_is_looked_for_every_few_seconds_is_found_by_an_index() {
    let app = App::new().await;
    for text in [store::queue::ANY_RUNNING, store::queue::ANY_OLDER, store::queue::NEXT] {
        let reading = app.parts.db.read(move |db| {
            let mut explained = db.prepare(&format!("explain query plan {text}"))?;
            let (mut rows, mut steps) = (explained.raw_query(), Vec::<String>::new());
            while let Some(row) = rows.next()? {
                steps.push(row.get("detail")?);
            }
            Ok(steps)
        });
        let plan = reading.await.unwrap().join("\n").to_lowercase();
        assert!(plan.contains("index item_descriptions"), "{text}: {plan}");
    }
}

#[tokio::test]
async fn a_round_that_has_nothing_to_do_asks_nothing_of_the_writer() {
    let (app, stub) = on(json!({ "monthly_limit": 1 })).await;
    let (described, waits) = (app.world.sistemas.machine, app.world.idiomas.machine);
    let rounds = async |case: &str| {
        // Whoever writes waits until this ends.
        let (begun, has_begun) = tokio::sync::oneshot::channel();
        let (ends, end) = std::sync::mpsc::channel::<()>();
        let (db, origin) = (app.parts.db.clone(), Origin::of_command("test"));
        let writing = tokio::spawn(async move {
            let holding = db.write(&origin, move |_| {
                begun.send(()).unwrap();
                let _ = end.recv();
                Ok(Change::unaudited(()))
            });
            holding.await
        });
        has_begun.await.unwrap();
        let going = tokio::time::timeout(Duration::from_secs(20), go_round(&app)).await;
        drop(ends);
        writing.await.unwrap().unwrap();
        assert_eq!(going.ok(), Some(0), "{case}");
    };
    rounds("nothing waits").await;
    asked(&app, described, 10).await;
    stub.will_say([Says::status(500, "", "")]);
    assert_eq!(go_round(&app).await, 1);
    app.run("update item_descriptions set due_at = created_at").await;
    rounds("the month is used up").await;
    set(&app, json!({ "monthly_limit": 9 })).await;
    stub.will_say([Says::status(429, "Retry-After: 600\r\n", "")]);
    assert_eq!(go_round(&app).await, 1);
    asked(&app, waits, 20).await;
    rounds("the service wishes not to be asked").await;
    set(&app, json!({ "enabled": false })).await;
    rounds("it is off").await;
    assert_eq!(stub.times(), 2);
}

#[tokio::test]
async fn a_photo_that_is_not_to_be_described_by_itself_is_not_read_for_it() {
    let (app, _stub) = on(json!({})).await;
    let (machine, by) = (app.world.sistemas.machine, app.world.bruno.id);
    for settings in [json!({ "automatic": false }), json!({ "automatic": true, "enabled": false })] {
        set(&app, settings).await;
        let origin = Origin::of_command("test");
        let noting = app.parts.db.write(&origin, move |tx| {
            let item = inventory::store::get(tx, machine)?;
            let picture = (Id::new(), || panic!("nobody wants to know"));
            Ok(Change::unaudited(change::note_photo(tx, &item, picture, by)?.is_none()))
        });
        assert!(noting.await.unwrap());
    }
}
