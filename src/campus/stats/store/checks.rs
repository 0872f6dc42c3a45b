//! Figures of checks.

use super::{Asked, RoomsAsked};
use crate::campus::inventory::model::ItemCategory;
use crate::campus::stats::model::{
    StatsCheckStatuses, StatsCheckedPieces, StatsChecks, StatsHeldByCategory, StatsLastWeek, StatsRoom,
};
use crate::campus::stats::rules::{Period, share};
use crate::kit::sql;
use crate::kit::wire::{FromRow, row};
use crate::kit::{Code, Day, EndTime, Error, Id, LocalTime, Result};
use rusqlite::{Connection, named_params};

/// The checks of a period by stage, and what they found.
pub fn checks(db: &Connection, rooms: RoomsAsked, period: Period) -> Result<StatsChecks> {
    let asked = Asked::of(rooms, include_str!("../sql/check_statuses.sql"));
    let (start_date, end_date) = (Day(period.from), Day(period.until));
    let params = asked.params(&[(":from", &start_date), (":until", &end_date)]);
    let figures = sql::value(db, &asked.text, &params, |row| {
        let (total_checked, good_items) = (row.get("total_checked")?, row.get("good_items")?);
        Ok(StatsChecks {
            start_date,
            end_date,
            status_distribution: StatsCheckStatuses::read(row)?,
            items_summary: StatsCheckedPieces {
                total_checked,
                good_items,
                damaged_items: row.get("damaged_items")?,
                missing_items: row.get("missing_items")?,
                good_percentage: share(good_items, total_checked),
            },
            total_verifications: row.get("total_verifications")?,
        })
    })?;
    figures.ok_or_else(|| Error::internal("sums gave no row"))
}

/// The checks that were begun on a day.
#[derive(Debug, Clone, Copy)]
pub struct CheckDay {
    /// The day.
    pub day: Day,
    /// Approved.
    pub complete: i64,
    /// With issues, or rejected.
    pub issues: i64,
    /// Under way.
    pub open: i64,
}

/// The checks of a period, a row for each day that had some.
pub fn check_days(db: &Connection, rooms: RoomsAsked, period: Period) -> Result<Vec<CheckDay>> {
    let asked = Asked::of(rooms, include_str!("../sql/check_days.sql"));
    let (from, until) = (Day(period.from), Day(period.until));
    sql::values(db, &asked.text, &asked.params(&[(":from", &from), (":until", &until)]), |row| {
        Ok(CheckDay { day: row.get(0)?, complete: row.get(1)?, issues: row.get(2)?, open: row.get(3)? })
    })
}

row! {
    /// A class, and the checks that were begun on its weekday in a period.
    #[derive(Debug, Clone)]
    pub struct ClassChecks {
        /// The class.
        pub id: Id,
        /// Its room.
        pub environment_id: Id,
        /// The room's name.
        pub environment_name: String,
        /// Its instructor.
        pub instructor_id: Id,
        /// Their name.
        pub instructor_name: String,
        /// Its programme.
        pub program: String,
        /// Its ficha.
        pub ficha: String,
        /// 1 is Monday.
        pub day_of_week: i64,
        /// Its first day.
        pub start_date: Day,
        /// Its last day.
        pub end_date: Day,
        /// When it ends.
        pub end_time: EndTime,
        /// Whether it is in the timetable.
        pub is_active: bool,
        /// Since when it is.
        pub created_at: LocalTime,
        /// When it changed last: when it was put away, if it was.
        pub updated_at: LocalTime,
        /// Checks begun.
        pub done: i64,
        /// Checks approved.
        pub complete: i64,
        /// Checks with issues.
        pub issues: i64,
    }
}

/// The classes that may have met in a period.
pub fn class_checks(db: &Connection, rooms: RoomsAsked, period: Period) -> Result<Vec<ClassChecks>> {
    let asked = Asked::of(rooms, include_str!("../sql/class_checks.sql"));
    let (from, until) = (Day(period.from), Day(period.until));
    sql::all(db, &asked.text, &asked.params(&[(":from", &from), (":until", &until)]))
}

/// The day of the first check of all; before it nobody was asked for any.
pub fn first_check(db: &Connection) -> Result<Option<Day>> {
    sql::one(
        db,
        "select check_date\nfrom inventory_checks\nwhere status <> 'student_pending'\norder by check_date\nlimit 1",
        &[],
    )
}

/// A room within sight.
pub fn room(db: &Connection, rooms: RoomsAsked) -> Result<StatsRoom> {
    let asked =
        Asked::of(rooms, "select e.id, e.name, e.location\nfrom rooms r\njoin environments e on e.id = r.id");
    Ok(sql::one(db, &asked.text, &asked.params(&[]))?.ok_or(Code::EnvironmentNotFound)?)
}

/// How much there is of each category, all rooms together.
pub fn held(db: &Connection, rooms: RoomsAsked) -> Result<StatsHeldByCategory> {
    let mut all = StatsHeldByCategory::default();
    for line in super::by_category(db, rooms)? {
        // Of each word there are several lines where the centre has categories of its own.
        let held = match line.category {
            ItemCategory::Computer => &mut all.computer,
            ItemCategory::Projector => &mut all.projector,
            ItemCategory::Keyboard => &mut all.keyboard,
            ItemCategory::Mouse => &mut all.mouse,
            ItemCategory::Tv => &mut all.tv,
            ItemCategory::Camera => &mut all.camera,
            ItemCategory::Microphone => &mut all.microphone,
            ItemCategory::Tablet => &mut all.tablet,
            ItemCategory::Other => &mut all.other,
        };
        held.count += line.holding.items;
        held.quantity += line.holding.quantity;
    }
    Ok(all)
}

/// What happened in a room in a period, which began at the instant `since`.
pub fn activity(db: &Connection, room: Id, period: Period, since: LocalTime) -> Result<StatsLastWeek> {
    let params = named_params! {
        ":room": room, ":from": Day(period.from), ":until": Day(period.until), ":since": since,
    };
    let figures = sql::value(db, include_str!("../sql/room_activity.sql"), params, |row| {
        Ok(StatsLastWeek { checks_last_week: row.get(0)?, maintenance_requests_last_week: row.get(1)? })
    })?;
    figures.ok_or_else(|| Error::internal("counts gave no row"))
}
