//! Charts of tables: what is drawn are the very cells that stand in the table, so that the two can't disagree.

use super::cell::{Cell, CellKind, Column};
use super::texts;
use crate::kit::money::{grouped, money};
use crate::kit::pdf::{Chart, ChartSeries, ChartShape};
use crate::kit::wire::Quantity;
use std::ops::Range;

/// How many labels a chart of bars has; more are in the table only.
const MOST_BARS: usize = 20;

/// How many labels a chart of columns has, which are the latest: more would be lines as thin as hairs.
const MOST_COLUMNS: usize = 60;

/// A chart of a table: which of its columns it shows.
#[derive(Debug, Clone, Copy)]
pub struct ChartOf {
    /// What it shows.
    pub title: &'static str,
    /// How.
    pub shape: ChartShape,
    /// The column with the names of what the values are of.
    pub labels: usize,
    /// The columns with the values: three at most, all of one kind.
    pub values: &'static [usize],
}

impl ChartOf {
    /// Which rows it shows, of so many.
    pub(super) fn shown(&self, rows: usize) -> Range<usize> {
        match self.shape {
            ChartShape::Columns => rows.saturating_sub(MOST_COLUMNS)..rows,
            ChartShape::Bars => 0..rows.min(MOST_BARS),
        }
    }

    /// Its title; of more rows than it shows it says so.
    pub(super) fn heading(&self, rows: usize) -> String {
        let shown = self.shown(rows).len();
        if shown < rows {
            let which = match self.shape {
                ChartShape::Columns => "últimos",
                ChartShape::Bars => "primeros",
            };
            format!("{} (los {which} {shown} de {rows})", self.title)
        } else {
            self.title.to_owned()
        }
    }

    /// What is drawn of a table.
    pub(super) fn drawn(&self, columns: &[Column], rows: &[Vec<Cell<'_>>]) -> Chart {
        let shown = rows.get(self.shown(rows.len())).unwrap_or(rows);
        let cell = |row: &Vec<Cell<'_>>, column: usize| row.get(column).map_or(0.0, amount);
        let series = self.values.iter().map(|column| ChartSeries {
            name: columns.get(*column).map_or("", |it| &*it.title).to_owned(),
            values: shown.iter().map(|row| cell(row, *column)).collect(),
        });
        let kind = self.values.first().and_then(|column| columns.get(*column)).map(|column| column.kind);
        Chart {
            title: self.heading(rows.len()),
            shape: self.shape,
            labels: shown.iter().map(|row| row.get(self.labels).map_or_else(String::new, label)).collect(),
            series: series.collect(),
            written: match kind {
                Some(CellKind::Money) => |value| money(whole(value)),
                Some(CellKind::Quantity) => |value| Quantity::of_hundredths(whole(value * 100.0)).to_string(),
                Some(CellKind::Percent) => |value| texts::percent(whole(value * 10.0) * 10),
                _ => |value| grouped(whole(value)),
            },
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "what a centre has is far below 2^53")]
fn whole(value: f64) -> i64 {
    value.round() as i64
}

/// The value of a cell: things, cents or per cent.
#[expect(clippy::cast_precision_loss, reason = "what a centre has is far below 2^53")]
fn amount(cell: &Cell<'_>) -> f64 {
    match cell {
        Cell::Count(amount) | Cell::Money(amount) => *amount as f64,
        Cell::Quantity(hundredths) | Cell::Percent(hundredths) => *hundredths as f64 / 100.0,
        Cell::Number(digits) => digits.parse().unwrap_or(0.0),
        Cell::Empty | Cell::Text(_) | Cell::Day(_) | Cell::Moment(_) => 0.0,
    }
}

/// What a value is of; a day stands for the month, or the part of it, that begins then.
fn label(cell: &Cell<'_>) -> String {
    match cell {
        Cell::Day(day) => texts::short_day(*day),
        other => other.shown().into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: &[Column] = &[
        Column::new("Ambiente", CellKind::Text, 2.0),
        Column::new("Costo", CellKind::Money, 1.0),
        Column::new("Veces", CellKind::Count, 1.0),
    ];

    #[test]
    fn what_is_drawn_is_what_stands_in_the_table() {
        let of = ChartOf { title: "Costo", shape: ChartShape::Bars, labels: 0, values: &[1] };
        let rows: Vec<Vec<Cell<'_>>> = (0..25_i64)
            .map(|n| vec![Cell::text(format!("Ambiente {n}")), Cell::Money(n * 150_050), Cell::Count(n)])
            .collect();
        let chart = of.drawn(COLUMNS, &rows);
        assert_eq!((chart.labels.len(), chart.title.as_str()), (20, "Costo (los primeros 20 de 25)"));
        for ((row, label), value) in rows.iter().zip(&chart.labels).zip(&chart.series[0].values) {
            assert_eq!((&row[0].shown(), &row[1].shown()), (&label.into(), &(chart.written)(*value).into()));
        }
        assert_eq!(chart.series[0].name, "Costo");
    }

    #[test]
    fn columns_beyond_number_are_the_latest() {
        let of = ChartOf { title: "Veces", shape: ChartShape::Columns, labels: 0, values: &[2] };
        let rows: Vec<Vec<Cell<'_>>> =
            (0..70_i64).map(|n| vec![Cell::text(n.to_string()), Cell::Empty, Cell::Count(n)]).collect();
        let chart = of.drawn(COLUMNS, &rows);
        assert_eq!((chart.labels.len(), chart.title.as_str()), (60, "Veces (los últimos 60 de 70)"));
        assert_eq!((&*chart.labels[0], chart.series[0].values[59]), ("10", 69.0));
    }
}
