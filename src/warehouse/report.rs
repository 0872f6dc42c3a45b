//! What the reports of materials have in common: who may have them, of which warehouses, and a list with what sums it up.

use crate::kit::document::{Cell, ChartOf, Column, FileFormat, Writer};
use crate::kit::sql::{self, Filter};
use crate::kit::{Caller, Result, Role, Scope};
use rusqlite::Connection;

/// Whoever may read the stock may have it on paper.
pub fn is_for(role: Role) -> bool {
    match role {
        Role::Student => false,
        Role::Instructor | Role::Supervisor | Role::Admin | Role::AdminGeneral => true,
    }
}

/// The warehouses that somebody's reports are of: those whose materials they see; of an administrator, the one that they keep, or else
/// those of their centre.
pub fn reach(who: &Caller) -> Scope {
    match who.role {
        Role::Student | Role::Instructor | Role::Supervisor => who.materials(),
        Role::Admin | Role::AdminGeneral => who.storing(),
    }
}

/// A list: a query with its columns.
pub struct List {
    /// The columns.
    pub columns: &'static [Column],
    /// The query without its order.
    pub select: String,
    /// The values of its filter.
    pub filter: Filter<'static>,
    /// In which order.
    pub order: &'static str,
}

/// What sums up a list, with charts of it.
pub struct Summary {
    /// The columns.
    pub columns: &'static [Column],
    /// The charts.
    pub charts: &'static [ChartOf],
    /// The rows.
    pub rows: Vec<Vec<Cell<'static>>>,
}

impl List {
    /// How many rows it has.
    ///
    /// # Errors
    /// When the database can't be asked.
    pub fn count(&self, db: &Connection) -> Result<i64> {
        sql::count(db, &format!("select count(*) from ({})", self.select), &self.filter.params())
    }

    /// Writes its rows.
    ///
    /// # Errors
    /// When the database can't be asked, or the file can't be written.
    pub fn write_rows(&self, db: &Connection, out: &mut Writer<'_>) -> Result<()> {
        let text = format!("{}\norder by {}", self.select, self.order);
        out.query(self.columns, db, &text, &self.filter.params())
    }

    /// Writes it with what sums it up: people read that above it, programs read the first sheet of a workbook, and a CSV has the list
    /// alone.
    ///
    /// # Errors
    /// When the database can't be asked, or the file can't be written.
    pub fn write(
        &self,
        db: &Connection,
        out: &mut Writer<'_>,
        summary: impl Fn() -> Result<Summary>,
    ) -> Result<()> {
        match out.format() {
            FileFormat::Csv => self.write_rows(db, out),
            FileFormat::Pdf => {
                if sum_up(out, summary()?)? {
                    out.heading("Lista")?;
                }
                self.write_rows(db, out)
            }
            FileFormat::Excel => {
                self.write_rows(db, out)?;
                sum_up(out, summary()?).map(|_| ())
            }
        }
    }
}

/// Writes what sums up a list, if there is anything in it; answers whether there is.
fn sum_up(out: &mut Writer<'_>, Summary { columns, charts, rows }: Summary) -> Result<bool> {
    if rows.is_empty() {
        return Ok(false);
    }
    out.heading("Resumen")?;
    out.summary(columns, charts, rows)?;
    Ok(true)
}
