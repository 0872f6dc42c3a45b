//! What a write does to equipment in charge: handed over, taken back, passed on, put right.
//!
//! Whoever has another's words for it ("assigned to", a text) calls [`settle`]: it hands over, takes back or passes on, whichever it takes.

use super::acta::{self, model::HandoverKind};
use super::model::{
    Assignment, AssignmentPatch, AssignmentReach, HandBack, Holder, NewAssignment, Reassignment,
    ReturnCondition,
};
use super::reads;
use super::rules::{self, Meant};
use super::store::{self, Begun, Ended};
use crate::campus::inventory::change::Loss;
use crate::campus::inventory::model::Item;
use crate::campus::maintenance::model::{MaintenancePriority, NewRequest};
use crate::campus::{environments, inventory, maintenance, users};
use crate::kit::db::Kind;
use crate::kit::wire::same_key;
use crate::kit::{CallerTx, Change, Code, Error, Event, Id, LocalTime, Notice, Number, Result};

/// Hands an item over to somebody: to one of the accounts, or to a name.
///
/// # Errors
/// [`Code::ItemNotFound`] outside the caller's scope, [`Code::HolderUnclear`], [`Code::HolderUnknown`], and what stands against it:
/// [`Code::AssignedAlready`], [`Code::ItemUnassignable`].
pub fn assign(tx: &CallerTx<'_>, new: &NewAssignment) -> Result<Change<Assignment>> {
    let item = inventory::store::get_within(tx, tx.who.keeping(), new.item_id)?;
    let name = new.holder_name.0.as_ref().map(|name| name.as_str());
    let document = new.holder_document.0.as_ref().map(|document| document.as_str());
    let holder = holder(tx, rules::meant(new.user_id.0, name)?, document)?;
    begin(tx, &item, &holder, new.notes.0.as_ref().map(|notes| notes.as_str()))
}

/// Takes an item back from whoever has it.
///
/// # Errors
/// [`Code::AssignmentNotFound`] outside the caller's scope, [`Code::AssignmentOver`].
pub fn hand_back(tx: &CallerTx<'_>, id: Id, sent: &HandBack) -> Result<Change<Assignment>> {
    let before = kept(tx, id)?;
    let back = Back {
        condition: sent.condition.0.unwrap_or(ReturnCondition::Good),
        pieces: sent.quantity.0.map_or(1, Number::get),
        notes: sent.notes.0.as_ref().map(|notes| notes.as_str()),
    };
    finish(tx, &before, back).map(|change| change.status(200))
}

/// Passes an item on from whoever has it to somebody else, in one step: both happen, or neither.
///
/// # Errors
/// Those of [`hand_back`] and [`assign`], [`Code::AssignmentSamePerson`], and [`Code::ItemUnassignable`] for what didn't come back and for
/// what has gone to another centre.
pub fn reassign(tx: &CallerTx<'_>, id: Id, sent: &Reassignment) -> Result<Change<Assignment>> {
    let before = kept(tx, id)?;
    let name = sent.holder_name.0.as_ref().map(|name| name.as_str());
    let document = sent.holder_document.0.as_ref().map(|document| document.as_str());
    let holder = holder(tx, rules::meant(sent.user_id.0, name)?, document)?;
    let back = Back {
        condition: sent.condition.0.unwrap_or(ReturnCondition::Good),
        pieces: sent.quantity.0.map_or(1, Number::get),
        notes: sent.return_notes.0.as_ref().map(|notes| notes.as_str()),
    };
    pass_on(tx, &before, back, &holder, sent.notes.0.as_ref().map(|notes| notes.as_str()))
}

