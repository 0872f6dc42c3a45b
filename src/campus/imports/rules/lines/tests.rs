//! Rows as people write them: what is sent of each, and what is said of what can't be.

use super::*;
use crate::campus::imports::model::KeptRoom;
use crate::campus::imports::rules::rooms::Rooms;
use crate::kit::Id;
use serde_json::json;

fn known() -> Known {
    let room = |n: u128, name: &str, code: &str, center: &str| KeptRoom {
        id: Id::from_bits(n),
        name: name.into(),
        qr_code: code.into(),
        center_name: center.into(),
    };
    let rooms = Rooms::of(vec![
        room(1, "Sistemas 1", "AMB-AAAA2222", "Centro Norte"),
        room(2, "Bodega", "BOD-BBBB3333", "Centro Norte"),
        room(3, "Bodega", "BOD-CCCC4444", "Centro Sur"),
    ]);
    Known { rooms, ..Known::default() }
}

fn read(fields: &[(&str, ImportField, &str)]) -> Draft {
    let columns: Vec<ImportColumn> = fields
        .iter()
        .map(|(heading, field, _)| ImportColumn { heading: (*heading).into(), field: *field, example: None })
        .collect();
    let cells = fields.iter().map(|(_, _, text)| RawCell::Text((*text).into())).collect();
    draft(&RawRow { number: 7, cells, share: 0 }, &columns, &known(), None)
}

#[test]
fn a_row_becomes_what_a_form_would_send() {
    let draft = read(&[
        ("Placa", ImportField::InternalCode, "00042"),
        ("Nombre", ImportField::Name, "Portátil\nHP"),
        ("Clase", ImportField::Category, "Portátiles"),
        ("Ambiente", ImportField::Environment, "Sede / Bloque 2 / SISTEMAS 1"),
        ("Cantidad", ImportField::Quantity, "3"),
        ("Precio", ImportField::PurchasePrice, "2.350.000,50"),
        ("Compra", ImportField::PurchaseDate, "05/03/2024"),
        ("Observaciones", ImportField::Notes, "una\r\ndos"),
        ("Proveedor", ImportField::Nothing, "Alguien"),
    ]);
    assert_eq!(draft.reasons, Vec::<String>::new());
    let room = Id::from_bits(1).to_string();
    let expected = json!({
        "internal_code": "00042", "name": "Portátil HP", "category": "computer", "environment_id": room, "quantity": 3,
        "item_type": "group", "purchase_price": 2_350_000.5, "purchase_date": "2024-03-05", "notes": "una\ndos",
    });
    assert_eq!(Value::Object(draft.sent), expected);
}

#[test]
fn each_cell_that_cannot_be_names_row_column_and_what_is_expected() {
    let draft = read(&[
        ("Placa", ImportField::InternalCode, "1,23E+11"),
        ("Ubicación", ImportField::Environment, "Bodega"),
        ("Aula", ImportField::Environment, "Luna"),
        ("Estado", ImportField::Status, "regular"),
        ("Cantidad", ImportField::Quantity, "2,5"),
        ("Compra", ImportField::PurchaseDate, "31/02/2024"),
        ("Valor", ImportField::PurchasePrice, "caro"),
        ("Marca", ImportField::Brand, &"x".repeat(101)),
    ]);
    assert_eq!(
        draft.reasons,
        [
            "Fila 7, columna «Placa»: trae 1,23E+11, que la hoja de cálculo acortó: escriba el número completo en una celda con \
             formato de texto",
            "Fila 7, columna «Ubicación»: es el nombre de varios ambientes: escriba el código de uno, BOD-BBBB3333 (Centro \
             Norte) o BOD-CCCC4444 (Centro Sur)",
            "Fila 7, columna «Aula»: «Luna» no es un ambiente activo de los que usted administra: escriba su nombre o su \
             código",
            "Fila 7, columna «Estado»: «regular» no se entiende: debe ser disponible, en uso, mantenimiento, dañado, perdido, \
             faltante o bueno",
            "Fila 7, columna «Cantidad»: debe ser un número entero",
            "Fila 7, columna «Compra»: debe ser una fecha día/mes/año, por ejemplo 31/12/2025",
            "Fila 7, columna «Valor»: debe ser un número, por ejemplo 1.234,56",
            "Fila 7, columna «Marca»: admite como máximo 100 caracteres y tiene 101",
        ]
    );
}

#[test]
fn a_number_that_a_workbook_does_not_keep_whole_is_no_plate_and_cells_beyond_the_headings_are_said() {
    let column = |field| ImportColumn { heading: String::new(), field, example: None };
    let columns = [column(ImportField::InternalCode), column(ImportField::Name)];
    let name = || RawCell::Text("Portátil".into());
    let read = |cells| draft(&RawRow { number: 7, cells, share: 0 }, &columns, &known(), None);
    for number in [1.0e15, 12.5] {
        let draft = read(vec![RawCell::Number(number), name()]);
        assert!(draft.reasons[0].contains("que la hoja de cálculo acortó"), "{:?}", draft.reasons);
    }
    assert_eq!(read(vec![RawCell::Number(999_999_999_999_999.0), name()]).reasons, Vec::<String>::new());
    let blank = RawCell::Text(" ".into());
    assert_eq!(read(vec![RawCell::Number(1.0), name(), blank]).reasons, Vec::<String>::new());
    let draft = read(vec![RawCell::Number(1.0), name(), RawCell::Text("sin mouse".into())]);
    assert!(draft.reasons[0].starts_with("Fila 7: tiene más celdas que encabezados"), "{:?}", draft.reasons);
}

#[test]
fn what_is_repeated_of_a_long_cell_is_its_beginning() {
    let draft = read(&[("Estado", ImportField::Status, &"x".repeat(30_000))]);
    assert!(draft.reasons[0].chars().count() < 300, "{:?}", draft.reasons);
}

#[test]
fn columns_that_bring_the_same_are_joined() {
    let draft = read(&[
        ("qrId", ImportField::InternalCode, ""),
        ("barcode_Code128", ImportField::InternalCode, "A-1"),
        ("barcode_EAN13", ImportField::InternalCode, "770"),
        ("Model", ImportField::Model, "Latitude"),
        ("Model Number", ImportField::Model, "5420"),
        ("Asset Notes", ImportField::Notes, "con maletín"),
        ("Model Notes", ImportField::Notes, "8 GB"),
    ]);
    assert_eq!(draft.code.as_deref(), Some("A-1"));
    assert_eq!(draft.sent["model"], "Latitude 5420");
    assert_eq!(draft.sent["notes"], "Asset Notes: con maletín\nModel Notes: 8 GB");
}

#[test]
fn a_new_item_without_a_name_is_called_after_its_model() {
    let mut draft = read(&[
        ("Manufacturer", ImportField::Brand, "Dell"),
        ("Model", ImportField::Model, "P2419"),
        ("Category", ImportField::Category, "Conference Phones"),
    ]);
    complete_new(&mut draft);
    assert_eq!(
        (draft.sent["name"].as_str(), draft.sent["category"].as_str()),
        (Some("Dell P2419"), Some("other"))
    );
    assert_eq!(draft.remarks.len(), 2);
    let mut nameless = read(&[("Placa", ImportField::InternalCode, "1")]);
    complete_new(&mut nameless);
    assert_eq!(nameless.reasons, ["Fila 7: falta el nombre del equipo"]);
}
