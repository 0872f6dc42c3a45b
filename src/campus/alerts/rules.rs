//! What the server raises by itself: how grave each trouble is, what becomes of the alerts when it looks again, and who hears of
//! it. Pure.
//!
//! A cause is a kind of trouble of one thing: this loan is overdue, of this item pieces are missing. It stands until it is gone.
//!
//! | The cause | No alert stands for it | One that is open | One that somebody has resolved |
//! |---|---|---|---|
//! | is there | is raised, and told | is brought up to date; told again when it is graver | stays resolved, unless it has grown worse |
//! | is gone | | resolves by itself | is forgotten: the next time is a new one |
//!
//! A lot that is put in another bin of its warehouse is another lot there, and the same trouble: its alert goes with it.
//!
//! So nobody is told twice of the same, and what somebody has dealt with doesn't come back the next minute.
//!
//! What expires is news once a day, in the morning, when somebody comes who can do something about it ([`Look::Morning`]); that it no
//! longer does is noticed at once.

mod keeper;

pub use keeper::{Keeper, Tidings, Ways, tidings};

use super::model::{Cause, Severity, StandingAlert};
use crate::kit::db::AlertKind;
use crate::kit::{Id, Quantity};
use std::collections::{HashMap, HashSet};

/// So many pieces at once are a grave matter, whatever they are.
const MANY_PIECES: i64 = 10;

impl Severity {
    /// One step graver.
    fn raised(self) -> Self {
        match self {
            Self::Low => Self::Medium,
            Self::Medium => Self::High,
            Self::High | Self::Critical => Self::Critical,
        }
    }

    /// How grave, as a number: more is graver.
    pub fn rank(self) -> u8 {
        match self {
            Self::Low => 0,
            Self::Medium => 1,
            Self::High => 2,
            Self::Critical => 3,
        }
    }
}

/// Of something that should have been over so many days ago.
fn by_days(late: i64) -> Severity {
    match late {
        ..=3 => Severity::Medium,
        4..=14 => Severity::High,
        _ => Severity::Critical,
    }
}

/// Of a loan that should have been back so many days ago; many pieces are graver.
pub fn of_loan(late: i64, pieces: i64) -> Severity {
    let severity = by_days(late);
    if pieces >= MANY_PIECES { severity.raised() } else { severity }
}

/// Of a repair that should have been done so many days ago; an urgent one is graver.
pub fn of_maintenance(late: i64, is_urgent: bool) -> Severity {
    let severity = by_days(late);
    if is_urgent { severity.raised() } else { severity }
}

/// Of pieces that are missing out of so many.
pub fn of_missing(missing: i64, total: i64) -> Severity {
    match (missing >= MANY_PIECES, missing >= total) {
        (true, _) => Severity::Critical,
        (false, true) => Severity::High,
        (false, false) => Severity::Medium,
    }
}

/// Of a stock of so many whole pieces, of which the house wants a minimum. Above it only somebody's own threshold asks.
pub fn of_stock(pieces: i64, minimum: i64) -> Severity {
    match pieces {
        ..=0 => Severity::Critical,
        _ if pieces * 2 <= minimum => Severity::High,
        _ if pieces < minimum => Severity::Medium,
        _ => Severity::Low,
    }
}

/// Of a lot that may be used for so many days more, where this few are critical; below zero it has expired.
pub fn of_expiry(left: i64, critical: i64) -> Severity {
    if left < 0 || left <= critical { Severity::Critical } else { Severity::High }
}

/// Of a material of which there is less than its minimum.
pub fn of_material(left: Quantity, minimum: Quantity) -> Severity {
    if !left.is_some() {
        Severity::Critical
    } else if left + left <= minimum {
        Severity::High
    } else {
        Severity::Medium
    }
}

/// So much of a material, in words: «2,5 kg», «1 caja», «3 cajas». The warehouse has the words of its units, and stands beside this floor:
/// a test compares them.
pub fn amount(quantity: Quantity, unit: &str) -> String {
    let many = match unit {
        "unidad" => "unidades",
        "paquete" => "paquetes",
        "caja" => "cajas",
        "rollo" => "rollos",
        "galón" => "galones",
        "par" => "pares",
        "m2" => "m²",
        symbol => symbol,
    };
    format!("{quantity} {}", if quantity == Quantity::whole(1) { unit } else { many })
}

/// Of a check that has been waiting for so many days for somebody's act.
pub fn of_waiting_check(days: i64) -> Severity {
    if days > 3 { Severity::High } else { Severity::Medium }
}

/// What has to be done with the alerts after a look.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// A cause that nobody knew of.
    Raise(Cause),
    /// A cause that has grown worse since somebody resolved its alert: the old alert no longer stands for it.
    RaiseAgain(Id, Cause),
    /// What is known of an alert has changed, or which lot it is about; whether it is graver now.
    Renew(Id, Cause, bool),
    /// The cause is gone: an open alert resolves, and none stands for it any more.
    End(StandingAlert),
}

type Key = (AlertKind, String, Id);

