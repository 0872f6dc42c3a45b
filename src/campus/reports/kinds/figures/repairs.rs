//! What breaks and what it costs.

use super::{cents, day, money, room};
use crate::campus::reports::kinds::Asked;
use crate::campus::stats::model::StatsRepairsOfItem;
use crate::campus::stats::reads;
use crate::campus::stats::rules::Period;
use crate::kit::Result;
use crate::kit::document::CellKind::{Count, Day as DayKind, Money, Text};
use crate::kit::document::{Cell, ChartOf, ChartShape, Column, Writer, grouped, money_text};
use rusqlite::Connection;

const MONTHS: &[Column] = &[
    Column::new("Desde", DayKind, 1.4),
    Column::new("Hasta", DayKind, 1.4),
    Column::new("Pedidas", Count, 1.2).summed(),
    Column::new("Terminadas", Count, 1.2).summed(),
    Column::new("Costo", Money, 1.6).summed(),
];

const MONTH_CHARTS: &[ChartOf] = &[
    ChartOf { title: "Solicitudes por mes", shape: ChartShape::Columns, labels: 0, values: &[2, 3] },
    ChartOf { title: "Costo del mantenimiento por mes", shape: ChartShape::Columns, labels: 0, values: &[4] },
];

const BY_ROOM: &[Column] = &[
    Column::new("Ambiente", Text, 3.0),
    Column::new("Solicitudes", Count, 1.2).summed(),
    Column::new("Costo", Money, 1.8).summed(),
];

const ROOM_CHARTS: &[ChartOf] = &[ChartOf {
    title: "Costo del mantenimiento por ambiente",
    shape: ChartShape::Bars,
    labels: 0,
    values: &[2],
}];

const OF_ITEMS: &[Column] = &[
    Column::new("Equipo", Text, 2.8),
    Column::new("Placa", Text, 1.4),
    Column::new("Ambiente", Text, 1.8),
    Column::new("Veces", Count, 0.8),
    Column::new("Costo", Money, 1.6),
];

const BROKEN_CHARTS: &[ChartOf] =
    &[ChartOf { title: "Lo que más se daña, en veces", shape: ChartShape::Bars, labels: 0, values: &[3] }];
const COST_CHARTS: &[ChartOf] =
    &[ChartOf { title: "Lo que más cuesta mantener", shape: ChartShape::Bars, labels: 0, values: &[4] }];

fn of_item(it: StatsRepairsOfItem) -> Vec<Cell<'static>> {
    vec![
        Cell::text(it.name),
        Cell::text(it.internal_code),
        it.environment_name.map_or(Cell::Empty, Cell::text),
        Cell::Count(it.requests),
        money(it.cost),
    ]
}

pub(super) fn write(db: &Connection, asked: &Asked, period: Period, out: &mut Writer<'_>) -> Result<()> {
    let it = reads::repairs(db, asked.rooms(), period, asked.today, true)?;
    out.heading("Mantenimiento")?;
    out.facts(&[
        ("Solicitudes", grouped(it.requests)),
        ("Terminadas", grouped(it.completed)),
        ("Costo", it.cost.map_or_else(|| "—".to_owned(), |pesos| money_text(cents(pesos)))),
    ])?;
    out.heading("Mantenimiento por mes")?;
    let rows = it.months.into_iter().map(|it| {
        let (from, until) = (day(it.start_date), day(it.end_date));
        vec![from, until, Cell::Count(it.requests), Cell::Count(it.completed), money(it.cost)]
    });
    out.charted(MONTHS, MONTH_CHARTS, rows.collect())?;
    out.heading("Mantenimiento por ambiente")?;
    let rows = it
        .by_environment
        .into_iter()
        .map(|it| vec![room(it.environment_name), Cell::Count(it.requests), money(it.cost)]);
    out.charted(BY_ROOM, ROOM_CHARTS, rows.collect())?;
    out.heading("Lo que más se daña")?;
    out.charted(OF_ITEMS, BROKEN_CHARTS, it.most_broken.into_iter().map(of_item).collect())?;
    out.heading("Lo que más cuesta")?;
    out.charted(OF_ITEMS, COST_CHARTS, it.most_expensive.into_iter().map(of_item).collect())
}
