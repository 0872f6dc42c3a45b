//! The look: every few minutes the server finds what is wrong, raises what is new, resolves what is over, and tells each person at
//! most one word of all of it.

use super::model::{AlertRules, Cause};
use super::rules::{self, Keeper, Look, Step, Tidings};
use super::store::{self, causes};
use crate::kit::db::letter::MailReason;
use crate::kit::db::{AlertKind, Kind, Priority, clock_trace};
use crate::kit::jobs::{Job, Schedule};
use crate::kit::{Change, Db, Event, Id, Notice, Origin, Result, Tx, clock, settings};
use chrono::{DateTime, Utc};
use futures_util::future::BoxFuture;
use rusqlite::Connection;
use std::time::Duration;

/// How often it is looked.
const PERIOD: Duration = Duration::from_secs(5 * 60);

/// The job over a database.
pub struct Watch(pub Db);

impl Job for Watch {
    fn name(&self) -> &'static str {
        "alerts"
    }

    fn title(&self) -> &'static str {
        "Alertas"
    }

    fn purpose(&self) -> &'static str {
        "Busca préstamos vencidos, mantenimientos atrasados, piezas faltantes, pocas existencias de equipos y materiales, y \
         verificaciones que esperan; levanta sus alertas, resuelve las que ya no tienen causa y avisa a quienes quieren saberlo"
    }

    fn schedule(&self) -> Schedule {
        Schedule::Every(PERIOD)
    }

    fn run(&self) -> BoxFuture<'_, Result<usize>> {
        Box::pin(run(&self.0, Look::Frequent))
    }
}

/// Looks, and writes if something has changed since the last look; answers how many alerts changed. None while the clock stands before what
/// was already written by it: what isn't late yet by a false one is late, and its alert would end.
pub async fn run(db: &Db, look: Look) -> Result<usize> {
    let now = clock::now();
    // Looking costs next to nothing, a write costs a commit: most of the time nothing has changed.
    if db.read(move |db| steps(db, look, now)).await?.is_empty() {
        return Ok(0);
    }
    db.write(&Origin::of_command("alerts"), move |tx| bring_unless_behind(tx, look)).await
}

fn bring_unless_behind(tx: &Tx<'_>, look: Look) -> Result<Change<usize>> {
    // One that has leapt ahead is that of a box which was off over the holidays, and people want to know what expired meanwhile.
    if let clock_trace::ClockStanding::Behind(_) = clock_trace::standing(tx, tx.now)? {
        tracing::warn!("the clock is behind: no alert is raised or resolved");
        return Ok(Change::unaudited(0));
    }
    bring_up_to_date(tx, look)
}

fn steps(db: &Connection, look: Look, now: DateTime<Utc>) -> Result<Vec<Step>> {
    let causes = causes::all(db, &settings::of::<AlertRules>(db)?, now)?;
    let others = store::raised_by_others(db)?.into_iter().collect();
    Ok(rules::of_look(look, rules::plan(causes, store::standing(db)?, &others)))
}

/// The look of every few minutes: see [`bring_up_to_date`].
pub fn look(tx: &Tx<'_>) -> Result<Change<usize>> {
    bring_up_to_date(tx, Look::Frequent)
}

/// Brings the alerts that are the business of a look up to date with their causes; answers how many changed.
pub fn bring_up_to_date(tx: &Tx<'_>, look: Look) -> Result<Change<usize>> {
    let steps = steps(tx, look, tx.now)?;
    let (mut news, mut raised, mut ended) = (Vec::new(), 0, 0);
    let count = steps.len();
    for step in steps {
        match step {
            Step::Raise(cause) => {
                store::insert_cause(tx, &cause)?;
                raised += 1;
                news.push(cause);
            }
            Step::RaiseAgain(old, cause) => {
                store::end(tx, old, "")?;
                store::insert_cause(tx, &cause)?;
                raised += 1;
                news.push(cause);
            }
            Step::Renew(id, cause, is_graver) => {
                store::renew(tx, id, &cause)?;
                if is_graver {
                    news.push(cause);
                }
            }
            Step::End(alert) => {
                store::end(tx, alert.id, &ending(&alert.r#type))?;
                ended += usize::from(!alert.is_resolved);
            }
        }
    }
    if count == 0 {
        return Ok(Change::unaudited(0));
    }
    let told = notices(tx, &news, None)?;
    let event = Event::named("WATCH_ALERTS", "system_alert", None).describe(format!(
        "Alertas revisadas por el servidor: {raised} nuevas, {ended} resueltas solas, {} puestas al día",
        count - raised - ended
    ));
    Ok(Change::new(count, event).tell(told))
}

/// Why an alert has resolved by itself.
fn ending(kind: &AlertKind) -> String {
    let cause = match kind.as_ref() {
        "low_stock" => "ya no figura con pocas existencias",
        "material_expiring" => "el lote ya no figura por vencer",
        "material_expired" => "el lote ya no figura entre los vencidos",
        "maintenance_overdue" => "la solicitud ya no figura atrasada",
        // Pieces may have been found, been written off, or be in the alert of a check by now.
        "equipment_missing" => "ya no figura con piezas faltantes por su cuenta",
        "loan_overdue" => "el préstamo ya no figura vencido",
        "verification_pending" => "la verificación ya no figura pendiente",
        _ => "la causa desapareció",
    };
    format!("Se resolvió sola: {cause}")
}

/// What each person is told of some causes: one notification, however many they are.
pub fn notices(tx: &Tx<'_>, news: &[Cause], except: Option<Id>) -> Result<Vec<Notice>> {
    if news.is_empty() {
        return Ok(Vec::new());
    }
    let keepers: Vec<Keeper> = causes::keepers(tx)?;
    let told = keepers.iter().filter(|keeper| Some(keeper.id) != except).filter_map(|keeper| {
        // Who wants mail alone hears by notification too: mail may be off, and the page is where something is done about it.
        let heard: Vec<_> = news.iter().filter_map(|cause| Some((cause, keeper.hears(cause)?))).collect();
        let by_mail = heard.iter().any(|(_, ways)| ways.mail);
        let causes: Vec<&Cause> = heard.into_iter().map(|(cause, _)| cause).collect();
        let notice = notice_of(keeper.id, &rules::tidings(&causes)?);
        Some(if by_mail { notice.by_mail(MailReason::Alerts) } else { notice })
    });
    Ok(told.collect())
}

fn notice_of(person: Id, tidings: &Tidings) -> Notice {
    let kind = match &tidings.only {
        // The app shows what is overdue among what is important.
        Some(kind) if *kind == AlertKind::LoanOverdue => Kind::LoanOverdue,
        _ => Kind::Alert,
    };
    Notice::new(person, kind, &tidings.title, tidings.message.clone())
        .priority(if tidings.is_grave { Priority::High } else { Priority::Medium })
        .leads_to("/alertas")
}
