//! Adding, editing, counting and deleting equipment, each within one write.

use crate::campus::inventory::model::{Item, ItemPatch, ItemRow, ItemVerification, NewItem, Prices};
use crate::campus::inventory::rules::{
    self, Quantities, Work, check_value, status_after, status_after_count, status_after_work,
};
use crate::campus::inventory::store;
use crate::campus::item_fields::change::Writing;
use crate::campus::{environments, item_fields};
use crate::kit::{
    CallerTx, Change, Code, Day, Error, Event, Id, LocalTime, Number, Removal, Result, Scope, Tx,
};
use rusqlite::Connection;

mod moved;
mod parts;
mod settled;

pub use moved::{put_back, relocate};

/// Refuses a code or serial number that another item has, and says which.
fn check_unique(db: &Connection, item: &ItemRow) -> Result<()> {
    let (code, serial) = (Some(&item.internal_code), item.serial_number.as_ref());
    for (column, value, word, taken) in [
        ("internal_code", code, "código interno", Code::InternalCodeTaken),
        ("serial_number", serial, "número de serie", Code::SerialNumberTaken),
    ] {
        if let Some(value) = value
            && let Some(holder) = store::other_holder(db, column, value, item.id)?
        {
            return Err(Error::With(taken, format!("El {word} {value} ya lo tiene {holder}")));
        }
    }
    Ok(())
}

/// What the audit is told of an item that was changed; `how` is "modificado".
fn changed(how: &str, before: &Item, item: &Item) -> Event {
    Event::update("inventory_item", item.id)
        .describe(format!("Equipo {how}: {} ({})", item.name, item.internal_code))
        .before(before)
        .after(item)
}

/// The row that a new item would be, in a room within a scope, and what would be written in the fields of its category. Stores nothing.
///
/// # Errors
/// [`Code::EnvironmentUnknown`], figures that can't be, and a code or serial number that another item has.
pub fn judged_new(db: &Connection, scope: Scope, new: NewItem, now: LocalTime) -> Result<(ItemRow, Writing)> {
    environments::store::check_room(db, scope, new.environment_id.0)?;
    let (chosen, code) = (new.status.0, new.parent_code.0.clone());
    let sent = new.custom_fields.0.clone().unwrap_or_default();
    let mut item = ItemRow::of(new, now);
    item.image_url = rules::shown_address(item.image_url, None);
    settled::new_category(db, &mut item)?;
    let writing = item_fields::change::judged(db, &item, &sent)?;
    parts::settle(db, scope, &mut item, None, code.as_ref())?;
    let quantities = Quantities::of(&item);
    quantities.check(item.item_type)?;
    check_value(item.purchase_price, item.quantity)?;
    item.status = chosen.unwrap_or_else(|| quantities.status());
    check_unique(db, &item)?;
    Ok((item, writing))
}

/// The row that an item would be after a change, and what would be written in the fields of its category. Stores nothing.
///
/// # Errors
/// Those of [`judged_new`].
pub fn judged_edit(
    db: &Connection,
    scope: Scope,
    before: &Item,
    patch: ItemPatch,
    now: LocalTime,
) -> Result<(ItemRow, Writing)> {
    // A form sends the room back unchanged, and that room may be out of use by now.
    let moved_to = patch.environment_id.value().copied().filter(|room| before.environment_id != Some(*room));
    environments::store::check_room(db, scope, moved_to)?;
    let (chosen, code) = (patch.status.0, patch.parent_code.value().cloned());
    let sent = patch.custom_fields.value().cloned().unwrap_or_default();
    let (old, mut item, is_named) = (before.row(), before.row(), patch.category_id.value().is_some());
    item.apply(patch, now);
    item.image_url = rules::shown_address(item.image_url, old.image_url.as_deref());
    settled::category(db, &mut item, &old, is_named)?;
    let writing = item_fields::change::judged(db, &item, &sent)?;
    parts::settle(db, scope, &mut item, Some(before), code.as_ref())?;
    let quantities = Quantities::of(&item);
    quantities.check(item.item_type)?;
    check_value(item.purchase_price, item.quantity)?;
    item.status = status_after(Quantities::of(&old), quantities, chosen, old.status);
    check_unique(db, &item)?;
    Ok((item, writing))
}

