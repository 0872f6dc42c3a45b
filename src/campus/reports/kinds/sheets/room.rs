//! A room's sheet: who answers for it, what it holds, where to sign.

use super::fact;
use crate::campus::reports::kinds::words::ITEM_STATUS;
use crate::campus::reports::kinds::{Asked, lists};
use crate::kit::document::CellKind::{Count, Text, Word};
use crate::kit::document::{Column, Writer};
use crate::kit::pdf::{SignatureBox, SignatureMark};
use crate::kit::wire::row;
use crate::kit::{Code, Id, Result, sql};
use rusqlite::{Connection, named_params};

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

pub(super) fn write(db: &Connection, asked: &Asked, id: Id, out: &mut Writer<'_>) -> Result<()> {
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
