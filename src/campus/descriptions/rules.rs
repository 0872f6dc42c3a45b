//! What may be asked, when it is asked again, and what becomes of an answer. Pure.

mod answer;
#[cfg(test)]
mod tests;

pub use answer::proposal;

use super::model::{DescriptionSettings, DescriptionState, Endpoint, ItemDescription, Proposal};
use crate::kit::net::remote::{Answered, Destination, Trouble};
use crate::kit::wire::Host;
use crate::kit::{Code, Day, Error, Result};
use chrono::{DateTime, TimeDelta, Utc};

/// How often a description is tried before it is given up: by the pauses below within some ten minutes, or an hour's of each that the
/// server wishes for.
pub const ATTEMPTS: i64 = 5;

/// How many hosts of the local network may be named: each answer is compared with all.
const MOST_HOSTS: usize = 20;

/// The longest pause that a server may wish for.
const LONGEST: TimeDelta = TimeDelta::hours(1);

/// How much of what a server says of a fault is shown, in characters.
const REASON: usize = 200;

/// Whether the technician has named the machine of a destination.
pub fn is_named(to: &Destination, hosts: &[Host]) -> bool {
    to.is_among(hosts.iter().map(Host::as_str))
}

/// Refuses settings by which nothing could be asked.
///
/// # Errors
/// [`Code::DescriptionsIncomplete`], [`Code::DescriptionsUnsafe`], [`Code::Invalid`].
pub fn judge_settings(settings: &DescriptionSettings) -> Result<()> {
    if settings.near_hosts.len() > MOST_HOSTS {
        let sentence = format!("Los servidores permitidos de la red local pueden ser hasta {MOST_HOSTS}");
        return Err(Error::With(Code::Invalid, sentence));
    }
    if !settings.enabled {
        return Ok(());
    }
    let (Some(endpoint), Some(_)) = (&settings.endpoint, &settings.model) else {
        return Err(Code::DescriptionsIncomplete.into());
    };
    let to = Endpoint::questions(endpoint).ok_or(Code::DescriptionsIncomplete)?;
    to.judge(is_named(&to, &settings.near_hosts)).map_err(|why| Error::With(Code::DescriptionsUnsafe, why))
}

/// Refuses one more question in a month in which so many were asked and so many wait to be.
///
/// # Errors
/// [`Code::DescriptionsOff`], [`Code::DescriptionsUsedUp`].
pub fn one_more(settings: &DescriptionSettings, requests: i64, waiting: i64) -> Result<()> {
    if !settings.enabled {
        return Err(Code::DescriptionsOff.into());
    }
    if requests + waiting >= settings.monthly_limit { Err(Code::DescriptionsUsedUp.into()) } else { Ok(()) }
}

/// Refuses to decide on a description that is no proposal, or no longer.
///
/// # Errors
/// [`Code::DescriptionNotReady`].
pub fn undecided(description: &ItemDescription) -> Result<()> {
    if description.state == DescriptionState::Done { Ok(()) } else { Err(Code::DescriptionNotReady.into()) }
}

/// Refuses to decline what nobody waits for any more, or what is being asked right now.
///
/// # Errors
/// [`Code::DescriptionNotReady`].
pub fn declinable(description: &ItemDescription) -> Result<()> {
    match description.state {
        DescriptionState::Done | DescriptionState::Failed | DescriptionState::Queued => Ok(()),
        DescriptionState::Running | DescriptionState::Accepted | DescriptionState::Declined => {
            Err(Code::DescriptionNotReady.into())
        }
    }
}

/// Where a proposal comes from, as the audit and the item's history say it: "propuesta de gemma3, hecha el 30/11/2026".
pub fn source(description: &ItemDescription) -> String {
    let model = description.source_model.as_deref().unwrap_or("un modelo");
    let on = description.described_at.map(|it| format!(", hecha el {}", it.wall().format("%d/%m/%Y")));
    format!("propuesta de {model}{}", on.unwrap_or_default())
}

/// The month of a day, by which requests are counted.
pub fn month(day: Day) -> String {
    day.0.format("%Y-%m").to_string()
}

