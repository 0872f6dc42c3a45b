//! CSV: UTF-8 with the mark by which spreadsheets know it, and no cell that one would take for a formula.

use super::cell::{Cell, Column};
use super::{CsvSeparator, Facts, Format};
use crate::kit::error::{Error, Result};
use crate::kit::pdf::SignatureBox;
use ::csv::{QuoteStyle, Terminator, WriterBuilder};
use std::borrow::Cow;
use std::io::Write;

/// A CSV while it is written. Its parts stand below each other, with an empty record and a heading between them.
pub(super) struct Csv<W: Write> {
    out: ::csv::Writer<W>,
    separator: CsvSeparator,
    /// What the next table is called; the first one needs no heading.
    heading: Option<String>,
    is_begun: bool,
}

impl<W: Write> Csv<W> {
    pub(super) fn new(separator: CsvSeparator, mut file: W) -> Result<Self> {
        file.write_all("\u{FEFF}".as_bytes())?;
        let delimiter = match separator {
            CsvSeparator::Semicolon => b';',
            CsvSeparator::Comma => b',',
        };
        let mut builder = WriterBuilder::new();
        // Texts in quotes: one with the other separator in it is cut there by a spreadsheet of another country, and what follows read anew.
        let builder =
            builder.delimiter(delimiter).terminator(Terminator::CRLF).quote_style(QuoteStyle::NonNumeric);
        let builder = builder.flexible(true);
        Ok(Self { out: builder.from_writer(file), separator, heading: None, is_begun: false })
    }

    fn record<'t>(&mut self, cells: impl Iterator<Item = Cow<'t, str>>) -> Result<()> {
        for cell in cells {
            self.out.write_field(cell.as_bytes()).map_err(failed)?;
        }
        self.out.write_record(None::<&[u8]>).map_err(failed)
    }

    /// The head of a table.
    pub(super) fn head(&mut self, columns: &[Column]) -> Result<()> {
        self.record(columns.iter().map(|column| Cow::Borrowed(&*column.title)))
    }

    /// A row of it.
    pub(super) fn cells(&mut self, cells: &[Cell<'_>]) -> Result<()> {
        let written: Vec<_> = cells.iter().map(|cell| self.written(cell)).collect();
        self.record(written.into_iter())
    }

    /// Writes what is still held back.
    pub(super) fn flush(&mut self) -> Result<()> {
        Ok(self.out.flush()?)
    }

    /// What separates the parts of a file with several.
    fn part(&mut self) -> Result<()> {
        let heading = self.heading.take();
        if std::mem::replace(&mut self.is_begun, true) {
            self.record([Cow::Borrowed("")].into_iter())?;
            if let Some(heading) = heading {
                self.record([neutral(&heading)].into_iter())?;
            }
        }
        Ok(())
    }

    /// A value as spreadsheets of that separator read it: figures without dots between thousands, days as ISO 8601 writes them.
    fn written<'c>(&self, cell: &'c Cell<'_>) -> Cow<'c, str> {
        match cell {
            Cell::Empty => "".into(),
            Cell::Text(text) => neutral(text),
            Cell::Count(count) => count.to_string().into(),
            Cell::Money(hundredths) | Cell::Quantity(hundredths) | Cell::Percent(hundredths) => {
                self.decimal(*hundredths).into()
            }
            Cell::Number(digits) => digits.replace('.', self.mark()).into(),
            Cell::Day(day) => day.format("%Y-%m-%d").to_string().into(),
            Cell::Moment(moment) => moment.format("%Y-%m-%d %H:%M:%S").to_string().into(),
        }
    }

    /// What stands before decimals.
    fn mark(&self) -> &'static str {
        match self.separator {
            CsvSeparator::Semicolon => ",",
            CsvSeparator::Comma => ".",
        }
    }

    fn decimal(&self, hundredths: i64) -> String {
        let sign = if hundredths < 0 { "-" } else { "" };
        let (whole, rest) = (hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100);
        let mark = self.mark();
        if rest == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}{mark}{rest:02}") }
    }
}

impl<W: Write> Format for Csv<W> {
    fn heading(&mut self, text: &str) -> Result<()> {
        self.heading = Some(text.to_owned());
        Ok(())
    }

    fn facts(&mut self, facts: &Facts<'_>) -> Result<()> {
        self.part()?;
        for (label, value) in facts {
            self.record([neutral(label), neutral(value)].into_iter())?;
        }
        Ok(())
    }

    fn begin(&mut self, columns: &[Column]) -> Result<()> {
        self.part()?;
        self.head(columns)
    }

    fn row(&mut self, cells: &[Cell<'_>]) -> Result<()> {
        self.cells(cells)
    }

    // Whoever reads it by program would take totals for a row.
    fn end(&mut self, _: Option<&[Cell<'_>]>) -> Result<()> {
        Ok(())
    }

    fn signatures(&mut self, boxes: &[SignatureBox]) -> Result<()> {
        // Who has signed, and when; there is no place to sign.
        let signed: Vec<_> = boxes.iter().filter(|it| !it.notes.is_empty()).collect();
        if !signed.is_empty() {
            self.part()?;
        }
        for it in signed {
            let notes = it.notes.join(". ");
            self.record([neutral(&it.title), neutral(&it.name), neutral(&notes)].into_iter())?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        self.flush()
    }
}

/// A text that no spreadsheet takes for a formula: one that begins like one gets an apostrophe before it.
fn neutral(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}").into() } else { text.into() }
}

fn failed(error: ::csv::Error) -> Error {
    match error.into_kind() {
        ::csv::ErrorKind::Io(error) => error.into(),
        other => Error::internal(format!("{other:?}")),
    }
}
