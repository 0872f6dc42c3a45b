//! What lies in a check, and what a person gets to see before it.

use super::CheckStatus;
use crate::campus::inventory::model::{ItemCategory, ItemStatus, ItemType};
use crate::kit::{ClockTime, Day, EndTime, Id, LocalTime, record, words};
use inventario_derive::Object;
use serde::Serialize;

words! {
    /// Cómo se encontró un equipo.
    pub enum CheckItemStatus {
        /// Todo bien.
        Good = "good",
        /// Con piezas dañadas.
        Damaged = "damaged",
        /// Con piezas faltantes.
        Missing = "missing",
    }
}

words! {
    /// De qué manera se revisó un equipo.
    pub enum CountMethod {
        /// Marcado en la lista.
        List = "list",
        /// Escaneada su etiqueta.
        Scan = "scan",
        /// Desde la aplicación móvil.
        App = "app",
    }
}

words! {
    /// Por qué un equipo que se contó ya no es de la lista del ambiente.
    pub enum DepartureKind {
        /// Pasó a otro ambiente, o quedó sin ambiente.
        Moved = "moved",
        /// Se dio por perdido.
        PutAway = "put_away",
        /// Se eliminó del inventario.
        Deleted = "deleted",
    }
}

/// Un equipo que salió del ambiente mientras se contaba. Lo que se contó de él queda escrito en la verificación, no suma entre las piezas
/// del ambiente y no cambia el equipo.
#[derive(Debug, Clone, PartialEq, Eq, Object, Serialize)]
pub struct CheckDeparture {
    /// Equipo.
    pub item_id: Id,
    /// Su nombre.
    pub item_name: String,
    /// Su código interno.
    pub internal_code: String,
    /// Por qué ya no está en la lista.
    pub departure: DepartureKind,
    /// El ambiente al que pasó.
    pub moved_to: Option<Id>,
    /// Su nombre.
    pub moved_to_name: Option<String>,
}

record! {
    /// Lo que se encontró de un equipo en una verificación.
    pub struct CheckItem {
        /// Identificador.
        pub id: Id,
        /// Verificación.
        pub check_id: Option<Id>,
        /// Equipo; null si ya no existe.
        pub item_id: Option<Id>,
        /// Su nombre ese día.
        pub item_name: String,
        /// Su código interno ese día.
        pub internal_code: String,
        /// Su clase.
        pub category: ItemCategory,
        /// Individual o grupo.
        pub item_type: ItemType,
        /// Cómo se encontró.
        pub status: CheckItemStatus,
        /// Piezas registradas.
        pub quantity_expected: i64,
        /// Piezas en buen estado; más que las registradas si sobran.
        pub quantity_found: i64,
        /// Piezas dañadas.
        pub quantity_damaged: i64,
        /// Piezas faltantes.
        pub quantity_missing: i64,
        /// Nota.
        pub notes: Option<String>,
        /// Foto, en /api/photos.
        pub photo_id: Option<Id>,
        /// Cómo se revisó; null si nadie lo revisó y se tomó el estado conocido.
        pub method: Option<CountMethod>,
        /// Quién lo revisó.
        pub counted_by: Option<Id>,
        /// Su nombre.
        pub counted_by_name: Option<String>,
        /// Cuándo.
        pub counted_at: Option<LocalTime>,
        /// Por qué ya no era del ambiente al guardarse, si salió mientras se contaba: entonces no suma entre las piezas.
        pub departure: Option<DepartureKind>,
        /// El ambiente al que pasó entretanto.
        pub moved_to: Option<Id>,
        /// Su nombre.
        pub moved_to_name: Option<String>,
    }
}

