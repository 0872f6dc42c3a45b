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
//! So nobody is told twice of the same, and what somebody has dealt with doesn't come back the next minute.

use super::model::{Cause, Severity, StandingAlert};
use crate::campus::alert_settings::model::{AlertMethod, AlertWish};
use crate::kit::db::AlertKind;
use crate::kit::{Id, Role};
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
    /// What is known of an open alert has changed; whether it is graver now.
    Renew(Id, Cause, bool),
    /// The cause is gone: an open alert resolves, and none stands for it any more.
    End(StandingAlert),
}

type Key = (AlertKind, String, Id);

/// What has to be done, given the causes that there are, the alerts that stand for causes, and the open ones that people or
/// checks have raised about the same: those are on the list already.
pub fn plan(causes: Vec<Cause>, standing: Vec<StandingAlert>, others: &HashSet<Key>) -> Vec<Step> {
    let key = |it: &StandingAlert| (it.r#type.clone(), it.entity_type.clone(), it.entity_id);
    let mut standing: HashMap<Key, StandingAlert> = standing.into_iter().map(|it| (key(&it), it)).collect();
    let mut steps = Vec::new();
    for cause in causes {
        let key = (cause.kind.clone(), cause.entity_type.to_owned(), cause.entity_id);
        match standing.remove(&key) {
            None if others.contains(&key) => {}
            None => steps.push(Step::Raise(cause)),
            Some(alert) if alert.is_resolved => {
                if is_worse(&cause, &alert) && !others.contains(&key) {
                    steps.push(Step::RaiseAgain(alert.id, cause));
                }
            }
            Some(alert) => {
                let is_graver = cause.severity.rank() > alert.severity.rank();
                let is_same = cause.severity == alert.severity
                    && cause.title == alert.title
                    && cause.message == alert.message
                    && cause.amount == alert.amount
                    && cause.environment_id == alert.environment_id;
                if !is_same {
                    steps.push(Step::Renew(alert.id, cause, is_graver));
                }
            }
        }
    }
    // In an order of its own, so that the same look does the same.
    let mut gone: Vec<StandingAlert> = standing.into_values().collect();
    gone.sort_by_key(|alert| alert.id);
    steps.extend(gone.into_iter().map(Step::End));
    steps
}

/// Graver, or about more pieces.
fn is_worse(cause: &Cause, alert: &StandingAlert) -> bool {
    cause.severity.rank() > alert.severity.rank() || cause.amount > alert.amount
}

/// Somebody who looks after rooms.
#[derive(Debug, Clone)]
pub struct Keeper {
    /// The account.
    pub id: Id,
    /// Their role.
    pub role: Role,
    /// The centre of the room that they are linked to.
    pub center_id: Option<Id>,
    /// What they want to hear of, kind by kind.
    pub wishes: Vec<AlertWish>,
}

impl Keeper {
    /// How a cause reaches the person, if it does: those who see its room and want to hear of it. Who has said nothing of a kind
    /// hears of what is grave.
    pub fn hears(&self, cause: &Cause) -> Option<Ways> {
        let sees = match (self.role, self.center_id, cause.center_id) {
            (Role::AdminGeneral, ..) => true,
            (Role::Supervisor | Role::Admin, Some(own), Some(its)) => own == its,
            (Role::Supervisor | Role::Admin, None, _) | (Role::Supervisor | Role::Admin, _, None) => true,
            (Role::Student | Role::Instructor, ..) => false,
        };
        if !sees {
            return None;
        }
        let Some(wish) = self.wishes.iter().find(|wish| wish.alert_type == cause.kind) else {
            return (cause.severity.rank() >= Severity::High.rank())
                .then_some(Ways { push: true, mail: false });
        };
        let is_below = match (cause.pieces, wish.threshold_value) {
            (Some(pieces), Some(threshold)) => pieces < threshold,
            // Raised for somebody else's threshold.
            (Some(_), None) => cause.severity != Severity::Low,
            (None, _) => true,
        };
        if !wish.is_enabled || !is_below {
            return None;
        }
        Some(match &wish.notification_methods {
            None => Ways { push: true, mail: false },
            Some(methods) => Ways {
                push: methods.0.contains(&AlertMethod::Push),
                mail: methods.0.contains(&AlertMethod::Email),
            },
        })
        .filter(|ways| ways.push || ways.mail)
    }
}

/// By which ways somebody hears of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ways {
    /// As a notification.
    pub push: bool,
    /// By mail.
    pub mail: bool,
}

/// What one person is told of all causes of a look: one word, however many there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tidings {
    /// The title.
    pub title: String,
    /// What there is to know.
    pub message: String,
    /// Whether something of it is grave.
    pub is_grave: bool,
    /// The kind, if it is about one alert only.
    pub only: Option<AlertKind>,
}

/// Puts what one person hears of into words; nothing of nothing.
pub fn tidings(causes: &[&Cause]) -> Option<Tidings> {
    let gravest = causes.iter().max_by_key(|cause| cause.severity.rank())?;
    let is_grave = gravest.severity.rank() >= Severity::High.rank();
    if let [cause] = causes {
        return Some(Tidings {
            title: cause.title.clone(),
            message: cause.message.clone(),
            is_grave,
            only: Some(cause.kind.clone()),
        });
    }
    let mut counts: Vec<(&AlertKind, usize)> = Vec::new();
    for cause in causes {
        match counts.iter_mut().find(|(kind, _)| **kind == cause.kind) {
            Some((_, count)) => *count += 1,
            None => counts.push((&cause.kind, 1)),
        }
    }
    let parts: Vec<String> = counts.into_iter().map(|(kind, count)| counted(kind, count)).collect();
    let message = format!("{}. La más grave: {}.", parts.join(", "), gravest.title.trim_end_matches('.'));
    Some(Tidings { title: format!("{} alertas nuevas", causes.len()), message, is_grave, only: None })
}

/// So many of a kind, in Spanish.
fn counted(kind: &AlertKind, count: usize) -> String {
    let (one, many) = match kind.as_ref() {
        "low_stock" => ("con pocas existencias", "con pocas existencias"),
        "maintenance_overdue" => ("mantenimiento atrasado", "mantenimientos atrasados"),
        "equipment_missing" => ("equipo con piezas faltantes", "equipos con piezas faltantes"),
        "loan_overdue" => ("préstamo vencido", "préstamos vencidos"),
        "verification_pending" => ("verificación pendiente", "verificaciones pendientes"),
        _ => ("alerta de otra clase", "alertas de otra clase"),
    };
    format!("{count} {}", if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests;
