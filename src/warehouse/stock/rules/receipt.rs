//! What may come in, and how it joins what is there. Pure.

use crate::kit::wire::Money;
use crate::kit::{Code, Day, Error, Quantity, Result};
use crate::warehouse::stock::model::{Lot, LotStatus};
use crate::warehouse::unit::Unit;

/// The most that a lot holds, in hundredths: what can be sent at once.
const MOST: Quantity = Quantity::of_hundredths(9_999_999_999);

/// The days of a lot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LotDays {
    /// The last day of use.
    pub use_by: Option<Day>,
    /// Until when it is at its best.
    pub best_before: Option<Day>,
    /// When it was frozen.
    pub frozen: Option<Day>,
}

impl LotDays {
    /// Refuses days that nobody can mean.
    ///
    /// # Errors
    /// [`Code::LotDatesReversed`], [`Code::LotUseByPast`], [`Code::LotFrozenLater`].
    pub fn check(self, today: Day) -> Result<()> {
        if let (Some(best_before), Some(use_by)) = (self.best_before, self.use_by)
            && best_before > use_by
        {
            return Err(Code::LotDatesReversed.into());
        }
        if self.use_by.is_some_and(|day| day <= today) {
            return Err(Code::LotUseByPast.into());
        }
        if self.frozen.is_some_and(|day| day > today) {
            return Err(Code::LotFrozenLater.into());
        }
        Ok(())
    }
}

/// What is there of a batch that comes again.
#[derive(Debug, Clone, Copy)]
pub struct KnownBatch<'a> {
    /// Its number, as it is kept.
    pub batch_number: &'a str,
    /// Its days.
    pub days: LotDays,
    /// Its unit.
    pub unit: Unit,
}

impl KnownBatch<'_> {
    /// Refuses what isn't the same batch: it would be hidden in the lot. The last day of use is what a lot is kept by, so it must be told
    /// and be the same; of the other days only what is told.
    ///
    /// # Errors
    /// [`Code::LotOtherwise`].
    pub fn check(&self, days: LotDays, unit: Option<Unit>) -> Result<()> {
        let batch = self.batch_number;
        let other = |sentence: String| Err(Error::With(Code::LotOtherwise, sentence));
        if let Some(unit) = unit
            && unit != self.unit
        {
            return other(format!(
                "El lote {batch} de esa ubicación se lleva en {}, no en {unit}",
                self.unit
            ));
        }
        if days.use_by != self.days.use_by {
            let there = match self.days.use_by {
                Some(day) => format!("vence el {}", day.written()),
                None => "no tiene fecha de vencimiento".to_owned(),
            };
            return other(format!(
                "El lote {batch} de esa ubicación {there}: revise la fecha, o escriba otro número de lote"
            ));
        }
        for (sent, there, what) in [
            (days.best_before, self.days.best_before, "consumo preferente"),
            (days.frozen, self.days.frozen, "congelación"),
        ] {
            if let (Some(sent), Some(there)) = (sent, there)
                && sent != there
            {
                return other(format!(
                    "El lote {batch} de esa ubicación tiene otra fecha de {what}: {}",
                    there.written()
                ));
            }
        }
        Ok(())
    }
}

/// Of the lots of a batch in a bin, those that hold something first, the one that more of it joins: the one that holds something, whatever
/// its days are; where all are used up, the first that is the same and isn't held, as why that was held has nothing to do with what comes.
/// None means another lot: what is used up is in nobody's way.
pub fn batch_for(lots: Vec<Lot>, days: LotDays, unit: Option<Unit>) -> Option<Lot> {
    lots.into_iter().find(|lot| {
        let known =
            LotDays { use_by: lot.use_by_date, best_before: lot.best_before_date, frozen: lot.freeze_date };
        let known = KnownBatch { batch_number: &lot.batch_number, days: known, unit: lot.unit };
        lot.quantity.is_some() || (lot.status != LotStatus::Held && known.check(days, unit).is_ok())
    })
}

/// What a lot holds when more comes.
///
/// # Errors
/// [`Code::LotTooLarge`].
pub fn together(before: Quantity, more: Quantity) -> Result<Quantity> {
    let after = before + more;
    if after > MOST { Err(Code::LotTooLarge.into()) } else { Ok(after) }
}

