//! What should be counted next.

use crate::kit::{Id, LocalTime, row, words};
use inventario_derive::Object;
use serde::Serialize;

words! {
    /// Qué se ordena.
    pub enum DueKind {
        /// Ubicaciones.
        Bin = "bin",
        /// Productos.
        Product = "product",
    }
}

row! {
    /// A bin in which something lies, as the order of what to count looks at it.
    #[derive(Debug, Clone)]
    pub struct DueBin {
        /// The bin.
        pub bin_id: Id,
        /// The warehouse.
        pub warehouse_id: Id,
        /// The product in it, where products are asked for.
        pub product_id: Option<Id>,
        /// When it was counted last as a whole.
        pub counted_at: Option<LocalTime>,
        /// How many lots lie in it.
        pub lots: i64,
        /// How often it moved of late.
        pub moves: i64,
    }
}

row! {
    /// What a bin that is due is called.
    #[derive(Debug)]
    pub struct DueWords {
        /// The bin.
        pub bin_id: Id,
        /// Its code.
        pub bin_code: String,
        /// The name of its warehouse.
        pub warehouse_name: String,
        /// The product in it.
        pub product_id: Id,
        /// Its name.
        pub product_name: String,
        /// Its code.
        pub sku: Option<String>,
        /// A count of the bin or its lots that isn't decided.
        pub open_count_id: Option<Id>,
    }
}

/// Algo por contar.
#[derive(Debug, PartialEq, Eq, Object, Serialize)]
pub struct Due {
    /// Qué es.
    pub kind: DueKind,
    /// La bodega.
    pub warehouse_id: Id,
    /// Su nombre.
    pub warehouse_name: String,
    /// La ubicación; nada, si es un producto.
    pub bin_id: Option<Id>,
    /// Su código.
    pub bin_code: Option<String>,
    /// El producto que hay en ella, o el que se cuenta.
    pub product_id: Id,
    /// Su nombre.
    pub product_name: String,
    /// Su código.
    pub sku: Option<String>,
    /// En cuántas ubicaciones está.
    pub bins: i64,
    /// Cuántos lotes son.
    pub lots: i64,
    /// Cuándo se contó por última vez; de un producto, la ubicación que hace más tiempo no se cuenta.
    pub counted_at: Option<LocalTime>,
    /// Hace cuántos días; nada, si nunca.
    pub days_since: Option<i64>,
    /// Cuántos movimientos tuvo en los últimos 90 días.
    pub moves: i64,
    /// Qué tanto urge, entre lo que ya se ha contado: los días por (10 + movimientos). Lo que nunca se ha contado va primero.
    pub score: i64,
    /// Un conteo abierto que ya lo cuenta.
    pub open_count_id: Option<Id>,
}

/// Una página de lo que hay por contar.
#[derive(Debug, Object, Serialize)]
pub struct DuePage {
    /// Lo de esta página, lo que más urge al comienzo.
    pub items: Vec<Due>,
    /// Cuántos hay en total.
    pub total: i64,
    /// Número de esta página, desde 1.
    pub page: i64,
    /// Cuántos por página.
    pub page_size: i64,
    /// Cuántas páginas hay; una, si no hay nada.
    pub pages: i64,
}

/// What the list of what is due is cut to.
#[derive(Debug)]
pub struct DueQuery {
    /// Bins or products.
    pub kind: DueKind,
    /// One warehouse's.
    pub warehouse_id: Option<Id>,
    /// Words in the code of the bin, the product or its code.
    pub search: Option<String>,
}
