//! Scheduled reports: made when their time has come, once, with the rights of that day.

use super::*;
use crate::recovery::switch_mail_on;
use crate::support::patched;
use chrono::{DateTime, TimeDelta, Utc};
use inventario::campus::reports::scheduled::job;
use inventario::kit::clock;

const SCHEDULES: &str = "/api/report-schedules";

/// The checks of last week, each Monday at seven, changed as `patch` says.
async fn scheduled(app: &App, who: &Person, patch: Value) -> Value {
    let base = json!({
        "report_type": "inventory_checks", "file_format": "csv", "period": "last_week", "every": "week", "weekday": 1, "hour": 7,
    });
    app.post(who, SCHEDULES, patched(base, &patch)).await.expect(201).json()
}

fn of(schedule: &Value) -> String {
    format!("{SCHEDULES}/{}", schedule["id"].as_str().unwrap())
}

async fn again(app: &App, who: &Person, schedule: &Value) -> Value {
    app.get(who, &of(schedule)).await.expect(200).json()
}

/// Asks for what is due as if it were this instant; answers how many times were dealt with.
async fn ask_at(app: &App, now: DateTime<Utc>) -> usize {
    let asked = job::run(&app.parts.db, now).await.unwrap();
    app.parts.maker.run().await.unwrap();
    asked
}

async fn ask_after(app: &App, days: i64) -> usize {
    ask_at(app, clock::now() + TimeDelta::days(days)).await
}

async fn reports_of(app: &App, who: &Person) -> Vec<Value> {
    app.get(who, URI).await.expect(200).json().as_array().unwrap().clone()
}

/// What somebody was told of reports, newest first.
async fn told(app: &App, who: &Person) -> Vec<Value> {
    app.get(who, "/api/notifications?type=report").await.expect(200).json().as_array().unwrap().clone()
}

#[tokio::test]
async fn a_report_comes_by_itself_when_its_time_has_come_and_once() {
    let app = App::new().await;
    let bruno = &app.world.bruno;
    let schedule = scheduled(&app, bruno, json!({})).await;
    assert_eq!((&schedule["is_active"], &schedule["by_mail"]), (&json!(true), &json!(true)));
    assert_eq!((&schedule["title"], &schedule["month_day"]), (&Value::Null, &Value::Null));
    assert!(schedule["next_at"].as_str().unwrap().ends_with("T07:00:00.000000"), "{schedule}");
    // Nothing is due today, and looking changes nothing.
    assert_eq!(job::run(&app.parts.db, clock::now()).await.unwrap(), 0);

    assert_eq!(ask_after(&app, 8).await, 1);
    assert_eq!(ask_after(&app, 8).await, 0);
    let reports = reports_of(&app, bruno).await;
    assert_eq!(reports.len(), 1);
    let report = &reports[0];
    assert_eq!(
        (&report["status"], &report["report_type"]),
        (&json!("completed"), &json!("inventory_checks"))
    );
    let title = report["title"].as_str().unwrap();
    assert!(title.starts_with("Verificaciones, ") && title.contains(" a "), "{title}");
    let parameters = app.get(bruno, &uri(report)).await.expect(200).json()["parameters"].take();
    let day = |member: &str| parameters[member].as_str().unwrap().parse::<chrono::NaiveDate>().unwrap();
    assert_eq!(day("end_date") - day("start_date"), TimeDelta::days(6));

    let notice = &told(&app, bruno).await[0];
    assert_eq!(notice["title"], format!("Reporte listo: {title}"));
    assert_eq!(notice["action_url"], "/reportes");
    let message = notice["message"].as_str().unwrap();
    assert!(
        message.contains("» no tiene datos. Descárguelo en «Reportes», en la lista «Sus reportes»"),
        "{message}"
    );
    assert!(again(&app, bruno, &schedule).await["last_made_at"].is_string());
    // A report that somebody asked for themselves is told to nobody.
    made(&app, bruno, asked("inventory", "csv")).await;
    assert_eq!(told(&app, bruno).await.len(), 1);
}

