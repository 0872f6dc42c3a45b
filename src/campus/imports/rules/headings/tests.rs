//! Headings of the template, of the house's own lists and of each program that is known, and what they bring.

use super::*;
use crate::kit::spreadsheet::RawCell;

fn fields(headings: &str) -> (ImportPreset, Vec<ImportField>) {
    let headings: Vec<String> = headings.split(',').map(str::to_owned).collect();
    let preset = preset(&headings);
    (preset, columns(preset, &headings, &[]).into_iter().map(|it| it.field).collect())
}

#[test]
fn the_headings_of_the_template_are_known() {
    // The fields of a category are called as the centre calls them.
    let known = ImportField::ALL.iter().filter(|it| !matches!(it, Nothing | Custom));
    let titles: Vec<&str> = known.clone().map(|it| title(*it)).collect();
    let (preset, found) = fields(&titles.join(","));
    assert_eq!(preset, ImportPreset::Inventario);
    assert_eq!(found, known.copied().collect::<Vec<_>>());
}

#[test]
fn the_lists_of_the_house_are_known_and_the_value_of_all_pieces_is_no_price() {
    let (preset, found) =
        fields("Placa,Equipo,Categoría,Marca y modelo,Serie,Ambiente,Estado,Total,Daño,Falta,Comprado,Valor");
    assert_eq!(preset, ImportPreset::Inventario);
    assert_eq!(
        found,
        [
            InternalCode,
            Name,
            Category,
            Nothing,
            SerialNumber,
            Environment,
            Status,
            Quantity,
            QuantityDamaged,
            QuantityMissing,
            PurchaseDate,
            Nothing
        ]
    );
    assert_eq!(fields("Placa,Cantidad,Valor,Precio").1[2..], [Nothing, PurchasePrice]);
    assert_eq!(fields("Placa,Nombre,Valor").1[2], PurchasePrice);
}

#[test]
fn an_export_of_snipe_it_is_known() {
    let (preset, found) = fields(
        "Company,Name,Asset Tag,Category,Supplier,Manufacturer,Location,Order Number,Model,Model Notes,Model Number,\
         Asset Notes,Purchase Date,Purchase Cost,Checkout Type,Checked Out To: Username,Serial,Status",
    );
    assert_eq!(preset, ImportPreset::SnipeIt);
    assert_eq!(
        found,
        [
            Nothing,
            Name,
            InternalCode,
            Category,
            SupplierName,
            Brand,
            Environment,
            Nothing,
            Model,
            Notes,
            Model,
            Notes,
            PurchaseDate,
            PurchasePrice,
            Nothing,
            Nothing,
            SerialNumber,
            Status
        ]
    );
}

#[test]
fn an_export_of_homebox_is_known() {
    let (preset, found) = fields(
        "HB.import_ref,HB.location,HB.tags,HB.asset_id,HB.archived,HB.url,HB.name,HB.quantity,HB.description,HB.insured,\
         HB.notes,HB.purchase_price,HB.purchase_from,HB.purchase_time,HB.manufacturer,HB.model_number,HB.serial_number,\
         HB.lifetime_warranty,HB.warranty_expires,HB.warranty_details,HB.sold_to,HB.field.Color",
    );
    assert_eq!(preset, ImportPreset::Homebox);
    assert_eq!(
        found,
        [
            Nothing,
            Environment,
            Nothing,
            InternalCode,
            Nothing,
            Nothing,
            Name,
            Quantity,
            Notes,
            Nothing,
            Notes,
            PurchasePrice,
            Nothing,
            PurchaseDate,
            Brand,
            Model,
            SerialNumber,
            Nothing,
            WarrantyExpiry,
            Nothing,
            Nothing,
            Nothing
        ]
    );
}

#[test]
fn both_exports_of_shelf_are_known() {
    let (preset, found) = fields(
        "title,description,category,kit,tags,location,custodian,bookable,imageUrl,valuation,qrId,barcode_Code128,cf: Serial",
    );
    assert_eq!(preset, ImportPreset::Shelf);
    assert_eq!(
        found,
        [
            Name,
            Description,
            Category,
            Nothing,
            Nothing,
            Environment,
            Nothing,
            Nothing,
            Nothing,
            PurchasePrice,
            InternalCode,
            InternalCode,
            Nothing
        ]
    );
    let (preset, found) = fields("Asset ID,Name,Available to book,Category,Value,Location,Custodian");
    assert_eq!(preset, ImportPreset::Shelf);
    assert_eq!(found, [InternalCode, Name, Nothing, Category, PurchasePrice, Environment, Nothing]);
}

#[test]
fn an_export_of_inventree_is_known() {
    let (preset, found) = fields("ID,Part,Quantity,Serial,Location,Status,Batch,Notes,Purchase Price");
    assert_eq!(preset, ImportPreset::Inventree);
    assert_eq!(
        found,
        [InternalCode, Name, Quantity, SerialNumber, Environment, Status, Nothing, Notes, PurchasePrice]
    );
}

#[test]
fn headings_are_found_below_titles_and_told_from_what_follows() {
    let row = |number: i64, cells: &[&str]| RawRow {
        number,
        cells: cells.iter().map(|it| RawCell::Text((*it).to_owned())).collect(),
        share: 0,
    };
    let rows = [
        row(1, &["Inventario de la sede"]),
        row(3, &["Placa", "Descripción del bien", "UBICACIÓN", "Nº de serie"]),
        row(4, &["00012", "Portátil", "Sistemas 1", ""]),
    ];
    assert_eq!(heading_row(&rows), 1);
    assert_eq!(heading_row(&rows[2..]), 0);
    let headings: Vec<String> = rows[1].cells.iter().map(|it| it.shown().into_owned()).collect();
    let columns = columns(ImportPreset::Other, &headings, &rows[2..]);
    let fields: Vec<_> = columns.iter().map(|it| (it.field, it.example.as_deref())).collect();
    assert_eq!(
        fields,
        [
            (InternalCode, Some("00012")),
            (Name, Some("Portátil")),
            (Environment, Some("Sistemas 1")),
            (SerialNumber, None)
        ]
    );
}

#[test]
fn no_word_means_two_things() {
    let words: Vec<&str> = SYNONYMS.iter().flat_map(|(_, words)| words.iter().copied()).collect();
    for (n, word) in words.iter().enumerate() {
        assert!(!words[..n].contains(word), "{word}");
        assert_eq!(plain(word), **word);
    }
}
