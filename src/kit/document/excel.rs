//! Excel: a sheet a table, values of their type, a head that stays, a filter, totals that follow it; and a sheet that says what it is.

mod charts;

use super::cell::{Cell, CellKind, Column};
use super::chart::ChartOf;
use super::{About, Facts, Format, texts};
use crate::kit::error::{Code, Error, Result};
use crate::kit::pdf::SignatureBox;
use crate::kit::wire::Day;
use chrono::NaiveDate;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format as Look, FormatAlign, FormatBorder, Formula, Workbook, Worksheet,
    XlsxError,
};
use std::collections::HashSet;
use std::fs::File;
use std::path::Path;

/// What a sheet's cell holds at most, in units of UTF-16.
const LONGEST_TEXT: usize = 32_767;
/// What a sheet's name holds at most, in units of UTF-16.
const LONGEST_NAME: usize = 31;
/// What the line above a printed sheet holds of a title, in units of UTF-16; the rest of its 255 is for marks.
const LONGEST_HEADER: usize = 120;
/// The rows of a sheet.
const ROWS: u32 = 1_048_576;
/// Characters that no sheet's name has.
const NOT_IN_NAMES: [char; 7] = ['[', ']', ':', '*', '?', '/', '\\'];
/// How much of a text a cell shows whose format is that of text, in letters; of a longer one older Excels show `####`.
const SHOWN_AS_TEXT: usize = 255;
/// How wide a column of one share is, in characters.
const SHARE: f64 = 11.0;

/// A workbook while it is written.
pub(super) struct Excel<'a> {
    workbook: Workbook,
    about: &'a About,
    file: &'a File,
    looks: Looks,
    names: HashSet<String>,
    heading: Option<String>,
    /// What is drawn beside the table that comes next.
    charts: &'static [ChartOf],
    /// What is known beside the tables; it gets a sheet of its own.
    facts: Vec<(String, String)>,
    /// The sheet that rows go to.
    sheet: usize,
    columns: Vec<Column>,
    row: u32,
}

struct Looks {
    head: Look,
    text: Look,
    /// Of a text that begins like a formula: it stays one when somebody edits it.
    quoted: Look,
    /// Of a text, and of what people write below it: a plate number keeps its zeros.
    written: Look,
    count: Look,
    money: Look,
    /// Of money that isn't whole pesos: with optional digits a whole amount would end in a bare comma.
    cents: Look,
    quantity: Look,
    percent: Look,
    number: Look,
    day: Look,
    moment: Look,
}

impl Looks {
    fn new() -> Self {
        let plain = || Look::new().set_align(FormatAlign::Top);
        Self {
            head: Look::new()
                .set_bold()
                .set_text_wrap()
                .set_background_color(0x00EE_F4EC_u32)
                .set_border_bottom(FormatBorder::Medium),
            text: plain().set_text_wrap(),
            quoted: plain().set_text_wrap().set_quote_prefix(),
            written: plain().set_text_wrap().set_num_format("@"),
            count: plain().set_num_format("#,##0"),
            money: plain().set_num_format("\"$\"\\ #,##0"),
            cents: plain().set_num_format("\"$\"\\ #,##0.00"),
            quantity: plain().set_num_format("#,##0.00"),
            percent: plain().set_num_format("0.0#%"),
            number: plain(),
            day: plain().set_num_format("dd/mm/yyyy"),
            moment: plain().set_num_format("dd/mm/yyyy\\ hh:mm"),
        }
    }

    /// That of a column; a cell that looks so need not say it, which is a third of the time that a row takes.
    fn of(&self, kind: CellKind) -> &Look {
        match kind {
            CellKind::Text => &self.written,
            CellKind::Word(_) | CellKind::Said(_) | CellKind::Flag => &self.text,
            CellKind::Count => &self.count,
            CellKind::Money => &self.money,
            CellKind::Quantity => &self.quantity,
            CellKind::Percent => &self.percent,
            CellKind::Number => &self.number,
            CellKind::Day => &self.day,
            CellKind::Moment => &self.moment,
        }
    }
}

