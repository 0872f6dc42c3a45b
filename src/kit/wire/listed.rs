//! A list in one column: a JSON array that a table keeps, or that a query gathers with `json_group_array`.

use super::{Column, unvalidated};
use poem_openapi::registry::{MetaSchema, MetaSchemaRef, Registry};
use poem_openapi::types::Type;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A list that is a JSON array in the database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Listed<T>(pub Vec<T>);

impl<T: DeserializeOwned> FromSql for Listed<T> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        serde_json::from_str(value.as_str()?).map_err(FromSqlError::other)
    }
}

impl<T: Serialize> ToSql for Listed<T> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let text = serde_json::to_string(&self.0);
        text.map(ToSqlOutput::from).map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))
    }
}

impl<T: DeserializeOwned> Column for Listed<T> {
    fn json(value: ValueRef<'_>, out: &mut Vec<u8>) -> FromSqlResult<()> {
        // The query has made it, or a check of the table: it is JSON.
        out.extend_from_slice(value.as_bytes()?);
        Ok(())
    }
}

impl<T: Type> Type for Listed<T> {
    const IS_REQUIRED: bool = true;
    fn name() -> Cow<'static, str> {
        Cow::Owned(format!("list_of_{}", T::name()))
    }
    fn schema_ref() -> MetaSchemaRef {
        let mut schema = MetaSchema::new("array");
        schema.items = Some(Box::new(T::schema_ref()));
        MetaSchemaRef::Inline(Box::new(schema))
    }
    fn register(registry: &mut Registry) {
        T::register(registry);
    }
    unvalidated!();
}
