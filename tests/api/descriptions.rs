//! Descriptions that a model proposes from a photo: asked for by those who keep the item, of the service that the general administrator
//! has switched on, and nothing but a proposal until somebody accepts it.

mod answers;
mod consent;
mod decided;
mod protocol;
mod queue;
mod settings;
mod stub;
mod unusable;

use crate::photos::{upload, with_exif};
use crate::support::{App, Content, Person, Ready, Reply, Resource, Roles, Rows, patched};
use chrono::{DateTime, Utc};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use inventario::kit::clock;
use inventario::kit::wire::Id;
use serde_json::{Value, json};
use std::io::Cursor;
use stub::Stub;

/// Those who keep equipment; the trial is the general administrator's.
const ROLES: Roles = &[
    (
        "su ad ag",
        &[
            "list_item_descriptions",
            "get_descriptions_status",
            "get_item_description",
            "ask_item_description",
            "retry_item_description",
            "accept_item_description",
            "decline_item_description",
        ],
    ),
    ("ag", &["test_descriptions"]),
];

/// What the tests that walk all operations must know.
pub const RESOURCE: Resource =
    Resource::new(ROLES).prepared_by(|ready| Box::pin(prepare(ready))).asked_with(value).sent(content);

async fn prepare(ready: &Ready) -> Rows {
    let (app, world) = (&ready.app, &ready.app.world);
    switch_on(app, &Stub::open().await, json!({})).await;
    let give = async |item: Id, colour: u8| {
        let photo = photo(app, &world.gloria, colour).await;
        given(app, &world.gloria, item, &photo).await.expect(201);
        photo
    };
    // Not to the item whose members are sent one by one: what has photos shows its first one, whatever is sent.
    let (asked, failed, done) = (
        give(world.idiomas.group, 10).await,
        give(world.idiomas.group, 20).await,
        give(world.taller.group, 30).await,
    );
    let failed = ask(app, &world.gloria, world.idiomas.group, &failed).await.expect(201).json();
    let done = ask(app, &world.gloria, world.taller.group, &done).await.expect(201).json();
    let (failed, done) = (text(&failed["id"]), text(&done["id"]));
    app.run(format!(
        "update item_descriptions set state = 'failed', attempts = 5, error = 'El servicio falló (500)' where id = '{failed}';
         update item_descriptions set state = 'done', attempts = 1, source_model = 'vision', described_at = created_at,
             description = 'Teclados negros', category = 'keyboard' where id = '{done}'"
    ))
    .await;
    let seen = item(app, world.taller.group).await;
    Rows(vec![
        ("described photo", asked),
        ("failed description", failed),
        ("done description", done),
        ("version of the described item", text(&seen["updated_at"])),
    ])
}

fn value(ready: &Ready, operation: &str, parameter: &str) -> Option<String> {
    Some(match (operation, parameter) {
        ("retry_item_description", "id") => ready.row("failed description"),
        (_, "id") => ready.row("done description"),
        (_, "item_id") => ready.app.world.taller.group.to_string(),
        _ => return None,
    })
}

fn content(ready: &Ready, operation: &str) -> Option<Content> {
    Some(Content::Json(match operation {
        "ask_item_description" => {
            json!({ "item_id": ready.app.world.idiomas.group, "photo_id": ready.row("described photo") })
        }
        "accept_item_description" => json!({
            "description": "Teclados negros, con cable", "category": "keyboard", "brand": "Genius", "model": "KB-110",
            "serial_number": "SN-778", "item_updated_at": ready.row("version of the described item"),
        }),
        _ => return None,
    }))
}

const DESCRIPTIONS: &str = "/api/descriptions";
/// The key of the tests, which nobody must read anywhere.
const KEY: &str = "sk-secreta-7391";

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

/// What the settings say of a stub, unless told otherwise.
fn settings_of(stub: &Stub, more: &Value) -> Value {
    let all = json!({
        "enabled": true, "endpoint": stub.endpoint(), "model": "vision-7b", "key": KEY, "near_hosts": ["127.0.0.1"],
    });
    json!({ "descriptions": patched(all, more) })
}

/// Switches descriptions on, by the stub.
async fn switch_on(app: &App, stub: &Stub, more: Value) {
    app.put(&app.world.gloria, "/api/settings", settings_of(stub, &more)).await.expect(200);
}

async fn set(app: &App, more: Value) -> Value {
    let all =
        app.put(&app.world.gloria, "/api/settings", json!({ "descriptions": more })).await.expect(200).json();
    all["descriptions"].clone()
}

/// A photo of a phone, with its place and its camera; each colour is another photo. So wide that it is shrunk.
fn wide(colour: u8) -> Vec<u8> {
    taken(colour, 1_600, 900)
}

/// The same of any size: a debug build takes seconds for a wide one.
fn taken(colour: u8, width: u32, height: u32) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    // Colours next to each other are the same in a JPEG.
    let edge = u32::from(colour) % width;
    let photo = RgbImage::from_fn(width, height, |x, _| Rgb([colour, if x < edge { 0 } else { 200 }, 90]));
    DynamicImage::from(photo).write_to(&mut out, ImageFormat::Jpeg).unwrap();
    with_exif(&out.into_inner(), 6)
}

/// Sends a photo; answers its id.
async fn photo(app: &App, who: &Person, colour: u8) -> String {
    text(&upload(app, who, "image/jpeg", taken(colour, 160, 90)).await.expect(201).json()["id"])
}

/// Gives a photo to an item.
async fn given(app: &App, who: &Person, item: Id, photo: &str) -> Reply {
    app.post(who, "/api/item-pictures", json!({ "item_id": item, "photo_id": photo })).await
}

async fn ask(app: &App, who: &Person, item: Id, photo: &str) -> Reply {
    app.post(who, DESCRIPTIONS, json!({ "item_id": item, "photo_id": photo })).await
}

/// A photo given to an item whose description somebody has asked for; answers the description.
async fn asked(app: &App, item: Id, colour: u8) -> Value {
    let bruno = &app.world.bruno;
    let photo = photo(app, bruno, colour).await;
    asked_of(app, item, &photo).await
}

/// The same of a photo that is there. An item that has the same picture keeps that one.
async fn asked_of(app: &App, item: Id, photo: &str) -> Value {
    let bruno = &app.world.bruno;
    let kept = given(app, bruno, item, photo).await.json();
    ask(app, bruno, item, &text(&kept["photo_id"])).await.expect(201).json()
}

/// A description as it is now.
async fn now_of(app: &App, description: &Value) -> Value {
    let uri = format!("{DESCRIPTIONS}/{}", text(&description["id"]));
    app.get(&app.world.gloria, &uri).await.expect(200).json()
}

/// One round of the describer at an instant; how often it asked.
async fn round(app: &App, at: DateTime<Utc>) -> usize {
    app.parts.describer.go_round(at).await.unwrap()
}

/// One round now.
async fn go_round(app: &App) -> usize {
    round(app, clock::now()).await
}

async fn item(app: &App, id: Id) -> Value {
    app.get(&app.world.gloria, &format!("/api/inventory/{id}")).await.expect(200).json()
}

async fn act(app: &App, who: &Person, description: &Value, act: &str, body: Value) -> Reply {
    app.post(who, &format!("{DESCRIPTIONS}/{}/{act}", text(&description["id"])), body).await
}
