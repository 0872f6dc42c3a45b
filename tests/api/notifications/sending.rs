//! Telling somebody something: oneself always, others only who looks after them.

use super::{tell, titles};
use crate::support::App;
use serde_json::{Value, json};

#[tokio::test]
async fn everybody_tells_himself_and_keepers_tell_others() {
    let app = App::new().await;
    let (estela, ana, ivan) = (&app.world.estela, &app.world.ana, &app.world.ivan);
    for who in app.world.roles() {
        let own = tell(&app, who, who, "loan_pending", "Solicitud enviada").await;
        assert_eq!((&own["user_id"], &own["priority"]), (&json!(who.id), &json!("medium")));
    }
    for keeper in [&app.world.bruno, &app.world.wilson, &app.world.gloria] {
        let told = tell(&app, keeper, ivan, "loan_approved", "Aprobado").await;
        assert_eq!(told["user_id"], json!(ivan.id));
    }
    for (from, to) in [(estela, &app.world.gloria), (estela, ana), (ana, estela)] {
        let new = json!({ "user_id": to.id, "type": "system", "title": "Hola", "message": "Hola" });
        let refused = app.post(from, "/api/notifications/", new).await.expect(403);
        assert_eq!(refused.detail(), "Rol no autorizado");
    }
    let list = app.get(ivan, "/api/notifications/").await.expect(200).json();
    assert_eq!(titles(&list), ["Aprobado", "Aprobado", "Aprobado"]);
    assert_eq!(app.count("select count(*) from notifications").await, 8);
}

#[tokio::test]
async fn hole_16_a_notification_leads_nowhere_else() {
    let app = App::new().await;
    let (gloria, estela) = (&app.world.gloria, &app.world.estela);
    let new = |page: Value| json!({ "user_id": estela.id, "type": "system", "title": "Hola", "message": "Hola", "action_url": page });
    for foreign in [
        "https://malo.example/entrar",
        "//malo.example",
        "/\\malo.example",
        "\\\\malo.example",
        "/a//malo.example",
        "javascript:alert(1)",
        "/\t/malo.example",
        "maintenance/1",
    ] {
        let refused = app.post(gloria, "/api/notifications/", new(json!(foreign))).await.expect(422);
        assert!(refused.detail().starts_with("El campo «action_url» "), "{}", refused.detail());
    }
    app.post(gloria, "/api/notifications/", new(json!(format!("/{}", "x".repeat(300))))).await.expect(422);
    assert_eq!(app.count("select count(*) from notifications").await, 0);
    for (page, kept) in [
        (json!("/usuarios?estado=espera"), json!("/usuarios?estado=espera")),
        (json!(""), json!(null)),
        (json!(null), json!(null)),
    ] {
        let told = app.post(gloria, "/api/notifications/", new(page)).await.expect(201).json();
        assert_eq!(told["action_url"], kept);
    }
}

#[tokio::test]
async fn nobody_who_is_not_there_is_told() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    app.delete(gloria, &format!("/api/users/{}", app.world.pedro.id)).await.expect(200);
    for to in [json!(app.world.pedro.id), json!("018f3b1c-0000-7000-8000-000000000001")] {
        let new = json!({ "user_id": to, "type": "system", "title": "Hola", "message": "Hola" });
        let refused = app.post(gloria, "/api/notifications/", new).await.expect(400);
        assert_eq!(refused.detail(), "La persona indicada no existe o está inactiva");
    }
}

#[tokio::test]
async fn odd_values_are_refused_and_nothing_is_stored() {
    let app = App::new().await;
    let estela = &app.world.estela;
    let good = json!({ "user_id": estela.id, "type": "system", "title": "Hola", "message": "Hola" });
    for (member, value) in [
        ("type", json!("otra")),
        ("type", json!(null)),
        ("title", json!("")),
        ("title", json!("x".repeat(201))),
        ("message", json!("x".repeat(2001))),
        ("message", json!(null)),
        ("priority", json!("urgent")),
        ("expires_at", json!("+12345-01-01T00:00:00")),
        ("expires_at", json!("mañana")),
        ("user_id", json!("yo")),
    ] {
        let mut new = good.clone();
        new[member] = value.clone();
        let refused = app.post(estela, "/api/notifications/", new).await.expect(422);
        assert!(refused.detail().contains(&format!("«{member}»")), "{}", refused.detail());
    }
    let mut unknown = good.clone();
    unknown["type"] = json!("otra");
    assert_eq!(
        app.post(estela, "/api/notifications/", unknown).await.expect(422).json(),
        json!({
            "detail": "El campo «type» debe ser una de estas palabras: new_sign_in, check_reminder, verification_pending, \
                verification_update, system, alert, maintenance_request, maintenance_update, loan_pending, loan_approved, loan_rejected, \
                loan_active, loan_returned, loan_overdue, loan_suspension, feedback, report, \
                reservation_request, reservation_update, transfer_incoming, transfer_update, \
                count_submitted, count_decided",
            "code": "solicitud_invalida",
        })
    );
    assert_eq!(app.count("select count(*) from notifications").await, 0);
    let mut new = good;
    new["priority"] = json!(null);
    app.post(estela, "/api/notifications/", new).await.expect(201);
}

#[tokio::test]
async fn what_people_send_is_audited() {
    let app = App::new().await;
    let told = tell(&app, &app.world.bruno, &app.world.estela, "system", "Recoja su carné").await;
    let entry = app.audited(|entry| entry["action"] == "CREATE_NOTIFICATION").await;
    assert_eq!((&entry["entity_id"], &entry["user_id"]), (&told["id"], &json!(app.world.bruno.id)));
    assert_eq!(entry["new_values"]["description"], "Aviso enviado a Estela Prueba: Recoja su carné");
    app.post(
        &app.world.estela,
        "/api/notifications/",
        json!({ "user_id": app.world.ana.id,
        "type": "system", "title": "Hola", "message": "Hola" }),
    )
    .await
    .expect(403);
    app.audited(|entry| {
        entry["action"] == "CREATE_NOTIFICATION" && entry["new_values"]["response"]["status_code"] == 403
    })
    .await;
}

#[tokio::test]
async fn a_request_for_an_account_is_announced_to_every_general_administrator() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let mut live = app.listen(gloria, None).await;
    assert_eq!(live.unread().await, 0);
    let request = |email: &str, role: &str| {
        json!({ "email": email, "password": "clave-de-prueba", "first_name": "Luisa", "last_name": "Gómez",
            "role": role })
    };
    app.post_anonymously("/api/auth/register", request("uno@misena.edu.co", "student")).await.expect(201);
    app.post_anonymously("/api/auth/register", request("dos@sena.edu.co", "instructor")).await.expect(201);
    assert_eq!(live.unread().await, 1, "an apprentice is not announced");
    let told = live.notification().await;
    assert_eq!((&told["type"], &told["title"]), (&json!("system"), &json!("Solicitud de cuenta")));
    assert_eq!(told["action_url"], "/usuarios?estado=espera");
    let message = told["message"].as_str().unwrap();
    assert!(message.contains("Luisa Gómez") && message.contains("instructor"), "{message}");
    assert_eq!(app.count("select count(*) from notifications").await, 1);
}
