//! The centre's own rules for loans; what the desk is told of a borrower; what a page tells.

use super::{ask, id, loan_in, step, uri};
use crate::support::{App, Person, day};
use serde_json::{Value, json};

/// Sets the rules of the house.
async fn set(app: &App, rules: Value) {
    app.put(&app.world.gloria, "/api/settings", json!({ "loans": rules })).await.expect(200);
}

#[tokio::test]
async fn rules_that_are_not_possible_are_refused_and_the_old_ones_hold() {
    let app = App::new().await;
    set(&app, json!({ "longest_days": 3, "open_weekdays": [1, 7] })).await;
    let many: Vec<String> = (0..401).map(day).collect();
    for fault in [
        json!({ "longest_days": 0 }),
        json!({ "lead_hours": -1 }),
        json!({ "open_weekdays": [8] }),
        json!({ "open_weekdays": "lunes" }),
        json!({ "closed_days": ["ayer"] }),
        json!({ "closed_days": many }),
        json!({ "most_open": 1001 }),
    ] {
        let sent = json!({ "loans": fault });
        app.put(&app.world.gloria, "/api/settings", sent).await.expect(422);
    }
    let kept = app.get(&app.world.gloria, "/api/settings").await.expect(200).json()["loans"].clone();
    assert_eq!((&kept["longest_days"], &kept["open_weekdays"]), (&json!(3), &json!([1, 7])));
    set(&app, json!(null)).await;
    let first = app.get(&app.world.gloria, "/api/settings").await.expect(200).json()["loans"].clone();
    assert_eq!((&first["longest_days"], &first["open_weekdays"]), (&json!(null), &json!([])));
}

#[tokio::test]
async fn each_rule_of_the_house_is_a_line_beside_the_others() {
    let app = App::new().await;
    let (ana, closed) = (&app.world.ana, [day(-2), day(0), day(9)]);
    set(&app, json!({ "longest_days": 3, "lead_hours": 48, "closed_days": closed, "most_open": 1 })).await;
    loan_in(&app, &app.world.gloria, &[]).await;
    let wish = json!({ "start_date": day(-2), "end_date": day(9), "quantity_requested": 11 });
    let refused = ask(&app, ana, wish).await.expect(400);
    let detail = refused.detail();
    let lines: Vec<&str> = detail.lines().collect();
    assert_eq!(
        &lines[..4],
        [
            "La fecha de inicio ya pasó",
            "En esas fechas solo hay 10 piezas libres y se piden 11",
            "Un préstamo dura como máximo 3 días y este dura 12",
            "Este préstamo se pide al menos 2 días antes",
        ]
    );
    assert!(lines[4].starts_with("La bodega no atiende el ") && lines[4].ends_with("no se puede recoger"));
    assert!(lines[5].starts_with("La bodega no atiende el ") && lines[5].ends_with("no se puede devolver"));
    assert_eq!(lines.len(), 6);
    // One that keeps to them; and the second is one too many.
    let wish = json!({ "start_date": day(2), "end_date": day(4) });
    ask(&app, ana, wish.clone()).await.expect(201);
    assert_eq!(
        ask(&app, ana, wish).await.expect(400).detail(),
        "Cada persona puede tener 1 préstamo sin terminar y usted ya tiene 1"
    );
}

#[tokio::test]
async fn a_loan_is_made_longer_within_the_rules_of_a_new_one() {
    let app = App::new().await;
    let (ana, wilson, gloria) = (&app.world.ana, &app.world.wilson, &app.world.gloria);
    let loan = loan_in(&app, ana, &["approved", "active"]).await;
    let until = async |days: i64| app.put(wilson, &uri(&loan), json!({ "end_date": day(days) })).await;
    until(2).await.expect(200);
    let others = json!({ "start_date": day(4), "end_date": day(6), "quantity_requested": 9 });
    let others = id(&ask(&app, gloria, others).await.expect(201).json());
    step(&app, gloria, &others, "approved").await.expect(200);
    set(&app, json!({ "longest_days": 4 })).await;
    let induction = json!({ "name": "Cuidado del teclado", "category": "keyboard" });
    let induction = app.post(wilson, "/api/inductions", induction).await.expect(201).json();
    let given = json!({ "user_id": ana.id, "given_by": "Seguridad", "valid_until": day(3) });
    let people = format!("/api/inductions/{}/people", id(&induction));
    app.post(wilson, &people, given).await.expect(201);

    assert_eq!(
        until(4).await.expect(400).detail().lines().collect::<Vec<_>>(),
        [
            "Un préstamo dura como máximo 4 días y este dura 5",
            "Ana Prueba no tiene vigente la inducción «Cuidado del teclado», que exige este equipo",
            "En esas fechas solo hay 1 pieza libre y se piden 2",
        ]
    );
    until(3).await.expect(200);
    let suspension = json!({ "user_id": ana.id, "until": day(9), "reason": "Devolvió tarde el proyector" });
    app.post(wilson, "/api/loan-suspensions", suspension).await.expect(201);
    until(2).await.expect(200);
    let refused = until(3).await.expect(400);
    assert!(refused.detail().starts_with("Ana Prueba tiene suspendidos los préstamos hasta el "));
    assert_eq!(app.get(ana, &uri(&loan)).await.expect(200).json()["end_date"], day(2));
}

