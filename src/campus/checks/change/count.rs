//! Counting: what was found of each item goes into the check, and its news to the item.

use super::step::add_up;
use crate::campus::checks::model::{Check, CheckItemCount, CheckItemReport, CheckItemReported, CountMethod};
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
    let count = Count::new(
        &known.name,
        earlier.count.expected,
        counted.quantity_found.get(),
        counted.quantity_damaged.0.map_or(0, Number::get),
        counted.quantity_missing.0.map(|missing| not_lent(missing.get(), known.lent)),
    )?;
    Ok(Look {
        count,
        notes: counted.notes.0.clone().map(String::from).or(earlier.notes),
        photo_id: counted.photo_id.0.or(earlier.photo_id),
        method: Some(counted.method.0.unwrap_or(CountMethod::List)),
        counted_by: Some(tx.who.id),
        counted_at: Some(LocalTime(tx.now)),
    })
}

/// What a person counted, by item.
fn by_item(counted: Vec<CheckItemCount>) -> Result<HashMap<Id, CheckItemCount>> {
    let lines = counted.len();
    let by_item: HashMap<_, _> = counted.into_iter().map(|line| (line.item_id, line)).collect();
    if by_item.len() == lines { Ok(by_item) } else { Err(Code::ItemTwice.into()) }
}

/// Begins a round: every item of the room gets its line, as it was counted, as the app counted it today, or as it is known.
pub(super) fn begin(tx: &CallerTx<'_>, check: &Check, counted: Vec<CheckItemCount>) -> Result<Vec<Event>> {
    let now = LocalTime(tx.now);
    let midnight = LocalTime(clock::start_of(tx.today().0));
    let mut counted = by_item(counted)?;
    let mut waiting = store::take_waiting(tx, check.environment_id, midnight)?;
    store::delete_items(tx, check.id)?;
    let mut events = Vec::new();
    for known in store::known_items(tx, check.environment_id)? {
        // What the app counted earlier counts if it speaks of the same pieces.
        let earlier = waiting.remove(&known.id).filter(|it| it.count.expected == known.count.expected);
        let mut found = earlier.unwrap_or_else(|| known.unseen());
        if let Some(counted) = counted.remove(&known.id) {
            found = look(tx, &known, found, &counted)?;
            events.extend(note_count(tx, known.id, found.count.damaged, found.count.missing)?);
        }
        store::insert_item(tx, Some(check.id), check.environment_id, &known, &found, now)?;
    }
    refuse_strangers(tx, counted)?;
    store::touch_counted(tx, check.id, now)?;
    Ok(events)
}

/// Corrects lines of a check that is under way.
pub(super) fn correct(tx: &CallerTx<'_>, check: &Check, counted: Vec<CheckItemCount>) -> Result<Vec<Event>> {
    if counted.is_empty() {
        return Ok(Vec::new());
    }
    let now = LocalTime(tx.now);
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
        events.extend(note_count(tx, known.id, found.count.damaged, found.count.missing)?);
        match id {
            Some(id) => store::save_look(tx, id, &found, now)?,
            None => {
                store::insert_item(tx, Some(check.id), check.environment_id, &known, &found, now)
                    .map(drop)?;
            }
        }
    }
    refuse_strangers(tx, counted)?;
    store::touch_counted(tx, check.id, now)?;
    Ok(events)
}

/// What was counted and is not of this room is refused by name: it belongs among the findings.
fn refuse_strangers(tx: &Tx<'_>, counted: HashMap<Id, CheckItemCount>) -> Result<()> {
    let Some(id) = counted.into_keys().min() else { return Ok(()) };
    let item = inventory::store::get(tx, id)?;
    Err(Error::With(
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
    let (day, clock) = (tx.today(), now.wall().time().format("%H:%M:%S").to_string());
    let check = store::under_way(tx, report.environment_id, day, &clock)?.filter(|check| {
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
