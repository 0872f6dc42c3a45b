//! A row of a file as what is sent to the inventory, or why it can't be: what each cell says is read here, what an item may be the
//! inventory decides.

use super::headings::{cut, title};
use super::values;
use crate::campus::imports::model::{ImportColumn, ImportField, KeptRoom};
use crate::campus::inventory::model::{Item, ItemPatch};
use crate::kit::Id;
use crate::kit::spreadsheet::{RawCell, RawRow};
use crate::kit::sql::fold;
use serde_json::{Map, Value};
use std::collections::HashMap;

/// The rooms that somebody keeps, by what people call them.
#[derive(Debug, Default)]
pub struct Rooms(HashMap<String, Vec<KeptRoom>>);

/// Text for comparing: case, accents and blanks make no difference.
fn plain(text: &str) -> String {
    fold(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Rooms {
    /// These rooms.
    pub fn of(rooms: Vec<KeptRoom>) -> Self {
        let mut known: HashMap<String, Vec<KeptRoom>> = HashMap::new();
        for room in rooms {
            known.entry(plain(&room.qr_code)).or_default().push(room.clone());
            known.entry(plain(&room.name)).or_default().push(room);
        }
        Self(known)
    }

    /// The room that a text names: as a whole, or by the last part of a path like `Sede / Bloque 2 / Sistemas 1`.
    fn named(&self, text: &str) -> Result<Id, String> {
        let whole = plain(text);
        let last = text.rsplit(['/', '>', '\\']).next().map(plain);
        let found = self.0.get(&whole).or_else(|| self.0.get(&last?));
        match found.map(Vec::as_slice) {
            Some([room]) => Ok(room.id),
            Some(rooms) => {
                let said: Vec<String> =
                    rooms.iter().map(|it| format!("{} ({})", it.qr_code, it.center_name)).collect();
                Err(format!(
                    "es el nombre de varios ambientes: escriba el código de uno, {}",
                    said.join(" o ")
                ))
            }
            None => Err(format!(
                "«{}» no es un ambiente activo de los que usted administra: escriba su nombre o su código",
                cut(text)
            )),
        }
    }

    /// What a room is called, by its id.
    pub fn name(&self, id: &str) -> Option<&str> {
        self.0.values().flatten().find(|room| room.id.to_string() == id).map(|room| room.name.as_str())
    }
}

/// What a row says.
#[derive(Debug, Default)]
pub struct Draft {
    /// The members of the item that it brings.
    pub sent: Map<String, Value>,
    /// The plate number.
    pub code: Option<String>,
    /// Whether the file brings a code, but not one that can be.
    pub is_code_wrong: bool,
    /// Why it can't be imported.
    pub reasons: Vec<String>,
    /// What one should know of it otherwise.
    pub remarks: Vec<String>,
}

impl Draft {
    /// The name that it brings.
    pub fn name(&self) -> Option<&str> {
        self.sent.get("name").and_then(Value::as_str)
    }
}

/// The room that an item stands in, if a text is its name: that room may be out of use, or have the name of another.
fn own_room(item: Option<&Item>, text: &str) -> Option<Id> {
    let item = item?;
    let is_named = item.environment_name.as_deref().is_some_and(|name| plain(name) == plain(text));
    item.environment_id.filter(|_| is_named)
}

/// What a cell brings, as it is sent; `None` when there is nothing in it.
fn sent(
    field: ImportField,
    cell: &RawCell,
    rooms: &Rooms,
    item: Option<&Item>,
) -> Result<Option<Value>, String> {
    let Some(text) = values::text(cell) else { return Ok(None) };
    let words = |expected: &str| format!("«{}» no se entiende: debe ser {expected}", cut(&text));
    Ok(Some(match field {
        ImportField::Nothing => return Ok(None),
        ImportField::InternalCode | ImportField::SerialNumber => {
            if values::is_shortened(&text) || values::is_inexact(cell) {
                return Err(format!(
                    "trae {}, que la hoja de cálculo acortó: escriba el número completo en una celda con formato de texto",
                    cut(&text)
                ));
            }
            values::line(&text).into()
        }
        ImportField::Name | ImportField::Brand | ImportField::Model => values::line(&text).into(),
        ImportField::Notes => text.replace("\r\n", "\n").into(),
        ImportField::Category => match values::category(&text) {
            Some(category) => category.as_str().into(),
            None => return Err(words("una clase de equipo")),
        },
        ImportField::Environment => match own_room(item, &text) {
            Some(room) => room.to_string().into(),
            None => rooms.named(&text)?.to_string().into(),
        },
        ImportField::Status => match values::status(&text) {
            Some(status) => status.as_str().into(),
            None => {
                return Err(words("disponible, en uso, mantenimiento, dañado, perdido, faltante o bueno"));
            }
        },
        ImportField::ItemType => match values::item_type(&text) {
            Some(kind) => kind.as_str().into(),
            None => return Err(words("individual o grupo")),
        },
        ImportField::Quantity | ImportField::QuantityDamaged | ImportField::QuantityMissing => {
            values::whole(cell)?.into()
        }
        ImportField::PurchasePrice => {
            let cents = values::hundredths(cell)?;
            // Exact enough: the nearest number with two decimals.
            #[expect(clippy::cast_precision_loss, reason = "the inventory refuses what is larger than 10^14")]
            let pesos = cents as f64 / 100.0;
            pesos.into()
        }
        ImportField::PurchaseDate
        | ImportField::WarrantyExpiry
        | ImportField::LastMaintenance
        | ImportField::NextMaintenance => match values::day(&text)? {
            Some(day) => day.format("%Y-%m-%d").to_string().into(),
            None => return Ok(None),
        },
    }))
}

/// The member of an item that a field is.
fn member(field: ImportField) -> &'static str {
    match field {
        ImportField::Environment => "environment_id",
        other => other.as_str(),
    }
}

/// What the inventory says of one member alone, if it refuses it.
fn refusal(member: &str, value: &Value) -> Option<String> {
    let alone = Value::Object(Map::from_iter([(member.to_owned(), value.clone())]));
    serde_json::from_value::<ItemPatch>(alone).err().map(|error| error.to_string())
}

/// The plate number that a row brings, if it is one that can be.
pub fn code(row: &RawRow, columns: &[ImportColumn]) -> Option<String> {
    let field = ImportField::InternalCode;
    let cells = columns.iter().zip(&row.cells).filter(|(column, _)| column.field == field);
    let values = cells.filter_map(|(_, cell)| sent(field, cell, &Rooms::default(), None).ok().flatten());
    let mut codes = values.filter(|value| refusal(member(field), value).is_none());
    codes.next()?.as_str().map(str::to_owned)
}

/// What is said of a row that has something beyond the columns.
fn surplus(row: &RawRow, columns: &[ImportColumn]) -> Option<String> {
    let is_there = row.cells.iter().skip(columns.len()).any(|cell| !cell.is_blank());
    is_there.then(|| {
        format!(
            "Fila {}: tiene más celdas que encabezados: si un texto tiene dentro lo que separa las columnas, enciérrelo entre \
             comillas; si sobra una columna, quítela o póngale encabezado",
            row.number
        )
    })
}

/// Reads a row; `item` is the one that has its code.
pub fn draft(row: &RawRow, columns: &[ImportColumn], rooms: &Rooms, item: Option<&Item>) -> Draft {
    let mut draft = Draft { reasons: surplus(row, columns).into_iter().collect(), ..Draft::default() };
    let mut models: Vec<String> = Vec::new();
    let mut notes: Vec<(&str, String)> = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        let field = column.field;
        let cell = row.cells.get(at).unwrap_or(&RawCell::Empty);
        let heading = if column.heading.is_empty() { title(field) } else { &column.heading };
        let value = match sent(field, cell, rooms, item) {
            Ok(Some(value)) => value,
            Ok(None) => continue,
            // What other programs sort by isn't lost: it is "other" here, and said.
            Err(_) if field == ImportField::Category => {
                let word = values::text(cell).unwrap_or_default();
                draft.remarks.push(format!(
                    "Fila {}, columna «{heading}»: aquí no existe la clase «{}»; un equipo nuevo queda como «Otro»",
                    row.number,
                    cut(&word)
                ));
                continue;
            }
            Err(predicate) => {
                draft.is_code_wrong |= field == ImportField::InternalCode;
                draft.reasons.push(format!("Fila {}, columna «{heading}»: {predicate}", row.number));
                continue;
            }
        };
        match (field, &value) {
            (ImportField::InternalCode, _) if draft.sent.contains_key("internal_code") => continue,
            (ImportField::Model, Value::String(text)) => {
                if !models.contains(text) {
                    models.push(text.clone());
                }
                continue;
            }
            (ImportField::Notes, Value::String(text)) => {
                notes.push((heading, text.clone()));
                continue;
            }
            _ => {}
        }
        if let Some(predicate) = refusal(member(field), &value) {
            draft.is_code_wrong |= field == ImportField::InternalCode;
            draft.reasons.push(format!("Fila {}, columna «{heading}»: {predicate}", row.number));
            continue;
        }
        if field == ImportField::InternalCode {
            draft.code = value.as_str().map(str::to_owned);
        }
        draft.sent.insert(member(field).to_owned(), value);
    }
    let notes = match notes.as_slice() {
        [(_, text)] => text.clone(),
        several => {
            several.iter().map(|(heading, text)| format!("{heading}: {text}")).collect::<Vec<_>>().join("\n")
        }
    };
    for (field, joined) in [(ImportField::Model, models.join(" ")), (ImportField::Notes, notes)] {
        if joined.is_empty() {
            continue;
        }
        let value = Value::String(joined);
        match refusal(member(field), &value) {
            Some(predicate) => {
                draft.reasons.push(format!("Fila {}, columna «{}»: {predicate}", row.number, title(field)));
            }
            None => {
                draft.sent.insert(member(field).to_owned(), value);
            }
        }
    }
    // Several pieces in a row are a group, if nobody says otherwise.
    let is_many = draft.sent.get("quantity").and_then(Value::as_i64).is_some_and(|it| it > 1);
    if is_many && !draft.sent.contains_key("item_type") {
        draft.sent.insert("item_type".into(), "group".into());
    }
    draft
}

