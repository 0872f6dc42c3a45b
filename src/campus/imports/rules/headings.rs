//! What the columns of a file bring, guessed by their headings: in Spanish and English, and as the exports of other programs call them.

use crate::campus::imports::model::{ImportColumn, ImportField, ImportPreset};
use crate::kit::spreadsheet::RawRow;
use crate::kit::sql::fold;
use ImportField::{
    Brand, Category, Currency, Custom, Description, Environment, InternalCode, InvoiceNumber, ItemType,
    LastMaintenance, Model, Name, NextMaintenance, Notes, Nothing, ParentCode, PurchaseDate, PurchasePrice,
    Quantity, QuantityDamaged, QuantityMissing, SerialNumber, Status, SupplierName, SupplierNit,
    WarrantyExpiry,
};

mod words;

use words::SYNONYMS;

/// In how many of the first rows the headings are looked for: some programs write titles above.
pub const LEAD: usize = 20;

/// The letters of the longest heading and example that are kept.
const LETTERS: usize = 120;

/// What a field is called in the template and to people.
pub fn title(field: ImportField) -> &'static str {
    match field {
        Nothing => "No se importa",
        InternalCode => "Código interno",
        Name => "Nombre",
        SerialNumber => "Número de serie",
        Category => "Clase",
        Brand => "Marca",
        Model => "Modelo",
        Environment => "Ambiente",
        Status => "Estado",
        ItemType => "Tipo",
        Quantity => "Cantidad",
        QuantityDamaged => "Dañadas",
        QuantityMissing => "Faltantes",
        PurchaseDate => "Fecha de compra",
        PurchasePrice => "Precio de compra",
        Currency => "Moneda",
        SupplierName => "Proveedor",
        SupplierNit => "NIT del proveedor",
        InvoiceNumber => "Factura",
        WarrantyExpiry => "Fin de la garantía",
        LastMaintenance => "Último mantenimiento",
        NextMaintenance => "Próximo mantenimiento",
        Description => "Descripción",
        Notes => "Notas",
        ParentCode => "Parte de",
        Custom => "Dato propio",
    }
}

/// Whether several columns may bring it.
pub fn is_joined(field: ImportField) -> bool {
    matches!(field, Nothing | InternalCode | Model | Notes | Custom)
}

/// A heading for comparing: without case, accents and marks, its words one blank apart.
fn plain(heading: &str) -> String {
    let folded = fold(heading).replace(['º', '°'], "o");
    let words: Vec<&str> =
        folded.split(|letter: char| !letter.is_alphanumeric()).filter(|it| !it.is_empty()).collect();
    words.join(" ")
}

/// What the headings of another program bring, where that isn't what their words say.
fn of_preset(preset: ImportPreset, heading: &str) -> Option<ImportField> {
    Some(match (preset, heading) {
        (ImportPreset::SnipeIt, "asset tag") => InternalCode,
        // Of a model and of a shelf in the plan, not of this machine.
        (ImportPreset::SnipeIt, "default location" | "item type" | "checkout type") => Nothing,
        (ImportPreset::SnipeIt, "asset notes" | "model notes") => Notes,
        // In months, and not until when.
        (ImportPreset::SnipeIt, "warranty" | "warranty months") => Nothing,
        (ImportPreset::SnipeIt, "current value" | "value") => Nothing,
        (ImportPreset::Homebox, "hb asset id") => InternalCode,
        (ImportPreset::Homebox, "hb name") => Name,
        (ImportPreset::Homebox, "hb location") => Environment,
        (ImportPreset::Homebox, "hb quantity") => Quantity,
        (ImportPreset::Homebox, "hb description" | "hb notes") => Notes,
        (ImportPreset::Homebox, "hb manufacturer") => Brand,
        (ImportPreset::Homebox, "hb model number") => Model,
        (ImportPreset::Homebox, "hb serial number") => SerialNumber,
        (ImportPreset::Homebox, "hb purchase price") => PurchasePrice,
        (ImportPreset::Homebox, "hb purchase time" | "hb purchase date") => PurchaseDate,
        (ImportPreset::Homebox, "hb warranty expires") => WarrantyExpiry,
        (ImportPreset::Homebox, heading) if heading.starts_with("hb field ") => Nothing,
        (
            ImportPreset::Shelf,
            "asset id" | "barcode code128" | "barcode code39" | "barcode datamatrix" | "barcode ean13"
            | "barcode externalqr" | "qrid" | "qr id",
        ) => InternalCode,
        (ImportPreset::Shelf, "kit" | "tags" | "custodian") => Nothing,
        (ImportPreset::Inventree, "part" | "part name" | "part full name" | "part detail full name") => Name,
        (ImportPreset::Inventree, "id" | "pk" | "stock item" | "stock item id") => InternalCode,
        (ImportPreset::Inventree, "location name" | "location pathstring" | "location detail pathstring") => {
            Environment
        }
        (ImportPreset::Inventree, "status text") => Status,
        (ImportPreset::Inventree, "ipn" | "part ipn") => Model,
        _ => return None,
    })
}

