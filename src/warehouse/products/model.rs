//! The shapes of products.

use crate::kit::page::paged;
use crate::kit::wire::{Money, shape};
use crate::kit::{Amount, Blank, Day, Id, Line, LocalTime, Number, Quantity, Text, record};
use crate::warehouse::unit::Unit;
use inventario_derive::Object;
use serde::Serialize;

shape! {
    /// Un material de formación.
    pub struct Product from "p" "products p\njoin centers c on c.id = p.center_id";
    row ProductRow;
    /// Un producto nuevo.
    new NewProduct;
    /// Cambios a un producto. Lo que no se envía queda igual; null borra.
    patch ProductPatch;

    /// Centro; el de quien lo crea si no se indica. Solo un administrador general indica otro.
    given center_id: Blank<Id>,
    /// Centro que lo tiene.
    kept center_id: Id,
    /// Nombre de ese centro.
    joined center_name: String = "c.name",
    /// Nombre.
    required name: String as Line<2, 255>,
    /// Código del producto, único en el centro.
    optional sku: String as Line<3, 100>,
    /// Categoría.
    optional category: String as Line<1, 100>,
    /// En qué se cuenta o se mide.
    #[new = "En qué se cuenta o se mide; unidad si no se indica."]
    #[patch = "En qué se cuenta o se mide; no cambia cuando ya hay lotes."]
    default default_unit: Unit = Unit::Piece,
    /// Descripción.
    optional description: String as Text<1, 2000>,
    /// Desde cuánto hacia abajo queda poco.
    optional min_stock: Quantity as Amount<0>,
    /// Cuántos días dura desde que llega.
    optional shelf_life_days: i64 as Number<1, 36_500>,
    /// Cuánto cuesta una unidad, en pesos.
    optional unit_price: Money,
    /// Foto.
    optional photo_id: Id,
    /// Cuánto hay en las bodegas del centro.
    joined quantity: Quantity = "(select coalesce(sum(l.quantity), 0) from lots l where l.product_id = p.id and l.quantity > 0)",
    /// Si está en uso.
    #[new = "Si está en uso; si no se indica, sí."]
    default is_active: bool = true,
    /// Cuándo se creó.
    kept created_at: LocalTime = now,
    /// Cuándo cambió por última vez.
    kept updated_at: LocalTime = now,
}

paged! {
    /// Una página de productos.
    pub struct ProductPage of Product;
}

record! {
    /// Cuánto quedó de un producto al terminar un día.
    pub struct StockDay {
        /// El día.
        pub day: Day,
        /// Cuánto quedó.
        pub quantity: Quantity,
        /// Cuánto entró ese día: entradas, y lo que sumaron ajustes y traslados.
        pub came: Quantity,
        /// Cuánto salió ese día: salidas, bajas, y lo que restaron ajustes y traslados.
        pub went: Quantity,
    }
}

/// Cuánto hubo de un producto, día por día.
#[derive(Debug, Object, Serialize)]
pub struct StockHistory {
    /// El producto.
    pub product_id: Id,
    /// Unidad.
    pub unit: Unit,
    /// La bodega por la que se preguntó; nada, si es en todas.
    pub warehouse_id: Option<Id>,
    /// Los días, el más antiguo al comienzo; el último es hoy.
    pub days: Vec<StockDay>,
}

/// What a list of products is cut to.
#[derive(Debug, Default)]
pub struct ProductQuery {
    /// In use, or not.
    pub is_active: Option<bool>,
    /// Of this category.
    pub category: Option<String>,
    /// Words in name, SKU or category.
    pub search: Option<String>,
    /// Those of which there is less than their minimum, or the others.
    pub is_low: Option<bool>,
}
