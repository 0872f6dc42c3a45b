//! Where trouble is found: what the server raises alerts of, as of an instant. Reads of many tables, joined here because a store
//! never calls another's.

mod checks;
mod materials;
mod things;

use crate::campus::alert_settings::model::AlertWish;
use crate::campus::alerts::model::{AlertRules, Cause};
use crate::campus::alerts::rules::Keeper;
use crate::kit::wire::row;
use crate::kit::{Day, Id, LocalTime, Result, Role, clock, sql};
use chrono::{DateTime, Utc};
use rusqlite::Connection;

/// A check that is older is history: nobody confirms it any more, in days.
const HISTORY: i64 = 30;

/// All trouble that there is at an instant.
pub fn all(db: &Connection, rules: &AlertRules, now: DateTime<Utc>) -> Result<Vec<Cause>> {
    let today = Day(clock::day_of(now));
    let mut causes = things::low_stock(db, rules)?;
    causes.extend(things::missing(db, today)?);
    causes.extend(things::overdue_repairs(db, rules, today)?);
    causes.extend(things::overdue_loans(db, today)?);
    causes.extend(materials::expiring(db, rules, today)?);
    causes.extend(materials::low(db)?);
    causes.extend(checks::waiting(db, rules, now)?);
    if rules.missing_checks {
        causes.extend(checks::missing(db, LocalTime(now).wall())?);
    }
    Ok(causes)
}

/// Cut to what the table takes of a title.
fn title(text: &str) -> String {
    text.chars().take(200).collect()
}

row! {
    /// Somebody who looks after rooms.
    pub struct KeeperRow {
        /// The account.
        pub id: Id,
        /// Their role.
        pub role: Role,
        /// Their room, if it is a warehouse.
        pub warehouse_id: Option<Id>,
        /// The centre that their account is of, else that of their room.
        pub center_id: Option<Id>,
    }
}

/// Everybody who looks after rooms, with what they want to hear of.
pub fn keepers(db: &Connection) -> Result<Vec<Keeper>> {
    let people: Vec<KeeperRow> = sql::all(
        db,
        "select u.id, u.role, iif(e.is_warehouse = 1, e.id, null) as warehouse_id,
             coalesce(u.center_id, e.center_id) as center_id
         from users u
         left join environments e on e.id = u.environment_id
         where u.role in ('supervisor', 'admin', 'admin_general')
         and u.is_active = 1
         order by u.id",
        &[],
    )?;
    let mut wishes: Vec<AlertWish> = sql::all(
        db,
        "select user_id, alert_type, is_enabled, threshold_value, notification_methods
         from alert_settings
         order by user_id",
        &[],
    )?;
    let keepers = people.into_iter().map(|KeeperRow { id, role, warehouse_id, center_id }| {
        let (own, others) = wishes.drain(..).partition(|wish| wish.user_id == id);
        wishes = others;
        Keeper { id, role, warehouse_id, center_id, wishes: own }
    });
    Ok(keepers.collect())
}
