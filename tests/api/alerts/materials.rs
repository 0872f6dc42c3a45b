//! Alerts of materials: what expires, what is low; once per cause and level, to who keeps the warehouse, over by themselves.

use super::watch::{look_at, open};
use crate::stock::{Shelf, issue, product, receive, scrap};
use crate::support::{App, Person, day};
use chrono::TimeDelta;
use inventario::campus::alerts::expiry::Expiry;
use inventario::campus::alerts::rules::{Look, amount};
use inventario::campus::alerts::watch;
use inventario::kit::access::Origin;
use inventario::kit::clock;
use inventario::kit::jobs::{Job, Schedule};
use inventario::kit::wire::Quantity;
use inventario::warehouse::unit::Unit;
use serde_json::{Value, json};

/// The look of the morning, so many days from today; answers how many alerts changed.
pub(super) async fn morning(app: &App, days: i64) -> usize {
    let (now, origin) = (clock::now() + TimeDelta::days(days), Origin::of_command("test"));
    app.parts.db.write(&origin, move |tx| watch::bring_up_to_date(&tx.at(now), Look::Morning)).await.unwrap()
}

/// The look of every few minutes, so many days from today.
pub(super) async fn frequent(app: &App, days: i64) -> usize {
    look_at(app, clock::now() + TimeDelta::days(days)).await
}

pub(super) async fn told(app: &App, person: &Person) -> Vec<(String, String)> {
    let list = app.get(person, "/api/notifications/?type=alert").await.expect(200).json();
    let text = |row: &Value, name: &str| row[name].as_str().unwrap().to_owned();
    list.as_array().unwrap().iter().map(|row| (text(row, "title"), text(row, "priority"))).collect()
}

async fn severities(app: &App, kind: &str) -> Vec<String> {
    let mut found: Vec<String> = open(app, kind)
        .await
        .iter()
        .map(|alert| {
            format!("{}: {}", alert["entity_id"].as_str().unwrap(), alert["severity"].as_str().unwrap())
        })
        .collect();
    found.sort();
    found
}

pub(super) async fn set_minimum(app: &App, product: &str, minimum: Value) {
    let patch = json!({ "min_stock": minimum });
    app.put(&app.world.wilson, &format!("/api/products/{product}"), patch).await.expect(200);
}

#[tokio::test]
async fn a_lot_is_warned_of_then_critical_then_expired_and_each_is_told_once() {
    let app = App::new().await;
    let (wilson, gloria) = (&app.world.wilson, &app.world.gloria);
    let shelf = Shelf::of(&app).await;
    let lot = receive(&app, &shelf, "L-1", Some(15), json!(12.5)).await;
    receive(&app, &shelf, "L-2", None, json!(5)).await;
    assert_eq!(morning(&app, 0).await, 0, "neither a lot of next month nor one that keeps for ever");

    assert_eq!((morning(&app, 1).await, morning(&app, 2).await), (1, 0));
    let warned = open(&app, "material_expiring").await.remove(0);
    assert_eq!(
        (&warned["entity_type"], &warned["entity_id"], &warned["severity"], &warned["environment_id"]),
        (&json!("lot"), &json!(lot), &json!("high"), &json!(app.world.bodega.id))
    );
    let message = warned["message"].as_str().unwrap();
    assert!(message.starts_with("De «Harina», lote L-1, hay 12,5 kg en 03-2-1 de "), "{message}");
    let title = "Material por vencer: Harina, lote L-1".to_owned();
    for person in [wilson, gloria] {
        assert_eq!(told(&app, person).await, [(title.clone(), "medium".to_owned())]);
    }

    assert_eq!((morning(&app, 7).await, morning(&app, 8).await, morning(&app, 9).await), (0, 1, 0));
    let critical = open(&app, "material_expiring").await.remove(0);
    assert_eq!((&critical["id"], &critical["severity"]), (&warned["id"], &json!("critical")));
    assert_eq!(told(&app, wilson).await[0], (title, "high".to_owned()));
    assert_eq!(morning(&app, 15).await, 0, "its last day is still a day");

    // The night: what is over gives way to nothing before the morning.
    assert_eq!(frequent(&app, 16).await, 0);
    assert_eq!(open(&app, "material_expiring").await.len(), 1);
    assert_eq!((morning(&app, 16).await, morning(&app, 17).await), (2, 0));
    assert!(open(&app, "material_expiring").await.is_empty());
    let expired = open(&app, "material_expired").await.remove(0);
    assert_eq!((&expired["entity_id"], &expired["severity"]), (&json!(lot), &json!("critical")));
    let told = told(&app, wilson).await;
    assert_eq!(told[0], ("Material vencido: Harina, lote L-1".to_owned(), "high".to_owned()));
    assert_eq!(told.len(), 3);

    // A warehouse that is out of use has no trouble, though something lies there still.
    app.run(format!("update environments set is_active = 0 where id = '{}'", app.world.bodega.id)).await;
    assert_eq!(frequent(&app, 17).await, 1);
    let over = app
        .get(gloria, "/api/system-alerts/?is_resolved=true&type=material_expired")
        .await
        .expect(200)
        .json();
    assert_eq!(over[0]["resolution_notes"], "Se resolvió sola: el lote ya no figura entre los vencidos");
}