/// Puts right what was written down at the hand-over. If its acta was signed, another version is to be signed, and the holder is told;
/// where nothing is put right, what was signed stays, whatever else has changed since.
///
/// # Errors
/// [`Code::AssignmentNotFound`] outside the caller's scope, [`Code::AssignmentOver`].
pub fn correct(tx: &CallerTx<'_>, id: Id, patch: AssignmentPatch) -> Result<Change<Assignment>> {
    let before = kept(tx, id)?;
    check_open(&before)?;
    let document = patch.holder_document.map(String::from).or(before.holder_document.clone());
    let notes = patch.notes.map(String::from).or(before.notes.clone());
    if document == before.holder_document && notes == before.notes {
        // As it was: nothing happens that anybody could be told of.
        return Ok(Change::unaudited(before));
    }
    store::correct(tx, id, document.as_deref(), notes.as_deref(), LocalTime(tx.now))?;
    acta::change::renew(tx, id, HandoverKind::Delivery)?;
    let after = store::get(tx, id)?;
    let says = format!("Entrega corregida: {} ({})", plate(&after), after.holder_name);
    let signed_anew = before.delivery_signatures > 0 && after.delivery_signatures == 0;
    let message = format!("Se corrigió la entrega de {}. Su acta se firma de nuevo.", plate(&after));
    let told = signed_anew.then(|| notice(tx, &after, "Acta de entrega corregida", message)).flatten();
    Ok(Change::updated("item_assignment", id, says, &before, after).tell(told))
}

/// Makes an item be in charge of whom a text names, as a client has it that knows one text only: an account whose e-mail or full name it
/// is, else somebody by that name; `None` or a blank text is nobody. What is so already changes nothing, and whoever sends back what they
/// read may be somebody who hands nothing over. What is taken back so comes back whole: such a client knows no condition.
///
/// # Errors
/// [`Code::ItemNotFound`] outside the rooms that the caller keeps, [`Code::RoleForbidden`] for who hands nothing over, [`Code::Invalid`] for
/// what is longer than any name, and what stands against it: [`Code::ItemUnassignable`], [`Code::AssignedAlready`] of what another centre
/// has handed over.
pub fn settle(
    tx: &CallerTx<'_>,
    item_id: Id,
    assigned_to: Option<&str>,
) -> Result<Change<Option<Assignment>>> {
    let item = inventory::store::get_within(tx, tx.who.keeping(), item_id)?;
    let back = Back { condition: ReturnCondition::Good, pieces: 1, notes: None };
    let open = store::open_of(tx, item_id)?;
    match (open, rules::named(assigned_to)) {
        // Nobody has it, and nobody is to: nothing happens that anybody could be told of.
        (None, None) => Ok(Change::unaudited(None)),
        // As it was: see above.
        (Some(open), Some(name)) if same_key(&open.holder_name) == same_key(&name) => {
            Ok(Change::unaudited(Some(open)))
        }
        (Some(open), None) => {
            rules::check_hands_over(tx.who)?;
            check_kept(tx, &open)?;
            finish(tx, &open, back).map(|change| change.map(|_| None))
        }
        (None, Some(name)) => {
            rules::check_hands_over(tx.who)?;
            let holder = by_text(tx, name)?;
            begin(tx, &item, &holder, None).map(|change| change.map(Some))
        }
        (Some(open), Some(name)) => {
            let holder = by_text(tx, name)?;
            // Written without its accents a name is the same, unless that is somebody else's.
            let is_unknown = holder.user_id.is_none();
            if rules::is_same(&open, &holder) || (is_unknown && rules::is_called(&open, &holder.name)) {
                // As it was: see above.
                return Ok(Change::unaudited(Some(open)));
            }
            rules::check_hands_over(tx.who)?;
            check_kept(tx, &open)?;
            pass_on(tx, &open, back, &holder, None).map(|change| change.map(Some))
        }
    }
}

/// Refuses what another centre has handed over: it takes it back.
fn check_kept(tx: &CallerTx<'_>, open: &Assignment) -> Result<()> {
    let Some(center) = rules::kept_elsewhere(tx.who, open) else { return Ok(()) };
    let says = rules::elsewhere(&plate(open), &open.holder_name, center);
    Err(Error::With(Code::AssignedAlready, says))
}