record! {
    /// Un equipo de la lista que se recorre.
    pub struct CheckSheetItem {
        /// Equipo.
        pub item_id: Id,
        /// Nombre.
        pub name: String,
        /// Código interno (placa).
        pub internal_code: String,
        /// Número de serie.
        pub serial_number: Option<String>,
        /// Clase de equipo.
        pub category: ItemCategory,
        /// Marca.
        pub brand: Option<String>,
        /// Modelo.
        pub model: Option<String>,
        /// Individual o grupo.
        pub item_type: ItemType,
        /// Estado registrado.
        pub status: ItemStatus,
        /// Dirección de su foto.
        pub image_url: Option<String>,
        /// Piezas que deben estar: las registradas menos las prestadas; null para los grupos de un ambiente que se cuenta a ciegas.
        pub quantity: Option<i64>,
        /// Piezas que están prestadas: no se cuentan ni faltan.
        pub quantity_lent: i64,
        /// Si está a cargo de alguien: lo que no se ve está con esa persona, y no falta.
        pub is_charged: bool,
        /// Piezas dañadas que se conocen; null como arriba.
        pub quantity_damaged: Option<i64>,
        /// Piezas faltantes que se conocen; null como arriba.
        pub quantity_missing: Option<i64>,
        /// Notas del equipo.
        pub notes: Option<String>,
        /// Nota de la última verificación.
        pub last_note: Option<String>,
    }
}

/// La lista que se recorre en una verificación.
#[derive(Debug, Object, Serialize)]
pub struct CheckSheet {
    /// Ambiente.
    pub environment_id: Id,
    /// Nombre del ambiente.
    pub environment_name: String,
    /// Lugar.
    pub location: String,
    /// Si se cuenta a ciegas: sin ver cuántas piezas se esperan.
    pub blind_checks: bool,
    /// Clase.
    pub schedule_id: Option<Id>,
    /// Programa.
    pub program: Option<String>,
    /// Ficha.
    pub ficha: Option<String>,
    /// Hora de inicio.
    pub start_time: Option<ClockTime>,
    /// Hora de fin; del día siguiente si no es posterior a la de inicio.
    pub end_time: Option<EndTime>,
    /// Día de la semana de la clase, de lunes (1) a domingo (7).
    pub day_of_week: Option<i64>,
    /// El día al que pertenece la verificación: el de la clase, que después de medianoche puede ser ayer.
    pub check_date: Day,
    /// Si la clase se da ese día; sin clase, siempre.
    pub is_given: bool,
    /// La verificación de ese día, si ya existe.
    pub check_id: Option<Id>,
    /// En qué etapa está.
    pub check_status: Option<CheckStatus>,
    /// Los equipos, por nombre.
    pub items: Vec<CheckSheetItem>,
}

record! {
    /// Un turno del día: una clase, o una verificación sin clase, con su estado.
    pub struct CheckTurn {
        /// Ambiente.
        pub environment_id: Id,
        /// Nombre del ambiente.
        pub environment_name: String,
        /// Lugar.
        pub location: String,
        /// Si se cuenta a ciegas.
        pub blind_checks: bool,
        /// Clase.
        pub schedule_id: Option<Id>,
        /// Programa.
        pub program: Option<String>,
        /// Ficha.
        pub ficha: Option<String>,
        /// Tema.
        pub topic: Option<String>,
        /// Instructor de la clase.
        pub instructor_id: Option<Id>,
        /// Su nombre.
        pub instructor_name: Option<String>,
        /// Hora de inicio.
        pub start_time: Option<ClockTime>,
        /// Hora de fin; del día siguiente si no es posterior a la de inicio.
        pub end_time: Option<EndTime>,
        /// El día al que pertenece: de una clase que pasa de medianoche, el día en que empezó.
        pub check_date: Day,
        /// La verificación, si ya existe.
        pub check_id: Option<Id>,
        /// not_started, o la etapa de la verificación.
        pub status: String,
        /// Quien la hizo, o el aprendiz al que se asignó.
        pub student_id: Option<Id>,
        /// Su nombre.
        pub student_name: Option<String>,
        /// Piezas dañadas.
        pub items_damaged: Option<i64>,
        /// Piezas faltantes.
        pub items_missing: Option<i64>,
        /// Hora a la que empezó.
        pub check_time: Option<ClockTime>,
    }
}
