//! How many pieces are free when. Pure.

use crate::campus::loans::model::{LendableItem, Loan, LoanHold};
use crate::kit::{ClockTime, Day, Id};
use chrono::{NaiveDateTime, NaiveTime, TimeDelta};
use std::collections::HashMap;

/// A stretch of the building's clock, its end not included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    from: NaiveDateTime,
    until: NaiveDateTime,
}

impl Span {
    /// From a day to another, both included, or from an hour of the first to an hour of the last.
    pub fn new(first: Day, last: Day, from: Option<ClockTime>, until: Option<ClockTime>) -> Self {
        let start = first.0.and_time(from.map_or(NaiveTime::MIN, |time| time.0));
        let end = match until {
            Some(time) => last.0.and_time(time.0),
            None => last.0.and_time(NaiveTime::MIN) + TimeDelta::days(1),
        };
        Self { from: start, until: end }
    }

    /// When a loan wants its pieces.
    pub fn of(loan: &Loan) -> Self {
        Self::new(loan.start_date, loan.end_date, loan.start_time, loan.end_time)
    }

    /// From now to its end; all of today when that has passed.
    pub fn from_now(self, now: NaiveDateTime) -> Self {
        Self { from: now, until: self.until.max(end_of_day(now)) }
    }

    fn meets(self, other: Self) -> bool {
        self.from < other.until && other.from < self.until
    }
}

fn end_of_day(now: NaiveDateTime) -> NaiveDateTime {
    now.date().and_time(NaiveTime::MIN) + TimeDelta::days(1)
}

/// When a hold keeps its pieces from others. What is out is out from always to the end of today at least, whatever its dates say.
fn span_of(hold: &LoanHold, now: NaiveDateTime) -> Span {
    let span = Span::new(hold.start_date, hold.end_date, hold.start_time, hold.end_time);
    if hold.is_out { Span { from: NaiveDateTime::MIN, ..span.from_now(now) } } else { span }
}

/// The most pieces that holds keep at one moment of a span.
fn peak<'a>(holds: impl Iterator<Item = &'a LoanHold>, span: Span, now: NaiveDateTime) -> i64 {
    let mut steps: Vec<(NaiveDateTime, i64)> = holds
        .map(|hold| (span_of(hold, now), hold.pieces))
        .filter(|(held, _)| held.meets(span))
        .flat_map(|(held, pieces)| [(held.from.max(span.from), pieces), (held.until, -pieces)])
        .collect();
    // What ends at a moment is free at that moment: ends come first.
    steps.sort_unstable();
    let mut held = 0;
    steps.into_iter().fold(0, |most, (_, step)| {
        held += step;
        most.max(held)
    })
}

/// What makes pieces alike: name, brand and model.
type Model<'a> = (&'a str, Option<&'a str>, Option<&'a str>);

fn model_of(stock: &LendableItem) -> Model<'_> {
    (&stock.name, stock.brand.as_deref(), stock.model.as_deref())
}

/// How many pieces of an item are free.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Free {
    /// Of the item itself.
    pub of_item: i64,
    /// Of all that are like it.
    pub of_model: i64,
}

/// How many pieces of each item are free during a whole span, in the order of `stock`. `holds` are those on the same items.
///
/// An item gives what it has less what is held of it by name. Of all pieces that are alike, those that are held by model are
/// held too, whichever they will be.
pub fn free(stock: &[LendableItem], holds: &[LoanHold], span: Span, now: NaiveDateTime) -> Vec<Free> {
    let models: HashMap<Id, Model<'_>> = stock.iter().map(|item| (item.item_id, model_of(item))).collect();
    let mut held_of: HashMap<Id, Vec<&LoanHold>> = HashMap::new();
    let mut held_like: HashMap<Model<'_>, Vec<&LoanHold>> = HashMap::new();
    for hold in holds {
        if !hold.any_of_model || hold.is_out {
            held_of.entry(hold.item_id).or_default().push(hold);
        }
        if let Some(model) = models.get(&hold.item_id) {
            held_like.entry(*model).or_default().push(hold);
        }
    }
    let mut of_models: HashMap<Model<'_>, i64> = HashMap::new();
    for item in stock {
        *of_models.entry(model_of(item)).or_default() += item.capacity;
    }
    for (model, holds) in &held_like {
        *of_models.entry(*model).or_default() -= peak(holds.iter().copied(), span, now);
    }
    stock
        .iter()
        .map(|item| {
            let of_model = of_models.get(&model_of(item)).copied().unwrap_or(0).max(0);
            let held = held_of.get(&item.item_id).map_or(0, |held| peak(held.iter().copied(), span, now));
            Free { of_item: (item.capacity - held).clamp(0, of_model), of_model }
        })
        .collect()
}

/// The reservation that stands in the way of taking a whole item away for good, the first of `stock`: one of it by name, whenever, or one
/// of its model, if of all that are alike too few would be left. What is out stands in the way otherwise.
pub fn reserved_of_whole<'a>(
    stock: &[LendableItem],
    holds: &'a [LoanHold],
    now: NaiveDateTime,
) -> Option<&'a LoanHold> {
    let item = stock.first()?;
    let mut reserved = holds.iter().filter(|hold| !hold.is_out);
    if let Some(hold) = reserved.clone().find(|hold| !hold.any_of_model && hold.item_id == item.item_id) {
        return Some(hold);
    }
    let until = holds.iter().map(|hold| span_of(hold, now).until).max()?;
    let always = Span { from: now, until: until.max(end_of_day(now)) };
    let is_enough = free(stock, holds, always, now).first().is_none_or(|free| free.of_item >= item.capacity);
    reserved.find(|hold| !is_enough && hold.any_of_model && span_of(hold, now).meets(always))
}

