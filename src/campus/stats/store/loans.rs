//! Figures of loans.

use crate::campus::loans;
use crate::campus::loans::model::{LoanReach, LoanStatus};
use crate::campus::stats::model::StatsLentItem;
use crate::campus::stats::rules::Period;
use crate::kit::sql::{self, Filter};
use crate::kit::wire::row;
use crate::kit::{Day, Id, Result};
use rusqlite::Connection;

/// The loans that figures are of: those that the caller may see, of all warehouses or one.
#[derive(Debug, Clone, Copy)]
pub struct LoansAsked {
    /// What the caller may see.
    pub reach: LoanReach,
    /// The warehouse that they asked for.
    pub environment_id: Option<Id>,
}

row! {
    /// A loan, as far as figures need it.
    #[derive(Debug, Clone, Copy)]
    pub struct LoanRow {
        /// Its first day.
        pub start_date: Day,
        /// Its last day.
        pub end_date: Day,
        /// How far it is.
        pub status: LoanStatus,
        /// When it came back.
        pub actual_return_date: Option<Day>,
    }
}

fn filter(asked: LoansAsked, period: Period) -> Filter<'static> {
    let filter = Filter::default()
        .when("l.start_date >= :from", ":from", Some(Day(period.from)))
        .when("l.start_date <= :until", ":until", Some(Day(period.until)))
        .when("l.environment_id = :environment_id", ":environment_id", asked.environment_id);
    loans::store::within(filter, asked.reach)
}

/// The loans that begin in a period.
pub fn loans_begun(db: &Connection, asked: LoansAsked, period: Period) -> Result<Vec<LoanRow>> {
    let filter = filter(asked, period);
    let text = format!("{}{}", include_str!("../sql/loan_rows.sql").trim_end(), filter.clause());
    sql::all(db, &text, &filter.params())
}

/// What is asked for most among the loans that begin in a period: ten at most.
pub fn most_lent(db: &Connection, asked: LoansAsked, period: Period) -> Result<Vec<StatsLentItem>> {
    let filter = filter(asked, period).always("l.status <> 'rejected'");
    let text = format!(
        "{}{}
         group by coalesce(i.name, l.item_name), e.id
         order by count(*) desc, sum(l.quantity_requested) desc, 2, e.id
         limit 10",
        include_str!("../sql/most_lent.sql").trim_end(),
        filter.clause()
    );
    sql::all(db, &text, &filter.params())
}
