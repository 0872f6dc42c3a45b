//! Reports of one thing: an item's life, what is in a room, one signed check.

use super::words::{
    CATEGORY, CHECK_STATUS, ITEM_STATUS, LOAN_STATUS, MAINTENANCE_TYPE, PIECE_ACTION, PIECE_STATUS, said,
};
use super::{Asked, Named, Subject, lists};
use crate::campus::reports::model::ReportType;
use crate::kit::document::CellKind::{Count, Day, Moment, Money, Text, Word};
use crate::kit::document::{Column, Writer, day_text, money_text};
use crate::kit::pdf::{SignatureBox, SignatureMark};
use crate::kit::sql::{self, Filter};
use crate::kit::wire::row;
use crate::kit::{Caller, Code, Id, LocalTime, Result, Scope};
use rusqlite::{Connection, named_params};

/// Whose paper it is.
pub(super) struct CenterHead {
    pub(super) name: String,
    pub(super) place: String,
    pub(super) logo: Option<Vec<u8>>,
}

row! {
    /// A centre with its logo.
    #[derive(Debug)]
    pub struct CenterRow {
        pub name: String,
        pub code: String,
        pub region: Option<String>,
        pub city: Option<String>,
        pub address: Option<String>,
        pub phone: Option<String>,
        pub logo: Option<Vec<u8>>,
    }
}

/// The centre of the room that it is of, else of the person, else the only one. What is of several has no centre's head.
pub(super) fn center(db: &Connection, asked: &Asked, who: &Caller) -> Result<CenterHead> {
    let subject = asked.subject.as_ref().and_then(|subject| subject.room);
    let room = asked.room.as_ref().map(|room| room.id).or(subject);
    let several = "select 1\nfrom centers\nwhere is_active = 1\nlimit 1 offset 1";
    if room.is_none() && asked.scope == Scope::Everything && sql::exists(db, several, &[])? {
        return Ok(CenterHead { name: "Todos los centros".into(), place: String::new(), logo: None });
    }
    let found: Option<CenterRow> = sql::one(
        db,
        "select c.name, c.code, c.region, c.city, c.address, c.phone, l.picture as logo
         from centers c
         left join center_logos l on l.center_id = c.id
         order by c.id = (select center_id from environments where id = :room) desc, c.id = :own desc, c.is_active desc, c.id
         limit 1",
        named_params! { ":room": room, ":own": who.center_id },
    )?;
    let Some(row) = found else {
        return Ok(CenterHead { name: "Inventario".into(), place: String::new(), logo: None });
    };
    let phone = row.phone.map(|phone| format!("Tel. {phone}"));
    let parts = [Some(format!("Código {}", row.code)), row.region, row.city, row.address, phone];
    let place = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    Ok(CenterHead { name: row.name, place, logo: row.logo })
}

row! {
    /// What a sheet is of.
    #[derive(Debug)]
    pub struct SubjectRow {
        pub name: String,
        pub room: Option<Id>,
    }
}

/// The item that was chosen, within sight.
pub(super) fn item(db: &Connection, scope: Scope, id: Id) -> Result<Subject> {
    let filter = scope.within(Filter::default().when("i.id = :id", ":id", Some(id)), &lists::ITEM_ROOM);
    let text = format!(
        "select i.name || ' (' || i.internal_code || ')' as name, i.environment_id as room
         from inventory_items i
         left join environments e on e.id = i.environment_id{}",
        filter.clause()
    );
    subject(db, id, &text, &filter, Code::ItemNotFound)
}

/// The check that was chosen, within sight.
pub(super) fn check(db: &Connection, scope: Scope, id: Id) -> Result<Subject> {
    let filter = scope.within(Filter::default().when("c.id = :id", ":id", Some(id)), &lists::CHECK_ROOM);
    let text = format!(
        "select e.name || ', ' || strftime('%d/%m/%Y', c.check_date) as name, c.environment_id as room
         from inventory_checks c
         join environments e on e.id = c.environment_id{}",
        filter.clause()
    );
    subject(db, id, &text, &filter, Code::CheckNotFound)
}

fn subject(db: &Connection, id: Id, text: &str, filter: &Filter<'_>, missing: Code) -> Result<Subject> {
    let found: Option<SubjectRow> = sql::one(db, text, &filter.params())?;
    let SubjectRow { name, room } = found.ok_or(missing)?;
    Ok(Subject { named: Named { id, name }, room })
}

/// How many rows it would have.
pub(super) fn count(db: &Connection, asked: &Asked) -> Result<i64> {
    match (asked.kind, &asked.subject) {
        (ReportType::Item, Some(item)) => sql::count(
            db,
            "select (select count(*) from inventory_check_items where item_id = :id and check_id is not null)
                 + iif(:tells_work,
                     (select count(*) from loan_pieces where item_id = :id)
                     + (select count(*) from maintenance_history where item_id = :id),
                     0)",
            named_params! { ":id": item.named.id, ":tells_work": asked.tells_work },
        ),
        (ReportType::Check, Some(check)) => sql::count(
            db,
            "select count(*)\nfrom inventory_check_items\nwhere check_id = :id",
            named_params! { ":id": check.named.id },
        ),
        _ => {
            let query = lists::inventory(asked);
            let text = format!("select count(*) from ({}{})", query.select, query.filter.clause());
            sql::count(db, &text, &query.filter.params())
        }
    }
}

