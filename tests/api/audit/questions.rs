//! Asking the audit: pages, filters, figures, the plain list, and cleaning up.

use crate::support::App;
use inventario::kit::clock;
use serde_json::{Value, json};

/// Some changes by two people, all told when this returns.
async fn a_morning(app: &App) {
    let (gloria, wilson) = (&app.world.gloria, &app.world.wilson);
    app.enter(&app.world.ana).await;
    for n in 0..3 {
        let item = json!({ "name": "Caja", "internal_code": format!("X-{n}"), "category": "other" });
        app.post(wilson, "/api/inventory", item).await.expect(201);
    }
    app.put(wilson, &format!("/api/inventory/{}", app.world.bodega.group), json!({ "notes": "x" }))
        .await
        .expect(200);
    app.delete(gloria, &format!("/api/inventory/{}", app.world.bodega.machine)).await.expect(200);
    app.delete(wilson, &format!("/api/centers/{}", app.world.center)).await.expect(403);
    app.audited(|entry| entry["action"] == "DELETE_CENTER").await;
}

async fn asked(app: &App, query: &str) -> Value {
    app.get(&app.world.gloria, &format!("/api/audit-logs?per_page=100&{query}")).await.expect(200).json()
}

#[tokio::test]
async fn filters_find_what_they_say() {
    let app = App::new().await;
    a_morning(&app).await;
    let by_wilson = format!("user_id={}", app.world.wilson.id);
    let today = clock::today();
    let (yesterday, tomorrow) = (today.pred_opt().unwrap(), today.succ_opt().unwrap());
    for (query, count) in [
        (by_wilson.as_str(), 5),
        ("action_filter=INVENTORY_CREATE", 3),
        ("action_filter=CREATE_INVENTORY_ITEM", 3),
        ("action_filter=INVENTORY_UPDATE", 1),
        ("action_filter=login", 1),
        ("entity_type=inventory_item", 5),
        ("entity_type=inventory_item&action_filter=DELETE", 1),
        ("search=wilson+caja", 3),
        ("search=INICIO+DE+SESION", 1),
        ("search=%25", 0),
        ("action_filter=%25", 0),
        (&format!("start_date={today}&end_date={today}&entity_type=inventory_item"), 5),
        (&format!("start_date={tomorrow}"), 0),
        (&format!("end_date={yesterday}"), 0),
    ] {
        let found = asked(&app, query).await;
        assert_eq!(found["total"], count, "{query}");
        assert_eq!(found["logs"].as_array().unwrap().len(), count, "{query}");
    }
    let reversed = format!("/api/audit-logs?start_date={tomorrow}&end_date={yesterday}");
    app.get(&app.world.gloria, &reversed).await.expect(422);
}

#[tokio::test]
async fn pages_meet_newest_first() {
    let app = App::new().await;
    a_morning(&app).await;
    let gloria = &app.world.gloria;
    let whole = asked(&app, "").await;
    let total = usize::try_from(whole["total"].as_i64().unwrap()).unwrap();
    let instants: Vec<_> =
        whole["logs"].as_array().unwrap().iter().map(|it| it["created_at"].to_string()).collect();
    assert!(instants.is_sorted_by(|newer, older| newer >= older));
    let mut pieces = Vec::new();
    for page in 1..=total.div_ceil(3) {
        let uri = format!("/api/audit-logs?page={page}&per_page=3");
        let page_of = app.get(gloria, &uri).await.expect(200).json();
        assert_eq!((&page_of["page"], &page_of["per_page"]), (&json!(page), &json!(3)));
        assert_eq!((&page_of["total"], &page_of["total_pages"]), (&json!(total), &json!(total.div_ceil(3))));
        pieces.extend(page_of["logs"].as_array().unwrap().clone());
    }
    assert_eq!(Value::from(pieces), whole["logs"]);
    let one = &whole["logs"][0];
    let uri = format!("/api/audit-logs/{}", one["id"].as_str().unwrap());
    assert_eq!(&app.get(gloria, &uri).await.expect(200).json(), one);
    let missing = app.get(gloria, "/api/audit-logs/018f3b1c-0000-7000-8000-000000000001").await.expect(404);
    assert_eq!(missing.detail(), "Registro de auditoría no encontrado");
    for wrong in ["page=0", "per_page=0", "per_page=101", "user_id=7", "start_date=ayer"] {
        app.get(gloria, &format!("/api/audit-logs?{wrong}")).await.expect(422);
    }
}

