//! What a model said, taken out of what its server answered. Models keep to no form for certain: JSON is looked for within what they
//! say, and what isn't JSON is a description.

use super::one_line;
use crate::campus::descriptions::model::Proposal;
use crate::campus::inventory::model::ItemCategory;
use crate::kit::{FromText, Line, Text};
use serde_json::{Map, Value};

/// The longest description, in characters: that of an item.
const MOST: usize = 2_000;

/// What models write where they have nothing to say.
const NOTHING: [&str; 14] = [
    "null",
    "none",
    "n/a",
    "na",
    "-",
    "?",
    "unknown",
    "desconocido",
    "desconocida",
    "no visible",
    "not visible",
    "no se ve",
    "no legible",
    "ninguno",
];

/// The proposal in an answer of a service, of which nothing could be read if there is none.
///
/// # Errors
/// A sentence that says why there is none.
pub fn proposal(body: Option<&Value>) -> Result<Proposal, String> {
    let body = body.ok_or("La respuesta del servicio no es JSON")?;
    let choice =
        body.pointer("/choices/0").ok_or("La respuesta del servicio no tiene la forma que se esperaba")?;
    match choice.get("finish_reason").and_then(Value::as_str) {
        Some("length") => {
            return Err("La descripción llegó cortada: el servicio limita lo que responde".into());
        }
        Some("content_filter") => return Err("El servicio no quiso describir la foto".into()),
        _ => {}
    }
    let message = choice.get("message");
    let refusal = message.and_then(|it| it.get("refusal")).and_then(Value::as_str);
    if refusal.is_some_and(|it| !it.trim().is_empty()) {
        return Err("El servicio no quiso describir la foto".into());
    }
    let text = message.and_then(|it| it.get("content")).and_then(spoken).unwrap_or_default();
    let proposal = read(thought_through(&text))?;
    if proposal == Proposal::default() {
        Err("El modelo no dijo nada de la foto".into())
    } else {
        Ok(proposal)
    }
}

/// The text of a message, whole or in parts.
fn spoken(content: &Value) -> Option<String> {
    match content {
        Value::String(text) => Some(text.clone()),
        Value::Array(parts) => {
            Some(parts.iter().filter_map(|it| it.get("text").and_then(Value::as_str)).collect())
        }
        _ => None,
    }
}

/// What follows the thoughts that some models say aloud.
fn thought_through(text: &str) -> &str {
    text.rsplit_once("</think>").map_or(text, |(_, rest)| rest).trim()
}

fn read(text: &str) -> Result<Proposal, String> {
    if let Some(members) = object(text) {
        return Ok(made_fit(&members));
    }
    if unfenced(text).starts_with('{') {
        return Err("La descripción llegó cortada".into());
    }
    let description = whole(&Value::String(unfenced(text).to_owned()));
    Ok(Proposal { description, ..Proposal::default() })
}

/// What stands between the marks of a block of code, if it is one.
fn unfenced(text: &str) -> &str {
    let Some((_, block)) = text.split_once("```") else { return text };
    let inner = block.split_once("```").map_or(block, |(inner, _)| inner);
    // The first line may name the language.
    match inner.split_once('\n') {
        Some((language, rest)) if language.trim().chars().all(|c| c.is_ascii_alphanumeric()) => rest.trim(),
        _ => inner.trim(),
    }
}

/// The JSON object in a text: all of it, a block of code, or what stands between the outer braces.
fn object(text: &str) -> Option<Map<String, Value>> {
    let braces = text.find('{').and_then(|from| text.get(from..=text.rfind('}')?));
    [Some(text), Some(unfenced(text)), braces]
        .into_iter()
        .flatten()
        .find_map(|text| serde_json::from_str(text).ok())
}

fn made_fit(members: &Map<String, Value>) -> Proposal {
    let member = |name: &str| members.get(name).unwrap_or(&Value::Null);
    Proposal {
        description: whole(member("description")),
        category: short(member("category")).and_then(|it| ItemCategory::from_word(&it.to_lowercase())),
        brand: short(member("brand")),
        model: short(member("model")),
        serial_number: short(member("serial_number")),
    }
}

/// A description as an item may have it.
fn whole(value: &Value) -> Option<String> {
    let text = value.as_str().filter(|it| is_something(it))?;
    let text: String = text.chars().filter(|c| !c.is_control() || *c == '\n').take(MOST).collect();
    Text::<1, MOST>::from_text(&text).ok().map(String::from)
}

/// One line as an item may have it: of a number its figures. A longer one is no name of anything.
fn short(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => one_line(text),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    Some(text)
        .filter(|it| is_something(it))
        .and_then(|it| Line::<1, 100>::from_text(&it).ok())
        .map(String::from)
}

fn is_something(text: &str) -> bool {
    let text = text.trim().trim_end_matches('.').to_lowercase();
    !text.is_empty() && !NOTHING.contains(&text.as_str())
}
