//! Reservations as an exported list.

use super::model::{ReservationQuery, ReservationReach, ReservationStatus};
use super::store;
use crate::kit::document::CellKind::{Moment, Quantity, Text, Word};
use crate::kit::document::Column;
use crate::kit::export::{ExportFilter, Exported};
use crate::kit::{LocalTime, clock, role};
use crate::warehouse::words::RESERVATION_STATUS;

const NEWEST: &str = "l.created_at desc, l.id desc";

/// The list of reservations.
pub const EXPORTS: &[Exported] = &[Exported {
    word: "reservations",
    title: "Reservas de material",
    readers: role::STOCK_READERS,
    filters: &[
        ExportFilter::Search,
        ExportFilter::Room,
        ExportFilter::Person,
        ExportFilter::Product,
        ExportFilter::Status(RESERVATION_STATUS),
        ExportFilter::Order(&[("created", NEWEST), ("until", "l.reserved_until, l.id")]),
    ],
    columns: &[
        Column::new("Reservada", Moment, 1.5),
        Column::new("Producto", Text, 2.0),
        Column::new("Código", Text, 1.2),
        Column::new("Ficha u orden", Text, 1.3),
        Column::new("Para quién", Text, 1.6),
        Column::new("Pedido", Quantity, 1.1),
        Column::new("Reservado", Quantity, 1.4),
        Column::new("Unidad", Text, 1.05),
        Column::new("Bodega", Text, 1.5),
        Column::new("Hasta", Moment, 1.5),
        Column::new("Estado", Word(RESERVATION_STATUS), 1.2),
        Column::new("Quién la hizo", Text, 1.5),
        Column::new("Quién la cerró", Text, 1.5),
        Column::new("Notas", Text, 1.8),
    ],
    select: "
        l.created_at, l.product_name, l.sku, l.order_reference, l.customer_name, l.requested_quantity, l.total_quantity, l.unit,
        l.warehouse_name, l.reserved_until, l.status, l.created_by_name, l.closed_by_name,
        nullif(trim(coalesce(l.cancellation_reason, '') || ' ' || coalesce(l.notes, '')), '')",
    order: NEWEST,
    rows: |who, cut| {
        let query = ReservationQuery {
            product_id: cut.product,
            warehouse_id: cut.room,
            status: cut.status.as_deref().and_then(ReservationStatus::from_word),
            made_by: cut.person,
            search: cut.search,
            ..ReservationQuery::default()
        };
        store::list(ReservationReach::reading(who), query, LocalTime(clock::now()))
    },
}];
