//! What becomes of something that was found beside the lists.

use crate::campus::checks::model::{
    CheckFinding, CheckFindingPatch, FindingOutcome, FindingStatus, Resolution,
};
use crate::campus::checks::store;
use crate::campus::inventory::change::relocate;
use crate::campus::{environments, inventory};
use crate::kit::{CallerTx, Change, Code, Event, Id, Result};

/// Resolves a finding; `moved` puts the item into the room where it was found.
///
/// # Errors
/// [`Code::FindingClosed`] when it was resolved before; [`Code::FindingNoItem`] and [`Code::EnvironmentUnknown`] when there is
/// nothing that could be moved, or not there.
pub fn resolve(tx: &CallerTx<'_>, id: Id, patch: CheckFindingPatch) -> Result<Change<CheckFinding>> {
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
        Some(relocate(tx, item, before.environment_id)?)
    } else {
        None
    };
    let how = Resolution { status, by: tx.who.id, notes: patch.notes.0.map(String::from) };
    store::close_finding(tx, id, &how)?;
    let finding = store::finding(tx, tx.who.keeping(), id)?;
    let event = Event::update("inventory_check_finding", id)
        .describe(format!("Hallazgo resuelto: {}", finding.item_name.as_ref().unwrap_or(&finding.code)))
        .before(&before)
        .after(&finding);
    let change = Change::new(finding, event);
    Ok(match moved {
        Some(moved) => change.and(moved),
        None => change,
    })
}