/// What a new item can't be without, from what else the row says.
pub fn complete_new(draft: &mut Draft, number: i64) {
    if !draft.sent.contains_key("category") {
        draft.sent.insert("category".into(), "other".into());
    }
    if draft.sent.contains_key("name") {
        return;
    }
    let said = |member: &str| draft.sent.get(member).and_then(Value::as_str);
    let name = [said("brand"), said("model")].into_iter().flatten().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        draft.reasons.push(format!("Fila {number}: falta el nombre del equipo"));
    } else {
        draft.remarks.push(format!("Fila {number}: no trae nombre; queda como «{name}»"));
        draft.sent.insert("name".into(), name.into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn rooms() -> Rooms {
        let room = |n: u128, name: &str, code: &str, center: &str| KeptRoom {
            id: Id::from_bits(n),
            name: name.into(),
            qr_code: code.into(),
            center_name: center.into(),
        };
        Rooms::of(vec![
            room(1, "Sistemas 1", "AMB-AAAA2222", "Centro Norte"),
            room(2, "Bodega", "BOD-BBBB3333", "Centro Norte"),
            room(3, "Bodega", "BOD-CCCC4444", "Centro Sur"),
        ])
    }

    fn read(fields: &[(&str, ImportField, &str)]) -> Draft {
        let columns: Vec<ImportColumn> = fields
            .iter()
            .map(|(heading, field, _)| ImportColumn {
                heading: (*heading).into(),
                field: *field,
                example: None,
            })
            .collect();
        let cells = fields.iter().map(|(_, _, text)| RawCell::Text((*text).into())).collect();
        draft(&RawRow { number: 7, cells, share: 0 }, &columns, &rooms(), None)
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
        let read = |cells| draft(&RawRow { number: 7, cells, share: 0 }, &columns, &rooms(), None);
        for number in [1.0e15, 12.5] {
            let draft = read(vec![RawCell::Number(number), name()]);
            assert!(draft.reasons[0].contains("que la hoja de cálculo acortó"), "{:?}", draft.reasons);
        }
        assert_eq!(read(vec![RawCell::Number(999_999_999_999_999.0), name()]).reasons, Vec::<String>::new());
        let blank = RawCell::Text(" ".into());
        assert_eq!(read(vec![RawCell::Number(1.0), name(), blank]).reasons, Vec::<String>::new());
        let draft = read(vec![RawCell::Number(1.0), name(), RawCell::Text("sin mouse".into())]);
        assert!(
            draft.reasons[0].starts_with("Fila 7: tiene más celdas que encabezados"),
            "{:?}",
            draft.reasons
        );
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
        complete_new(&mut draft, 7);
        assert_eq!(
            (draft.sent["name"].as_str(), draft.sent["category"].as_str()),
            (Some("Dell P2419"), Some("other"))
        );
        assert_eq!(draft.remarks.len(), 2);
        let mut nameless = read(&[("Placa", ImportField::InternalCode, "1")]);
        complete_new(&mut nameless, 7);
        assert_eq!(nameless.reasons, ["Fila 7: falta el nombre del equipo"]);
    }
}
