//! What codes are made of, as it is sent: the values of one bin, and the ranges of many.

use crate::kit::wire::{Column, normal_line, wire_type};
use poem_openapi::registry::{MetaSchema, MetaSchemaRef};
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// The longest value of a field, in characters.
const LONGEST: usize = 50;
/// The most values that are read of one field: more than may be made at once.
const MOST_VALUES: usize = 10_001;

/// A value of a field: a text, or a whole number as its figures.
struct PartValue(Option<String>);

impl<'de> Deserialize<'de> for PartValue {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Value;

        impl Visitor<'_> for Value {
            type Value = PartValue;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("un texto o un número entero")
            }

            fn visit_i64<E: Error>(self, number: i64) -> Result<Self::Value, E> {
                Ok(PartValue(Some(number.to_string())))
            }

            fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
                Ok(PartValue(Some(number.to_string())))
            }

            fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
                Ok(PartValue(None))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
                let text = normal_line(text);
                if text.chars().any(char::is_control) {
                    return Err(E::custom("contiene caracteres de control, que no se pueden guardar"));
                }
                if text.chars().count() > LONGEST {
                    return Err(E::custom(format!("admite como máximo {LONGEST} caracteres en cada valor")));
                }
                Ok(PartValue(Some(text).filter(|text| !text.is_empty())))
            }
        }

        from.deserialize_any(Value)
    }
}

/// The values of the fields of a bin's code, by their names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct BinParts(pub BTreeMap<String, String>);

impl<'de> Deserialize<'de> for BinParts {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let parts = BTreeMap::<String, PartValue>::deserialize(from)?;
        Ok(Self(parts.into_iter().filter_map(|(name, value)| Some((name, value.0?))).collect()))
    }
}

impl FromSql for BinParts {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        serde_json::from_str(value.as_str()?).map_err(FromSqlError::other)
    }
}

impl ToSql for BinParts {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let text = serde_json::to_string(&self.0);
        text.map(ToSqlOutput::from).map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))
    }
}

impl Column for BinParts {
    fn json(value: ValueRef<'_>, out: &mut Vec<u8>) -> FromSqlResult<()> {
        // The table's check has made sure that it is JSON, and only this type writes it.
        out.extend_from_slice(value.as_bytes()?);
        Ok(())
    }
}

wire_type!([] BinParts, "object", {
    let value = MetaSchemaRef::Inline(Box::new(MetaSchema::new("string")));
    MetaSchema { additional_properties: Some(Box::new(value)), ..MetaSchema::new("object") }
});

/// The values of one field in many codes, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BinRange {
    /// These.
    Values(Vec<String>),
    /// The whole numbers from the one to the other, both included.
    Numbers(i64, i64),
}

impl BinRange {
    /// How many there are.
    pub fn count(&self) -> usize {
        match self {
            Self::Values(values) => values.len(),
            Self::Numbers(start, end) => usize::try_from(end - start + 1).unwrap_or(0),
        }
    }

    /// The one at a place, counted from 0.
    pub fn at(&self, place: usize) -> String {
        match self {
            Self::Values(values) => values.get(place).cloned().unwrap_or_default(),
            Self::Numbers(start, _) => (start + i64::try_from(place).unwrap_or(0)).to_string(),
        }
    }
}

/// The largest number of a range: six figures, as a label has room for.
const LARGEST: i64 = 999_999;

impl<'de> Deserialize<'de> for BinRange {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Range;

        #[derive(Deserialize)]
        struct Ends {
            start: crate::kit::Number<0, LARGEST>,
            end: crate::kit::Number<0, LARGEST>,
        }

        impl<'de> Visitor<'de> for Range {
            type Value = BinRange;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("una lista de valores, o un objeto con start y end")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
                let mut values = Vec::new();
                while let Some(PartValue(value)) = list.next_element()? {
                    if values.len() == MOST_VALUES {
                        return Err(A::Error::custom("tiene demasiados valores"));
                    }
                    values.push(value.ok_or_else(|| A::Error::custom("tiene un valor vacío"))?);
                }
                Ok(BinRange::Values(values))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                let Ends { start, end } = Ends::deserialize(MapAccessDeserializer::new(map))?;
                if start > end {
                    return Err(A::Error::custom("no puede empezar después de donde termina"));
                }
                Ok(BinRange::Numbers(start.get(), end.get()))
            }
        }

        from.deserialize_any(Range)
    }
}

/// The values of each field of many codes, by the field's name.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct BinRanges(pub BTreeMap<String, BinRange>);

wire_type!([] BinRanges, "object", {
    let text = || MetaSchemaRef::Inline(Box::new(MetaSchema::new("string")));
    let list = MetaSchema { items: Some(Box::new(text())), ..MetaSchema::new("array") };
    let end = || {
        let bounds = MetaSchema::new_with_format("integer", "int64");
        #[expect(clippy::cast_precision_loss, reason = "six figures")]
        let bounds = MetaSchema { minimum: Some(0.0), maximum: Some(LARGEST as f64), ..bounds };
        MetaSchemaRef::Inline(Box::new(bounds))
    };
    let ends = MetaSchema {
        properties: vec![("start", end()), ("end", end())],
        required: vec!["start", "end"],
        ..MetaSchema::new("object")
    };
    let either = [list, ends].map(|schema| MetaSchemaRef::Inline(Box::new(schema)));
    let range = MetaSchema { any_of: either.into(), ..MetaSchema::ANY };
    MetaSchema {
        additional_properties: Some(Box::new(MetaSchemaRef::Inline(Box::new(range)))),
        ..MetaSchema::new("object")
    }
});
