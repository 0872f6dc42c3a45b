//! Loans: who asks, who decides, what is free when, and what goes over the desk.

mod acta;
mod desk;
mod free;
mod rules;
mod walk;

use crate::contract::Moment;
use crate::support::{App, Content, Person, Ready, Reply, Resource, Roles, Rows, day, patched};
use serde_json::{Value, json};

/// Read by all but warehouse lists by who may ask; asked for by in, ad and ag; decided by ad in the own warehouse and by ag.
const ROLES: Roles = &[
    (
        "st in su ad ag",
        &["list_loans", "loan_stats", "get_loan", "loan_pieces", "list_loan_actas", "get_loan_acta"],
    ),
    (
        "in ad ag",
        &[
            "list_loan_warehouses",
            "loan_availability",
            "loan_calendar",
            "create_loan",
            "delete_loan",
            "sign_loan_acta",
        ],
    ),
    ("ad ag", &["update_loan", "hand_over_loan", "hand_in_loan", "loan_borrower"]),
];

/// What the tests that walk all operations must know.
pub const RESOURCE: Resource = Resource::new(ROLES)
    .prepared_by(|ready| Box::pin(prepare(ready)))
    .asked_with(value)
    .sent(content)
    .replayed(&["loans"])
    .after(|moment| Box::pin(before_call(moment)));

/// A wish of Gloria's that waits, one that is approved, and one that is out; one of Iván's, who broke something before and is
/// suspended by the tests of suspensions.
async fn prepare(ready: &Ready) -> Rows {
    let (app, gloria) = (&ready.app, &ready.app.world.gloria);
    let mut rows = Vec::new();
    for (name, steps) in
        [("loan", &[][..]), ("approved_loan", &["approved"]), ("active_loan", &["approved", "active"])]
    {
        rows.push((name, loan_in(app, gloria, steps).await));
    }
    let active = rows.last().map(|(_, loan)| loan.clone()).unwrap();
    let actas = app.get(gloria, &format!("{}/actas", uri(&active))).await.expect(200).json();
    rows.push(("acta_hash", actas[0]["content_hash"].as_str().unwrap().to_owned()));
    let ivan = &app.world.ivan;
    let broken = loan_in(app, ivan, &["approved", "active"]).await;
    let back =
        json!({ "pieces": [{ "item_id": app.world.bodega.group, "quantity": 2, "outcome": "damaged" }] });
    app.post(gloria, &format!("{}/hand-in", uri(&broken)), back).await.expect(200);
    rows.push(("borrower_loan", loan_in(app, ivan, &[]).await));
    Rows(rows)
}

/// A loan of two keyboards for today, taken so far.
async fn loan_in(app: &App, who: &Person, steps: &[&str]) -> String {
    let made = ask(app, who, json!({ "quantity_requested": 2 })).await.expect(201).json();
    let id = id(&made);
    for status in steps {
        app.put(&app.world.gloria, &uri(&id), json!({ "status": status })).await.expect(200);
    }
    id
}

fn value(ready: &Ready, operation: &str, parameter: &str) -> Option<String> {
    Some(match (operation, parameter) {
        ("hand_over_loan", "id") => ready.row("approved_loan"),
        ("hand_in_loan" | "list_loan_actas" | "get_loan_acta" | "sign_loan_acta", "id") => {
            ready.row("active_loan")
        }
        ("get_loan_acta", "kind") => "loan".to_owned(),
        ("get_loan_acta", "version") => "1".to_owned(),
        ("loan_borrower", "id") => ready.row("borrower_loan"),
        (_, "id") => ready.row("loan"),
        (_, "environment_id") => ready.app.world.bodega.id.to_string(),
        (_, "start_date") => day(0),
        (_, "end_date") => day(7),
        _ => return None,
    })
}

fn content(ready: &Ready, operation: &str) -> Option<Content> {
    let keyboards = ready.app.world.bodega.group;
    Some(Content::Json(match operation {
        "create_loan" => json!({
            "program": "ADSO", "purpose": "Prácticas de redes", "start_date": day(1), "end_date": day(1),
            "start_time": "08:00", "end_time": "12:00", "priority": "alta", "quantity_requested": 1,
            "environment_id": ready.app.world.bodega.id, "is_registered_item": true, "item_id": keyboards,
            "any_of_model": true, "item_name": "Teclado", "item_description": "Con ñ",
        }),
        "update_loan" => {
            json!({ "status": "rejected", "rejection_reason": "No alcanza", "end_date": day(3) })
        }
        "hand_over_loan" => {
            json!({ "pieces": [{ "item_id": keyboards, "quantity": 2, "notes": "En caja" }] })
        }
        "sign_loan_acta" => json!({
            "kind": "loan", "side": "warehouse", "content_hash": ready.row("acta_hash"), "name": "Gloria Ñáñez",
            "strokes": [[100, 300, 300, 60, 420, 310]],
        }),
        "hand_in_loan" => json!({
            "pieces": [{ "item_id": keyboards, "quantity": 1, "outcome": "damaged", "notes": "Sin tecla ñ" }],
        }),
        _ => return None,
    }))
}

