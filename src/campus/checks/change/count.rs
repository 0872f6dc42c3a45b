//! Counting: what was found of each item goes into the check, and its news to the item. What left the room in the meantime is kept beside
//! the rest, which it doesn't hold up.

use super::step::add_up;
use crate::campus::checks::model::{
    Check, CheckDeparture, CheckItemCount, CheckItemReport, CheckItemReported, CountMethod,
};
use crate::campus::checks::rules::{self, Count, Hand};
use crate::campus::checks::store::{self, KnownItem, Look};
use crate::campus::inventory::change::note_count;
use crate::campus::{inventory, photos};
use crate::kit::{Blank, CallerTx, Change, Code, Error, Event, Id, LocalTime, Number, Result, Tx, clock};
use std::collections::HashMap;

/// The pieces that are missing of those that somebody didn't see: what is lent isn't (the app doesn't know of it).
fn not_lent(unseen: i64, lent: i64) -> i64 {
    (unseen - lent).max(0)
}

/// How somebody found an item that was known, or looked at before, as `earlier`.
fn look(tx: &CallerTx<'_>, known: &KnownItem, earlier: Look, counted: &CheckItemCount) -> Result<Look> {
    photos::store::check(tx, counted.photo_id.0)?;
    let mut count = Count::new(
        &known.name,
        earlier.count.expected,
        counted.quantity_found.get(),
        counted.quantity_damaged.0.map_or(0, Number::get),
        counted.quantity_missing.0.map(|missing| not_lent(missing.get(), known.lent)),
    )?;
    if known.is_charged {
        count = count.beside_holder(known.count);
    }
    Ok(Look {
        count,
        notes: counted.notes.0.clone().map(String::from).or(earlier.notes),
        photo_id: counted.photo_id.0.or(earlier.photo_id),
        method: Some(counted.method.0.unwrap_or(CountMethod::List)),
        counted_by: Some(tx.who.id),
        counted_at: Some(LocalTime(tx.now)),
    })
}

/// What a count is news of for its item.
fn note_look(tx: &Tx<'_>, known: &KnownItem, look: &Look) -> Result<Option<Event>> {
    let count = look.count;
    let damaged = if known.is_charged { count.damaged_beside_holder(known.count) } else { count.damaged };
    note_count(tx, known.id, damaged, count.missing)
}

/// What a person counted, by item.
fn by_item(counted: Vec<CheckItemCount>) -> Result<HashMap<Id, CheckItemCount>> {
    let lines = counted.len();
    let by_item: HashMap<_, _> = counted.into_iter().map(|line| (line.item_id, line)).collect();
    if by_item.len() == lines { Ok(by_item) } else { Err(Code::ItemTwice.into()) }
}

/// What a count leaves behind.
#[derive(Debug, Default)]
pub(super) struct Counted {
    /// What the audit is told of the items.
    pub(super) events: Vec<Event>,
    /// What has left the room since the list was made.
    pub(super) departures: Vec<CheckDeparture>,
}

/// Begins a round: every item of the room gets its line, as it was counted, as the app counted it today, or as it is known.
pub(super) fn begin(tx: &CallerTx<'_>, check: &Check, counted: Vec<CheckItemCount>) -> Result<Counted> {
    let now = LocalTime(tx.now);
    let midnight = LocalTime(clock::start_of(check.check_date.0));
    // Of a check that comes late, and after another one, the items know better by now.
    let is_news = !store::checked_after(tx, check.environment_id, check.check_date)?;
    let mut counted = by_item(counted)?;
    let until = LocalTime(clock::instant_of(rules::counted_until(check.check_date.0, check.end_time)));
    let mut waiting = store::take_waiting(tx, check.environment_id, midnight, until)?;
    store::delete_items(tx, check.id)?;
    store::keep_deleted(tx, check.id, check.environment_id, midnight, until)?;
    let mut events = Vec::new();
    for known in store::known_items(tx, check.environment_id)? {
        // What the app counted earlier counts if it speaks of the same pieces; of what is with its holder nobody speaks.
        let earlier = waiting.remove(&known.id).filter(|it| {
            it.count.expected == known.count.expected
                || known.is_charged && it.count.expected < known.count.expected
        });
        let mut found = earlier.unwrap_or_else(|| known.unseen());
        if let Some(counted) = counted.remove(&known.id) {
            found = look(tx, &known, found, &counted)?;
            if is_news {
                events.extend(note_look(tx, &known, &found)?);
            }
        }
        store::insert_item(tx, Some(check.id), check.environment_id, &known, &found, now)?;
    }
    // What the app counted of an item that left before anybody began stays with the check as well.
    for (item, look) in waiting {
        if !counted.contains_key(&item)
            && let Some(gone) = store::departed(tx, check.environment_id, item)?
        {
            store::keep_departed(tx, check.id, check.environment_id, &gone, &look, now)?;
        }
    }
    let departures = keep_departed(tx, check, counted)?;
    store::touch_counted(tx, check.id, now)?;
    Ok(Counted { events, departures })
}

