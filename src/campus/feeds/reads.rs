//! The calendar that an address opens.

use super::model::{FeedKind, Opened};
use super::{rules, store};
use crate::campus::loans::model::LoanReach;
use crate::campus::maintenance;
use crate::kit::ical::{Calendar, Event};
use crate::kit::{Caller, Code, Day, Origin, Result, Scope, access, clock};
use chrono::{NaiveDate, TimeDelta};
use rusqlite::Connection;
use std::sync::Arc;

/// How long what is past stays in a calendar, in days.
const PAST: i64 = 90;
/// How far ahead plans are read, in days: their longest interval.
const AHEAD: i64 = 3_660;

/// The calendar of a feed, as its owner may read it now.
///
/// # Errors
/// [`Code::FeedNotFound`] when the owner may not any more.
pub fn calendar(db: &Connection, feed: Opened, origin: Arc<Origin>) -> Result<Calendar> {
    let account = access::account::account(db, feed.user_id)?.ok_or(Code::FeedNotFound)?;
    let who = Caller::new(&account, origin);
    if !who.is(rules::roles(feed.kind)) {
        return Err(Code::FeedNotFound.into());
    }
    let today = clock::today();
    let since = Day(today - TimeDelta::days(PAST));
    let (events, warehouse) = match feed.kind {
        FeedKind::Own => {
            let classes = store::classes(db, who.id, since)?;
            let loans = store::loans(db, LoanReach::Own(who.id), None, since)?;
            let loans = loans.iter().map(|it| rules::loan(it, true, today));
            (classes.iter().filter_map(|it| rules::class(it, since)).chain(loans).collect(), None)
        }
        FeedKind::Warehouse => {
            let (warehouse, reach) = (feed.environment_id.ok_or(Code::FeedNotFound)?, LoanReach::of(&who));
            let name = store::warehouse(db, warehouse, reach)?.ok_or(Code::FeedNotFound)?;
            let loans = store::loans(db, reach, Some(warehouse), since)?;
            (loans.iter().map(|it| rules::loan(it, false, today)).collect(), Some(name))
        }
        FeedKind::Maintenance => (maintenance_dates(db, who.keeping(), since, today)?, None),
    };
    Ok(Calendar { name: rules::name(feed.kind, warehouse.as_deref()), zone: clock::zone(), events })
}

/// What plans ask for, what is expected of requests, and the days of items without a plan. What a plan has asked for already stands
/// there as its request.
fn maintenance_dates(db: &Connection, scope: Scope, since: Day, today: NaiveDate) -> Result<Vec<Event>> {
    let mut events = Vec::new();
    for plan in maintenance::store::plans::until(db, scope, Day(today + TimeDelta::days(AHEAD)))? {
        if plan.open_request_id.is_none() {
            events.push(rules::plan(&plan));
        }
    }
    events.extend(store::requests(db, scope, since)?.iter().map(rules::request));
    events.extend(store::items(db, scope, since)?.iter().map(rules::item));
    Ok(events)
}
