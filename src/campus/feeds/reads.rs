//! The calendar that an address opens.

use super::model::FeedKind;
use super::store::Opened;
use super::{change, rules, store};
use crate::kit::ical::Calendar;
use crate::kit::{Caller, Code, Day, Origin, Result, access, clock};
use chrono::TimeDelta;
use rusqlite::Connection;
use std::sync::Arc;

/// How long what is past stays in a calendar, in days.
const PAST: i64 = 90;

/// The calendar of a feed, as its owner may read it now.
///
/// # Errors
/// [`Code::FeedNotFound`] when the owner may not any more.
pub fn calendar(db: &Connection, feed: Opened, origin: Arc<Origin>) -> Result<Calendar> {
    let account = access::account::account(db, feed.user_id)?.ok_or(Code::FeedNotFound)?;
    let who = Caller::new(account, origin);
    if !who.is(rules::roles(feed.kind)) {
        return Err(Code::FeedNotFound.into());
    }
    let today = clock::today();
    let since = Day(today - TimeDelta::days(PAST));
    let (events, warehouse) = match feed.kind {
        FeedKind::Own => {
            let classes = store::classes(db, who.id, since)?;
            let loans = store::loans(db, Some(who.id), None)?;
            let loans = loans.iter().map(|it| rules::loan(it, true, today));
            (classes.iter().filter_map(rules::class).chain(loans).collect(), None)
        }
        FeedKind::Warehouse => {
            let warehouse = feed.environment_id.ok_or(Code::FeedNotFound)?;
            let name = change::warehouse_of(db, &who, warehouse)?.ok_or(Code::FeedNotFound)?;
            let loans = store::loans(db, None, Some(warehouse))?;
            (loans.iter().map(|it| rules::loan(it, false, today)).collect(), Some(name))
        }
        FeedKind::Maintenance => {
            let planned = store::maintenance(db, who.keeping(), since)?;
            (planned.iter().map(rules::maintenance).collect(), None)
        }
    };
    Ok(Calendar { name: rules::name(feed.kind, warehouse.as_deref()), zone: clock::zone(), events })
}
