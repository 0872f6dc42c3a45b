//! The page put together, as of one instant.

use super::model::StockDashboard;
use super::rules;
use super::store::{self, Asked};
use crate::kit::{Day, Result, clock};
use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::Connection;

/// How the materials are that are asked for.
pub fn dashboard(db: &Connection, asked: Asked, now: DateTime<Utc>) -> Result<StockDashboard> {
    let today = clock::day_of(now);
    // A day more than is judged: a clock that is ahead of UTC begins its days before it.
    let from = rules::hour(now - TimeDelta::days(rules::JUDGED_DAYS + 1));
    let moved = rules::moved(&store::hours(db, asked, &from)?, today, clock::day_of);
    let (low_stock_count, low_stock) = store::low(db, asked)?;
    Ok(StockDashboard {
        warehouse_id: asked.warehouse_id,
        value: store::value(db, asked)?,
        occupancy: store::occupancy(db, asked)?,
        expiry: store::expiry(db, asked, Day(today))?,
        expiring: store::soonest(db, asked, Day(today))?,
        low_stock_count,
        low_stock,
        today: moved.today,
        week: moved.week,
        fefo: moved.fefo,
        under_way: store::under_way(db, asked)?,
    })
}