/// Corrects lines of a check that is under way.
pub(super) fn correct(tx: &CallerTx<'_>, check: &Check, counted: Vec<CheckItemCount>) -> Result<Counted> {
    if counted.is_empty() {
        return Ok(Counted::default());
    }
    let now = LocalTime(tx.now);
    let is_news = !store::checked_after(tx, check.environment_id, check.check_date)?;
    let mut counted = by_item(counted)?;
    let mut events = Vec::new();
    for known in store::known_items(tx, check.environment_id)? {
        let Some(line) = counted.remove(&known.id) else { continue };
        let before = store::look_at(tx, check.id, known.id)?;
        let (id, mut earlier) = before.map_or_else(|| (None, known.unseen()), |(id, it)| (Some(id), it));
        if id.is_some() {
            let missing = line.quantity_missing.0.map_or(0, |missing| not_lent(missing.get(), known.lent));
            let named = line.quantity_found.get() + line.quantity_damaged.0.map_or(0, Number::get) + missing;
            earlier.count.expected =
                rules::expected_again(earlier.count.expected, known.count.expected, named);
        }
        let found = look(tx, &known, earlier, &line)?;
        if is_news {
            events.extend(note_look(tx, &known, &found)?);
        }
        match id {
            Some(id) => store::save_look(tx, id, &found, now)?,
            None => {
                store::insert_item(tx, Some(check.id), check.environment_id, &known, &found, now)
                    .map(drop)?;
            }
        }
    }
    let departures = keep_departed(tx, check, counted)?;
    store::touch_counted(tx, check.id, now)?;
    Ok(Counted { events, departures })
}

/// Keeps what was counted of items that have left the room since the list was made; the items themselves don't change by it: whoever has
/// them now knows better. What never was of this room is refused by name: it belongs among the findings.
fn keep_departed(
    tx: &CallerTx<'_>,
    check: &Check,
    counted: HashMap<Id, CheckItemCount>,
) -> Result<Vec<CheckDeparture>> {
    let mut lines: Vec<_> = counted.into_values().collect();
    lines.sort_by_key(|line| line.item_id);
    let mut departures = Vec::new();
    for line in lines {
        let Some(gone) = store::departed(tx, check.environment_id, line.item_id)? else {
            return Err(stranger(tx, line.item_id)?);
        };
        let (found, damaged) = (line.quantity_found.get(), line.quantity_damaged.0.map_or(0, Number::get));
        let missing = line.quantity_missing.0.map_or(0, Number::get);
        // Nothing is expected of it any more: what the person accounted for is what there is to say.
        let mut known = gone.known.unseen();
        known.count.expected = found + damaged + missing;
        let look = look(tx, &gone.known, known, &line)?;
        store::keep_departed(tx, check.id, check.environment_id, &gone, &look, LocalTime(tx.now))?;
        departures.push(gone.departure);
    }
    departures.sort_by(|a, b| (&a.item_name, &a.internal_code).cmp(&(&b.item_name, &b.internal_code)));
    Ok(departures)
}

/// Why an item is none of a check's.
fn stranger(tx: &Tx<'_>, id: Id) -> Result<Error> {
    let item = inventory::store::get(tx, id)?;
    Ok(Error::With(
        Code::ItemElsewhere,
        format!("{} ({}) no pertenece a este ambiente", item.name, item.internal_code),
    ))
}

/// Writes a count of the app down: into the room's check that is under way, or for the one that will be begun (contract D47).
///
/// # Errors
/// [`Code::ItemNotFound`] of equipment that is not in the room or not the caller's to count; [`Code::CountImpossible`];
/// [`Code::PhotoUnknown`].
pub fn note(tx: &CallerTx<'_>, report: CheckItemReport) -> Result<Change<CheckItemReported>> {
    let item = inventory::store::get_within(tx, tx.who.equipment(), report.item_id)?;
    if item.environment_id != Some(report.environment_id) {
        return Err(Code::ItemNotFound.into());
    }
    let known = store::known_item(tx, item.id)?.ok_or(Code::ItemNotFound)?;
    let counted = CheckItemCount {
        item_id: known.id,
        quantity_found: report.quantity_found,
        quantity_damaged: Blank(Some(report.quantity_damaged)),
        quantity_missing: Blank(Some(report.quantity_missing)),
        notes: report.notes,
        photo_id: report.photo_id,
        method: Blank(Some(CountMethod::App)),
    };
    let look = look(tx, &known, known.unseen(), &counted)?;
    let now = LocalTime(tx.now);
    let check = store::under_way(tx, report.environment_id, now.wall())?.filter(|check| {
        let own = check.student_id == tx.who.id;
        rules::may_change_lines(check.status, own, Hand::of(tx.who.role))
    });
    let check_id = check.as_ref().map(|check| check.id);
    let before = check_id.map(|id| store::look_at(tx, id, item.id)).transpose()?.flatten();
    let id = match before {
        Some((id, _)) => store::save_look(tx, id, &look, now).map(|()| id)?,
        None => store::insert_item(tx, check_id, report.environment_id, &known, &look, now)?,
    };
    if let Some(mut check) = check {
        add_up(tx, &mut check)?;
        check.updated_at = now;
        store::save(tx, &check)?;
    }
    let reported = CheckItemReported { status: "success".into(), item_id: item.id, check_item_id: id };
    let event = Event::create("inventory_check_item", id)
        .describe(format!("Equipo contado: {} ({})", known.name, known.internal_code))
        .after(&store::item(tx, id)?);
    Ok(Change::new(reported, event))
}
