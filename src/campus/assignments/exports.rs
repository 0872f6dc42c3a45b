//! Equipment in charge as an exported list.

use super::model::{AssignmentFilter, AssignmentOrder, AssignmentQuery};
use super::reads;
use super::words::{CONDITION, FILTER};
use crate::kit::document::CellKind::{Flag, Moment, Text, Word};
use crate::kit::document::Column;
use crate::kit::export::{ExportFilter, Exported};
use crate::kit::role;

const NEWEST: &str = "l.started_at desc, l.id desc";
const HOLDER: &str = "l.holder_name collate nocase, l.started_at desc, l.id desc";

/// The list of equipment in charge.
pub const EXPORTS: &[Exported] = &[Exported {
    word: "assignments",
    title: "Equipos a cargo",
    readers: role::ANYONE,
    filters: &[
        ExportFilter::Search,
        ExportFilter::Room,
        ExportFilter::Person,
        ExportFilter::Status(FILTER),
        ExportFilter::Order(&[
            ("started", NEWEST),
            ("oldest", "l.started_at, l.id"),
            ("holder", HOLDER),
        ]),
    ],
    columns: &[
        Column::new("Entregado", Moment, 1.5),
        Column::new("A cargo de", Text, 1.8),
        Column::new("Documento", Text, 1.5),
        Column::new("Cuenta activa", Flag, 1.1),
        Column::new("Equipo", Text, 2.0),
        Column::new("Placa", Text, 1.2),
        Column::new("Ambiente", Text, 1.5),
        Column::new("Con qué se entregó", Text, 1.8),
        Column::new("Quién lo entregó", Text, 1.5),
        Column::new("Recibido", Moment, 1.4),
        Column::new("Cómo volvió", Word(CONDITION), 1.2),
        Column::new("Notas de la devolución", Text, 1.6),
        Column::new("Quién lo recibió", Text, 1.5),
    ],
    select: "
        l.started_at, l.holder_name, l.holder_document, l.holder_is_active, l.item_name, l.internal_code,
        l.environment_name, l.notes, l.assigned_by_name, l.ended_at, l.end_condition, l.end_notes, l.received_by_name",
    order: NEWEST,
    rows: |who, cut| {
        let query = AssignmentQuery {
            user_id: cut.person,
            environment_id: cut.room,
            status: cut.status.as_deref().and_then(AssignmentFilter::from_word),
            search: cut.search,
            order: Some(AssignmentOrder::Started),
            ..AssignmentQuery::default()
        };
        reads::list(who, false, query)
    },
}];
