//! The shape of an answer, checked as strictly as the app's decoders read it (appendix 2 of the contract).

use crate::support::Reply;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// What the app needs of an answer.
#[derive(Debug, Deserialize)]
pub struct Shape {
    kind: String,
    required: BTreeMap<String, String>,
    nullable: BTreeMap<String, String>,
}

impl Shape {
    /// Everything that is wrong with an answer.
    pub fn faults(&self, reply: &Reply) -> Vec<String> {
        let mut faults = transport_faults(reply);
        if self.kind == "empty" && reply.bytes.is_empty() {
            return faults;
        }
        let Ok(value) = serde_json::from_slice::<Value>(&reply.bytes) else {
            faults.push(format!("not JSON: {}", String::from_utf8_lossy(&reply.bytes)));
            return faults;
        };
        match (self.kind.as_str(), &value) {
            // The shared client fails on a write that answers anything but an object.
            ("object" | "paged" | "empty", Value::Object(_)) => {}
            ("array", Value::Array(rows)) if rows.is_empty() => faults.push("no row to look at".into()),
            ("array", Value::Array(_)) => {}
            (kind, value) => faults.push(format!("not of kind {kind}: {value}")),
        }
        for (fields, required) in [(&self.required, true), (&self.nullable, false)] {
            for (path, kind) in fields {
                let names: Vec<&str> = path.split('.').collect();
                faults.extend(
                    faults_at(&value, &names, kind, required).into_iter().map(|it| format!("{path}: {it}")),
                );
            }
        }
        faults
    }
}

/// What is wrong with an answer whatever its body.
pub fn transport_faults(reply: &Reply) -> Vec<String> {
    let header = |name: &str| reply.headers.get(name).map(|value| value.to_str().unwrap());
    let mut faults = Vec::new();
    if header("access-control-allow-origin") != Some("*") {
        faults.push("no access-control-allow-origin".to_owned());
    }
    if header("location").is_some() || reply.status.is_redirection() {
        faults.push("a redirect".to_owned());
    }
    if !reply.bytes.is_empty()
        && !matches!(header("content-type"), Some(it) if it.starts_with("application/json"))
    {
        faults.push(format!("content type {:?}", header("content-type")));
    }
    faults
}

/// What is wrong with the field at a path of names; arrays on the way are looked into.
fn faults_at(value: &Value, path: &[&str], kind: &str, required: bool) -> Vec<String> {
    if let (Value::Array(rows), true) = (value, !path.is_empty()) {
        return rows.iter().flat_map(|row| faults_at(row, path, kind, required)).collect();
    }
    match path.split_first() {
        Some((name, rest)) => match value.get(name) {
            Some(inner) if !inner.is_null() => faults_at(inner, rest, kind, required),
            // A field of a nullable object matters only when the object is there.
            _ if !required => Vec::new(),
            _ => vec!["missing or null".to_owned()],
        },
        None if is_a(value, kind) => Vec::new(),
        None => vec![format!("not of type {kind}: {value}")],
    }
}

fn is_a(value: &Value, kind: &str) -> bool {
    let text = |check: fn(&str) -> bool| value.as_str().is_some_and(check);
    match kind {
        "string" => value.is_string(),
        // A number with a decimal point is none, even when it is whole.
        "int" => value.is_i64(),
        "number" => value.is_number(),
        "bool" => value.is_boolean(),
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string[]" => value.as_array().is_some_and(|texts| texts.iter().all(Value::is_string)),
        "datetime" => text(is_datetime),
        "date" => text(is_date),
        "time" => text(is_time),
        "uuid" => text(is_uuid),
        other => panic!("the contract knows no type {other}"),
    }
}

/// Whether a text has the form of a picture in which `0` stands for a digit.
fn looks_like(text: &str, picture: &str) -> bool {
    text.len() == picture.len()
        && text.bytes().zip(picture.bytes()).all(|(byte, wanted)| match wanted {
            b'0' => byte.is_ascii_digit(),
            _ => byte == wanted,
        })
}

/// `2025-09-01T14:05:09`, with up to six digits of a fraction, without any suffix.
pub fn is_datetime(text: &str) -> bool {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    looks_like(whole, "0000-00-00T00:00:00")
        && (1..=6).contains(&fraction.len())
        && fraction.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_date(text: &str) -> bool {
    looks_like(text, "0000-00-00")
}

fn is_time(text: &str) -> bool {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    looks_like(whole, "00:00:00") && fraction.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.char_indices().all(|(at, c)| match at {
            8 | 13 | 18 | 23 => c == '-',
            _ => matches!(c, '0'..='9' | 'a'..='f'),
        })
}

#[test]
fn the_checks_can_fail() {
    let shape = |kind: &str, field: &str, of: &str| Shape {
        kind: kind.into(),
        required: BTreeMap::from([(field.into(), of.into())]),
        nullable: BTreeMap::new(),
    };
    let reply = |body: &str| Reply {
        status: poem::http::StatusCode::OK,
        headers: [("access-control-allow-origin", "*"), ("content-type", "application/json")]
            .into_iter()
            .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
            .collect(),
        bytes: body.as_bytes().to_vec(),
    };
    assert!(shape("array", "rooms.size", "int").faults(&reply(r#"[{"rooms":[{"size":3}]}]"#)).is_empty());
    for (kind, field, of, body) in [
        ("array", "size", "int", "[]"),
        ("array", "size", "int", r#"{"size":3}"#),
        ("object", "size", "int", r#"{"size":3.0}"#),
        ("object", "size", "int", r#"{"size":null}"#),
        ("object", "size", "int", "{}"),
        ("object", "rooms.size", "int", r#"{"rooms":[{"size":3},{"size":"3"}]}"#),
        ("object", "day", "datetime", r#"{"day":"2025-09-01T14:05:09Z"}"#),
        ("object", "day", "datetime", r#"{"day":"2025-09-01 14:05:09"}"#),
        ("object", "day", "date", r#"{"day":"2025-09-01T00:00:00"}"#),
        ("object", "id", "uuid", r#"{"id":"018F3B1C-0000-7000-8000-000000000001"}"#),
    ] {
        assert_eq!(shape(kind, field, of).faults(&reply(body)).len(), 1, "{kind} {field} {of} {body}");
    }
}