#[tokio::test]
async fn an_alert_of_a_lot_is_over_when_it_is_used_up_or_scrapped_without_waiting_for_the_morning() {
    let app = App::new().await;
    let shelf = Shelf::of(&app).await;
    let used = receive(&app, &shelf, "L-1", Some(3), json!(1)).await;
    let bad = receive(&app, &shelf, "L-2", Some(10), json!(1)).await;
    assert_eq!(frequent(&app, 0).await, 0, "what expires is news in the morning");
    assert_eq!(morning(&app, 0).await, 2);
    assert_eq!(
        severities(&app, "material_expiring").await,
        [format!("{used}: critical"), format!("{bad}: high")]
    );
    issue(&app, &used, json!({})).await.expect(200);
    assert_eq!(frequent(&app, 0).await, 1);
    scrap(&app, &bad).await.expect(200);
    assert_eq!(frequent(&app, 0).await, 1);
    assert!(open(&app, "material_expiring").await.is_empty());
    let over = app.get(&app.world.gloria, "/api/system-alerts/?is_resolved=true").await.expect(200).json();
    assert_eq!(over[0]["is_self_resolved"], true);
    assert_eq!(over[0]["resolution_notes"], "Se resolvió sola: el lote ya no figura por vencer");
    assert_eq!(morning(&app, 30).await, 0, "nor do they expire later");
}

#[tokio::test]
async fn the_days_are_settings_and_a_changed_one_ends_what_it_no_longer_means() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let shelf = Shelf::of(&app).await;
    let lot = receive(&app, &shelf, "L-1", Some(20), json!(1)).await;
    assert_eq!(morning(&app, 0).await, 0);
    let days = async |warning: i64, alert: i64| {
        let rules = json!({ "material_warning_days": warning, "material_alert_days": alert });
        app.put(gloria, "/api/settings", json!({ "alerts": rules })).await
    };
    days(20, 5).await.expect(200);
    assert_eq!(morning(&app, 0).await, 1);
    assert_eq!(severities(&app, "material_expiring").await, [format!("{lot}: high")]);
    days(20, 25).await.expect(200);
    assert_eq!(morning(&app, 0).await, 1);
    assert_eq!(severities(&app, "material_expiring").await, [format!("{lot}: critical")]);
    days(19, 7).await.expect(200);
    assert_eq!(frequent(&app, 0).await, 1);
    assert!(open(&app, "material_expiring").await.is_empty());
    days(366, 7).await.expect(422);
    days(14, -1).await.expect(422);
    let rules = json!({ "alerts": null });
    let first = app.put(gloria, "/api/settings", rules).await.expect(200).json();
    assert_eq!(
        (&first["alerts"]["material_warning_days"], &first["alerts"]["material_alert_days"]),
        (&json!(14), &json!(7))
    );
}

