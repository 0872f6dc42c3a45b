//! Documents of figures: headings, facts and tables that are written once and come out as PDF, Excel or CSV.
//!
//! A [`Writer`] takes row by row what a query answers, and keeps none: a PDF's full pages are kept as the few bytes they become, the
//! rows of a workbook go to a file of their own, a CSV goes straight out. So a document of fifty thousand rows takes little more
//! memory than one of fifty.

mod cell;
mod chart;
mod csv;
mod excel;
mod pdf;
mod texts;
mod totals;

use super::error::Result;
pub use super::pdf::ChartShape;
use super::pdf::SignatureBox;
use super::sql::{self, Params};
use super::wire::{LocalTime, words};
use rusqlite::Connection;
use std::fs::File;
use std::io::Write;
use std::path::Path;
use totals::Totals;

pub use crate::kit::money::{grouped, money as money_text};
pub use cell::{Cell, CellKind, Column, Words, said};
pub use chart::ChartOf;
pub use texts::month as month_text;

words! {
    /// En qué formato se escribe un documento.
    pub enum FileFormat {
        /// Para leer e imprimir.
        Pdf = "pdf",
        /// Libro de Excel.
        Excel = "excel",
        /// Texto separado por punto y coma o coma, para hojas de cálculo.
        Csv = "csv",
    }
}

impl FileFormat {
    /// The ending of its files' names.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Excel => "xlsx",
            Self::Csv => "csv",
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Excel => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Csv => "text/csv; charset=utf-8",
        }
    }
}

words! {
    /// Con qué se separan las columnas de un CSV. Quien separa con punto y coma escribe los decimales con coma, y al revés.
    pub enum CsvSeparator {
        /// Punto y coma: lo que Excel en español abre bien.
        Semicolon = "semicolon",
        /// Coma.
        Comma = "comma",
    }
}

/// What stands above everything.
#[derive(Debug, Clone)]
pub struct About {
    /// Its title, also in the document's properties.
    pub title: String,
    /// Whose document it is: the centre.
    pub owner: String,
    /// Where that is, in a line.
    pub place: String,
    /// Its logo, a PNG.
    pub logo: Option<Vec<u8>>,
    /// What was asked for: filters, with what they were set to.
    pub filters: Vec<(&'static str, String)>,
    /// When.
    pub made_at: LocalTime,
    /// By whom.
    pub made_by: String,
    /// Whether its tables want a sheet on its side.
    pub is_wide: bool,
}

/// A value for each of some labels.
pub type Facts<'a> = [(&'a str, String)];

