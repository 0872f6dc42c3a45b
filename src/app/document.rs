//! The OpenAPI document: what poem-openapi writes, completed with what only we know.
//!
//! poem-openapi knows no roles, so [`crate::kit::access::Allow`] hands them over as names of security schemes; here they become
//! `x-roles` of each operation, under one scheme. Members that may be null are said to be so, and the words of open lists are
//! written out.

use super::{Parts, resources, service, versions};
use crate::kit::access::AT_ONCE;
use crate::kit::db::{AlertKind, Kind};
use poem_openapi::{OpenApi, OpenApiService, Webhook};
use serde_json::{Map, Value, json};

/// One operation and who may do it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// `GET`, `POST`…
    pub method: String,
    /// The path with its `{parameters}`.
    pub path: String,
    /// Its name.
    pub id: String,
    /// The roles that may; `None` when nobody needs to sign in.
    pub roles: Option<Vec<String>>,
}

fn segments(path: &str) -> impl Iterator<Item = &str> + Clone {
    path.split('/').filter(|segment| !segment.is_empty())
}

impl Operation {
    /// Whether a path, without its query, is one of this operation's.
    pub fn answers_at(&self, path: &str) -> bool {
        let (own, asked) = (segments(&self.path), segments(path));
        own.clone().count() == asked.clone().count()
            && own.zip(asked).all(|(own, asked)| own == asked || own.starts_with('{'))
    }
}

/// The completed document of a service.
pub fn of<A: OpenApi, W: Webhook>(service: &OpenApiService<A, W>) -> String {
    let mut document: Value = serde_json::from_str(&service.spec()).unwrap_or_default();
    let (throttled, conflicting) = (resources::throttled(), resources::conflicting());
    let entities = resources::entities();
    let schemas = document.pointer("/components/schemas").cloned().unwrap_or_default();
    let paths = document.get_mut("paths").and_then(Value::as_object_mut);
    for (path, methods) in paths.into_iter().flatten() {
        for (method, operation) in methods.as_object_mut().into_iter().flatten() {
            let Some(operation) = operation.as_object_mut() else { continue };
            complete_operation(path, operation, &throttled);
            if method == "get" || !segments(path).nth(1).is_some_and(|own| conflicting.contains(&own)) {
                drop_statuses(operation, &["409"]);
            }
            versions::describe(&entities, (method, path), operation, &schemas);
        }
    }
    if let Some(components) = document.get_mut("components").and_then(Value::as_object_mut) {
        components.insert(
            "securitySchemes".into(),
            json!({ "token": {
                "type": "http",
                "scheme": "bearer",
                "bearerFormat": "JWT",
                "description": "El `access_token` que responde POST /api/auth/login."
            } }),
        );
        let schemas = components.get_mut("schemas").and_then(Value::as_object_mut);
        for (name, schema) in schemas.into_iter().flatten() {
            // In a change, what can't be cleared may be absent but not null; its types say so themselves.
            if !name.ends_with("Patch") {
                allow_nulls(schema);
            }
        }
    }
    list_words(&mut document, Kind::FORMAT, &resources::kinds());
    list_words(&mut document, AlertKind::FORMAT, &resources::alert_kinds());
    serde_json::to_string_pretty(&document).unwrap_or_default()
}

/// Writes the words of an open list wherever a schema says by its format that it is one of them.
fn list_words<K: AsRef<str>>(part: &mut Value, format: &str, words: &[K]) {
    match part {
        Value::Object(members) => {
            if members.get("format").is_some_and(|own| own == format) {
                members.remove("format");
                members.insert("enum".into(), words.iter().map(AsRef::as_ref).collect());
            }
            members.values_mut().for_each(|part| list_words(part, format, words));
        }
        Value::Array(parts) => parts.iter_mut().for_each(|part| list_words(part, format, words)),
        _ => {}
    }
}

/// Turns the schemes' names into roles, and drops the refusals that an operation can't give.
fn complete_operation(path: &str, operation: &mut Map<String, Value>, throttled: &[&str]) {
    let scheme =
        operation.get("security").and_then(|schemes| schemes.get(0)?.as_object()?.keys().next().cloned());
    let is_at_once = scheme.as_ref().is_some_and(|scheme| scheme.ends_with(AT_ONCE));
    if let Some(scheme) = scheme {
        let roles: Vec<&str> = scheme.trim_end_matches(AT_ONCE).split('+').collect();
        operation.insert("x-roles".into(), json!(roles));
        operation.insert("security".into(), json!([{ "token": [] }]));
    } else {
        operation.remove("security");
    }
    let mut impossible: Vec<&str> = Vec::new();
    // What the sign-in page shows is only looked at.
    let signs_in = path.starts_with("/api/auth/") && path != "/api/auth/door";
    // Whoever is signed in has budgets, and so many seats to read in.
    let is_throttled = (operation.contains_key("x-roles") && !is_at_once)
        || operation.get("operationId").and_then(Value::as_str).is_some_and(|id| throttled.contains(&id));
    if !is_throttled {
        impossible.push("429");
    }
    if !signs_in && !operation.contains_key("x-roles") {
        impossible.extend(["401", "403"]);
    }
    if !operation.contains_key("requestBody") {
        impossible.extend(["413", "415"]);
    }
    drop_statuses(operation, &impossible);
}

/// Drops answers that an operation can't give.
fn drop_statuses(operation: &mut Map<String, Value>, impossible: &[&str]) {
    if let Some(responses) = operation.get_mut("responses").and_then(Value::as_object_mut) {
        responses.retain(|status, _| !impossible.contains(&status.as_str()));
    }
}

/// A member that isn't required may be null.
fn allow_nulls(schema: &mut Value) {
    let required = texts(schema, "required").unwrap_or_default();
    let properties = schema.get_mut("properties").and_then(Value::as_object_mut);
    for (name, property) in properties.into_iter().flatten() {
        let plain = property.get("$ref").is_none();
        if let Some(property) = property.as_object_mut().filter(|_| plain && !required.contains(name)) {
            property.insert("nullable".into(), true.into());
        }
    }
}

/// The texts in a list that is a member of an object, if it has it.
fn texts(object: &Value, member: &str) -> Option<Vec<String>> {
    let texts = object.get(member)?.as_array()?;
    Some(texts.iter().filter_map(|text| text.as_str().map(str::to_owned)).collect())
}

/// The operations of a completed document, by path.
pub fn operations(document: &str) -> Vec<Operation> {
    let document: Value = serde_json::from_str(document).unwrap_or_default();
    let mut operations = Vec::new();
    for (path, methods) in document.get("paths").and_then(Value::as_object).into_iter().flatten() {
        for (method, operation) in methods.as_object().into_iter().flatten() {
            operations.push(Operation {
                method: method.to_uppercase(),
                path: path.clone(),
                id: operation.get("operationId").and_then(Value::as_str).unwrap_or_default().to_owned(),
                roles: texts(operation, "x-roles"),
            });
        }
    }
    operations
}

/// The page of the API browser, with the completed document in it.
pub fn page(parts: &Parts, document: &str) -> String {
    let service = service(parts);
    // `</script>` in a text of ours would end the page's script.
    let page = service.swagger_ui_html().replacen(&service.spec(), &document.replace("</", "<\\/"), 1);
    // Swagger's own checking service lies outside the building.
    page.replacen("dom_id: '#ui',", "dom_id: '#ui', validatorUrl: null,", 1)
}
