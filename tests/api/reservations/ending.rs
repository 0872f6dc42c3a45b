//! A reservation ends: handed out, cancelled, lapsed.

use super::{
    RESERVATIONS, cancel, flour, fulfil, held, overdue, reservation, reserve, reserved, told, until,
};
use crate::stock::{STOCK, receive};
use crate::support::App;
use inventario::warehouse::reservations::lapse;
use serde_json::{Value, json};

#[tokio::test]
async fn what_is_handed_out_is_one_issue_a_lot_in_the_ledger_and_whoever_waits_is_told() {
    let app = App::new().await;
    let (shelf, first, second) = flour(&app).await;
    let id = reserved(&app, &shelf, json!({ "quantity": 12.5, "notes": "En bolsas" })).await;
    let uri = format!("{RESERVATIONS}/{id}/fulfill");
    let done =
        app.post(&app.world.wilson, &uri, json!({ "notes": "Llevó 3 bolsas" })).await.expect(200).json();
    assert_eq!(
        (&done["status"], &done["total_fulfilled"], &done["message"], &done["reservation_id"]),
        (
            &json!("fulfilled"),
            &json!(12.5),
            &json!("Entrega de 12,5 kg de Harina para la ficha 2557"),
            &json!(id)
        )
    );
    let after = reservation(&app, &id).await;
    assert_eq!(
        (&after["status"], &after["closed_by_name"], &after["notes"]),
        (&json!("fulfilled"), &json!("Wilson Prueba"), &json!("En bolsas\nLlevó 3 bolsas"))
    );
    assert!(after["fulfilled_at"].is_string() && after["cancelled_at"].is_null());
    let movements: Vec<&Value> =
        after["items"].as_array().unwrap().iter().map(|it| &it["movement_id"]).collect();
    assert_eq!(json!(movements), done["movement_ids"]);
    for (movement, lot, quantity) in
        [(movements[0], &first, json!(-10)), (movements[1], &second, json!(-2.5))]
    {
        let uri = format!("/api/movements/{}", movement.as_str().unwrap());
        let movement = app.get(&app.world.gloria, &uri).await.expect(200).json();
        for (member, value) in [
            ("movement_type", json!("issue")),
            ("lot_id", json!(lot)),
            ("quantity", quantity),
            ("reason", json!("reservation_fulfillment")),
            ("reference_number", json!("2557")),
            ("fefo_compliant", json!(true)),
            ("force_override", json!(false)),
            ("cause_id", json!(id)),
            ("notes", json!("Llevó 3 bolsas")),
            ("created_by_name", json!("Wilson Prueba")),
        ] {
            assert_eq!(movement[member], value, "{member}");
        }
    }
    assert_eq!(held(&app, &first).await, (json!(0), json!(0)));
    assert_eq!(held(&app, &second).await, (json!(7.5), json!(0)));
    assert_eq!(told(&app, &app.world.ana).await, ["Reserva entregada"]);
    for (action, count) in [("FULFILL_RESERVATION", 1), ("ISSUE_LOT", 2)] {
        let entries = app.audit().await;
        assert_eq!(entries.iter().filter(|entry| entry["action"] == action).count(), count, "{action}");
    }
}

#[tokio::test]
async fn what_is_cancelled_is_free_again_by_either_way_and_says_why() {
    let app = App::new().await;
    let (shelf, first, _) = flour(&app).await;
    let why = json!({ "reason": "Se aplazó", "notes": "Vuelve en enero" });
    let by_post = reserved(&app, &shelf, json!({})).await;
    let by_delete = reserved(&app, &shelf, json!({ "quantity": 3, "notes": "En bolsas" })).await;
    assert_eq!(held(&app, &first).await.1, json!(7));
    let uri = format!("{RESERVATIONS}/{by_post}/cancel");
    let done = app.post(&app.world.ana, &uri, why.clone()).await.expect(200).json();
    assert_eq!(
        (&done["status"], &done["cancellation_reason"], &done["closed_by_name"], &done["notes"]),
        (&json!("cancelled"), &json!("Se aplazó"), &json!("Ana Prueba"), &json!("Vuelve en enero"))
    );
    assert_eq!(held(&app, &first).await, (json!(10), json!(3)));
    let uri = format!("{RESERVATIONS}/{by_delete}");
    let deleted = app
        .ask(Some(&app.world.wilson), poem::http::Method::DELETE, &uri, Some(why))
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&deleted["status"], &deleted["notes"]),
        (&json!("cancelled"), &json!("En bolsas\nVuelve en enero"))
    );
    assert_eq!(deleted["items"][0]["quantity_reserved"], 3);
    assert_eq!(held(&app, &first).await, (json!(10), json!(0)));
    // Each hears of what the other did; the keeper of both that were made.
    assert_eq!(told(&app, &app.world.ana).await, ["Reserva cancelada"]);
    assert_eq!(
        told(&app, &app.world.wilson).await,
        ["Reserva cancelada", "Reserva de material", "Reserva de material"]
    );
    for body in [json!({}), json!({ "reason": " " }), json!({ "reason": "x".repeat(51) })] {
        app.post(&app.world.ana, &format!("{RESERVATIONS}/{by_post}/cancel"), body).await.expect(422);
    }
    assert_eq!(app.count("select count(*) from movements where movement_type <> 'receipt'").await, 0);
}

