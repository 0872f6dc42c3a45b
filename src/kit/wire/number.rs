//! Whole numbers with bounds, checked where they enter.

use super::{FromText, parameter, wire_type};
use poem_openapi::registry::MetaSchema;
use serde::de::{Error, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::fmt;

/// A whole number from `MIN` to `MAX`, both included.
///
/// Takes what clients in the field send for one: `7`, `7.0` and `"7"`; never `7.5`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Number<const MIN: i64, const MAX: i64>(i64);

impl<const MIN: i64, const MAX: i64> Number<MIN, MAX> {
    /// The number itself.
    pub fn get(self) -> i64 {
        self.0
    }

    fn within(number: i64) -> Result<Self, String> {
        if (MIN..=MAX).contains(&number) {
            Ok(Self(number))
        } else {
            Err(format!("debe estar entre {MIN} y {MAX}"))
        }
    }
}

impl<const MIN: i64, const MAX: i64> From<Number<MIN, MAX>> for i64 {
    fn from(number: Number<MIN, MAX>) -> Self {
        number.0
    }
}

impl<const MIN: i64, const MAX: i64> FromText for Number<MIN, MAX> {
    fn from_text(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let digits = text.strip_suffix(".0").unwrap_or(text);
        match digits.parse::<i64>() {
            Ok(number) => Self::within(number),
            Err(error) => match error.kind() {
                std::num::IntErrorKind::PosOverflow | std::num::IntErrorKind::NegOverflow => {
                    Err(format!("debe estar entre {MIN} y {MAX}"))
                }
                _ => Err("debe ser un número entero".into()),
            },
        }
    }
}

impl<'de, const MIN: i64, const MAX: i64> Deserialize<'de> for Number<MIN, MAX> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Whole<const MIN: i64, const MAX: i64>;

        impl<const MIN: i64, const MAX: i64> Visitor<'_> for Whole<MIN, MAX> {
            type Value = Number<MIN, MAX>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "un número entero entre {MIN} y {MAX}")
            }

            fn visit_i64<E: Error>(self, number: i64) -> Result<Self::Value, E> {
                Number::within(number).map_err(E::custom)
            }

            fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
                self.visit_i64(i64::try_from(number).unwrap_or(i64::MAX))
            }

            fn visit_f64<E: Error>(self, number: f64) -> Result<Self::Value, E> {
                // Exact up to 2^53; every bound of ours is far below.
                if number.fract() == 0.0 && number.abs() < 9.0e15 {
                    #[expect(clippy::cast_possible_truncation, reason = "whole and within 2^53")]
                    let whole = number as i64;
                    self.visit_i64(whole)
                } else {
                    Err(E::invalid_value(Unexpected::Float(number), &self))
                }
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
                Number::from_text(text).map_err(E::custom)
            }
        }

        from.deserialize_any(Whole)
    }
}

wire_type!([const MIN: i64, const MAX: i64] Number<MIN, MAX>, "integer", {
    let mut schema = MetaSchema::new_with_format("integer", "int64");
    #[expect(clippy::cast_precision_loss, reason = "bounds are far below 2^53")]
    {
        schema.minimum = Some(MIN as f64);
        schema.maximum = Some(MAX as f64);
    }
    schema
});
parameter!([const MIN: i64, const MAX: i64] Number<MIN, MAX>);
