//! What is found beside the lists: keeping it, and what becomes of it.

use crate::campus::checks::model::{
    Check, CheckFinding, CheckFindingPatch, CheckFindingReport, FindingOutcome, FindingStatus,
};
use crate::campus::checks::store;
use crate::campus::inventory::change::relocate;
use crate::campus::inventory::model::{Item, ItemStatus};
use crate::campus::{environments, inventory, photos};
use crate::kit::{CallerTx, Change, Code, Error, Event, Id, Result, Text, Tx, role};

/// Whether the caller may move an item into a room: one who keeps both rooms.
fn may_move(tx: &CallerTx<'_>, item: &Item, room: Id) -> Result<bool> {
    if !tx.who.is(role::KEEPERS) || !environments::store::room_within(tx, tx.who.keeping(), room)? {
        return Ok(false);
    }
    Ok(inventory::store::get_within(tx, tx.who.keeping(), item.id).is_ok())
}

/// The item that a finding names; none of one that was deleted since it was found: then its code is all that is left to tell of.
fn known_item(tx: &Tx<'_>, id: Id) -> Result<Option<Item>> {
    match inventory::store::get(tx, id) {
        Err(error) if error.code() == Code::ItemNotFound && store::was_known(tx, id)? => Ok(None),
        found => found.map(Some),
    }
}

/// How many things beside the list one request may bring. Each is a row, and the writer has others to serve.
const FINDINGS: usize = 200;

/// Keeps what was found beside the list.
pub(super) fn keep(tx: &CallerTx<'_>, check: &Check, found: Vec<CheckFindingReport>) -> Result<Vec<Event>> {
    if found.len() > FINDINGS {
        let count = found.len();
        let sentence = format!("El campo «findings» admite como máximo {FINDINGS} hallazgos y tiene {count}");
        return Err(Error::With(Code::Invalid, sentence));
    }
    let mut events = Vec::new();
    for found in found {
        photos::store::check(tx, found.photo_id.0)?;
        let item = match found.item_id.0 {
            Some(id) => known_item(tx, id)?,
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
                events.extend(relocate(tx, item.id, check.environment_id)?);
                true
            }
            _ => false,
        };
        let id = match noted {
            Some(_) if !moved => continue,
            Some(noted) => store::request_move(tx, noted.id).map(|()| noted.id)?,
            None => store::insert_finding(tx, check, &found, item.as_ref(), wants_move)?,
        };
        if moved {
            store::close_finding(tx, id, FindingStatus::Moved, None)?;
        }
    }
    Ok(events)
}

/// Resolves a finding; `moved` puts the item into the room where it was found.
///
/// # Errors
/// [`Code::FindingClosed`] when it was resolved before; [`Code::FindingNoItem`] and [`Code::EnvironmentUnknown`] when there is
/// nothing that could be moved, or not there.
pub fn resolve(tx: &CallerTx<'_>, id: Id, patch: &CheckFindingPatch) -> Result<Change<CheckFinding>> {
    let before = store::finding(tx, tx.who.keeping(), id)?;
    if before.status != FindingStatus::Open {
        return Err(Code::FindingClosed.into());
    }
    let status = match patch.status {
        FindingOutcome::Moved => FindingStatus::Moved,
        FindingOutcome::Registered => FindingStatus::Registered,
        FindingOutcome::Noted => FindingStatus::Noted,
        FindingOutcome::Dismissed => FindingStatus::Dismissed,
    };
    let moved = if status == FindingStatus::Moved {
        let item = before.item_id.ok_or(Code::FindingNoItem)?;
        // Both rooms have to be in the caller's care, and the new one in use.
        inventory::store::get_within(tx, tx.who.keeping(), item)?;
        if !environments::store::room_within(tx, tx.who.keeping(), before.environment_id)? {
            return Err(Code::EnvironmentUnknown.into());
        }
        relocate(tx, item, before.environment_id)?
    } else {
        Vec::new()
    };
    store::close_finding(tx, id, status, patch.notes.value().map(Text::as_str))?;
    let finding = store::finding(tx, tx.who.keeping(), id)?;
    let event = Event::update("inventory_check_finding", id)
        .describe(format!("Hallazgo resuelto: {}", finding.item_name.as_ref().unwrap_or(&finding.code)))
        .before(&before)
        .after(&finding);
    Ok(moved.into_iter().fold(Change::new(finding, event), Change::and))
}
