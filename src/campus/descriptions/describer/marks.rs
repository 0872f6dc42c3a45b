//! The marks before a question and after it, and what there is to mark.

use crate::campus::descriptions::model::{
    DescriptionSettings, DescriptionState, DueDescription, ServiceHold, ServiceKey,
};
use crate::campus::descriptions::reads;
use crate::campus::descriptions::rules::{self, Verdict};
use crate::campus::descriptions::store::{self, queue};
use crate::kit::db::clock_trace;
use crate::kit::{Day, Id, LocalTime, Result, Tx, clock, settings};
use chrono::{DateTime, Utc};
use rusqlite::Connection;

/// How much of a reason is kept, in characters: what its column holds.
const REASON: usize = 500;
/// Why what was cut off too often is given up.
const CUT_OFF: &str = "El servidor se detuvo varias veces mientras la pedía";
/// Why what has waited too long is given up.
const TOO_OLD: &str = "Esperó más de 30 días sin respuesta: pídala de nuevo si todavía la necesita";

/// A description that was marked, and by what it is asked for.
pub struct Marked {
    /// The description.
    pub due: DueDescription,
    /// As it is sent, without metadata; none if the item has it no longer.
    pub picture: Option<Vec<u8>>,
    /// Whom it is asked of, and how.
    pub settings: DescriptionSettings,
    /// By what.
    pub key: Option<ServiceKey>,
    /// In which month it was counted.
    pub month: String,
}

/// What a round finds.
pub struct Found {
    /// Something was on its way when the program ended.
    pub is_cut_off: bool,
    /// Something has waited too long.
    pub is_old: bool,
    /// Something is due, and may be asked.
    pub is_due: bool,
}

/// Looks whether there is anything to do, without writing: almost always there is not.
pub fn look(db: &Connection, now: DateTime<Utc>) -> Result<Found> {
    let day = Day(clock::day_of(now));
    let is_due = queue::next(db, LocalTime(now))?.is_some();
    Ok(Found {
        is_cut_off: queue::is_any_running(db)?,
        // By a clock in doubt may look too old what was asked for a minute ago.
        is_old: queue::is_any_older(db, LocalTime(rules::too_old(now)))?
            && clock_trace::standing(db, now)?.is_sound(),
        is_due: is_due && reads::may_ask(db, now, day)?,
    })
}

/// Lets wait again what was cut off, and gives up what has waited too long.
pub fn tidy(tx: &Tx<'_>) -> Result<()> {
    let now = LocalTime(tx.now);
    queue::release(tx, rules::ATTEMPTS, CUT_OFF, now)?;
    if clock_trace::standing(tx, tx.now)?.is_sound() {
        queue::end_older(tx, LocalTime(rules::too_old(tx.now)), TOO_OLD, now)?;
    }
    Ok(())
}

/// Marks the next description, if there is one, and counts the question; nothing while the service may not be asked.
pub fn mark(tx: &Tx<'_>) -> Result<Option<Marked>> {
    if !reads::may_ask(tx, tx.now, tx.today())? {
        return Ok(None);
    }
    let Some(due) = queue::next(tx, LocalTime(tx.now))? else { return Ok(None) };
    let (settings, month) = (settings::of(tx)?, rules::month(tx.today()));
    let picture = store::picture_of(tx, due.item_id, due.photo_id)?;
    queue::begin(tx, due.id, LocalTime(tx.now))?;
    if picture.is_some() {
        store::count_request(tx, &month)?;
    }
    Ok(Some(Marked { due, picture, settings, key: DescriptionSettings::key(tx)?, month }))
}

/// Keeps what an answer says of its service: that it wishes not to be asked for so long, or can't be used at all, which isn't counted.
pub fn heed(tx: &Tx<'_>, settings: &DescriptionSettings, month: &str, verdict: &Verdict) -> Result<()> {
    match verdict {
        Verdict::Again { holds: Some(holds), .. } => {
            let hold = ServiceHold { endpoint: settings.endpoint.clone(), until: Some(tx.now + *holds) };
            settings::keep(tx, &hold)
        }
        Verdict::Unusable(_) => store::uncount_request(tx, month),
        Verdict::Proposed(_) | Verdict::Failed(_) | Verdict::Again { holds: None, .. } => Ok(()),
    }
}

/// Keeps what came of asking, unless the description was given up meanwhile; answers whether it was kept.
pub fn settle(
    tx: &Tx<'_>,
    (id, attempts): (Id, i64),
    (settings, month): (&DescriptionSettings, &str),
    verdict: &Verdict,
) -> Result<bool> {
    let now = LocalTime(tx.now);
    let cut = |why: &str| why.chars().take(REASON).collect::<String>();
    heed(tx, settings, month, verdict)?;
    if !queue::is_running(tx, id)? {
        return Ok(false);
    }
    match verdict {
        Verdict::Proposed(proposal) => {
            queue::propose(tx, id, proposal, settings.model.as_deref().unwrap_or("?"), now)?;
        }
        Verdict::Unusable(_) => queue::give_back(tx, id, now)?,
        Verdict::Failed(why) => queue::put_off(tx, id, (DescriptionState::Failed, now), &cut(why), now)?,
        Verdict::Again { why, .. } if attempts >= rules::ATTEMPTS => {
            queue::put_off(tx, id, (DescriptionState::Failed, now), &cut(why), now)?;
        }
        Verdict::Again { why, holds } => {
            let pause = holds.unwrap_or_else(|| rules::pause(attempts)).max(rules::pause(attempts));
            let again = LocalTime(now.0 + pause);
            queue::put_off(tx, id, (DescriptionState::Queued, again), &cut(why), now)?;
        }
    }
    Ok(true)
}
