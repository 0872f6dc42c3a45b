//! SQL of system alerts.

use super::model::{AlertQuery, NewAlert, SystemAlert};
use crate::kit::access::room;
use crate::kit::sql::{self, Filter};
use crate::kit::{Code, Id, LocalTime, OnUnique, Paging, Result, RoomColumns, Rows, Scope, Tx};
use rusqlite::{Connection, named_params};

const SELECT: &str = "
    select a.*, a.severity as priority, a.is_resolved = 0 as is_active, e.name as environment_name,
        u.name as resolved_by_name
    from system_alerts a
    left join environments e on e.id = a.environment_id
    left join users u on u.id = a.resolved_by";

/// What has no room is shown to everybody who looks after rooms.
const ROOM: RoomColumns = room!("a.environment_id" or null, "e.center_id");

/// The alerts that match, newest first.
pub fn list(db: &Connection, scope: Scope, query: &AlertQuery, paging: Paging) -> Result<Rows<SystemAlert>> {
    let filter = Filter::default()
        .when("a.is_resolved = :is_resolved", ":is_resolved", query.is_resolved)
        .when("a.type = :kind", ":kind", query.kind.as_ref())
        .when("a.severity = :severity", ":severity", query.severity)
        .when("a.environment_id = :environment_id", ":environment_id", query.environment_id)
        .when("a.created_at >= :from", ":from", query.from)
        .when("a.created_at < :until", ":until", query.until);
    let filter = scope.within(filter, &ROOM);
    let text = format!("{SELECT}{}\norder by a.created_at desc, a.id desc", filter.clause());
    sql::rows(db, &text, &filter.params(), paging)
}

/// One alert within a scope.
pub fn get_within(db: &Connection, scope: Scope, id: Id) -> Result<SystemAlert> {
    let filter = scope.within(Filter::default().when("a.id = :id", ":id", Some(id)), &ROOM);
    let alert = sql::one(db, &format!("{SELECT}{}", filter.clause()), &filter.params())?;
    Ok(alert.ok_or(Code::AlertNotFound)?)
}

/// Adds an alert, unless one about the same is open; answers the id of the one that is open then.
pub fn insert_once(tx: &Tx<'_>, new: &NewAlert) -> Result<Id> {
    let open = sql::one(
        tx,
        "select id
         from system_alerts
         where type = :kind
         and entity_type = :entity_type
         and entity_id = :entity_id
         and is_resolved = 0",
        named_params! { ":kind": new.kind, ":entity_type": new.entity_type, ":entity_id": new.entity_id },
    )?;
    if let Some(id) = open {
        return Ok(id);
    }
    let (id, now) = (Id::new(), LocalTime(tx.now));
    let cut = |text: &str, length| text.chars().take(length).collect::<String>();
    sql::insert(
        tx,
        "system_alerts",
        named_params! {
            ":id": id, ":type": new.kind, ":title": cut(&new.title, 200), ":message": cut(&new.message, 2000),
            ":severity": new.severity, ":entity_type": new.entity_type, ":entity_id": new.entity_id,
            ":environment_id": new.environment_id, ":created_at": now, ":updated_at": now,
        },
    )?;
    Ok(id)
}

/// Notes who has resolved an alert, or that it is open again.
pub fn set_resolved(tx: &Tx<'_>, id: Id, by: Option<Id>) -> Result<()> {
    let now = LocalTime(tx.now);
    let done = sql::changed(
        tx,
        "update system_alerts
         set is_resolved = :by is not null,
             resolved_by = :by,
             resolved_at = iif(:by is null, null, :now),
             updated_at = :now
         where id = :id",
        named_params! { ":id": id, ":by": by, ":now": now },
    );
    done.map(drop).on_unique("system_alerts.entity_id", Code::AlertOpenTwice)
}
