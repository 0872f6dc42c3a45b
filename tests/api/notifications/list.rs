//! One's own list: newest first, filtered, read, tidied up.

use super::{at, tell, titles};
use crate::support::App;
use serde_json::{Value, json};

#[tokio::test]
async fn everybody_reads_his_own_newest_first() {
    let app = App::new().await;
    let (gloria, estela) = (&app.world.gloria, &app.world.estela);
    for title in ["Uno", "Dos", "Tres"] {
        tell(&app, gloria, estela, "system", title).await;
        tell(&app, gloria, &app.world.ana, "system", "De Ana").await;
    }
    let list = app.get(estela, "/api/notifications/").await.expect(200);
    assert_eq!(titles(&list.json()), ["Tres", "Dos", "Uno"]);
    let page = app.get(estela, "/api/notifications?limit=1&skip=1").await.expect(200);
    assert_eq!((titles(&page.json()), page.header("x-total-count")), (vec!["Dos"], Some("3")));
    assert_eq!(app.get(&app.world.pedro, "/api/notifications/").await.expect(200).json(), json!([]));
    // The app sends these to everything that it reads.
    let flags = app.get(estela, "/api/notifications/?system_wide=true&admin_access=true").await.expect(200);
    assert_eq!(flags.json(), list.json());
}

#[tokio::test]
async fn the_list_has_every_member_that_the_clients_read() {
    let app = App::new().await;
    let ana = &app.world.ana;
    let new = json!({
        "user_id": ana.id, "type": "loan_pending", "title": " Préstamo ", "message": "Uno\nDos", "priority": "high",
        "action_url": "/maintenance/018f3b1c-0000-7000-8000-000000000001", "expires_at": "2999-01-01T00:00:00",
    });
    let made = app.post(ana, "/api/notifications/", new).await.expect(201).json();
    let list = app.get(ana, "/api/notifications/").await.expect(200).json();
    assert_eq!(list, json!([made]));
    let Value::Object(members) = made else { panic!("{made}") };
    for (name, value) in [
        ("user_id", json!(ana.id)),
        ("type", json!("loan_pending")),
        ("title", json!("Préstamo")),
        ("message", json!("Uno\nDos")),
        ("is_read", json!(false)),
        ("priority", json!("high")),
        ("action_url", json!("/maintenance/018f3b1c-0000-7000-8000-000000000001")),
        ("expires_at", json!("2999-01-01T00:00:00.000000")),
    ] {
        assert_eq!(members[name], value, "{name}");
    }
    assert!(members["created_at"].is_string() && members["created_at"] == members["updated_at"]);
}

#[tokio::test]
async fn the_list_is_filtered_by_several_types_and_by_what_is_read() {
    let app = App::new().await;
    let estela = &app.world.estela;
    for kind in ["maintenance_request", "system", "maintenance_update", "alert"] {
        tell(&app, estela, estela, kind, kind).await;
    }
    let read = tell(&app, estela, estela, "system", "leído").await;
    app.put(estela, &at(&read), json!({ "is_read": true })).await.expect(200);
    for (query, found) in [
        ("type=maintenance_request%2Cmaintenance_update", vec!["maintenance_update", "maintenance_request"]),
        ("type=alert", vec!["alert"]),
        ("type=alert,%20system,", vec!["leído", "alert", "system"]),
        ("type=loan_overdue", vec![]),
        ("type=&is_read=true", vec!["leído"]),
        ("type=null&is_read=false&limit=2", vec!["alert", "maintenance_update"]),
        ("type=system&is_read=false", vec!["system"]),
    ] {
        let list = app.get(estela, &format!("/api/notifications/?{query}")).await.expect(200).json();
        assert_eq!(titles(&list), found, "{query}");
    }
    let refused = app.get(estela, "/api/notifications/?type=alert,otra").await.expect(422);
    assert!(
        refused
            .detail()
            .starts_with("El parámetro «type» debe ser una de estas palabras: new_sign_in, check_reminder")
    );
}