/// Registers an item.
///
/// # Errors
/// Those of [`judged_new`].
pub fn add(tx: &CallerTx<'_>, new: NewItem) -> Result<Change<Item>> {
    let (item, writing) = judged_new(tx, tx.who.keeping(), new, LocalTime(tx.now))?;
    store::insert(tx, &item)?;
    item_fields::change::set(tx, item.id, &writing)?;
    let item = store::get(tx, item.id)?;
    let says = format!("Equipo registrado: {} ({})", item.name, item.internal_code);
    Ok(Change::created("inventory_item", item.id, says, item))
}

/// Changes an item of the rooms that the caller keeps.
///
/// # Errors
/// [`Code::ItemNotFound`], and those of [`add`].
pub fn edit(tx: &CallerTx<'_>, id: Id, patch: ItemPatch) -> Result<Change<Item>> {
    edit_so(tx, id, patch, "modificado")
}

/// The same, with what the audit calls the change where it has a reason of its own: "descrito con una propuesta de gemma3".
///
/// # Errors
/// Those of [`edit`].
pub fn edit_so(tx: &CallerTx<'_>, id: Id, patch: ItemPatch, how: &str) -> Result<Change<Item>> {
    let before = store::get_within(tx, tx.who.keeping(), id)?;
    let (item, writing) = judged_edit(tx, tx.who.keeping(), &before, patch, LocalTime(tx.now))?;
    store::save(tx, &item)?;
    item_fields::change::set(tx, id, &writing)?;
    let item = store::get(tx, id)?;
    let event = changed(how, &before, &item);
    Ok(parts::follow(tx, &item)?.into_iter().fold(Change::new(item, event), Change::and))
}

/// Stores what was counted of an item, with the status that follows.
fn store_counted(tx: &Tx<'_>, before: &Item, counted: Quantities) -> Result<Item> {
    // Nothing that is joined has changed, so the row needs no reading again: a check stores dozens.
    let item = Item {
        status: status_after_count(Quantities::of(&before.row()), counted, before.status),
        quantity: counted.total,
        quantity_damaged: counted.damaged,
        quantity_missing: counted.missing,
        updated_at: LocalTime(tx.now),
        ..before.clone()
    };
    store::save(tx, &item.row())?;
    Ok(item)
}

/// Writes down what somebody counted of an item; the sum is the new total. What is lent is neither missing nor gone, nor is what
/// somebody has in charge and was not seen.
///
/// # Errors
/// [`Code::ItemNotFound`], and figures that can't be.
pub fn count(tx: &CallerTx<'_>, id: Id, counted: &ItemVerification) -> Result<Change<Item>> {
    let before = store::get_within(tx, tx.who.equipment(), id)?;
    let is_charged = store::in_charge(tx, id)?.is_some();
    let with_holder = if is_charged { before.quantity - before.quantity_missing } else { 0 };
    let mut quantities = Quantities::counted_beside_loans(
        counted.quantity.get(),
        counted.quantity_damaged.0.map_or(0, Number::get),
        counted.quantity_missing.0.map_or(0, Number::get),
        before.quantity,
        store::lent(tx, id)?.max(with_holder),
    );
    if is_charged {
        quantities = quantities.with_holder(counted.quantity.get(), before.quantity_damaged);
    }
    quantities.check(before.item_type)?;
    check_value(before.purchase_price, quantities.total)?;
    let item = store_counted(tx, &before, quantities)?;
    let event = changed("verificado", &before, &item);
    // Whoever sees a room may count in it, and is told what they may know of it.
    Ok(Change::new(rules::priced(item, Prices::of(tx.who)), event))
}

/// Stores what a check counted of an item, if it is news. The total stays: a check counts pieces, it registers none.
pub fn note_count(tx: &Tx<'_>, id: Id, damaged: i64, missing: i64) -> Result<Option<Event>> {
    let before = store::get(tx, id)?;
    let (known, counted) =
        (Quantities::of(&before.row()), Quantities { total: before.quantity, damaged, missing });
    counted.check(before.item_type)?;
    if counted == known && status_after_count(known, counted, before.status) == before.status {
        return Ok(None);
    }
    let item = store_counted(tx, &before, counted)?;
    Ok(Some(changed("contado en una verificación", &before, &item)))
}

/// How pieces of an item are lost to whoever wants to use them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loss {
    /// They are broken.
    Damaged,
    /// They are not there.
    Missing,
    /// They were used up, and are no longer the centre's.
    Consumed,
}

