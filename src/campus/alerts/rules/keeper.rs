//! Who hears of trouble, and in what words.

use crate::campus::alert_settings::model::{AlertMethod, AlertWish};
use crate::campus::alerts::model::{Cause, Severity};
use crate::kit::db::AlertKind;
use crate::kit::{Id, Role};

/// Somebody who looks after rooms.
#[derive(Debug, Clone)]
pub struct Keeper {
    /// The account.
    pub id: Id,
    /// Their role.
    pub role: Role,
    /// The warehouse that they are linked to.
    pub warehouse_id: Option<Id>,
    /// The centre that the account is of, else that of the room; of none they keep none.
    pub center_id: Option<Id>,
    /// What they want to hear of, kind by kind.
    pub wishes: Vec<AlertWish>,
}

impl Keeper {
    /// How a cause reaches the person, if it does: those who see its room and want to hear of it. Who has said nothing of a kind
    /// hears of what is grave, of materials only where they keep them: a supervisor reads of them, and an administrator linked to a
    /// warehouse keeps that one, whatever they want to hear of.
    pub fn hears(&self, cause: &Cause) -> Option<Ways> {
        let sees = match (self.role, self.center_id, cause.center_id) {
            (Role::AdminGeneral, ..) => true,
            (Role::Supervisor | Role::Admin, Some(own), Some(its)) => own == its,
            (Role::Supervisor | Role::Admin, None, Some(_)) => false,
            // What has no room is everybody's.
            (Role::Supervisor | Role::Admin, _, None) => true,
            (Role::Student | Role::Instructor, ..) => false,
        };
        if !sees || (matches!(self.role, Role::Admin) && !self.keeps(cause)) {
            return None;
        }
        let Some(wish) = self.wishes.iter().find(|wish| wish.alert_type == cause.kind) else {
            return (cause.severity.rank() >= Severity::High.rank() && self.keeps(cause))
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

    /// Whether it is the person's work to do something about it, as far as the role goes. What is low of a product is so in the whole
    /// centre, and any warehouse of it may be where it is to be ordered.
    fn keeps(&self, cause: &Cause) -> bool {
        if !cause.is_of_material() {
            return true;
        }
        match self.role {
            Role::AdminGeneral => true,
            Role::Admin => {
                !cause.is_of_expiry() || self.warehouse_id.is_none_or(|own| cause.environment_id == Some(own))
            }
            Role::Student | Role::Instructor | Role::Supervisor => false,
        }
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
    let is_grave = causes.iter().any(|cause| is_grave(cause));
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

/// Whether a notification of it comes with high priority. Materials have two levels of warning before it is too late, and only the last
/// of them calls somebody away from other work.
fn is_grave(cause: &Cause) -> bool {
    let least = if cause.is_of_material() { Severity::Critical } else { Severity::High };
    cause.severity.rank() >= least.rank()
}

/// So many of a kind, in Spanish.
fn counted(kind: &AlertKind, count: usize) -> String {
    let (one, many) = match kind.as_ref() {
        "low_stock" => ("con pocas existencias", "con pocas existencias"),
        "material_expiring" => ("lote por vencer", "lotes por vencer"),
        "material_expired" => ("lote vencido", "lotes vencidos"),
        "maintenance_overdue" => ("mantenimiento atrasado", "mantenimientos atrasados"),
        "equipment_missing" => ("equipo con piezas faltantes", "equipos con piezas faltantes"),
        "loan_overdue" => ("préstamo vencido", "préstamos vencidos"),
        "verification_pending" => ("verificación pendiente", "verificaciones pendientes"),
        _ => ("alerta de otra clase", "alertas de otra clase"),
    };
    format!("{count} {}", if count == 1 { one } else { many })
}
