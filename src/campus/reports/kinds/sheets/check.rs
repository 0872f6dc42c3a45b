//! One check: what was counted, and who has signed for it when.

use super::fact;
use crate::campus::reports::kinds::words::{CHECK_STATUS, PIECE_STATUS};
use crate::kit::document::CellKind::{Count, Text, Word};
use crate::kit::document::{Column, Writer, said};
use crate::kit::pdf::{SignatureBox, SignatureMark};
use crate::kit::wire::row;
use crate::kit::{ClockTime, Code, Day, Id, LocalTime, Result, sql};
use rusqlite::{Connection, named_params};

row! {
    /// What is known of a check.
    #[derive(Debug)]
    pub struct CheckFacts {
        pub environment_name: String,
        pub check_date: Day,
        pub check_time: ClockTime,
        pub program: Option<String>,
        pub ficha: Option<String>,
        pub status: String,
        pub is_clean: Option<bool>,
        pub is_organized: Option<bool>,
        pub inventory_complete: Option<bool>,
        pub comments: Option<String>,
        pub instructor_comments: Option<String>,
        pub supervisor_comments: Option<String>,
        pub student_name: String,
        pub student_at: Option<LocalTime>,
        pub instructor_name: Option<String>,
        pub instructor_at: Option<LocalTime>,
        pub supervisor_name: Option<String>,
        pub supervisor_at: Option<LocalTime>,
    }
}

const LINES: &[Column] = &[
    Column::new("Placa", Text, 1.3),
    Column::new("Equipo", Text, 2.8),
    Column::new("Estado", Word(PIECE_STATUS), 1.0),
    Column::new("Debía haber", Count, 0.9).summed(),
    Column::new("Bien", Count, 0.8).summed(),
    Column::new("Daño", Count, 0.8).summed(),
    Column::new("Falta", Count, 0.8).summed(),
    Column::new("Observaciones", Text, 2.4),
];

pub(super) fn write(db: &Connection, id: Id, out: &mut Writer<'_>) -> Result<()> {
    let found: Option<CheckFacts> = sql::one(
        db,
        "select e.name as environment_name, c.check_date, c.check_time, c.program, c.ficha, c.status, c.is_clean,
             c.is_organized, c.inventory_complete, c.comments, c.instructor_comments, c.supervisor_comments,
             s.name as student_name, c.student_confirmed_at as student_at, t.name as instructor_name,
             c.instructor_confirmed_at as instructor_at, v.name as supervisor_name, c.supervisor_confirmed_at as supervisor_at
         from inventory_checks c
         join environments e on e.id = c.environment_id
         join users s on s.id = c.student_id
         left join users t on t.id = c.instructor_id
         left join users v on v.id = c.supervisor_id
         where c.id = :id",
        named_params! { ":id": id },
    )?;
    let it = found.ok_or(Code::CheckNotFound)?;
    let yes = |value: Option<bool>| value.map(|yes| if yes { "Sí" } else { "No" }.to_owned());
    let time = it.check_time.to_string();
    out.heading("Verificación")?;
    out.facts(&[
        fact("Ambiente", Some(it.environment_name)),
        fact("Día y hora", Some(format!("{} {}", it.check_date.written(), time.get(..5).unwrap_or(&time)))),
        fact("Estado", Some(said(CHECK_STATUS, &it.status))),
        fact("Ficha", it.ficha),
        fact("Programa", it.program),
        fact("Limpio", yes(it.is_clean)),
        fact("Ordenado", yes(it.is_organized)),
        fact("Inventario completo", yes(it.inventory_complete)),
        fact("Dijo el aprendiz", it.comments),
        fact("Dijo el instructor", it.instructor_comments),
        fact("Dijo el supervisor", it.supervisor_comments),
    ])?;
    out.heading("Lo que se contó")?;
    let text = "
        select internal_code, item_name, status, quantity_expected, quantity_found, quantity_damaged, quantity_missing,
            iif(departure is null, notes, 'Salió del ambiente mientras se contaba' || coalesce('. ' || notes, ''))
        from inventory_check_items
        where check_id = :id
        order by item_name, internal_code, id";
    out.query(LINES, db, text, named_params! { ":id": id })?;
    out.heading("Firmas")?;
    let stages = [
        ("Aprendiz", Some(it.student_name), it.student_at),
        ("Instructor", it.instructor_name, it.instructor_at),
        ("Supervisor", it.supervisor_name, it.supervisor_at),
    ];
    let boxes = stages.map(|(title, name, at)| {
        let name = name.unwrap_or_default();
        let notes = at.map(|at| format!("En su sesión, el {}", at.wall().format("%d/%m/%Y %H:%M:%S")));
        let mark = if notes.is_some() { SignatureMark::Typed(name.clone()) } else { SignatureMark::None };
        SignatureBox { title: title.to_owned(), name, mark, notes: notes.into_iter().collect() }
    });
    out.signatures(&boxes)
}
