//! Suspensions: who may borrow nothing until a day, who says so, and how it ends.

use crate::loans::{ask, id, step};
use crate::support::{App, Content, Person, Ready, Reply, Resource, Roles, Rows, day};
use serde_json::{Value, json};

/// Read by everybody, each what concerns them; made, changed and lifted by both administrators.
const ROLES: Roles = &[
    ("st in su ad ag", &["list_suspensions"]),
    ("ad ag", &["create_suspension", "update_suspension", "lift_suspension"]),
];

/// What the tests that walk all operations must know.
pub const RESOURCE: Resource = Resource::new(ROLES)
    .prepared_by(|ready| Box::pin(prepare(ready)))
    .asked_with(|ready, _, parameter| (parameter == "id").then(|| ready.row("suspension")))
    .sent(content);

async fn prepare(ready: &Ready) -> Rows {
    let (app, world) = (&ready.app, &ready.app.world);
    let made = suspend(app, &world.gloria, &world.ivan, 9).await.expect(201).json();
    Rows::of("suspension", &made["id"])
}

fn content(ready: &Ready, operation: &str) -> Option<Content> {
    Some(Content::Json(match operation {
        "create_suspension" => {
            json!({ "user_id": ready.app.world.ana.id, "until": day(5), "reason": "Devolvió tarde el proyector" })
        }
        "update_suspension" => json!({ "until": day(6), "reason": "Reincidió" }),
        _ => return None,
    }))
}

const SUSPENSIONS: &str = "/api/loan-suspensions";

async fn suspend(app: &App, by: &Person, who: &Person, days: i64) -> Reply {
    let new = json!({ "user_id": who.id, "until": day(days), "reason": "Devolvió dañado el proyector" });
    app.post(by, SUSPENSIONS, new).await
}

async fn list(app: &App, who: &Person, query: &str) -> Vec<Value> {
    app.get(who, &format!("{SUSPENSIONS}{query}")).await.expect(200).json().as_array().unwrap().clone()
}

/// A day as sentences write it.
fn written(days: i64) -> String {
    let text = day(days);
    format!("{}/{}/{}", &text[8..], &text[5..7], &text[..4])
}

#[tokio::test]
async fn who_is_suspended_asks_for_nothing_and_is_handed_nothing() {
    let app = App::new().await;
    let (ana, wilson) = (&app.world.ana, &app.world.wilson);
    let loan = async || id(&ask(&app, ana, json!({})).await.expect(201).json());
    let (waits, approved) = (loan().await, loan().await);
    step(&app, wilson, &approved, "approved").await.expect(200);
    let suspension = suspend(&app, wilson, ana, 3).await.expect(201).json();
    assert_eq!(
        (&suspension["is_current"], &suspension["created_by_name"]),
        (&json!(true), &json!("Wilson Prueba"))
    );

    let until = written(3);
    let refused = ask(&app, ana, json!({ "quantity_requested": 11 })).await.expect(400);
    assert_eq!(
        refused.detail().lines().collect::<Vec<_>>(),
        [
            format!("Usted tiene suspendidos los préstamos hasta el {until}: Devolvió dañado el proyector"),
            "En esas fechas solo hay 9 piezas libres y se piden 11".to_owned()
        ]
    );
    for (loan, status) in [(&waits, "approved"), (&approved, "active")] {
        let refused = step(&app, wilson, loan, status).await.expect(400);
        assert_eq!(
            refused.detail(),
            format!(
                "Ana Prueba tiene suspendidos los préstamos hasta el {until}: Devolvió dañado el proyector"
            )
        );
    }
    ask(&app, &app.world.ivan, json!({})).await.expect(201);

    let uri = format!("{SUSPENSIONS}/{}/lift", suspension["id"].as_str().unwrap());
    let lifted = app.post(wilson, &uri, json!({})).await.expect(200).json();
    assert_eq!((&lifted["is_current"], &lifted["lifted_by_name"]), (&json!(false), &json!("Wilson Prueba")));
    assert_eq!(app.post(wilson, &uri, json!({})).await.expect(400).detail(), "La suspensión ya terminó");
    step(&app, wilson, &waits, "approved").await.expect(200);
    ask(&app, ana, json!({})).await.expect(201);
    let told = crate::loans::told(&app, ana).await;
    assert_eq!(
        told,
        ["Préstamo aprobado", "Puede pedir prestado de nuevo", "Préstamos suspendidos", "Préstamo aprobado"]
    );
}

#[tokio::test]
async fn what_is_out_comes_back_from_who_is_suspended() {
    let app = App::new().await;
    let (ana, wilson) = (&app.world.ana, &app.world.wilson);
    let loan = id(&ask(&app, ana, json!({})).await.expect(201).json());
    for status in ["approved", "active"] {
        step(&app, wilson, &loan, status).await.expect(200);
    }
    suspend(&app, wilson, ana, 0).await.expect(201);
    step(&app, wilson, &loan, "returned").await.expect(200);
}