/// An assignment of the centre that the caller keeps.
fn kept(tx: &CallerTx<'_>, id: Id) -> Result<Assignment> {
    store::get_within(tx, AssignmentReach::Within(tx.who.keeping()), id)
}

fn check_open(assignment: &Assignment) -> Result<()> {
    let Some(ended_at) = assignment.ended_at else { return Ok(()) };
    let day = ended_at.wall().format("%d/%m/%Y");
    let says = format!("{} ya se recibió de {} el {day}", plate(assignment), assignment.holder_name);
    Err(Error::With(Code::AssignmentOver, says))
}

/// Whom a request means, as they are now.
fn holder(tx: &CallerTx<'_>, meant: Meant<'_>, document: Option<&str>) -> Result<Holder> {
    let document = document.map(str::to_owned);
    match meant {
        Meant::Name(name) => Ok(Holder { user_id: None, name: name.to_owned(), document }),
        Meant::Account(id) => {
            let person = users::store::near(tx, tx.who.keeping(), id)?.ok_or(Code::HolderUnknown)?;
            Ok(Holder { user_id: Some(person.id), name: rules::copied(&person.name), document })
        }
    }
}

/// The account that a text names, if it names one and no other; else somebody of that name.
fn by_text(tx: &CallerTx<'_>, name: String) -> Result<Holder> {
    match users::store::only_named(tx, tx.who.keeping(), &name)? {
        Some(person) => {
            Ok(Holder { user_id: Some(person.id), name: rules::copied(&person.name), document: None })
        }
        None => rules::stranger(name),
    }
}

fn plate(assignment: &Assignment) -> String {
    format!("{} ({})", assignment.item_name, assignment.internal_code)
}

/// What the holder is told, if they have an account and didn't do it themselves.
fn notice(tx: &CallerTx<'_>, assignment: &Assignment, title: &str, message: String) -> Option<Notice> {
    let holder = assignment.user_id.filter(|holder| *holder != tx.who.id)?;
    let link = format!("/equipos-a-cargo/{}", assignment.id);
    Some(Notice::new(holder, Kind::System, title, message).leads_to(link))
}

fn begin(tx: &CallerTx<'_>, item: &Item, holder: &Holder, notes: Option<&str>) -> Result<Change<Assignment>> {
    let now = LocalTime(tx.now);
    rules::check_assignable(&item.row(), &reads::standing(tx, tx.who, item.id, now)?)?;
    let id = Id::new();
    let center_id = environments::store::center_of(tx, item.environment_id)?.or(tx.who.center_id);
    store::insert(tx, &Begun { id, item, center_id, holder, notes, by: tx.who.id, now })?;
    inventory::change::touch(tx, item.id)?;
    acta::change::renew(tx, id, HandoverKind::Delivery)?;
    let after = store::get(tx, id)?;
    let says = format!("Equipo entregado a {}: {}", after.holder_name, plate(&after));
    let message = format!(
        "{} le entregó {}. Revise su acta y fírmela; lo que tiene está en «Mis equipos».",
        after.assigned_by_name,
        plate(&after)
    );
    let told = notice(tx, &after, "Equipo a su cargo", message);
    Ok(Change::created("item_assignment", id, says, after).tell(told))
}

/// How an item comes back.
#[derive(Debug, Clone, Copy)]
struct Back<'a> {
    condition: ReturnCondition,
    /// Of how many pieces, where not all are whole.
    pieces: i64,
    notes: Option<&'a str>,
}

