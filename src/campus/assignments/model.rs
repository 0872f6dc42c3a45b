//! The shapes of equipment in charge.

use crate::campus::inventory::model::{ItemCategory, ItemStatus, ItemType};
use crate::kit::page::paged;
use crate::kit::wire::Field;
use crate::kit::{Blank, Caller, Id, Line, LocalTime, Number, Role, Scope, Text, record, words};
use inventario_derive::Object;
use serde::Deserialize;

words! {
    /// Cómo vuelve un equipo.
    pub enum ReturnCondition {
        /// En buen estado.
        Good = "good",
        /// Con el desgaste del uso.
        Worn = "worn",
        /// Le faltan accesorios o partes.
        Incomplete = "incomplete",
        /// Dañado: se pide su mantenimiento.
        Damaged = "damaged",
        /// No vuelve: queda como faltante.
        Lost = "lost",
    }
}

impl ReturnCondition {
    /// How people say it.
    pub fn spanish(self) -> &'static str {
        match self {
            Self::Good => "en buen estado",
            Self::Worn => "con desgaste por el uso",
            Self::Incomplete => "incompleto",
            Self::Damaged => "dañado",
            Self::Lost => "no volvió",
        }
    }
}

words! {
    /// Qué equipos a cargo se quieren ver.
    pub enum AssignmentFilter {
        /// Los que alguien tiene.
        Open = "open",
        /// Los que alguien tiene y a cuya acta de entrega le falta una firma.
        Unsigned = "unsigned",
        /// Los que alguien tiene y a cuya acta de entrega le falta la firma de quien los tiene.
        ToSign = "to_sign",
        /// Los que tiene alguien cuya cuenta está desactivada.
        Inactive = "inactive",
        /// Los que ya se recibieron.
        Returned = "returned",
    }
}

words! {
    /// En qué orden viene una lista de equipos a cargo.
    pub enum AssignmentOrder {
        /// El que se entregó por último, primero.
        Started = "started",
        /// El que se entregó primero, primero.
        Oldest = "oldest",
        /// Por el nombre de quien lo tiene.
        Holder = "holder",
    }
}

record! {
    /// Un equipo a cargo de una persona, o que lo estuvo.
    pub struct Assignment {
        /// Identificador.
        pub id: Id,
        /// El equipo; null si se eliminó después de recibirlo.
        pub item_id: Option<Id>,
        /// Su nombre.
        pub item_name: String,
        /// Su código interno (placa).
        pub internal_code: String,
        /// Su clase, si existe todavía.
        pub category: Option<ItemCategory>,
        /// Su estado, si existe todavía.
        pub item_status: Option<ItemStatus>,
        /// Individual o grupo, si existe todavía.
        pub item_type: Option<ItemType>,
        /// Ambiente donde está, o donde estaba cuando se entregó si ya no existe.
        pub environment_id: Option<Id>,
        /// Nombre de ese ambiente.
        pub environment_name: Option<String>,
        /// El centro donde se entregó, que lo recibe y guarda sus actas aunque el equipo pase a otro; null si no era de ninguno.
        pub center_id: Option<Id>,
        /// Su nombre.
        pub center_name: Option<String>,
        /// La cuenta de quien lo tiene; null si no tiene una.
        pub user_id: Option<Id>,
        /// Nombre de quien lo tiene.
        pub holder_name: String,
        /// Su número de documento.
        pub holder_document: Option<String>,
        /// Si su cuenta está activa; null si no tiene una. Quien la pierde conserva lo que tiene hasta que se reciba.
        pub holder_is_active: Option<bool>,
        /// Con qué y en qué estado se entregó.
        pub notes: Option<String>,
        /// Si lo tiene todavía.
        pub is_open: bool,
        /// Si lo tiene todavía y nadie lo encuentra: responde por él, y no se entrega a nadie más.
        pub is_gone: bool,
        /// Cuándo se entregó.
        pub started_at: LocalTime,
        /// Quién lo entregó.
        pub assigned_by: Id,
        /// Su nombre.
        pub assigned_by_name: String,
        /// Cuándo se recibió.
        pub ended_at: Option<LocalTime>,
        /// Quién lo recibió.
        pub received_by: Option<Id>,
        /// Su nombre.
        pub received_by_name: Option<String>,
        /// Cómo volvió.
        pub end_condition: Option<ReturnCondition>,
        /// Notas de la devolución.
        pub end_notes: Option<String>,
        /// Cuántas de las dos firmas tiene la última versión del acta de entrega.
        pub delivery_signatures: i64,
        /// Cuándo cambió por última vez.
        pub updated_at: LocalTime,
    }
}

paged! {
    /// Una página de equipos a cargo.
    pub struct AssignmentPage of Assignment;
}