/// What a unit of a lot has cost on average when more comes at another price. What nobody knew the price of has cost the same.
pub fn average_price(
    (before, price): (Quantity, Option<Money>),
    (more, paid): (Quantity, Option<Money>),
) -> Option<Money> {
    let (Some(price), Some(paid)) = (price, paid) else { return paid.or(price) };
    let worth =
        |quantity: Quantity, price: Money| i128::from(quantity.hundredths()) * i128::from(price.cents());
    let all = i128::from((before + more).hundredths());
    if all <= 0 {
        return Some(paid);
    }
    let average = (worth(before, price) + worth(more, paid) + all / 2) / all;
    i64::try_from(average).ok().and_then(Money::from_cents)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;
    use proptest::prelude::*;

    fn day(n: u32) -> Day {
        Day(NaiveDate::from_ymd_opt(2026, 11, n).unwrap())
    }

    fn days(use_by: Option<u32>, best_before: Option<u32>) -> LotDays {
        LotDays { use_by: use_by.map(day), best_before: best_before.map(day), frozen: None }
    }

    fn slug(outcome: Result<()>) -> Option<&'static str> {
        outcome.err().map(|error| error.code().slug())
    }

    #[test]
    fn what_comes_in_lasts_longer_than_today() {
        assert_eq!(slug(days(Some(11), Some(11)).check(day(10))), None);
        assert_eq!(slug(days(None, Some(3)).check(day(10))), None);
        assert_eq!(slug(days(Some(10), None).check(day(10))), Some("vencimiento_pasado"));
        assert_eq!(slug(days(Some(11), Some(12)).check(day(10))), Some("consumo_preferente_tardio"));
        let frozen = |n| LotDays { frozen: Some(day(n)), ..days(None, None) };
        assert_eq!(slug(frozen(10).check(day(10))), None);
        assert_eq!(slug(frozen(11).check(day(10))), Some("congelacion_futura"));
    }

    #[test]
    fn another_day_or_unit_is_another_batch() {
        let known = KnownBatch { batch_number: "L-1", days: days(Some(20), Some(15)), unit: Unit::Kilogram };
        assert_eq!(slug(known.check(days(Some(20), None), None)), None);
        assert_eq!(slug(known.check(days(Some(20), Some(15)), Some(Unit::Kilogram))), None);
        for (other, unit) in [
            (days(Some(21), None), None),
            (days(None, None), None),
            (days(Some(20), Some(16)), None),
            (days(Some(20), None), Some(Unit::Box)),
        ] {
            assert_eq!(slug(known.check(other, unit)), Some("lote_con_otros_datos"));
        }
        let undated = KnownBatch { days: days(None, None), ..known };
        let told = undated.check(days(Some(20), None), None).unwrap_err().sentence().into_owned();
        assert!(told.contains("no tiene fecha de vencimiento"), "{told}");
    }

    #[test]
    fn a_price_is_the_average_of_what_was_paid() {
        let money = |cents| Money::from_cents(cents);
        let whole = Quantity::whole;
        assert_eq!(average_price((whole(1), money(100)), (whole(3), money(200))), money(175));
        assert_eq!(average_price((whole(1), None), (whole(3), money(200))), money(200));
        assert_eq!(average_price((whole(1), money(100)), (whole(3), None)), money(100));
        assert_eq!(average_price((whole(0), money(100)), (whole(3), money(50))), money(50));
        assert_eq!(average_price((whole(1), None), (whole(3), None)), None);
    }

    proptest! {
        #[test]
        fn an_average_lies_between_what_was_paid(
            before in 1i64..9_999_999_999, more in 1i64..9_999_999_999,
            price in 0i64..100_000_000_000_000, paid in 0i64..100_000_000_000_000,
        ) {
            let at = |hundredths, cents| (Quantity::of_hundredths(hundredths), Money::from_cents(cents));
            let average = average_price(at(before, price), at(more, paid)).unwrap().cents();
            prop_assert!((price.min(paid)..=price.max(paid)).contains(&average));
        }
    }
}
