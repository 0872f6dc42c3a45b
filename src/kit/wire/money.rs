//! Money: whole cents in the database, a number with up to two decimals on the wire.

use super::record::Column;
use super::wire_type;
use poem_openapi::registry::MetaSchema;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::de::{Error, Unexpected};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The largest amount, in cents: a million millions.
const MOST: i64 = 100_000_000_000_000;

/// An amount of money, never negative.
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
            return Err(D::Error::invalid_value(Unexpected::Float(amount), &"un valor en pesos, desde 0"));
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
    let mut schema = MetaSchema::new_with_format("number", "double");
    schema.minimum = Some(0.0);
    schema
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
        for wrong in ["-0.01", "1e300", "\"12\"", "null"] {
            assert!(serde_json::from_str::<Money>(wrong).is_err(), "{wrong} passed");
        }
    }
}
