//! What changed in the fields of an item's category. Pure.

use crate::campus::inventory::model::ItemFieldChange;
use serde_json::Value;
use std::collections::BTreeMap;

/// What is written in each field, by its id: its name and the value with its unit.
fn written(fields: Option<&Value>) -> BTreeMap<&str, (&str, String)> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let fields = fields.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    fields
        .iter()
        .filter_map(|it| {
            let value = text(it.get("value")?)?;
            let shown = match it.get("unit").and_then(Value::as_str) {
                Some(unit) => format!("{value} {unit}"),
                None => value,
            };
            Some((it.get("field_id")?.as_str()?, (it.get("name")?.as_str()?, shown)))
        })
        .collect()
}

/// Which fields have something else written in them, each by its name.
pub(super) fn changes(before: Option<&Value>, after: Option<&Value>) -> Vec<ItemFieldChange> {
    let (before, after) = (written(before), written(after));
    let of =
        |fields: &BTreeMap<&str, (&str, String)>, id: &str| fields.get(id).map(|(_, value)| value.clone());
    // By its newest name.
    let names: BTreeMap<&str, &str> =
        before.iter().chain(&after).map(|(id, (name, _))| (*id, *name)).collect();
    let mut all: Vec<(&str, &str)> = names.into_iter().map(|(id, name)| (name, id)).collect();
    all.sort_unstable();
    all.into_iter()
        .map(|(name, id)| ItemFieldChange {
            field: name.to_owned(),
            before: of(&before, id),
            after: of(&after, id),
        })
        .filter(|change| change.before != change.after)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn each_field_is_a_change_of_its_own() {
        let field = |id: &str, name: &str, value: &str| json!({ "field_id": id, "name": name, "unit": "V", "value": value });
        let before =
            json!([field("1", "Voltaje", "110"), field("2", "Entrada", "12"), field("3", "Salida", "5")]);
        let after =
            json!([field("1", "Voltaje", "220"), field("3", "Salida", "5"), field("4", "Fases", "3")]);
        let told: Vec<_> = changes(Some(&before), Some(&after))
            .into_iter()
            .map(|it| (it.field, it.before.unwrap_or_default(), it.after.unwrap_or_default()))
            .collect();
        let told: Vec<_> = told.iter().map(|(a, b, c)| (a.as_str(), b.as_str(), c.as_str())).collect();
        assert_eq!(told, [("Entrada", "12 V", ""), ("Fases", "", "3 V"), ("Voltaje", "110 V", "220 V")]);
        assert_eq!(changes(None, None).len(), 0);
    }
}
