//! What equipment is worth: who sees what was paid, what is left of it, and what rooms and centres sum up to.

use crate::support::{App, Person, day};
use inventario::kit::wire::Id;
use serde_json::{Value, json};

async fn set(app: &App, item: Id, patch: Value) -> Value {
    app.put(&app.world.gloria, &format!("/api/inventory/{item}"), patch).await.expect(200).json()
}

fn bought() -> Value {
    json!({
        "purchase_price": 2_350_000.5, "purchase_date": day(0), "supplier_name": "Cómputo S.A.S.",
        "supplier_nit": "899.999.034-1", "invoice_number": "FE-120", "description": "Portátil de 14 pulgadas",
    })
}

/// What an item's answers say of its purchase.
const PAID: [&str; 4] = ["purchase_price", "supplier_name", "supplier_nit", "invoice_number"];

#[tokio::test]
async fn what_was_paid_is_for_those_who_keep_equipment() {
    let app = App::new().await;
    let world = &app.world;
    let machine = world.sistemas.machine;
    set(&app, machine, bought()).await;
    let uri = format!("/api/inventory/{machine}");
    let verified = json!({ "quantity": 1 });
    for (who, sees) in [
        (&world.estela, false),
        (&world.ana, false),
        (&world.bruno, true),
        (&world.wilson, true),
        (&world.gloria, true),
    ] {
        let counted = app.put(who, &format!("{uri}/verification"), verified.clone()).await.expect(200).json();
        for item in [app.get(who, &uri).await.expect(200).json(), counted] {
            let told = PAID.map(|name| !item[name].is_null());
            assert_eq!(told, [sees; 4], "{} is told {item}", who.email);
            assert_eq!(
                (&item["currency"], &item["description"]),
                (&json!("COP"), &json!("Portátil de 14 pulgadas"))
            );
        }
        for list in ["/api/inventory", "/api/inventory/category/computer"]
            .map(str::to_owned)
            .into_iter()
            .chain(["environment/{}", "environments/{}/inventory"].map(|path| {
                let path = path.replace("{}", &world.sistemas.id.to_string());
                if path.starts_with("environments") {
                    format!("/api/{path}")
                } else {
                    format!("/api/inventory/{path}")
                }
            }))
        {
            let rows = app.get(who, &list).await.expect(200).json();
            let row = rows.as_array().unwrap().iter().find(|it| it["id"] == json!(machine)).unwrap();
            assert_eq!(row["purchase_price"].is_null(), !sees, "{} is told of {list}", who.email);
            assert_eq!(row["currency"], "COP");
            // A list of thousands has no room for them.
            for detail in ["supplier_name", "supplier_nit", "invoice_number", "description", "asset_type"] {
                assert_eq!(row.get(detail), None, "{detail} in {list}");
            }
        }
        let status = if sees { 200 } else { 403 };
        app.get(who, &format!("{uri}/value")).await.expect(status);
        app.get(who, "/api/inventory/value").await.expect(status);
    }
    // Nor do statistics and exports tell it to them.
    let stats = app.get(&world.ana, "/api/stats/inventory").await.expect(200).json();
    for sum in [&stats["total"], &stats["by_environment"][0], &stats["by_category"][0]] {
        assert_eq!((&sum["value"], &sum["priced_items"]), (&Value::Null, &Value::Null));
    }
    let stats = app.get(&world.bruno, "/api/stats/inventory").await.expect(200).json();
    assert_eq!(stats["total"]["value"], json!(2_350_000.5));
}

#[tokio::test]
async fn what_another_centre_paid_is_its_own_affair() {
    let app = App::new().await;
    let world = &app.world;
    let machine = world.taller.machine;
    set(&app, machine, bought()).await;
    let uri = format!("/api/inventory/{machine}");
    // A label may be scanned anywhere; what was paid, and to whom, is for those who keep that room.
    for (who, sees) in
        [(&world.bruno, false), (&world.sara, false), (&world.wilson, false), (&world.gloria, true)]
    {
        let item = app.get(who, &uri).await.expect(200).json();
        assert_eq!(item["description"], "Portátil de 14 pulgadas");
        for name in PAID {
            assert_eq!(!item[name].is_null(), sees, "{name} for {}", who.email);
        }
        let asset = app.get(who, &format!("/api/assets/{machine}")).await.expect(200).json();
        assert_eq!(!asset["purchase_price"].is_null(), sees, "{}", who.email);
        app.get(who, &format!("{uri}/value")).await.expect(if sees { 200 } else { 404 });
    }
}

