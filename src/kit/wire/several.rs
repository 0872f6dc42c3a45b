//! Several words of an enumeration, as they are sent, kept and answered: a JSON array.

use super::{Column, wire_type};
use poem_openapi::registry::MetaSchema;
use poem_openapi::types::Type;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};

/// Words in an order, each once: what is sent twice counts where it came first.
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

impl<T: DeserializeOwned + PartialEq> FromSql for Several<T> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        serde_json::from_str(value.as_str()?).map_err(FromSqlError::other)
    }
}

impl<T: Serialize> ToSql for Several<T> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let text = serde_json::to_string(&self.0);
        text.map(ToSqlOutput::from).map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))
    }
}

impl<T: DeserializeOwned + PartialEq> Column for Several<T> {
    fn json(value: ValueRef<'_>, out: &mut Vec<u8>) -> FromSqlResult<()> {
        // The table's check has made sure that it is JSON, and only this type writes it.
        out.extend_from_slice(value.as_bytes()?);
        Ok(())
    }
}

wire_type!([T: Type] Several<T>, "several", {
    MetaSchema { items: Some(Box::new(T::schema_ref())), ..MetaSchema::new("array") }
});
