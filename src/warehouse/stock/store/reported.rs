//! SQL of what reports say of the stock.

use super::lots::ROOM;
use crate::kit::report::ReportCut;
use crate::kit::sql::{self, Filter};
use crate::kit::wire::row;
use crate::kit::{Day, Result};
use chrono::TimeDelta;
use rusqlite::Connection;

const FROM: &str = "
    from lots l
    join bins b on b.id = l.bin_id
    join environments e on e.id = b.environment_id
    join products p on p.id = l.product_id";

/// Lots of which something is left, cut to what was asked for; `l` is the lot, `p` its product, `b` its bin, `e` the warehouse.
fn left(cut: &ReportCut) -> Filter<'static> {
    let filter = Filter::default()
        .always("l.quantity > 0")
        .when("b.environment_id = :warehouse", ":warehouse", cut.room)
        .when("is_same(p.category, :category)", ":category", cut.product_category.clone());
    cut.scope.within(filter, &ROOM)
}

/// The stock by warehouse and product: the query and its filter.
pub fn levels(cut: &ReportCut) -> (String, Filter<'static>) {
    let select = concat!(
        "
        select e.name as warehouse, p.sku, p.name as product, p.category, l.unit, sum(l.quantity), sum(l.reserved_quantity),
            sum(iif(
                l.status = 'available' and b.is_active = 1 and b.set_aside is not 'inactive' and e.is_active = 1
                    and (l.use_by_date is null or l.use_by_date >= :today),
                l.quantity - l.reserved_quantity,
                0)),
            count(*), count(distinct l.bin_id), min(l.use_by_date), sum(",
        worth!(),
        "), count(*) - count(coalesce(l.unit_price, p.unit_price))"
    );
    let filter = left(cut).bind(":today", cut.today);
    let group = "group by b.environment_id, l.product_id, l.unit";
    (format!("{select}{FROM}{}\n{group}", filter.clause()), filter)
}

row! {
    /// The stock of a warehouse.
    #[derive(Debug)]
    pub struct WarehouseStock {
        /// Its name.
        pub name: String,
        /// How many products.
        pub products: i64,
        /// In how many lots.
        pub lots: i64,
        /// How many of those have expired.
        pub expired: i64,
        /// What it is worth, in cents.
        pub cents: i64,
    }
}

/// The stock by warehouse.
pub fn by_warehouse(db: &Connection, cut: &ReportCut) -> Result<Vec<WarehouseStock>> {
    let filter = left(cut).bind(":today", cut.today);
    let select = concat!(
        "
        select e.name, count(distinct l.product_id) as products, count(*) as lots,
            count(*) filter (where l.use_by_date < :today) as expired, coalesce(sum(",
        worth!(),
        "), 0) as cents"
    );
    let text = format!("{select}{FROM}{}\ngroup by e.id\norder by e.name, e.id", filter.clause());
    sql::all(db, &text, &filter.params())
}

/// The lots whose last day is over or comes within so many days.
fn dated(cut: &ReportCut, ahead: i64) -> Filter<'static> {
    let until = Day(cut.today.0 + TimeDelta::days(ahead));
    left(cut).when("l.use_by_date <= :until", ":until", Some(until)).bind(":today", cut.today)
}

/// Those lots, one by one: the query and its filter. How many days are left is text, which the urgency is said by.
pub fn expiring(cut: &ReportCut, ahead: i64) -> (String, Filter<'static>) {
    let select = concat!(
        "
        select l.use_by_date, cast(julianday(l.use_by_date) - julianday(:today) as integer),
            cast(cast(julianday(l.use_by_date) - julianday(:today) as integer) as text), p.name as product, p.sku, l.batch_number,
            e.name as warehouse, b.code, l.quantity, l.unit, l.reserved_quantity, l.status = 'held', ",
        worth!()
    );
    let filter = dated(cut, ahead);
    (format!("{select}{FROM}{}", filter.clause()), filter)
}

row! {
    /// What expires on a day.
    #[derive(Debug)]
    pub struct DayOfExpiry {
        /// How many days are left.
        pub days: i64,
        /// How many lots.
        pub lots: i64,
        /// What they are worth, in cents.
        pub cents: i64,
    }
}

/// Those lots by their last day, soonest first.
pub fn by_day(db: &Connection, cut: &ReportCut, ahead: i64) -> Result<Vec<DayOfExpiry>> {
    let filter = dated(cut, ahead);
    let select = concat!(
        "
        select cast(julianday(l.use_by_date) - julianday(:today) as integer) as days, count(*) as lots, coalesce(sum(",
        worth!(),
        "), 0) as cents"
    );
    let text = format!("{select}{FROM}{}\ngroup by l.use_by_date\norder by l.use_by_date", filter.clause());
    sql::all(db, &text, &filter.params())
}

/// What the stock is worth by warehouse and category: the query and its filter.
pub fn worth(cut: &ReportCut) -> (String, Filter<'static>) {
    let select = concat!(
        "
        select e.name as warehouse, coalesce(p.category, 'Sin categoría') as category, count(distinct l.product_id), count(*),
            count(*) - count(coalesce(l.unit_price, p.unit_price)), coalesce(sum(",
        worth!(),
        "), 0) as cents, coalesce(sum(iif(l.use_by_date < :today, ",
        worth!(),
        ", 0)), 0)"
    );
    let filter = left(cut).bind(":today", cut.today);
    (format!("{select}{FROM}{}\ngroup by b.environment_id, p.category", filter.clause()), filter)
}

row! {
    /// What the materials of a category are worth.
    #[derive(Debug)]
    pub struct CategoryWorth {
        /// The category.
        pub category: String,
        /// In how many lots.
        pub lots: i64,
        /// Of how many of those nobody knows a price.
        pub unpriced: i64,
        /// What the others are worth, in cents.
        pub cents: i64,
    }
}

/// What the stock is worth by category, the dearest first.
pub fn by_category(db: &Connection, cut: &ReportCut) -> Result<Vec<CategoryWorth>> {
    let filter = left(cut);
    let select = concat!(
        "
        select coalesce(p.category, 'Sin categoría') as category, count(*) as lots,
            count(*) - count(coalesce(l.unit_price, p.unit_price)) as unpriced, coalesce(sum(",
        worth!(),
        "), 0) as cents"
    );
    let text =
        format!("{select}{FROM}{}\ngroup by p.category\norder by cents desc, category", filter.clause());
    sql::all(db, &text, &filter.params())
}
