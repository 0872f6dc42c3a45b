//! The timetable: classes, who plans which, and that two of them never meet in one room.

use crate::support::{App, Content, Person, Ready, Reply, Resource, Roles, patched, with};
use serde_json::{Value, json};

/// Read by all. Written by instructors in their own classes, by su, ad and ag in the rooms in scope.
const ROLES: Roles = &[
    ("st in su ad ag", &["list_schedules", "get_schedule"]),
    ("in su ad ag", &["create_schedule", "update_schedule", "delete_schedule"]),
];

/// What the tests that walk all operations must know.
pub const RESOURCE: Resource = Resource::new(ROLES).asked_with(value).sent(content).replayed(&["schedules"]);

fn value(ready: &Ready, operation: &str, parameter: &str) -> Option<String> {
    Some(match (operation, parameter) {
        (_, "id") => ready.class.clone(),
        _ => return None,
    })
}

fn content(ready: &Ready, operation: &str) -> Option<Content> {
    Some(Content::Json(match operation {
        "create_schedule" => class_of_ana(&ready.app, 1),
        "update_schedule" => with(class_of_ana(&ready.app, 3), "is_active", json!(true)),
        _ => return None,
    }))
}

/// A class of Ana in their room that meets no other on that day.
pub fn class_of_ana(app: &App, day_of_week: i64) -> Value {
    json!({
        "environment_id": app.world.sistemas.id, "instructor_id": app.world.ana.id, "program": "ADSO",
        "ficha": "2758", "topic": "Bases de datos", "start_time": "07:00:00", "end_time": "12:00:00",
        "day_of_week": day_of_week, "start_date": "2026-01-19", "end_date": "2026-12-11", "student_count": 25,
    })
}

/// A class of Ana's on Mondays from 7 to 10, changed as `patch` says.
fn class(app: &App, patch: &Value) -> Value {
    let class = json!({
        "environment_id": app.world.sistemas.id, "instructor_id": app.world.ana.id, "program": "ADSO",
        "ficha": "2558104", "start_time": "07:00", "end_time": "10:00:00", "day_of_week": 1,
        "start_date": "2025-01-15", "end_date": "2025-06-30", "student_count": 30,
    });
    patched(class, patch)
}

async fn plan(app: &App, who: &Person, patch: Value) -> Reply {
    app.post(who, "/api/schedules", class(app, &patch)).await
}

fn uri(class: &Value) -> String {
    format!("/api/schedules/{}", class["id"].as_str().unwrap())
}