#[tokio::test]
async fn the_sheet_of_a_room_is_called_after_it() {
    let app = App::new().await;
    let bruno = &app.world.bruno;
    let room = json!({ "environment_id": app.world.sistemas.id });
    scheduled(&app, bruno, json!({ "report_type": "room", "period": "now", "parameters": room })).await;
    assert_eq!(ask_after(&app, 8).await, 1);
    let title = reports_of(&app, bruno).await[0]["title"].as_str().unwrap().to_owned();
    assert!(title.starts_with("Hoja del ambiente: Sistemas"), "{title}");
}

#[tokio::test]
async fn a_month_of_being_off_is_one_report() {
    let app = App::new().await;
    let bruno = &app.world.bruno;
    scheduled(&app, bruno, json!({})).await;
    assert_eq!(ask_after(&app, 31).await, 1);
    assert_eq!(ask_after(&app, 31).await, 0);
    assert_eq!(reports_of(&app, bruno).await.len(), 1);
}

#[tokio::test]
async fn a_clock_that_was_ahead_silences_no_schedule() {
    let app = App::new().await;
    let bruno = &app.world.bruno;
    scheduled(&app, bruno, json!({})).await;
    assert_eq!(ask_after(&app, 4000).await, 1);
    // Right again: nothing is owed, and next week it comes.
    assert_eq!(ask_after(&app, 0).await, 0);
    assert_eq!(ask_after(&app, 8).await, 1);
}

#[tokio::test]
async fn a_pause_and_a_change_catch_nothing_up() {
    let app = App::new().await;
    let bruno = &app.world.bruno;
    let schedule = scheduled(&app, bruno, json!({})).await;
    let paused = app.put(bruno, &of(&schedule), json!({ "is_active": false })).await.expect(200).json();
    assert_eq!((&paused["is_active"], &paused["next_at"]), (&json!(false), &Value::Null));
    assert_eq!(ask_after(&app, 30).await, 0);
    app.put(bruno, &of(&schedule), json!({ "is_active": true })).await.expect(200);
    assert_eq!(ask_after(&app, 0).await, 0);

    let changed = app
        .put(bruno, &of(&schedule), json!({
            "file_format": "pdf", "title": "Lo del mes", "parameters": { "status": "issues" }, "period": "last_month",
            "every": "month", "month_day": 31, "hour": 6, "by_mail": false,
        }))
        .await
        .expect(200)
        .json();
    for (member, value) in [
        ("file_format", json!("pdf")),
        ("title", json!("Lo del mes")),
        ("every", json!("month")),
        ("weekday", Value::Null),
        ("month_day", json!(31)),
        ("by_mail", json!(false)),
    ] {
        assert_eq!(changed[member], value, "{member}");
    }
    assert_eq!(changed["parameters"]["status"], "issues");
    assert_eq!(ask_after(&app, 32).await, 1);
    assert!(reports_of(&app, bruno).await[0]["title"].as_str().unwrap().starts_with("Lo del mes, "));
    let cleared =
        app.put(bruno, &of(&schedule), json!({ "title": null, "parameters": null })).await.expect(200).json();
    assert_eq!((&cleared["title"], &cleared["parameters"]["status"]), (&Value::Null, &Value::Null));

    app.delete(bruno, &of(&schedule)).await.expect(200);
    app.get(bruno, &of(&schedule)).await.expect(404);
    assert_eq!(ask_after(&app, 80).await, 0);
    // What it made stays.
    assert_eq!(reports_of(&app, bruno).await.len(), 1);
}

