//! What a write does to descriptions, where a person acts.

use super::model::{
    DescriptionSettings, DescriptionState, ItemDescription, ItemDescriptionChoice, NewItemDescription,
};
use super::rules;
use super::store::{self, Wanted};
use crate::campus::inventory;
use crate::campus::inventory::model::{Item, ItemPatch};
use crate::kit::random::sha256_hex;
use crate::kit::wire::Keep;
use crate::kit::{CallerTx, Change, Code, Event, Field, Id, LocalTime, Result, Tx, settings};

/// Refuses one more question than the settings and the month allow.
fn check_room(tx: &Tx<'_>) -> Result<()> {
    let settings: DescriptionSettings = settings::of(tx)?;
    let requests = store::requests_of(tx, &rules::month(tx.today()))?;
    rules::one_more(&settings, requests, store::waiting(tx)?)
}

/// Gives up what waits once the settings have changed so that it was given to somebody else.
///
/// # Errors
/// When the database can't be asked.
pub fn follow_settings(tx: &Tx<'_>, before: &DescriptionSettings, after: &DescriptionSettings) -> Result<()> {
    let Some(why) = rules::ends_waiting(before, after) else { return Ok(()) };
    store::queue::end_waiting(tx, why, LocalTime(tx.now)).map(drop)
}

/// Puts a photo of an item that the caller keeps into the queue.
///
/// # Errors
/// [`Code::ItemNotFound`], [`Code::DescriptionsOff`], [`Code::DescriptionsUsedUp`], [`Code::DescriptionOfNoPhoto`],
/// [`Code::DescriptionWaits`], [`Code::DescriptionUndecided`].
pub fn ask(tx: &CallerTx<'_>, new: &NewItemDescription) -> Result<Change<ItemDescription>> {
    let item = inventory::store::get_within(tx, tx.who.keeping(), new.item_id)?;
    let picture = store::picture_of(tx, item.id, new.photo_id)?.ok_or(Code::DescriptionOfNoPhoto)?;
    let wanted =
        Wanted { item: item.id, photo: new.photo_id, hash: sha256_hex(picture), is_automatic: false };
    rules::may_be_asked(store::open(tx, wanted.item, &wanted.hash)?)?;
    check_room(tx)?;
    let id = store::insert(tx, &wanted, tx.who.id, LocalTime(tx.now))?;
    let description = store::get_within(tx, tx.who.keeping(), id)?;
    let says = format!("Descripción con IA pedida: {} ({})", item.name, item.internal_code);
    Ok(Change::created("item_description", id, says, description))
}

/// Puts a photo into the queue that somebody has just given to an item, if that is wished for and there is room; answers what tells of it.
/// `hash` is asked for that of its picture, only then. That nothing is asked is no reason to refuse the photo.
pub fn note_photo(
    tx: &Tx<'_>,
    item: &Item,
    (photo, hash): (Id, impl FnOnce() -> String),
    by: Id,
) -> Result<Option<Event>> {
    let settings: DescriptionSettings = settings::of(tx)?;
    if !(settings.enabled && settings.automatic) {
        return Ok(None);
    }
    let requests = store::requests_of(tx, &rules::month(tx.today()))?;
    if rules::one_more(&settings, requests, store::waiting(tx)?).is_err() {
        return Ok(None);
    }
    let wanted = Wanted { item: item.id, photo, hash: hash(), is_automatic: true };
    if store::open(tx, wanted.item, &wanted.hash)?.is_some() {
        return Ok(None);
    }
    let id = store::insert(tx, &wanted, by, LocalTime(tx.now))?;
    let says = format!("Descripción con IA pedida por la foto nueva: {} ({})", item.name, item.internal_code);
    Ok(Some(Event::create("item_description", id).describe(says)))
}

