//! SQL of inductions.

use super::model::{InductedPerson, Induction, MissingInduction, NewInduction};
use crate::kit::sql;
use crate::kit::{Code, Day, Id, LocalTime, OnUnique, Paging, Result, Rows};
use rusqlite::{Connection, named_params};

const SELECT: &str = "
    select d.id, d.name, d.item_id, i.name as item_name, i.internal_code, d.category,
        (select count(*)
            from induction_people p
            where p.induction_id = d.id
            and (p.valid_until is null or p.valid_until >= :today)) as people,
        exists (select 1
            from induction_people p
            where p.induction_id = d.id
            and p.user_id = :who
            and (p.valid_until is null or p.valid_until >= :today)) as is_mine,
        d.created_at, d.updated_at
    from inductions d
    left join inventory_items i on i.id = d.item_id";

/// All inductions by name, or those that an item asks for.
pub fn list(
    db: &Connection,
    item_id: Option<Id>,
    who: Id,
    today: Day,
    paging: Paging,
) -> Result<Rows<Induction>> {
    let text = format!(
        "{SELECT}
         where :item_id is null
         or d.item_id = :item_id
         or d.category = (select category from inventory_items where id = :item_id)
         order by d.name, d.id"
    );
    sql::rows(db, &text, named_params! { ":item_id": item_id, ":who": who, ":today": today }, paging)
}

/// One induction; `who` asks.
pub fn get(db: &Connection, id: Id, who: Id, today: Day) -> Result<Induction> {
    let text = format!("{SELECT}\nwhere d.id = :id");
    let found = sql::one(db, &text, named_params! { ":id": id, ":who": who, ":today": today })?;
    Ok(found.ok_or(Code::InductionNotFound)?)
}

/// Adds an induction; answers its id.
pub fn insert(db: &Connection, new: &NewInduction, now: LocalTime) -> Result<Id> {
    let id = Id::new();
    let fields = named_params! {
        ":id": id, ":name": new.name.as_str(), ":item_id": new.item_id.0, ":category": new.category.0,
        ":created_at": now, ":updated_at": now,
    };
    sql::insert(db, "inductions", fields).on_unique("inductions.name", Code::InductionNameTaken)?;
    Ok(id)
}

/// Calls it something else.
pub fn rename(db: &Connection, id: Id, name: &str, now: LocalTime) -> Result<()> {
    sql::save(db, "inductions", named_params! { ":id": id, ":name": name, ":updated_at": now })
        .on_unique("inductions.name", Code::InductionNameTaken)
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
    join users n on n.id = p.noted_by
    where p.induction_id = :id";

/// Who has had an induction, by name.
pub fn people(db: &Connection, id: Id, today: Day, paging: Paging) -> Result<Rows<InductedPerson>> {
    let text = format!("{PEOPLE}\norder by u.name, u.id");
    sql::rows(db, &text, named_params! { ":id": id, ":today": today }, paging)
}

/// How one person has had it, if they have.
pub fn person(db: &Connection, id: Id, user_id: Id, today: Day) -> Result<Option<InductedPerson>> {
    let text = format!("{PEOPLE}\nand p.user_id = :user_id");
    sql::one(db, &text, named_params! { ":id": id, ":user_id": user_id, ":today": today })
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

/// The inductions that a person hasn't had, or that end before a day.
pub fn missing(db: &Connection, user_id: Id, until: Day) -> Result<Vec<MissingInduction>> {
    sql::all(
        db,
        "select d.name, d.item_id, d.category
         from inductions d
         where not exists (
             select 1
             from induction_people p
             where p.induction_id = d.id
             and p.user_id = :user_id
             and (p.valid_until is null or p.valid_until >= :until))
         order by d.name",
        named_params! { ":user_id": user_id, ":until": until },
    )
}
