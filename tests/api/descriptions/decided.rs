//! A proposal is nothing until somebody who may edit the item takes what is right of it.

use super::stub::{Stub, portable};
use super::{DESCRIPTIONS, act, asked, go_round, item, now_of, switch_on, text};
use crate::support::App;
use serde_json::{Value, json};

/// A proposal for a machine, on which nobody has decided.
async fn proposed() -> (App, Value) {
    let app = App::new().await;
    switch_on(&app, &Stub::open().await, json!({})).await;
    let description = asked(&app, app.world.sistemas.machine, 10).await;
    go_round(&app).await;
    let description = now_of(&app, &description).await;
    assert_eq!(description["state"], "done");
    (app, description)
}

#[tokio::test]
async fn what_is_accepted_is_the_persons_own_change_which_says_where_it_came_from() {
    let (app, description) = proposed().await;
    let (bruno, machine) = (&app.world.bruno, app.world.sistemas.machine);
    let before = item(&app, machine).await;
    assert_ne!(before["brand"], "Lenovo", "nothing changes by itself");
    let choice =
        json!({ "description": "Portátil negro, con cargador.", "brand": "Lenovo", "serial_number": "  " });
    let answered = act(&app, bruno, &description, "accept", choice).await.expect(200).json();
    let accepted = now_of(&app, &description).await;
    assert_eq!(
        (&accepted["state"], &accepted["decided_by_name"]),
        (&json!("accepted"), &json!("Bruno Prueba"))
    );
    assert_eq!(accepted["description"], portable()["description"], "what was proposed stays as it was");

    let after = item(&app, machine).await;
    assert_eq!(answered["brand"], after["brand"]);
    assert_eq!(
        (&after["description"], &after["brand"]),
        (&json!("Portátil negro, con cargador."), &json!("Lenovo"))
    );
    for untouched in ["model", "serial_number", "category", "notes", "name", "status"] {
        assert_eq!(after[untouched], before[untouched], "{untouched}");
    }
    let day =
        chrono::NaiveDateTime::parse_from_str(&text(&description["described_at"]), "%Y-%m-%dT%H:%M:%S%.f")
            .unwrap();
    let source = format!("propuesta de vision-7b, hecha el {}", day.format("%d/%m/%Y"));
    let told = app.audited(|it| it["action"] == "UPDATE_INVENTORY_ITEM").await;
    let says = text(&told["new_values"]["description"]);
    assert!(says.starts_with(&format!("Equipo descrito con una {source}: ")), "{says}");
    assert_eq!(
        (&told["user_name"], &told["new_values"]["after"]["brand"]),
        (&json!("Bruno Prueba"), &json!("Lenovo"))
    );
    let told = app.audited(|it| it["action"] == "ACCEPT_ITEM_DESCRIPTION").await;
    assert!(text(&told["new_values"]["description"]).contains(&source));

    let refused = act(&app, bruno, &description, "accept", json!({ "brand": "Otra" })).await.expect(409);
    assert_eq!(refused.json()["code"], "descripcion_no_lista");
    act(&app, bruno, &description, "decline", json!({})).await.expect(409);
    assert_eq!(item(&app, machine).await["brand"], "Lenovo");
}

#[tokio::test]
async fn of_an_item_that_changed_since_nothing_is_written_over() {
    let (app, description) = proposed().await;
    let (bruno, machine) = (&app.world.bruno, app.world.sistemas.machine);
    let seen = item(&app, machine).await["updated_at"].clone();
    let mine = json!({ "brand": "Lenovo", "item_updated_at": seen });
    let uri = format!("/api/inventory/{machine}");
    app.put(&app.world.gloria, &uri, json!({ "brand": "HP" })).await.expect(200);
    let refused = act(&app, bruno, &description, "accept", mine.clone()).await.expect(409);
    assert_eq!(refused.json()["code"], "descripcion_equipo_cambio");
    assert_eq!(item(&app, machine).await["brand"], "HP");
    assert_eq!(now_of(&app, &description).await["state"], "done", "it may still be accepted");
    act(&app, bruno, &description, "accept", json!({ "brand": 7, "item_updated_at": seen }))
        .await
        .expect(422);
    let now = json!({ "brand": "Lenovo", "item_updated_at": item(&app, machine).await["updated_at"] });
    act(&app, bruno, &description, "accept", now).await.expect(200);
    assert_eq!(item(&app, machine).await["brand"], "Lenovo");
    // Who accepts the same proposal too late is told that, and not of the version.
    act(&app, bruno, &description, "accept", mine).await.expect(409);
}

