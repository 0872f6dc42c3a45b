//! What a write does to a supplier.

use super::model::{NewSupplier, Supplier, SupplierPatch, SupplierRow};
use super::store;
use crate::kit::{CallerTx, Change, Code, Event, Id, LocalTime, Result};
use crate::warehouse::center::center_for;

/// Adds a supplier to a centre.
///
/// # Errors
/// [`Code::WarehouseCenterUnknown`].
pub fn add(tx: &CallerTx<'_>, new: NewSupplier) -> Result<Change<Supplier>> {
    let center = center_for(tx, tx.who, new.center_id.0)?;
    let supplier = SupplierRow::of(new, LocalTime(tx.now), center);
    store::insert(tx, &supplier)?;
    let supplier = store::get_within(tx, tx.who.materials(), supplier.id)?;
    let says = format!("Proveedor creado: {}", supplier.company_name);
    Ok(Change::created("supplier", supplier.id, says, supplier))
}

/// Changes a supplier.
///
/// # Errors
/// [`Code::SupplierNotFound`].
pub fn edit(tx: &CallerTx<'_>, id: Id, patch: SupplierPatch) -> Result<Change<Supplier>> {
    let before = store::get_within(tx, tx.who.materials(), id)?;
    let mut supplier = before.row();
    supplier.apply(patch, LocalTime(tx.now));
    store::save(tx, &supplier)?;
    let supplier = store::get_within(tx, tx.who.materials(), id)?;
    let says = format!("Proveedor modificado: {}", supplier.company_name);
    Ok(Change::updated("supplier", id, says, &before, supplier))
}

/// Deletes a supplier that no lot came from (D7).
///
/// # Errors
/// [`Code::SupplierNotFound`], [`Code::SupplierInUse`].
pub fn remove(tx: &CallerTx<'_>, id: Id) -> Result<Change<()>> {
    let before = store::get_within(tx, tx.who.materials(), id)?;
    if !store::delete_unused(tx, id)? {
        return Err(Code::SupplierInUse.into());
    }
    let says = format!("Proveedor eliminado: {}", before.company_name);
    Ok(Change::new((), Event::delete("supplier", id).describe(says).before(&before)).status(204))
}
