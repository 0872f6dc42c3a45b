//! Bins as an exported list.

use super::model::{BinQuery, BinStatus};
use super::store;
use crate::kit::document::CellKind::{Count, Moment, Quantity, Text, Word};
use crate::kit::document::Column;
use crate::kit::export::{ExportFilter, Exported};
use crate::kit::role;
use crate::warehouse::words::BIN_STATUS;

/// The list of bins.
pub const EXPORTS: &[Exported] = &[Exported {
    word: "bins",
    title: "Ubicaciones",
    readers: role::STOCK_READERS,
    filters: &[
        ExportFilter::Search,
        ExportFilter::Room,
        ExportFilter::Status(BIN_STATUS),
        ExportFilter::Active,
    ],
    columns: &[
        Column::new("Ubicación", Text, 1.3),
        Column::new("Bodega", Text, 1.8),
        Column::new("Estado", Word(BIN_STATUS), 1.0),
        Column::new("Material", Text, 2.4),
        Column::new("Lotes", Count, 0.8).summed(),
        Column::new("Resiste (kg)", Quantity, 1.1),
        Column::new("Altura (cm)", Quantity, 1.1),
        Column::new("Cómo se llega", Text, 1.3),
        Column::new("Último conteo", Moment, 1.5),
        Column::new("Notas", Text, 2.0),
    ],
    select: "
        l.code, l.warehouse_name, l.status, l.product_name, l.lots, l.max_weight, l.max_height, l.accessibility, l.counted_at,
        l.notes",
    order: "l.created_at desc, l.id desc",
    rows: |who, cut| {
        let query = BinQuery {
            warehouse_id: cut.room,
            status: cut.status.as_deref().and_then(BinStatus::from_word),
            search: cut.search,
            is_active: cut.is_active,
        };
        store::list(who.materials(), query)
    },
}];
