//! What sums up a list, with a chart: of the very rows that stand in it. It is for people: a CSV has the list alone.

use super::{Asked, figures, lists};
use crate::campus::reports::model::{ReportKind, ReportType};
use crate::kit::document::CellKind::{Count, Money, Text};
use crate::kit::document::{Cell, ChartOf, ChartShape, Column, Writer, month_text};
use crate::kit::wire::row;
use crate::kit::{Day, LocalTime, Result, sql};
use chrono::{Datelike, NaiveDate};
use rusqlite::Connection;
use std::collections::BTreeMap;

const STOCK: &[Column] = &[
    Column::new("Ambiente", Text, 3.0),
    Column::new("Piezas", Count, 1.0).summed(),
    Column::new("Bien", Count, 1.0).summed(),
    Column::new("Daño", Count, 1.0).summed(),
    Column::new("Falta", Count, 1.0).summed(),
    Column::new("Valor", Money, 1.6).summed(),
];
/// The same for those who aren't told what was paid.
const STOCK_UNPRICED: &[Column] = STOCK.split_at(STOCK.len() - 1).0;
const STOCK_CHARTS: &[ChartOf] = &[ChartOf {
    title: "Estado de las piezas por ambiente",
    shape: ChartShape::Bars,
    labels: 0,
    values: &[2, 3, 4],
}];

const CHECKS: &[Column] = &[
    Column::new("Ambiente", Text, 3.0),
    Column::new("Completas", Count, 1.0).summed(),
    // The list above which it stands calls these by two words.
    Column::new("Con novedades o rechazadas", Count, 1.6).summed(),
    Column::new("Por decidir", Count, 1.1).summed(),
];
const CHECK_CHARTS: &[ChartOf] = &[ChartOf {
    title: "Verificaciones por ambiente",
    shape: ChartShape::Bars,
    labels: 0,
    values: &[1, 2, 3],
}];

const LOANS: &[Column] = &[
    Column::new("Mes", Text, 1.4),
    Column::new("Préstamos", Count, 1.2).summed(),
    Column::new("Rechazados", Count, 1.2).summed(),
    // Of all loans of the list, those that were rejected too.
    Column::new("Piezas pedidas", Count, 1.4).summed(),
];
const LOAN_CHARTS: &[ChartOf] =
    &[ChartOf { title: "Préstamos por mes", shape: ChartShape::Columns, labels: 0, values: &[1, 2] }];

const REPAIRS: &[Column] = &[
    Column::new("Mes", Text, 1.4),
    Column::new("Solicitudes", Count, 1.2).summed(),
    Column::new("Costo", Money, 1.6).summed(),
];
/// Of the rows of the list: the statistics leave out what was cancelled, and take the cost of the day on which work was done.
const REPAIR_CHARTS: &[ChartOf] = &[
    ChartOf {
        title: "Solicitudes por mes, con las canceladas",
        shape: ChartShape::Columns,
        labels: 0,
        values: &[1],
    },
    ChartOf {
        title: "Costo de las solicitudes, por el mes en que se pidieron",
        shape: ChartShape::Columns,
        labels: 0,
        values: &[2],
    },
];

/// A table with its charts, and the rows in it.
struct Summary {
    columns: &'static [Column],
    charts: &'static [ChartOf],
    rows: Vec<Vec<Cell<'static>>>,
}

/// Writes what sums up a list, if there is anything in it; answers whether there is.
pub(super) fn write(db: &Connection, asked: &Asked, out: &mut Writer<'_>) -> Result<bool> {
    let Some(Summary { columns, charts, rows }) = of(db, asked)? else { return Ok(false) };
    if rows.is_empty() {
        return Ok(false);
    }
    out.heading("Resumen")?;
    out.summary(columns, charts, rows)?;
    Ok(true)
}

fn of(db: &Connection, asked: &Asked) -> Result<Option<Summary>> {
    let ReportKind::Own(kind) = asked.kind else { return Ok(None) };
    let found = match kind {
        ReportType::Inventory => {
            let columns = if asked.tells_work { STOCK } else { STOCK_UNPRICED };
            Summary { columns, charts: STOCK_CHARTS, rows: stock(db, asked)? }
        }
        ReportType::InventoryChecks => {
            Summary { columns: CHECKS, charts: CHECK_CHARTS, rows: checks(db, asked)? }
        }
        ReportType::Loans => Summary { columns: LOANS, charts: LOAN_CHARTS, rows: loans(db, asked)? },
        ReportType::Maintenance => {
            Summary { columns: REPAIRS, charts: REPAIR_CHARTS, rows: repairs(db, asked)? }
        }
        ReportType::Alerts
        | ReportType::Users
        | ReportType::Environments
        | ReportType::Audit
        | ReportType::Statistics
        | ReportType::Item
        | ReportType::Room
        | ReportType::Check => return Ok(None),
    };
    Ok(Some(found))
}

row! {
    /// What the pieces of a room are.
    #[derive(Debug)]
    pub struct StockOfRoom {
        pub name: Option<String>,
        pub pieces: i64,
        pub damaged: i64,
        pub missing: i64,
        pub cents: i64,
    }
}

