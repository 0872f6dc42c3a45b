//! The second person, and who may do what.

use super::{COUNTS, approve, count, get, id_of, line_of, of_bin, second_keeper, submit};
use crate::stock::{Shelf, receive};
use crate::support::{App, Person};
use serde_json::{Value, json};

/// A count of five kilograms of which one is missing, handed in by Wilson; its id and its line.
async fn handed_in(app: &App) -> (String, String) {
    let shelf = Shelf::of(app).await;
    receive(app, &shelf, "L-1", None, json!(5)).await;
    let wilson = &app.world.wilson;
    let opened = of_bin(app, wilson, &shelf.bin, json!({})).await;
    let (id, line) = (id_of(&opened), line_of(&opened, "L-1"));
    count(app, wilson, &id, json!({ "line_id": line, "quantity": 4 })).await.expect(200);
    submit(app, wilson, &id, false).await.expect(200);
    (id, line)
}

async fn notices(app: &App, who: &Person, kind: &str) -> Vec<Value> {
    let rows = app.get(who, &format!("/api/notifications?type={kind}")).await.expect(200).json();
    rows.as_array().unwrap().clone()
}

#[tokio::test]
async fn nobody_approves_what_they_counted_and_learns_who_does() {
    let app = App::new().await;
    let (id, line) = handed_in(&app).await;
    let (wilson, gloria) = (&app.world.wilson, &app.world.gloria);
    let alone = "Usted contó: lo aprueba otra persona. Ningún otro administrador es de esta bodega, así que debe hacerlo un \
                 administrador general";
    let refused = approve(&app, wilson, &id, &[&line]).await.expect(409);
    assert_eq!((refused.json()["code"].as_str(), &*refused.detail()), (Some("conteo_propio"), alone));
    let seen = get(&app, wilson, &id).await;
    assert_eq!((&seen["may_decide"], &seen["why_not"]), (&json!(false), &json!(alone)));
    let back = json!({ "notes": "Otra vez" });
    app.post(wilson, &format!("{COUNTS}/{id}/return"), back).await.expect(409);
    let sara = second_keeper(&app).await;
    let refused = approve(&app, wilson, &id, &[&line]).await.expect(409).detail();
    assert_eq!(refused, "Usted contó: lo aprueba otra persona, Sara Prueba o un administrador general");
    assert_eq!(get(&app, &sara, &id).await["may_decide"], true);
    approve(&app, gloria, &id, &[&line]).await.expect(200);
}

#[tokio::test]
async fn whoever_counted_one_line_or_was_counted_over_does_not_approve_either() {
    let app = App::new().await;
    let sara = second_keeper(&app).await;
    let shelf = Shelf::of(&app).await;
    receive(&app, &shelf, "L-1", None, json!(5)).await;
    let (wilson, gloria) = (&app.world.wilson, &app.world.gloria);
    let opened = of_bin(&app, gloria, &shelf.bin, json!({})).await;
    let (id, line) = (id_of(&opened), line_of(&opened, "L-1"));
    // Sara counts, Wilson counts over her, and hands it in.
    count(&app, &sara, &id, json!({ "line_id": line, "quantity": 3 })).await.expect(200);
    count(&app, wilson, &id, json!({ "line_id": line, "quantity": 4, "revision": 1 })).await.expect(200);
    submit(&app, wilson, &id, false).await.expect(200);
    assert_eq!(get(&app, gloria, &id).await["counted_by"], json!(["Sara Prueba", "Wilson Prueba"]));
    for counter in [&sara, wilson] {
        assert_eq!(approve(&app, counter, &id, &[&line]).await.expect(409).json()["code"], "conteo_propio");
    }
    // Who only opened it may.
    approve(&app, gloria, &id, &[&line]).await.expect(200);
}

#[tokio::test]
async fn whoever_takes_back_what_another_counted_does_not_approve_either() {
    let app = App::new().await;
    let sara = second_keeper(&app).await;
    let shelf = Shelf::of(&app).await;
    receive(&app, &shelf, "L-1", None, json!(5)).await;
    let wilson = &app.world.wilson;
    let opened = of_bin(&app, wilson, &shelf.bin, json!({})).await;
    let (id, line) = (id_of(&opened), line_of(&opened, "L-1"));
    count(&app, wilson, &id, json!({ "line_id": line, "quantity": 3 })).await.expect(200);
    let undo = format!("{COUNTS}/{id}/lines/{line}/undo");
    app.post(&sara, &undo, json!({ "revision": 1 })).await.expect(200);
    count(&app, wilson, &id, json!({ "line_id": line, "quantity": 4 })).await.expect(200);
    submit(&app, wilson, &id, false).await.expect(200);
    let refused = approve(&app, &sara, &id, &[&line]).await.expect(409);
    assert_eq!(refused.json()["code"], "conteo_propio");
    approve(&app, &app.world.gloria, &id, &[&line]).await.expect(200);
}

