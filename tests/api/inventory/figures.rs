//! Quantities and the status that follows from them.

use super::new_item;
use crate::loans;
use crate::support::{App, Person};
use serde_json::{Value, json};

/// Changes the ten keyboards of `sistemas`.
async fn change(app: &App, patch: Value) -> Value {
    let uri = format!("/api/inventory/{}", app.world.sistemas.group);
    app.put(&app.world.gloria, &uri, patch).await.expect(200).json()
}

/// Counts the ten keyboards of `sistemas`.
async fn count(app: &App, who: &Person, good: i64, damaged: i64, missing: i64) -> Value {
    let uri = format!("/api/inventory/{}/verification", app.world.sistemas.group);
    let counted = json!({ "quantity": good, "quantity_damaged": damaged, "quantity_missing": missing });
    app.put(who, &uri, counted).await.expect(200).json()
}

fn figures(item: &Value) -> (i64, i64, i64, &str) {
    let number = |name: &str| item[name].as_i64().unwrap();
    (
        number("quantity"),
        number("quantity_damaged"),
        number("quantity_missing"),
        item["status"].as_str().unwrap(),
    )
}

#[tokio::test]
async fn a_changed_figure_decides_the_status_and_otherwise_the_chosen_one_stays() {
    let app = App::new().await;
    let item = change(&app, json!({ "quantity_damaged": 2 })).await;
    assert_eq!(figures(&item), (10, 2, 0, "damaged"));
    let item = change(&app, json!({ "quantity_missing": 1, "status": "available" })).await;
    assert_eq!(figures(&item), (10, 2, 1, "missing"));
    // The form sends the figures back unchanged together with the choice.
    let item =
        change(&app, json!({ "quantity_damaged": 2, "quantity_missing": 1, "status": "maintenance" })).await;
    assert_eq!(figures(&item), (10, 2, 1, "maintenance"));
    let item = change(&app, json!({ "name": "Teclados viejos" })).await;
    assert_eq!(figures(&item), (10, 2, 1, "maintenance"));
    let item = change(&app, json!({ "quantity_damaged": 0, "quantity_missing": 0 })).await;
    assert_eq!(figures(&item), (10, 0, 0, "available"));
}

#[tokio::test]
async fn a_new_item_may_be_damaged_from_the_start() {
    let app = App::new().await;
    let mut group = new_item(&app, "G-1");
    group["item_type"] = json!("group");
    group["quantity"] = json!("12");
    group["quantity_damaged"] = json!(2.0);
    let made = app.post(&app.world.gloria, "/api/inventory", group.clone()).await.expect(201).json();
    assert_eq!(figures(&made), (12, 2, 0, "damaged"));
    group["internal_code"] = json!("G-2");
    group["status"] = json!("in_use");
    let made = app.post(&app.world.gloria, "/api/inventory", group).await.expect(201).json();
    assert_eq!(figures(&made), (12, 2, 0, "in_use"));
}

#[tokio::test]
async fn figures_that_cannot_be_are_refused() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let group = format!("/api/inventory/{}", app.world.sistemas.group);
    let machine = format!("/api/inventory/{}", app.world.sistemas.machine);
    let exceed = "Las piezas dañadas y faltantes no pueden ser más que el total";
    for (uri, patch, sentence) in [
        (&group, json!({ "quantity_damaged": 11 }), exceed),
        (&group, json!({ "quantity_damaged": 6, "quantity_missing": 5 }), exceed),
        (&group, json!({ "quantity_damaged": 3, "quantity": 2 }), exceed),
        (&group, json!({ "item_type": "individual" }), "Un equipo individual tiene cantidad 1"),
        (&machine, json!({ "quantity": 2 }), "Un equipo individual tiene cantidad 1"),
    ] {
        let refused = app.put(gloria, uri, patch.clone()).await.expect(400).detail();
        assert!(refused.starts_with(sentence), "{patch}: {refused}");
    }
    for patch in [
        json!({ "quantity": 0 }),
        json!({ "quantity": -1 }),
        json!({ "quantity_damaged": -1 }),
        json!({ "quantity": 2_147_483_648_i64 }),
        json!({ "status": "roto" }),
        json!({ "category": "" }),
        json!({ "purchase_date": "2024-02-30" }),
    ] {
        app.put(gloria, &group, patch.clone()).await.expect(422);
    }
    let item = app.get(gloria, &group).await.expect(200).json();
    assert_eq!(figures(&item), (10, 0, 0, "available"));
}

