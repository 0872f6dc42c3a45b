//! What a write does to a product.

use super::model::{NewProduct, Product, ProductPatch, ProductRow};
use super::store;
use crate::kit::{CallerTx, Change, Code, Event, Id, LocalTime, Result};
use crate::warehouse::center::center_for;

/// Adds a product to a centre.
///
/// # Errors
/// [`Code::WarehouseCenterUnknown`], [`Code::ProductSkuTaken`], [`Code::ProductPhotoUnknown`].
pub fn add(tx: &CallerTx<'_>, new: NewProduct) -> Result<Change<Product>> {
    let center = center_for(tx, tx.who, new.center_id.0)?;
    let product = ProductRow::of(new, LocalTime(tx.now), center);
    store::check_photo(tx, product.photo_id)?;
    store::insert(tx, &product)?;
    let product = store::get_within(tx, tx.who.materials(), product.id)?;
    Ok(Change::created("product", product.id, format!("Producto creado: {}", product.name), product))
}

/// Changes a product. Its unit stays once there is a lot of it, because that is what the lot's quantities mean.
///
/// # Errors
/// [`Code::ProductNotFound`], [`Code::ProductSkuTaken`], [`Code::ProductUnitFixed`], [`Code::ProductPhotoUnknown`].
pub fn edit(tx: &CallerTx<'_>, id: Id, patch: ProductPatch) -> Result<Change<Product>> {
    let before = store::get_within(tx, tx.who.materials(), id)?;
    let mut product = before.row();
    product.apply(patch, LocalTime(tx.now));
    if product.default_unit != before.default_unit && store::has_lots(tx, id)? {
        return Err(Code::ProductUnitFixed.into());
    }
    if product.photo_id != before.photo_id {
        store::check_photo(tx, product.photo_id)?;
    }
    store::save(tx, &product)?;
    let product = store::get_within(tx, tx.who.materials(), id)?;
    Ok(Change::updated("product", id, format!("Producto modificado: {}", product.name), &before, product))
}

/// Deletes a product of which there is nothing and never was (D7).
///
/// # Errors
/// [`Code::ProductNotFound`], [`Code::ProductInUse`].
pub fn remove(tx: &CallerTx<'_>, id: Id) -> Result<Change<()>> {
    let before = store::get_within(tx, tx.who.materials(), id)?;
    if !store::delete_unused(tx, id)? {
        return Err(Code::ProductInUse.into());
    }
    let says = format!("Producto eliminado: {}", before.name);
    Ok(Change::new((), Event::delete("product", id).describe(says).before(&before)).status(204))
}
