//! What a service is sent: the technician's words, the form of the answer, and one picture. Nothing else leaves the house.

use super::model::{DescriptionSettings, Endpoint, FORMAT, ServiceKey};
use super::rules::{self, Verdict};
use crate::kit::Result as Outcome;
use crate::kit::net::remote::{self, Answered, Trouble};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use std::time::Duration;

/// The body of a question about a picture, a JPEG.
fn body(settings: &DescriptionSettings, model: &str, picture: &[u8]) -> Value {
    let picture = format!("data:image/jpeg;base64,{}", STANDARD.encode(picture));
    let mut body = json!({
        "model": model,
        "stream": false,
        "messages": [{
            "role": "user",
            "content": [
                { "type": "text", "text": format!("{}\n\n{FORMAT}", settings.prompt) },
                { "type": "image_url", "image_url": { "url": picture } },
            ],
        }],
    });
    if let (true, Some(members)) = (settings.asks_json, body.as_object_mut()) {
        members.insert("response_format".into(), json!({ "type": "json_object" }));
    }
    body
}

/// Asks the service of the settings about a picture, a JPEG without metadata, and waits no longer than `patience`.
///
/// # Errors
/// Why there is no answer.
pub(super) async fn ask(
    settings: &DescriptionSettings,
    key: Option<&ServiceKey>,
    picture: &[u8],
    patience: Duration,
) -> Result<Answered, Trouble> {
    let unset = || Trouble::Refused("Falta la dirección del servicio o el modelo en la configuración".into());
    let (Some(endpoint), Some(model)) = (&settings.endpoint, &settings.model) else { return Err(unset()) };
    let to = Endpoint::questions(endpoint).ok_or_else(unset)?;
    let body = body(settings, model, picture).to_string().into_bytes();
    let is_named = rules::is_named(&to, &settings.near_hosts);
    remote::post_json(&to, is_named, key, body, patience).await
}

/// What becomes of a question by what came of it at an instant. Aside: what a service says may be long, and takes its time to be read.
///
/// # Errors
/// When it can't be read for a fault of ours.
pub(super) async fn judge(
    outcome: Result<Answered, Trouble>,
    key: Option<ServiceKey>,
    now: DateTime<Utc>,
) -> Outcome<Verdict> {
    Ok(tokio::task::spawn_blocking(move || rules::verdict(outcome, key.as_ref(), now)).await?)
}
