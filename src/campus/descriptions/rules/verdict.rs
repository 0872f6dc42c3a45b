//! What becomes of a description by what its service answered.

use super::{LONGEST, one_line, pause, proposal};
use crate::campus::descriptions::model::{Proposal, ServiceKey};
use crate::kit::net::remote::{Answered, Trouble};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;

/// How much of what a server says of a fault is shown, in characters.
const REASON: usize = 200;

/// What becomes of a description.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// There is a proposal.
    Proposed(Box<Proposal>),
    /// There is none, and another try would end the same way.
    Failed(String),
    /// The service can't be asked at all, about this photo or another: somebody has to mend that. The sentence is for them.
    Unusable(String),
    /// There is none yet.
    Again {
        /// Why.
        why: String,
        /// Since the server asks for it, nothing is asked before so long.
        holds: Option<TimeDelta>,
    },
}

/// What becomes of a description by what came of asking. What a server says is shown without the key, which it may repeat.
pub fn verdict(outcome: Result<Answered, Trouble>, key: Option<&ServiceKey>, now: DateTime<Utc>) -> Verdict {
    match outcome {
        Ok(answered) => of_answer(&answered, key, now),
        Err(Trouble::Refused(why) | Trouble::Unreachable(why)) => Verdict::Unusable(why),
        Err(Trouble::HungUp) => again("El servicio cerró la conexión sin responder".into()),
        Err(Trouble::Late) => again("El servicio no respondió a tiempo".into()),
        Err(Trouble::TooLarge) => Verdict::Failed("La respuesta del servicio es demasiado grande".into()),
        Err(Trouble::CutOff) => Verdict::Failed("La respuesta del servicio llegó cortada".into()),
    }
}

fn again(why: String) -> Verdict {
    Verdict::Again { why, holds: None }
}

fn of_answer(answered: &Answered, key: Option<&ServiceKey>, now: DateTime<Utc>) -> Verdict {
    let (status, body) = (answered.status, serde_json::from_slice::<Value>(&answered.body).ok());
    let with_reason = |text: &str| match body.as_ref().and_then(|body| said(body, key)) {
        Some(reason) => format!("{text} ({status}): {reason}"),
        None => format!("{text} ({status})"),
    };
    match status {
        200 => match proposal(body.as_ref()) {
            Ok(proposal) => Verdict::Proposed(Box::new(proposal)),
            Err(why) => Verdict::Failed(why),
        },
        300..=399 => Verdict::Unusable(format!(
            "El servicio envía a otra dirección ({status}), y no se sigue: escriba la definitiva en la configuración"
        )),
        // What it says of a key is for whoever has it.
        401 | 403 => Verdict::Unusable(format!(
            "El servicio no aceptó la clave ({status}): avise al administrador general"
        )),
        402 => Verdict::Unusable(with_reason("El servicio pide que se pague")),
        404 | 405 => Verdict::Unusable(with_reason("El servicio no conoce esa dirección o ese modelo")),
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
fn said(body: &Value, key: Option<&ServiceKey>) -> Option<String> {
    let error = body.get("error")?;
    let text = error.get("message").unwrap_or(error).as_str()?;
    let text = match key.map(|key| key.reveal()) {
        Some(key) => text.replace(key, "…"),
        None => text.to_owned(),
    };
    let line = one_line(&text);
    (!line.is_empty()).then(|| line.chars().take(REASON).collect())
}
