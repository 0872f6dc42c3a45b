//! The shapes of equipment.

use crate::kit::wire::{Blank, Day, Field, Id, Keep, Line, LocalTime, Number, Text, record, words};
use poem_openapi::Object;
use serde::{Deserialize, Serialize};

words! {
    /// Qué clase de equipo es.
    pub enum Category {
        /// Computador.
        Computer = "computer",
        /// Proyector.
        Projector = "projector",
        /// Teclado.
        Keyboard = "keyboard",
        /// Ratón.
        Mouse = "mouse",
        /// Televisor.
        Tv = "tv",
        /// Cámara.
        Camera = "camera",
        /// Micrófono.
        Microphone = "microphone",
        /// Tableta.
        Tablet = "tablet",
        /// Otro.
        Other = "other",
    }
}

words! {
    /// En qué estado está.
    pub enum Status {
        /// Disponible.
        Available = "available",
        /// En uso.
        InUse = "in_use",
        /// En mantenimiento.
        Maintenance = "maintenance",
        /// Con piezas dañadas.
        Damaged = "damaged",
        /// Perdido: fuera del inventario.
        Lost = "lost",
        /// Con piezas faltantes.
        Missing = "missing",
        /// Bueno.
        Good = "good",
    }
}

words! {
    /// Una máquina o varias piezas iguales.
    pub enum ItemType {
        /// Un equipo con placa propia.
        Individual = "individual",
        /// Varias piezas iguales.
        Group = "group",
    }
}

record! {
    /// Un equipo, o un grupo de piezas iguales.
    pub struct Item {
        /// Identificador.
        pub id: Id,
        /// Ambiente donde está.
        pub environment_id: Option<Id>,
        /// Nombre de ese ambiente.
        pub environment_name: Option<String>,
        /// Nombre.
        pub name: String,
        /// Número de serie.
        pub serial_number: Option<String>,
        /// Código interno (placa).
        pub internal_code: String,
        /// Clase de equipo.
        pub category: Category,
        /// Marca.
        pub brand: Option<String>,
        /// Modelo.
        pub model: Option<String>,
        /// Estado.
        pub status: Status,
        /// Fecha de compra.
        pub purchase_date: Option<Day>,
        /// Fin de la garantía.
        pub warranty_expiry: Option<Day>,
        /// Último mantenimiento.
        pub last_maintenance: Option<Day>,
        /// Próximo mantenimiento.
        pub next_maintenance: Option<Day>,
        /// Dirección de su foto.
        pub image_url: Option<String>,
        /// Notas.
        pub notes: Option<String>,
        /// Total de piezas.
        pub quantity: i64,
        /// Piezas dañadas.
        pub quantity_damaged: i64,
        /// Piezas faltantes.
        pub quantity_missing: i64,
        /// Individual o grupo.
        pub item_type: ItemType,
        /// Cuándo se registró.
        pub created_at: LocalTime,
        /// Cuándo cambió por última vez.
        pub updated_at: LocalTime,
    }
}

/// A number of pieces.
pub type Pieces = Number<0, 1_000_000>;

/// Un equipo nuevo.
#[derive(Debug, Object, Deserialize)]
pub struct NewItem {
    /// Ambiente donde está.
    pub environment_id: Blank<Id>,
    /// Nombre.
    pub name: Line<1, 200>,
    /// Número de serie, único.
    pub serial_number: Blank<Line<1, 100>>,
    /// Código interno (placa), único.
    pub internal_code: Line<1, 100>,
    /// Clase de equipo.
    pub category: Category,
    /// Marca.
    pub brand: Blank<Line<1, 100>>,
    /// Modelo.
    pub model: Blank<Line<1, 100>>,
    /// Estado; si no se indica, el que resulta de las cantidades.
    pub status: Blank<Status>,
    /// Fecha de compra.
    pub purchase_date: Blank<Day>,
    /// Fin de la garantía.
    pub warranty_expiry: Blank<Day>,
    /// Último mantenimiento.
    pub last_maintenance: Blank<Day>,
    /// Próximo mantenimiento.
    pub next_maintenance: Blank<Day>,
    /// Dirección de su foto.
    pub image_url: Blank<Line<1, 500>>,
    /// Notas.
    pub notes: Blank<Text<1, 2000>>,
    /// Total de piezas; 1 si no se indica.
    pub quantity: Blank<Number<1, 1_000_000>>,
    /// Piezas dañadas; 0 si no se indica.
    pub quantity_damaged: Blank<Pieces>,
    /// Piezas faltantes; 0 si no se indica.
    pub quantity_missing: Blank<Pieces>,
    /// individual (si no se indica) o group.
    pub item_type: Blank<ItemType>,
}

