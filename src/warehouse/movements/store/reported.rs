//! SQL of what reports say of the ledger.

use super::{ROOM, SELECT};
use crate::kit::report::ReportCut;
use crate::kit::sql::{self, Filter};
use crate::kit::wire::row;
use crate::kit::{LocalTime, Result, clock};
use crate::warehouse::movements::model::MovementType;
use rusqlite::Connection;

const FROM: &str = "
    from movements m
    join environments e on e.id = m.environment_id
    join products p on p.id = m.product_id
    join users u on u.id = m.created_by";

/// Movements cut to what was asked for; `m` is the movement, `p` its product, `e` the warehouse, `u` who made it.
fn asked(cut: &ReportCut) -> Filter<'static> {
    let filter = Filter::default()
        .when("m.environment_id = :warehouse", ":warehouse", cut.room)
        .when("m.created_at >= :from", ":from", cut.from.map(|day| LocalTime(clock::start_of(day.0))))
        .when("m.created_at < :until", ":until", cut.until.map(|day| LocalTime(clock::end_of(day.0))))
        .when("is_same(p.category, :category)", ":category", cut.product_category.clone());
    cut.scope.within(filter, &ROOM)
}

/// Of one type, if one was asked for.
fn typed(cut: &ReportCut) -> Filter<'static> {
    let kind = cut.status.as_deref().and_then(MovementType::from_word);
    asked(cut).when("m.movement_type = :type", ":type", kind)
}

/// The movements in the columns that a list of them has: the query as far as it goes, and its filter.
pub fn ledger(cut: &ReportCut, columns: &str) -> (String, Filter<'static>) {
    let filter = typed(cut);
    (format!("select {columns} from ({SELECT}{}) l", filter.clause()), filter)
}

/// When each of the movements was, and of which type, oldest first.
pub fn times(db: &Connection, cut: &ReportCut, mut take: impl FnMut(LocalTime, MovementType)) -> Result<()> {
    let filter = typed(cut);
    let text =
        format!("select m.created_at, m.movement_type{FROM}{}\norder by m.created_at", filter.clause());
    sql::each(db, &text, &filter.params(), |row| {
        take(row.get(0)?, row.get(1)?);
        Ok(())
    })
}

/// What went out.
fn issues(cut: &ReportCut) -> Filter<'static> {
    asked(cut).always("m.movement_type = 'issue'")
}

row! {
    /// How much of what somebody or some place handed out was in its turn.
    #[derive(Debug, Clone)]
    pub struct InTurn {
        /// Who or where.
        pub name: String,
        /// How often something went out.
        pub issues: i64,
        /// How often it was the lot's turn.
        pub in_turn: i64,
    }
}

const COUNTS: &str = "count(*) as issues, coalesce(sum(m.fefo_compliant), 0) as in_turn";

/// By warehouse.
pub fn turns_by_warehouse(db: &Connection, cut: &ReportCut) -> Result<Vec<InTurn>> {
    let filter = issues(cut);
    let text =
        format!("select e.name, {COUNTS}{FROM}{}\ngroup by e.id\norder by e.name, e.id", filter.clause());
    sql::all(db, &text, &filter.params())
}

/// By person.
pub fn turns_by_person(db: &Connection, cut: &ReportCut) -> Result<Vec<InTurn>> {
    let filter = issues(cut);
    let text =
        format!("select u.name, {COUNTS}{FROM}{}\ngroup by u.id\norder by u.name, u.id", filter.clause());
    sql::all(db, &text, &filter.params())
}

/// When something went out, and whether it was the lot's turn; oldest first.
pub fn turns(db: &Connection, cut: &ReportCut, mut take: impl FnMut(LocalTime, bool)) -> Result<()> {
    let filter = issues(cut);
    let text =
        format!("select m.created_at, m.fefo_compliant{FROM}{}\norder by m.created_at", filter.clause());
    sql::each(db, &text, &filter.params(), |row| {
        take(row.get(0)?, row.get(1)?);
        Ok(())
    })
}

row! {
    /// Why lots went out of their turn.
    #[derive(Debug, Clone)]
    pub struct Override {
        /// What was said.
        pub reason: String,
        /// How often.
        pub count: i64,
    }
}

/// The reasons of what went out of its turn, the most frequent first.
pub fn overrides(db: &Connection, cut: &ReportCut) -> Result<Vec<Override>> {
    let filter = issues(cut).always("m.fefo_compliant = 0");
    let text = format!(
        "select coalesce(m.override_reason, 'Sin motivo') as reason, count(*) as count{FROM}{}
         group by m.override_reason
         order by count desc, reason",
        filter.clause()
    );
    sql::all(db, &text, &filter.params())
}

/// What went out of its turn, one by one: the query and its filter.
pub fn out_of_turn(cut: &ReportCut) -> (String, Filter<'static>) {
    let select = "
        select m.created_at, p.name, t.batch_number, e.name, -m.quantity, t.unit, u.name, m.override_reason";
    let filter = issues(cut).always("m.fefo_compliant = 0");
    (format!("{select}{FROM}\n    join lots t on t.id = m.lot_id{}", filter.clause()), filter)
}