#[tokio::test]
async fn a_suspension_ends_by_itself_after_its_last_day() {
    let app = App::new().await;
    let (ana, wilson) = (&app.world.ana, &app.world.wilson);
    let made = suspend(&app, wilson, ana, 0).await.expect(201).json();
    assert_eq!(ask(&app, ana, json!({})).await.expect(400).json()["code"], "prestamo_no_posible");
    // What only time does: the last day was yesterday.
    app.run("update loan_suspensions set until = date('now', '-2 days')").await;
    ask(&app, ana, json!({})).await.expect(201);
    let rows = list(&app, ana, "").await;
    assert_eq!((&rows[0]["id"], &rows[0]["is_current"]), (&made["id"], &json!(false)));
    let uri = format!("{SUSPENSIONS}/{}", made["id"].as_str().unwrap());
    app.put(wilson, &uri, json!({ "until": day(3) })).await.expect(400);
    suspend(&app, wilson, ana, 1).await.expect(201);
    assert_eq!(list(&app, wilson, "?is_current=true").await.len(), 1);
    assert_eq!(list(&app, wilson, "?is_current=false").await.len(), 1);
    assert_eq!(list(&app, wilson, &format!("?user_id={}", app.world.ivan.id)).await.len(), 0);
}

#[tokio::test]
async fn one_suspension_at_a_time_is_changed_instead_of_made_twice() {
    let app = App::new().await;
    let (ana, wilson) = (&app.world.ana, &app.world.wilson);
    assert_eq!(
        suspend(&app, wilson, ana, -1).await.expect(400).detail(),
        "El último día de la suspensión ya pasó"
    );
    let made = suspend(&app, wilson, ana, 2).await.expect(201).json();
    let twice = suspend(&app, wilson, ana, 9).await.expect(400);
    assert_eq!(
        twice.detail(),
        format!(
            "Ana Prueba ya tiene suspendidos los préstamos hasta el {}: cambie esa suspensión",
            written(2)
        )
    );
    let uri = format!("{SUSPENSIONS}/{}", made["id"].as_str().unwrap());
    let changed = app.put(wilson, &uri, json!({ "until": day(9) })).await.expect(200).json();
    assert_eq!((&changed["until"], &changed["reason"]), (&json!(day(9)), &made["reason"]));
    app.put(wilson, &uri, json!({ "until": day(-1) })).await.expect(400);
}

#[tokio::test]
async fn only_people_of_the_centre_who_may_borrow_are_suspended() {
    let app = App::new().await;
    let world = &app.world;
    for nobody in [&world.estela, &world.bruno] {
        let refused = suspend(&app, &world.wilson, nobody, 2).await.expect(400);
        assert_eq!(refused.json()["code"], "persona_sin_prestamos");
    }
    suspend(&app, &world.wilson, &world.ivan, 2).await.expect(201);
    // Each sees what concerns them; of another centre's people an administrator of this one knows nothing.
    assert_eq!(list(&app, &world.ivan, "").await.len(), 1);
    for none in [&world.ana, &world.estela] {
        assert!(list(&app, none, "").await.is_empty());
    }
    for all in [&world.bruno, &world.wilson, &world.gloria] {
        assert_eq!(list(&app, all, "").await.len(), 1);
    }
    app.put(
        &world.gloria,
        &format!("/api/users/{}", world.ivan.id),
        json!({ "environment_id": world.taller.id }),
    )
    .await
    .expect(200);
    assert!(list(&app, &world.wilson, "").await.is_empty());
    let taken = suspend(&app, &world.wilson, &world.ivan, 2).await.expect(400);
    assert_eq!(taken.json()["code"], "persona_sin_prestamos");
}

#[tokio::test]
async fn nobody_lifts_their_own_but_a_general_administrator() {
    let app = App::new().await;
    let (gloria, wilson) = (&app.world.gloria, &app.world.wilson);
    let made = suspend(&app, gloria, wilson, 3).await.expect(201).json();
    let uri = format!("{SUSPENSIONS}/{}", made["id"].as_str().unwrap());
    app.put(wilson, &uri, json!({ "until": day(0) })).await.expect(403);
    assert_eq!(
        app.post(wilson, &format!("{uri}/lift"), json!({})).await.expect(403).detail(),
        "Su propia suspensión la cambia o la levanta otro administrador"
    );
    ask(&app, wilson, json!({})).await.expect(400);
    app.post(gloria, &format!("{uri}/lift"), json!({})).await.expect(200);
    let own = suspend(&app, gloria, gloria, 3).await.expect(201).json();
    app.post(gloria, &format!("{SUSPENSIONS}/{}/lift", own["id"].as_str().unwrap()), json!({}))
        .await
        .expect(200);
}
