//! What a write does to a warehouse.

use super::model::{NewWarehouse, Warehouse, WarehousePatch};
use super::rules;
use super::store::{self, NewRoom};
use crate::kit::random::random_bytes;
use crate::kit::{CallerTx, Change, Code, Error, Event, Field, Id, LocalTime, Result};
use crate::warehouse::center::center_for;

/// Makes a warehouse: its room, with a code for the door, and the template of its bins.
///
/// # Errors
/// [`Code::WarehouseTemplateInvalid`], [`Code::WarehouseCenterUnknown`], [`Code::WarehouseNameTaken`].
pub fn add(tx: &CallerTx<'_>, new: NewWarehouse) -> Result<Change<Warehouse>> {
    let template = rules::template(new.bin_structure_template)?;
    let center_id = center_for(tx, tx.who, new.center_id.0)?;
    let (id, now) = (Id::new(), LocalTime(tx.now));
    let is_active = new.is_active.0.unwrap_or(true);
    let location = match new.location.0 {
        Some(location) => location.into_string(),
        None => store::location_of(tx, center_id)?,
    };
    if is_active {
        store::check_name(tx, center_id, id, new.name.as_str())?;
    }
    let room = NewRoom {
        id,
        center_id,
        name: new.name.as_str(),
        location: &location,
        description: new.description.0.as_ref().map(|text| text.as_str()),
        qr_code: &rules::qr_code(random_bytes()),
        is_active,
    };
    store::insert(tx, &room, now)?;
    store::save_template(tx, id, &template, now)?;
    let warehouse = store::get_within(tx, tx.who.materials(), id)?;
    Ok(Change::created("warehouse", id, format!("Bodega creada: {}", warehouse.name), warehouse))
}

/// Changes a warehouse. Who is linked to one that goes out of use is linked to none, as of any room. Bins that are there keep their
/// codes whatever the template becomes: they are painted on the shelves.
///
/// # Errors
/// [`Code::WarehouseNotFound`], [`Code::WarehouseTemplateInvalid`], [`Code::WarehouseNameTaken`].
pub fn edit(tx: &CallerTx<'_>, id: Id, patch: WarehousePatch) -> Result<Change<Warehouse>> {
    let before = store::get_within(tx, tx.who.materials(), id)?;
    let now = LocalTime(tx.now);
    let mut warehouse = before.clone();
    if let Some(name) = patch.name.0 {
        warehouse.name = name.into_string();
    }
    match patch.location {
        Field::Absent => {}
        Field::Clear => warehouse.location = store::location_of(tx, before.center_id)?,
        Field::Set(location) => warehouse.location = location.into_string(),
    }
    warehouse.description = patch.description.map(String::from).or(warehouse.description);
    if let Some(is_active) = patch.is_active.0 {
        warehouse.is_active = is_active;
    }
    if warehouse.is_active {
        store::check_name(tx, before.center_id, id, &warehouse.name)?;
    }
    if let Some(template) = patch.bin_structure_template.0 {
        store::save_template(tx, id, &rules::template(template)?, now)?;
    }
    store::save(tx, &warehouse, now)?;
    if before.is_active && !warehouse.is_active {
        // It takes its people's link away, so it is not for who keeps another one.
        store::get_within(tx, tx.who.storing(), id).map_err(|_| Code::RoleForbidden)?;
        store::unlink_people(tx, id)?;
    }
    let warehouse = store::get_within(tx, tx.who.materials(), id)?;
    Ok(Change::updated("warehouse", id, format!("Bodega modificada: {}", warehouse.name), &before, warehouse))
}

/// Makes a plain room of a warehouse that nothing and nobody is in any more.
///
/// # Errors
/// [`Code::WarehouseNotFound`], [`Code::WarehouseInUse`] with what keeps it.
pub fn remove(tx: &CallerTx<'_>, id: Id) -> Result<Change<()>> {
    let before = store::get_within(tx, tx.who.materials(), id)?;
    let kept: Vec<String> = [
        ("ubicación", "ubicaciones"),
        ("equipo", "equipos"),
        ("préstamo", "préstamos"),
        ("persona vinculada", "personas vinculadas"),
        ("traslado en curso", "traslados en curso"),
    ]
    .into_iter()
    .zip(store::kept_by(tx, id)?)
    .filter(|(_, count)| *count > 0)
    .map(|((one, several), count)| format!("{count} {}", if count == 1 { one } else { several }))
    .collect();
    if !kept.is_empty() {
        let sentence = format!(
            "La bodega {} tiene {}: trasládelos antes, o deje la bodega inactiva",
            before.name,
            rules::enumerated(&kept)
        );
        return Err(Error::With(Code::WarehouseInUse, sentence));
    }
    store::dismiss(tx, id, LocalTime(tx.now))?;
    let says = format!("Bodega quitada, queda como ambiente: {}", before.name);
    Ok(Change::new((), Event::delete("warehouse", id).describe(says).before(&before)).status(204))
}
