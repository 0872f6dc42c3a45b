//! A list in one column: a JSON array that a table keeps, or that a query gathers with `json_group_array`.

use super::{Column, unvalidated};
use poem_openapi::registry::{MetaSchema, MetaSchemaRef, Registry};
use poem_openapi::types::Type;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};
use std::borrow::Cow;

/// A list that is a JSON array in the database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Listed<T>(pub Vec<T>);

/// Words of an enumeration in an order, each once: what is sent twice counts where it came first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Several<T>(pub Vec<T>);

impl<'de, T: Deserialize<'de> + PartialEq> Deserialize<'de> for Several<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let mut words = Vec::new();
        for word in Vec::<T>::deserialize(from)? {
            if !words.contains(&word) {
                words.push(word);
            }
        }
        Ok(Self(words))
    }
}

/// Gives a list its column and its place in the OpenAPI document.
macro_rules! list_in_a_column {
    ($list:ident) => {
        impl<T> FromSql for $list<T>
        where
            Self: DeserializeOwned,
        {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                serde_json::from_str(value.as_str()?).map_err(FromSqlError::other)
            }
        }

        impl<T: Serialize> ToSql for $list<T> {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                let text = serde_json::to_string(&self.0);
                text.map(ToSqlOutput::from)
                    .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))
            }
        }

        impl<T> Column for $list<T>
        where
            Self: DeserializeOwned,
        {
            fn json(value: ValueRef<'_>, out: &mut Vec<u8>) -> FromSqlResult<()> {
                // The query has made it, or a check of the table: it is JSON.
                out.extend_from_slice(value.as_bytes()?);
                Ok(())
            }
        }

        impl<T: Type> Type for $list<T> {
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
    };
}

list_in_a_column!(Listed);
list_in_a_column!(Several);
