//! SQL of what reports say of the ledger.

use super::{ROOM, SELECT};
use crate::kit::report::ReportCut;
use crate::kit::sql::{self, Filter};
use crate::kit::wire::{FromRow, row};
use crate::kit::{Id, LocalTime, Result, Scope, clock};
use crate::warehouse::movements::model::{MovementQuery, MovementType};
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

/// How many movements there are: by what the database has counted, or one by one where a category is asked for.
pub fn count(db: &Connection, cut: &ReportCut) -> Result<i64> {
    if cut.product_category.is_some() {
        let filter = typed(cut);
        let text = format!("select count(*){}{}", sought(cut), filter.clause());
        return sql::count(db, &text, &filter.params());
    }
    let query = MovementQuery {
        warehouse_id: cut.room,
        movement_type: cut.status.as_deref().and_then(MovementType::from_word),
        from: cut.from.map(|day| LocalTime(clock::start_of(day.0))),
        to: cut.until.map(|day| LocalTime(clock::end_of(day.0))),
        ..MovementQuery::default()
    };
    super::total(db, cut.scope, query)
}

/// The movements with what [`asked`] needs to know of them, and no more: a million look-ups take seconds.
fn sought(cut: &ReportCut) -> String {
    let warehouse = match cut.scope {
        Scope::Center(_) => "\n    join environments e on e.id = m.environment_id",
        Scope::Everything | Scope::RoomAndWarehouses(_) | Scope::Room(_) | Scope::Nothing => "",
    };
    let product =
        if cut.product_category.is_some() { "\n    join products p on p.id = m.product_id" } else { "" };
    format!("\n    from movements m{warehouse}{product}")
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

row! {
    /// Something that went out, as it is counted.
    #[derive(Debug)]
    pub struct Issued {
        /// When.
        pub at: LocalTime,
        /// From where.
        pub warehouse: Id,
        /// By whom.
        pub person: Id,
        /// Whether it wasn't the lot's turn.
        pub is_out_of_turn: bool,
        /// What was said of that.
        pub reason: Option<String>,
    }
}

/// What went out, one by one, in no order.
pub fn issued(db: &Connection, cut: &ReportCut, mut take: impl FnMut(Issued)) -> Result<()> {
    let filter = issues(cut);
    let text = format!(
        "select m.created_at as at, m.environment_id as warehouse, m.created_by as person, m.fefo_compliant is 0 as is_out_of_turn,
             m.override_reason as reason{}{}",
        sought(cut),
        filter.clause()
    );
    sql::each(db, &text, &filter.params(), |row| {
        take(Issued::read(row)?);
        Ok(())
    })
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
    let who = if cut.tells_work { "u.name, " } else { "" };
    let select = format!(
        "
        select m.created_at, p.name, t.batch_number, e.name, -m.quantity, t.unit, {who}m.override_reason"
    );
    let filter = issues(cut).always("m.fefo_compliant = 0");
    (format!("{select}{FROM}\n    join lots t on t.id = m.lot_id{}", filter.clause()), filter)
}
