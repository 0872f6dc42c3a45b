//! The lines of a label: several words in an order, kept as a JSON array.

use super::LabelLine;
use crate::kit::wire::{Column, wire_type};
use poem_openapi::registry::{MetaSchema, MetaSchemaRef};
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::{Deserialize, Deserializer, Serialize};

/// Lines, each once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct LabelLines(pub Vec<LabelLine>);

impl<'de> Deserialize<'de> for LabelLines {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let mut lines = Vec::new();
        for line in Vec::<LabelLine>::deserialize(from)? {
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
        Ok(Self(lines))
    }
}

impl FromSql for LabelLines {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        serde_json::from_str(value.as_str()?).map_err(FromSqlError::other)
    }
}

impl ToSql for LabelLines {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let text = serde_json::to_string(&self.0);
        text.map(ToSqlOutput::from).map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))
    }
}

impl Column for LabelLines {
    fn json(value: ValueRef<'_>, out: &mut Vec<u8>) -> FromSqlResult<()> {
        // The table's check has made sure that it is JSON, and only this type writes it.
        out.extend_from_slice(value.as_bytes()?);
        Ok(())
    }
}

wire_type!([] LabelLines, "label_lines", {
    let mut schema = MetaSchema::new("array");
    schema.items = Some(Box::new(MetaSchemaRef::Inline(Box::new(match LabelLine::schema_ref() {
        MetaSchemaRef::Inline(schema) => *schema,
        MetaSchemaRef::Reference(_) => MetaSchema::new("string"),
    }))));
    schema
});