/// Writes one.
pub(super) fn write(db: &Connection, asked: &Asked, out: &mut Writer<'_>) -> Result<()> {
    match (asked.kind, &asked.subject, &asked.room) {
        (ReportType::Item, Some(item), _) => write_item(db, asked, item.named.id, out),
        (ReportType::Check, Some(check), _) => write_check(db, check.named.id, out),
        (_, _, Some(room)) => write_room(db, asked, room.id, out),
        _ => Ok(()),
    }
}

fn fact(label: &'static str, value: Option<String>) -> (&'static str, String) {
    (label, value.filter(|value| !value.is_empty()).unwrap_or_else(|| "—".to_owned()))
}

row! {
    /// What is known of an item.
    #[derive(Debug)]
    pub struct ItemFacts {
        pub name: String,
        pub internal_code: String,
        pub serial_number: Option<String>,
        pub category: String,
        pub brand: Option<String>,
        pub model: Option<String>,
        pub status: String,
        pub environment_name: Option<String>,
        pub quantity: i64,
        pub quantity_damaged: i64,
        pub quantity_missing: i64,
        pub purchase_date: Option<crate::kit::Day>,
        pub purchase_price: Option<i64>,
        pub warranty_expiry: Option<crate::kit::Day>,
        pub last_maintenance: Option<crate::kit::Day>,
        pub next_maintenance: Option<crate::kit::Day>,
        pub notes: Option<String>,
    }
}

const WORK: &[Column] = &[
    Column::new("Día", Day, 1.3),
    Column::new("Tipo", Word(MAINTENANCE_TYPE), 1.1),
    Column::new("Qué se hizo", Text, 3.6),
    Column::new("Repuestos", Text, 1.8),
    Column::new("Técnico", Text, 1.6),
    Column::new("Costo", Money, 1.3).summed(),
];

const OUT_AND_BACK: &[Column] = &[
    Column::new("Cuándo", Moment, 1.6),
    Column::new("Qué pasó", Word(PIECE_ACTION), 1.3),
    Column::new("Cant.", Count, 0.7),
    Column::new("Quien recibió", Text, 1.8),
    Column::new("Programa", Text, 1.8),
    Column::new("Préstamo", Word(LOAN_STATUS), 1.1),
    Column::new("Observaciones", Text, 2.2),
];

const COUNTED: &[Column] = &[
    Column::new("Día", Day, 1.3),
    Column::new("Ambiente", Text, 1.7),
    Column::new("Estado", Word(PIECE_STATUS), 1.0),
    Column::new("Bien", Count, 0.8),
    Column::new("Daño", Count, 0.8),
    Column::new("Falta", Count, 0.8),
    Column::new("Aprendiz", Text, 1.6),
    Column::new("Observaciones", Text, 2.4),
];

fn write_item(db: &Connection, asked: &Asked, id: Id, out: &mut Writer<'_>) -> Result<()> {
    let found: Option<ItemFacts> = sql::one(
        db,
        "select i.name, i.internal_code, i.serial_number, i.category, i.brand, i.model, i.status, e.name as environment_name,
             i.quantity, i.quantity_damaged, i.quantity_missing, i.purchase_date, i.purchase_price, i.warranty_expiry,
             i.last_maintenance, i.next_maintenance, i.notes
         from inventory_items i
         left join environments e on e.id = i.environment_id
         where i.id = :id",
        named_params! { ":id": id },
    )?;
    let it = found.ok_or(Code::ItemNotFound)?;
    let day = |day: Option<crate::kit::Day>| day.map(|day| day_text(day.0));
    let model = [it.brand, it.model].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let pieces = format!(
        "{} en total, {} con daño, {} faltantes",
        it.quantity, it.quantity_damaged, it.quantity_missing
    );
    out.heading("Datos del equipo")?;
    out.facts(&[
        fact("Equipo", Some(it.name)),
        fact("Placa", Some(it.internal_code)),
        fact("Serie", it.serial_number),
        fact("Categoría", Some(said(CATEGORY, &it.category))),
        fact("Marca y modelo", Some(model)),
        fact("Estado", Some(said(ITEM_STATUS, &it.status))),
        fact("Ambiente", it.environment_name),
        fact("Piezas", Some(pieces)),
        fact("Comprado", day(it.purchase_date)),
        fact("Precio de una pieza", it.purchase_price.map(money_text)),
        fact("Garantía hasta", day(it.warranty_expiry)),
        fact("Último mantenimiento", day(it.last_maintenance)),
        fact("Próximo mantenimiento", day(it.next_maintenance)),
        fact("Notas", it.notes),
    ])?;
    let of = named_params! { ":id": id };
    if asked.tells_work {
        write_work(db, of, out)?;
    }
    out.heading("Verificaciones")?;
    let text = "
        select c.check_date, e.name, k.status, k.quantity_found, k.quantity_damaged, k.quantity_missing, s.name, k.notes
        from inventory_check_items k
        join inventory_checks c on c.id = k.check_id
        join environments e on e.id = c.environment_id
        join users s on s.id = c.student_id
        where k.item_id = :id
        order by c.check_date desc, c.id desc";
    out.query(COUNTED, db, text, of).map(|_| ())
}

