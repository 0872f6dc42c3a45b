//! The OpenAPI document: complete, in Spanish, and browsable without a network.

mod answers;

use crate::support::{App, DOCUMENT, every_operation};
use poem::http::Method;
use serde_json::{Value, json};
use std::collections::BTreeSet;

#[test]
fn the_document_changes_only_on_purpose() {
    let mut document = DOCUMENT.clone();
    document["info"]["version"] = json!("[version]");
    shorten_problems(&mut document);
    insta::assert_json_snapshot!("openapi", document);
}

/// Every operation can fail in the same ways: a word for each leaves half of the snapshot to read.
fn shorten_problems(value: &mut Value) {
    let Value::Object(members) = value else { return };
    let problem = json!({
        "application/json; charset=utf-8": { "schema": { "$ref": "#/components/schemas/Problem" } }
    });
    if members.get("content") == Some(&problem) {
        *value = json!(format!("Problem: {}", value["description"].as_str().unwrap()));
    } else {
        members.values_mut().for_each(shorten_problems);
    }
}

/// Something for people to read: Spanish, as far as a machine can tell.
fn is_spanish(text: &Value) -> bool {
    const ENGLISH: [&str; 12] =
        ["the", "of", "and", "with", "is", "are", "for", "that", "who", "which", "whether", "when"];
    text.as_str().is_some_and(|text| {
        let mut words = text.split(|c: char| !c.is_alphanumeric());
        text.contains(char::is_alphabetic) && !words.any(|word| ENGLISH.contains(&word))
    })
}

#[test]
fn every_operation_has_a_name_a_summary_a_chapter_and_all_its_statuses() {
    let operations = every_operation();
    let names: BTreeSet<&str> = operations.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(names.len(), operations.len(), "a name stands twice");
    assert!(operations.len() > 50);
    for operation in &operations {
        let entry = &DOCUMENT["paths"][&operation.path][operation.method.as_str().to_lowercase()];
        assert!(
            operation.id.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'),
            "{}",
            operation.id
        );
        assert!(is_spanish(&entry["summary"]), "{}: {}", operation.id, entry["summary"]);
        assert!(!operation.tag.is_empty(), "{}", operation.id);
        let successes = operation.statuses.iter().filter(|status| (200..300).contains(*status)).count();
        assert_eq!(successes, 1, "{}", operation.id);
        assert!([422, 500, 503].iter().all(|it| operation.statuses.contains(it)), "{}", operation.id);
        if operation.roles.is_some() {
            assert!([401, 403].iter().all(|it| operation.statuses.contains(it)), "{}", operation.id);
        }
        for (status, answer) in entry["responses"].as_object().unwrap() {
            assert!(is_spanish(&answer["description"]), "{} {status}", operation.id);
            assert!(
                status == "204" || answer["content"].as_object().is_some_and(|it| !it.is_empty()),
                "{} {status}",
                operation.id
            );
        }
        for parameter in entry["parameters"].as_array().into_iter().flatten() {
            assert!(is_spanish(&parameter["description"]), "{}: {}", operation.id, parameter["name"]);
        }
    }
    for tag in DOCUMENT["tags"].as_array().unwrap() {
        assert!(is_spanish(&tag["description"]), "{tag}");
    }
}

#[test]
fn the_operations_that_tell_people_to_wait_say_so_and_no_others() {
    let (operations, throttled) = (every_operation(), inventario::app::throttled());
    for id in &throttled {
        assert!(operations.iter().any(|it| it.id == *id), "{id} is no operation");
    }
    for operation in &operations {
        let says_so = operation.statuses.contains(&429);
        // Whoever is signed in has so many seats to read in, and a budget of writes; but who they are, they are always told.
        let is_throttled = operation.roles.is_some() || throttled.contains(&operation.id.as_str());
        let waits = is_throttled && operation.id != "get_own_account";
        assert_eq!(says_so, waits, "{}", operation.id);
    }
}

#[test]
fn every_schema_and_every_member_is_described_in_spanish() {
    let mut silent = Vec::new();
    for (name, schema) in DOCUMENT["components"]["schemas"].as_object().unwrap() {
        if !is_spanish(&schema["description"]) {
            silent.push(name.clone());
        }
        for (member, property) in schema["properties"].as_object().unwrap() {
            if !is_spanish(&property["description"]) {
                silent.push(format!("{name}.{member}"));
            }
        }
    }
    assert!(silent.is_empty(), "{silent:?}");
}

#[test]
fn every_reference_leads_somewhere() {
    fn look(value: &Value, broken: &mut Vec<String>) {
        match value {
            Value::Object(members) => {
                for (name, member) in members {
                    match (name.as_str(), member.as_str()) {
                        ("$ref", Some(target)) => {
                            if DOCUMENT.pointer(target.trim_start_matches('#')).is_none() {
                                broken.push(target.to_owned());
                            }
                        }
                        _ => look(member, broken),
                    }
                }
            }
            Value::Array(members) => members.iter().for_each(|member| look(member, broken)),
            _ => {}
        }
    }
    let mut broken = Vec::new();
    look(&DOCUMENT, &mut broken);
    assert!(broken.is_empty(), "{broken:?}");
}

#[tokio::test]
async fn the_document_is_served_as_it_is() {
    let app = App::new().await;
    let reply = app.send(Method::GET, "/openapi.json", &[], "").await.expect(200);
    assert!(reply.header("content-type").unwrap().starts_with("application/json"));
    assert_eq!(reply.json(), *DOCUMENT);
}

#[tokio::test]
async fn the_browser_of_the_document_needs_no_network() {
    let app = App::new().await;
    let reply = app.send(Method::GET, "/docs", &[("accept", "text/html")], "").await.expect(200);
    assert!(reply.header("content-type").unwrap().starts_with("text/html"));
    let page = String::from_utf8(reply.bytes.clone()).unwrap();
    assert!(page.contains("list_audit_logs") && page.contains("x-roles"), "the document is in the page");
    for tag in page.split('<').filter(|tag| {
        let name: String = tag.chars().take_while(char::is_ascii_alphanumeric).collect();
        matches!(name.as_str(), "script" | "link" | "img" | "iframe" | "base")
    }) {
        let tag = tag.split('>').next().unwrap();
        assert!(!tag.contains("http:") && !tag.contains("https:") && !tag.contains("=\"//"), "<{tag}>");
    }
    assert!(!page.contains("@import"));

    // What the page's own script would fetch from elsewhere, the browser is told to refuse.
    let policy = reply.header("content-security-policy").unwrap();
    assert!(policy.contains("default-src 'none'"), "{policy}");
    for source in policy.split(';').flat_map(|rule| rule.split_whitespace().skip(1)) {
        assert!(source.starts_with('\'') || source == "data:", "{policy}");
    }
}