/// Writes down that pieces of an item are lost. Figures never exceed what there is: who counted them before was first.
pub fn note_loss(tx: &Tx<'_>, id: Id, loss: Loss, pieces: i64) -> Result<Option<Event>> {
    let item = store::get(tx, id)?;
    let (total, damaged, missing) = (item.quantity, item.quantity_damaged, item.quantity_missing);
    match loss {
        Loss::Damaged => note_count(tx, id, (damaged + pieces).min(total - missing), missing),
        Loss::Missing => note_count(tx, id, damaged, (missing + pieces).min(total - damaged)),
        Loss::Consumed if total - pieces >= (damaged + missing).max(1) => {
            let quantities = Quantities { total: total - pieces, damaged, missing };
            let after = store_counted(tx, &item, quantities)?;
            let event = Event::update("inventory_item", id)
                .describe(format!("Piezas gastadas: {} ({})", after.name, after.internal_code))
                .before(&item)
                .after(&after);
            Ok(Some(event))
        }
        // A row keeps at least one piece: the last that is used up isn't there any more.
        Loss::Consumed => note_loss(tx, id, Loss::Missing, pieces),
    }
}

/// What work on an item makes of it.
#[derive(Debug, Clone, Copy)]
pub struct Upkeep {
    /// Whether somebody has begun or ended work on it.
    pub work: Work,
    /// By how much its damaged pieces become fewer; below zero, more.
    pub taken_off: i64,
    /// The day of its last maintenance, if that changes.
    pub last: Option<Option<Day>>,
    /// The day of its next maintenance, if that changes.
    pub next: Option<Option<Day>>,
}

impl Upkeep {
    /// Nothing.
    pub const NONE: Self = Self { work: Work::Unchanged, taken_off: 0, last: None, next: None };
}

/// Writes down what work on an item makes of it, if that is news. Figures never exceed what there is.
pub fn note_upkeep(tx: &Tx<'_>, id: Id, upkeep: Upkeep) -> Result<Option<Event>> {
    let before = store::get(tx, id)?;
    let mut item = before.row();
    let old = Quantities::of(&item);
    let damaged = (old.damaged - upkeep.taken_off).clamp(0, old.total - old.missing);
    item.quantity_damaged = damaged;
    item.status = status_after_work(old, Quantities::of(&item), upkeep.work, item.item_type, item.status);
    item.last_maintenance = upkeep.last.unwrap_or(item.last_maintenance);
    item.next_maintenance = upkeep.next.unwrap_or(item.next_maintenance);
    let is_news = damaged != before.quantity_damaged
        || item.status != before.status
        || item.last_maintenance != before.last_maintenance
        || item.next_maintenance != before.next_maintenance;
    if !is_news {
        return Ok(None);
    }
    item.updated_at = LocalTime(tx.now);
    store::save(tx, &item)?;
    Ok(Some(changed("al día con su mantenimiento", &before, &store::get(tx, id)?)))
}

/// Notes that something which belongs to an item changed beside its row: it has another version now.
///
/// # Errors
/// [`Code::ItemNotFound`].
pub fn touch(tx: &Tx<'_>, id: Id) -> Result<()> {
    let item = ItemRow { updated_at: LocalTime(tx.now), ..store::get(tx, id)?.row() };
    store::save(tx, &item)
}

/// Lets an item show another picture, or none, if that is news.
pub fn show(tx: &Tx<'_>, id: Id, image_url: Option<String>) -> Result<Option<Event>> {
    let before = store::get(tx, id)?;
    if before.image_url == image_url {
        return Ok(None);
    }
    store::save(tx, &ItemRow { image_url, updated_at: LocalTime(tx.now), ..before.row() })?;
    Ok(Some(changed("con otra foto", &before, &store::get(tx, id)?)))
}

/// Deletes an item; checks keep the state in which they found it. What somebody has in charge stays until it was handed back.
///
/// # Errors
/// [`Code::ItemNotFound`], [`Code::ItemInCharge`].
pub fn remove(tx: &CallerTx<'_>, id: Id) -> Result<Change<Removal>> {
    let before = store::get_within(tx, tx.who.keeping(), id)?;
    if let Some(holder) = store::in_charge(tx, id)? {
        let says = format!("{} ({}) está a cargo de {holder}", before.name, before.internal_code);
        return Err(Error::With(Code::ItemInCharge, format!("{says}: se elimina cuando se reciba")));
    }
    parts::check_none(tx, &before)?;
    store::delete(tx, id, LocalTime(tx.now))?;
    let event = Event::delete("inventory_item", id)
        .describe(format!("Equipo eliminado: {} ({})", before.name, before.internal_code))
        .before(&before);
    Ok(Change::new(Removal::deleted("Ítem eliminado"), event))
}
