//! The shapes of loans.

use crate::campus::inventory::model::ItemCategory;
use crate::kit::wire::{Column, Keep};
use crate::kit::{Blank, Caller, ClockTime, Day, Id, Line, LocalTime, Number, Role, Text, record, words};
use inventario_derive::Object;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ValueRef};
use serde::{Deserialize, Serialize};

mod desk;
mod figures;
mod free;
mod terms;

pub use {desk::*, figures::*, free::*, terms::*};

words! {
    /// En qué va un préstamo. Vencido no es un estado: es un préstamo activo cuya fecha pasó.
    pub enum LoanStatus {
        /// Pedido; nadie ha decidido.
        Pending = "pending",
        /// Aprobado; las piezas están reservadas.
        Approved = "approved",
        /// Entregado, al menos en parte.
        Active = "active",
        /// Devuelto.
        Returned = "returned",
        /// Rechazado.
        Rejected = "rejected",
    }
}

words! {
    /// Qué préstamos se quieren ver.
    pub enum LoanFilter {
        /// Pedidos.
        Pending = "pending",
        /// Aprobados.
        Approved = "approved",
        /// Entregados.
        Active = "active",
        /// Entregados y con la fecha pasada.
        Overdue = "overdue",
        /// Entregados que deben volver hoy.
        DueToday = "due_today",
        /// Devueltos.
        Returned = "returned",
        /// Rechazados.
        Rejected = "rejected",
    }
}

words! {
    /// Qué tan urgente es el préstamo.
    pub enum LoanPriority {
        /// Alta.
        Alta = "alta",
        /// Media.
        Media = "media",
        /// Baja.
        Baja = "baja",
    }
}

/// A number of pieces that somebody wants.
pub type Wanted = Number<1, 1_000_000>;

/// El equipo de un préstamo.
#[derive(Debug, Clone, Object, Serialize, Deserialize)]
pub struct LoanItem {
    /// Nombre.
    pub name: String,
    /// Código interno (placa).
    pub internal_code: String,
    /// Clase de equipo.
    pub category: ItemCategory,
    /// Marca.
    pub brand: Option<String>,
    /// Modelo.
    pub model: Option<String>,
    /// Estado.
    pub status: String,
}

impl FromSql for LoanItem {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        serde_json::from_str(value.as_str()?).map_err(FromSqlError::other)
    }
}

impl Column for LoanItem {
    fn json(value: ValueRef<'_>, out: &mut Vec<u8>) -> FromSqlResult<()> {
        // The query makes it with `json_object`.
        out.extend_from_slice(value.as_bytes()?);
        Ok(())
    }
}

record! {
    /// Un préstamo.
    pub struct Loan {
        /// Identificador.
        pub id: Id,
        /// Quién pide prestado, sea cual sea su rol.
        pub instructor_id: Id,
        /// Nombre de quien pide prestado.
        pub instructor_name: String,
        /// Quién decidió por último.
        pub admin_id: Option<Id>,
        /// Nombre de quien decidió por último.
        pub admin_name: Option<String>,
        /// La bodega.
        pub environment_id: Id,
        /// Nombre de la bodega.
        pub environment_name: String,
        /// El equipo, si se pidió uno registrado.
        pub item_id: Option<Id>,
        /// Si sirve cualquiera del mismo nombre, marca y modelo.
        pub any_of_model: bool,
        /// El equipo, como está hoy.
        pub item_details: Option<LoanItem>,
        /// Si se pidió un equipo registrado; si no, vale lo escrito.
        pub is_registered_item: bool,
        /// Lo que se pidió, en palabras.
        pub item_name: String,
        /// Descripción de lo que se pidió.
        pub item_description: Option<String>,
        /// Programa de formación.
        pub program: String,
        /// Para qué.
        pub purpose: String,
        /// Cuántas piezas.
        pub quantity_requested: i64,
        /// Cuántas se han entregado.
        pub quantity_handed_over: i64,
        /// Cuántas siguen afuera.
        pub quantity_out: i64,
        /// Qué tan urgente es.
        pub priority: LoanPriority,
        /// Primer día, incluido.
        pub start_date: Day,
        /// Último día, incluido.
        pub end_date: Day,
        /// Hora de inicio, si el préstamo es por horas.
        pub start_time: Option<ClockTime>,
        /// Hora de fin, si el préstamo es por horas.
        pub end_time: Option<ClockTime>,
        /// En qué va.
        pub status: LoanStatus,
        /// Si sigue afuera y su fecha pasó.
        pub is_overdue: bool,
        /// Por qué se rechazó.
        pub rejection_reason: Option<String>,
        /// Cuándo se aprobó.
        pub approved_at: Option<LocalTime>,
        /// Cuándo se devolvió.
        pub actual_return_date: Option<Day>,
        /// Dirección del acta.
        pub acta_pdf_path: Option<String>,
        /// Cuándo se pidió.
        pub created_at: LocalTime,
        /// Cuándo cambió por última vez.
        pub updated_at: LocalTime,
    }
}

