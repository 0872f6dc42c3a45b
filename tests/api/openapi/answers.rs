//! What is answered is what the document promises: every member, no other, each of its type.

use crate::support::{DOCUMENT, Operation, Ready, operations};
use serde_json::Value;

/// The schema of what an operation answers as JSON; null where it answers none.
fn promised(operation: &Operation, status: u16) -> &'static Value {
    let method = operation.method.as_str().to_lowercase();
    let answer = &DOCUMENT["paths"][&operation.path][method]["responses"][status.to_string()];
    &answer["content"]["application/json; charset=utf-8"]["schema"]
}

/// Where a value differs from its schema.
fn differences(value: &Value, schema: &Value, at: &str, found: &mut Vec<String>) {
    if let Some(reference) = schema["$ref"].as_str() {
        let schema = DOCUMENT.pointer(reference.trim_start_matches('#')).unwrap();
        return differences(value, schema, at, found);
    }
    // What may be null says so beside the reference to what it is otherwise.
    if let Some(all) = schema["allOf"].as_array().filter(|_| !value.is_null()) {
        return differences(value, &all[0], at, found);
    }
    if value.is_null() {
        if schema["nullable"] != true {
            found.push(format!("{at} is null"));
        }
        return;
    }
    let fits = match schema["type"].as_str() {
        Some("string") => value.is_string(),
        Some("integer") => value.is_i64(),
        Some("number") => value.is_number(),
        Some("boolean") => value.is_boolean(),
        Some("array") => {
            for row in value.as_array().into_iter().flatten() {
                differences(row, &schema["items"], &format!("{at}[]"), found);
            }
            value.is_array()
        }
        Some("object") => {
            look_into(value, schema, at, found);
            value.is_object()
        }
        other => panic!("{at} is documented as {other:?}"),
    };
    let words = schema["enum"].as_array();
    if !fits || words.is_some_and(|words| !words.contains(value)) {
        found.push(format!("{at} is {value}"));
    }
}

fn look_into(value: &Value, schema: &Value, at: &str, found: &mut Vec<String>) {
    // An object without members in the document may have any.
    let (Some(members), Some(promised)) = (value.as_object(), schema["properties"].as_object()) else {
        return;
    };
    for (name, member) in members {
        match promised.get(name) {
            Some(schema) => differences(member, schema, &format!("{at}.{name}"), found),
            None => found.push(format!("{at}.{name} is not documented")),
        }
    }
    for name in promised.keys().filter(|name| !members.contains_key(*name)) {
        found.push(format!("{at}.{name} is missing"));
    }
}

#[tokio::test]
async fn every_success_is_as_documented() {
    let ready = Ready::new().await;
    let mut found = Vec::new();
    for operation in operations() {
        let reply = ready.perform(&ready.app.world.gloria, &operation).await;
        assert!(reply.status.is_success(), "{}: {}", operation.id, String::from_utf8_lossy(&reply.bytes));
        if operation.answers_json() {
            let schema = promised(&operation, reply.status.as_u16());
            assert!(schema.is_object(), "{} is not documented to answer {}", operation.id, reply.status);
            differences(&reply.json(), schema, &operation.id, &mut found);
        } else {
            let content_type = reply.header("content-type").unwrap_or_default();
            assert_eq!(content_type, operation.answers, "{}", operation.id);
        }
        if !operation.reads() {
            ready.restore().await;
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[tokio::test]
async fn every_refusal_is_as_documented() {
    let ready = Ready::new().await;
    for operation in operations().into_iter().filter(|it| it.roles.is_some()) {
        let reply =
            ready.send(None, &operation, &ready.uri(&operation), "application/json", Vec::new()).await;
        let mut found = Vec::new();
        differences(&reply.json(), promised(&operation, reply.status.as_u16()), &operation.id, &mut found);
        assert!(found.is_empty(), "{}", found.join("\n"));
    }
}
