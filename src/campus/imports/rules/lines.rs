//! A row of a file as what is sent to the inventory, or why it can't be: what each cell says is read here, what an item may be the
//! inventory decides.

use super::headings::{cut, title};
use super::known::Known;
use super::{values, written};
use crate::campus::imports::model::{ImportColumn, ImportField};
use crate::campus::inventory::model::{Item, ItemPatch};
use crate::campus::inventory::rules::called;
use crate::kit::spreadsheet::{RawCell, RawRow};
use serde_json::{Map, Value};
use std::fmt::Display;

/// What a row says.
#[derive(Debug, Default)]
pub struct Draft {
    /// Its number.
    pub number: i64,
    /// The members of the item that it brings.
    pub sent: Map<String, Value>,
    /// The plate number.
    pub code: Option<String>,
    /// Whether the file brings a code, but not one that can be.
    pub is_code_wrong: bool,
    /// What it brings for fields of the item's category: their names, and what is to be written in them.
    pub written: Vec<(String, String)>,
    /// Why it can't be imported.
    pub reasons: Vec<String>,
    /// What one should know of it otherwise.
    pub remarks: Vec<String>,
}

impl Draft {
    /// Takes what several columns say of one field: the models one after the other, the notes each with its heading.
    fn join(&mut self, models: &[String], notes: &[(&str, String)]) {
        let notes = match notes {
            [(_, text)] => text.clone(),
            several => several
                .iter()
                .map(|(heading, text)| format!("{heading}: {text}"))
                .collect::<Vec<_>>()
                .join("\n"),
        };
        for (field, joined) in [(ImportField::Model, models.join(" ")), (ImportField::Notes, notes)] {
            if joined.is_empty() {
                continue;
            }
            let value = Value::String(joined);
            match refusal(member(field), &value) {
                Some(predicate) => self.refuse_in(title(field), predicate),
                None => {
                    self.sent.insert(member(field).to_owned(), value);
                }
            }
        }
    }

    /// The name that it brings.
    pub fn name(&self) -> Option<&str> {
        self.sent.get("name").and_then(Value::as_str)
    }

    /// Notes why it can't be imported.
    pub fn refuse(&mut self, why: impl Display) {
        self.reasons.push(format!("Fila {}: {why}", self.number));
    }

    /// Notes what one should know of it.
    pub fn remark(&mut self, what: impl Display) {
        self.remarks.push(format!("Fila {}: {what}", self.number));
    }

    /// Notes why what it has in a column can't be imported.
    fn refuse_in(&mut self, heading: &str, why: impl Display) {
        self.reasons.push(format!("Fila {}, columna «{heading}»: {why}", self.number));
    }
}

/// What a cell brings, as it is sent; `None` when there is nothing in it.
fn sent(
    field: ImportField,
    cell: &RawCell,
    known: &Known,
    item: Option<&Item>,
) -> Result<Option<Value>, String> {
    let Some(text) = values::text(cell) else { return Ok(None) };
    let words = |expected: &str| format!("«{}» no se entiende: debe ser {expected}", cut(&text));
    Ok(Some(match field {
        // What is written in fields is looked at when it is known of which category the item is.
        ImportField::Nothing | ImportField::Custom => return Ok(None),
        ImportField::InternalCode | ImportField::SerialNumber | ImportField::ParentCode => {
            if values::is_shortened(&text) || values::is_inexact(cell) {
                return Err(format!(
                    "trae {}, que la hoja de cálculo acortó: escriba el número completo en una celda con formato de texto",
                    cut(&text)
                ));
            }
            values::line(&text).into()
        }
        ImportField::Name
        | ImportField::Brand
        | ImportField::Model
        | ImportField::SupplierName
        | ImportField::SupplierNit
        | ImportField::InvoiceNumber => values::line(&text).into(),
        ImportField::Currency => match called::currency(&text) {
            Some(currency) => currency.as_str().into(),
            None => return Err(words("COP, USD o EUR")),
        },
        ImportField::Notes | ImportField::Description => text.replace("\r\n", "\n").into(),
        ImportField::Category => match called::category(&text) {
            Some(category) => category.as_str().into(),
            None => return Err(words("una clase de equipo")),
        },
        ImportField::Environment => known.rooms.meant(&text, item)?.to_string().into(),
        ImportField::Status => match called::status(&text) {
            Some(status) => status.as_str().into(),
            None => {
                return Err(words("disponible, en uso, mantenimiento, dañado, perdido, faltante o bueno"));
            }
        },
        ImportField::ItemType => match called::item_type(&text) {
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
    let values = cells.filter_map(|(_, cell)| sent(field, cell, &Known::default(), None).ok().flatten());
    let mut codes = values.filter(|value| refusal(member(field), value).is_none());
    codes.next()?.as_str().map(str::to_owned)
}

/// What is said of a row that has something beyond the columns.
const SURPLUS: &str = "tiene más celdas que encabezados: si un texto tiene dentro lo que separa las columnas, enciérrelo entre \
    comillas; si sobra una columna, quítela o póngale encabezado";

/// Reads a row; `item` is the one that has its code.
pub fn draft(row: &RawRow, columns: &[ImportColumn], known: &Known, item: Option<&Item>) -> Draft {
    let mut draft = Draft { number: row.number, ..Draft::default() };
    if row.cells.iter().skip(columns.len()).any(|cell| !cell.is_blank()) {
        draft.refuse(SURPLUS);
    }
    let mut models: Vec<String> = Vec::new();
    let mut notes: Vec<(&str, String)> = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        let field = column.field;
        let cell = row.cells.get(at).unwrap_or(&RawCell::Empty);
        let heading = if column.heading.is_empty() { title(field) } else { &column.heading };
        if field == ImportField::Custom {
            draft
                .written
                .extend(values::text(cell).map(|text| written::parts(heading, &text)).unwrap_or_default());
            continue;
        }
        if field == ImportField::Category
            && let Some(own) = values::text(cell).and_then(|text| known.categories.named(&text))
        {
            draft.sent.insert("category".into(), own.word.as_str().into());
            draft.sent.insert("category_id".into(), own.id.to_string().into());
            continue;
        }
        let value = match sent(field, cell, known, item) {
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
                draft.refuse_in(heading, predicate);
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
            draft.refuse_in(heading, predicate);
            continue;
        }
        if field == ImportField::InternalCode {
            draft.code = value.as_str().map(str::to_owned);
        }
        draft.sent.insert(member(field).to_owned(), value);
    }
    draft.join(&models, &notes);
    // Several pieces in a row are a group, if nobody says otherwise.
    let is_many = draft.sent.get("quantity").and_then(Value::as_i64).is_some_and(|it| it > 1);
    if is_many && !draft.sent.contains_key("item_type") {
        draft.sent.insert("item_type".into(), "group".into());
    }
    draft
}

/// What a new item can't be without, from what else the row says.
pub fn complete_new(draft: &mut Draft) {
    if !draft.sent.contains_key("category") {
        draft.sent.insert("category".into(), "other".into());
    }
    if draft.sent.contains_key("name") {
        return;
    }
    let said = |member: &str| draft.sent.get(member).and_then(Value::as_str);
    let name = [said("brand"), said("model")].into_iter().flatten().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        draft.refuse("falta el nombre del equipo");
    } else {
        draft.remark(format_args!("no trae nombre; queda como «{name}»"));
        draft.sent.insert("name".into(), name.into());
    }
}

#[cfg(test)]
mod tests;
