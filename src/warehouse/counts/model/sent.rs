//! What is sent to count.

use super::CountScope;
use crate::kit::{Amount, Blank, Day, Id, Line, Number, Text};
use inventario_derive::Object;
use serde::Deserialize;

/// Un conteo que se abre.
#[derive(Debug, Object, Deserialize)]
pub struct NewCount {
    /// La bodega.
    pub warehouse_id: Id,
    /// Qué se cuenta.
    pub scope: CountScope,
    /// La ubicación, si se cuenta una.
    pub bin_id: Blank<Id>,
    /// Cómo empiezan los códigos de las ubicaciones, si se cuenta una zona: `03-` es el estante 03.
    pub zone: Blank<Line<1, 100>>,
    /// El producto, si se cuenta uno.
    pub product_id: Blank<Id>,
    /// Si quien cuenta no ve lo que se espera; no, si no se indica.
    pub is_blind: Blank<bool>,
    /// Notas para quien cuenta.
    pub notes: Blank<Text<1, 1000>>,
}

/// Lo que se contó de un lote, o algo que se encontró. Se dice cuál por su línea, por su lote, por un código, o con ubicación, producto y
/// número de lote.
#[derive(Debug, Object, Deserialize)]
pub struct NewCountedLine {
    /// La línea, para contarla o corregirla.
    pub line_id: Blank<Id>,
    /// El lote.
    pub lot_id: Blank<Id>,
    /// Lo que se escaneó: la etiqueta o el código de una ubicación, un lote o un producto. Con `bin_id` se busca solo en esa ubicación.
    pub code: Blank<Line<1, 200>>,
    /// La ubicación de lo encontrado.
    pub bin_id: Blank<Id>,
    /// El producto encontrado.
    pub product_id: Blank<Id>,
    /// El número de lote de lo encontrado.
    pub batch_number: Blank<Line<1, 100>>,
    /// Último día en que se puede usar lo encontrado; nada, si no vence.
    pub use_by_date: Blank<Day>,
    /// Cuánto hay.
    pub quantity: Amount<0>,
    /// La `revision` de la línea que se vio; hace falta para cambiar lo que ya está contado.
    pub revision: Blank<Number<0, 1_000_000_000>>,
    /// Hace cuántos segundos se contó, si se envía más tarde porque no había conexión; hasta una semana.
    pub seconds_ago: Blank<Number<0, 604_800>>,
    /// Por qué difiere, si quien cuenta lo sabe.
    pub reason: Blank<Line<1, 50>>,
}

/// Una línea que se deja sin contar.
#[derive(Debug, Object, Deserialize)]
pub struct TakenBack {
    /// La `revision` de la línea que se vio; hace falta si está contada.
    pub revision: Blank<Number<0, 1_000_000_000>>,
}

/// Un conteo que se entrega.
#[derive(Debug, Object, Deserialize)]
pub struct Submission {
    /// Si lo que falta queda sin contar: no cambia nada de ello.
    pub confirm_uncounted: Blank<bool>,
}

/// Por qué difiere una línea.
#[derive(Debug, Object, Deserialize)]
pub struct LineReason {
    /// La línea.
    pub line_id: Id,
    /// Por qué difiere.
    pub reason: Line<1, 50>,
}

/// Un conteo que se aprueba.
#[derive(Debug, Object, Deserialize)]
pub struct Approval {
    /// Por qué difiere cada línea que difiere; no hace falta de las que ya lo dicen.
    pub reasons: Blank<Vec<LineReason>>,
    /// Notas.
    pub notes: Blank<Text<1, 1000>>,
}

/// Un conteo que se devuelve para contar de nuevo.
#[derive(Debug, Object, Deserialize)]
pub struct SendBack {
    /// Qué hay que mirar de nuevo.
    pub notes: Text<1, 1000>,
    /// Las líneas que se cuentan de nuevo; si no se indica, las que difieren, y todas si ninguna difiere.
    pub line_ids: Blank<Vec<Id>>,
}

/// Un conteo que se cancela.
#[derive(Debug, Object, Deserialize)]
pub struct CountCancellation {
    /// Por qué.
    pub reason: Blank<Text<1, 1000>>,
}
