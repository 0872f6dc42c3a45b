//! Tables: cells that wrap, a head that is repeated on every page, rows that are split when a page can't hold them.

use super::paper::{Align, Ink, Mark, Paper, Sheet, Style, height_of};
use crate::kit::pdf::Face;
use std::borrow::Cow;

/// A column of a table.
#[derive(Debug, Clone)]
pub struct Column {
    title: Cow<'static, str>,
    share: f32,
    align: Align,
}

impl Column {
    /// A column with a title; `share` is its width in relation to the others.
    pub fn new(title: impl Into<Cow<'static, str>>, share: f32) -> Self {
        Self { title: title.into(), share, align: Align::Left }
    }

    /// With figures, which stand at the right.
    pub fn figures(self) -> Self {
        Self { align: Align::Right, ..self }
    }
}

/// A table: columns, and rows with a text for each.
#[derive(Debug, Clone)]
pub struct Table {
    columns: Vec<Column>,
    rows: Vec<Vec<String>>,
}

const CELL: Style = Style { size: 9.0, ..Style::TEXT };
/// Of tables that want a sheet on its side: they have many columns.
const CELL_OF_MANY: Style = Style { size: 8.0, ..Style::TEXT };
const HEAD: Style = Style { face: Face::Bold, size: 8.5, ink: Ink::BLACK };
/// Between a cell's text and its edges: at the sides, above and below, in points.
const PADDING: (f32, f32) = (4.0, 3.0);

impl Table {
    /// An empty table.
    pub fn new(columns: Vec<Column>) -> Self {
        Self { columns, rows: Vec::new() }
    }

    /// Adds a row; cells that are missing stay empty.
    pub fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }
}

/// A column's left edge, width and alignment on a sheet.
type Place = (f32, f32, Align);

impl Paper {
    fn places(&self, columns: &[Column]) -> Vec<Place> {
        let shares: f32 = columns.iter().map(|column| column.share).sum();
        let mut x = self.left();
        let place = |column: &Column| {
            let width = self.width() * column.share / shares.max(f32::EPSILON);
            let from = x;
            x += width;
            (from, width, column.align)
        };
        columns.iter().map(place).collect()
    }

    /// Draws lines of cells side by side; answers how high they are.
    fn cells(&mut self, cells: &[Vec<String>], places: &[Place], style: Style) {
        let top = self.y + PADDING.1;
        for (lines, (x, width, align)) in cells.iter().zip(places) {
            let mut y = top;
            for line in lines {
                self.put_line(line, style, (x + PADDING.0, y, width - 2.0 * PADDING.0), *align);
                y += style.leading();
            }
        }
        self.y = top + height_of(longest(cells), style) + PADDING.1;
    }

    fn wrapped<'a>(
        &self,
        texts: impl Iterator<Item = &'a str>,
        places: &[Place],
        style: Style,
    ) -> Vec<Vec<String>> {
        let inner = |width: f32| (width - 2.0 * PADDING.0).max(style.size);
        texts.zip(places).map(|(text, (_, width, _))| self.lines(text, style, inner(*width))).collect()
    }

    /// The lines of a row's cells. Figures stand in one line, whatever their column is wide: cut in two they would be others.
    fn row_cells<'a>(
        &self,
        texts: impl Iterator<Item = &'a str>,
        places: &[Place],
        style: Style,
    ) -> Vec<Vec<String>> {
        let inner = |width: f32| (width - 2.0 * PADDING.0).max(style.size);
        let cell = |(text, (_, width, align)): (&str, &Place)| match align {
            Align::Right => vec![self.font(style.face).printable(text)],
            Align::Left | Align::Middle => self.lines(text, style, inner(*width)),
        };
        texts.zip(places).map(cell).collect()
    }

    fn table_head(&mut self, head: &[Vec<String>], places: &[Place]) {
        let height = height_of(longest(head), HEAD) + 2.0 * PADDING.1;
        let (x, y, width) = (self.left(), self.y, self.width());
        self.put(Mark::Fill { x, y, width, height, ink: Ink::TINT });
        self.cells(head, places, HEAD);
        self.rule(0.8, Ink::GREEN);
    }

    /// Begins a table over the whole width. Each page that it goes on to begins with its head.
    pub fn begin_table(&mut self, columns: &[Column]) -> OpenTable {
        let places = self.places(columns);
        let head = self.wrapped(columns.iter().map(|column| &*column.title), &places, HEAD);
        let head_height = height_of(longest(&head), HEAD) + 2.0 * PADDING.1 + 1.0;
        // A head without a row below it would be of no use.
        self.need(head_height + 2.0 * CELL.leading() + 2.0 * PADDING.1);
        self.table_head(&head, &places);
        OpenTable { places, head, head_height }
    }

    /// Draws the next row of a table; cells that are missing stay empty.
    pub fn table_row<'a>(&mut self, table: &OpenTable, texts: impl Iterator<Item = &'a str>) {
        self.styled_row(table, texts, self.cell_style());
    }

    /// Draws the row with a table's totals.
    pub fn table_totals<'a>(&mut self, table: &OpenTable, texts: impl Iterator<Item = &'a str>) {
        self.styled_row(table, texts, Style { face: Face::Bold, ..self.cell_style() });
    }

    fn cell_style(&self) -> Style {
        if self.sheet == Sheet::Landscape { CELL_OF_MANY } else { CELL }
    }

    fn styled_row<'a>(&mut self, table: &OpenTable, texts: impl Iterator<Item = &'a str>, style: Style) {
        let OpenTable { places, head, head_height } = table;
        let mut cells = self.row_cells(texts, places, style);
        loop {
            let height = height_of(longest(&cells), style) + 2.0 * PADDING.1 + 0.5;
            let is_higher_than_a_page = height > self.whole_room() - head_height;
            if self.room() >= height {
                self.cells(&cells, places, style);
                break;
            }
            let fit = fitting(self.room() - 2.0 * PADDING.1 - 0.5, longest(&cells), style);
            if is_higher_than_a_page && fit > 2 {
                let rest = cells.iter_mut().map(|lines| lines.split_off(fit.min(lines.len()))).collect();
                self.cells(&cells, places, style);
                cells = rest;
            }
            self.turn();
            self.table_head(head, places);
        }
        self.rule(0.5, Ink::LIGHT);
    }

    /// Draws a whole table.
    pub fn table(&mut self, table: &Table) {
        let open = self.begin_table(&table.columns);
        for row in &table.rows {
            self.table_row(&open, row.iter().map(String::as_str));
        }
    }
}

/// A table that rows are added to.
pub struct OpenTable {
    places: Vec<Place>,
    head: Vec<Vec<String>>,
    head_height: f32,
}

fn longest(cells: &[Vec<String>]) -> usize {
    cells.iter().map(Vec::len).max().unwrap_or(0)
}

/// How many of a cell's lines fit into a height.
fn fitting(room: f32, lines: usize, style: Style) -> usize {
    (0..=lines).rev().find(|count| height_of(*count, style) <= room).unwrap_or(0)
}
