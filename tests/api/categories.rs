//! Categories of the centre's own: made by the general administrator, shown to everybody, and one of nine words to the app.

use crate::imports::{apply, judged, rows, uri};
use crate::support::{App, Content, Ready, Resource, Roles, Rows, day};
use serde_json::{Value, json};

/// Read by all; written by the general administrator.
const ROLES: Roles = &[
    ("st in su ad ag", &["list_categories", "get_category"]),
    ("ag", &["create_category", "update_category", "delete_category"]),
];

/// What the tests that walk all operations must know.
pub const RESOURCE: Resource =
    Resource::new(ROLES).prepared_by(|ready| Box::pin(prepare(ready))).asked_with(value).sent(content);

async fn prepare(ready: &Ready) -> Rows {
    Rows::of("category", &made(&ready.app, "Sierra de cinta").await["id"])
}

fn value(ready: &Ready, _: &str, parameter: &str) -> Option<String> {
    (parameter == "id").then(|| ready.row("category"))
}

fn content(_: &Ready, operation: &str) -> Option<Content> {
    Some(Content::Json(match operation {
        "create_category" | "update_category" => json!({
            "name": "Sierra", "word": "other", "icon": "wrench", "life_months": 120, "is_active": true,
        }),
        _ => return None,
    }))
}

/// What every database calls the last of the nine.
pub const OTHER: &str = "00000000-0000-7000-8000-000000000009";

/// A category of the centre's own, `other` to the app.
pub async fn made(app: &App, name: &str) -> Value {
    let new = json!({ "name": name, "word": "other", "icon": "wrench", "life_months": 24 });
    app.post(&app.world.gloria, "/api/categories", new).await.expect(201).json()
}

fn address(row: &Value) -> String {
    format!("/api/categories/{}", row["id"].as_str().unwrap())
}

fn lathe(app: &App, code: &str, category: &Value) -> Value {
    json!({
        "environment_id": app.world.sistemas.id, "name": "Torno", "internal_code": code,
        "category": "computer", "category_id": category["id"],
    })
}

fn texts(list: &Value, member: &str) -> Vec<String> {
    list.as_array().unwrap().iter().map(|row| row[member].as_str().unwrap_or("-").to_owned()).collect()
}

#[tokio::test]
async fn the_nine_words_stand_behind_the_own_ones_and_nobody_changes_them() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    made(&app, "Torno").await;
    made(&app, "Estufa").await;
    let list = app.get(&app.world.ana, "/api/categories").await.expect(200).json();
    let names = texts(&list, "name");
    assert_eq!(names[..3], ["Estufa", "Torno", "Computador"]);
    assert_eq!((names.len(), names.last().unwrap().as_str()), (11, "Otro"));
    assert_eq!((&list[2]["is_builtin"], &list[2]["word"]), (&json!(true), &json!("computer")));
    let fixed = format!("/api/categories/{OTHER}");
    let refused = app.put(gloria, &fixed, json!({ "name": "Lo demás" })).await.expect(409);
    assert_eq!(
        refused.detail(),
        "Es una de las nueve clases que usa la aplicación: no se cambia ni se elimina"
    );
    app.delete(gloria, &fixed).await.expect(409);
    let taken = json!({ "name": "TORNO", "word": "other" });
    assert_eq!(
        app.post(gloria, "/api/categories", taken).await.expect(409).detail(),
        "Ya hay una categoría con ese nombre"
    );
    app.post(gloria, "/api/categories", json!({ "name": "Otro", "word": "other" })).await.expect(409);
    app.post(gloria, "/api/categories", json!({ "name": "Sofá", "word": "other", "icon": "sofa" }))
        .await
        .expect(422);
    app.post(&app.world.bruno, "/api/categories", json!({ "name": "X", "word": "other" })).await.expect(403);
}

#[tokio::test]
async fn an_item_has_the_word_of_its_category_and_keeps_both_from_the_app() {
    let app = App::new().await;
    let (gloria, bruno) = (&app.world.gloria, &app.world.bruno);
    let own = made(&app, "Torno").await;
    let item = app.post(bruno, "/api/inventory", lathe(&app, "T-1", &own)).await.expect(201).json();
    assert_eq!(
        (&item["category"], &item["category_id"], &item["category_name"], &item["category_icon"]),
        (&json!("other"), &own["id"], &json!("Torno"), &json!("wrench"))
    );
    let at = format!("/api/inventory/{}", item["id"].as_str().unwrap());
    let kept =
        app.put(bruno, &at, json!({ "category": "other", "name": "Torno CNC" })).await.expect(200).json();
    assert_eq!(kept["category_name"], "Torno", "the app sends its word back");
    let moved = app
        .put(gloria, &address(&own), json!({ "word": "camera", "name": "Tornos" }))
        .await
        .expect(200)
        .json();
    assert_eq!(moved["items"], 1);
    let item = app.get(bruno, &at).await.expect(200).json();
    assert_eq!((&item["category"], &item["category_name"]), (&json!("camera"), &json!("Tornos")));
    let left = app.put(bruno, &at, json!({ "category": "tv" })).await.expect(200).json();
    assert_eq!((&left["category"], &left["category_id"]), (&json!("tv"), &json!(null)));
    let back = app.put(bruno, &at, json!({ "category_id": own["id"] })).await.expect(200).json();
    assert_eq!(back["category"], "camera");
    let plain = app.put(bruno, &at, json!({ "category_id": OTHER })).await.expect(200).json();
    assert_eq!(
        (&plain["category"], &plain["category_id"]),
        (&json!("other"), &json!(null)),
        "one of the nine"
    );
    let unknown = app.put(bruno, &at, json!({ "category_id": app.world.center })).await.expect(400);
    assert_eq!(unknown.detail(), "La categoría indicada no existe o está desactivada");
    let story = app.get(bruno, &format!("{at}/history")).await.expect(200).json();
    let said = json!({ "field": "category_name", "before": "Tornos", "after": null });
    assert!(story[0]["changes"].as_array().unwrap().contains(&said), "{}", story[0]["changes"]);
}

