//! Reports of one thing: an item's life, what is in a room, one signed check.

mod check;
mod item;
mod room;

use super::{Asked, Named, Subject, lists};
use crate::campus::reports::model::{ReportKind, ReportType};
use crate::kit::document::Writer;
use crate::kit::sql::{self, Filter};
use crate::kit::wire::row;
use crate::kit::{Caller, Code, Id, Result, Scope};
use rusqlite::{Connection, named_params};

/// Whose paper it is.
pub struct CenterHead {
    /// Its name.
    pub name: String,
    /// Where it is, in a line.
    pub place: String,
    /// Its logo, a PNG.
    pub logo: Option<Vec<u8>>,
}

row! {
    /// A centre with its logo.
    #[derive(Debug)]
    pub struct CenterRow {
        pub name: String,
        pub code: String,
        pub region: Option<String>,
        pub city: Option<String>,
        pub address: Option<String>,
        pub phone: Option<String>,
        pub logo: Option<Vec<u8>>,
    }
}

/// The centre of the room that it is of, else of the person, else the only one.
pub(super) fn center(db: &Connection, asked: &Asked, who: &Caller) -> Result<CenterHead> {
    let subject = asked.subject.as_ref().and_then(|subject| subject.room);
    center_of(db, asked.room_id().or(subject), asked.scope == Scope::Everything, who)
}

/// The centre of a room, else of the person, else the only one. What may be of several (`is_everything`) has no centre's head.
pub fn center_of(db: &Connection, room: Option<Id>, is_everything: bool, who: &Caller) -> Result<CenterHead> {
    let several = "select 1\nfrom centers\nwhere is_active = 1\nlimit 1 offset 1";
    if room.is_none() && is_everything && sql::exists(db, several, &[])? {
        return Ok(CenterHead { name: "Todos los centros".into(), place: String::new(), logo: None });
    }
    let found: Option<CenterRow> = sql::one(
        db,
        "select c.name, c.code, c.region, c.city, c.address, c.phone, l.picture as logo
         from centers c
         left join center_logos l on l.center_id = c.id
         order by c.id = (select center_id from environments where id = :room) desc, c.id = :own desc, c.is_active desc, c.id
         limit 1",
        named_params! { ":room": room, ":own": who.center_id },
    )?;
    let Some(row) = found else {
        return Ok(CenterHead { name: "Inventario".into(), place: String::new(), logo: None });
    };
    let phone = row.phone.map(|phone| format!("Tel. {phone}"));
    let parts = [Some(format!("Código {}", row.code)), row.region, row.city, row.address, phone];
    let place = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    Ok(CenterHead { name: row.name, place, logo: row.logo })
}

row! {
    /// What a sheet is of.
    #[derive(Debug)]
    pub struct SubjectRow {
        pub name: String,
        pub room: Option<Id>,
    }
}

/// The item that was chosen, within sight.
pub(super) fn find_item(db: &Connection, scope: Scope, id: Id) -> Result<Subject> {
    let filter = scope.within(Filter::default().when("i.id = :id", ":id", Some(id)), &lists::ITEM_ROOM);
    let text = format!(
        "select i.name || ' (' || i.internal_code || ')' as name, i.environment_id as room
         from inventory_items i
         left join environments e on e.id = i.environment_id{}",
        filter.clause()
    );
    subject(db, id, &text, &filter, Code::ItemNotFound)
}

/// The check that was chosen, within sight.
pub(super) fn find_check(db: &Connection, scope: Scope, id: Id) -> Result<Subject> {
    let filter = scope.within(Filter::default().when("c.id = :id", ":id", Some(id)), &lists::CHECK_ROOM);
    let text = format!(
        "select e.name || ', ' || strftime('%d/%m/%Y', c.check_date) as name, c.environment_id as room
         from inventory_checks c
         join environments e on e.id = c.environment_id{}",
        filter.clause()
    );
    subject(db, id, &text, &filter, Code::CheckNotFound)
}

fn subject(db: &Connection, id: Id, text: &str, filter: &Filter<'_>, missing: Code) -> Result<Subject> {
    let found: Option<SubjectRow> = sql::one(db, text, &filter.params())?;
    let SubjectRow { name, room } = found.ok_or(missing)?;
    Ok(Subject { named: Named { id, name }, room })
}

/// How many rows it would have.
pub(super) fn count(db: &Connection, asked: &Asked) -> Result<i64> {
    match (asked.kind, &asked.subject) {
        (ReportKind::Own(ReportType::Item), Some(item)) => sql::count(
            db,
            "select (select count(*) from inventory_check_items where item_id = :id and check_id is not null)
                 + iif(:tells_work,
                     (select count(*) from loan_pieces where item_id = :id)
                     + (select count(*) from maintenance_history where item_id = :id),
                     0)",
            named_params! { ":id": item.named.id, ":tells_work": asked.tells_work },
        ),
        (ReportKind::Own(ReportType::Check), Some(check)) => sql::count(
            db,
            "select count(*)\nfrom inventory_check_items\nwhere check_id = :id",
            named_params! { ":id": check.named.id },
        ),
        _ => {
            let query = lists::inventory(asked);
            let text = format!("select count(*) from ({}{})", query.select, query.filter.clause());
            sql::count(db, &text, &query.filter.params())
        }
    }
}

/// Writes one.
pub(super) fn write(db: &Connection, asked: &Asked, out: &mut Writer<'_>) -> Result<()> {
    match (asked.kind, &asked.subject, &asked.room) {
        (ReportKind::Own(ReportType::Item), Some(of), _) => item::write(db, asked, of.named.id, out),
        (ReportKind::Own(ReportType::Check), Some(of), _) => check::write(db, of.named.id, out),
        (_, _, Some(of)) => room::write(db, asked, of.id, out),
        _ => Ok(()),
    }
}

fn fact(label: &'static str, value: Option<String>) -> (&'static str, String) {
    (label, value.filter(|value| !value.is_empty()).unwrap_or_else(|| "—".to_owned()))
}
