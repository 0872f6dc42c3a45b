//! The ledger on paper: what moved, and whether what went out was in its turn.

use super::exports::{EXPORTS, MOVEMENTS};
use super::model::MovementType;
use super::store::reported::{self, InTurn};
use crate::kit::document::CellKind::{Count, Moment, Percent, Quantity, Text};
use crate::kit::document::{Cell, ChartOf, ChartShape, Column, Words, Writer, grouped, month_text};
use crate::kit::report::{ReportCut, ReportFilter, Reported};
use crate::kit::{LocalTime, Result};
use crate::warehouse::report::{List, Summary, is_for, reach};
use crate::warehouse::share;
use crate::warehouse::words::MOVEMENT_TYPE;
use chrono::{Datelike, NaiveDate};
use rusqlite::Connection;
use std::collections::{BTreeMap, HashSet};

/// What of all that goes out should be in its turn, at least, in per cent.
pub const TARGET: i64 = 95;

const NO_STATUS: (&str, Words) = ("Estado", &[]);

/// The reports of the ledger.
pub const REPORTS: &[Reported] = &[
    Reported {
        word: "movements",
        title: "Movimientos de materiales",
        is_for,
        scope: reach,
        filters: &[
            ReportFilter::Days,
            ReportFilter::Room,
            ReportFilter::ProductCategory,
            ReportFilter::Status,
        ],
        statuses: ("Clase", MOVEMENT_TYPE),
        is_wide: true,
        count: reported::count,
        write: |db, cut, out| ledger(cut).write(db, out, || by_month(db, cut)),
    },
    Reported {
        word: "fefo",
        title: "Salidas en su turno (FEFO)",
        is_for,
        scope: reach,
        filters: &[ReportFilter::Days, ReportFilter::Room, ReportFilter::ProductCategory],
        statuses: NO_STATUS,
        is_wide: false,
        count: count_turns,
        write: |db, cut, out| write_turns(db, cut, out),
    },
];

fn ledger(cut: &ReportCut) -> List {
    let columns = EXPORTS.first().map_or("", |list| list.select);
    let (select, filter) = reported::ledger(cut, columns);
    List { columns: MOVEMENTS, select, filter, order: "l.created_at desc, l.id desc" }
}

/// The month of an instant, as its first day.
fn month(at: LocalTime) -> NaiveDate {
    let day = at.wall().date();
    day.with_day(1).unwrap_or(day)
}

const BY_MONTH: &[Column] = &[
    Column::new("Mes", Text, 1.6),
    Column::new("Entradas", Count, 1.1).summed(),
    Column::new("Salidas", Count, 1.1).summed(),
    Column::new("Ajustes", Count, 1.1).summed(),
    Column::new("Traslados", Count, 1.1).summed(),
    Column::new("Bajas", Count, 1.1).summed(),
];
const MONTH_CHARTS: &[ChartOf] =
    &[ChartOf { title: "Movimientos por mes", shape: ChartShape::Columns, labels: 0, values: &[1, 2] }];

fn by_month(db: &Connection, cut: &ReportCut) -> Result<Summary> {
    let mut months: BTreeMap<NaiveDate, [i64; 5]> = BTreeMap::new();
    reported::times(db, cut, |at, kind| {
        let [receipts, issues, adjustments, transfers, scraps] = months.entry(month(at)).or_default();
        let count = match kind {
            MovementType::Receipt => receipts,
            MovementType::Issue => issues,
            MovementType::Adjustment => adjustments,
            MovementType::Transfer => transfers,
            MovementType::Scrap => scraps,
        };
        *count += 1;
    })?;
    let cells = |(month, counts): (NaiveDate, [i64; 5])| {
        let month = Cell::text(month_text(month));
        std::iter::once(month).chain(counts.map(Cell::Count)).collect()
    };
    Ok(Summary { columns: BY_MONTH, charts: MONTH_CHARTS, rows: months.into_iter().map(cells).collect() })
}

/// How much of what went out was in its turn.
struct Turns {
    by_warehouse: Vec<InTurn>,
    by_person: Vec<InTurn>,
    by_month: Vec<InTurn>,
    overrides: Vec<reported::Override>,
}

impl Turns {
    fn read(db: &Connection, cut: &ReportCut) -> Result<Self> {
        let mut months: BTreeMap<NaiveDate, InTurn> = BTreeMap::new();
        reported::turns(db, cut, |at, is_in_turn| {
            let month = month(at);
            let entry = months.entry(month).or_insert_with(|| InTurn {
                name: month_text(month),
                issues: 0,
                in_turn: 0,
            });
            entry.issues += 1;
            entry.in_turn += i64::from(is_in_turn);
        })?;
        Ok(Self {
            by_warehouse: reported::turns_by_warehouse(db, cut)?,
            // Instructors hear of no colleague by name.
            by_person: if cut.tells_work { reported::turns_by_person(db, cut)? } else { Vec::new() },
            by_month: months.into_values().collect(),
            overrides: reported::overrides(db, cut)?,
        })
    }

    fn all(&self) -> InTurn {
        let of = |count: fn(&InTurn) -> i64| self.by_warehouse.iter().map(count).sum();
        InTurn { name: String::new(), issues: of(|it| it.issues), in_turn: of(|it| it.in_turn) }
    }
}

