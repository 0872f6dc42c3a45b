//! Lots as an exported list.

use super::model::{LotQuery, LotState};
use super::store;
use crate::kit::document::CellKind::{Day, Moment, Money, Quantity, Text, Word};
use crate::kit::document::Column;
use crate::kit::export::{ExportFilter, Exported};
use crate::kit::role;
use crate::warehouse::words::LOT_STATE;

/// The list of lots.
pub const EXPORTS: &[Exported] = &[Exported {
    word: "lots",
    title: "Lotes",
    readers: role::STOCK_READERS,
    filters: &[
        ExportFilter::Search,
        ExportFilter::Room,
        ExportFilter::Product,
        ExportFilter::Status(LOT_STATE),
        ExportFilter::Active,
    ],
    columns: &[
        Column::new("Producto", Text, 2.2),
        Column::new("Código", Text, 1.1),
        Column::new("Lote", Text, 1.4),
        Column::new("Bodega", Text, 1.5),
        Column::new("Ubicación", Text, 1.35),
        Column::new("Vence", Day, 1.2),
        Column::new("Estado", Word(LOT_STATE), 1.3),
        Column::new("Cantidad", Quantity, 1.25),
        Column::new("Reservado", Quantity, 1.4),
        Column::new("Libre", Quantity, 1.0),
        Column::new("Unidad", Text, 1.05),
        Column::new("Costo por unidad", Money, 1.2),
        Column::new("Proveedor", Text, 1.8),
        Column::new("Llegó", Moment, 1.5),
    ],
    select: "
        l.product_name, l.sku, l.batch_number, l.warehouse_name, l.bin_code, l.use_by_date, l.state, l.quantity, l.reserved_quantity,
        l.free_quantity, l.unit, l.unit_price, l.supplier_name, l.received_at",
    order: "l.use_by_date nulls last, l.id",
    rows: |who, cut| {
        if cut.is_chosen {
            return store::every(who.materials(), cut.today);
        }
        let query = LotQuery {
            product_id: cut.product,
            warehouse_id: cut.room,
            state: cut.status.as_deref().and_then(LotState::from_word),
            in_stock: cut.is_active,
            search: cut.search,
            ..LotQuery::default()
        };
        store::list(who.materials(), query, cut.today)
    },
}];
