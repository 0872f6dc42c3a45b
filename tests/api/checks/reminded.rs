//! Reminders: after a class, those who still owe its check, once.

use super::{CHECKS, Class, line, plan, text};
use crate::support::App;
use chrono::{NaiveDate, NaiveTime, TimeDelta};
use inventario::campus::checks::reminders;
use inventario::kit::access::Origin;
use inventario::kit::clock;
use serde_json::json;

/// Reminds as if it were this time of this day; answers of how many classes.
pub(super) async fn remind_on(app: &App, day: NaiveDate, clock: &str) -> usize {
    let now = day.and_time(NaiveTime::parse_from_str(clock, "%H:%M:%S").unwrap());
    let origin = Origin::of_command("test");
    let reminded = app.parts.db.write(&origin, move |tx| reminders::remind(tx, now));
    reminded.await.unwrap()
}

async fn remind(app: &App, clock: &str) -> usize {
    remind_on(app, clock::today(), clock).await
}

/// Everybody's reminders, those of the steps left out: "name: title", by name.
async fn reminded(app: &App) -> Vec<String> {
    let told = app
        .column(
            "select u.first_name || ': ' || n.title
             from notifications n
             join users u on u.id = n.user_id
             where n.title like 'Verificación sin%'
             order by u.first_name, n.id",
        )
        .await;
    app.run("delete from notifications").await;
    told
}

/// A class that ends at ten, whose apprentice Estela is.
async fn morning() -> Class {
    let app = App::new().await;
    let id = plan(&app, &json!({ "start_time": "07:00", "end_time": "10:00" })).await;
    let ficha = json!({ "ficha": "2558104" });
    for person in [&app.world.estela, &app.world.pedro] {
        app.put(&app.world.gloria, &format!("/api/users/{}", person.id), ficha.clone()).await.expect(200);
    }
    Class { app, id }
}

#[tokio::test]
async fn a_class_without_its_check_is_reminded_once_when_it_is_over() {
    let class = morning().await;
    let app = &class.app;
    assert_eq!(remind(app, "09:59:59").await, 0);
    assert_eq!(reminded(app).await, [""; 0]);
    assert_eq!(remind(app, "10:00:00").await, 1);
    let told = app.column("select type || ' ' || message || ' ' || action_url from notifications").await;
    let today = clock::today();
    let expected = format!(
        "check_reminder No se ha hecho la verificación de inventario de hoy. Ambiente: Sistemas 1, clase que terminó a \
         las 10:00. /verificaciones?dia={today}"
    );
    assert_eq!(told, [expected.clone(), expected]);
    // Pedro has the ficha and belongs to no room.
    assert_eq!(reminded(app).await, ["Ana: Verificación sin hacer", "Estela: Verificación sin hacer"]);
    for later in ["10:00:00", "12:00:00", "23:59:59"] {
        assert_eq!(remind(app, later).await, 0);
    }
    assert_eq!(reminded(app).await, [""; 0]);
}

#[tokio::test]
async fn an_apprentice_of_another_class_is_left_alone() {
    let class = morning().await;
    let app = &class.app;
    let ficha = json!({ "ficha": "1111111" });
    let estela = format!("/api/users/{}", app.world.estela.id);
    app.put(&app.world.gloria, &estela, ficha).await.expect(200);
    assert_eq!(remind(app, "10:00:00").await, 1);
    assert_eq!(reminded(app).await, ["Ana: Verificación sin hacer"]);
}

#[tokio::test]
async fn of_a_check_that_was_left_to_one_apprentice_he_is_reminded() {
    let class = morning().await;
    let (app, world) = (&class.app, &class.app.world);
    // Estela has the ficha of the class, Pedro has only the check.
    let pedro = json!({ "environment_id": world.sistemas.id, "ficha": null });
    app.put(&world.gloria, &format!("/api/users/{}", world.pedro.id), pedro).await.expect(200);
    let sheet = class.sheet(&json!({ "student_id": world.pedro.id }));
    app.post(&world.ana, CHECKS, sheet).await.expect(201);
    assert_eq!(remind(app, "10:00:00").await, 1);
    assert_eq!(reminded(app).await, ["Ana: Verificación sin hacer", "Pedro: Verificación sin hacer"]);
}

