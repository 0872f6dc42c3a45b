//! What there is, what it is worth, and in which state it was.

use super::{cents, day, money, room};
use crate::campus::inventory::model::Prices;
use crate::campus::reports::kinds::Asked;
use crate::campus::reports::kinds::words::CATEGORY;
use crate::campus::stats::model::{StatsHolding, StatsStatePoint};
use crate::campus::stats::reads;
use crate::campus::stats::rules::Period;
use crate::kit::document::CellKind::{Count, Day as DayKind, Money, Text};
use crate::kit::document::{Cell, ChartOf, ChartShape, Column, Writer, grouped, money_text, said};
use crate::kit::{Day, Result};
use rusqlite::Connection;

/// What stands somewhere, or is of a kind.
const fn holding_of(what: &'static str) -> [Column; 7] {
    [
        Column::new(what, Text, 2.4),
        Column::new("Equipos", Count, 1.0).summed(),
        Column::new("Piezas", Count, 1.0).summed(),
        Column::new("Bien", Count, 1.0).summed(),
        Column::new("Daño", Count, 0.9).summed(),
        Column::new("Falta", Count, 0.9).summed(),
        Column::new("Valor", Money, 1.8).summed(),
    ]
}

static BY_ROOM: [Column; 7] = holding_of("Ambiente");
static BY_CATEGORY: [Column; 7] = holding_of("Categoría");

const ROOM_CHARTS: &[ChartOf] = &[
    ChartOf {
        title: "Estado de las piezas por ambiente",
        shape: ChartShape::Bars,
        labels: 0,
        values: &[3, 4, 5],
    },
    ChartOf { title: "Valor por ambiente", shape: ChartShape::Bars, labels: 0, values: &[6] },
];

const CATEGORY_CHARTS: &[ChartOf] = &[ChartOf {
    title: "Estado de las piezas por categoría",
    shape: ChartShape::Bars,
    labels: 0,
    values: &[3, 4, 5],
}];

const STATES: &[Column] = &[
    Column::new("Desde", DayKind, 1.4),
    Column::new("Hasta", DayKind, 1.4),
    Column::new("Bien", Count, 1.2),
    Column::new("Daño", Count, 1.2),
    Column::new("Falta", Count, 1.2),
];

// What is well is a hundred times as much: beside it nobody would see the others.
const STATE_CHARTS: &[ChartOf] = &[ChartOf {
    title: "Piezas con daño y faltantes al final de cada periodo",
    shape: ChartShape::Columns,
    labels: 0,
    values: &[3, 4],
}];

fn holding(of: Cell<'static>, it: StatsHolding) -> Vec<Cell<'static>> {
    let good = it.quantity - it.quantity_damaged - it.quantity_missing;
    vec![
        of,
        Cell::Count(it.items),
        Cell::Count(it.quantity),
        Cell::Count(good),
        Cell::Count(it.quantity_damaged),
        Cell::Count(it.quantity_missing),
        money(it.value),
    ]
}

/// The state at the end of some days, if it was known by then.
fn state(it: &StatsStatePoint) -> Option<Vec<Cell<'static>>> {
    let (good, damaged, missing) = (it.quantity_good?, it.quantity_damaged?, it.quantity_missing?);
    Some(vec![
        day(it.start_date),
        day(it.end_date),
        Cell::Count(good),
        Cell::Count(damaged),
        Cell::Count(missing),
    ])
}

pub(super) fn write(db: &Connection, asked: &Asked, period: Period, out: &mut Writer<'_>) -> Result<()> {
    let it = reads::stock(db, asked.rooms(), period, asked.today, Prices::Told)?;
    out.heading("Lo que hay")?;
    out.facts(&[
        ("Periodo", format!("{} a {}", Day(period.from).written(), Day(period.until).written())),
        ("Equipos", grouped(it.total.items)),
        ("Piezas", grouped(it.total.quantity)),
        ("Con daño", grouped(it.total.quantity_damaged)),
        ("Faltantes", grouped(it.total.quantity_missing)),
        (
            "Valor de lo que tiene precio en pesos",
            it.total.value.map_or_else(|| "—".to_owned(), |pesos| money_text(cents(pesos))),
        ),
    ])?;
    out.heading("Inventario por ambiente")?;
    let rows = it.by_environment.into_iter().map(|it| holding(room(it.environment_name), it.holding));
    out.charted(&BY_ROOM, ROOM_CHARTS, rows.collect())?;
    out.heading("Inventario por categoría")?;
    let name = |word: &str| Cell::text(said(CATEGORY, word));
    let rows = it.by_category.into_iter().map(|it| {
        let named = it.category_name.map_or_else(|| name(it.category.as_str()), Cell::text);
        holding(named, it.holding)
    });
    out.charted(&BY_CATEGORY, CATEGORY_CHARTS, rows.collect())?;
    out.heading("Estado del inventario en el periodo")?;
    out.charted(STATES, STATE_CHARTS, it.points.iter().filter_map(state).collect())
}
