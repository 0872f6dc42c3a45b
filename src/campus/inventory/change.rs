//! Adding, editing, counting and deleting equipment, each within one write.

use crate::campus::environments;
use crate::campus::inventory::model::{Item, ItemPatch, ItemType, NewItem, Verification};
use crate::campus::inventory::rules::{Quantities, status_after, status_after_count};
use crate::campus::inventory::store;
use crate::kit::access::CallerTx;
use crate::kit::db::{Change, Event, Tx};
use crate::kit::error::{Code, Error, Result};
use crate::kit::wire::{Id, LocalTime, Number, Removal};

/// A room that an item may be put into.
fn check_room(tx: &CallerTx<'_>, room: Option<Id>) -> Result<()> {
    match room {
        Some(room) if !environments::store::room_within(tx, tx.who.keeping(), room)? => {
            Err(Code::EnvironmentUnknown.into())
        }
        _ => Ok(()),
    }
}

/// Refuses a code or serial number that another item has, and says which.
fn check_unique(tx: &Tx<'_>, item: &Item) -> Result<()> {
    if let Some(holder) = store::holder_of_code(tx, &item.internal_code, item.id)? {
        let sentence = format!("El código interno {} ya lo tiene {holder}", item.internal_code);
        return Err(Error::With(Code::InternalCodeTaken, sentence));
    }
    if let Some(serial) = &item.serial_number
        && let Some(holder) = store::holder_of_serial(tx, serial, item.id)?
    {
        return Err(Error::With(
            Code::SerialNumberTaken,
            format!("El número de serie {serial} ya lo tiene {holder}"),
        ));
    }
    Ok(())
}

/// Registers an item.
///
/// # Errors
/// [`Code::EnvironmentUnknown`], figures that can't be, and a code or serial number that another item has.
pub fn add(tx: &CallerTx<'_>, new: NewItem) -> Result<Change<Item>> {
    check_room(tx, new.environment_id.0)?;
    let item_type = new.item_type.0.unwrap_or(ItemType::Individual);
    let quantities = Quantities {
        total: new.quantity.0.map_or(1, Number::get),
        damaged: new.quantity_damaged.0.map_or(0, Number::get),
        missing: new.quantity_missing.0.map_or(0, Number::get),
    };
    quantities.check(item_type)?;
    let now = LocalTime(tx.now);
    let item = Item {
        id: Id::new(),
        environment_id: new.environment_id.0,
        environment_name: None,
        name: new.name.into_string(),
        serial_number: new.serial_number.0.map(String::from),
        internal_code: new.internal_code.into_string(),
        category: new.category,
        brand: new.brand.0.map(String::from),
        model: new.model.0.map(String::from),
        status: new.status.0.unwrap_or_else(|| quantities.status()),
        purchase_date: new.purchase_date.0,
        warranty_expiry: new.warranty_expiry.0,
        last_maintenance: new.last_maintenance.0,
        next_maintenance: new.next_maintenance.0,
        image_url: new.image_url.0.map(String::from),
        notes: new.notes.0.map(String::from),
        quantity: quantities.total,
        quantity_damaged: quantities.damaged,
        quantity_missing: quantities.missing,
        item_type,
        created_at: now,
        updated_at: now,
    };
    check_unique(tx, &item)?;
    store::insert(tx, &item)?;
    let item = store::get(tx, item.id)?;
    let event = Event::create("inventory_item", item.id)
        .describe(format!("Equipo registrado: {} ({})", item.name, item.internal_code))
        .after(&item);
    Ok(Change::new(item, event))
}