/// The loan that a call is about, as far as the app's buttons need it.
async fn before_call(moment: Moment<'_>) -> Rows {
    let (app, world) = (&moment.ready.app, &moment.ready.app.world);
    let steps: &[&str] = match moment.call.id.as_str() {
        "loans.activate" => &["approved"],
        "loans.return" => &["approved", "active"],
        _ => &[],
    };
    let asker = moment.who.filter(|who| who.role.as_str() != "student" && who.role.as_str() != "supervisor");
    let loan = loan_in(app, asker.unwrap_or(&world.ana), steps).await;
    Rows(vec![
        ("loan_id", loan),
        ("warehouse_item_id", world.bodega.group.to_string()),
        ("item_name", "Extensión de 10 m".to_owned()),
        ("purpose", "Prácticas".to_owned()),
        ("reason", "No alcanza".to_owned()),
    ])
}

const LOANS: &str = "/api/loans";

fn uri(id: &str) -> String {
    format!("{LOANS}/{id}")
}

pub fn id(loan: &Value) -> String {
    loan["id"].as_str().unwrap().to_owned()
}

/// Asks for a keyboard of the warehouse for today, changed as `patch` says.
pub async fn ask(app: &App, who: &Person, patch: Value) -> Reply {
    let wish = json!({
        "program": "ADSO", "purpose": "Prácticas", "start_date": day(0), "end_date": day(0), "priority": "media",
        "quantity_requested": 1, "environment_id": app.world.bodega.id, "is_registered_item": true,
        "item_id": app.world.bodega.group, "item_name": null, "item_description": null,
    });
    app.post(who, "/api/loans/", patched(wish, &patch)).await
}

pub async fn step(app: &App, who: &Person, loan: &str, status: &str) -> Reply {
    app.put(who, &uri(loan), json!({ "status": status })).await
}

/// The titles of a person's notifications, newest first.
pub async fn told(app: &App, who: &Person) -> Vec<String> {
    let list = app.get(who, "/api/notifications/").await.expect(200).json();
    list.as_array().unwrap().iter().map(|it| it["title"].as_str().unwrap().to_owned()).collect()
}

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
async fn each_broken_rule_has_a_line_of_its_own() {
    let app = App::new().await;
    let ana = &app.world.ana;
    let wish = json!({ "start_date": day(-2), "end_date": day(-1), "quantity_requested": 11 });
    let reply = ask(&app, ana, wish).await.expect(400);
    let detail = reply.detail();
    let lines: Vec<&str> = detail.lines().collect();
    assert_eq!(
        lines,
        ["La fecha de inicio ya pasó", "En esas fechas solo hay 10 piezas libres y se piden 11"]
    );
    let wish = json!({ "start_date": day(2), "end_date": day(1) });
    assert_eq!(
        ask(&app, ana, wish).await.expect(400).detail(),
        "La fecha de devolución es anterior a la de inicio"
    );
    let wish = json!({ "start_time": "10:00" });
    assert_eq!(
        ask(&app, ana, wish).await.expect(400).detail(),
        "Un préstamo por horas necesita la hora de inicio y la de devolución"
    );
    assert_eq!(app.get(ana, "/api/loans/").await.expect(200).json()["total"], 0);
}

#[tokio::test]
async fn an_administrator_may_record_what_has_been() {
    let app = App::new().await;
    let wish = json!({ "start_date": day(-5), "end_date": day(-3) });
    for who in [&app.world.wilson, &app.world.gloria] {
        ask(&app, who, wish.clone()).await.expect(201);
    }
    ask(&app, &app.world.ana, wish).await.expect(400);
}

#[tokio::test]
async fn what_the_warehouse_does_not_have_on_record_is_asked_for_in_words() {
    let app = App::new().await;
    let words = json!({ "item_id": null, "is_registered_item": false, "item_name": " Extensión de 10 m " });
    let loan = ask(&app, &app.world.ana, words).await.expect(201).json();
    assert_eq!((&loan["is_registered_item"], &loan["item_details"]), (&json!(false), &json!(null)));
    assert_eq!(loan["item_name"], "Extensión de 10 m");
    for name in [json!(null), json!("")] {
        let neither = json!({ "item_id": null, "is_registered_item": false, "item_name": name });
        let reply = ask(&app, &app.world.ana, neither).await.expect(400);
        assert_eq!(reply.detail(), "Elija un equipo de la bodega o escriba qué necesita");
    }
    let id = id(&loan);
    for status in ["approved", "active", "returned"] {
        step(&app, &app.world.wilson, &id, status).await.expect(200);
    }
}

