//! Figures of the inventory.

use super::{Asked, RoomsAsked};
use crate::campus::stats::model::{StatsHolding, StatsHoldingByCategory, StatsHoldingByRoom, pesos};
use crate::kit::sql;
use crate::kit::{Day, Error, Result};
use rusqlite::{Connection, Row};
use std::collections::HashMap;

fn holding(row: &Row<'_>) -> rusqlite::Result<StatsHolding> {
    Ok(StatsHolding {
        items: row.get("items")?,
        quantity: row.get("quantity")?,
        quantity_damaged: row.get("quantity_damaged")?,
        quantity_missing: row.get("quantity_missing")?,
        maintenance_items: row.get("maintenance_items")?,
        priced_items: Some(row.get("priced_items")?),
        value: Some(pesos(row.get("value")?)),
    })
}

/// What stands in each room, the one with most trouble first.
pub fn by_room(db: &Connection, rooms: RoomsAsked) -> Result<Vec<StatsHoldingByRoom>> {
    let asked = Asked::of(rooms, include_str!("../sql/stock_by_room.sql"));
    sql::values(db, &asked.text, &asked.params(&[]), |row| {
        Ok(StatsHoldingByRoom {
            environment_id: row.get("environment_id")?,
            environment_name: row.get("environment_name")?,
            is_warehouse: row.get("is_warehouse")?,
            holding: holding(row)?,
        })
    })
}

/// What there is of each category, the one with most pieces first.
pub fn by_category(db: &Connection, rooms: RoomsAsked) -> Result<Vec<StatsHoldingByCategory>> {
    let asked = Asked::of(rooms, include_str!("../sql/room_categories.sql"));
    sql::values(db, &asked.text, &asked.params(&[]), |row| {
        Ok(StatsHoldingByCategory {
            category: row.get("category")?,
            category_id: row.get("category_id")?,
            category_name: row.get("category_name")?,
            holding: holding(row)?,
        })
    })
}

/// Pieces that are good, damaged and missing.
#[derive(Debug, Clone, Copy)]
pub struct PiecesThen {
    /// Good ones.
    pub good: i64,
    /// Damaged ones.
    pub damaged: i64,
    /// Missing ones.
    pub missing: i64,
}

/// What stood in all rooms together at the end of each of some days, by their place among them; nothing before there were sums.
pub fn at(db: &Connection, rooms: RoomsAsked, days: &[Day]) -> Result<HashMap<i64, PiecesThen>> {
    let asked = Asked::of(rooms, include_str!("../sql/stock_at.sql"));
    let days = serde_json::to_string(days).map_err(Error::internal)?;
    let lines = sql::values(db, &asked.text, &asked.params(&[(":days", &days)]), |row| {
        let then = PiecesThen { good: row.get(1)?, damaged: row.get(2)?, missing: row.get(3)? };
        Ok((row.get(0)?, then))
    })?;
    Ok(lines.into_iter().collect())
}
