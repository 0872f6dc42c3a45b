//! Counting: pieces, not rows; what is missing follows; what can't be is refused whole.

use super::{CHECKS, Class, REPORTS, line, pieces, text};
use crate::loans;
use crate::support::{App, Person, patched};
use inventario::kit::wire::Id;
use serde_json::{Value, json};

/// What a line says of the pieces: expected, good, damaged, missing, and in one word.
fn figures(line: &Value) -> (Vec<i64>, &str) {
    let figures = ["quantity_expected", "quantity_found", "quantity_damaged", "quantity_missing"];
    (figures.map(|name| line[name].as_i64().unwrap()).to_vec(), line["status"].as_str().unwrap())
}

async fn item(app: &App, id: Id) -> Value {
    app.get(&app.world.gloria, &format!("/api/inventory/{id}")).await.expect(200).json()
}

#[tokio::test]
async fn figures_are_pieces_and_what_is_missing_follows() {
    let class = Class::new().await;
    let room = class.app.world.sistemas;
    // Nobody said how many pieces are missing.
    let check = class.begin(&class.app.world.estela, json!({ "items": [line(room.group, 6, 3)] })).await;
    assert_eq!(pieces(&class.read(&check).await), [11, 7, 3, 1]);
    assert_eq!(figures(&class.line(&check, room.group).await), (vec![10, 6, 3, 1], "missing"));
    assert_eq!(figures(&class.line(&check, room.machine).await), (vec![1, 1, 0, 0], "good"));
    // Or not enough.
    let counted = patched(line(room.group, 9, 0), &json!({ "quantity_missing": 0 }));
    class.save(&class.app.world.estela, json!({ "items": [counted] })).await.expect(201);
    assert_eq!(figures(&class.line(&check, room.group).await), (vec![10, 9, 0, 1], "missing"));
    let counted = line(room.group, 9, 1);
    class.save(&class.app.world.estela, json!({ "items": [counted] })).await.expect(201);
    assert_eq!(figures(&class.line(&check, room.group).await), (vec![10, 9, 1, 0], "damaged"));
    assert_eq!(pieces(&class.read(&check).await), [11, 10, 1, 0]);
}

#[tokio::test]
async fn what_was_counted_becomes_the_items_own_but_never_how_many_there_are() {
    let class = Class::new().await;
    let (app, room) = (&class.app, class.app.world.sistemas);
    let before = item(app, room.machine).await["updated_at"].clone();
    let check = class.begin(&app.world.estela, json!({ "items": [line(room.group, 7, 2)] })).await;
    let counted = item(app, room.group).await;
    let [total, damaged, missing] =
        ["quantity", "quantity_damaged", "quantity_missing"].map(|it| &counted[it]);
    assert_eq!((total, damaged, missing), (&json!(10), &json!(2), &json!(1)));
    assert_eq!(counted["status"], "missing");
    assert_eq!(counted["updated_at"], class.read(&check).await["updated_at"]);
    assert_eq!(item(app, room.machine).await["updated_at"], before, "nobody looked at it");

    let story = app.get(&app.world.bruno, &format!("/api/inventory/{}/history", room.group)).await;
    let story = story.expect(200).json();
    assert_eq!(story.as_array().unwrap().len(), 1);
    assert_eq!(story[0]["description"], "Equipo contado en una verificación: Teclados Sistemas 1 (S1-G)");
    assert_eq!(
        (&story[0]["user_name"], story[0]["changes"].as_array().unwrap().len()),
        (&json!("Estela Prueba"), 3)
    );
    // The instructor finds the piece and sees that two work after all.
    class.confirm(&app.world.ana, &check, json!({ "items": [line(room.group, 10, 0)] })).await.expect(200);
    let counted = item(app, room.group).await;
    assert_eq!((&counted["quantity_missing"], &counted["status"]), (&json!(0), &json!("available")));
    let corrected = class.line(&check, room.group).await;
    assert_eq!((&corrected["counted_by_name"], &corrected["method"]), (&json!("Ana Prueba"), &json!("list")));
    assert_eq!(class.read(&check).await["status"], "supervisor_review");
}