#[tokio::test]
async fn what_is_declined_changes_nothing_and_may_be_asked_for_again() {
    let (app, description) = proposed().await;
    let (bruno, machine) = (&app.world.bruno, app.world.sistemas.machine);
    let before = item(&app, machine).await;
    let photo = text(&description["photo_id"]);
    let refused = super::ask(&app, bruno, machine, &photo).await.expect(409);
    assert_eq!(refused.json()["code"], "descripcion_sin_decidir");
    let declined = act(&app, bruno, &description, "decline", json!({})).await.expect(200).json();
    assert_eq!(declined["state"], "declined");
    assert_eq!(item(&app, machine).await, before);
    let again = super::ask(&app, bruno, machine, &photo).await.expect(201).json();
    // What waits is declined too: nobody is asked for it then.
    act(&app, bruno, &again, "decline", json!({})).await.expect(200);
    assert_eq!(go_round(&app).await, 0);
}

#[tokio::test]
async fn what_an_item_may_not_be_is_refused_as_in_its_form_and_the_proposal_stays() {
    let (app, description) = proposed().await;
    let (bruno, gloria) = (&app.world.bruno, &app.world.gloria);
    let taken = json!({ "serial_number": "SN-1" });
    app.put(gloria, &format!("/api/inventory/{}", app.world.bodega.machine), taken.clone()).await.expect(200);
    let refused = act(&app, bruno, &description, "accept", taken).await.expect(400);
    assert_eq!(refused.json()["code"], "serie_usada");
    for nothing in [json!({}), json!({ "brand": null, "description": " " })] {
        let refused = act(&app, bruno, &description, "accept", nothing).await.expect(422);
        assert_eq!(refused.json()["code"], "descripcion_sin_datos");
    }
    for wrong in [
        json!({ "category": "taladro" }),
        json!({ "brand": "x".repeat(101) }),
        json!({ "description": "x".repeat(2_001) }),
        json!({ "model": 7 }),
    ] {
        act(&app, bruno, &description, "accept", wrong).await.expect(422);
    }
    assert_eq!(now_of(&app, &description).await["state"], "done");
}

#[tokio::test]
async fn who_may_not_edit_the_item_finds_no_description() {
    let (app, description) = proposed().await;
    let world = &app.world;
    for who in [&world.estela, &world.ana] {
        app.get(who, DESCRIPTIONS).await.expect(403);
        act(&app, who, &description, "accept", json!({ "brand": "Lenovo" })).await.expect(403);
    }
    // An item of the other centre, which only the general administrator keeps here.
    let photo = super::photo(&app, &world.gloria, 90).await;
    super::given(&app, &world.gloria, world.taller.machine, &photo).await.expect(201);
    let theirs = super::ask(&app, &world.gloria, world.taller.machine, &photo).await.expect(201).json();
    for who in [&world.bruno, &world.wilson] {
        super::ask(&app, who, world.taller.machine, &photo).await.expect(404);
        app.get(who, &format!("{DESCRIPTIONS}/{}", text(&theirs["id"]))).await.expect(404);
        for doing in ["decline", "retry"] {
            act(&app, who, &theirs, doing, json!({})).await.expect(404);
        }
        let list = app.get(who, DESCRIPTIONS).await.expect(200).json();
        assert_eq!(list.as_array().unwrap().len(), 1, "that of their own centre");
        let status = app.get(who, &format!("{DESCRIPTIONS}/status")).await.expect(200).json();
        assert_eq!((&status["undecided"], &status["waiting"]), (&json!(1), &json!(1)));
    }
    let queued = app.get(&world.gloria, &format!("{DESCRIPTIONS}?state=queued")).await.expect(200).json();
    assert_eq!(queued[0]["id"], theirs["id"]);
    app.get(&world.gloria, &format!("{DESCRIPTIONS}?state=volando")).await.expect(422);
}
