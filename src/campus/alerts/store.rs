//! SQL of system alerts: the list, and what becomes of one. Where trouble is found is [`causes`].

pub mod causes;

use super::model::{
    AlertEntity, AlertQuery, AlertRules, Cause, NewAlert, NewSystemAlert, StandingAlert, SystemAlert,
};
use crate::kit::access::room;
use crate::kit::db::AlertKind;
use crate::kit::sql::{self, Filter, Selection};
use crate::kit::{Code, Id, LocalTime, OnUnique, Result, RoomColumns, Scope, Tx, settings};
use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::{Connection, named_params};

const SELECT: &str = "
    select a.*, a.severity as priority, a.is_resolved = 0 as is_active,
        a.is_resolved = 1 and a.resolved_by is null as is_self_resolved, e.name as environment_name,
        u.name as resolved_by_name
    from system_alerts a
    left join environments e on e.id = a.environment_id
    left join users u on u.id = a.resolved_by";

/// What has no room is shown to everybody who looks after rooms.
const ROOM: RoomColumns = room!("a.environment_id" or null, "e.center_id");

/// The alerts that match, newest first.
pub fn list(scope: Scope, query: AlertQuery) -> Selection {
    let filter = Filter::default()
        .when("a.is_resolved = :is_resolved", ":is_resolved", query.is_resolved)
        .when("a.type = :kind", ":kind", query.kind)
        .when("a.severity = :severity", ":severity", query.severity)
        .when("a.environment_id = :environment_id", ":environment_id", query.environment_id)
        .when("a.created_at >= :from", ":from", query.from)
        .when("a.created_at < :until", ":until", query.until);
    Selection::new(SELECT, scope.within(filter, &ROOM), "a.created_at desc, a.id desc")
}

/// One alert within a scope.
pub fn get_within(db: &Connection, scope: Scope, id: Id) -> Result<SystemAlert> {
    let filter = scope.within(Filter::default().when("a.id = :id", ":id", Some(id)), &ROOM);
    let alert = sql::one(db, &format!("{SELECT}{}", filter.clause()), &filter.params())?;
    Ok(alert.ok_or(Code::AlertNotFound)?)
}