#[tokio::test]
async fn a_surplus_is_shown_and_makes_no_pieces() {
    let class = Class::new().await;
    let (app, room) = (&class.app, class.app.world.sistemas);
    let check = class.begin(&app.world.estela, json!({ "items": [line(room.group, 13, 0)] })).await;
    assert_eq!(figures(&class.line(&check, room.group).await), (vec![10, 13, 0, 0], "good"));
    assert_eq!(pieces(&class.read(&check).await), [11, 11, 0, 0]);
    let counted = item(app, room.group).await;
    assert_eq!((&counted["quantity"], &counted["status"]), (&json!(10), &json!("available")));
    class.confirm(&app.world.ana, &check, json!({ "items": [line(room.group, 11, 2)] })).await.expect(200);
    assert_eq!(pieces(&class.read(&check).await), [11, 9, 2, 0]);
    assert_eq!(item(app, room.group).await["quantity"], 10);
}

#[tokio::test]
async fn a_loan_that_comes_back_during_the_check_is_missed_by_nobody() {
    let class = Class::new().await;
    let (app, room, gloria) = (&class.app, class.app.world.bodega, &class.app.world.gloria);
    let loan = loans::loan_in(app, &app.world.ana, &["approved", "active"]).await;
    let sheet = json!({ "environment_id": room.id, "items": [line(room.group, 8, 0)] });
    let check = text(&app.post(&app.world.bruno, CHECKS, sheet).await.expect(201).json()["check_id"]);
    assert_eq!(figures(&class.line(&check, room.group).await), (vec![8, 8, 0, 0], "good"));
    loans::step(app, gloria, &loan, "returned").await.expect(200);
    class.confirm(gloria, &check, json!({ "items": [line(room.group, 7, 1)] })).await.expect(200);
    assert_eq!(figures(&class.line(&check, room.group).await), (vec![8, 7, 1, 0], "damaged"));
    assert_eq!(item(app, room.group).await["quantity_missing"], 0);
}

#[tokio::test]
async fn a_count_that_cannot_be_stores_nothing_at_all() {
    let class = Class::new().await;
    let (app, world, room) = (&class.app, &class.app.world, class.app.world.sistemas);
    let missing = |counted: Value, n: i64| patched(counted, &json!({ "quantity_missing": n }));
    let (group, machine) = ("Teclados Sistemas 1", "Computador Sistemas 1");
    let refusals = [
        (json!([line(room.group, 0, 11)]), "conteo_imposible", group),
        (json!([missing(line(room.group, 8, 1), 2)]), "conteo_imposible", group),
        (json!([line(room.group, 9, 1), line(room.machine, 2, 0)]), "conteo_imposible", machine),
        (json!([line(room.group, 9, 1), line(room.machine, 1, 1)]), "conteo_imposible", machine),
        (json!([line(room.group, 9, 1), line(room.group, 9, 1)]), "equipo_repetido", "dos veces"),
        (
            json!([line(room.group, 9, 1), line(world.idiomas.group, 10, 0)]),
            "equipo_de_otro_ambiente",
            "ID-G",
        ),
        (
            json!([patched(line(room.group, 9, 1), &json!({ "photo_id": world.center }))]),
            "foto_desconocida",
            "tómela de nuevo",
        ),
    ];
    for (items, code, named) in &refusals {
        let found = json!({ "items": items, "findings": [{ "code": "123" }] });
        let refused = class.save(&world.estela, found).await.expect(400);
        assert_eq!(refused.json()["code"], *code, "{items}");
        assert!(refused.detail().contains(named), "{}", refused.detail());
    }
    let photo = json!({ "findings": [{ "code": "123", "photo_id": world.center }] });
    assert_eq!(class.save(&world.estela, photo).await.expect(400).json()["code"], "foto_desconocida");
    let nothing =
        "select (select count(*) from inventory_checks) + (select count(*) from inventory_check_items)
        + (select count(*) from inventory_check_findings) + (select count(*) from notifications)";
    assert_eq!(app.count(nothing).await, 0);
    assert_eq!(item(app, room.group).await["quantity_damaged"], 0);

    // The same on a check that is there already.
    let check = class.begin(&world.estela, json!({})).await;
    let before = class.read(&check).await;
    for (items, code, _) in &refusals {
        for who in [&world.ana, &world.bruno] {
            let refused = class.confirm(who, &check, json!({ "items": items })).await.expect(400);
            assert_eq!(refused.json()["code"], *code, "{items}");
        }
    }
    assert_eq!(class.read(&check).await, before);
    assert_eq!(item(app, room.group).await["quantity_damaged"], 0);
    class.confirm(&world.ana, &check, json!({ "items": [line(world.center, 1, 0)] })).await.expect(404);
}

