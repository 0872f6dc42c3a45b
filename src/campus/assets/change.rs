//! What a write does to an asset: the change of its item, answered by other names.

use super::model::{Asset, AssetPatch, NewAsset};
use super::{rules, store};
use crate::campus::inventory::model::Item;
use crate::campus::{descriptions, inventory, photos};
use crate::kit::picture::Shrunk;
use crate::kit::random::sha256_hex;
use crate::kit::wire::Detail;
use crate::kit::{CallerTx, Change, Event, Id, LocalTime, Removal, Result};

/// The change of an item, answered as its asset.
fn shown(tx: &CallerTx<'_>, change: Change<Item>) -> Result<Change<Asset>> {
    let asset = store::get(tx, change.value().id)?;
    Ok(change.map(|_| asset))
}

/// Registers an asset, with a plate number of its own unless it brings one.
///
/// # Errors
/// [`AssetSerialTaken`](crate::kit::Code::AssetSerialTaken), [`AssetCodeTaken`](crate::kit::Code::AssetCodeTaken), and what else
/// [`inventory::change::add`] refuses.
pub fn add(tx: &CallerTx<'_>, new: NewAsset) -> Result<Change<Asset>> {
    let new = rules::item_of(new, rules::plate(Id::new())?);
    let change = inventory::change::add(tx, new).map_err(rules::conflict)?;
    shown(tx, change)
}

/// Changes an asset of the rooms that the caller keeps.
///
/// # Errors
/// [`ItemNotFound`](crate::kit::Code::ItemNotFound), and those of [`add`].
pub fn edit(tx: &CallerTx<'_>, id: Id, patch: AssetPatch) -> Result<Change<Asset>> {
    let before = inventory::store::get_within(tx, tx.who.keeping(), id)?;
    let known = before.asset_type.map(Detail::into_string).unwrap_or_default();
    let change =
        inventory::change::edit(tx, id, rules::item_patch(patch, &known)).map_err(rules::conflict)?;
    shown(tx, change)
}

/// Deletes an asset, which is its item.
///
/// # Errors
/// [`ItemNotFound`](crate::kit::Code::ItemNotFound).
pub fn remove(tx: &CallerTx<'_>, id: Id) -> Result<Change<Removal>> {
    inventory::change::remove(tx, id)
}

/// Gives an asset a photo that has been shrunk already, in place of the one that it had.
///
/// # Errors
/// [`ItemNotFound`](crate::kit::Code::ItemNotFound), [`TooManyPhotos`](crate::kit::Code::TooManyPhotos).
pub fn set_photo(tx: &CallerTx<'_>, id: Id, shrunk: &Shrunk) -> Result<Change<Asset>> {
    let item = inventory::store::get_within(tx, tx.who.keeping(), id)?;
    let before = store::get(tx, id)?;
    let photo = photos::change::add(tx, shrunk)?;
    let photo_id = photo.value().id;
    store::set_photo(tx, id, photo_id, LocalTime(tx.now))?;
    // The row is another now, and so is its version.
    inventory::change::touch(tx, id)?;
    let after = store::get(tx, id)?;
    let event = Event::update("inventory_item", id)
        .describe(format!("Foto del equipo: {} ({})", item.name, item.internal_code))
        .before(&before)
        .after(&after);
    let change = photo.join(Change::new(after, event)).map(|(_, asset)| asset);
    let pictured = (photo_id, || sha256_hex(&shrunk.picture));
    let change = match descriptions::change::note_photo(tx, &item, pictured, tx.who.id)? {
        Some(asked) => change.and(asked),
        None => change,
    };
    Ok(change.status(200))
}
