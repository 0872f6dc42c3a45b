//! SQL of the audit.

use super::model::{
    AuditActionCount, AuditEntry, AuditPage, AuditQuery, AuditSeal, AuditStats, PlainAuditEntry, UserActivity,
};
use crate::kit::db::chain;
use crate::kit::sql::{self, Filter, Selection};
use crate::kit::{Error, Id, LocalTime, Paging, Result, Rows, clock};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, named_params};

const SELECT: &str = "
    select a.id, a.action, a.entity_type, a.entity_id, a.user_id, a.user_name, a.user_email,
        json_extract(a.new_values, '$.before') as old_values, a.new_values, a.ip_address, a.user_agent,
        null as session_id, a.created_at
    from audit_logs a";

const NEWEST_FIRST: &str = "\norder by a.id desc";

fn filter(query: AuditQuery) -> Filter<'static> {
    Filter::default()
        .when("instr(a.action, :action) > 0", ":action", query.action)
        .when("a.user_id = :user_id", ":user_id", query.user_id)
        .when("a.entity_type = :entity_type", ":entity_type", query.entity_type)
        .when("a.created_at >= :from", ":from", query.from)
        .when("a.created_at < :until", ":until", query.until)
        .when(
            "matches(:search, a.user_name, a.user_email, a.action, a.entity_type, \
             json_extract(a.new_values, '$.description'))",
            ":search",
            query.search,
        )
}

/// One page, newest first.
pub fn page(db: &Connection, query: AuditQuery, paging: Paging, per_page: i64) -> Result<AuditPage> {
    let filter = filter(query);
    let total =
        sql::count(db, &format!("select count(*) from audit_logs a {}", filter.clause()), &filter.params())?;
    let (limit, skip) = (per_page, paging.skip());
    let mut params = filter.params();
    params.push((":limit", &limit));
    params.push((":skip", &skip));
    let logs = sql::all(
        db,
        &format!("{SELECT}{}{NEWEST_FIRST}\nlimit +:limit offset :skip", filter.clause()),
        &params,
    )?;
    Ok(AuditPage { logs, total, page: paging.number(), per_page, total_pages: paging.pages(total) })
}

/// The entries that match, newest first.
pub fn list(query: AuditQuery) -> Selection {
    Selection::new(SELECT, filter(query), "a.id desc")
}

/// The plain list that the app's report reads.
pub fn plain(db: &Connection, query: AuditQuery, paging: Paging) -> Result<Rows<PlainAuditEntry>> {
    let filter = filter(query);
    sql::rows(
        db,
        &format!(
            "select a.created_at as timestamp, coalesce(a.user_email, '') as user_email, a.action, a.entity_type,
                 a.new_values
             from audit_logs a{}{NEWEST_FIRST}",
            filter.clause()
        ),
        &filter.params(),
        paging,
    )
}

/// One entry.
pub fn get(db: &Connection, id: Id) -> Result<Option<AuditEntry>> {
    sql::one(db, &format!("{SELECT}\nwhere a.id = :id"), named_params! { ":id": id })
}

/// Everything that happened to one row, newest first.
pub fn trail(db: &Connection, entity_type: &str, entity_id: Id, paging: Paging) -> Result<Rows<AuditEntry>> {
    sql::rows(
        db,
        &format!("{SELECT}\nwhere a.entity_type = :entity_type\nand a.entity_id = :entity_id{NEWEST_FIRST}"),
        named_params! { ":entity_type": entity_type, ":entity_id": entity_id },
        paging,
    )
}

/// What was done to one row, newest first and 500 at most; refused attempts are left out.
pub fn history(db: &Connection, entity_type: &str, entity_id: Id) -> Result<Vec<AuditEntry>> {
    sql::all(
        db,
        &format!(
            "{SELECT}
             where a.entity_type = :entity_type
             and a.entity_id = :entity_id
             and json_extract(a.new_values, '$.response.status_code') < 400
             {NEWEST_FIRST}
             limit 500"
        ),
        named_params! { ":entity_type": entity_type, ":entity_id": entity_id },
    )
}

