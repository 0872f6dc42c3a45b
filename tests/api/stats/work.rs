//! Figures of the inventory, of repairs and of loans.

use super::{figures, set};
use crate::support::{App, Person, day, patched, sent};
use inventario::campus::inventory;
use inventario::kit::wire::Id;
use serde_json::{Value, json};

#[tokio::test]
async fn the_inventory_is_worth_what_its_pieces_cost() {
    let app = App::new().await;
    let world = &app.world;
    set(&app, world.sistemas.group, json!({ "purchase_price": 45_000.5 })).await;
    set(&app, world.bodega.machine, json!({ "purchase_price": 2_350_000 })).await;
    let found = figures(&app, &world.bruno, "inventory").await;
    assert_eq!((&found["total"]["value"], &found["total"]["priced_items"]), (&json!(2_800_005.0), &json!(2)));
    assert_eq!(found["total"]["items"], 6);
    let of = |list: &str, name: &str, is: &str| -> Value {
        let rows = found[list].as_array().unwrap();
        rows.iter().find(|it| it[name] == is).unwrap()["value"].clone()
    };
    assert_eq!(of("by_environment", "environment_name", "Sistemas 1"), json!(450_005.0));
    assert_eq!(of("by_environment", "environment_name", "Idiomas"), json!(0.0));
    assert_eq!(of("by_category", "category", "computer"), json!(2_350_000.0));
    // Lost, it is worth nothing to the centre; without a price it isn't known what it is worth.
    set(&app, world.sistemas.group, json!({ "status": "lost" })).await;
    set(&app, world.bodega.machine, json!({ "purchase_price": null })).await;
    let found = figures(&app, &world.bruno, "inventory").await;
    assert_eq!((&found["total"]["value"], &found["total"]["priced_items"]), (&json!(0.0), &json!(0)));
}

#[tokio::test]
async fn a_price_that_no_sum_could_hold_is_refused() {
    let app = App::new().await;
    let (gloria, group) = (&app.world.gloria, app.world.sistemas.group);
    let uri = format!("/api/inventory/{group}");
    let dear = json!({ "purchase_price": 900_000_000_000_i64 });
    let detail = app.put(gloria, &uri, dear).await.expect(400).detail();
    assert!(detail.contains("un billón"), "{detail}");
    for wrong in [json!(-1), json!("caro"), json!(1e300)] {
        app.put(gloria, &uri, json!({ "purchase_price": wrong })).await.expect(422);
    }
    assert_eq!(app.get(gloria, &uri).await.expect(200).json()["purchase_price"], json!(null));
    set(&app, group, json!({ "purchase_price": 90_000_000_000_i64 })).await;
    let more = json!({ "quantity": 20, "quantity_damaged": 0, "quantity_missing": 0 });
    app.put(gloria, &format!("{uri}/verification"), more).await.expect(400);
}

#[tokio::test]
async fn the_state_of_a_past_day_is_as_it_was_then() {
    let app = App::new().await;
    let world = &app.world;
    app.run("delete from inventory_days").await;
    let group = world.sistemas.group;
    for (on, damaged, missing) in [(-20, 1, 0), (-10, 4, 2), (-5, 0, 2)] {
        app.at(&world.gloria, on, move |tx| {
            let patch = json!({ "quantity_damaged": damaged, "quantity_missing": missing });
            let change = inventory::change::edit(tx, group, sent(patch)).unwrap();
            tx.keep(change).unwrap();
        })
        .await;
    }
    let query = format!("inventory?start_date={}&end_date={}", day(-24), day(3));
    let found = figures(&app, &world.ana, &query).await;
    let state = |ago: i64| {
        let points = found["points"].as_array().unwrap();
        let point = points.iter().find(|it| it["end_date"] == day(ago)).unwrap();
        ["quantity_damaged", "quantity_missing"].map(|name| point[name].as_i64())
    };
    assert_eq!(found["step"], "day");
    assert_eq!(state(-21), [None, None], "nobody kept a record");
    assert_eq!(state(-20), [Some(1), Some(0)]);
    assert_eq!(state(-11), [Some(1), Some(0)]);
    assert_eq!(state(-10), [Some(4), Some(2)]);
    assert_eq!(state(-5), [Some(0), Some(2)]);
    assert_eq!(state(0), [Some(0), Some(2)]);
    assert_eq!(state(1), [None, None], "nobody knows tomorrow");
    let elsewhere = figures(&app, &world.ivan, &query).await;
    assert_eq!(elsewhere["points"][20]["quantity_damaged"], json!(null));
}