#[tokio::test]
async fn a_warehouse_lends_its_own_things_to_the_people_of_its_center() {
    let app = App::new().await;
    let world = &app.world;
    let elsewhere = ask(&app, &world.ana, json!({ "item_id": world.sistemas.group })).await.expect(400);
    assert_eq!(elsewhere.detail(), "El equipo no es de esa bodega");
    for place in [world.sistemas.id, world.taller.id] {
        let reply = ask(&app, &world.ana, json!({ "environment_id": place })).await.expect(400);
        assert_eq!(reply.detail(), "La bodega indicada no existe, está inactiva o es de otro centro");
    }
    // D23: the form is open to both administrators, and to nobody without a room among the instructors.
    for who in [&world.wilson, &world.gloria, &world.ana] {
        let list = app.get(who, "/api/loans/warehouses").await.expect(200).json();
        assert_eq!(list.as_array().unwrap().len(), 1);
        ask(&app, who, json!({})).await.expect(201);
    }
    for who in [&world.estela, &world.bruno] {
        ask(&app, who, json!({})).await.expect(403);
        app.get(who, "/api/loans/warehouses").await.expect(403);
    }
}

#[tokio::test]
async fn everybody_sees_what_concerns_them_d61_d62() {
    let app = App::new().await;
    let world = &app.world;
    let of_ana = loan_in(&app, &world.ana, &["approved"]).await;
    let total = async |who: &Person| app.get(who, "/api/loans/").await.expect(200).json()["total"].clone();
    assert_eq!(total(&world.ana).await, 1);
    for none in [&world.estela, &world.pedro, &world.ivan] {
        assert_eq!(total(none).await, 0);
        app.get(none, &uri(&of_ana)).await.expect(404);
        app.get(none, &format!("{}/pieces", uri(&of_ana))).await.expect(404);
    }
    for all in [&world.bruno, &world.sara, &world.wilson, &world.gloria] {
        assert_eq!(total(all).await, 1);
    }
    for nobody in [&world.estela, &world.ana, &world.bruno] {
        step(&app, nobody, &of_ana, "active").await.expect(403);
    }
    step(&app, &world.wilson, &of_ana, "active").await.expect(200);
}

#[tokio::test]
async fn the_page_carries_the_figures_of_all_that_match_d35_d45() {
    let app = App::new().await;
    let (ana, gloria) = (&app.world.ana, &app.world.gloria);
    for steps in [&[][..], &["approved"], &["approved", "active"], &["approved", "active", "returned"]] {
        loan_in(&app, ana, steps).await;
    }
    let past = json!({ "start_date": day(-5), "end_date": day(-3) });
    let late = id(&ask(&app, gloria, past).await.expect(201).json());
    for status in ["approved", "active"] {
        step(&app, gloria, &late, status).await.expect(200);
    }
    let page = app.get(gloria, "/api/loans/?page=1&per_page=2").await.expect(200).json();
    assert_eq!((&page["total"], &page["total_pages"], &page["per_page"]), (&json!(5), &json!(3), &json!(2)));
    assert_eq!(page["loans"].as_array().unwrap().len(), 2);
    let figures =
        [("total", 5), ("pending", 1), ("approved", 1), ("active", 2), ("overdue", 1), ("returned", 1)];
    for (name, count) in figures {
        assert_eq!(page[format!("{name}_loans")], count, "{name}");
        assert_eq!(page["summary"][format!("{name}_loans")], count, "{name}");
    }
    let months = page["monthly_data"].as_array().unwrap();
    assert_eq!(months.len(), 6);
    assert_eq!(months.iter().map(|it| it["count"].as_i64().unwrap()).sum::<i64>(), 5);
    assert_eq!(months[5]["month"], day(0)[..7]);
    assert_eq!(page["top_items"], json!([{ "name": "Teclados Bodega central", "count": 5 }]));

    // D45: without paging all of them are one page.
    let all = app.get(gloria, "/api/loans/").await.expect(200).json();
    assert_eq!((&all["page"], &all["total_pages"]), (&json!(1), &json!(1)));
    assert_eq!(all["loans"].as_array().unwrap().len(), 5);
    // D51: what is late stays active, and is found as overdue.
    let overdue = app.get(gloria, "/api/loans/?status_filter=overdue").await.expect(200).json();
    assert_eq!((&overdue["total"], &overdue["loans"][0]["status"]), (&json!(1), &json!("active")));
    assert_eq!(overdue["loans"][0]["is_overdue"], true);
    step(&app, gloria, &late, "returned").await.expect(200);
    // D42: cut to the days on which they begin, both ends included.
    let uri = format!("/api/loans/?start_date={}&end_date={}", day(-5), day(-5));
    assert_eq!(app.get(gloria, &uri).await.expect(200).json()["total"], 1);
    let stats = app.get(ana, "/api/loans/stats?").await.expect(200).json();
    assert_eq!((&stats["total_loans"], &stats["returned_loans"]), (&json!(4), &json!(1)));
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