/// Adds an alert, unless one about the same is open; answers the id of the one that is open then. One that only stands for a cause
/// of ours says what the new one has to say from then on.
pub fn insert_once(tx: &Tx<'_>, new: &NewAlert) -> Result<Id> {
    let open: Option<(Id, bool)> = sql::value(
        tx,
        "select id, is_standing
         from system_alerts
         where type = :kind
         and entity_type = :entity_type
         and entity_id = :entity_id
         and is_resolved = 0",
        named_params! { ":kind": new.kind, ":entity_type": new.entity_type, ":entity_id": new.entity_id },
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let now = LocalTime(tx.now);
    let cut = |text: &str, length| text.chars().take(length).collect::<String>();
    let (title, message) = (cut(&new.title, 200), cut(&new.message, 2000));
    if let Some((id, is_standing)) = open {
        if is_standing {
            sql::save(
                tx,
                "system_alerts",
                named_params! {
                    ":id": id, ":title": title, ":message": message, ":severity": new.severity,
                    ":environment_id": new.environment_id, ":amount": None::<i64>, ":is_standing": false,
                    ":updated_at": now,
                },
            )?;
        }
        return Ok(id);
    }
    let id = Id::new();
    sql::insert(
        tx,
        "system_alerts",
        named_params! {
            ":id": id, ":type": new.kind, ":title": title, ":message": message,
            ":severity": new.severity, ":entity_type": new.entity_type, ":entity_id": new.entity_id,
            ":environment_id": new.environment_id, ":created_at": now, ":updated_at": now,
        },
    )?;
    Ok(id)
}

/// Whether the row is there that an alert is about.
pub fn is_there(db: &Connection, entity: AlertEntity, id: Id) -> Result<bool> {
    let text = match entity {
        AlertEntity::InventoryItem => "select 1\nfrom inventory_items\nwhere id = :id",
        AlertEntity::Loan => "select 1\nfrom loans\nwhere id = :id",
        AlertEntity::MaintenanceRequest => "select 1\nfrom maintenance_requests\nwhere id = :id",
        AlertEntity::InventoryCheck => "select 1\nfrom inventory_checks\nwhere id = :id",
        AlertEntity::Schedule => "select 1\nfrom schedules\nwhere id = :id",
        AlertEntity::Environment => "select 1\nfrom environments\nwhere id = :id",
    };
    sql::exists(db, text, named_params! { ":id": id })
}

/// Adds an alert of somebody; answers its id.
///
/// # Errors
/// `Code::AlertOpenTwice` when one about the same is open.
pub fn insert(tx: &Tx<'_>, new: &NewSystemAlert) -> Result<Id> {
    let (id, now) = (Id::new(), LocalTime(tx.now));
    let done = sql::insert(
        tx,
        "system_alerts",
        named_params! {
            ":id": id, ":type": new.kind, ":title": new.title.as_str(), ":message": new.message.as_str(),
            ":severity": new.severity, ":entity_type": new.entity_type.0,
            ":entity_id": new.entity_id.0, ":environment_id": new.environment_id.0, ":created_at": now,
            ":updated_at": now,
        },
    );
    done.on_unique("system_alerts.entity_id", Code::AlertOpenTwice)?;
    Ok(id)
}

/// The alerts that stand for a cause.
pub fn standing(db: &Connection) -> Result<Vec<StandingAlert>> {
    sql::all(
        db,
        "select id, type, entity_type, entity_id, environment_id, severity, amount, title, message, is_resolved
         from system_alerts
         where is_standing = 1",
        &[],
    )
}

/// What open alerts are about that stand for no cause of ours: kind, entity.
pub fn raised_by_others(db: &Connection) -> Result<Vec<(AlertKind, String, Id)>> {
    sql::values(
        db,
        "select type, entity_type, entity_id
         from system_alerts
         where is_resolved = 0
         and is_standing = 0
         and entity_type is not null
         and entity_id is not null",
        &[],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )
}

/// Adds an alert that stands for a cause.
pub fn insert_cause(tx: &Tx<'_>, cause: &Cause) -> Result<Id> {
    let (id, now) = (Id::new(), LocalTime(tx.now));
    sql::insert(
        tx,
        "system_alerts",
        named_params! {
            ":id": id, ":type": cause.kind, ":title": cause.title, ":message": cause.message,
            ":severity": cause.severity, ":entity_type": cause.entity_type, ":entity_id": cause.entity_id,
            ":environment_id": cause.environment_id, ":amount": cause.amount, ":is_standing": true,
            ":created_at": now, ":updated_at": now,
        },
    )?;
    Ok(id)
}

/// Brings an alert up to date with its cause.
pub fn renew(tx: &Tx<'_>, id: Id, cause: &Cause) -> Result<()> {
    sql::save(
        tx,
        "system_alerts",
        named_params! {
            ":id": id, ":entity_id": cause.entity_id, ":title": cause.title, ":message": cause.message,
            ":severity": cause.severity, ":environment_id": cause.environment_id, ":amount": cause.amount,
            ":updated_at": LocalTime(tx.now),
        },
    )
}

/// No cause stands behind an alert any more; an open one is resolved by that, and says so.
pub fn end(tx: &Tx<'_>, id: Id, why: &str) -> Result<()> {
    sql::run(
        tx,
        "update system_alerts
         set is_standing = 0,
             resolved_at = iif(is_resolved = 0, :now, resolved_at),
             resolution_notes = iif(is_resolved = 0, :why, resolution_notes),
             updated_at = iif(is_resolved = 0, :now, updated_at),
             is_resolved = 1
         where id = :id",
        named_params! { ":id": id, ":why": why, ":now": LocalTime(tx.now) },
    )
}

/// Deletes what was resolved long ago and stands for no cause any more. Answers how many.
pub fn clear_old(db: &Connection, now: DateTime<Utc>) -> Result<usize> {
    let kept = TimeDelta::days(settings::of::<AlertRules>(db)?.kept_days);
    sql::changed(
        db,
        "delete from system_alerts
         where is_resolved = 1
         and is_standing = 0
         and coalesce(resolved_at, updated_at) < :before",
        named_params! { ":before": LocalTime(now - kept) },
    )
}

/// Notes who has resolved an alert and how, or that it is open again.
pub fn set_resolved(tx: &Tx<'_>, id: Id, by: Option<Id>, notes: Option<&str>) -> Result<()> {
    let now = LocalTime(tx.now);
    let done = sql::changed(
        tx,
        "update system_alerts
         set is_resolved = :by is not null,
             resolved_by = :by,
             resolved_at = iif(:by is null, null, :now),
             resolution_notes = :notes,
             updated_at = :now
         where id = :id",
        named_params! { ":id": id, ":by": by, ":notes": notes, ":now": now },
    );
    done.map(drop).on_unique("system_alerts.entity_id", Code::AlertOpenTwice)
}