#[tokio::test]
async fn what_nobody_touched_keeps_its_known_state() {
    let class = Class::new().await;
    let (app, room) = (&class.app, class.app.world.sistemas);
    let known = json!({ "quantity_damaged": 2, "quantity_missing": 1 });
    app.put(&app.world.gloria, &format!("/api/inventory/{}", room.group), known).await.expect(200);
    let noted = json!({ "notes": "Sin mouse", "method": "scan" });
    let items = json!({ "items": [patched(line(room.machine, 1, 0), &noted)] });
    let check = class.begin(&app.world.estela, items).await;
    let untouched = class.line(&check, room.group).await;
    assert_eq!(figures(&untouched), (vec![10, 7, 2, 1], "missing"));
    for name in ["counted_at", "counted_by", "counted_by_name", "method", "notes"] {
        assert_eq!(untouched[name], Value::Null, "{name}");
    }
    let touched = class.line(&check, room.machine).await;
    assert_eq!((&touched["notes"], &touched["method"]), (&json!("Sin mouse"), &json!("scan")));
    assert!(touched["counted_at"].is_string() && touched["counted_by"] == json!(app.world.estela.id));
    assert_eq!(pieces(&class.read(&check).await), [11, 8, 2, 1]);
    // What differs comes first.
    assert_eq!(class.read(&check).await["items"][0]["item_id"], json!(room.group));
}

#[tokio::test]
async fn what_is_lost_is_not_looked_for() {
    let class = Class::new().await;
    let (app, room) = (&class.app, class.app.world.sistemas);
    let lost = json!({ "status": "lost" });
    app.put(&app.world.gloria, &format!("/api/inventory/{}", room.machine), lost).await.expect(200);
    let sheet = format!("{CHECKS}/sheet?environment_id={}", room.id);
    let sheet = app.get(&app.world.estela, &sheet).await.expect(200).json();
    let listed: Vec<&Value> =
        sheet["items"].as_array().unwrap().iter().map(|it| &it["internal_code"]).collect();
    assert_eq!(listed, ["S1-G"]);
    let check = class.begin(&app.world.estela, json!({})).await;
    assert_eq!(pieces(&class.read(&check).await), [10, 10, 0, 0]);
}

/// What the app sends of an item when it is counted: the item itself, and a line for the check.
async fn app_counts(app: &App, who: &Person, item: Id, pieces: [i64; 3], notes: &str) -> String {
    let [found, damaged, missing] = pieces;
    let word = if missing > 0 { "missing" } else { "damaged" };
    let counted = json!({
        "quantity": found, "quantity_damaged": damaged, "quantity_missing": missing, "status": word,
    });
    app.put(who, &format!("/api/inventory/{item}/verification"), counted).await.expect(200);
    let report = json!({
        "item_id": item, "environment_id": app.world.sistemas.id, "status": word, "notes": notes,
        "quantity_expected": found + damaged + missing, "quantity_found": found, "quantity_damaged": damaged,
        "quantity_missing": missing,
    });
    text(&app.post(who, REPORTS, report).await.expect(201).json()["check_item_id"])
}

#[tokio::test]
async fn what_the_app_counted_before_goes_into_the_check() {
    let class = Class::new().await;
    let (app, world, room) = (&class.app, &class.app.world, class.app.world.sistemas);
    app_counts(app, &world.estela, room.group, [5, 4, 1], "Primer intento").await;
    app_counts(app, &world.estela, room.group, [7, 2, 1], "Dos sin tapa").await;
    let check = class.begin(&world.estela, json!({})).await;
    let counted = class.line(&check, room.group).await;
    assert_eq!(figures(&counted), (vec![10, 7, 2, 1], "missing"));
    assert_eq!((&counted["notes"], &counted["method"]), (&json!("Dos sin tapa"), &json!("app")));
    assert_eq!(counted["counted_by"], json!(world.estela.id));
    assert!(counted["counted_at"].is_string());
    assert_eq!(pieces(&class.read(&check).await), [11, 8, 2, 1]);
    assert_eq!(
        app.count("select count(*) from inventory_check_items").await,
        2,
        "what waited is in the check"
    );
}