impl<'a> Excel<'a> {
    pub(super) fn new(about: &'a About, file: &'a File, scratch: &Path) -> Result<Self> {
        let mut workbook = Workbook::new();
        // The system's own place for such files is memory on many machines.
        workbook.set_tempdir(scratch).map_err(failed)?;
        // Half the time of the usual 6, a quarter more bytes: people wait for a report and download it within the building.
        workbook.set_zip_compression_level(2);
        let made = about.made_at.wall();
        let created =
            ExcelDateTime::parse_from_str(&made.format("%Y-%m-%dT%H:%M:%S").to_string()).map_err(failed)?;
        let properties = DocProperties::new()
            .set_title(&about.title)
            .set_author(&about.made_by)
            .set_company(&about.owner)
            .set_creation_datetime(&created);
        workbook.set_properties(&properties);
        Ok(Self {
            workbook,
            about,
            file,
            looks: Looks::new(),
            names: HashSet::new(),
            heading: None,
            charts: &[],
            facts: Vec::new(),
            sheet: 0,
            columns: Vec::new(),
            row: 0,
        })
    }

    /// A name that a sheet may have and no other has.
    fn name(&mut self, wanted: &str) -> String {
        let clean: String = wanted.chars().filter(|it| !NOT_IN_NAMES.contains(it)).collect();
        let clean = cut(clean.trim_matches(['\'', ' ']), LONGEST_NAME).trim_end();
        // Excel keeps this one for itself.
        let clean = if clean.is_empty() || clean.eq_ignore_ascii_case("history") { "Hoja" } else { clean };
        let mut name = clean.to_owned();
        let mut number = 2;
        // Excel takes names for the same that differ in capitals only.
        while !self.names.insert(name.to_lowercase()) {
            let tail = format!(" {number}");
            name = format!("{}{tail}", cut(clean, LONGEST_NAME - tail.len()).trim_end());
            number += 1;
        }
        name
    }

    fn sheet(&mut self) -> Result<&mut Worksheet> {
        self.workbook.worksheet_from_index(self.sheet).map_err(failed)
    }

    /// How it is printed: the head on each page, the title above, the page's number below.
    fn set_up_page(sheet: &mut Worksheet, about: &About, is_wide: bool) -> Result<()> {
        // What `&` begins is an instruction.
        let title = cut(&about.title, LONGEST_HEADER).replace('&', "&&");
        // 1 is letter, the paper of Colombia's offices.
        sheet.set_paper_size(1).set_header(format!("&L{title}")).set_footer("&L&D&RPágina &P de &N");
        sheet.set_print_fit_to_pages(1, 0);
        if is_wide {
            sheet.set_landscape();
        }
        sheet.set_repeat_rows(0, 0).map_err(failed)?;
        Ok(())
    }

    fn write(&mut self, column: usize, cell: &Cell<'_>) -> Result<()> {
        let (row, column) = (self.row, at(column)?);
        let sheet = self.workbook.worksheet_from_index(self.sheet).map_err(failed)?;
        match cell {
            Cell::Empty => return Ok(()),
            Cell::Text(text) => {
                let text = printable(text);
                if is_like_a_formula(&text) {
                    sheet.write_string_with_format(row, column, text, &self.looks.quoted)
                } else if text.len() > SHOWN_AS_TEXT {
                    sheet.write_string_with_format(row, column, text, &self.looks.text)
                } else {
                    sheet.write_string(row, column, text)
                }
            }
            Cell::Count(count) => sheet.write_number(row, column, exact(*count)),
            Cell::Money(cents) if cents % 100 == 0 => sheet.write_number(row, column, exact(*cents) / 100.0),
            Cell::Money(cents) => {
                sheet.write_number_with_format(row, column, exact(*cents) / 100.0, &self.looks.cents)
            }
            Cell::Quantity(hundredths) => sheet.write_number(row, column, exact(*hundredths) / 100.0),
            Cell::Percent(hundredths) => sheet.write_number(row, column, exact(*hundredths) / 10_000.0),
            Cell::Number(digits) => match digits.parse::<f64>() {
                Ok(number) => sheet.write_number(row, column, number),
                Err(_) => sheet.write_string(row, column, digits.as_ref()),
            },
            Cell::Day(day) if is_known(*day) => sheet.write_datetime(row, column, day),
            Cell::Moment(moment) if is_known(moment.date()) => sheet.write_datetime(row, column, moment),
            Cell::Day(day) => sheet.write_string(row, column, Day(*day).written()),
            Cell::Moment(moment) => sheet.write_string(row, column, texts::moment(*moment)),
        }
        .map(|_| ())
        .map_err(failed)
    }