#[tokio::test]
async fn reading_one_and_all_changes_the_count() {
    let app = App::new().await;
    let (gloria, estela) = (&app.world.gloria, &app.world.estela);
    let unread = async || app.get(estela, "/api/notifications/unread-count").await.expect(200).json();
    assert_eq!(unread().await, json!({ "unread": 0 }));
    let first = tell(&app, gloria, estela, "system", "Uno").await;
    tell(&app, gloria, estela, "system", "Dos").await;
    tell(&app, gloria, estela, "system", "Tres").await;
    tell(&app, gloria, gloria, "system", "De Gloria").await;
    assert_eq!(unread().await, json!({ "unread": 3 }));

    let read = app.put(estela, &at(&first), json!({ "is_read": true })).await.expect(200).json();
    assert_eq!((&read["is_read"], &read["title"]), (&json!(true), &json!("Uno")));
    assert_eq!(app.get(estela, &at(&first)).await.expect(200).json(), read);
    assert_eq!(unread().await, json!({ "unread": 2 }));
    app.put(estela, &at(&first), json!({ "is_read": false })).await.expect(200);
    assert_eq!(unread().await, json!({ "unread": 3 }));

    let all = app.put(estela, "/api/notifications/read-all", json!({})).await.expect(200).json();
    assert_eq!(all, json!({ "message": "3 avisos quedaron como leídos", "updated": 3 }));
    assert_eq!(unread().await, json!({ "unread": 0 }));
    let again = app.put(estela, "/api/notifications/read-all", json!({})).await.expect(200).json();
    assert_eq!(again["updated"], 0);
    let of_gloria = app.get(gloria, "/api/notifications/unread-count").await.expect(200).json();
    assert_eq!(of_gloria, json!({ "unread": 1 }), "hers stay unread");
}

#[tokio::test]
async fn somebody_elses_does_not_exist() {
    let app = App::new().await;
    let (gloria, estela) = (&app.world.gloria, &app.world.estela);
    let own = tell(&app, gloria, estela, "system", "De Estela").await;
    for other in [&app.world.pedro, &app.world.ana, &app.world.bruno, &app.world.wilson, gloria] {
        let refused = app.get(other, &at(&own)).await.expect(404);
        assert_eq!(refused.detail(), "Aviso no encontrado");
        app.put(other, &at(&own), json!({ "is_read": true })).await.expect(404);
        app.delete(other, &at(&own)).await.expect(404);
    }
    assert_eq!(app.get(estela, &at(&own)).await.expect(200).json(), own);
    assert_eq!(app.delete(estela, &at(&own)).await.expect(200).json()["status"], "deleted");
    app.get(estela, &at(&own)).await.expect(404);
    assert_eq!(app.count("select count(*) from notifications").await, 0);
}

#[tokio::test]
async fn hole_18_a_null_poisons_no_list() {
    let app = App::new().await;
    let estela = &app.world.estela;
    let own = tell(&app, estela, estela, "system", "Uno").await;
    for body in [json!({ "is_read": null }), json!({}), json!({ "is_read": "" }), json!({ "is_read": "sí" })]
    {
        let refused = app.put(estela, &at(&own), body).await.expect(422);
        assert!(refused.detail().contains("«is_read»"), "{}", refused.detail());
    }
    let list = app.get(estela, "/api/notifications/").await.expect(200).json();
    assert_eq!(list, json!([own]));
}

#[tokio::test]
async fn what_a_person_reads_is_not_audited() {
    let app = App::new().await;
    let estela = &app.world.estela;
    let own = tell(&app, estela, estela, "system", "Uno").await;
    let before = app.audit().await.len();
    app.put(estela, &at(&own), json!({ "is_read": true })).await.expect(200);
    app.put(estela, "/api/notifications/read-all", json!({})).await.expect(200);
    app.delete(estela, &at(&own)).await.expect(200);
    assert_eq!(app.audit().await.len(), before);
}