/// What was done to it and what that cost, and who had it.
fn write_work(db: &Connection, of: &sql::Params<'_>, out: &mut Writer<'_>) -> Result<()> {
    out.heading("Mantenimiento")?;
    let text = "
        select h.maintenance_date, h.maintenance_type, h.description, h.parts_replaced, t.name, h.cost
        from maintenance_history h
        left join users t on t.id = h.technician_id
        where h.item_id = :id
        order by h.maintenance_date desc, h.id desc";
    out.query(WORK, db, text, of)?;
    out.heading("Préstamos")?;
    let text = "
        select p.created_at, p.action, p.quantity, u.name, l.program, l.status, p.notes
        from loan_pieces p
        join loans l on l.id = p.loan_id
        join users u on u.id = l.instructor_id
        where p.item_id = :id
        order by p.id desc";
    out.query(OUT_AND_BACK, db, text, of).map(|_| ())
}

row! {
    /// What is known of a room.
    #[derive(Debug)]
    pub struct RoomFacts {
        pub name: String,
        pub location: String,
        pub capacity: i64,
        pub is_warehouse: bool,
        pub description: Option<String>,
        pub keepers: Option<String>,
    }
}

const IN_THE_ROOM: &[Column] = &[
    Column::new("Placa", Text, 1.3),
    Column::new("Equipo", Text, 2.8),
    Column::new("Marca y modelo", Text, 1.9),
    Column::new("Serie", Text, 1.9),
    Column::new("Estado", Word(ITEM_STATUS), 1.7),
    Column::new("Total", Count, 0.8).summed(),
    Column::new("Daño", Count, 0.8).summed(),
    Column::new("Falta", Count, 0.8).summed(),
];

fn write_room(db: &Connection, asked: &Asked, id: Id, out: &mut Writer<'_>) -> Result<()> {
    let found: Option<RoomFacts> = sql::one(
        db,
        "select e.name, e.location, e.capacity, e.is_warehouse, e.description, (
                 select group_concat(u.name, ', ')
                 from users u
                 where u.environment_id = e.id
                 and u.is_active = 1
                 and u.role in ('instructor', 'supervisor', 'admin')) as keepers
         from environments e
         where e.id = :id",
        named_params! { ":id": id },
    )?;
    let it = found.ok_or(Code::EnvironmentNotFound)?;
    out.heading("Ambiente")?;
    out.facts(&[
        fact("Nombre", Some(it.name)),
        fact("Ubicación", Some(it.location)),
        fact("Capacidad", Some(it.capacity.to_string())),
        fact("Clase", Some(if it.is_warehouse { "Bodega" } else { "Ambiente de formación" }.to_owned())),
        fact("Responsables", it.keepers.clone()),
        fact("Descripción", it.description),
    ])?;
    out.heading("Lo que hay")?;
    // The very rows of the list of that room.
    let filter = lists::inventory(asked).filter;
    let text = format!(
        "select i.internal_code, i.name, nullif(trim(coalesce(i.brand, '') || ' ' || coalesce(i.model, '')), ''),
             i.serial_number, i.status, i.quantity, i.quantity_damaged, i.quantity_missing
         from inventory_items i
         left join environments e on e.id = i.environment_id{}
         order by i.name, i.internal_code, i.id",
        filter.clause()
    );
    out.query(IN_THE_ROOM, db, &text, &filter.params())?;
    out.heading("Firmas")?;
    let place = |title: &str, name: Option<String>| SignatureBox {
        title: title.to_owned(),
        name: name.unwrap_or_default(),
        mark: SignatureMark::None,
        notes: Vec::new(),
    };
    out.signatures(&[place("Responsable del ambiente", None), place("Quien verifica", None)])
}

row! {
    /// What is known of a check.
    #[derive(Debug)]
    pub struct CheckFacts {
        pub environment_name: String,
        pub check_date: crate::kit::Day,
        pub check_time: crate::kit::ClockTime,
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

fn write_check(db: &Connection, id: Id, out: &mut Writer<'_>) -> Result<()> {
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
        fact("Día y hora", Some(format!("{} {}", day_text(it.check_date.0), time.get(..5).unwrap_or(&time)))),
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
        select internal_code, item_name, status, quantity_expected, quantity_found, quantity_damaged, quantity_missing, notes
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
