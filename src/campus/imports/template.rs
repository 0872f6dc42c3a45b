//! The template: a spreadsheet with the headings that are known, and what belongs below each.

use super::model::{ImportField, TemplateFormat};
use super::rules::headings::title;
use super::rules::written::ALL;
use crate::campus::reports::model::ReportSettings;
use crate::kit::document::{About, Cell, CellKind, Column, Writer};
use crate::kit::{LocalTime, Result, clock, settings};
use rusqlite::Connection;
use std::io::{Read, Seek};
use std::path::Path;

/// The columns of the template, in the order in which people fill them in.
const COLUMNS: &[Column] = &[
    Column::new("Código interno", CellKind::Text, 1.6),
    Column::new("Nombre", CellKind::Text, 2.6),
    Column::new("Clase", CellKind::Text, 1.3),
    Column::new("Marca", CellKind::Text, 1.3),
    Column::new("Modelo", CellKind::Text, 1.5),
    Column::new("Número de serie", CellKind::Text, 1.6),
    Column::new("Ambiente", CellKind::Text, 1.8),
    Column::new("Parte de", CellKind::Text, 1.3),
    Column::new("Estado", CellKind::Text, 1.3),
    Column::new("Tipo", CellKind::Text, 1.1),
    Column::new("Cantidad", CellKind::Count, 1.0),
    Column::new("Dañadas", CellKind::Count, 1.0),
    Column::new("Faltantes", CellKind::Count, 1.0),
    Column::new("Fecha de compra", CellKind::Day, 1.4),
    Column::new("Precio de compra", CellKind::Money, 1.4),
    Column::new("Moneda", CellKind::Text, 1.0),
    Column::new("Proveedor", CellKind::Text, 1.8),
    Column::new("NIT del proveedor", CellKind::Text, 1.5),
    Column::new("Factura", CellKind::Text, 1.3),
    Column::new("Fin de la garantía", CellKind::Day, 1.4),
    Column::new("Último mantenimiento", CellKind::Day, 1.6),
    Column::new("Próximo mantenimiento", CellKind::Day, 1.6),
    Column::new("Descripción", CellKind::Text, 3.0),
    Column::new("Notas", CellKind::Text, 3.0),
];

/// What belongs below the headings.
fn help() -> Vec<(&'static str, String)> {
    let of = |field, says: &str| (title(field), says.to_owned());
    vec![
        ("Cómo se llena", "Una fila por equipo, en la primera hoja, debajo de los encabezados. Las columnas que no necesite se pueden dejar vacías o quitar.".to_owned()),
        of(ImportField::InternalCode, "Obligatorio. Es la placa: si ya hay un equipo con ese código, cambia; si no, se registra."),
        of(ImportField::Name, "Obligatorio en los equipos nuevos."),
        of(ImportField::Category, "computador, proyector, teclado, ratón, televisor, cámara, micrófono, tableta u otro; o una categoría propia del centro, por su nombre."),
        of(ImportField::Environment, "El nombre del ambiente, o el código de su puerta (AMB-… o BOD-…). Vacío: sin ambiente."),
        of(ImportField::Status, "disponible, en uso, mantenimiento, dañado, perdido, faltante o bueno. Vacío: el que resulta de las cantidades."),
        of(ImportField::ItemType, "individual o grupo. Vacío: grupo si la cantidad es mayor que 1."),
        of(ImportField::ParentCode, "El código interno del equipo del que es parte; si también es nuevo, su fila va antes. Queda en el ambiente de ese equipo."),
        (ALL, "Los datos propios de la categoría: una columna con el nombre de cada uno, o esta con una línea «Nombre: valor» por dato.".to_owned()),
        ("Fechas", "día/mes/año, por ejemplo 31/12/2025.".to_owned()),
        ("Precios", "El de una pieza, en su moneda, por ejemplo 2.350.000 o 1.234,56.".to_owned()),
        of(ImportField::Currency, "COP, USD o EUR. Vacío en un equipo nuevo: COP."),
        of(ImportField::SupplierNit, "Con su dígito de verificación, por ejemplo 899999034-1."),
        ("Celdas vacías", "De un equipo que ya existe no cambian nada.".to_owned()),
    ]
}

/// The bytes of the template.
pub(super) fn written(db: &Connection, scratch: &Path, format: TemplateFormat) -> Result<Vec<u8>> {
    let ReportSettings { csv_separator, .. } = settings::of(db)?;
    let about = About {
        title: "Equipos para importar".to_owned(),
        owner: "Inventario".to_owned(),
        place: String::new(),
        logo: None,
        filters: help(),
        made_at: LocalTime(clock::now()),
        made_by: "Inventario".to_owned(),
        is_wide: true,
    };
    let mut file = tempfile::tempfile_in(scratch)?;
    let mut out = Writer::new(format.into(), csv_separator, &about, (&file, scratch), &|_| Ok(()))?;
    out.rows(COLUMNS, std::iter::empty::<Vec<Cell<'_>>>())?;
    out.finish()?;
    file.rewind()?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_field_that_can_be_imported_has_its_column() {
        let titles: Vec<&str> = COLUMNS.iter().map(|it| &*it.title).collect();
        // The fields of a category are called as the centre calls them.
        let is_fixed = |it: &&ImportField| !matches!(it, ImportField::Nothing | ImportField::Custom);
        for field in ImportField::ALL.iter().filter(is_fixed) {
            assert!(titles.contains(&title(*field)), "{field}");
        }
        assert_eq!(titles.len(), ImportField::ALL.iter().filter(is_fixed).count());
    }
}