    /// The sheet that says what the workbook is.
    fn write_facts(&mut self) -> Result<()> {
        let about = self.about;
        let mut lines = vec![
            ("Reporte".to_owned(), about.title.clone()),
            ("Centro".to_owned(), about.owner.clone()),
            ("Generado".to_owned(), texts::moment(about.made_at.wall())),
            ("Por".to_owned(), about.made_by.clone()),
        ];
        lines.extend(about.filters.iter().map(|(label, value)| ((*label).to_owned(), value.clone())));
        lines.append(&mut self.facts);
        let name = self.name("Información");
        let sheet = self.workbook.add_worksheet();
        sheet.set_name(name).map_err(failed)?;
        sheet.set_column_width(0, 28).map_err(failed)?;
        sheet.set_column_width(1, 60).map_err(failed)?;
        let label_look = Look::new().set_bold().set_align(FormatAlign::Top);
        for (row, (label, value)) in (0..).zip(&lines) {
            let value = printable(value);
            let look = if is_like_a_formula(&value) { &self.looks.quoted } else { &self.looks.text };
            sheet.write_string_with_format(row, 0, printable(label), &label_look).map_err(failed)?;
            sheet.write_string_with_format(row, 1, value, look).map_err(failed)?;
        }
        Ok(())
    }
}

