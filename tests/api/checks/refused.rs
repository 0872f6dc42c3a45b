//! What is refused: whoever comes late is told who was first, and nobody does what is none of his business.

use super::{BY_SCHEDULE, CHECKS, Class, REVIEWS, at, good, plan, rows, text};
use crate::support::{Person, Reply};
use chrono::TimeDelta;
use inventario::kit::clock;
use serde_json::{Value, json};

/// What everybody may try on a check, in words.
async fn attempt(class: &Class, who: &Person, check: &str, act: &str) -> Reply {
    let (app, world) = (&class.app, &class.app.world);
    match act {
        "save" => class.save(who, good()).await,
        "start" => app.post(who, CHECKS, class.sheet(&json!({}))).await,
        "assign" => app.post(who, CHECKS, class.sheet(&json!({ "student_id": world.estela.id }))).await,
        "confirm" => class.confirm(who, check, json!({})).await,
        "object" => class.confirm(who, check, json!({ "inventory_complete": false })).await,
        "approve" => class.decide(who, check, true, "").await,
        "reject" => class.decide(who, check, false, "Está incompleta").await,
        "review" => {
            let sent = json!({ "check_id": check, "status": "approved" });
            app.post(who, REVIEWS, sent).await
        }
        "look" => app.post(who, REVIEWS, json!({ "check_id": check, "status": "pending" })).await,
        "take" => class.pass(who, check, "supervisor_takeover").await,
        "return" => class.pass(who, check, "instructor_assign").await,
        "reopen" => class.reopen(who, check).await,
        other => panic!("{other}"),
    }
}

/// Sees that each of these is refused with this name in its sentence, and that none changes anything.
async fn refused(class: &Class, check: &str, attempts: &[(&Person, &str)], name: &str) {
    let before = class.read(check).await;
    for (who, acts) in attempts {
        for act in acts.split(' ') {
            let reply = attempt(class, who, check, act).await;
            let place = format!("{} {act} on {}", who.email, before["status"]);
            assert_eq!(reply.status.as_u16(), 400, "{place}: {}", reply.json());
            assert!(reply.detail().contains(name), "{place}: {}", reply.detail());
            let taken =
                matches!(act, "start" | "assign") || (act == "save" && who.role.as_str() == "student");
            let code = if taken { "turno_ya_verificado" } else { "etapa_no_permitida" };
            assert_eq!(reply.json()["code"], code, "{place}");
        }
    }
    assert_eq!(class.read(check).await, before);
    assert_eq!(class.app.count("select count(*) from supervisor_reviews where status = 'pending'").await, 0);
}

#[tokio::test]
async fn whoever_comes_late_is_told_who_was_first() {
    let class = Class::new().await;
    let world = &class.app.world;
    let link = json!({ "environment_id": world.sistemas.id });
    class.app.post(&world.pedro, "/api/users/link-environment", link).await.expect(200);
    let (pedro, ana, bruno, gloria) = (&world.pedro, &world.ana, &world.bruno, &world.gloria);
    let wilson = &world.wilson;
    let undecided = "approve reject review look";

    let assigned = class.sheet(&json!({ "student_id": world.estela.id }));
    let made = class.app.post(ana, CHECKS, assigned).await.expect(201).json();
    let check = text(&made["check_id"]);
    let nobody = [(pedro, "start save"), (ana, "confirm assign"), (gloria, "confirm object assign reopen")];
    refused(&class, &check, &nobody, "Estela Prueba").await;
    let nobody = [(bruno, undecided), (bruno, "take return"), (wilson, "take return")];
    refused(&class, &check, &nobody, "Estela Prueba").await;

    class.begin(&world.estela, json!({})).await;
    let late = [(pedro, "start save"), (ana, "start assign"), (bruno, "start assign return reopen")];
    refused(&class, &check, &late, "Estela Prueba").await;
    refused(&class, &check, &[(bruno, undecided), (wilson, "return")], "Estela Prueba").await;

    class.confirm(ana, &check, json!({})).await.expect(200);
    let late = [
        (&world.estela, "start save"),
        (pedro, "start save"),
        (ana, "start save assign confirm object"),
        (bruno, "start assign take reopen"),
        (wilson, "take"),
    ];
    refused(&class, &check, &late, "Ana Prueba").await;

    class.confirm(bruno, &check, json!({ "inventory_complete": false })).await.expect(200);
    let late = [
        (&world.estela, "start save"),
        (ana, "start save assign confirm object"),
        (bruno, "start assign object take return reopen"),
        (gloria, "object return"),
        (wilson, "take return"),
    ];
    refused(&class, &check, &late, "Bruno Prueba").await;

    class.decide(bruno, &check, true, "").await.expect(200);
    let late = [
        (&world.estela, "start save"),
        (ana, "start save assign confirm object"),
        (bruno, "start save assign confirm object take return"),
        (bruno, undecided),
        (wilson, "take return"),
    ];
    refused(&class, &check, &late, "Bruno Prueba").await;

    class.reopen(bruno, &check).await.expect(200);
    class.decide(bruno, &check, false, "Falta un teclado").await.expect(200);
    let late = [(ana, "assign confirm object"), (bruno, "assign confirm take return reopen")];
    refused(&class, &check, &late, "Bruno Prueba").await;
    refused(&class, &check, &[(gloria, undecided)], "Bruno Prueba").await;
}