/// How long to wait before the next try of what was tried so often: half a minute, one, two, four.
pub fn pause(attempts: i64) -> TimeDelta {
    let times = u32::try_from(attempts.clamp(1, ATTEMPTS) - 1).unwrap_or(0);
    TimeDelta::seconds(30 << times)
}

/// What becomes of a description.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// There is a proposal.
    Proposed(Box<Proposal>),
    /// There is none, and another try would end the same way.
    Failed(String),
    /// There is none yet.
    Again {
        /// Why.
        why: String,
        /// Since the server asks for it, nothing is asked before so long.
        holds: Option<TimeDelta>,
    },
}

/// What becomes of a description by what came of asking. What a server says is shown without the key, which it may repeat.
pub fn verdict(outcome: Result<Answered, Trouble>, key: Option<&str>, now: DateTime<Utc>) -> Verdict {
    let again = |why: String| Verdict::Again { why, holds: None };
    let answered = match outcome {
        Ok(answered) => answered,
        Err(Trouble::Refused(why)) => return Verdict::Failed(why),
        Err(Trouble::Unreachable(why)) => return again(why),
        Err(Trouble::Late) => return again("El servicio no respondió a tiempo".into()),
        Err(Trouble::TooLarge) => {
            return Verdict::Failed("La respuesta del servicio es demasiado grande".into());
        }
        Err(Trouble::CutOff) => return Verdict::Failed("La respuesta del servicio llegó cortada".into()),
    };
    let status = answered.status;
    let with_reason = |text: &str| match said(&answered.body, key) {
        Some(reason) => format!("{text} ({status}): {reason}"),
        None => format!("{text} ({status})"),
    };
    match status {
        200 => match proposal(&answered.body) {
            Ok(proposal) => Verdict::Proposed(Box::new(proposal)),
            Err(why) => Verdict::Failed(why),
        },
        300..=399 => Verdict::Failed(format!(
            "El servicio envía a otra dirección ({status}), y no se sigue: escriba la definitiva en la configuración"
        )),
        // What it says of a key is for whoever has it.
        401 | 403 => Verdict::Failed(format!(
            "El servicio no aceptó la clave ({status}): avise al administrador general"
        )),
        404 => Verdict::Failed(with_reason("El servicio no conoce esa dirección o ese modelo")),
        413 => Verdict::Failed("La foto es demasiado grande para el servicio (413)".into()),
        429 => Verdict::Again {
            why: "El servicio pide esperar (429)".into(),
            holds: Some(wished(answered.retry_after.as_deref(), now).unwrap_or_else(|| pause(1))),
        },
        408 | 425 | 500..=599 => again(with_reason("El servicio falló")),
        _ => Verdict::Failed(with_reason("El servicio no aceptó la solicitud")),
    }
}

/// How long a server wishes not to be asked, within bounds: so many seconds, or until an instant.
pub fn wished(retry_after: Option<&str>, now: DateTime<Utc>) -> Option<TimeDelta> {
    let text = retry_after?.trim();
    let wish = match text.parse::<u32>() {
        Ok(seconds) => TimeDelta::seconds(seconds.into()),
        Err(_) => DateTime::parse_from_rfc2822(text).ok()?.to_utc() - now,
    };
    Some(wish.clamp(TimeDelta::seconds(1), LONGEST))
}

/// What a server says of a fault: `{"error": {"message": …}}`, or `{"error": …}`, in one line.
fn said(body: &[u8], key: Option<&str>) -> Option<String> {
    let body: serde_json::Value = serde_json::from_slice(body).ok()?;
    let error = body.get("error")?;
    let text = error.get("message").unwrap_or(error).as_str()?;
    let text = match key.filter(|key| !key.is_empty()) {
        Some(key) => text.replace(key, "…"),
        None => text.to_owned(),
    };
    let line = one_line(&text);
    (!line.is_empty()).then(|| line.chars().take(REASON).collect())
}

/// A text without what can't be seen, on one line.
fn one_line(text: &str) -> String {
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|it| !it.is_empty()).collect();
    words.join(" ")
}
