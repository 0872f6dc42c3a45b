//! Quantities of a material: a number with up to two decimals on the wire, whole hundredths within and in the database, so that sums
//! are exact.
//!
//! No decimal crate: what is needed is adding and comparing integers, and the one place where a fraction comes in is below.

use super::{Column, FromText, parameter, wire_type};
use poem_openapi::registry::MetaSchema;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::de::{Error, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Neg, Sub};

/// The largest quantity that is sent, in hundredths: 99,999,999.99, ten figures as decimal(10,2) has them.
const MOST: i64 = 9_999_999_999;

/// How much there is of a material, in hundredths of its unit; below zero only where it tells of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Quantity(i64);

impl Quantity {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// So many hundredths.
    pub const fn of_hundredths(hundredths: i64) -> Self {
        Self(hundredths)
    }

    /// So many whole units.
    pub const fn whole(units: i64) -> Self {
        Self(units.saturating_mul(100))
    }

    /// In hundredths.
    pub const fn hundredths(self) -> i64 {
        self.0
    }

    /// Whether it is more than nothing.
    pub const fn is_some(self) -> bool {
        self.0 > 0
    }
}

// What is added up are quantities of at most ten figures: the bounds of i64 are out of reach, and what a database that somebody
// changed by hand says stops at them.
impl Add for Quantity {
    type Output = Self;
    fn add(self, more: Self) -> Self {
        Self(self.0.saturating_add(more.0))
    }
}

impl Sub for Quantity {
    type Output = Self;
    fn sub(self, less: Self) -> Self {
        Self(self.0.saturating_sub(less.0))
    }
}

impl Neg for Quantity {
    type Output = Self;
    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl Sum for Quantity {
    fn sum<I: Iterator<Item = Self>>(parts: I) -> Self {
        parts.fold(Self::ZERO, Add::add)
    }
}

/// As people in Colombia write it: `1.234,5`.
impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        if self.0 < 0 {
            f.write_str("-")?;
        }
        let digits = whole.to_string();
        for (n, digit) in digits.chars().enumerate() {
            if n > 0 && (digits.len() - n).is_multiple_of(3) {
                f.write_str(".")?;
            }
            write!(f, "{digit}")?;
        }
        match rest {
            0 => Ok(()),
            tenths if tenths.is_multiple_of(10) => write!(f, ",{}", tenths / 10),
            _ => write!(f, ",{rest:02}"),
        }
    }
}

impl Serialize for Quantity {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if self.0 % 100 == 0 {
            return to.serialize_i64(self.0 / 100);
        }
        // The nearest double to a number of at most 15 figures is written as that number.
        #[expect(clippy::cast_precision_loss, reason = "sums of quantities are far below 2^53 hundredths")]
        to.serialize_f64(self.0 as f64 / 100.0)
    }
}

impl ToSql for Quantity {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        self.0.to_sql()
    }
}

impl FromSql for Quantity {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_i64().map(Self)
    }
}

impl Column for Quantity {
    fn json(value: ValueRef<'_>, out: &mut Vec<u8>) -> FromSqlResult<()> {
        serde_json::to_writer(out, &Self(value.as_i64()?)).map_err(FromSqlError::other)
    }
}

wire_type!([] Quantity, "quantity", numbers(None));

/// The schema of a number with at most two decimals, from so many hundredths on.
fn numbers(least: Option<i64>) -> MetaSchema {
    #[expect(clippy::cast_precision_loss, reason = "bounds are far below 2^53")]
    let units = |hundredths: i64| hundredths as f64 / 100.0;
    MetaSchema {
        minimum: least.map(units),
        maximum: least.map(|_| units(MOST)),
        multiple_of: Some(0.01),
        ..MetaSchema::new_with_format("number", "double")
    }
}

/// A quantity that is sent: from `LEAST` hundredths to 99,999,999.99, with at most two decimals.
///
/// `Amount<0>` may be nothing, `Amount<1>` is more than nothing. Takes `7`, `7.0` and `7.5`; never `7.555`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Amount<const LEAST: i64>(Quantity);

