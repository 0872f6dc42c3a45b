//! The operations of the OpenAPI document, as the tests that walk all of them need them.

use inventario::app::document;
use inventario::app::{self, Parts};
use poem::http::Method;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The completed document.
pub static DOCUMENT: LazyLock<Value> = LazyLock::new(|| sorted(serde_json::from_str(&TEXT).unwrap()));

/// A value with the members of its objects by name: whether serde_json keeps another order is decided by what else is built with it.
fn sorted(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let members: BTreeMap<String, Value> =
                members.into_iter().map(|(name, value)| (name, sorted(value))).collect();
            Value::Object(members.into_iter().collect())
        }
        Value::Array(items) => items.into_iter().map(sorted).collect(),
        plain => plain,
    }
}

static TEXT: LazyLock<String> = LazyLock::new(|| {
    let dir = tempfile::tempdir().unwrap();
    document::of(&app::service(&Parts::for_documents(dir.path()).unwrap()))
});

/// A parameter, or a member of a body.
#[derive(Debug, Clone)]
pub struct Member {
    /// Its name.
    pub name: String,
    /// Its schema.
    pub schema: Value,
    /// Whether it has to be there.
    pub required: bool,
}

/// One operation.
#[derive(Debug, Clone)]
pub struct Operation {
    /// The method.
    pub method: Method,
    /// The path with its `{parameters}`.
    pub path: String,
    /// Its name.
    pub id: String,
    /// The chapter of the document.
    pub tag: String,
    /// Who may; `None` is everybody, signed in or not.
    pub roles: Option<Vec<String>>,
    /// The statuses that it is documented to answer.
    pub statuses: Vec<u16>,
    /// The parameters in the path.
    pub path_parameters: Vec<Member>,
    /// The parameters in the query.
    pub query: Vec<Member>,
    /// The parameters in headers.
    pub headers: Vec<Member>,
    /// The members of the JSON body, if it takes one.
    pub body: Option<Vec<Member>>,
    /// Whether it takes a picture.
    pub takes_photo: bool,
    /// Whether it takes a file of any kind.
    pub takes_file: bool,
    /// The content type of its success.
    pub answers: String,
}

impl Operation {
    /// Whether it only reads.
    pub fn reads(&self) -> bool {
        self.method == Method::GET
    }

    /// Whether it answers JSON when it succeeds.
    pub fn answers_json(&self) -> bool {
        self.answers.starts_with("application/json")
    }
}

/// Every operation, by path.
pub fn every_operation() -> Vec<Operation> {
    let mut operations: Vec<Operation> = document::operations(&TEXT).into_iter().map(complete).collect();
    // See `sorted`.
    operations.sort_by(|a, b| (&a.path, a.method.as_str()).cmp(&(&b.path, b.method.as_str())));
    operations
}

/// The operations of a server that is set up, by path. The others are gone by then: see `setup`.
pub fn operations() -> Vec<Operation> {
    every_operation().into_iter().filter(|it| !it.path.starts_with("/api/setup")).collect()
}

fn complete(operation: document::Operation) -> Operation {
    let entry = &DOCUMENT["paths"][&operation.path][operation.method.to_lowercase()];
    let parameters = |place: &str| {
        let all = entry["parameters"].as_array().into_iter().flatten();
        all.filter(|it| it["in"] == place)
            .map(|it| Member {
                name: it["name"].as_str().unwrap().to_owned(),
                schema: it["schema"].clone(),
                required: it["required"] == json!(true),
            })
            .collect()
    };
    let content = &entry["requestBody"]["content"];
    let body = &content["application/json"]["schema"]["$ref"];
    let responses = entry["responses"].as_object().unwrap();
    let (_, success) = responses.iter().find(|(status, _)| status.starts_with('2')).unwrap();
    Operation {
        method: operation.method.parse().unwrap(),
        id: operation.id,
        tag: entry["tags"][0].as_str().unwrap_or_default().to_owned(),
        roles: operation.roles,
        statuses: responses.keys().map(|it| it.parse().unwrap()).collect(),
        path_parameters: parameters("path"),
        query: parameters("query"),
        headers: parameters("header"),
        body: body.as_str().map(members),
        takes_photo: content["image/png"].is_object(),
        takes_file: content["application/octet-stream"].is_object(),
        // Nothing, of an answer without a body.
        answers: success["content"].as_object().and_then(|it| it.keys().next().cloned()).unwrap_or_default(),
        path: operation.path,
    }
}

/// The members of a schema of the document.
pub fn members(reference: &str) -> Vec<Member> {
    let name = reference.rsplit('/').next().unwrap();
    let schema = &DOCUMENT["components"]["schemas"][name];
    let required: Vec<&str> =
        schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    schema["properties"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, schema)| Member {
            name: name.clone(),
            schema: schema.clone(),
            required: required.contains(&name.as_str()),
        })
        .collect()
}
