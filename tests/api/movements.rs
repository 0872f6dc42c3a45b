//! Movements: the ledger, its pages and its totals, and that nobody changes what is in it.

use crate::stock::{Shelf, adjust, issue, receive};
use crate::support::{App, Resource, Roles, day};
use chrono::TimeDelta;
use inventario::kit::access::Scope;
use inventario::kit::page::Paging;
use inventario::kit::sql;
use inventario::kit::wire::{Id, LocalTime};
use inventario::warehouse::movements::model::MovementQuery;
use inventario::warehouse::movements::store;
use poem::IntoResponse;
use serde_json::{Value, json};

/// Read by all but apprentices, of the warehouses of their centre; written by nobody.
const ROLES: Roles = &[("in su ad ag", &["list_movements", "get_movement"])];

/// What the tests that walk all operations must know.
pub const RESOURCE: Resource =
    Resource::new(ROLES).asked_with(|ready, _, parameter| (parameter == "id").then(|| ready.row("movement")));

async fn page(app: &App, query: &str) -> Value {
    app.get(&app.world.gloria, &format!("/api/movements?{query}")).await.expect(200).json()
}

#[tokio::test]
async fn each_change_is_a_row_that_goes_on_where_the_last_one_ended() {
    let app = App::new().await;
    let shelf = Shelf::of(&app).await;
    let lot = receive(&app, &shelf, "L-1", Some(30), json!(10)).await;
    issue(&app, &lot, json!({ "quantity": 2.5, "reference_number": "2557" })).await.expect(200);
    adjust(&app, &lot, json!(8)).await.expect(200);
    let scrap = json!({ "lot_id": lot, "reason": "derrame" });
    app.post(&app.world.wilson, "/api/stock/scrap", scrap).await.expect(200);
    let page = page(&app, &format!("lot_id={lot}")).await;
    let rows: Vec<(&str, f64, f64, f64)> = page["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            let figure = |name: &str| row[name].as_f64().unwrap();
            (
                row["movement_type"].as_str().unwrap(),
                figure("quantity_before"),
                figure("quantity"),
                figure("quantity_after"),
            )
        })
        .collect();
    assert_eq!(
        rows,
        [
            ("scrap", 8.0, -8.0, 0.0),
            ("adjustment", 7.5, 0.5, 8.0),
            ("issue", 10.0, -2.5, 7.5),
            ("receipt", 0.0, 10.0, 10.0)
        ]
    );
    assert_eq!((&page["total"], &page["page"], &page["pages"]), (&json!(4), &json!(1), &json!(1)));
    let issue = &page["items"][2];
    assert_eq!(
        (&issue["fefo_compliant"], &issue["force_override"], &issue["reference_number"]),
        (&json!(true), &json!(false), &json!("2557"))
    );
    assert_eq!(
        (&issue["created_by_name"], &issue["bin_code"], &issue["batch_number"], &issue["reason"]),
        (&json!("Wilson Prueba"), &json!("03-2-1"), &json!("L-1"), &json!("formación"))
    );
    assert_eq!(page["items"][0]["fefo_compliant"], Value::Null);
    let one = app
        .get(&app.world.ana, &format!("/api/movements/{}", issue["id"].as_str().unwrap()))
        .await
        .expect(200)
        .json();
    assert_eq!(&one, issue);
}

#[tokio::test]
async fn the_ledger_lets_nobody_change_or_delete_what_is_in_it() {
    let app = App::new().await;
    let shelf = Shelf::of(&app).await;
    let lot = receive(&app, &shelf, "L-1", None, json!(10)).await;
    let refused = async |statement: String| {
        app.at(&app.world.gloria, 0, move |tx| tx.execute_batch(&statement).unwrap_err().to_string()).await
    };
    assert_eq!(refused("delete from movements".into()).await, "a movement is never deleted");
    assert_eq!(
        refused("update movements set notes = 'otra cosa'".into()).await,
        "a movement is never changed"
    );
    let columns = "id, lot_id, product_id, bin_id, environment_id, movement_type, quantity, quantity_before, quantity_after,
        reason, fefo_compliant, created_by, created_at";
    let copy = |quantity: i64, before: i64, after: i64| {
        format!(
            "insert into movements ({columns})
             select '{}', lot_id, product_id, bin_id, environment_id, 'adjustment', {quantity}, {before}, {after}, 'x', null,
                 created_by, created_at
             from movements
             where lot_id = '{lot}'",
            Id::new()
        )
    };
    assert_eq!(refused(copy(100, 1_000, 1_100)).await, "a movement must end at what its lot holds");
    assert!(refused(copy(100, 1_000, 1_000)).await.contains("CHECK constraint failed"));
    assert!(refused(copy(0, 1_000, 1_000)).await.contains("CHECK constraint failed"));
    assert_eq!(page(&app, "").await["total"], 1);
}