#[tokio::test]
async fn issues_that_an_instructor_left_bear_his_name() {
    let class = Class::new().await;
    let world = &class.app.world;
    let check = class.with_issues().await;
    let late =
        [(&world.estela, "start save"), (&world.ana, "save start confirm"), (&world.bruno, "take reopen")];
    refused(&class, &check, &late, "Ana Prueba").await;
}

#[tokio::test]
async fn an_assigned_check_is_done_by_its_apprentice() {
    let class = Class::new().await;
    let (app, world) = (&class.app, &class.app.world);
    let link = json!({ "environment_id": world.sistemas.id });
    app.post(&world.pedro, "/api/users/link-environment", link).await.expect(200);
    let sheet = class.sheet(&json!({ "student_id": world.estela.id, "comments": "Por favor hoy" }));
    let check = text(&app.post(&world.ana, CHECKS, sheet).await.expect(201).json()["check_id"]);
    let assigned = class.read(&check).await;
    assert_eq!((&assigned["status"], &assigned["total_items"]), (&json!("student_pending"), &json!(0)));
    assert_eq!(
        (&assigned["student_id"], &assigned["student_confirmed_at"]),
        (&json!(world.estela.id), &Value::Null)
    );
    let step = &assigned["steps"][0];
    assert_eq!((&step["action"], &step["user_id"]), (&json!("assigned"), &json!(world.ana.id)));
    assert_eq!(step["comments"], "Por favor hoy");

    class.save(&world.pedro, json!({})).await.expect(400);
    assert_eq!(class.begin(&world.estela, json!({})).await, check);
    let done = class.read(&check).await;
    assert_eq!((&done["status"], &done["total_items"]), (&json!("instructor_review"), &json!(11)));
    assert!(done["student_confirmed_at"].is_string());
}

#[tokio::test]
async fn an_instructor_may_do_himself_what_he_left_to_an_apprentice() {
    let class = Class::new().await;
    let world = &class.app.world;
    let sheet = class.sheet(&json!({ "student_id": world.estela.id }));
    let check = text(&class.app.post(&world.bruno, CHECKS, sheet).await.expect(201).json()["check_id"]);
    assert_eq!(class.begin(&world.ana, good()).await, check);
    let done = class.read(&check).await;
    assert_eq!((&done["status"], &done["student_id"]), (&json!("instructor_review"), &json!(world.ana.id)));
    class.save(&world.estela, json!({})).await.expect(400);
}

#[tokio::test]
async fn an_apprentice_corrects_his_own_check_until_it_is_confirmed() {
    let class = Class::new().await;
    let world = &class.app.world;
    let check = class.begin(&world.estela, json!({ "comments": "Bien" })).await;
    let again = class.save(&world.estela, json!({ "comments": "Falta un cable" })).await.expect(201).json();
    assert_eq!((&again["check_id"], &again["action"]), (&json!(check), &json!("updated")));
    let corrected = class.read(&check).await;
    assert_eq!((&corrected["comments"], &corrected["round"]), (&json!("Falta un cable"), &json!(1)));
    assert_eq!(corrected["steps"][1]["action"], "updated");
    class.confirm(&world.ana, &check, json!({})).await.expect(200);
    class.save(&world.estela, json!({ "comments": "Mejor así" })).await.expect(400);
    assert_eq!(class.read(&check).await["comments"], "Falta un cable");
}

#[tokio::test]
async fn nobody_begins_in_another_apprentices_name_or_outside_his_rooms() {
    let class = Class::new().await;
    let (app, world) = (&class.app, &class.app.world);
    let for_pedro = class.sheet(&json!({ "student_id": world.pedro.id }));
    let refused = app.post(&world.estela, CHECKS, for_pedro.clone()).await.expect(403);
    assert_eq!(refused.detail(), "Un aprendiz solo hace la verificación en su propio nombre");
    // Pedro is no apprentice of the room; Iván and Sara are none at all.
    for stranger in [&world.pedro, &world.ivan, &world.sara] {
        let sheet = class.sheet(&json!({ "student_id": stranger.id }));
        app.post(&world.ana, CHECKS, sheet).await.expect(404);
    }
    let in_room = |room| json!({ "environment_id": room });
    for (who, room) in [
        (&world.estela, world.idiomas),
        (&world.pedro, world.sistemas),
        (&world.ana, world.idiomas),
        (&world.ana, world.bodega),
        (&world.bruno, world.taller),
    ] {
        let refused = app.post(who, CHECKS, in_room(room.id)).await.expect(404);
        assert_eq!(refused.json()["code"], "ambiente_no_encontrado", "{}", who.email);
    }
    // Ivan gives no class in Ana's room: his own classes are his only way into rooms that are not his.
    class.save(&world.ivan, json!({})).await.expect(404);
    assert_eq!(app.count("select count(*) from inventory_checks").await, 0);
}