/// How many rows all tables of it have: what went out is gone through once, without looking up what it was.
fn count_turns(db: &Connection, cut: &ReportCut) -> Result<i64> {
    let (mut months, mut warehouses, mut people) = (HashSet::new(), HashSet::new(), HashSet::new());
    let (mut reasons, mut passed_over) = (HashSet::new(), 0);
    reported::issued(db, cut, |it| {
        months.insert(month(it.at));
        warehouses.insert(it.warehouse);
        people.insert(it.person);
        if it.is_out_of_turn {
            reasons.insert(it.reason);
            passed_over += 1;
        }
    })?;
    let people = if cut.tells_work { people.len() } else { 0 };
    let rows: usize = months.len() + warehouses.len() + people + reasons.len() + passed_over;
    Ok(i64::try_from(rows).unwrap_or(i64::MAX))
}

impl InTurn {
    /// What share of it was in its turn, in hundredths of a per cent; nothing of nothing.
    fn share(&self) -> Option<i64> {
        share::hundredths(self.in_turn, self.issues)
    }

    /// Whether more of it was than should be at least.
    fn is_met(&self) -> bool {
        self.in_turn * 100 > self.issues * TARGET
    }

    fn cells(self) -> Vec<Cell<'static>> {
        vec![
            Cell::Count(self.issues),
            Cell::Count(self.in_turn),
            Cell::Count(self.issues - self.in_turn),
            self.share().map_or(Cell::Empty, Cell::Percent),
            Cell::text(if self.is_met() { "Sí" } else { "No" }),
        ]
    }
}

const fn turns_of(what: &'static str) -> [Column; 6] {
    [
        Column::new(what, Text, 2.8),
        Column::new("Salidas", Count, 1.0).summed(),
        Column::new("En su turno", Count, 1.2).summed(),
        Column::new("Fuera de turno", Count, 1.3).summed(),
        Column::new("Cumplimiento", Percent, 1.4),
        Column::new("Más de 95 %", Text, 1.2),
    ]
}

static BY_WAREHOUSE: [Column; 6] = turns_of("Bodega");
static BY_PERSON: [Column; 6] = turns_of("Persona");
static BY_MONTH_TURNS: [Column; 6] = turns_of("Mes");

const SHARE_CHARTS: &[ChartOf] =
    &[ChartOf { title: "Cumplimiento por mes", shape: ChartShape::Columns, labels: 0, values: &[4] }];

const OVERRIDES: &[Column] =
    &[Column::new("Por qué salió fuera de turno", Text, 6.0), Column::new("Veces", Count, 1.0).summed()];

const OUT_OF_TURN_UNNAMED: &[Column] = &[
    Column::new("Cuándo", Moment, 1.5),
    Column::new("Producto", Text, 2.3),
    Column::new("Lote", Text, 1.4),
    Column::new("Bodega", Text, 1.5),
    Column::new("Cantidad", Quantity, 1.1),
    Column::new("Unidad", Text, 0.9),
    Column::new("Por qué", Text, 2.3),
];

const OUT_OF_TURN: &[Column] = &[
    Column::new("Cuándo", Moment, 1.5),
    Column::new("Producto", Text, 1.8),
    Column::new("Lote", Text, 1.2),
    Column::new("Bodega", Text, 1.3),
    Column::new("Cantidad", Quantity, 1.1),
    Column::new("Unidad", Text, 0.9),
    Column::new("Quién", Text, 1.3),
    Column::new("Por qué", Text, 1.9),
];

fn out_of_turn(cut: &ReportCut) -> List {
    let (select, filter) = reported::out_of_turn(cut);
    let columns = if cut.tells_work { OUT_OF_TURN } else { OUT_OF_TURN_UNNAMED };
    List { columns, select, filter, order: "m.created_at desc, m.id desc" }
}

fn write_turns(db: &Connection, cut: &ReportCut, out: &mut Writer<'_>) -> Result<()> {
    let turns = Turns::read(db, cut)?;
    let all = turns.all();
    out.heading("En resumen")?;
    out.facts(&[
        ("Salidas", grouped(all.issues)),
        ("En su turno", grouped(all.in_turn)),
        ("Fuera de turno", grouped(all.issues - all.in_turn)),
        ("Cumplimiento", all.share().map_or_else(|| "—".to_owned(), share_text)),
        ("Meta", format!("más de {TARGET} %")),
    ])?;
    let rows = |of: Vec<InTurn>| -> Vec<Vec<Cell<'static>>> {
        let cells = |it: InTurn| std::iter::once(Cell::text(it.name.clone())).chain(it.cells()).collect();
        of.into_iter().map(cells).collect()
    };
    out.heading("Por mes")?;
    out.charted(&BY_MONTH_TURNS, SHARE_CHARTS, rows(turns.by_month))?;
    out.heading("Por bodega")?;
    out.rows(&BY_WAREHOUSE, rows(turns.by_warehouse))?;
    if cut.tells_work {
        out.heading("Por persona")?;
        out.rows(&BY_PERSON, rows(turns.by_person))?;
    }
    out.heading("Motivos")?;
    let cells = |it: reported::Override| vec![Cell::text(it.reason), Cell::Count(it.count)];
    out.rows(OVERRIDES, turns.overrides.into_iter().map(cells))?;
    out.heading("Salidas fuera de turno")?;
    out_of_turn(cut).write_rows(db, out)
}

/// Hundredths of a per cent as a sentence has them.
fn share_text(share: i64) -> String {
    format!("{},{:02} %", share / 100, share % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(issues: i64, in_turn: i64) -> InTurn {
        InTurn { name: String::new(), issues, in_turn }
    }

    #[test]
    fn the_target_is_more_than_it_says() {
        assert!(!of(100, 95).is_met() && of(100, 96).is_met() && of(1000, 951).is_met());
        assert_eq!((of(3, 2).share(), of(0, 0).share(), of(7, 7).share()), (Some(6_666), None, Some(10_000)));
        assert_eq!(share_text(9_604), "96,04 %");
    }
}
