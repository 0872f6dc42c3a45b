//! Counting: what was found of each item goes into the check, and its news to the item; what lies beside the list is kept.

use crate::campus::checks::model::{
    Check, CheckFindingReport, CheckItemCount, CountMethod, FindingKind, FindingStatus, NewFinding,
    Resolution,
};
use crate::campus::checks::rules::Count;
use crate::campus::checks::store::{self, KnownItem, Look, NewLine};
use crate::campus::inventory::change::{note_count, relocate};
use crate::campus::inventory::model::{Item, ItemStatus};
use crate::campus::{environments, inventory, photos};
use crate::kit::{CallerTx, Code, Error, Event, Id, LocalTime, Number, Result, Tx, clock, role};
use std::collections::HashMap;

/// Refuses a photo that was never uploaded.
pub(super) fn check_photo(tx: &Tx<'_>, photo: Option<Id>) -> Result<()> {
    match photo {
        Some(photo) if !photos::store::exists(tx, photo)? => Err(Code::PhotoUnknown.into()),
        _ => Ok(()),
    }
}

/// How somebody found an item that was known, or looked at before, as `earlier`.
fn look(tx: &CallerTx<'_>, known: &KnownItem, earlier: Look, counted: &CheckItemCount) -> Result<Look> {
    check_photo(tx, counted.photo_id.0)?;
    let count = Count::new(
        &known.name,
        earlier.count.expected,
        counted.quantity_found.get(),
        counted.quantity_damaged.0.map_or(0, Number::get),
        counted.quantity_missing.0.map(Number::get),
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
    let mut by_item = HashMap::with_capacity(counted.len());
    for line in counted {
        if by_item.insert(line.item_id, line).is_some() {
            return Err(Code::ItemTwice.into());
        }
    }
    Ok(by_item)
}

/// Adds a line of now to a check.
fn add_line(tx: &Tx<'_>, check: &Check, known: &KnownItem, look: &Look) -> Result<()> {
    let (check_id, environment_id, now) = (Some(check.id), check.environment_id, LocalTime(tx.now));
    store::insert_item(tx, &NewLine { check_id, environment_id, known, look, now }).map(drop)
}

/// Begins a round: every item of the room gets its line, as it was counted, as the app counted it today, or as it is known.
pub(super) fn begin(tx: &CallerTx<'_>, check: &Check, counted: Vec<CheckItemCount>) -> Result<Vec<Event>> {
    let now = LocalTime(tx.now);
    let midnight = LocalTime(clock::start_of(clock::day_of(tx.now)));
    let mut counted = by_item(counted)?;
    let mut waiting = store::waiting(tx, check.environment_id, midnight)?;
    store::drop_waiting(tx, check.environment_id, midnight)?;
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
        add_line(tx, check, &known, &found)?;
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
        earlier.count.expected = known.count.expected;
        let found = look(tx, &known, earlier, &line)?;
        events.extend(note_count(tx, known.id, found.count.damaged, found.count.missing)?);
        match id {
            Some(id) => store::save_look(tx, id, &found, now)?,
            None => add_line(tx, check, &known, &found)?,
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

/// Whether the caller may move an item into a room: one who keeps both rooms.
fn may_move(tx: &CallerTx<'_>, item: &Item, room: Id) -> Result<bool> {
    if !tx.who.is(role::KEEPERS) || !environments::store::room_within(tx, tx.who.keeping(), room)? {
        return Ok(false);
    }
    Ok(inventory::store::get_within(tx, tx.who.keeping(), item.id).is_ok())
}

/// How many things beside the list one request may bring. Each is a row, and the writer has others to serve.
const FINDINGS: usize = 200;

/// Keeps what was found beside the list.
pub(super) fn keep_findings(
    tx: &CallerTx<'_>,
    check: &Check,
    found: Vec<CheckFindingReport>,
) -> Result<Vec<Event>> {
    if found.len() > FINDINGS {
        let count = found.len();
        let sentence = format!("El campo «findings» admite como máximo {FINDINGS} hallazgos y tiene {count}");
        return Err(Error::With(Code::Invalid, sentence));
    }
    let mut events = Vec::new();
    for found in found {
        check_photo(tx, found.photo_id.0)?;
        let item = match found.item_id.0 {
            Some(id) => Some(inventory::store::get(tx, id)?),
            None => None,
        };
        let is_listed = |item: &Item| {
            item.environment_id == Some(check.environment_id) && item.status != ItemStatus::Lost
        };
        if item.as_ref().is_some_and(is_listed) {
            // Somebody has put it on this room's list in the meantime. What is lost is on no list, and worth telling of.
            continue;
        }
        // Who saves a check once more sends what they found once more. Only a keeper's word on where it belongs is news then.
        let item_id = item.as_ref().map(|item| item.id);
        let noted = store::noted(tx, check.id, found.code.as_str(), item_id)?;
        if noted.as_ref().is_some_and(|noted| noted.status != FindingStatus::Open) {
            continue;
        }
        let wants_move = item.is_some() && found.moves.0 == Some(true);
        let moved = match &item {
            Some(item) if wants_move && may_move(tx, item, check.environment_id)? => {
                events.push(relocate(tx, item.id, check.environment_id)?);
                true
            }
            _ => false,
        };
        let id = match noted {
            Some(_) if !moved => continue,
            Some(noted) => store::request_move(tx, noted.id).map(|()| noted.id)?,
            None => {
                let item = item.as_ref();
                let new = NewFinding {
                    check_id: check.id,
                    environment_id: check.environment_id,
                    kind: if item.is_some() { FindingKind::OtherRoom } else { FindingKind::UnknownCode },
                    code: found.code.into_string(),
                    item_id,
                    item_name: item.map(|item| item.name.clone()),
                    expected_environment_id: item.and_then(|item| item.environment_id),
                    move_requested: wants_move,
                    notes: found.notes.0.map(String::from),
                    photo_id: found.photo_id.0,
                    found_by: tx.who.id,
                };
                store::insert_finding(tx, &new)?
            }
        };
        if moved {
            let how = Resolution { status: FindingStatus::Moved, by: tx.who.id, notes: None };
            store::close_finding(tx, id, &how)?;
        }
    }
    Ok(events)
}