impl<const LEAST: i64> Amount<LEAST> {
    /// The quantity.
    pub fn get(self) -> Quantity {
        self.0
    }

    fn within(hundredths: i64) -> Result<Self, String> {
        if (LEAST..=MOST).contains(&hundredths) {
            Ok(Self(Quantity(hundredths)))
        } else if LEAST > 0 && hundredths < LEAST {
            Err("debe ser mayor que 0".into())
        } else {
            Err(format!("debe estar entre {} y {}", Quantity(LEAST), Quantity(MOST)))
        }
    }
}

impl<const LEAST: i64> From<Amount<LEAST>> for Quantity {
    fn from(amount: Amount<LEAST>) -> Self {
        amount.0
    }
}

/// Reads a number with a decimal point figure by figure; beyond what a number holds it is the largest.
impl<const LEAST: i64> FromText for Amount<LEAST> {
    fn from_text(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let (is_negative, figures) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (whole, decimals) = figures.split_once('.').unwrap_or((figures, ""));
        let are_figures = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !are_figures(whole) || !are_figures(decimals) || figures.ends_with('.') {
            return Err("debe ser un número, con punto decimal".into());
        }
        let decimals = decimals.trim_end_matches('0');
        if decimals.len() > 2 {
            return Err(TOO_FINE.into());
        }
        let hundredths = format!("{whole}{decimals:0<2}").parse().unwrap_or(i64::MAX);
        Self::within(if is_negative { -hundredths } else { hundredths })
    }
}

const TOO_FINE: &str = "admite como máximo dos decimales";

impl<'de, const LEAST: i64> Deserialize<'de> for Amount<LEAST> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Sent<const LEAST: i64>;

        impl<const LEAST: i64> Visitor<'_> for Sent<LEAST> {
            type Value = Amount<LEAST>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("un número con dos decimales como máximo")
            }

            fn visit_i64<E: Error>(self, units: i64) -> Result<Self::Value, E> {
                Amount::within(units.saturating_mul(100)).map_err(E::custom)
            }

            fn visit_u64<E: Error>(self, units: u64) -> Result<Self::Value, E> {
                self.visit_i64(i64::try_from(units).unwrap_or(i64::MAX))
            }

            fn visit_f64<E: Error>(self, units: f64) -> Result<Self::Value, E> {
                if !units.is_finite() {
                    return Err(E::invalid_value(Unexpected::Float(units), &self));
                }
                // Beyond every bound of ours, where a double has no decimals.
                if units.abs() > 1e13 {
                    return Amount::within(if units < 0.0 { i64::MIN } else { i64::MAX }).map_err(E::custom);
                }
                let nearest = (units * 100.0).round();
                // 0.1 + 0.2 of a program is 0.30000000000000004, and means 0.3: what differs in the last two bits is the same.
                if (nearest / 100.0 - units).abs() > 2.0 * f64::EPSILON * units.abs() {
                    return Err(E::custom(TOO_FINE));
                }
                #[expect(clippy::cast_possible_truncation, reason = "whole and within 2^53")]
                let hundredths = nearest as i64;
                Amount::within(hundredths).map_err(E::custom)
            }
        }

        from.deserialize_any(Sent)
    }
}

