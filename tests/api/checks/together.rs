//! Fifty people at once: one check, one winner a stage, nothing twice.

use super::{BY_SCHEDULE, Class, at, good, line, text};
use crate::support::{App, Person, Reply, patched};
use futures_util::future::join_all;
use inventario::kit::access::{Role, account, tokens};
use inventario::kit::clock;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Fifty people of Estela's room: ten instructors, ten supervisors and thirty apprentices, in turns.
async fn crowd(app: &App) -> Vec<Person> {
    let emails = app.add_people(50, Role::Student).await;
    app.run(
        "update users
         set environment_id = (select id from environments where name = 'Sistemas 1')
         where email like 'persona%';
         update users set role = 'instructor' where email like 'persona_1@%' or email = 'persona1@sena.edu.co';
         update users set role = 'instructor' where email like 'persona_6@%' or email = 'persona6@sena.edu.co';
         update users set role = 'supervisor' where email like 'persona_3@%' or email = 'persona3@sena.edu.co';
         update users set role = 'supervisor' where email like 'persona_8@%' or email = 'persona8@sena.edu.co';",
    )
    .await;
    let keys = app.parts.keys.clone();
    let people = app.parts.db.read(move |db| {
        let person = |email: String| {
            let account = account::account_by_email(db, &email)?.unwrap();
            let token = tokens::issue(&keys, &account, clock::now())?;
            Ok(Person { id: account.id, email, role: account.role, token })
        };
        emails.into_iter().map(person).collect()
    });
    people.await.unwrap()
}

fn of(people: &[Person], role: Role) -> Vec<&Person> {
    people.iter().filter(|person| person.role == role).collect()
}

/// How many were answered like this; everybody else was refused with a sentence that names somebody.
fn winners(replies: &[Reply], status: u16) -> usize {
    for reply in replies.iter().filter(|reply| reply.status.as_u16() != status) {
        assert_eq!(reply.status.as_u16(), 400, "{}", reply.json());
        let code = text(&reply.json()["code"]);
        assert!(["turno_ya_verificado", "etapa_no_permitida"].contains(&code.as_str()), "{code}");
        assert!(reply.detail().contains(" Prueba"), "{}", reply.detail());
    }
    replies.iter().filter(|reply| reply.status.as_u16() == status).count()
}

fn actions(check: &Value) -> Vec<&str> {
    check["steps"].as_array().unwrap().iter().map(|step| step["action"].as_str().unwrap()).collect()
}

/// Sees that a check and what it left behind is there once.
async fn sees_nothing_twice(app: &App) {
    for (query, figure) in [
        ("select count(*) from inventory_checks", 1),
        ("select count(*) from inventory_check_items", 2),
        ("select count(distinct item_id) from inventory_check_items", 2),
        ("select count(*) from system_alerts", 1),
        ("select count(*) from maintenance_requests", 1),
        (
            "select count(*) from (select 1 from notifications group by user_id, title, message having count(*) > 1)",
            0,
        ),
        (
            "select count(*) from audit_logs where action = 'CREATE_INVENTORY_CHECK'
          and json_extract(new_values, '$.response.status_code') = 201",
            1,
        ),
        ("select count(*) from audit_logs where action = 'CREATE_MAINTENANCE_REQUEST'", 1),
    ] {
        assert_eq!(app.count(query).await, figure, "{query}");
    }
}

#[tokio::test]
async fn of_fifty_who_save_at_once_one_wins_each_stage() {
    let class = Class::new().await;
    let app = &class.app;
    let people = crowd(app).await;
    assert_eq!(
        [Role::Student, Role::Instructor, Role::Supervisor].map(|role| of(&people, role).len()),
        [30, 10, 10]
    );
    let counted =
        json!({ "items": [line(app.world.sistemas.group, 8, 1)], "findings": [{ "code": "Sin placa" }] });
    let sheet = patched(class.sheet(&counted), &good());
    let replies = join_all(people.iter().map(|person| app.post(person, BY_SCHEDULE, sheet.clone()))).await;

    // Whoever began, somebody of the instructors and supervisors confirmed after him and a supervisor decided.
    assert_eq!(winners(&replies, 201), 3);
    let made = replies.iter().filter(|reply| reply.status.as_u16() == 201).map(Reply::json);
    let ids: BTreeSet<String> = made.clone().map(|json| text(&json["check_id"])).collect();
    assert_eq!(made.filter(|json| json["action"] == "created").count(), 1);
    let check = class.read(ids.first().unwrap()).await;
    assert_eq!((ids.len(), actions(&check)), (1, vec!["started", "confirmed", "decided"]));
    assert_eq!((&check["status"], &check["round"]), (&json!("issues"), &json!(1)));
    assert_eq!((&check["items_damaged"], &check["items_missing"]), (&json!(1), &json!(1)));
    // All three who were let in found the same thing.
    assert_eq!(app.count("select count(*) from inventory_check_findings").await, 1);
    sees_nothing_twice(app).await;
    let doers: BTreeSet<&str> =
        ["student_id", "instructor_id", "supervisor_id"].map(|it| check[it].as_str().unwrap()).into();
    assert_eq!(doers.len(), 3, "three people");
}