#[tokio::test]
async fn a_category_in_use_is_not_deleted_but_put_out_of_use() {
    let app = App::new().await;
    let (gloria, bruno) = (&app.world.gloria, &app.world.bruno);
    let own = made(&app, "Torno").await;
    let item = app.post(bruno, "/api/inventory", lathe(&app, "T-1", &own)).await.expect(201).json();
    let at = format!("/api/inventory/{}", item["id"].as_str().unwrap());
    let refused = app.delete(gloria, &address(&own)).await.expect(409);
    assert_eq!(
        refused.detail(),
        "No se puede eliminar «Torno»: la tiene 1 equipo. Puede desactivarla, y no se ofrecerá más"
    );
    app.put(gloria, &address(&own), json!({ "is_active": false })).await.expect(200);
    app.post(bruno, "/api/inventory", lathe(&app, "T-2", &own)).await.expect(400);
    let kept =
        app.put(bruno, &at, json!({ "name": "Torno 1", "category_id": own["id"] })).await.expect(200).json();
    assert_eq!(kept["category_name"], "Torno");
    app.put(bruno, &at, json!({ "category_id": null })).await.expect(200);
    app.delete(gloria, &address(&own)).await.expect(200);
    app.get(gloria, &address(&own)).await.expect(404);
}

#[tokio::test]
async fn lists_exports_reports_and_figures_show_its_name() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let own = made(&app, "Torno").await;
    app.post(gloria, "/api/inventory", lathe(&app, "T-1", &own)).await.expect(201);
    let codes = |list: Value| texts(&list, "internal_code");
    let of = async |query: String| {
        codes(app.get(gloria, &format!("/api/inventory?{query}")).await.expect(200).json())
    };
    assert_eq!(of(format!("category_id={}", own["id"].as_str().unwrap())).await, ["T-1"]);
    assert_eq!(of("search=torno".into()).await, ["T-1"]);
    assert!(of("category=other".into()).await.contains(&"T-1".to_owned()), "the app asks by its word");
    assert!(!of(format!("category_id={OTHER}")).await.contains(&"T-1".to_owned()));

    let asked = json!({ "list": "items", "file_format": "csv", "filters": { "category_id": own["id"] } });
    let file = app.post(gloria, "/api/exports/lists", asked).await.expect(200);
    let text = String::from_utf8(file.bytes).unwrap();
    assert!(text.contains("\"T-1\";\"Torno\";\"Torno\";"), "{text}");
    let figures = app.get(gloria, "/api/stats/inventory").await.expect(200).json();
    let line = |name: Value| {
        figures["by_category"].as_array().unwrap().iter().find(|it| it["category_name"] == name).cloned()
    };
    assert_eq!(line(json!("Torno")).unwrap()["quantity"], 1);
    let room = format!("/api/stats/environment/{}", app.world.sistemas.id);
    let held = app.get(gloria, &room).await.expect(200).json();
    assert_eq!(held["category_distribution"]["other"]["count"], 1);
}

#[tokio::test]
async fn its_equipment_lasts_as_long_as_it_says() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let own = made(&app, "Torno").await;
    let new = json!({
        "name": "Torno", "internal_code": "T-1", "category": "other", "category_id": own["id"],
        "purchase_price": 1_000_000, "purchase_date": day(-800),
    });
    let item = app.post(gloria, "/api/inventory", new).await.expect(201).json();
    let worth = format!("/api/inventory/{}/value", item["id"].as_str().unwrap());
    let value = app.get(gloria, &worth).await.expect(200).json();
    assert_eq!((&value["life_months"], &value["book_value"]), (&json!(24), &json!(0)));
    let sum = app.get(gloria, "/api/inventory/value").await.expect(200).json();
    assert_eq!(sum["sums"][0]["book_value"], json!(0.0));
    app.put(gloria, &address(&own), json!({ "life_months": null })).await.expect(200);
    let value = app.get(gloria, &worth).await.expect(200).json();
    assert_eq!(value["life_months"], 120, "that of its word");
    assert!(value["book_value"].as_f64().unwrap() > 0.0);
}

#[tokio::test]
async fn an_import_takes_its_name() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let own = made(&app, "Torno de banco").await;
    let import =
        judged(&app, gloria, "Placa;Nombre;Clase\nT-1;Torno;TORNO DE BANCÓ\nT-2;Dron;Drones\n").await;
    let told = rows(&app, gloria, &import).await;
    let changes = told[0]["changes"].as_array().unwrap();
    let said = json!({ "field": "category_name", "before": null, "after": "Torno de banco" });
    assert!(changes.contains(&said), "{changes:?}");
    apply(&app, gloria, &uri(&import), false).await.expect(200);
    let list = app.get(gloria, "/api/inventory?search=T-1").await.expect(200).json();
    assert_eq!((&list[0]["category_id"], &list[0]["category"]), (&own["id"], &json!("other")));
}
