//! SQL of counts as a whole.

use crate::kit::access::room;
use crate::kit::sql::{self, Filter, Selection};
use crate::kit::{Code, Id, LocalTime, OnUnique, Result, RoomColumns, Scope};
use crate::warehouse::counts::model::{Count, CountQuery, CountStatus, NewCount};
use rusqlite::{Connection, named_params};

pub(super) const ROOM: RoomColumns = room!("c.environment_id", "e.center_id");

/// Whether what is expected is kept from `:who`; says what `rules::course::is_hidden` says.
macro_rules! is_hidden {
    () => {
        "c.is_blind = 1
             and (c.status = 'open'
                 or c.status <> 'approved'
                 and exists (select 1 from count_people k where k.count_id = c.id and k.user_id = :who))"
    };
}

// A cross join is read in the order in which it is written: a page begins at the newest count, and lines are counted for its rows alone.
const SELECT: &str = concat!(
    "
    select c.id, c.environment_id as warehouse_id, e.name as warehouse_name, c.scope, c.bin_id, b.code as bin_code, c.zone,
        c.product_id, p.name as product_name, c.is_blind, ",
    is_hidden!(),
    " as is_hidden, c.status, c.notes,
        (select count(*) from count_lines i where i.count_id = c.id) as lines,
        (select count(*) from count_lines i where i.count_id = c.id and i.counted_quantity is not null) as counted_lines,
        iif(",
    is_hidden!(),
    ", null,
            (select count(*) from count_lines i where i.count_id = c.id and i.counted_quantity <> i.expected_quantity)) as different_lines,
        c.created_by, u.name as created_by_name, c.created_at, c.submitted_by, s.name as submitted_by_name, c.submitted_at,
        c.decided_by, d.name as decided_by_name, c.decided_at, c.decision_notes, c.updated_at
    from counts c
    cross join environments e on e.id = c.environment_id
    cross join users u on u.id = c.created_by
    left join bins b on b.id = c.bin_id
    left join products p on p.id = c.product_id
    left join users s on s.id = c.submitted_by
    left join users d on d.id = c.decided_by"
);

const ORDER: &str = "c.created_at desc, c.id desc";

/// The counts within a scope that match, newest first, as `who` may see them.
pub fn list(scope: Scope, query: CountQuery, who: Id) -> Selection {
    let filter = Filter::default()
        .bind(":who", who)
        .when("c.environment_id = :warehouse_id", ":warehouse_id", query.warehouse_id)
        .when("c.status = :status", ":status", query.status)
        .when("c.scope = :what", ":what", query.scope)
        .when("c.bin_id = :bin_id", ":bin_id", query.bin_id)
        .when("c.product_id = :product_id", ":product_id", query.product_id)
        .when("matches(:search, e.name, b.code, c.zone, p.name, u.name, c.notes)", ":search", query.search);
    Selection::new(SELECT, scope.within(filter, &ROOM), ORDER)
}

/// A count within a scope, as `who` may see it.
///
/// # Errors
/// [`Code::CountNotFound`].
pub fn get_within(db: &Connection, scope: Scope, id: Id, who: Id) -> Result<Count> {
    let filter = Filter::default().bind(":who", who).when("c.id = :id", ":id", Some(id));
    let filter = scope.within(filter, &ROOM);
    let found = sql::one(db, &format!("{SELECT}{}", filter.clause()), &filter.params())?;
    Ok(found.ok_or(Code::CountNotFound)?)
}

/// Whether a count is within a scope.
pub fn is_within(db: &Connection, scope: Scope, id: Id) -> Result<bool> {
    let filter = scope.within(Filter::default().when("c.id = :id", ":id", Some(id)), &ROOM);
    let text = format!(
        "select 1
         from counts c
         join environments e on e.id = c.environment_id{}",
        filter.clause()
    );
    sql::exists(db, &text, &filter.params())
}

/// Adds a count that is open; of what its scope doesn't ask for nothing is kept.
///
/// # Errors
/// [`Code::CountOverlaps`] when its bin is being counted.
pub fn insert(
    db: &Connection,
    id: Id,
    new: &NewCount,
    (bin, zone, product): (Option<Id>, Option<&str>, Option<Id>),
    by: Id,
    now: LocalTime,
) -> Result<()> {
    let params = named_params! {
        ":id": id,
        ":environment_id": new.warehouse_id,
        ":scope": new.scope,
        ":bin_id": bin,
        ":zone": zone,
        ":product_id": product,
        ":is_blind": new.is_blind.0.unwrap_or(false),
        ":status": CountStatus::Open,
        ":notes": new.notes.0.as_ref().map(|text| text.as_str()),
        ":created_by": by,
        ":created_at": now,
        ":updated_at": now,
    };
    sql::insert(db, "counts", params).on_unique("counts.bin_id", Code::CountOverlaps)
}

/// Stores what became of a count, and who decided that; of one that is open again nobody has handed it in.
pub fn save_status(
    db: &Connection,
    id: Id,
    status: CountStatus,
    (by, notes): (Id, Option<&str>),
    now: LocalTime,
) -> Result<()> {
    let is_decided = matches!(status, CountStatus::Approved | CountStatus::Cancelled);
    sql::run(
        db,
        "update counts
         set status = :status,
             submitted_by = case :status when 'open' then null when 'submitted' then :by else submitted_by end,
             submitted_at = case :status when 'open' then null when 'submitted' then :now else submitted_at end,
             decided_by = iif(:is_decided, :by, null),
             decided_at = iif(:is_decided, :now, null),
             decision_notes = iif(:status = 'submitted', decision_notes, :notes),
             updated_at = :now
         where id = :id",
        named_params! {
            ":id": id, ":status": status, ":by": by, ":is_decided": is_decided, ":notes": notes, ":now": now,
        },
    )
}

/// Notes that something of a count changed.
pub fn touch(db: &Connection, id: Id, now: LocalTime) -> Result<()> {
    sql::save(db, "counts", named_params! { ":id": id, ":updated_at": now })
}

/// Notes when the bins of a count were counted: those of which each lot that holds something was, and the one that the count is of.
pub fn mark_bins(db: &Connection, id: Id) -> Result<()> {
    sql::run(
        db,
        "update bins
         set counted_at = coalesce(
             (select max(i.counted_at)
              from count_lines i
              where i.count_id = :id
              and i.bin_id = bins.id),
             (select c.submitted_at
              from counts c
              where c.id = :id))
         where id in (
             select i.bin_id
             from count_lines i
             where i.count_id = :id
             and i.counted_at is not null
             union
             select c.bin_id
             from counts c
             where c.id = :id
             and c.bin_id is not null)
         and not exists (
             select 1
             from lots l
             where l.bin_id = bins.id
             and l.quantity > 0
             and not exists (
                 select 1
                 from count_lines i
                 where i.count_id = :id
                 and i.lot_id = l.id
                 and i.counted_at is not null))",
        named_params! { ":id": id },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::Db;

    #[tokio::test]
    async fn a_page_begins_at_the_newest_count_and_sorts_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let db = Db::open(&dir.path().join("inventario.db"), "the secret of the tests").unwrap();
        for scope in [Scope::Everything, Scope::Center(Id::from_bits(1))] {
            let filter = scope.within(Filter::default(), &ROOM);
            let text = format!("{SELECT}{}\norder by {ORDER}", filter.clause());
            let steps = db.read(move |db| sql::plan(db, &text)).await.unwrap();
            assert!(steps.iter().any(|step| step.contains("counts_created")), "{steps:#?}");
            assert!(steps.iter().all(|step| !step.contains("TEMP B-TREE")), "{steps:#?}");
        }
    }
}