/// Lets a description that has failed be tried once more.
///
/// # Errors
/// [`Code::DescriptionNotFound`], [`Code::DescriptionNotFailed`], and those of [`ask`].
pub fn retry(tx: &CallerTx<'_>, id: Id) -> Result<Change<ItemDescription>> {
    let before = store::get_within(tx, tx.who.keeping(), id)?;
    rules::may_be_retried(&before)?;
    let hash = store::hash_of(tx, id)?.ok_or(Code::DescriptionNotFound)?;
    rules::may_be_asked(store::open(tx, before.item_id, &hash)?)?;
    check_room(tx)?;
    store::retry(tx, id, LocalTime(tx.now))?;
    let after = store::get_within(tx, tx.who.keeping(), id)?;
    let event = Event::named("RETRY_ITEM_DESCRIPTION", "item_description", Some(id))
        .describe(format!("Descripción con IA pedida de nuevo: {}", before.item_name))
        .before(&before)
        .after(&after);
    Ok(Change::new(after, event))
}

/// What was chosen of a proposal, as a change to the item.
fn patch_of(choice: ItemDescriptionChoice) -> Result<ItemPatch> {
    let ItemDescriptionChoice { description, category, brand, model, serial_number, item_updated_at: _ } =
        choice;
    if description.0.is_none()
        && category.0.is_none()
        && brand.0.is_none()
        && model.0.is_none()
        && serial_number.0.is_none()
    {
        return Err(Code::DescriptionNothingChosen.into());
    }
    Ok(ItemPatch {
        description: description.0.map_or(Field::Absent, Field::Set),
        category: Keep(category.0),
        brand: brand.0.map_or(Field::Absent, Field::Set),
        model: model.0.map_or(Field::Absent, Field::Set),
        serial_number: serial_number.0.map_or(Field::Absent, Field::Set),
        ..ItemPatch::default()
    })
}

/// Writes what was chosen of a proposal into its item, as the caller and by the rules of every change to an item.
///
/// # Errors
/// [`Code::DescriptionNotFound`], [`Code::DescriptionNotReady`], [`Code::DescriptionItemChanged`],
/// [`Code::DescriptionNothingChosen`], and those of [`inventory::change::edit`].
pub fn accept(tx: &CallerTx<'_>, id: Id, choice: ItemDescriptionChoice) -> Result<Change<Item>> {
    let before = store::get_within(tx, tx.who.keeping(), id)?;
    rules::undecided(&before)?;
    if let Some(seen) = choice.item_updated_at.0 {
        let item = inventory::store::get_within(tx, tx.who.keeping(), before.item_id)?;
        rules::unchanged(&item, seen)?;
    }
    let how = format!("descrito con una {}", rules::source(&before));
    let edited = inventory::change::edit_so(tx, before.item_id, patch_of(choice)?, &how)?;
    store::decide(tx, id, DescriptionState::Accepted, tx.who.id, LocalTime(tx.now))?;
    let after = store::get_within(tx, tx.who.keeping(), id)?;
    let event = Event::named("ACCEPT_ITEM_DESCRIPTION", "item_description", Some(id))
        .describe(format!("Se aceptó la {}: {}", rules::source(&before), before.item_name))
        .before(&before)
        .after(&after);
    Ok(edited.and(event))
}

/// Declines a proposal, or what waits or has failed: nothing of the item changes.
///
/// # Errors
/// [`Code::DescriptionNotFound`], [`Code::DescriptionNotReady`].
pub fn decline(tx: &CallerTx<'_>, id: Id) -> Result<Change<ItemDescription>> {
    let before = store::get_within(tx, tx.who.keeping(), id)?;
    rules::declinable(&before)?;
    store::decide(tx, id, DescriptionState::Declined, tx.who.id, LocalTime(tx.now))?;
    let after = store::get_within(tx, tx.who.keeping(), id)?;
    let event = Event::named("DECLINE_ITEM_DESCRIPTION", "item_description", Some(id))
        .describe(rules::declined(&before))
        .before(&before)
        .after(&after);
    Ok(Change::new(after, event))
}

/// Keeps in the audit that the service was asked to see whether it works.
pub fn tested(model: &str) -> Change<()> {
    let event = Event::named("TEST_DESCRIPTIONS", "item_description", None)
        .describe(format!("Prueba de las descripciones con IA, con el modelo {model}"));
    Change::new((), event)
}
