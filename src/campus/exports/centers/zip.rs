//! The ZIP: table by table from one snapshot into one file.

use super::{Table, tables};
use crate::campus::centers::model::Center;
use crate::campus::users;
use crate::kit::document::{CsvSeparator, Told, csv_table};
use crate::kit::{Caller, Error, LocalTime, Result, Role};
use rusqlite::Connection;
use std::fs::File;
use std::io::Write;
use zip::ZipWriter;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;

/// Writes the tables that somebody gets of a centre; answers how many files there are and how many rows.
///
/// # Errors
/// When the database can't be asked, the file can't be written, or whoever is told ends it.
pub(in crate::campus::exports) fn write(
    db: &Connection,
    who: &Caller,
    center: &Center,
    separator: CsvSeparator,
    now: LocalTime,
    (file, told): (&File, &Told<'_>),
) -> Result<(usize, u64)> {
    let mut zip = ZipWriter::new(file);
    // A year that a ZIP has no room for is its first.
    let at = zip::DateTime::try_from(now.wall()).unwrap_or_default();
    let options = SimpleFileOptions::default().last_modified_time(at);
    let mut written: Vec<(&Table, u64)> = Vec::new();
    for table in tables().filter(|table| who.is(table.readers)) {
        zip.start_file(table.file, options).map_err(failed)?;
        let (text, filter) = table.query(who, center.id);
        let rows = csv_table(&mut zip, separator, &table.columns(), (db, &text, &filter.params()), told)?;
        written.push((table, rows));
    }
    let made_by = users::store::get(db, who.id)?.name;
    zip.start_file("LEEME.txt", options).map_err(failed)?;
    zip.write_all(read_me(who, center, separator, now, &made_by, &written).as_bytes())?;
    zip.finish().map_err(failed)?;
    Ok((written.len(), written.iter().map(|(_, rows)| rows).sum()))
}

/// What is in it, for whoever opens it, maybe years later and without this program.
fn read_me(
    who: &Caller,
    center: &Center,
    separator: CsvSeparator,
    now: LocalTime,
    made_by: &str,
    written: &[(&Table, u64)],
) -> String {
    let (mark, decimal) = match separator {
        CsvSeparator::Semicolon => ("punto y coma", "coma"),
        CsvSeparator::Comma => ("coma", "punto"),
    };
    let mut lines = vec![
        format!("Todo lo del centro {} (código {})", center.name, center.code),
        format!("Sacado de Inventario el {} por {made_by}", now.wall().format("%Y-%m-%d %H:%M")),
        String::new(),
        "Cada archivo es una tabla: CSV en UTF-8 con marca de orden, la primera línea con los encabezados."
            .into(),
        format!(
            "Las columnas van separadas por {mark} y los decimales por {decimal}; los textos van entre comillas."
        ),
        "Las fechas van como año-mes-día; las horas son las del centro.".into(),
        "El dinero va en pesos; el precio de un equipo, en la moneda que dice su columna «Moneda».".into(),
        "Un texto que una hoja de cálculo tomaría por fórmula lleva un apóstrofo adelante.".into(),
        "Las columnas «Id» unen los archivos: «Id del préstamo» es el «Id» de prestamos.csv.".into(),
        "equipos.csv se puede importar de vuelta en Inventario como está.".into(),
        String::new(),
        "Archivos:".into(),
    ];
    for (table, rows) in written {
        let rows = if *rows == 1 { "1 fila".to_owned() } else { format!("{rows} filas") };
        lines.push(format!("  {}: {} ({rows})", table.file, table.says));
    }
    lines.extend([
        String::new(),
        "No salen contraseñas ni ningún otro secreto, ni la configuración del servidor, ni los avisos y las preferencias de cada quien."
            .into(),
        "Tampoco las fotos, los PDF de los equipos, el logo, los reportes ni los PDF de las actas: se descargan en sus páginas.".into(),
        "Para mudar o guardar el servidor entero sirven las copias de seguridad, no este archivo.".into(),
    ]);
    if who.role == Role::Admin {
        lines.push(
            "Lo sacó quien administra una bodega: sin las cuentas, las opiniones y la auditoría, y con los préstamos de su bodega."
                .into(),
        );
    }
    // With the line ends that every editor knows.
    lines.join("\r\n") + "\r\n"
}

fn failed(error: ZipError) -> Error {
    match error {
        ZipError::Io(error) => error.into(),
        other => Error::internal(other),
    }
}
