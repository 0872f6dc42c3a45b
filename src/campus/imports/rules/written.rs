//! What a file brings for the fields of a category: by columns that are called as they are, or all in one.

use super::known::{Known, plain};
use super::lines::Draft;
use super::values;
use crate::campus::imports::model::{ImportColumn, ImportField};
use crate::campus::inventory::model::{Item, ItemFieldChange};
use crate::campus::item_fields::model::{ItemField, ItemFieldKind};
use crate::campus::item_fields::rules;
use crate::kit::spreadsheet::RawCell;
use crate::kit::wire::FromText;
use crate::kit::{Id, Line};
use serde_json::{Value, json};

/// What exports call the column that has all fields of an item, a line each.
pub const ALL: &str = "Datos propios";

/// Whether a field is what a heading says, with its unit or without.
fn is_called(field: &ItemField, heading: &str) -> bool {
    let unit = field.unit.as_deref();
    plain(&field.name) == heading || plain(&rules::heading(&field.name, unit)) == heading
}

/// The columns of a file, with those that are called as a field is and bring nothing else.
pub fn with_fields(columns: &[ImportColumn], fields: &[ItemField]) -> Vec<ImportColumn> {
    let is_field = |heading: &str| {
        let heading = plain(heading);
        heading == plain(ALL) || fields.iter().any(|it| is_called(it, &heading))
    };
    let column = |it: &ImportColumn| match it.field {
        ImportField::Nothing if is_field(&it.heading) => {
            ImportColumn { field: ImportField::Custom, ..it.clone() }
        }
        _ => it.clone(),
    };
    columns.iter().map(column).collect()
}

/// What a cell brings: the value of the field that its column is called as, or a line `Name: value` for each.
pub fn parts(heading: &str, text: &str) -> Vec<(String, String)> {
    if plain(heading) != plain(ALL) {
        return vec![(heading.to_owned(), values::line(text))];
    }
    let lines = text.lines().filter_map(|line| line.split_once(':'));
    let part = |(name, value): (&str, &str)| {
        // A name with nothing behind it is an empty cell, which changes nothing.
        let value = values::text(&RawCell::Text(value.to_owned()))?;
        Some((name.trim().to_owned(), values::line(&value)))
    };
    lines.filter_map(part).collect()
}

/// The category that an item will be of: what the row says, else what it is, else "other".
fn category(draft: &Draft, known: &Known, item: Option<&Item>) -> Option<Id> {
    let sent = |member: &str| draft.sent.get(member).and_then(Value::as_str);
    if let Some(own) = sent("category_id") {
        return known.fields.iter().map(|it| it.category_id).find(|id| id.to_string() == own);
    }
    let word = sent("category");
    let kept = item.filter(|it| word.is_none_or(|word| word == it.category.as_str()));
    if let Some(own) = kept.and_then(|it| it.category_id) {
        return Some(own);
    }
    let word = word.or(item.map(|it| it.category.as_str())).unwrap_or("other");
    known.nine.get(word).copied()
}

/// A cell as the field's kind is sent: a number without the marks of thousands, a day as `2026-01-31`.
fn sent(kind: ItemFieldKind, text: &str) -> String {
    match kind {
        ItemFieldKind::Number => {
            let mut groups = text.split('.');
            let first = groups.next().unwrap_or_default();
            let others: Vec<&str> = groups.collect();
            let whole = |text: &str| text.split_once(',').map_or(text, |(whole, _)| whole).len() == 3;
            let is_grouped = !others.is_empty()
                && !first.trim_start_matches('-').starts_with('0')
                && (1..=3).contains(&first.trim_start_matches('-').len())
                && others.iter().all(|it| whole(it));
            if is_grouped { format!("{first}{}", others.concat()) } else { text.to_owned() }
        }
        ItemFieldKind::Date => match values::day(text) {
            Ok(Some(day)) => day.format("%Y-%m-%d").to_string(),
            _ => text.to_owned(),
        },
        _ => text.to_owned(),
    }
}

/// Puts what a row brings for fields among what is sent of it; answers what changes.
pub fn resolve(draft: &mut Draft, known: &Known, item: Option<&Item>) -> Vec<ItemFieldChange> {
    let category = category(draft, known, item);
    let (mut members, mut changes) = (Vec::new(), Vec::new());
    for (name, text) in std::mem::take(&mut draft.written) {
        let heading = plain(&name);
        let field =
            known.fields.iter().find(|it| Some(it.category_id) == category && is_called(it, &heading));
        let Some(field) = field else {
            draft.remark(format_args!("«{name}» no es un dato de la categoría del equipo: no se importa"));
            continue;
        };
        let value = rules::written(field, &sent(field.kind, &text)).map(|it| Line::<1, 200>::from_text(&it));
        let value = match value {
            Ok(Ok(line)) => line.into_string(),
            Ok(Err(predicate)) => {
                draft.refuse(format_args!("el dato «{name}» {predicate}"));
                continue;
            }
            Err(error) => {
                draft.refuse(error.sentence());
                continue;
            }
        };
        let before = item.and_then(|it| it.custom_fields.0.iter().find(|it| it.field_id == field.id));
        let before = before.map(|it| it.value.clone());
        members.push(json!({ "field_id": field.id, "value": value }));
        if before.as_deref() != Some(&*value) {
            changes.push(ItemFieldChange { field: field.name.clone(), before, after: Some(value) });
        }
    }
    if !members.is_empty() {
        draft.sent.insert("custom_fields".into(), Value::Array(members));
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_loses_the_marks_of_its_thousands() {
        for (text, kept) in [
            ("1.250", "1250"),
            ("1.250,5", "1250,5"),
            ("12.5", "12.5"),
            ("0.125", "0.125"),
            ("1.234.567", "1234567"),
            ("-1.000", "-1000"),
            ("3", "3"),
        ] {
            assert_eq!(sent(ItemFieldKind::Number, text), kept, "{text}");
        }
        assert_eq!(sent(ItemFieldKind::Date, "31/01/2026"), "2026-01-31");
    }

    #[test]
    fn one_column_may_have_them_all() {
        let all = parts("DATOS PROPIOS", "Voltaje: 220\nHora: 10:30\nnada\nFabricante:\nColor: ");
        let all: Vec<_> = all.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(all, [("Voltaje", "220"), ("Hora", "10:30")]);
        assert_eq!(parts("Voltaje", "a\nb"), [("Voltaje".to_owned(), "a b".to_owned())]);
    }
}