/// What has to be done, given the causes that there are, the alerts that stand for causes, and the open ones that people or
/// checks have raised about the same: those are on the list already.
pub fn plan(causes: Vec<Cause>, standing: Vec<StandingAlert>, others: &HashSet<Key>) -> Vec<Step> {
    let key = |it: &Cause| (it.kind.clone(), it.entity_type.to_owned(), it.entity_id);
    let stands_for = |it: &StandingAlert| (it.r#type.clone(), it.entity_type.clone(), it.entity_id);
    let keys: HashSet<Key> = causes.iter().map(key).collect();
    let (known, mut gone): (Vec<_>, Vec<_>) =
        standing.into_iter().partition(|it| keys.contains(&stands_for(it)));
    let mut known: HashMap<Key, StandingAlert> = known.into_iter().map(|it| (stands_for(&it), it)).collect();
    // In an order of its own, so that the same look does the same.
    gone.sort_by_key(|alert| alert.id);
    let mut steps = Vec::new();
    for cause in causes {
        let key = key(&cause);
        let is_listed = others.contains(&key);
        let alert = known.remove(&key).or_else(|| {
            let moved = gone.iter().position(|alert| !is_listed && is_moved(&cause, alert));
            moved.map(|at| gone.remove(at))
        });
        match alert {
            None if is_listed => {}
            None => steps.push(Step::Raise(cause)),
            Some(alert) => steps.extend(renewal(cause, &alert, is_listed)),
        }
    }
    steps.extend(gone.into_iter().map(Step::End));
    steps
}

/// What has to be done with the alert that stands for a cause.
fn renewal(cause: Cause, alert: &StandingAlert, is_listed: bool) -> Option<Step> {
    let is_same_thing = cause.entity_id == alert.entity_id;
    if alert.is_resolved {
        if is_worse(&cause, alert) && !is_listed {
            return Some(Step::RaiseAgain(alert.id, cause));
        }
        return (!is_same_thing).then_some(Step::Renew(alert.id, cause, false));
    }
    let is_graver = cause.severity.rank() > alert.severity.rank();
    let is_same = is_same_thing
        && cause.severity == alert.severity
        && cause.title == alert.title
        && cause.message == alert.message
        && cause.amount == alert.amount
        && cause.environment_id == alert.environment_id;
    (!is_same).then_some(Step::Renew(alert.id, cause, is_graver))
}

/// Whether a lot that expires is one of which there was an alert, put in another bin of its warehouse, where it is another lot. Product and
/// batch are in the title, and the day ends the message.
fn is_moved(cause: &Cause, alert: &StandingAlert) -> bool {
    let day = |message: &str| message.rsplit_once(';').map(|(_, day)| day.to_owned());
    cause.is_of_expiry()
        && cause.kind == alert.r#type
        && cause.environment_id == alert.environment_id
        && cause.title == alert.title
        && day(&cause.message) == day(&alert.message)
}

/// Graver, or about more pieces.
fn is_worse(cause: &Cause, alert: &StandingAlert) -> bool {
    cause.severity.rank() > alert.severity.rank() || cause.amount > alert.amount
}

/// Which look it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// That of every few minutes: all but the news of what expires.
    Frequent,
    /// That of the morning: materials.
    Morning,
}

impl Step {
    /// The row that it is about.
    fn entity(&self) -> Id {
        match self {
            Self::Raise(cause) | Self::RaiseAgain(_, cause) | Self::Renew(_, cause, _) => cause.entity_id,
            Self::End(alert) => alert.entity_id,
        }
    }

    fn is_of_material(&self) -> bool {
        match self {
            Self::Raise(cause) | Self::RaiseAgain(_, cause) | Self::Renew(_, cause, _) => {
                cause.is_of_material()
            }
            Self::End(alert) => alert.is_of_material(),
        }
    }

    fn is_of_expiry(&self) -> bool {
        match self {
            Self::Raise(cause) | Self::RaiseAgain(_, cause) | Self::Renew(_, cause, _) => {
                cause.is_of_expiry()
            }
            Self::End(alert) => alert.is_of_expiry(),
        }
    }

    /// Whether somebody would be told.
    fn is_news(&self) -> bool {
        match self {
            Self::Raise(_) | Self::RaiseAgain(..) | Self::Renew(_, _, true) => true,
            Self::Renew(_, _, false) | Self::End(_) => false,
        }
    }
}

/// The steps that are the business of a look. A lot that expired at midnight keeps the alert that it expires until the morning puts the
/// other in its place: at no time is there none.
pub fn of_look(look: Look, mut steps: Vec<Step>) -> Vec<Step> {
    match look {
        Look::Morning => steps.retain(Step::is_of_material),
        Look::Frequent => {
            let waiting: HashSet<Id> =
                steps.iter().filter(|step| step.is_of_expiry() && step.is_news()).map(Step::entity).collect();
            steps.retain(|step| !(step.is_of_expiry() && waiting.contains(&step.entity())));
        }
    }
    steps
}

#[cfg(test)]
mod tests;
