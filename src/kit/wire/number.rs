//! Numbers that are checked where they enter: whole ones with bounds, and money.

use super::{Column, FromText, parameter, wire_type};
use poem_openapi::registry::MetaSchema;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::de::{Error, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::num::{IntErrorKind, ParseIntError};

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
        match digits.parse().map_err(|error: ParseIntError| *error.kind()) {
            Ok(number) => Self::within(number),
            // Beyond every bound of ours.
            Err(IntErrorKind::PosOverflow | IntErrorKind::NegOverflow) => Self::within(i64::MAX),
            Err(_) => Err("debe ser un número entero".into()),
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
    #[expect(clippy::cast_precision_loss, reason = "bounds are far below 2^53")]
    let (minimum, maximum) = (Some(MIN as f64), Some(MAX as f64));
    MetaSchema { minimum, maximum, ..MetaSchema::new_with_format("integer", "int64") }
});
parameter!([const MIN: i64, const MAX: i64] Number<MIN, MAX>);

/// The largest amount, in cents: a million millions.
const MOST: i64 = 100_000_000_000_000;

/// An amount of money, never negative: whole cents in the database, a number with up to two decimals on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Money(i64);

impl Money {
    /// An amount of so many cents, if it is one that is kept.
    pub fn from_cents(cents: i64) -> Option<Self> {
        (0..=MOST).contains(&cents).then_some(Self(cents))
    }

    /// The amount in cents.
    pub fn cents(self) -> i64 {
        self.0
    }

    /// So many times the amount, if that is one that is kept.
    pub fn times(self, number: i64) -> Option<Self> {
        self.0.checked_mul(number).and_then(Self::from_cents)
    }
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if self.0 % 100 == 0 {
            return to.serialize_i64(self.0 / 100);
        }
        // Exact enough: the nearest number with two decimals, far below 2^53 cents.
        #[expect(clippy::cast_precision_loss, reason = "at most 10^14")]
        to.serialize_f64(self.0 as f64 / 100.0)
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let amount = f64::deserialize(from)?;
        let cents = (amount * 100.0).round();
        #[expect(clippy::cast_precision_loss, reason = "at most 10^14")]
        if !(0.0..=MOST as f64).contains(&cents) {
            return Err(D::Error::invalid_value(
                Unexpected::Float(amount),
                &"un valor desde 0, con dos decimales como máximo",
            ));
        }
        #[expect(clippy::cast_possible_truncation, reason = "whole and within 2^53")]
        Ok(Self(cents as i64))
    }
}

impl ToSql for Money {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        self.0.to_sql()
    }
}

impl FromSql for Money {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Self::from_cents(value.as_i64()?).ok_or(FromSqlError::InvalidType)
    }
}

impl Column for Money {
    fn json(value: ValueRef<'_>, out: &mut Vec<u8>) -> FromSqlResult<()> {
        serde_json::to_writer(out, &Self::column_result(value)?).map_err(FromSqlError::other)
    }
}

wire_type!([] Money, "number", {
    MetaSchema { minimum: Some(0.0), ..MetaSchema::new_with_format("number", "double") }
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cents_leave_as_a_number_and_come_back_the_same() {
        for (cents, written) in
            [(0, "0"), (100, "1"), (12_345_600, "123456"), (1_999, "19.99"), (50, "0.5"), (1, "0.01")]
        {
            let money = Money::from_cents(cents).unwrap();
            assert_eq!(serde_json::to_string(&money).unwrap(), written);
            assert_eq!(serde_json::from_str::<Money>(written).unwrap(), money);
        }
        assert_eq!(Money::from_cents(-1), None);
        let money = Money::from_cents(150).unwrap();
        assert_eq!(money.times(3), Money::from_cents(450));
        assert!(
            money.times(i64::MAX).is_none() && money.times(-1).is_none() && money.times(MOST / 100).is_none()
        );
        for wrong in ["-0.01", "1e300", "\"12\"", "null"] {
            assert!(serde_json::from_str::<Money>(wrong).is_err(), "{wrong} passed");
        }
    }
}
