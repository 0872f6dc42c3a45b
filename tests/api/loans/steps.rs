//! The steps of a loan: in their order, each once, by who may take it, and told to the borrower.

use super::{ask, id, loan_in, step, told, uri};
use crate::support::{App, day};
use serde_json::{Value, json};

#[tokio::test]
async fn a_loan_goes_from_the_wish_to_the_return() {
    let app = App::new().await;
    let (ana, wilson) = (&app.world.ana, &app.world.wilson);
    let loan =
        ask(&app, ana, json!({ "quantity_requested": 3, "end_date": day(2) })).await.expect(201).json();
    assert_eq!((&loan["status"], &loan["instructor_name"]), (&json!("pending"), &json!("Ana Prueba")));
    assert_eq!(loan["item_details"]["internal_code"], "BC-G");
    assert_eq!(told(&app, wilson).await, ["Nueva solicitud de préstamo"]);
    let id = id(&loan);

    let approved = step(&app, wilson, &id, "approved").await.expect(200).json();
    assert_eq!((&approved["status"], &approved["admin_name"]), (&json!("approved"), &json!("Wilson Prueba")));
    let active = step(&app, wilson, &id, "active").await.expect(200).json();
    assert_eq!((&active["quantity_handed_over"], &active["quantity_out"]), (&json!(3), &json!(3)));
    assert_eq!(active["actual_return_date"], json!(null));
    let returned = step(&app, wilson, &id, "returned").await.expect(200).json();
    assert_eq!((&returned["status"], &returned["quantity_out"]), (&json!("returned"), &json!(0)));
    // D50: the day of the return is today's.
    assert_eq!(returned["actual_return_date"], json!(day(0)));
    assert_eq!(told(&app, ana).await, ["Préstamo devuelto", "Préstamo entregado", "Préstamo aprobado"]);

    let pieces = app.get(ana, &format!("{}/pieces", uri(&id))).await.expect(200).json();
    let actions: Vec<&Value> = pieces.as_array().unwrap().iter().map(|piece| &piece["action"]).collect();
    assert_eq!(actions, ["handed_over", "returned"]);
}

#[tokio::test]
async fn no_step_is_skipped_and_none_is_taken_twice() {
    let app = App::new().await;
    let wilson = &app.world.wilson;
    let ways = [
        (&[][..], &["active", "returned", "pending"][..]),
        (&["approved"], &["approved", "rejected", "returned", "pending"]),
        (&["approved", "active"], &["approved", "rejected", "active", "pending"]),
        (&["approved", "active", "returned"], &["approved", "rejected", "active", "returned", "pending"]),
    ];
    for (steps, refused) in ways {
        let loan = loan_in(&app, &app.world.ana, steps).await;
        for status in refused {
            let patch = json!({ "status": status, "rejection_reason": "No" });
            let reply = app.put(wilson, &uri(&loan), patch).await.expect(400);
            assert!(reply.detail().starts_with("El préstamo está "), "{}", reply.detail());
        }
    }
}

#[tokio::test]
async fn who_refuses_says_why() {
    let app = App::new().await;
    let wilson = &app.world.wilson;
    let loan = loan_in(&app, &app.world.ana, &[]).await;
    for reason in [json!(null), json!("  ")] {
        let patch = json!({ "status": "rejected", "rejection_reason": reason });
        let reply = app.put(wilson, &uri(&loan), patch).await.expect(400);
        assert_eq!(reply.detail(), "Escriba por qué se rechaza el préstamo");
    }
    let patch = json!({ "status": "rejected", "rejection_reason": "Está en mantenimiento" });
    let rejected = app.put(wilson, &uri(&loan), patch).await.expect(200).json();
    assert_eq!(rejected["rejection_reason"], "Está en mantenimiento");
    let list = app.get(&app.world.ana, "/api/notifications/").await.expect(200).json();
    assert!(list[0]["message"].as_str().unwrap().contains("Motivo: Está en mantenimiento"));
}

#[tokio::test]
async fn a_wish_is_withdrawn_by_whoever_made_it_while_nobody_has_decided() {
    let app = App::new().await;
    let ana = &app.world.ana;
    let loan = loan_in(&app, ana, &[]).await;
    app.delete(&app.world.ivan, &uri(&loan)).await.expect(404);
    app.delete(&app.world.gloria, &uri(&loan)).await.expect(404);
    assert!(app.delete(ana, &uri(&loan)).await.expect(204).bytes.is_empty());
    app.get(ana, &uri(&loan)).await.expect(404);
    let approved = loan_in(&app, ana, &["approved"]).await;
    let reply = app.delete(ana, &uri(&approved)).await.expect(400);
    assert_eq!(reply.detail(), "El préstamo está aprobado: ya no se puede retirar");
}

#[tokio::test]
async fn the_borrower_is_told_of_a_step_once_d52() {
    let app = App::new().await;
    let (ana, wilson) = (&app.world.ana, &app.world.wilson);
    let loan = loan_in(&app, ana, &[]).await;
    step(&app, wilson, &loan, "approved").await.expect(200);
    let by_the_app = json!({
        "user_id": ana.id, "type": "loan_approved", "title": "Préstamo aprobado", "message": "Recójalo",
        "priority": "high",
    });
    app.post(wilson, "/api/notifications/", by_the_app).await.expect(201);
    assert_eq!(told(&app, ana).await, ["Préstamo aprobado"]);
}
