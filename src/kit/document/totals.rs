//! What stands below a table.

use super::cell::{Cell, CellKind, Column};

/// What the columns of a table sum up to.
pub(super) struct Totals<'c> {
    columns: &'c [Column],
    sums: Vec<i64>,
    has_rows: bool,
}

impl<'c> Totals<'c> {
    pub(super) fn of(columns: &'c [Column]) -> Self {
        Self { columns, sums: vec![0; columns.len()], has_rows: false }
    }

    pub(super) fn add(&mut self, cells: &[Cell<'_>]) {
        self.has_rows = true;
        for ((sum, column), cell) in self.sums.iter_mut().zip(self.columns).zip(cells) {
            if let (true, Cell::Count(amount) | Cell::Money(amount) | Cell::Quantity(amount)) =
                (column.is_summed, cell)
            {
                *sum = sum.saturating_add(*amount);
            }
        }
    }

    /// The row of totals, if anything is summed and there is something to sum.
    pub(super) fn cells(&self) -> Option<Vec<Cell<'static>>> {
        (self.has_rows && self.columns.iter().any(|column| column.is_summed)).then(|| {
            let cell = |(column, sum): (&Column, &i64)| match (column.is_summed, column.kind) {
                (false, _) => Cell::Empty,
                (true, CellKind::Money) => Cell::Money(*sum),
                (true, CellKind::Quantity) => Cell::Quantity(*sum),
                (true, _) => Cell::Count(*sum),
            };
            self.columns.iter().zip(&self.sums).map(cell).collect()
        })
    }
}