fn programs(reply: Reply) -> Vec<String> {
    let list = reply.expect(200).json();
    list.as_array().unwrap().iter().map(|row| row["program"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_class_is_planned_read_changed_and_deleted() {
    let app = App::new().await;
    let ana = &app.world.ana;
    let made = plan(&app, ana, json!({})).await.expect(201).json();
    assert_eq!((&made["start_time"], &made["end_time"]), (&json!("07:00:00"), &json!("10:00:00")));
    assert_eq!(
        (&made["environment_name"], &made["instructor_name"]),
        (&json!("Sistemas 1"), &json!("Ana Prueba"))
    );
    assert_eq!((&made["topic"], &made["is_active"]), (&json!(null), &json!(true)));

    let patch = json!({ "topic": "Bases de datos", "end_time": "11:30", "student_count": "28" });
    let changed = app.put(ana, &uri(&made), patch).await.expect(200).json();
    assert_eq!((&changed["topic"], &changed["end_time"]), (&json!("Bases de datos"), &json!("11:30:00")));
    assert_eq!((&changed["student_count"], &changed["program"]), (&json!(28), &json!("ADSO")));
    let cleared = app.put(ana, &uri(&made), json!({ "topic": null })).await.expect(200).json();
    assert_eq!((&cleared["topic"], &cleared["end_time"]), (&json!(null), &json!("11:30:00")));
    let read = app.get(&app.world.pedro, &uri(&made)).await.expect(200).json();
    assert_eq!(patched(read, &json!({ "warnings": [] })), cleared);

    let gone = app.delete(ana, &uri(&made)).await.expect(200).json();
    assert_eq!(gone["detail"], "Horario eliminado");
    assert_eq!(app.get(ana, &uri(&made)).await.expect(404).detail(), "Horario no encontrado");
    app.put(ana, &uri(&made), json!({ "topic": "x" })).await.expect(404);
}

#[tokio::test]
async fn a_class_that_meets_another_in_its_room_is_refused_with_the_others_name() {
    let app = App::new().await;
    plan(&app, &app.world.ana, json!({})).await.expect(201);
    let ivans = json!({
        "instructor_id": app.world.ivan.id, "program": "Bilingüismo", "start_time": "09:59", "end_time": "12:00",
    });
    let refused = plan(&app, &app.world.ivan, ivans).await.expect(400);
    assert_eq!(
        refused.detail(),
        "Se cruza con ADSO (ficha 2558104) de Ana Prueba, el lunes de 07:00 a 10:00, en el mismo ambiente"
    );
    assert_eq!(refused.json()["code"], "horario_cruzado");
    assert_eq!(app.count("select count(*) from schedules").await, 1);
}

#[tokio::test]
async fn classes_that_only_touch_or_never_meet_are_planned() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    plan(&app, gloria, json!({})).await.expect(201);
    for apart in [
        json!({ "start_time": "10:00", "end_time": "12:00" }),
        json!({ "start_time": "06:00", "end_time": "07:00" }),
        json!({ "day_of_week": 2 }),
        json!({ "environment_id": app.world.idiomas.id }),
        json!({ "start_date": "2025-07-01", "end_date": "2025-12-15" }),
    ] {
        plan(&app, gloria, apart).await.expect(201);
    }
    for meeting in [
        json!({}),
        json!({ "start_time": "08:00", "end_time": "09:00" }),
        json!({ "start_time": "05:00", "end_time": "23:00" }),
        json!({ "start_date": "2025-06-30", "end_date": "2025-12-15" }),
    ] {
        plan(&app, gloria, meeting).await.expect(400);
    }
}

#[tokio::test]
async fn moving_or_reviving_a_class_meets_the_same_rule() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let first = plan(&app, gloria, json!({})).await.expect(201).json();
    let second = plan(&app, gloria, json!({ "day_of_week": 2 })).await.expect(201).json();
    app.put(gloria, &uri(&second), json!({ "day_of_week": 1 })).await.expect(400);
    // A class is never in its own way.
    app.put(gloria, &uri(&first), json!({ "end_time": "10:30", "day_of_week": 1 })).await.expect(200);

    app.put(gloria, &uri(&first), json!({ "is_active": false })).await.expect(200);
    app.put(gloria, &uri(&second), json!({ "day_of_week": 1 })).await.expect(200);
    let refused = app.put(gloria, &uri(&first), json!({ "is_active": true })).await.expect(400);
    assert!(refused.detail().starts_with("Se cruza con ADSO"));
}

#[tokio::test]
async fn of_two_classes_planned_at_once_for_one_hour_one_is_kept() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let plans = futures_util::future::join_all((0..6).map(|_| plan(&app, gloria, json!({})))).await;
    let mut statuses: Vec<_> = plans.iter().map(|reply| reply.status.as_u16()).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 400, 400, 400, 400, 400]);
}

#[tokio::test]
async fn a_class_that_cannot_be_held_is_refused() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let nowhere = json!("018f3b1c-0000-7000-8000-000000000001");
    for (patch, sentence) in [
        (json!({ "start_time": "10:00" }), "La hora de inicio"),
        (json!({ "end_time": "06:00" }), "La hora de inicio"),
        (json!({ "start_date": "2025-07-01" }), "La fecha de inicio"),
        (json!({ "environment_id": nowhere }), "El ambiente indicado"),
        (json!({ "instructor_id": nowhere }), "El instructor indicado"),
        (json!({ "instructor_id": app.world.estela.id }), "El instructor indicado"),
    ] {
        let refused = plan(&app, gloria, patch).await.expect(400).detail();
        assert!(refused.starts_with(sentence), "{refused}");
    }
    for patch in [
        json!({ "day_of_week": 0 }),
        json!({ "day_of_week": 8 }),
        json!({ "student_count": -1 }),
        json!({ "start_time": "25:00" }),
        json!({ "start_date": "15/01/2025" }),
        json!({ "ficha": "" }),
        json!({ "program": "x".repeat(201) }),
    ] {
        plan(&app, gloria, patch).await.expect(422);
    }
}

