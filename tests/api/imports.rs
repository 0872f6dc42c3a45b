//! Imports: files of equipment that are looked at, applied as a whole or not at all, and taken back.

mod applied;
mod files;
mod judged;
mod kept;

use crate::support::{App, Content, Person, Ready, Reply, Resource, Roles, Rows};
use poem::http::Method;
use serde_json::{Value, json};
use std::time::Duration;

/// Those who may write items; each their own, the general administrator everybody's.
const ROLES: Roles = &[(
    "su ad ag",
    &[
        "download_import_template",
        "list_imports",
        "create_import",
        "get_import",
        "list_import_rows",
        "set_import_columns",
        "apply_import",
        "undo_import",
        "delete_import",
    ],
)];

/// What the tests that walk all operations must know.
pub const RESOURCE: Resource =
    Resource::new(ROLES).prepared_by(|ready| Box::pin(prepare(ready))).asked_with(value).sent(content);

/// An import for each operation that changes one, since they work at it after the answer.
async fn prepare(ready: &Ready) -> Rows {
    let (app, gloria) = (&ready.app, &ready.app.world.gloria);
    let mut rows = Rows::default();
    for name in ["import", "import_columns", "import_apply", "import_undo", "import_delete"] {
        let import = judged(app, gloria, format!("Placa;Nombre\n{name};Portátil\n")).await;
        rows.0.push((name, import["id"].as_str().unwrap().to_owned()));
    }
    apply(app, gloria, &format!("{URI}/{}", rows.0[3].1), false).await.expect(200);
    rows
}

fn value(ready: &Ready, operation: &str, parameter: &str) -> Option<String> {
    (parameter == "id").then(|| {
        ready.row(match operation {
            "set_import_columns" => "import_columns",
            "apply_import" => "import_apply",
            "undo_import" => "import_undo",
            "delete_import" => "import_delete",
            _ => "import",
        })
    })
}

fn content(_: &Ready, operation: &str) -> Option<Content> {
    Some(match operation {
        "create_import" => Content::File("Placa;Nombre\nZ-1;Portátil\n".into()),
        "set_import_columns" => Content::Json(json!({ "fields": ["internal_code", "notes"] })),
        "apply_import" => Content::Json(json!({ "leave_out": true })),
        _ => return None,
    })
}

const URI: &str = "/api/imports";

async fn send(app: &App, who: &Person, file: impl Into<Vec<u8>>) -> Reply {
    send_named(app, who, "equipos.csv", &[], file).await
}

async fn send_named(
    app: &App,
    who: &Person,
    name: &str,
    more: &[(&str, &str)],
    file: impl Into<Vec<u8>>,
) -> Reply {
    let authorization = format!("Bearer {}", who.token);
    let mut headers = vec![("authorization", &*authorization), ("content-type", "text/csv")];
    headers.extend_from_slice(more);
    app.send(Method::POST, &format!("{URI}?file_name={name}"), &headers, file.into()).await
}

pub fn uri(import: &Value) -> String {
    format!("{URI}/{}", import["id"].as_str().unwrap())
}

/// An import that nobody works at any more.
async fn settled(app: &App, who: &Person, uri: &str) -> Value {
    let look = async {
        loop {
            let import = app.get(who, uri).await.expect(200).json();
            if import["status"] != "reading" && import["status"] != "judging" {
                return import;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(120), look).await.expect("the import is judged")
}

/// Sends a file and waits until it is judged.
pub async fn judged(app: &App, who: &Person, file: impl Into<Vec<u8>>) -> Value {
    let import = send(app, who, file).await.expect(201).json();
    settled(app, who, &uri(&import)).await
}

pub async fn rows(app: &App, who: &Person, import: &Value) -> Vec<Value> {
    app.get(who, &format!("{}/rows", uri(import))).await.expect(200).json().as_array().unwrap().clone()
}

/// Number, verdict and first reason of each row.
async fn verdicts(app: &App, who: &Person, import: &Value) -> Vec<(i64, String, String)> {
    let told = |row: Value| {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        (row["number"].as_i64().unwrap(), text(&row["verdict"]), text(&row["reasons"][0]))
    };
    rows(app, who, import).await.into_iter().map(told).collect()
}

pub async fn apply(app: &App, who: &Person, uri: &str, leave_out: bool) -> Reply {
    app.post(who, &format!("{uri}/apply"), json!({ "leave_out": leave_out })).await
}

async fn undo(app: &App, who: &Person, uri: &str) -> Reply {
    app.post(who, &format!("{uri}/undo"), json!({})).await
}

/// The item with a code, as the list answers it.
async fn item(app: &App, code: &str) -> Option<Value> {
    let found = app.get(&app.world.gloria, &format!("/api/inventory?search={code}")).await.expect(200).json();
    found.as_array().unwrap().iter().find(|it| it["internal_code"] == code).cloned()
}

/// How many items there are.
async fn items(app: &App) -> usize {
    app.get(&app.world.gloria, "/api/inventory").await.expect(200).json().as_array().unwrap().len()
}