#[tokio::test]
async fn an_instructor_reaches_the_rooms_of_his_classes() {
    let class = Class::new().await;
    let (app, world) = (&class.app, &class.app.world);
    let ivans = json!({ "environment_id": world.bodega.id, "instructor_id": world.ivan.id });
    let ivans = plan(app, &ivans).await;
    let sheet = json!({ "environment_id": world.bodega.id, "schedule_id": ivans });
    app.post(&world.ana, BY_SCHEDULE, sheet.clone()).await.expect(404);
    let made = app.post(&world.ivan, BY_SCHEDULE, sheet).await.expect(201).json();
    class.confirm(&world.ana, &text(&made["check_id"]), json!({})).await.expect(404);
    class.confirm(&world.ivan, &text(&made["check_id"]), json!({})).await.expect(200);
}

#[tokio::test]
async fn hole_15_a_class_of_another_room_is_no_class() {
    let class = Class::new().await;
    let (app, world) = (&class.app, &class.app.world);
    let elsewhere = json!({ "environment_id": world.idiomas.id, "instructor_id": world.ivan.id });
    let elsewhere = plan(app, &elsewhere).await;
    let today = clock::today();
    for who in [&world.estela, &world.ana, &world.bruno, &world.gloria] {
        let sheet = json!({ "environment_id": world.sistemas.id, "schedule_id": elsewhere });
        for uri in [CHECKS, BY_SCHEDULE] {
            let refused = app.post(who, uri, sheet.clone()).await.expect(404);
            assert_eq!(refused.detail(), "Horario no encontrado", "{}", who.email);
        }
        let query = format!("environment_id={}&schedule_id={elsewhere}", world.sistemas.id);
        app.get(who, &format!("{CHECKS}/sheet?{query}")).await.expect(404);
        assert!(rows(app, who, &format!("{BY_SCHEDULE}?{query}&date={today}")).await.is_empty());
    }
    assert_eq!(app.count("select count(*) from inventory_checks").await, 0);
}

#[tokio::test]
async fn a_class_or_room_that_was_put_away_is_not_checked() {
    let class = Class::new().await;
    let (app, world) = (&class.app, &class.app.world);
    let away = json!({ "is_active": false });
    app.put(&world.gloria, &format!("/api/schedules/{}", class.id), away.clone()).await.expect(200);
    class.save(&world.estela, json!({})).await.expect(404);
    let room = format!("/api/environments/{}", world.idiomas.id);
    app.put(&world.gloria, &room, away).await.expect(200);
    app.post(&world.gloria, CHECKS, json!({ "environment_id": world.idiomas.id })).await.expect(404);
}

#[tokio::test]
async fn each_role_does_only_what_is_its_own() {
    let class = Class::new().await;
    let (app, world) = (&class.app, &class.app.world);
    app.post(&world.wilson, CHECKS, json!({ "environment_id": world.bodega.id })).await.expect(403);
    class.save(&world.wilson, json!({})).await.expect(403);
    let check = class.begin(&world.estela, json!({})).await;
    for (who, acts) in [
        (&world.estela, &["confirm", "approve", "take", "reopen", "review"][..]),
        (&world.ana, &["approve", "take", "reopen", "review"]),
        (&world.wilson, &["start", "save", "confirm", "approve", "reopen", "review"]),
    ] {
        for act in acts {
            let status = attempt(&class, who, &check, act).await.status.as_u16();
            assert_eq!(status, 403, "{} {act}", who.email);
        }
    }
    // Another room's instructor and apprentice don't even learn that it is there.
    for (who, act) in [(&world.ivan, "confirm"), (&world.ivan, "save"), (&world.pedro, "save")] {
        assert_eq!(attempt(&class, who, &check, act).await.status.as_u16(), 404, "{} {act}", who.email);
    }
    let nowhere = at("018f3b1c-0000-7000-8000-000000000001", "confirm");
    app.put(&world.gloria, &nowhere, good()).await.expect(404);
    assert_eq!(class.read(&check).await["steps"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn yesterdays_check_is_no_obstacle_today() {
    let class = Class::new().await;
    let estela = &class.app.world.estela;
    let first = class.begin(estela, json!({})).await;
    let a_day_passes = "update inventory_checks set check_date = date(check_date, '-1 day')";
    class.app.run(a_day_passes).await;
    // The next day's was left to Estela, who never did it.
    let sheet = class.sheet(&json!({ "student_id": estela.id }));
    let missed =
        text(&class.app.post(&class.app.world.ana, CHECKS, sheet).await.expect(201).json()["check_id"]);
    class.app.run(a_day_passes).await;
    let third = class.begin(estela, json!({})).await;
    assert!(third != first && third != missed);
    assert_eq!(class.read(&third).await["previous_id"], first.as_str(), "the one that was done");
    let days: Vec<Value> =
        rows(&class.app, estela, CHECKS).await.iter().map(|check| check["check_date"].clone()).collect();
    let today = clock::today();
    assert_eq!(days, [0, 1, 2].map(|ago| json!(today - TimeDelta::days(ago))));
}
