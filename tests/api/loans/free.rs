//! What is free when.

use super::{ask, id, loan_in, step};
use crate::support::{App, Person, day};
use serde_json::{Value, json};

async fn free(app: &App, who: &Person, from: i64, until: i64) -> Vec<Value> {
    let uri = format!(
        "/api/loans/availability?environment_id={}&start_date={}&end_date={}",
        app.world.bodega.id,
        day(from),
        day(until)
    );
    app.get(who, &uri).await.expect(200).json().as_array().unwrap().clone()
}

async fn keyboards(app: &App, from: i64, until: i64) -> (i64, i64) {
    let list = free(app, &app.world.ana, from, until).await;
    let row = list.iter().find(|row| row["item_id"] == json!(app.world.bodega.group)).unwrap();
    (row["capacity"].as_i64().unwrap(), row["free"].as_i64().unwrap())
}

#[tokio::test]
async fn what_others_have_reserved_on_the_same_days_is_not_free() {
    let app = App::new().await;
    let (ana, wilson) = (&app.world.ana, &app.world.wilson);
    let loan = async |quantity: i64, from: i64, until: i64| {
        let wish = json!({ "quantity_requested": quantity, "start_date": day(from), "end_date": day(until) });
        let loan = id(&ask(&app, ana, wish).await.expect(201).json());
        step(&app, wilson, &loan, "approved").await.expect(200);
    };
    loan(4, 1, 3).await;
    loan(3, 3, 5).await;
    // On the third day both hold theirs; nobody holds the sixth.
    for (from, until, left) in [(1, 2, 6), (1, 3, 3), (4, 5, 7), (1, 9, 3), (6, 9, 10), (0, 0, 10)] {
        assert_eq!(keyboards(&app, from, until).await, (10, left), "{from} to {until}");
    }
    // Two that never meet take the same pieces one after the other.
    loan(6, 1, 2).await;
    loan(6, 6, 6).await;
    assert_eq!(keyboards(&app, 1, 6).await, (10, 0));
}

#[tokio::test]
async fn hours_of_a_day_are_lent_one_after_the_other() {
    let app = App::new().await;
    let machine = app.world.bodega.machine;
    let hours = async |from: &str, until: &str| {
        let wish = json!({
            "item_id": machine, "start_date": day(1), "end_date": day(1), "start_time": from, "end_time": until,
        });
        ask(&app, &app.world.ana, wish).await
    };
    let morning = id(&hours("07:00", "12:00").await.expect(201).json());
    step(&app, &app.world.wilson, &morning, "approved").await.expect(200);
    hours("11:59", "13:00").await.expect(400);
    for (until, left) in [("12:00", 0), ("11:59", 0), ("18:00", 1)] {
        let uri = format!(
            "/api/loans/availability?environment_id={}&start_date={}&end_date={}&start_time={}&end_time={until}",
            app.world.bodega.id,
            day(1),
            day(1),
            if until == "18:00" { "12:00" } else { "07:00" }
        );
        let list = app.get(&app.world.ana, &uri).await.expect(200).json();
        let row =
            list.as_array().unwrap().iter().find(|row| row["item_id"] == json!(machine)).unwrap().clone();
        assert_eq!(row["free"], left, "until {until}");
    }
    hours("12:00", "18:00").await.expect(201);
    let reversed = hours("10:00", "10:00").await.expect(400).detail();
    assert!(reversed.contains("La hora de devolución debe ser posterior a la de inicio"), "{reversed}");
    // A whole day meets the morning.
    let whole = json!({ "item_id": machine, "start_date": day(1), "end_date": day(1) });
    ask(&app, &app.world.ana, whole).await.expect(400);
}

#[tokio::test]
async fn what_is_broken_missing_or_under_repair_is_not_lent() {
    let app = App::new().await;
    let (gloria, machine) = (&app.world.gloria, app.world.bodega.machine);
    let group = format!("/api/inventory/{}", app.world.bodega.group);
    let patch = json!({ "quantity_damaged": 2, "quantity_missing": 1 });
    app.put(gloria, &group, patch).await.expect(200);
    assert_eq!(keyboards(&app, 0, 0).await, (7, 7));
    app.put(gloria, &format!("/api/inventory/{machine}"), json!({ "status": "maintenance" }))
        .await
        .expect(200);
    let reply = ask(&app, &app.world.ana, json!({ "item_id": machine })).await.expect(400);
    assert_eq!(reply.detail(), "No hay piezas libres en esas fechas");
}

#[tokio::test]
async fn a_hundred_approvals_of_the_last_piece_have_one_winner() {
    let app = App::new().await;
    let mut loans = Vec::new();
    for _ in 0..100 {
        let wish = json!({ "item_id": app.world.bodega.machine });
        loans.push(id(&ask(&app, &app.world.ana, wish).await.expect(201).json()));
    }
    let replies = futures_util::future::join_all(
        loans.iter().map(|loan| step(&app, &app.world.wilson, loan, "approved")),
    );
    let won = replies.await.into_iter().filter(|reply| reply.status == 200).count();
    assert_eq!(won, 1);
}

#[tokio::test]
async fn the_calendar_says_what_is_out_and_until_when() {
    let app = App::new().await;
    let world = &app.world;
    loan_in(&app, &world.ana, &["approved", "active"]).await;
    let later = json!({ "start_date": day(10), "end_date": day(12) });
    let later = id(&ask(&app, &world.ivan, later).await.expect(201).json());
    step(&app, &world.wilson, &later, "approved").await.expect(200);
    let calendar = async |from: i64, until: i64| {
        let uri = format!(
            "/api/loans/calendar?environment_id={}&start_date={}&end_date={}",
            world.bodega.id,
            day(from),
            day(until)
        );
        app.get(&world.wilson, &uri).await.expect(200).json().as_array().unwrap().clone()
    };
    let today = calendar(0, 7).await;
    assert_eq!((today.len(), &today[0]["borrower"]), (1, &json!("Ana Prueba")));
    assert_eq!((&today[0]["is_out"], &today[0]["pieces"]), (&json!(true), &json!(2)));
    assert_eq!(calendar(11, 11).await.len(), 2);
    let wrong = format!(
        "/api/loans/calendar?environment_id={}&start_date={}&end_date={}",
        world.bodega.id,
        day(2),
        day(1)
    );
    app.get(&world.wilson, &wrong).await.expect(422);
    let other = wrong.replace(&world.bodega.id.to_string(), &world.taller.id.to_string());
    app.get(&world.wilson, &other.replace(&day(1), &day(3))).await.expect(400);
}
