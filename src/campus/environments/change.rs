//! What a write does to a room.

use super::model::{Environment, EnvironmentPatch, EnvironmentRow, NewEnvironment};
use super::{rules, store};
use crate::kit::random::random_bytes;
use crate::kit::{CallerTx, Change, Code, Event, Id, LocalTime, Removal, Result, Tx};

/// Adds a room or warehouse, with the code of its QR.
///
/// # Errors
/// [`Code::CenterUnknown`].
pub fn add(tx: &Tx<'_>, new: NewEnvironment) -> Result<Change<Environment>> {
    let qr_code = rules::qr_code(new.is_warehouse.0.unwrap_or(false), random_bytes());
    add_with_code(tx, new, qr_code)
}

/// Adds a room or warehouse whose code is known already.
///
/// # Errors
/// [`Code::CenterUnknown`].
pub fn add_with_code(tx: &Tx<'_>, new: NewEnvironment, qr_code: String) -> Result<Change<Environment>> {
    store::check_center(tx, new.center_id)?;
    let room = EnvironmentRow::of(new, LocalTime(tx.now), qr_code);
    store::insert(tx, &room)?;
    let room = store::get(tx, room.id)?;
    Ok(Change::created("environment", room.id, format!("Ambiente creado: {}", room.name), room))
}

/// Changes a room. Who is linked to one that goes out of use is linked to none.
///
/// # Errors
/// [`Code::EnvironmentNotFound`], [`Code::RoleForbidden`], [`Code::CenterUnknown`], [`Code::EnvironmentHasBins`].
pub fn edit(tx: &CallerTx<'_>, id: Id, patch: EnvironmentPatch) -> Result<Change<Environment>> {
    let before = store::get(tx, id)?;
    if !rules::may_change(tx.who.role, tx.who.environment_id, id, before.is_warehouse, &patch) {
        return Err(Code::RoleForbidden.into());
    }
    if let Some(center) = patch.center_id.0 {
        store::check_center(tx, center)?;
    }
    let mut room = before.row();
    room.apply(patch, LocalTime(tx.now));
    let takes_its_bins_along =
        room.center_id != before.center_id || before.is_warehouse && !room.is_warehouse;
    if takes_its_bins_along && store::has_bins(tx, id)? {
        return Err(Code::EnvironmentHasBins.into());
    }
    store::save(tx, &room)?;
    if before.is_active && !room.is_active {
        store::unlink_people(tx, id)?;
    }
    let room = store::get(tx, id)?;
    Ok(Change::updated("environment", id, format!("Ambiente modificado: {}", room.name), &before, room))
}

/// Deletes a room; one that is mentioned elsewhere, or of which it is remembered what stood there, is only put out of use.
///
/// # Errors
/// [`Code::EnvironmentNotFound`].
pub fn remove(tx: &Tx<'_>, id: Id) -> Result<Change<Removal>> {
    let before = store::get(tx, id)?;
    let event = Event::delete("environment", id).before(&before);
    store::unlink_people(tx, id)?;
    if !store::has_history(tx, id)? && store::delete_unused(tx, id)? {
        let detail = format!("Ambiente eliminado: {}", before.name);
        return Ok(Change::new(Removal::deleted(detail.clone()), event.describe(detail)));
    }
    let room = EnvironmentRow { is_active: false, updated_at: LocalTime(tx.now), ..before.row() };
    store::save(tx, &room)?;
    let room = store::get(tx, id)?;
    let detail = format!(
        "El ambiente {} tiene o tuvo equipos, materiales, horarios o verificaciones: quedó inactivo",
        room.name
    );
    Ok(Change::new(Removal::deactivated(detail.clone()), event.describe(detail).after(&room)))
}
