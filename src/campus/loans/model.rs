//! The shapes of loans.

use crate::kit::wire::{Column, Keep, row};
use crate::kit::{Blank, Caller, ClockTime, Day, Id, Line, LocalTime, Number, Role, Text, record, words};
use inventario_derive::Object;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ValueRef};
use serde::{Deserialize, Serialize};

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

words! {
    /// Qué pasó con unas piezas en el mostrador.
    pub enum PieceAction {
        /// Se entregaron.
        HandedOver = "handed_over",
        /// Volvieron en buen estado.
        Returned = "returned",
        /// Se gastaron.
        Consumed = "consumed",
        /// Volvieron dañadas.
        Damaged = "damaged",
        /// No volvieron.
        Lost = "lost",
    }
}

words! {
    /// Cómo vuelven unas piezas.
    pub enum PieceOutcome {
        /// En buen estado.
        Returned = "returned",
        /// Gastadas.
        Consumed = "consumed",
        /// Dañadas: se pide su mantenimiento.
        Damaged = "damaged",
        /// No vuelven.
        Lost = "lost",
    }
}

impl From<PieceOutcome> for PieceAction {
    fn from(outcome: PieceOutcome) -> Self {
        match outcome {
            PieceOutcome::Returned => Self::Returned,
            PieceOutcome::Consumed => Self::Consumed,
            PieceOutcome::Damaged => Self::Damaged,
            PieceOutcome::Lost => Self::Lost,
        }
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
    pub category: String,
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

/// Piezas que se entregan.
#[derive(Debug, Object, Deserialize)]
pub struct PieceHandedOver {
    /// El equipo escaneado.
    pub item_id: Id,
    /// Cuántas piezas; 1 si no se indica.
    pub quantity: Blank<Wanted>,
    /// Notas.
    pub notes: Blank<Text<1, 2000>>,
}

/// Lo que se entrega.
#[derive(Debug, Object, Deserialize)]
pub struct HandOver {
    /// Las piezas.
    pub pieces: Vec<PieceHandedOver>,
}

/// Piezas que vuelven.
#[derive(Debug, Object, Deserialize)]
pub struct PieceBack {
    /// El equipo escaneado; sin él, lo que se prestó en palabras.
    pub item_id: Blank<Id>,
    /// Cuántas piezas; 1 si no se indica.
    pub quantity: Blank<Wanted>,
    /// Cómo vuelven; en buen estado si no se indica.
    pub outcome: Blank<PieceOutcome>,
    /// Notas: qué se dañó, por ejemplo.
    pub notes: Blank<Text<1, 2000>>,
}

/// Lo que vuelve.
#[derive(Debug, Object, Deserialize)]
pub struct HandIn {
    /// Las piezas.
    pub pieces: Vec<PieceBack>,
}

record! {
    /// Unas piezas que pasaron por el mostrador.
    pub struct LoanPiece {
        /// Identificador.
        pub id: Id,
        /// El equipo, si es uno registrado y existe todavía.
        pub item_id: Option<Id>,
        /// Su nombre ese día.
        pub item_name: String,
        /// Su código interno (placa) ese día.
        pub internal_code: Option<String>,
        /// Qué pasó con ellas.
        pub action: PieceAction,
        /// Cuántas.
        pub quantity: i64,
        /// Notas.
        pub notes: Option<String>,
        /// Quién estaba en el mostrador.
        pub user_id: Id,
        /// Su nombre.
        pub user_name: String,
        /// Cuándo.
        pub created_at: LocalTime,
    }
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

row! {
    /// Cuántos préstamos hay en cada estado.
    #[derive(Debug, Clone, Object, Serialize)]
    pub struct LoanCounts {
        /// Todos.
        pub total_loans: i64,
        /// Pedidos.
        pub pending_loans: i64,
        /// Aprobados y sin entregar.
        pub approved_loans: i64,
        /// Entregados.
        pub active_loans: i64,
        /// Entregados y con la fecha pasada; cuentan también entre los entregados.
        pub overdue_loans: i64,
        /// Devueltos.
        pub returned_loans: i64,
        /// Rechazados.
        pub rejected_loans: i64,
    }
}

row! {
    /// Los préstamos que empezaron en un mes.
    #[derive(Debug, Clone, Object, Serialize)]
    pub struct LoanMonth {
        /// El mes, AAAA-MM.
        pub month: String,
        /// Cuántos.
        pub count: i64,
    }
}

row! {
    /// Un equipo y cuántas veces se ha pedido.
    #[derive(Debug, Clone, Object, Serialize)]
    pub struct LoanedItem {
        /// Nombre.
        pub name: String,
        /// Cuántos préstamos.
        pub count: i64,
    }
}

/// Los préstamos de una página, y las cifras de todos los que coinciden.
#[derive(Debug, Object, Serialize)]
pub struct LoanPage {
    /// Los préstamos, del más reciente al más antiguo.
    pub loans: Vec<Loan>,
    /// Cuántos coinciden.
    pub total: i64,
    /// Qué página es, desde 1.
    pub page: i64,
    /// Cuántos por página.
    pub per_page: i64,
    /// Cuántas páginas hay.
    pub total_pages: i64,
    /// Cuántos hay en cada estado.
    #[oai(flatten)]
    #[serde(flatten)]
    pub counts: LoanCounts,
    /// Cuántos días dura en promedio un préstamo devuelto.
    pub average_days: i64,
    /// Los seis últimos meses, del más antiguo al más reciente.
    pub monthly_data: Vec<LoanMonth>,
    /// Los cinco equipos más pedidos.
    pub top_items: Vec<LoanedItem>,
    /// Las mismas cifras, juntas.
    pub summary: LoanCounts,
}

record! {
    /// Piezas de un equipo que no están libres en unos días.
    pub struct LoanHold {
        /// El préstamo.
        pub loan_id: Id,
        /// Quién las tiene o las reservó.
        pub borrower: String,
        /// El equipo, o uno del modelo.
        pub item_id: Id,
        /// Nombre del equipo.
        pub item_name: String,
        /// Código interno (placa) del equipo.
        pub internal_code: String,
        /// Si están reservadas cualesquiera del mismo modelo.
        pub any_of_model: bool,
        /// Si están afuera; si no, reservadas.
        pub is_out: bool,
        /// Cuántas.
        pub pieces: i64,
        /// Desde qué día.
        pub start_date: Day,
        /// Hasta qué día, incluido.
        pub end_date: Day,
        /// Desde qué hora, si el préstamo es por horas.
        pub start_time: Option<ClockTime>,
        /// Hasta qué hora, si el préstamo es por horas.
        pub end_time: Option<ClockTime>,
    }
}

row! {
    /// What a warehouse could lend of an item if nobody had any.
    #[derive(Debug, Clone)]
    pub struct Stock {
        /// The item.
        pub item_id: Id,
        /// Its name.
        pub name: String,
        /// Its plate.
        pub internal_code: String,
        /// Its brand.
        pub brand: Option<String>,
        /// Its model.
        pub model: Option<String>,
        /// Its category.
        pub category: String,
        /// Its picture.
        pub image_url: Option<String>,
        /// Where it is.
        pub environment_id: Id,
        /// Pieces that are whole, there and not under repair.
        pub capacity: i64,
    }
}

/// Cuántas piezas de un equipo se pueden prestar en unos días.
#[derive(Debug, Object, Serialize)]
pub struct Availability {
    /// El equipo.
    pub item_id: Id,
    /// Nombre.
    pub name: String,
    /// Código interno (placa).
    pub internal_code: String,
    /// Marca.
    pub brand: Option<String>,
    /// Modelo.
    pub model: Option<String>,
    /// Clase de equipo.
    pub category: String,
    /// Dirección de su foto.
    pub image_url: Option<String>,
    /// Piezas enteras que hay, prestadas o no.
    pub capacity: i64,
    /// Piezas libres en todos esos días.
    pub free: i64,
    /// Piezas libres del mismo nombre, marca y modelo en todos esos días.
    pub free_of_model: i64,
}

/// Which loans a person sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
#[derive(Debug, Default, Clone)]
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

/// The centre whose warehouses lend to a person; `None` is every centre's.
pub fn lending_center(who: &Caller) -> Option<Id> {
    who.center_id.filter(|_| who.role != Role::AdminGeneral)
}

impl LoanReach {
    /// The loans that a person sees (`roles.md`); administrators decide on the same.
    pub fn of(who: &Caller) -> Self {
        match who.role {
            Role::Student | Role::Instructor => Self::Own(who.id),
            Role::Supervisor => who.center_id.map_or(Self::Everything, Self::Center),
            Role::Admin => who.environment_id.map_or(Self::Everything, Self::Desk),
            Role::AdminGeneral => Self::Everything,
        }
    }
}