#[tokio::test]
async fn an_instructor_plans_his_own_classes_and_supervisors_those_of_their_centre() {
    let app = App::new().await;
    let (ana, bruno) = (&app.world.ana, &app.world.bruno);
    plan(&app, ana, json!({ "instructor_id": app.world.ivan.id })).await.expect(403);
    let hers = plan(&app, bruno, json!({})).await.expect(201).json();
    app.put(ana, &uri(&hers), json!({ "topic": "Repaso" })).await.expect(200);
    let other = plan(&app, bruno, json!({ "instructor_id": app.world.ivan.id, "day_of_week": 2 })).await;
    let other = other.expect(201).json();
    app.put(ana, &uri(&other), json!({ "topic": "Repaso" })).await.expect(403);
    app.delete(ana, &uri(&other)).await.expect(403);

    plan(&app, bruno, json!({ "environment_id": app.world.taller.id })).await.expect(400);
    let far = json!({ "environment_id": app.world.taller.id });
    let far = plan(&app, &app.world.gloria, far).await.expect(201).json();
    app.put(bruno, &uri(&far), json!({ "topic": "Mío" })).await.expect(404);
    app.delete(bruno, &uri(&far)).await.expect(404);
    app.put(bruno, &uri(&hers), json!({ "environment_id": app.world.taller.id })).await.expect(400);
    plan(&app, &app.world.estela, json!({ "day_of_week": 5 })).await.expect(403);
    app.delete(&app.world.estela, &uri(&hers)).await.expect(403);
}

#[tokio::test]
async fn the_classes_of_an_instructor_who_left_can_still_be_put_away() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let made = plan(&app, gloria, json!({})).await.expect(201).json();
    app.delete(gloria, &format!("/api/users/{}", app.world.ana.id)).await.expect(200);
    app.put(gloria, &uri(&made), json!({ "is_active": false })).await.expect(200);
    app.put(gloria, &uri(&made), json!({ "is_active": true })).await.expect(400);
    app.put(gloria, &uri(&made), json!({ "is_active": true, "instructor_id": app.world.ivan.id }))
        .await
        .expect(200);
}

#[tokio::test]
async fn the_timetable_is_filtered_searched_and_cut() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    plan(&app, gloria, json!({})).await.expect(201);
    let drawing = json!({ "program": "Diseño 100%", "day_of_week": 3, "environment_id": app.world.idiomas.id,
        "instructor_id": app.world.ivan.id });
    plan(&app, gloria, drawing).await.expect(201);
    let old = plan(&app, gloria, json!({ "program": "Vieja", "day_of_week": 2 })).await.expect(201).json();
    app.put(gloria, &uri(&old), json!({ "is_active": false })).await.expect(200);
    let (room, ivan) = (format!("environment_id={}", app.world.sistemas.id), app.world.ivan.id);
    let of_ivan = format!("instructor_id={ivan}");
    for (query, found) in [
        ("", vec!["ADSO", "Diseño 100%"]),
        (room.as_str(), vec!["ADSO"]),
        (of_ivan.as_str(), vec!["Diseño 100%"]),
        ("day_of_week=3", vec!["Diseño 100%"]),
        ("is_active=false", vec!["Vieja"]),
        ("search=DISENO", vec!["Diseño 100%"]),
        ("search=%25", vec!["Diseño 100%"]),
        ("search=_", vec![]),
        ("search=ana+2558104", vec!["ADSO"]),
        ("limit=1&skip=1", vec!["Diseño 100%"]),
    ] {
        let list = app.get(gloria, &format!("/api/schedules?{query}")).await;
        let total = if query.starts_with("limit") { 2 } else { found.len() };
        assert_eq!(list.header("x-total-count"), Some(total.to_string().as_str()), "{query}");
        assert_eq!(programs(list), found, "{query}");
    }
    app.get(gloria, "/api/schedules?day_of_week=8").await.expect(422);
    // Everybody reads his room's timetable, and any other by naming it.
    assert_eq!(programs(app.get(&app.world.estela, "/api/schedules").await), ["ADSO"]);
    assert_eq!(programs(app.get(&app.world.pedro, "/api/schedules").await), [""; 0]);
    assert_eq!(programs(app.get(&app.world.pedro, &format!("/api/schedules?{room}")).await), ["ADSO"]);
}

