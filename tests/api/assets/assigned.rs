//! Whom an asset is assigned to: who has its item in charge, as a text.

use super::{ASSETS, laptop, one};
use crate::support::{App, Person, patched};
use serde_json::{Value, json};

async fn assigned(app: &App, who: &Person, asset: &Value) -> Value {
    app.get(who, &one(asset)).await.expect(200).json()["assigned_to"].clone()
}

/// Everybody who has or had it, the last first.
async fn holders(app: &App, asset: &Value) -> Vec<Value> {
    let uri = format!("/api/assignments?item_id={}", asset["id"].as_str().unwrap());
    app.get(&app.world.gloria, &uri).await.expect(200).json()["items"].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_text_hands_over_passes_on_and_takes_back() {
    let app = App::new().await;
    let (world, wilson) = (&app.world, &app.world.wilson);
    let free = patched(laptop(), &json!({ "assigned_to": "", "environment_id": world.sistemas.id }));
    let made = app.post(wilson, ASSETS, free).await.expect(201).json();
    assert_eq!((&made["assigned_to"], holders(&app, &made).await.len()), (&Value::Null, 0));
    let put = async |text: Value| {
        app.put(wilson, &one(&made), json!({ "assigned_to": text })).await.expect(200).json()
    };
    // An address is the account's, which is called by its name from then on.
    let given = put(json!("ANA@sena.edu.co")).await;
    assert_eq!(given["assigned_to"], "Ana Prueba");
    assert!(given["updated_at"].as_str() > made["updated_at"].as_str());
    assert_eq!(holders(&app, &made).await[0]["user_id"], json!(world.ana.id));
    // Who sends back what was read, however it is written, changes nothing; nor does who says nothing of it.
    for same in ["Ana Prueba", " ANA  PRUEBA ", "ána pruebá", "ana@sena.edu.co"] {
        assert_eq!(put(json!(same)).await["assigned_to"], "Ana Prueba", "{same}");
    }
    app.put(wilson, &one(&made), json!({ "name": "Otro nombre" })).await.expect(200);
    assert_eq!(holders(&app, &made).await.len(), 1);
    // Somebody without an account has a name only.
    assert_eq!(put(json!("Rosa Díaz")).await["assigned_to"], "Rosa Díaz");
    let had = holders(&app, &made).await;
    assert_eq!((had.len(), &had[0]["user_id"], &had[1]["is_open"]), (2, &Value::Null, &json!(false)));
    assert_eq!(put(Value::Null).await["assigned_to"], Value::Null);
    assert!(holders(&app, &made).await.iter().all(|it| it["is_open"] == false));
    // Versions are the item's.
    let stale =
        [("if-match", made["updated_at"].as_str().unwrap())].map(|(name, at)| (name, format!("\"{at}\"")));
    let authorization = format!("Bearer {}", wilson.token);
    let headers = [
        ("authorization", authorization.as_str()),
        ("content-type", "application/json"),
        (stale[0].0, stale[0].1.as_str()),
    ];
    let body = json!({ "assigned_to": "Rosa Díaz" }).to_string().into_bytes();
    app.send(poem::http::Method::PUT, &one(&made), &headers, body).await.expect(412);
    // Also when somebody else has handed it over by the other address.
    let free = app.get(wilson, &one(&made)).await.json();
    let new = json!({ "item_id": made["id"], "user_id": world.ana.id });
    let given = app.post(wilson, "/api/assignments", new).await.expect(201).json();
    let version = format!("\"{}\"", free["updated_at"].as_str().unwrap());
    let headers = [headers[0], headers[1], ("if-match", version.as_str())];
    let body = json!({ "name": "Y", "assigned_to": null }).to_string().into_bytes();
    app.send(poem::http::Method::PUT, &one(&made), &headers, body).await.expect(412);
    assert_eq!(assigned(&app, wilson, &made).await, "Ana Prueba");
    let back = format!("/api/assignments/{}/return", given["id"].as_str().unwrap());
    app.post(wilson, &back, json!({ "condition": "good" })).await.expect(200);
    assert_eq!(assigned(&app, wilson, &made).await, Value::Null);
}

#[tokio::test]
async fn whoever_keeps_no_room_registers_what_nobody_gets() {
    let app = App::new().await;
    let bruno = &app.world.bruno;
    app.run(format!("update users set center_id = null, environment_id = null where id = '{}'", bruno.id))
        .await;
    let free = patched(laptop(), &json!({ "assigned_to": "" }));
    app.post(bruno, ASSETS, free).await.expect(201);
}

#[tokio::test]
async fn who_hands_nothing_over_may_still_send_back_what_they_read() {
    let app = App::new().await;
    let (world, bruno) = (&app.world, &app.world.bruno);
    let there = json!({ "environment_id": world.sistemas.id });
    let made = app.post(&world.gloria, ASSETS, patched(laptop(), &there)).await.expect(201).json();
    let back = json!({ "name": "Portátil", "assigned_to": "ROSA DIAZ" });
    let kept = app.put(bruno, &one(&made), back).await.expect(200).json();
    assert_eq!((&kept["name"], &kept["assigned_to"]), (&json!("Portátil"), &json!("Rosa Díaz")));
    for text in [json!(""), json!("Ana Prueba"), Value::Null] {
        let sent = json!({ "name": "No", "assigned_to": text });
        let refused = app.put(bruno, &one(&made), sent).await.expect(403);
        assert_eq!(refused.json()["code"], "rol_no_autorizado");
    }
    let free = patched(laptop(), &json!({ "serial_number": null, "assigned_to": "Ana Prueba" }));
    app.post(bruno, ASSETS, free.clone()).await.expect(403);
    app.post(bruno, ASSETS, patched(free, &json!({ "assigned_to": "" }))).await.expect(201);
    // Nothing of what was refused is there.
    let now = app.get(bruno, &one(&made)).await.json();
    assert_eq!((&now["name"], &now["assigned_to"]), (&json!("Portátil"), &json!("Rosa Díaz")));
}

#[tokio::test]
async fn who_has_what_is_told_to_keepers_and_to_themselves() {
    let app = App::new().await;
    let world = &app.world;
    let there = json!({ "environment_id": world.sistemas.id, "assigned_to": "ana@sena.edu.co" });
    let made = app.post(&world.gloria, ASSETS, patched(laptop(), &there)).await.expect(201).json();
    let far = json!({ "environment_id": world.taller.id, "serial_number": null });
    let elsewhere = app.post(&world.gloria, ASSETS, patched(laptop(), &far)).await.expect(201).json();
    for (who, here, there) in [
        (&world.estela, Value::Null, Value::Null),
        (&world.ivan, Value::Null, Value::Null),
        (&world.ana, json!("Ana Prueba"), Value::Null),
        (&world.bruno, json!("Ana Prueba"), Value::Null),
        (&world.wilson, json!("Ana Prueba"), Value::Null),
        (&world.gloria, json!("Ana Prueba"), json!("Rosa Díaz")),
    ] {
        assert_eq!(assigned(&app, who, &made).await, here, "{}", who.email);
        assert_eq!(assigned(&app, who, &elsewhere).await, there, "{}", who.email);
        let listed = app.get(who, ASSETS).await.expect(200).json();
        if let Some(row) = listed.as_array().unwrap().iter().find(|it| it["id"] == made["id"]) {
            assert_eq!(row["assigned_to"], here, "{}", who.email);
        }
    }
}

#[tokio::test]
async fn what_stands_against_a_hand_over_is_a_conflict_and_changes_nothing() {
    let app = App::new().await;
    let (world, wilson) = (&app.world, &app.world.wilson);
    let machine = format!("{ASSETS}/{}", world.sistemas.machine);
    app.put(wilson, &machine, json!({ "status": "lost" })).await.expect(200);
    let sent = json!({ "name": "Perdido", "assigned_to": "Rosa Díaz" });
    let refused = app.put(wilson, &machine, sent).await.expect(409);
    assert!(refused.detail().contains("está perdido"), "{}", refused.detail());
    assert_ne!(app.get(wilson, &machine).await.json()["name"], "Perdido");
    app.put(wilson, &machine, json!({ "assigned_to": "x".repeat(201) })).await.expect(422);
    let gone = json!({ "assigned_to": "Rosa Díaz" });
    app.put(wilson, &format!("{ASSETS}/{}", world.taller.machine), gone).await.expect(404);
}
