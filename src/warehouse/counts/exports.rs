//! Counts as an exported list: what is kept from who counts blindly is kept from their files, too.

use super::model::{CountQuery, CountScope, CountStatus};
use super::store;
use crate::kit::document::CellKind::{Count, Flag, Moment, Text, Word};
use crate::kit::document::Column;
use crate::kit::export::{ExportFilter, Exported};
use crate::kit::role;
use crate::warehouse::words::{COUNT_SCOPE, COUNT_STATUS};

/// The list of counts.
pub const EXPORTS: &[Exported] = &[Exported {
    word: "counts",
    title: "Conteos",
    readers: role::STOCK_READERS,
    filters: &[
        ExportFilter::Search,
        ExportFilter::Room,
        ExportFilter::Bin,
        ExportFilter::Product,
        ExportFilter::Status(COUNT_STATUS),
        ExportFilter::Kind("Qué se cuenta", COUNT_SCOPE),
    ],
    columns: &[
        Column::new("Abierto", Moment, 1.5),
        Column::new("Clase", Word(COUNT_SCOPE), 1.1),
        Column::new("Qué se cuenta", Text, 2.0),
        Column::new("Bodega", Text, 1.6),
        Column::new("A ciegas", Flag, 1.0),
        Column::new("Líneas", Count, 1.0).summed(),
        Column::new("Contadas", Count, 1.3).summed(),
        Column::new("Diferencias", Count, 1.5).summed(),
        Column::new("Estado", Word(COUNT_STATUS), 1.2),
        Column::new("Quién lo abrió", Text, 1.5),
        Column::new("Quién lo entregó", Text, 1.5),
        Column::new("Quién decidió", Text, 1.5),
        Column::new("Cuándo", Moment, 1.5),
        Column::new("Notas", Text, 1.8),
    ],
    select: "
        l.created_at, l.scope, coalesce(l.bin_code, l.zone, l.product_name), l.warehouse_name, l.is_blind, l.lines, l.counted_lines,
        l.different_lines, l.status, l.created_by_name, l.submitted_by_name, l.decided_by_name, l.decided_at,
        coalesce(l.decision_notes, l.notes)",
    order: "l.created_at desc, l.id desc",
    rows: |who, cut| {
        let query = CountQuery {
            warehouse_id: cut.room,
            status: cut.status.as_deref().and_then(CountStatus::from_word),
            scope: cut.kind.as_deref().and_then(CountScope::from_word),
            bin_id: cut.bin,
            product_id: cut.product,
            search: cut.search,
        };
        store::list(who.materials(), query, who.id)
    },
}];
