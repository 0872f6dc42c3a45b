//! What is lent, and whether it comes back in time.

use super::{day, share};
use crate::campus::loans::model::LoanReach;
use crate::campus::reports::kinds::Asked;
use crate::campus::stats::reads;
use crate::campus::stats::rules::Period;
use crate::campus::stats::store::LoansAsked;
use crate::kit::Result;
use crate::kit::document::CellKind::{Count, Day as DayKind, Text};
use crate::kit::document::{Cell, ChartOf, ChartShape, Column, Writer, grouped};
use rusqlite::Connection;

const MONTHS: &[Column] = &[
    Column::new("Desde", DayKind, 1.4),
    Column::new("Hasta", DayKind, 1.4),
    Column::new("Préstamos", Count, 1.2).summed(),
    Column::new("Rechazados", Count, 1.2).summed(),
    Column::new("Tarde", Count, 1.2).summed(),
];

const MONTH_CHARTS: &[ChartOf] =
    &[ChartOf { title: "Préstamos por mes", shape: ChartShape::Columns, labels: 0, values: &[2, 4] }];

const MOST_LENT: &[Column] = &[
    Column::new("Elemento", Text, 3.0),
    Column::new("Bodega", Text, 2.0),
    Column::new("Préstamos", Count, 1.2),
    Column::new("Piezas", Count, 1.2),
];

const MOST_LENT_CHARTS: &[ChartOf] =
    &[ChartOf { title: "Lo más prestado, en préstamos", shape: ChartShape::Bars, labels: 0, values: &[2] }];

pub(super) fn write(db: &Connection, asked: &Asked, period: Period, out: &mut Writer<'_>) -> Result<()> {
    // The general administrator's report: every loan.
    let of = LoansAsked { reach: LoanReach::Everything, environment_id: asked.room_id() };
    let it = reads::loans(db, of, period, asked.today)?;
    out.heading("Préstamos")?;
    out.facts(&[
        ("Pedidos", grouped(it.total)),
        ("Devueltos a tiempo", share(it.on_time_rate)),
        ("Vencidos hoy", grouped(it.overdue)),
    ])?;
    out.heading("Préstamos por mes")?;
    let rows = it.months.into_iter().map(|it| {
        let (from, until) = (day(it.start_date), day(it.end_date));
        vec![from, until, Cell::Count(it.loans), Cell::Count(it.rejected), Cell::Count(it.late)]
    });
    out.charted(MONTHS, MONTH_CHARTS, rows.collect())?;
    out.heading("Lo más prestado")?;
    let rows = it.most_lent.into_iter().map(|it| {
        vec![
            Cell::text(it.name),
            Cell::text(it.environment_name),
            Cell::Count(it.loans),
            Cell::Count(it.pieces),
        ]
    });
    out.charted(MOST_LENT, MOST_LENT_CHARTS, rows.collect())
}
