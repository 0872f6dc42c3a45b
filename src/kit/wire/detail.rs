//! Texts that only the answer of one row has.

use super::{Column, Line, Nit, Text, wire_type};
use poem_openapi::registry::MetaSchema;
use rusqlite::types::{FromSql, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::Serialize;

/// A text that lists leave out: it may be long, and whoever reads a list doesn't read it. An invoice for each of 5,000 items would be
/// a fifth of their list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Detail(String);

impl Detail {
    /// The text itself.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl<const MIN: usize, const MAX: usize> From<Line<MIN, MAX>> for Detail {
    fn from(text: Line<MIN, MAX>) -> Self {
        Self(text.into_string())
    }
}

impl<const MIN: usize, const MAX: usize> From<Text<MIN, MAX>> for Detail {
    fn from(text: Text<MIN, MAX>) -> Self {
        Self(text.into_string())
    }
}

impl From<Nit> for Detail {
    fn from(nit: Nit) -> Self {
        Self(nit.into())
    }
}

impl ToSql for Detail {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        self.0.to_sql()
    }
}

impl FromSql for Detail {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        String::column_result(value).map(Self)
    }
}

impl Column for Detail {
    const IN_LISTS: bool = false;
}

wire_type!([] Detail, "string", MetaSchema::new("string"));
