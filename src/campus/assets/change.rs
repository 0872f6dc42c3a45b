//! What a write does to an asset: the change of its item, answered by other names.

use super::model::{Asset, AssetPatch, NewAsset};
use super::{reads, rules};
use crate::campus::{assignments, inventory, item_pictures, photos};
use crate::kit::picture::Shrunk;
use crate::kit::wire::Detail;
use crate::kit::{CallerTx, Change, Field, Id, Line, Removal, Result};
use std::mem;

/// The change of an item, answered as its asset.
fn shown<T>(tx: &CallerTx<'_>, id: Id, change: Change<T>) -> Result<Change<Asset>> {
    let asset = reads::seen(tx, tx.who, id)?;
    Ok(change.map(|_| asset))
}

/// Registers an asset, with a plate number of its own unless it brings one, and hands it over to whom it is assigned to.
///
/// # Errors
/// [`AssetSerialTaken`](crate::kit::Code::AssetSerialTaken), [`AssetCodeTaken`](crate::kit::Code::AssetCodeTaken), and what else
/// [`inventory::change::add`] and [`assignments::change::settle`] refuse.
pub fn add(tx: &CallerTx<'_>, mut new: NewAsset) -> Result<Change<Asset>> {
    let assigned_to = new.assigned_to.0.take();
    let new = rules::item_of(new, rules::plate(Id::new())?);
    let change = inventory::change::add(tx, new).map_err(rules::conflict)?;
    let id = change.value().id;
    let Some(holder) = assigned_to else { return shown(tx, id, change) };
    let settled = assignments::change::settle(tx, id, Some(holder.as_str()))?;
    Ok(shown(tx, id, change.join(settled))?.status(201))
}

/// Changes an asset of the rooms that the caller keeps, and whom it is assigned to.
///
/// # Errors
/// [`ItemNotFound`](crate::kit::Code::ItemNotFound), and those of [`add`].
pub fn edit(tx: &CallerTx<'_>, id: Id, mut patch: AssetPatch) -> Result<Change<Asset>> {
    let before = inventory::store::get_within(tx, tx.who.keeping(), id)?;
    let known = before.asset_type.map(Detail::into_string).unwrap_or_default();
    let assigned_to = mem::take(&mut patch.assigned_to);
    let change =
        inventory::change::edit(tx, id, rules::item_patch(patch, &known)).map_err(rules::conflict)?;
    if assigned_to == Field::Absent {
        return shown(tx, id, change);
    }
    let settled = assignments::change::settle(tx, id, assigned_to.value().map(Line::as_str))?;
    Ok(shown(tx, id, change.join(settled))?.status(200))
}

/// Deletes an asset, which is its item.
///
/// # Errors
/// [`ItemNotFound`](crate::kit::Code::ItemNotFound), and [`AssetInCharge`](crate::kit::Code::AssetInCharge) while somebody has it.
pub fn remove(tx: &CallerTx<'_>, id: Id) -> Result<Change<Removal>> {
    inventory::change::remove(tx, id).map_err(rules::conflict)
}

/// Gives an asset a photo that has been shrunk already: the first of its item, before those that it has.
///
/// # Errors
/// [`ItemNotFound`](crate::kit::Code::ItemNotFound), [`TooManyPhotos`](crate::kit::Code::TooManyPhotos),
/// [`ItemPicturesFull`](crate::kit::Code::ItemPicturesFull).
pub fn set_photo(tx: &CallerTx<'_>, id: Id, shrunk: &Shrunk) -> Result<Change<Asset>> {
    reads::kept(tx, tx.who, id)?;
    let photo = photos::change::add(tx, shrunk)?;
    let picture = item_pictures::change::put_first(tx, id, photo.value().id)?;
    Ok(shown(tx, id, photo.join(picture))?.status(200))
}