#[tokio::test]
async fn whose_role_or_account_has_changed_gets_none_and_sees_why() {
    let app = App::new().await;
    let (gloria, wilson, ana) = (&app.world.gloria, &app.world.wilson, &app.world.ana);
    let loans = scheduled(&app, wilson, json!({ "report_type": "loans" })).await;
    let own = scheduled(&app, ana, json!({})).await;
    app.put(gloria, &format!("/api/users/{}", wilson.id), json!({ "role": "instructor" })).await.expect(200);
    app.put(gloria, &format!("/api/users/{}", ana.id), json!({ "is_active": false })).await.expect(200);
    assert_eq!(ask_after(&app, 8).await, 2);
    assert_eq!(count(&app, "reports").await, 0);

    let signed_in = async |person: &Person| {
        let session = app.sign_in(&person.email, PASSWORD).await.expect(200).json();
        Person { token: session["access_token"].as_str().unwrap().to_owned(), ..person.clone() }
    };
    let wilson = signed_in(wilson).await;
    let paused = again(&app, &wilson, &loans).await;
    assert_eq!(paused["is_active"], false);
    assert_eq!(paused["paused_because"], "Su rol no permite este reporte");
    let notice = &told(&app, &wilson).await[0];
    assert_eq!(notice["title"], "Reporte programado en pausa");
    assert!(notice["message"].as_str().unwrap().contains("Su rol no permite este reporte"), "{notice}");
    // It can't be resumed, and it isn't told again.
    let refused = app.put(&wilson, &of(&loans), json!({ "is_active": true })).await.expect(403);
    assert_eq!(refused.detail(), "Su rol no permite este reporte");
    assert_eq!(ask_after(&app, 30).await, 0);
    let says = |entry: &Value| entry["new_values"]["description"].as_str().unwrap_or_default().to_owned();
    app.audited(|entry| says(entry).starts_with("Reporte programado puesto en pausa: Préstamos.")).await;

    app.put(gloria, &format!("/api/users/{}", ana.id), json!({ "is_active": true })).await.expect(200);
    let ana = signed_in(ana).await;
    let paused = again(&app, &ana, &own).await;
    assert_eq!(paused["paused_because"], "La cuenta que lo pidió ya no está activa");
    app.put(&ana, &of(&own), json!({ "is_active": true })).await.expect(200);
    assert_eq!(again(&app, &ana, &own).await["paused_because"], Value::Null);
}

#[tokio::test]
async fn what_can_not_be_made_is_told() {
    let app = App::new().await;
    let bruno = &app.world.bruno;
    scheduled(&app, bruno, json!({ "title": "Lo de siempre" })).await;
    job::run(&app.parts.db, clock::now() + TimeDelta::days(8)).await.unwrap();
    app.run("update reports set attempts = 3").await;
    app.parts.maker.run().await.unwrap();
    let notice = &told(&app, bruno).await[0];
    assert_eq!(notice["title"], "Un reporte programado no se pudo hacer");
    let message = notice["message"].as_str().unwrap();
    assert!(
        message.starts_with("«Lo de siempre, ") && message.contains("se detuvo varias veces"),
        "{message}"
    );
}

#[tokio::test]
async fn all_of_one_hour_are_made_in_turn() {
    let app = App::new().await;
    let bruno = &app.world.bruno;
    for _ in 0..12 {
        scheduled(&app, bruno, json!({})).await;
    }
    // No more than ten may wait; the others are asked for when those are made.
    assert_eq!(ask_after(&app, 8).await, 10);
    assert_eq!(ask_after(&app, 8).await, 2);
    assert_eq!(ask_after(&app, 8).await, 0);
    assert_eq!(count(&app, "report_schedules where last_made_at is not null").await, 12);
    let told = told(&app, bruno).await;
    assert!(
        told.len() == 12 && told.iter().all(|it| it["title"].as_str().unwrap().starts_with("Reporte listo"))
    );
}