#[tokio::test]
async fn a_list_is_cut_by_what_people_ask_for() {
    let app = App::new().await;
    let shelf = Shelf::of(&app).await;
    let other = shelf.another(&app, "Pintura", "04-1-1").await;
    let lot = receive(&app, &shelf, "L-1", Some(30), json!(10)).await;
    receive(&app, &other, "P-1", None, json!(3)).await;
    issue(&app, &lot, json!({ "quantity": 1 })).await.expect(200);
    let total = async |query: String| page(&app, &query).await["total"].as_i64().unwrap();
    assert_eq!(total(format!("product_id={}", shelf.product)).await, 2);
    assert_eq!(total(format!("bin_id={}", other.bin)).await, 1);
    assert_eq!(total("movement_type=receipt".into()).await, 2);
    assert_eq!(total(format!("movement_type=issue&product_id={}", other.product)).await, 0);
    assert_eq!(total(format!("created_by={}", app.world.wilson.id)).await, 3);
    assert_eq!(total(format!("created_by={}", app.world.gloria.id)).await, 0);
    assert_eq!(total(format!("warehouse_id={}", app.world.bodega.id)).await, 3);
    assert_eq!(total(format!("start_date={}&end_date={}", day(0), day(0))).await, 3);
    assert_eq!(total(format!("end_date={}", day(-1))).await, 0);
    let reversed = format!("/api/movements?start_date={}&end_date={}", day(0), day(-1));
    app.get(&app.world.gloria, &reversed).await.expect(422);
    let second = page(&app, "page=2&page_size=2").await;
    assert_eq!(
        (second["items"].as_array().unwrap().len(), &second["total"], &second["pages"]),
        (1, &json!(3), &json!(2))
    );
    let none = page(&app, &format!("created_by={}", app.world.gloria.id)).await;
    assert_eq!((&none["total"], &none["page"], &none["pages"]), (&json!(0), &json!(1), &json!(1)), "D20");
}

#[tokio::test]
async fn the_ledger_is_searched_by_what_stands_on_a_package_and_on_a_paper() {
    let app = App::new().await;
    let shelf = Shelf::of(&app).await;
    let paint = shelf.another(&app, "Pintura añil", "04-1-1").await;
    let lot = receive(&app, &shelf, "L-1", Some(30), json!(10)).await;
    issue(&app, &lot, json!({ "quantity": 1, "reference_number": "Ficha 2557" })).await.expect(200);
    receive(&app, &paint, "P-1", None, json!(1)).await;
    for (search, expected) in [
        ("", 3),
        ("l-1", 2),
        ("ANIL", 1),
        ("pintura 04-1", 1),
        ("03-2-1", 2),
        ("2557", 1),
        ("ficha pintura", 0),
        ("2557&movement_type=receipt", 0),
        ("l-1&movement_type=receipt", 1),
    ] {
        let found = page(&app, &format!("search={}", search.replace(' ', "%20"))).await;
        assert_eq!(
            (found["items"].as_array().unwrap().len(), &found["total"]),
            (expected, &json!(expected)),
            "{search}"
        );
    }
}

