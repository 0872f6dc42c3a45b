//! The columns of the lists of materials.

use super::{Told, moment, money, text, word, yes};
use inventario::warehouse::words::{BIN_STATUS, LOT_STATE, MOVEMENT_TYPE, reason};
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
};
