//! A line of a count: what the ledger says, what was counted, and what became of the lot meanwhile.

use crate::kit::wire::Money;
use crate::kit::{Day, Id, LocalTime, Quantity, row};
use crate::warehouse::unit::Unit;
use inventario_derive::Object;
use serde::Serialize;

row! {
    /// A line with everything that is known of it; [`CountLine`] is what may be shown.
    #[derive(Debug, Clone)]
    pub struct LineRow {
        /// Id.
        pub id: Id,
        /// The bin.
        pub bin_id: Id,
        /// Its code.
        pub bin_code: String,
        /// The product.
        pub product_id: Id,
        /// Its name.
        pub product_name: String,
        /// Its code.
        pub sku: Option<String>,
        /// The unit.
        pub unit: Unit,
        /// The lot; none of what was found, until it is approved.
        pub lot_id: Option<Id>,
        /// The number of the batch.
        pub batch_number: String,
        /// The last day of use.
        pub use_by_date: Option<Day>,
        /// Whether no lot spoke of it when it was counted.
        pub is_found: bool,
        /// What the ledger said when it was counted; until then, when the line was made.
        pub expected_quantity: Quantity,
        /// What was counted.
        pub counted_quantity: Option<Quantity>,
        /// What the lot holds now: nothing, of what was found.
        pub stock_quantity: Quantity,
        /// What of it is promised.
        pub reserved_quantity: Quantity,
        /// Whether the lot was thrown away.
        pub is_scrapped: bool,
        /// Whether somebody corrected the lot after it was counted.
        pub was_adjusted: bool,
        /// Whether something came into the lot after it was counted.
        pub was_received: bool,
        /// What a unit costs, by the lot or else the product.
        pub unit_price: Option<Money>,
        /// Why it differs.
        pub reason: Option<String>,
        /// Who counted it.
        pub counted_by: Option<Id>,
        /// Their name.
        pub counted_by_name: Option<String>,
        /// When.
        pub counted_at: Option<LocalTime>,
        /// Which count of the line this is.
        pub revision: i64,
    }
}

/// Una línea de un conteo: un lote, o lo que se encontró.
#[derive(Debug, Clone, PartialEq, Eq, Object, Serialize)]
pub struct CountLine {
    /// Identificador.
    pub id: Id,
    /// La ubicación.
    pub bin_id: Id,
    /// Su código.
    pub bin_code: String,
    /// El producto.
    pub product_id: Id,
    /// Su nombre.
    pub product_name: String,
    /// Su código.
    pub sku: Option<String>,
    /// Unidad.
    pub unit: Unit,
    /// El lote; nada, si se encontró y todavía no es un lote.
    pub lot_id: Option<Id>,
    /// Número del lote.
    pub batch_number: String,
    /// Último día en que se puede usar; nada, si no vence.
    pub use_by_date: Option<Day>,
    /// Si se encontró sin que ningún lote lo dijera.
    pub is_found: bool,
    /// Lo que decía el sistema al contar; nada, mientras el conteo es a ciegas.
    pub expected_quantity: Option<Quantity>,
    /// Lo que se contó.
    pub counted_quantity: Option<Quantity>,
    /// Lo contado menos lo esperado.
    pub difference: Option<Quantity>,
    /// Lo que entró (sobre cero) o salió (bajo cero) del lote después de contarlo, o desde que se abrió el conteo si no se ha contado.
    pub moved_quantity: Option<Quantity>,
    /// Lo que quedaría al aprobar.
    pub result_quantity: Option<Quantity>,
    /// Por qué la diferencia no se podría aplicar ahora.
    pub obstacle: Option<String>,
    /// Lo que vale cada unidad.
    pub unit_price: Option<Money>,
    /// Por qué difiere.
    pub reason: Option<String>,
    /// Quién la contó.
    pub counted_by: Option<Id>,
    /// Su nombre.
    pub counted_by_name: Option<String>,
    /// Cuándo.
    pub counted_at: Option<LocalTime>,
    /// Cuántas veces se ha contado o borrado: se envía al corregirla, para no tapar lo que contó otra persona.
    pub revision: i64,
}

/// Una línea recién contada, y cómo va el conteo.
#[derive(Debug, Object, Serialize)]
pub struct CountedLine {
    /// La línea; nada, si se borró lo que se había encontrado.
    pub line: Option<CountLine>,
    /// Cuántas líneas tiene el conteo.
    pub lines: i64,
    /// Cuántas están contadas.
    pub counted_lines: i64,
    /// En una frase.
    pub message: String,
}

row! {
    /// Un lote que llegó después de abrir el conteo.
    #[derive(Debug, Object, Serialize)]
    pub struct ArrivedLot {
        /// El lote.
        pub lot_id: Id,
        /// La ubicación.
        pub bin_id: Id,
        /// Su código.
        pub bin_code: String,
        /// El producto.
        pub product_id: Id,
        /// Su nombre.
        pub product_name: String,
        /// Su código.
        pub sku: Option<String>,
        /// Número del lote.
        pub batch_number: String,
        /// Último día en que se puede usar; nada, si no vence.
        pub use_by_date: Option<Day>,
        /// Unidad.
        pub unit: Unit,
        /// Cuándo llegó.
        pub received_at: LocalTime,
    }
}