/// Whose the headings are. Each program is known by what no other calls so.
pub fn preset(headings: &[String]) -> ImportPreset {
    let headings: Vec<String> = headings.iter().map(|it| plain(it)).collect();
    let has = |name: &str| headings.iter().any(|it| it == name);
    let any = |names: &[&str]| names.iter().any(|name| has(name));
    if headings.iter().any(|it| it.starts_with("hb ")) {
        ImportPreset::Homebox
    } else if (has("codigo interno") && any(&["ambiente", "clase", "nombre"]))
        || ["placa", "equipo", "total", "dano", "falta"].iter().all(|name| has(name))
    {
        ImportPreset::Inventario
    } else if has("asset tag") {
        ImportPreset::SnipeIt
    } else if any(&["qrid", "qr id", "barcode code128", "barcode ean13", "bookable", "available to book"])
        || (any(&["custodian", "valuation"]) && any(&["title", "name"]))
    {
        ImportPreset::Shelf
    } else if (any(&["part", "part name", "part full name", "part detail full name"]))
        && any(&["quantity", "serial", "batch"])
    {
        ImportPreset::Inventree
    } else {
        ImportPreset::Other
    }
}

fn of_words(heading: &str) -> Option<ImportField> {
    SYNONYMS.iter().find(|(_, words)| words.contains(&heading)).map(|(field, _)| *field)
}

/// What a heading brings in a file of that program.
fn guessed(preset: ImportPreset, heading: &str) -> ImportField {
    let plain = plain(heading);
    of_preset(preset, &plain).or_else(|| of_words(&plain)).unwrap_or(Nothing)
}

/// The row among the first ones that has the headings: the one of which most is known, else the first.
pub fn heading_row(lead: &[RawRow]) -> usize {
    let known = |row: &RawRow| {
        let headings: Vec<String> = row.cells.iter().map(|cell| cell.shown().into_owned()).collect();
        let preset = preset(&headings);
        headings.iter().filter(|it| guessed(preset, it) != Nothing).count()
    };
    let most = lead.iter().map(known).max().unwrap_or(0);
    if most < 2 { 0 } else { lead.iter().position(|row| known(row) == most).unwrap_or(0) }
}

/// A text in one line that isn't long.
pub fn cut(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LETTERS { line } else { line.chars().take(LETTERS).chain(['…']).collect() }
}

/// Whether a row is the totals below the lists that this program writes, and no item.
pub fn is_totals(preset: ImportPreset, columns: &[ImportColumn], row: &RawRow) -> bool {
    let cell = |field| {
        let at = columns.iter().position(|column| column.field == field);
        at.and_then(|at| row.cells.get(at)).map(|cell| cell.shown()).unwrap_or_default()
    };
    preset == ImportPreset::Inventario
        && plain(&cell(InternalCode)) == "total"
        && cell(Name).trim().is_empty()
}

/// The columns of a file, with what each brings: of several that could bring the same the first does, unless they can be joined.
/// Examples are from the `rows` that follow.
pub fn columns(preset: ImportPreset, headings: &[String], rows: &[RawRow]) -> Vec<ImportColumn> {
    let wide = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0).max(headings.len());
    let mut columns: Vec<ImportColumn> = Vec::with_capacity(wide);
    let is_counted = headings.iter().any(|heading| guessed(preset, heading) == Quantity);
    for at in 0..wide {
        let heading = headings.get(at).map_or("", String::as_str);
        let field = match guessed(preset, heading) {
            // Where pieces are counted it is mostly that of all of them, as in this program's lists, and not the price of one.
            PurchasePrice if is_counted && matches!(&*plain(heading), "valor" | "value") => Nothing,
            guessed => guessed,
        };
        let is_taken = !is_joined(field) && columns.iter().any(|it| it.field == field);
        let values = rows.iter().filter_map(|row| row.cells.get(at));
        let example = values.filter(|it| !it.is_blank()).map(|it| cut(&it.shown())).next();
        let heading = cut(heading);
        columns.push(ImportColumn { heading, field: if is_taken { Nothing } else { field }, example });
    }
    columns
}

#[cfg(test)]
mod tests;