#[tokio::test]
async fn a_change_that_names_no_purchase_keeps_it_and_null_clears_it() {
    let app = App::new().await;
    let machine = app.world.sistemas.machine;
    let whole = set(&app, machine, bought()).await;
    assert_eq!((&whole["supplier_nit"], &whole["currency"]), (&json!("899999034-1"), &json!("COP")));
    let kept = set(&app, machine, json!({ "name": "Portátil", "brand": "HP" })).await;
    for name in PAID {
        assert_eq!(kept[name], whole[name], "{name}");
    }
    let dollars =
        set(&app, machine, json!({ "currency": "USD", "supplier_nit": null, "invoice_number": "" })).await;
    assert_eq!((&dollars["currency"], &dollars["supplier_name"]), (&json!("USD"), &json!("Cómputo S.A.S.")));
    assert_eq!((&dollars["supplier_nit"], &dollars["invoice_number"]), (&Value::Null, &Value::Null));

    let uri = format!("/api/inventory/{machine}");
    for (wrong, says) in [
        (json!({ "supplier_nit": "899999034-2" }), "no corresponde"),
        (json!({ "currency": "GBP" }), "COP, USD, EUR"),
        (json!({ "description": "ñ".repeat(2_001) }), "2000"),
        (json!({ "supplier_name": "a".repeat(201) }), "200"),
    ] {
        let detail = app.put(&app.world.gloria, &uri, wrong).await.expect(422).detail();
        assert!(detail.contains(says), "{detail}");
    }
}

#[tokio::test]
async fn an_item_loses_its_value_evenly_over_the_life_of_its_kind() {
    let app = App::new().await;
    let (world, gloria) = (&app.world, &app.world.gloria);
    let worth = async |item: Id| {
        app.get(&world.bruno, &format!("/api/inventory/{item}/value")).await.expect(200).json()
    };
    let machine = world.sistemas.machine;
    assert_eq!(
        worth(machine).await,
        json!({
            "on": day(0), "currency": "COP", "purchase_value": null, "book_value": null, "life_months": 60,
            "life_ends": null,
        })
    );
    set(&app, machine, json!({ "purchase_price": 1_000_000, "purchase_date": day(0) })).await;
    let new = worth(machine).await;
    assert_eq!((&new["purchase_value"], &new["book_value"]), (&json!(1_000_000), &json!(1_000_000)));
    // Bought in the future it has lost nothing either; without a day nobody knows.
    set(&app, machine, json!({ "purchase_date": day(40) })).await;
    assert_eq!(worth(machine).await["book_value"], json!(1_000_000));
    set(&app, machine, json!({ "purchase_date": null })).await;
    let undated = worth(machine).await;
    assert_eq!((&undated["purchase_value"], &undated["book_value"]), (&json!(1_000_000), &Value::Null));

    set(&app, machine, json!({ "purchase_date": day(-100) })).await;
    let lives = json!({ "useful_lives": { "computer": 1 } });
    app.put(gloria, "/api/settings", lives).await.expect(200);
    let old = worth(machine).await;
    assert_eq!((&old["book_value"], &old["life_months"]), (&json!(0), &json!(1)));
    app.put(gloria, "/api/settings", json!({ "useful_lives": { "computer": 600 } })).await.expect(200);
    let left = worth(machine).await["book_value"].as_f64().unwrap();
    assert!((990_000.0..1_000_000.0).contains(&left), "{left}: a hundred days of fifty years");
    for months in [0, 601] {
        let wrong = json!({ "useful_lives": { "computer": months } });
        app.put(gloria, "/api/settings", wrong).await.expect(422);
    }
    // Of a group all pieces together.
    set(&app, world.sistemas.group, json!({ "purchase_price": 45_000.5, "purchase_date": day(0) })).await;
    assert_eq!(worth(world.sistemas.group).await["book_value"], json!(450_005));
    app.get(&world.bruno, &format!("/api/inventory/{}/value", world.taller.machine)).await.expect(404);
}

