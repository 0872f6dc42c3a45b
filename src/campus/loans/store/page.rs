//! SQL of the loans of a page, and of the figures of all that match.

use super::{FROM, filter, list};
use crate::campus::loans::model::{
    Loan, LoanCounts, LoanFigures, LoanMonth, LoanPage, LoanPageFigures, LoanQuery, LoanReach, LoanedItem,
};
use crate::kit::sql::{self, Filter};
use crate::kit::wire::Listing;
use crate::kit::{Day, Error, Paging, Result};
use rusqlite::Connection;

/// The loans of a page, newest first, beside the figures of all that match. Without a page all of them are one.
pub fn page(
    db: &Connection,
    reach: LoanReach,
    query: LoanQuery,
    paging: Paging,
    today: Day,
    figures: LoanFigures,
) -> Result<Listing<LoanPage>> {
    let loans = list(reach, query, today).page::<Loan>(db, paging)?;
    let LoanFigures { counts, average_days, months, top_items } = figures;
    let total = counts.total_loans;
    let beside = LoanPageFigures {
        total,
        page: paging.number(),
        per_page: paging.limit().unwrap_or(total),
        total_pages: paging.pages(total),
        average_days,
        monthly_data: months,
        top_items,
        summary: counts.clone(),
        counts,
    };
    Listing::new("loans", &loans, &beside)
}

/// The figures of all loans that match.
pub fn figures(db: &Connection, reach: LoanReach, query: LoanQuery, today: Day) -> Result<LoanFigures> {
    let filter = filter(reach, query, today);
    Ok(LoanFigures {
        counts: counted(db, &filter, today)?,
        average_days: average_days(db, &filter)?,
        months: months(db, &filter, today)?,
        top_items: top_items(db, &filter)?,
    })
}

/// How many loans there are in each status.
pub fn counts(db: &Connection, reach: LoanReach, query: LoanQuery, today: Day) -> Result<LoanCounts> {
    counted(db, &filter(reach, query, today), today)
}

fn counted(db: &Connection, filter: &Filter<'_>, today: Day) -> Result<LoanCounts> {
    let mut params = filter.params();
    params.push((":today", &today as &dyn rusqlite::ToSql));
    let text = format!(
        "select count(*) as total_loans,
             count(*) filter (where l.status = 'pending') as pending_loans,
             count(*) filter (where l.status = 'approved') as approved_loans,
             count(*) filter (where l.status = 'active') as active_loans,
             count(*) filter (where l.status = 'active' and l.end_date < :today) as overdue_loans,
             count(*) filter (where l.status = 'active' and l.end_date = :today) as due_today_loans,
             count(*) filter (where l.status = 'returned') as returned_loans,
             count(*) filter (where l.status = 'rejected') as rejected_loans{FROM}{}",
        filter.clause()
    );
    sql::one(db, &text, &params)?.ok_or_else(|| Error::internal("count gave no row"))
}

fn average_days(db: &Connection, filter: &Filter<'_>) -> Result<i64> {
    let text = format!(
        "select cast(round(coalesce(avg(julianday(l.actual_return_date) - julianday(l.start_date)), 0)) as integer)
             {FROM}{}",
        filter.clause()
    );
    sql::count(db, &text, &filter.params())
}

/// The six months up to today's, those without a loan too.
fn months(db: &Connection, filter: &Filter<'_>, today: Day) -> Result<Vec<LoanMonth>> {
    let mut params = filter.params();
    params.push((":today", &today as &dyn rusqlite::ToSql));
    let text = format!(
        "with recursive months (back, month) as (
             select 5, strftime('%Y-%m', :today, 'start of month', '-5 months')
             union all
             select back - 1, strftime('%Y-%m', :today, 'start of month', '-' || (back - 1) || ' months')
             from months
             where back > 0
         ),
         started as (
             select substr(l.start_date, 1, 7) as month, count(*) as count{FROM}{}
             group by 1
         )
         select m.month, coalesce(s.count, 0) as count
         from months m
         left join started s on s.month = m.month
         order by m.back desc",
        filter.clause()
    );
    sql::all(db, &text, &params)
}

fn top_items(db: &Connection, filter: &Filter<'_>) -> Result<Vec<LoanedItem>> {
    let text = format!(
        "select coalesce(i.name, l.item_name) as name, count(*) as count{FROM}{}
         group by 1
         order by count(*) desc, 1
         limit 5",
        filter.clause()
    );
    sql::all(db, &text, &filter.params())
}
