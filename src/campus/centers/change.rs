//! What a write does to a centre.

use super::logo::Logo;
use super::model::{Center, CenterPatch, CenterRow, NewCenter};
use super::store;
use crate::kit::{Change, Event, Id, LocalTime, Removal, Result, Tx};

/// Adds a centre; the set-up does it too.
///
/// # Errors
/// `Code::CenterCodeTaken`.
pub fn add(tx: &Tx<'_>, new: NewCenter) -> Result<Change<Center>> {
    let center = CenterRow::of(new, LocalTime(tx.now));
    store::insert(tx, &center)?;
    let center = store::get(tx, center.id)?;
    Ok(Change::created("center", center.id, format!("Centro creado: {}", center.name), center))
}

/// Changes a centre.
///
/// # Errors
/// `Code::CenterNotFound`, `Code::CenterCodeTaken`.
pub fn edit(tx: &Tx<'_>, id: Id, patch: CenterPatch) -> Result<Change<Center>> {
    let before = store::get(tx, id)?;
    let mut center = before.row();
    center.apply(patch, LocalTime(tx.now));
    store::save(tx, &center)?;
    let center = store::get(tx, id)?;
    Ok(Change::updated("center", id, format!("Centro modificado: {}", center.name), &before, center))
}

/// Deletes a centre; one with rooms is only put away.
///
/// # Errors
/// `Code::CenterNotFound`.
pub fn remove(tx: &Tx<'_>, id: Id) -> Result<Change<Removal>> {
    let before = store::get(tx, id)?;
    let event = Event::delete("center", id).before(&before);
    if store::delete_unused(tx, id)? {
        let detail = format!("Centro eliminado: {}", before.name);
        return Ok(Change::new(Removal::deleted(detail.clone()), event.describe(detail)));
    }
    let center = CenterRow { is_active: false, updated_at: LocalTime(tx.now), ..before.row() };
    store::save(tx, &center)?;
    let center = store::get(tx, id)?;
    let detail = format!("El centro {} tiene ambientes o materiales: quedó inactivo", center.name);
    Ok(Change::new(Removal::deactivated(detail.clone()), event.describe(detail).after(&center)))
}

/// Puts or changes the logo of a centre.
///
/// # Errors
/// `Code::CenterNotFound`.
pub fn set_logo(tx: &Tx<'_>, id: Id, logo: &Logo) -> Result<Change<Center>> {
    let before = store::get(tx, id)?;
    store::set_logo(tx, id, logo, LocalTime(tx.now))?;
    let after = store::get(tx, id)?;
    let text = format!("Logo de {}: {} × {} píxeles", after.name, logo.width, logo.height);
    Ok(Change::updated("center", id, text, &before, after))
}

/// Takes the logo of a centre away.
///
/// # Errors
/// `Code::CenterNotFound`, `Code::LogoNotFound`.
pub fn remove_logo(tx: &Tx<'_>, id: Id) -> Result<Change<Center>> {
    let before = store::get(tx, id)?;
    store::delete_logo(tx, id)?;
    let after = store::get(tx, id)?;
    Ok(Change::updated("center", id, format!("Logo de {} quitado", after.name), &before, after))
}
