//! The app's calls as `fixtures/flutter-calls.json` lists them, and what stands for their placeholders.

use super::fields::Shape;
use crate::support::{PASSWORD, Person, Ready, Room};
use chrono::TimeDelta;
use inventario::kit::access::Role;
use inventario::kit::clock;
use poem::http::Method;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Every call of the app.
pub static CALLS: LazyLock<Vec<Call>> =
    LazyLock::new(|| serde_json::from_str(include_str!("../fixtures/flutter-calls.json")).unwrap());

/// One call, as the file describes it.
#[derive(Debug, Deserialize)]
pub struct Call {
    pub id: String,
    pub roles: Vec<String>,
    pub method: String,
    path: String,
    query: BTreeMap<String, String>,
    body: Option<Value>,
    pub accept_status: Vec<u16>,
    pub response: Shape,
    pub live: bool,
    pub flags_for_admin_general: bool,
}

/// A call with everything filled in.
pub struct Filled {
    pub method: Method,
    pub uri: String,
    pub body: Option<Value>,
}

/// The person that stands for a role; nobody for `none`.
pub fn person<'a>(ready: &'a Ready, role: &str) -> Option<&'a Person> {
    ready.app.world.roles().into_iter().find(|person| person.role.as_str() == role)
}

/// The room that a person looks after; the one of the lessons for who has none.
pub fn room(ready: &Ready, who: Option<&Person>) -> Room {
    let world = &ready.app.world;
    match who.map(|it| it.role) {
        Some(Role::Supervisor) => world.idiomas,
        Some(Role::Admin) => world.bodega,
        _ => world.sistemas,
    }
}

/// What stands for each placeholder when this person makes a call.
pub fn placeholders(ready: &Ready, who: Option<&Person>, class: &str) -> BTreeMap<&'static str, String> {
    let world = &ready.app.world;
    let (today, room) = (clock::today(), room(ready, who));
    let user_id = who.map_or(world.estela.id, |it| it.id);
    BTreeMap::from([
        ("email", world.estela.email.clone()),
        ("password", PASSWORD.to_owned()),
        ("new_email", "Nueva.Persona@sena.edu.co".to_owned()),
        ("new_password", "pupitres-2".to_owned()),
        ("first_name", "Nueva".to_owned()),
        ("last_name", "Persona".to_owned()),
        ("phone", "300 123 4567".to_owned()),
        ("program", "Análisis y desarrollo".to_owned()),
        ("ficha", "2758341".to_owned()),
        ("search", "Ana".to_owned()),
        ("today", today.to_string()),
        ("start_date", (today - TimeDelta::days(30)).to_string()),
        ("end_date", today.to_string()),
        ("environment_id", room.id.to_string()),
        ("warehouse_id", world.bodega.id.to_string()),
        ("item_id", room.machine.to_string()),
        ("user_id", user_id.to_string()),
        ("other_user_id", world.pedro.id.to_string()),
        ("schedule_id", class.to_owned()),
        ("name", "Portátil nuevo".to_owned()),
        ("internal_code", "PN-0001".to_owned()),
        ("qr_data", ready.qr_data.clone()),
        ("instructor_id", world.ana.id.to_string()),
        ("title", "Préstamo aprobado".to_owned()),
        ("message", "Su préstamo fue aprobado: recójalo en la bodega".to_owned()),
        ("alert_id", ready.alert.clone()),
        ("request_id", ready.request.clone()),
    ])
}

impl Call {
    /// The part of the app that makes it: `inventory` of `inventory.list.all`.
    pub fn family(&self) -> &str {
        self.id.split('.').next().unwrap()
    }

    /// Its path as the document writes it, whatever its parameters are called.
    pub fn shape(&self) -> String {
        shape(&self.path)
    }

    /// The call with its placeholders filled, with or without the two flags of a general administrator.
    pub fn fill(&self, values: &BTreeMap<&'static str, String>, flags: bool) -> Filled {
        let mut query: BTreeMap<String, String> =
            self.query.iter().map(|(name, text)| (name.clone(), fill(text, values))).collect();
        if flags {
            query.insert("system_wide".into(), "true".into());
            query.insert("admin_access".into(), "true".into());
        }
        let pairs: Vec<String> = query.iter().map(|(name, text)| format!("{name}={}", form(text))).collect();
        let mark = if pairs.is_empty() { "" } else { "?" };
        let body = self.body.clone().map(|mut body| {
            for text in body.as_object_mut().unwrap().values_mut() {
                if let Value::String(text) = text {
                    *text = fill(text, values);
                }
            }
            body
        });
        Filled {
            method: self.method.parse().unwrap(),
            uri: format!("{}{mark}{}", fill(&self.path, values), pairs.join("&")),
            body,
        }
    }
}

/// A path without the names of its parameters and without its last slash.
pub fn shape(path: &str) -> String {
    let part = |part: &str| if part.starts_with('{') { "{}".to_owned() } else { part.to_owned() };
    path.trim_end_matches('/').split('/').map(part).collect::<Vec<_>>().join("/")
}

fn fill(text: &str, values: &BTreeMap<&'static str, String>) -> String {
    let filled = values
        .iter()
        .fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value));
    assert!(!filled.contains('{') || filled.starts_with('{'), "nothing stands for {filled}");
    filled
}

/// Form encoding, as the app's library writes it: a blank is `+`.
pub fn form(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b' ' => "+".to_owned(),
            b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
            _ if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}