/// The reservations by somebody else that stand in the way of a piece at the desk: those of the item by name while the loan lasts.
pub fn reserved_by_others<'a>(
    holds: &'a [LoanHold],
    item_id: Id,
    loan: &Loan,
    now: NaiveDateTime,
) -> Vec<&'a LoanHold> {
    let span = Span::of(loan).from_now(now);
    holds
        .iter()
        .filter(|hold| hold.item_id == item_id && hold.loan_id != loan.id)
        .filter(|hold| !hold.is_out && !hold.any_of_model && span_of(hold, now).meets(span))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::campus::inventory::model::ItemCategory;
    use chrono::NaiveDate;
    use proptest::prelude::*;

    fn date(day: i64) -> Day {
        Day(NaiveDate::from_ymd_opt(2026, 3, 1).unwrap() + TimeDelta::days(day))
    }

    fn noon(day: i64) -> NaiveDateTime {
        date(day).0.and_hms_opt(12, 0, 0).unwrap()
    }

    fn item(n: u128, capacity: i64) -> LendableItem {
        LendableItem {
            item_id: Id::from_bits(n),
            name: "Portátil".into(),
            internal_code: format!("P-{n}"),
            brand: None,
            model: Some("ProBook".into()),
            category: ItemCategory::Computer,
            image_url: None,
            environment_id: Id::from_bits(99),
            capacity,
        }
    }

    fn hold(item: u128, any_of_model: bool, pieces: i64, first: i64, days: i64) -> LoanHold {
        LoanHold {
            loan_id: Id::new(),
            borrower: "Ana Ruiz".into(),
            borrower_id: None,
            item_id: Id::from_bits(item),
            item_name: "Portátil".into(),
            internal_code: format!("P-{item}"),
            any_of_model,
            is_out: false,
            pieces,
            start_date: date(first),
            end_date: date(first + days),
            start_time: None,
            end_time: None,
        }
    }

    fn any_hold() -> impl Strategy<Value = LoanHold> {
        (1u128..4, any::<bool>(), 1i64..4, 0i64..20, 0i64..6).prop_map(
            |(item, any_of_model, pieces, first, days)| hold(item, any_of_model, pieces, first, days),
        )
    }

    proptest! {
        /// The definition, day by day: of each item what is held of it by name, of all that are alike whatever is held.
        #[test]
        fn free_is_what_no_day_of_the_span_holds(
            holds in proptest::collection::vec(any_hold(), 0..8), first in 0i64..20, days in 0i64..6,
        ) {
            let stock = [item(1, 5), item(2, 1), item(3, 9)];
            let span = Span::new(date(first), date(first + days), None, None);
            let free = free(&stock, &holds, span, noon(-1));
            let held = |day: i64, of: &dyn Fn(&LoanHold) -> bool| -> i64 {
                let on = |hold: &&LoanHold| hold.start_date <= date(day) && date(day) <= hold.end_date;
                holds.iter().filter(on).filter(|hold| of(hold)).map(|hold| hold.pieces).sum()
            };
            let worst = |of: &dyn Fn(&LoanHold) -> bool| (first..=first + days).map(|day| held(day, of)).max().unwrap();
            let of_model = (15 - worst(&|_| true)).max(0);
            for (item, free) in stock.iter().zip(free) {
                let of_item = item.capacity - worst(&|hold| hold.item_id == item.item_id && !hold.any_of_model);
                prop_assert_eq!(free, Free { of_item: of_item.clamp(0, of_model), of_model });
            }
        }

        /// What was granted stays granted: after a wish that was possible, nothing is below zero.
        #[test]
        fn nobody_is_promised_what_is_not_there(
            wishes in proptest::collection::vec(any_hold(), 1..20),
        ) {
            let stock = [item(1, 3), item(2, 1), item(3, 2)];
            let mut granted: Vec<LoanHold> = Vec::new();
            for wish in wishes {
                let span = span_of(&wish, noon(-1));
                let place = stock.iter().position(|item| item.item_id == wish.item_id).unwrap();
                let free = free(&stock, &granted, span, noon(-1))[place];
                if wish.pieces <= if wish.any_of_model { free.of_model } else { free.of_item } {
                    granted.push(wish);
                }
            }
            for day in 0..30 {
                let on = |hold: &&LoanHold| hold.start_date <= date(day) && date(day) <= hold.end_date;
                prop_assert!(granted.iter().filter(on).map(|hold| hold.pieces).sum::<i64>() <= 6);
                for item in &stock {
                    let by_name = |hold: &&LoanHold| hold.item_id == item.item_id && !hold.any_of_model;
                    let held: i64 = granted.iter().filter(on).filter(by_name).map(|hold| hold.pieces).sum();
                    prop_assert!(held <= item.capacity);
                }
            }
        }
    }

    #[test]
    fn what_is_out_is_out_to_the_end_of_today_whatever_its_dates_say() {
        let late = LoanHold { is_out: true, ..hold(1, false, 1, 0, 2) };
        let stock = [item(1, 1)];
        let free_on = |day: i64| {
            let span = Span::new(date(day), date(day), None, None);
            free(&stock, std::slice::from_ref(&late), span, noon(5))[0].of_item
        };
        assert_eq!((free_on(5), free_on(6)), (0, 1));
    }
}
