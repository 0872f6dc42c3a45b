//! Suppliers as an exported list.

use super::store;
use crate::kit::document::CellKind::{Text, Word};
use crate::kit::document::Column;
use crate::kit::export::{ExportFilter, Exported};
use crate::kit::role;
use crate::warehouse::words::ACTIVE;

/// The list of suppliers.
pub const EXPORTS: &[Exported] = &[Exported {
    word: "suppliers",
    title: "Proveedores",
    readers: role::STOCK_READERS,
    filters: &[ExportFilter::Search, ExportFilter::Active],
    columns: &[
        Column::new("Empresa", Text, 2.6),
        Column::new("NIT", Text, 1.3),
        Column::new("Contacto", Text, 1.6),
        Column::new("Correo", Text, 2.4),
        Column::new("Teléfono", Text, 1.3),
        Column::new("Dirección", Text, 2.2),
        Column::new("Estado", Word(ACTIVE), 0.9),
    ],
    select: "
        l.company_name, l.tax_number, l.contact_person, l.email, l.phone, l.address, iif(l.is_active, 'active', 'inactive')",
    order: "l.created_at desc, l.id desc",
    rows: |who, cut| store::list(who.materials(), cut.is_active, cut.search),
}];
