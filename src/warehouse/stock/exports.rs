//! Lots as an exported list.

use super::model::{LotQuery, LotState};
use super::store;
use crate::kit::document::CellKind::{Day, Moment, Money, Quantity, Text, Word};
use crate::kit::document::Column;
use crate::kit::export::{ExportFilter, Exported};
use crate::kit::role;
use crate::warehouse::words::LOT_STATE;

const FIRST_TO_EXPIRE: &str = "l.use_by_date nulls last, l.id";

/// Those of [`LotOrder`](super::model::LotOrder): a test compares them.
const ORDERS: &[(&str, &str)] = &[
    ("use_by", FIRST_TO_EXPIRE),
    ("use_by_last", "l.use_by_date desc nulls last, l.id desc"),
    ("received", "l.received_at desc, l.id desc"),
    ("received_first", "l.received_at, l.id"),
    ("product", "l.product_name collate nocase, l.product_id, l.use_by_date nulls last, l.id"),
    ("product_last", "l.product_name collate nocase desc, l.product_id, l.use_by_date nulls last, l.id"),
    ("bin", "l.bin_code, l.warehouse_name, l.use_by_date nulls last, l.id"),
    ("bin_last", "l.bin_code desc, l.warehouse_name, l.use_by_date nulls last, l.id"),
];

/// The list of lots.
pub const EXPORTS: &[Exported] = &[Exported {
    word: "lots",
    title: "Lotes",
    readers: role::STOCK_READERS,
    filters: &[
        ExportFilter::Search,
        ExportFilter::Room,
        ExportFilter::Product,
        ExportFilter::Bin,
        ExportFilter::Supplier,
        ExportFilter::UseBy,
        ExportFilter::Status(LOT_STATE),
        ExportFilter::Active,
        ExportFilter::Order(ORDERS),
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
    order: FIRST_TO_EXPIRE,
    rows: |who, cut| {
        if cut.is_chosen {
            return store::every(who.materials(), cut.today);
        }
        let query = LotQuery {
            product_id: cut.product,
            bin_id: cut.bin,
            warehouse_id: cut.room,
            supplier_id: cut.supplier,
            use_by_from: cut.use_by_from,
            use_by_to: cut.use_by_to,
            state: cut.status.as_deref().and_then(LotState::from_word),
            in_stock: cut.is_active,
            search: cut.search,
            ..LotQuery::default()
        };
        store::list(who.materials(), query, cut.today)
    },
}];
