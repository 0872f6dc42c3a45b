//! Warehouses as an exported list.

use super::store;
use crate::kit::document::CellKind::{Count, Text, Word};
use crate::kit::document::Column;
use crate::kit::export::{ExportFilter, Exported};
use crate::kit::role;
use crate::warehouse::words::ACTIVE;

/// The list of warehouses.
pub const EXPORTS: &[Exported] = &[Exported {
    word: "warehouses",
    title: "Bodegas",
    readers: role::STOCK_READERS,
    filters: &[ExportFilter::Active],
    columns: &[
        Column::new("Bodega", Text, 2.2),
        Column::new("Centro", Text, 2.4),
        Column::new("Lugar", Text, 2.0),
        Column::new("Ubicaciones", Count, 1.2).summed(),
        Column::new("Con material", Count, 1.2).summed(),
        Column::new("Códigos", Text, 2.2),
        Column::new("Estado", Word(ACTIVE), 0.9),
    ],
    select: "
        l.name, l.center_name, l.location, l.bins, l.occupied_bins, l.bin_structure_template ->> '$.code_format',
        iif(l.is_active, 'active', 'inactive')",
    order: "l.created_at desc, l.id desc",
    rows: |who, cut| store::list(who.materials(), cut.is_active),
}];
