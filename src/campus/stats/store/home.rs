//! The figures of the first pages.

use super::{Asked, RoomsAsked};
use crate::campus::stats::model::{
    StatsAdminDashboard, StatsDashboard, StatsGlobalMetrics, StatsInventory, StatsOpenRequests,
    StatsRecentActivity, StatsRecentChecks, StatsSystemHealth,
};
use crate::campus::stats::rules::{Period, share};
use crate::kit::sql;
use crate::kit::wire::FromRow;
use crate::kit::{Day, Error, LocalTime, Result};
use rusqlite::{Connection, named_params};

/// How the rooms are now, with the checks of a period.
pub fn dashboard(db: &Connection, rooms: RoomsAsked, period: Period) -> Result<StatsDashboard> {
    let asked = Asked::of(rooms, include_str!("../sql/dashboard.sql"));
    let (from, until) = (Day(period.from), Day(period.until));
    let figures =
        sql::value(db, &asked.text, &asked.params(&[(":from", &from), (":until", &until)]), |row| {
            let (recent_checks, completed_checks) = (row.get("recent_checks")?, row.get("completed_checks")?);
            Ok(StatsDashboard {
                inventory: StatsInventory::read(row)?,
                verifications: StatsRecentChecks {
                    recent_checks,
                    completed_checks,
                    completion_rate: share(completed_checks, recent_checks).unwrap_or(0.0),
                },
                maintenance: StatsOpenRequests::read(row)?,
            })
        })?;
    figures.ok_or_else(|| Error::internal("sums gave no row"))
}

/// How the whole server is; `yesterday` and `month` are the instants a day and thirty days ago.
pub fn admin_dashboard(
    db: &Connection,
    yesterday: LocalTime,
    month: LocalTime,
) -> Result<StatsAdminDashboard> {
    let text = include_str!("../sql/admin_dashboard.sql");
    let params = named_params! { ":yesterday": yesterday, ":month": month };
    let figures = sql::value(db, text, params, |row| {
        let global_metrics = StatsGlobalMetrics::read(row)?;
        let rate = share(row.get("signed_in")?, global_metrics.active_users).unwrap_or(0.0);
        Ok(StatsAdminDashboard {
            global_metrics,
            recent_activity: StatsRecentActivity::read(row)?,
            system_health: StatsSystemHealth {
                user_activity_rate: rate,
                maintenance_backlog: row.get("maintenance_backlog")?,
            },
        })
    })?;
    figures.ok_or_else(|| Error::internal("sums gave no row"))
}