fn stock(db: &Connection, asked: &Asked) -> Result<Vec<Vec<Cell<'static>>>> {
    let filter = lists::inventory(asked).filter;
    let text = format!(
        "select e.name, sum(i.quantity) as pieces, sum(i.quantity_damaged) as damaged, sum(i.quantity_missing) as missing,
             coalesce(sum(i.purchase_price * i.quantity) filter (where i.currency = 'COP'), 0) as cents
         from inventory_items i
         left join environments e on e.id = i.environment_id{}
         group by i.environment_id
         order by sum(i.quantity) desc, e.name",
        filter.clause()
    );
    let rows: Vec<StockOfRoom> = sql::all(db, &text, &filter.params())?;
    let cells = |it: StockOfRoom| {
        let mut cells = vec![
            figures::room(it.name),
            Cell::Count(it.pieces),
            Cell::Count(it.pieces - it.damaged - it.missing),
            Cell::Count(it.damaged),
            Cell::Count(it.missing),
        ];
        if asked.tells_work {
            cells.push(Cell::Money(it.cents));
        }
        cells
    };
    Ok(rows.into_iter().map(cells).collect())
}

row! {
    /// What became of the checks of a room.
    #[derive(Debug)]
    pub struct ChecksOfRoom {
        pub name: String,
        pub complete: i64,
        pub issues: i64,
        pub open: i64,
    }
}

fn checks(db: &Connection, asked: &Asked) -> Result<Vec<Vec<Cell<'static>>>> {
    let filter = lists::checks(asked).filter;
    let text = format!(
        "select e.name, count(*) filter (where c.status = 'complete') as complete,
             count(*) filter (where c.status in ('issues', 'rejected')) as issues,
             count(*) filter (where c.status not in ('complete', 'issues', 'rejected')) as open
         from inventory_checks c
         join environments e on e.id = c.environment_id{}
         group by c.environment_id
         order by count(*) desc, e.name",
        filter.clause()
    );
    let rows: Vec<ChecksOfRoom> = sql::all(db, &text, &filter.params())?;
    let cells = |it: ChecksOfRoom| {
        vec![Cell::text(it.name), Cell::Count(it.complete), Cell::Count(it.issues), Cell::Count(it.open)]
    };
    Ok(rows.into_iter().map(cells).collect())
}

/// The month of a day, as its first.
fn month(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

/// The longest time that is shown without gaps, in months. A single loan with a mistyped year would make thousands of rows.
const GAPLESS: chrono::Months = chrono::Months::new(60);

/// Every month from the first to the last that there is something of: a time with gaps would look shorter than it was. Of a very long
/// time only the months that there is something of.
fn without_gaps<T: Default>(mut months: BTreeMap<NaiveDate, T>) -> BTreeMap<NaiveDate, T> {
    let ends = (months.first_key_value().map(|it| *it.0), months.last_key_value().map(|it| *it.0));
    if let (Some(mut at), Some(last)) = ends
        && last < at + GAPLESS
    {
        while at < last {
            months.entry(at).or_default();
            at = at + chrono::Months::new(1);
        }
    }
    months
}

fn loans(db: &Connection, asked: &Asked) -> Result<Vec<Vec<Cell<'static>>>> {
    let filter = lists::loans(asked).filter;
    let text = format!(
        "select l.start_date, l.status = 'rejected', l.quantity_requested
         from loans l
         left join inventory_items i on i.id = l.item_id
         join environments e on e.id = l.environment_id{}",
        filter.clause()
    );
    // The list compares with today; what becomes of a loan in a month doesn't.
    let text = format!("with asked (today) as (select :today)\n{text}");
    let mut months: BTreeMap<NaiveDate, (i64, i64, i64)> = BTreeMap::new();
    sql::each(db, &text, &filter.params(), |row| {
        let (day, is_rejected, pieces): (Day, bool, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let sums = months.entry(month(day.0)).or_default();
        sums.0 += i64::from(!is_rejected);
        sums.1 += i64::from(is_rejected);
        sums.2 += pieces;
        Ok(())
    })?;
    let cells = |(month, (loans, rejected, pieces))| {
        vec![Cell::text(month_text(month)), Cell::Count(loans), Cell::Count(rejected), Cell::Count(pieces)]
    };
    Ok(without_gaps(months).into_iter().map(cells).collect())
}

fn repairs(db: &Connection, asked: &Asked) -> Result<Vec<Vec<Cell<'static>>>> {
    let filter = lists::maintenance(asked).filter;
    let text = format!(
        "select r.created_at, coalesce(r.cost, 0)
         from maintenance_requests r
         left join environments e on e.id = r.environment_id{}",
        filter.clause()
    );
    let mut months: BTreeMap<NaiveDate, (i64, i64)> = BTreeMap::new();
    sql::each(db, &text, &filter.params(), |row| {
        let (at, cents): (LocalTime, i64) = (row.get(0)?, row.get(1)?);
        let sums = months.entry(month(at.wall().date())).or_default();
        sums.0 += 1;
        sums.1 += cents;
        Ok(())
    })?;
    let cells = |(month, (requests, cents))| {
        vec![Cell::text(month_text(month)), Cell::Count(requests), Cell::Money(cents)]
    };
    Ok(without_gaps(months).into_iter().map(cells).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_has_no_gaps_but_a_mistyped_year_no_thousands_of_months() {
        let months = |days: [&str; 2]| -> Vec<String> {
            let months = days.map(|day| (day.parse().unwrap(), 1)).into();
            without_gaps::<i64>(months).into_keys().map(|day| day.to_string()).collect()
        };
        assert_eq!(months(["2025-12-01", "2026-02-01"]), ["2025-12-01", "2026-01-01", "2026-02-01"]);
        assert_eq!(months(["2021-03-01", "2026-02-01"]).len(), 60);
        assert_eq!(months(["2026-02-01", "2999-12-01"]), ["2026-02-01", "2999-12-01"]);
    }
}
