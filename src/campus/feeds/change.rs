//! What a write does to feeds.

use super::model::{CalendarFeed, FeedAddress, FeedKind, NewFeed};
use super::{rules, store};
use crate::campus::loans::model::LoanReach;
use crate::kit::random::{hex, random_bytes, sha256_hex};
use crate::kit::{CallerTx, Change, Code, Event, Id, LocalTime, Result};

/// Makes a feed and its address.
///
/// # Errors
/// [`Code::FeedKindForbidden`], [`Code::FeedWarehouseMissing`], [`Code::EnvironmentUnknown`], [`Code::FeedsTooMany`].
pub fn add(tx: &CallerTx<'_>, new: &NewFeed) -> Result<Change<FeedAddress>> {
    if !tx.who.is(rules::roles(new.kind)) {
        return Err(Code::FeedKindForbidden.into());
    }
    let warehouse = match new.kind {
        FeedKind::Warehouse => Some(new.environment_id.0.ok_or(Code::FeedWarehouseMissing)?),
        FeedKind::Own | FeedKind::Maintenance => None,
    };
    if let Some(warehouse) = warehouse {
        store::warehouse(tx, warehouse, LoanReach::of(tx.who))?.ok_or(Code::EnvironmentUnknown)?;
    }
    if store::count(tx, tx.who.id)? >= rules::MOST {
        return Err(Code::FeedsTooMany.into());
    }
    let (id, secret) = (Id::new(), hex(&random_bytes()));
    store::insert(tx, id, tx.who.id, (new.kind, warehouse), &sha256_hex(&secret), LocalTime(tx.now))?;
    let feed = store::get(tx, tx.who.id, id)?;
    let event = Event::create("calendar_feed", id).describe(says("creada", &feed)).after(&feed);
    Ok(Change::new(addressed(feed, &secret), event))
}

/// Gives a feed another address; the old one opens nothing from then on.
///
/// # Errors
/// [`Code::FeedNotFound`].
pub fn renew(tx: &CallerTx<'_>, id: Id) -> Result<Change<FeedAddress>> {
    let before = store::get(tx, tx.who.id, id)?;
    let secret = hex(&random_bytes());
    store::renew(tx, id, &sha256_hex(&secret), LocalTime(tx.now))?;
    let feed = store::get(tx, tx.who.id, id)?;
    let event =
        Event::update("calendar_feed", id).describe(says("renovada", &feed)).before(&before).after(&feed);
    Ok(Change::new(addressed(feed, &secret), event))
}

/// Withdraws a feed.
///
/// # Errors
/// [`Code::FeedNotFound`].
pub fn remove(tx: &CallerTx<'_>, id: Id) -> Result<Change<()>> {
    let before = store::get(tx, tx.who.id, id)?;
    store::delete(tx, id)?;
    let event = Event::delete("calendar_feed", id).describe(says("retirada", &before)).before(&before);
    Ok(Change::new((), event).status(204))
}

fn addressed(feed: CalendarFeed, secret: &str) -> FeedAddress {
    FeedAddress { feed, path: format!("/calendar/{secret}.ics") }
}

fn says(done: &str, feed: &CalendarFeed) -> String {
    format!("Dirección de calendario {done}: {}", rules::name(feed.kind, feed.environment_name.as_deref()))
}