/// What a format makes of the parts of a document.
trait Format {
    /// The heading of a part.
    fn heading(&mut self, text: &str) -> Result<()>;
    /// Labels and their values.
    fn facts(&mut self, facts: &Facts<'_>) -> Result<()>;
    /// Charts of the table that comes next, of these rows.
    fn charts(&mut self, _: &'static [ChartOf], _: &[Column], _: &[Vec<Cell<'_>>]) -> Result<()> {
        Ok(())
    }
    /// The head of a table.
    fn begin(&mut self, columns: &[Column]) -> Result<()>;
    /// A row of it.
    fn row(&mut self, cells: &[Cell<'_>]) -> Result<()>;
    /// Its end: what the columns sum up to that are summed, if there was a row.
    fn end(&mut self, totals: Option<&[Cell<'_>]>) -> Result<()>;
    /// Places for signatures.
    fn signatures(&mut self, boxes: &[SignatureBox]) -> Result<()>;
    /// Writes what is still open.
    fn finish(self: Box<Self>) -> Result<()>;
}

/// Told how many rows have been written, now and then; an error ends the document.
pub type Told<'a> = dyn Fn(u64) -> Result<()> + 'a;

/// A document while it is written.
pub struct Writer<'a> {
    kind: FileFormat,
    format: Box<dyn Format + 'a>,
    told: &'a Told<'a>,
    rows: u64,
}

/// How often it is told how far it is, in rows.
const TOLD_EVERY: u64 = 64;

impl<'a> Writer<'a> {
    /// A document that is written to a file from its beginning; what lies about meanwhile lies in the directory.
    ///
    /// # Errors
    /// When the file can't be written.
    pub fn new(
        kind: FileFormat,
        separator: CsvSeparator,
        about: &'a About,
        (file, scratch): (&'a File, &Path),
        told: &'a Told<'a>,
    ) -> Result<Self> {
        let format: Box<dyn Format + 'a> = match kind {
            FileFormat::Pdf => Box::new(pdf::Pdf::new(about, file)?),
            FileFormat::Excel => Box::new(excel::Excel::new(about, file, scratch)?),
            FileFormat::Csv => Box::new(csv::Csv::new(separator, file)?),
        };
        Ok(Self { kind, format, told, rows: 0 })
    }

    /// What it comes out as.
    pub fn format(&self) -> FileFormat {
        self.kind
    }

    /// Writes the heading of a part.
    ///
    /// # Errors
    /// When the file can't be written.
    pub fn heading(&mut self, text: &str) -> Result<()> {
        self.format.heading(text)
    }

    /// Writes labels and their values.
    ///
    /// # Errors
    /// When the file can't be written.
    pub fn facts(&mut self, facts: &Facts<'_>) -> Result<()> {
        self.format.facts(facts)
    }

    /// Draws places for signatures, where the format can be signed.
    ///
    /// # Errors
    /// When the file can't be written.
    pub fn signatures(&mut self, boxes: &[SignatureBox]) -> Result<()> {
        self.format.signatures(boxes)
    }

    /// Writes a table of what a query answers: its columns are the table's, in their order.
    ///
    /// # Errors
    /// When the query fails, a value doesn't fit its column, the file can't be written, or whoever is told of it ends it.
    pub fn query(
        &mut self,
        columns: &[Column],
        db: &Connection,
        text: &str,
        params: &Params<'_>,
    ) -> Result<()> {
        let mut totals = Totals::of(columns);
        self.format.begin(columns)?;
        sql::each(db, text, params, |row| self.row(&mut totals, &cells(columns, row)?))?;
        self.end(&totals)
    }

    /// Writes a table of rows that are at hand.
    ///
    /// # Errors
    /// When the file can't be written.
    pub fn rows<'c>(
        &mut self,
        columns: &[Column],
        rows: impl IntoIterator<Item = Vec<Cell<'c>>>,
    ) -> Result<()> {
        let mut totals = Totals::of(columns);
        self.format.begin(columns)?;
        for cells in rows {
            self.row(&mut totals, &cells)?;
        }
        self.end(&totals)
    }

    /// Writes a table of rows that are at hand, with charts of them where the format has charts.
    ///
    /// # Errors
    /// When the file can't be written.
    pub fn charted(
        &mut self,
        columns: &[Column],
        charts: &'static [ChartOf],
        rows: Vec<Vec<Cell<'_>>>,
    ) -> Result<()> {
        if !rows.is_empty() {
            self.format.charts(charts, columns, &rows)?;
        }
        self.rows(columns, rows)
    }

    /// Writes what sums up the rows of a list: its own rows don't count as those of the document.
    ///
    /// # Errors
    /// When the file can't be written.
    pub fn summary(
        &mut self,
        columns: &[Column],
        charts: &'static [ChartOf],
        rows: Vec<Vec<Cell<'_>>>,
    ) -> Result<()> {
        let written = self.rows;
        self.charted(columns, charts, rows)?;
        self.rows = written;
        Ok(())
    }

    fn row(&mut self, totals: &mut Totals<'_>, cells: &[Cell<'_>]) -> Result<()> {
        totals.add(cells);
        self.format.row(cells)?;
        self.rows += 1;
        if self.rows.is_multiple_of(TOLD_EVERY) {
            (self.told)(self.rows)?;
        }
        Ok(())
    }

    fn end(&mut self, totals: &Totals<'_>) -> Result<()> {
        self.format.end(totals.cells().as_deref())
    }

    /// Writes what is still open; answers how many rows there were in all.
    ///
    /// # Errors
    /// When the file can't be written.
    pub fn finish(self) -> Result<u64> {
        self.format.finish()?;
        Ok(self.rows)
    }
}

/// Writes what a query answers as a CSV of one table, its head first: the query's columns are the table's, in their order. Answers how
/// many rows there were; `told` hears of them as a [`Writer`] tells it.
///
/// # Errors
/// When the query fails, a value doesn't fit its column, it can't be written, or whoever is told ends it.
pub fn csv_table(
    out: &mut dyn Write,
    separator: CsvSeparator,
    columns: &[Column],
    (db, text, params): (&Connection, &str, &Params<'_>),
    told: &Told<'_>,
) -> Result<u64> {
    let mut csv = csv::Csv::new(separator, out)?;
    csv.head(columns)?;
    let mut rows = 0_u64;
    sql::each(db, text, params, |row| {
        csv.cells(&cells(columns, row)?)?;
        rows += 1;
        if rows.is_multiple_of(TOLD_EVERY) { told(rows) } else { Ok(()) }
    })?;
    csv.flush()?;
    Ok(rows)
}

/// The cells of a row of a query.
fn cells<'r>(columns: &[Column], row: &'r rusqlite::Row<'_>) -> Result<Vec<Cell<'r>>> {
    columns.iter().enumerate().map(|(at, column)| Cell::read(column.kind, row.get_ref(at)?)).collect()
}

#[cfg(test)]
mod tests;