#[tokio::test]
async fn too_many_that_are_kept_are_no_reason_for_a_pause() {
    let app = App::new().await;
    let bruno = &app.world.bruno;
    let schedule = scheduled(&app, bruno, json!({})).await;
    let person = bruno.id;
    behind(&app, move |tx| {
        for n in 0..250 {
            tx.execute(
                "insert into reports (id, user_id, report_type, title, file_format, parameters, status, error, created_at, expires_at)
                 values (:id, :person, 'inventory', 'Falló', 'csv', '{}', 'failed', 'Algo', '2025-09-01T12:00:00.000000Z',
                     '2999-09-01T12:00:00.000000Z')",
                named_params! { ":id": Id::from_bits(n), ":person": person },
            )?;
        }
        Ok(())
    })
    .await;
    assert_eq!(ask_after(&app, 8).await, 1);
    let now = again(&app, bruno, &schedule).await;
    assert_eq!((&now["is_active"], &now["last_made_at"]), (&json!(true), &Value::Null));
    assert_eq!(told(&app, bruno).await[0]["title"], "Un reporte programado no se hizo");
}

#[tokio::test]
async fn the_job_makes_what_is_due_and_a_new_title_drops_nothing() {
    let app = App::new().await;
    let bruno = &app.world.bruno;
    let schedule = scheduled(&app, bruno, json!({})).await;
    app.run("update report_schedules set settled_at = '2025-09-01T12:00:00.000000Z'").await;
    app.put(bruno, &of(&schedule), json!({ "title": "Lo de siempre", "weekday": 1, "is_active": true }))
        .await
        .expect(200);
    let job = job::ScheduledReports { db: app.parts.db.clone(), maker: app.parts.maker.clone() };
    assert_eq!(job.run().await.unwrap(), 1);
    assert_eq!(job.run().await.unwrap(), 0);
    let report = reports_of(&app, bruno).await.remove(0);
    assert_eq!(settled(&app, bruno, &uri(&report)).await["status"], "completed");
    assert!(report["title"].as_str().unwrap().starts_with("Lo de siempre, "), "{report}");

    // Other times begin now.
    app.run("update report_schedules set settled_at = '2025-09-01T12:00:00.000000Z', last_made_at = null")
        .await;
    app.put(bruno, &of(&schedule), json!({ "weekday": 2 })).await.expect(200);
    assert_eq!(job.run().await.unwrap(), 0);
}

#[tokio::test]
async fn what_is_wrong_with_one_keeps_no_other_from_being_made() {
    let app = App::new().await;
    let (bruno, gloria) = (&app.world.bruno, &app.world.gloria);
    for _ in 0..2 {
        scheduled(&app, bruno, json!({})).await;
    }
    scheduled(&app, gloria, json!({ "report_type": "loans" })).await;
    app.run("update report_schedules set parameters = '7' where id = (select min(id) from report_schedules)")
        .await;
    app.run("update report_schedules set report_type = 'otro' where report_type = 'loans'").await;
    assert_eq!(ask_after(&app, 8).await, 1);
    assert_eq!((reports_of(&app, bruno).await.len(), reports_of(&app, gloria).await.len()), (1, 0));
}

#[tokio::test]
async fn an_instructor_without_a_room_gets_no_empty_reports_and_sees_why() {
    let app = App::new().await;
    let ana = &app.world.ana;
    let schedule = scheduled(&app, ana, json!({})).await;
    app.run(&format!("update users set environment_id = null where id = '{}'", ana.id)).await;
    assert_eq!(ask_after(&app, 8).await, 1);
    assert_eq!(reports_of(&app, ana).await.len(), 0);
    let why = "No está vinculado a un ambiente: sus reportes saldrían vacíos";
    let paused = again(&app, ana, &schedule).await;
    assert_eq!((&paused["is_active"], &paused["paused_because"]), (&json!(false), &json!(why)));
    let refused = app.put(ana, &of(&schedule), json!({ "is_active": true })).await.expect(403);
    assert_eq!(refused.detail(), why);
    app.delete(ana, &of(&schedule)).await.expect(200);
}