#[tokio::test]
async fn a_class_may_go_on_past_midnight_or_until_it() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let night = json!({ "start_time": "22:00", "end_time": "06:00", "day_of_week": 7 });
    let night = plan(&app, gloria, night).await.expect(201).json();
    assert_eq!((&night["start_time"], &night["end_time"]), (&json!("22:00:00"), &json!("06:00:00")));
    for end in ["24:00", "00:00"] {
        let late = json!({ "start_time": "18:00", "end_time": end, "environment_id": app.world.idiomas.id });
        let late = plan(&app, gloria, late).await.expect(201).json();
        assert_eq!(late["end_time"], "00:00:00");
        app.delete(gloria, &uri(&late)).await.expect(200);
    }
    // It is in the way of the next morning's, and the morning's of it.
    let early = json!({ "start_time": "05:00", "end_time": "07:00", "ficha": "1" });
    let refused = plan(&app, gloria, early.clone()).await.expect(400);
    assert!(refused.detail().contains("el domingo de 22:00 a 06:00"), "{}", refused.detail());
    plan(&app, gloria, json!({ "start_time": "06:00", "end_time": "07:00", "ficha": "1" })).await.expect(201);
    // Times that were exchanged are no class.
    for (start, end) in [("10:00", "08:00"), ("10:00", "10:00"), ("00:00", "00:00")] {
        let wrong = json!({ "start_time": start, "end_time": end, "day_of_week": 3 });
        assert_eq!(
            plan(&app, gloria, wrong).await.expect(400).json()["code"],
            "horas_al_reves",
            "{start} {end}"
        );
    }
    // What is changed by halves is read by the whole.
    let day = app
        .put(gloria, &uri(&night), json!({ "start_time": "04:00", "day_of_week": 5 }))
        .await
        .expect(200)
        .json();
    assert_eq!(app.count("select count(*) from schedules where end_time = '06:00:00'").await, 1);
    assert_eq!(day["end_time"], "06:00:00");
}

#[tokio::test]
async fn a_teacher_or_a_ficha_in_two_rooms_at_once_is_told_and_stored() {
    let app = App::new().await;
    let (world, gloria) = (&app.world, &app.world.gloria);
    let alone = plan(&app, gloria, json!({})).await.expect(201).json();
    assert_eq!(alone["warnings"], json!([]));
    let elsewhere = json!({ "environment_id": world.idiomas.id, "start_time": "09:00", "end_time": "11:00", "ficha": "9" });
    let twice = plan(&app, gloria, elsewhere).await.expect(201).json();
    let expected = "Ana Prueba también tiene clase a esa hora: ADSO (ficha 2558104) en Sistemas 1, el lunes de 07:00 a 10:00";
    assert_eq!(twice["warnings"], json!([expected]));
    // Another teacher, the same ficha.
    let other = json!({ "instructor_id": world.ivan.id, "ficha": "2558104" });
    let group = app.put(gloria, &uri(&twice), other).await.expect(200).json();
    let expected = "La ficha 2558104 también tiene clase a esa hora: ADSO (ficha 2558104) en Sistemas 1, el lunes de 07:00 a 10:00";
    assert_eq!(group["warnings"], json!([expected]));
    let apart = app.put(gloria, &uri(&twice), json!({ "start_time": "10:00" })).await.expect(200).json();
    assert_eq!(apart["warnings"], json!([]), "one begins when the other ends");
}