/// The name of a person without an account.
pub type HolderName = Line<3, 200>;
/// The number of an identity document.
pub type Document = Line<3, 50>;
/// What is written down at a hand-over.
pub type HandoverNotes = Text<1, 2000>;

/// Un equipo que se entrega a una persona: una cuenta, o el nombre de alguien que no la tiene.
#[derive(Debug, Object, Deserialize)]
pub struct NewAssignment {
    /// El equipo.
    pub item_id: Id,
    /// La cuenta de quien lo recibe.
    pub user_id: Blank<Id>,
    /// Su nombre, si no tiene cuenta.
    pub holder_name: Blank<HolderName>,
    /// Su número de documento.
    pub holder_document: Blank<Document>,
    /// Con qué (cargador, maletín…) y en qué estado se entrega.
    pub notes: Blank<HandoverNotes>,
}

/// Lo que se corrige de un equipo que alguien tiene. Lo que no se envía queda igual; null borra. Si algo cambia y ya se firmó su acta, se
/// hace otra versión, que se firma de nuevo.
#[derive(Debug, Default, Object, Deserialize)]
#[serde(default)]
pub struct AssignmentPatch {
    /// Número de documento de quien lo tiene.
    pub holder_document: Field<Document>,
    /// Con qué y en qué estado se entregó.
    pub notes: Field<HandoverNotes>,
}

/// Cómo se recibe un equipo.
#[derive(Debug, Object, Deserialize)]
pub struct HandBack {
    /// Cómo vuelve; en buen estado si no se indica. Dañado pide su mantenimiento, y lo que no vuelve queda como faltante.
    pub condition: Blank<ReturnCondition>,
    /// De un grupo que vuelve dañado o no vuelve: cuántas piezas; 1 si no se indica, y a lo sumo las que tiene.
    pub quantity: Blank<Number<1, 1_000_000>>,
    /// Notas.
    pub notes: Blank<HandoverNotes>,
}

/// Un equipo que pasa de una persona a otra en un solo paso.
#[derive(Debug, Object, Deserialize)]
pub struct Reassignment {
    /// Cómo lo devuelve quien lo tenía: en buen estado si no se indica. Lo que no vuelve no se entrega a nadie más.
    pub condition: Blank<ReturnCondition>,
    /// De un grupo que vuelve dañado: cuántas piezas; 1 si no se indica, y a lo sumo las que tiene.
    pub quantity: Blank<Number<1, 1_000_000>>,
    /// Notas de la devolución.
    pub return_notes: Blank<HandoverNotes>,
    /// La cuenta de quien lo recibe.
    pub user_id: Blank<Id>,
    /// Su nombre, si no tiene cuenta.
    pub holder_name: Blank<HolderName>,
    /// Su número de documento.
    pub holder_document: Blank<Document>,
    /// Con qué y en qué estado se entrega.
    pub notes: Blank<HandoverNotes>,
}

/// Whose assignments somebody reads.
#[derive(Debug, Clone, Copy)]
pub enum AssignmentReach {
    /// What this person has and had.
    Own(Id),
    /// Those that were made within a scope.
    Within(Scope),
}

impl AssignmentReach {
    /// What somebody reads: apprentices and instructors their own, whoever keeps equipment that of their centre.
    pub fn reading(who: &Caller) -> Self {
        match who.role {
            Role::Student | Role::Instructor => Self::Own(who.id),
            Role::Supervisor | Role::Admin | Role::AdminGeneral => Self::Within(who.keeping()),
        }
    }

    /// What somebody reads who asks for one person's, if they do: one's own are one's own wherever they were made.
    pub fn asked(who: &Caller, person: Option<Id>) -> Self {
        if person == Some(who.id) { Self::Own(who.id) } else { Self::reading(who) }
    }
}

/// What a list of assignments is cut to.
#[derive(Debug, Default)]
pub struct AssignmentQuery {
    /// One item's.
    pub item_id: Option<Id>,
    /// One person's.
    pub user_id: Option<Id>,
    /// Of the items of one room.
    pub environment_id: Option<Id>,
    /// Only those that stand so.
    pub status: Option<AssignmentFilter>,
    /// Words in person, document, item, plate or serial number.
    pub search: Option<String>,
    /// In which order.
    pub order: Option<AssignmentOrder>,
}

/// Who is to have an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// Their account, if they have one.
    pub user_id: Option<Id>,
    /// Their name.
    pub name: String,
    /// The number of their document.
    pub document: Option<String>,
}

/// Who has an item, or is going to: their names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// Who has it in charge.
    pub holder: Option<String>,
    /// The centre that takes it back from them, if that is another than the one that hands it over.
    pub held_by: Option<String>,
    /// Who has borrowed pieces of it.
    pub lent_to: Option<String>,
    /// For whom a loan has reserved it that was approved and isn't handed over yet.
    pub reserved_for: Option<String>,
}