#[tokio::test]
async fn figures_add_up() {
    let app = App::new().await;
    a_morning(&app).await;
    let stats = app.get(&app.world.gloria, "/api/audit-logs/stats").await.expect(200).json();
    let number = |name: &str| stats[name].as_i64().unwrap();
    // One entry beside the morning's seven: the making of the world.
    assert_eq!((number("total_logs"), number("today_logs")), (8, 8));
    assert_eq!((number("success_logs"), number("warning_logs")), (4, 2));
    assert_eq!((number("error_logs"), number("info_logs")), (1, 1));
    assert_eq!(stats["top_actions"][0], json!({ "action": "CREATE_INVENTORY_ITEM", "count": 3 }));
    let first = json!({ "name": "Wilson Prueba", "email": "wilson@sena.edu.co", "count": 5 });
    assert_eq!(stats["top_users"][0], first);
    let counted: i64 =
        stats["top_actions"].as_array().unwrap().iter().map(|it| it["count"].as_i64().unwrap()).sum();
    assert_eq!(counted, 8);
    for wrong in ["0", "366", "x"] {
        app.get(&app.world.gloria, &format!("/api/audit-logs/stats?days={wrong}")).await.expect(422);
    }
}

#[tokio::test]
async fn one_persons_activity_and_one_rows_trail() {
    let app = App::new().await;
    a_morning(&app).await;
    let (gloria, wilson) = (&app.world.gloria, &app.world.wilson);
    let activity = app.get(gloria, &format!("/api/audit-logs/user/{}/activity?days=7", wilson.id)).await;
    let activity = activity.expect(200).json();
    assert_eq!((&activity["user_id"], &activity["total_actions"]), (&json!(wilson.id), &json!(5)));
    assert_eq!((&activity["unique_actions"], &activity["unique_entities"]), (&json!(3), &json!(2)));
    assert_eq!(activity["recent_logs"].as_array().unwrap().len(), 5);
    assert_eq!(activity["daily_activity"], json!([{ "date": clock::today().to_string(), "count": 5 }]));

    let trail = format!("/api/audit-logs/entity/inventory_item/{}/trail", app.world.bodega.group);
    let trail = app.get(gloria, &trail).await.expect(200);
    assert_eq!(trail.header("x-total-count"), Some("1"));
    assert_eq!(trail.json()[0]["action"], "UPDATE_INVENTORY_ITEM");
}

#[tokio::test]
async fn the_plain_list_is_at_both_addresses() {
    let app = App::new().await;
    a_morning(&app).await;
    let gloria = &app.world.gloria;
    let plain = app.get(gloria, "/audit-logs?limit=3").await.expect(200);
    assert_eq!(plain.header("x-total-count"), Some("8"));
    let plain = plain.json();
    assert_eq!(plain, app.get(gloria, "/api/audit-logs/export?limit=3").await.expect(200).json());
    assert_eq!(
        (&plain[0]["action"], &plain[0]["user_email"]),
        (&json!("DELETE_CENTER"), &json!("wilson@sena.edu.co"))
    );
    let (day, time) = plain[0]["timestamp"].as_str().unwrap().split_once(' ').unwrap();
    assert_eq!((day, time.len()), (clock::today().to_string().as_str(), 8));
}