#[tokio::test]
async fn whoever_has_no_room_hears_of_it_beside_the_rest() {
    let app = App::new().await;
    let (gloria, ana) = (&app.world.gloria, &app.world.ana);
    app.put(gloria, &format!("/api/users/{}", ana.id), json!({ "environment_id": null })).await.expect(200);
    let refused = ask(&app, ana, json!({ "start_date": day(-1) })).await.expect(400);
    assert_eq!(
        refused.detail().lines().collect::<Vec<_>>(),
        ["Vincúlese a un ambiente antes de pedir un préstamo", "La fecha de inicio ya pasó"]
    );
}

#[tokio::test]
async fn the_desk_hears_of_what_a_borrower_broke_and_lost_before() {
    let app = App::new().await;
    let (ana, wilson, keyboards) = (&app.world.ana, &app.world.wilson, app.world.bodega.group);
    let first = id(&ask(&app, ana, json!({ "quantity_requested": 3 })).await.expect(201).json());
    for status in ["approved", "active"] {
        step(&app, wilson, &first, status).await.expect(200);
    }
    let next = loan_in(&app, ana, &[]).await;
    let borrower =
        async |loan: &str| app.get(wilson, &format!("{}/borrower", uri(loan))).await.expect(200).json();
    assert_eq!(borrower(&next).await["damages"], json!([]));
    let back = json!({ "pieces": [
        { "item_id": keyboards, "outcome": "damaged", "notes": "Sin la tecla ñ" },
        { "item_id": keyboards, "outcome": "lost" },
    ] });
    app.post(wilson, &format!("{}/hand-in", uri(&first)), back).await.expect(200);
    let told = borrower(&next).await;
    assert_eq!(
        (&told["name"], &told["open_loans"], &told["overdue_loans"]),
        (&json!("Ana Prueba"), &json!(1), &json!(0))
    );
    let damages = told["damages"].as_array().unwrap();
    let broken = damages.iter().find(|damage| damage["is_lost"] == json!(false)).unwrap();
    assert_eq!(
        (&broken["loan_id"], &broken["notes"], &broken["internal_code"]),
        (&json!(first), &json!("Sin la tecla ñ"), &json!("BC-G"))
    );
    let request = format!("/api/maintenance-requests/{}", broken["maintenance_request_id"].as_str().unwrap());
    assert_eq!(app.get(wilson, &request).await.expect(200).json()["loan_id"], json!(first));
    assert!(damages.iter().any(|damage| damage["is_lost"] == json!(true) && damage["maintenance_request_id"] == json!(null)));
    // It is told at the next loan, not at the very one; and nobody else's past is.
    assert_eq!(borrower(&first).await["damages"], json!([]));
    let other = loan_in(&app, &app.world.ivan, &[]).await;
    assert_eq!(borrower(&other).await["damages"], json!([]));
    app.get(ana, &format!("{}/borrower", uri(&next))).await.expect(403);
}

#[tokio::test]
async fn a_loan_says_when_it_was_approved_and_keeps_saying_so() {
    let app = App::new().await;
    let wilson = &app.world.wilson;
    let loan = loan_in(&app, &app.world.ana, &[]).await;
    let approved_at = async |status: &str| {
        step(&app, wilson, &loan, status).await.expect(200).json()["approved_at"].clone()
    };
    let get = app.get(wilson, &uri(&loan)).await.expect(200).json();
    assert_eq!(get["approved_at"], json!(null));
    let at = approved_at("approved").await;
    assert!(at.is_string());
    for status in ["active", "returned"] {
        assert_eq!(approved_at(status).await, at);
    }
}

