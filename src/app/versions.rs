//! Versions of rows: each is its `updated_at`, which stands in the answer; here it becomes the answer's `ETag`, and the document says
//! where a change takes it back by `If-Match`. What is demanded is judged by the writer ([`crate::kit::db::Precondition`]).
//!
//! A version is the row's and not the answer's: names of other rows that come along may change without it. So it is no use for
//! `If-None-Match`, and answers are never "unchanged" because of it. For the same reason it is one for all codings.

use crate::kit::Entity;
use bytes::Bytes;
use poem::Response;
use poem::http::{HeaderValue, Method, StatusCode, header};
use serde::de::{self, DeserializeSeed, IgnoredAny, MapAccess, Visitor};
use serde_json::{Map, Value, json};
use std::fmt;

/// The member of an answer that is the version of its row.
const VERSION: &str = "updated_at";

/// Whether an answer to this is a row with a version.
fn answers_row(entities: &[Entity], method: &Method, path: &str) -> bool {
    match Entity::at(entities, path) {
        Some((entity, rest)) if rest.is_empty() => entity.table.is_some() && *method == Method::POST,
        _ => Entity::versioned_row(entities, path).is_some(),
    }
}

/// Tags an answer that is a row with its version.
pub(super) async fn tag(
    mut response: Response,
    entities: &[Entity],
    method: &Method,
    path: &str,
) -> Response {
    let is_row = matches!(response.status(), StatusCode::OK | StatusCode::CREATED)
        && response.content_type().is_some_and(|it| it.starts_with("application/json"))
        && answers_row(entities, method, path);
    if !is_row {
        return response;
    }
    let Ok(bytes) = response.take_body().into_bytes().await else { return response };
    let version = version_of(&bytes).and_then(|version| HeaderValue::try_from(format!("\"{version}\"")).ok());
    if let Some(version) = version {
        response.headers_mut().insert(header::ETAG, version);
    }
    response.set_body(bytes);
    response
}

/// The version in an answer. What follows it isn't read: a check's lists are long.
fn version_of(json: &Bytes) -> Option<String> {
    let mut found = None;
    // It ends with an error as soon as it is found.
    let _ = Search(&mut found).deserialize(&mut serde_json::Deserializer::from_slice(json));
    found
}

/// Looks for the version among the members of an object.
struct Search<'a>(&'a mut Option<String>);

impl<'de> DeserializeSeed<'de> for Search<'_> {
    type Value = ();

    fn deserialize<D: de::Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Search<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        while let Some(name) = members.next_key::<&str>()? {
            if name == VERSION {
                *self.0 = members.next_value()?;
                return Err(de::Error::custom("found"));
            }
            members.next_value::<IgnoredAny>()?;
        }
        Ok(())
    }
}

/// Completes an operation of the document: a change takes `If-Match` and answers 412, whatever has a version has an `ETag`.
pub(super) fn describe(
    entities: &[Entity],
    (method, path): (&str, &str),
    operation: &mut Map<String, Value>,
    schemas: &Value,
) {
    // `read-all` is no row, though it stands where one could.
    let row = Entity::versioned_row(entities, path).filter(|row| row.id.is_none_or(|id| id.starts_with('{')));
    let is_change = matches!(method, "put" | "patch" | "delete") && row.is_some();
    let responses = operation.entry("responses").or_insert_with(|| json!({}));
    if let Some(responses) = responses.as_object_mut() {
        if !is_change {
            responses.remove("412");
        }
        let method = Method::try_from(method.to_uppercase().as_str()).unwrap_or_default();
        if answers_row(entities, &method, path) {
            let successes =
                responses.iter_mut().filter(|(status, _)| matches!(status.as_str(), "200" | "201"));
            successes.for_each(|(_, success)| describe_tag(success, schemas));
        }
    }
    if is_change {
        let parameters = operation.entry("parameters").or_insert_with(|| json!([]));
        if let Some(parameters) = parameters.as_array_mut() {
            parameters.push(json!({
                "name": "If-Match",
                "in": "header",
                "required": false,
                "description": "La versión sobre la que se hace el cambio: el ETag con que se leyó, que es su updated_at entre comillas. \
                    Si el dato ya tiene otra, no se cambia nada y se responde 412. Admite varias, separadas por comas, y *. Sin esta \
                    cabecera el cambio se hace sobre la versión que haya.",
                "schema": { "type": "string", "example": "\"2025-09-01T14:05:09.123456\"" },
            }));
        }
    }
}

/// Says of a success that it has a tag, if its schema has a version.
fn describe_tag(success: &mut Value, schemas: &Value) {
    let schema = success.get("content").and_then(Value::as_object).and_then(|content| {
        content.values().next()?.get("schema")?.get("$ref")?.as_str()?.rsplit('/').next()
    });
    let schema = schema.and_then(|name| schemas.get(name)?.get("properties")?.get(VERSION));
    let headers = success
        .as_object_mut()
        .filter(|_| schema.is_some())
        .and_then(|success| success.entry("headers").or_insert_with(|| json!({})).as_object_mut());
    if let Some(headers) = headers {
        headers.insert(
            "ETag".into(),
            json!({
                "description": "La versión del dato: su updated_at entre comillas, para If-Match.",
                "required": true,
                "schema": { "type": "string" },
            }),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_the_rows_own_and_no_list_has_one() {
        let of = |json: &str| version_of(&Bytes::copy_from_slice(json.as_bytes()));
        let of_row = r#"{"name":"a \"b\"","room":{"updated_at":"no"},"list":[{"updated_at":"no"}],"updated_at":"2026-01-02T03:04:05.000006"}"#;
        assert_eq!(of(of_row).as_deref(), Some("2026-01-02T03:04:05.000006"));
        assert_eq!(of(r#"{"updated_at":"a","rest":"#).as_deref(), Some("a"), "what follows is of no matter");
        for none in [
            r#"[{"updated_at":"a"}]"#,
            r#"{"updated_at":null}"#,
            r#"{"updated_at":7}"#,
            r#"{}"#,
            "",
            r#""updated_at""#,
        ] {
            assert_eq!(of(none), None, "{none}");
        }
    }
}