#[tokio::test]
async fn what_has_ended_ends_no_more() {
    let app = App::new().await;
    let (shelf, ..) = flour(&app).await;
    let wilson = &app.world.wilson;
    let [fulfilled, cancelled, lapsed] = [
        reserved(&app, &shelf, json!({})).await,
        reserved(&app, &shelf, json!({})).await,
        reserved(&app, &shelf, json!({})).await,
    ];
    fulfil(&app, wilson, &fulfilled).await.expect(200);
    cancel(&app, wilson, &cancelled).await.expect(200);
    overdue(&app, &lapsed).await;
    assert_eq!(lapse::run(&app.parts.db).await.unwrap(), 1);
    for (id, told) in [
        (&fulfilled, "La reserva ya se entregó"),
        (&cancelled, "La reserva ya se canceló"),
        (&lapsed, "La reserva venció y su material quedó libre"),
    ] {
        for refused in [fulfil(&app, wilson, id).await, cancel(&app, wilson, id).await] {
            let refused = refused.expect(409);
            assert_eq!(refused.detail(), told);
            assert_eq!(refused.json()["code"], "reserva_en_otro_estado");
        }
    }
    assert_eq!(app.count("select sum(reserved_quantity) from lots").await, 0);
    assert_eq!(app.count("select count(*) from movements where movement_type = 'issue'").await, 1);
}

#[tokio::test]
async fn a_lot_that_cannot_go_out_any_more_goes_to_nobody_and_the_reservation_is_made_anew() {
    let app = App::new().await;
    let (shelf, first, second) = flour(&app).await;
    let (wilson, ana) = (&app.world.wilson, &app.world.ana);
    let id = reserved(&app, &shelf, json!({ "quantity": 12 })).await;
    let hold = json!({ "reason": "Huele raro" });
    app.post(wilson, &format!("{STOCK}/lots/{first}/hold"), hold).await.expect(200);
    assert_eq!(told(&app, ana).await, ["Reserva con un lote retenido"]);
    let told = "Parte de la reserva no puede salir (lote L-1, retenido: Huele raro). Cancele la reserva y reserve de nuevo: se toman \
                otros lotes";
    let refused = fulfil(&app, wilson, &id).await.expect(409);
    assert_eq!(refused.detail(), told);
    assert_eq!(refused.json()["code"], "reserva_con_lote_que_no_sale");
    app.post(wilson, &format!("{STOCK}/lots/{first}/release"), json!({})).await.expect(200);
    app.run(format!("update lots set use_by_date = '2026-01-05' where id = '{first}'")).await;
    let refused = fulfil(&app, wilson, &id).await.expect(409);
    assert!(refused.detail().contains("lote L-1, vencido hace"), "{}", refused.detail());
    let stuck = reservation(&app, &id).await;
    assert!(stuck["items"][0]["obstacle"].as_str().unwrap().starts_with("vencido hace"));
    assert_eq!(stuck["items"][1]["obstacle"], Value::Null);
    // Neither lot gave anything.
    assert_eq!(held(&app, &first).await, (json!(10), json!(10)));
    assert_eq!(held(&app, &second).await, (json!(10), json!(2)));
    cancel(&app, ana, &id).await.expect(200);
    let again = reserve(&app, ana, &shelf, json!({ "quantity": 12 })).await.expect(201).json();
    assert_eq!((&again["total_quantity"], &again["items"][0]["lot_id"]), (&json!(10), &json!(second)));
    fulfil(&app, wilson, again["id"].as_str().unwrap()).await.expect(200);
    assert_eq!(held(&app, &first).await, (json!(10), json!(0)));
}

