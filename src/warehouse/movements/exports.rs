//! The ledger as an exported list.

use super::model::{MovementQuery, MovementType};
use super::store;
use crate::kit::document::CellKind::{Moment, Quantity, Said, Text, Word};
use crate::kit::document::Column;
use crate::kit::export::{ExportFilter, Exported};
use crate::kit::role;
use crate::warehouse::words::{MOVEMENT_TYPE, reason};

/// Columns of a list: movements.
pub const MOVEMENTS: &[Column] = &[
    Column::new("Cuándo", Moment, 1.5),
    Column::new("Clase", Word(MOVEMENT_TYPE), 1.0),
    Column::new("Producto", Text, 2.0),
    Column::new("Código", Text, 1.2),
    Column::new("Lote", Text, 1.5),
    Column::new("Bodega", Text, 1.4),
    Column::new("Ubicación", Text, 1.4),
    Column::new("Cantidad", Quantity, 1.3),
    Column::new("Unidad", Text, 1.1),
    Column::new("Quedó", Quantity, 1.0),
    Column::new("Motivo", Said(reason), 1.7),
    Column::new("Documento", Text, 1.55),
    Column::new("Turno", Text, 1.6),
    Column::new("Quién", Text, 1.4),
];

/// The list of movements.
pub const EXPORTS: &[Exported] = &[Exported {
    word: "movements",
    title: "Movimientos de materiales",
    readers: role::STOCK_READERS,
    filters: &[
        ExportFilter::Search,
        ExportFilter::Room,
        ExportFilter::Product,
        ExportFilter::Bin,
        ExportFilter::Lot,
        ExportFilter::Person,
        ExportFilter::Kind("Clase", MOVEMENT_TYPE),
        ExportFilter::Days,
    ],
    columns: MOVEMENTS,
    select: "
        l.created_at, l.movement_type, l.product_name, l.sku, l.batch_number, l.warehouse_name, l.bin_code, l.quantity, l.unit,
        l.quantity_after, l.reason, l.reference_number,
        case l.fefo_compliant
            when 1 then 'En su turno'
            when 0 then 'Fuera de turno' || coalesce(': ' || l.override_reason, '')
        end, l.created_by_name",
    order: "l.created_at desc, l.id desc",
    rows: |who, cut| {
        let query = MovementQuery {
            product_id: cut.product,
            lot_id: cut.lot,
            bin_id: cut.bin,
            warehouse_id: cut.room,
            movement_type: cut.kind.as_deref().and_then(MovementType::from_word),
            created_by: cut.person,
            from: cut.from,
            to: cut.until,
            search: cut.search,
        };
        store::list(who.materials(), query)
    },
}];