impl Format for Excel<'_> {
    fn heading(&mut self, text: &str) -> Result<()> {
        self.heading = Some(text.to_owned());
        Ok(())
    }

    fn facts(&mut self, facts: &Facts<'_>) -> Result<()> {
        self.facts.extend(facts.iter().map(|(label, value)| ((*label).to_owned(), value.clone())));
        Ok(())
    }

    fn charts(&mut self, charts: &'static [ChartOf], _: &[Column], _: &[Vec<Cell<'_>>]) -> Result<()> {
        self.charts = charts;
        Ok(())
    }

    fn begin(&mut self, columns: &[Column]) -> Result<()> {
        let wanted = self.heading.take().unwrap_or_else(|| self.about.title.clone());
        let name = self.name(&wanted);
        let about = self.about;
        // Of a table with charts the values are kept: they are written beside the charts too, for programs that don't read them anew.
        let sheet = if self.charts.is_empty() {
            self.workbook.add_worksheet_with_constant_memory().map_err(failed)?
        } else {
            self.workbook.add_worksheet()
        };
        sheet.set_name(name).map_err(failed)?;
        Self::set_up_page(sheet, about, about.is_wide)?;
        sheet.set_freeze_panes(1, 0).map_err(failed)?;
        for (n, column) in columns.iter().enumerate() {
            let width = (f64::from(column.share) * SHARE).clamp(8.0, 80.0);
            sheet.set_column_width(at(n)?, width).map_err(failed)?;
            sheet.set_column_format(at(n)?, self.looks.of(column.kind)).map_err(failed)?;
            sheet.write_string_with_format(0, at(n)?, &*column.title, &self.looks.head).map_err(failed)?;
        }
        self.sheet = self.workbook.worksheets().len() - 1;
        self.columns = columns.to_vec();
        self.row = 1;
        Ok(())
    }

    fn row(&mut self, cells: &[Cell<'_>]) -> Result<()> {
        if self.row >= ROWS - 2 {
            return Err(Code::DocumentTooLong.into());
        }
        for (n, cell) in cells.iter().enumerate().take(self.columns.len()) {
            self.write(n, cell)?;
        }
        self.row += 1;
        Ok(())
    }

    fn end(&mut self, totals: Option<&[Cell<'_>]>) -> Result<()> {
        let row = self.row;
        self.draw(row)?;
        let columns = std::mem::take(&mut self.columns);
        if row > 1 {
            self.sheet()?.autofilter(0, 0, row - 1, at(columns.len())?.saturating_sub(1)).map_err(failed)?;
        }
        let Some(totals) = totals else { return Ok(()) };
        let sheet = self.workbook.worksheet_from_index(self.sheet).map_err(failed)?;
        let bold = Look::new().set_bold().set_border_top(FormatBorder::Thin);
        for (n, (column, total)) in columns.iter().zip(totals).enumerate() {
            let n = at(n)?;
            let result = match total {
                Cell::Count(count) => exact(*count),
                Cell::Money(hundredths) | Cell::Quantity(hundredths) => exact(*hundredths) / 100.0,
                _ if n == 0 => {
                    sheet.write_string_with_format(row, n, "Total", &bold).map_err(failed)?;
                    continue;
                }
                _ => continue,
            };
            let letter = rust_xlsxwriter::utility::column_number_to_name(n);
            // 109 sums what the filter lets be seen. Programs that don't reckon show the result that is written along.
            let sum = Formula::new(format!("=SUBTOTAL(109,{letter}2:{letter}{row})"))
                .set_result(result.to_string());
            let look = match total {
                Cell::Money(cents) if cents % 100 != 0 => &self.looks.cents,
                _ => self.looks.of(column.kind),
            };
            let look = look.clone().set_bold().set_border_top(FormatBorder::Thin);
            sheet.write_formula_with_format(row, n, sum, &look).map_err(failed)?;
        }
        Ok(())
    }

    fn signatures(&mut self, boxes: &[SignatureBox]) -> Result<()> {
        let said = |it: &SignatureBox| {
            let notes = it.notes.join(". ");
            (
                it.title.clone(),
                if notes.is_empty() { it.name.clone() } else { format!("{}. {notes}", it.name) },
            )
        };
        self.facts.extend(boxes.iter().map(said));
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        self.write_facts()?;
        self.workbook.save_to_writer(self.file).map_err(failed)
    }
}

fn at(column: usize) -> Result<u16> {
    u16::try_from(column).map_err(Error::internal)
}

#[expect(clippy::cast_precision_loss, reason = "counts and cents are far below 2^53; Excel knows no others")]
fn exact(number: i64) -> f64 {
    number as f64
}

/// Days before 1900-03-01 are read differently by everybody.
fn is_known(day: NaiveDate) -> bool {
    NaiveDate::from_ymd_opt(1900, 3, 1).is_some_and(|first| day >= first)
}

fn is_like_a_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@'])
}

/// A text as a sheet can hold it: line ends of one letter, no control characters, not too long.
fn printable(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text: String = text.chars().filter(|it| !it.is_control() || matches!(it, '\n' | '\t')).collect();
    cut(&text, LONGEST_TEXT).to_owned()
}

/// As much of a text as takes so many units of UTF-16, in which Excel counts.
fn cut(text: &str, units: usize) -> &str {
    let mut taken = 0;
    let end = text.char_indices().find(|(_, letter)| {
        taken += letter.len_utf16();
        taken > units
    });
    end.and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

fn failed(error: XlsxError) -> Error {
    match error {
        XlsxError::IoError(error) | XlsxError::TempFileError(_, error) => error.into(),
        other => Error::internal(other),
    }
}