#[tokio::test]
async fn what_nobody_fetches_in_time_is_free_again_and_whoever_made_it_is_told_once() {
    let app = App::new().await;
    let (shelf, first, _) = flour(&app).await;
    let late = reserved(&app, &shelf, json!({})).await;
    let by_keeper =
        reserve(&app, &app.world.wilson, &shelf, json!({ "quantity": 1 })).await.expect(201).json();
    let other = reserved(&app, &shelf, json!({ "quantity": 2, "reserved_until": until(2) })).await;
    assert_eq!(lapse::run(&app.parts.db).await.unwrap(), 0);
    overdue(&app, &late).await;
    overdue(&app, by_keeper["id"].as_str().unwrap()).await;
    assert_eq!(lapse::run(&app.parts.db).await.unwrap(), 2);
    assert_eq!(lapse::run(&app.parts.db).await.unwrap(), 0);
    let after = reservation(&app, &late).await;
    assert_eq!(
        (&after["status"], &after["closed_by"], &after["is_overdue"]),
        (&json!("expired"), &Value::Null, &json!(false))
    );
    assert_eq!(reservation(&app, &other).await["status"], "active");
    assert_eq!(held(&app, &first).await, (json!(10), json!(2)));
    assert_eq!(told(&app, &app.world.ana).await, ["Reserva vencida"]);
    assert_eq!(told(&app, &app.world.wilson).await[0], "Reserva vencida");
    let entries = app.audit().await;
    let lapsed: Vec<&Value> =
        entries.iter().filter(|entry| entry["action"] == "EXPIRE_RESERVATION").collect();
    assert_eq!(lapsed.len(), 2);
    assert!(lapsed.iter().any(|entry| entry["new_values"]["before"]["status"] == "active"), "{lapsed:?}");
}

#[tokio::test]
async fn reservations_lapse_by_a_job_that_can_be_asked_for() {
    let app = App::new().await;
    let (shelf, first, _) = flour(&app).await;
    let id = reserved(&app, &shelf, json!({})).await;
    overdue(&app, &id).await;
    app.post(&app.world.gloria, "/api/jobs/reservations/run", json!({})).await.expect(202);
    app.reached("select count(*) from reservations where status = 'expired'", 1).await;
    assert_eq!(held(&app, &first).await.1, json!(0));
    let job = app.get(&app.world.gloria, "/api/jobs/reservations").await.expect(200).json();
    assert_eq!(job["every_seconds"], 3600);
}

#[tokio::test]
async fn while_the_clock_is_in_doubt_nothing_lapses() {
    let app = App::new().await;
    let (shelf, first, _) = flour(&app).await;
    let id = reserved(&app, &shelf, json!({})).await;
    // A clock that was last believed long ago has leapt.
    app.run(
        "insert into clock_trace (id, seen_at) values (1, '2026-01-05T12:00:00.000000Z')
         on conflict (id) do update set seen_at = '2026-01-05T12:00:00.000000Z'",
    )
    .await;
    overdue(&app, &id).await;
    assert_eq!(lapse::run(&app.parts.db).await.unwrap(), 0);
    assert_eq!(held(&app, &first).await.1, json!(4));
    receive(&app, &shelf, "L-3", Some(9), json!(1)).await;
}

#[tokio::test]
async fn who_waits_for_what_lies_in_a_bin_that_is_put_out_of_use_is_told_once() {
    let app = App::new().await;
    let (shelf, ..) = flour(&app).await;
    let (wilson, ana) = (&app.world.wilson, &app.world.ana);
    // Of two lots in the bin.
    reserved(&app, &shelf, json!({ "quantity": 12 })).await;
    let uri = format!("/api/bins/{}", shelf.bin);
    app.put(wilson, &uri, json!({ "notes": "Revisada" })).await.expect(200);
    assert!(told(&app, ana).await.is_empty());
    for _ in 0..2 {
        app.put(wilson, &uri, json!({ "is_active": false })).await.expect(200);
        assert_eq!(told(&app, ana).await, ["Reserva en una ubicación inactiva"]);
    }
}