#[tokio::test]
async fn it_is_told_by_mail_where_mail_is_on_and_wanted() {
    let app = App::new().await;
    switch_mail_on(&app).await;
    let (bruno, ana) = (&app.world.bruno, &app.world.ana);
    scheduled(&app, bruno, json!({})).await;
    scheduled(&app, ana, json!({ "by_mail": false })).await;
    assert_eq!(ask_after(&app, 8).await, 2);
    let letters = app.column("select reason || ' ' || action_url || ' ' || user_id from outbox").await;
    assert_eq!(letters, [format!("reports /reportes {}", bruno.id)]);
    assert_eq!(told(&app, ana).await.len(), 1);
}

#[tokio::test]
async fn a_schedule_is_nobody_elses_and_nonsense_is_refused() {
    let app = App::new().await;
    let (bruno, ana, estela) = (&app.world.bruno, &app.world.ana, &app.world.estela);
    let schedule = scheduled(&app, bruno, json!({})).await;
    for (method, body) in
        [(Method::GET, None), (Method::PUT, Some(json!({ "is_active": false }))), (Method::DELETE, None)]
    {
        let hidden = app.ask(Some(ana), method, &of(&schedule), body).await.expect(404);
        assert_eq!(hidden.detail(), "Reporte programado no encontrado");
    }
    assert_eq!(app.get(ana, SCHEDULES).await.expect(200).json(), json!([]));
    app.get(estela, SCHEDULES).await.expect(403);

    let base = json!({
        "report_type": "inventory", "file_format": "pdf", "every": "week", "weekday": 1, "hour": 7, "period": "now",
    });
    let room = json!({ "environment_id": app.world.taller.id });
    for (patch, status, says) in [
        (json!({ "weekday": null }), 400, "Indique qué día de la semana (weekday)"),
        (json!({ "every": "month" }), 400, "Indique qué día del mes (month_day)"),
        (
            json!({ "report_type": "item" }),
            400,
            "La hoja de vida de un equipo y una verificación firmada no se programan: \
            pídalas cuando las necesite",
        ),
        (
            json!({ "report_type": "room", "period": "last_week" }),
            400,
            "Este reporte dice cómo está todo el día en que se hace: no \
            tiene periodo",
        ),
        (json!({ "report_type": "room" }), 400, "Indique el ambiente (environment_id)"),
        (json!({ "report_type": "audit" }), 403, "Su rol no permite este reporte"),
        (json!({ "parameters": room }), 404, "Ambiente no encontrado"),
        (json!({ "hour": 24 }), 422, "El campo «hour» debe estar entre 0 y 23"),
        (json!({ "weekday": 8 }), 422, "El campo «weekday» debe estar entre 1 y 7"),
        (json!({ "month_day": 0 }), 422, "El campo «month_day» debe estar entre 1 y 31"),
        (json!({ "title": "x".repeat(151) }), 422, "El campo «title»"),
        (json!({ "every": "day" }), 422, "El campo «every»"),
    ] {
        let refused = app.post(bruno, SCHEDULES, patched(base.clone(), &patch)).await.expect(status);
        assert!(refused.detail().starts_with(says), "{patch}: {}", refused.detail());
    }
    assert_eq!(count(&app, "report_schedules").await, 1);
    // A change is judged as a new one is, and changes nothing when it is refused.
    app.put(bruno, &of(&schedule), json!({ "parameters": { "status": "perdido" } })).await.expect(400);
    app.put(bruno, &of(&schedule), json!({ "hour": "siete" })).await.expect(422);
    assert_eq!(again(&app, bruno, &schedule).await, schedule);
}

#[tokio::test]
async fn there_is_an_end_to_what_somebody_schedules() {
    let app = App::new().await;
    let bruno = &app.world.bruno;
    for _ in 0..20 {
        scheduled(&app, bruno, json!({})).await;
    }
    let one_more = json!({
        "report_type": "inventory", "file_format": "pdf", "every": "month", "month_day": 1, "hour": 7, "period": "now",
    });
    let refused = app.post(bruno, SCHEDULES, one_more).await.expect(400);
    assert_eq!(refused.detail(), "Ya tiene muchos reportes programados: elimine los que no necesite");
}