/// A request for maintenance in the middle of a day, counted from today, and what became of it.
async fn request(app: &App, item: Id, room: Id, made: i64, done: Option<(i64, i64)>) {
    let id = Id::new();
    let (status, completed, cost) = match done {
        Some((on, cents)) => ("completed", format!("'{}'", day(on)), cents.to_string()),
        None => ("pending", "null".to_owned(), "null".to_owned()),
    };
    let (who, on) = (app.world.ana.id, day(made));
    let history = match done {
        Some((done, cents)) => format!(
            "insert into maintenance_history (id, item_id, request_id, technician_id, maintenance_type, description, cost,
                 maintenance_date, is_completion, created_at, updated_at)
             values ('{}', '{item}', '{id}', '{who}', 'corrective', 'Fuente nueva', {cents}, '{}', 1,
                 '{on}T17:00:00.000000Z', '{on}T17:00:00.000000Z');",
            Id::new(),
            day(done)
        ),
        None => String::new(),
    };
    app.run(format!(
            "insert into maintenance_requests (id, item_id, environment_id, user_id, title, description, priority, status,
                 actual_completion, estimated_completion, cost, quantity_affected, created_at, updated_at)
             values ('{id}', '{item}', '{room}', '{who}', 'No enciende', 'No enciende', 'media', '{status}', {completed},
                 '{}', {cost}, 2, '{on}T17:00:00.000000Z', '{on}T17:00:00.000000Z');
             insert into maintenance_items (request_id, item_id, quantity)
             values ('{id}', '{item}', 2);
             {history}",
            day(made + 3)
        ))
    .await;
}

#[tokio::test]
async fn repairs_tell_what_breaks_how_long_it_takes_and_what_it_costs() {
    let app = App::new().await;
    let world = &app.world;
    let (room, other) = (world.sistemas, world.idiomas);
    set(&app, room.machine, json!({ "purchase_price": 1_000 })).await;
    request(&app, room.machine, room.id, -50, Some((-40, 60_000))).await;
    request(&app, room.machine, room.id, -20, Some((-16, 15_050))).await;
    request(&app, room.machine, room.id, -2, None).await;
    request(&app, other.group, other.id, -30, None).await;
    let query = format!("maintenance?start_date={}", day(-60));
    let found = figures(&app, &world.bruno, &query).await;
    let of = |name: &str| found[name].clone();
    assert_eq!([of("requests"), of("completed"), of("open"), of("overdue")], [4, 2, 2, 1].map(Value::from));
    assert_eq!((of("average_days"), of("cost")), (json!(7.0), json!(750.5)));
    // What a plan has asked for is expected on its day, until somebody says another.
    let asked =
        format!("update maintenance_requests set estimated_completion = null, due_date = '{}'", day(-1));
    app.run(asked).await;
    let late = app.get(&world.gloria, "/api/maintenance-requests/?is_late=true").await.expect(200).json();
    let overdue = figures(&app, &world.gloria, &query).await["overdue"].clone();
    assert_eq!((overdue, late.as_array().unwrap().len()), (json!(2), 2));
    let worst = &found["most_broken"][0];
    assert_eq!(
        (&worst["item_id"], &worst["requests"], &worst["pieces"]),
        (&json!(room.machine), &json!(3), &json!(6))
    );
    assert_eq!(found["most_expensive"].as_array().unwrap().len(), 1, "what cost nothing isn't expensive");
    assert_eq!(
        (&found["most_expensive"][0]["cost"], &found["most_expensive"][0]["value"]),
        (&json!(750.5), &json!(1_000.0))
    );
    assert_eq!(found["by_environment"][0]["environment_name"], "Sistemas 1");
    assert_eq!(
        (&found["by_environment"][0]["requests"], &found["by_environment"][0]["cost"]),
        (&json!(3), &json!(750.5))
    );
    let months = found["months"].as_array().unwrap();
    let sum = |name: &str| months.iter().map(|it| it[name].as_f64().unwrap()).sum::<f64>();
    assert!((sum("requests") - 4.0).abs() < 1e-9 && (sum("completed") - 2.0).abs() < 1e-9);
    assert!((sum("cost") - 750.5).abs() < 1e-9);
    // An instructor sees their room, and no costs.
    let own = figures(&app, &world.ana, &query).await;
    assert_eq!(
        (&own["requests"], &own["cost"], &own["most_expensive"]),
        (&json!(3), &json!(null), &json!([]))
    );
    assert_eq!((&own["most_broken"][0]["cost"], &own["months"][0]["cost"]), (&json!(null), &json!(null)));
    assert_eq!(own["by_environment"][0]["cost"], json!(null));
    assert_eq!(figures(&app, &world.ivan, &query).await["requests"], 1);
    // Work is counted in the period in which it ended.
    let week = format!("maintenance?start_date={}&end_date={}", day(-17), day(-15));
    let found = figures(&app, &world.bruno, &week).await;
    assert_eq!(
        (&found["requests"], &found["completed"], &found["cost"]),
        (&json!(0), &json!(1), &json!(150.5))
    );
}

