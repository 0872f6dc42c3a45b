//! Loans: who asks, who decides, what is free when, and what goes over the desk.

mod acta;
mod desk;
mod free;
mod list;
mod rules;
mod steps;
mod walk;
mod wish;

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
pub async fn loan_in(app: &App, who: &Person, steps: &[&str]) -> String {
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
