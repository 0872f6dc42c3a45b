//! Transfers between warehouses as an exported list.

use super::model::{TransferQuery, TransferStatus};
use super::{rules, store};
use crate::kit::document::CellKind::{Moment, Quantity, Text, Word};
use crate::kit::document::Column;
use crate::kit::export::{ExportFilter, Exported};
use crate::kit::role;
use crate::warehouse::words::{TRANSFER_FILTER, TRANSFER_STATUS};

const NEWEST: &str = "l.created_at desc, l.id desc";

/// The list of transfers; a room is the warehouse that they go to.
pub const EXPORTS: &[Exported] = &[Exported {
    word: "transfers",
    title: "Traslados entre bodegas",
    readers: role::STOCK_READERS,
    filters: &[
        ExportFilter::Search,
        ExportFilter::Room,
        ExportFilter::Status(TRANSFER_FILTER),
        ExportFilter::Order(&[("created", NEWEST), ("created_first", "l.created_at, l.id")]),
    ],
    columns: &[
        Column::new("Creado", Moment, 1.5),
        Column::new("Producto", Text, 2.0),
        Column::new("Lote", Text, 1.4),
        Column::new("De", Text, 1.4),
        Column::new("A", Text, 1.4),
        Column::new("Enviado", Quantity, 1.2),
        Column::new("Llegó bien", Quantity, 1.0),
        Column::new("Llegó dañado", Quantity, 1.2),
        Column::new("No llegó", Quantity, 1.0),
        Column::new("Unidad", Text, 1.1),
        Column::new("Estado", Word(TRANSFER_STATUS), 1.3),
        Column::new("Transporte", Text, 1.5),
        Column::new("Recibido", Moment, 1.5),
        Column::new("Quién lo creó", Text, 1.4),
        Column::new("Quién lo recibió", Text, 1.4),
    ],
    select: "
        l.created_at, l.product_name, l.batch_number, l.source_warehouse_name, l.target_warehouse_name, l.quantity_sent,
        l.quantity_received, l.quantity_damaged, l.quantity_lost, l.unit, l.status, l.transport_reference, l.received_at,
        l.created_by_name, l.received_by_name",
    order: NEWEST,
    rows: |who, cut| {
        let query = TransferQuery {
            target: cut.room,
            status: cut.status.as_deref().and_then(TransferStatus::from_word),
            is_open: cut.status.as_deref() == Some("open"),
            search: cut.search,
            ..TransferQuery::default()
        };
        match cut.status.as_deref() {
            Some("to_receive") => store::pending(rules::reach(who, cut.room), query),
            _ => store::list(who.materials(), query),
        }
    },
}];
