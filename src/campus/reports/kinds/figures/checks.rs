//! Whether the checks are made that the timetable asks for.

use super::share;
use crate::campus::reports::kinds::Asked;
use crate::campus::stats::model::StatsKept;
use crate::campus::stats::reads;
use crate::campus::stats::rules::Period;
use crate::kit::document::CellKind::{Count, Percent, Text};
use crate::kit::document::{Cell, ChartOf, ChartShape, Column, Writer, grouped};
use crate::kit::{LocalTime, Result, clock};
use rusqlite::Connection;

/// How checks were kept somewhere, or by somebody.
const fn kept_by(what: &'static str) -> [Column; 6] {
    [
        Column::new(what, Text, 2.6),
        Column::new("Previstas", Count, 1.0).summed(),
        Column::new("Hechas", Count, 1.0).summed(),
        Column::new("Completas", Count, 1.1).summed(),
        Column::new("Con novedades", Count, 1.2).summed(),
        Column::new("Cumplimiento", Percent, 1.3),
    ]
}

static BY_ROOM: [Column; 6] = kept_by("Ambiente");
static BY_INSTRUCTOR: [Column; 6] = kept_by("Instructor");
// Only those that were kept least: their sums would be of nothing.
const BY_CLASS: &[Column] = &[
    Column::new("Clase", Text, 3.4),
    Column::new("Previstas", Count, 1.0),
    Column::new("Hechas", Count, 1.0),
    Column::new("Completas", Count, 1.1),
    Column::new("Con novedades", Count, 1.2),
    Column::new("Cumplimiento", Percent, 1.3),
];

const ROOM_CHARTS: &[ChartOf] =
    &[ChartOf { title: "Cumplimiento por ambiente", shape: ChartShape::Bars, labels: 0, values: &[5] }];
const INSTRUCTOR_CHARTS: &[ChartOf] =
    &[ChartOf { title: "Cumplimiento por instructor", shape: ChartShape::Bars, labels: 0, values: &[5] }];

const WEEKDAYS: [&str; 7] = ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"];

fn kept(of: String, it: StatsKept) -> Vec<Cell<'static>> {
    vec![
        Cell::text(of),
        Cell::Count(it.planned),
        Cell::Count(it.done),
        Cell::Count(it.complete),
        Cell::Count(it.issues),
        Cell::percent(it.rate),
    ]
}

pub(super) fn write(db: &Connection, asked: &Asked, period: Period, out: &mut Writer<'_>) -> Result<()> {
    let it = reads::compliance(db, asked.rooms(), period, LocalTime(clock::now()).wall())?;
    out.heading("Verificaciones")?;
    out.facts(&[
        ("Previstas", grouped(it.total.planned)),
        ("Hechas", grouped(it.total.done)),
        ("Cumplimiento", share(it.total.rate)),
    ])?;
    out.heading("Cumplimiento por ambiente")?;
    let rows = it.by_environment.into_iter().map(|it| kept(it.environment_name, it.kept));
    out.charted(&BY_ROOM, ROOM_CHARTS, rows.collect())?;
    out.heading("Cumplimiento por instructor")?;
    let rows = it.by_instructor.into_iter().map(|it| kept(it.instructor_name, it.kept));
    out.charted(&BY_INSTRUCTOR, INSTRUCTOR_CHARTS, rows.collect())?;
    out.heading("Clases con menor cumplimiento")?;
    let class = |day: i64, ficha: &str, program: &str| {
        let weekday = usize::try_from(day - 1).ok().and_then(|day| WEEKDAYS.get(day)).copied().unwrap_or("—");
        format!("{program} ({ficha}), {weekday}")
    };
    let rows = it.by_class.into_iter().map(|it| kept(class(it.day_of_week, &it.ficha, &it.program), it.kept));
    out.rows(BY_CLASS, rows)
}