/// The cost of the whole period, of an item and of a room, in this order.
async fn costs(app: &App, item: Id, room: &str) -> [Value; 3] {
    let found = figures(app, &app.world.gloria, &format!("maintenance?start_date={}", day(-30))).await;
    let of = |list: &str, name: &str, is: &Value| {
        let row = found[list].as_array().unwrap().iter().find(|it| &it[name] == is);
        row.map_or(json!(null), |row| row["cost"].clone())
    };
    let sum: f64 = found["months"].as_array().unwrap().iter().map(|it| it["cost"].as_f64().unwrap()).sum();
    assert!((sum - found["cost"].as_f64().unwrap()).abs() < 1e-9, "the months are the whole");
    [
        found["cost"].clone(),
        of("most_expensive", "item_id", &json!(item)),
        of("by_environment", "environment_name", &json!(room)),
    ]
}

#[tokio::test]
async fn each_cost_is_counted_once_where_the_thing_stands_that_it_was_for() {
    let app = App::new().await;
    let (world, gloria) = (&app.world, &app.world.gloria);
    let (room, other) = (world.sistemas, world.idiomas);
    let ask = async |members: Value| {
        let sent = patched(json!({ "title": "No enciende", "description": "No enciende" }), &members);
        let made = app.post(gloria, "/api/maintenance-requests/", sent).await.expect(201).json();
        format!("/api/maintenance-requests/{}", made["id"].as_str().unwrap())
    };
    let finish = async |uri: &str, cost: i64| {
        app.put(gloria, uri, json!({ "status": "completed", "cost": cost })).await.expect(200);
    };
    // A job of two items in two rooms: half each.
    let items = json!([{ "item_id": room.machine }, { "item_id": other.group, "quantity": 3 }]);
    finish(&ask(json!({ "items": items })).await, 100).await;
    assert_eq!(costs(&app, room.machine, "Sistemas 1").await, [100.0, 50.0, 50.0].map(Value::from));
    assert_eq!(costs(&app, other.group, "Idiomas").await, [100.0, 50.0, 50.0].map(Value::from));
    // Written down by hand, without a request.
    let work = json!({
        "item_id": room.machine, "maintenance_type": "upgrade", "description": "Más memoria", "cost": 30,
        "maintenance_date": day(-3),
    });
    app.post(gloria, "/api/maintenance-history/", work).await.expect(201);
    assert_eq!(costs(&app, room.machine, "Sistemas 1").await, [130.0, 80.0, 80.0].map(Value::from));
    // Only looked after: it costs, and broke nothing.
    let sent = json!({ "item_id": room.machine, "maintenance_type": "preventive" });
    finish(&ask(sent).await, 7).await;
    assert_eq!(costs(&app, room.machine, "Sistemas 1").await, [137.0, 87.0, 87.0].map(Value::from));
    let found = figures(&app, gloria, "maintenance").await;
    assert_eq!(found["requests"], 2);
    let broken = found["most_broken"].as_array().unwrap();
    let of = |item: Id| broken.iter().find(|it| it["item_id"] == json!(item)).unwrap();
    assert_eq!((&of(room.machine)["requests"], &of(room.machine)["pieces"]), (&json!(1), &json!(1)));
    assert_eq!((&of(other.group)["requests"], &of(other.group)["pieces"]), (&json!(1), &json!(3)));
    // Of a room, without an item.
    finish(&ask(json!({ "environment_id": room.id })).await, 1_000).await;
    assert_eq!(costs(&app, room.machine, "Sistemas 1").await, [1_137.0, 87.0, 1_087.0].map(Value::from));
    // The item stands elsewhere by now: what it cost goes with it.
    set(&app, room.machine, json!({ "environment_id": other.id })).await;
    assert_eq!(costs(&app, room.machine, "Idiomas").await, [1_137.0, 87.0, 137.0].map(Value::from));
    // It is gone: what its request cost is the room's, what was written down of it alone is gone too.
    app.delete(gloria, &format!("/api/inventory/{}", room.machine)).await.expect(200);
    assert_eq!(costs(&app, room.machine, "Sistemas 1").await, [json!(1_107.0), json!(null), json!(1_057.0)]);
}

