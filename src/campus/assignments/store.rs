//! SQL of equipment in charge.

use super::model::{
    Assignment, AssignmentFilter, AssignmentOrder, AssignmentQuery, AssignmentReach, Holder, ReturnCondition,
};
use crate::campus::inventory::model::Item;
use crate::kit::sql::{self, Filter, Selection};
use crate::kit::{Code, Id, LocalTime, OnUnique, Result, RoomColumns, Scope};
use rusqlite::{Connection, named_params};

/// An assignment belongs to the centre where it was made, wherever the item goes; whoever keeps equipment keeps that of a centre.
const PLACE: RoomColumns = RoomColumns {
    center: "a.center_id is null or a.center_id = :scope",
    room_and_warehouses: "e.id = :scope",
    room: "e.id = :scope",
};

/// The newest acta of the hand-over.
macro_rules! delivery {
    () => {
        "(
            select d.id
            from item_assignment_actas d
            where d.assignment_id = a.id
            and d.kind = 'delivery'
            order by d.version desc
            limit 1)"
    };
}

/// How many have signed it.
macro_rules! delivery_signatures {
    () => {
        concat!("(select count(*) from item_assignment_signatures s where s.acta_id = ", delivery!(), ")")
    };
}

// Cross joins are read in the order in which they are written: a list begins at the assignments, along one of their indices.
const SELECT: &str = concat!(
    "
    select a.id, a.item_id, coalesce(i.name, a.item_name) as item_name,
        coalesce(i.internal_code, a.internal_code) as internal_code, i.category, i.status as item_status, i.item_type,
        e.id as environment_id, e.name as environment_name, a.center_id, c.name as center_name, a.user_id,
        coalesce(u.name, a.holder_name) as holder_name, a.holder_document, u.is_active as holder_is_active, a.notes, a.ended_at is null as is_open,
        a.ended_at is null and coalesce(i.status = 'lost' or i.quantity <= i.quantity_missing, 0) as is_gone, a.started_at,
        a.assigned_by, g.name as assigned_by_name, a.ended_at, a.received_by, r.name as received_by_name,
        a.end_condition, a.end_notes, ",
    delivery_signatures!(),
    " as delivery_signatures, a.updated_at
    from item_assignments a
    cross join users g on g.id = a.assigned_by
    left join inventory_items i on i.id = a.item_id
    left join environments e on e.id = iif(i.id is null, a.environment_id, i.environment_id)
    left join centers c on c.id = a.center_id
    left join users u on u.id = a.user_id
    left join users r on r.id = a.received_by"
);

impl AssignmentReach {
    fn within(self, filter: Filter<'static>) -> Filter<'static> {
        match self {
            Self::Own(person) => filter.when("a.user_id = :own", ":own", Some(person)),
            Self::Within(scope) => scope.within(filter, &PLACE),
        }
    }
}

/// The assignments within a reach that match.
pub fn list(reach: AssignmentReach, query: AssignmentQuery) -> Selection {
    use AssignmentFilter::{Inactive, Open, Returned, ToSign, Unsigned};
    let is_out = matches!(query.status, Some(Open | Unsigned | ToSign | Inactive));
    let filter = Filter::default()
        .when("a.item_id = :item_id", ":item_id", query.item_id)
        .when("a.user_id = :user_id", ":user_id", query.user_id)
        .when("e.id = :environment_id", ":environment_id", query.environment_id)
        .only_if(is_out, "a.ended_at is null")
        .only_if(query.status == Some(Returned), "a.ended_at is not null")
        .only_if(query.status == Some(Inactive), "u.is_active = 0")
        .only_if(query.status == Some(Unsigned), concat!(delivery_signatures!(), " < 2"))
        .only_if(
            query.status == Some(ToSign),
            concat!(
                "not exists (select 1 from item_assignment_signatures s where s.side = 'holder' and s.acta_id = ",
                delivery!(),
                ")"
            ),
        )
        .when(
            "matches(:search, coalesce(u.name, a.holder_name), a.holder_document, coalesce(i.name, a.item_name),
                 coalesce(i.internal_code, a.internal_code), i.serial_number)",
            ":search",
            query.search,
        );
    let order = match query.order.unwrap_or(AssignmentOrder::Started) {
        AssignmentOrder::Started => "a.started_at desc, a.id desc",
        AssignmentOrder::Oldest => "a.started_at, a.id",
        AssignmentOrder::Holder => {
            "coalesce(u.name, a.holder_name) collate nocase, a.started_at desc, a.id desc"
        }
    };
    Selection::new(SELECT, reach.within(filter), order)
}