#[tokio::test]
async fn cleaning_up_takes_the_old_keeps_the_rest_and_is_told() {
    let app = App::new().await;
    a_morning(&app).await;
    let gloria = &app.world.gloria;
    app.run(
        "update audit_logs
         set created_at = strftime('%Y-%m-%dT%H:%M:%f000Z', created_at, '-40 days')
         where seq <= 3",
    )
    .await;
    let kept = app.delete(gloria, "/api/audit-logs/cleanup").await.expect(200).json();
    assert_eq!((&kept["deleted_count"], &kept["days_kept"]), (&json!(0), &json!(90)));
    let cleaned = app.delete(gloria, "/api/audit-logs/cleanup?days_to_keep=30").await.expect(200).json();
    assert_eq!((&cleaned["deleted_count"], &cleaned["days_kept"]), (&json!(3), &json!(30)));
    assert_eq!(app.count("select count(*) from audit_logs").await, 8 - 3 + 2);
    let told = &app.audit().await[0];
    assert_eq!((&told["action"], &told["user_id"]), (&json!("DELETE_AUDIT_LOG"), &json!(gloria.id)));
    assert_eq!(told["new_values"]["description"], cleaned["message"]);
}

#[tokio::test]
async fn less_than_thirty_days_are_never_cleaned_up_and_nobody_else_cleans() {
    let app = App::new().await;
    for days in ["29", "0", "-1", "366", "x"] {
        let uri = format!("/api/audit-logs/cleanup?days_to_keep={days}");
        app.delete(&app.world.gloria, &uri).await.expect(422);
    }
    for who in app.world.roles().into_iter().filter(|who| who.id != app.world.gloria.id) {
        app.delete(who, "/api/audit-logs/cleanup").await.expect(403);
        for uri in ["/api/audit-logs", "/api/audit-logs/stats", "/audit-logs", "/api/audit-logs/export"] {
            app.get(who, uri).await.expect(403);
        }
    }
}

#[tokio::test]
async fn the_end_of_the_chain_is_shown_and_what_was_written_down_is_compared_with_it() {
    let app = App::new().await;
    a_morning(&app).await;
    let gloria = &app.world.gloria;
    let stats = || async { app.get(gloria, "/api/audit-logs/stats").await.expect(200).json() };
    let noted = stats().await["seal"].clone();
    let (number, seal) = (noted["number"].as_i64().unwrap(), noted["seal"].as_str().unwrap().to_owned());
    assert_eq!(number, app.count("select max(seq) from audit_logs").await);
    let hash = app.column("select hash from audit_logs order by seq desc limit 1").await.remove(0);
    assert_eq!(seal.replace('-', ""), hash[..16]);

    // More is written; what was noted stays true, however it is typed.
    app.post(gloria, "/api/centers", json!({ "code": "7778", "name": "Otro más" })).await.expect(201);
    assert_ne!(stats().await["seal"], noted);
    let found = verified(&app, number, &seal.to_uppercase().replace('-', "%20")).await;
    assert_eq!((&found["whole"], &found["broken_at"]), (&json!(true), &json!(null)));
    assert!(found["message"].as_str().unwrap().contains("es el mismo"), "{found}");
    assert_eq!(found["seal"], stats().await["seal"]);

    let other = verified(&app, number - 1, &seal).await;
    assert_eq!((&other["whole"], &other["broken_at"]), (&json!(false), &json!(number - 1)));
    let later = verified(&app, number + 100, &seal).await;
    assert!(later["message"].as_str().unwrap().starts_with("Faltan registros"), "{later}");
    for half in [
        format!("number={number}"),
        format!("seal={seal}"),
        format!("number={number}&seal=no"),
        "number=x".into(),
    ] {
        app.get(gloria, &format!("/api/audit-logs/verify?{half}")).await.expect(422);
    }

    app.run("delete from audit_logs where seq > (select max(seq) - 3 from audit_logs)").await;
    let found = app.get(gloria, "/api/audit-logs/verify").await.expect(200).json();
    assert_eq!(found["whole"], json!(false), "{found}");
    assert!(found["message"].as_str().unwrap().contains("Faltan los últimos registros"), "{found}");
}

/// What a look at the chain finds that is compared with what was written down.
async fn verified(app: &App, number: i64, seal: &str) -> Value {
    let uri = format!("/api/audit-logs/verify?number={number}&seal={seal}");
    app.get(&app.world.gloria, &uri).await.expect(200).json()
}