#[tokio::test]
async fn the_id_of_who_borrows_is_for_the_desk_and_for_themselves() {
    let app = App::new().await;
    let world = &app.world;
    loan_in(&app, &world.ana, &["approved"]).await;
    let uri = format!(
        "/api/loans/calendar?environment_id={}&start_date={}&end_date={}",
        world.bodega.id,
        day(0),
        day(9)
    );
    let borrower = async |who: &Person| app.get(who, &uri).await.expect(200).json()[0]["borrower_id"].clone();
    for knows in [&world.wilson, &world.gloria, &world.ana] {
        assert_eq!(borrower(knows).await, json!(world.ana.id));
    }
    assert_eq!(borrower(&world.ivan).await, json!(null));
}

#[tokio::test]
async fn figures_are_those_of_now_whatever_was_asked_before() {
    let app = App::new().await;
    let (ana, gloria) = (&app.world.ana, &app.world.gloria);
    let page =
        async |query: &str| app.get(gloria, &format!("/api/loans/?page=1{query}")).await.expect(200).json();
    assert_eq!(page("").await["total"], 0);
    let loan = loan_in(&app, ana, &["approved", "active"]).await;
    let seen = page("").await;
    assert_eq!(
        (&seen["total"], &seen["due_today_loans"], &seen["summary"]["due_today_loans"]),
        (&json!(1), &json!(1), &json!(1))
    );
    assert_eq!(page("&status_filter=due_today").await["total"], 1);
    assert_eq!(page("&status_filter=overdue").await["total"], 0);
    assert_eq!(page("").await["top_items"][0]["name"], "Teclados Bodega central");
    // What isn't a loan changes the figures too.
    let item = format!("/api/inventory/{}", app.world.bodega.group);
    app.put(gloria, &item, json!({ "name": "Teclados nuevos" })).await.expect(200);
    assert_eq!(page("").await["top_items"][0]["name"], "Teclados nuevos");
    step(&app, gloria, &loan, "returned").await.expect(200);
    let seen = page("").await;
    assert_eq!((&seen["active_loans"], &seen["returned_loans"]), (&json!(0), &json!(1)));
    // Another's list is another's.
    assert_eq!(app.get(&app.world.ivan, "/api/loans/?page=1").await.expect(200).json()["total"], 0);
}

#[tokio::test]
async fn what_is_lent_is_neither_expected_nor_missing_when_the_warehouse_is_counted() {
    let app = App::new().await;
    let (gloria, bodega) = (&app.world.gloria, app.world.bodega);
    loan_in(&app, &app.world.ana, &["approved", "active"]).await;
    let machine =
        id(&ask(&app, &app.world.ivan, json!({ "item_id": bodega.machine })).await.expect(201).json());
    for status in ["approved", "active"] {
        step(&app, gloria, &machine, status).await.expect(200);
    }
    let sheet = app.get(gloria, &format!("/api/inventory-checks/sheet?environment_id={}", bodega.id)).await;
    let sheet = sheet.expect(200).json();
    let line = |item: Value| {
        let row = sheet["items"].as_array().unwrap().iter().find(|row| row["item_id"] == item).unwrap();
        (row["quantity"].clone(), row["quantity_lent"].clone())
    };
    assert_eq!(line(json!(bodega.group)), (json!(8), json!(2)));
    assert_eq!(line(json!(bodega.machine)), (json!(0), json!(1)));
    // Eight are seen, and somebody who doesn't know of the loan says that two are missing.
    let check = json!({
        "environment_id": bodega.id,
        "items": [
            { "item_id": bodega.group, "quantity_found": 8, "quantity_missing": 2 },
            { "item_id": bodega.machine, "quantity_found": 0, "quantity_missing": 1 },
        ],
    });
    let saved = app.post(gloria, "/api/inventory-checks", check).await.expect(201).json();
    let check = format!("/api/inventory-checks/{}", saved["check_id"].as_str().unwrap());
    let check = app.get(gloria, &check).await.expect(200).json();
    assert_eq!((&check["items_missing"], &check["total_items"]), (&json!(0), &json!(8)), "{check}");
    let keyboards = app.get(gloria, &format!("/api/inventory/{}", bodega.group)).await.expect(200).json();
    assert_eq!((&keyboards["quantity"], &keyboards["quantity_missing"]), (&json!(10), &json!(0)));
}
