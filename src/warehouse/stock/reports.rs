//! The stock on paper: what there is, what expires, what it is worth.

use super::rules::expiry::urgency;
use super::store::reported;
use crate::kit::Result;
use crate::kit::document::CellKind::{Count, Day, Flag, Money, Quantity, Said, Text};
use crate::kit::document::{Cell, ChartOf, ChartShape, Column, Words, said};
use crate::kit::report::{ReportCut, ReportFilter, Reported};
use crate::warehouse::report::{List, Summary, is_for, reach};
use crate::warehouse::stock::model::Urgency;
use crate::warehouse::words::URGENCY;
use rusqlite::Connection;

/// How many days ahead is looked for what expires, when nobody says.
const DAYS_AHEAD: i64 = 30;

/// Of reports that have no status.
const NO_STATUS: (&str, Words) = ("Estado", &[]);

/// The reports of the stock.
pub const REPORTS: &[Reported] = &[
    Reported {
        word: "stock",
        title: "Existencias",
        is_for,
        scope: reach,
        filters: &[ReportFilter::Room, ReportFilter::ProductCategory],
        statuses: NO_STATUS,
        is_wide: true,
        count: |db, cut| levels(cut).count(db),
        write: |db, cut, out| levels(cut).write(db, out, || by_warehouse(db, cut)),
    },
    Reported {
        word: "expiry",
        title: "Vencimientos",
        is_for,
        scope: reach,
        filters: &[ReportFilter::Room, ReportFilter::ProductCategory, ReportFilter::Ahead],
        statuses: NO_STATUS,
        is_wide: true,
        count: |db, cut| expiring(cut).count(db),
        write: |db, cut, out| expiring(cut).write(db, out, || by_urgency(db, cut)),
    },
    Reported {
        word: "valuation",
        title: "Valor de las existencias",
        is_for,
        scope: reach,
        filters: &[ReportFilter::Room, ReportFilter::ProductCategory],
        statuses: NO_STATUS,
        is_wide: false,
        count: |db, cut| worth(cut).count(db),
        write: |db, cut, out| worth(cut).write(db, out, || by_category(db, cut)),
    },
];

const LEVELS: &[Column] = &[
    Column::new("Bodega", Text, 1.6),
    Column::new("Código", Text, 1.1),
    Column::new("Producto", Text, 2.4),
    Column::new("Categoría", Text, 1.3),
    Column::new("Unidad", Text, 0.9),
    Column::new("Hay", Quantity, 1.0),
    Column::new("Reservado", Quantity, 1.25),
    Column::new("Disponible", Quantity, 1.3),
    Column::new("Lotes", Count, 0.8).summed(),
    Column::new("Ubicaciones", Count, 1.45),
    Column::new("Vence primero", Day, 1.3),
    Column::new("Valor", Money, 1.5).summed(),
    Column::new("Lotes sin precio", Count, 1.1).summed(),
];

const BY_WAREHOUSE: &[Column] = &[
    Column::new("Bodega", Text, 3.0),
    Column::new("Productos", Count, 1.2),
    Column::new("Lotes", Count, 1.0).summed(),
    Column::new("Lotes vencidos", Count, 1.4).summed(),
    Column::new("Valor", Money, 1.8).summed(),
];
const WAREHOUSE_CHARTS: &[ChartOf] =
    &[ChartOf { title: "Valor por bodega", shape: ChartShape::Bars, labels: 0, values: &[4] }];

fn levels(cut: &ReportCut) -> List {
    let (select, filter) = reported::levels(cut);
    List { columns: LEVELS, select, filter, order: "warehouse, product, p.id, l.unit" }
}

fn by_warehouse(db: &Connection, cut: &ReportCut) -> Result<Summary> {
    let cells = |it: reported::WarehouseStock| {
        vec![
            Cell::text(it.name),
            Cell::Count(it.products),
            Cell::Count(it.lots),
            Cell::Count(it.expired),
            Cell::Money(it.cents),
        ]
    };
    let rows = reported::by_warehouse(db, cut)?.into_iter().map(cells).collect();
    Ok(Summary { columns: BY_WAREHOUSE, charts: WAREHOUSE_CHARTS, rows })
}