#[tokio::test]
async fn a_count_says_what_was_found_and_the_sum_is_the_total() {
    let app = App::new().await;
    let estela = &app.world.estela;
    assert_eq!(figures(&count(&app, estela, 7, 2, 1).await), (10, 2, 1, "missing"));
    assert_eq!(figures(&count(&app, estela, 8, 2, 0).await), (10, 2, 0, "damaged"));
    assert_eq!(figures(&count(&app, estela, 12, 0, 0).await), (12, 0, 0, "available"));
    // The same count again changes nothing.
    assert_eq!(figures(&count(&app, &app.world.ana, 12, 0, 0).await), (12, 0, 0, "available"));

    let uri = format!("/api/inventory/{}/verification", app.world.sistemas.group);
    let nothing = json!({ "quantity": 0 });
    let refused = app.put(estela, &uri, nothing).await.expect(400);
    assert!(refused.detail().contains("al menos 1"));
    for wrong in [json!({}), json!({ "quantity": -1 }), json!({ "quantity": 1, "quantity_damaged": -1 })] {
        app.put(estela, &uri, wrong).await.expect(422);
    }
}

#[tokio::test]
async fn what_is_lent_is_neither_missing_nor_gone_when_somebody_counts_the_shelf() {
    let app = App::new().await;
    let (wilson, room) = (&app.world.wilson, app.world.bodega);
    let loan = loans::loan_in(&app, &app.world.ana, &["approved", "active"]).await;
    let uri = format!("/api/inventory/{}/verification", room.group);
    let count = async |good: i64, damaged: i64, missing: i64| {
        let counted = json!({ "quantity": good, "quantity_damaged": damaged, "quantity_missing": missing });
        app.put(wilson, &uri, counted).await.expect(200).json()
    };
    assert_eq!(figures(&count(8, 0, 2).await), (10, 0, 0, "available"));
    assert_eq!(figures(&count(8, 0, 0).await), (10, 0, 0, "available"));
    assert_eq!(figures(&count(6, 1, 3).await), (10, 1, 1, "missing"));
    loans::step(&app, wilson, &loan, "returned").await.expect(200);
    assert_eq!(figures(&count(8, 0, 2).await), (10, 0, 2, "missing"), "they should be back");
    assert_eq!(figures(&count(8, 0, 0).await), (8, 0, 0, "available"));
}

#[tokio::test]
async fn a_count_keeps_a_chosen_status_while_the_figures_stay() {
    let app = App::new().await;
    change(&app, json!({ "status": "maintenance" })).await;
    assert_eq!(figures(&count(&app, &app.world.estela, 10, 0, 0).await), (10, 0, 0, "maintenance"));
    change(&app, json!({ "status": "lost" })).await;
    assert_eq!(figures(&count(&app, &app.world.estela, 10, 0, 0).await), (10, 0, 0, "available"));
}

#[tokio::test]
async fn a_single_machine_is_good_damaged_or_missing() {
    let app = App::new().await;
    let uri = format!("/api/inventory/{}/verification", app.world.sistemas.machine);
    for (counted, status) in [((0, 1, 0), "damaged"), ((0, 0, 1), "missing"), ((1, 0, 0), "available")] {
        let (good, damaged, missing) = counted;
        let counted = json!({ "quantity": good, "quantity_damaged": damaged, "quantity_missing": missing });
        let item = app.put(&app.world.estela, &uri, counted).await.expect(200).json();
        assert_eq!(figures(&item), (1, damaged, missing, status));
    }
    let both = json!({ "quantity": 1, "quantity_damaged": 1 });
    app.put(&app.world.estela, &uri, both).await.expect(400);
}