fn finish(tx: &CallerTx<'_>, before: &Assignment, back: Back<'_>) -> Result<Change<Assignment>> {
    check_open(before)?;
    let Back { condition, notes, .. } = back;
    store::end(tx, before.id, Ended { condition, notes, by: tx.who.id, now: LocalTime(tx.now) })?;
    if let Some(item) = before.item_id {
        inventory::change::touch(tx, item)?;
    }
    acta::change::renew(tx, before.id, HandoverKind::Return)?;
    let after = store::get(tx, before.id)?;
    let how = condition.spanish();
    let says = format!("Equipo recibido de {}, {how}: {}", after.holder_name, plate(&after));
    let event = Event::named("RETURN_ITEM_ASSIGNMENT", "item_assignment", Some(before.id))
        .describe(says)
        .before(before)
        .after(&after);
    let message = format!("Ya no tiene a su cargo {}: se recibió {how}.", plate(&after));
    let told = notice(tx, &after, "Equipo recibido", message);
    let follows = follow_up(tx, before, back)?;
    Ok(Change::new(after, event).tell(told).join(follows).map(|(after, ())| after))
}

fn pass_on(
    tx: &CallerTx<'_>,
    before: &Assignment,
    back: Back<'_>,
    holder: &Holder,
    notes: Option<&str>,
) -> Result<Change<Assignment>> {
    check_open(before)?;
    if rules::is_same(before, holder) {
        let says = format!("{} ya está a cargo de {}", plate(before), before.holder_name);
        return Err(Error::With(Code::AssignmentSamePerson, says));
    }
    if back.condition == ReturnCondition::Lost {
        let says = format!("{} no volvió: recíbalo así, y no se entrega a nadie más", plate(before));
        return Err(Error::With(Code::ItemUnassignable, says));
    }
    let item_id = before.item_id.ok_or(Code::ItemNotFound)?;
    let item = match inventory::store::get_within(tx, tx.who.keeping(), item_id) {
        Err(error) if error.code() == Code::ItemNotFound => {
            let says = format!("{} ya es de otro centro: recíbalo, y allá se entrega", plate(before));
            return Err(Error::With(Code::ItemUnassignable, says));
        }
        other => other?,
    };
    rules::check_found(&item.row(), &before.holder_name)?;
    let closed = finish(tx, before, back)?;
    let item = inventory::store::get(tx, item.id)?;
    let begun = begin(tx, &item, holder, notes)?;
    Ok(closed.join(begun).map(|(_, begun)| begun).status(201))
}

/// What becomes of an item that doesn't come back whole: it is counted so, and what is damaged is to be repaired.
fn follow_up(tx: &CallerTx<'_>, before: &Assignment, back: Back<'_>) -> Result<Change<()>> {
    // Nothing to tell of an item of which nothing is lost.
    let nothing = Change::unaudited(());
    let Some(item_id) = before.item_id else { return Ok(nothing) };
    let loss = match back.condition {
        ReturnCondition::Good | ReturnCondition::Worn | ReturnCondition::Incomplete => return Ok(nothing),
        ReturnCondition::Damaged => Loss::Damaged,
        ReturnCondition::Lost => Loss::Missing,
    };
    let pieces = back.pieces.min(inventory::store::get(tx, item_id)?.quantity);
    let mut after = nothing;
    if let Some(event) = inventory::change::note_loss(tx, item_id, loss, pieces)? {
        after = after.and(event);
    }
    if back.condition == ReturnCondition::Lost {
        return Ok(after);
    }
    let request = NewRequest {
        item_id: Some(item_id),
        environment_id: before.environment_id,
        check_id: None,
        loan_id: None,
        user_id: tx.who.id,
        title: format!("Daño al devolver un equipo a cargo: {}", before.item_name)
            .chars()
            .take(200)
            .collect(),
        // Whoever is in the room reads it: who had the item is none of their business.
        description: back.notes.map_or_else(
            || "Lo devolvió dañado quien lo tenía a cargo.".to_owned(),
            |notes| format!("{notes} (así lo devolvió quien lo tenía a cargo)"),
        ),
        priority: MaintenancePriority::Media,
        quantity_affected: pieces,
    };
    Ok(after.join(maintenance::change::ask(tx, &request)?).map(drop))
}