/// Figures since an instant. The words of the classes are the app's own (contract, section c).
pub fn stats(db: &Connection, since: DateTime<Utc>) -> Result<AuditStats> {
    let since = LocalTime(since);
    let today = LocalTime(clock::start_of(clock::today()));
    let counts = sql::one(
        db,
        "with judged as (
             select created_at,
                 case
                     when json_extract(new_values, '$.response.status_code') >= 400 then 'error'
                     when action like '%DELETE%' or action like '%UPDATE%' then 'warning'
                     when action like '%CREATE%' or action = 'LOGIN' then 'success'
                     else 'info'
                 end as class
             from audit_logs
             where created_at >= :since
         )
         select count(*) as total_logs,
             count(*) filter (where created_at >= :today) as today_logs,
             count(*) filter (where class = 'warning') as warning_logs,
             count(*) filter (where class = 'error') as error_logs,
             count(*) filter (where class = 'info') as info_logs,
             count(*) filter (where class = 'success') as success_logs
         from judged",
        named_params! { ":since": since, ":today": today },
    )?
    .ok_or_else(|| Error::internal("count gave no row"))?;
    let top_users = sql::all(
        db,
        "select max(user_name) as name, max(user_email) as email, count(*) as count
         from audit_logs
         where created_at >= :since
         and user_id is not null
         group by user_id
         order by count desc, email
         limit 10",
        named_params! { ":since": since },
    )?;
    let head = chain::head(db, None)?;
    let seal = head.map_or_else(AuditSeal::default, |head| AuditSeal::of(&head));
    Ok(AuditStats { counts, top_actions: top_actions(db, since, None)?, top_users, seal })
}

fn top_actions(db: &Connection, since: LocalTime, user_id: Option<Id>) -> Result<Vec<AuditActionCount>> {
    sql::all(
        db,
        "select action, count(*) as count
         from audit_logs
         where created_at >= :since
         and (:user_id is null or user_id = :user_id)
         group by action
         order by count desc, action
         limit 10",
        named_params! { ":since": since, ":user_id": user_id },
    )
}

/// What one person did since an instant.
pub fn activity(db: &Connection, user_id: Id, since: DateTime<Utc>) -> Result<UserActivity> {
    let since = LocalTime(since);
    let counts = sql::value(
        db,
        "select count(*), count(distinct action), count(distinct entity_type)
         from audit_logs
         where user_id = :user_id
         and created_at >= :since",
        named_params! { ":user_id": user_id, ":since": since },
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    let (total_actions, unique_actions, unique_entities) = counts.unwrap_or_default();
    // SQLite knows no time zones; the centre's difference to UTC is that of now.
    let shift = format!("{} seconds", clock::offset_seconds());
    let daily_activity = sql::all(
        db,
        "select date(created_at, :shift) as date, count(*) as count
         from audit_logs
         where user_id = :user_id
         and created_at >= :since
         group by 1
         order by 1",
        named_params! { ":shift": shift, ":user_id": user_id, ":since": since },
    )?;
    let recent_logs = sql::all(
        db,
        &format!("{SELECT}\nwhere a.user_id = :user_id\nand a.created_at >= :since{NEWEST_FIRST}\nlimit 20"),
        named_params! { ":user_id": user_id, ":since": since },
    )?;
    Ok(UserActivity {
        user_id,
        total_actions,
        unique_actions,
        unique_entities,
        top_actions: top_actions(db, since, Some(user_id))?,
        daily_activity,
        recent_logs,
    })
}

/// Deletes the entries from before an instant, as far as the chain's beginning consists of such, and leaves an anchor; answers
/// how many.
pub fn delete_before(
    db: &Connection,
    key: &chain::ChainKey,
    instant: DateTime<Utc>,
    now: LocalTime,
) -> Result<usize> {
    let before = LocalTime(instant);
    let loose = sql::changed(
        db,
        "delete from audit_logs
         where seq is null
         and created_at < :before",
        named_params! { ":before": before },
    )?;
    let last = sql::value(
        db,
        "select seq, hash
         from audit_logs
         where seq < coalesce(
             (select min(seq) from audit_logs where created_at >= :before),
             (select max(seq) + 1 from audit_logs))
         order by seq desc
         limit 1",
        named_params! { ":before": before },
        |row| Ok(chain::ChainLink { seq: row.get(0)?, hash: row.get(1)? }),
    )?;
    let Some(last) = last else { return Ok(loose) };
    let deleted =
        sql::changed(db, "delete from audit_logs\nwhere seq <= :seq", named_params! { ":seq": last.seq })?;
    chain::anchor(db, key, &last, i64::try_from(deleted).unwrap_or(i64::MAX), now)?;
    Ok(loose + deleted)
}
