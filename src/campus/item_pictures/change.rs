//! What a write does to the photos of equipment. The item shows its first one: whatever changes that changes the item as well.

use super::model::{ItemPicture, ItemPictureOrder, NewItemPicture};
use super::rules;
use super::store::{self, GivenPicture};
use crate::campus::inventory::model::Item;
use crate::campus::photos::model::PhotoSize;
use crate::campus::{descriptions, inventory, photos};
use crate::kit::random::sha256_hex;
use crate::kit::{Blank, CallerTx, Change, Code, Error, Event, Id, LocalTime, Result};

/// How many hexadecimal digits of the hash of a photo stand in its address: nobody tries 128 bits.
const DIGITS: usize = 32;

/// How an item is called in the audit.
fn called(item: &Item) -> String {
    format!("{} ({})", item.name, item.internal_code)
}

/// Lets an item show its first photo; a change that tells of it if that is news.
fn showing<T>(tx: &CallerTx<'_>, item: Id, change: Change<T>) -> Result<Change<T>> {
    let shown = rules::shown(&store::list(tx, item)?);
    Ok(match inventory::change::show(tx, item, shown)? {
        Some(event) => change.and(event),
        None => change,
    })
}

/// Gives a photo to an item of the rooms that the caller keeps, behind those that it has. One that it has already stays where it is, also when
/// the same bytes were sent as another: whoever got no answer sends it again.
///
/// # Errors
/// [`Code::ItemNotFound`], [`Code::PhotoUnknown`], [`Code::ItemPictureNotFresh`], [`Code::ItemPicturesFull`].
pub fn add(tx: &CallerTx<'_>, new: NewItemPicture) -> Result<Change<ItemPicture>> {
    let item = inventory::store::get_within(tx, tx.who.keeping(), new.item_id)?;
    let present = store::list(tx, item.id)?;
    if let Some(known) = present.iter().find(|it| it.photo_id == new.photo_id) {
        return Ok(Change::repeated(known.clone()));
    }
    photos::store::check(tx, new.photo_id)?;
    // Whoever has the address of an item's picture sees it without a session: what proves the state of a room, or is somebody else's, isn't
    // made public by the back door.
    if !photos::store::is_fresh(tx, new.photo_id, tx.who.id, photos::kept_since(tx)?)? {
        return Err(Code::ItemPictureNotFresh.into());
    }
    let hash = sha256_hex(photos::store::get(tx, new.photo_id, PhotoSize::Full)?);
    let digits: String = hash.chars().take(DIGITS).collect();
    if let Some(known) = present.iter().find(|it| it.url.ends_with(&digits)) {
        return Ok(Change::repeated(known.clone()));
    }
    rules::one_more(present.len())?;
    let given = GivenPicture {
        item: item.id,
        photo: new.photo_id,
        position: i64::try_from(present.len()).map_err(Error::internal)?,
        caption: new.caption.0.map(String::from),
        hash: digits,
    };
    let id = store::insert(tx, &given, tx.who.id, LocalTime(tx.now))?;
    let picture = store::get(tx, id)?;
    let says = format!("Foto agregada a {}", called(&item));
    let mut change = Change::created("item_picture", id, says, picture);
    if let Some(event) = descriptions::change::note_photo(tx, &item, (new.photo_id, || hash), tx.who.id)? {
        change = change.and(event);
    }
    Ok(showing(tx, item.id, change)?.status(201))
}

/// Gives a photo to an item as its first one, which it shows; those that it has move back.
///
/// # Errors
/// Those of [`add`].
pub fn put_first(tx: &CallerTx<'_>, item: Id, photo: Id) -> Result<Change<ItemPicture>> {
    let new = NewItemPicture { item_id: item, photo_id: photo, caption: Blank(None) };
    let change = add(tx, new)?;
    if change.value().position == 0 {
        return Ok(change);
    }
    let first = change.value().id;
    let (mut pictures, others): (Vec<_>, Vec<_>) =
        store::list(tx, item)?.into_iter().partition(|it| it.id == first);
    pictures.extend(others);
    for (position, picture) in (0i64..).zip(&pictures) {
        store::place(tx, picture.id, position, picture.caption.as_deref())?;
    }
    let picture = store::get(tx, first)?;
    showing(tx, item, change.map(|_| picture))
}

/// Puts the photos of an item in another order, with what stands under each.
///
/// # Errors
/// [`Code::ItemNotFound`], [`Code::ItemPicturesChanged`].
pub fn arrange(tx: &CallerTx<'_>, order: &ItemPictureOrder) -> Result<Change<Vec<ItemPicture>>> {
    let item = inventory::store::get_within(tx, tx.who.keeping(), order.item_id)?;
    let before = store::list(tx, item.id)?;
    let wanted: Vec<Id> = order.pictures.iter().map(|it| it.id).collect();
    rules::check_order(&before, &wanted)?;
    for (position, picture) in (0i64..).zip(&order.pictures) {
        store::place(tx, picture.id, position, picture.caption.value().map(|it| it.as_str()))?;
    }
    let after = store::list(tx, item.id)?;
    let event = Event::named("ARRANGE_ITEM_PICTURES", "inventory_item", Some(item.id))
        .describe(format!("Fotos ordenadas: {}", called(&item)))
        .before(&rules::arrangement(&before))
        .after(&rules::arrangement(&after));
    showing(tx, item.id, Change::new(after, event))
}

/// Takes a photo from its item; those behind it move up.
///
/// # Errors
/// [`Code::ItemPictureNotFound`], also when the caller doesn't keep the item's room.
pub fn remove(tx: &CallerTx<'_>, id: Id) -> Result<Change<()>> {
    let picture = store::get(tx, id)?;
    let item = inventory::store::get_within(tx, tx.who.keeping(), picture.item_id).map_err(|error| {
        if error.code() == Code::ItemNotFound { Code::ItemPictureNotFound.into() } else { error }
    })?;
    store::delete(tx, id)?;
    for (position, rest) in (0i64..).zip(&store::list(tx, item.id)?) {
        store::place(tx, rest.id, position, rest.caption.as_deref())?;
    }
    let event = Event::delete("item_picture", id)
        .describe(format!("Foto eliminada de {}", called(&item)))
        .before(&picture);
    Ok(showing(tx, item.id, Change::new((), event))?.status(204))
}