#[tokio::test]
async fn low_stock_is_raised_by_an_issue_grows_graver_and_is_over_when_it_is_refilled() {
    let app = App::new().await;
    let wilson = &app.world.wilson;
    let shelf = Shelf::of(&app).await;
    let beside = shelf.beside(&app, app.world.bodega.id, "03-2-2").await;
    set_minimum(&app, &shelf.product, json!(10)).await;
    let lot = receive(&app, &shelf, "L-1", None, json!(8)).await;
    receive(&app, &beside, "L-2", None, json!(2)).await;
    let never = product(&app, "Sal", "kg").await;
    set_minimum(&app, &never, json!(5)).await;
    assert_eq!(
        frequent(&app, 0).await,
        0,
        "what lies in two bins is added up, and the minimum itself is enough"
    );

    issue(&app, &lot, json!({ "quantity": 0.01 })).await.expect(200);
    assert_eq!((frequent(&app, 0).await, frequent(&app, 0).await), (1, 0));
    let low = open(&app, "low_stock").await.remove(0);
    assert_eq!(
        (&low["entity_type"], &low["entity_id"], &low["severity"]),
        (&json!("product"), &json!(shelf.product), &json!("medium"))
    );
    assert_eq!(low["message"], "De «Harina» hay 9,99 kg en las bodegas del centro; el mínimo es 10 kg");
    assert!(told(&app, wilson).await.is_empty(), "who has said nothing hears of what is grave");

    issue(&app, &lot, json!({ "quantity": 6 })).await.expect(200);
    frequent(&app, 0).await;
    let title = "Pocas existencias: Harina".to_owned();
    assert_eq!(told(&app, wilson).await, [(title.clone(), "medium".to_owned())]);
    issue(&app, &lot, json!({ "quantity": 1 })).await.expect(200);
    frequent(&app, 0).await;
    assert_eq!(told(&app, wilson).await.len(), 1, "as grave as before");
    scrap(&app, &lot).await.expect(200);
    issue_all(&app, &shelf).await;
    frequent(&app, 0).await;
    assert_eq!(told(&app, wilson).await[0], (title, "high".to_owned()));
    let none = open(&app, "low_stock").await.remove(0);
    assert_eq!((&none["id"], &none["severity"]), (&low["id"], &json!("critical")));
    assert!(none["message"].as_str().unwrap().starts_with("De «Harina» no hay en las bodegas"));

    receive(&app, &shelf, "L-3", None, json!(10)).await;
    assert_eq!(frequent(&app, 0).await, 1);
    assert!(open(&app, "low_stock").await.is_empty());
    set_minimum(&app, &shelf.product, json!(30)).await;
    assert_eq!(frequent(&app, 0).await, 1);
    set_minimum(&app, &shelf.product, Value::Null).await;
    assert_eq!(frequent(&app, 0).await, 1, "nobody minds any more");
    assert!(open(&app, "low_stock").await.is_empty());
}

/// Issues all that is left of a product.
async fn issue_all(app: &App, shelf: &Shelf) {
    let wish = json!({
        "product_id": shelf.product, "warehouse_id": app.world.bodega.id, "quantity": 2, "reason": "formación",
    });
    app.post(&app.world.wilson, "/api/stock/issue-by-product", wish).await.expect(200);
}

#[tokio::test]
async fn who_keeps_another_warehouse_or_only_reads_is_not_told_unless_they_ask() {
    let app = App::new().await;
    let world = &app.world;
    let wish = json!({ "alert_type": "material_expired", "is_enabled": true, "notification_methods": ["push", "email"] });
    for person in [&world.bruno, &world.wilson] {
        app.post(person, "/api/alert-settings/", wish.clone()).await.expect(201);
    }
    let shelf = Shelf::of(&app).await;
    receive(&app, &shelf, "L-1", Some(2), json!(1)).await;
    app.run(format!(
        "update environments set is_warehouse = 1 where id = '{0}';
         update users set environment_id = '{0}' where id = '{1}'",
        world.idiomas.id, world.wilson.id
    ))
    .await;
    assert_eq!(morning(&app, 0).await, 1);
    for person in [&world.wilson, &world.bruno, &world.ana, &world.estela] {
        assert!(told(&app, person).await.is_empty(), "{}", person.email);
    }
    assert_eq!(told(&app, &world.gloria).await.len(), 1);
    morning(&app, 3).await;
    assert_eq!(told(&app, &world.bruno).await.len(), 1, "they asked");
    assert!(told(&app, &world.wilson).await.is_empty(), "it is another warehouse's");
}

#[tokio::test]
async fn the_job_runs_every_morning_and_counts_what_it_did() {
    let app = App::new().await;
    let job = Expiry(app.parts.db.clone());
    let Schedule::Daily(time) = job.schedule() else { panic!("daily") };
    assert_eq!(time.to_string(), "06:00:00");
    let shelf = Shelf::of(&app).await;
    receive(&app, &shelf, "L-1", Some(2), json!(1)).await;
    let path = format!("/api/jobs/{}/run", job.name());
    let run = app.post(&app.world.gloria, &path, json!({})).await.expect(202).json();
    assert_eq!((&run["last_run"]["count"], &run["last_run"]["error"]), (&json!(1), &Value::Null));
    assert_eq!(open(&app, "material_expiring").await.len(), 1);
    assert_eq!(job.run().await.unwrap(), 0, "once");
    let of = open(&app, "material_expiring").await.remove(0);
    assert!(of["message"].as_str().unwrap().ends_with(&format!("vence el {}", written(&day(2)))));
}

#[test]
fn quantities_are_said_as_the_warehouse_says_them() {
    for unit in Unit::ALL {
        for quantity in [Quantity::whole(1), Quantity::whole(2), Quantity::of_hundredths(50)] {
            assert_eq!(amount(quantity, unit.as_str()), unit.after(quantity));
        }
    }
}

/// A day as people write it.
fn written(day: &str) -> String {
    let [year, month, date] = day.split('-').collect::<Vec<_>>().try_into().unwrap();
    format!("{date}/{month}/{year}")
}
