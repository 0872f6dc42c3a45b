//! Designs: each person's own, one of them for when nothing is chosen.

use super::design;
use crate::support::{App, patched};
use serde_json::{Value, json};

const URI: &str = "/api/label-designs";

#[tokio::test]
async fn a_design_is_kept_changed_and_deleted_by_who_made_it() {
    let app = App::new().await;
    let (ana, ivan) = (&app.world.ana, &app.world.ivan);
    let made = app.post(ana, URI, design("Rollo de la bodega")).await.expect(201).json();
    for (member, sent) in design("Rollo de la bodega").as_object().unwrap() {
        assert_eq!(made[member], *sent, "{member}");
    }
    assert_eq!(app.get(ana, URI).await.expect(200).json(), json!([made]));
    assert_eq!(app.get(ivan, URI).await.expect(200).json(), json!([]));
    let uri = format!("{URI}/{}", made["id"].as_str().unwrap());
    let change = json!({
        "name": "Hoja", "paper": "l7160", "code": "code128", "lines": ["serial", "name", "serial"], "offset_x": 0,
        "offset_y": -100, "is_default": false,
    });
    assert_eq!(
        app.put(ivan, &uri, change.clone()).await.expect(404).detail(),
        "Diseño de etiqueta no encontrado"
    );
    app.delete(ivan, &uri).await.expect(404);
    let changed = app.put(ana, &uri, change.clone()).await.expect(200).json();
    let wanted = patched(change, &json!({ "lines": ["serial", "name"] }));
    for (member, sent) in wanted.as_object().unwrap() {
        assert_eq!(changed[member], *sent, "{member}");
    }
    // What isn't sent stays.
    let again = app.put(ana, &uri, json!({ "offset_x": 4 })).await.expect(200).json();
    assert_eq!((&again["offset_x"], &again["offset_y"]), (&json!(4), &json!(-100)));
    app.delete(ana, &uri).await.expect(204);
    assert_eq!(app.get(ana, URI).await.expect(200).json(), json!([]));
}

#[tokio::test]
async fn one_design_at_most_stands_in_for_the_others() {
    let app = App::new().await;
    let ana = &app.world.ana;
    let first = app.post(ana, URI, design("Uno")).await.expect(201).json();
    app.post(ana, URI, design("Dos")).await.expect(201);
    app.post(&app.world.ivan, URI, design("Uno")).await.expect(201);
    let defaults = |rows: Value| -> Vec<String> {
        let of = rows.as_array().unwrap().iter().filter(|row| row["is_default"] == true);
        of.map(|row| row["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(defaults(app.get(ana, URI).await.json()), ["Dos"]);
    let uri = format!("{URI}/{}", first["id"].as_str().unwrap());
    app.put(ana, &uri, json!({ "is_default": true })).await.expect(200);
    assert_eq!(defaults(app.get(ana, URI).await.json()), ["Uno"]);
    assert_eq!(defaults(app.get(&app.world.ivan, URI).await.json()), ["Uno"]);
}

#[tokio::test]
async fn bad_designs_are_refused_and_nothing_is_kept() {
    let app = App::new().await;
    let ana = &app.world.ana;
    app.post(ana, URI, design("Rollo")).await.expect(201);
    for (with, status, words) in [
        (json!({ "name": "ROLLO" }), 400, "Ya tiene un diseño de etiqueta con ese nombre"),
        (json!({ "name": " " }), 422, "name"),
        (json!({ "name": "x".repeat(61) }), 422, "name"),
        (json!({ "paper": "a5" }), 422, "paper"),
        (json!({ "code": "ean" }), 422, "code"),
        (json!({ "lines": "name" }), 422, "lines"),
        (json!({ "offset_y": -101 }), 422, "offset_y"),
    ] {
        let refused = app.post(ana, URI, patched(design("Otro"), &with)).await.expect(status);
        assert!(refused.detail().contains(words), "{with}: {}", refused.detail());
    }
    assert_eq!(app.get(ana, URI).await.json().as_array().unwrap().len(), 1);
    for n in 1..50 {
        app.post(ana, URI, design(&format!("Diseño {n}"))).await.expect(201);
    }
    let refused = app.post(ana, URI, design("Uno más")).await.expect(400);
    assert!(refused.detail().contains("50 diseños"), "{}", refused.detail());
}