#[tokio::test]
async fn whose_stage_it_is_he_is_reminded() {
    for (done, told) in [
        ("assigned", vec!["Ana: Verificación sin hacer", "Estela: Verificación sin hacer"]),
        ("begun", vec!["Ana: Verificación sin confirmar"]),
        ("confirmed", vec!["Bruno: Verificación sin decidir", "Sara: Verificación sin decidir"]),
        ("issues", vec!["Bruno: Verificación sin decidir", "Sara: Verificación sin decidir"]),
        ("rejected", vec!["Ana: Verificación sin hacer", "Estela: Verificación sin hacer"]),
        ("decided", vec![]),
        ("complete", vec![]),
    ] {
        let class = morning().await;
        let (app, world) = (&class.app, &class.app.world);
        let check = match done {
            "assigned" => {
                let sheet = class.sheet(&json!({ "student_id": world.estela.id }));
                text(&app.post(&world.ana, CHECKS, sheet).await.expect(201).json()["check_id"])
            }
            "complete" => class.complete().await,
            "issues" | "decided" | "rejected" => class.with_issues().await,
            _ => class.begin(&world.estela, json!({})).await,
        };
        match done {
            "confirmed" => drop(class.confirm(&world.ana, &check, json!({})).await.expect(200)),
            "decided" => drop(class.confirm(&world.bruno, &check, json!({})).await.expect(200)),
            "rejected" => drop(class.decide(&world.bruno, &check, false, "No").await.expect(200)),
            _ => {}
        }
        app.run("delete from notifications").await;
        assert_eq!(remind(app, "10:00:00").await, usize::from(!told.is_empty()), "{done}");
        let links = app.column("select distinct action_url from notifications").await;
        let link = format!("/verificaciones/{check}");
        assert_eq!(links, if told.is_empty() { vec![] } else { vec![link] }, "{done}");
        assert_eq!(reminded(app).await, told, "{done}");
    }
}

#[tokio::test]
async fn a_rejected_check_is_reminded_as_such() {
    let class = morning().await;
    let (app, world) = (&class.app, &class.app.world);
    let check = class.begin(&world.estela, json!({ "items": [line(world.sistemas.group, 10, 0)] })).await;
    class.confirm(&world.ana, &check, json!({})).await.expect(200);
    class.decide(&world.bruno, &check, false, "No").await.expect(200);
    app.run("delete from notifications").await;
    remind(app, "10:00:00").await;
    for message in app.column("select message from notifications").await {
        assert!(
            message.starts_with("La verificación de hoy fue rechazada y no se ha vuelto a hacer."),
            "{message}"
        );
    }
    assert_eq!(reminded(app).await.len(), 2);
}

#[tokio::test]
async fn only_classes_of_that_day_in_use_are_reminded() {
    let class = morning().await;
    let (app, gloria) = (&class.app, &class.app.world.gloria);
    let today = clock::today();
    for apart in [-7, -1, 1, 7] {
        assert_eq!(remind_on(app, today + TimeDelta::days(apart), "23:59:59").await, 0, "{apart}");
    }
    let uri = format!("/api/schedules/{}", class.id);
    app.put(gloria, &uri, json!({ "is_active": false })).await.expect(200);
    assert_eq!(remind(app, "23:59:59").await, 0);
    app.put(gloria, &uri, json!({ "is_active": true })).await.expect(200);
    let room = format!("/api/environments/{}", app.world.sistemas.id);
    app.put(gloria, &room, json!({ "is_active": false })).await.expect(200);
    assert_eq!(remind(app, "23:59:59").await, 0);
    app.put(gloria, &room, json!({ "is_active": true })).await.expect(200);
    assert_eq!(remind(app, "23:59:59").await, 1);
}

#[tokio::test]
async fn yesterdays_check_does_not_stand_for_todays() {
    let class = morning().await;
    let app = &class.app;
    class.complete().await;
    app.run("update inventory_checks set check_date = date(check_date, '-7 day'); delete from notifications")
        .await;
    assert_eq!(remind(app, "10:00:00").await, 1);
    assert_eq!(reminded(app).await, ["Ana: Verificación sin hacer", "Estela: Verificación sin hacer"]);
}

#[tokio::test]
async fn every_class_of_the_day_has_its_own_reminder() {
    let class = morning().await;
    let app = &class.app;
    plan(app, &json!({ "start_time": "10:00", "end_time": "12:00", "ficha": "77" })).await;
    let elsewhere = json!({
        "environment_id": app.world.idiomas.id, "instructor_id": app.world.ivan.id, "end_time": "11:00", "ficha": "8",
    });
    plan(app, &elsewhere).await;
    assert_eq!(remind(app, "11:30:00").await, 2);
    assert_eq!(
        reminded(app).await,
        ["Ana: Verificación sin hacer", "Estela: Verificación sin hacer", "Iván: Verificación sin hacer"]
    );
    assert_eq!(remind(app, "12:30:00").await, 1);
    assert_eq!(reminded(app).await, ["Ana: Verificación sin hacer"]);
}

#[tokio::test]
async fn the_job_that_looks_every_few_minutes_does_the_same() {
    let app = App::new().await;
    // It is over as soon as the clock shows a minute past midnight.
    plan(&app, &json!({ "end_time": "00:00:01" })).await;
    let over = inventario::kit::wire::LocalTime(clock::now()).wall().time()
        >= NaiveTime::from_hms_opt(0, 0, 1).unwrap();
    assert!(over, "run a second after midnight");
    assert_eq!(reminders::run(&app.parts.db).await.unwrap(), 1);
    assert_eq!(reminders::run(&app.parts.db).await.unwrap(), 0);
    assert_eq!(reminded(&app).await, ["Ana: Verificación sin hacer"]);
    let audited = app.column(
        "select json_extract(new_values, '$.description') from audit_logs where action like 'REMIND%'",
    );
    assert_eq!(audited.await, ["Recordatorios de verificación, clases: 1"]);
}