/// Changes an item of the rooms that the caller keeps.
///
/// # Errors
/// [`Code::ItemNotFound`], and those of [`add`].
pub fn edit(tx: &CallerTx<'_>, id: Id, patch: ItemPatch) -> Result<Change<Item>> {
    let before = store::get_within(tx, tx.who.keeping(), id)?;
    // A form sends the room back unchanged, and that room may be out of use by now.
    let moved_to = patch.environment_id.value().copied().filter(|room| before.environment_id != Some(*room));
    check_room(tx, moved_to)?;
    let item_type = patch.item_type.0.unwrap_or(before.item_type);
    let old = before.clone();
    let quantities = Quantities {
        total: patch.quantity.0.map_or(old.quantity, Number::get),
        damaged: patch.quantity_damaged.0.map_or(old.quantity_damaged, Number::get),
        missing: patch.quantity_missing.0.map_or(old.quantity_missing, Number::get),
    };
    quantities.check(item_type)?;
    let item = Item {
        environment_id: patch.environment_id.or(old.environment_id),
        name: patch.name.0.map_or(old.name, String::from),
        serial_number: patch.serial_number.map(String::from).or(old.serial_number),
        internal_code: patch.internal_code.0.map_or(old.internal_code, String::from),
        category: patch.category.0.unwrap_or(old.category),
        brand: patch.brand.map(String::from).or(old.brand),
        model: patch.model.map(String::from).or(old.model),
        status: status_after(Quantities::of(&before), quantities, patch.status.0, before.status),
        purchase_date: patch.purchase_date.or(old.purchase_date),
        warranty_expiry: patch.warranty_expiry.or(old.warranty_expiry),
        last_maintenance: patch.last_maintenance.or(old.last_maintenance),
        next_maintenance: patch.next_maintenance.or(old.next_maintenance),
        image_url: patch.image_url.map(String::from).or(old.image_url),
        notes: patch.notes.map(String::from).or(old.notes),
        quantity: quantities.total,
        quantity_damaged: quantities.damaged,
        quantity_missing: quantities.missing,
        item_type,
        updated_at: LocalTime(tx.now),
        ..old
    };
    check_unique(tx, &item)?;
    store::save(tx, &item)?;
    let item = store::get(tx, id)?;
    let event = Event::update("inventory_item", id)
        .describe(format!("Equipo modificado: {} ({})", item.name, item.internal_code))
        .before(&before)
        .after(&item);
    Ok(Change::new(item, event))
}

/// Writes down what somebody counted of an item; the sum is the new total.
///
/// # Errors
/// [`Code::ItemNotFound`], and figures that can't be.
pub fn count(tx: &CallerTx<'_>, id: Id, counted: &Verification) -> Result<Change<Item>> {
    let before = store::get_within(tx, tx.who.equipment(), id)?;
    let quantities = Quantities::counted(
        counted.quantity.get(),
        counted.quantity_damaged.0.map_or(0, Number::get),
        counted.quantity_missing.0.map_or(0, Number::get),
    );
    quantities.check(before.item_type)?;
    let item = Item {
        status: status_after_count(Quantities::of(&before), quantities, before.status),
        quantity: quantities.total,
        quantity_damaged: quantities.damaged,
        quantity_missing: quantities.missing,
        updated_at: LocalTime(tx.now),
        ..before.clone()
    };
    store::save(tx, &item)?;
    let event = Event::update("inventory_item", id)
        .describe(format!("Equipo verificado: {} ({})", item.name, item.internal_code))
        .before(&before)
        .after(&item);
    Ok(Change::new(item, event))
}

/// Stores what a check counted of an item, if it is news. The total stays: a check counts pieces, it registers none.
pub fn note_count(tx: &Tx<'_>, id: Id, damaged: i64, missing: i64) -> Result<Option<Event>> {
    let before = store::get(tx, id)?;
    let quantities = Quantities { total: before.quantity, damaged, missing };
    quantities.check(before.item_type)?;
    let status = status_after_count(Quantities::of(&before), quantities, before.status);
    if quantities == Quantities::of(&before) && status == before.status {
        return Ok(None);
    }
    let item = Item {
        status,
        quantity_damaged: damaged,
        quantity_missing: missing,
        updated_at: LocalTime(tx.now),
        ..before.clone()
    };
    store::save(tx, &item)?;
    let event = Event::update("inventory_item", id)
        .describe(format!("Equipo contado en una verificación: {} ({})", item.name, item.internal_code))
        .before(&before)
        .after(&item);
    Ok(Some(event))
}

/// Puts an item into another room, because it was found there.
pub fn relocate(tx: &Tx<'_>, id: Id, room: Id) -> Result<Event> {
    let before = store::get(tx, id)?;
    let item = Item { environment_id: Some(room), updated_at: LocalTime(tx.now), ..before.clone() };
    store::save(tx, &item)?;
    let item = store::get(tx, id)?;
    let event = Event::update("inventory_item", id)
        .describe(format!("Equipo pasado de ambiente: {} ({})", item.name, item.internal_code))
        .before(&before)
        .after(&item);
    Ok(event)
}

/// Deletes an item; checks keep the state in which they found it.
///
/// # Errors
/// [`Code::ItemNotFound`].
pub fn remove(tx: &CallerTx<'_>, id: Id) -> Result<Change<Removal>> {
    let before = store::get_within(tx, tx.who.keeping(), id)?;
    store::delete(tx, id)?;
    let event = Event::delete("inventory_item", id)
        .describe(format!("Equipo eliminado: {} ({})", before.name, before.internal_code))
        .before(&before);
    Ok(Change::new(Removal::deleted("Ítem eliminado"), event))
}
