//! Everything of a centre: a ZIP of CSVs, a table a file, and a `LEEME.txt` that says what is in it and what isn't.
//!
//! Each column that leaves is on a list, with what it is called; so is each that stays, with the reason. A test reads the schema and
//! fails while a column is on neither.

mod care;
mod charge;
mod counts;
mod materials;
mod people;
mod rooms;
mod stays;
mod stock;
mod work;
mod zip;

use crate::campus::loans;
use crate::campus::loans::model::LoanReach;
use crate::kit::document::Column;
use crate::kit::sql::Filter;
use crate::kit::{Caller, Id};

pub use stays::STAYS;
pub(super) use zip::write;

/// A table of the database, and what of it goes along.
pub struct Table {
    /// What the database calls it. Its rows are `t` in everything below.
    pub name: &'static str,
    /// What its file is called.
    pub file: &'static str,
    /// What is in it, in a sentence for whoever opens it.
    pub says: &'static str,
    /// Where its rows are read from, with what is joined.
    pub from: &'static str,
    /// Which of them are a centre's, `:center`.
    pub belongs: &'static str,
    /// In which order.
    pub order: &'static str,
    /// Who gets it; the others get the rest.
    pub readers: u8,
    /// The columns of its file.
    pub fields: &'static [Field],
    /// The columns of the table that stay, and why.
    pub stays: &'static [(&'static str, &'static str)],
}

/// A column of a file.
pub struct Field {
    /// The column of the table; none for what is joined.
    pub of: Option<&'static str>,
    /// What is read for it.
    pub select: &'static str,
    /// What it is called, and what stands in it.
    pub column: Column,
}

/// Columns of a table and what is joined to them, each by its SQL, its title and what stands in it.
macro_rules! fields {
    ($($(= $select:literal)? $($of:ident)? => $title:literal $kind:expr),+ $(,)?) => {
        &[$(
            $crate::campus::exports::centers::Field {
                of: $crate::campus::exports::centers::fields!(@of $($of)?),
                select: $crate::campus::exports::centers::fields!(@select $($select)? $($of)?),
                column: $crate::kit::document::Column::new($title, $kind, 1.0),
            },
        )+]
    };
    (@of $of:ident) => { Some(stringify!($of)) };
    (@of) => { None };
    (@select $of:ident) => { concat!("t.", stringify!($of)) };
    // What is read otherwise than it lies there.
    (@select $select:literal $($of:ident)?) => { $select };
}

use fields;

/// All tables that go along, in the order of the files.
pub fn tables() -> impl Iterator<Item = &'static Table> {
    [
        rooms::TABLES,
        people::TABLES,
        work::TABLES,
        care::TABLES,
        charge::TABLES,
        materials::TABLES,
        stock::TABLES,
        counts::TABLES,
    ]
    .into_iter()
    .flatten()
}

impl Table {
    /// The titles and kinds of its columns.
    fn columns(&self) -> Vec<Column> {
        self.fields.iter().map(|field| field.column.clone()).collect()
    }

    /// Its rows of a centre that somebody gets, and the values of that query.
    fn query(&self, who: &Caller, center: Id) -> (String, Filter<'static>) {
        let selects: Vec<_> = self.fields.iter().map(|field| field.select).collect();
        let mut filter = Filter::default().when(self.belongs, ":center", Some(center));
        if LENT.contains(&self.name) {
            filter = loans::store::within(filter, LoanReach::of(who));
        }
        let text = format!(
            "select {}\nfrom {}{}\norder by {}",
            selects.join(",\n    "),
            self.from,
            filter.clause(),
            self.order
        );
        (text, filter)
    }
}

/// The tables of loans: of each row the loan is `l`, its warehouse `e`, and whoever sees the loan gets it.
const LENT: &[&str] = &["loans", "loan_pieces", "loan_actas", "loan_acta_signatures"];