/// One within a reach.
///
/// # Errors
/// [`Code::AssignmentNotFound`].
pub fn get_within(db: &Connection, reach: AssignmentReach, id: Id) -> Result<Assignment> {
    let filter = reach.within(Filter::default().when("a.id = :id", ":id", Some(id)));
    let found = sql::one(db, &format!("{SELECT}{}", filter.clause()), &filter.params())?;
    Ok(found.ok_or(Code::AssignmentNotFound)?)
}

/// One, whoever may see it.
///
/// # Errors
/// [`Code::AssignmentNotFound`].
pub fn get(db: &Connection, id: Id) -> Result<Assignment> {
    get_within(db, AssignmentReach::Within(Scope::Everything), id)
}

/// Who has an item now.
pub fn open_of(db: &Connection, item_id: Id) -> Result<Option<Assignment>> {
    let text = format!("{SELECT}\nwhere a.item_id = :item_id\nand a.ended_at is null");
    sql::one(db, &text, named_params! { ":item_id": item_id })
}

/// Who has borrowed pieces of an item.
pub fn lent_to(db: &Connection, item_id: Id) -> Result<Option<String>> {
    sql::one(
        db,
        "select u.name
         from loan_pieces p
         join loans l on l.id = p.loan_id
         join users u on u.id = l.instructor_id
         where p.item_id = :item_id
         and l.status = 'active'
         group by l.id
         having sum(iif(p.action = 'handed_over', p.quantity, -p.quantity)) > 0
         order by l.id
         limit 1",
        named_params! { ":item_id": item_id },
    )
}

/// An item that somebody gets.
#[derive(Debug)]
pub struct Begun<'a> {
    /// Id.
    pub id: Id,
    /// The item, as it is that day.
    pub item: &'a Item,
    /// The centre where that is, to which it belongs.
    pub center_id: Option<Id>,
    /// Who gets it.
    pub holder: &'a Holder,
    /// What goes with it.
    pub notes: Option<&'a str>,
    /// Who hands it over.
    pub by: Id,
    /// When.
    pub now: LocalTime,
}

/// Adds it.
///
/// # Errors
/// [`Code::AssignedAlready`] when somebody has the item.
pub fn insert(db: &Connection, new: &Begun<'_>) -> Result<()> {
    sql::insert(
        db,
        "item_assignments",
        named_params! {
            ":id": new.id,
            ":item_id": new.item.id,
            ":item_name": new.item.name,
            ":internal_code": new.item.internal_code,
            ":environment_id": new.item.environment_id,
            ":center_id": new.center_id,
            ":user_id": new.holder.user_id,
            ":holder_name": new.holder.name,
            ":holder_document": new.holder.document,
            ":notes": new.notes,
            ":started_at": new.now,
            ":assigned_by": new.by,
            ":updated_at": new.now,
        },
    )
    .on_unique("item_assignments.item_id", Code::AssignedAlready)
}

/// How an item comes back.
#[derive(Debug, Clone, Copy)]
pub struct Ended<'a> {
    /// In which state.
    pub condition: ReturnCondition,
    /// Notes.
    pub notes: Option<&'a str>,
    /// Who takes it.
    pub by: Id,
    /// When.
    pub now: LocalTime,
}

/// Notes that it came back.
pub fn end(db: &Connection, id: Id, ended: Ended<'_>) -> Result<()> {
    sql::save(
        db,
        "item_assignments",
        named_params! {
            ":id": id,
            ":ended_at": ended.now,
            ":received_by": ended.by,
            ":end_condition": ended.condition,
            ":end_notes": ended.notes,
            ":updated_at": ended.now,
        },
    )
}

/// Puts right what was written down at the hand-over.
pub fn correct(
    db: &Connection,
    id: Id,
    document: Option<&str>,
    notes: Option<&str>,
    now: LocalTime,
) -> Result<()> {
    sql::save(
        db,
        "item_assignments",
        named_params! { ":id": id, ":holder_document": document, ":notes": notes, ":updated_at": now },
    )
}
