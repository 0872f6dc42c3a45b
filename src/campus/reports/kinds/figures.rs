//! The report of figures: what the page of statistics shows, of one period, table by table.

use super::Asked;
use super::words::CATEGORY;
use crate::campus::loans::model::LoanReach;
use crate::campus::stats::model::{StatsHolding, StatsKept};
use crate::campus::stats::reads;
use crate::campus::stats::rules::{Period, twelve_months};
use crate::campus::stats::store::{LoansAsked, RoomsAsked};
use crate::kit::document::CellKind::{Count, Day as DayKind, Money, Percent, Text};
use crate::kit::document::{Cell, Column, Writer, grouped, money_text};
use crate::kit::{Day, LocalTime, Result, clock};
use rusqlite::Connection;

/// What stands somewhere, or is of a kind.
const fn holding_of(what: &'static str) -> [Column; 6] {
    [
        Column::new(what, Text, 2.4),
        Column::new("Equipos", Count, 1.0).summed(),
        Column::new("Piezas", Count, 1.0).summed(),
        Column::new("Daño", Count, 1.0).summed(),
        Column::new("Falta", Count, 1.0).summed(),
        Column::new("Valor", Money, 1.8).summed(),
    ]
}

/// How checks were kept somewhere, or by somebody.
const fn kept_by(what: &'static str) -> [Column; 6] {
    [
        Column::new(what, Text, 2.6),
        Column::new("Previstas", Count, 1.0).summed(),
        Column::new("Hechas", Count, 1.0).summed(),
        Column::new("Completas", Count, 1.0).summed(),
        Column::new("Con novedades", Count, 1.2).summed(),
        Column::new("Cumplimiento", Percent, 1.2),
    ]
}

static HOLDING_BY_ROOM: [Column; 6] = holding_of("Ambiente");
static HOLDING_BY_CATEGORY: [Column; 6] = holding_of("Categoría");
static KEPT_BY_ROOM: [Column; 6] = kept_by("Ambiente");
static KEPT_BY_INSTRUCTOR: [Column; 6] = kept_by("Instructor");

const LOAN_MONTHS: &[Column] = &[
    Column::new("Desde", DayKind, 1.4),
    Column::new("Hasta", DayKind, 1.4),
    Column::new("Préstamos", Count, 1.2).summed(),
    Column::new("Rechazados", Count, 1.2).summed(),
    Column::new("Tarde", Count, 1.2).summed(),
];

const MOST_LENT: &[Column] = &[
    Column::new("Elemento", Text, 3.0),
    Column::new("Bodega", Text, 2.0),
    Column::new("Préstamos", Count, 1.2),
    Column::new("Piezas", Count, 1.2),
];

const REPAIR_MONTHS: &[Column] = &[
    Column::new("Desde", DayKind, 1.4),
    Column::new("Hasta", DayKind, 1.4),
    Column::new("Pedidas", Count, 1.2).summed(),
    Column::new("Terminadas", Count, 1.2).summed(),
    Column::new("Costo", Money, 1.6).summed(),
];

const MOST_BROKEN: &[Column] = &[
    Column::new("Equipo", Text, 2.8),
    Column::new("Placa", Text, 1.4),
    Column::new("Ambiente", Text, 1.8),
    Column::new("Veces", Count, 0.8),
    Column::new("Costo", Money, 1.6),
];

impl Asked {
    /// The days that figures are of: twelve months, unless somebody says otherwise.
    pub(super) fn period(&self) -> Result<Period> {
        Period::of(self.from, self.until, self.today.0, twelve_months)
    }
}

/// Pesos as cents.
fn cents(pesos: f64) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "the worth of a centre is far below 2^53 cents")]
    let cents = (pesos * 100.0).round() as i64;
    cents
}

fn money(pesos: Option<f64>) -> Cell<'static> {
    pesos.map_or(Cell::Empty, |pesos| Cell::Money(cents(pesos)))
}

fn holding(name: String, it: StatsHolding) -> Vec<Cell<'static>> {
    vec![
        Cell::text(name),
        Cell::Count(it.items),
        Cell::Count(it.quantity),
        Cell::Count(it.quantity_damaged),
        Cell::Count(it.quantity_missing),
        Cell::Money(cents(it.value)),
    ]
}

fn kept(name: String, it: StatsKept) -> Vec<Cell<'static>> {
    vec![
        Cell::text(name),
        Cell::Count(it.planned),
        Cell::Count(it.done),
        Cell::Count(it.complete),
        Cell::Count(it.issues),
        Cell::percent(it.rate),
    ]
}

fn share(rate: Option<f64>) -> String {
    rate.map_or_else(|| "—".to_owned(), |rate| format!("{rate:.1} %").replace('.', ","))
}

/// How many rows it has at least: those that depend on the period are few.
pub(super) fn count(db: &Connection, asked: &Asked) -> Result<i64> {
    let rooms = RoomsAsked { scope: asked.scope, environment_id: asked.room.as_ref().map(|room| room.id) };
    let stock = reads::stock(db, rooms, asked.period()?, asked.today)?;
    Ok(i64::try_from(stock.by_environment.len() + stock.by_category.len()).unwrap_or(i64::MAX))
}