wire_type!([const LEAST: i64] Amount<LEAST>, "amount", numbers(Some(LEAST)));
parameter!([const LEAST: i64] Amount<LEAST>);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sent(json: &str) -> Result<Quantity, String> {
        serde_json::from_str::<Amount<1>>(json).map(Amount::get).map_err(|error| error.to_string())
    }

    fn hundredths(json: &str) -> i64 {
        sent(json).unwrap().hundredths()
    }

    #[test]
    fn a_tenth_and_two_tenths_are_three_tenths() {
        let sum = sent("0.1").unwrap() + sent("0.2").unwrap();
        assert_eq!(sum, sent("0.3").unwrap());
        assert_eq!(serde_json::to_string(&sum).unwrap(), "0.3");
        assert_eq!(hundredths("0.30000000000000004"), 30, "as a program adds them");
    }

    #[test]
    fn what_is_sent_is_exact_or_refused() {
        for (json, expected) in [
            ("7", 700),
            ("7.0", 700),
            ("0.29", 29),
            ("1.15", 115),
            ("0.01", 1),
            ("1e2", 10_000),
            ("99999999.99", MOST),
        ] {
            assert_eq!(hundredths(json), expected, "{json}");
        }
        for (json, why) in [
            ("0.291", TOO_FINE),
            ("1.005", TOO_FINE),
            ("0.001", TOO_FINE),
            ("0.3000000001", TOO_FINE),
            ("99999999.991", TOO_FINE),
            ("0", "mayor que 0"),
            ("-1", "mayor que 0"),
            ("-0.5", "mayor que 0"),
            ("100000000", "entre 0,01 y 99.999.999,99"),
            ("1e300", "entre 0,01 y 99.999.999,99"),
            ("-1e300", "mayor que 0"),
            ("99999999999999999999", "entre 0,01 y 99.999.999,99"),
            ("\"7.5\"", "dos decimales"),
            ("null", "dos decimales"),
            ("true", "dos decimales"),
            ("[1]", "dos decimales"),
        ] {
            let error = sent(json).unwrap_err();
            assert!(error.contains(why), "{json}: {error}");
        }
        assert!(serde_json::from_str::<Amount<0>>("0").is_ok());
        assert!(serde_json::from_str::<Amount<0>>("-0.01").is_err());
    }

    #[test]
    fn a_parameter_is_read_figure_by_figure() {
        let read = |text: &str| Amount::<1>::from_text(text).map(|amount| amount.get().hundredths());
        for (text, expected) in
            [("7.5", 750), (" 7.500 ", 750), ("0.29", 29), ("007", 700), ("99999999.99", MOST)]
        {
            assert_eq!(read(text), Ok(expected), "{text}");
        }
        for (text, why) in [
            ("1.234", TOO_FINE),
            ("0", "mayor que 0"),
            ("-2", "mayor que 0"),
            ("99999999999999999999", "entre 0,01 y 99.999.999,99"),
            ("1,5", "con punto decimal"),
            ("NaN", "con punto decimal"),
            ("1e3", "con punto decimal"),
            ("5.", "con punto decimal"),
            (".5", "con punto decimal"),
            ("٧", "con punto decimal"),
            ("", "con punto decimal"),
        ] {
            let error = read(text).unwrap_err();
            assert!(error.contains(why), "{text}: {error}");
        }
    }

    #[test]
    fn people_read_it_as_they_write_it() {
        for (hundredths, written) in [
            (0, "0"),
            (50, "0,5"),
            (5, "0,05"),
            (123_456, "1.234,56"),
            (-150, "-1,5"),
            (100_000_000, "1.000.000"),
        ] {
            assert_eq!(Quantity::of_hundredths(hundredths).to_string(), written);
        }
    }

    proptest! {
        #[test]
        fn what_leaves_comes_back_the_same(hundredths in 1..=MOST) {
            let quantity = Quantity::of_hundredths(hundredths);
            let json = serde_json::to_string(&quantity).unwrap();
            prop_assert_eq!(sent(&json).unwrap(), quantity);
            prop_assert_eq!(Amount::<1>::from_text(&json).unwrap().get(), quantity);
            let mut column = Vec::new();
            Quantity::json(ValueRef::Integer(hundredths), &mut column).unwrap();
            prop_assert_eq!(String::from_utf8(column).unwrap(), json);
        }

        #[test]
        fn a_third_decimal_is_refused(hundredths in 0..=MOST, thousandth in 1..=9_u8) {
            let json = format!("{}.{:02}{thousandth}", hundredths / 100, hundredths % 100);
            prop_assert!(sent(&json).is_err());
        }
    }
}
