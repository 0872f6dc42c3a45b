//! What only some equipment has, as columns of a sheet: what it is a part of, and what its category asks of it. Paper has no room for them.

use crate::campus::item_fields::model::ItemFieldKind;
use crate::campus::item_fields::rules::heading;
use crate::kit::document::CellKind::{Day, Flag, Number, Text};
use crate::kit::document::Column;
use crate::kit::sql::{self, Selection};
use crate::kit::{Error, Id, Result};
use rusqlite::Connection;

/// How many headings get a column, those after them none: a query of SQLite answers 2,000 columns at most.
const MOST: usize = 500;

/// The columns that some of these items need, and what stands in them. Fields of several categories that are called, written and measured
/// alike share one.
///
/// # Errors
/// When the database can't be asked.
pub(super) fn columns(db: &Connection, items: &Selection) -> Result<(Vec<Column>, String)> {
    let (mut columns, mut select) = (Vec::new(), String::new());
    let params = items.params();
    let parts = items.columns("l.parent_code", "l.id");
    if sql::exists(db, &format!("select 1 from ({parts}) p where p.parent_code is not null"), &params)? {
        columns.push(Column::new("Parte de", Text, 1.3));
        select.push_str(", l.parent_code");
    }
    let text = format!(
        "select f.name, f.kind, f.unit, json_group_array(f.id)
         from item_fields f
         where exists (
             select 1
             from item_field_values v
             where v.field_id = f.id
                 and v.item_id in ({}))
         group by f.name collate nocase, f.kind, f.unit
         order by f.name collate nocase, f.kind, f.unit
         limit {MOST}",
        items.columns("l.id", "l.id")
    );
    sql::each(db, &text, &params, |row| {
        let (name, kind, unit): (String, ItemFieldKind, Option<String>) =
            (row.get(0)?, row.get(1)?, row.get(2)?);
        // Read as ids, so that nothing else comes into the text of a query.
        let ids: Vec<Id> = serde_json::from_str(row.get_ref(3)?.as_str().map_err(Error::internal)?)
            .map_err(Error::internal)?;
        let ids: Vec<String> = ids.iter().map(|id| format!("'{id}'")).collect();
        let (kind, share, value) = match kind {
            ItemFieldKind::Text => (Text, 2.0, "v.value"),
            ItemFieldKind::Choice => (Text, 1.3, "v.value"),
            ItemFieldKind::Number => (Number, 1.0, "v.value"),
            ItemFieldKind::Date => (Day, 1.3, "v.value"),
            ItemFieldKind::YesNo => (Flag, 0.8, "v.value = 'true'"),
        };
        columns.push(Column::named(heading(&name, unit.as_deref()), kind, share));
        // Of an item that has changed its category, what its own asks comes first.
        select.push_str(&format!(
            ",
            (select {value}
             from item_field_values v
             join item_fields f on f.id = v.field_id
             where v.item_id = l.id
                 and v.field_id in ({})
             order by f.category_id = coalesce(l.category_id, (
                 select c.id
                 from item_categories c
                 where c.is_builtin = 1
                 and c.word = l.category)) desc, f.id
             limit 1)",
            ids.join(", ")
        ));
        Ok(())
    })?;
    Ok((columns, select))
}