/// Writes it.
pub(super) fn write(db: &Connection, asked: &Asked, out: &mut Writer<'_>) -> Result<()> {
    let (period, room) = (asked.period()?, asked.room.as_ref().map(|room| room.id));
    let rooms = RoomsAsked { scope: asked.scope, environment_id: room };
    stock(db, asked, rooms, period, out)?;
    checks(db, rooms, period, out)?;
    loans(db, asked, period, out)?;
    repairs(db, asked, rooms, period, out)
}

fn stock(
    db: &Connection,
    asked: &Asked,
    rooms: RoomsAsked,
    period: Period,
    out: &mut Writer<'_>,
) -> Result<()> {
    let it = reads::stock(db, rooms, period, asked.today)?;
    out.heading("Lo que hay")?;
    out.facts(&[
        ("Periodo", format!("{} a {}", Day(period.from).written(), Day(period.until).written())),
        ("Equipos", grouped(it.total.items)),
        ("Piezas", grouped(it.total.quantity)),
        ("Con daño", grouped(it.total.quantity_damaged)),
        ("Faltantes", grouped(it.total.quantity_missing)),
        ("Valor de lo que tiene precio", money_text(cents(it.total.value))),
    ])?;
    out.heading("Inventario por ambiente")?;
    let unplaced = || "Sin ambiente".to_owned();
    let rows = it.by_environment.into_iter();
    out.rows(
        &HOLDING_BY_ROOM,
        rows.map(|it| holding(it.environment_name.unwrap_or_else(unplaced), it.holding)),
    )?;
    out.heading("Inventario por categoría")?;
    let rows = it.by_category.into_iter();
    out.rows(
        &HOLDING_BY_CATEGORY,
        rows.map(|it| holding(super::words::said(CATEGORY, it.category.as_str()), it.holding)),
    )
    .map(|_| ())
}

fn checks(db: &Connection, rooms: RoomsAsked, period: Period, out: &mut Writer<'_>) -> Result<()> {
    let it = reads::compliance(db, rooms, period, LocalTime(clock::now()).wall())?;
    out.heading("Verificaciones")?;
    out.facts(&[
        ("Previstas", grouped(it.total.planned)),
        ("Hechas", grouped(it.total.done)),
        ("Cumplimiento", share(it.total.rate)),
    ])?;
    out.heading("Cumplimiento por ambiente")?;
    out.rows(&KEPT_BY_ROOM, it.by_environment.into_iter().map(|it| kept(it.environment_name, it.kept)))?;
    out.heading("Cumplimiento por instructor")?;
    let rows = it.by_instructor.into_iter();
    out.rows(&KEPT_BY_INSTRUCTOR, rows.map(|it| kept(it.instructor_name, it.kept))).map(|_| ())
}

fn loans(db: &Connection, asked: &Asked, period: Period, out: &mut Writer<'_>) -> Result<()> {
    // The general administrator's report: every loan.
    let of =
        LoansAsked { reach: LoanReach::Everything, environment_id: asked.room.as_ref().map(|room| room.id) };
    let it = reads::loans(db, of, period, asked.today)?;
    out.heading("Préstamos")?;
    out.facts(&[
        ("Pedidos", grouped(it.total)),
        ("Devueltos a tiempo", share(it.on_time_rate)),
        ("Vencidos hoy", grouped(it.overdue)),
    ])?;
    out.heading("Préstamos por mes")?;
    let month = |day: Day| Cell::Day(day.0);
    out.rows(
        LOAN_MONTHS,
        it.months.into_iter().map(|it| {
            let (from, until) = (month(it.start_date), month(it.end_date));
            vec![from, until, Cell::Count(it.loans), Cell::Count(it.rejected), Cell::Count(it.late)]
        }),
    )?;
    out.heading("Lo más prestado")?;
    let rows = it.most_lent.into_iter().map(|it| {
        vec![
            Cell::text(it.name),
            Cell::text(it.environment_name),
            Cell::Count(it.loans),
            Cell::Count(it.pieces),
        ]
    });
    out.rows(MOST_LENT, rows).map(|_| ())
}

fn repairs(
    db: &Connection,
    asked: &Asked,
    rooms: RoomsAsked,
    period: Period,
    out: &mut Writer<'_>,
) -> Result<()> {
    let it = reads::repairs(db, rooms, period, asked.today, true)?;
    out.heading("Mantenimiento")?;
    out.facts(&[
        ("Solicitudes", grouped(it.requests)),
        ("Terminadas", grouped(it.completed)),
        ("Costo", it.cost.map_or_else(|| "—".to_owned(), |pesos| money_text(cents(pesos)))),
    ])?;
    out.heading("Mantenimiento por mes")?;
    let rows = it.months.into_iter().map(|it| {
        let (from, until) = (Cell::Day(it.start_date.0), Cell::Day(it.end_date.0));
        vec![from, until, Cell::Count(it.requests), Cell::Count(it.completed), money(it.cost)]
    });
    out.rows(REPAIR_MONTHS, rows)?;
    out.heading("Lo que más se daña")?;
    let rows = it.most_broken.into_iter().map(|it| {
        let room = it.environment_name.map_or(Cell::Empty, Cell::text);
        vec![
            Cell::text(it.name),
            Cell::text(it.internal_code),
            room,
            Cell::Count(it.requests),
            money(it.cost),
        ]
    });
    out.rows(MOST_BROKEN, rows).map(|_| ())
}
