//! The columns of the lists of materials.

use super::{Told, moment, money, text, word, yes};
use inventario::warehouse::words::{
    BIN_STATUS, COUNT_SCOPE, COUNT_STATUS, LOT_STATE, MOVEMENT_TYPE, RESERVATION_STATUS, TRANSFER_STATUS,
    reason,
};
use serde_json::Value;

fn figure(value: &Value) -> String {
    money(value.as_f64())
}

/// Whether something went out in its turn, and why if it didn't.
fn turn(row: &Value) -> String {
    match row["fefo_compliant"].as_bool() {
        None => String::new(),
        Some(true) => "En su turno".into(),
        Some(false) => format!("Fuera de turno: {}", text(&row["override_reason"])),
    }
}

/// All columns of each list, in their order.
pub(super) const TOLD: &[(&str, &[(&str, Told)])] = told! {
    warehouses:
        "Bodega" => |r| text(&r["name"]),
        "Centro" => |r| text(&r["center_name"]),
        "Lugar" => |r| text(&r["location"]),
        "Ubicaciones" => |r| text(&r["bins"]),
        "Con material" => |r| text(&r["occupied_bins"]),
        "Códigos" => |r| text(&r["bin_structure_template"]["code_format"]),
        "Estado" => |r| yes(&r["is_active"], "Activo", "Inactivo");
    bins:
        "Ubicación" => |r| text(&r["code"]),
        "Bodega" => |r| text(&r["warehouse_name"]),
        "Estado" => |r| word(BIN_STATUS, &r["status"]),
        "Material" => |r| text(&r["product_name"]),
        "Lotes" => |r| text(&r["lots"]),
        "Resiste (kg)" => |r| figure(&r["max_weight"]),
        "Altura (cm)" => |r| figure(&r["max_height"]),
        "Cómo se llega" => |r| text(&r["accessibility"]),
        "Último conteo" => |r| moment(&r["counted_at"]),
        "Notas" => |r| text(&r["notes"]);
    products:
        "Código" => |r| text(&r["sku"]),
        "Producto" => |r| text(&r["name"]),
        "Categoría" => |r| text(&r["category"]),
        "Unidad" => |r| text(&r["default_unit"]),
        "Existencias" => |r| figure(&r["quantity"]),
        "Mínimo" => |r| figure(&r["min_stock"]),
        "Dura (días)" => |r| text(&r["shelf_life_days"]),
        "Costo por unidad" => |r| figure(&r["unit_price"]),
        "Estado" => |r| yes(&r["is_active"], "Activo", "Inactivo");
    suppliers:
        "Empresa" => |r| text(&r["company_name"]),
        "NIT" => |r| text(&r["tax_number"]),
        "Contacto" => |r| text(&r["contact_person"]),
        "Correo" => |r| text(&r["email"]),
        "Teléfono" => |r| text(&r["phone"]),
        "Dirección" => |r| text(&r["address"]),
        "Estado" => |r| yes(&r["is_active"], "Activo", "Inactivo");
    lots:
        "Producto" => |r| text(&r["product_name"]),
        "Código" => |r| text(&r["sku"]),
        "Lote" => |r| text(&r["batch_number"]),
        "Bodega" => |r| text(&r["warehouse_name"]),
        "Ubicación" => |r| text(&r["bin_code"]),
        "Vence" => |r| text(&r["use_by_date"]),
        "Estado" => |r| word(LOT_STATE, &r["state"]),
        "Cantidad" => |r| figure(&r["quantity"]),
        "Reservado" => |r| figure(&r["reserved_quantity"]),
        "Libre" => |r| figure(&r["free_quantity"]),
        "Unidad" => |r| text(&r["unit"]),
        "Costo por unidad" => |r| figure(&r["unit_price"]),
        "Proveedor" => |r| text(&r["supplier_name"]),
        "Llegó" => |r| moment(&r["received_at"]);
    movements:
        "Cuándo" => |r| moment(&r["created_at"]),
        "Clase" => |r| word(MOVEMENT_TYPE, &r["movement_type"]),
        "Producto" => |r| text(&r["product_name"]),
        "Código" => |r| text(&r["sku"]),
        "Lote" => |r| text(&r["batch_number"]),
        "Bodega" => |r| text(&r["warehouse_name"]),
        "Ubicación" => |r| text(&r["bin_code"]),
        "Cantidad" => |r| figure(&r["quantity"]),
        "Unidad" => |r| text(&r["unit"]),
        "Quedó" => |r| figure(&r["quantity_after"]),
        "Motivo" => |r| reason(&text(&r["reason"])),
        "Documento" => |r| text(&r["reference_number"]),
        "Turno" => turn,
        "Quién" => |r| text(&r["created_by_name"]);
    reservations:
        "Reservada" => |r| moment(&r["created_at"]),
        "Producto" => |r| text(&r["product_name"]),
        "Código" => |r| text(&r["sku"]),
        "Ficha u orden" => |r| text(&r["order_reference"]),
        "Para quién" => |r| text(&r["customer_name"]),
        "Pedido" => |r| figure(&r["requested_quantity"]),
        "Reservado" => |r| figure(&r["total_quantity"]),
        "Unidad" => |r| text(&r["unit"]),
        "Bodega" => |r| text(&r["warehouse_name"]),
        "Hasta" => |r| moment(&r["reserved_until"]),
        "Estado" => |r| word(RESERVATION_STATUS, &r["status"]),
        "Quién la hizo" => |r| text(&r["created_by_name"]),
        "Quién la cerró" => |r| text(&r["closed_by_name"]),
        "Notas" => |r| {
            format!("{} {}", text(&r["cancellation_reason"]), text(&r["notes"])).trim().to_owned()
        };
    transfers:
        "Creado" => |r| moment(&r["created_at"]),
        "Producto" => |r| text(&r["product_name"]),
        "Lote" => |r| text(&r["batch_number"]),
        "De" => |r| text(&r["source_warehouse_name"]),
        "A" => |r| text(&r["target_warehouse_name"]),
        "Enviado" => |r| figure(&r["quantity_sent"]),
        "Llegó bien" => |r| figure(&r["quantity_received"]),
        "Llegó dañado" => |r| figure(&r["quantity_damaged"]),
        "No llegó" => |r| figure(&r["quantity_lost"]),
        "Unidad" => |r| text(&r["unit"]),
        "Estado" => |r| word(TRANSFER_STATUS, &r["status"]),
        "Transporte" => |r| text(&r["transport_reference"]),
        "Recibido" => |r| moment(&r["received_at"]),
        "Quién lo creó" => |r| text(&r["created_by_name"]),
        "Quién lo recibió" => |r| text(&r["received_by_name"]);
    counts:
        "Abierto" => |r| moment(&r["created_at"]),
        "Clase" => |r| word(COUNT_SCOPE, &r["scope"]),
        "Qué se cuenta" => |r| {
            ["bin_code", "zone", "product_name"].map(|name| text(&r[name])).into_iter().find(|it| !it.is_empty()).unwrap()
        },
        "Bodega" => |r| text(&r["warehouse_name"]),
        "A ciegas" => |r| yes(&r["is_blind"], "Sí", "No"),
        "Líneas" => |r| text(&r["lines"]),
        "Contadas" => |r| text(&r["counted_lines"]),
        "Diferencias" => |r| text(&r["different_lines"]),
        "Estado" => |r| word(COUNT_STATUS, &r["status"]),
        "Quién lo abrió" => |r| text(&r["created_by_name"]),
        "Quién lo entregó" => |r| text(&r["submitted_by_name"]),
        "Quién decidió" => |r| text(&r["decided_by_name"]),
        "Cuándo" => |r| moment(&r["decided_at"]),
        "Notas" => |r| {
            ["decision_notes", "notes"].map(|name| text(&r[name])).into_iter().find(|it| !it.is_empty()).unwrap_or_default()
        };
};
