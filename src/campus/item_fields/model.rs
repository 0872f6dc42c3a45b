//! The shapes of fields and of what is written in them.

use crate::kit::wire::{Listed, row, shape};
use crate::kit::{Blank, Id, Line, LocalTime, words};
use inventario_derive::Object;
use serde::{Deserialize, Serialize};

words! {
    /// Qué se escribe en un dato propio.
    pub enum ItemFieldKind {
        /// Un texto de hasta 200 letras.
        Text = "text",
        /// Un número, con su unidad si la tiene.
        Number = "number",
        /// Una fecha.
        Date = "date",
        /// Una opción de una lista cerrada.
        Choice = "choice",
        /// Sí o no.
        YesNo = "yes_no",
    }
}

/// One of the choices of a field.
pub type ItemFieldChoice = Line<1, 60>;

shape! {
    /// Un dato propio: lo que una categoría pide de sus equipos además de lo que piden todas.
    pub struct ItemField from "f" "item_fields f\njoin item_categories k on k.id = f.category_id";
    row ItemFieldRow;
    /// Un dato propio nuevo.
    new NewItemField;
    /// Cambios a un dato propio. Lo que no se envía queda igual; null borra.
    patch ItemFieldPatch;

    /// Categoría que lo pide: una propia, o una de las nueve clases.
    given category_id: Id,
    /// Categoría que lo pide.
    kept category_id: Id,
    /// Nombre de la categoría.
    joined category_name: String = "k.name",
    /// Nombre, único en su categoría.
    required name: String as Line<1, 60>,
    /// Qué se escribe en él.
    #[new = "Qué se escribe en él."]
    #[patch = "Qué se escribe en él; no cambia cuando algún equipo ya lo tiene."]
    required kind: ItemFieldKind,
    /// En qué se mide, si es un número.
    optional unit: String as Line<1, 20>,
    /// Las opciones de la lista, si es de elegir; hasta 50.
    default choices: Listed<ItemFieldChoice> = Listed(Vec::new()),
    /// Si se pide; uno retirado solo se muestra donde ya está escrito.
    later is_active: bool = true,
    /// En cuántos equipos está escrito.
    joined values_count: i64 = "(select count(*) from item_field_values v where v.field_id = f.id)",
    /// Cuándo se creó.
    kept created_at: LocalTime = now,
    /// Cuándo cambió por última vez.
    kept updated_at: LocalTime = now,
}

/// Lo que un equipo tiene escrito en un dato propio.
#[derive(Debug, Clone, PartialEq, Eq, Object, Serialize, Deserialize)]
pub struct ItemFieldValue {
    /// El dato.
    pub field_id: Id,
    /// Su nombre.
    pub name: String,
    /// Qué se escribe en él.
    pub kind: ItemFieldKind,
    /// En qué se mide, si es un número.
    pub unit: Option<String>,
    /// El valor: un texto, un número con punto decimal, una fecha AAAA-MM-DD, una de las opciones, true o false.
    pub value: String,
}

/// Lo que se escribe en un dato propio de un equipo.
#[derive(Debug, Clone, PartialEq, Eq, Object, Deserialize)]
pub struct SentFieldValue {
    /// El dato, de /api/item-fields.
    pub field_id: Id,
    /// El valor: un texto, un número, una fecha AAAA-MM-DD, una de las opciones, true o false. Vacío lo borra.
    pub value: Blank<Line<1, 200>>,
}

row! {
    /// A value as it is kept.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct KeptFieldValue {
        /// The field.
        pub field_id: Id,
        /// What is written in it.
        pub value: String,
    }
}