const EXPIRING: &[Column] = &[
    Column::new("Vence", Day, 1.2),
    Column::new("Días", Count, 0.7),
    Column::new("Urgencia", Said(urgency_of), 1.0),
    Column::new("Producto", Text, 2.2),
    Column::new("Código", Text, 1.1),
    Column::new("Lote", Text, 1.3),
    Column::new("Bodega", Text, 1.5),
    Column::new("Ubicación", Text, 1.2),
    Column::new("Cantidad", Quantity, 1.0),
    Column::new("Unidad", Text, 0.9),
    Column::new("Reservado", Quantity, 1.1),
    Column::new("Retenido", Flag, 1.0),
    Column::new("Valor", Money, 1.4).summed(),
];

const BY_URGENCY: &[Column] = &[
    Column::new("Urgencia", Text, 2.0),
    Column::new("Lotes", Count, 1.0).summed(),
    Column::new("Valor", Money, 1.6).summed(),
];
const URGENCY_CHARTS: &[ChartOf] =
    &[ChartOf { title: "Lotes por urgencia", shape: ChartShape::Bars, labels: 0, values: &[1] }];

/// How urgent a lot is of which so many days are left.
fn urgency_of(days: &str) -> String {
    days.parse().map_or_else(|_| String::new(), |days| said(URGENCY, urgency(days).as_str()))
}

fn ahead(cut: &ReportCut) -> i64 {
    cut.ahead.unwrap_or(DAYS_AHEAD)
}

fn expiring(cut: &ReportCut) -> List {
    let (select, filter) = reported::expiring(cut, ahead(cut));
    List { columns: EXPIRING, select, filter, order: "l.use_by_date, product, l.id" }
}

fn by_urgency(db: &Connection, cut: &ReportCut) -> Result<Summary> {
    let days = reported::by_day(db, cut, ahead(cut))?;
    let row = |wanted: &Urgency| {
        let of = || days.iter().filter(|day| urgency(day.days) == *wanted);
        let lots: i64 = of().map(|day| day.lots).sum();
        let cents = of().map(|day| day.cents).sum();
        let cells = vec![Cell::text(said(URGENCY, wanted.as_str())), Cell::Count(lots), Cell::Money(cents)];
        (lots > 0).then_some(cells)
    };
    let rows = Urgency::ALL.iter().filter_map(row).collect();
    Ok(Summary { columns: BY_URGENCY, charts: URGENCY_CHARTS, rows })
}

const WORTH: &[Column] = &[
    Column::new("Bodega", Text, 2.0),
    Column::new("Categoría", Text, 1.8),
    Column::new("Productos", Count, 1.1).summed(),
    Column::new("Lotes", Count, 0.9).summed(),
    Column::new("Lotes sin precio", Count, 1.2).summed(),
    Column::new("Valor", Money, 1.7).summed(),
    Column::new("De eso, vencido", Money, 1.6).summed(),
];

const BY_CATEGORY: &[Column] = &[
    Column::new("Categoría", Text, 2.4),
    Column::new("Lotes", Count, 1.0).summed(),
    Column::new("Lotes sin precio", Count, 1.4).summed(),
    Column::new("Valor", Money, 1.8).summed(),
];
const CATEGORY_CHARTS: &[ChartOf] =
    &[ChartOf { title: "Valor por categoría", shape: ChartShape::Bars, labels: 0, values: &[3] }];

fn worth(cut: &ReportCut) -> List {
    let (select, filter) = reported::worth(cut);
    List { columns: WORTH, select, filter, order: "warehouse, cents desc, category" }
}

fn by_category(db: &Connection, cut: &ReportCut) -> Result<Summary> {
    let cells = |it: reported::CategoryWorth| {
        vec![Cell::text(it.category), Cell::Count(it.lots), Cell::Count(it.unpriced), Cell::Money(it.cents)]
    };
    let rows = reported::by_category(db, cut)?.into_iter().map(cells).collect();
    Ok(Summary { columns: BY_CATEGORY, charts: CATEGORY_CHARTS, rows })
}