#[tokio::test]
async fn one_apprentice_one_instructor_and_one_supervisor_are_first() {
    let class = Class::new().await;
    let app = &class.app;
    let people = crowd(app).await;
    let counted = json!({ "items": [line(app.world.sistemas.group, 8, 1)] });
    let started =
        join_all(of(&people, Role::Student).into_iter().map(|it| class.save(it, counted.clone()))).await;
    assert_eq!(winners(&started, 201), 1);
    let check = text(&started.iter().find(|it| it.status.as_u16() == 201).unwrap().json()["check_id"]);

    let confirm = |who| class.confirm(who, &check, json!({ "expected_status": "instructor_review" }));
    let confirmers = people.iter().filter(|it| it.role != Role::Student);
    assert_eq!(winners(&join_all(confirmers.map(confirm)).await, 200), 1);

    // Half of the supervisors say yes, the others no; nobody's word falls on a check that somebody else decided on.
    let supervisors = of(&people, Role::Supervisor);
    let decide = |(n, who)| {
        let (uri, app) = (at(&check, "supervisor-approve"), app);
        let sent = json!({ "approved": n % 2 == 0, "comments": "Porque sí", "expected_status": "issues" });
        async move { app.put(who, &uri, sent).await }
    };
    assert_eq!(winners(&join_all(supervisors.into_iter().enumerate().map(decide)).await, 200), 1);
    let done = class.read(&check).await;
    let status = text(&done["status"]);
    let last = if status == "complete" { "approved" } else { "rejected" };
    assert_eq!(actions(&done), ["started", "confirmed", last]);
    assert_eq!(app.count("select count(*) from supervisor_reviews").await, 1);
    sees_nothing_twice(app).await;

    // Told once: those who may decide, of the check and of the damage; those who made it, of the decision.
    let told = async |query: &'static str| {
        let people = app.column(query).await;
        let once: BTreeSet<String> = people.iter().cloned().collect();
        assert_eq!(people.len(), once.len(), "{query}");
        once
    };
    let ready =
        told("select user_id from notifications where title = 'Verificación Lista para Supervisión'").await;
    let damage =
        told("select user_id from notifications where title = 'Nueva Solicitud de Mantenimiento'").await;
    let decision =
        told("select user_id from notifications where title = 'Verificación Revisada por Supervisor'").await;
    let mut deciders: BTreeSet<String> =
        of(&people, Role::Supervisor).iter().map(|person| person.id.to_string()).collect();
    deciders.remove(done["instructor_id"].as_str().unwrap());
    assert_eq!((ready, damage), (deciders.clone(), deciders));
    let mut makers: BTreeSet<String> = ["student_id", "instructor_id"].map(|it| text(&done[it])).into();
    makers.remove(done["supervisor_id"].as_str().unwrap());
    assert_eq!(decision, makers);
}

#[tokio::test]
async fn a_rejected_check_is_begun_anew_by_one_of_many() {
    let class = Class::new().await;
    let app = &class.app;
    let check = class.with_issues().await;
    class.decide(&app.world.bruno, &check, false, "Otra vez").await.expect(200);
    app.run("delete from notifications").await;
    let people = crowd(app).await;
    let students = of(&people, Role::Student);
    let counted = json!({ "items": [line(app.world.sistemas.group, 9, 1)] });
    let replies = join_all(students.into_iter().map(|person| class.save(person, counted.clone()))).await;
    assert_eq!(winners(&replies, 201), 1);
    let anew = class.read(&check).await;
    assert_eq!((&anew["round"], actions(&anew).len()), (&json!(2), 4));
    assert_eq!(anew["items"].as_array().unwrap().len(), 2);
    sees_nothing_twice(app).await;
}

#[tokio::test]
async fn two_who_count_at_once_before_the_check_leave_one_count_each() {
    let class = Class::new().await;
    let app = &class.app;
    let people = crowd(app).await;
    let room = app.world.sistemas;
    let report = |found: i64| {
        json!({ "item_id": room.group, "environment_id": room.id, "status": "missing", "quantity_expected": 10,
            "quantity_found": found, "quantity_damaged": 0, "quantity_missing": 10 - found })
    };
    let sent = people.iter().map(|person| app.post(person, super::REPORTS, report(7)));
    for reply in join_all(sent).await {
        reply.expect(201);
    }
    let students = of(&people, Role::Student);
    let replies = join_all(students.into_iter().map(|person| class.save(person, json!({})))).await;
    assert_eq!(winners(&replies, 201), 1);
    // The fifty counts went into the one line of the check.
    assert_eq!(app.count("select count(*) from inventory_check_items").await, 2);
    assert_eq!(app.count("select sum(items_missing) from inventory_checks").await, 3);
}
