//! Products as an exported list.

use super::model::ProductQuery;
use super::store;
use crate::kit::document::CellKind::{Count, Money, Quantity, Text, Word};
use crate::kit::document::Column;
use crate::kit::export::{ExportFilter, Exported};
use crate::kit::role;
use crate::warehouse::words::ACTIVE;

/// The list of products.
pub const EXPORTS: &[Exported] = &[Exported {
    word: "products",
    title: "Productos",
    readers: role::STOCK_READERS,
    filters: &[ExportFilter::Search, ExportFilter::ProductCategory, ExportFilter::Active],
    columns: &[
        Column::new("Código", Text, 1.2),
        Column::new("Producto", Text, 2.8),
        Column::new("Categoría", Text, 1.5),
        Column::new("Unidad", Text, 0.9),
        Column::new("Existencias", Quantity, 1.2),
        Column::new("Mínimo", Quantity, 1.0),
        Column::new("Dura (días)", Count, 1.0),
        Column::new("Costo por unidad", Money, 1.3),
        Column::new("Estado", Word(ACTIVE), 0.9),
    ],
    select: "
        l.sku, l.name, l.category, l.default_unit, l.quantity, l.min_stock, l.shelf_life_days, l.unit_price,
        iif(l.is_active, 'active', 'inactive')",
    order: "l.created_at desc, l.id desc",
    rows: |who, cut| {
        let query = ProductQuery {
            is_active: cut.is_active,
            category: cut.product_category,
            search: cut.search,
            is_low: None,
        };
        store::list(who.materials(), query)
    },
}];