#[tokio::test]
async fn totals_of_months_and_of_single_rows_agree_whatever_is_asked() {
    let app = App::new().await;
    let shelf = Shelf::of(&app).await;
    let other = shelf.another(&app, "Pintura", "04-1-1").await;
    for (n, days) in [-95, -64, -62, -40, -33, -31, -30, -3, 0].into_iter().enumerate() {
        let at = if n % 3 == 0 { &other } else { &shelf };
        let who = if n % 2 == 0 { &app.world.wilson } else { &app.world.gloria };
        at.receive_on(&app, who, days, &format!("L-{n}"), None, 2 + i64::try_from(n).unwrap()).await;
    }
    let products =
        [String::new(), format!("&product_id={}", shelf.product), format!("&product_id={}", other.product)];
    let people = [String::new(), format!("&created_by={}", app.world.wilson.id)];
    let types = ["", "&movement_type=receipt", "&movement_type=scrap"];
    let days: Vec<Option<i64>> =
        std::iter::once(None).chain([-96, -64, -50, -31, -10, 0].map(Some)).collect();
    let mut counted = 0;
    for product in &products {
        for person in &people {
            for movement_type in types {
                for from in &days {
                    for to in days.iter().filter(|to| to.is_none() || from.is_none() || *to >= from) {
                        let start = from.map(|from| format!("&start_date={}", day(from))).unwrap_or_default();
                        let end = to.map(|to| format!("&end_date={}", day(to))).unwrap_or_default();
                        let query = format!("page_size=100{product}{person}{movement_type}{start}{end}");
                        let page = page(&app, &query).await;
                        let rows = page["items"].as_array().unwrap().len();
                        assert_eq!(page["total"], rows, "{query}");
                        counted += rows;
                    }
                }
            }
        }
    }
    assert!(counted > 500, "{counted}");
}

/// A day of the building may begin half an hour beside one of UTC.
#[tokio::test]
async fn totals_agree_whatever_the_instants_between_which_they_are_asked_for() {
    let app = App::new().await;
    let shelf = Shelf::of(&app).await;
    for (n, days) in [-64, -33, -31, -3, -2, -1, 0].into_iter().enumerate() {
        shelf.receive_on(&app, &app.world.wilson, days, &format!("L-{n}"), None, 2).await;
    }
    let asked = app.parts.db.read(|db| {
        let text = "select created_at\nfrom movements\norder by created_at";
        let times: Vec<LocalTime> = sql::all(db, text, &[])?;
        let seconds = [-90_000, -5_400, -1_800, -1, 0, 1, 1_800, 5_400, 90_000].map(TimeDelta::seconds);
        let instants: Vec<LocalTime> =
            times.iter().flat_map(|time| seconds.map(|some| LocalTime(time.0 + some))).collect();
        let mut pages = Vec::new();
        for from in &instants {
            for to in &instants {
                let query = MovementQuery { from: Some(*from), to: Some(*to), ..MovementQuery::default() };
                pages.push((*from, *to, store::page(db, Scope::Everything, query, Paging::ALL)?));
            }
        }
        Ok(pages)
    });
    let mut found = 0;
    for (from, to, page) in asked.await.unwrap() {
        let page = page.into_response().into_body().into_vec().await.unwrap();
        let page: Value = serde_json::from_slice(&page).unwrap();
        let rows = page["items"].as_array().unwrap().len();
        assert_eq!(page["total"], rows, "{from:?} to {to:?}");
        found += rows;
    }
    assert!(found > 1_000, "{found}");
}

#[tokio::test]
async fn nobody_sees_the_ledger_of_another_centre() {
    let app = App::new().await;
    let shelf = Shelf::of(&app).await;
    let lot = receive(&app, &shelf, "L-1", None, json!(10)).await;
    let movement = page(&app, &format!("lot_id={lot}")).await["items"][0]["id"].as_str().unwrap().to_owned();
    let taller = json!({ "environment_id": app.world.taller.id });
    app.put(&app.world.gloria, &format!("/api/users/{}", app.world.ivan.id), taller).await.expect(200);
    let world = &app.world;
    for who in [&world.ana, &world.bruno, &world.sara, &world.wilson, &world.gloria] {
        assert_eq!(app.get(who, "/api/movements").await.expect(200).json()["total"], 1);
        app.get(who, &format!("/api/movements/{movement}")).await.expect(200);
    }
    assert_eq!(app.get(&world.ivan, "/api/movements").await.expect(200).json()["total"], 0);
    app.get(&world.ivan, &format!("/api/movements/{movement}")).await.expect(404);
    app.get(&world.estela, "/api/movements").await.expect(403);
}