/// Un préstamo nuevo: de un equipo registrado (`item_id`), o de algo escrito en palabras (`item_name`).
#[derive(Debug, Object, Deserialize)]
pub struct NewLoan {
    /// Programa de formación.
    pub program: Line<1, 200>,
    /// Para qué.
    pub purpose: Text<1, 2000>,
    /// Primer día, incluido. Solo un administrador registra préstamos pasados.
    pub start_date: Day,
    /// Último día, incluido.
    pub end_date: Day,
    /// Hora de inicio, HH:MM, si el préstamo es por horas; entonces también la de fin.
    pub start_time: Blank<ClockTime>,
    /// Hora de fin, HH:MM.
    pub end_time: Blank<ClockTime>,
    /// Qué tan urgente es; media si no se indica.
    pub priority: Blank<LoanPriority>,
    /// Cuántas piezas; 1 si no se indica.
    pub quantity_requested: Blank<Wanted>,
    /// La bodega.
    pub environment_id: Id,
    /// Se acepta por compatibilidad: vale si hay `item_id`.
    pub is_registered_item: Blank<bool>,
    /// El equipo registrado.
    pub item_id: Blank<Id>,
    /// Si sirve cualquiera del mismo nombre, marca y modelo; si no se indica, no.
    pub any_of_model: Blank<bool>,
    /// Lo que se quiere, en palabras, si no es un equipo registrado.
    pub item_name: Blank<Line<1, 200>>,
    /// Descripción.
    pub item_description: Blank<Text<1, 2000>>,
}

/// Cambios a un préstamo: el siguiente estado, o una fecha de devolución nueva.
#[derive(Debug, Default, Object, Deserialize)]
#[serde(default)]
pub struct LoanPatch {
    /// El siguiente estado: approved, rejected, active (entregar todo) o returned (recibir todo en buen estado).
    pub status: Keep<LoanStatus>,
    /// Por qué se rechaza; obligatorio al rechazar.
    pub rejection_reason: Blank<Text<1, 2000>>,
    /// Nuevo último día: extiende o acorta un préstamo aprobado o entregado.
    pub end_date: Keep<Day>,
}

record! {
    /// Una bodega que presta.
    pub struct LoanWarehouse {
        /// Identificador.
        pub id: Id,
        /// Nombre.
        pub name: String,
        /// Lugar.
        pub location: Option<String>,
        /// Descripción.
        pub description: Option<String>,
    }
}

/// Which loans a person sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LoanReach {
    /// Every loan.
    Everything,
    /// Those of the warehouses of a centre.
    Center(Id),
    /// Those of the warehouse that the person is linked to; of its whole centre when that room isn't a warehouse.
    Desk(Id),
    /// Those that the person asked for.
    Own(Id),
}

/// What a list of loans is cut to.
#[derive(Debug, Default, Clone, PartialEq, Eq, Hash)]
pub struct LoanQuery {
    /// One status, or what is overdue.
    pub status: Option<LoanFilter>,
    /// One warehouse's.
    pub environment_id: Option<Id>,
    /// One borrower's.
    pub instructor_id: Option<Id>,
    /// One priority.
    pub priority: Option<LoanPriority>,
    /// That begin not before this day.
    pub from: Option<Day>,
    /// That begin not after this day.
    pub until: Option<Day>,
    /// Words in item, borrower, purpose or programme.
    pub search: Option<String>,
}

impl LoanReach {
    /// The loans that a person sees; administrators decide on the same.
    pub fn of(who: &Caller) -> Self {
        match who.role {
            Role::Student | Role::Instructor => Self::Own(who.id),
            // Of no centre: what they asked for themselves, which for a supervisor is nothing.
            Role::Supervisor => who.center_id.map_or(Self::Own(who.id), Self::Center),
            Role::Admin => match (who.environment_id, who.center_id) {
                (Some(room), _) => Self::Desk(room),
                (None, Some(center)) => Self::Center(center),
                (None, None) => Self::Own(who.id),
            },
            Role::AdminGeneral => Self::Everything,
        }
    }
}