async fn sums(app: &App, who: &Person, query: &str) -> Value {
    app.get(who, &format!("/api/inventory/value{query}")).await.expect(200).json()
}

fn of<'a>(all: &'a Value, list: &str, name: &str, is: &str) -> &'a Value {
    all[list].as_array().unwrap().iter().find(|it| it[name] == is).unwrap_or(&Value::Null)
}

#[tokio::test]
async fn rooms_and_centres_have_a_sum_of_each_currency_within_the_scope() {
    let app = App::new().await;
    let world = &app.world;
    let empty = sums(&app, &world.bruno, "").await;
    assert_eq!((&empty["items"], &empty["sums"]), (&json!(6), &json!([])));
    set(&app, world.sistemas.group, json!({ "purchase_price": 50_000, "purchase_date": day(0) })).await;
    set(&app, world.sistemas.machine, json!({ "purchase_price": 2_000_000.5 })).await;
    set(
        &app,
        world.idiomas.machine,
        json!({ "purchase_price": 900.25, "currency": "USD", "purchase_date": day(0) }),
    )
    .await;
    set(&app, world.bodega.machine, json!({ "purchase_price": 7_000, "status": "lost" })).await;
    set(&app, world.taller.machine, json!({ "purchase_price": 1_000, "purchase_date": day(-9_000) })).await;

    let pesos = json!({
        "currency": "COP", "priced_items": 2, "purchase_value": 2_500_000.5, "dated_items": 1, "dated_value": 500_000.0,
        "book_value": 500_000.0,
    });
    let dollars = json!({
        "currency": "USD", "priced_items": 1, "purchase_value": 900.25, "dated_items": 1, "dated_value": 900.25,
        "book_value": 900.25,
    });
    let centre = sums(&app, &world.bruno, "").await;
    assert_eq!((&centre["items"], &centre["sums"]), (&json!(5), &json!([pesos, dollars])));
    assert_eq!(centre["centers"].as_array().unwrap().len(), 1);
    assert_eq!(of(&centre, "centers", "center_name", "Comercio")["sums"], json!([pesos, dollars]));
    let room = of(&centre, "rooms", "environment_name", "Sistemas 1");
    assert_eq!((&room["items"], &room["sums"]), (&json!(2), &json!([pesos])));
    assert_eq!(of(&centre, "rooms", "environment_name", "Idiomas")["sums"], json!([dollars]));
    assert_eq!(of(&centre, "rooms", "environment_name", "Bodega central")["sums"], json!([]));
    assert!(of(&centre, "rooms", "environment_name", "Taller").is_null());

    let only = sums(&app, &world.bruno, &format!("?environment_id={}", world.sistemas.id)).await;
    assert_eq!((&only["items"], &only["sums"]), (&json!(2), &json!([pesos])));
    let elsewhere = sums(&app, &world.bruno, &format!("?environment_id={}", world.taller.id)).await;
    assert_eq!((&elsewhere["items"], &elsewhere["rooms"]), (&json!(0), &json!([])));
    let all = sums(&app, &world.gloria, "").await;
    assert_eq!((&all["items"], &all["centers"].as_array().unwrap().len()), (&json!(7), &2));
    // Nothing is left of what was bought a quarter of a century ago.
    let far = sums(&app, &world.gloria, &format!("?center_id={}", world.other_center)).await;
    assert_eq!(
        (&far["sums"][0]["purchase_value"], &far["sums"][0]["book_value"]),
        (&json!(1_000.0), &json!(0.0))
    );

    // The sums in pesos that there are elsewhere don't take dollars for pesos, also when the currency changes later.
    let stats = app.get(&world.bruno, "/api/stats/inventory").await.expect(200).json();
    assert_eq!((&stats["total"]["value"], &stats["total"]["priced_items"]), (&json!(2_500_000.5), &json!(2)));
    set(&app, world.sistemas.machine, json!({ "currency": "EUR" })).await;
    let stats = app.get(&world.bruno, "/api/stats/inventory").await.expect(200).json();
    assert_eq!((&stats["total"]["value"], &stats["total"]["priced_items"]), (&json!(500_000.0), &json!(1)));
    let by_kind = of(&stats, "by_category", "category", "computer");
    assert_eq!((&by_kind["value"], &by_kind["priced_items"]), (&json!(0.0), &json!(0)));
}
