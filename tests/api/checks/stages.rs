//! The three stages through the API: what each answers and writes down.

use super::{CHECKS, Class, REVIEWS, at, good, story, text};
use crate::support::patched;
use serde_json::{Value, json};

#[tokio::test]
async fn a_check_goes_from_apprentice_to_instructor_to_supervisor() {
    let class = Class::new().await;
    let world = &class.app.world;
    let sent = patched(json!({ "comments": "Todo en su sitio", "cleaning_notes": "Falta barrer" }), &good());
    let made = class.save(&world.estela, sent).await.expect(201).json();
    assert_eq!((&made["status"], &made["action"]), (&json!("success"), &json!("created")));
    let check = text(&made["check_id"]);

    let begun = class.read(&check).await;
    for (name, value) in [
        ("status", json!("instructor_review")),
        ("environment_name", json!("Sistemas 1")),
        ("schedule_id", json!(class.id)),
        ("program", json!("ADSO")),
        ("ficha", json!("2558104")),
        ("start_time", json!("00:00:00")),
        ("end_time", json!("23:59:59")),
        ("student_id", json!(world.estela.id)),
        ("student_name", json!("Estela Prueba")),
        ("instructor_id", Value::Null),
        ("supervisor_id", Value::Null),
        ("comments", json!("Todo en su sitio")),
        ("cleaning_notes", json!("Falta barrer")),
        ("instructor_confirmed_at", Value::Null),
        // An apprentice's ticks are not taken.
        ("is_clean", Value::Null),
        ("is_organized", Value::Null),
        ("inventory_complete", Value::Null),
        ("is_complete", json!(false)),
        ("round", json!(1)),
        ("previous_id", Value::Null),
        ("alert_id", Value::Null),
        ("maintenance_ids", json!([])),
    ] {
        assert_eq!(begun[name], value, "{name}");
    }

    let confirmed = class.confirm(&world.ana, &check, json!({ "comments": "De acuerdo" })).await;
    let confirmed = confirmed.expect(200).json();
    assert_eq!((&confirmed["id"], &confirmed["status"]), (&json!(check), &json!("supervisor_review")));
    assert_eq!(
        (&confirmed["instructor_name"], &confirmed["instructor_comments"]),
        (&json!("Ana Prueba"), &json!("De acuerdo"))
    );
    assert_eq!(
        (&confirmed["comments"], &confirmed["cleaning_notes"]),
        (&json!("Todo en su sitio"), &json!("Falta barrer"))
    );
    assert_eq!(patched(confirmed.clone(), &good()), confirmed, "the three answers are kept");
    assert!(confirmed["updated_at"].as_str() > begun["updated_at"].as_str());

    let decided = class.decide(&world.bruno, &check, true, "Muy bien").await.expect(200).json();
    let answer = json!({
        "status": "success", "message": "Verificación aprobada exitosamente", "check_status": "complete",
    });
    assert_eq!(decided, answer);
    let done = class.read(&check).await;
    assert_eq!((&done["is_complete"], &done["supervisor_name"]), (&json!(true), &json!("Bruno Prueba")));
    assert_eq!(done["supervisor_comments"], "Muy bien");
    assert_eq!(
        story(&done),
        [
            "started instructor_review Estela Prueba",
            "confirmed supervisor_review Ana Prueba",
            "approved complete Bruno Prueba"
        ]
    );
    let from: Vec<&Value> = done["steps"].as_array().unwrap().iter().map(|it| &it["from_status"]).collect();
    assert_eq!(from, [&Value::Null, &json!("instructor_review"), &json!("supervisor_review")]);
}

#[tokio::test]
async fn an_instructor_who_begins_confirms_with_his_next_save() {
    for (ticks, status) in [
        (good(), "supervisor_review"),
        (json!({ "is_clean": true, "is_organized": true, "inventory_complete": false }), "issues"),
        (json!({}), "issues"),
    ] {
        let class = Class::new().await;
        let ana = &class.app.world.ana;
        let check = class.begin(ana, json!({ "inventory_complete": false, "is_clean": true })).await;
        let begun = class.read(&check).await;
        assert_eq!(begun["status"], "instructor_review");
        assert_eq!((&begun["is_clean"], &begun["inventory_complete"]), (&json!(true), &Value::Null));
        let saved = class.save(ana, ticks).await.expect(201).json();
        assert_eq!((&saved["check_id"], &saved["action"]), (&json!(check), &json!("updated")));
        let check = class.read(&check).await;
        assert_eq!(check["status"], status);
        assert_eq!((&check["student_id"], &check["instructor_id"]), (&json!(ana.id), &json!(ana.id)));
        assert_eq!(check["steps"].as_array().unwrap().len(), 2);
    }
}

#[tokio::test]
async fn a_supervisor_who_is_alone_does_one_stage_after_the_other() {
    let class = Class::new().await;
    for who in [&class.app.world.sara, &class.app.world.gloria] {
        let outside = json!({ "environment_id": class.app.world.idiomas.id });
        let check = class.app.post(who, CHECKS, outside).await.expect(201).json();
        let check = text(&check["check_id"]);
        class.confirm(who, &check, json!({})).await.expect(200);
        let done = class.confirm(who, &check, json!({})).await.expect(200).json();
        assert_eq!(done["status"], "complete");
        for stage in ["student_id", "instructor_id", "supervisor_id"] {
            assert_eq!(done[stage], json!(who.id), "{stage}");
        }
        let done = class.read(&check).await;
        let steps: Vec<&Value> = done["steps"].as_array().unwrap().iter().map(|it| &it["action"]).collect();
        assert_eq!(steps, ["started", "confirmed", "decided"]);
        assert_eq!(done["steps"][1]["user_role"], who.role.as_str());
        class.app.run("delete from inventory_checks").await;
    }
    // The same through the one address that the app saves at.
    let sara = &class.app.world.sara;
    let check = class.begin(sara, good()).await;
    for status in ["instructor_review", "supervisor_review", "complete"] {
        assert_eq!(class.read(&check).await["status"], status);
        class.save(sara, good()).await.expect(if status == "complete" { 400 } else { 201 });
    }
}

