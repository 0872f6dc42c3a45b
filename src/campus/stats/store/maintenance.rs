//! Figures of maintenance.

use super::{Asked, RoomsAsked, behind};
use crate::campus::maintenance::model::MaintenanceStatus;
use crate::campus::stats::model::{StatsRepairsOfItem, StatsRepairsOfRoom, pesos};
use crate::campus::stats::rules::Period;
use crate::kit::sql;
use crate::kit::wire::row;
use crate::kit::{Day, Error, LocalTime, Result, clock};
use rusqlite::{Connection, ToSql};

row! {
    /// A request, as far as figures need it.
    #[derive(Debug, Clone, Copy)]
    pub struct RepairRow {
        /// When it was made.
        pub created_at: LocalTime,
        /// How far it is.
        pub status: MaintenanceStatus,
        /// When it was completed.
        pub actual_completion: Option<Day>,
    }
}

/// A period in days, which rows of work have, and in instants, which requests have.
struct Bounds {
    from: Day,
    until: Day,
    start: LocalTime,
    stop: LocalTime,
}

impl Bounds {
    fn of(period: Period) -> Self {
        Self {
            from: Day(period.from),
            until: Day(period.until),
            start: LocalTime(clock::start_of(period.from)),
            stop: LocalTime(clock::end_of(period.until)),
        }
    }

    fn params(&self) -> [(&str, &dyn ToSql); 4] {
        [(":from", &self.from), (":until", &self.until), (":start", &self.start), (":stop", &self.stop)]
    }
}

/// A query of what work cost, behind the table of that.
fn of_costs<'a>(rooms: RoomsAsked, text: &str) -> Asked<'a> {
    Asked::of(rooms, &format!("{}{}", include_str!("../sql/work_costs.sql").trim_end(), behind(text)))
}

/// The requests that were made or completed in a period.
pub fn repairs(db: &Connection, rooms: RoomsAsked, period: Period) -> Result<Vec<RepairRow>> {
    let (asked, bounds) = (Asked::of(rooms, include_str!("../sql/repair_rows.sql")), Bounds::of(period));
    sql::all(db, &asked.text, &asked.params(&bounds.params()))
}

/// What work cost on the days of a period on which it cost anything, in cents, in no order. Work on an item belongs to the room where
/// the item stands.
pub fn repair_costs(db: &Connection, rooms: RoomsAsked, period: Period) -> Result<Vec<(Day, i64)>> {
    let asked = of_costs(rooms, include_str!("../sql/repair_costs.sql"));
    let (from, until) = (Day(period.from), Day(period.until));
    sql::values(db, &asked.text, &asked.params(&[(":from", &from), (":until", &until)]), |row| {
        Ok((row.get(0)?, row.get(1)?))
    })
}

/// How many requests are open, and how many of them should have been completed before `today`.
pub fn open_repairs(db: &Connection, rooms: RoomsAsked, today: Day) -> Result<(i64, i64)> {
    let asked = Asked::of(rooms, include_str!("../sql/repairs_open.sql"));
    let counts = sql::value(db, &asked.text, &asked.params(&[(":today", &today)]), |row| {
        Ok((row.get(0)?, row.get(1)?))
    })?;
    counts.ok_or_else(|| Error::internal("count gave no row"))
}

/// How often each item broke in a period and what work on it cost, in no order.
pub fn repairs_by_item(
    db: &Connection,
    rooms: RoomsAsked,
    period: Period,
) -> Result<Vec<StatsRepairsOfItem>> {
    let (asked, bounds) = (Asked::of(rooms, include_str!("../sql/repairs_by_item.sql")), Bounds::of(period));
    sql::values(db, &asked.text, &asked.params(&bounds.params()), |row| {
        Ok(StatsRepairsOfItem {
            item_id: row.get("item_id")?,
            name: row.get("name")?,
            internal_code: row.get("internal_code")?,
            environment_name: row.get("environment_name")?,
            requests: row.get("requests")?,
            pieces: row.get("pieces")?,
            cost: Some(pesos(row.get("cost")?)),
            value: row.get::<_, Option<i64>>("value")?.map(pesos),
        })
    })
}

/// What was asked of each room in a period and what work there cost, the most first.
pub fn repairs_by_room(
    db: &Connection,
    rooms: RoomsAsked,
    period: Period,
) -> Result<Vec<StatsRepairsOfRoom>> {
    let (asked, bounds) = (of_costs(rooms, include_str!("../sql/repairs_by_room.sql")), Bounds::of(period));
    sql::values(db, &asked.text, &asked.params(&bounds.params()), |row| {
        Ok(StatsRepairsOfRoom {
            environment_id: row.get("environment_id")?,
            environment_name: row.get("environment_name")?,
            requests: row.get("requests")?,
            cost: Some(pesos(row.get("cost")?)),
        })
    })
}
