//! What may be asked, when it is asked again, and what becomes of an answer. Pure.

mod answer;
#[cfg(test)]
mod tests;
mod verdict;

pub use answer::proposal;
pub use verdict::{Verdict, verdict, wished};

use super::model::{
    DescriptionSettings, DescriptionState, DescriptionStatus, Endpoint, ItemDescription, ServiceHold,
};
use crate::campus::inventory::model::Item;
use crate::kit::net::remote::Destination;
use crate::kit::wire::Host;
use crate::kit::{Code, Day, Error, LocalTime, Result};
use chrono::{DateTime, TimeDelta, Utc};

/// How often a description is tried before it is given up: by the pauses below within some ten minutes, or an hour's of each that the
/// server wishes for.
pub const ATTEMPTS: i64 = 5;

/// How many hosts of the local network may be named: each answer is compared with all.
const MOST_HOSTS: usize = 20;

/// The longest pause that a server may wish for.
const LONGEST: TimeDelta = TimeDelta::hours(1);

/// How long something waits at most: whoever asked for it then may think otherwise now.
const PATIENCE: TimeDelta = TimeDelta::days(30);

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

/// What was due before this has waited too long.
pub fn too_old(now: DateTime<Utc>) -> DateTime<Utc> {
    now - PATIENCE
}

/// Until when the service of the settings wishes not to be asked. What another one wished doesn't hold for it; a wish that is further off
/// than any is one of a clock that was ahead.
pub fn held_until(
    hold: &ServiceHold,
    settings: &DescriptionSettings,
    now: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    let until = hold.until.filter(|_| hold.endpoint == settings.endpoint)?;
    (until > now && until - now <= LONGEST).then_some(until)
}

/// Refuses to ask a service that wishes not to be asked.
///
/// # Errors
/// [`Code::DescriptionsHeld`].
pub fn not_held(until: Option<LocalTime>) -> Result<()> {
    let Some(until) = until else { return Ok(()) };
    let sentence =
        format!("El servicio pidió esperar: pruebe después de las {}", until.wall().format("%H:%M"));
    Err(Error::With(Code::DescriptionsHeld, sentence))
}

/// Why nothing of what waits may be sent any more once the settings have changed: it was given to a certain service, and to no other.
pub fn ends_waiting(before: &DescriptionSettings, after: &DescriptionSettings) -> Option<&'static str> {
    fn asked(settings: &DescriptionSettings) -> Option<&str> {
        settings.endpoint.as_deref().filter(|_| settings.enabled)
    }
    match (asked(before), asked(after)) {
        (before, after) if before == after => None,
        (_, None) => Some("Describir con IA se apagó antes de que llegara una respuesta"),
        (_, Some(_)) => {
            Some("El servicio cambió antes de que llegara una respuesta: si quiere, pídala al nuevo")
        }
    }
}

/// What is counted of descriptions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counted {
    /// How many wait.
    pub waiting: i64,
    /// How many proposals wait for somebody to decide.
    pub undecided: i64,
    /// How often was asked this month.
    pub month_requests: i64,
}

/// How descriptions stand, as it is told; of a service that is off nothing is.
pub fn status(
    settings: DescriptionSettings,
    Counted { waiting, undecided, month_requests }: Counted,
    held_until: Option<LocalTime>,
    trouble: Option<(String, LocalTime)>,
) -> DescriptionStatus {
    let DescriptionSettings { enabled, automatic, model, monthly_limit, .. } = settings;
    let (trouble, trouble_since) = trouble.filter(|_| enabled).unzip();
    DescriptionStatus {
        enabled,
        automatic: enabled && automatic,
        model: model.filter(|_| enabled),
        waiting,
        undecided,
        month_requests,
        monthly_limit,
        held_until: held_until.filter(|_| enabled),
        trouble,
        trouble_since,
    }
}

/// Refuses a picture that waits already, or has a proposal on which nobody has decided, by the state of what is known of it.
///
/// # Errors
/// [`Code::DescriptionWaits`], [`Code::DescriptionUndecided`].
pub fn may_be_asked(known: Option<DescriptionState>) -> Result<()> {
    match known {
        Some(DescriptionState::Queued | DescriptionState::Running) => Err(Code::DescriptionWaits.into()),
        Some(DescriptionState::Done) => Err(Code::DescriptionUndecided.into()),
        Some(DescriptionState::Accepted | DescriptionState::Declined | DescriptionState::Failed) | None => {
            Ok(())
        }
    }
}

/// Refuses to try again what has not failed.
///
/// # Errors
/// [`Code::DescriptionNotFailed`].
pub fn may_be_retried(description: &ItemDescription) -> Result<()> {
    if description.state == DescriptionState::Failed {
        Ok(())
    } else {
        Err(Code::DescriptionNotFailed.into())
    }
}

/// Refuses to accept something of a proposal for an item that is another since it was seen. Versions are compared as they are sent, as those
/// of a precondition are: where clocks are set back, one text stands for two instants, and what is read from it may be the other one.
///
/// # Errors
/// [`Code::DescriptionItemChanged`].
pub fn unchanged(item: &Item, seen: LocalTime) -> Result<()> {
    if seen.to_string() == item.updated_at.to_string() {
        Ok(())
    } else {
        Err(Code::DescriptionItemChanged.into())
    }
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

/// What the audit says of one that was declined.
pub fn declined(description: &ItemDescription) -> String {
    let item = &description.item_name;
    match description.state {
        DescriptionState::Done => format!("Se descartó la {}: {item}", source(description)),
        DescriptionState::Queued
        | DescriptionState::Running
        | DescriptionState::Accepted
        | DescriptionState::Declined
        | DescriptionState::Failed => format!("Se descartó una descripción con IA: {item}"),
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

/// A text without what can't be seen, on one line.
fn one_line(text: &str) -> String {
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|it| !it.is_empty()).collect();
    words.join(" ")
}