#[tokio::test]
async fn a_rejection_needs_a_reason_and_begins_a_new_round() {
    let class = Class::new().await;
    let world = &class.app.world;
    let check = class.with_issues().await;
    for reason in [json!({}), json!({ "comments": null }), json!({ "comments": "   " })] {
        let sent = patched(json!({ "approved": false }), &reason);
        let answer = class.app.put(&world.bruno, &at(&check, "supervisor-approve"), sent).await.expect(400);
        assert_eq!(answer.json()["code"], "falta_motivo");
        let sent = patched(json!({ "check_id": check, "status": "rejected" }), &reason);
        class.app.post(&world.bruno, REVIEWS, sent).await.expect(400);
    }
    let decided = class.decide(&world.bruno, &check, false, "Cuenten otra vez").await.expect(200).json();
    assert_eq!(decided["check_status"], "rejected");
    assert_eq!(decided["message"], "Verificación rechazada exitosamente");
    let rejected = class.read(&check).await;
    assert_eq!(
        (&rejected["round"], &rejected["supervisor_comments"]),
        (&json!(1), &json!("Cuenten otra vez"))
    );

    assert_eq!(class.begin(&world.estela, json!({})).await, check, "it stays the same check");
    let anew = class.read(&check).await;
    assert_eq!((&anew["round"], &anew["status"]), (&json!(2), &json!("instructor_review")));
    for forgotten in
        ["instructor_id", "supervisor_id", "supervisor_comments", "is_clean", "inventory_complete"]
    {
        assert_eq!(anew[forgotten], Value::Null, "{forgotten}");
    }
    let steps = anew["steps"].as_array().unwrap();
    assert_eq!((&steps[2]["comments"], &steps[2]["round"]), (&json!("Cuenten otra vez"), &json!(1)));
    assert_eq!((&steps[3]["action"], &steps[3]["round"]), (&json!("started"), &json!(2)));
}

#[tokio::test]
async fn a_complete_check_is_reopened_with_a_reason_and_decided_anew() {
    let class = Class::new().await;
    let bruno = &class.app.world.bruno;
    let check = class.complete().await;
    for reason in [json!({}), json!({ "reason": "" }), json!({ "reason": " x " }), json!({ "reason": null })]
    {
        class.app.put(bruno, &at(&check, "reopen"), reason).await.expect(422);
    }
    let reopened = class.reopen(bruno, &check).await.expect(200).json();
    assert_eq!((&reopened["status"], &reopened["is_complete"]), (&json!("supervisor_review"), &json!(false)));
    assert_eq!(
        (&reopened["supervisor_id"], &reopened["instructor_name"]),
        (&Value::Null, &json!("Ana Prueba"))
    );
    let steps = class.read(&check).await["steps"].clone();
    assert_eq!(
        (&steps[3]["action"], &steps[3]["comments"]),
        (&json!("reopened"), &json!("Apareció un teclado"))
    );
    class.decide(&class.app.world.sara, &check, true, "").await.expect(200);
    assert_eq!(class.read(&check).await["supervisor_name"], "Sara Prueba");
}

#[tokio::test]
async fn a_check_is_taken_over_and_given_back() {
    let class = Class::new().await;
    let world = &class.app.world;
    let check = class.begin(&world.estela, json!({})).await;
    for keeper in [&world.bruno, &world.wilson, &world.gloria] {
        let taken = class.pass(keeper, &check, "supervisor_takeover").await.expect(200).json();
        let message = "Verificación asignada a supervisor_takeover";
        assert_eq!(taken, json!({ "status": "success", "message": message }));
        let check_now = class.read(&check).await;
        assert_eq!(check_now["status"], "supervisor_review");
        assert_eq!(check_now["instructor_id"], json!(keeper.id), "nobody skips a stage unnamed");
        class.pass(keeper, &check, "instructor_assign").await.expect(200);
        let back = class.read(&check).await;
        assert_eq!((&back["status"], &back["instructor_id"]), (&json!("instructor_review"), &Value::Null));
    }
    class.confirm(&world.ana, &check, json!({})).await.expect(200);
    class.pass(&world.bruno, &check, "nadie").await.expect(422);
    for refused in [&world.estela, &world.ana] {
        class.pass(refused, &check, "instructor_assign").await.expect(403);
    }
}

#[tokio::test]
async fn nothing_is_done_to_a_check_that_has_moved_on_since_it_was_seen() {
    let class = Class::new().await;
    let world = &class.app.world;
    let check = class.begin(&world.estela, json!({})).await;
    let seen = json!({ "expected_status": "instructor_review" });
    class.confirm(&world.ana, &check, seen.clone()).await.expect(200);
    // Bruno still sees it before Ana's confirmation: his would already be the decision.
    let refused = class.confirm(&world.bruno, &check, seen.clone()).await.expect(400);
    assert!(refused.detail().contains("Ana Prueba"), "{}", refused.detail());
    assert_eq!(refused.json()["code"], "etapa_no_permitida");
    let decision = |status: &str| json!({ "approved": true, "expected_status": status });
    let uri = at(&check, "supervisor-approve");
    class.app.put(&world.bruno, &uri, decision("issues")).await.expect(400);
    assert_eq!(class.read(&check).await["status"], "supervisor_review");
    class.app.put(&world.bruno, &uri, decision("supervisor_review")).await.expect(200);
}