/// A loan of keyboards of the warehouse from one day to another, as it stands.
async fn loan(app: &App, who: &Person, days: [i64; 2], status: &str, returned: Option<i64>) {
    let (id, room, item) = (Id::new(), app.world.bodega.id, app.world.bodega.group);
    let returned = returned.map_or("null".to_owned(), |on| format!("'{}'", day(on)));
    let reason = if status == "rejected" { "'No alcanza'" } else { "null" };
    let [from, until] = days.map(day);
    app.run(format!(
            "insert into loans (id, instructor_id, environment_id, item_id, is_registered_item, item_name, program, purpose,
                 quantity_requested, priority, start_date, end_date, status, rejection_reason, actual_return_date, created_at,
                 updated_at)
             values ('{id}', '{}', '{room}', '{item}', 1, 'Teclados', 'ADSO', 'Prácticas', 2, 'media', '{from}', '{until}',
                 '{status}', {reason}, {returned}, '{from}T17:00:00.000000Z', '{from}T17:00:00.000000Z')",
            who.id
        ))
    .await;
}

#[tokio::test]
async fn loans_tell_what_is_lent_and_what_comes_back_in_time() {
    let app = App::new().await;
    let world = &app.world;
    loan(&app, &world.ana, [-40, -38], "returned", Some(-38)).await;
    loan(&app, &world.ana, [-30, -28], "returned", Some(-24)).await;
    loan(&app, &world.ivan, [-20, -18], "rejected", None).await;
    loan(&app, &world.ivan, [-9, -2], "active", None).await;
    loan(&app, &world.ivan, [1, 2], "pending", None).await;
    let query = format!("loans?start_date={}&end_date={}", day(-60), day(5));
    let found = figures(&app, &world.wilson, &query).await;
    let of = |name: &str| found[name].as_i64().unwrap();
    let names = ["total", "pending", "rejected", "returned", "active", "overdue", "returned_late"];
    assert_eq!(names.map(of), [5, 1, 1, 2, 1, 1, 1]);
    assert_eq!((&found["on_time_rate"], &found["average_days"]), (&json!(50.0), &json!(4.0)));
    let lent = &found["most_lent"][0];
    assert_eq!(
        (&lent["name"], &lent["loans"], &lent["pieces"]),
        (&json!("Teclados Bodega central"), &json!(4), &json!(8))
    );
    let months = found["months"].as_array().unwrap();
    let sum = |name: &str| months.iter().map(|it| it[name].as_i64().unwrap()).sum::<i64>();
    assert_eq!(["loans", "rejected", "late"].map(sum), [4, 1, 2]);
    for (who, total) in [(&world.ana, 2), (&world.ivan, 3), (&world.bruno, 5), (&world.gloria, 5)] {
        assert_eq!(figures(&app, who, &query).await["total"], total, "{}", who.email);
    }
    let none = figures(&app, &world.wilson, "loans?start_date=2020-01-01&end_date=2020-12-31").await;
    assert_eq!((&none["total"], &none["on_time_rate"]), (&json!(0), &json!(null)));
    assert_eq!(none["months"].as_array().unwrap().len(), 12);
}