#[tokio::test]
async fn the_database_refuses_it_whatever_program_writes() {
    let app = App::new().await;
    let (id, _) = handed_in(&app).await;
    let run = async |statement: String| {
        let done =
            app.at(&app.world.gloria, 0, move |tx| tx.execute(&statement, []).map_err(|it| it.to_string()));
        done.await
    };
    let approve = async |who: &Person| {
        run(format!(
            "update counts set status = 'approved', decided_by = '{}', decided_at = '2026-01-05T12:00:00.000000Z'
             where id = '{id}'",
            who.id
        ))
        .await
    };
    let world = &app.world;
    let refused = approve(&world.wilson).await.unwrap_err();
    assert!(refused.contains("whoever counted does not approve"), "{refused}");
    // Also when it says that somebody else handed it in.
    run(format!("update counts set submitted_by = '{}' where id = '{id}'", world.gloria.id)).await.unwrap();
    approve(&world.wilson).await.unwrap_err();
    approve(&world.gloria).await.unwrap_err();
    assert_eq!(approve(&world.bruno).await, Ok(1));
    let refused = run("update count_lines set counted_quantity = 1".into()).await.unwrap_err();
    assert!(refused.contains("stay as they are"), "{refused}");
}

#[tokio::test]
async fn a_count_sent_back_is_counted_again_and_everybody_concerned_is_told() {
    let app = App::new().await;
    let sara = second_keeper(&app).await;
    let (id, line) = handed_in(&app).await;
    let (wilson, gloria) = (&app.world.wilson, &app.world.gloria);
    for says in [
        "Conteo abierto de la ubicación 03-2-1 (Bodega central): un lote",
        "Conteo entregado de la ubicación 03-2-1 (Bodega central): una línea contada",
    ] {
        app.audited(|entry| entry["new_values"]["description"] == says).await;
    }
    for who in [&sara, gloria] {
        let told = notices(&app, who, "count_submitted").await;
        assert_eq!(told.len(), 1);
        assert_eq!(told[0]["action_url"], format!("/conteos/{id}"));
    }
    assert!(notices(&app, wilson, "count_submitted").await.is_empty());
    let uri = format!("{COUNTS}/{id}/return");
    app.post(&sara, &uri, json!({})).await.expect(422);
    let back = app.post(&sara, &uri, json!({ "notes": "Falta un bulto atrás" })).await.expect(200).json();
    assert_eq!(
        (&back["status"], &back["counted_lines"], &back["submitted_by"], &back["decision_notes"]),
        (&json!("open"), &json!(0), &json!(null), &json!("Falta un bulto atrás"))
    );
    let told = notices(&app, wilson, "count_decided").await;
    assert_eq!(
        told[0]["message"],
        "Conteo devuelto de la ubicación 03-2-1 (Bodega central): una línea por contar de nuevo. Falta un bulto atrás"
    );
    count(&app, wilson, &id, json!({ "line_id": line, "quantity": 5 })).await.expect(200);
    submit(&app, wilson, &id, false).await.expect(200);
    approve(&app, &sara, &id, &[]).await.expect(200);
    assert_eq!(app.count("select count(*) from movements").await, 1, "nothing differed");
    assert_eq!(notices(&app, wilson, "count_decided").await.len(), 2);
}

#[tokio::test]
async fn a_keeper_counts_in_their_own_warehouse_and_the_rest_reads_or_stays_out() {
    let app = App::new().await;
    let (id, _) = handed_in(&app).await;
    let world = &app.world;
    app.run(format!("update environments set is_warehouse = 1 where id = '{}'", world.idiomas.id)).await;
    let annex = json!({ "warehouse_id": world.idiomas.id, "scope": "zone", "zone": "A" });
    let refused = app.post(&world.wilson, COUNTS, annex).await.expect(400);
    assert_eq!(refused.detail(), "La bodega indicada no existe o no es suya");
    let elsewhere =
        format!("update users set environment_id = '{}' where id = '{}'", world.idiomas.id, world.wilson.id);
    app.run(elsewhere).await;
    let line = json!({ "code": "L-1", "quantity": 1 });
    for (way, body) in [
        ("lines", line.clone()),
        ("submit", json!({})),
        ("approve", json!({})),
        ("return", json!({ "notes": "x" })),
        ("cancel", json!({})),
    ] {
        let uri = format!("{COUNTS}/{id}/{way}");
        app.post(&world.wilson, &uri, body.clone()).await.expect(404);
        for reader in [&world.bruno, &world.ana, &world.estela] {
            app.post(reader, &uri, body.clone()).await.expect(403);
        }
    }
    for (who, status) in [(&world.bruno, 200), (&world.wilson, 200), (&world.ana, 200), (&world.estela, 403)]
    {
        for path in [String::new(), "/due".into(), format!("/{id}")] {
            app.get(who, &format!("{COUNTS}{path}")).await.expect(status);
        }
    }
    let seen = get(&app, &world.ana, &id).await;
    assert_eq!((&seen["may_count"], &seen["may_decide"]), (&json!(false), &json!(false)));
    // Another centre's supervisor sees none of it.
    app.run(format!(
        "update users set environment_id = '{}', center_id = '{}' where id = '{}'",
        world.taller.id, world.other_center, world.bruno.id
    ))
    .await;
    app.get(&world.bruno, &format!("{COUNTS}/{id}")).await.expect(404);
    assert_eq!(app.get(&world.bruno, COUNTS).await.expect(200).json()["total"], 0);
}
