//! SQL of inductions.

use super::model::{InductedPerson, Induction, MissingInduction, NewInduction};
use crate::kit::sql::{self, Filter, Selection};
use crate::kit::{Caller, Code, Day, Id, LocalTime, OnUnique, Paging, Result, Rows};
use rusqlite::{Connection, named_params};

const SELECT: &str = "
    select d.id, d.name, d.item_id, i.name as item_name, i.internal_code, d.category,
        :center_id is null or d.item_id is not null or d.center_id is not null as may_change,
        (select count(*)
            from induction_people p
            join users u on u.id = p.user_id
            left join environments ue on ue.id = u.environment_id
            where p.induction_id = d.id
            and (p.valid_until is null or p.valid_until >= :today)
            and (:center_id is null or ue.id is null or ue.center_id = :center_id)) as people,
        exists (select 1
            from induction_people p
            where p.induction_id = d.id
            and p.user_id = :who
            and (p.valid_until is null or p.valid_until >= :today)) as is_mine,
        d.created_at, d.updated_at
    from inductions d
    left join inventory_items i on i.id = d.item_id
    left join environments ie on ie.id = i.environment_id";

/// Who asks, from which centre (`None` is every centre's), on which day.
#[derive(Debug, Clone, Copy)]
pub struct Asker {
    who: Id,
    center_id: Option<Id>,
    today: Day,
}

impl Asker {
    /// A person who asks on a day.
    pub fn new(who: &Caller, today: Day) -> Self {
        Self { who: who.id, center_id: who.own_center(), today }
    }
}

/// The inductions of the asker's centre and of all centres, by name; or those of them that an item asks for.
pub fn list(item_id: Option<Id>, asker: Asker) -> Selection {
    let filter = within(asker).bind(":who", asker.who).bind(":today", asker.today).when(
        "d.item_id = :item_id or d.category = (select category from inventory_items where id = :item_id)",
        ":item_id",
        item_id,
    );
    Selection::new(SELECT, filter, "d.name, d.id")
}

/// Cuts a query to the asker's centre and what holds in all.
fn within(asker: Asker) -> Filter<'static> {
    Filter::default()
        .always(":center_id is null or coalesce(ie.center_id, d.center_id, :center_id) = :center_id")
        .bind(":center_id", asker.center_id)
}

/// One induction of the asker's centre or of all centres.
pub fn get(db: &Connection, id: Id, asker: Asker) -> Result<Induction> {
    let filter = within(asker).bind(":who", asker.who).bind(":today", asker.today);
    let filter = filter.when("d.id = :id", ":id", Some(id));
    let found = sql::one(db, &format!("{SELECT}{}", filter.clause()), &filter.params())?;
    Ok(found.ok_or(Code::InductionNotFound)?)
}

/// Adds an induction of a centre, or of all; answers its id.
pub fn insert(db: &Connection, new: &NewInduction, center_id: Option<Id>, now: LocalTime) -> Result<Id> {
    let id = Id::new();
    let fields = named_params! {
        ":id": id, ":name": new.name.as_str(), ":item_id": new.item_id.0, ":category": new.category.0,
        ":center_id": center_id, ":created_at": now, ":updated_at": now,
    };
    sql::insert(db, "inductions", fields).on_unique("inductions_name", Code::InductionNameTaken)?;
    Ok(id)
}

/// Calls it something else.
pub fn rename(db: &Connection, id: Id, name: &str, now: LocalTime) -> Result<()> {
    sql::save(db, "inductions", named_params! { ":id": id, ":name": name, ":updated_at": now })
        .on_unique("inductions_name", Code::InductionNameTaken)
}

/// Deletes it, and who has had it.
pub fn delete(db: &Connection, id: Id) -> Result<()> {
    sql::run(db, "delete from inductions\nwhere id = :id", named_params! { ":id": id })
}

const PEOPLE: &str = "
    select p.user_id, u.name as user_name, p.given_by, p.given_on, p.valid_until,
        p.valid_until is null or p.valid_until >= :today as is_valid, n.name as noted_by_name, p.created_at
    from induction_people p
    join users u on u.id = p.user_id
    left join environments ue on ue.id = u.environment_id
    join users n on n.id = p.noted_by
    where p.induction_id = :id
    and (:center_id is null or ue.id is null or ue.center_id = :center_id)";

/// Who of the asker's centre, or without a room, has had an induction, by name.
pub fn people(db: &Connection, id: Id, asker: Asker, paging: Paging) -> Result<Rows<InductedPerson>> {
    let text = format!("{PEOPLE}\norder by u.name, u.id");
    let Asker { center_id, today, .. } = asker;
    sql::rows(db, &text, named_params! { ":id": id, ":center_id": center_id, ":today": today }, paging)
}

/// Everybody who has had an induction, as the audit keeps them.
pub fn everybody(db: &Connection, id: Id, asker: Asker) -> Result<Vec<InductedPerson>> {
    let text = format!("{PEOPLE}\norder by u.name, u.id");
    let params = named_params! { ":id": id, ":center_id": None::<Id>, ":today": asker.today };
    sql::all(db, &text, params)
}

/// How one person of those that [`people`] lists has had it, if they have.
pub fn person(db: &Connection, id: Id, user_id: Id, asker: Asker) -> Result<Option<InductedPerson>> {
    let text = format!("{PEOPLE}\nand p.user_id = :user_id");
    let Asker { center_id, today, .. } = asker;
    let params = named_params! { ":id": id, ":user_id": user_id, ":center_id": center_id, ":today": today };
    sql::one(db, &text, params)
}

/// Writes down that somebody has had it; what was known of them before is replaced.
pub fn note(
    db: &Connection,
    id: Id,
    user_id: Id,
    given_by: &str,
    (given_on, valid_until): (Day, Option<Day>),
    (noted_by, now): (Id, LocalTime),
) -> Result<()> {
    sql::run(
        db,
        "insert into induction_people (induction_id, user_id, given_by, given_on, valid_until, noted_by, created_at)
         values (:id, :user_id, :given_by, :given_on, :valid_until, :noted_by, :now)
         on conflict (induction_id, user_id) do update
         set given_by = :given_by,
             given_on = :given_on,
             valid_until = :valid_until,
             noted_by = :noted_by,
             created_at = :now",
        named_params! {
            ":id": id, ":user_id": user_id, ":given_by": given_by, ":given_on": given_on,
            ":valid_until": valid_until, ":noted_by": noted_by, ":now": now,
        },
    )
}

/// Takes it back that somebody has had it.
pub fn forget(db: &Connection, id: Id, user_id: Id) -> Result<()> {
    sql::run(
        db,
        "delete from induction_people\nwhere induction_id = :id\nand user_id = :user_id",
        named_params! { ":id": id, ":user_id": user_id },
    )
}

/// The inductions that a person hasn't had, or that end before a day, of those that things of a warehouse may ask for.
pub fn missing(db: &Connection, user_id: Id, warehouse: Id, until: Day) -> Result<Vec<MissingInduction>> {
    sql::all(
        db,
        "select d.name, d.item_id, d.category
         from inductions d
         where (d.item_id is not null
             or d.center_id is null
             or d.center_id = (select center_id from environments where id = :warehouse))
         and not exists (
             select 1
             from induction_people p
             where p.induction_id = d.id
             and p.user_id = :user_id
             and (p.valid_until is null or p.valid_until >= :until))
         order by d.name",
        named_params! { ":user_id": user_id, ":warehouse": warehouse, ":until": until },
    )
}
