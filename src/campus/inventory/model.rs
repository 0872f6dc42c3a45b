//! The shapes of equipment.

use crate::campus::categories::model::CategoryIcon;
use crate::campus::item_fields::model::{ItemFieldValue, SentFieldValue};
use crate::kit::wire::{Detail, Listed, Money, Nit, shape};
use crate::kit::{Blank, Caller, Day, Id, Line, LocalTime, Number, Scope, Text, role, words};
use inventario_derive::Object;
use serde::{Deserialize, Serialize};

mod value;

pub use value::*;

words! {
    /// Qué clase de equipo es.
    pub enum ItemCategory {
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
    pub enum ItemStatus {
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

/// A number of pieces.
pub type Pieces = Number<0, 1_000_000>;

shape! {
    /// Un equipo, o un grupo de piezas iguales.
    pub struct Item from "i" "inventory_items i\nleft join environments e on e.id = i.environment_id\nleft join item_categories k on k.id = i.category_id\nleft join inventory_items w on w.id = i.parent_id";
    row ItemRow;
    /// Un equipo nuevo.
    new NewItem;
    /// Cambios a un equipo. Lo que no se envía queda igual; null borra.
    patch ItemPatch;

    /// Ambiente donde está.
    optional environment_id: Id,
    /// Nombre de ese ambiente.
    joined environment_name: Option<String> = "e.name",
    /// Nombre.
    required name: String as Line<1, 200>,
    /// Número de serie.
    #[sent = "Número de serie, único."]
    optional serial_number: String as Line<1, 100>,
    /// Código interno (placa).
    #[sent = "Código interno (placa), único."]
    required internal_code: String as Line<1, 100>,
    /// Clase de equipo, una de las nueve que conoce la aplicación.
    #[sent = "Clase de equipo, una de las nueve que conoce la aplicación. Con category_id vale la de esa categoría."]
    required category: ItemCategory,
    /// Categoría propia; null si es simplemente de su clase.
    #[new = "Categoría, de /api/categories; si no se indica, el equipo es simplemente de su clase."]
    #[patch = "Categoría, de /api/categories; null la quita. También la quita un cambio de la clase sola."]
    optional category_id: Id,
    /// Nombre de la categoría propia.
    joined category_name: Option<String> = "k.name",
    /// Icono de la categoría propia.
    joined category_icon: Option<CategoryIcon> = "k.icon",
    /// Marca.
    optional brand: String as Line<1, 100>,
    /// Modelo.
    optional model: String as Line<1, 100>,
    /// Estado.
    #[new = "Estado; si no se indica, el que resulta de las cantidades."]
    #[patch = "Estado; si cambia una cantidad, vale el que resulta de las cantidades."]
    default status: ItemStatus = ItemStatus::Available,
    /// Fecha de compra.
    optional purchase_date: Day,
    /// Precio de compra de una pieza, en su moneda. Lo ven supervisores y administradores, de los equipos de su centro; los demás, null.
    #[sent = "Precio de compra de una pieza, en su moneda."]
    optional purchase_price: Money,
    /// Moneda del precio.
    #[new = "Moneda del precio; COP si no se indica."]
    default currency: Currency = Currency::Cop,
    /// Proveedor. Como el precio; en las listas no viene.
    #[sent = "Proveedor."]
    optional supplier_name: Detail as Line<1, 200>,
    /// NIT del proveedor. Como el precio; en las listas no viene.
    #[sent = "NIT del proveedor con su dígito de verificación: 899999034-1."]
    optional supplier_nit: Detail as Nit,
    /// Número de la factura. Como el precio; en las listas no viene.
    #[sent = "Número de la factura."]
    optional invoice_number: Detail as Line<1, 50>,
    /// Fin de la garantía.
    optional warranty_expiry: Day,
    /// Último mantenimiento.
    optional last_maintenance: Day,
    /// Próximo mantenimiento.
    optional next_maintenance: Day,
    /// Dirección de su foto.
    optional image_url: String as Line<1, 500>,
    /// Qué es, en unas frases. En las listas no viene.
    #[sent = "Qué es, en unas frases."]
    optional description: Detail as Text<1, 2000>,
    /// Cómo llama a su tipo quien lo registró por la API de activos. En las listas no viene.
    #[sent = "Cómo llama a su tipo quien lo registra por la API de activos."]
    optional asset_type: Detail as Line<1, 100>,
    /// Notas.
    optional notes: String as Text<1, 2000>,
    /// Total de piezas.
    #[new = "Total de piezas; 1 si no se indica."]
    default quantity: i64 as Number<1, 1_000_000> = 1,
    /// Piezas dañadas.
    #[new = "Piezas dañadas; 0 si no se indica."]
    default quantity_damaged: i64 as Pieces = 0,
    /// Piezas faltantes.
    #[new = "Piezas faltantes; 0 si no se indica."]
    default quantity_missing: i64 as Pieces = 0,
    /// Individual o grupo.
    #[new = "individual (si no se indica) o group."]
    default item_type: ItemType = ItemType::Individual,
    /// Lo que tiene escrito en los datos propios de su categoría, por nombre.
    joined custom_fields: Listed<ItemFieldValue> = "iif(exists (select 1 from item_field_values), (select json_group_array(json_object('field_id', x.id, 'name', x.name, 'kind', x.kind, 'unit', x.unit, 'value', x.value)) from (select f.id, f.name, f.kind, f.unit, v.value from item_field_values v join item_fields f on f.id = v.field_id where v.item_id = i.id order by f.name, f.id) x), '[]')",
    /// Lo que se escribe en datos propios; los que no se envían quedan igual.
    beside custom_fields: Vec<SentFieldValue>,
    /// Equipo del que es parte.
    #[sent = "Equipo del que es parte, que no puede ser parte de otro; queda en su ambiente."]
    optional parent_id: Id,
    /// Código interno de ese equipo.
    joined parent_code: Option<String> = "w.internal_code",
    /// Nombre de ese equipo.
    joined parent_name: Option<String> = "w.name",
    /// Cuántas partes tiene.
    joined parts_count: i64 = "iif(exists (select 1 from inventory_items where parent_id is not null), (select count(*) from inventory_items p where p.parent_id = i.id), 0)",
    /// Código interno del equipo del que es parte, en lugar de parent_id.
    beside parent_code: Line<1, 100>,
    /// Cuándo se registró.
    kept created_at: LocalTime = now,
    /// Cuándo cambió por última vez.
    kept updated_at: LocalTime = now,
}

/// Lo que se contó de un equipo. La suma de las tres cantidades es el nuevo total.
#[derive(Debug, Object, Deserialize)]
pub struct ItemVerification {
    /// Piezas encontradas en buen estado.
    pub quantity: Pieces,
    /// Piezas dañadas; 0 si no se indica.
    pub quantity_damaged: Blank<Pieces>,
    /// Piezas faltantes; 0 si no se indica.
    pub quantity_missing: Blank<Pieces>,
    /// Se acepta por compatibilidad; el estado resulta de las cantidades.
    pub status: Blank<ItemStatus>,
}

/// Un cambio de un campo.
#[derive(Debug, Clone, Object, Serialize, Deserialize)]
pub struct ItemFieldChange {
    /// El campo.
    pub field: String,
    /// Como era; null si no había.
    pub before: Option<String>,
    /// Como quedó; null si se borró.
    pub after: Option<String>,
}

/// Algo que le pasó a un equipo.
#[derive(Debug, Object, Serialize)]
pub struct ItemHistoryEntry {
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
    pub changes: Vec<ItemFieldChange>,
}

/// What a list of equipment is cut to.
#[derive(Debug, Default)]
pub struct ItemQuery {
    /// One room's.
    pub environment_id: Option<Id>,
    /// One category.
    pub category: Option<ItemCategory>,
    /// One category of the centre's own, or one of the nine without what has a category of its own.
    pub category_id: Option<Id>,
    /// With something written in this field, and these words in it.
    pub field: Option<(Id, String)>,
    /// The parts of one item.
    pub parent_id: Option<Id>,
    /// One status; `available` asks for a free piece.
    pub status: Option<ItemStatus>,
    /// Bought not before this day.
    pub bought_from: Option<Day>,
    /// Bought not after this day.
    pub bought_until: Option<Day>,
    /// Words in name, code, serial, brand, model, category, fields or room.
    pub search: Option<String>,
}

impl ItemQuery {
    /// The rooms of which the list shows somebody equipment. What is lost is shown to those who keep equipment.
    pub fn scope(&self, who: &Caller) -> Scope {
        let is_hidden = self.status == Some(ItemStatus::Lost) && !who.is(role::KEEPERS);
        if is_hidden { Scope::Nothing } else { who.equipment() }
    }
}
