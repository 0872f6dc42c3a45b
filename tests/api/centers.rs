//! Centres: made and changed by the general administrator, read by everybody, kept while a room refers to them.

use crate::support::{App, Content, Ready, Resource, Roles, Rows};
use poem::http::Method;
use serde_json::{Value, json};

/// Read by all; written by the general administrator. The sign-in page shows the only one, and its logo.
const ROLES: Roles = &[
    ("open", &["get_only_center", "get_center_logo"]),
    ("st in su ad ag", &["list_centers", "get_center"]),
    ("ag", &["create_center", "set_center_logo", "delete_center_logo", "update_center", "delete_center"]),
];

/// What the tests that walk all operations must know.
pub const RESOURCE: Resource =
    Resource::new(ROLES).prepared_by(|ready| Box::pin(prepare(ready))).asked_with(value).sent(content);

async fn prepare(ready: &Ready) -> Rows {
    let authorization = format!("Bearer {}", ready.app.world.gloria.token);
    let headers = [("content-type", "image/png"), ("authorization", authorization.as_str())];
    let logo = format!("/api/centers/{}/logo", ready.app.world.other_center);
    ready.app.send(Method::PUT, &logo, &headers, ready.photo.clone()).await.expect(200);
    Rows::default()
}

fn value(ready: &Ready, operation: &str, parameter: &str) -> Option<String> {
    Some(match (operation, parameter) {
        (_, "id") => ready.app.world.other_center.to_string(),
        _ => return None,
    })
}

fn content(ready: &Ready, operation: &str) -> Option<Content> {
    Some(Content::Json(match operation {
        "create_center" | "update_center" => json!({
            "code": "9999", "name": "Otro centro", "address": "Calle 1", "city": "Pereira",
            "region": "Risaralda", "phone": "3001234567", "is_active": true,
        }),
        "set_center_logo" => return Some(Content::Photo(ready.photo.clone())),
        _ => return None,
    }))
}

fn names(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_centre_is_made_read_changed_and_deleted() {
    let app = App::new().await;
    let (gloria, estela) = (&app.world.gloria, &app.world.estela);
    let new = json!({ "code": "9208", "name": "Agropecuario", "city": "Dosquebradas", "phone": " " });
    let made = app.post(gloria, "/api/centers", new).await.expect(201).json();
    assert_eq!((&made["is_active"], &made["environments"]), (&json!(true), &json!(0)));
    assert_eq!((&made["phone"], &made["region"]), (&json!(null), &json!(null)));

    let uri = format!("/api/centers/{}", made["id"].as_str().unwrap());
    assert_eq!(app.get(estela, &uri).await.expect(200).json(), made);
    let changed =
        app.put(gloria, &uri, json!({ "region": "Risaralda", "city": null })).await.expect(200).json();
    assert_eq!((&changed["region"], &changed["city"]), (&json!("Risaralda"), &json!(null)));
    assert_eq!((&changed["name"], &changed["code"]), (&json!("Agropecuario"), &json!("9208")));

    let gone = app.delete(gloria, &uri).await.expect(200).json();
    assert_eq!(gone["status"], "deleted");
    assert_eq!(app.get(estela, &uri).await.expect(404).detail(), "Centro no encontrado");
    app.delete(gloria, &uri).await.expect(404);
}

#[tokio::test]
async fn a_centre_with_rooms_is_put_out_of_use_instead_of_deleted() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let uri = format!("/api/centers/{}", app.world.center);
    let gone = app.delete(gloria, &uri).await.expect(200).json();
    assert_eq!(gone["status"], "deactivated");
    assert!(gone["detail"].as_str().unwrap().contains("Comercio"));
    let kept = app.get(gloria, &uri).await.expect(200).json();
    assert_eq!((&kept["is_active"], &kept["environments"]), (&json!(false), &json!(3)));

    let room = json!({ "center_id": app.world.center, "name": "Nueva", "location": "Bloque B" });
    app.post(gloria, "/api/environments", room.clone()).await.expect(400);
    app.put(gloria, &uri, json!({ "is_active": true })).await.expect(200);
    app.post(gloria, "/api/environments", room).await.expect(201);
}

#[tokio::test]
async fn a_code_belongs_to_one_centre_in_any_case() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    app.post(gloria, "/api/centers", json!({ "code": "ab-1", "name": "Uno" })).await.expect(201);
    let again = app.post(gloria, "/api/centers", json!({ "code": "AB-1", "name": "Dos" })).await.expect(400);
    assert_eq!(again.detail(), "Ya existe un centro con ese código");
    let taken = json!({ "code": "9302" });
    app.put(gloria, &format!("/api/centers/{}", app.world.center), taken).await.expect(400);
}

#[tokio::test]
async fn the_list_is_searched_filtered_and_cut() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    app.post(gloria, "/api/centers", json!({ "code": "9400", "name": "Diseño 50%" })).await.expect(201);
    app.delete(gloria, &format!("/api/centers/{}", app.world.other_center)).await.expect(200);
    for (query, found) in [
        ("", vec!["Comercio", "Diseño 50%", "Industria"]),
        ("search=DISENO", vec!["Diseño 50%"]),
        ("search=50%25", vec!["Diseño 50%"]),
        ("search=_", vec![]),
        ("search=pereira", vec!["Comercio", "Industria"]),
        ("search=9302", vec!["Industria"]),
        ("is_active=true", vec!["Comercio", "Diseño 50%"]),
        ("is_active=false", vec!["Industria"]),
        ("limit=1&skip=1", vec!["Diseño 50%"]),
    ] {
        let list = app.get(&app.world.estela, &format!("/api/centers?{query}")).await.expect(200);
        assert_eq!(names(&list.json()), found, "{query}");
        let total = if query.starts_with("limit") { 3 } else { found.len() };
        assert_eq!(list.header("x-total-count"), Some(total.to_string().as_str()), "{query}");
    }
}

#[tokio::test]
async fn nobody_else_writes_them() {
    let app = App::new().await;
    let uri = format!("/api/centers/{}", app.world.center);
    for who in app.world.roles().into_iter().filter(|who| who.id != app.world.gloria.id) {
        app.post(who, "/api/centers", json!({ "code": "1", "name": "X" })).await.expect(403);
        app.put(who, &uri, json!({ "name": "X" })).await.expect(403);
        app.delete(who, &uri).await.expect(403);
    }
}