#[tokio::test]
async fn what_was_counted_while_the_check_waited_for_its_apprentice_goes_into_it() {
    let class = Class::new().await;
    let (app, world, room) = (&class.app, &class.app.world, class.app.world.sistemas);
    let sheet = class.sheet(&json!({ "student_id": world.estela.id }));
    app.post(&world.ana, CHECKS, sheet).await.expect(201);
    app_counts(app, &world.bruno, room.group, [7, 2, 1], "Vistos de paso").await;
    let check = class.begin(&world.estela, json!({})).await;
    let counted = class.line(&check, room.group).await;
    assert_eq!(
        (&counted["notes"], &counted["counted_by"]),
        (&json!("Vistos de paso"), &json!(world.bruno.id))
    );
}

#[tokio::test]
async fn a_count_of_yesterday_or_of_other_pieces_is_not_taken_over() {
    for stale in [true, false] {
        let class = Class::new().await;
        let (app, world, room) = (&class.app, &class.app.world, class.app.world.sistemas);
        app_counts(app, &world.estela, room.group, [7, 2, 1], "").await;
        if stale {
            // Eleven at night, as the centre's clocks show.
            let evening = "update inventory_check_items
                set created_at = strftime('%Y-%m-%dT04:59:59.999999Z', 'now', '-5 hours')";
            app.run(evening).await;
        } else {
            let more = json!({ "quantity": 12 });
            app.put(&world.gloria, &format!("/api/inventory/{}", room.group), more).await.expect(200);
        }
        let check = class.begin(&world.estela, json!({})).await;
        let line = class.line(&check, room.group).await;
        assert_eq!(line["counted_at"], Value::Null, "stale: {stale}");
        // What the other call of the app made of the item is known all the same.
        let expected = if stale { vec![10, 7, 2, 1] } else { vec![12, 9, 2, 1] };
        assert_eq!(figures(&line).0, expected);
    }
}

#[tokio::test]
async fn what_the_app_counts_during_the_check_changes_its_sums() {
    let class = Class::new().await;
    let (app, world, room) = (&class.app, &class.app.world, class.app.world.sistemas);
    let check = class.begin(&world.estela, json!({})).await;
    let before = class.line(&check, room.group).await;
    let told = app_counts(app, &world.estela, room.group, [8, 1, 1], "Una sin cable").await;
    let counted = class.line(&check, room.group).await;
    assert_eq!((text(&counted["id"]), &counted["id"]), (told, &before["id"]));
    assert_eq!(
        (figures(&counted), &counted["notes"]),
        ((vec![10, 8, 1, 1], "missing"), &json!("Una sin cable"))
    );
    assert_eq!(pieces(&class.read(&check).await), [11, 9, 1, 1]);
    class.confirm(&world.ana, &check, json!({})).await.expect(200);
    assert_eq!(class.read(&check).await["status"], "issues", "though nobody said so");
    // Her stage is over: what Estela counts now waits for another check.
    app_counts(app, &world.estela, room.group, [0, 0, 10], "").await;
    assert_eq!(pieces(&class.read(&check).await), [11, 9, 1, 1]);
}

#[tokio::test]
async fn a_line_of_the_app_that_cannot_be_is_refused() {
    let class = Class::new().await;
    let (app, world, room) = (&class.app, &class.app.world, class.app.world.sistemas);
    let check = class.begin(&world.estela, json!({})).await;
    let before = class.read(&check).await;
    let report = |patch: Value| {
        let report = json!({
            "item_id": room.group, "environment_id": room.id, "status": "good", "quantity_expected": 10,
            "quantity_found": 10, "quantity_damaged": 0, "quantity_missing": 0,
        });
        patched(report, &patch)
    };
    for (patch, status) in [
        (json!({ "quantity_damaged": 11 }), 400),
        (json!({ "quantity_missing": 1 }), 400),
        (json!({ "photo_id": world.center }), 400),
        (json!({ "quantity_found": -1 }), 422),
        (json!({ "environment_id": world.idiomas.id }), 404),
        (json!({ "item_id": world.idiomas.group }), 404),
        (json!({ "item_id": world.idiomas.group, "environment_id": world.idiomas.id }), 404),
    ] {
        app.post(&world.estela, REPORTS, report(patch)).await.expect(status);
    }
    assert_eq!(class.read(&check).await, before);
    assert_eq!(app.count("select count(*) from inventory_check_items").await, 2);
}
