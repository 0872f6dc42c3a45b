//! PDF: a head with the centre and what was asked for, tables that go on over pages.

use super::cell::{Cell, Column};
use super::chart::ChartOf;
use super::{About, Facts, Format, texts};
use crate::kit::error::Result;
use crate::kit::pdf::{
    Align, Column as PaperColumn, Ink, OpenTable, Paper, Picture, Properties, Sheet, SignatureBox, Style,
};
use std::fs::File;
use std::io::Write;

/// The logo's greatest width and height, in points.
const LOGO: (f32, f32) = (120.0, 40.0);

/// A PDF while it is written.
pub(super) struct Pdf<'a> {
    paper: Paper,
    about: &'a About,
    file: &'a File,
    table: Option<OpenTable>,
    has_rows: bool,
    /// The heading of the part that comes next: it is written with what follows, so that it never ends a page.
    heading: Option<String>,
}

impl<'a> Pdf<'a> {
    pub(super) fn new(about: &'a About, file: &'a File) -> Result<Self> {
        let sheet = if about.is_wide { Sheet::Landscape } else { Sheet::Portrait };
        let mut paper = Paper::new(sheet)?;
        head(&mut paper, about);
        Ok(Self { paper, about, file, table: None, has_rows: false, heading: None })
    }

    fn write_heading(&mut self) {
        if let Some(heading) = self.heading.take() {
            self.paper.heading(&heading);
        }
    }
}

fn head(paper: &mut Paper, about: &About) {
    // A logo that can't be read is left out.
    let logo = about.logo.as_ref().and_then(|png| Picture::decode(png).ok());
    let indent = logo.map_or(0.0, |logo| paper.picture(logo, LOGO.0, LOGO.1) + 12.0);
    let width = paper.width() - indent;
    let room = paper.room();
    paper.text_in(&about.owner, Style { size: 11.0, ..Style::STRONG }, (indent, width), Align::Left);
    paper.text_in(&about.place, Style::SMALL, (indent, width), Align::Left);
    // The rule stands below the logo too.
    let written = room - paper.room();
    paper.space(if indent > 0.0 { (LOGO.1 - written).max(0.0) + 6.0 } else { 6.0 });
    paper.rule(1.4, Ink::GREEN);
    paper.space(8.0);
    paper.text(&about.title, Style::TITLE);
    let made = texts::moment(about.made_at.wall());
    paper.text(&format!("Generado el {made} por {}", about.made_by), Style::SMALL);
    let filters: Vec<String> =
        about.filters.iter().map(|(label, value)| format!("{label}: {value}")).collect();
    if !filters.is_empty() {
        paper.text(&filters.join(" · "), Style::SMALL);
    }
    paper.space(8.0);
}

impl Format for Pdf<'_> {
    fn heading(&mut self, text: &str) -> Result<()> {
        self.write_heading();
        self.heading = Some(text.to_owned());
        Ok(())
    }

    fn facts(&mut self, facts: &Facts<'_>) -> Result<()> {
        self.write_heading();
        self.paper.facts(facts, if self.about.is_wide { 4 } else { 3 });
        Ok(())
    }

    fn charts(
        &mut self,
        charts: &'static [ChartOf],
        columns: &[Column],
        rows: &[Vec<Cell<'_>>],
    ) -> Result<()> {
        let drawn: Vec<_> = charts.iter().map(|chart| chart.drawn(columns, rows)).collect();
        if let (Some(heading), Some(first)) = (self.heading.take(), drawn.first()) {
            self.paper.heading_of_chart(&heading, first);
        }
        drawn.iter().try_for_each(|chart| self.paper.chart(chart))
    }

    fn begin(&mut self, columns: &[Column]) -> Result<()> {
        self.write_heading();
        let column = |column: &Column| {
            let plain = PaperColumn::new(column.title.clone(), column.share);
            if column.is_figures() { plain.figures() } else { plain }
        };
        let columns: Vec<PaperColumn> = columns.iter().map(column).collect();
        self.table = Some(self.paper.begin_table(&columns));
        self.has_rows = false;
        Ok(())
    }

    fn row(&mut self, cells: &[Cell<'_>]) -> Result<()> {
        self.has_rows = true;
        if let Some(table) = &self.table {
            let shown: Vec<_> = cells.iter().map(Cell::shown).collect();
            self.paper.table_row(table, shown.iter().map(AsRef::as_ref));
        }
        Ok(())
    }

    fn end(&mut self, totals: Option<&[Cell<'_>]>) -> Result<()> {
        if let (Some(table), Some(totals)) = (self.table.take(), totals) {
            let mut shown: Vec<_> = totals.iter().map(Cell::shown).collect();
            if let Some(first) = shown.first_mut().filter(|first| first.is_empty()) {
                *first = "Total".into();
            }
            self.paper.table_totals(&table, shown.iter().map(AsRef::as_ref));
        }
        if !self.has_rows {
            self.paper.space(4.0);
            let filtered = !self.about.filters.is_empty();
            let says = if filtered { "No hay datos con estos filtros." } else { "No hay datos." };
            self.paper.text(says, Style::TEXT);
        }
        self.paper.space(6.0);
        Ok(())
    }

    fn signatures(&mut self, boxes: &[SignatureBox]) -> Result<()> {
        self.write_heading();
        // Two beside each other leave room for a name.
        for boxes in boxes.chunks(if self.about.is_wide { 3 } else { 2 }) {
            self.paper.space(10.0);
            self.paper.signatures(boxes);
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        self.write_heading();
        let about = self.about;
        let properties = Properties {
            title: about.title.clone(),
            subject: about
                .filters
                .iter()
                .map(|(label, value)| format!("{label}: {value}"))
                .collect::<Vec<_>>()
                .join(" · "),
            author: about.owner.clone(),
            created: about.made_at.0,
        };
        let bytes = self.paper.finish(&properties, &about.title)?;
        let mut file = self.file;
        Ok(file.write_all(&bytes)?)
    }
}
