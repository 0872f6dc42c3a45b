//! An item's life: what it is, what was done to it, who had it, how it was found.

use super::fact;
use crate::campus::inventory::model::Currency;
use crate::campus::reports::kinds::Asked;
use crate::campus::reports::kinds::words::{
    CATEGORY, ITEM_STATUS, LOAN_STATUS, MAINTENANCE_TYPE, PIECE_ACTION, PIECE_STATUS,
};
use crate::kit::document::CellKind::{self, Count, Moment, Money, Text, Word};
use crate::kit::document::{Column, Writer, said};
use crate::kit::wire::{Money as Amount, row};
use crate::kit::{Code, Day, Id, Result, sql};
use rusqlite::{Connection, named_params};

row! {
    /// What is known of an item.
    #[derive(Debug)]
    pub struct ItemFacts {
        pub name: String,
        pub internal_code: String,
        pub serial_number: Option<String>,
        pub category: String,
        pub brand: Option<String>,
        pub model: Option<String>,
        pub status: String,
        pub environment_name: Option<String>,
        pub quantity: i64,
        pub quantity_damaged: i64,
        pub quantity_missing: i64,
        pub purchase_date: Option<Day>,
        pub purchase_price: Option<Amount>,
        pub currency: Currency,
        pub supplier_name: Option<String>,
        pub supplier_nit: Option<String>,
        pub invoice_number: Option<String>,
        pub warranty_expiry: Option<Day>,
        pub last_maintenance: Option<Day>,
        pub next_maintenance: Option<Day>,
        pub description: Option<String>,
        pub notes: Option<String>,
        pub written: Option<String>,
    }
}

const WORK: &[Column] = &[
    Column::new("Día", CellKind::Day, 1.3),
    Column::new("Tipo", Word(MAINTENANCE_TYPE), 1.1),
    Column::new("Qué se hizo", Text, 3.6),
    Column::new("Repuestos", Text, 1.8),
    Column::new("Técnico", Text, 1.6),
    Column::new("Costo", Money, 1.3).summed(),
];

const OUT_AND_BACK: &[Column] = &[
    Column::new("Cuándo", Moment, 1.6),
    Column::new("Qué pasó", Word(PIECE_ACTION), 1.3),
    Column::new("Cant.", Count, 0.7),
    Column::new("Quien recibió", Text, 1.8),
    Column::new("Programa", Text, 1.8),
    Column::new("Préstamo", Word(LOAN_STATUS), 1.1),
    Column::new("Observaciones", Text, 2.2),
];

const COUNTED: &[Column] = &[
    Column::new("Día", CellKind::Day, 1.3),
    Column::new("Ambiente", Text, 1.7),
    Column::new("Estado", Word(PIECE_STATUS), 1.0),
    Column::new("Bien", Count, 0.8),
    Column::new("Daño", Count, 0.8),
    Column::new("Falta", Count, 0.8),
    Column::new("Aprendiz", Text, 1.6),
    Column::new("Observaciones", Text, 2.4),
];

pub(super) fn write(db: &Connection, asked: &Asked, id: Id, out: &mut Writer<'_>) -> Result<()> {
    let found: Option<ItemFacts> = sql::one(
        db,
        "select i.name, i.internal_code, i.serial_number, coalesce(k.name, i.category) as category, i.brand, i.model, i.status, e.name as environment_name,
             i.quantity, i.quantity_damaged, i.quantity_missing, i.purchase_date, i.purchase_price, i.currency, i.supplier_name, i.supplier_nit,
             i.invoice_number, i.warranty_expiry, i.last_maintenance, i.next_maintenance, i.description, i.notes, (
                 select group_concat(f.name || ': ' || iif(f.kind = 'yes_no', iif(v.value = 'true', 'Sí', 'No'), v.value) || coalesce(' ' || f.unit, ''), char(10))
                 from item_field_values v
                 join item_fields f on f.id = v.field_id
                 where v.item_id = i.id) as written
         from inventory_items i
         left join environments e on e.id = i.environment_id
         left join item_categories k on k.id = i.category_id
         where i.id = :id",
        named_params! { ":id": id },
    )?;
    let it = found.ok_or(Code::ItemNotFound)?;
    let day = |day: Option<Day>| day.map(Day::written);
    let model = [it.brand, it.model].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let pieces = format!(
        "{} en total, {} con daño, {} faltantes",
        it.quantity, it.quantity_damaged, it.quantity_missing
    );
    // What was paid, and to whom, is for those who keep equipment.
    let paid = |text: Option<String>| text.filter(|_| asked.tells_work);
    let price = it.purchase_price.map(|price| it.currency.written(price));
    let supplier = [it.supplier_name, it.supplier_nit.map(|nit| format!("NIT {nit}"))];
    let supplier = supplier.into_iter().flatten().collect::<Vec<_>>().join(", ");
    out.heading("Datos del equipo")?;
    out.facts(&[
        fact("Equipo", Some(it.name)),
        fact("Placa", Some(it.internal_code)),
        fact("Serie", it.serial_number),
        fact("Categoría", Some(said(CATEGORY, &it.category))),
        fact("Marca y modelo", Some(model)),
        fact("Estado", Some(said(ITEM_STATUS, &it.status))),
        fact("Ambiente", it.environment_name),
        fact("Piezas", Some(pieces)),
        fact("Comprado", day(it.purchase_date)),
        fact("Precio de una pieza", paid(price)),
        fact("Proveedor", paid(Some(supplier).filter(|it| !it.is_empty()))),
        fact("Factura", paid(it.invoice_number)),
        fact("Garantía hasta", day(it.warranty_expiry)),
        fact("Último mantenimiento", day(it.last_maintenance)),
        fact("Próximo mantenimiento", day(it.next_maintenance)),
        fact("Descripción", it.description),
        fact("Notas", it.notes),
        fact("Datos propios", it.written),
    ])?;
    let of = named_params! { ":id": id };
    if asked.tells_work {
        write_work(db, of, out)?;
    }
    out.heading("Verificaciones")?;
    let text = "
        select c.check_date, e.name, k.status, k.quantity_found, k.quantity_damaged, k.quantity_missing, s.name,
            iif(k.departure is null, k.notes, 'Había salido del ambiente' || coalesce('. ' || k.notes, ''))
        from inventory_check_items k
        join inventory_checks c on c.id = k.check_id
        join environments e on e.id = c.environment_id
        join users s on s.id = c.student_id
        where k.item_id = :id
        order by c.check_date desc, c.id desc";
    out.query(COUNTED, db, text, of)
}

/// What was done to it and what that cost, and who had it.
fn write_work(db: &Connection, of: &sql::Params<'_>, out: &mut Writer<'_>) -> Result<()> {
    out.heading("Mantenimiento")?;
    let text = "
        select h.maintenance_date, h.maintenance_type, h.description, h.parts_replaced, t.name, h.cost
        from maintenance_history h
        left join users t on t.id = h.technician_id
        where h.item_id = :id
        order by h.maintenance_date desc, h.id desc";
    out.query(WORK, db, text, of)?;
    out.heading("Préstamos")?;
    let text = "
        select p.created_at, p.action, p.quantity, u.name, l.program, l.status, p.notes
        from loan_pieces p
        join loans l on l.id = p.loan_id
        join users u on u.id = l.instructor_id
        where p.item_id = :id
        order by p.id desc";
    out.query(OUT_AND_BACK, db, text, of)
}
