//! Photos of equipment: several an item in an order, the first of which every client is shown, and read by their address alone.

mod files;
mod refused;

use crate::photos::{upload, wall};
use crate::support::{App, Content, Person, Ready, Reply, Resource, Roles, Rows};
use inventario::kit::wire::Id;
use poem::http::Method;
use serde_json::{Value, json};

/// Seen by all who scan the label, kept by those who look after equipment; the file itself by whoever has its address.
const ROLES: Roles = &[
    ("open", &["get_item_picture_file"]),
    ("st in su ad ag", &["list_item_pictures"]),
    ("su ad ag", &["add_item_picture", "arrange_item_pictures", "delete_item_picture"]),
];

/// What the tests that walk all operations must know.
pub const RESOURCE: Resource =
    Resource::new(ROLES).prepared_by(|ready| Box::pin(prepare(ready))).asked_with(value).sent(content);

async fn prepare(ready: &Ready) -> Rows {
    let (app, world) = (&ready.app, &ready.app.world);
    // Each for this alone: what something else shows isn't made public.
    let (shown, fresh) = (photo(app, &world.gloria, 91).await, photo(app, &world.gloria, 92).await);
    let new = json!({ "item_id": world.bodega.machine, "photo_id": shown });
    let made = app.post(&world.gloria, PICTURES, new).await.expect(201).json();
    let hash = made["url"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    Rows(vec![("item_picture", text(&made["id"])), ("item_picture_hash", hash), ("fresh photo", fresh)])
}

fn value(ready: &Ready, _: &str, parameter: &str) -> Option<String> {
    Some(match parameter {
        "id" => ready.row("item_picture"),
        "hash" => ready.row("item_picture_hash"),
        "item_id" => ready.app.world.bodega.machine.to_string(),
        _ => return None,
    })
}

fn content(ready: &Ready, operation: &str) -> Option<Content> {
    let world = &ready.app.world;
    Some(Content::Json(match operation {
        "add_item_picture" => {
            json!({ "item_id": world.idiomas.machine, "photo_id": ready.row("fresh photo"), "caption": "De frente" })
        }
        "arrange_item_pictures" => json!({
            "item_id": world.bodega.machine,
            "pictures": [{ "id": ready.row("item_picture"), "caption": "La placa" }],
        }),
        _ => return None,
    }))
}

const PICTURES: &str = "/api/item-pictures";

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

/// Photos that differ by their width.
async fn photo(app: &App, who: &Person, width: u32) -> String {
    text(&upload(app, who, "image/jpeg", wall(width, 90)).await.expect(201).json()["id"])
}

/// Sends a photo and gives it to an item.
async fn give(app: &App, who: &Person, item: Id, width: u32) -> Reply {
    let photo = photo(app, who, width).await;
    app.post(who, PICTURES, json!({ "item_id": item, "photo_id": photo })).await
}

async fn pictures(app: &App, who: &Person, item: Id) -> Vec<Value> {
    let list = app.get(who, &format!("{PICTURES}?item_id={item}")).await.expect(200).json();
    list.as_array().unwrap().clone()
}

/// The widths of the photos of an item, in their order: what they are told apart by here.
async fn widths(app: &App, item: Id) -> Vec<u64> {
    pictures(app, &app.world.gloria, item).await.iter().map(|it| it["width"].as_u64().unwrap()).collect()
}

async fn item(app: &App, item: Id) -> Value {
    app.get(&app.world.estela, &format!("/api/inventory/{item}")).await.expect(200).json()
}

async fn arrange(app: &App, who: &Person, item: Id, ids: &[&Value]) -> Reply {
    let pictures: Vec<Value> = ids.iter().map(|id| json!({ "id": id })).collect();
    let order = json!({ "item_id": item, "pictures": pictures });
    app.put(who, &format!("{PICTURES}/order"), order).await
}

#[tokio::test]
async fn the_first_photo_is_what_the_app_is_shown() {
    let app = App::new().await;
    let (bruno, machine) = (&app.world.bruno, app.world.sistemas.machine);
    let before = item(&app, machine).await;
    assert_eq!(before["image_url"], Value::Null);
    let first = give(&app, bruno, machine, 100).await.expect(201).json();
    let second = give(&app, bruno, machine, 110).await.expect(201).json();
    assert_eq!((&first["position"], &second["position"]), (&json!(0), &json!(1)));
    assert_eq!(first["created_by_name"], "Bruno Prueba");

    let shown = item(&app, machine).await;
    assert_eq!(shown["image_url"], first["url"]);
    assert_ne!(shown["updated_at"], before["updated_at"], "another version: who edits meanwhile is told");
    // The same in lists, in the sheet of a check and wherever else the app reads it.
    let room = app.world.sistemas.id;
    let list = app.get(&app.world.estela, "/api/inventory").await.expect(200).json();
    let sheet = format!("/api/inventory-checks/sheet?environment_id={room}");
    let sheet = app.get(&app.world.estela, &sheet).await.expect(200).json();
    for (rows, id) in [(&list, "id"), (&sheet["items"], "item_id")] {
        let row = rows.as_array().unwrap().iter().find(|it| it[id] == json!(machine)).unwrap();
        assert_eq!(row["image_url"], first["url"]);
    }

    arrange(&app, bruno, machine, &[&second["id"], &first["id"]]).await.expect(200);
    assert_eq!(widths(&app, machine).await, [110, 100]);
    assert_eq!(item(&app, machine).await["image_url"], second["url"]);
    app.delete(bruno, &format!("{PICTURES}/{}", text(&second["id"]))).await.expect(204);
    assert_eq!(item(&app, machine).await["image_url"], first["url"]);
    assert_eq!(pictures(&app, bruno, machine).await[0]["position"], 0, "what is behind moves up");
    app.delete(bruno, &format!("{PICTURES}/{}", text(&first["id"]))).await.expect(204);
    assert_eq!(item(&app, machine).await["image_url"], Value::Null);
    app.delete(bruno, &format!("{PICTURES}/{}", text(&first["id"]))).await.expect(404);
}

#[tokio::test]
async fn what_the_app_sends_back_does_not_take_the_photo_away() {
    let app = App::new().await;
    let (bruno, machine) = (&app.world.bruno, app.world.sistemas.machine);
    let uri = format!("/api/inventory/{machine}");
    // An item without photos keeps what the app gives it.
    let given = json!({ "image_url": "https://ejemplo.co/1.jpg" });
    assert_eq!(app.put(bruno, &uri, given.clone()).await.expect(200).json()["image_url"], given["image_url"]);
    let cleared = app.put(bruno, &uri, json!({ "image_url": null })).await.expect(200).json();
    assert_eq!(cleared["image_url"], Value::Null);

    let first = give(&app, bruno, machine, 100).await.expect(201).json();
    for sent in [json!({ "image_url": null }), json!({ "image_url": "" }), given, json!({ "notes": "Nueva" })]
    {
        let answered = app.put(bruno, &uri, sent).await.expect(200).json();
        assert_eq!(answered["image_url"], first["url"]);
    }
    // A count stores the whole row again.
    let counted = json!({ "quantity": 0, "quantity_damaged": 1, "quantity_missing": 0 });
    let counted =
        app.put(&app.world.estela, &format!("{uri}/verification"), counted).await.expect(200).json();
    assert_eq!(counted["image_url"], first["url"]);
}

#[tokio::test]
async fn photos_have_captions_and_their_order_is_told_in_the_history() {
    let app = App::new().await;
    let (bruno, machine) = (&app.world.bruno, app.world.sistemas.machine);
    let first = photo(&app, bruno, 100).await;
    let new = json!({ "item_id": machine, "photo_id": first, "caption": " De  frente " });
    let first = app.post(bruno, PICTURES, new).await.expect(201).json();
    assert_eq!(first["caption"], "De frente");
    let second = give(&app, bruno, machine, 110).await.expect(201).json();
    let order = json!({
        "item_id": machine,
        "pictures": [{ "id": second["id"], "caption": "La placa" }, { "id": first["id"], "caption": null }],
    });
    let list = app.put(bruno, &format!("{PICTURES}/order"), order).await.expect(200).json();
    assert_eq!((&list[0]["caption"], &list[1]["caption"]), (&json!("La placa"), &Value::Null));
    assert_eq!(list, json!(pictures(&app, bruno, machine).await));

    let history = app.get(bruno, &format!("/api/inventory/{machine}/history")).await.expect(200).json();
    let told = history.as_array().unwrap().iter().find(|it| it["action"] == "ARRANGE_ITEM_PICTURES").unwrap();
    assert_eq!(told["changes"][0]["field"], "pictures");
    let (was, is) = (text(&told["changes"][0]["before"]), text(&told["changes"][0]["after"]));
    assert!(
        was.starts_with("1. De frente; 2. foto del ") && is.starts_with("1. La placa; 2. foto del "),
        "{told}"
    );
    for action in ["CREATE_ITEM_PICTURE", "ARRANGE_ITEM_PICTURES"] {
        let entry = app.audited(|entry| entry["action"] == action).await;
        assert_eq!(entry["user_id"], json!(bruno.id));
    }
}

#[tokio::test]
async fn a_photo_that_is_sent_again_is_there_once() {
    let app = App::new().await;
    let (bruno, machine) = (&app.world.bruno, app.world.sistemas.machine);
    let photo = photo(&app, bruno, 100).await;
    let new = json!({ "item_id": machine, "photo_id": photo });
    let first = app.post(bruno, PICTURES, new.clone()).await.expect(201).json();
    assert_eq!(app.post(bruno, PICTURES, new).await.expect(201).json(), first);
    assert_eq!(pictures(&app, bruno, machine).await.len(), 1);
    // Another item may show the same.
    let other = json!({ "item_id": app.world.sistemas.group, "photo_id": photo });
    let other = app.post(bruno, PICTURES, other).await.expect(201).json();
    assert_eq!(other["url"], first["url"]);
    assert_ne!(other["id"], first["id"]);
}

#[tokio::test]
async fn photos_go_with_their_item() {
    let app = App::new().await;
    let (gloria, machine) = (&app.world.gloria, app.world.sistemas.machine);
    let picture = give(&app, gloria, machine, 100).await.expect(201).json();
    app.delete(gloria, &format!("/api/inventory/{machine}")).await.expect(200);
    app.get(gloria, &format!("{PICTURES}?item_id={machine}")).await.expect(404);
    app.send(Method::GET, &text(&picture["url"]), &[], "").await.expect(404);
    assert_eq!(app.count("select count(*) from item_pictures").await, 0);
}
