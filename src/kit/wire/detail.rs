//! Texts that only the answer of one row has.

use super::{Column, Line, Nit, Text, wire_type};
use poem_openapi::registry::{MetaSchema, MetaSchemaRef, Registry};
use poem_openapi::types::Type;
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

/// How the OpenAPI document marks a detail.
const DETAIL: &str = "detail";

wire_type!([] Detail, "string", MetaSchema::new_with_format("string", DETAIL));

/// What a row of a list is in the document: where it has details, an object of its own without them.
pub(super) fn listed<T: Type>(registry: &mut Registry) -> MetaSchemaRef {
    T::register(registry);
    let whole = T::schema_ref();
    let MetaSchemaRef::Reference(name) = &whole else { return whole };
    let is_detail = |(_, member): &(&'static str, MetaSchemaRef)| matches!(member, MetaSchemaRef::Inline(schema) if schema.format == Some(DETAIL));
    let found = registry.schemas.get(name).filter(|schema| schema.properties.iter().any(is_detail));
    let Some(schema) = found else { return whole };
    let name = format!("{name}InList");
    let mut listed = schema.clone();
    listed.title = Some(name.clone());
    listed.properties.retain(|member| !is_detail(member));
    registry.schemas.insert(name.clone(), listed);
    MetaSchemaRef::Reference(name)
}