/// Cambios a un equipo. Lo que no se envía queda igual; null borra.
#[derive(Debug, Default, Object, Deserialize)]
#[serde(default)]
pub struct ItemPatch {
    /// Ambiente donde está.
    pub environment_id: Field<Id>,
    /// Nombre.
    pub name: Keep<Line<1, 200>>,
    /// Número de serie, único.
    pub serial_number: Field<Line<1, 100>>,
    /// Código interno (placa), único.
    pub internal_code: Keep<Line<1, 100>>,
    /// Clase de equipo.
    pub category: Keep<Category>,
    /// Marca.
    pub brand: Field<Line<1, 100>>,
    /// Modelo.
    pub model: Field<Line<1, 100>>,
    /// Estado; si cambia una cantidad, vale el que resulta de las cantidades.
    pub status: Keep<Status>,
    /// Fecha de compra.
    pub purchase_date: Field<Day>,
    /// Fin de la garantía.
    pub warranty_expiry: Field<Day>,
    /// Último mantenimiento.
    pub last_maintenance: Field<Day>,
    /// Próximo mantenimiento.
    pub next_maintenance: Field<Day>,
    /// Dirección de su foto.
    pub image_url: Field<Line<1, 500>>,
    /// Notas.
    pub notes: Field<Text<1, 2000>>,
    /// Total de piezas.
    pub quantity: Keep<Number<1, 1_000_000>>,
    /// Piezas dañadas.
    pub quantity_damaged: Keep<Pieces>,
    /// Piezas faltantes.
    pub quantity_missing: Keep<Pieces>,
    /// Individual o grupo.
    pub item_type: Keep<ItemType>,
}

/// Lo que se contó de un equipo. La suma de las tres cantidades es el nuevo total.
#[derive(Debug, Object, Deserialize)]
pub struct Verification {
    /// Piezas encontradas en buen estado.
    pub quantity: Pieces,
    /// Piezas dañadas; 0 si no se indica.
    pub quantity_damaged: Blank<Pieces>,
    /// Piezas faltantes; 0 si no se indica.
    pub quantity_missing: Blank<Pieces>,
    /// Se acepta por compatibilidad; el estado resulta de las cantidades.
    pub status: Blank<Status>,
}

/// Un cambio de un campo.
#[derive(Debug, Object, Serialize)]
pub struct FieldChange {
    /// El campo.
    pub field: String,
    /// Como era; null si no había.
    pub before: Option<String>,
    /// Como quedó; null si se borró.
    pub after: Option<String>,
}

/// Algo que le pasó a un equipo.
#[derive(Debug, Object, Serialize)]
pub struct HistoryEntry {
    /// Registro de auditoría.
    pub id: Id,
    /// Qué se hizo: CREATE_INVENTORY_ITEM, UPDATE_INVENTORY_ITEM…
    pub action: String,
    /// Lo mismo, en una frase.
    pub description: String,
    /// Quién.
    pub user_name: Option<String>,
    /// Su correo.
    pub user_email: Option<String>,
    /// Cuándo, en la hora del centro.
    pub created_at: LocalTime,
    /// Qué campos cambiaron.
    pub changes: Vec<FieldChange>,
}

/// What a list of equipment is cut to.
#[derive(Debug, Default)]
pub struct ItemQuery {
    /// One room's.
    pub environment_id: Option<Id>,
    /// One category.
    pub category: Option<Category>,
    /// One status; `available` asks for a free piece.
    pub status: Option<Status>,
    /// Bought not before this day.
    pub bought_from: Option<Day>,
    /// Bought not after this day.
    pub bought_until: Option<Day>,
    /// Words in name, code, serial, brand, model or room.
    pub search: Option<String>,
}
